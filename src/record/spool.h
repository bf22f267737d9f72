#ifndef RECORD_SPOOL_H
#define RECORD_SPOOL_H

#include "base/list.h"
#include "base/problem.h"
#include "record/figures.h"

#include <stdio.h>

// figures.csv while it is gathered: rows come workbook by workbook, and wait in a temporary file
// until all are there to be put in order, so that a thousand workbooks take no more memory than
// one. The file has no name, and goes with the process.
//
// Parts are sorted by layout, kind and workbook; the rows of a part come sorted.

// The rows that say what shown figures are worked out from come after the kinds of entries.
enum { SPOOL_TAKES = ENTRY_AREA + 1 };

struct spool_part {
    const char *layout, *workbook;
    int kind; // a figure_entry_kind, or SPOOL_TAKES
    long start;
    size_t length;
};

struct spool {
    struct arena *arena;
    FILE *file; // NULL until there is a row, and after a failure
    LIST(struct spool_part) parts;
    int error; // errno of what failed; 0 nothing
};

void spool_start(struct spool *spool, struct arena *arena);
void spool_end(struct spool *spool);

// Adds rows. The texts of the part are copied where they are new.
void spool_add(struct spool *spool, struct spool_part part, const char *rows);

// Adds entries: sorts them, and makes a part of those of each layout, kind and workbook.
void spool_add_figures(struct spool *spool, struct figures *figures);
// The same of entries that stand for `takes` rows.
void spool_add_takes(struct spool *spool, struct figures *figures);

// Drops what was added of a workbook.
void spool_drop(struct spool *spool, const char *workbook);

// Adds the parts of a folder's figures.csv that `keep` says. False, with a problem, where it is
// there and not as figures_read_any() would have it.
bool spool_add_old(struct spool *spool, const char *folder,
                   bool (*keep)(const struct spool_part *part, void *data), void *data,
                   struct problems *problems);

// Writes all as figures.csv. False, with errno set, where that or anything before failed.
bool spool_write(struct spool *spool, const char *path);

#endif
