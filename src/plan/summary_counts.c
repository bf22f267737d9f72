// Lights counted, sheet by sheet, out of how many measures.
#include "plan/summary.h"

#include "base/text.h"
#include "model/meaning.h"
#include "model/wording.h"

#include <string.h>

enum {
    COUNT_MEASURES = SUMMARY_FIRST,
    COUNT_JUDGED = SUMMARY_SECOND,
    COUNT_STATES = SUMMARY_THIRD
};

size_t summary_most_states(const struct lights *lights)
{
    size_t most = 0;
    for (size_t i = 0; i < lights->items.count; i++) {
        size_t states = lights->items.items[i].scale->states.count;
        most = states > most ? states : most;
    }
    return most;
}

// What there is to judge --------------------------------------------------------------------------

static const struct column *judged_by(const struct sheet *sheet, const struct column *column)
{
    if (column->shows == COLUMN_JUDGE)
        return meaning_column(sheet, column->what.text);
    return column->light ? column : NULL;
}

// The lines of an overview's cells, times the recipients.
static size_t overview_measures(struct builder *builder, const struct light_count *count)
{
    struct table_column *columns;
    size_t cells = 0;
    size_t column_count = model_columns(builder->model, count->sheet, &columns);
    for (size_t i = 0; i < column_count; i++)
        cells += columns[i].line && judged_by(count->sheet, columns[i].column) == count->column;
    return cells * builder->model->areas.recipient_count;
}

static bool has_light(const struct lights *lights, const struct model_line *line,
                      const struct column *column)
{
    for (size_t i = 0; i < lights->items.count; i++) {
        const struct light *light = &lights->items.items[i];
        if (light->line == line && light->column == column)
            return true;
    }
    return false;
}

// Measures, judged or not, and the parts that are judged.
static size_t measures(struct builder *builder, const struct lights *lights,
                       const struct light_count *count)
{
    size_t found = 0;
    if (count->sheet->recipients_down)
        return overview_measures(builder, count);
    for (size_t i = 0; i < count->sheet->register_table.lines.count; i++) {
        const struct model_line *line = model_line_of(builder->model, count->sheet, i);
        enum row_kind kind = line->said->kind;
        found +=
            kind == ROW_MEASURE || (kind == ROW_PART && has_light(lights, line, count->column));
    }
    return found;
}

// Rows --------------------------------------------------------------------------------------------

static bool is_first(const struct lights *lights, size_t number)
{
    const struct light *light = &lights->items.items[number];
    for (size_t i = 0; i < number; i++) {
        const struct light *other = &lights->items.items[i];
        if (other->line->sheet == light->line->sheet && other->column == light->column &&
            other->scale == light->scale)
            return false;
    }
    return true;
}

static void put_row(struct across *front, const struct lights *lights, const struct light *light)
{
    struct builder *builder = front->builder;
    const struct light_count count = {
        .spot = {front->number, front->row, COUNT_STATES},
        .sheet = light->line->sheet,
        .column = light->column,
        .scale = light->scale,
    };
    *list_add(builder->arena, &builder->light_counts) = count;
    front_put(front, SUMMARY_NAME, "measure",
              arena_print(builder->arena, "%s: %s", count.sheet->name,
                          wording_of_column(builder->model, count.sheet, count.column)));
    front_put_number(front, COUNT_MEASURES, (double)measures(builder, lights, &count), "#,##0");
    front->row++;
}

static void put_headings(struct across *front, const struct scale *scale)
{
    struct builder *builder = front->builder;
    front_put(front, SUMMARY_NAME, "heading", "Sheet, and what is judged");
    front_put(front, COUNT_MEASURES, "heading", "Measures");
    front_put(front, COUNT_JUDGED, "heading", "Judged");
    for (size_t i = 0; i < scale->states.count; i++) {
        const struct state *state = &scale->states.items[i];
        const char *word = state->shows ? state->shows : state->name;
        plan_text_add(builder->arena, front_plan(front), front->row, (uint16_t)(COUNT_STATES + i),
                      build_state_style(builder, state, "heading"),
                      state->symbol ? arena_print(builder->arena, "%s %s", state->symbol, word)
                                    : word);
    }
    build_tie(builder, front->number, front->row);
    front->row++;
}

// A table for each scale, since each has states of its own.
void summary_put_counts(struct across *front, const struct lights *lights)
{
    struct builder *builder = front->builder;
    const struct layout *layout = builder->model->layout;
    summary_put_section(front, "Lights",
                        "Judged are the measures that have a target and a figure; the others have "
                        "no light. The counts follow the figures.");
    for (size_t i = 0; i < layout->scales.count; i++) {
        const struct scale *scale = &layout->scales.items[i];
        bool is_started = false;
        for (size_t k = 0; k < lights->items.count; k++) {
            const struct light *light = &lights->items.items[k];
            if (light->scale != scale || !is_first(lights, k))
                continue;
            if (!is_started)
                put_headings(front, scale);
            is_started = true;
            put_row(front, lights, light);
        }
        if (is_started) {
            front->row =
                build_legend(builder, front->number, scale, front->row + 1, front->last_column);
        }
    }
}

