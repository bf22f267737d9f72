#include "table/table.h"

#include "base/text.h"

// cmocka.h needs these before it.
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// A file in memory; returns its path. The caller closes `*file`.
static const char *make_file(struct arena *arena, const char *bytes, size_t length, int *file)
{
    *file = memfd_create("table_test", MFD_CLOEXEC);
    assert_true(*file >= 0);
    assert_int_equal(write(*file, bytes, length), length);
    return arena_print(arena, "/proc/self/fd/%d", *file);
}

// The input of a case, NULs and all.
#define BYTES(text) .input = (text), .length = sizeof(text) - 1

// What was read: "2 a|b" is a row that starts on line 2, of two cells; a line break in a cell is
// shown as "/". Below it the problems: "! 2:1 (A2) error: what is wrong".
struct reading_case {
    const char *name;
    const char *input;
    size_t length;
    const char *expected;
};

static const struct reading_case reading_cases[] = {
    {"rows and cells", BYTES("id,may\na,1\n"), "1 id|may\n2 a|1\n"},
    {"no line end at the end of the file", BYTES("id,may\na,1"), "1 id|may\n2 a|1\n"},
    {"CRLF line ends", BYTES("id,may\r\na,1\r\n"), "1 id|may\n2 a|1\n"},
    {"CR line ends", BYTES("id,may\ra,1\r"), "1 id|may\n2 a|1\n"},
    {"all line ends in one file", BYTES("a\rb\r\nc\nd"), "1 a\n2 b\n3 c\n4 d\n"},
    {"an empty file", BYTES(""), ""},
    {"only line ends", BYTES("\r\n\n\r"), ""},
    {"only a byte order mark", BYTES("\xEF\xBB\xBF"), ""},
    {"blank rows are skipped and counted", BYTES("a\n\n , \n\"\"\nb"), "1 a\n5 b\n"},
    {"blank cells at the end are dropped", BYTES("a,b\n1, ,,\n"), "1 a|b\n2 1\n"},
    {"blank cells before others are kept", BYTES(",,x\n"), "1 ||x\n"},
    {"white space round cells is dropped",
     BYTES(" a ,\tb\t,\xC2\xA0"
           "c\xC2\xA0\n"),
     "1 a|b|c\n"},
    {"also inside quotes", BYTES("\" a \", \"b\n\" ,\"\xC2\xA0\"\n"), "1 a|b\n"},
    {"commas inside quotes", BYTES("\"a,b\",c\n"), "1 a,b|c\n"},
    {"doubled quotes", BYTES("\"6\"\" pipe\",\"\"\"\"\n"), "1 6\" pipe|\"\n"},
    {"line breaks inside quotes", BYTES("\"a\r\nb\rc\nd\",e\r\nf\n"), "1 a/b/c/d|e\n5 f\n"},
    {"a blank line inside quotes", BYTES("\"a\n\nb\"\nc"), "1 a//b\n4 c\n"},
    {"a quoted cell at the end of the file", BYTES("a,\"b\""), "1 a|b\n"},
    {"a byte order mark is no part of the first cell", BYTES("\xEF\xBB\xBFid,\"a\"\n"), "1 id|a\n"},
    {"UTF-8",
     BYTES("\xC2\xA3"
           "3,caf\xC3\xA9,\xE2\x97\x8F,\xF0\x9F\x98\x80\n"),
     "1 £3|café|●|😀\n"},
    {"Windows-1252 is read with a warning at its first line",
     BYTES("a\n\xA3"
           "3\n\x93x\x94 \x96 \x80\n"),
     "1 a\n2 £3\n3 “x” – €\n"
     "! 2 warning: the file is not UTF-8: it is read as Windows-1252, this line with '£'\n"},
    {"Windows-1252 goes on where a line could be UTF-8", BYTES("\xA3\n\xC2\xA3\n"),
     "1 £\n2 Â£\n"
     "! 1 warning: the file is not UTF-8: it is read as Windows-1252, this line with '£'\n"},
    {"a line that is broken UTF-8", BYTES("\xC2\xA3\n\xA3\n"),
     "1 £\n! 2 error: the byte 0xA3 is not UTF-8, but the file is so far\n"},
    {"a byte order mark promises UTF-8", BYTES("\xEF\xBB\xBF\xA3\n"),
     "! 1 error: the byte 0xA3 is not UTF-8, but the file is so far\n"},
    {"U+FFFD in the file is a character", BYTES("\xEF\xBF\xBD\n"), "1 \xEF\xBF\xBD\n"},
    {"bytes of no encoding", BYTES("a\n\xA3\x81\n"),
     "1 a\n! 2 error: the byte 0x81 is neither UTF-8 nor Windows-1252\n"},
    {"overlong UTF-8 is not UTF-8", BYTES("\xC0\xAF\n"),
     "1 À¯\n"
     "! 1 warning: the file is not UTF-8: it is read as Windows-1252, this line with 'À'\n"},
    {"UTF-16, little end first",
     BYTES("\xFF\xFE"
           "a\0"),
     "! 0 error: the file is in UTF-16 ('Unicode Text'), which is not read here\n"},
    {"UTF-16, big end first", BYTES("\xFE\xFF\0a"),
     "! 0 error: the file is in UTF-16 ('Unicode Text'), which is not read here\n"},
    {"UTF-16 without a mark", BYTES("a\0\n\0"),
     "! 1 error: the line holds a NUL byte: this is no CSV, or one in UTF-16\n"},
    {"a NUL byte at the end", BYTES("a\n\0"),
     "1 a\n! 2 error: the line holds a NUL byte: this is no CSV, or one in UTF-16\n"},
    {"an .xlsx renamed", BYTES("PK\x03\x04\x14\0\0"),
     "! 0 error: the file is an Excel workbook (.xlsx), not a CSV\n"},
    {"an .xls renamed", BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
     "! 0 error: the file is an old Excel workbook (.xls), not a CSV\n"},
    {"PK may start a CSV", BYTES("PK,name\n"), "1 PK|name\n"},
    {"a control character", BYTES("a\nb\x1F\n"),
     "1 a\n! 2 error: the line holds a control character (U+001F), which no cell can hold\n"},
    {"U+FFFE", BYTES("a\n\xEF\xBF\xBE\n"),
     "1 a\n! 2 error: the line holds a control character (U+FFFE), which no cell can hold\n"},
    {"an unclosed quote, named where it opened", BYTES("a,b\n1,\"2\n3,4\n5,6\n"),
     "1 a|b\n! 2:2 (B2) error: the quote that opens here is never closed\n"},
    {"the second quoted cell of a row unclosed", BYTES("\"a\nb\",\"c\nd\n"),
     "! 2:2 (B1) error: the quote that opens here is never closed\n"},
    {"a quote that opens on the last line", BYTES("a\n\""),
     "1 a\n! 2:1 (A2) error: the quote that opens here is never closed\n"},
    {"an unclosed quote that a later one closes", BYTES("a\n\"b\nc,\"d\"\n"),
     "1 a\n! 2:1 (A2) error: the quote that opens here closes only on line 3, with text after "
     "it\n"},
    {"a quote inside a cell without quotes", BYTES("a,b\n1,6\" pipe\n2,3\n"),
     "1 a|b\n"
     "! 2:2 (B2) error: a quote stands inside a cell that does not start with one\n"},
    {"every such quote in one run", BYTES("a\n6\" x\nb\n8\" y\n\"z\n"),
     "1 a\n"
     "! 2:1 (A2) error: a quote stands inside a cell that does not start with one\n"
     "! 4:1 (A4) error: a quote stands inside a cell that does not start with one\n"
     "! 5:1 (A5) error: the quote that opens here is never closed\n"},
    {"text after a closing quote", BYTES("a,\"b\"c\nd\n"),
     "! 1:2 (B1) error: text follows the quote that closes the cell\n"},
    {"Excel's row where cells hold line breaks", BYTES("\"a\nb\"\n\nc,d\"\n"),
     "1 a/b\n! 4:2 (B3) error: a quote stands inside a cell that does not start with one\n"},
};

