// The Data sheet: every figure that was typed, once, with its source; what the scorecards' formulas
// need and do not show; targets and lights.
#include "plan/build.h"

#include "base/text.h"
#include "model/light.h"
#include "model/meaning.h"
#include "model/source.h"

#include <limits.h>
#include <stdint.h>

// Columns of the sheet that every section has.
enum { DATA_LINE, DATA_LABEL, DATA_SOURCE, DATA_AS_AT, DATA_FIRST };

// A column for figures that are worked out: over a window, in a column of a scorecard.
struct data_column {
    enum figure_kind kind;
    struct window window;
    const struct column *column;
    const char *heading;
};

struct data_needs {
    bool *figures;        // one to a figure: whether the Data sheet shows it
    bool *series;         // one to a series and area
    uint32_t *rows;       // one to a line of the model and area; 0 where it has none
    uint32_t *trend_rows; // one to a line of a chart that is worked out
    uint32_t heading_row; // of the lines; holds the periods
    int first, last;      // periods that formulas use; first > last where none
    bool has_single;      // a series without periods
    LIST(struct data_column) columns;
    uint32_t row; // the next free one
};

// Rows are kept by line and whose, series by series and whose: none, areas, families, the whole.
static size_t whose_count(const struct builder *builder)
{
    return 2 * builder->model->areas.items.count + 2;
}

static size_t by_whose(const struct builder *builder, size_t index, struct whose whose)
{
    size_t areas = builder->model->areas.items.count;
    size_t number = whose.area ? whose.area->index + 1 : 0;
    if (whose.word == WHOSE_FAMILY)
        number += areas;
    if (whose.word == WHOSE_WHOLE)
        number = 2 * areas + 1;
    return index * whose_count(builder) + number;
}

// A series without areas stands in the row of the recipient at hand, as the recipient's own do.
static size_t by_area(const struct builder *builder, const struct series *series, size_t index,
                      const struct area *area)
{
    bool has_areas = series_is_by_area(builder->model, series);
    struct whose own = {WHOSE_OWN, has_areas ? area : builder->model->recipient};
    return by_whose(builder, index, own);
}

// Whether a figure takes figures that are not the recipient's own, so that its workbook has the
// result and not the formula.
static bool is_shared(const struct builder *builder, const struct figure *figure)
{
    const struct area *recipient = builder->model->recipient;
    if (!recipient || !figure->line)
        return false;
    return figure->kind == FIGURE_RANK || figure->line->whose.word != WHOSE_OWN ||
           figure->line->whose.area != recipient;
}

// What is needed ----------------------------------------------------------------------------------

struct figure_list {
    LIST(struct figure *) items;
};

struct needing {
    struct builder *builder;
    struct figure *user;
    struct figure_list *more;
};

static void need_figure(struct builder *builder, struct figure *figure, struct figure_list *more)
{
    struct data_needs *needs = builder->needs;
    if (!figure || needs->figures[figure->index] || builder->spots[figure->index].items.count > 0)
        return;
    needs->figures[figure->index] = true;
    *list_add(builder->arena, &more->items) = figure;
}

static void need_periods(struct data_needs *needs, struct span span)
{
    needs->first = span.first < needs->first ? span.first : needs->first;
    needs->last = span.last > needs->last ? span.last : needs->last;
}

static void need_series(struct builder *builder, const struct figure *user,
                        const struct meaning *meaning)
{
    struct data_needs *needs = builder->needs;
    const struct area **areas;
    size_t count =
        series_areas(builder->model, meaning->series, user->line->whose, builder->arena, &areas);
    for (size_t i = 0; i < count; i++)
        needs->series[by_area(builder, meaning->series, meaning->series->index, areas[i])] = true;
    if (series_has_periods(meaning->series))
        need_periods(needs, meaning->span);
    else
        needs->has_single = true;
}

