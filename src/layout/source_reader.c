#include "layout/source_reader.h"

#include "base/spelling.h"
#include "base/text.h"
#include "layout/source_file.h"
#include "layout/token.h"
#include "table/separator.h"

#include <string.h>

static const char period_example[] = "write months as 2007-05 or May-07, years as 2007/08";

// Headings ----------------------------------------------------------------------------------------

// "2025-11", "2025-11 [p]"
bool source_period(const struct source_reader *reader, const char *heading, struct period *period,
                   bool *is_provisional)
{
    const char *unmarked = text_without_end(reader->arena, heading, reader->provisional_mark);
    *is_provisional = unmarked != NULL;
    return period_read(unmarked ? unmarked : heading, reader->calendar, period);
}

static bool is_period(const struct source_reader *reader, const char *heading)
{
    struct period period;
    bool unused;
    return source_period(reader, heading, &period, &unused) &&
           period.kind == reader->calendar->every;
}

static bool has_period(const struct source_reader *reader, const struct row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (is_period(reader, row->cells[i]))
            return true;
    }
    return false;
}

static size_t wanted_count(const struct source_reader *reader)
{
    return reader->wanted.count + reader->names.count + (reader->calendar ? 1 : 0);
}

// How many of the columns that are wanted a row has.
static size_t wanted_in(const struct source_reader *reader, const struct row *row)
{
    size_t count = reader->calendar && has_period(reader, row);
    for (size_t i = 0; i < reader->wanted.count; i++)
        count += table_column(row, reader->wanted.items[i].heading.text) >= 0;
    for (size_t i = 0; i < reader->names.count; i++)
        count += condition_column(row, reader->names.items[i]->text) >= 0;
    return count;
}

static struct place heading_place(const struct source_reader *reader, int column)
{
    return table_place(reader->arena, reader->path, &reader->headings, column);
}

static void report_no_column(const struct source_reader *reader, struct place place,
                             const char *name)
{
    const struct row *headings = &reader->headings;
    const char *nearest = spelling_nearest(name, headings->cells, headings->count);
    problem_error(reader->problems, place,
                  nearest ? arena_print(reader->arena, "its headings have '%s'", nearest) : NULL,
                  "'%s' has no column '%s'", reader->path, name);
}

static bool is_wanted(const struct source_reader *reader, const char *heading)
{
    for (size_t i = 0; i < reader->wanted.count; i++) {
        if (text_same(reader->wanted.items[i].heading.text, heading))
            return true;
    }
    return false;
}

// A heading that looks like a period and is none may be a slip of the pen.
static void check_periods(const struct source_reader *reader)
{
    for (size_t i = 0; i < reader->headings.count; i++) {
        const char *heading = reader->headings.cells[i];
        if (!is_period(reader, heading) && strpbrk(heading, "0123456789") &&
            !is_wanted(reader, heading))
            problem_warn(reader->problems, heading_place(reader, (int)i), period_example,
                         "'%s' is not a period, so its figures are left out", heading);
    }
}

static void report_wanted(const struct source_reader *reader)
{
    const struct row *headings = &reader->headings;
    for (size_t i = 0; i < reader->wanted.count; i++) {
        const struct wanted *wanted = &reader->wanted.items[i];
        const char *text = wanted->heading.text;
        if (table_column(headings, text) >= 0)
            continue;
        if (wanted->help)
            problem_error(reader->problems, heading_place(reader, 0), wanted->help,
                          "no column is headed '%s'", text);
        else
            report_no_column(reader, wanted->heading.place, text);
    }
    for (size_t i = 0; i < reader->names.count; i++) {
        const struct expression *name = reader->names.items[i];
        if (condition_column(headings, name->text) < 0)
            report_no_column(reader, name->place, name->text);
    }
    if (reader->calendar && !has_period(reader, headings))
        problem_error(reader->problems, heading_place(reader, 0), period_example,
                      "no heading of this file is a period");
}

static void report_preamble(const struct source_reader *reader, const struct row *first)
{
    const char *text = first->cells[0];
    for (size_t i = 1; *text == '\0' && i < first->count; i++)
        text = first->cells[i];
    problem_warn(reader->problems, heading_place(reader, 0),
                 arena_print(reader->arena, "if that is right, `skip: %zu` says so in the layout",
                             reader->headings.record - 1),
                 "the headings stand here; what stands above them, from '%s' on, is passed over",
                 token_quote(reader->arena, text, text + strlen(text)));
}

