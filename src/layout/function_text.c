// Functions of texts: TEXT, LEFT, UPPER and their like. Characters are code points.
#include "layout/functions.h"

#include "base/format.h"
#include "base/letter.h"
#include "base/text.h"
#include "layout/value.h"

#include <math.h>
#include <string.h>

static const char *argument_text(const struct call *call)
{
    return call->arguments[0].text;
}

static struct text text_start(const struct call *call)
{
    return (struct text){.arena = call->evaluation->arena};
}

// TEXT(value, format): a text that reads as a number is shown as one.
struct value function_text(const struct call *call)
{
    struct arena *arena = call->evaluation->arena;
    const char *code = call->arguments[1].text;
    struct value value = call->arguments[0];
    struct value number = value_to_number(value);
    if (format_fault(code))
        return value_of_fault(FAULT_VALUE);
    if (value.kind == VALUE_TRUTH)
        return value_to_text(value, arena);
    if (number.kind != VALUE_NUMBER)
        return value_of_text(format_text(arena, code, value.text));
    return value_of_text(code[0] == '\0' ? "" : format_number(arena, code, number.number));
}

// What Windows has at 128 to 159, where Unicode has control characters; 0 for none.
static const unsigned short windows_characters[] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

// The code point of a character by its number in Windows, 0 where a cell cannot hold it.
static unsigned windows_character(double number)
{
    enum { FIRST = 128, AFTER = 160, LAST = 255 };
    if (!(number >= '\t') || number >= LAST + 1)
        return 0;
    unsigned character = (unsigned)number;
    if (character >= FIRST && character < AFTER)
        return windows_characters[character - FIRST];
    bool is_space = character == '\t' || character == '\n' || character == '\r';
    return character >= ' ' || is_space ? character : 0;
}

struct value function_char(const struct call *call)
{
    unsigned character = windows_character(call->arguments[0].number);
    if (character == 0)
        return value_of_fault(FAULT_VALUE);
    struct text text = text_start(call);
    text_add_code_point(&text, character);
    return value_of_text(text_done(&text));
}

struct value function_concatenate(const struct call *call)
{
    struct text text = text_start(call);
    for (size_t i = 0; i < call->tree->count; i++) {
        struct value value = evaluation_value(call->evaluation, call->tree->parts[i]);
        value = value_to_text(value, call->evaluation->arena);
        if (value.kind == VALUE_ERROR)
            return value;
        text_add(&text, value.text);
    }
    return value_of_text(text_done(&text));
}

struct value function_len(const struct call *call)
{
    return value_of_number((double)text_characters(argument_text(call)));
}

// A part of a text: `count` characters from `first` (0 is the first), cut off at its end.
static struct value part_of(const struct call *call, double first, double count)
{
    const char *start = argument_text(call);
    for (double i = 0; i < first && *start != '\0'; i++)
        text_next(&start);
    const char *end = start;
    for (double i = 0; i < count && *end != '\0'; i++)
        text_next(&end);
    return value_of_text(arena_copy_part(call->evaluation->arena, start, (size_t)(end - start)));
}

struct value function_left(const struct call *call)
{
    double count = trunc(call_number(call, 1, 1));
    return count < 0 ? value_of_fault(FAULT_VALUE) : part_of(call, 0, count);
}

struct value function_right(const struct call *call)
{
    double count = trunc(call_number(call, 1, 1));
    double length = (double)text_characters(argument_text(call));
    return count < 0 ? value_of_fault(FAULT_VALUE) : part_of(call, length - count, count);
}

struct value function_mid(const struct call *call)
{
    double first = trunc(call->arguments[1].number);
    double count = trunc(call->arguments[2].number);
    if (first < 1 || count < 0)
        return value_of_fault(FAULT_VALUE);
    return part_of(call, first - 1, count);
}

static struct value each_letter(const struct call *call, unsigned (*change)(unsigned code_point))
{
    struct text text = text_start(call);
    const char *at = argument_text(call);
    for (unsigned code_point; (code_point = text_next(&at)) != 0;)
        text_add_code_point(&text, change(code_point));
    return value_of_text(text_done(&text));
}

struct value function_upper(const struct call *call)
{
    return each_letter(call, letter_upper);
}

struct value function_lower(const struct call *call)
{
    return each_letter(call, letter_lower);
}

// Spaces at the ends go, and of several between words all but one; other white space stays.
struct value function_trim(const struct call *call)
{
    struct text text = text_start(call);
    const char *at = argument_text(call);
    for (size_t length; at += strspn(at, " "), (length = strcspn(at, " ")) > 0; at += length) {
        text_add(&text, text.length > 0 ? " " : "");
        text_add_part(&text, at, length);
    }
    return value_of_text(text_done(&text));
}

struct value function_value(const struct call *call)
{
    if (call->arguments[0].kind == VALUE_TRUTH)
        return value_of_fault(FAULT_VALUE);
    return value_to_number(call->arguments[0]);
}
