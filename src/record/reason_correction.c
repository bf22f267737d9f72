// Reasons that stand in the file of corrections.
#include "record/reason.h"

#include "base/text.h"
#include "model/correction.h"
#include "record/gather.h"

static bool is_of(const struct gather *gather, const struct correction *correction,
                  const struct figure_entry *given)
{
    const struct series *series = correction->series;
    const char *area = correction->area ? correction->area->name : "";
    const struct span span = {correction->period, correction->period};
    const char *period = series_has_periods(series) ? gather_period(gather, span) : "";
    return given->kind == ENTRY_GIVEN && text_equal(given->layout, gather->layout) &&
           text_equal(given->recipient, area) && text_equal(given->period, period) &&
           text_equal(given->column, gather_source(gather, series)) &&
           text_equal(given->line, gather_key(gather, series));
}

static const char *reference_of(const struct correction *correction, struct arena *arena)
{
    const char *const parts[] = {correction->who, correction->date, correction->reference};
    struct text text = {.arena = arena};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!text_is_blank(parts[i]))
            text_print(&text, "%s%s", text.length > 0 ? ", " : "", parts[i]);
    }
    return text_done(&text);
}

void reasons_of_corrections(struct revisions *revisions, const struct model *model,
                            const char *layout, struct problems *problems)
{
    struct model of_run = *model; // the workbook that was at hand is gone, and its memory with it
    struct gather gather = {.model = &of_run, .layout = layout};
    of_run.arena = revisions->arena;
    for (size_t i = 0; model->corrections && i < model->corrections->items.count; i++) {
        const struct correction *correction = model->corrections->items.items[i];
        for (size_t k = 0; correction->series && k < revisions->causes.count; k++) {
            struct cause *cause = &revisions->causes.items[k];
            if (cause->kind != REVISION_AT_SOURCE || !cause->now ||
                !is_of(&gather, correction, cause->now))
                continue;
            if (correction->area && correction->area->recipient &&
                reason_names_other(model->layout, correction->area->name, correction->reason,
                                   correction->place, problems))
                continue;
            cause->reason = correction->reason;
            cause->reference = reference_of(correction, revisions->arena);
            revisions_correct(revisions, k + 1);
        }
    }
}
