#include "layout/letter.h"

#include <stdbool.h>
#include <stddef.h>

// Lower-case letters, every one or every second code point, and how far below them the upper-case
// ones are. Source: UnicodeData.txt of Unicode 15.
static const struct letters {
    unsigned first, last, step;
    int above;
} letters[] = {
    {'a', 'z', 1, 32},      {0xE0, 0xF6, 1, 32},   {0xF8, 0xFE, 1, 32},   {0xFF, 0xFF, 1, -121},
    {0x101, 0x12F, 2, 1},   {0x133, 0x137, 2, 1},  {0x13A, 0x148, 2, 1},  {0x14B, 0x177, 2, 1},
    {0x17A, 0x17E, 2, 1},   {0x3AC, 0x3AC, 1, 38}, {0x3AD, 0x3AF, 1, 37}, {0x3B1, 0x3C1, 1, 32},
    {0x3C3, 0x3CB, 1, 32},  {0x3CC, 0x3CC, 1, 64}, {0x3CD, 0x3CE, 1, 63}, {0x430, 0x44F, 1, 32},
    {0x450, 0x45F, 1, 80},  {0x461, 0x481, 2, 1},  {0x48B, 0x4BF, 2, 1},  {0x1E01, 0x1E95, 2, 1},
    {0x1EA1, 0x1EFF, 2, 1},
};

static bool is_lower(const struct letters *row, unsigned code_point)
{
    return code_point >= row->first && code_point <= row->last &&
           (code_point - row->first) % row->step == 0;
}

unsigned letter_upper(unsigned code_point)
{
    for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++) {
        if (is_lower(&letters[i], code_point))
            return (unsigned)((int)code_point - letters[i].above);
    }
    return code_point;
}

unsigned letter_lower(unsigned code_point)
{
    for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++) {
        unsigned lower = (unsigned)((int)code_point + letters[i].above);
        if (is_lower(&letters[i], lower))
            return lower;
    }
    return code_point;
}
