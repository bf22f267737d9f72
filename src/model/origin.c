#include "model/origin.h"

#include "model/intake.h"
#include "model/series.h"
#include "model/source.h"

// The areas that are wanted, by their number among all.
static bool *wanted_areas(struct model *model, const struct series *series, struct whose whose)
{
    const struct area **areas;
    bool *wanted = arena_array(model->arena, bool, model->areas.items.count + 1);
    size_t count = series_areas(model, series, whose, model->arena, &areas);
    for (size_t i = 0; i < count; i++)
        wanted[areas[i] ? areas[i]->index : 0] = true;
    return wanted;
}

static int period_of(const struct model *model, const struct series *series, size_t slot)
{
    const struct slots *slots = &source_periods_of(model, series->source)->slots;
    return series_has_periods(series) ? slots->periods.items[slot] : 0;
}

bool origin_is_wanted(const struct origin_search *search, const struct series *series, size_t area,
                      size_t slot)
{
    int period = period_of(search->model, series, slot);
    return series == search->series && search->areas[area] && period >= search->span.first &&
           period <= search->span.last;
}

void origin_note(struct origin_search *search, size_t area, size_t slot, const struct input *input)
{
    struct model *model = search->model;
    const struct series *series = search->series;
    const struct input *first = inputs_find(&series->inputs, area, slot);
    *list_add(model->arena, &search->found.items) = (struct origin){
        .place = source_place(model, series->source, input),
        .area = series->by_area ? model->areas.items.items[area] : NULL,
        .period = period_of(model, series, slot),
        .text = input->text,
        .is_figure = input->format || input->text,
        .number = input->number,
        .is_provisional = input->is_provisional,
        .is_again =
            series->source->adds_up != ADDS_ACROSS_FILES && first && first->file != input->file,
    };
}

// The columns of the recipients are figures too; their list is in memory.
static void find_in_list(struct origin_search *search)
{
    const struct series *series = search->series;
    for (size_t i = 0; i < search->model->areas.recipient_count; i++) {
        const struct input *input = inputs_find(&series->inputs, i, 0);
        if (search->areas[i] && input && input->line > 0)
            origin_note(search, i, 0, input);
    }
}

struct origins origins_find(struct model *model, const char *input, const struct series *series,
                            struct whose whose, struct span span)
{
    struct origin_search search = {
        .model = model,
        .series = series,
        .areas = wanted_areas(model, series, whose),
        .span = span,
    };
    if (series->source == &model->recipients_source)
        find_in_list(&search);
    else
        intake_search(model, series->source, input, &search);
    return search.found;
}
