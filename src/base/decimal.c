#include "base/decimal.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Zero is 0 with its point before it, whatever it was rounded from.
static void drop_zeros_at_end(struct decimal *decimal)
{
    while (decimal->count > 0 && decimal->digits[decimal->count - 1] == '0')
        decimal->count--;
    if (decimal->count == 0) {
        decimal->negative = false;
        decimal->point = 0;
    }
}

// Whole numbers, which most are, have no need of printf: 1820 is 1, 8, 2, 0.
static struct decimal decimal_of_whole(double value)
{
    struct decimal decimal = {.negative = value < 0};
    char backwards[DECIMAL_DIGITS] = {0};
    for (uint64_t rest = (uint64_t)fabs(value); rest > 0; rest /= 10)
        backwards[decimal.count++] = (char)('0' + rest % 10);
    for (int i = 0; i < decimal.count; i++)
        decimal.digits[i] = backwards[decimal.count - 1 - i];
    decimal.point = decimal.count;
    drop_zeros_at_end(&decimal);
    return decimal;
}

struct decimal decimal_of(double value)
{
    if (fabs(value) < 1e15 && value == trunc(value))
        return decimal_of_whole(value);
    // "2.85000000000000e+01". Digits are picked out one by one, so that it does not matter what
    // the locale has for a point.
    char printed[40];
    snprintf(printed, sizeof printed, "%.*e", DECIMAL_DIGITS - 1, fabs(value));

    struct decimal decimal = {.negative = value < 0};
    const char *at = printed;
    for (; *at && *at != 'e'; at++) {
        if (isdigit((unsigned char)*at) && decimal.count < DECIMAL_DIGITS)
            decimal.digits[decimal.count++] = *at;
    }
    if (*at == 'e')
        decimal.point = (int)strtol(at + 1, NULL, 10) + 1;
    drop_zeros_at_end(&decimal);
    return decimal;
}

// Whether the digits kept go up by one when those from `kept` on are cut off.
static bool rounds_up(const struct decimal *decimal, int kept, enum rounding rounding)
{
    if (rounding == ROUND_TOWARDS_ZERO)
        return false;
    if (rounding == ROUND_AWAY)
        return true; // there are no zeros at the end, so what is cut off is not 0
    if (kept < 0)
        return false; // less than a twentieth
    char first = decimal->digits[kept];
    bool is_half = first == '5' && kept + 1 == decimal->count;
    if (is_half && rounding == ROUND_HALF_EVEN)
        return kept > 0 && (decimal->digits[kept - 1] - '0') % 2 == 1;
    return first >= '5';
}

// Adds one to the last digit: 199 becomes 2 (00), 99 becomes 1 (00) with its point moved.
static void count_up(struct decimal *decimal)
{
    while (decimal->count > 0 && decimal->digits[decimal->count - 1] == '9')
        decimal->count--;
    if (decimal->count > 0) {
        decimal->digits[decimal->count - 1]++;
        return;
    }
    decimal->digits[0] = '1';
    decimal->count = 1;
    decimal->point++;
}

void decimal_round(struct decimal *decimal, int decimals, enum rounding rounding)
{
    int kept = decimal->point + decimals;
    if (decimal->count == 0 || kept >= decimal->count)
        return;
    bool up = rounds_up(decimal, kept, rounding);
    decimal->count = kept > 0 ? kept : 0;
    if (up) {
        if (kept <= 0)
            decimal->point = -decimals; // one at the last place that is kept: 0.006 at 2 is 0.01
        count_up(decimal);
    }
    drop_zeros_at_end(decimal);
}

char decimal_digit(const struct decimal *decimal, int place)
{
    int index = decimal->point - 1 - place;
    if (index < 0 || index >= decimal->count)
        return '0';
    return decimal->digits[index];
}

int decimal_decimals(const struct decimal *decimal)
{
    return decimal->count - decimal->point;
}

// A whole number of 15 digits and a power of ten up to the 22nd are doubles without loss, so that
// one division or multiplication gives the nearest double.
static bool is_near_enough(int power)
{
    return power >= -22 && power <= 22;
}

static double power_of_ten(int power)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    return powers[power];
}

static double decimal_value_near(const struct decimal *decimal, int power)
{
    uint64_t digits = 0;
    for (int i = 0; i < decimal->count; i++)
        digits = digits * 10 + (uint64_t)(decimal->digits[i] - '0');
    double value =
        power < 0 ? (double)digits / power_of_ten(-power) : (double)digits * power_of_ten(power);
    return decimal->negative ? -value : value;
}

double decimal_value(const struct decimal *decimal)
{
    if (is_near_enough(-decimal_decimals(decimal)))
        return decimal_value_near(decimal, -decimal_decimals(decimal));
    // "-285e-1": without a point, strtod reads the same in every locale.
    char printed[40];
    if (decimal->count == 0)
        return 0;
    snprintf(printed, sizeof printed, "%s%.*se%d", decimal->negative ? "-" : "", decimal->count,
             decimal->digits, -decimal_decimals(decimal));
    return strtod(printed, NULL);
}
