#include "base/format.h"

#include "base/decimal.h"
#include "base/format_code.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    GENERAL_WIDTH = 11, // characters of a number under General, its minus not counted
    EXACT_DECIMALS = 15,
};

// --- showing numbers -----------------------------------------------------------------------------

static bool meets(double value, const struct condition *condition)
{
    switch (condition->comparison) {
    case COMPARE_NOTHING:
        return true;
    case EQUAL:
        return value == condition->limit;
    case NOT_EQUAL:
        return value != condition->limit;
    case LESS:
        return value < condition->limit;
    case LESS_OR_EQUAL:
        return value <= condition->limit;
    case MORE:
        return value > condition->limit;
    case MORE_OR_EQUAL:
        return value >= condition->limit;
    }
    return false;
}

static const struct section *section_for(const struct format *format, double value)
{
    for (size_t i = 0; i < format->numbers; i++) {
        if (meets(value, &format->sections[i].condition))
            return &format->sections[i];
    }
    return NULL;
}

// Whether none but negative numbers come under a section: it then shows them without a minus. Where
// it takes another number, it takes 0, a limit of a condition, or a number next to one of these.
static bool is_for_negatives(const struct format *format, const struct section *section)
{
    for (size_t i = 0; i <= format->numbers; i++) {
        double limit = i < format->numbers ? format->sections[i].condition.limit : 0;
        double tries[] = {nextafter(limit, -INFINITY), limit, nextafter(limit, INFINITY)};
        for (size_t k = 0; k < sizeof tries / sizeof tries[0]; k++) {
            if (tries[k] >= 0 && section_for(format, tries[k]) == section)
                return false;
        }
    }
    return true;
}

// A number, or a text, on its way through a section.
struct shown {
    struct text text;
    const struct section *section;
    struct decimal number; // scaled and rounded
    const char *cell_text; // a text in place of the number
    enum rounding rounding;
    int whole;      // placeholders before the point so far
    int decimals;   // and after it
    bool past_zero; // a 0 among those before the point
    bool past_point;
};

// One digit before the point, with the comma after it.
static void add_whole_digit(struct shown *shown, int place, char placeholder)
{
    bool visible = place < shown->number.point || shown->past_zero;
    if (!visible && placeholder == '#')
        return;
    bool has_comma = shown->section->grouped && place > 0 && place % 3 == 0;
    if (visible)
        text_add_char(&shown->text, decimal_digit(&shown->number, place));
    else
        text_add_char(&shown->text, ' ');
    if (has_comma)
        text_add(&shown->text, visible ? "," : " ");
}

// A placeholder before the point; the first one also takes the digits that have none.
static void add_whole(struct shown *shown, char placeholder)
{
    int place = shown->section->whole - 1 - shown->whole;
    if (shown->whole == 0) {
        for (int higher = shown->number.point - 1; higher > place; higher--)
            add_whole_digit(shown, higher, placeholder);
    }
    shown->past_zero |= placeholder == '0';
    add_whole_digit(shown, place, placeholder);
    shown->whole++;
}

static void add_decimal(struct shown *shown, char placeholder)
{
    shown->decimals++;
    bool visible = shown->decimals <= shown->section->zeros ||
                   shown->decimals <= decimal_decimals(&shown->number);
    if (visible)
        text_add_char(&shown->text, decimal_digit(&shown->number, -shown->decimals));
    else if (placeholder == '?')
        text_add_char(&shown->text, ' ');
}

// The digits from a place down to another, with a point between 1 and 0.1.
static void add_digits(struct text *text, const struct decimal *number, int first, int last)
{
    for (int place = first; place >= last; place--) {
        if (place == -1)
            text_add_char(text, '.');
        text_add_char(text, decimal_digit(number, place));
    }
}

// 1.23457E+11
static void add_power(struct text *text, struct decimal number, enum rounding rounding)
{
    enum { DECIMALS = 5 };
    decimal_round(&number, DECIMALS + 1 - number.point, rounding);
    int power = number.point - 1;
    number.point = 1;
    int last = decimal_decimals(&number) > 0 ? -decimal_decimals(&number) : 0;
    add_digits(text, &number, 0, last);
    text_print(text, "E%c%02d", power < 0 ? '-' : '+', abs(power));
}

