#include "model/source.h"

#include "base/file.h"
#include "base/number.h"
#include "base/spelling.h"
#include "base/text.h"
#include "model/series.h"

#include <limits.h>
#include <string.h>

// A figure as it was read, before it is known how many periods there are.
struct reading_row {
    struct series *series;
    size_t area;
    int period;
    struct input input;
};

// A source while it is read.
struct source_reader {
    struct model *model;
    const struct source *source;
    const char *path;
    const struct map *known;
    struct row headings;
    struct period *periods; // of each heading; kind PERIOD_NONE where it is none
    int *matches;           // column of each match
    size_t area_match;      // the match that says whose a row is
    int area_column;        // what it is matched with: a column of the recipients, or -1
    int period_column, value_column;
    struct arena scratch;
    LIST(struct reading_row) rows;
};

static const char period_example[] = "write months as 2007-05 or May-07, years as 2007/08";

static bool find_column(struct source_reader *reader, const struct said *heading, int *column)
{
    return layout_source_column(reader->path, &reader->headings, heading, column,
                                reader->model->problems);
}

static struct place heading_place(const struct source_reader *reader, size_t column)
{
    return table_place(reader->model->arena, reader->path, &reader->headings, (int)column);
}

// A period of the layout's calendar; PERIOD_NONE for any other text.
static struct period period_of(const struct source_reader *reader, const char *text)
{
    const struct calendar *calendar = &reader->model->layout->calendar;
    struct period period;
    if (period_read(text, calendar, &period) && period.kind == calendar->every)
        return period;
    return (struct period){.kind = PERIOD_NONE};
}

static bool check_period_heading(struct source_reader *reader, size_t column)
{
    struct problems *problems = reader->model->problems;
    const char *const *headings = reader->headings.cells;
    struct period period = reader->periods[column];
    bool has_digits = strpbrk(headings[column], "0123456789") != NULL;
    for (size_t i = 0; period.kind != PERIOD_NONE && i < column; i++) {
        if (reader->periods[i].kind != PERIOD_NONE && reader->periods[i].number == period.number)
            return problem_error(problems, heading_place(reader, column), "take one of them out",
                                 "'%s' and '%s' are the same period", headings[i],
                                 headings[column]);
    }
    for (size_t i = 0; i < reader->source->matches.count; i++)
        has_digits &= reader->matches[i] != (int)column;
    if (period.kind == PERIOD_NONE && has_digits)
        problem_warn(problems, heading_place(reader, column), period_example,
                     "'%s' is not a period, so its figures are left out", headings[column]);
    return true;
}

static bool find_period_headings(struct source_reader *reader)
{
    struct model *model = reader->model;
    struct source_periods *periods = source_periods_of(model, reader->source);
    int newest = 0;
    bool found = false;
    bool sound = true;
    for (size_t i = 0; i < reader->headings.count; i++) {
        struct period period = period_of(reader, reader->headings.cells[i]);
        reader->periods[i] = period;
        if (period.kind != PERIOD_NONE && (!found || period.number > newest)) {
            newest = period.number;
            periods->place = heading_place(reader, i);
            found = true;
        }
    }
    for (size_t i = 0; found && i < reader->headings.count; i++)
        sound &= check_period_heading(reader, i);
    if (found)
        return sound;
    return problem_error(model->problems, heading_place(reader, 0), period_example,
                         "no heading of this file is a period");
}

// A heading that the layout need not name, since it is usual.
static bool find_usual_column(struct source_reader *reader, const char *heading, const char *help,
                              int *column)
{
    *column = table_column(&reader->headings, heading);
    return *column >= 0 || problem_error(reader->model->problems, heading_place(reader, 0), help,
                                         "no column is headed '%s'", heading);
}

