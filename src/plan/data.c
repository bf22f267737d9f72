// The Data sheet: every figure that was typed, once, with its source; what the scorecards' formulas
// need and do not show; targets and lights.
#include "plan/data.h"

#include <limits.h>
#include <stdint.h>

// Sections ----------------------------------------------------------------------------------------

struct plan_sheet *data_plan(const struct builder *builder)
{
    return &builder->plan->sheets.items[builder->data_sheet];
}

void data_put(const struct builder *builder, uint32_t row, size_t column, const char *role,
              const char *text)
{
    plan_text_add(builder->arena, data_plan(builder), row, (uint16_t)column,
                  build_role(builder, role), text);
}

void data_put_section(struct builder *builder, const char *title, const char *explanation)
{
    uint32_t row = builder->needs->row;
    data_put(builder, row, 0, "title", title);
    data_put(builder, row + 1, 0, "text", explanation);
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

// The rows of a table stay on a page with their headings: all of them, or the first where there are
// many.
static void tie_rows(struct builder *builder, const struct merge *range)
{
    enum { MOST_ROWS = 25 };
    uint32_t rows = range->last_row - range->first_row + 1;
    uint32_t last = rows > MOST_ROWS ? range->first_row : range->last_row;
    for (uint32_t row = range->first_row - 1; row < last; row++)
        build_tie(builder, builder->data_sheet, row);
}

void data_end_table(struct builder *builder, struct merge range, const char *name)
{
    fill_blanks(builder, range);
    tie_rows(builder, &range);
    range.first_row--;
    *list_add(builder->arena, &builder->needs->tables) = (struct marked_table){range, name};
}

// As typed, or as its column or its line says.
static const char *data_format(const struct builder *builder, const struct figure *figure)
{
    if (figure->format || !figure->line)
        return figure->format;
    if (figure->kind == FIGURE_COLUMN)
        return model_format(builder->model, figure->line, figure->column);
    const char *format = figure->line->said->target_format.text;
    if (figure->kind == FIGURE_TARGET && format[0] != '\0')
        return format;
    return model_line_format(figure->line);
}

void data_put_slot(struct builder *builder, enum slot_kind kind, struct figure *figure,
                   uint32_t row, uint16_t column)
{
    build_slot(builder, (struct slot){
                            .kind = kind,
                            .spot = {.sheet = builder->data_sheet, .row = row, .column = column},
                            .figure = figure,
                            .format = data_format(builder, figure),
                            .style = build_role(builder, "measure"),
                            .is_open = kind == SLOT_FIGURE && !figure->tree &&
                                       data_plan(builder)->is_protected,
                        });
}

void data_put_figure(struct builder *builder, struct figure *figure, uint32_t row, uint16_t column)
{
    data_put_slot(builder, SLOT_FIGURE, figure, row, column);
}

const char *build_label(const struct builder *builder, const struct model_line *line)
{
    const char *label = model_text(builder->model, &line->said->label, line->sheet, line, NULL);
    return label[0] != '\0' ? label : line->said->id;
}

// The first row of the Data sheet that is an area's.
static uint32_t first_row_of(const struct builder *builder, const struct area *area)
{
    const struct whose own = {WHOSE_OWN, area};
    for (size_t i = 0; i < builder->model->lines.count; i++) {
        uint32_t row = builder->needs->rows[data_by_whose(builder, i, own)];
        if (row > 0)
            return row;
    }
    return 0;
}

const char *build_data_name(const struct builder *builder)
{
    return plan_sheet_quoted(builder->arena, data_plan(builder)->name);
}

static void link_leads(struct builder *builder)
{
    const char *data = build_data_name(builder);
    for (size_t i = 0; i < builder->leads.count; i++) {
        const struct lead *lead = &builder->leads.items[i];
        struct plan_sheet *sheet = &builder->plan->sheets.items[lead->spot.sheet];
        for (size_t k = 0; k < sheet->cells.count; k++) {
            struct cell *cell = &sheet->cells.items[k];
            if (cell->row == lead->spot.row && cell->column == lead->spot.column)
                cell->link = arena_print(
                    builder->arena, "internal:%s!%s", data,
                    plan_address(builder->arena, first_row_of(builder, lead->area), 0, false));
        }
    }
}

struct spot build_series_spot(const struct builder *builder, const struct series *series,
                              const struct area *area, int period)
{
    const struct data_needs *needs = builder->needs;
    size_t column = series_has_periods(series) ? (size_t)(DATA_FIRST + period - needs->first)
                                               : DATA_FIRST + data_period_columns(needs) - 1;
    size_t row = data_by_area(builder, series, series->line->index, area);
    return (struct spot){
        .sheet = builder->data_sheet, .row = needs->rows[row], .column = (uint16_t)column};
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
        plan_width_set(builder->arena, data_plan(builder), i,
                       i < DATA_FIRST ? widths[i] : builder->needs->width);
}

static bool needs_any(const struct builder *builder)
{
    for (size_t i = 0; i < builder->model->figures.count; i++) {
        if (builder->needs->figures[i])
            return true;
    }
    for (size_t i = 0; i < builder->model->series.count * data_whose_count(builder); i++) {
        if (builder->needs->series[i])
            return true;
    }
    return builder->model->trend_line_count > 0;
}

// "[p] provisional: may still change", below the lines.
static void explain_marks(struct builder *builder)
{
    struct data_needs *needs = builder->needs;
    const struct mark_words *words = &builder->model->layout->marks.provisional;
    if (!needs->has_provisional)
        return;
    const char *text = model_text(builder->model, &words->text, NULL, NULL, NULL);
    plan_merge_add(builder->arena, data_plan(builder),
                   (struct merge){needs->row, needs->row, 0, DATA_AS_AT});
    data_put(builder, needs->row++, 0, "text",
             arena_print(builder->arena, "%s %s", words->mark.text, text));
}

// What the sources give and what is worked out from it, line by line; nothing in a workbook of
// words.
static void put_figures(struct builder *builder)
{
    struct data_needs *needs = builder->needs;
    if (!data_has_lines(builder))
        return;
    data_put_section(builder, "Data",
                     builder->model->layout->edition.is_values
                         ? "Figures as their sources give them, each once."
                         : "Figures as their sources give them, each once. Type over one here, "
                           "and the other sheets follow.");
    needs->heading_row = needs->row++;
    data_put_lines(builder);
    data_put_line_headings(builder, needs->heading_row);
    if (needs->row > needs->heading_row + 1)
        data_end_table(builder,
                       (struct merge){needs->heading_row + 1, needs->row - 1, 0,
                                      (uint16_t)(DATA_FIRST + data_period_columns(needs) +
                                                 needs->columns.count - 1)},
                       "Data");
    data_plan(builder)->freeze_row = needs->heading_row + 1;
    explain_marks(builder);
}

void build_data(struct builder *builder)
{
    struct model *model = builder->model;
    struct arena *arena = builder->arena;
    struct data_needs *needs = arena_new(arena, struct data_needs);
    *needs = (struct data_needs){
        .figures = arena_array(arena, bool, model->figures.count + 1),
        .series = arena_array(arena, bool, model->series.count *data_whose_count(builder) + 1),
        .rows = arena_array(arena, uint32_t, model->lines.count * data_whose_count(builder) + 1),
        .trend_rows = arena_array(arena, uint32_t, model->trend_line_count + 1),
        .first = INT_MAX,
        .last = INT_MIN,
        .width = DATA_WIDTH,
    };
    builder->needs = needs;
    data_need_all(builder);
    if (!needs_any(builder))
        return;
    builder->data_sheet = builder->plan->sheets.count;
    struct plan_sheet *sheet = plan_sheet_add(arena, builder->plan, "Data");
    sheet->part = PART_DATA;
    sheet->is_protected = build_is_protected(builder);
    put_figures(builder);
    data_put_trends(builder);
    data_put_constants(builder);
    data_put_shared(builder);
    for (size_t i = 0; i < model->layout->sheets.count; i++)
        data_put_targets(builder, &model->layout->sheets.items[i]);
    link_leads(builder);
    set_widths(builder);
    data_plan(builder)->label_column = DATA_LABEL;
    build_page(builder, data_plan(builder), &model->layout->page);
}
