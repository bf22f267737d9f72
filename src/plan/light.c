// Lights: conditional formats that follow the states on the Data sheet, and legends.
#include "plan/data.h"

#include "base/format.h"
#include "base/text.h"

#include <string.h>

static const char *shown_word(const struct state *state)
{
    return state->shows ? state->shows : state->name;
}

const char *build_symbol_format(struct builder *builder, const struct state *state,
                                const char *format)
{
    if (!state->symbol)
        return NULL;
    const char *prefix = arena_print(builder->arena, "%s ", state->symbol);
    if (!format)
        return format_of_text(builder->arena, prefix, "");
    if (format[0] == '@') // a text with a mark behind it
        return arena_print(builder->arena, "%s%s", format_of_text(builder->arena, prefix, ""),
                           format + 1);
    return format_with_prefix(builder->arena, format, prefix);
}

// Whether a cell goes on where a run of others ends, on its own sheet and on the Data sheet.
static bool goes_on(struct builder *builder, const struct lit_cell *run, uint32_t length,
                    const struct lit_cell *next)
{
    const struct spot *from = build_data_spot(builder, run->state);
    const struct spot *to = build_data_spot(builder, next->state);
    return run->sheet == next->sheet && run->scale == next->scale &&
           run->range.first_column == next->range.first_column &&
           run->range.first_row + length == next->range.first_row &&
           text_equal(run->format, next->format) && from->column == to->column &&
           from->row + length == to->row;
}

// "$H5": the column stays, the row goes down with the cells of a rule.
static const char *row_address(struct arena *arena, uint32_t row, uint16_t column)
{
    const char *address = plan_address(arena, row, column, true) + 1;
    size_t letters = strcspn(address, "$");
    return arena_print(arena, "$%.*s%s", (int)letters, address, address + letters + 1);
}

// A rule to each state; `found` is what says the state, as a formula for the first cell.
static void add_rules(struct builder *builder, const struct lit_cell *run, struct merge range,
                      const char *found)
{
    struct arena *arena = builder->arena;
    struct plan_sheet *sheet = &builder->plan->sheets.items[run->sheet];
    for (size_t i = 0; i < run->scale->states.count; i++) {
        const struct state *state = &run->scale->states.items[i];
        *list_add(arena, &sheet->rules) = (struct rule){
            .range = range,
            .formula = arena_print(arena, "=%s=\"%s\"", found, state->name),
            .fill = state->fill,
            .colour = state->font,
            .bold = true,
            .format = build_symbol_format(builder, state, run->format),
        };
    }
}

// Cells whose states stand on Data in the same order.
static void light_run(struct builder *builder, const struct lit_cell *run, bool *done)
{
    size_t number = (size_t)(run - builder->lit_cells.items);
    uint32_t length = 1;
    for (size_t i = number + 1; i < builder->lit_cells.count; i++) {
        if (!done[i] && goes_on(builder, run, length, &builder->lit_cells.items[i])) {
            done[i] = true;
            length++;
        }
    }
    struct merge range = run->range;
    range.last_row += length - 1;
    const struct spot *spot = build_data_spot(builder, run->state);
    add_rules(builder, run, range,
              arena_print(builder->arena, "%s!%s", build_data_name(builder),
                          row_address(builder->arena, spot->row, spot->column)));
}

// By name -----------------------------------------------------------------------------------------

// Whether two cells stand in the same column of an overview.
static bool is_beside(const struct lit_cell *one, const struct lit_cell *other)
{
    return one->sheet == other->sheet && one->range.first_column == other->range.first_column;
}

// Where a column's states stand on Data, and whether its cells have one number format, so that one
// rule will do for all.
struct lit_column {
    struct merge states;
    bool is_alike;
};

