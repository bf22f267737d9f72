#include "layout/node.h"

#include "base/text.h"

// cmocka.h needs these before it.
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// Reads a tree from bytes in memory.
static struct node *read_bytes(struct arena *arena, struct problems *problems, const char *bytes,
                               size_t length)
{
    int file = memfd_create("node_test", MFD_CLOEXEC);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, length), length);
    const char *path = arena_print(arena, "/proc/self/fd/%d", file);
    struct node *node = node_read(path, arena, problems);
    close(file);
    return node;
}

// A tree in brackets: texts in quotes, line breaks in them as "/".
static void add_node(struct text *shown, const struct node *node)
{
    if (node->kind == NODE_TEXT) {
        text_add_char(shown, '"');
        for (const char *at = node->text; *at != '\0'; at++)
            text_add_part(shown, *at == '\n' ? "/" : at, 1);
        text_add_char(shown, '"');
        return;
    }
    text_add_char(shown, node->kind == NODE_LIST ? '[' : '{');
    for (size_t i = 0; i < node->count; i++) {
        text_add(shown, i > 0 ? ", " : "");
        if (node->kind == NODE_MAP)
            text_print(shown, "%s: ", node->entries[i].key);
        add_node(shown, node->kind == NODE_MAP ? node->entries[i].value : node->items[i]);
    }
    text_add_char(shown, node->kind == NODE_LIST ? ']' : '}');
}

// "2:5 message (help)" for each problem, a line each.
static void add_problems(struct text *shown, const struct problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        const struct problem *problem = &problems->items[i];
        text_print(shown, "%s%zu:%zu %s", i > 0 ? "\n" : "", problem->place.line,
                   problem->place.column, problem->message);
    }
}

// Compares, and names the case that fails.
static bool check_case(const char *name, const char *shown, const char *expected)
{
    if (text_equal(shown, expected))
        return true;
    print_error("%s:\n--- expected\n%s\n--- found\n%s\n", name, expected, shown);
    return false;
}

// The input of a case, NULs and all.
#define BYTES(text) .input = (text), .length = sizeof(text) - 1

// `expected` is the tree, or the problems where there is none.
struct node_case {
    const char *name;
    const char *input;
    size_t length;
    const char *expected;
};

static bool run_cases(const struct node_case *cases, size_t count)
{
    bool passed = true;
    for (size_t i = 0; i < count; i++) {
        struct arena arena = {0};
        struct problems problems;
        problems_init(&problems, &arena);
        struct text shown = {.arena = &arena};
        struct node *node = read_bytes(&arena, &problems, cases[i].input, cases[i].length);
        assert_int_equal(node == NULL, problems.errors > 0);
        if (node)
            add_node(&shown, node);
        add_problems(&shown, &problems);
        passed &= check_case(cases[i].name, text_done(&shown), cases[i].expected);
        arena_free(&arena);
    }
    return passed;
}

static const struct node_case tree_cases[] = {
    {"an empty file", BYTES(""), "{}"},
    {"only a comment", BYTES("# nothing yet\n"), "{}"},
    {"only the start of a document", BYTES("---\n"), "{}"},
    {"a byte order mark",
     BYTES("\xEF\xBB\xBF"
           "a: b\n"),
     "{a: \"b\"}"},
    {"keys in the order of the file", BYTES("b: 1\na: 2\n"), "{b: \"1\", a: \"2\"}"},
    {"every scalar is text", BYTES("a: [no, 2007-05, 1e5, ~, null, 0x10]\n"),
     "{a: [\"no\", \"2007-05\", \"1e5\", \"~\", \"null\", \"0x10\"]}"},
    {"maps and lists inside each other", BYTES("a:\n  b: [1, {c: 2}]\n  d:\n    - 3\n    - e: 4\n"),
     "{a: {b: [\"1\", {c: \"2\"}], d: [\"3\", {e: \"4\"}]}}"},
    {"empty values", BYTES("a:\nb: {}\nc: []\nd: ''\n"), "{a: \"\", b: {}, c: [], d: \"\"}"},
    {"a comment after a key with a value below", BYTES("a: # why\n  b: c # more\n"),
     "{a: {b: \"c\"}}"},
    {"quotes", BYTES("a: \"#,##0\"\nb: 'it''s'\nc: \"x\\ty\\u2022\"\n"),
     "{a: \"#,##0\", b: \"it's\", c: \"x\ty\xE2\x80\xA2\"}"},
    {"a block of lines", BYTES("a: |\n  one\n  two: #,##0\nb: >\n  three\n  four\n"),
     "{a: \"one/two: #,##0/\", b: \"three four/\"}"},
    {"CRLF line ends", BYTES("a: |\r\n  one\r\n  two\r\nb: c\r\n"), "{a: \"one/two/\", b: \"c\"}"},
    {"a text over several lines", BYTES("a: one\n  two\n"), "{a: \"one two\"}"},
    {"anchors and aliases", BYTES("a: &x {b: 1}\nc: *x\nd: [*x, *x]\n"),
     "{a: {b: \"1\"}, c: {b: \"1\"}, d: [{b: \"1\"}, {b: \"1\"}]}"},
    {"the newest anchor of a name", BYTES("- &x 1\n- *x\n- &x 2\n- *x\n"),
     "[\"1\", \"1\", \"2\", \"2\"]"},
    {"keys of two words", BYTES("save as: x.xlsx\n\"*\": note\n"),
     "{save as: \"x.xlsx\", *: \"note\"}"},
    {"a text at the top", BYTES("hello\n"), "\"hello\""},
    {"the end of the document said", BYTES("---\na: b\n...\n"), "{a: \"b\"}"},
};

