// The Checks sheet: whether the figures are as they were built, and what adds up to what, as
// formulas that go on checking.
#include "plan/summary.h"

#include "base/number.h"
#include "base/text.h"
#include "model/wording.h"

#include <math.h>

enum { CHECK_WHAT, CHECK_COMES_TO, CHECK_SHOULD_BE, CHECK_VERDICT, CHECK_COLUMNS };

static const double widths[CHECK_COLUMNS] = {
    [CHECK_WHAT] = 48, [CHECK_COMES_TO] = 14, [CHECK_SHOULD_BE] = 14, [CHECK_VERDICT] = 20};

// How far two sums of the same figures may be apart, as part of their size.
#define TOLERANCE 1e-9

static const char holds[] = "holds";
static const char fails[] = "DOES NOT HOLD";

static struct cell *put_verdict(struct across *front, const char *verdict)
{
    struct builder *builder = front->builder;
    return plan_text_add(builder->arena, front_plan(front), front->row, CHECK_VERDICT,
                         build_style(builder, "measure", "centre", NULL), verdict);
}

// One check in the next row.
struct check {
    const char *what;
    double comes_to, should_be;
    const char *comes_to_formula, *should_be_formula; // NULL: a number that was written down
    const char *format;
};

static void put_number(struct across *front, uint16_t column, double number, const char *formula,
                       const char *format)
{
    front_put_number(front, column, number, format)->formula = formula;
}

// =IF(ABS(B5-C5)<=0.000000001*MAX(1,ABS(C5)),"holds","DOES NOT HOLD")
static void put_check(struct across *front, const struct check *check)
{
    struct arena *arena = front->builder->arena;
    const char *one = plan_address(arena, front->row, CHECK_COMES_TO, false);
    const char *other = plan_address(arena, front->row, CHECK_SHOULD_BE, false);
    double apart = fabs(check->comes_to - check->should_be);
    bool does_hold = apart <= TOLERANCE * fmax(1, fabs(check->should_be));
    front_put(front, CHECK_WHAT, "measure", check->what);
    put_number(front, CHECK_COMES_TO, check->comes_to, check->comes_to_formula, check->format);
    put_number(front, CHECK_SHOULD_BE, check->should_be, check->should_be_formula, check->format);
    put_verdict(front, does_hold ? holds : fails)->formula =
        arena_print(arena, "=IF(ABS(%s-%s)<=0.000000001*MAX(1,ABS(%s)),\"%s\",\"%s\")", one, other,
                    other, holds, fails);
    front->row++;
}

// Whether the figures are as built ----------------------------------------------------------------

struct figures_on_data {
    struct merge range;
    double count;
    long double sum, size; // of the numbers, and of them without their signs
};

static struct figures_on_data add_up(const struct plan_sheet *data)
{
    struct figures_on_data figures = {0};
    for (size_t i = 0; i < data->cells.count; i++) {
        const struct cell *cell = &data->cells.items[i];
        if (cell->kind != CELL_NUMBER)
            continue;
        struct merge *range = &figures.range;
        range->last_row = cell->row > range->last_row ? cell->row : range->last_row;
        range->last_column = cell->column > range->last_column ? cell->column : range->last_column;
        figures.count++;
        figures.sum += cell->number;
        figures.size += fabs(cell->number);
    }
    return figures;
}

