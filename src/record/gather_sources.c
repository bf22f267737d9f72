// What the figures of a layout's workbooks were worked out from.
#include "record/gather.h"

#include "base/format.h"
#include "base/number.h"
#include "base/text.h"
#include "model/series.h"
#include "model/source.h"

#include <stdlib.h>
#include <string.h>

struct listing {
    struct gather *gather;
    struct figures *figures;
};

static void add(const struct listing *listing, struct figure_entry entry)
{
    *list_add(listing->figures->arena, &listing->figures->items) = entry;
}

// A number or a word as value and text; false for neither.
static bool take_input(const struct listing *listing, const struct input *input,
                       struct figure_entry *entry)
{
    char buffer[NUMBER_ROOM];
    struct arena *arena = listing->gather->model->arena;
    if (input->text) {
        entry->value = entry->text = figures_keep(listing->figures, input->text);
        return true;
    }
    if (!input->format)
        return false;
    entry->value = figures_keep(listing->figures, figures_number(input->number, buffer));
    entry->text =
        figures_keep(listing->figures, format_number(arena, input->format, input->number));
    return true;
}

static void add_given(const struct listing *listing, const struct series *series,
                      const struct area *area, struct span span)
{
    struct gather *gather = listing->gather;
    struct figures *figures = listing->figures;
    for (int period = span.first; period <= span.last; period++) {
        const struct input *input = series_input(gather->model, series, area, period);
        struct figure_entry entry = gather_entry(gather, figures, ENTRY_GIVEN);
        if (!take_input(listing, input, &entry))
            continue;
        entry.line = figures_keep(figures, gather_key(gather, series));
        entry.column = figures_keep(figures, gather_source(gather, series));
        entry.label = series->line ? figures_keep(figures, series->line->said->label.text) : "";
        if (area) {
            entry.recipient = figures_keep(figures, area->name);
            entry.family = figures_keep(figures, area->family);
            entry.is_of_recipient = area->recipient != NULL;
        }
        if (series_has_periods(series))
            entry.period =
                figures_keep(figures, gather_period(gather, (struct span){period, period}));
        add(listing, entry);
    }
}

// The areas that a series' rows are of, sorted among all.
static bool has_area(const struct model *model, const struct series *series,
                     const struct area *area)
{
    return area ? series->by_area && series_covers(model, series, area) : !series->by_area;
}

// `area` NULL: what belongs to none. What has no row at all was not given.
static void add_givens(const struct listing *listing, const struct area *area)
{
    const struct gather *gather = listing->gather;
    const struct model *model = gather->model;
    for (size_t i = 0; i < gather->is_used.count; i++) {
        const struct series *series = model->series.items[i];
        if (gather->is_used.items[i] && series->found && has_area(model, series, area))
            add_given(listing, series, area, gather->used.items[i]);
    }
}

// Targets -----------------------------------------------------------------------------------------

static struct figure_entry target_entry(const struct listing *listing,
                                        const struct model_line *line)
{
    struct figures *figures = listing->figures;
    struct figure_entry entry = gather_entry(listing->gather, figures, ENTRY_TARGET);
    entry.sheet = figures_keep(figures, line->sheet->name);
    entry.line = figures_keep(figures, line->said->id);
    entry.label = figures_keep(figures, line->said->label.text);
    return entry;
}

// A typed target, or its formula.
static void add_typed_target(const struct listing *listing, const struct model_line *line)
{
    const char *typed = line->said->target.text;
    struct figure_entry entry = target_entry(listing, line);
    struct number number;
    char buffer[NUMBER_ROOM];
    if (!typed || typed[0] == '\0')
        return;
    bool is_number = number_read(listing->gather->model->arena, typed, &number);
    entry.text = figures_keep(listing->figures, typed);
    entry.value = is_number ? figures_keep(listing->figures, figures_number(number.value, buffer))
                            : entry.text;
    add(listing, entry);
}

static void add_given_target(const struct listing *listing, const struct model_line *line,
                             const struct area *area, int period)
{
    const struct model *model = listing->gather->model;
    const struct input *input = series_input(model, line->targets, area, period);
    struct figure_entry entry = target_entry(listing, line);
    if (input->line == 0 || !take_input(listing, input, &entry))
        return;
    entry.recipient = area ? figures_keep(listing->figures, area->name) : "";
    if (series_has_periods(line->targets))
        entry.period = figures_keep(listing->figures,
                                    gather_period(listing->gather, (struct span){period, period}));
    add(listing, entry);
}

