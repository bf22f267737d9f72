#ifndef LAYOUT_LETTER_H
#define LAYOUT_LETTER_H

// Letters of either case, without a locale: Latin with its accents, Greek, Cyrillic. Other code
// points have no other case. A letter whose other case is two letters (ß) stays as it is.
unsigned letter_upper(unsigned code_point);
unsigned letter_lower(unsigned code_point);

#endif
