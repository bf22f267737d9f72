#ifndef TABLE_PRINT_H
#define TABLE_PRINT_H

#include "base/text.h"

#include <stddef.h>

// Adds a row of CSV, with its line end: cells with commas between, in quotes where they need them,
// so that table_read() gives them back.
void table_print_row(struct text *csv, const char *const *cells, size_t count);

#endif
