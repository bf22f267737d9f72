#include "base/letter.h"

#include <string.h>
#include <utf8proc.h>

enum { SHARP_S = 0xDF }; // whose upper case is SS: no spreadsheet program has ẞ for it

unsigned letter_upper(unsigned code_point)
{
    return code_point == SHARP_S ? SHARP_S
                                 : (unsigned)utf8proc_toupper((utf8proc_int32_t)code_point);
}

unsigned letter_lower(unsigned code_point)
{
    return (unsigned)utf8proc_tolower((utf8proc_int32_t)code_point);
}

bool letter_is_letter_or_digit(unsigned code_point)
{
    return (code_point >= '0' && code_point <= '9') ||
           letter_upper(code_point) != letter_lower(code_point);
}

const char *letter_fold(struct arena *arena, const char *text, size_t length)
{
    static const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
    utf8proc_ssize_t size = (utf8proc_ssize_t)length;
    utf8proc_ssize_t count = utf8proc_decompose(bytes, size, NULL, 0, options);
    if (count < 0)
        return arena_copy_part(arena, text, length);
    // One more, since the NUL that is put at the end needs room.
    utf8proc_int32_t *folded = arena_array(arena, utf8proc_int32_t, (size_t)count + 1);
    utf8proc_decompose(bytes, size, folded, count, options);
    utf8proc_reencode(folded, count, options);
    return (const char *)folded;
}
