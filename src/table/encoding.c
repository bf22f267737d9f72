#include "table/encoding.h"

#include <stdint.h>
#include <string.h>

#define REPEATED(byte) (UINT64_C(0x0101010101010101) * (byte))

// Whether one of eight bytes is below a space or above ASCII. A borrow from a neighbour can only
// come with a byte that is below a space itself, so the answer for the word is exact.
static bool word_is_plain(uint64_t word)
{
    uint64_t below_space = (word - REPEATED(0x20)) & ~word;
    return ((word | below_space) & REPEATED(0x80)) == 0;
}

bool encoding_is_plain(const char *bytes, size_t length)
{
    uint64_t word;
    for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        if (!word_is_plain(word))
            return false;
    }
    word = REPEATED(' ');
    memcpy(&word, bytes, length);
    return word_is_plain(word);
}

const char *encoding_find_non_ascii(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)bytes[i] >= 0x80)
            return &bytes[i];
    }
    return NULL;
}

const char *encoding_find_broken(const char *bytes, size_t length)
{
    static const char replacement[] = "\xEF\xBF\xBD"; // U+FFFD may also stand in the file itself
    enum { REPLACEMENT = 0xFFFD };
    const char *end = bytes + length;
    while (bytes < end) {
        const char *character = bytes;
        bool is_ascii = (unsigned char)*bytes < 0x80;
        if (is_ascii)
            bytes++;
        else if (text_next(&bytes) == REPLACEMENT && strncmp(character, replacement, 3) != 0)
            return character;
    }
    return NULL;
}

static bool is_unfit(unsigned code_point)
{
    bool is_control = code_point < ' ' && code_point != '\t' && code_point != '\n';
    return is_control || code_point == 0xFFFE || code_point == 0xFFFF;
}

const char *encoding_find_unfit(const char *bytes, size_t length)
{
    const char *end = bytes + length;
    while (bytes < end) {
        const char *character = bytes;
        if (is_unfit(text_next(&bytes)))
            return character;
    }
    return NULL;
}

// Windows-1252 from 0x80 to 0x9F; 0 where a byte stands for nothing. Its other bytes are Latin-1.
static const unsigned short windows_1252[0x20] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

const char *encoding_add_windows_1252(struct text *text, const char *bytes, size_t length)
{
    const char *end = bytes + length;
    const char *high;
    while ((high = encoding_find_non_ascii(bytes, (size_t)(end - bytes))) != NULL) {
        unsigned code_point = (unsigned char)*high;
        if (code_point < 0xA0)
            code_point = windows_1252[code_point - 0x80];
        if (code_point == 0)
            return high;
        text_add_part(text, bytes, (size_t)(high - bytes));
        text_add_code_point(text, code_point);
        bytes = high + 1;
    }
    text_add_part(text, bytes, (size_t)(end - bytes));
    return NULL;
}

const char *encoding_refusal(const char *bytes, size_t length)
{
    static const struct {
        const char *start;
        const char *what;
    } refusals[] = {
        {"PK\x03\x04", "an Excel workbook (.xlsx), not a CSV"},
        {"PK\x05\x06", "an empty zip file, not a CSV"},
        {"\xD0\xCF\x11\xE0", "an old Excel workbook (.xls), not a CSV"},
        {"%PDF", "a PDF, not a CSV"},
        {"\xFF\xFE", "in UTF-16 ('Unicode Text'), which is not read here"},
        {"\xFE\xFF", "in UTF-16 ('Unicode Text'), which is not read here"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        size_t needed = strlen(refusals[i].start);
        if (length >= needed && memcmp(bytes, refusals[i].start, needed) == 0)
            return refusals[i].what;
    }
    return NULL;
}
