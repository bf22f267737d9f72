#include "base/number.h"

#include "base/decimal.h"
#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A typed number as its parts, each where it stands in the text: +£1,132.50 m
struct typed {
    bool plus;
    bool negative;
    bool bracketed;       // (12)
    const char *currency; // of the table below; "" where there is none
    const char *whole;    // 1,132
    int whole_length;
    const char *decimals; // 50
    int decimals_length;
    bool grouped;       // has thousands commas
    bool spaced;        // a space before the unit
    const char *unit;   // of the table below, "" where there is none; "%" is not a unit
    bool is_percentage; // ends in %
};

static const char *const currencies[] = {"£", "$", "€"};
static const char *const minus_signs[] = {"-", "−", "–"};

// Longest first, so that "mn" is not read as "m".
static const char *const units[] = {"bn", "mn", "tn", "k", "K", "m", "M"};

enum {
    MOST_WHOLE_DIGITS = DECIMAL_DIGITS,
    MOST_DECIMALS = 30, // that an Excel format may have
};

// Moves past the first of the words that the text starts with, and returns it; "" where none does.
static const char *take_word(const char **at, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_starts(*at, words[i])) {
            *at += strlen(words[i]);
            return words[i];
        }
    }
    return "";
}
#define TAKE_WORD(at, words) take_word((at), (words), sizeof(words) / sizeof((words)[0]))

static bool take_char(const char **at, char wanted)
{
    if (**at != wanted)
        return false;
    (*at)++;
    return true;
}

static int take_digits(const char **at)
{
    int length = 0;
    while (isdigit((unsigned char)**at)) {
        (*at)++;
        length++;
    }
    return length;
}

static void take_sign(const char **at, struct typed *typed)
{
    typed->bracketed = take_char(at, '(');
    if (typed->bracketed)
        typed->negative = true;
    else if (take_char(at, '+'))
        typed->plus = true;
    else
        typed->negative = *TAKE_WORD(at, minus_signs) != '\0';
}

// One to three digits, then a comma and three digits as often as there are commas; without any
// comma, any number of digits.
static bool take_whole(const char **at, struct typed *typed)
{
    typed->whole = *at;
    int first = take_digits(at);
    int digits = first;
    while (take_char(at, ',')) {
        if (take_digits(at) != 3)
            return false;
        digits += 3;
        typed->grouped = true;
    }
    typed->whole_length = (int)(*at - typed->whole);
    bool groups_well = !typed->grouped || (first >= 1 && first <= 3 && typed->whole[0] != '0');
    return digits <= MOST_WHOLE_DIGITS && groups_well;
}

static bool take_decimals(const char **at, struct typed *typed)
{
    if (!take_char(at, '.'))
        return typed->whole_length > 0;
    typed->decimals = *at;
    typed->decimals_length = take_digits(at);
    return typed->decimals_length > 0;
}

static void take_unit(const char **at, struct typed *typed)
{
    const char *after_space = *at;
    while (take_char(&after_space, ' ')) {
    }
    bool spaced = after_space > *at;
    typed->is_percentage = take_char(&after_space, '%');
    typed->unit = typed->is_percentage ? "" : TAKE_WORD(&after_space, units);
    if (!typed->is_percentage && *typed->unit == '\0')
        return;
    typed->spaced = spaced;
    *at = after_space;
}

static bool take_number(const char *text, struct typed *typed)
{
    *typed = (struct typed){.decimals = ""};
    take_sign(&text, typed);
    typed->currency = TAKE_WORD(&text, currencies);
    if (!take_whole(&text, typed) || !take_decimals(&text, typed))
        return false;
    take_unit(&text, typed);
    if (typed->bracketed && !take_char(&text, ')'))
        return false;
    return *text == '\0';
}

// Room outside the arena for what is taken apart: files have millions of figures.
enum { SHORT_ROOM = 160 };

// The value by its decimal digits: "-10e-3" for -1.0%, so that no percentage is a hair off.
static double typed_value(struct arena *arena, const struct typed *typed)
{
    char room[SHORT_ROOM] = "";
    struct text digits = {.arena = arena, .bytes = room, .room = sizeof room};
    text_add(&digits, typed->negative ? "-0" : "0");
    for (int i = 0; i < typed->whole_length; i++) {
        if (typed->whole[i] != ',')
            text_add_char(&digits, typed->whole[i]);
    }
    text_print(&digits, "%.*se%d", typed->decimals_length, typed->decimals,
               -typed->decimals_length - (typed->is_percentage ? 2 : 0));
    double value = strtod(text_done(&digits), NULL);
    return value == 0 ? 0 : value; // never -0
}

