#include "layout/condition.h"

#include "base/letter.h"
#include "base/number.h"
#include "base/text.h"
#include "layout/value.h"

// Columns -----------------------------------------------------------------------------------------

// The next letter or digit, without case; '_' for whatever stands between two; 0 at the end.
static unsigned next_of_name(const char **at)
{
    const char *start = *at;
    const char *before = start;
    unsigned letter;
    while ((letter = text_next(at)) != 0 && !letter_is_letter_or_digit(letter))
        before = *at;
    if (letter == 0 || before == start)
        return letter_lower(letter);
    *at = before;
    return '_';
}

static const char *skip_signs(const char *text)
{
    const char *at = text;
    return next_of_name(&at) == '_' ? at : text;
}

static bool is_named(const char *heading, const char *name)
{
    unsigned letter;
    heading = skip_signs(heading);
    name = skip_signs(name);
    do {
        letter = next_of_name(&heading);
        if (letter != next_of_name(&name))
            return false;
    } while (letter != 0);
    return true;
}

// A name that two headings have means neither.
int condition_column(const struct row *headings, const char *name)
{
    int found = -1;
    int column = table_column(headings, name);
    for (size_t i = 0; column < 0 && i < headings->count; i++) {
        if (!is_named(headings->cells[i], name))
            continue;
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    return column >= 0 ? column : found;
}

static int *column_of(const struct expression *name)
{
    return name->bound;
}

struct name_keeper {
    struct condition *condition;
    struct arena *arena;
};

static bool keep_name(struct expression *name, void *data)
{
    const struct name_keeper *keeper = data;
    if (name->whose != WHOSE_OWN)
        problem_error(keeper->condition->problems, name->place, NULL,
                      "a condition on rows has no whole, no family and no rank");
    name->bound = arena_new(keeper->arena, int);
    *list_add(keeper->arena, &keeper->condition->names) = name;
    return true;
}

void condition_open(struct condition *condition, struct expression *tree, struct arena *arena,
                    struct problems *problems)
{
    struct name_keeper keeper = {condition, arena};
    *condition = (struct condition){.tree = tree, .problems = problems};
    if (tree)
        expression_names(tree, keep_name, &keeper);
}

void condition_bind(struct condition *condition, const struct row *headings)
{
    for (size_t i = 0; i < condition->names.count; i++) {
        const struct expression *name = condition->names.items[i];
        *column_of(name) = condition_column(headings, name->text);
    }
}

// Rows --------------------------------------------------------------------------------------------

static struct value cell_value(struct arena *arena, const char *cell)
{
    struct number number;
    if (*cell == '\0')
        return (struct value){.kind = VALUE_BLANK};
    return number_read(arena, cell, &number) ? value_of_number(number.value) : value_of_text(cell);
}

struct row_at_hand {
    struct arena *arena;
    const struct row *row;
};

static struct reading read_cell(void *data, const struct expression *name)
{
    const struct row_at_hand *at_hand = data;
    struct value *value = arena_new(at_hand->arena, struct value);
    *value = cell_value(at_hand->arena, row_cell(at_hand->row, *column_of(name)));
    return (struct reading){value, 1};
}

bool condition_is_true(struct condition *condition, const char *file, const struct row *row)
{
    enum { SCRATCH = 64 * 1024 };
    struct arena *scratch = &condition->scratch;
    struct row_at_hand at_hand = {scratch, row};
    const struct name_reader names = {.read = read_cell, .data = &at_hand};
    if (!condition->tree)
        return true;
    struct value value = value_to_truth(expression_value(condition->tree, &names, scratch));
    if (value.kind == VALUE_ERROR && !condition->has_failed)
        problem_error(condition->problems, table_place(condition->problems->arena, file, row, -1),
                      "is a text taken for a number in it?",
                      "the condition under `where` comes to %s for this row", value.text);
    condition->has_failed |= value.kind == VALUE_ERROR;
    bool is_true = value.kind != VALUE_ERROR && value.number != 0;
    if (scratch->bytes > SCRATCH)
        arena_free(scratch);
    return is_true;
}

void condition_close(struct condition *condition)
{
    arena_free(&condition->scratch);
}