// How many figures there are, and whether they add up to what they did.
static void put_as_built(struct across *front)
{
    struct builder *builder = front->builder;
    struct arena *arena = builder->arena;
    char sum[NUMBER_ROOM], slack[NUMBER_ROOM];
    if (builder->data_sheet == SIZE_MAX)
        return;
    struct figures_on_data figures = add_up(&builder->plan->sheets.items[builder->data_sheet]);
    const struct cells cells = {builder->data_sheet, figures.range};
    const char *range = plan_cells(arena, builder->plan, &cells);
    if (figures.count == 0)
        return;
    number_show((double)figures.sum, sum);
    number_show(TOLERANCE * fmax(1, (double)figures.size), slack);
    front_band(front, "The figures on Data");
    front_put(front, CHECK_WHAT, "measure", "How many there are, and what all of them add up to");
    put_number(front, CHECK_COMES_TO, figures.count, arena_print(arena, "=COUNT(%s)", range),
               "#,##0");
    put_number(front, CHECK_SHOULD_BE, figures.count, NULL, "#,##0");
    put_verdict(front, "as built")->formula = arena_print(
        arena, "=IF(AND(%s=%s,ABS(SUM(%s)-(%s))<=%s),\"as built\",\"EDITED since built\")",
        plan_address(arena, front->row, CHECK_COMES_TO, false),
        plan_address(arena, front->row, CHECK_SHOULD_BE, false), range, sum, slack);
    front->row++;
}

// What adds up ------------------------------------------------------------------------------------

// Lines whose periods are added up by a longer window.
static bool adds_up(const struct model_line *line)
{
    return line->from == LINE_FROM_SERIES && line->total == TOTAL_SUM &&
           series_has_periods(line->series);
}

// A figure of a line on its own sheet; false where it is no number, or stands elsewhere.
static bool find_cell(struct builder *builder, struct model_line *line,
                      const struct table_column *column, size_t sheet, struct spot *spot,
                      double *number)
{
    struct content content = model_content(builder->model, line, column);
    if (content.kind != CONTENT_FIGURE || content.figure->kind != FIGURE_WINDOW ||
        model_value(builder->model, content.figure)->kind != VALUE_NUMBER)
        return false;
    const struct spot from = {.sheet = sheet};
    const struct spot *found = build_spot(builder, content.figure, &from);
    if (!found || found->sheet != sheet)
        return false;
    *spot = *found;
    *number = content.figure->value.number;
    return true;
}

// The columns of a table that are the periods of a window, beside each other, and the one that is
// the window.
struct periods_column {
    const struct table_column *first;
    size_t count;
    const struct table_column *whole;
};

static void put_line(struct across *front, struct model_line *line,
                     const struct periods_column *periods, size_t sheet)
{
    struct builder *builder = front->builder;
    struct arena *arena = builder->arena;
    struct spot first, last, whole;
    long double sum = 0;
    double number;
    for (size_t i = 0; i < periods->count; i++) {
        if (!find_cell(builder, line, &periods->first[i], sheet, i == 0 ? &first : &last, &number))
            return;
        last = i == 0 ? first : last;
        sum += number;
    }
    if (!find_cell(builder, line, periods->whole, sheet, &whole, &number))
        return;
    const struct cells cells = {sheet, {first.row, last.row, first.column, last.column}};
    const struct cells one = {sheet, {whole.row, whole.row, whole.column, whole.column}};
    const struct check check = {
        .what = wording_of_line(builder->model, line),
        .comes_to = (double)sum,
        .should_be = number,
        .comes_to_formula =
            arena_print(arena, "=SUM(%s)", plan_cells(arena, builder->plan, &cells)),
        .should_be_formula = arena_print(arena, "=%s", plan_cells(arena, builder->plan, &one)),
        .format = model_line_format(line),
    };
    put_check(front, &check);
}

static bool find_periods(const struct table_column *columns, size_t count, size_t number,
                         struct periods_column *periods)
{
    struct window window;
    const struct table_column *first = &columns[number];
    if (first->column->shows != COLUMN_EACH || !window_read(first->column->what.text, &window) ||
        (number > 0 && columns[number - 1].column == first->column))
        return false;
    *periods = (struct periods_column){.first = first};
    while (number + periods->count < count &&
           columns[number + periods->count].column == first->column)
        periods->count++;
    for (size_t i = 0; i < count; i++) {
        if (columns[i].has_window && columns[i].column->shows != COLUMN_EACH &&
            window_equal(columns[i].window, window))
            periods->whole = &columns[i];
    }
    return periods->whole != NULL;
}

