#include "model/line.h"

#include "base/spelling.h"
#include "base/text.h"

static const struct scale *find_scale(const struct model *model, const char *name)
{
    for (size_t i = 0; i < model->layout->scales.count; i++) {
        if (text_equal(model->layout->scales.items[i].name, name))
            return &model->layout->scales.items[i];
    }
    return NULL;
}

void line_read_scale(struct model *model, struct model_line *line)
{
    struct said said = line->said->scale;
    if (said.text[0] == '\0')
        said = line->sheet->scale;
    if (said.text && said.text[0] != '\0') {
        line->scale = find_scale(model, said.text);
        if (!line->scale)
            problem_error(model->problems, said.place, "name one of those under `scales:`",
                          "there is no scale '%s'", said.text);
        return;
    }
    if (model->layout->scales.count > 0)
        line->scale = &model->layout->scales.items[0];
}

static void report_no_line(struct model *model, const struct said *said)
{
    LIST(const char *) ids = {0};
    for (size_t i = 0; i < model->all_lines.count; i++)
        *list_add(model->arena, &ids) = model->all_lines.items[i]->said->id;
    const char *nearest = spelling_nearest(said->text, ids.items, ids.count);
    problem_error(model->problems, said->place,
                  nearest ? arena_print(model->arena, "did you mean '%s'?", nearest)
                          : "write none, worst, or the id of a part",
                  "there is no line '%s'", said->text);
}

void line_read_judged_by(struct model *model, struct model_line *line)
{
    const struct said *said = &line->said->judged_by;
    line->judged_by = line;
    if (said->text[0] == '\0')
        return;
    line->judged_by = NULL;
    if (text_same(said->text, "none"))
        return;
    if (text_same(said->text, "worst")) {
        line->judged_by_worst = true;
        return;
    }
    const union map_value *found = map_get(&model->line_by_id, said->text);
    line->judged_by = found ? found->pointer : NULL;
    if (!found)
        report_no_line(model, said);
}

void line_read_way(struct model *model, struct model_line *line)
{
    (void)model;
    line->lower_is_better = text_equal(line->said->better.text, "lower");
}

void line_check_way(struct model *model, struct model_line *base)
{
    const struct whose own = {WHOSE_OWN, model->recipient};
    const struct model_line *line = model_line_for(model, base, own);
    const char *better = line->said->better.text;
    bool is_judged = line->judged_by == base && line->target &&
                     line->target->value.kind != VALUE_TEXT && line->scale &&
                     line->from != LINE_FROM_NOTHING;
    if (better[0] == '\0' && is_judged)
        problem_error(model->problems, line->target->place,
                      "write higher or lower in its `better` cell, or none in `judged_by`",
                      "'%s' has a target, but nothing says which way is better", line->said->id);
}
