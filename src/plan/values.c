// The edition of values: no formulas, and no rules that look them up.
#include "plan/build.h"

#include "base/text.h"

// A formula that comes to nothing leaves nothing.
static void store_result(struct cell *cell)
{
    bool is_empty = cell->kind == CELL_TEXT && text_equal(cell->text, "");
    if (!cell->formula)
        return;
    cell->formula = NULL;
    if (is_empty)
        cell->kind = CELL_BLANK;
}

static const struct state *state_of(struct builder *builder, const struct lit_cell *lit)
{
    const struct value *value = model_value(builder->model, lit->state);
    for (size_t i = 0; value->kind == VALUE_TEXT && i < lit->scale->states.count; i++) {
        if (text_equal(lit->scale->states.items[i].name, value->text))
            return &lit->scale->states.items[i];
    }
    return NULL;
}

// The cell gets the look that its rule would give it.
static void paint(struct builder *builder, const struct lit_cell *lit)
{
    const struct plan_sheet *sheet = &builder->plan->sheets.items[lit->sheet];
    struct cell *cell = plan_cell_at(sheet, lit->range.first_row, lit->range.first_column);
    const struct state *state = state_of(builder, lit);
    if (!cell || !state)
        return;
    struct style *style = arena_new(builder->arena, struct style);
    *style = *cell->style;
    style->fill = state->fill ? state->fill : style->fill;
    style->colour = state->font ? state->font : style->colour;
    style->bold = true;
    style->name = arena_print(builder->arena, "%s, %s", style->name, state->name);
    cell->style = style;
    const char *format = build_symbol_format(builder, state, lit->format);
    cell->format = format ? format : cell->format;
}

void build_values(struct builder *builder)
{
    for (size_t i = 0; i < builder->lit_cells.count; i++)
        paint(builder, &builder->lit_cells.items[i]);
    for (size_t i = 0; i < builder->plan->sheets.count; i++) {
        struct plan_sheet *sheet = &builder->plan->sheets.items[i];
        sheet->rules.count = 0;
        for (size_t k = 0; k < sheet->cells.count; k++)
            store_result(&sheet->cells.items[k]);
    }
}
