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
    size_t record; // as Excel numbers rows, for a message
    int column;
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

static bool find_column(struct source_reader *reader, const struct said *heading, int *column)
{
    return layout_source_column(reader->path, &reader->headings, heading, column,
                                reader->model->problems);
}

static bool find_period_headings(struct source_reader *reader)
{
    struct model *model = reader->model;
    const struct calendar *calendar = &model->layout->calendar;
    size_t found = 0;
    for (size_t i = 0; i < reader->headings.count; i++) {
        struct period *period = &reader->periods[i];
        if (period_read(reader->headings.cells[i], calendar, period) &&
            period->kind == calendar->every)
            found++;
        else
            *period = (struct period){.kind = PERIOD_NONE};
    }
    if (found > 0)
        return true;
    return problem_error(model->problems,
                         table_place(model->arena, reader->path, &reader->headings, 0),
                         "write months as 2007-05 or May-07, years as 2007/08",
                         "no heading of this file is a period");
}

static bool find_match(struct source_reader *reader, size_t number)
{
    const struct match *match = &reader->source->matches.items[number];
    return find_column(reader, &match->data_column, &reader->matches[number]);
}

// Finds the columns that the source needs among the headings.
static bool find_columns(struct source_reader *reader)
{
    const struct source *source = reader->source;
    static const struct said value = {.text = "value"};
    struct model *model = reader->model;
    bool sound = true;
    reader->matches = arena_array(model->arena, int, source->matches.count);
    reader->periods = arena_array(model->arena, struct period, reader->headings.count);
    reader->area_column = series_area_column(model, source, &reader->area_match);
    for (size_t i = 0; i < source->matches.count; i++)
        sound &= find_match(reader, i);
    if (source->period_from == PERIOD_FROM_HEADINGS)
        return find_period_headings(reader) && sound;
    if (source->period_from == PERIOD_FROM_COLUMN)
        sound &= find_column(reader, &source->period_column, &reader->period_column);
    struct said heading = source->value.text ? source->value : value;
    if (!source->value.text)
        heading.place = source->place;
    return find_column(reader, &heading, &reader->value_column) && sound;
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

// One figure: a number, an accepted word, or nothing.
static void read_figure(struct source_reader *reader, struct series *series, size_t area,
                        const struct row *row, int column, int period)
{
    struct model *model = reader->model;
    const char *typed = row_cell(row, column);
    struct input input = {.line = row->line};
    struct number number;
    if (number_read(model->arena, typed, &number)) {
        input.number = number.value;
        input.format = number.format;
    } else if (layout_accepts_word(model->layout, typed)) {
        input.text = arena_copy(model->arena, typed);
    } else if (typed[0] != '\0') {
        problem_error(model->problems, table_place(model->arena, reader->path, row, column),
                      "write a number, leave the cell empty, or list the word under "
                      "words: accept: in the layout",
                      "'%s' is not a number", typed);
        return;
    } else {
        return;
    }
    *list_add(&reader->scratch, &reader->rows) = (struct reading_row){.series = series,
                                                                      .area = area,
                                                                      .period = period,
                                                                      .input = input,
                                                                      .record = row->record,
                                                                      .column = column};
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
    struct period read;
    const char *typed = row_cell(row, reader->period_column);
    if (!period_read(typed, &model->layout->calendar, &read) ||
        read.kind != model->layout->calendar.every) {
        return problem_error(
            model->problems, table_place(model->arena, reader->path, row, reader->period_column),
            "write months as 2007-05 or May-07, years as 2007/08", "'%s' is not a period", typed);
    }
    *period = read.number;
    return true;
}

// A row goes to each series of its key: one for each column of figures that lines ask for.
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
    if (!known && !is_limited(reader->model, reader->source))
        report_left_over(reader, row, key);
}

