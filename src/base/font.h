#ifndef BASE_FONT_H
#define BASE_FONT_H

#include "base/arena.h"

#include <stdbool.h>

// How wide text is in Liberation Sans, which has Arial's widths. Widths are in points (1/72 inch).
// All of it errs on the side of more than Excel and LibreOffice take, so that no text is cut off.
struct font {
    double size; // points
    bool bold;
};

double font_text_width(struct font font, const char *text); // of the widest line
double font_line_height(struct font font); // from one base line to the next, in whole pixels

// How many lines a text takes when it is wrapped at spaces and hyphens (and inside words that are
// too long) to a width in points; a line break in the text starts a new one. At least 1.
size_t font_lines(struct font font, const char *text, double width);

// The text with a line break wherever it would be wrapped to that width.
const char *font_wrapped(struct arena *arena, struct font font, const char *text, double width);

// Column widths: Excel counts them in digits of the workbook's default font (Arial 10 by our
// choice: 7 pixels a digit at 96 dpi, plus 5 of padding). The width in points that text has in a
// column of `characters`.
double font_column_points(double characters); // whole column
double font_column_room(double characters);   // less the padding

// How many times as wide as font_column_points() says columns are where the workbook's default font
// has another size, or on paper: Excel prints by the printer's digits, and those of Arial 10
// are 5.56 points wide, not 7 pixels (5.25).
double font_columns_on_paper(double size);

// And how much of font_column_room() a text can count on, both on a screen and on paper: at most 1.
double font_least_room(double size);

#endif
