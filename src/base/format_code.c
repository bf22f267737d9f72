#include "base/format_code.h"

#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LONGEST_CODE = 255 }; // characters that Excel takes

// --- tokens --------------------------------------------------------------------------------------

static struct token token_fault(const char *fault)
{
    return (struct token){.kind = TOKEN_FAULT, .fault = fault};
}

// "text"
static struct token quoted_token(const char **at)
{
    const char *start = *at + 1;
    const char *end = strchr(start, '"');
    if (!end)
        return token_fault("a double quote is not closed");
    *at = end + 1;
    return (struct token){.kind = TOKEN_LITERAL, .start = start, .length = (size_t)(end - start)};
}

// \x, _x or *x: the character after the first.
static struct token pair_token(const char **at, enum token_kind kind)
{
    const char *start = *at + 1;
    if (*start == '\0')
        return token_fault("a character is missing after the last one");
    *at = start;
    text_next(at);
    return (struct token){.kind = kind, .start = start, .length = (size_t)(*at - start)};
}

// What may stand in brackets, besides [$£-809] and conditions. Colours are the layout's business.
static const char *const colours[] = {
    "Black", "Blue", "Color", "Cyan", "Green", "Magenta", "Red", "White", "Yellow",
};

static bool is_colour(const char *inside, size_t length)
{
    while (length > 0 && isdigit((unsigned char)inside[length - 1])) // [Color 12]
        length--;
    while (length > 0 && inside[length - 1] == ' ')
        length--;
    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++) {
        if (length == strlen(colours[i]) && strncasecmp(inside, colours[i], length) == 0)
            return true;
    }
    return false;
}

static struct token bracket_token(const char **at)
{
    const char *start = *at + 1;
    const char *end = strchr(start, ']');
    if (!end)
        return token_fault("a '[' is not closed");
    *at = end + 1;
    struct token token = {.start = start, .length = (size_t)(end - start)};
    if (*start == '$') {
        token.kind = TOKEN_LITERAL;
        token.start++;
        token.length = strcspn(token.start, "-]");
    } else if (*start == '<' || *start == '>' || *start == '=') {
        token.kind = TOKEN_CONDITION;
    } else if (is_colour(token.start, token.length)) {
        token.kind = TOKEN_NOTHING;
    } else {
        return token_fault("only a colour, a condition such as [<100] or a currency such as "
                           "[$£-809] may stand in brackets");
    }
    return token;
}

// A letter or sign that stands for itself, or should be in quotes.
static struct token plain_token(const char **at)
{
    if (strchr("dmyhsDMYHS", **at))
        return token_fault("d, m, y, h and s are for dates; text stands in double quotes");
    if (isalnum((unsigned char)**at) || **at == '/')
        return token_fault("letters, the figures 1 to 9 and / stand in double quotes");
    struct token token = {.kind = TOKEN_LITERAL, .start = *at};
    text_next(at);
    token.length = (size_t)(*at - token.start);
    return token;
}

static struct token sign_token(const char **at, enum token_kind kind)
{
    return (struct token){.kind = kind, .start = (*at)++, .length = 1};
}

struct token token_next(const char **at)
{
    static const char general[] = "General";
    if (strncasecmp(*at, general, strlen(general)) == 0) {
        *at += strlen(general);
        return (struct token){.kind = TOKEN_GENERAL};
    }
    switch (**at) {
    case '\0':
    case ';':
        return (struct token){.kind = TOKEN_END};
    case '"':
        return quoted_token(at);
    case '\\':
        return pair_token(at, TOKEN_LITERAL);
    case '_':
        return pair_token(at, TOKEN_SPACE);
    case '*':
        return pair_token(at, TOKEN_NOTHING);
    case '[':
        return bracket_token(at);
    case '0':
    case '#':
    case '?':
        return sign_token(at, TOKEN_DIGIT);
    case '.':
        return sign_token(at, TOKEN_POINT);
    case ',':
        return sign_token(at, TOKEN_COMMA);
    case '%':
        return sign_token(at, TOKEN_PERCENT);
    case '@':
        return sign_token(at, TOKEN_CELL_TEXT);
    default:
        return plain_token(at);
    }
}

// --- sections ------------------------------------------------------------------------------------

// Longer signs first.
static const struct {
    const char *sign;
    enum comparison comparison;
} comparisons[] = {
    {"<=", LESS_OR_EQUAL}, {">=", MORE_OR_EQUAL}, {"<>", NOT_EQUAL},
    {"<", LESS},           {">", MORE},           {"=", EQUAL},
};

// What is known while a section is read.
struct section_reader {
    struct section *section;
    bool past_point;
    bool past_body; // something other than brackets was read
    int commas;     // since the last placeholder
};

static const char *read_condition(struct section *section, const struct token *token)
{
    if (section->condition.comparison != COMPARE_NOTHING)
        return "a section has two conditions";
    for (size_t i = 0; i < sizeof comparisons / sizeof comparisons[0]; i++) {
        if (!text_starts(token->start, comparisons[i].sign))
            continue;
        const char *number = token->start + strlen(comparisons[i].sign);
        char *end;
        section->condition.comparison = comparisons[i].comparison;
        section->condition.limit = strtod(number, &end);
        bool is_number = end > number && *end == ']' && isfinite(section->condition.limit);
        return is_number ? NULL : "a condition compares with a number, as in [<100]";
    }
    return NULL;
}