static const struct node_case problem_cases[] = {
    {"a Tab to indent", BYTES("a:\n\tb: c\n"), "2:1 a Tab is used to indent"},
    {"a Tab to go on with a text", BYTES("a: b\n\tc: d\n"), "2:1 a Tab is used to indent"},
    {"a Tab in a block of lines", BYTES("a: |\n\tb\n"), "2:1 a Tab is used to indent"},
    {"a colon in a text", BYTES("title: Arrests: total\n"), "1:15 a ':' is not expected here"},
    {"a key too far to the right", BYTES("a: b\n  c: d\n"), "2:4 a ':' is not expected here"},
    {"a key too far to the left", BYTES("a:\n    b: c\n  d: e\n"),
     "3:3 this does not fit the lines above it"},
    {"a key without a colon", BYTES("a: b\ntitle\nc: d\n"),
     "2:1 this line has no ':' after its key"},
    {"a single quote not closed", BYTES("a: b\nc: 'd\ne: f\n"),
     "2:4 the quote that opens here is never closed"},
    {"a double quote not closed", BYTES("a: \"b\n"),
     "1:4 the quote that opens here is never closed"},
    {"a quote that closes at the next one", BYTES("a: \"b\nc: \"d\"\n"),
     "1:4 the quote that opens here closes only on line 2"},
    {"an apostrophe in single quotes", BYTES("a: 'Lambeth's'\n"),
     "1:13 this does not fit the lines above it"},
    {"a square bracket not closed", BYTES("a: [b, c\nd: e\n"),
     "1:4 the bracket '[' that opens here is not closed where it should be"},
    {"a curly bracket not closed", BYTES("a: {b: c\n"),
     "1:4 the bracket '{' that opens here is not closed where it should be"},
    {"a format that is a comment", BYTES("a: b\nformat: #,##0\n"),
     "2:9 '#' starts a comment here, so that the value is empty"},
    {"a list item that is a comment", BYTES("- a\n-  #1\n"),
     "2:4 '#' starts a comment here, so that the value is empty"},
    {"every such comment, and what else is wrong", BYTES("a: #1\nb: \xC2\xA3\na: #2\n"),
     "1:4 '#' starts a comment here, so that the value is empty\n"
     "3:1 the key 'a' stands on line 1 already\n"
     "3:4 '#' starts a comment here, so that the value is empty"},
    {"the same key twice", BYTES("x:\n  a: 1\n  b: 2\n  a: 3\n"),
     "4:3 the key 'a' stands on line 2 already"},
    {"a column is counted in characters",
     BYTES("{\"\xC2\xA3\xC2\xA3\": 1, \"\xC2\xA3\xC2\xA3\": 2}"),
     "1:11 the key '££' stands on line 1 already"},
    {"a page code that is an anchor", BYTES("right: &P of &N\n"),
     "1:8 '&P' is an anchor that nothing refers to"},
    {"an ampersand alone", BYTES("right: & more\n"), "1:8 a text cannot start with '&'"},
    {"an alias of nothing", BYTES("a: *b\n"),
     "1:4 '*b' refers to '&b', which does not stand above it"},
    {"an alias of what it stands in", BYTES("a: &b [*b]\n"),
     "1:8 '*b' refers to '&b', which does not stand above it"},
    {"a star alone", BYTES("*: note\n"), "1:1 a text cannot start with '*'"},
    {"a percent sign", BYTES("a: %0\n"), "1:4 a text cannot start with this character"},
    {"a line of a percent sign", BYTES("%0\n"), "1:1 a line cannot start with '%'"},
    {"a comparison", BYTES("when: >= 0\n"),
     "1:7 a text cannot start with '|' or '>' and go on in the same line"},
    {"a tag", BYTES("a: !b c\n"), "1:4 a text cannot start with '!'"},
    {"a tag that the library refuses", BYTES("a: !b!c d\n"), "1:4 a text cannot start with '!'"},
    {"a tag of a list", BYTES("a: !!seq [b]\n"), "1:4 a text cannot start with '!'"},
    {"a list for a key", BYTES("[a]: b\n"), "1:1 a key has to be a text"},
    {"a figure in braces for a text", BYTES("{a: {b}: c}\n"),
     "1:1 the bracket '{' that opens here is not closed where it should be"},
    {"no key", BYTES(": b\n"), "1:1 a key is missing before this ':'"},
    {"a key that is empty", BYTES("{'': b}\n"), "1:2 a key has to be a text"},
    {"a list in a line", BYTES("a: - b\n"), "1:4 a list item cannot start here"},
    {"a key in a list", BYTES("- a\nb: c\n"), "2:1 this does not fit the list above it"},
    {"an unknown escape", BYTES("a: \"C:\\data\"\n"),
     "1:7 a backslash stands before a character that it means nothing with"},
    {"an escape for no character", BYTES("a: \"b\\0c\"\n"),
     "1:4 the text holds a character that no cell can hold (U+0000)"},
    {"an escape for a control character", BYTES("a: \"b\\x01\"\n"),
     "1:4 the text holds a character that no cell can hold (U+0001)"},
    {"two documents", BYTES("a: b\n---\nc: d\n"),
     "2:1 a second layout starts here: a file holds one"},
    {"Windows-1252", BYTES("a: b\nc: \xC2\xA3 \x93x\n"), "2:6 the file is not UTF-8 (byte 0x93)"},
    {"UTF-8 cut short", BYTES("a: \xC2"), "1:4 the file is not UTF-8 (byte 0xC2)"},
    {"UTF-16",
     BYTES("\xFF\xFE"
           "a\0:\0"),
     "1:1 the file is not UTF-8 (byte 0xFF)"},
    {"a NUL byte", BYTES("a: b\r\nc: d\0e\n"),
     "2:5 a character stands here that no text can hold (U+0000)"},
    {"a control character after CR line ends", BYTES("a: b\rc: \x01\r"),
     "2:4 a character stands here that no text can hold (U+0001)"},
};

