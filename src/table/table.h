#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include "base/arena.h"
#include "base/problem.h"

#include <stdbool.h>
#include <stddef.h>

// A CSV file as rows of text with their places. table.c is the only file that knows libcsv.
//
// Encodings and line ends are table/lines.h's business; inside quoted cells line ends become LF. An
// unclosed quote is an error at the line where the quote opened, a quote inside a cell without
// quotes one at the cell. White space around a cell is dropped; rows in which every cell is blank
// are skipped.

struct row {
    size_t line;        // where the row starts in the file, as an editor numbers lines, from 1
    size_t record;      // the row that Excel shows it in: blank rows count, line breaks in cells do
                        // not; 0, in a row made by hand, as the line
    size_t count;       // cells up to the last that is not blank; short rows are not padded
    const char **cells; // UTF-8, trimmed, never NULL
};

// A file read row by row; one row is in memory at a time.
struct table_reader;

// NULL, with a problem, where the file cannot be opened or is no CSV. The reader's buffers are its
// own, and given back by table_close().
struct table_reader *table_open(const char *path, struct arena *arena, struct problems *problems);

// The next row, good until the next call; false at the end, or after a problem. The rest of the
// file is then still searched for misplaced quotes, so that one run names them all.
bool table_next(struct table_reader *reader, struct row *row);
void table_close(struct table_reader *reader); // NULL is nothing to close

// A small table as a whole: the heading row and the rows below it.
struct table {
    const char *file;
    struct row headings;
    struct row *rows;
    size_t count;
};

// Everything in the arena. False, with problems added, where the file cannot be read, has no
// heading row, has a heading twice, or has a cell that is not blank under no heading.
bool table_read(const char *path, struct arena *arena, struct problems *problems,
                struct table *table);

// The column under a heading (case and spaces around are free), or -1.
int table_column(const struct row *headings, const char *heading);

// A row that outlives the next call of table_next(): its cells are copied into the arena.
struct row row_copy(struct arena *arena, const struct row *row);

// The cell in a column; "" where the row is shorter or the column is -1.
const char *row_cell(const struct row *row, int column);

// The place of a cell: column counts from 0 here, the place names it as ct.csv:5:3 (C5). Column -1
// is the row as a whole.
struct place table_place(struct arena *arena, const char *file, const struct row *row, int column);

#endif
