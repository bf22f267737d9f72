#ifndef LAYOUT_FUNCTION_H
#define LAYOUT_FUNCTION_H

#include "layout/evaluation.h"
#include "layout/expression.h"

#include <stdbool.h>
#include <stddef.h>

// The table of functions: what they are called, what they take, what they do.

enum argument_kind {
    ARGUMENT_NUMBER,
    ARGUMENT_TEXT,
    ARGUMENT_TRUTH,
    ARGUMENT_VALUE,    // of any kind but an error
    ARGUMENT_FORMAT,   // a text that is a number format code
    ARGUMENT_WORD,     // a text that no search takes for a pattern or a comparison
    ARGUMENT_NUMBERS,  // a set: texts in the formula must read as numbers
    ARGUMENT_TRUTHS,   // a set: texts in the formula are wrong
    ARGUMENT_CELLS,    // a set: names only
    ARGUMENT_ANYTHING, // a set or a value, errors too: the function works it out itself
};

// Arguments that a function takes one by one; those after them are like the last.
enum { FUNCTION_ARGUMENTS = 3, MOST_ARGUMENTS = 255 };

// A call being worked out.
struct call {
    const struct evaluation *evaluation;
    const struct expression *tree;
    struct value arguments[FUNCTION_ARGUMENTS]; // of the kinds that are one value, converted
};

struct function {
    const char *name;
    size_t least, most; // arguments
    enum argument_kind takes[FUNCTION_ARGUMENTS];
    bool one_range; // of its cells at a time: of several, what they come to is added up
    bool copes;     // with blanks and words in place of numbers: what it takes needs no guard
    struct value (*work_out)(const struct call *call);
    // In place of work_out: the argument that it comes to. NULL where that is the value in
    // `*value`.
    const struct expression *(*choose)(const struct call *call, struct value *value);
};

// By its name, case free; NULL for none.
const struct function *function_find(const char *name);

size_t function_names(struct arena *arena, const char *const **names);

enum argument_kind function_takes(const struct function *function, size_t argument);

// What a call comes to: a value, or, for IF, whatever the part chosen comes to.
struct operand function_operand(const struct evaluation *evaluation, const struct expression *tree);

#endif
