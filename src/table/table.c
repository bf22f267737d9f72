#include "table/table.h"

#include "base/list.h"
#include "base/map.h"
#include "base/text.h"
#include "table/lines.h"
#include "table/separator.h"

#include <csv.h>
#include <stdint.h>
#include <string.h>

// libcsv says neither where a cell stands nor where a quote opened. It is therefore fed one line of
// the file at a time; a row that is not complete after its line has a quoted cell open.
struct table_reader {
    struct arena memory; // of the buffers, until table_close()
    struct problems *problems;
    struct lines lines;
    struct csv_parser parser;
    bool failed;

    // The row being read.
    size_t line, record; // as in struct row
    size_t size;         // bytes of its lines so far
    bool is_complete;
    struct text bytes;   // its cells, each ended by a NUL
    LIST(size_t) starts; // of the cells in `bytes`
    size_t quote_line;   // where the quoted cell opened that went on over the last line's end,
    size_t quote_cell;   // and which cell that is, from 0; quote_line is 0 where there is none
    LIST(const char *) cells;
};

static bool is_space(char character)
{
    return character == ' ' || (character >= '\t' && character <= '\r');
}

// The length of the white space that the text starts with, 0 where it does not.
static size_t leading_space(const char *text, size_t length)
{
    static const char no_break_space[] = "\xC2\xA0";
    if (length >= 1 && is_space(text[0]))
        return 1;
    return length >= 2 && memcmp(text, no_break_space, 2) == 0 ? 2 : 0;
}

static size_t trailing_space(const char *text, size_t length)
{
    if (length >= 1 && is_space(text[length - 1]))
        return 1;
    return length >= 2 && leading_space(text + length - 2, 2) == 2 ? 2 : 0;
}

// Moves `*text` and `*length` to what is left without white space at the ends.
static void trim(const char **text, size_t *length)
{
    size_t space;
    while ((space = leading_space(*text, *length)) > 0) {
        *text += space;
        *length -= space;
    }
    while ((space = trailing_space(*text, *length)) > 0)
        *length -= space;
}

static void add_cell(struct table_reader *reader, const char *text, size_t length)
{
    trim(&text, &length);
    *list_add(&reader->memory, &reader->starts) = reader->bytes.length;
    text_add_part(&reader->bytes, text, length);
    text_add_char(&reader->bytes, '\0');
}

// libcsv's calls.
static void take_cell(void *bytes, size_t length, void *reader)
{
    add_cell(reader, bytes, length);
}

static void take_end_of_row(int character, void *reader)
{
    (void)character;
    ((struct table_reader *)reader)->is_complete = true;
}

// CSV_REPALL_NL: blank rows end, too. CSV_STRICT_FINI has nothing to add: every line is fed with
// its end, so the file's end finds a quoted cell open or nothing.
static void parser_start(struct table_reader *reader)
{
    enum { BLOCK = 64 * 1024 }; // grows by 128 bytes at a time otherwise
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
    csv_set_blk_size(&reader->parser, BLOCK);
}

struct table_reader *table_open(const char *path, struct arena *arena, struct problems *problems)
{
    struct table_reader *reader = arena_new(arena, struct table_reader);
    reader->problems = problems;
    reader->bytes.arena = &reader->memory;
    if (!lines_open(&reader->lines, path, &reader->memory, problems)) {
        arena_free(&reader->memory);
        return NULL;
    }
    parser_start(reader);
    return reader;
}

void table_close(struct table_reader *reader)
{
    if (!reader)
        return;
    csv_free(&reader->parser);
    lines_close(&reader->lines);
    arena_free(&reader->memory);
}

// Reports a fault of quotes in the cell being read. Always false.
static bool quote_fault(struct table_reader *reader, size_t line, const char *help,
                        const char *message)
{
    struct arena *arena = reader->problems->arena;
    struct row row = {.line = line, .record = reader->record};
    struct place place = table_place(arena, reader->lines.file, &row, (int)reader->starts.count);
    reader->failed = true;
    return problem_error(reader->problems, place, help, "%s", message);
}

static bool unclosed_quote(struct table_reader *reader)
{
    return quote_fault(reader, reader->quote_line,
                       "close it; a quote that belongs to the text is doubled: \"a 6\"\" pipe\"",
                       "the quote that opens here is never closed");
}

