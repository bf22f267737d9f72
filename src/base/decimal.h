#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>

// A number by its 15 significant decimal digits, which is how Excel rounds and shows numbers. All
// that is shown or rounded goes through here, never through binary arithmetic: 0.285 is 0.285, so
// that it is 29% under 0%.

enum { DECIMAL_DIGITS = 15 };

struct decimal {
    bool negative;
    int count;                   // digits, without zeros at either end; 0 for zero
    int point;                   // where the decimal point is: 28.5 has digits 285 and point 2
    char digits[DECIMAL_DIGITS]; // '0' to '9'
};

enum rounding {
    ROUND_HALF_AWAY, // from zero
    ROUND_HALF_EVEN,
    ROUND_AWAY, // from zero, whatever is cut off
    ROUND_TOWARDS_ZERO,
};

// The digits of a finite number.
struct decimal decimal_of(double value);

// Rounds at a number of decimals, which may be negative.
void decimal_round(struct decimal *decimal, int decimals, enum rounding rounding);

// The digit that counts 10^place: of 28.5 the digit at 1 is '2', at -1 '5', and '0' elsewhere.
char decimal_digit(const struct decimal *decimal, int place);

// How many digits it has after the point; 0 or less for whole numbers.
int decimal_decimals(const struct decimal *decimal);

// The nearest double.
double decimal_value(const struct decimal *decimal);

#endif
