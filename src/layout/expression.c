#include "layout/expression.h"

#include "layout/function.h"

#include <stdarg.h>

static struct expression *expression_new(struct arena *arena, enum expression_kind kind)
{
    struct expression *tree = arena_new(arena, struct expression);
    tree->kind = kind;
    return tree;
}

struct expression *expression_of_number(struct arena *arena, double number)
{
    struct expression *tree = expression_new(arena, EXPRESSION_NUMBER);
    tree->number = number;
    return tree;
}

struct expression *expression_of_text(struct arena *arena, const char *text)
{
    struct expression *tree = expression_new(arena, EXPRESSION_TEXT);
    tree->text = text;
    return tree;
}

struct expression *expression_of_name(struct arena *arena, void *bound, bool is_figure)
{
    struct expression *tree = expression_new(arena, EXPRESSION_NAME);
    tree->bound = bound;
    tree->is_figure = is_figure;
    return tree;
}

struct expression *expression_operate(struct arena *arena, enum operation operation,
                                      struct expression *left, struct expression *right)
{
    struct expression *tree = expression_new(arena, EXPRESSION_OPERATION);
    tree->operation = operation;
    tree->place = left->place;
    tree->count = right ? 2 : 1;
    tree->parts = arena_array(arena, struct expression *, tree->count);
    tree->parts[0] = left;
    if (right)
        tree->parts[1] = right;
    return tree;
}

struct expression *expression_call(struct arena *arena, const char *function, size_t count, ...)
{
    struct expression *tree = expression_new(arena, EXPRESSION_CALL);
    tree->function = function_find(function);
    tree->count = count;
    tree->parts = arena_array(arena, struct expression *, count);
    va_list parts;
    va_start(parts, count);
    for (size_t i = 0; i < count; i++)
        tree->parts[i] = va_arg(parts, struct expression *);
    va_end(parts);
    if (count > 0)
        tree->place = tree->parts[0]->place;
    return tree;
}

// A name that a visitor turns into something else is not gone into.
bool expression_names(struct expression *tree, bool (*visit)(struct expression *name, void *data),
                      void *data)
{
    if (tree->kind == EXPRESSION_NAME)
        return visit(tree, data);
    for (size_t i = 0; i < tree->count; i++) {
        if (!expression_names(tree->parts[i], visit, data))
            return false;
    }
    return true;
}

size_t expression_functions(struct arena *arena, const char *const **names)
{
    return function_names(arena, names);
}
