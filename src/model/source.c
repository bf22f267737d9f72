#include "model/source.h"

#include "base/file.h"
#include "base/spelling.h"
#include "base/text.h"
#include "layout/source_file.h"
#include "model/correction.h"
#include "model/intake.h"
#include "model/series.h"

#include <limits.h>
#include <string.h>

struct source_periods *source_periods_of(const struct model *model, const struct source *source)
{
    const struct layout *layout = model->layout;
    if (source == &model->recipients_source)
        return &model->source_periods[layout->sources.count];
    return &model->source_periods[source - layout->sources.items];
}

struct place source_place(const struct model *model, const struct source *source,
                          const struct input *input)
{
    const struct row row = {.line = input->line, .record = input->record};
    if (input->line == 0) // no row gave it
        return (struct place){.file = model->corrections->path};
    return table_place(model->arena, source_periods_of(model, source)->paths[input->file - 1], &row,
                       input->column);
}

// Periods -----------------------------------------------------------------------------------------

// "2007-04 to 2007-05", for messages.
static const char *periods_shown(const struct model *model, int first, int last)
{
    const struct calendar *calendar = &model->layout->calendar;
    struct period from = {calendar->every, first};
    struct period to = {calendar->every, last};
    const char *shown = period_show(model->arena, from, calendar, NULL);
    if (first == last)
        return shown;
    return arena_print(model->arena, "%s to %s", shown,
                       period_show(model->arena, to, calendar, NULL));
}

const char *source_periods_shown(const struct model *model, const struct source_periods *periods)
{
    size_t count = periods->seen.count;
    return count == 0
               ? "none"
               : periods_shown(model, periods->seen.items[0], periods->seen.items[count - 1]);
}

static bool has_period(const struct period_set *set, int period)
{
    for (size_t i = 0; i < set->count; i++) {
        if (set->items[i] == period)
            return true;
    }
    return false;
}

static void add_period(struct arena *arena, struct period_set *set, int period)
{
    size_t at = set->count;
    while (at > 0 && set->items[at - 1] > period)
        at--;
    if (at > 0 && set->items[at - 1] == period)
        return;
    *list_add(arena, set) = period;
    memmove(&set->items[at + 1], &set->items[at], (set->count - 1 - at) * sizeof(int));
    set->items[at] = period;
}

// What to do about periods that a file does not have.
static const char *missing_help(const struct model *model, const struct source_periods *periods,
                                struct span missing)
{
    int newest = periods->seen.items[periods->seen.count - 1];
    struct period period = {model->layout->calendar.every, newest};
    if (missing.last < periods->seen.items[0])
        return "put them into the file, or show a window that does not reach so "
               "far back";
    if (missing.first <= newest)
        return "put them into the file: sums over them would fall short";
    return arena_print(model->arena,
                       "is this the right file? --period %s makes the workbook as at "
                       "the newest that it has",
                       period_show(model->arena, period, &model->layout->calendar, NULL));
}

static void report_missing(struct model *model, const struct source_periods *periods,
                           struct span missing)
{
    problem_error(
        model->problems, periods->place, missing_help(model, periods, missing),
        "there are no figures for %s; the file has %s",
        periods_shown(model, missing.first, missing.last),
        periods_shown(model, periods->seen.items[0], periods->seen.items[periods->seen.count - 1]));
}

// Of a file that could not be read, or not all of it, it is not known what it has.
static bool is_known(const struct source_periods *periods)
{
    return periods->seen.count > 0 && !periods->has_faults;
}

bool source_may_have(const struct model *model, const struct source *source, int period)
{
    const struct source_periods *periods = source_periods_of(model, source);
    return !is_known(periods) || has_period(&periods->seen, period);
}