// Whether a row has more of what is wanted where its cells are cut at semicolons or tabs.
static bool is_separated(const struct source_reader *reader, const struct row *row)
{
    char separator = separator_of(row);
    if (!separator)
        return false;
    struct row cut = separator_cut(reader->arena, row, separator);
    return wanted_in(reader, &cut) > wanted_in(reader, row);
}

// Turns to the first row that has all that is wanted, or to the one that has most of it. Returns
// how much that is; `*first` is the first row that could have been it.
static size_t search_headings(struct source_reader *reader, struct row *first)
{
    enum { LOOKED_AT = 40 };
    size_t skip = (size_t)reader->source->skip;
    size_t most = 0, looked_at = 0;
    struct row row;
    while (looked_at < LOOKED_AT && table_next(reader->table, &row)) {
        if (row.record <= skip)
            continue;
        size_t found = wanted_in(reader, &row);
        if (looked_at++ == 0)
            *first = reader->headings = row_copy(reader->arena, &row);
        else if (found > most || (most == 0 && is_separated(reader, &row)))
            reader->headings = row_copy(reader->arena, &row);
        most = found > most ? found : most;
        if (skip > 0 || found == wanted_count(reader))
            break;
    }
    return most;
}

static bool find_headings(struct source_reader *reader)
{
    struct problems *problems = reader->problems;
    size_t errors = problems->errors;
    struct row first = {0};
    reader->headings = (struct row){0};
    size_t found = search_headings(reader, &first);
    if (problems->errors > errors)
        return false;
    if (first.count == 0)
        return problem_error(problems, (struct place){.file = reader->path},
                             "its first line holds headings, those below it figures",
                             "the file is empty");
    if (reader->calendar && has_period(reader, &reader->headings))
        check_periods(reader);
    if (found < wanted_count(reader) && is_separated(reader, &reader->headings))
        separator_refuse(problems, heading_place(reader, 0), separator_of(&reader->headings));
    else if (found < wanted_count(reader))
        report_wanted(reader);
    else if (reader->headings.line != first.line)
        report_preamble(reader, &first);
    return problems->errors == errors;
}

// A column that stands twice is an error: which of the two is meant?
static bool check_column(struct source_reader *reader, int column)
{
    const struct row *headings = &reader->headings;
    const char *heading = row_cell(headings, column);
    bool sound = true;
    for (size_t i = (size_t)column + 1; *heading != '\0' && i < headings->count; i++) {
        if (!text_same(headings->cells[i], heading))
            continue;
        sound = problem_error(reader->problems, heading_place(reader, (int)i),
                              "rename one of them, or remove its column",
                              "the heading '%s' stands in %s already",
                              token_quote(reader->arena, heading, heading + strlen(heading)),
                              heading_place(reader, column).cell);
    }
    return sound;
}

static bool check_columns(struct source_reader *reader)
{
    bool sound = true;
    for (size_t i = 0; reader->all_must_differ && i < reader->headings.count; i++)
        sound &= check_column(reader, (int)i);
    for (size_t i = 0; i < reader->wanted.count; i++)
        sound &= check_column(
            reader, table_column(&reader->headings, reader->wanted.items[i].heading.text));
    for (size_t i = 0; i < reader->names.count; i++)
        sound &=
            check_column(reader, condition_column(&reader->headings, reader->names.items[i]->text));
    return sound;
}

// Files -------------------------------------------------------------------------------------------

void source_want(struct source_reader *reader, struct said heading, const char *help)
{
    for (size_t i = 0; i < reader->wanted.count; i++) {
        if (text_same(reader->wanted.items[i].heading.text, heading.text))
            return;
    }
    *list_add(reader->arena, &reader->wanted) = (struct wanted){heading, help};
}

static void open_condition(struct source_reader *reader, struct condition *condition,
                           struct expression *tree)
{
    condition_open(condition, tree, reader->arena, reader->problems);
    for (size_t i = 0; i < condition->names.count; i++)
        *list_add(reader->arena, &reader->names) = condition->names.items[i];
}

bool source_open(struct source_reader *reader, const struct source *source, const char *input,
                 struct arena *arena, struct problems *problems)
{
    *reader = (struct source_reader){.source = source, .arena = arena, .problems = problems};
    reader->count.left_out = arena_array(arena, size_t, source->left_out.count);
    reader->left_out_columns = arena_array(arena, int, source->left_out.count);
    for (size_t i = 0; i < source->left_out.count; i++)
        source_want(reader, source->left_out.items[i].column, NULL);
    open_condition(reader, &reader->where, source->where);
    open_condition(reader, &reader->provisional, source->provisional);
    reader->path_count = source_files(source, input, arena, problems, &reader->paths);
    return reader->path_count > 0;
}

