#include "table/separator.h"

#include "base/text.h"

#include <string.h>

static const struct separator {
    char character;
    const char *message, *help;
} separators[] = {
    {';', "the cells of this file have semicolons between them, not commas",
     "save it with commas between cells, and with points in numbers (1.5): in Excel, as CSV UTF-8 "
     "where Windows has English (United Kingdom) as its region"},
    {'\t', "the cells of this file have tabs between them, not commas",
     "save it with commas between cells: in Excel, as CSV UTF-8"},
};
enum { SEPARATORS = sizeof(separators) / sizeof(*separators) };

char separator_of(const struct row *row)
{
    for (size_t i = 0; row->count == 1 && i < SEPARATORS; i++) {
        if (strchr(row->cells[0], separators[i].character))
            return separators[i].character;
    }
    return '\0';
}

struct row separator_cut(struct arena *arena, const struct row *row, char separator)
{
    struct row cut = *row;
    cut.count = text_split(arena, row->cells[0], separator, &cut.cells);
    for (size_t i = 0; i < cut.count; i++)
        cut.cells[i] = text_trim(arena, cut.cells[i]);
    return cut;
}

bool separator_refuse(struct problems *problems, struct place place, char separator)
{
    size_t i = 0;
    while (separators[i].character != separator)
        i++;
    return problem_error(problems, place, separators[i].help, "%s", separators[i].message);
}