bool source_has_periods(struct model *model, const struct source *source, struct span span)
{
    struct source_periods *periods = source_periods_of(model, source);
    bool has_all = true;
    if (source->period_from == PERIOD_FROM_NOWHERE)
        return true;
    for (int period = span.first; period <= span.last; period++) {
        if (has_period(&periods->seen, period))
            continue;
        has_all = false;
        if (is_known(periods))
            add_period(model->run, &periods->missing, period);
    }
    return has_all;
}

void source_report_missing(struct model *model)
{
    for (size_t i = 0; i < model->layout->sources.count; i++) {
        const struct source_periods *periods = &model->source_periods[i];
        const struct period_set *missing = &periods->missing;
        for (size_t k = 0; k < missing->count;) {
            struct span span = {missing->items[k], missing->items[k]};
            for (k++; k < missing->count && missing->items[k] == span.last + 1; k++)
                span.last++;
            report_missing(model, periods, span);
        }
    }
}

// All sources -------------------------------------------------------------------------------------

// Whether a source gives the rows of a table, or the recipients.
static bool gives_rows(const struct model *model, const struct source *source)
{
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        if (text_equal(model->layout->sheets.items[i].source_rows.source.text, source->name))
            return true;
    }
    return text_equal(model->layout->recipients.source.text, source->name);
}

// The path of the file, or what the layout calls several.
static const char *source_shown(const struct model *model, const struct source *source)
{
    const struct source_periods *periods = source_periods_of(model, source);
    return periods->path_count == 1 ? periods->paths[0] : source->file.text;
}

static void report_recipient(struct model *model, const struct source *source,
                             const struct area *area)
{
    const struct table *table = &model->layout->recipients.table;
    size_t errors = model->problems->errors;
    LIST(const char *) others = {0};
    for (size_t i = model->areas.recipient_count; i < model->areas.items.count; i++)
        *list_add(model->arena, &others) = model->areas.items.items[i]->name;
    const char *nearest = spelling_nearest(area->name, others.items, others.count);
    problem_error(
        model->problems,
        table_place(model->arena, table->file, area->recipient, model->layout->recipients.name),
        nearest ? arena_print(model->arena,
                              "it has '%s': if that is the same, add it to the "
                              "recipient's `also called` cell",
                              nearest)
                : "take the recipient out, or ask for its figures",
        "'%s' has no figures in '%s'", area->name, source_shown(model, source));
    model_blame(model, area, errors);
}

// An area that is no recipient counts in the whole alone, which a slip of the pen should not.
static void check_spelling(struct model *model, const struct source *source,
                           const struct area *area)
{
    LIST(const char *) names = {0};
    for (size_t i = 0; i < model->areas.recipient_count; i++)
        *list_add(model->arena, &names) = model->areas.items.items[i]->name;
    const char *nearest = spelling_nearest(area->name, names.items, names.count);
    if (nearest)
        problem_warn(model->problems, source->file.place,
                     "if they are the same, add it to the recipient's `also called` cell",
                     "'%s' of '%s' is no recipient; is it '%s'?", area->name,
                     source_shown(model, source), nearest);
}

static void check_areas(struct model *model, const struct source *source)
{
    const struct source_periods *periods = source_periods_of(model, source);
    size_t unused;
    if (source->gives != SOURCE_GIVES_FIGURES || series_area_column(model, source, &unused) < 0)
        return;
    for (size_t i = 0; i < model->areas.items.count; i++) {
        const struct area *area = model->areas.items.items[i];
        bool is_covered = i < periods->covers.count && periods->covers.items[i];
        if (area->recipient && !is_covered)
            report_recipient(model, source, area);
        if (!area->recipient && is_covered)
            check_spelling(model, source, area);
    }
}

struct place source_line_place(const struct line *line)
{
    return line->value.place.cell ? line->value.place : line->label.place;
}

// The heading of the source that a part of a key stands under; those of areas are no part of it.
static const char *heading_of_part(const struct model *model, const struct source *source,
                                   size_t part)
{
    size_t area_match = source->matches.count;
    series_area_column(model, source, &area_match);
    size_t match = part < area_match ? part : part + 1;
    return match < source->matches.count ? source->matches.items[match].data_column.text : "";
}

