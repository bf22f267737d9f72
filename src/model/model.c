#include "model/model.h"

#include "model/columns.h"
#include "model/correction.h"
#include "model/figure.h"
#include "model/line.h"
#include "model/recipient.h"
#include "model/series.h"
#include "model/source.h"

static void add_constants(struct model *model)
{
    for (size_t i = 0; i < model->layout->constants.count; i++) {
        const struct constant *said = &model->layout->constants.items[i];
        struct figure figure = {
            .kind = FIGURE_CONSTANT, .name = said->name, .place = said->value.place};
        if (!figure_read_typed(model, said->value.text, &figure) ||
            figure.value.kind != VALUE_NUMBER) {
            problem_error(model->problems, said->value.place, NULL, "'%s' is not a number",
                          said->value.text);
            continue;
        }
        *list_add(model->arena, &model->constants) = figure_add(model, figure);
    }
}

// Where the sources that should say it could not be read, any period will do to go on with.
static bool guess_latest(struct model *model)
{
    enum { YEAR = 2000 };
    enum period_kind every = model->layout->calendar.every;
    model->latest = (struct period){every, YEAR * period_per_year(every)};
    return !model->is_whole ||
           problem_error(model->problems, (struct place){.file = model->layout->file},
                         "say `latest:` under `periods:`, or `period:` in a source",
                         "no source says which period is the latest");
}

static bool choose_latest(struct model *model, const char *period)
{
    const struct layout *layout = model->layout;
    const char *said = period ? period : layout->latest.text;
    if (layout->calendar.every == PERIOD_NONE)
        return true;
    if (said && period_read(said, &layout->calendar, &model->latest) &&
        model->latest.kind == layout->calendar.every)
        return true;
    if (said) {
        struct place nowhere = {.file = "--period"};
        return problem_error(model->problems, period ? nowhere : layout->latest.place,
                             "write a month as 2007-05, a year as 2007/08", "'%s' is not a period",
                             said);
    }
    if (model->first > model->last)
        return guess_latest(model);
    model->latest = (struct period){layout->calendar.every, model->last};
    for (size_t i = 0; i < layout->sources.count; i++) {
        const struct source_periods *periods = &model->source_periods[i];
        bool is_of_figures = layout->sources.items[i].gives == SOURCE_GIVES_FIGURES;
        if (is_of_figures && periods->seen.count > 0 &&
            periods->seen.items[periods->seen.count - 1] < model->latest.number)
            model->latest.number = periods->seen.items[periods->seen.count - 1];
    }
    return true;
}

// A copy of the layout whose sheets have, workbook by workbook, the registers at hand.
static const struct layout *layout_at_hand(struct model *model, const struct layout *layout)
{
    struct layout *copy = arena_new(model->run, struct layout);
    *copy = *layout;
    copy->sheets.items = arena_array(model->run, struct sheet, layout->sheets.count);
    for (size_t i = 0; i < layout->sheets.count; i++)
        copy->sheets.items[i] = layout->sheets.items[i];
    model->sheets = copy->sheets.items;
    return copy;
}

// Whether a layout counts in periods of the kind that was asked for.
static bool counts_in(const struct layout *layout, const char *period)
{
    struct period read;
    return period_read(period, &layout->calendar, &read) && read.kind == layout->calendar.every;
}

// A pack is made of another period where any of its layouts can be.
static bool check_period(const struct model *model, const char *period)
{
    const struct layout *layout = model->layout;
    bool any = !period || layout->inclusions.count == 0 || layout->calendar.every != PERIOD_NONE;
    for (size_t i = 0; !any && i < layout->inclusions.count; i++) {
        const struct layout *part = layout->inclusions.items[i].layout;
        any = !part || counts_in(part, period);
    }
    return any || problem_error(model->problems, (struct place){.file = "--period"},
                                "write a month as 2007-05, a year as 2007/08",
                                "none of the layouts has the period '%s'", period);
}

// The layouts that a pack takes in, each worked out by itself. False where one has problems.
static bool make_parts(struct model *model, const char *input, const char *period)
{
    bool are_sound = check_period(model, period);
    *list_add(model->run, &model->parts) = model;
    for (size_t i = 0; i < model->layout->inclusions.count; i++) {
        const struct layout *layout = model->layout->inclusions.items[i].layout;
        struct model *part = NULL;
        if (layout)
            part = model_make(layout, input, period && counts_in(layout, period) ? period : NULL,
                              model->run, model->problems);
        if (part)
            *list_add(model->run, &model->parts) = part;
        are_sound = are_sound && part;
    }
    return are_sound;
}

struct model *model_make(const struct layout *layout, const char *input, const char *period,
                         struct arena *arena, struct problems *problems)
{
    size_t errors = problems->errors;
    struct model *model = arena_new(arena, struct model);
    *model = (struct model){.run = arena, .arena = arena, .problems = problems};
    model->layout = layout_at_hand(model, layout);
    struct map series_by_key = {.arena = arena};
    model->line_by_id.arena = arena;
    areas_init(&model->areas, arena, &layout->recipients);
    bool are_sound = make_parts(model, input, period);
    add_constants(model);
    lines_add(model);
    columns_check(model);
    lines_read_values(model, &series_by_key);
    recipient_lines_make(model, &series_by_key);
    model->is_whole = source_read_all(model, input) && layout->is_sound;
    corrections_lay(model, input);
    recipient_figures_take(model);
    if (!choose_latest(model, period))
        return NULL;
    lines_each_of_all(model, line_read_total);
    lines_each_of_all(model, line_read_as_at);
    lines_each_of_all(model, line_bind_formula);
    lines_each_of_all(model, line_read_scale);
    lines_each_of_all(model, line_read_judged_by);
    lines_each_of_all(model, line_read_way);
    series_check_percentages(model);
    // The first workbook uses every heading that any does.
    const struct area *first = layout->recipients.one_workbook_each && model->areas.recipient_count
                                   ? model->areas.items.items[0]
                                   : NULL;
    model_turn_to(model, first, arena);
    model_check_texts(model);
    headings_check(model);
    return are_sound && layout->is_sound && problems->errors - model->blamed == errors ? model
                                                                                       : NULL;
}
