#include "layout/operation.h"

#include "base/text.h"
#include "layout/value.h"

#include <math.h>
#include <string.h>

static struct value is_equal(struct value left, struct value right, struct arena *arena)
{
    (void)arena;
    return value_of_truth(value_compare(&left, &right) == 0);
}

static struct value is_not_equal(struct value left, struct value right, struct arena *arena)
{
    (void)arena;
    return value_of_truth(value_compare(&left, &right) != 0);
}

static struct value is_less(struct value left, struct value right, struct arena *arena)
{
    (void)arena;
    return value_of_truth(value_compare(&left, &right) < 0);
}

static struct value is_less_or_equal(struct value left, struct value right, struct arena *arena)
{
    (void)arena;
    return value_of_truth(value_compare(&left, &right) <= 0);
}

static struct value is_more(struct value left, struct value right, struct arena *arena)
{
    (void)arena;
    return value_of_truth(value_compare(&left, &right) > 0);
}

static struct value is_more_or_equal(struct value left, struct value right, struct arena *arena)
{
    (void)arena;
    return value_of_truth(value_compare(&left, &right) >= 0);
}

static struct value join(struct value left, struct value right, struct arena *arena)
{
    return value_of_text(arena_print(arena, "%s%s", left.text, right.text));
}

// What is left of nearly equal numbers is rounding, not a figure.
static struct value add(struct value left, struct value right, struct arena *arena)
{
    (void)arena;
    bool cancels = left.number != 0 && value_is_near(left.number, -right.number);
    return value_of_number(cancels ? 0 : left.number + right.number);
}

static struct value subtract(struct value left, struct value right, struct arena *arena)
{
    return add(left, (struct value){.number = -right.number}, arena);
}

static struct value multiply(struct value left, struct value right, struct arena *arena)
{
    (void)arena;
    return value_of_number(left.number * right.number);
}

static struct value divide(struct value left, struct value right, struct arena *arena)
{
    (void)arena;
    if (right.number == 0)
        return value_of_fault(FAULT_DIVIDE);
    return value_of_number(left.number / right.number);
}

// 0^0 has no value in Excel, nor has a root of a negative number.
static struct value power(struct value left, struct value right, struct arena *arena)
{
    (void)arena;
    if (left.number == 0 && right.number == 0)
        return value_of_fault(FAULT_NUMBER);
    if (left.number == 0 && right.number < 0)
        return value_of_fault(FAULT_DIVIDE);
    return value_of_number(pow(left.number, right.number));
}

static struct value negate(struct value left, struct value right, struct arena *arena)
{
    (void)right, (void)arena;
    return value_of_number(-left.number);
}

// Excel's + changes nothing, not even a text into a number.
static struct value keep(struct value left, struct value right, struct arena *arena)
{
    (void)right, (void)arena;
    return left;
}

static struct value take_percent(struct value left, struct value right, struct arena *arena)
{
    (void)right, (void)arena;
    return value_of_number(left.number / 100);
}

static const struct operation_rule rules[] = {
    [OPERATION_EQUAL] = {"=", STANDS_BETWEEN, PRECEDENCE_COMPARE, OPERAND_ANY, is_equal},
    [OPERATION_NOT_EQUAL] = {"<>", STANDS_BETWEEN, PRECEDENCE_COMPARE, OPERAND_ANY, is_not_equal},
    [OPERATION_LESS] = {"<", STANDS_BETWEEN, PRECEDENCE_COMPARE, OPERAND_ANY, is_less},
    [OPERATION_LESS_OR_EQUAL] = {"<=", STANDS_BETWEEN, PRECEDENCE_COMPARE, OPERAND_ANY,
                                 is_less_or_equal},
    [OPERATION_MORE] = {">", STANDS_BETWEEN, PRECEDENCE_COMPARE, OPERAND_ANY, is_more},
    [OPERATION_MORE_OR_EQUAL] = {">=", STANDS_BETWEEN, PRECEDENCE_COMPARE, OPERAND_ANY,
                                 is_more_or_equal},
    [OPERATION_JOIN] = {"&", STANDS_BETWEEN, PRECEDENCE_JOIN, OPERAND_TEXT, join},
    [OPERATION_ADD] = {"+", STANDS_BETWEEN, PRECEDENCE_ADD, OPERAND_NUMBER, add},
    [OPERATION_SUBTRACT] = {"-", STANDS_BETWEEN, PRECEDENCE_ADD, OPERAND_NUMBER, subtract},
    [OPERATION_MULTIPLY] = {"*", STANDS_BETWEEN, PRECEDENCE_MULTIPLY, OPERAND_NUMBER, multiply},
    [OPERATION_DIVIDE] = {"/", STANDS_BETWEEN, PRECEDENCE_MULTIPLY, OPERAND_NUMBER, divide},
    [OPERATION_POWER] = {"^", STANDS_BETWEEN, PRECEDENCE_POWER, OPERAND_NUMBER, power},
    [OPERATION_MINUS] = {"-", STANDS_BEFORE, PRECEDENCE_SIGN, OPERAND_NUMBER, negate},
    [OPERATION_PLUS] = {"+", STANDS_BEFORE, PRECEDENCE_SIGN, OPERAND_ANY, keep},
    [OPERATION_PERCENT] = {"%", STANDS_AFTER, PRECEDENCE_PERCENT, OPERAND_NUMBER, take_percent},
};

enum { RULE_COUNT = sizeof(rules) / sizeof(*rules) };

const struct operation_rule *operation_rule(enum operation operation)
{
    return &rules[operation];
}

int operation_find(const char *sign, size_t length, enum operation_stands stands)
{
    for (int i = 0; i < RULE_COUNT; i++) {
        if (rules[i].stands == stands && strlen(rules[i].sign) == length &&
            memcmp(rules[i].sign, sign, length) == 0)
            return i;
    }
    return -1;
}

size_t operation_sign_length(const char *text)
{
    size_t longest = 0;
    for (size_t i = 0; i < RULE_COUNT; i++) {
        size_t length = strlen(rules[i].sign);
        if (length > longest && text_starts(text, rules[i].sign))
            longest = length;
    }
    return longest;
}

static struct value as_operand(enum operand_kind kind, struct value value, struct arena *arena)
{
    if (kind == OPERAND_NUMBER)
        return value_to_number(value);
    return kind == OPERAND_TEXT ? value_to_text(value, arena) : value;
}

struct value operation_value(enum operation operation, struct value left, struct value right,
                             struct arena *arena)
{
    const struct operation_rule *rule = &rules[operation];
    left = as_operand(rule->takes, left, arena);
    right = as_operand(rule->takes, right, arena);
    if (left.kind == VALUE_ERROR)
        return left;
    if (right.kind == VALUE_ERROR)
        return right;
    return rule->work_out(left, right, arena);
}