static void add_row(struct text *shown, const struct row *row)
{
    text_print(shown, "%zu ", row->line);
    for (size_t i = 0; i < row->count; i++) {
        text_add(shown, i > 0 ? "|" : "");
        for (const char *at = row->cells[i]; *at != '\0'; at++)
            text_add_part(shown, *at == '\n' ? "/" : at, 1);
    }
    text_add_char(shown, '\n');
}

static void add_problems(struct text *shown, const struct problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        const struct problem *problem = &problems->items[i];
        text_print(shown, "! %zu", problem->place.line);
        if (problem->place.column > 0)
            text_print(shown, ":%zu (%s)", problem->place.column, problem->place.cell);
        text_print(shown, " %s: %s\n", problem->level == PROBLEM_ERROR ? "error" : "warning",
                   problem->message);
    }
}

// Compares, and names the case that fails.
static bool check_case(const char *name, const char *shown, const char *expected)
{
    if (text_equal(shown, expected))
        return true;
    print_error("%s:\n--- expected\n%s--- found\n%s", name, expected, shown);
    return false;
}

static void test_reading(void **state)
{
    (void)state;
    bool passed = true;
    for (size_t i = 0; i < sizeof reading_cases / sizeof reading_cases[0]; i++) {
        const struct reading_case *test = &reading_cases[i];
        struct arena arena = {0};
        struct problems problems;
        problems_init(&problems, &arena);
        struct text shown = {.arena = &arena};
        int file;
        const char *path = make_file(&arena, test->input, test->length, &file);

        struct table_reader *reader = table_open(path, &arena, &problems);
        for (struct row row; reader && table_next(reader, &row);)
            add_row(&shown, &row);
        table_close(reader);
        add_problems(&shown, &problems);
        passed &= check_case(test->name, text_done(&shown), test->expected);
        close(file);
        arena_free(&arena);
    }
    assert_true(passed);
}

