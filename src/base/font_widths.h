#ifndef BASE_FONT_WIDTHS_H
#define BASE_FONT_WIDTHS_H

#include <stdbool.h>

enum { FONT_EM = 2048 }; // the type size, in the unit of advances

// How far a character moves the pen. One the font does not have, such as ★, comes from another
// font, and is taken for as wide as the type size.
unsigned font_advance(unsigned code_point, bool bold);

#endif
