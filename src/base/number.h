#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include "base/arena.h"

#include <stdbool.h>

// A number as it was typed: its value and the Excel format code that shows it as typed.
struct number {
    double value;
    const char *format; // "0.0%", "#,##0", "\"£\"#,##0.0", "+0.0%;-0.0%", "0", "0.0"
};

// Reads a number as people type them: 98, -4.2, +2.5%, 8,500, £4,744, £3.5m (value 3.5, format
// "£"0.0"m"), 35.2m, 12 %, (12) for -12, spaces around; the currencies £, $ and €; k, m, mn, bn
// and tn, which stay out of the value. A minus sign may be a real one (−) or a dash. Thousands
// commas must stand where they belong.
// Returns false for anything else, for text such as 1e5, and for whole numbers of more than 15
// digits, which neither Excel nor we could keep.
bool number_read(struct arena *arena, const char *text, struct number *number);

// Rounds half away from zero at `decimals` (which may be negative), deciding on the 15 significant
// digits, as Excel's ROUND does: 0.285 at 2 is 0.29.
double number_round(double value, int decimals);
double number_round_up(double value, int decimals);   // away from zero
double number_round_down(double value, int decimals); // towards zero

// The shortest text of at most 15 significant digits, '.' for the point: as Excel's General in a
// text, "0.75", "1E+20". Plain up to 20 characters. `buffer` holds at least 32 bytes.
enum { NUMBER_ROOM = 32 };
char *number_show(double value, char *buffer);

// Equal to 15 significant digits (the last bits of a double are free), or within 1e-12 of each
// other: what must hold between what is stored and what recalculates.
bool number_agrees(double one, double other);

#endif
