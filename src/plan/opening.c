// Cells of a protected sheet that people type into, and what they may type.
#include "plan/build.h"

#include "model/opening.h"

bool build_is_protected(const struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    for (size_t i = 0; i < layout->sheets.count; i++)
        if (layout->sheets.items[i].is_protected)
            return true;
    return false;
}

// The one that reaches down to the row above, or NULL.
static struct validation *validation_above(struct plan_sheet *plan, uint32_t row, uint16_t column)
{
    for (size_t i = plan->validations.count; i > 0; i--) {
        struct validation *validation = &plan->validations.items[i - 1];
        if (validation->range.first_column == column)
            return validation->range.last_row + 1 == row ? validation : NULL;
    }
    return NULL;
}

static struct validation make_validation(struct builder *builder, const struct sheet *sheet,
                                         const struct opening *opening)
{
    struct arena *arena = builder->arena;
    struct validation validation = {.longest = opening->longest};
    for (size_t i = 0; i < opening->words.count; i++)
        *list_add(arena, &validation.words) = opening->words.items[i].text;
    if (opening->message.text)
        validation.message = model_text(builder->model, &opening->message, sheet, NULL, NULL);
    if (opening->words.count > 0)
        validation.refusal = "Choose one of the words in the list.";
    else if (opening->longest > 0)
        validation.refusal =
            arena_print(arena, "Write no more than %d characters here.", opening->longest);
    return validation;
}

void build_opening(struct builder *builder, const struct sheet *sheet, const struct column *column,
                   struct spot spot)
{
    struct plan_sheet *plan = &builder->plan->sheets.items[spot.sheet];
    const struct opening *opening = &column->opening;
    if (opening->longest == 0 && opening->words.count == 0 && !opening->message.text)
        return;
    struct validation *above = validation_above(plan, spot.row, spot.column);
    if (above) {
        above->range.last_row = spot.row;
        return;
    }
    struct validation validation = make_validation(builder, sheet, opening);
    validation.range = (struct merge){spot.row, spot.row, spot.column, spot.column};
    *list_add(builder->arena, &plan->validations) = validation;
}