static bool need_name(struct expression *name, void *data)
{
    struct needing *needing = data;
    struct builder *builder = needing->builder;
    const struct meaning *meaning = name->bound;
    if (meaning->kind == MEANS_SERIES_CELL || meaning->kind == MEANS_SERIES_RANGE) {
        need_series(builder, needing->user, meaning);
    } else if (meaning->kind == MEANS_ABOVE) {
        struct figure **above;
        size_t count = model_above(builder->model, needing->user, &above);
        for (size_t i = 0; i < count; i++)
            need_figure(builder, above[i], needing->more);
    } else if (meaning->kind == MEANS_FIGURES) {
        for (size_t i = 0; i < meaning->figure_count; i++)
            need_figure(builder, meaning->figures[i], needing->more);
    } else {
        need_figure(builder, model_named_figure(builder->model, needing->user, meaning),
                    needing->more);
    }
    return true;
}

// The points of a chart's line that are figures, and the names in their formulas.
static void need_points(struct needing *needing, const struct trend *trend,
                        const struct trend_line *line)
{
    for (int i = 0; i <= trend->span.last - trend->span.first; i++) {
        needing->user = line->figures[i];
        if (needing->user)
            expression_names(needing->user->tree, need_name, needing);
    }
}

static void need_cells(struct builder *builder, const struct trend *trend,
                       const struct trend_line *line)
{
    struct data_needs *needs = builder->needs;
    int length = trend->span.last - trend->span.first;
    const struct area *area = trend->line->whose.area;
    needs->series[by_area(builder, line->series, line->series->index, area)] = true;
    need_periods(needs, (struct span){line->first, line->first + length});
}

static void need_trends(struct needing *needing)
{
    struct builder *builder = needing->builder;
    for (size_t i = 0; i < builder->model->trends.count; i++) {
        const struct trend *trend = &builder->model->trends.items[i];
        for (size_t k = 0; k < trend->lines.count; k++) {
            const struct trend_line *line = &trend->lines.items[k];
            need_periods(builder->needs, trend->span);
            if (line->series)
                need_cells(builder, trend, line);
            else
                need_points(needing, trend, line);
        }
    }
}

static void need_all(struct builder *builder)
{
    struct figure_list more = {0};
    struct needing needing = {.builder = builder, .more = &more};
    for (size_t i = 0; i < builder->slots.count; i++) {
        const struct slot *slot = &builder->slots.items[i];
        needing.user = slot->figure;
        if (slot->kind != SLOT_FIGURE)
            need_figure(builder, slot->figure, &more);
        else if (slot->figure->tree)
            expression_names(slot->figure->tree, need_name, &needing);
    }
    for (size_t i = 0; i < builder->lit_cells.count; i++) {
        struct figure *state = builder->lit_cells.items[i].state;
        need_figure(builder, state, &more);
        need_figure(builder, light_figure(builder->model, state->line, state->column), &more);
    }
    need_trends(&needing);
    for (size_t i = 0; i < more.items.count; i++) {
        needing.user = more.items.items[i];
        if (needing.user->tree && !is_shared(builder, needing.user))
            expression_names(needing.user->tree, need_name, &needing);
    }
}

// Columns -----------------------------------------------------------------------------------------

static size_t period_columns(const struct data_needs *needs)
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
    return (uint16_t)(DATA_FIRST + period_columns(needs) + number);
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

static const char *period_heading(const struct builder *builder, int number)
{
    const struct calendar *calendar = &builder->model->layout->calendar;
    struct period period = {calendar->every, number};
    return period_show(builder->arena, period, calendar,
                       calendar->every == PERIOD_MONTH ? "mmm-yy" : NULL);
}

static const char *worked_heading(const struct builder *builder, const struct data_column *column)
{
    struct arena *arena = builder->arena;
    if (column->kind == FIGURE_OWN)
        return column->heading;
    if (column->column)
        return column->kind == FIGURE_RANK ? arena_print(arena, "%s, rank", column->column->name)
                                           : column->column->name;
    if (column->window.kind == WINDOW_PERIOD)
        return arena_print(arena, "%s, worked out",
                           period_heading(builder, column->window.period.number));
    const char *title = window_titles[column->window.kind];
    if (column->window.length > 0)
        title =
            arena_print(arena, column->window.kind == WINDOW_ROLLING ? "Last %d" : "The %d before",
                        column->window.length);
    if (column->window.period.kind == PERIOD_NONE)
        return title;
    return arena_print(arena, "%s, %s", title,
                       period_heading(builder, column->window.period.number));
}

