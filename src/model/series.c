#include "model/series.h"

#include "base/format.h"
#include "base/number.h"
#include "base/text.h"
#include "model/source.h"

#include <math.h>

bool series_has_periods(const struct series *series)
{
    return series->source->period_from != PERIOD_FROM_NOWHERE;
}

// Keys --------------------------------------------------------------------------------------------

static const char *series_name(struct arena *arena, const struct source *source, const char *key)
{
    return arena_print(arena, "%s%c%s", source->name, SERIES_KEY_SEPARATOR, key);
}

struct series *series_known(const struct map *known, const struct source *source, const char *key,
                            struct arena *scratch)
{
    const union map_value *slot = map_get(known, series_name(scratch, source, key));
    return slot ? slot->pointer : NULL;
}

struct series *series_make(struct model *model, const struct source *source,
                           const char *value_column, const char *key, struct map *known)
{
    union map_value *slot = map_put(known, series_name(model->arena, source, key), NULL);
    for (struct series *series = slot->pointer; series; series = series->next) {
        if (text_equal(series->value_column, value_column))
            return series;
    }
    struct series *series = arena_new(model->arena, struct series);
    *series = (struct series){.index = model->series.count,
                              .source = source,
                              .key = key,
                              .value_column = value_column,
                              .next = slot->pointer};
    *list_add(model->arena, &model->series) = series;
    slot->pointer = series;
    return series;
}

int series_area_column(const struct model *model, const struct source *source, size_t *number)
{
    int column;
    const struct match *match = layout_whose(&model->layout->recipients, source, &column);
    if (!match)
        return -1;
    *number = (size_t)(match - source->matches.items);
    return column;
}

const char *series_key(struct model *model, const struct source *source, const struct line *line,
                       const struct layout_register *register_table)
{
    struct text key = {.arena = model->arena};
    size_t area_match = source->matches.count;
    series_area_column(model, source, &area_match);
    for (size_t i = 0; i < source->matches.count; i++) {
        const char *heading = source->matches.items[i].register_column.text;
        int column = table_column(&register_table->table.headings, heading);
        if (i == area_match)
            continue;
        if (column >= 0)
            register_table->used[column] = true;
        text_add(&key, text_same(heading, "id") ? line->id : row_cell(line->row, column));
        text_add_char(&key, SERIES_KEY_SEPARATOR);
    }
    return text_done(&key);
}

// Cells -------------------------------------------------------------------------------------------

bool series_is_by_area(const struct model *model, const struct series *series)
{
    size_t unused;
    return series_area_column(model, series->source, &unused) >= 0;
}

static size_t period_count(const struct model *model, const struct series *series)
{
    if (!series_has_periods(series))
        return 1;
    return model->first <= model->last ? (size_t)(model->last - model->first + 1) : 0;
}

static size_t area_count(const struct model *model, const struct series *series)
{
    return series_is_by_area(model, series) ? model->areas.items.count : 1;
}

struct input *series_cell(const struct model *model, const struct series *series, size_t area,
                          int period)
{
    size_t number = series_has_periods(series) ? (size_t)(period - model->first) : 0;
    return &series->inputs[area * period_count(model, series) + number];
}

void series_make_room(struct model *model)
{
    for (size_t i = 0; i < model->series.count; i++) {
        struct series *series = model->series.items[i];
        series->inputs = arena_array(model->arena, struct input,
                                     area_count(model, series) * period_count(model, series) + 1);
    }
}

void series_fill_absent(struct model *model, struct series *series)
{
    static const struct input none = {.number = 0, .format = "0"};
    size_t periods = period_count(model, series);
    if (!series->source->absent_is_zero)
        return;
    for (size_t area = 0; area < area_count(model, series); area++) {
        bool covers = !series_is_by_area(model, series) ||
                      series_covers(model, series, model->areas.items.items[area]);
        for (size_t i = area * periods; covers && i < (area + 1) * periods; i++) {
            if (series->inputs[i].line == 0)
                series->inputs[i] = none;
        }
    }
}

const struct input *series_input(const struct model *model, const struct series *series,
                                 const struct area *area, int period)
{
    static const struct input nothing = {0};
    bool is_beyond = period < model->first || period > model->last;
    if (series_has_periods(series) && is_beyond)
        return &nothing;
    bool by_area = series_is_by_area(model, series);
    if (by_area && !area)
        return &nothing;
    return series_cell(model, series, by_area ? area->index : 0, period);
}

// Sets of areas -----------------------------------------------------------------------------------

bool series_covers(const struct model *model, const struct series *series, const struct area *area)
{
    const struct source_periods *periods = source_periods_of(model, series->source);
    return area->index < periods->covers.count && periods->covers.items[area->index];
}

static bool is_of_set(const struct area *area, struct whose whose)
{
    if (whose.word == WHOSE_FAMILY)
        return area_is_family(area, whose.area);
    return whose.word == WHOSE_WHOLE || area == whose.area;
}

size_t series_areas(const struct model *model, const struct series *series, struct whose whose,
                    struct arena *arena, const struct area ***areas)
{
    bool by_area = series_is_by_area(model, series);
    size_t count = 0;
    bool is_one = !by_area || whose.word == WHOSE_OWN;
    *areas = arena_array(arena, const struct area *, is_one ? 1 : model->areas.items.count + 1);
    if (!by_area)
        return 1;
    if (whose.word == WHOSE_OWN) {
        (*areas)[0] = whose.area;
        return 1;
    }
    for (size_t i = 0; i < model->areas.items.count; i++) {
        const struct area *area = model->areas.items.items[i];
        if (is_of_set(area, whose) && series_covers(model, series, area))
            (*areas)[count++] = area;
    }
    return count;
}

// Percentages -------------------------------------------------------------------------------------

static bool typed_as_percent(const struct input *input)
{
    return input->format && format_is_percent(input->format);
}

static size_t input_count(const struct model *model, const struct series *series)
{
    return area_count(model, series) * period_count(model, series);
}

// Whether a line says that its figures are percentages: by its format, its target, or by other
// figures of its own that were typed as such.
static bool is_percentage(const struct model *model, const struct series *series)
{
    const struct line *line = series->line->said;
    struct number target;
    if (line->format.text[0] != '\0')
        return format_is_percent(line->format.text);
    if (number_read(model->arena, line->target.text, &target) && format_is_percent(target.format))
        return true;
    for (size_t i = 0; i < input_count(model, series); i++) {
        if (typed_as_percent(&series->inputs[i]))
            return true;
    }
    return false;
}

static void check_percentage(struct model *model, const struct series *series,
                             const struct input *input)
{
    if (!input->format || typed_as_percent(input) || fabs(input->number) <= 1.5)
        return;
    char typed[NUMBER_ROOM];
    number_show(input->number, typed);
    problem_error(model->problems, source_place(model, series->source, input),
                  arena_print(model->arena, "did you mean %s%%?", typed),
                  "%s for '%s', which is a percentage", typed, series->line->said->id);
}

void series_check_percentages(struct model *model)
{
    for (size_t i = 0; i < model->series.count; i++) {
        const struct series *series = model->series.items[i];
        bool is_counted = series_is_by_area(model, series); // its target is of a change
        if (is_counted || !is_percentage(model, series))
            continue;
        for (size_t k = 0; k < input_count(model, series); k++)
            check_percentage(model, series, &series->inputs[k]);
    }
}
