#ifndef LAYOUT_OPERATION_H
#define LAYOUT_OPERATION_H

#include "layout/expression.h"

// The operators: how they are written, how tightly they bind, and what they do.

enum operation_stands { STANDS_BETWEEN, STANDS_BEFORE, STANDS_AFTER };

// Loosest first. Operators that bind alike are worked out from the left, ^ too.
enum precedence {
    PRECEDENCE_COMPARE,
    PRECEDENCE_JOIN,
    PRECEDENCE_ADD,
    PRECEDENCE_MULTIPLY,
    PRECEDENCE_POWER,
    PRECEDENCE_SIGN,
    PRECEDENCE_PERCENT,
    PRECEDENCE_WHOLE, // what never needs brackets
};

enum operand_kind { OPERAND_NUMBER, OPERAND_TEXT, OPERAND_ANY };

struct operation_rule {
    const char *sign;
    enum operation_stands stands;
    enum precedence precedence;
    enum operand_kind takes;
    // Operands are of the kind that is taken, no errors; `right` of an operator with one is a
    // blank.
    struct value (*work_out)(struct value left, struct value right, struct arena *arena);
};

const struct operation_rule *operation_rule(enum operation operation);

// The operator that is written so and stands there; -1 for none.
int operation_find(const char *sign, size_t length, enum operation_stands stands);

// How many bytes of a text are the sign of an operator: 2 of "<=5", 0 of "a".
size_t operation_sign_length(const char *text);

// The operation on values of any kind, errors included.
struct value operation_value(enum operation operation, struct value left, struct value right,
                             struct arena *arena);

#endif
