// Lights: conditional formats that follow the states on the Data sheet, and legends.
#include "plan/build.h"

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
    const struct spot *from = build_spot(builder, run->state, builder->data_sheet);
    const struct spot *to = build_spot(builder, next->state, builder->data_sheet);
    return run->sheet == next->sheet && run->scale == next->scale &&
           run->range.first_column == next->range.first_column &&
           run->range.first_row + length == next->range.first_row &&
           text_equal(run->format, next->format) && from->column == to->column &&
           from->row + length == to->row;
}

static void add_rules(struct builder *builder, const struct lit_cell *run, uint32_t length)
{
    struct arena *arena = builder->arena;
    struct plan_sheet *sheet = &builder->plan->sheets.items[run->sheet];
    const struct spot *spot = build_spot(builder, run->state, builder->data_sheet);
    const char *address = plan_address(arena, spot->row, spot->column, true) + 1;
    size_t letters = strcspn(address, "$");
    for (size_t i = 0; i < run->scale->states.count; i++) {
        const struct state *state = &run->scale->states.items[i];
        *list_add(arena, &sheet->rules) = (struct rule){
            .range = {run->range.first_row, run->range.last_row + length - 1,
                      run->range.first_column, run->range.last_column},
            .formula = arena_print(arena, "=Data!$%.*s%s=\"%s\"", (int)letters, address,
                                   address + letters + 1, state->name),
            .fill = state->fill,
            .colour = state->font,
            .bold = true,
            .format = build_symbol_format(builder, state, run->format),
        };
    }
}

void build_lights(struct builder *builder)
{
    size_t count = builder->lit_cells.count;
    bool *done = arena_array(builder->arena, bool, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct lit_cell *run = &builder->lit_cells.items[i];
        uint32_t length = 1;
        if (done[i])
            continue;
        for (size_t k = i + 1; k < count; k++) {
            if (!done[k] && goes_on(builder, run, length, &builder->lit_cells.items[k])) {
                done[k] = true;
                length++;
            }
        }
        add_rules(builder, run, length);
    }
}

// A state's colours laid over the style of the legend.
static const struct style *state_style(struct builder *builder, const struct state *state)
{
    struct style *style = arena_new(builder->arena, struct style);
    *style = *build_role(builder, "legend");
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
        plan_text_add(arena, plan, row, 0, state_style(builder, state), word);
        if (last_column > 0) {
            plan_text_add(arena, plan, row, 1, build_role(builder, "legend"), legend);
            plan_merge_add(arena, plan, (struct merge){row, row, 1, last_column});
        }
        row++;
    }
    return row;
}
