#include "layout/value.h"

#include "base/letter.h"
#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const fault_texts[] = {
    [FAULT_DIVIDE] = "#DIV/0!",
    [FAULT_VALUE] = "#VALUE!",
    [FAULT_NUMBER] = "#NUM!",
    [FAULT_NOT_FOUND] = "#N/A",
};

struct value value_of_number(double number)
{
    if (!isfinite(number))
        return value_of_fault(FAULT_NUMBER);
    return (struct value){.kind = VALUE_NUMBER, .number = number == 0 ? 0 : number};
}

struct value value_of_text(const char *text)
{
    return (struct value){.kind = VALUE_TEXT, .text = text};
}

struct value value_of_truth(bool truth)
{
    return (struct value){.kind = VALUE_TRUTH, .number = truth};
}

struct value value_of_fault(enum fault fault)
{
    return (struct value){.kind = VALUE_ERROR, .text = fault_texts[fault]};
}

static const char *skip_spaces(const char *at)
{
    return at + strspn(at, " ");
}

static const char *skip_digits(const char *at)
{
    return at + strspn(at, "0123456789");
}

// Only the plain form: what else Excel reads ("1,000", "5%", "May 2007") depends on the country it
// is set to.
bool value_text_reads(const char *text, double *number)
{
    const char *start = skip_spaces(text);
    const char *whole = start + (*start == '-' || *start == '+');
    const char *end = skip_digits(whole);
    bool has_digits = end > whole;
    if (*end == '.') {
        const char *decimals = end + 1;
        end = skip_digits(decimals);
        has_digits = has_digits || end > decimals;
    }
    if (!has_digits || *skip_spaces(end) != '\0')
        return false;
    double read = strtod(start, NULL);
    if (number)
        *number = read;
    return isfinite(read);
}

struct value value_to_number(struct value value)
{
    double number = 0;
    switch (value.kind) {
    case VALUE_NUMBER:
    case VALUE_ERROR:
        return value;
    case VALUE_BLANK:
        return value_of_number(0);
    case VALUE_TRUTH:
        return value_of_number(value.number);
    case VALUE_TEXT:
        break;
    }
    if (!value_text_reads(value.text, &number))
        return value_of_fault(FAULT_VALUE);
    return value_of_number(number);
}

struct value value_to_text(struct value value, struct arena *arena)
{
    char buffer[NUMBER_ROOM];
    switch (value.kind) {
    case VALUE_TEXT:
    case VALUE_ERROR:
        break;
    case VALUE_BLANK:
        return value_of_text("");
    case VALUE_TRUTH:
        return value_of_text(value.number != 0 ? "TRUE" : "FALSE");
    case VALUE_NUMBER:
        return value_of_text(arena_copy(arena, number_show(value.number, buffer)));
    }
    return value;
}

// A text is no truth, not even one that reads as a number.
struct value value_to_truth(struct value value)
{
    if (value.kind == VALUE_TEXT)
        return value_of_fault(FAULT_VALUE);
    return value.kind == VALUE_ERROR ? value : value_of_truth(value.number != 0);
}

bool value_is_word(const char *text)
{
    const char *at = text;
    unsigned first = text_next(&at);
    return first > '9' && letter_is_letter_or_digit(first) && !strpbrk(text, "*?~") &&
           !text_same(text, "TRUE") && !text_same(text, "FALSE");
}

// LibreOffice's measure: within 2^-48 of each other, and whole numbers only when they are equal.
bool value_is_near(double one, double other)
{
    if (one == other)
        return true;
    if (signbit(one) != signbit(other) || one == 0 || other == 0)
        return false;
    double difference = fabs(one - other);
    bool are_whole = one == trunc(one) && other == trunc(other);
    return !are_whole && difference < fmin(fabs(one), fabs(other)) * 0x1p-48;
}

static int compare_texts(const char *one, const char *other)
{
    for (;;) {
        unsigned left = letter_lower(text_next(&one));
        unsigned right = letter_lower(text_next(&other));
        if (left != right)
            return left < right ? -1 : 1;
        if (left == 0)
            return 0;
    }
}

static int compare_numbers(double one, double other)
{
    if (value_is_near(one, other))
        return 0;
    return one < other ? -1 : 1;
}

// A blank as the empty value of another one's kind.
static struct value filled(const struct value *value, const struct value *other)
{
    if (value->kind != VALUE_BLANK)
        return *value;
    if (other->kind == VALUE_TEXT)
        return value_of_text("");
    return other->kind == VALUE_TRUTH ? value_of_truth(false) : value_of_number(0);
}

int value_compare(const struct value *one, const struct value *other)
{
    struct value left = filled(one, other);
    struct value right = filled(other, one);
    if (left.kind != right.kind) // numbers, texts and truths are declared in this order
        return left.kind < right.kind ? -1 : 1;
    if (left.kind == VALUE_TEXT)
        return compare_texts(left.text, right.text);
    return compare_numbers(left.number, right.number);
}
