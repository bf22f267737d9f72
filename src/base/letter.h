#ifndef BASE_LETTER_H
#define BASE_LETTER_H

#include "base/arena.h"

#include <stdbool.h>

// Letters of either case, of every script and without a locale. letter.c is the one file that knows
// libutf8proc.

// A letter whose other case is two letters (ß), and what is no letter, stay as they are.
unsigned letter_upper(unsigned code_point);
unsigned letter_lower(unsigned code_point);
bool letter_is_letter_or_digit(unsigned code_point); // a digit is 0 to 9

// The first `length` bytes of a text such that texts that differ by case alone, or by whether É is
// one code point or two, come out as the same. Bytes that are no UTF-8 stay as they are.
const char *letter_fold(struct arena *arena, const char *text, size_t length);

#endif
