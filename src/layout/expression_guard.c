// Guards: what is tested before a formula is worked out, so that no cell ever shows an error.
#include "layout/expression.h"

#include "base/list.h"
#include "base/text.h"
#include "layout/function.h"

struct denominator {
    struct expression *tree; // an error, or no guard, where this is 0
    size_t depth;            // how many denominators are tested before this one can be worked out
};

// What a tree needs tested.
struct needs {
    struct arena *arena;
    LIST(struct expression *) names;
    LIST(struct denominator) denominators;
};

struct guard {
    struct arena *arena;
    struct expression *missing;
    struct expression *zero;
};

static bool is_call_of(const struct expression *tree, const char *function)
{
    return tree->kind == EXPRESSION_CALL && tree->function == function_find(function);
}

static bool is_operation(const struct expression *tree, enum operation operation)
{
    return tree->kind == EXPRESSION_OPERATION && tree->operation == operation;
}

// Names ---------------------------------------------------------------------------------------

static bool is_same_name(const struct expression *one, const struct expression *other)
{
    bool same_meaning = one->bound && one->bound == other->bound;
    bool same_name = one->text && other->text && text_equal(one->text, other->text);
    return same_meaning || (same_name && one->whose == other->whose);
}

static bool need_name(struct expression *name, void *data)
{
    struct needs *needs = data;
    if (!name->is_figure)
        return true;
    for (size_t i = 0; i < needs->names.count; i++) {
        if (is_same_name(needs->names.items[i], name))
            return true;
    }
    *list_add(needs->arena, &needs->names) = name;
    return true;
}

// Denominators --------------------------------------------------------------------------------

static bool is_same_tree(const struct expression *one, const struct expression *other)
{
    if (one->kind != other->kind || one->count != other->count)
        return false;
    if (one->kind == EXPRESSION_NAME)
        return is_same_name(one, other);
    if (one->operation != other->operation || one->function != other->function ||
        one->number != other->number || !text_equal(one->text, other->text))
        return false;
    for (size_t i = 0; i < one->count; i++) {
        if (!is_same_tree(one->parts[i], other->parts[i]))
            return false;
    }
    return true;
}

static bool stop_at_name(struct expression *name, void *data)
{
    (void)name, (void)data;
    return false;
}

static bool is_non_zero_constant(struct expression *tree, struct arena *arena)
{
    if (!expression_names(tree, stop_at_name, NULL))
        return false;
    struct value value = expression_value(tree, NULL, arena);
    return value.kind == VALUE_NUMBER && value.number != 0;
}

// The part of a denominator that makes it 0: b of ABS(-b).
static struct expression *what_is_zero(struct expression *tree)
{
    while (is_call_of(tree, "ABS") || is_operation(tree, OPERATION_MINUS) ||
           is_operation(tree, OPERATION_PERCENT))
        tree = tree->parts[0];
    return tree;
}

static void need_denominator(struct needs *needs, struct expression *tree, size_t depth)
{
    if (is_non_zero_constant(tree, needs->arena))
        return;
    tree = what_is_zero(tree);
    for (size_t i = 0; i < needs->denominators.count; i++) {
        if (is_same_tree(needs->denominators.items[i].tree, tree))
            return;
    }
    *list_add(needs->arena, &needs->denominators) = (struct denominator){tree, depth};
}

static bool divides(const struct expression *tree)
{
    return is_operation(tree, OPERATION_DIVIDE) || is_call_of(tree, "MOD");
}

// Collects the denominators of a tree; returns how many must be tested, one after the other, before
// the tree can be worked out: 1 for a/b, 2 for a/(b/c).
static size_t need_denominators(struct needs *needs, struct expression *tree)
{
    if (is_call_of(tree, "IF") || (tree->kind == EXPRESSION_CALL && tree->function->copes))
        return 0;
    size_t deepest = 0;
    for (size_t i = 0; i < tree->count; i++) {
        size_t depth = 0;
        if (i > 0 || !is_call_of(tree, "IFERROR"))
            depth = need_denominators(needs, tree->parts[i]);
        if (i == 1 && divides(tree))
            need_denominator(needs, tree->parts[1], depth++);
        if (depth > deepest)
            deepest = depth;
    }
    return deepest;
}

