#include "model/control.h"

#include "base/number.h"

static struct control *control_at(struct controls *controls, size_t number, struct arena *arena)
{
    while (controls->items.count <= number)
        *list_add(arena, &controls->items) = (struct control){0};
    return &controls->items.items[number];
}

void control_add_row(struct controls *controls, size_t number, double figure, struct arena *arena)
{
    control_at(controls, number, arena)->rows += figure;
}

void control_add_total(struct controls *controls, size_t number, double figure, struct place place,
                       struct arena *arena)
{
    struct control *control = control_at(controls, number, arena);
    control->total += figure;
    control->has_total = true;
    control->place = place;
}

void controls_check(struct controls *controls, struct problems *problems)
{
    for (size_t i = 0; i < controls->items.count; i++) {
        const struct control *control = &controls->items.items[i];
        char total[NUMBER_ROOM], rows[NUMBER_ROOM];
        if (!control->has_total || number_agrees(control->total, control->rows))
            continue;
        number_show(control->total, total);
        number_show(control->rows, rows);
        problem_error(problems, control->place,
                      "is a row missing, or there twice? a total that is none can be left out "
                      "with a reason, under `leave out`",
                      "the total is %s here, but the rows come to %s", total, rows);
    }
    controls->items.count = 0;
}