static bool find_match(struct source_reader *reader, size_t number)
{
    const struct match *match = &reader->source->matches.items[number];
    bool is_said = match->data_column.place.line != reader->source->place.line ||
                   match->data_column.place.column != reader->source->place.column;
    if (is_said)
        return find_column(reader, &match->data_column, &reader->matches[number]);
    return find_usual_column(reader, match->data_column.text,
                             "call the column so that names the lines, or say which it is, as in "
                             "match: {measure: id}",
                             &reader->matches[number]);
}

// Finds the columns that the source needs among the headings.
static bool find_columns(struct source_reader *reader)
{
    const struct source *source = reader->source;
    struct model *model = reader->model;
    bool sound = true;
    reader->matches = arena_array(model->arena, int, source->matches.count);
    reader->periods = arena_array(model->arena, struct period, reader->headings.count);
    reader->area_column = series_area_column(model, source, &reader->area_match);
    for (size_t i = 0; i < source->matches.count; i++)
        sound &= find_match(reader, i);
    if (source->period_from == PERIOD_FROM_HEADINGS)
        return find_period_headings(reader) && sound;
    if (source->period_from == PERIOD_FROM_COLUMN) {
        sound &= find_column(reader, &source->period_column, &reader->period_column);
        source_periods_of(model, source)->place =
            heading_place(reader, (size_t)reader->period_column);
    }
    if (source->value.text)
        return find_column(reader, &source->value, &reader->value_column) && sound;
    return find_usual_column(reader, "value",
                             "call the column of figures so, or say which it is, "
                             "as in value: count",
                             &reader->value_column) &&
           sound;
}

static const char *row_key(struct source_reader *reader, const struct row *row)
{
    struct text key = {.arena = &reader->scratch};
    for (size_t i = 0; i < reader->source->matches.count; i++) {
        if (reader->area_column >= 0 && i == reader->area_match)
            continue;
        text_add(&key, row_cell(row, reader->matches[i]));
        text_add_char(&key, SERIES_KEY_SEPARATOR);
    }
    return text_done(&key);
}

// Whose a row is: its number among the areas; 0 in a source without areas.
static size_t row_area(struct source_reader *reader, const struct row *row)
{
    struct model *model = reader->model;
    struct source_periods *periods = source_periods_of(model, reader->source);
    if (reader->area_column < 0)
        return 0;
    const char *text = row_cell(row, reader->matches[reader->area_match]);
    const struct area *area = areas_find(&model->areas, reader->area_column, text);
    while (periods->covers.count <= area->index)
        *list_add(model->run, &periods->covers) = false;
    periods->covers.items[area->index] = true;
    return area->index;
}

// Says of the errors since there were `errors` of them that they are of an area's figures alone.
static void blame(struct source_reader *reader, size_t area, size_t errors)
{
    if (reader->area_column >= 0)
        model_blame(reader->model, reader->model->areas.items.items[area], errors);
}

// One figure: a number, an accepted word, or nothing.
static void read_figure(struct source_reader *reader, struct series *series, size_t area,
                        const struct row *row, int column, int period)
{
    struct model *model = reader->model;
    const char *typed = row_cell(row, column);
    struct input input = {
        .line = (uint32_t)row->line,
        .record = (uint32_t)row->record,
        .column = (uint32_t)column,
    };
    struct number number;
    if (number_read(model->arena, typed, &number)) {
        input.number = number.value;
        input.format = number.format;
    } else if (layout_accepts_word(model->layout, typed)) {
        input.text = arena_copy(model->arena, typed);
    } else if (typed[0] != '\0') {
        size_t errors = model->problems->errors;
        problem_error(model->problems, table_place(model->arena, reader->path, row, column),
                      "write a number, leave the cell empty, or list the word under "
                      "words: accept: in the layout",
                      "'%s' is not a number", typed);
        blame(reader, area, errors);
        return;
    } else {
        return;
    }
    *list_add(&reader->scratch, &reader->rows) =
        (struct reading_row){.series = series, .area = area, .period = period, .input = input};
}