static void add_given_targets(const struct listing *listing, const struct model_line *line,
                              const struct area *area)
{
    const struct model *model = listing->gather->model;
    if (!line->targets || !has_area(model, line->targets, area))
        return;
    const struct period_set *seen = &source_periods_of(model, line->targets->source)->seen;
    for (size_t i = 0; i < seen->count && seen->items[i] <= line->latest.number; i++)
        add_given_target(listing, line, area, seen->items[i]);
    if (!series_has_periods(line->targets))
        add_given_target(listing, line, area, 0);
}

static void add_targets(const struct listing *listing, const struct area *area)
{
    const struct model *model = listing->gather->model;
    for (size_t i = 0; i < model->all_lines.count; i++) {
        const struct model_line *line = model->all_lines.items[i];
        bool has_targets = line->said->kind == ROW_MEASURE || line->said->kind == ROW_PART ||
                           line->said->kind == ROW_WORKING;
        if (!has_targets || line->said->is_from_source)
            continue;
        if (!area)
            add_typed_target(listing, line);
        add_given_targets(listing, line, area);
    }
}

// Rules and areas ---------------------------------------------------------------------------------

static void add_rules(const struct listing *listing, const struct area *none)
{
    (void)none;
    struct figures *figures = listing->figures;
    for (size_t i = 0; i < listing->gather->rules.count; i++) {
        const struct gather_rule *rule = &listing->gather->rules.items[i];
        struct figure_entry entry = gather_entry(listing->gather, figures, ENTRY_RULE);
        entry.sheet = figures_keep(figures, rule->sheet);
        entry.line = figures_keep(figures, rule->line);
        entry.column = figures_keep(figures, rule->column);
        entry.text = figures_keep(figures, rule->text);
        add(listing, entry);
    }
}

static void add_area(const struct listing *listing, const struct area *area)
{
    struct figures *figures = listing->figures;
    struct figure_entry entry = gather_entry(listing->gather, figures, ENTRY_AREA);
    if (!area)
        return;
    entry.recipient = figures_keep(figures, area->name);
    entry.column = area->recipient ? "recipient" : "";
    entry.label = figures_keep(figures, area->family);
    add(listing, entry);
}

// By area, so that no more than an area's figures are at hand at a time ---------------------------

static int compare_areas(const void *one, const void *other)
{
    const struct area *first = *(const struct area *const *)one;
    const struct area *second = *(const struct area *const *)other;
    if (!first || !second)
        return (first != NULL) - (second != NULL);
    return strcmp(first->name, second->name);
}

// All areas by their names, after NULL for what belongs to none.
static size_t sorted_areas(const struct areas *areas, struct arena *arena,
                           const struct area ***sorted)
{
    size_t count = areas->items.count;
    *sorted = arena_array(arena, const struct area *, count + 1);
    for (size_t i = 0; i < count; i++)
        (*sorted)[i + 1] = areas->items.items[i];
    qsort(*sorted, count + 1, sizeof **sorted, compare_areas);
    return count + 1;
}

typedef void add_of_area(const struct listing *listing, const struct area *area);

static void add_rows(struct gather *gather, struct spool *spool, const struct area *area,
                     add_of_area *add_all)
{
    struct model *model = gather->model;
    struct arena *before = model->arena; // may be that of a workbook that is done
    struct arena arena;
    struct figures figures;
    arena_init(&arena);
    figures_start(&figures, &arena);
    model->arena = &arena;
    add_all(&(struct listing){gather, &figures}, area);
    spool_add_figures(spool, &figures);
    model->arena = before;
    arena_free(&arena);
}

void gather_sources(struct gather *gather, struct spool *spool)
{
    static add_of_area *const kinds[] = {add_givens, add_targets, add_area};
    struct arena arena;
    const struct area **areas;
    arena_init(&arena);
    spool_add_figures(spool, &gather->cells);
    size_t count = sorted_areas(&gather->model->areas, &arena, &areas);
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        for (size_t i = 0; i < count; i++)
            add_rows(gather, spool, areas[i], kinds[kind]);
    }
    add_rows(gather, spool, NULL, add_rules);
    spool_add_takes(spool, &gather->takes);
    arena_free(&arena);
}