// Sections ----------------------------------------------------------------------------------------

static struct plan_sheet *data_plan(const struct builder *builder)
{
    return &builder->plan->sheets.items[builder->data_sheet];
}

static void put(const struct builder *builder, uint32_t row, size_t column, const char *role,
                const char *text)
{
    plan_text_add(builder->arena, data_plan(builder), row, (uint16_t)column,
                  build_role(builder, role), text);
}

static void put_section(struct builder *builder, const char *title, const char *explanation)
{
    uint32_t row = builder->needs->row;
    put(builder, row, 0, "title", title);
    put(builder, row + 1, 0, "text", explanation);
    for (uint32_t line = row; line <= row + 1; line++) {
        plan_merge_add(builder->arena, data_plan(builder),
                       (struct merge){line, line, 0, DATA_AS_AT});
        build_tie(builder, builder->data_sheet, line);
    }
    builder->needs->row = row + 2;
}

// Gives every cell of a table that holds nothing the table's lines.
static void fill_blanks(struct builder *builder, struct merge range)
{
    size_t width = (size_t)(range.last_column - range.first_column) + 1;
    size_t height = (size_t)(range.last_row - range.first_row) + 1;
    bool *taken = arena_array(builder->arena, bool, width *height);
    const struct plan_sheet *sheet = data_plan(builder);
    for (size_t i = 0; i < sheet->cells.count; i++) {
        const struct cell *cell = &sheet->cells.items[i];
        if (cell->row >= range.first_row && cell->column < width)
            taken[(cell->row - range.first_row) * width + cell->column] = true;
    }
    for (size_t i = 0; i < builder->slots.count; i++) {
        const struct spot *spot = &builder->slots.items[i].spot;
        if (spot->sheet == builder->data_sheet && spot->row >= range.first_row)
            taken[(spot->row - range.first_row) * width + spot->column] = true;
    }
    for (size_t i = 0; i < width * height; i++) {
        if (!taken[i])
            plan_cell_add(builder->arena, data_plan(builder),
                          range.first_row + (uint32_t)(i / width), (uint16_t)(i % width),
                          build_role(builder, "measure"));
    }
}

// As typed, or as the line says.
static const char *data_format(const struct figure *figure)
{
    if (figure->format || !figure->line)
        return figure->format;
    if (figure->kind != FIGURE_TARGET)
        return model_line_format(figure->line);
    const char *format = figure->line->said->target_format.text;
    return format[0] != '\0' ? format : NULL;
}

static void put_slot(struct builder *builder, enum slot_kind kind, struct figure *figure,
                     uint32_t row, uint16_t column)
{
    build_slot(builder, (struct slot){
                            .kind = kind,
                            .spot = {builder->data_sheet, row, column},
                            .figure = figure,
                            .format = data_format(figure),
                            .style = build_role(builder, "measure"),
                            .is_open = kind == SLOT_FIGURE && !figure->tree &&
                                       data_plan(builder)->is_protected,
                        });
}

static void put_figure(struct builder *builder, struct figure *figure, uint32_t row,
                       uint16_t column)
{
    put_slot(builder, SLOT_FIGURE, figure, row, column);
}

const char *build_label(const struct builder *builder, const struct model_line *line)
{
    const char *label = model_text(builder->model, &line->said->label, line->sheet, line, NULL);
    return label[0] != '\0' ? label : line->said->id;
}

// Whose figures these are, for a row: "Camden"; "" for the recipient's own.
static const char *whose_label(const struct builder *builder, struct whose whose)
{
    if (whose.word == WHOSE_WHOLE)
        return "the whole";
    if (whose.word == WHOSE_FAMILY)
        return arena_print(builder->arena, "family %s", whose.area->family);
    return whose.area && whose.area != builder->model->recipient ? whose.area->name : "";
}

