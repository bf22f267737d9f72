#include "model/again.h"

#include "base/number.h"
#include "base/text.h"
#include "model/source.h"

#include <stdint.h>
#include <stdlib.h>

// By figure, and then as the rows stand in the file.
static int compare(const void *one, const void *other)
{
    const struct again_figure *left = one, *right = other;
    uintptr_t left_first = (uintptr_t)left->first, right_first = (uintptr_t)right->first;
    if (left_first != right_first)
        return left_first < right_first ? -1 : 1;
    return (left->input.line > right->input.line) - (left->input.line < right->input.line);
}

static bool is_same(const struct input *one, const struct input *other)
{
    return text_equal(one->text, other->text) && number_agrees(one->number, other->number);
}

static const char *shown(struct arena *arena, const struct input *input)
{
    char number[NUMBER_ROOM];
    if (input->text)
        return input->text;
    return input->format ? arena_copy(arena, number_show(input->number, number)) : "not known";
}

static void report(struct model *model, const struct source *source,
                   const struct again_figure *figure, size_t more)
{
    struct arena *arena = model->arena;
    const struct source_periods *periods = source_periods_of(model, source);
    struct period period = {model->layout->calendar.every,
                            periods->slots.periods.items[figure->slot]};
    const char *when =
        source->period_from == PERIOD_FROM_NOWHERE
            ? ""
            : arena_print(arena, ", %s",
                          period_show(arena, period, &model->layout->calendar, NULL));
    problem_error(model->problems, source_place(model, source, &figure->input),
                  "which of the files is right? name that one alone under `file:`; where each has "
                  "a part of the figure, say `rows: add up across files`",
                  "'%s'%s is %s here, but %s in line %u of '%s'%s", figure->series->line->said->id,
                  when, shown(arena, &figure->input), shown(arena, figure->first),
                  figure->first->line, periods->paths[figure->first->file - 1],
                  more > 0 ? arena_print(arena, "; %zu more figure%s", more,
                                         more == 1 ? " differs" : "s differ")
                           : "");
}

// The figure that several rows of the file come to together, from item `at` on; moves `at` past.
static struct again_figure sum_up(const struct again *again, size_t *at)
{
    struct again_figure sum = again->items.items[(*at)++];
    for (; *at < again->items.count && again->items.items[*at].first == sum.first; ++*at)
        sum.input.number += again->items.items[*at].input.number;
    return sum;
}

void again_check(struct again *again, struct model *model, const struct source *source,
                 struct source_count *count)
{
    size_t differ = 0;
    struct again_figure first = {0};
    if (again->items.count > 0)
        qsort(again->items.items, again->items.count, sizeof *again->items.items, compare);
    for (size_t at = 0; at < again->items.count;) {
        struct again_figure figure = sum_up(again, &at);
        if (is_same(&figure.input, figure.first)) {
            count->agreed++;
            count->sum -= figure.input.number;
            continue;
        }
        if (differ++ == 0 || figure.input.line < first.input.line ||
            (figure.input.line == first.input.line && figure.input.column < first.input.column))
            first = figure;
    }
    if (differ > 0)
        report(model, source, &first, differ - 1);
    again->items.count = 0;
}
