#ifndef RECORD_INDEX_H
#define RECORD_INDEX_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

// The record of a folder of workbooks: index.csv, a line to each workbook and to each file that
// went into them or stands beside them, sorted, the same bytes each time.
//
// kind        a line is
// unfinished  only while a run gives its workbooks their names: what is listed need not be there
// yet workbook    a workbook; `pdf`, `ods`: what was made of one record      figures.csv input a
// file of figures, by its path in the input folder definition  a layout, what it uses, a register,
// a list of recipients, a file of published figures,
//             by its path beside the layout
// option      an option of the command line that the workbooks follow: --period 2025-10
// since       the figures of what was published, with which revised workbooks were compared
// program     what made them; the SHA-256 is that of the program's sources

#define INDEX_NAME       "index.csv"
#define INDEX_UNFINISHED "unfinished"

struct index_entry {
    const char *kind;
    const char *name; // the recipient; "" where there is none
    const char *contact;
    const char *file;   // of a workbook its name, of an input its path
    const char *sha256; // in hexadecimal
    size_t bytes;
    size_t lines;        // of a workbook: measures and parts; 0 of others
    const char *lights;  // "2 BLUE, 3 GREEN"
    const char *as_at;   // the period
    const char *layout;  // the file that makes it: several layouts may share a folder
    const char *edition; // "mirror", "accessible" ...: so may several editions
    // Of a workbook: the SHA-256 of the lines of its inputs, definitions, options and program,
    // which tells a workbook that was made of the files as listed from one that was made of earlier
    // ones.
    const char *made_from;
};

struct index {
    struct index_entry *items;
    size_t count;
    bool is_unfinished; // a run was broken off: what is listed need not be what is there
};

// The record of a folder; empty where it has none. False where one is there that is not whole.
bool index_read(struct index *index, const char *folder, struct arena *arena);

// The record as CSV.
const char *index_print(struct index *index, struct arena *arena);

const struct index_entry *index_find(const struct index *index, const char *file);

// A line of a kind, with the rest "" or 0.
struct index_entry index_entry_of(const char *kind, const char *file, const char *layout);

// The SHA-256 of lines of a record, in the order of the record.
const char *index_made_from(const struct index_entry *entries, size_t count, struct arena *arena);

// The SHA-256 of a text.
const char *index_sha256(const char *text, struct arena *arena);

// Fills in the SHA-256 and the length of a file; false, with errno set, where it cannot be read.
bool index_measure(struct index_entry *entry, const char *path, struct arena *arena);

#endif