// Counts ------------------------------------------------------------------------------------------

// A state of a row's lights.
static bool is_counted(const struct light_count *count, const struct figure *figure, bool any_scale)
{
    if (figure->kind != FIGURE_STATE || figure->line->sheet != count->sheet ||
        figure->column != count->column)
        return false;
    const struct model_line *judged = figure->line->judged_by;
    return any_scale || (judged ? judged->scale : figure->line->scale) == count->scale;
}

// Where the states stand on Data: in one range, since what stands between them is no light; cell by
// cell where another scale judges some.
struct ranges {
    LIST(struct cells) items;
};

static bool is_mixed(const struct builder *builder, const struct light_count *count)
{
    for (size_t i = 0; i < builder->figure_room; i++) {
        const struct figure *figure = builder->model->figures.items[i];
        if (is_counted(count, figure, true) && !is_counted(count, figure, false))
            return true;
    }
    return false;
}

static struct ranges find_ranges(const struct builder *builder, const struct light_count *count)
{
    struct ranges ranges = {0};
    bool mixed = is_mixed(builder, count);
    for (size_t i = 0; i < builder->figure_room; i++) {
        const struct figure *state = builder->model->figures.items[i];
        const struct spot *spot =
            is_counted(count, state, false) ? build_data_spot(builder, state) : NULL;
        if (!spot)
            continue;
        struct merge cell = {spot->row, spot->row, spot->column, spot->column};
        if (mixed || ranges.items.count == 0) {
            *list_add(builder->arena, &ranges.items) = (struct cells){spot->sheet, cell};
            continue;
        }
        struct merge *range = &ranges.items.items[0].range;
        range->first_row = spot->row < range->first_row ? spot->row : range->first_row;
        range->last_row = spot->row > range->last_row ? spot->row : range->last_row;
    }
    return ranges;
}

static double count_state(const struct builder *builder, const struct light_count *count,
                          const struct state *state)
{
    size_t found = 0;
    for (size_t i = 0; i < builder->figure_room; i++) {
        const struct figure *figure = builder->model->figures.items[i];
        found += is_counted(count, figure, false) && text_same(figure->value.text, state->name);
    }
    return (double)found;
}

bool summary_range(const struct builder *builder, const struct light_count *count,
                   struct cells *cells)
{
    struct ranges ranges = find_ranges(builder, count);
    if (ranges.items.count != 1 || is_mixed(builder, count))
        return false;
    *cells = ranges.items.items[0];
    return true;
}

double summary_judged(const struct builder *builder, const struct light_count *count)
{
    double judged = 0;
    for (size_t i = 0; i < count->scale->states.count; i++)
        judged += count_state(builder, count, &count->scale->states.items[i]);
    return judged;
}

// COUNTIF(Data!$F$17:$F$20,"RED"); where the name has a sign that COUNTIF takes for a pattern,
// SUMPRODUCT(--(Data!$F$17:$F$20="RED*")).
static void add_count(struct text *text, const char *cells, const char *name)
{
    bool is_plain = !strpbrk(name, "*?~<>=");
    text_print(text, is_plain ? "COUNTIF(%s,\"" : "SUMPRODUCT(--(%s=\"", cells);
    for (const char *at = name; *at != '\0'; at++) {
        text_add_char(text, *at);
        if (*at == '"')
            text_add_char(text, '"');
    }
    text_add(text, is_plain ? "\")" : "\"))");
}

static const char *count_formula(const struct builder *builder, const struct ranges *ranges,
                                 const char *name)
{
    struct text text = {.arena = builder->arena};
    for (size_t i = 0; i < ranges->items.count; i++) {
        text_add(&text, i == 0 ? "=" : "+");
        add_count(&text, plan_cells(builder->arena, builder->plan, &ranges->items.items[i]), name);
    }
    return ranges->items.count > 0 ? text_done(&text) : NULL;
}

static void put_number(struct builder *builder, struct spot spot, double number,
                       const char *formula)
{
    struct plan_sheet *sheet = &builder->plan->sheets.items[spot.sheet];
    plan_number_add(builder->arena, sheet, spot.row, spot.column,
                    build_style(builder, "measure", "right", NULL), number, "#,##0")
        ->formula = formula;
}

static void fill_row(struct builder *builder, const struct light_count *count)
{
    struct arena *arena = builder->arena;
    struct ranges ranges = find_ranges(builder, count);
    struct spot spot = count->spot;
    double judged = 0;
    for (size_t i = 0; i < count->scale->states.count; i++, spot.column++) {
        const struct state *state = &count->scale->states.items[i];
        double number = count_state(builder, count, state);
        judged += number;
        put_number(builder, spot, number, count_formula(builder, &ranges, state->name));
    }
    const struct merge states = {spot.row, spot.row, COUNT_STATES, (uint16_t)(spot.column - 1)};
    spot.column = COUNT_JUDGED;
    put_number(builder, spot, judged, arena_print(arena, "=SUM(%s)", plan_range(arena, &states)));
}

void build_summary_counts(struct builder *builder)
{
    for (size_t i = 0; i < builder->light_counts.count; i++)
        fill_row(builder, &builder->light_counts.items[i]);
}