static void put_line_start(struct builder *builder, uint32_t row, const struct model_line *line)
{
    const char *label = build_label(builder, line);
    const char *whose = whose_label(builder, line->whose);
    if (whose[0] != '\0')
        label = arena_print(builder->arena, "%s, %s", label, whose);
    put(builder, row, DATA_LINE, "measure", line->said->id);
    put(builder, row, DATA_LABEL, "measure", label);
}

static const char *source_label(const struct series *series)
{
    const char *label = series->source->label.text;
    return label ? label : series->source->file.text;
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
}

static void put_series(struct builder *builder, uint32_t row, const struct series *series,
                       const struct area *area)
{
    const struct model *model = builder->model;
    const struct data_needs *needs = builder->needs;
    put(builder, row, DATA_SOURCE, "measure", source_label(series));
    if (!series_has_periods(series)) {
        put_input(builder, series_input(model, series, area, 0), row,
                  DATA_FIRST + period_columns(needs) - 1);
        return;
    }
    put(builder, row, DATA_AS_AT, "measure", period_heading(builder, series->line->latest.number));
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
           !is_shared(builder, figure);
}

// Whether the line's series is to stand in the row of this instance.
static bool shows_series(const struct builder *builder, const struct model_line *line)
{
    const struct series *series = line->series;
    if (!series || series->line != line->base || line->whose.word != WHOSE_OWN)
        return false;
    return builder->needs->series[by_area(builder, series, series->index, line->whose.area)];
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
    needs->rows[by_whose(builder, line->index, line->whose)] = row;
    put_line_start(builder, row, line);
    if (shows_series(builder, line))
        put_series(builder, row, line->series, line->whose.area);
    else
        put(builder, row, DATA_SOURCE, "measure", "worked out");
    for (size_t i = 0; i < line->figures.count; i++) {
        struct figure *figure = line->figures.items[i];
        if (is_in_row(builder, figure))
            put_figure(builder, figure, row, worked_column(builder, figure));
    }
}

// The instances of a line that may stand on the sheet: in a recipient's workbook its own alone.
// Those that nothing asked for are not made.
static size_t instances_of(const struct builder *builder, struct model_line *base,
                           struct model_line ***instances)
{
    const struct area *recipient = builder->model->recipient;
    LIST(struct model_line *) list = {0};
    if (!recipient)
        *list_add(builder->arena, &list) = base;
    for (size_t i = 0; base->instances && i + 1 < whose_count(builder); i++) {
        struct model_line *instance = base->instances[i];
        if (instance && (!recipient ||
                         (instance->whose.word == WHOSE_OWN && instance->whose.area == recipient)))
            *list_add(builder->arena, &list) = instance;
    }
    *instances = list.items;
    return list.count;
}

static void put_lines(struct builder *builder)
{
    struct model *model = builder->model;
    for (size_t i = 0; i < model->lines.count; i++) {
        struct model_line **instances;
        size_t count = instances_of(builder, model->lines.items[i], &instances);
        for (size_t k = 0; k < count; k++)
            put_line(builder, instances[k]);
    }
}

// Shared figures ----------------------------------------------------------------------------------

enum { SHARED_WHOSE = DATA_SOURCE, SHARED_FIGURE = DATA_AS_AT };

static const char *shared_label(const struct builder *builder, const struct figure *figure)
{
    const char *whose = whose_label(builder, figure->line->whose);
    if (figure->kind == FIGURE_RANK)
        whose = arena_print(builder->arena, "rank among %zu recipients",
                            builder->model->areas.recipient_count);
    const char *what = figure->column ? figure->column->name : NULL;
    struct data_column column = {figure->kind, figure->window, NULL, NULL};
    return arena_print(builder->arena, "%s, %s", whose,
                       what ? what : worked_heading(builder, &column));
}

