// What the figures of a layout's workbooks were worked out from.
#include "record/gather.h"

#include "base/format.h"
#include "base/number.h"
#include "base/text.h"
#include "model/series.h"
#include "model/source.h"

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

static void add_series(const struct listing *listing, const struct series *series)
{
    static const struct whose whole = {WHOSE_WHOLE, NULL};
    struct gather *gather = listing->gather;
    struct model *model = gather->model;
    const struct area **areas;
    if (series->index >= gather->is_used.count || !gather->is_used.items[series->index])
        return;
    size_t count = series_areas(model, series, whole, model->arena, &areas);
    for (size_t i = 0; i < count; i++)
        add_given(listing, series, areas[i], gather->used.items[series->index]);
}

static void add_cell(const struct listing *listing, const struct gather_cell *cell)
{
    char buffer[NUMBER_ROOM];
    struct figures *figures = listing->figures;
    struct figure_entry entry = gather_entry(listing->gather, figures, ENTRY_GIVEN);
    bool is_number = cell->value.kind == VALUE_NUMBER;
    entry.recipient = figures_keep(figures, cell->recipient);
    entry.is_of_recipient = entry.recipient[0] != '\0';
    entry.line = figures_keep(figures, cell->key);
    entry.column = figures_keep(figures, cell->source);
    entry.label = figures_keep(figures, cell->label);
    entry.text = figures_keep(figures, cell->text);
    entry.value =
        is_number ? figures_keep(figures, figures_number(cell->value.number, buffer)) : entry.text;
    add(listing, entry);
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

static void add_given_targets(const struct listing *listing, const struct model_line *line)
{
    static const struct whose whole = {WHOSE_WHOLE, NULL};
    struct model *model = listing->gather->model;
    const struct area **areas;
    if (!line->targets)
        return;
    const struct period_set *seen = &source_periods_of(model, line->targets->source)->seen;
    size_t count = series_areas(model, line->targets, whole, model->arena, &areas);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < seen->count && seen->items[k] <= line->latest.number; k++)
            add_given_target(listing, line, areas[i], seen->items[k]);
        if (!series_has_periods(line->targets))
            add_given_target(listing, line, areas[i], 0);
    }
}

static void add_targets(const struct listing *listing)
{
    const struct model *model = listing->gather->model;
    for (size_t i = 0; i < model->all_lines.count; i++) {
        const struct model_line *line = model->all_lines.items[i];
        bool has_targets = line->said->kind == ROW_MEASURE || line->said->kind == ROW_PART ||
                           line->said->kind == ROW_WORKING;
        if (!has_targets || line->said->is_from_source)
            continue;
        add_typed_target(listing, line);
        add_given_targets(listing, line);
    }
}

// Rules and areas ---------------------------------------------------------------------------------

static void add_rules(const struct listing *listing)
{
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

static void add_areas(const struct listing *listing)
{
    struct figures *figures = listing->figures;
    const struct areas *areas = &listing->gather->model->areas;
    for (size_t i = 0; i < areas->items.count; i++) {
        const struct area *area = areas->items.items[i];
        struct figure_entry entry = gather_entry(listing->gather, figures, ENTRY_AREA);
        entry.recipient = figures_keep(figures, area->name);
        entry.column = area->recipient ? "recipient" : "";
        entry.label = figures_keep(figures, area->family);
        entry.family = entry.label;
        entry.is_of_recipient = area->recipient != NULL;
        add(listing, entry);
    }
}

void gather_sources(struct gather *gather, struct figures *figures)
{
    struct listing listing = {gather, figures};
    struct arena scratch;
    struct arena *arena = gather->model->arena; // may be that of a workbook that is done
    arena_init(&scratch);
    gather->model->arena = &scratch;
    for (size_t i = 0; i < gather->model->series.count; i++)
        add_series(&listing, gather->model->series.items[i]);
    for (size_t i = 0; i < gather->cells.count; i++)
        add_cell(&listing, &gather->cells.items[i]);
    add_targets(&listing);
    add_rules(&listing);
    add_areas(&listing);
    gather->model->arena = arena;
    arena_free(&scratch);
}