static void test_trees(void **state)
{
    (void)state;
    assert_true(run_cases(tree_cases, sizeof tree_cases / sizeof tree_cases[0]));
}

static void test_problems(void **state)
{
    (void)state;
    assert_true(run_cases(problem_cases, sizeof problem_cases / sizeof problem_cases[0]));
}

static void assert_place(struct place place, size_t line, size_t column)
{
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    assert_null(place.cell);
}

static void test_places(void **state)
{
    (void)state;
    static const char input[] = "\xEF\xBB\xBF" // a byte order mark takes no column
                                "a: one\r\n"
                                "b:\r\n"
                                "  - {\xC2\xA3: two}\r\n"
                                "c: |\r\n"
                                "  three\r\n";
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    const struct node *node = read_bytes(&arena, &problems, input, sizeof input - 1);
    assert_non_null(node);
    assert_place(node->place, 1, 1);
    assert_place(node->entries[0].key_place, 1, 1);
    assert_place(node_get(node, "a")->place, 1, 4);
    const struct node *item = node_get(node, "b")->items[0];
    assert_place(item->place, 3, 5);
    assert_place(item->entries[0].key_place, 3, 6);
    assert_place(item->entries[0].value->place, 3, 9);
    assert_place(node_get(node, "c")->place, 4, 4);
    assert_null(node_get(node, "d"));
    assert_null(node_get(item->entries[0].value, "d"));
    arena_free(&arena);
}

static void test_help(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    read_bytes(&arena, &problems, "a:\n\tb: c\n", 9);
    assert_string_equal(problems.items[0].help, "use spaces");
    arena_free(&arena);
}

