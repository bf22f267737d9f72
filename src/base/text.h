#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"

#include <stdbool.h>

// A text being built in an arena. Start with {.arena = arena}; `bytes` is always NUL-ended once
// anything was added, and text_done() never returns NULL.
struct text {
    struct arena *arena;
    char *bytes;
    size_t length;
    size_t room;
};

void text_add(struct text *text, const char *more);
void text_add_part(struct text *text, const char *more, size_t length);
void text_add_char(struct text *text, char more);
void text_add_folded(struct text *text, const char *more); // as letter_fold() does
void text_print(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_print_list(struct text *text, const char *format, va_list values)
    __attribute__((format(printf, 2, 0)));
const char *text_done(struct text *text); // what was built, "" where nothing was

// Questions about texts, all UTF-8. NULL counts as "".
bool text_is_blank(const char *text);                // nothing but white space
bool text_equal(const char *one, const char *other); // byte for byte
bool text_same(const char *one, const char *other);  // but for case, and how accents are written
bool text_same_part(const char *one, const char *other, size_t length); // as its first bytes
bool text_starts(const char *text, const char *start);
bool text_ends(const char *text, const char *end);
size_t text_characters(const char *text); // code points, not bytes
size_t text_units(const char *text);      // characters as Excel counts them: UTF-16 units

// A copy without white space (the no-break space included) at either end.
const char *text_trim(struct arena *arena, const char *text);

// What texts have in common that mean the same name: trimmed, and as letter_fold() has it.
const char *text_key(struct arena *arena, const char *text);

// The text without an end that it has, trimmed; NULL where it does not have it, or that is "".
const char *text_without_end(struct arena *arena, const char *text, const char *end);

// The text cut at each `separator`; returns the number of parts, in `*parts`: one more than there
// are separators, so "" is one empty part.
size_t text_split(struct arena *arena, const char *text, char separator, const char ***parts);

// The next code point of UTF-8 text, moving `*at` past it; 0 at the end. A byte that is not UTF-8
// counts as one code point, U+FFFD.
unsigned text_next(const char **at);

// A code point as UTF-8; U+FFFD in place of one that no text may hold (0, surrogates, too large).
void text_add_code_point(struct text *text, unsigned code_point);

#endif
