#include "base/problem.h"

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

// Each case runs in a folder of its own making, where "file" holds `source`.
struct problem_case {
    const char *name;
    const char *source;
    struct place place;
    enum problem_level level;
    const char *message, *help;
    const char *printed;
};

#define TEN_LETTERS "abcdefghij"
#define FIFTY       TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS

static const struct problem_case cases[] = {
    {
        .name = "a caret stands under the column",
        .source = "columns:\n  label:\n    widht: 30\n",
        .place = {.file = "file", .line = 3, .column = 5},
        .message = "unknown key 'widht' in a column",
        .help = "did you mean 'width'?",
        .printed = "file:3:5: error: unknown key 'widht' in a column\n"
                   "    3 |     widht: 30\n"
                   "      |     ^\n"
                   "  did you mean 'width'?\n",
    },
    {
        .name = "a warning says so",
        .source = "title: x\n",
        .place = {.file = "file", .line = 1, .column = 1},
        .level = PROBLEM_WARNING,
        .message = "unused",
        .printed = "file:1:1: warning: unused\n    1 | title: x\n      | ^\n",
    },
    {
        .name = "Tabs stay lined up",
        .source = "a:\t\tb\n",
        .place = {.file = "file", .line = 1, .column = 5},
        .message = "m",
        .printed = "file:1:5: error: m\n    1 | a:\t\tb\n      |   \t\t^\n",
    },
    {
        .name = "columns are characters, and a byte order mark is none",
        .source = "\xEF\xBB\xBF£é: b\n",
        .place = {.file = "file", .line = 1, .column = 5},
        .message = "m",
        .printed = "file:1:5: error: m\n    1 | £é: b\n      |     ^\n",
    },
    {
        .name = "just after the end of a line",
        .source = "a:\n",
        .place = {.file = "file", .line = 1, .column = 3},
        .message = "m",
        .printed = "file:1:3: error: m\n    1 | a:\n      |   ^\n",
    },
    {
        .name = "lines end with CR LF or CR alone, too",
        .source = "one\r\ntwo\rthree",
        .place = {.file = "file", .line = 3, .column = 1},
        .message = "m",
        .printed = "file:3:1: error: m\n    3 | three\n      | ^\n",
    },
    {
        .name = "a cell of a CSV has Excel's name and no caret",
        .source = "id,value\nsnt,n/k\n",
        .place = {.file = "file", .line = 2, .column = 2, .cell = "B2"},
        .message = "'n/k' is no number",
        .help = "correct it, or\nadd it to the words that are accepted",
        .printed = "file:2:2 (B2): error: 'n/k' is no number\n"
                   "    2 | snt,n/k\n"
                   "  correct it, or\n"
                   "  add it to the words that are accepted\n",
    },
    {
        .name = "of a long line, what is round the caret is shown",
        .source = FIFTY FIFTY "X" FIFTY FIFTY,
        .place = {.file = "file", .line = 1, .column = 101},
        .message = "m",
        .printed =
            "file:1:101: error: m\n"
            "    1 | …" FIFTY "X" TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS "abcdefghi…\n"
            "      |                                                    ^\n",
    },
    {
        .name = "of a long CSV line, what is round the cell is shown",
        .source = "\"" FIFTY ",\"," FIFTY FIFTY ",CELL," FIFTY,
        .place = {.file = "file", .line = 1, .column = 3, .cell = "C1"},
        .message = "m",
        .printed = "file:1:3 (C1): error: m\n"
                   "    1 | …bcdefghij" TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS
                   ",CELL," TEN_LETTERS TEN_LETTERS TEN_LETTERS TEN_LETTERS "abcde…\n",
    },
    {
        .name = "a whole file",
        .source = "x",
        .place = {.file = "file"},
        .message = "the file is empty",
        .printed = "file: error: the file is empty\n",
    },
    {
        .name = "no place",
        .source = "x",
        .message = "nothing to do",
        .printed = "error: nothing to do\n",
    },
    {
        .name = "a line that is not there",
        .source = "one\n",
        .place = {.file = "file", .line = 9, .column = 1},
        .message = "m",
        .printed = "file:9:1: error: m\n",
    },
    {
        .name = "a file that is not there",
        .source = "one\n",
        .place = {.file = "missing", .line = 1, .column = 1},
        .message = "m",
        .printed = "missing:1:1: error: m\n",
    },
    {
        .name = "nothing in a file reaches the terminal as a command",
        .source = "a \x1B[2J b\xFF\n",
        .place = {.file = "file", .line = 1, .column = 1},
        .message = "'\x1B[2J\n'",
        .printed = "file:1:1: error: '\uFFFD[2J '\n    1 | a \uFFFD[2J b\uFFFD\n      | ^\n",
    },
};

static void write_file(const char *name, const char *source)
{
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    fputs(source, file);
    fclose(file);
}

