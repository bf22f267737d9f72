#ifndef LAYOUT_TOKEN_H
#define LAYOUT_TOKEN_H

#include "base/arena.h"
#include "base/problem.h"

#include <stddef.h>

// The words and signs of a formula.

enum token_kind {
    TOKEN_END,
    TOKEN_NUMBER,
    TOKEN_TEXT, // with its quotes
    TOKEN_NAME,
    TOKEN_OPERATOR,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_COMMA,
    TOKEN_WRONG,
};

struct token {
    enum token_kind kind;
    const char *start; // in the formula
    size_t length;     // bytes
    const char *fault; // TOKEN_WRONG: "is no number", to follow the token in quotes
    const char *help;  // TOKEN_WRONG: what to do, or NULL
};

// The token at or after a place in a formula; the next one starts at its end.
struct token token_at(const char *at);

// Where a part of a text stands, whose start stands at `place`. In a CSV, or on a further line of
// the text, that is the place of the text.
struct place token_place(struct place place, const char *text, const char *at);

// A part of a text for a message: its first forty characters.
const char *token_quote(struct arena *arena, const char *start, const char *end);

#endif