// Figures that take other recipients' figures: their results, not their formulas.
static void put_shared(struct builder *builder)
{
    struct data_needs *needs = builder->needs;
    const struct model *model = builder->model;
    bool is_started = false;
    for (size_t i = 0; i < builder->figure_room; i++) {
        struct figure *figure = model->figures.items[i];
        if (!needs->figures[i] || !is_shared(builder, figure))
            continue;
        if (!is_started) {
            needs->row++;
            put_section(builder, "Shared figures",
                        "Worked out from the figures of all recipients, and stored here.");
            put(builder, needs->row, DATA_LINE, "heading", "Line");
            put(builder, needs->row, DATA_LABEL, "heading", "Measure");
            put(builder, needs->row, SHARED_WHOSE, "heading", "Whose, and what");
            put(builder, needs->row, SHARED_FIGURE, "heading", "Figure");
            is_started = true;
        }
        uint32_t row = ++needs->row;
        put(builder, row, DATA_LINE, "measure", figure->line->said->id);
        put(builder, row, DATA_LABEL, "measure", build_label(builder, figure->line));
        put(builder, row, SHARED_WHOSE, "measure", shared_label(builder, figure));
        put_slot(builder, SLOT_STORED, figure, row, SHARED_FIGURE);
    }
    if (is_started)
        needs->row++;
}

static void put_line_headings(struct builder *builder, uint32_t row)
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
        put(builder, row, column, "heading", headings[column]);
    for (int period = needs->first; period <= needs->last; period++)
        put(builder, row, column++, "heading", period_heading(builder, period));
    if (needs->has_single)
        put(builder, row, column++, "heading", "Figure");
    for (size_t i = 0; i < needs->columns.count; i++)
        put(builder, row, column++, "heading", worked_heading(builder, &needs->columns.items[i]));
}

static bool needs_constants(const struct builder *builder)
{
    for (size_t i = 0; i < builder->model->constants.count; i++) {
        if (builder->needs->figures[builder->model->constants.items[i]->index])
            return true;
    }
    return false;
}

static void put_constants(struct builder *builder)
{
    struct data_needs *needs = builder->needs;
    const struct layout *layout = builder->model->layout;
    if (!needs_constants(builder))
        return;
    needs->row++;
    put_section(builder, "Constants", "Numbers that formulas use and no source gives.");
    put(builder, needs->row, DATA_LINE, "heading", "Name");
    put(builder, needs->row, DATA_LABEL, "heading", "What it is");
    put(builder, needs->row, DATA_SOURCE, "heading", "Number");
    for (size_t i = 0; i < builder->model->constants.count; i++) {
        struct figure *constant = builder->model->constants.items[i];
        const char *label = layout->constants.items[i].label.text;
        if (!needs->figures[constant->index])
            continue;
        uint32_t row = ++needs->row;
        put(builder, row, DATA_LINE, "measure", constant->name);
        put(builder, row, DATA_LABEL, "measure", label ? label : constant->name);
        put_figure(builder, constant, row, DATA_SOURCE);
    }
    needs->row++;
}

// Targets and lights ------------------------------------------------------------------------------

enum { TARGET_BETTER = DATA_SOURCE, TARGET_NUMBER = DATA_AS_AT, TARGET_LIGHTS = DATA_FIRST };

static bool has_kind(const struct builder *builder, const struct model_line *line,
                     enum figure_kind kind)
{
    for (size_t i = 0; i < line->figures.count; i++) {
        const struct figure *figure = line->figures.items[i];
        if (figure->kind == kind && builder->needs->figures[figure->index])
            return true;
    }
    return false;
}

static bool has_target_row(const struct builder *builder, const struct model_line *line)
{
    return has_kind(builder, line, FIGURE_TARGET) || has_kind(builder, line, FIGURE_STATE) ||
           has_kind(builder, line, FIGURE_GAP);
}

static size_t column_number(const struct sheet *sheet, const struct column *column)
{
    return (size_t)(column - sheet->columns.items);
}