// A key as a person would write it: "BURGLARY", "type 1, Camden".
static const char *key_shown(struct arena *arena, const char *key)
{
    struct text shown = {.arena = arena};
    for (const char *at = key; *at != '\0'; at++) {
        if (*at != SERIES_KEY_SEPARATOR)
            text_add_char(&shown, *at);
        else if (at[1] != '\0')
            text_add(&shown, ", ");
    }
    return text_done(&shown);
}

// The nearest key to one that no line takes, or NULL.
static const char *nearest_key(struct source_reader *reader, const char *key)
{
    struct model *model = reader->model;
    LIST(const char *) keys = {0};
    for (size_t i = 0; i < model->series.count; i++) {
        if (model->series.items[i]->source == reader->source)
            *list_add(&reader->scratch, &keys) =
                key_shown(&reader->scratch, model->series.items[i]->key);
    }
    return spelling_nearest(key, keys.items, keys.count);
}

// Whether a table leaves some values of the source out, as its `limit:` says.
static bool is_limited(const struct model *model, const struct source *source)
{
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        const struct source_rows *rows = &model->layout->sheets.items[i].source_rows;
        if (rows->limit > 0 && rows->each_value_of.text &&
            text_equal(rows->source.text, source->name))
            return true;
    }
    return false;
}

static void report_left_over(struct source_reader *reader, const struct row *row, const char *key)
{
    struct model *model = reader->model;
    const char *shown = key_shown(model->arena, key);
    const char *nearest = nearest_key(reader, shown);
    problem_error(model->problems, table_place(model->arena, reader->path, row, reader->matches[0]),
                  nearest ? arena_print(model->arena, "did you mean '%s'?", nearest)
                          : "add a line for it to the register, or take the row out",
                  "no line takes '%s'", shown);
}

static bool read_row_period(struct source_reader *reader, const struct row *row, int *period)
{
    struct model *model = reader->model;
    *period = 0;
    if (reader->source->period_from != PERIOD_FROM_COLUMN)
        return true;
    const char *typed = row_cell(row, reader->period_column);
    struct period read = period_of(reader, typed);
    *period = read.number;
    source_periods_of(model, reader->source)->has_faults |= read.kind == PERIOD_NONE;
    return read.kind != PERIOD_NONE ||
           problem_error(model->problems,
                         table_place(model->arena, reader->path, row, reader->period_column),
                         period_example, "'%s' is not a period", typed);
}

// A row goes to each series of its key: one for each column of figures that
// lines ask for.
static void read_row(struct source_reader *reader, const struct row *row)
{
    const char *key = row_key(reader, row);
    size_t area = row_area(reader, row);
    struct series *known = series_known(reader->known, reader->source, key, &reader->scratch);
    for (struct series *series = known; series; series = series->next) {
        series->found = true;
        if (reader->source->period_from == PERIOD_FROM_HEADINGS) {
            for (size_t column = 0; column < reader->headings.count; column++) {
                if (reader->periods[column].kind != PERIOD_NONE)
                    read_figure(reader, series, area, row, (int)column,
                                reader->periods[column].number);
            }
            continue;
        }
        int period;
        struct said heading = {.text = series->value_column, .place = reader->source->place};
        int column = reader->value_column;
        if (series->value_column && !find_column(reader, &heading, &column))
            continue;
        if (read_row_period(reader, row, &period))
            read_figure(reader, series, area, row, column, period);
    }
    bool all_are_lines =
        !reader->model->layout->lacks_lines && !is_limited(reader->model, reader->source);
    if (!known && all_are_lines)
        report_left_over(reader, row, key);
}

// False where the set has the period already.
static bool add_period(struct arena *arena, struct period_set *set, int period)
{
    size_t at = set->count;
    while (at > 0 && set->items[at - 1] > period)
        at--;
    if (at > 0 && set->items[at - 1] == period)
        return false;
    *list_add(arena, set) = period;
    memmove(&set->items[at + 1], &set->items[at], (set->count - 1 - at) * sizeof(int));
    set->items[at] = period;
    return true;
}