static void report_misplaced(struct source_reader *reader)
{
    static const char help[] = "give its column a heading; or, where a comma in a text split it in "
                               "two, put that text in quotes";
    if (reader->misplaced_count == 1)
        problem_error(reader->problems, reader->misplaced, help, "'%s' stands under no heading",
                      reader->misplaced_text);
    else if (reader->misplaced_count > 1)
        problem_error(reader->problems, reader->misplaced, help,
                      "'%s' stands under no heading; %zu rows have a cell too many",
                      reader->misplaced_text, reader->misplaced_count);
    reader->misplaced_count = 0;
}

static void close_file(struct source_reader *reader)
{
    report_misplaced(reader);
    table_close(reader->table);
    reader->table = NULL;
}

// Nothing of the kind may be in this month's files; but it may be a slip of the pen.
static void report_not_left_out(const struct source_reader *reader)
{
    for (size_t i = 0; i < reader->source->left_out.count; i++) {
        const struct left_out *left_out = &reader->source->left_out.items[i];
        if (reader->count.left_out[i] == 0)
            problem_warn(reader->problems, left_out->value.place, NULL,
                         "no row of '%s' has '%s' under '%s'", reader->source->file.text,
                         left_out->value.text, left_out->column.text);
    }
}

static bool open_file(struct source_reader *reader)
{
    const struct source *source = reader->source;
    reader->path = reader->paths[reader->file++];
    reader->table = table_open(reader->path, reader->arena, reader->problems);
    if (!reader->table)
        return false;
    if (!find_headings(reader) || !check_columns(reader)) {
        close_file(reader);
        return false;
    }
    condition_bind(&reader->where, &reader->headings);
    condition_bind(&reader->provisional, &reader->headings);
    for (size_t i = 0; i < source->left_out.count; i++)
        reader->left_out_columns[i] =
            table_column(&reader->headings, source->left_out.items[i].column.text);
    reader->count.files++;
    return true;
}

bool source_next_file(struct source_reader *reader)
{
    close_file(reader);
    while (reader->file < reader->path_count) {
        if (open_file(reader))
            return true;
    }
    if (reader->count.files == reader->path_count)
        report_not_left_out(reader);
    return false;
}

void source_close(struct source_reader *reader)
{
    close_file(reader);
    reader->has_faults |= reader->where.has_failed || reader->provisional.has_failed;
    condition_close(&reader->where);
    condition_close(&reader->provisional);
}

// Rows --------------------------------------------------------------------------------------------

// The reason for which a row is left out, or NULL.
static const struct left_out *left_out_for(struct source_reader *reader, const struct row *row)
{
    for (size_t i = 0; i < reader->source->left_out.count; i++) {
        const struct left_out *left_out = &reader->source->left_out.items[i];
        if (!text_same(row_cell(row, reader->left_out_columns[i]), left_out->value.text))
            continue;
        reader->count.left_out[i]++;
        return left_out;
    }
    return NULL;
}

// Every cell has to stand under a heading: one too many means that a comma has split a text, and
// that the others have moved.
static bool is_in_place(struct source_reader *reader, const struct row *row)
{
    size_t beyond = reader->headings.count;
    if (row->count <= beyond)
        return true;
    const char *text = row->cells[row->count - 1];
    reader->has_faults = true;
    if (reader->misplaced_count++ == 0) {
        reader->misplaced = table_place(reader->arena, reader->path, row, (int)row->count - 1);
        reader->misplaced_text = token_quote(reader->arena, text, text + strlen(text));
    }
    return false;
}

bool source_next(struct source_reader *reader, struct row *row)
{
    while (table_next(reader->table, row)) {
        reader->count.rows++;
        if (!is_in_place(reader, row))
            continue;
        if (!condition_is_true(&reader->where, reader->path, row)) {
            reader->count.not_chosen++;
            continue;
        }
        const struct left_out *left_out = left_out_for(reader, row);
        reader->is_total = left_out && left_out->is_total;
        reader->is_provisional = reader->source->provisional &&
                                 condition_is_true(&reader->provisional, reader->path, row);
        if (!left_out || left_out->is_total)
            return true;
    }
    return false;
}
