// From the text of a formula to its tree.
#include "layout/expression.h"

#include "base/format.h"
#include "base/list.h"
#include "base/spelling.h"
#include "layout/function.h"
#include "layout/operation.h"
#include "layout/token.h"
#include "layout/value.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

// What a formula may have. Excel takes 64 levels of brackets, and guards need some of them.
enum { LONGEST = 8000, DEEPEST = 50, MOST_OPERATORS = 1000, LONGEST_QUOTED = 40 };

struct formula_reader {
    struct arena *arena;
    struct problems *problems;
    const char *text;
    struct place place; // of the text
    struct token token; // the next one
    const char *after;  // the end of the token before
    size_t depth;       // brackets that are open, and signs in a row
    size_t operators;
};

struct parts {
    LIST(struct expression *) list;
};

static struct expression *read_operations(struct formula_reader *reader, enum precedence least);

// Problems ----------------------------------------------------------------------------------------

// Adds a problem; returns NULL, the tree of a formula that has one.
static struct expression *fail(struct formula_reader *reader, struct place place, const char *help,
                               const char *message, ...) __attribute__((format(printf, 4, 5)));

static struct expression *fail(struct formula_reader *reader, struct place place, const char *help,
                               const char *message, ...)
{
    va_list values;
    va_start(values, message);
    problem_error(reader->problems, place, help, "%s",
                  arena_print_list(reader->arena, message, values));
    va_end(values);
    return NULL;
}

static struct place place_at(const struct formula_reader *reader, const char *at)
{
    return token_place(reader->place, reader->text, at);
}

// A part of the formula for a message: its end, where it is long.
static const char *quote_end(const struct formula_reader *reader, const char *start,
                             const char *end)
{
    const char *part = arena_copy_part(reader->arena, start, (size_t)(end - start));
    part = text_trim(reader->arena, part);
    size_t characters = text_characters(part);
    if (characters <= LONGEST_QUOTED)
        return part;
    for (; characters > LONGEST_QUOTED; characters--)
        text_next(&part);
    return arena_print(reader->arena, "…%s", part);
}

static const char *quote_before(const struct formula_reader *reader)
{
    return quote_end(reader, reader->text, reader->after);
}

static const char *quote_token(const struct formula_reader *reader)
{
    const struct token *token = &reader->token;
    return token_quote(reader->arena, token->start, token->start + token->length);
}

static struct expression *fail_at_wrong(struct formula_reader *reader)
{
    const struct token *token = &reader->token;
    return fail(reader, place_at(reader, token->start), token->help, "'%s' %s", quote_token(reader),
                token->fault);
}

// The token stands where a figure, a text or a bracket should.
static struct expression *fail_at_operand(struct formula_reader *reader)
{
    static const char *const help = "a name, a number, a text in \" quotes or a '(' belongs there";
    const char *before = quote_before(reader);
    struct place place = place_at(reader, reader->token.start);
    if (reader->token.kind == TOKEN_WRONG)
        return fail_at_wrong(reader);
    if (reader->token.kind == TOKEN_END)
        return fail(reader, place, help, "something is missing after '%s'", before);
    if (*before == '\0')
        return fail(reader, place, help, "something is missing before '%s'", quote_token(reader));
    return fail(reader, place, help, "something is missing between '%s' and '%s'", before,
                quote_token(reader));
}

// The token stands where an operator, a comma, a bracket or the end should.
static struct expression *fail_at_operator(struct formula_reader *reader)
{
    const char *before = quote_before(reader);
    struct place place = place_at(reader, reader->token.start);
    if (reader->token.kind == TOKEN_WRONG)
        return fail_at_wrong(reader);
    if (reader->token.kind == TOKEN_CLOSE)
        return fail(reader, place, NULL, "the ')' after '%s' has no '(' before it", before);
    if (reader->token.kind == TOKEN_COMMA)
        return fail(reader, place,
                    "commas stand between the arguments of a function; thousands have none",
                    "the ',' after '%s' is in no brackets", before);
    return fail(reader, place, "write one of + - * / ^ & = <> < <= > >= between them",
                "an operator is missing between '%s' and '%s'", before, quote_token(reader));
}

// Goes a level deeper; false, with a problem, where it is one too many.
static bool deepen(struct formula_reader *reader)
{
    if (reader->depth++ < DEEPEST)
        return true;
    fail(reader, place_at(reader, reader->token.start), "give its parts lines of their own",
         "the formula is more than %d levels deep", DEEPEST);
    return false;
}

static void advance(struct formula_reader *reader)
{
    reader->after = reader->token.start + reader->token.length;
    reader->token = token_at(reader->after);
}

// Operators ---------------------------------------------------------------------------------------

static bool is_word(const struct expression *tree)
{
    return tree->kind == EXPRESSION_TEXT && !value_text_reads(tree->text, NULL);
}

