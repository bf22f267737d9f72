#ifndef BASE_FORMAT_CODE_H
#define BASE_FORMAT_CODE_H

#include <stdbool.h>
#include <stddef.h>

// Number format codes, read: sections, what they are for, and the tokens they are made of. Used by
// format.c, which shows numbers under them.

enum token_kind {
    TOKEN_END, // of the section or the code
    TOKEN_LITERAL,
    TOKEN_SPACE,     // _x
    TOKEN_NOTHING,   // *x, [Red]
    TOKEN_CONDITION, // [<100]
    TOKEN_DIGIT,     // 0 # ?
    TOKEN_POINT,
    TOKEN_COMMA,
    TOKEN_PERCENT,
    TOKEN_GENERAL,
    TOKEN_CELL_TEXT, // @
    TOKEN_FAULT,
};

struct token {
    enum token_kind kind;
    const char *start; // of a literal or condition what it says, without quotes and brackets
    size_t length;
    const char *fault;
};

// The next token of a section, moving past it, but not past the section's end.
struct token token_next(const char **at);

enum comparison { COMPARE_NOTHING, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, MORE, MORE_OR_EQUAL };

// Which numbers a section is for: [<100]
struct condition {
    enum comparison comparison;
    double limit;
};

struct section {
    const char *start, *end;
    const char *body; // after the condition and colour that it starts with
    struct condition condition;
    int whole;     // placeholders before the point
    int decimals;  // and after it
    int zeros;     // decimals that are shown even where they are 0
    int thousands; // scaling commas: 0,, is in millions
    bool grouped;  // has thousands separators
    bool is_percentage;
    bool is_general; // shows the number as General does
    bool is_text;    // has an @
};

bool section_has_digits(const struct section *section);

enum { MOST_SECTIONS = 4 };

struct format {
    struct section sections[MOST_SECTIONS];
    size_t count;   // all sections
    size_t numbers; // the first of them, those for numbers
};

// Reads a code; returns what is wrong with it, or NULL. NULL and "" are General. The code must live
// as long as the format.
const char *format_read(const char *code, struct format *format);

#endif