// As printed; the caller frees it.
static char *printed_text(struct problems *problems)
{
    char *printed;
    size_t length;
    FILE *out = open_memstream(&printed, &length);
    assert_non_null(out);
    problems_print(problems, out);
    fclose(out);
    return printed;
}

static void prints_each_kind(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct problems problems;
        problems_init(&problems, &arena);
        write_file("file", cases[i].source);
        if (cases[i].level == PROBLEM_ERROR)
            problem_error(&problems, cases[i].place, cases[i].help, "%s", cases[i].message);
        else
            problem_warn(&problems, cases[i].place, cases[i].help, "%s", cases[i].message);
        char *printed = printed_text(&problems);
        if (strcmp(printed, cases[i].printed) != 0)
            fail_msg("%s: got\n%swanted\n%s", cases[i].name, printed, cases[i].printed);
        free(printed);
        arena_free(&arena);
    }
}

static void sorts_by_place(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    problem_error(&problems, (struct place){.file = "b.csv", .line = 2, .column = 1}, NULL, "5");
    problem_error(&problems, (struct place){.file = "a.yaml", .line = 10, .column = 9}, NULL, "3");
    problem_error(&problems, (struct place){.file = "a.yaml", .line = 9, .column = 2}, NULL, "2");
    problem_warn(&problems, (struct place){.file = "a.yaml", .line = 10, .column = 9}, NULL, "4");
    problem_warn(&problems, (struct place){.file = "a.yaml", .line = 9, .column = 1}, NULL, "1");
    char *printed = printed_text(&problems);
    assert_string_equal(printed, "a.yaml:9:1: warning: 1\n"
                                 "a.yaml:9:2: error: 2\n"
                                 "a.yaml:10:9: error: 3\n"
                                 "a.yaml:10:9: warning: 4\n"
                                 "b.csv:2:1: error: 5\n");
    assert_int_equal(problems.errors, 3);
    assert_int_equal(problems.warnings, 2);
    free(printed);
    arena_free(&arena);
}

static void counts_what_is_alike(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        size_t places, kept, more;
    } alike[] = {
        {"ten.csv", 10, 10, 0},
        {"eleven.csv", 11, 10, 1},
        {"many.csv", 100000, 10, 99990},
    };
    for (size_t i = 0; i < COUNT(alike); i++) {
        struct arena arena = {0};
        struct problems problems;
        problems_init(&problems, &arena);
        for (size_t line = 1; line <= alike[i].places; line++) {
            struct place place = {.file = alike[i].file, .line = line, .column = 1};
            assert_false(problem_error(&problems, place, NULL, "unknown borough '%s'", "Barnte"));
        }
        assert_int_equal(problems.count, alike[i].kept);
        assert_int_equal(problems.errors, alike[i].places);
        assert_int_equal(problems.items[problems.count - 1].more, alike[i].more);

        problem_warn(&problems, (struct place){.file = alike[i].file, .line = 1, .column = 1}, NULL,
                     "unknown borough '%s'", "Barnte");
        problem_error(&problems, (struct place){.file = "other.csv", .line = 1, .column = 1}, NULL,
                      "unknown borough '%s'", "Barnte");
        assert_int_equal(problems.count, alike[i].kept + 2);
        assert_true(arena.bytes < (size_t)64 * 1024); // however many there were
        arena_free(&arena);
    }
}

static void counts_the_same_place_once(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    struct place place = {.file = "ct.yaml", .line = 3, .column = 1};
    for (int i = 0; i < 3; i++)
        problem_error(&problems, place, NULL, "unknown name 'brief'");
    char *printed = printed_text(&problems);
    assert_string_equal(printed, "ct.yaml:3:1: error: unknown name 'brief'\n");
    assert_int_equal(problems.errors, 1);
    free(printed);
    arena_free(&arena);
}

static void says_how_many_more(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    for (size_t line = 1; line <= 12; line++)
        problem_warn(&problems, (struct place){.file = "x.csv", .line = line}, "correct it", "odd");
    char *printed = printed_text(&problems);
    const char *end = strstr(printed, "x.csv:10: ");
    assert_non_null(end);
    assert_string_equal(end, "x.csv:10: warning: odd\n  correct it\n  and 2 more like it\n");
    free(printed);
    arena_free(&arena);
}

// A scratch folder of the group's own, left and removed at the end.
static char folder[] = "/tmp/problem_test_XXXXXX";

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    (void)state;
    unlink("file");
    return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_each_kind),     cmocka_unit_test(sorts_by_place),
        cmocka_unit_test(counts_what_is_alike), cmocka_unit_test(counts_the_same_place_once),
        cmocka_unit_test(says_how_many_more),
    };
    return cmocka_run_group_tests_name("problem", tests, enter_folder, leave_folder);
}
