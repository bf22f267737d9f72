// Functions of numbers: ABS, ROUND and their like.
#include "layout/functions.h"

#include "base/number.h"
#include "layout/value.h"

#include <math.h>

struct value function_abs(const struct call *call)
{
    return value_of_number(fabs(call->arguments[0].number));
}

// The whole number at or below, judged on 15 digits: (0.1+0.7)*10 has 8, not 7.
static double floor_of(double number)
{
    enum { DIGITS = 15 };
    if (number == floor(number))
        return number;
    int places = DIGITS - 1 - (int)floor(log10(fabs(number)));
    return floor(number_round(number, places));
}

struct value function_int(const struct call *call)
{
    return value_of_number(floor_of(call->arguments[0].number));
}

// What is left over has the sign of the divisor.
struct value function_mod(const struct call *call)
{
    double number = call->arguments[0].number;
    double divisor = call->arguments[1].number;
    if (divisor == 0)
        return value_of_fault(FAULT_DIVIDE);
    double whole = floor_of(number / divisor) * divisor;
    double rest = value_is_near(number, whole) ? 0 : number - whole;
    bool is_inside = divisor > 0 ? rest >= 0 && rest < divisor : rest <= 0 && rest > divisor;
    return is_inside ? value_of_number(rest) : value_of_fault(FAULT_NUMBER);
}

// More decimals than a number can have do nothing, fewer leave nothing.
static int decimals_of(const struct call *call)
{
    enum { MOST_DECIMALS = 400 };
    double decimals = trunc(call->arguments[1].number);
    return (int)fmax(-MOST_DECIMALS, fmin(decimals, MOST_DECIMALS));
}

struct value function_round(const struct call *call)
{
    return value_of_number(number_round(call->arguments[0].number, decimals_of(call)));
}

struct value function_roundup(const struct call *call)
{
    return value_of_number(number_round_up(call->arguments[0].number, decimals_of(call)));
}

struct value function_rounddown(const struct call *call)
{
    return value_of_number(number_round_down(call->arguments[0].number, decimals_of(call)));
}

struct value function_sqrt(const struct call *call)
{
    double number = call->arguments[0].number;
    return number < 0 ? value_of_fault(FAULT_NUMBER) : value_of_number(sqrt(number));
}