// What stands on Data for each judged column of a sheet, side by side.
static const struct light_part {
    enum figure_kind kind;
    const char *heading;
} light_parts[] = {
    {FIGURE_GAP, "Gap"},
    {FIGURE_STATE, "State"}, // as the scale tells them apart: BLUE
    {FIGURE_LIGHT, "Light"}, // as it is shown: GREEN
};
enum { LIGHT_PARTS = sizeof light_parts / sizeof *light_parts };

// For each column of a sheet, where its gaps, states and lights start on Data; 0 where it has none.
static uint16_t *light_columns(const struct builder *builder, const struct sheet *sheet)
{
    const struct model *model = builder->model;
    uint16_t *places = arena_array(builder->arena, uint16_t, sheet->columns.count);
    uint16_t next = TARGET_LIGHTS;
    for (size_t i = 0; i < model->figures.count; i++) {
        const struct figure *figure = model->figures.items[i];
        if (!builder->needs->figures[i] || figure->kind != FIGURE_STATE ||
            figure->line->sheet != sheet)
            continue;
        uint16_t *place = &places[column_number(sheet, figure->column)];
        if (*place == 0) {
            *place = next;
            next = (uint16_t)(next + LIGHT_PARTS);
        }
    }
    return places;
}

static void put_target_headings(struct builder *builder, const struct sheet *sheet,
                                const uint16_t *places)
{
    static const char *const headings[] = {
        [DATA_LINE] = "Line",
        [DATA_LABEL] = "Measure",
        [TARGET_BETTER] = "Better",
        [TARGET_NUMBER] = "Target",
    };
    uint32_t row = builder->needs->row;
    for (size_t i = 0; i < TARGET_LIGHTS; i++)
        put(builder, row, i, "heading", headings[i]);
    for (size_t i = 0; i < sheet->columns.count; i++) {
        for (size_t part = 0; places[i] > 0 && part < LIGHT_PARTS; part++)
            put(builder, row, places[i] + part, "heading", light_parts[part].heading);
    }
}

static void put_target_row(struct builder *builder, struct model_line *line, const uint16_t *places)
{
    uint32_t row = builder->needs->row;
    put_line_start(builder, row, line);
    put(builder, row, TARGET_BETTER, "measure", line->said->better.text);
    for (size_t i = 0; i < line->figures.count; i++) {
        struct figure *figure = line->figures.items[i];
        if (!builder->needs->figures[figure->index])
            continue;
        if (figure->kind == FIGURE_TARGET)
            put_figure(builder, figure, row, TARGET_NUMBER);
        for (size_t part = 0; part < LIGHT_PARTS; part++) {
            if (figure->kind == light_parts[part].kind)
                put_figure(builder, figure, row,
                           (uint16_t)(places[column_number(line->sheet, figure->column)] + part));
        }
    }
}

// The first row of the section.
static uint32_t start_targets(struct builder *builder, const struct sheet *sheet,
                              const uint16_t *places)
{
    builder->needs->row++;
    put_section(builder, arena_print(builder->arena, "Targets and lights: %s", sheet->name),
                "The gap is how far a figure is from its target; more is better.");
    put_target_headings(builder, sheet, places);
    return ++builder->needs->row;
}

static void put_targets(struct builder *builder, const struct sheet *sheet)
{
    struct model *model = builder->model;
    struct data_needs *needs = builder->needs;
    uint16_t *places = light_columns(builder, sheet);
    uint16_t last = TARGET_NUMBER;
    uint32_t first_row = 0;
    for (size_t i = 0; i < sheet->columns.count; i++)
        last = places[i] > last ? (uint16_t)(places[i] + LIGHT_PARTS - 1) : last;
    for (size_t i = 0; i < model->lines.count; i++) {
        struct model_line **instances;
        size_t count = instances_of(builder, model->lines.items[i], &instances);
        if (model->lines.items[i]->sheet != sheet)
            continue;
        for (size_t k = 0; k < count; k++) {
            if (!has_target_row(builder, instances[k]))
                continue;
            if (first_row == 0)
                first_row = start_targets(builder, sheet, places);
            put_target_row(builder, instances[k], places);
            needs->row++;
        }
    }
    if (first_row > 0)
        fill_blanks(builder, (struct merge){first_row, needs->row - 1, 0, last});
}