const struct left_out *source_left_out(const struct model *model, const struct series *series)
{
    const char **parts;
    const struct source *source = series->source;
    size_t count = text_split(model->arena, series->key, SERIES_KEY_SEPARATOR, &parts);
    for (size_t part = 0; part + 1 < count; part++) {
        const char *heading = heading_of_part(model, source, part);
        for (size_t i = 0; i < source->left_out.count; i++) {
            const struct left_out *left_out = &source->left_out.items[i];
            if (text_same(left_out->column.text, heading) &&
                text_same(left_out->value.text, parts[part]))
                return left_out;
        }
    }
    return NULL;
}

// Where no row means none, a line without any row is no error; but it may be a slip of the pen.
// What the layout leaves out it says a reason for.
static void check_found(struct model *model, const struct series *series, const char *input)
{
    const struct line *line = series->line->said;
    const char *path = file_join(model->arena, input, series->source->file.text);
    struct place place = source_line_place(line);
    bool is_read = source_periods_of(model, series->source)->count.files > 0;
    if (series->found || !is_read || series->source->gives != SOURCE_GIVES_FIGURES)
        return;
    if (series->source->absent_is_zero && source_left_out(model, series))
        return;
    if (series->source->absent_is_zero)
        problem_warn(model->problems, place, "is it spelt as the file spells it?",
                     "line '%s' has no row in '%s', and is 0 throughout", line->id, path);
    else
        problem_error(model->problems, place,
                      "give it a row there, or write `none` as its value in the register",
                      "line '%s' has no figures in '%s'", line->id, path);
}

static bool has_series(const struct model *model, const struct source *source)
{
    for (size_t i = 0; i < model->series.count; i++) {
        if (model->series.items[i]->source == source)
            return true;
    }
    return false;
}

// Whether the registers have all columns that the source matches on; else there is a problem.
static bool has_matches(const struct model *model, const struct source *source)
{
    for (size_t i = 0; i < model->series.count; i++) {
        const struct series *series = model->series.items[i];
        const struct row *headings = &series->line->sheet->register_table.table.headings;
        for (size_t k = 0; series->source == source && k < source->matches.count; k++) {
            const char *heading = source->matches.items[k].register_column.text;
            if (layout_recipients_column(&model->layout->recipients, heading) < 0 &&
                table_column(headings, heading) < 0 && !text_same(heading, "id"))
                return false;
        }
    }
    return true;
}

static void read_source(struct model *model, const struct source *source, const char *input)
{
    struct source_periods *periods = source_periods_of(model, source);
    if (has_series(model, source) && has_matches(model, source)) {
        intake_read(model, source, input);
        return;
    }
    periods->path_count = source_files(source, input, model->run, model->problems, &periods->paths);
    if (!gives_rows(model, source) && model->problems->errors == 0)
        problem_warn(model->problems, source->place,
                     "name it as the `data` of a sheet, or in the `source` or `value` of a line",
                     "nothing uses source '%s'", source->name);
}

bool source_read_all(struct model *model, const char *input)
{
    size_t count = model->layout->sources.count;
    size_t errors = model->problems->errors;
    model->source_periods = arena_array(model->arena, struct source_periods, count + 1);
    model->first = INT_MAX;
    model->last = INT_MIN;
    for (size_t i = 0; i < count; i++)
        read_source(model, &model->layout->sources.items[i], input);
    if (model->problems->errors - model->blamed > errors)
        return false;
    for (size_t i = 0; i < model->series.count; i++)
        check_found(model, model->series.items[i], input);
    for (size_t i = 0; i < count; i++) {
        if (source_periods_of(model, &model->layout->sources.items[i])->count.files > 0)
            check_areas(model, &model->layout->sources.items[i]);
    }
    return model->problems->errors - model->blamed == errors;
}