// Notes a period of the source, and widens the model's.
static void see_period(struct source_reader *reader, int period)
{
    struct model *model = reader->model;
    if (!add_period(model->run, &source_periods_of(model, reader->source)->seen, period))
        return;
    model->first = period < model->first ? period : model->first;
    model->last = period > model->last ? period : model->last;
}

static void see_periods(struct source_reader *reader)
{
    if (reader->source->period_from == PERIOD_FROM_COLUMN) {
        for (size_t i = 0; i < reader->rows.count; i++)
            see_period(reader, reader->rows.items[i].period);
    }
    if (reader->source->period_from == PERIOD_FROM_HEADINGS) {
        for (size_t i = 0; i < reader->headings.count; i++) {
            if (reader->periods[i].kind != PERIOD_NONE)
                see_period(reader, reader->periods[i].number);
        }
    }
}

static bool read_headings(struct source_reader *reader, struct table_reader *table)
{
    struct arena *arena = reader->model->arena;
    struct row row;
    if (!table_next(table, &row))
        return false;
    reader->headings = (struct row){.line = row.line, .record = row.record, .count = row.count};
    reader->headings.cells = arena_array(arena, const char *, row.count);
    for (size_t i = 0; i < row.count; i++)
        reader->headings.cells[i] = arena_copy(arena, row.cells[i]);
    return true;
}

static void read_rows(struct source_reader *reader, struct table_reader *table)
{
    struct problems *problems = reader->model->problems;
    size_t errors = problems->errors;
    size_t count = 0;
    for (struct row row; table_next(table, &row); count++)
        read_row(reader, &row);
    see_periods(reader);
    if (count == 0 && problems->errors == errors && !reader->source->absent_is_zero)
        problem_error(problems, heading_place(reader, 0), "is it the right file?",
                      "the file has headings, but no figures below them");
}

static void read_source(struct source_reader *reader, const char *input)
{
    struct model *model = reader->model;
    reader->path = layout_source_path(reader->source, input, model->arena, model->problems);
    source_periods_of(model, reader->source)->path = reader->path;
    if (!reader->path)
        return;
    struct table_reader *table = table_open(reader->path, model->arena, model->problems);
    if (!table)
        return;
    size_t errors = model->problems->errors;
    if (read_headings(reader, table)) {
        if (find_columns(reader))
            read_rows(reader, table);
    } else if (model->problems->errors == errors) {
        problem_error(model->problems, (struct place){.file = reader->path},
                      "its first line holds headings, those below it figures", "the file is empty");
    }
    table_close(table);
}

struct place source_place(const struct model *model, const struct source *source,
                          const struct input *input)
{
    const struct row row = {.line = input->line, .record = input->record};
    return table_place(model->arena, source_periods_of(model, source)->path, &row,
                       (int)input->column);
}

// A row of many periods is one mistake, whatever the number of its figures.
static void report_second(struct source_reader *reader, const struct reading_row *read,
                          const struct input *first)
{
    struct model *model = reader->model;
    bool is_row = reader->source->period_from == PERIOD_FROM_HEADINGS;
    struct input second = read->input;
    size_t errors = model->problems->errors;
    if (is_row)
        second.column = (uint32_t)reader->matches[0];
    problem_error(model->problems, source_place(model, reader->source, &second),
                  "take one of them out, or say `rows: add up` for the source",
                  "%s '%s'; the first stands in line %zu",
                  is_row ? "a second row for" : "a second figure for", read->series->line->said->id,
                  (size_t)first->line);
    blame(reader, read->area, errors);
}

static void place_figure(struct source_reader *reader, const struct reading_row *read)
{
    struct input *input = series_cell(reader->model, read->series, read->area, read->period);
    if (input->line == 0) {
        *input = read->input;
    } else if (reader->source->adds_up && !input->text && !read->input.text) {
        input->number += read->input.number;
    } else {
        report_second(reader, read, input);
    }
}

static bool line_may_be_absent(const struct series *series)
{
    return series->found || series->source->absent_is_zero;
}