// Charts ------------------------------------------------------------------------------------------

static uint16_t period_column(const struct data_needs *needs, int period)
{
    return (uint16_t)(DATA_FIRST + period - needs->first);
}

static void put_trend_headings(struct builder *builder)
{
    static const char *const headings[] = {
        [DATA_LINE] = "Line",
        [DATA_LABEL] = "Measure",
        [DATA_SOURCE] = "Line of the chart",
        [DATA_AS_AT] = "",
    };
    struct data_needs *needs = builder->needs;
    build_tie(builder, builder->data_sheet, needs->row);
    for (size_t i = 0; i < DATA_FIRST; i++)
        put(builder, needs->row, i, "heading", headings[i]);
    for (int period = needs->first; period <= needs->last; period++)
        put(builder, needs->row, period_column(needs, period), "heading",
            period_heading(builder, period));
    needs->row++;
}

static void put_trend_line(struct builder *builder, const struct trend *trend,
                           const struct trend_line *line)
{
    struct data_needs *needs = builder->needs;
    uint32_t row = needs->row++;
    needs->trend_rows[line->index] = row;
    put_line_start(builder, row, trend->line);
    put(builder, row, DATA_SOURCE, "measure", line->name);
    for (int i = 0; i <= trend->span.last - trend->span.first; i++) {
        if (line->figures[i])
            put_figure(builder, line->figures[i], row, period_column(needs, trend->span.first + i));
    }
}

// A row to each line of a chart that is worked out. A cell is blank where there is no number, so
// that the line has a gap there: a word would be drawn as a zero.
static void put_trends(struct builder *builder)
{
    struct data_needs *needs = builder->needs;
    uint32_t first_row = 0;
    for (size_t i = 0; i < builder->model->trends.count; i++) {
        const struct trend *trend = &builder->model->trends.items[i];
        for (size_t k = 0; k < trend->lines.count; k++) {
            if (trend->lines.items[k].series)
                continue;
            if (first_row == 0) {
                needs->row++;
                put_section(builder, "Charts",
                            "Lines of the charts that are worked out from the figures above.");
                put_trend_headings(builder);
                first_row = needs->row;
            }
            put_trend_line(builder, trend, &trend->lines.items[k]);
        }
    }
    if (first_row > 0)
        fill_blanks(builder, (struct merge){first_row, needs->row - 1, 0,
                                            period_column(needs, needs->last)});
}

struct spot build_period_spot(const struct builder *builder, int period)
{
    const struct data_needs *needs = builder->needs;
    return (struct spot){builder->data_sheet, needs->heading_row, period_column(needs, period)};
}

struct spot build_point_spot(const struct builder *builder, const struct trend *trend,
                             const struct trend_line *line, int period)
{
    const struct data_needs *needs = builder->needs;
    if (line->series)
        return build_series_spot(builder, line->series, trend->line->whose.area,
                                 line->first + period - trend->span.first);
    return (struct spot){builder->data_sheet, needs->trend_rows[line->index],
                         period_column(needs, period)};
}

// -------------------------------------------------------------------------------------------------

// The first row of the Data sheet that is an area's.
static uint32_t first_row_of(const struct builder *builder, const struct area *area)
{
    const struct whose own = {WHOSE_OWN, area};
    for (size_t i = 0; i < builder->model->lines.count; i++) {
        uint32_t row = builder->needs->rows[by_whose(builder, i, own)];
        if (row > 0)
            return row;
    }
    return 0;
}