static void need_names(struct needs *needs, struct expression *tree)
{
    if (tree->kind == EXPRESSION_NAME)
        need_name(tree, needs);
    if (tree->kind == EXPRESSION_CALL && tree->function->copes)
        return;
    for (size_t i = is_call_of(tree, "IFERROR") ? 1 : 0; i < tree->count; i++)
        need_names(needs, tree->parts[i]);
}

// Putting it together -------------------------------------------------------------------------

static struct expression *is_zero(struct arena *arena, struct expression *tree)
{
    return expression_operate(arena, OPERATION_EQUAL, tree, expression_of_number(arena, 0));
}

static struct expression *call_of(struct arena *arena, const char *function, size_t count)
{
    struct expression *call = expression_call(arena, function, 0);
    call->count = count;
    call->parts = arena_array(arena, struct expression *, count);
    return call;
}

// IF(test,then,otherwise), standing where `otherwise` stands.
static struct expression *if_else(struct arena *arena, struct expression *test,
                                  struct expression *then, struct expression *otherwise)
{
    struct expression *tree = expression_call(arena, "IF", 3, test, then, otherwise);
    tree->place = otherwise->place;
    return tree;
}

// b=0, or OR(b=0,c=0) for several at the same depth; NULL where there is none.
static struct expression *zero_test(const struct needs *needs, size_t depth)
{
    size_t count = 0;
    struct expression *test = call_of(needs->arena, "OR", needs->denominators.count);
    for (size_t i = 0; i < needs->denominators.count; i++) {
        const struct denominator *denominator = &needs->denominators.items[i];
        if (denominator->depth == depth)
            test->parts[count++] = is_zero(needs->arena, denominator->tree);
    }
    test->count = count;
    if (count == 0)
        return NULL;
    return count == 1 ? test->parts[0] : test;
}

static struct expression *short_test(const struct needs *needs)
{
    struct expression *test = arena_new(needs->arena, struct expression);
    test->kind = EXPRESSION_SHORT;
    test->parts = needs->names.items;
    test->count = needs->names.count;
    return test;
}

// `tree` under the guards that `tested`, a part of it or itself, needs.
static struct expression *guard_needs(const struct guard *guard, struct expression *tested,
                                      struct expression *tree)
{
    struct needs needs = {.arena = guard->arena};
    need_names(&needs, tested);
    for (size_t depth = need_denominators(&needs, tested); depth-- > 0;) {
        struct expression *test = zero_test(&needs, depth);
        if (test)
            tree = if_else(guard->arena, test, guard->zero, tree);
    }
    if (needs.names.count > 0)
        tree = if_else(guard->arena, short_test(&needs), guard->missing, tree);
    return tree;
}

static struct expression *guard_tree(const struct guard *guard, struct expression *tree);

// The branches of an IF at the top, each on its own.
static struct expression *guard_if(const struct guard *guard, struct expression *tree)
{
    struct expression *guarded = call_of(guard->arena, "IF", tree->count);
    bool is_changed = false;
    guarded->place = tree->place;
    guarded->parts[0] = tree->parts[0];
    for (size_t i = 1; i < tree->count; i++) {
        guarded->parts[i] = guard_tree(guard, tree->parts[i]);
        is_changed = is_changed || guarded->parts[i] != tree->parts[i];
    }
    return guard_needs(guard, tree->parts[0], is_changed ? guarded : tree);
}

static struct expression *guard_name(const struct guard *guard, struct expression *name)
{
    if (!name->is_figure)
        return name;
    struct expression *is_blank = expression_operate(guard->arena, OPERATION_EQUAL, name,
                                                     expression_of_text(guard->arena, ""));
    return if_else(guard->arena, is_blank, guard->missing, name);
}

static struct expression *guard_tree(const struct guard *guard, struct expression *tree)
{
    if (tree->kind == EXPRESSION_NAME)
        return guard_name(guard, tree);
    if (is_call_of(tree, "IF"))
        return guard_if(guard, tree);
    return guard_needs(guard, tree, tree);
}

struct expression *expression_guard(struct arena *arena, struct expression *tree,
                                    struct expression *missing, struct expression *zero)
{
    struct guard guard = {arena, missing, zero};
    return guard_tree(&guard, tree);
}