static void report_not_found(struct model *model, const struct series *series, const char *input)
{
    const struct line *line = series->line->said;
    const char *path = file_join(model->arena, input, series->source->file.text);
    struct place place = line->value.place.cell ? line->value.place : line->label.place;
    problem_error(model->problems, place,
                  "give it a row there, or write `none` as its value in the register",
                  "line '%s' has no figures in '%s'", line->id, path);
}

struct source_periods *source_periods_of(const struct model *model, const struct source *source)
{
    return &model->source_periods[source - model->layout->sources.items];
}

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
bool source_has_periods(struct model *model, const struct source *source, struct span span)
{
    struct source_periods *periods = source_periods_of(model, source);
    bool is_known = periods->seen.count > 0 && !periods->has_faults;
    bool has_all = true;
    if (source->period_from == PERIOD_FROM_NOWHERE)
        return true;
    for (int period = span.first; period <= span.last; period++) {
        if (has_period(&periods->seen, period))
            continue;
        has_all = false;
        if (is_known)
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

// Whether a source is there for the rows of a table alone, so that it has no
// figures to read.
static bool gives_rows_only(const struct model *model, const struct source *source)
{
    for (size_t i = 0; i < model->series.count; i++) {
        if (model->series.items[i]->source == source)
            return false;
    }
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        if (text_equal(model->layout->sheets.items[i].source_rows.source.text, source->name))
            return true;
    }
    return text_equal(model->layout->recipients.source.text, source->name);
}

static void report_recipient(struct source_reader *reader, const struct area *area)
{
    struct model *model = reader->model;
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
        "'%s' has no figures in '%s'", area->name, reader->path);
    model_blame(model, area, errors);
}

// Recipients without any figures are a problem; areas that are no recipients
// are told in one line.
static void check_areas(struct source_reader *reader)
{
    struct model *model = reader->model;
    const struct source_periods *periods = source_periods_of(model, reader->source);
    struct text others = {.arena = model->arena};
    if (reader->area_column < 0 || !reader->headings.cells)
        return;
    for (size_t i = 0; i < model->areas.items.count; i++) {
        const struct area *area = model->areas.items.items[i];
        bool covered = i < periods->covers.count && periods->covers.items[i];
        if (area->recipient && !covered)
            report_recipient(reader, area);
        if (!area->recipient && covered)
            text_print(&others, "%s'%s'", others.length > 0 ? ", " : "", area->name);
    }
    if (others.length > 0)
        problem_warn(model->problems, reader->source->file.place, NULL,
                     "areas of '%s' that are no recipients count in the whole alone: %s",
                     reader->path, text_done(&others));
}

bool source_read_all(struct model *model, const char *input, const struct map *known)
{
    size_t count = model->layout->sources.count;
    struct source_reader *readers = arena_array(model->arena, struct source_reader, count);
    size_t errors = model->problems->errors;
    model->source_periods = arena_array(model->arena, struct source_periods, count);
    model->first = INT_MAX;
    model->last = INT_MIN;
    for (size_t i = 0; i < count; i++) {
        readers[i].model = model;
        readers[i].source = &model->layout->sources.items[i];
        readers[i].known = known;
        arena_init(&readers[i].scratch);
        if (!gives_rows_only(model, readers[i].source))
            read_source(&readers[i], input);
    }
    series_make_room(model);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < readers[i].rows.count; k++)
            place_figure(&readers[i], &readers[i].rows.items[k]);
        arena_free(&readers[i].scratch);
    }
    if (model->problems->errors - model->blamed > errors)
        return false;
    for (size_t i = 0; i < model->series.count; i++) {
        struct series *series = model->series.items[i];
        if (!line_may_be_absent(series))
            report_not_found(model, series, input);
        series_fill_absent(model, series);
    }
    for (size_t i = 0; i < count; i++)
        check_areas(&readers[i]);
    return model->problems->errors - model->blamed == errors;
}