// False, with a problem, where an operand can never be what the operator takes.
static bool check_operand(struct formula_reader *reader, const struct operation_rule *rule,
                          const struct expression *operand)
{
    if (operand->kind == EXPRESSION_SET)
        return fail(reader, operand->place, "write a single name, or SUM and its like",
                    "'%s' takes single figures, not several names in brackets", rule->sign);
    if (rule->takes == OPERAND_NUMBER && is_word(operand))
        return fail(reader, operand->place, "texts are joined with &",
                    "'%s' takes numbers, and \"%s\" is a text", rule->sign, operand->text);
    return true;
}

// The operation whose sign, or whose left operand, starts at a place. `right` may be NULL.
static struct expression *operate(struct formula_reader *reader, enum operation operation,
                                  struct place place, struct expression *left,
                                  struct expression *right)
{
    const struct operation_rule *rule = operation_rule(operation);
    if (++reader->operators > MOST_OPERATORS)
        return fail(reader, place, "add figures up with SUM",
                    "the formula has more than %d operators", MOST_OPERATORS);
    if (!check_operand(reader, rule, left) || (right && !check_operand(reader, rule, right)))
        return NULL;
    struct expression *tree = expression_operate(reader->arena, operation, left, right);
    tree->place = place;
    return tree;
}

// The operation that the token stands for; -1 where it is none that stands so.
static int token_operation(const struct formula_reader *reader, enum operation_stands stands)
{
    if (reader->token.kind != TOKEN_OPERATOR)
        return -1;
    return operation_find(reader->token.start, reader->token.length, stands);
}

// Functions ---------------------------------------------------------------------------------------

static struct expression *node(struct formula_reader *reader, enum expression_kind kind,
                               const char *start)
{
    struct expression *tree = arena_new(reader->arena, struct expression);
    tree->kind = kind;
    tree->place = place_at(reader, start);
    return tree;
}

// What stands between the brackets from the token on; false, with a problem, where they are not
// sound. The token after it is the one behind ')'.
static bool read_parts(struct formula_reader *reader, struct parts *parts)
{
    const char *start = reader->token.start;
    if (!deepen(reader))
        return false;
    advance(reader);
    while (reader->token.kind != TOKEN_CLOSE || parts->list.count > 0) {
        struct expression *part = read_operations(reader, PRECEDENCE_COMPARE);
        if (!part)
            return false;
        *list_add(reader->arena, &parts->list) = part;
        if (reader->token.kind == TOKEN_CLOSE)
            break;
        if (reader->token.kind == TOKEN_END)
            return fail(reader, place_at(reader, start), "close it with )",
                        "the '(' of '%s' is not closed", quote_end(reader, start, reader->after));
        if (reader->token.kind != TOKEN_COMMA)
            return fail_at_operator(reader);
        advance(reader);
    }
    advance(reader);
    reader->depth--;
    return true;
}

static struct expression *fail_unknown(struct formula_reader *reader, const struct token *name)
{
    const char *const *names;
    size_t count = function_names(reader->arena, &names);
    const char *word = arena_copy_part(reader->arena, name->start, name->length);
    const char *nearest = spelling_nearest(word, names, count);
    struct text help = {.arena = reader->arena};
    if (nearest)
        text_print(&help, "did you mean %s? ", nearest);
    text_add(&help, "the functions are ");
    for (size_t i = 0; i < count; i++)
        text_print(&help, "%s%s", i > 0 ? ", " : "", names[i]);
    return fail(reader, place_at(reader, name->start), text_done(&help), "unknown function '%s'",
                word);
}

// "2 arguments", "2 or 3 arguments", "at least 1 argument"
static const char *arguments_taken(const struct formula_reader *reader,
                                   const struct function *function)
{
    const char *plural = function->most == 1 ? "" : "s";
    if (function->most == MOST_ARGUMENTS)
        return arena_print(reader->arena, "%zu to %zu arguments", function->least, function->most);
    if (function->least == function->most)
        return arena_print(reader->arena, "%zu argument%s", function->least, plural);
    return arena_print(reader->arena, "%zu or %zu arguments", function->least, function->most);
}

static bool is_name_or_set(const struct expression *tree)
{
    return tree->kind == EXPRESSION_NAME || tree->kind == EXPRESSION_SET;
}

static bool check_argument_kind(struct formula_reader *reader, const struct function *function,
                                enum argument_kind kind, const struct expression *argument)
{
    static const char *const kind_names[] = {
        [ARGUMENT_NUMBER] = "a number",
        [ARGUMENT_NUMBERS] = "numbers",
        [ARGUMENT_TRUTH] = "a condition",
        [ARGUMENT_TRUTHS] = "conditions",
    };
    bool takes_truth = kind == ARGUMENT_TRUTH || kind == ARGUMENT_TRUTHS;
    bool takes_number = kind == ARGUMENT_NUMBER || kind == ARGUMENT_NUMBERS;
    if ((takes_number && is_word(argument)) || (takes_truth && argument->kind == EXPRESSION_TEXT))
        return fail(reader, argument->place, NULL, "%s takes %s here, and \"%s\" is a text",
                    function->name, kind_names[kind], argument->text);
    return true;
}