static void link_leads(struct builder *builder)
{
    for (size_t i = 0; i < builder->leads.count; i++) {
        const struct lead *lead = &builder->leads.items[i];
        struct plan_sheet *sheet = &builder->plan->sheets.items[lead->spot.sheet];
        for (size_t k = 0; k < sheet->cells.count; k++) {
            struct cell *cell = &sheet->cells.items[k];
            if (cell->row == lead->spot.row && cell->column == lead->spot.column)
                cell->link = arena_print(
                    builder->arena, "internal:Data!%s",
                    plan_address(builder->arena, first_row_of(builder, lead->area), 0, false));
        }
    }
}

struct spot build_series_spot(const struct builder *builder, const struct series *series,
                              const struct area *area, int period)
{
    const struct data_needs *needs = builder->needs;
    size_t column = series_has_periods(series) ? (size_t)(DATA_FIRST + period - needs->first)
                                               : DATA_FIRST + period_columns(needs) - 1;
    size_t row = by_area(builder, series, series->line->index, area);
    return (struct spot){builder->data_sheet, needs->rows[row], (uint16_t)column};
}

static uint16_t last_column(const struct builder *builder)
{
    const struct plan_sheet *sheet = data_plan(builder);
    uint16_t last = DATA_AS_AT;
    for (size_t i = 0; i < sheet->cells.count; i++) {
        if (sheet->cells.items[i].column > last)
            last = sheet->cells.items[i].column;
    }
    for (size_t i = 0; i < builder->slots.count; i++) {
        const struct spot *spot = &builder->slots.items[i].spot;
        if (spot->sheet == builder->data_sheet && spot->column > last)
            last = spot->column;
    }
    return last;
}

static void set_widths(struct builder *builder)
{
    static const double widths[] = {
        [DATA_LINE] = 20, [DATA_LABEL] = 48, [DATA_SOURCE] = 28, [DATA_AS_AT] = 11};
    uint16_t last = last_column(builder);
    for (uint16_t i = 0; i <= last; i++)
        plan_width_set(builder->arena, data_plan(builder), i, i < DATA_FIRST ? widths[i] : 12);
}

static bool needs_any(const struct builder *builder)
{
    for (size_t i = 0; i < builder->model->figures.count; i++) {
        if (builder->needs->figures[i])
            return true;
    }
    for (size_t i = 0; i < builder->model->series.count * whose_count(builder); i++) {
        if (builder->needs->series[i])
            return true;
    }
    return builder->model->trend_line_count > 0;
}

void build_data(struct builder *builder)
{
    struct model *model = builder->model;
    struct arena *arena = builder->arena;
    struct data_needs *needs = arena_new(arena, struct data_needs);
    *needs = (struct data_needs){
        .figures = arena_array(arena, bool, model->figures.count + 1),
        .series = arena_array(arena, bool, model->series.count *whose_count(builder) + 1),
        .rows = arena_array(arena, uint32_t, model->lines.count * whose_count(builder) + 1),
        .trend_rows = arena_array(arena, uint32_t, model->trend_line_count + 1),
        .first = INT_MAX,
        .last = INT_MIN,
    };
    builder->needs = needs;
    need_all(builder);
    if (!needs_any(builder))
        return;
    builder->data_sheet = builder->plan->sheets.count;
    plan_sheet_add(arena, builder->plan, "Data")->is_protected = build_is_protected(builder);
    put_section(builder, "Data",
                "Figures as their sources give them, each once. Type over one here, and the other "
                "sheets follow.");
    needs->heading_row = needs->row++;
    put_lines(builder);
    put_line_headings(builder, needs->heading_row);
    if (needs->row > needs->heading_row + 1)
        fill_blanks(builder, (struct merge){needs->heading_row + 1, needs->row - 1, 0,
                                            (uint16_t)(DATA_FIRST + period_columns(needs) +
                                                       needs->columns.count - 1)});
    put_trends(builder);
    put_constants(builder);
    put_shared(builder);
    for (size_t i = 0; i < model->layout->sheets.count; i++)
        put_targets(builder, &model->layout->sheets.items[i]);
    link_leads(builder);
    set_widths(builder);
    data_plan(builder)->freeze_row = needs->heading_row + 1;
    build_page(builder, data_plan(builder), &model->layout->page);
}
