#include "layout/token.h"

#include "base/text.h"
#include "layout/operation.h"

#include <stdbool.h>
#include <string.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

// Code points beyond ASCII that are no letters: signs, punctuation, arrows, pictures.
static bool is_sign(unsigned code_point)
{
    static const unsigned ranges[][2] = {
        {0x80, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},        {0xD7, 0xD7},
        {0xF7, 0xF7},     {0x2000, 0x2BFF}, {0x3000, 0x3004}, {0x3008, 0x3020},    {0xE000, 0xF8FF},
        {0xFE00, 0xFE6F}, {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFF}, {0x1F000, 0x10FFFF},
    };
    for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
        if (code_point >= ranges[i][0] && code_point <= ranges[i][1])
            return true;
    }
    return false;
}

// Whether a name may start with a code point; digits and dots may stand further on.
static bool is_letter(unsigned code_point)
{
    bool is_latin = (code_point >= 'A' && code_point <= 'Z') ||
                    (code_point >= 'a' && code_point <= 'z') || code_point == '_';
    return is_latin || (code_point >= 0x80 && !is_sign(code_point));
}

static bool is_letter_at(const char *at)
{
    return is_letter(text_next(&at));
}

static const char *skip_name(const char *at)
{
    for (;;) {
        const char *next = at;
        unsigned code_point = text_next(&next);
        bool is_ascii = code_point < 0x80;
        if (!is_letter(code_point) &&
            !(is_ascii && (is_digit((char)code_point) || code_point == '.')))
            return at;
        at = next;
    }
}

static const char *skip_digits(const char *at)
{
    while (is_digit(*at))
        at++;
    return at;
}

// The end of a number: digits, decimals, and an exponent where all of it is there.
static const char *skip_number(const char *at)
{
    at = skip_digits(at);
    if (*at == '.')
        at = skip_digits(at + 1);
    if (*at != 'e' && *at != 'E')
        return at;
    const char *exponent = at + 1;
    if (*exponent == '+' || *exponent == '-')
        exponent++;
    return is_digit(*exponent) ? skip_digits(exponent) : at;
}

static struct token token_of(enum token_kind kind, const char *start, const char *end)
{
    return (struct token){.kind = kind, .start = start, .length = (size_t)(end - start)};
}

static struct token wrong(const char *start, const char *end, const char *fault, const char *help)
{
    struct token token = token_of(TOKEN_WRONG, start, end);
    token.fault = fault;
    token.help = help;
    return token;
}

static struct token number_at(const char *start)
{
    const char *end = skip_number(start);
    if (*end == '.' || is_letter_at(end))
        return wrong(start, skip_name(end), "is neither a number nor a name",
                     "names start with a letter; numbers have at most one point");
    return token_of(TOKEN_NUMBER, start, end);
}

static struct token text_at(const char *start)
{
    const char *at = start + 1;
    for (; *at != '\0'; at++) {
        bool is_space = *at == '\t' || *at == '\n' || *at == '\r';
        if (*at == '"' && at[1] != '"')
            return token_of(TOKEN_TEXT, start, at + 1);
        if (*at == '"')
            at++;
        else if ((unsigned char)*at < ' ' && !is_space)
            return wrong(start, at, "is followed by a control character", "take it out");
    }
    return wrong(start, at, "is a text without its second \"",
                 "a text stands in \" quotes; a \" inside it is written twice");
}

// Signs that people take from other languages, from mathematics, or from a word processor.
static const struct {
    const char *sign;
    const char *help;
} look_alikes[] = {
    {"×", "write *"},
    {"·", "write *"},
    {"÷", "write /"},
    {"−", "write the - of the keyboard"},
    {"–", "write the - of the keyboard"},
    {"—", "write the - of the keyboard"},
    {"≤", "write <="},
    {"≥", "write >="},
    {"≠", "write <>"},
    {"“", "write straight quotes: \""},
    {"”", "write straight quotes: \""},
    {"„", "write straight quotes: \""},
    {"'", "write double quotes: \""},
    {"‘", "write double quotes: \""},
    {"’", "write double quotes: \""},
    {"==", "write a single ="},
    {"!=", "write <>"},
    {"**", "write ^"},
    {"&&", "write AND(a, b); a single & joins texts"},
    {"||", "write OR(a, b)"},
    {"!", "write NOT(a)"},
    {";", "write a comma between arguments"},
    {":", "names stand where Excel has cells and ranges"},
    {"$", "names stand where Excel has cells and ranges"},
    {"{", "formulas have no lists in braces"},
    {"[", "formulas have no square brackets; use ( and )"},
};

static struct token unknown_sign(const char *start)
{
    static const char *const fault = "means nothing in a formula";
    for (size_t i = 0; i < sizeof(look_alikes) / sizeof(*look_alikes); i++) {
        if (text_starts(start, look_alikes[i].sign))
            return wrong(start, start + strlen(look_alikes[i].sign), fault, look_alikes[i].help);
    }
    const char *end = start;
    text_next(&end);
    return wrong(start, end, fault, NULL);
}

static const char *skip_space(const char *at)
{
    static const char no_break_space[] = "\xC2\xA0";
    for (;;) {
        at += strspn(at, " \t\n\r");
        if (!text_starts(at, no_break_space))
            return at;
        at += strlen(no_break_space);
    }
}

struct token token_at(const char *at)
{
    at = skip_space(at);
    if (*at == '\0')
        return token_of(TOKEN_END, at, at);
    if (*at == '(')
        return token_of(TOKEN_OPEN, at, at + 1);
    if (*at == ')')
        return token_of(TOKEN_CLOSE, at, at + 1);
    if (*at == ',')
        return token_of(TOKEN_COMMA, at, at + 1);
    if (*at == '"')
        return text_at(at);
    if (is_digit(*at) || (*at == '.' && is_digit(at[1])))
        return number_at(at);
    if (is_letter_at(at))
        return token_of(TOKEN_NAME, at, skip_name(at));
    size_t length = operation_sign_length(at);
    bool is_doubled = text_starts(at, "==") || text_starts(at, "**") || text_starts(at, "&&");
    if (length == 0 || is_doubled)
        return unknown_sign(at);
    return token_of(TOKEN_OPERATOR, at, at + length);
}

struct place token_place(struct place place, const char *text, const char *at)
{
    const char *here = text;
    size_t characters = 0;
    while (here < at && text_next(&here) != '\n')
        characters++;
    if (here >= at && !place.cell && place.column > 0)
        place.column += characters;
    return place;
}

const char *token_quote(struct arena *arena, const char *start, const char *end)
{
    enum { LONGEST = 40 };
    const char *cut = start;
    for (size_t i = 0; i < LONGEST && cut < end; i++)
        text_next(&cut);
    const char *quote = arena_copy_part(arena, start, (size_t)(cut - start));
    return cut < end ? arena_print(arena, "%s…", quote) : quote;
}