// False, with a problem, where an argument can never be what the function takes.
static bool check_argument(struct formula_reader *reader, const struct function *function,
                           enum argument_kind kind, const struct expression *argument)
{
    if (kind == ARGUMENT_CELLS && !is_name_or_set(argument))
        return fail(reader, argument->place, "name figures, as in (a, b, c)",
                    "%s compares with figures that have names", function->name);
    if (kind != ARGUMENT_CELLS && argument->kind == EXPRESSION_SET)
        return fail(reader, argument->place, "leave the brackets out",
                    "%s takes no names in brackets here", function->name);
    if (kind == ARGUMENT_FORMAT && argument->kind == EXPRESSION_TEXT) {
        const char *fault = format_fault(argument->text);
        if (fault)
            return fail(reader, argument->place, NULL, "number format '%s': %s", argument->text,
                        fault);
    }
    if (kind == ARGUMENT_WORD && argument->kind == EXPRESSION_TEXT &&
        !value_is_word(argument->text))
        return fail(reader, argument->place, NULL,
                    "%s counts a word, and '%s' is none: a search takes it for something else",
                    function->name, argument->text);
    return check_argument_kind(reader, function, kind, argument);
}

static const char *const whose_words[] = {
    [WHOSE_WHOLE] = "all",
    [WHOSE_FAMILY] = "family",
    [WHOSE_RANK] = "rank",
};

static enum whose_word find_whose(const char *word)
{
    for (size_t i = WHOSE_WHOLE; i <= WHOSE_RANK; i++) {
        if (text_same(word, whose_words[i]))
            return (enum whose_word)i;
    }
    return WHOSE_OWN;
}

// all(x): the name x, of the whole. RANK of several arguments is Excel's.
static bool is_of_others(enum whose_word whose, const struct parts *parts)
{
    return whose != WHOSE_OWN && parts->list.count == 1;
}

static struct expression *read_whose(struct formula_reader *reader, enum whose_word whose,
                                     struct expression *name)
{
    if (name->kind != EXPRESSION_NAME || name->whose != WHOSE_OWN)
        return fail(reader, name->place, "give the formula a column or a line of its own",
                    "%s() takes the name of a figure", whose_words[whose]);
    name->whose = whose;
    return name;
}

static struct expression *read_call(struct formula_reader *reader, const struct token *name)
{
    const char *word = arena_copy_part(reader->arena, name->start, name->length);
    const struct function *function = function_find(word);
    enum whose_word whose = find_whose(word);
    struct parts parts = {0};
    if (!function && whose == WHOSE_OWN)
        return fail_unknown(reader, name);
    if (!read_parts(reader, &parts))
        return NULL;
    if (is_of_others(whose, &parts))
        return read_whose(reader, whose, parts.list.items[0]);
    if (!function)
        return fail(reader, place_at(reader, name->start), NULL, "%s() takes one name, not %zu",
                    whose_words[whose], parts.list.count);
    if (parts.list.count < function->least || parts.list.count > function->most)
        return fail(reader, place_at(reader, name->start), NULL, "%s takes %s, not %zu",
                    function->name, arguments_taken(reader, function), parts.list.count);
    for (size_t i = 0; i < parts.list.count; i++) {
        if (!check_argument(reader, function, function_takes(function, i), parts.list.items[i]))
            return NULL;
    }
    struct expression *call = node(reader, EXPRESSION_CALL, name->start);
    call->function = function;
    call->parts = parts.list.items;
    call->count = parts.list.count;
    return call;
}

// Operands ----------------------------------------------------------------------------------------

static struct expression *read_number(struct formula_reader *reader)
{
    struct expression *number = node(reader, EXPRESSION_NUMBER, reader->token.start);
    number->number =
        strtod(arena_copy_part(reader->arena, reader->token.start, reader->token.length), NULL);
    if (!isfinite(number->number))
        return fail(reader, number->place, NULL, "'%s' is too large a number", quote_token(reader));
    advance(reader);
    return number;
}

// A text without its quotes; of a doubled quote one stays.
static struct expression *read_text(struct formula_reader *reader)
{
    struct expression *tree = node(reader, EXPRESSION_TEXT, reader->token.start);
    struct text text = {.arena = reader->arena};
    const char *end = reader->token.start + reader->token.length - 1;
    for (const char *at = reader->token.start + 1; at < end; at++) {
        at += *at == '"';
        text_add_char(&text, *at);
    }
    tree->text = text_done(&text);
    advance(reader);
    return tree;
}