// A number without its sign under General: as many decimals as fit.
static void add_general(struct text *text, struct decimal number, enum rounding rounding)
{
    enum { SMALL_DECIMALS = GENERAL_WIDTH - 2, SMALL = -3 };
    struct decimal rounded = number;
    int whole = number.point > 1 ? number.point : 1;
    int decimals = whole < GENERAL_WIDTH - 1 ? GENERAL_WIDTH - 1 - whole : 0;
    bool is_small = number.count > 0 && number.point < SMALL; // less than 0.0001: all digits or E
    if (!is_small)
        decimal_round(&rounded, decimals, rounding);
    if (rounded.point > GENERAL_WIDTH || (is_small && decimal_decimals(&number) > SMALL_DECIMALS)) {
        add_power(text, number, rounding);
        return;
    }
    int last = decimal_decimals(&rounded) > 0 ? -decimal_decimals(&rounded) : 0;
    add_digits(text, &rounded, rounded.point > 1 ? rounded.point - 1 : 0, last);
}

static void add_token(struct shown *shown, const struct token *token)
{
    switch (token->kind) {
    case TOKEN_LITERAL:
        text_add_part(&shown->text, token->start, token->length);
        break;
    case TOKEN_SPACE:
        text_add_char(&shown->text, ' ');
        break;
    case TOKEN_DIGIT:
        if (shown->past_point)
            add_decimal(shown, *token->start);
        else
            add_whole(shown, *token->start);
        break;
    case TOKEN_POINT:
        if (shown->section->whole == 0) // .5, but 12.5 as well
            add_digits(&shown->text, &shown->number, shown->number.point - 1, 0);
        shown->past_point = true;
        text_add_char(&shown->text, '.');
        break;
    case TOKEN_PERCENT:
        text_add_char(&shown->text, '%');
        break;
    case TOKEN_GENERAL:
        add_general(&shown->text, shown->number, shown->rounding);
        break;
    case TOKEN_CELL_TEXT:
        text_add(&shown->text, shown->cell_text);
        break;
    case TOKEN_NOTHING:
    case TOKEN_CONDITION:
    case TOKEN_COMMA:
    case TOKEN_END:
    case TOKEN_FAULT:
        break;
    }
}

static int scale_of(const struct section *section)
{
    return (section->is_percentage ? 2 : 0) - 3 * section->thousands;
}

static const char *section_show(struct shown *shown)
{
    const char *at = shown->section->start;
    for (;;) {
        struct token token = token_next(&at);
        if (token.kind == TOKEN_END || token.kind == TOKEN_FAULT)
            return text_done(&shown->text);
        add_token(shown, &token);
    }
}

// A minus goes in front of it all unless the section is for negative numbers, or rounding left
// nothing of the number.
static const char *number_in_section(struct arena *arena, const struct section *section,
                                     double value, bool without_minus, enum rounding rounding)
{
    struct shown shown = {
        .text = {.arena = arena},
        .section = section,
        .number = decimal_of(value),
        .rounding = rounding,
    };
    if (shown.number.count > 0)
        shown.number.point += scale_of(section);
    if (section_has_digits(section))
        decimal_round(&shown.number, section->decimals, rounding);
    bool is_empty = section->body == section->end;
    if (shown.number.negative && !without_minus && !is_empty)
        text_add_char(&shown.text, '-');
    return section_show(&shown);
}

static const char *number_under(struct arena *arena, const char *code, double value,
                                enum rounding rounding)
{
    if (!isfinite(value))
        return "#NUM!";
    struct format format;
    const struct section *section = NULL;
    if (!format_read(code, &format))
        section = section_for(&format, value);
    if (!section) { // a fault, a number that no section takes, or a code for texts only
        format_read("General", &format);
        section = &format.sections[0];
    }
    bool without_minus = value < 0 && is_for_negatives(&format, section);
    return number_in_section(arena, section, value, without_minus, rounding);
}

const char *format_number(struct arena *arena, const char *code, double value)
{
    return number_under(arena, code, value, ROUND_HALF_AWAY);
}

