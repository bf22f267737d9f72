// Whose a row of a source is, and of which period.
#include "model/intake.h"

#include "base/spelling.h"
#include "base/text.h"
#include "model/day.h"

#include <string.h>

// Targets and comments are for recipients alone.
static void check_recipient(struct intake *intake, const struct area *area, const struct row *row)
{
    struct model *model = intake->model;
    if (area->recipient || intake->source->gives == SOURCE_GIVES_FIGURES)
        return;
    const char **names = arena_array(model->arena, const char *, model->areas.recipient_count);
    for (size_t i = 0; i < model->areas.recipient_count; i++)
        names[i] = model->areas.items.items[i]->name;
    const char *nearest = spelling_nearest(area->name, names, model->areas.recipient_count);
    problem_error(
        model->problems,
        table_place(model->arena, intake->rows.path, row, intake->matches[intake->area_match]),
        nearest ? arena_print(model->arena, "did you mean '%s'?", nearest)
                : "take the row out, or add the recipient",
        "'%s' is no recipient", area->name);
}

// Whose a row is: its number among the areas; 0 in a source without areas.
size_t intake_area(struct intake *intake, const struct row *row)
{
    struct model *model = intake->model;
    struct source_periods *periods = intake->periods;
    if (intake->area_column < 0)
        return 0;
    const char *text = row_cell(row, intake->matches[intake->area_match]);
    union map_value *known = map_get(&intake->areas, text);
    if (!known) {
        const struct area *area =
            areas_find(&model->areas, intake->area_column, text[0] != '\0' ? text : "(blank)");
        known = map_put(&intake->areas, arena_copy(&intake->scratch, text), NULL);
        known->number = area->index;
        check_recipient(intake, area, row);
        while (periods->covers.count <= area->index)
            *list_add(model->run, &periods->covers) = false;
        periods->covers.items[area->index] = true;
    }
    return known->number;
}

// Where rows are added up, a row of a day counts in the period that the day lies in.
static bool read_row_period(const struct intake *intake, const char *typed, struct period *period)
{
    const struct calendar *calendar = &intake->model->layout->calendar;
    if (intake_read_period(intake, typed, period))
        return true;
    return intake->source->adds_up != ADDS_NOT && day_read(typed, calendar, period);
}

static void report_no_period(struct intake *intake, const struct row *row, const char *typed)
{
    struct model *model = intake->model;
    struct place place = table_place(model->arena, intake->rows.path, row, intake->period_column);
    if (intake->not_periods++ < INTAKE_MOST_TOLD)
        problem_error(model->problems, place, intake_period_example, "'%s' is not a period", typed);
}

// The text without the time of the day: "2025-11-17" of "2025-11-17T08:30".
static const char *without_time(const char *typed, char day[DAY_LENGTH + 1])
{
    bool has_time = typed[0] >= '0' && typed[0] <= '9' &&
                    strnlen(typed, DAY_LENGTH + 1) > DAY_LENGTH &&
                    (typed[DAY_LENGTH] == 'T' || typed[DAY_LENGTH] == ' ');
    if (!has_time)
        return typed;
    memcpy(day, typed, DAY_LENGTH);
    day[DAY_LENGTH] = '\0';
    return day;
}

// The slot of the period that a row speaks of; SLOT_NONE, with a problem, where it is none.
size_t intake_slot(struct intake *intake, const struct row *row)
{
    struct slots *slots = &intake->periods->slots;
    if (intake->source->period_from != PERIOD_FROM_COLUMN)
        return 0;
    char day[DAY_LENGTH + 1];
    const char *typed = row_cell(row, intake->period_column);
    const char *text = intake->source->adds_up != ADDS_NOT ? without_time(typed, day) : typed;
    union map_value *known = map_get(&intake->slots, text);
    if (!known) {
        struct period period;
        bool is_period = read_row_period(intake, text, &period);
        size_t slot = is_period ? slots_make(slots, period.number, intake->model->run) : 0;
        known = map_put(&intake->slots, arena_copy(&intake->scratch, text), NULL);
        known->number = is_period ? slot + 1 : 0;
    }
    if (known->number > 0)
        return known->number - 1;
    intake->periods->has_faults = true;
    report_no_period(intake, row, typed);
    return SLOT_NONE;
}