static const char *read_digit(struct section_reader *reader, const struct token *token)
{
    struct section *section = reader->section;
    if (reader->commas > 0 && reader->past_point)
        return "a comma stands among the decimals";
    if (reader->commas > 0)
        section->grouped = true;
    reader->commas = 0;
    if (!reader->past_point) {
        section->whole++;
        return NULL;
    }
    section->decimals++;
    if (*token->start == '0')
        section->zeros = section->decimals;
    return NULL;
}

static const char *read_point(struct section_reader *reader)
{
    if (reader->past_point)
        return "a section has two decimal points";
    if (reader->commas > 0) // Excel takes it, LibreOffice does not
        return "commas that scale stand after the last digit, as in 0.0,";
    reader->past_point = true;
    return NULL;
}

static const char *read_comma(struct section_reader *reader)
{
    if (reader->section->whole + reader->section->decimals == 0)
        return "a comma without a digit before it stands in double quotes";
    reader->commas++;
    return NULL;
}

static const char *read_token(struct section_reader *reader, const struct token *token)
{
    struct section *section = reader->section;
    switch (token->kind) {
    case TOKEN_FAULT:
        return token->fault;
    case TOKEN_CONDITION:
        return read_condition(section, token);
    case TOKEN_DIGIT:
        return read_digit(reader, token);
    case TOKEN_POINT:
        return read_point(reader);
    case TOKEN_COMMA:
        return read_comma(reader);
    case TOKEN_PERCENT:
        if (section->is_percentage)
            return "a section has two percent signs";
        section->is_percentage = true;
        break;
    case TOKEN_GENERAL:
        section->is_general = true;
        break;
    case TOKEN_CELL_TEXT:
        section->is_text = true;
        break;
    case TOKEN_LITERAL:
    case TOKEN_SPACE:
    case TOKEN_NOTHING:
    case TOKEN_END:
        break;
    }
    return NULL;
}

bool section_has_digits(const struct section *section)
{
    return section->whole + section->decimals > 0;
}

static bool stands_before_body(const struct token *token)
{
    return token->kind == TOKEN_CONDITION ||
           (token->kind == TOKEN_NOTHING && token->start[-1] == '[');
}

// Reads a section up to its end; returns what is wrong with it, or NULL.
static const char *section_read(const char *start, struct section *section)
{
    *section = (struct section){.start = start, .body = start};
    struct section_reader reader = {.section = section};
    const char *at = start;
    for (;;) {
        struct token token = token_next(&at);
        if (token.kind == TOKEN_END)
            break;
        const char *fault = read_token(&reader, &token);
        if (fault)
            return fault;
        reader.past_body |= !stands_before_body(&token);
        if (!reader.past_body)
            section->body = at;
    }
    section->end = at;
    section->thousands = reader.commas;
    if (section->is_text + section->is_general + section_has_digits(section) > 1)
        return "a section shows digits, General or the text (@), only one of them";
    return NULL;
}

// Sections without a condition of their own are for positive, negative and zero, in this order; of
// two, the first has zero as well, and the last has whatever is left.
static void set_usual_conditions(struct format *format)
{
    struct condition *first = &format->sections[0].condition;
    struct condition *second = &format->sections[1].condition;
    if (format->numbers == 2 && first->comparison == COMPARE_NOTHING)
        first->comparison = MORE_OR_EQUAL;
    if (format->numbers > 2 && first->comparison == COMPARE_NOTHING)
        first->comparison = MORE;
    if (format->numbers > 2 && second->comparison == COMPARE_NOTHING)
        second->comparison = LESS;
}

static const char *sections_fault(const struct format *format)
{
    for (size_t i = 0; i < format->count; i++) {
        const struct section *section = &format->sections[i];
        if ((i >= 2 || i >= format->numbers) && section->condition.comparison != COMPARE_NOTHING)
            return "only the first two sections for numbers may have a condition";
        if (i + 1 < format->count && section->is_text)
            return "the text (@) stands in the last section";
        if (i + 1 == MOST_SECTIONS && (section_has_digits(section) || section->is_general))
            return "the fourth section is for texts: it has no digits";
    }
    if (format->numbers == 1 && format->sections[0].condition.comparison != COMPARE_NOTHING)
        return "the numbers that do not meet the condition need a section of their own";
    return NULL;
}

const char *format_read(const char *code, struct format *format)
{
    *format = (struct format){0};
    const char *at = code && *code ? code : "General";
    if (text_characters(at) > LONGEST_CODE)
        return "it is longer than the 255 characters that Excel takes";
    for (;; at++) {
        if (format->count == MOST_SECTIONS)
            return "it has more than four sections";
        struct section *section = &format->sections[format->count];
        const char *fault = section_read(at, section);
        if (fault)
            return fault;
        format->count++;
        at = section->end;
        if (*at == '\0')
            break;
    }
    bool last_is_text =
        format->count == MOST_SECTIONS || format->sections[format->count - 1].is_text;
    format->numbers = last_is_text ? format->count - 1 : format->count;
    const char *fault = sections_fault(format);
    set_usual_conditions(format);
    return fault;
}
