#include "table/print.h"

#include <string.h>

static void add_cell(struct text *csv, const char *cell)
{
    if (!strpbrk(cell, ",\"\n\r")) {
        text_add(csv, cell);
        return;
    }
    text_add_char(csv, '"');
    for (const char *at = cell; *at != '\0'; at++) {
        if (*at == '"')
            text_add_char(csv, '"');
        text_add_char(csv, *at);
    }
    text_add_char(csv, '"');
}

void table_print_row(struct text *csv, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add_char(csv, ',');
        add_cell(csv, cells[i]);
    }
    text_add_char(csv, '\n');
}
