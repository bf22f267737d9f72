#include "model/tally.h"

#include "base/text.h"
#include "model/meaning.h"

struct tallies {
    LIST(struct tally) items;
};

static void count_state(struct arena *arena, struct tallies *tallies, const char *state)
{
    for (size_t i = 0; i < tallies->items.count; i++) {
        if (text_equal(tallies->items.items[i].state, state)) {
            tallies->items.items[i].count++;
            return;
        }
    }
    *list_add(arena, &tallies->items) = (struct tally){state, 1};
}

static bool is_shown(const struct model_line *line)
{
    enum row_kind kind = line->said->kind;
    return kind == ROW_MEASURE || (kind == ROW_PART && !model_is_stacked_part(line));
}

static void count_line(struct model *model, struct tallies *tallies, struct model_line *line)
{
    for (size_t i = 0; i < line->sheet->columns.count; i++) {
        const struct column *column = &line->sheet->columns.items[i];
        const struct column *judged = column->light ? column : NULL;
        if (column->shows == COLUMN_JUDGE)
            judged = meaning_column(line->sheet, column->what.text);
        struct figure *state = judged ? model_state(model, line, judged) : NULL;
        if (state && !text_is_blank(model_value(model, state)->text))
            count_state(model->arena, tallies, state->value.text);
    }
}

size_t tally_lights(struct model *model, struct tally **tallies)
{
    struct tallies counted = {0};
    for (size_t i = 0; i < model->layout->scales.count; i++) {
        const struct scale *scale = &model->layout->scales.items[i];
        for (size_t k = 0; k < scale->states.count; k++)
            *list_add(model->arena, &counted.items) =
                (struct tally){scale->states.items[k].name, 0};
    }
    for (size_t i = 0; i < model->lines.count; i++) {
        struct whose own = {WHOSE_OWN, model->recipient};
        struct model_line *line = model_line_for(model, model->lines.items[i], own);
        if (is_shown(line))
            count_line(model, &counted, line);
    }
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
    for (size_t i = 0; i < model->lines.count; i++) {
        enum row_kind kind = model->lines.items[i]->said->kind;
        count += kind == ROW_MEASURE || kind == ROW_PART;
    }
    return count;
}