// A table as a whole: its headings, then its rows, then the problems.
static const struct reading_case table_cases[] = {
    {"headings and rows", BYTES("\nid,label\n\na,One\nb\n"), "2 id|label\n4 a|One\n5 b\n"},
    {"no rows", BYTES("id,label\n"), "1 id|label\n"},
    {"an empty file", BYTES(" ,\n"), "! 0 error: the file is empty\n"},
    {"a heading twice, in any case", BYTES("id,Target,TARGET \na,1,2\n"),
     "! 1:3 (C1) error: the heading 'TARGET' stands in B1 already\n"},
    {"several blank headings", BYTES("id,,,label\na,,,One\n"), "1 id|||label\n2 a|||One\n"},
    {"a cell beyond the headings", BYTES("id,label\na,Arrests, all\nb,Two,\n"),
     "! 2:3 (C2) error: 'all' stands under no heading\n"},
    {"a cell under a blank heading", BYTES("id,,label\na,x,One\n"),
     "! 2:2 (B2) error: 'x' stands under no heading\n"},
    {"a long text is cut in a message",
     BYTES("id\na,1234567890123456789012345678901234567890\u00A3\n"),
     "! 2:2 (B2) error: '1234567890123456789012345678901234567890...' stands under no heading\n"},
    {"a misplaced quote", BYTES("id,label\na,6\" pipe\n"),
     "! 2:2 (B2) error: a quote stands inside a cell that does not start with one\n"},
    {"a file of another kind", BYTES("%PDF-1.7\n"), "! 0 error: the file is a PDF, not a CSV\n"},
};

static void test_tables(void **state)
{
    (void)state;
    bool passed = true;
    for (size_t i = 0; i < sizeof table_cases / sizeof table_cases[0]; i++) {
        const struct reading_case *test = &table_cases[i];
        struct arena arena = {0};
        struct problems problems;
        problems_init(&problems, &arena);
        struct text shown = {.arena = &arena};
        int file;
        const char *path = make_file(&arena, test->input, test->length, &file);

        struct table table;
        bool sound = table_read(path, &arena, &problems, &table);
        assert_int_equal(sound, problems.errors == 0);
        if (sound)
            add_row(&shown, &table.headings);
        for (size_t row = 0; sound && row < table.count; row++)
            add_row(&shown, &table.rows[row]);
        add_problems(&shown, &problems);
        passed &= check_case(test->name, text_done(&shown), test->expected);
        close(file);
        arena_free(&arena);
    }
    assert_true(passed);
}

static void test_a_file_that_is_not_there(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    assert_null(table_open("no such folder/a.csv", &arena, &problems));
    assert_null(table_open(".", &arena, &problems));
    assert_int_equal(problems.errors, 2);
    assert_string_equal(problems.items[0].message, "cannot be opened: No such file or directory");
    assert_string_equal(problems.items[1].message, "cannot be read: Is a directory");
    table_close(NULL);
    arena_free(&arena);
}