static struct expression *read_name(struct formula_reader *reader)
{
    struct token name = reader->token;
    advance(reader);
    if (reader->token.kind == TOKEN_OPEN)
        return read_call(reader, &name);
    struct expression *tree = node(reader, EXPRESSION_NAME, name.start);
    tree->text = arena_copy_part(reader->arena, name.start, name.length);
    if (text_same(tree->text, "TRUE") || text_same(tree->text, "FALSE")) {
        tree->kind = EXPRESSION_TRUTH;
        tree->number = text_same(tree->text, "TRUE");
        tree->text = NULL;
    }
    return tree;
}

// (a + b), or the set (a, b)
static struct expression *read_brackets(struct formula_reader *reader)
{
    struct expression *set = node(reader, EXPRESSION_SET, reader->token.start);
    const char *open = reader->token.start;
    struct parts parts = {0};
    if (!read_parts(reader, &parts))
        return NULL;
    if (parts.list.count == 0)
        return fail(reader, place_at(reader, open), NULL,
                    "there is nothing in the brackets of '%s'", quote_before(reader));
    if (parts.list.count == 1)
        return parts.list.items[0];
    for (size_t i = 0; i < parts.list.count; i++) {
        if (parts.list.items[i]->kind != EXPRESSION_NAME)
            return fail(reader, parts.list.items[i]->place, NULL,
                        "only names can stand in brackets with commas between them");
    }
    set->parts = parts.list.items;
    set->count = parts.list.count;
    return set;
}

static struct expression *read_operand(struct formula_reader *reader)
{
    switch (reader->token.kind) {
    case TOKEN_NUMBER:
        return read_number(reader);
    case TOKEN_TEXT:
        return read_text(reader);
    case TOKEN_NAME:
        return read_name(reader);
    case TOKEN_OPEN:
        return read_brackets(reader);
    case TOKEN_END:
    case TOKEN_OPERATOR:
    case TOKEN_CLOSE:
    case TOKEN_COMMA:
    case TOKEN_WRONG:
        break;
    }
    return fail_at_operand(reader);
}

// An operand with what stands behind it: 50%
static struct expression *read_percent(struct formula_reader *reader)
{
    struct expression *tree = read_operand(reader);
    for (int found; tree && (found = token_operation(reader, STANDS_AFTER)) >= 0;) {
        advance(reader);
        tree = operate(reader, (enum operation)found, tree->place, tree, NULL);
    }
    return tree;
}

// An operand with the signs in front of it: -a
static struct expression *read_signed(struct formula_reader *reader)
{
    int found = token_operation(reader, STANDS_BEFORE);
    if (found < 0)
        return read_percent(reader);
    struct place place = place_at(reader, reader->token.start);
    if (!deepen(reader))
        return NULL;
    advance(reader);
    struct expression *tree = read_signed(reader);
    reader->depth--;
    return tree ? operate(reader, (enum operation)found, place, tree, NULL) : NULL;
}

// Operands and the operators between them, as long as these bind at least so tightly. Of operators
// that bind alike the left one comes first.
static struct expression *read_operations(struct formula_reader *reader, enum precedence least)
{
    struct expression *tree = read_signed(reader);
    for (int found; tree && (found = token_operation(reader, STANDS_BETWEEN)) >= 0;) {
        enum operation operation = (enum operation)found;
        enum precedence precedence = operation_rule(operation)->precedence;
        if (precedence < least)
            break;
        advance(reader);
        struct expression *right = read_operations(reader, precedence + 1);
        tree = right ? operate(reader, operation, tree->place, tree, right) : NULL;
    }
    return tree;
}

struct expression *expression_read(const char *text, struct place place, struct arena *arena,
                                   struct problems *problems)
{
    struct formula_reader reader = {.arena = arena,
                                    .problems = problems,
                                    .text = text,
                                    .place = place,
                                    .token = token_at(text),
                                    .after = text};
    if (text_is_blank(text))
        return fail(&reader, place, NULL, "the formula is empty");
    if (text_characters(text) > LONGEST)
        return fail(&reader, place, "give its parts lines of their own",
                    "the formula has more than %d characters", LONGEST);
    if (*reader.token.start == '=')
        return fail(&reader, place_at(&reader, reader.token.start), "leave the '=' out",
                    "a formula has no '=' in front here");
    struct expression *tree = read_operations(&reader, PRECEDENCE_COMPARE);
    if (tree && reader.token.kind != TOKEN_END)
        return fail_at_operator(&reader);
    if (tree && tree->kind == EXPRESSION_SET)
        return fail(&reader, tree->place, "leave the brackets out, or use SUM and its like",
                    "several names in brackets are not one figure");
    return tree;
}