const char *format_number_even(struct arena *arena, const char *code, double value)
{
    return number_under(arena, code, value, ROUND_HALF_EVEN);
}

const char *format_text(struct arena *arena, const char *code, const char *text)
{
    struct format format;
    if (format_read(code, &format) || format.numbers == format.count)
        return text;
    struct shown shown = {
        .text = {.arena = arena},
        .section = &format.sections[format.numbers],
        .cell_text = text,
    };
    return section_show(&shown);
}

// --- about codes ---------------------------------------------------------------------------------

const char *format_fault(const char *code)
{
    struct format format;
    return format_read(code, &format);
}

int format_decimals(const char *code)
{
    struct format format;
    if (format_read(code, &format) || !section_has_digits(&format.sections[0]))
        return EXACT_DECIMALS;
    return format.sections[0].decimals + scale_of(&format.sections[0]);
}

bool format_is_percent(const char *code)
{
    struct format format;
    return !format_read(code, &format) && format.sections[0].is_percentage;
}

// A text as a literal: in double quotes, those inside it after a backslash.
static void add_literal(struct text *code, const char *literal)
{
    while (*literal) {
        size_t length = strcspn(literal, "\"");
        if (length > 0)
            text_print(code, "\"%.*s\"", (int)length, literal);
        literal += length;
        if (*literal == '"') {
            text_add(code, "\\\"");
            literal++;
        }
    }
}

// What stands before and after the number of each section.
struct additions {
    const char *prefix, *suffix; // literals
    const char *padding;         // room for this text, behind all
};

// Room as wide as a text: _ and the character, for each.
static void add_padding(struct text *code, const char *like)
{
    for (const char *at = like; *at != '\0';) {
        text_add_char(code, '_');
        text_add_code_point(code, text_next(&at));
    }
}

static void add_section(struct text *code, const struct section *section,
                        const struct additions *additions, const char *sign)
{
    text_add_part(code, section->start, (size_t)(section->body - section->start));
    if (section->body == section->end) // it hides its numbers
        return;
    add_literal(code, additions->prefix);
    text_add(code, sign);
    text_add_part(code, section->body, (size_t)(section->end - section->body));
    add_literal(code, additions->suffix);
    add_padding(code, additions->padding);
}

// Excel puts the minus of a number under a code of one section in front of everything, so that a
// prefix would follow it: such a code gets a section for negative numbers.
static void add_signed_sections(struct text *code, const struct format *format,
                                const struct additions *additions)
{
    add_section(code, &format->sections[0], additions, "");
    text_add_char(code, ';');
    add_section(code, &format->sections[0], additions, "-");
    if (format->count > format->numbers) { // so that the code for texts stays the fourth
        text_add_char(code, ';');
        add_section(code, &format->sections[0], additions, "");
    }
}

static const char *with_additions(struct arena *arena, const char *code, struct additions additions)
{
    struct format format;
    if (format_read(code, &format) ||
        (!*additions.prefix && !*additions.suffix && !*additions.padding))
        return code;
    struct text made = {.arena = arena};
    for (size_t i = 0; i < format.count; i++) {
        const struct section *section = &format.sections[i];
        if (i > 0)
            text_add_char(&made, ';');
        if (i >= format.numbers)
            text_add_part(&made, section->start, (size_t)(section->end - section->start));
        else if (*additions.prefix && format.numbers == 1)
            add_signed_sections(&made, &format, &additions);
        else
            add_section(&made, section, &additions, "");
    }
    return text_done(&made);
}

const char *format_with_suffix(struct arena *arena, const char *code, const char *suffix)
{
    return with_additions(arena, code, (struct additions){"", suffix, ""});
}

const char *format_with_prefix(struct arena *arena, const char *code, const char *prefix)
{
    return with_additions(arena, code, (struct additions){prefix, "", ""});
}

const char *format_with_padding(struct arena *arena, const char *code, const char *like)
{
    return with_additions(arena, code, (struct additions){"", "", like});
}

const char *format_of_text(struct arena *arena, const char *prefix, const char *suffix)
{
    struct text code = {.arena = arena};
    add_literal(&code, prefix);
    text_add_char(&code, '@');
    add_literal(&code, suffix);
    return text_done(&code);
}