// A file far larger than the buffer, with lines of every length across its edges; the cells of the
// line n are n and n letters.
static void test_memory_is_that_of_one_row(void **state)
{
    (void)state;
    enum { LINES = 3000, LONGEST_BYTES = 16 * 1024 };
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    struct text input = {.arena = &arena};
    for (int i = 1; i <= LINES; i++) {
        text_print(&input, i % 7 == 0 ? "%d,\"%0*d\"\r\n" : "%d,%0*d\r\n", i, i, 0);
    }
    int file;
    const char *path = make_file(&arena, input.bytes, input.length, &file);

    size_t before = arena.bytes;
    struct table_reader *reader = table_open(path, &arena, &problems);
    assert_non_null(reader);
    size_t count = 0;
    for (struct row row; table_next(reader, &row); count++) {
        assert_int_equal(row.line, count + 1);
        assert_int_equal(strlen(row_cell(&row, 1)), count + 1);
    }
    table_close(reader);
    assert_int_equal(count, LINES);
    assert_true(arena.bytes - before < LONGEST_BYTES || arena.bytes == before);
    close(file);
    arena_free(&arena);
}

// A quote that swallows a large file stops at the length of the longest row.
static void test_an_unclosed_quote_does_not_fill_the_memory(void **state)
{
    (void)state;
    enum { LENGTH = 20 * 1024 * 1024 };
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    char *bytes = arena_take(&arena, LENGTH);
    memset(bytes, 'x', LENGTH);
    for (size_t i = 1; i < LENGTH; i += 1000)
        bytes[i] = '\n';
    bytes[0] = '"';
    int file;
    const char *path = make_file(&arena, bytes, LENGTH, &file);
    struct row row;
    struct table_reader *reader = table_open(path, &arena, &problems);
    assert_false(table_next(reader, &row));
    table_close(reader);
    assert_string_equal(problems.items[0].message, "the quote that opens here is never closed");

    for (size_t i = 0; i < LENGTH; i++)
        bytes[i] = 'x';
    assert_int_equal(pwrite(file, bytes, LENGTH, 0), LENGTH);
    reader = table_open(path, &arena, &problems);
    assert_false(table_next(reader, &row));
    table_close(reader);
    assert_string_equal(problems.items[1].message,
                        "the line is longer than a row can be: this is no CSV");
    close(file);
    arena_free(&arena);
}

static void test_columns_by_heading(void **state)
{
    (void)state;
    static const char *cells[] = {"id", "Target", "", "value"};
    static const struct row headings = {.line = 1, .record = 1, .count = 4, .cells = cells};
    static const struct {
        const char *heading;
        int column;
    } cases[] = {{"id", 0},   {"target", 1}, {" TARGET\t", 1}, {"value", 3},
                 {"val", -1}, {"ids", -1},   {"", -1},         {NULL, -1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(table_column(&headings, cases[i].heading), cases[i].column);

    assert_string_equal(row_cell(&headings, 3), "value");
    assert_string_equal(row_cell(&headings, 4), "");
    assert_string_equal(row_cell(&headings, -1), "");
}

static void test_places(void **state)
{
    (void)state;
    static const struct {
        int column;
        const char *cell;
    } cases[] = {{0, "A5"},   {2, "C5"},    {25, "Z5"},    {26, "AA5"},    {51, "AZ5"},
                 {52, "BA5"}, {701, "ZZ5"}, {702, "AAA5"}, {16383, "XFD5"}};
    static const struct row row = {.line = 7, .record = 5};
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct place place = table_place(&arena, "ct.csv", &row, cases[i].column);
        assert_string_equal(place.cell, cases[i].cell);
        assert_int_equal(place.line, 7);
        assert_int_equal(place.column, cases[i].column + 1);
    }
    struct place whole = table_place(&arena, "ct.csv", &row, -1);
    assert_int_equal(whole.column, 0);
    assert_null(whole.cell);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_a_file_that_is_not_there),
        cmocka_unit_test(test_memory_is_that_of_one_row),
        cmocka_unit_test(test_an_unclosed_quote_does_not_fill_the_memory),
        cmocka_unit_test(test_columns_by_heading),
        cmocka_unit_test(test_places),
    };
    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
