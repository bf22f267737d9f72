#ifndef LAYOUT_VALUE_H
#define LAYOUT_VALUE_H

#include "base/arena.h"
#include "layout/expression.h"

#include <stdbool.h>

// What the parts of a formula come to, and how Excel turns one kind into another.

enum fault {
    FAULT_DIVIDE,    // #DIV/0!
    FAULT_VALUE,     // #VALUE!
    FAULT_NUMBER,    // #NUM!
    FAULT_NOT_FOUND, // #N/A
};

struct value value_of_number(double number); // #NUM! where it is not finite; -0 becomes 0
struct value value_of_text(const char *text);
struct value value_of_truth(bool truth);
struct value value_of_fault(enum fault fault);

// The value as another kind, or the error that Excel gives: a text is a number where it reads as a
// plain decimal one ("5", " -0.5 "), a blank is 0 or "", TRUE is 1; a number as a text has up to 15
// digits. Errors stay errors.
struct value value_to_number(struct value value);
struct value value_to_text(struct value value, struct arena *arena);
struct value value_to_truth(struct value value);

// Whether a text reads as a number, and which; `number` may be NULL.
bool value_text_reads(const char *text, double *number);

// Less than, equal or more than 0, as `one` is against `other`: numbers come before texts before
// truths; texts without case; a blank is whatever the other one is when empty. Numbers that differ
// in their last bits only are equal. Neither may be an error.
int value_compare(const struct value *one, const struct value *other);

// Whether a search for the text finds that text alone: it starts with a letter and is no truth, and
// has no sign that stands for others.
bool value_is_word(const char *text);

// Whether two numbers are the same but for rounding in their last bits.
bool value_is_near(double one, double other);

#endif
