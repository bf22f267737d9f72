#include "layout/expression.h"

#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Any text, as a formula and as a text with figures, ends in a tree or in one problem. A tree can
// be guarded, worked out and printed, and what was printed is a formula that is printed the same.
// Build with clang -fsanitize=fuzzer,address,undefined.
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

// What a name stands for: by its length, so that the same name is always the same.
static const struct value values[] = {
    {.kind = VALUE_NUMBER, .number = 4},
    {.kind = VALUE_NUMBER, .number = 0},
    {.kind = VALUE_TEXT, .text = "5"},
    {.kind = VALUE_BLANK},
    {.kind = VALUE_TRUTH, .number = 1},
    {.kind = VALUE_ERROR, .text = "#N/A"},
    {.kind = VALUE_TEXT, .text = "Not available"},
};

static struct reading read_name(void *data, const struct expression *name)
{
    (void)data;
    enum { COUNT = sizeof(values) / sizeof(*values) };
    size_t first = strlen(name->text) % COUNT;
    return (struct reading){values + first, name->text[0] == 's' ? COUNT - first : 1};
}

static void print_name(void *data, const struct expression *name, struct text *formula)
{
    (void)data;
    text_add(formula, name->text);
}

static const struct name_reader reader = {read_name, print_name, NULL};

static bool mark_figure(struct expression *name, void *data)
{
    (void)data;
    name->is_figure = name->text[0] != 'w';
    return true;
}

static void check_value(const struct expression *tree, struct arena *arena)
{
    struct value value = expression_value(tree, &reader, arena);
    if (value.kind == VALUE_BLANK ||
        (value.kind >= VALUE_TEXT && value.kind != VALUE_TRUTH && !value.text))
        abort();
}

static void check_tree(struct expression *tree, struct arena *arena)
{
    struct place place = {.file = "printed", .line = 1, .column = 1};
    struct problems problems;
    problems_init(&problems, arena);
    check_value(tree, arena);
    const char *printed = expression_print(tree, &reader, arena);
    struct expression *again = expression_read(printed + 1, place, arena, &problems);
    // What is printed may be longer than what is read.
    if (again && !text_equal(expression_print(again, &reader, arena), printed))
        abort();
    if (!again && strlen(printed) < 4000 && !strstr(printed, "CHAR("))
        abort();

    expression_names(tree, mark_figure, NULL);
    struct expression *word = expression_of_text(arena, "n/a");
    tree = expression_guard(arena, tree, word, word);
    check_value(tree, arena);
    expression_print(tree, &reader, arena);
}

static void check_read(const char *text, struct place place,
                       struct expression *(*read)(const char *text, struct place place,
                                                  struct arena *arena, struct problems *problems))
{
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    struct expression *tree = read(text, place, &arena, &problems);
    if (problems.count != (tree ? 0 : 1))
        abort();
    if (tree)
        check_tree(tree, &arena);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct place in_yaml = {.file = "fuzz.yaml", .line = 1, .column = 1};
    struct place in_csv = {.file = "fuzz.csv", .line = 2, .column = 1, .cell = "A2"};
    char *text = calloc(1, length + 1);
    if (!text)
        return 0;
    if (length > 0)
        memcpy(text, bytes, length);
    check_read(text, in_yaml, expression_read);
    check_read(text, in_csv, expression_read_template);
    free(text);
    return 0;
}