// Reports what libcsv stopped at in the current line. True where reading can go on with the next
// line: not after a quoted cell of several lines, where it is unclear which lines belong to it.
static bool misplaced_quote(struct table_reader *reader)
{
    static const char help[] =
        "put the whole cell in quotes and double every quote inside it: \"a 6\"\" pipe\"";
    size_t line = reader->lines.number;
    bool is_continued = reader->quote_line > 0 && reader->quote_cell == reader->starts.count;
    if (csv_error(&reader->parser) != CSV_EPARSE)
        return quote_fault(reader, line, NULL, "there is not enough memory for the cell");
    if (is_continued) {
        const char *message = arena_print(
            reader->problems->arena,
            "the quote that opens here closes only on line %zu, with text after it", line);
        return quote_fault(reader, reader->quote_line, help, message);
    }
    quote_fault(reader, line, help,
                reader->parser.quoted
                    ? "text follows the quote that closes the cell"
                    : "a quote stands inside a cell that does not start with one");
    csv_free(&reader->parser);
    parser_start(reader);
    reader->is_complete = true;
    return true;
}

static void cut_at_commas(struct table_reader *reader, const char *text, size_t length)
{
    const char *end = text + length;
    const char *comma;
    while ((comma = memchr(text, ',', (size_t)(end - text))) != NULL) {
        add_cell(reader, text, (size_t)(comma - text));
        text = comma + 1;
    }
    add_cell(reader, text, (size_t)(end - text));
    reader->is_complete = true;
}

// Adds the current line to the row; false where reading has to stop. Lines without quotes, which
// most are, have no need of libcsv: cutting them at their commas takes a fifth of its time.
static bool add_line(struct table_reader *reader)
{
    const char *text = reader->lines.text;
    size_t length = reader->lines.length;
    bool is_first = reader->line == reader->lines.number;
    if (is_first && !memchr(text, '"', length)) {
        cut_at_commas(reader, text, length);
        return true;
    }
    csv_parse(&reader->parser, text, length + 1, take_cell, take_end_of_row, reader);
    if (csv_error(&reader->parser) != CSV_SUCCESS)
        return misplaced_quote(reader);
    if (!reader->is_complete &&
        (reader->quote_line == 0 || reader->quote_cell != reader->starts.count)) {
        reader->quote_line = reader->lines.number;
        reader->quote_cell = reader->starts.count;
    }
    return true;
}

static void row_begin(struct table_reader *reader)
{
    reader->line = reader->lines.number + 1;
    reader->record++;
    reader->size = 0;
    reader->is_complete = false;
    reader->bytes.length = 0;
    reader->starts.count = 0;
    reader->quote_line = 0;
}

// Reads the lines of one row; false where there is none, or where reading has to stop.
static bool read_row(struct table_reader *reader)
{
    row_begin(reader);
    while (lines_next(&reader->lines)) {
        if (!add_line(reader))
            return false;
        if (reader->is_complete)
            return true;
        reader->size += reader->lines.length;
        if (reader->size > LINES_LONGEST)
            return unclosed_quote(reader);
    }
    if (!reader->lines.failed && reader->quote_line > 0)
        unclosed_quote(reader);
    return false;
}

// Where the cells stand is known once `bytes` grows no more.
static struct row row_of(struct table_reader *reader)
{
    reader->cells.count = 0;
    size_t count = 0; // up to the last cell that is not blank
    for (size_t i = 0; i < reader->starts.count; i++) {
        const char *cell = reader->bytes.bytes + reader->starts.items[i];
        *list_add(&reader->memory, &reader->cells) = cell;
        if (*cell != '\0')
            count = i + 1;
    }
    return (struct row){.line = reader->line,
                        .record = reader->record,
                        .count = count,
                        .cells = reader->cells.items};
}

bool table_next(struct table_reader *reader, struct row *row)
{
    while (read_row(reader)) {
        *row = row_of(reader);
        if (row->count > 0 && !reader->failed)
            return true;
    }
    *row = (struct row){0};
    return false;
}

struct row row_copy(struct arena *arena, const struct row *row)
{
    struct row copy = *row;
    copy.cells = arena_array(arena, const char *, row->count);
    for (size_t i = 0; i < row->count; i++)
        copy.cells[i] = arena_copy(arena, row->cells[i]);
    return copy;
}

// A text as a message can quote it: its first characters, where it is long.
static const char *excerpt(struct arena *arena, const char *text)
{
    enum { LONGEST = 40 };
    const char *end = text;
    for (size_t i = 0; i < LONGEST && *end != '\0'; i++)
        text_next(&end);
    const char *start = arena_copy_part(arena, text, (size_t)(end - text));
    return *end == '\0' ? start : arena_print(arena, "%s...", start);
}

