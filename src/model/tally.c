#include "model/tally.h"

#include "base/text.h"

struct tallies {
    LIST(struct tally) items;
};

static void count_state(struct arena *arena, struct tallies *tallies, const char *state,
                        size_t more)
{
    for (size_t i = 0; i < tallies->items.count; i++) {
        if (text_equal(tallies->items.items[i].state, state)) {
            tallies->items.items[i].count += more;
            return;
        }
    }
    *list_add(arena, &tallies->items) = (struct tally){state, more};
}

static void count_lights(struct model *model, struct tallies *counted)
{
    for (size_t i = 0; i < model->layout->scales.count; i++) {
        const struct scale *scale = &model->layout->scales.items[i];
        for (size_t k = 0; k < scale->states.count; k++)
            count_state(model->arena, counted, scale->states.items[k].name, 0);
    }
    for (size_t i = 0; i < model->figures.count; i++) {
        const struct figure *light = model->figures.items[i];
        struct figure *state =
            light->kind == FIGURE_LIGHT ? model_state(model, light->line, light->column) : NULL;
        if (state && !text_is_blank(model_value(model, state)->text))
            count_state(model->arena, counted, state->value.text, 1);
    }
}

size_t tally_lights(struct model *model, struct tally **tallies)
{
    struct tallies counted = {0};
    for (size_t i = 0; i < model->parts.count; i++)
        count_lights(model->parts.items[i], &counted);
    size_t kept = 0;
    for (size_t i = 0; i < counted.items.count; i++) {
        if (counted.items.items[i].count > 0)
            counted.items.items[kept++] = counted.items.items[i];
    }
    *tallies = counted.items.items;
    return kept;
}

size_t tally_lines(const struct model *model)
{
    size_t count = 0;
    for (size_t i = 1; i < model->parts.count; i++)
        count += tally_lines(model->parts.items[i]);
    for (size_t i = 0; i < model->lines.count; i++) {
        const struct model_line *line = model->lines.items[i];
        enum row_kind kind = line->said->kind;
        count += !line->sheet->charts && (kind == ROW_MEASURE || kind == ROW_PART);
    }
    return count;
}
