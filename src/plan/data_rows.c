// The rows of the Data sheet: a line's figures by period, and what is worked out from them.
#include "plan/data.h"

#include "base/font.h"
#include "base/format.h"
#include "base/text.h"
#include "model/correction.h"
#include "model/mark.h"
#include "model/source.h"

// Columns -----------------------------------------------------------------------------------------

size_t data_period_columns(const struct data_needs *needs)
{
    size_t periods = needs->first <= needs->last ? (size_t)(needs->last - needs->first + 1) : 0;
    return periods + (needs->has_single ? 1 : 0);
}

static bool is_column_of(const struct data_column *column, const struct figure *figure)
{
    return column->kind == figure->kind && column->column == figure->column &&
           window_equal(column->window, figure->window) &&
           text_equal(column->heading, figure->heading);
}

// The column of the Data sheet for a worked-out figure, made where there is none yet.
static uint16_t worked_column(struct builder *builder, const struct figure *figure)
{
    struct data_needs *needs = builder->needs;
    size_t number = 0;
    while (number < needs->columns.count && !is_column_of(&needs->columns.items[number], figure))
        number++;
    if (number == needs->columns.count)
        *list_add(builder->arena, &needs->columns) =
            (struct data_column){figure->kind, figure->window, figure->column, figure->heading};
    return (uint16_t)(DATA_FIRST + data_period_columns(needs) + number);
}

static const char *const window_titles[] = {
    [WINDOW_LATEST] = "Latest",
    [WINDOW_PREVIOUS] = "Previous",
    [WINDOW_SAME_LAST_YEAR] = "Same period last year",
    [WINDOW_YEAR_TO_DATE] = "Year to date",
    [WINDOW_LAST_YEAR_TO_DATE] = "Last year to date",
    [WINDOW_ROLLING] = "Last %d",
    [WINDOW_PREVIOUS_ROLLING] = "The %d before",
};

const char *data_period_heading(const struct builder *builder, int number)
{
    const struct calendar *calendar = &builder->model->layout->calendar;
    struct period period = {calendar->every, number};
    return period_show(builder->arena, period, calendar,
                       calendar->every == PERIOD_MONTH ? "mmm-yy" : NULL);
}

const char *data_worked_heading(const struct builder *builder, const struct data_column *column)
{
    struct arena *arena = builder->arena;
    if (column->kind == FIGURE_OWN)
        return column->heading;
    if (column->column)
        return column->kind == FIGURE_RANK ? arena_print(arena, "%s, rank", column->column->name)
                                           : column->column->name;
    if (column->window.kind == WINDOW_PERIOD)
        return arena_print(arena, "%s, worked out",
                           data_period_heading(builder, column->window.period.number));
    const char *title = window_titles[column->window.kind];
    if (column->window.length > 0)
        title =
            arena_print(arena, column->window.kind == WINDOW_ROLLING ? "Last %d" : "The %d before",
                        column->window.length);
    if (column->window.period.kind == PERIOD_NONE)
        return title;
    return arena_print(arena, "%s, %s", title,
                       data_period_heading(builder, column->window.period.number));
}

// Whose figures these are, for a row: "Camden"; "" for the recipient's own.
const char *data_whose_label(const struct builder *builder, struct whose whose)
{
    if (whose.word == WHOSE_WHOLE)
        return "the whole";
    if (whose.word == WHOSE_FAMILY)
        return arena_print(builder->arena, "family %s", whose.area->family);
    return whose.area && whose.area != builder->model->recipient ? whose.area->name : "";
}

void data_put_line_start(struct builder *builder, uint32_t row, const struct model_line *line)
{
    const char *label = build_label(builder, line);
    const char *whose = data_whose_label(builder, line->whose);
    if (whose[0] != '\0')
        label = arena_print(builder->arena, "%s, %s", label, whose);
    data_put(builder, row, DATA_LINE, "measure", line->said->id);
    data_put(builder, row, DATA_LABEL, "measure", label);
}

const char *data_source_label(const struct series *series)
{
    const char *label = series->source->label.text;
    return label ? label : series->source->file.text;
}

// A figure with a mark behind it may want a wider column than others.
static void fit_marked(struct builder *builder, const struct cell *cell)
{
    struct font font = {cell->style->size, cell->style->bold};
    const char *shown = format_number(builder->arena, cell->format, cell->number);
    double *width = &builder->needs->width;
    while (*width < DATA_WIDEST && font_column_room(*width) < font_text_width(font, shown))
        ++*width;
}

static void put_input(struct builder *builder, const struct input *input, uint32_t row,
                      size_t column)
{
    const struct style *style = build_role(builder, "measure");
    struct plan_sheet *sheet = data_plan(builder);
    struct cell *cell = plan_cell_add(builder->arena, sheet, row, (uint16_t)column, style);
    cell->is_open = sheet->is_protected;
    cell->kind = input->text ? CELL_TEXT : input->format ? CELL_NUMBER : CELL_BLANK;
    cell->text = input->text;
    cell->number = input->number;
    cell->format = input->text ? NULL : input->format;
    cell->note = correction_note(builder->model, input, builder->arena);
    if (input->is_provisional && cell->kind == CELL_NUMBER) {
        const struct cell_marks marks = {.is_provisional = true};
        cell->format = format_with_suffix(builder->arena, input->format,
                                          mark_suffix(builder->model, marks, builder->arena));
        builder->needs->has_provisional = true;
        fit_marked(builder, cell);
    }
}

