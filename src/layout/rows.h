#ifndef LAYOUT_ROWS_H
#define LAYOUT_ROWS_H

#include "base/list.h"
#include "base/map.h"
#include "layout/reader.h"
#include "layout/source_reader.h"

#include <stdbool.h>

// The rows of a source while they become the lines of a register.

// What the rows say of columns, and where those were found in the source; -1 where none is said.
enum rows_column {
    COLUMN_VALUE,
    COLUMN_LABEL,
    COLUMN_ID,
    COLUMN_BAND,
    COLUMN_SORT,
    COLUMN_WHOSE, // which recipient's a row is, where each has a workbook
    ROWS_COLUMNS
};

struct rows_taker {
    struct layout_reader *reader;
    struct source_rows *rows;
    struct source_reader source;
    const struct match *whose; // NULL: the rows are everyone's
    int whose_column;          // of the recipients
    struct table *table;       // of the register that is made
    int columns[ROWS_COLUMNS];
    struct layout_register *into;
    struct map ids;
};

// Rows by their numbers in the table.
struct row_numbers {
    LIST(size_t) items;
};

// Asks the source for the columns that the rows speak of.
void rows_want(struct rows_taker *taker);

// Reads the source's rows into the table: one to each value of a column, with the cells that the
// layout speaks of; or every row, with all its cells.
void rows_read_values(struct rows_taker *taker);
void rows_read_all(struct rows_taker *taker);

// What a row says in a column, and where.
struct said rows_column_said(const struct rows_taker *taker, const struct row *row,
                             enum rows_column column);

// The recipient that a row belongs to; NULL where it is no one's, or everyone's.
const struct row *rows_recipient(const struct rows_taker *taker, const struct row *row);

// Makes lines of some rows, or of all: sorted, cut off at the limit, in bands.
void rows_add_lines(struct rows_taker *taker, const struct row_numbers *numbers);
void rows_add_all_lines(struct rows_taker *taker);

// A register to each recipient, of its own rows; a recipient without any is told.
void rows_add_registers(struct rows_taker *taker, struct sheet *sheet);

// Rows that are not matched with recipients are shown to all of them: a row that names one is told.
void rows_check_names(const struct rows_taker *taker);

#endif