// Notes a period of the source, in order, and widens the model's.
static void see_period(struct source_reader *reader, int period)
{
    struct model *model = reader->model;
    struct source_periods *periods = source_periods_of(model, reader->source);
    size_t at = periods->seen.count;
    while (at > 0 && periods->seen.items[at - 1] > period)
        at--;
    if (at > 0 && periods->seen.items[at - 1] == period)
        return;
    *list_add(model->run, &periods->seen) = period;
    memmove(&periods->seen.items[at + 1], &periods->seen.items[at],
            (periods->seen.count - 1 - at) * sizeof(int));
    periods->seen.items[at] = period;
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
    struct row row;
    if (!table_next(table, &row)) {
        problem_error(model->problems, (struct place){.file = reader->path}, NULL,
                      "the file is empty");
    } else {
        reader->headings = (struct row){.line = row.line, .record = row.record, .count = row.count};
        reader->headings.cells = arena_array(model->arena, const char *, row.count);
        for (size_t i = 0; i < row.count; i++)
            reader->headings.cells[i] = arena_copy(model->arena, row.cells[i]);
        if (find_columns(reader)) {
            while (table_next(table, &row))
                read_row(reader, &row);
            see_periods(reader);
        }
    }
    table_close(table);
}

static void place_figure(struct source_reader *reader, const struct reading_row *read)
{
    struct model *model = reader->model;
    struct input *input = series_cell(model, read->series, read->area, read->period);
    if (input->line == 0) {
        *input = read->input;
    } else if (reader->source->adds_up && !input->text && !read->input.text) {
        input->number += read->input.number;
    } else {
        struct row row = {.line = read->input.line, .record = read->record};
        problem_error(model->problems, table_place(model->arena, reader->path, &row, read->column),
                      "take one of them out, or say `rows: add up` for the source",
                      "a second figure for '%s'; the first stands in line %zu",
                      read->series->line->said->id, input->line);
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
    struct place place = line->value.place.file ? line->value.place : line->label.place;
    problem_error(model->problems, place,
                  "give it a row there, or write `none` as its value in the register",
                  "line '%s' has no figures in '%s'", line->id, path);
}

struct source_periods *source_periods_of(const struct model *model, const struct source *source)
{
    return &model->source_periods[source - model->layout->sources.items];
}

const char *source_periods_shown(const struct model *model, const struct source_periods *periods)
{
    const struct calendar *calendar = &model->layout->calendar;
    if (periods->seen.count == 0)
        return "none";
    struct period first = {calendar->every, periods->seen.items[0]};
    struct period last = {calendar->every, periods->seen.items[periods->seen.count - 1]};
    const char *first_shown = period_show(model->arena, first, calendar, NULL);
    if (first.number == last.number)
        return first_shown;
    return arena_print(model->arena, "%s to %s", first_shown,
                       period_show(model->arena, last, calendar, NULL));
}

static bool is_among(const int *items, size_t count, int item)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i] == item)
            return true;
    }
    return false;
}

bool source_has_period(struct model *model, const struct source *source, int number)
{
    struct source_periods *periods = source_periods_of(model, source);
    struct period period = {model->layout->calendar.every, number};
    if (source->period_from == PERIOD_FROM_NOWHERE ||
        is_among(periods->seen.items, periods->seen.count, number))
        return true;
    if (is_among(periods->reported.items, periods->reported.count, number))
        return false;
    *list_add(model->run, &periods->reported) = number;
    return problem_error(model->problems, source->file.place,
                         "is this last month's file? `--period` builds another period than the "
                         "layout's latest",
                         "no figures for %s in '%s'; it has %s",
                         period_show(model->arena, period, &model->layout->calendar, NULL),
                         source->file.text, source_periods_shown(model, periods));
}

// Whether a source is there for the rows of a table alone, so that it has no figures to read.
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
    return false;
}

static void report_recipient(struct source_reader *reader, const struct area *area)
{
    struct model *model = reader->model;
    const struct table *table = &model->layout->recipients.table;
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
}

// Recipients without any figures are a problem; areas that are no recipients are told in one line.
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
    if (model->problems->errors > errors)
        return false;
    for (size_t i = 0; i < model->series.count; i++) {
        struct series *series = model->series.items[i];
        if (!line_may_be_absent(series))
            report_not_found(model, series, input);
        series_fill_absent(model, series);
    }
    for (size_t i = 0; i < count; i++)
        check_areas(&readers[i]);
    return model->problems->errors == errors;
}