// Placeholders for the digits as typed: "#,##0", "0", "" for .5, "000" for 007.
static void add_whole_code(struct text *code, const struct typed *typed)
{
    bool padded = typed->whole_length > 1 && typed->whole[0] == '0';
    if (typed->grouped)
        text_add(code, "#,##0");
    for (int i = 0; i < (padded ? typed->whole_length : typed->whole_length > 0); i++) {
        if (!typed->grouped)
            text_add_char(code, '0');
    }
}

// The code of one section, without its sign: "£"#,##0.0" m"
static const char *section_code(struct arena *arena, const struct typed *typed)
{
    char room[SHORT_ROOM] = "";
    struct text code = {.arena = arena, .bytes = room, .room = sizeof room};
    if (*typed->currency)
        text_print(&code, "\"%s\"", typed->currency);
    add_whole_code(&code, typed);
    if (typed->decimals_length > 0)
        text_add_char(&code, '.');
    for (int i = 0; i < typed->decimals_length && i < MOST_DECIMALS; i++)
        text_add_char(&code, '0');
    if (typed->is_percentage)
        text_add(&code, typed->spaced ? " %" : "%");
    else if (*typed->unit)
        text_print(&code, "\"%s%s\"", typed->spaced ? " " : "", typed->unit);
    return arena_copy(arena, text_done(&code));
}

static const char *typed_format(struct arena *arena, const struct typed *typed)
{
    const char *code = section_code(arena, typed);
    if (typed->plus)
        return arena_print(arena, "+%s;-%s", code, code);
    if (typed->bracketed)
        return arena_print(arena, "%s;(%s)", code, code);
    return code;
}

bool number_read(struct arena *arena, const char *text, struct number *number)
{
    struct typed typed;
    if (!take_number(text_trim(arena, text), &typed))
        return false;
    number->value = typed_value(arena, &typed);
    number->format = typed_format(arena, &typed);
    return true;
}

enum { LEAST_DECIMALS = -400 }; // beyond any double

static double round_by(double value, int decimals, enum rounding rounding)
{
    if (!isfinite(value))
        return value;
    if (decimals < LEAST_DECIMALS)
        decimals = LEAST_DECIMALS;
    struct decimal decimal = decimal_of(value);
    if (decimals > DECIMAL_DIGITS - decimal.point) // beyond its digits: leave its last bits, too
        return value;
    decimal_round(&decimal, decimals, rounding);
    return decimal_value(&decimal);
}

double number_round(double value, int decimals)
{
    return round_by(value, decimals, ROUND_HALF_AWAY);
}

double number_round_up(double value, int decimals)
{
    return round_by(value, decimals, ROUND_AWAY);
}

double number_round_down(double value, int decimals)
{
    return round_by(value, decimals, ROUND_TOWARDS_ZERO);
}

enum { LONGEST_PLAIN = 20 };

// The length of a number without an exponent: 1200 or 12.5 or 0.0012
static int plain_length(const struct decimal *decimal)
{
    int whole = decimal->point > 0 ? decimal->point : 1;
    int decimals = decimal_decimals(decimal);
    return decimals > 0 ? whole + 1 + decimals : whole;
}

static char *show_plain(const struct decimal *decimal, char *at)
{
    for (int place = decimal->point > 0 ? decimal->point - 1 : 0; place >= 0; place--)
        *at++ = decimal_digit(decimal, place);
    if (decimal_decimals(decimal) > 0)
        *at++ = '.';
    for (int place = -1; place >= -decimal_decimals(decimal); place--)
        *at++ = decimal_digit(decimal, place);
    return at;
}

static char *show_power(const struct decimal *decimal, char *at)
{
    int power = decimal->point - 1;
    *at++ = decimal->digits[0];
    if (decimal->count > 1)
        *at++ = '.';
    for (int i = 1; i < decimal->count; i++)
        *at++ = decimal->digits[i];
    return at +
           snprintf(at, NUMBER_ROOM - LONGEST_PLAIN, "E%c%02d", power < 0 ? '-' : '+', abs(power));
}

char *number_show(double value, char *buffer)
{
    char *at = buffer;
    if (isfinite(value)) {
        struct decimal decimal = decimal_of(value);
        if (decimal.negative)
            *at++ = '-';
        bool plain = plain_length(&decimal) <= LONGEST_PLAIN;
        at = plain ? show_plain(&decimal, at) : show_power(&decimal, at);
    } else {
        at += snprintf(buffer, NUMBER_ROOM, "#NUM!");
    }
    *at = '\0';
    return buffer;
}

bool number_agrees(double one, double other)
{
    if (one == other)
        return true;
    if (!isfinite(one) || !isfinite(other))
        return false;
    double gap = fabs(one - other);
    if (gap <= 1e-12 || gap <= 1e-15 * fmax(fabs(one), fabs(other)))
        return true;
    struct decimal first = decimal_of(one);
    struct decimal second = decimal_of(other);
    return decimal_value(&first) == decimal_value(&second);
}