static void put_series(struct builder *builder, uint32_t row, const struct series *series,
                       const struct area *area)
{
    const struct model *model = builder->model;
    const struct data_needs *needs = builder->needs;
    data_put(builder, row, DATA_SOURCE, "measure", data_source_label(series));
    if (!series_has_periods(series)) {
        put_input(builder, series_input(model, series, area, 0), row,
                  DATA_FIRST + data_period_columns(needs) - 1);
        return;
    }
    data_put(builder, row, DATA_AS_AT, "measure",
             data_period_heading(builder, series->line->latest.number));
    for (int period = needs->first; period <= needs->last; period++)
        put_input(builder, series_input(model, series, area, period), row,
                  (size_t)(DATA_FIRST + period - needs->first));
}

static bool is_worked_kind(const struct figure *figure)
{
    return figure->kind == FIGURE_WINDOW || figure->kind == FIGURE_COLUMN ||
           figure->kind == FIGURE_OWN || figure->kind == FIGURE_TEXT ||
           figure->kind == FIGURE_STACK || figure->kind == FIGURE_RANK;
}

// Whether a figure stands in its line's row, worked out there.
static bool is_in_row(const struct builder *builder, const struct figure *figure)
{
    return is_worked_kind(figure) && builder->needs->figures[figure->index] &&
           !data_is_shared(builder, figure);
}

// Whether the line's series is to stand in the row of this instance.
static bool shows_series(const struct builder *builder, const struct model_line *line)
{
    const struct series *series = line->series;
    if (!series || series->line != line->base || line->whose.word != WHOSE_OWN)
        return false;
    return builder->needs->series[data_by_area(builder, series, series->index, line->whose.area)];
}

static bool needs_row(const struct builder *builder, const struct model_line *line)
{
    if (shows_series(builder, line))
        return true;
    for (size_t i = 0; i < line->figures.count; i++) {
        const struct figure *figure = line->figures.items[i];
        if (is_in_row(builder, figure))
            return true;
    }
    return false;
}

// Gives a line its row, and each figure that the sheet shows its column.
static void put_line(struct builder *builder, struct model_line *line)
{
    struct data_needs *needs = builder->needs;
    if (!needs_row(builder, line))
        return;
    uint32_t row = needs->row++;
    needs->rows[data_by_whose(builder, line->index, line->whose)] = row;
    data_put_line_start(builder, row, line);
    if (shows_series(builder, line))
        put_series(builder, row, line->series, line->whose.area);
    else
        data_put(builder, row, DATA_SOURCE, "measure", "worked out");
    for (size_t i = 0; i < line->figures.count; i++) {
        struct figure *figure = line->figures.items[i];
        if (is_in_row(builder, figure))
            data_put_figure(builder, figure, row, worked_column(builder, figure));
    }
}

// The instances of a line that may stand on the sheet: in a recipient's workbook its own alone.
// Those that nothing asked for are not made.
size_t data_instances(const struct builder *builder, struct model_line *base,
                      struct model_line ***instances)
{
    const struct area *recipient = builder->model->recipient;
    LIST(struct model_line *) list = {0};
    if (!recipient)
        *list_add(builder->arena, &list) = base;
    for (size_t i = 0; base->instances && i + 1 < data_whose_count(builder); i++) {
        struct model_line *instance = base->instances[i];
        if (instance && (!recipient ||
                         (instance->whose.word == WHOSE_OWN && instance->whose.area == recipient)))
            *list_add(builder->arena, &list) = instance;
    }
    *instances = list.items;
    return list.count;
}

bool data_has_lines(const struct builder *builder)
{
    const struct model *model = builder->model;
    bool has_any = model->trends.count > 0; // they need the headings
    for (size_t i = 0; i < model->lines.count && !has_any; i++) {
        struct model_line **instances;
        size_t count = data_instances(builder, model->lines.items[i], &instances);
        for (size_t k = 0; k < count; k++)
            has_any |= needs_row(builder, instances[k]);
    }
    return has_any;
}

void data_put_lines(struct builder *builder)
{
    struct model *model = builder->model;
    for (size_t i = 0; i < model->lines.count; i++) {
        struct model_line **instances;
        size_t count = data_instances(builder, model->lines.items[i], &instances);
        for (size_t k = 0; k < count; k++)
            put_line(builder, instances[k]);
    }
}

// Headings ----------------------------------------------------------------------------------------

void data_put_line_headings(struct builder *builder, uint32_t row)
{
    const struct data_needs *needs = builder->needs;
    static const char *const headings[] = {
        [DATA_LINE] = "Line",
        [DATA_LABEL] = "Measure",
        [DATA_SOURCE] = "Source",
        [DATA_AS_AT] = "As at",
    };
    size_t column = 0;
    build_tie(builder, builder->data_sheet, row);
    for (; column < DATA_FIRST; column++)
        data_put(builder, row, column, "heading", headings[column]);
    for (int period = needs->first; period <= needs->last; period++)
        data_put(builder, row, column++, "heading", data_period_heading(builder, period));
    if (needs->has_single)
        data_put(builder, row, column++, "heading", "Figure");
    for (size_t i = 0; i < needs->columns.count; i++)
        data_put(builder, row, column++, "heading",
                 data_worked_heading(builder, &needs->columns.items[i]));
}
