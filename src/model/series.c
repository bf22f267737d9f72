#include "model/series.h"

#include "base/format.h"
#include "base/number.h"
#include "base/spelling.h"
#include "base/text.h"
#include "model/meaning.h"
#include "model/source.h"

#include <math.h>
#include <string.h>

bool series_has_periods(const struct series *series)
{
    return series->source->period_from != PERIOD_FROM_NOWHERE;
}

// Keys --------------------------------------------------------------------------------------------

// Without case, as rows are matched.
static const char *series_name(struct arena *arena, const struct source *source, const char *key)
{
    struct text name = {.arena = arena};
    text_print(&name, "%s%c", source->name, SERIES_KEY_SEPARATOR);
    text_add_folded(&name, key);
    return text_done(&name);
}

struct series *series_make(struct model *model, const struct source *source,
                           const char *value_column, const char *key, struct map *known)
{
    union map_value *slot = map_put(known, series_name(model->arena, source, key), NULL);
    for (struct series *series = slot->pointer; series; series = series->next) {
        if (text_equal(series->value_column, value_column))
            return series;
    }
    size_t unused;
    struct series *series = arena_new(model->arena, struct series);
    *series = (struct series){.index = model->series.count,
                              .source = source,
                              .key = key,
                              .value_column = value_column,
                              .by_area = series_area_column(model, source, &unused) >= 0,
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

// The register's column that a source matches on; -1, with a problem but for `id`, where it has
// none.
static int match_column(struct model *model, const struct source *source,
                        const struct said *heading, const struct table *table)
{
    const struct row *headings = &table->headings;
    int column = table_column(headings, heading->text);
    if (column >= 0 || text_same(heading->text, "id"))
        return column;
    const char *nearest = spelling_nearest(heading->text, headings->cells, headings->count);
    problem_error(model->problems, heading->place,
                  nearest ? arena_print(model->arena, "its headings have '%s'", nearest)
                          : "say it as match: {column of the source: column of the register}",
                  "source '%s' matches on '%s', which is no column of '%s'", source->name,
                  heading->text, table->file);
    return column;
}

const char *series_key(struct model *model, const struct source *source, const struct line *line,
                       const struct layout_register *register_table)
{
    struct text key = {.arena = model->arena};
    size_t area_match = source->matches.count;
    series_area_column(model, source, &area_match);
    for (size_t i = 0; i < source->matches.count; i++) {
        const struct said *heading = &source->matches.items[i].register_column;
        if (i == area_match)
            continue;
        int column = match_column(model, source, heading, &register_table->table);
        if (column >= 0)
            register_table->used[column] = true;
        text_add(&key, text_same(heading->text, "id") ? line->id : row_cell(line->row, column));
        text_add_char(&key, SERIES_KEY_SEPARATOR);
    }
    return text_done(&key);
}

static const char *part_end(const char *part)
{
    return strchr(part, SERIES_KEY_SEPARATOR);
}

bool series_key_fits(const char *key, const char *row_key)
{
    const char *end, *row_end;
    while ((end = part_end(key)) && (row_end = part_end(row_key))) {
        bool is_same =
            end - key == row_end - row_key && strncmp(key, row_key, (size_t)(end - key)) == 0;
        if (end != key && !is_same)
            return false;
        key = end + 1;
        row_key = row_end + 1;
    }
    return true;
}

const char *series_key_shown(struct arena *arena, const char *key)
{
    struct text shown = {.arena = arena};
    const char *end;
    for (; (end = part_end(key)) != NULL; key = end + 1) {
        if (end > key)
            text_print(&shown, "%s%.*s", shown.length > 0 ? ", " : "", (int)(end - key), key);
    }
    return text_done(&shown);
}

// Cells -------------------------------------------------------------------------------------------

bool series_is_by_area(const struct model *model, const struct series *series)
{
    (void)model;
    return series->by_area;
}

// Where no row means none, it is 0 in every period that the source speaks of.
static bool is_none(const struct model *model, const struct series *series, const struct area *area,
                    size_t slot)
{
    const struct source_periods *periods = source_periods_of(model, series->source);
    return series->source->absent_is_zero && periods->slots.filled.items[slot] &&
           (!series->by_area || series_covers(model, series, area));
}

const struct input *series_input(const struct model *model, const struct series *series,
                                 const struct area *area, int period)
{
    static const struct input nothing = {0};
    static const struct input none = {.number = 0, .format = "0"};
    const struct slots *slots = &source_periods_of(model, series->source)->slots;
    size_t slot = slots_find(slots, series_has_periods(series) ? period : 0);
    if (slot == SLOT_NONE || (series->by_area && !area))
        return &nothing;
    const struct input *input =
        inputs_find(&series->inputs, series->by_area ? area->index : 0, slot);
    if (input && (input->line > 0 || input->is_corrected))
        return input;
    return is_none(model, series, area, slot) ? &none : &nothing;
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

// The figures of a series without areas, slot by slot.
static size_t input_count(const struct model *model, const struct series *series)
{
    return source_periods_of(model, series->source)->slots.periods.count;
}

static const struct input *input_at(const struct model *model, const struct series *series,
                                    size_t slot)
{
    const struct slots *slots = &source_periods_of(model, series->source)->slots;
    return series_input(model, series, NULL, slots->periods.items[slot]);
}

// Whether a sheet's targets are of its lines' figures, and not of what a column makes of them: a
// change, a rate.
static bool has_targets_of_figures(const struct sheet *sheet)
{
    if (sheet->format.text && !format_is_percent(sheet->format.text))
        return false;
    for (size_t i = 0; i < sheet->columns.count; i++) {
        const struct column *judged = &sheet->columns.items[i];
        bool is_light = judged->shows == COLUMN_JUDGE;
        if (!is_light && !judged->light)
            continue;
        judged = is_light ? meaning_column(sheet, judged->what.text) : judged;
        if (judged && judged->shows == COLUMN_FORMULA)
            return false;
    }
    return true;
}

// Whether a line says that its figures are percentages: by its format, its target, or by other
// figures of its own that were typed as such.
static bool is_percentage(const struct model *model, const struct series *series)
{
    const struct line *line = series->line->said;
    struct number target;
    if (line->format.text[0] != '\0')
        return format_is_percent(line->format.text);
    if (has_targets_of_figures(series->line->sheet) &&
        number_read(model->arena, line->target.text, &target) && format_is_percent(target.format))
        return true;
    for (size_t i = 0; i < input_count(model, series); i++) {
        if (typed_as_percent(input_at(model, series, i)))
            return true;
    }
    return typed_as_percent(series_input(model, series, NULL, 0));
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
        if (series->source->gives == SOURCE_GIVES_TEXTS || is_counted ||
            !is_percentage(model, series))
            continue;
        for (size_t k = 0; k < input_count(model, series); k++)
            check_percentage(model, series, input_at(model, series, k));
    }
}
