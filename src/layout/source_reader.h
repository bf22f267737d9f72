#ifndef LAYOUT_SOURCE_READER_H
#define LAYOUT_SOURCE_READER_H

#include "base/list.h"
#include "layout/condition.h"
#include "layout/layout.h"

#include <stdbool.h>

// A column that has to be among the headings.
struct wanted {
    struct said heading;
    const char *help; // what to do where it is not; NULL: the nearest heading
};

// A source's files, one after the other in the order of their names, and of their rows those that
// it does not leave out. In each file the headings are the first row that has all columns that are
// wanted (a warning says so where it is not the first), or the one below those that it skips.
//
//     source_open(&reader, source, input, arena, problems);
//     source_want(&reader, heading);
//     while (source_next_file(&reader))
//         while (source_next(&reader, &row))
//             ...
//     source_close(&reader);
struct source_reader {
    const struct source *source;
    const struct calendar *calendar; // set by who wants a heading to be a period; else NULL
    const char *provisional_mark;    // likewise; what may stand behind one whose figures may change
    bool all_must_differ;            // set by who wants no heading to stand twice
    const char **paths;              // of the files
    size_t path_count;
    const char *path;          // of the file at hand
    size_t file;               // its number, from 1
    struct row headings;       // its headings
    bool is_total;             // the row at hand is one that the source calls a total
    bool is_provisional;       // the figures of the row at hand may still change
    bool has_faults;           // some row could not be read
    struct source_count count; // `used` and what follows it are for who reads to count

    // The rest is the business of source_reader.c.
    struct arena *arena;
    struct problems *problems;
    struct table_reader *table;
    LIST(struct wanted) wanted;
    struct condition where, provisional;
    LIST(const struct expression *) names; // of columns, in either
    int *left_out_columns;
    struct place misplaced; // the first cell under no heading
    const char *misplaced_text;
    size_t misplaced_count;
};

// False, with a problem, where no file is there.
bool source_open(struct source_reader *reader, const struct source *source, const char *input,
                 struct arena *arena, struct problems *problems);

// A column that has to be among the headings of every file; one that the layout does not name, but
// that is usual, comes with what to do where it is not there (else NULL).
void source_want(struct source_reader *reader, struct said heading, const char *help);

// Whether a heading is a period, and which; and whether it has the mark of provisional figures.
bool source_period(const struct source_reader *reader, const char *heading, struct period *period,
                   bool *is_provisional);

// The next file whose headings are as they should be; where they are not there is a problem.
bool source_next_file(struct source_reader *reader);

// The next row, good until the next call.
bool source_next(struct source_reader *reader, struct row *row);

void source_close(struct source_reader *reader);

#endif