// Whether all headings differ, whatever the case of their letters.
static bool check_headings(const struct table *table, struct problems *problems)
{
    const struct row *headings = &table->headings;
    struct arena scratch = {0};
    struct map known = {.arena = &scratch};
    bool sound = true;
    for (size_t i = 0; i < headings->count; i++) {
        struct text key = {.arena = &scratch};
        text_add_folded(&key, headings->cells[i]);
        bool is_new = false;
        union map_value *column = map_put(&known, text_done(&key), &is_new);
        if (is_new)
            column->number = i;
        if (is_new || key.length == 0)
            continue;
        struct place first =
            table_place(problems->arena, table->file, headings, (int)column->number);
        sound = problem_error(problems, table_place(problems->arena, table->file, headings, (int)i),
                              "rename one of them, or remove its column",
                              "the heading '%s' stands in %s already",
                              excerpt(problems->arena, headings->cells[i]), first.cell);
    }
    arena_free(&scratch);
    return sound;
}

// Whether every cell that holds something stands under a heading.
static bool check_row(const struct table *table, const struct row *row, struct problems *problems)
{
    for (size_t i = 0; i < row->count; i++) {
        if (*row->cells[i] == '\0' || *row_cell(&table->headings, (int)i) != '\0')
            continue;
        return problem_error(problems, table_place(problems->arena, table->file, row, (int)i),
                             "give its column a heading; or, where a comma in a text split it in "
                             "two, put that text in quotes",
                             "'%s' stands under no heading",
                             excerpt(problems->arena, row->cells[i]));
    }
    return true;
}

// Whether the headings are what they should be.
static bool take_headings(struct table *table, const struct row *row, struct arena *arena,
                          struct problems *problems)
{
    char separator = separator_of(row);
    table->headings = row_copy(arena, row);
    if (separator)
        return separator_refuse(problems, table_place(arena, table->file, row, 0), separator);
    return check_headings(table, problems);
}

static bool read_rows(struct table_reader *reader, struct arena *arena, struct table *table)
{
    LIST(struct row) rows = {0};
    bool sound = true;
    struct row row;
    while (table_next(reader, &row)) {
        sound &= check_row(table, &row, reader->problems);
        *list_add(arena, &rows) = row_copy(arena, &row);
    }
    table->rows = rows.items;
    table->count = rows.count;
    return sound;
}

bool table_read(const char *path, struct arena *arena, struct problems *problems,
                struct table *table)
{
    *table = (struct table){.file = arena_copy(arena, path)};
    struct table_reader *reader = table_open(path, arena, problems);
    if (!reader)
        return false;
    struct row row;
    bool sound = table_next(reader, &row);
    if (sound) {
        sound = take_headings(table, &row, arena, problems) && read_rows(reader, arena, table);
    } else if (!reader->failed && !reader->lines.failed) {
        problem_error(problems, (struct place){.file = table->file},
                      "give each column a heading in the first line", "the file is empty");
    }
    sound &= !reader->failed && !reader->lines.failed;
    table_close(reader);
    return sound;
}

int table_column(const struct row *headings, const char *heading)
{
    size_t length = heading ? strlen(heading) : 0;
    trim(&heading, &length);
    if (length == 0)
        return -1;
    for (size_t i = 0; i < headings->count; i++) {
        if (text_same_part(headings->cells[i], heading, length))
            return (int)i;
    }
    return -1;
}

const char *row_cell(const struct row *row, int column)
{
    return column >= 0 && (size_t)column < row->count ? row->cells[column] : "";
}

// The letters that Excel has for a column, from 0: A to Z, AA ...
static const char *column_letters(struct arena *arena, size_t column)
{
    char letters[16];
    size_t start = sizeof letters - 1;
    letters[start] = '\0';
    for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters[--start] = (char)('A' + (rest - 1) % 26);
    return arena_copy(arena, &letters[start]);
}

struct place table_place(struct arena *arena, const char *file, const struct row *row, int column)
{
    struct place place = {.file = file, .line = row->line};
    if (column < 0)
        return place;
    size_t record = row->record > 0 ? row->record : row->line;
    place.column = (size_t)column + 1;
    place.cell = arena_print(arena, "%s%zu", column_letters(arena, (size_t)column), record);
    return place;
}
