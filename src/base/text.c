#include "base/text.h"

#include "base/letter.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_ROOM = 64, REPLACEMENT = 0xFFFD };

// Room for `more` bytes and the NUL after them.
static void text_reserve(struct text *text, size_t more)
{
    size_t needed = text->length + more + 1;
    if (needed <= text->room)
        return;
    size_t room = text->room == 0 ? FIRST_ROOM : text->room * 2;
    if (room < needed)
        room = needed;
    text->bytes = arena_grow(text->arena, text->bytes, text->room, room);
    text->room = room;
}

void text_add_part(struct text *text, const char *more, size_t length)
{
    if (length == 0)
        return;
    text_reserve(text, length);
    memcpy(text->bytes + text->length, more, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_add(struct text *text, const char *more)
{
    if (more)
        text_add_part(text, more, strlen(more));
}

void text_add_char(struct text *text, char more)
{
    text_add_part(text, &more, 1);
}

static bool is_ascii(char byte)
{
    return (unsigned char)byte < 0x80;
}

static char ascii_lower(char byte)
{
    if (byte >= 'A' && byte <= 'Z')
        return (char)(byte - 'A' + 'a');
    return byte;
}

void text_add_folded(struct text *text, const char *more)
{
    size_t length = more ? strlen(more) : 0;
    for (size_t i = 0; i < length; i++) {
        if (is_ascii(more[i]))
            continue;
        struct arena scratch = {0};
        text_add(text, letter_fold(&scratch, more, length));
        arena_free(&scratch);
        return;
    }
    text_add_part(text, more, length);
    for (size_t i = text->length - length; i < text->length; i++)
        text->bytes[i] = ascii_lower(text->bytes[i]);
}

void text_print_list(struct text *text, const char *format, va_list values)
{
    va_list again;
    va_copy(again, values);
    text_reserve(text, FIRST_ROOM);
    size_t room = text->room - text->length;
    int printed = vsnprintf(text->bytes + text->length, room, format, values);
    size_t length = printed > 0 ? (size_t)printed : 0;
    if (length >= room) {
        text_reserve(text, length);
        vsnprintf(text->bytes + text->length, length + 1, format, again);
    }
    va_end(again);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_print(struct text *text, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    text_print_list(text, format, values);
    va_end(values);
}

const char *text_done(struct text *text)
{
    return text->bytes ? text->bytes : "";
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static bool is_space(unsigned code_point)
{
    enum { NO_BREAK_SPACE = 0xA0 };
    return code_point == ' ' || (code_point >= '\t' && code_point <= '\r') ||
           code_point == NO_BREAK_SPACE;
}

// The first place at or after `text` that is not white space.
static const char *skip_space(const char *text)
{
    for (;;) {
        const char *next = text;
        if (!is_space(text_next(&next)))
            return text;
        text = next;
    }
}

bool text_is_blank(const char *text)
{
    return *skip_space(or_empty(text)) == '\0';
}

bool text_equal(const char *one, const char *other)
{
    return strcmp(or_empty(one), or_empty(other)) == 0;
}

static bool is_same_folded(const char *one, const char *other, size_t length)
{
    struct arena scratch = {0};
    bool is_same =
        text_equal(letter_fold(&scratch, one, strlen(one)), letter_fold(&scratch, other, length));
    arena_free(&scratch);
    return is_same;
}

bool text_same_part(const char *one, const char *other, size_t length)
{
    one = or_empty(one);
    for (size_t i = 0; i < length; i++) {
        if (!is_ascii(one[i]) || !is_ascii(other[i]))
            return is_same_folded(one, other, length);
        if (ascii_lower(one[i]) != ascii_lower(other[i]))
            return false;
    }
    return one[length] == '\0';
}

// Most texts that are compared differ in their first letter.
bool text_same(const char *one, const char *other)
{
    one = or_empty(one);
    other = or_empty(other);
    if (is_ascii(*one) && is_ascii(*other) && ascii_lower(*one) != ascii_lower(*other))
        return false;
    return text_same_part(one, other, strlen(other));
}

bool text_starts(const char *text, const char *start)
{
    start = or_empty(start);
    return strncmp(or_empty(text), start, strlen(start)) == 0;
}

const char *text_without_end(struct arena *arena, const char *text, const char *end)
{
    size_t length = end ? strlen(end) : 0;
    if (length == 0 || !text_ends(text, end))
        return NULL;
    return text_trim(arena, arena_copy_part(arena, text, strlen(text) - length));
}

bool text_ends(const char *text, const char *end)
{
    text = or_empty(text);
    end = or_empty(end);
    size_t length = strlen(text);
    size_t end_length = strlen(end);
    return length >= end_length && memcmp(text + length - end_length, end, end_length) == 0;
}

size_t text_characters(const char *text)
{
    size_t count = 0;
    text = or_empty(text);
    while (text_next(&text) != 0)
        count++;
    return count;
}

size_t text_units(const char *text)
{
    size_t count = 0;
    const char *at = text ? text : "";
    for (unsigned code_point; (code_point = text_next(&at)) != 0;)
        count += code_point > 0xFFFF ? 2 : 1;
    return count;
}

const char *text_trim(struct arena *arena, const char *text)
{
    const char *start = skip_space(or_empty(text));
    const char *end = start; // after the last character that is not white space
    const char *at = start;
    unsigned code_point;
    while ((code_point = text_next(&at)) != 0) {
        if (!is_space(code_point))
            end = at;
    }
    return arena_copy_part(arena, start, (size_t)(end - start));
}

const char *text_key(struct arena *arena, const char *text)
{
    struct text key = {.arena = arena};
    text_add_folded(&key, text_trim(arena, text));
    return text_done(&key);
}

size_t text_split(struct arena *arena, const char *text, char separator, const char ***parts)
{
    text = or_empty(text);
    size_t count = 1;
    for (const char *at = text; *at; at++)
        count += *at == separator;

    *parts = arena_array(arena, const char *, count);
    for (size_t i = 0; i < count; i++) {
        size_t length = i + 1 < count ? (size_t)(strchr(text, separator) - text) : strlen(text);
        (*parts)[i] = arena_copy_part(arena, text, length);
        text += length + 1;
    }
    return count;
}

// How UTF-8 of two to four bytes starts, and the least that it may stand for.
struct utf8_form {
    unsigned mask, start; // of the first byte
    unsigned least;
    size_t more; // bytes that follow
};
static const struct utf8_form utf8_forms[] = {
    {.mask = 0xE0, .start = 0xC0, .least = 0x80, .more = 1},
    {.mask = 0xF0, .start = 0xE0, .least = 0x800, .more = 2},
    {.mask = 0xF8, .start = 0xF0, .least = 0x10000, .more = 3},
};

static bool is_character(unsigned code_point)
{
    bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    return code_point != 0 && code_point <= 0x10FFFF && !is_surrogate;
}

// The code point whose bytes start here in the form given, or 0 where they do not follow it.
static unsigned utf8_decode(const unsigned char *bytes, const struct utf8_form *form)
{
    unsigned code_point = bytes[0] & ~form->mask;
    for (size_t i = 1; i <= form->more; i++) {
        if ((bytes[i] & 0xC0) != 0x80) // the NUL at the end of the text stops it, too
            return 0;
        code_point = code_point << 6 | (bytes[i] & 0x3F);
    }
    return code_point >= form->least && is_character(code_point) ? code_point : 0;
}

unsigned text_next(const char **at)
{
    const unsigned char *bytes = (const unsigned char *)*at;
    if (bytes[0] == '\0')
        return 0;
    if (bytes[0] < 0x80) {
        *at += 1;
        return bytes[0];
    }
    for (size_t i = 0; i < sizeof utf8_forms / sizeof utf8_forms[0]; i++) {
        const struct utf8_form *form = &utf8_forms[i];
        if ((bytes[0] & form->mask) != form->start)
            continue;
        unsigned code_point = utf8_decode(bytes, form);
        if (code_point == 0)
            break;
        *at += form->more + 1;
        return code_point;
    }
    *at += 1;
    return REPLACEMENT;
}

void text_add_code_point(struct text *text, unsigned code_point)
{
    if (!is_character(code_point))
        code_point = REPLACEMENT;
    if (code_point < 0x80) {
        text_add_char(text, (char)code_point);
        return;
    }
    size_t more = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
    char bytes[4];
    for (size_t i = more; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    bytes[0] = (char)(utf8_forms[more - 1].start | code_point);
    text_add_part(text, bytes, more + 1);
}
