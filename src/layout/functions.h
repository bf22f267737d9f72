#ifndef LAYOUT_FUNCTIONS_H
#define LAYOUT_FUNCTIONS_H

#include "layout/function.h"

// What each function does, for the table in function.c; a file to a kind.

// An argument that may be left out.
static inline double call_number(const struct call *call, size_t argument, double otherwise)
{
    return argument < call->tree->count ? call->arguments[argument].number : otherwise;
}

// function_set.c: of any number of values
struct value function_average(const struct call *call);
struct value function_and(const struct call *call);
struct value function_count(const struct call *call);
struct value function_counta(const struct call *call);
struct value function_countif(const struct call *call);
struct value function_max(const struct call *call);
struct value function_median(const struct call *call);
struct value function_min(const struct call *call);
struct value function_or(const struct call *call);
struct value function_rank(const struct call *call);
struct value function_sum(const struct call *call);

// function_number.c
struct value function_abs(const struct call *call);
struct value function_int(const struct call *call);
struct value function_mod(const struct call *call);
struct value function_round(const struct call *call);
struct value function_rounddown(const struct call *call);
struct value function_roundup(const struct call *call);
struct value function_sqrt(const struct call *call);

// function_text.c
struct value function_char(const struct call *call);
struct value function_concatenate(const struct call *call);
struct value function_left(const struct call *call);
struct value function_len(const struct call *call);
struct value function_lower(const struct call *call);
struct value function_mid(const struct call *call);
struct value function_right(const struct call *call);
struct value function_text(const struct call *call);
struct value function_trim(const struct call *call);
struct value function_upper(const struct call *call);
struct value function_value(const struct call *call);

#endif