// Inputs that would take all memory or time: `start`, then `part` many times, then `end`.
static void test_limits(void **state)
{
    (void)state;
    static const struct {
        const char *name, *start, *part, *end;
        size_t times;
        const char *expected;
    } cases[] = {
        {"lists not closed", "", "[", "", 64, "2:1 a value is missing here"},
        {"lists too deep", "", "[", "", 100000,
         "1:65 more than 64 lists or keys stand inside each other"},
        {"list items too deep", "", "- ", "", 1000,
         "1:129 more than 64 lists or keys stand inside each other"},
        {"too many items", "", "- a\n", "", 150000,
         "100000:3 the layout has more than 100000 keys and values"},
        {"aliases of aliases",
         "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
         "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [",
         "*d,", "]\n", 100, "5:26 '*d' makes the layout too large"},
        {"a file that is too large", "", "# nothing\n", "", 500000,
         "0:0 the file is too large for a layout"},
    };
    bool passed = true;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena arena = {0};
        struct problems problems;
        problems_init(&problems, &arena);
        struct text input = {.arena = &arena};
        text_add(&input, cases[i].start);
        for (size_t time = 0; time < cases[i].times; time++)
            text_add(&input, cases[i].part);
        text_add(&input, cases[i].end);
        assert_null(read_bytes(&arena, &problems, input.bytes, input.length));
        struct text shown = {.arena = &arena};
        add_problems(&shown, &problems);
        passed &= check_case(cases[i].name, text_done(&shown), cases[i].expected);
        arena_free(&arena);
    }
    assert_true(passed);
}

// Each alias is one list deeper than its anchor; written out, the last would be 70 deep.
static void test_depth_through_aliases(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    struct text input = {.arena = &arena};
    text_add(&input, "- &a0 x\n");
    for (int i = 1; i <= 70; i++)
        text_print(&input, "- &a%d [*a%d]\n", i, i - 1);
    assert_null(read_bytes(&arena, &problems, input.bytes, input.length));
    assert_string_equal(problems.items[0].message, "'*a62' makes the layout too large");
    arena_free(&arena);
}

// Two layouts of a run may use the same file; its problems are then told once.
static void test_a_faulty_file_read_twice(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    static const char input[] = "a: 1\na: 2\n";
    assert_null(read_bytes(&arena, &problems, input, sizeof input - 1));
    assert_null(read_bytes(&arena, &problems, input, sizeof input - 1));
    assert_int_equal(problems.count, 1);
    arena_free(&arena);
}

static void test_a_file_that_is_not_there(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    assert_null(node_read("no such folder/ct.yaml", &arena, &problems));
    assert_string_equal(problems.items[0].message, "cannot be read: No such file or directory");
    assert_string_equal(problems.items[0].place.file, "no such folder/ct.yaml");
    arena_free(&arena);
}

static void test_merge(void **state)
{
    (void)state;
    static const struct {
        const char *name, *base, *over, *expected;
    } cases[] = {
        {"keys of the base first", "{a: 1, b: 2}", "{c: 3, b: 4}",
         "{a: \"1\", b: \"4\", c: \"3\"}"},
        {"maps merge key by key", "{a: {b: 1, c: 2}}", "{a: {c: 3, d: 4}}",
         "{a: {b: \"1\", c: \"3\", d: \"4\"}}"},
        {"lists are replaced", "{a: [1, 2]}", "{a: [3]}", "{a: [\"3\"]}"},
        {"a text replaces a map", "{a: {b: 1}}", "{a: none}", "{a: \"none\"}"},
        {"a map replaces a text", "{a: none}", "{a: {b: 1}}", "{a: {b: \"1\"}}"},
        {"an empty file over another", "{a: 1}", "", "{a: \"1\"}"},
    };
    bool passed = true;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena arena = {0};
        struct problems problems;
        problems_init(&problems, &arena);
        const char *base_text = cases[i].base;
        const char *over_text = cases[i].over;
        struct node *base = read_bytes(&arena, &problems, base_text, strlen(base_text));
        struct node *over = read_bytes(&arena, &problems, over_text, strlen(over_text));
        struct text before = {.arena = &arena};
        add_node(&before, base);
        struct text shown = {.arena = &arena};
        add_node(&shown, node_merge(&arena, base, over));
        passed &= check_case(cases[i].name, text_done(&shown), cases[i].expected);
        struct text after = {.arena = &arena};
        add_node(&after, base);
        passed &= check_case(cases[i].name, text_done(&after), text_done(&before));
        arena_free(&arena);
    }
    assert_true(passed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees),
        cmocka_unit_test(test_problems),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_depth_through_aliases),
        cmocka_unit_test(test_a_faulty_file_read_twice),
        cmocka_unit_test(test_a_file_that_is_not_there),
        cmocka_unit_test(test_merge),
    };
    return cmocka_run_group_tests_name("node", tests, NULL, NULL);
}