static struct lit_column column_of(struct builder *builder, const struct lit_cell *one)
{
    const struct spot *first = build_data_spot(builder, one->state);
    struct lit_column found = {{first->row, first->row, first->column, first->column}, true};
    for (size_t i = 0; i < builder->lit_cells.count; i++) {
        const struct lit_cell *cell = &builder->lit_cells.items[i];
        if (!is_beside(one, cell))
            continue;
        uint32_t row = build_data_spot(builder, cell->state)->row;
        found.states.first_row = row < found.states.first_row ? row : found.states.first_row;
        found.states.last_row = row > found.states.last_row ? row : found.states.last_row;
        found.is_alike &= cell->scale == one->scale && text_equal(cell->format, one->format);
    }
    return found;
}

// INDEX(Data!$F$17:$F$48,MATCH("Robbery, "&$A7,Data!$B$17:$B$48,0)): the state in the row of Data
// that is called after the recipient of this row, wherever a person has sorted it to.
static const char *found_by_name(struct builder *builder, const struct lit_cell *cell,
                                 struct merge states, uint32_t row)
{
    struct arena *arena = builder->arena;
    struct cells found = {builder->data_sheet, states};
    struct cells labels = found;
    labels.range.first_column = labels.range.last_column = DATA_LABEL;
    const char *label = arena_print(arena, "%s, ", build_label(builder, cell->state->line->base));
    return arena_print(
        arena, "INDEX(%s,MATCH(%s&%s,%s,0))", plan_cells(arena, builder->plan, &found),
        expression_print(expression_of_text(arena, label), NULL, arena) + 1,
        row_address(arena, row, cell->name_column), plan_cells(arena, builder->plan, &labels));
}

// A column of an overview: all its cells have the same rules, also those without a light, since a
// recipient with one may come to stand there.
static void light_by_name(struct builder *builder, const struct lit_cell *cell, bool *done)
{
    struct lit_column column = column_of(builder, cell);
    struct merge range = cell->range;
    if (column.is_alike) {
        range.first_row = cell->first_row;
        range.last_row = cell->last_row;
    }
    for (size_t i = 0; column.is_alike && i < builder->lit_cells.count; i++)
        done[i] |= is_beside(cell, &builder->lit_cells.items[i]);
    add_rules(builder, cell, range, found_by_name(builder, cell, column.states, range.first_row));
}

void build_lights(struct builder *builder)
{
    size_t count = builder->lit_cells.count;
    bool *done = arena_array(builder->arena, bool, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct lit_cell *run = &builder->lit_cells.items[i];
        if (done[i])
            continue;
        if (run->is_by_name)
            light_by_name(builder, run, done);
        else
            light_run(builder, run, done);
    }
}

const struct style *build_state_style(struct builder *builder, const struct state *state,
                                      const char *role)
{
    struct style *style = arena_new(builder->arena, struct style);
    *style = *build_role(builder, role);
    style->fill = state->fill;
    style->colour = state->font ? state->font : style->colour;
    style->bold = true;
    return style;
}

uint32_t build_legend(struct builder *builder, size_t sheet, const struct scale *scale,
                      uint32_t row, uint16_t last_column)
{
    struct arena *arena = builder->arena;
    struct plan_sheet *plan = &builder->plan->sheets.items[sheet];
    for (size_t i = 0; i < scale->states.count; i++) {
        const struct state *state = &scale->states.items[i];
        const char *legend = model_text(builder->model, &state->legend, NULL, NULL, NULL);
        const char *word = arena_print(arena, "%s%s%s", state->symbol ? state->symbol : "",
                                       state->symbol ? " " : "", shown_word(state));
        if (!state->legend.text)
            continue;
        if (last_column == 0)
            word = arena_print(arena, "%s: %s", word, legend);
        plan_text_add(arena, plan, row, 0, build_state_style(builder, state, "legend"), word);
        if (last_column > 0) {
            plan_text_add(arena, plan, row, 1, build_role(builder, "legend"), legend);
            plan_merge_add(arena, plan, (struct merge){row, row, 1, last_column});
        }
        row++;
    }
    return row;
}