static void put_periods(struct across *front, const struct sheet *sheet,
                        const struct periods_column *periods)
{
    struct builder *builder = front->builder;
    size_t number = (size_t)(sheet - builder->model->layout->sheets.items); // in the plan, too
    uint32_t start = front->row;
    front->row++;
    for (size_t i = 0; i < sheet->register_table.lines.count; i++) {
        struct model_line *line = model_line_of(builder->model, sheet, i);
        if (adds_up(line) && line->said->kind != ROW_WORKING)
            put_line(front, line, periods, number);
    }
    uint32_t end = front->row;
    front->row = start;
    if (end == start + 1)
        return;
    front_band(front,
               arena_print(builder->arena, "%s: single periods come to %s", sheet->name,
                           wording_of_column(builder->model, sheet, periods->whole->column)));
    front->row = end;
}

static void put_sheet(struct across *front, const struct sheet *sheet)
{
    struct builder *builder = front->builder;
    struct table_column *columns;
    struct periods_column periods;
    size_t count = model_columns(builder->model, sheet, &columns);
    for (size_t i = 0; i < count && !sheet->recipients_down; i++) {
        if (find_periods(columns, count, i, &periods))
            put_periods(front, sheet, &periods);
    }
}

// Lights ------------------------------------------------------------------------------------------

// The states counted one by one, and all cells of Data that hold any.
static void put_lights(struct across *front)
{
    struct builder *builder = front->builder;
    struct arena *arena = builder->arena;
    bool is_started = false;
    for (size_t i = 0; i < builder->light_counts.count; i++) {
        const struct light_count *count = &builder->light_counts.items[i];
        struct cells states;
        if (!summary_range(builder, count, &states))
            continue;
        const struct cells judged = {
            count->spot.sheet, {count->spot.row, count->spot.row, SUMMARY_SECOND, SUMMARY_SECOND}};
        if (!is_started)
            front_band(front, "Lights counted on the Summary, and lights that there are");
        is_started = true;
        const struct check check = {
            .what = arena_print(arena, "%s: %s", count->sheet->name,
                                wording_of_column(builder->model, count->sheet, count->column)),
            .comes_to = summary_judged(builder, count),
            .should_be = summary_judged(builder, count),
            .comes_to_formula =
                arena_print(arena, "=%s", plan_cells(arena, builder->plan, &judged)),
            .should_be_formula = arena_print(arena, "=COUNTIF(%s,\"?*\")",
                                             plan_cells(arena, builder->plan, &states)),
            .format = "#,##0",
        };
        put_check(front, &check);
    }
}

// The sheet ---------------------------------------------------------------------------------------

// What does not hold is seen at once.
static void add_rule(struct across *front, uint32_t first_row)
{
    struct arena *arena = front->builder->arena;
    const struct merge range = {first_row, front->row - 1, CHECK_VERDICT, CHECK_VERDICT};
    const char *cell = plan_address(arena, first_row, CHECK_VERDICT, false);
    *list_add(arena, &front_plan(front)->rules) = (struct rule){
        .range = range,
        .formula =
            arena_print(arena, "=OR(%s=\"%s\",%s=\"EDITED since built\")", cell, fails, cell),
        .fill = "B3261E",
        .colour = "FFFFFF",
        .bold = true,
    };
}

void build_checks(struct builder *builder)
{
    static const char *const headings[CHECK_COLUMNS] = {"What", "Comes to", "Should be", "Verdict"};
    const struct layout *layout = builder->model->layout;
    if (!builder->pack.checks || builder->data_sheet == SIZE_MAX)
        return;
    struct across front =
        front_open(builder, "Checks", PART_CHECKS, widths, CHECK_COLUMNS, "Checks");
    front_headings(&front, headings);
    uint32_t first_row = front.row;
    put_as_built(&front);
    for (size_t i = 0; i < layout->sheets.count; i++)
        put_sheet(&front, &layout->sheets.items[i]);
    put_lights(&front);
    if (front.row > first_row)
        add_rule(&front, first_row);
}
