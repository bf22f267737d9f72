#ifndef RECORD_INDEX_H
#define RECORD_INDEX_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

// The record of a folder of workbooks: index.csv, a line to each workbook and to each file that
// went into them, sorted, the same bytes each time.

#define INDEX_NAME "index.csv"

struct index_entry {
    const char *kind; // "workbook" or "input"
    const char *name; // the recipient; "" where there is none
    const char *contact;
    const char *file;   // of a workbook its name, of an input its path
    const char *sha256; // in hexadecimal
    size_t bytes;
    size_t lines;        // of a workbook: measures and parts; 0 of an input
    const char *lights;  // "2 BLUE, 3 GREEN"
    const char *as_at;   // the period
    const char *layout;  // the file that makes it: several layouts may share a folder
    const char *edition; // "mirror", "accessible" ...: so may several editions
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

// Fills in the SHA-256 and the length of a file; false, with errno set, where it cannot be read.
bool index_measure(struct index_entry *entry, const char *path, struct arena *arena);

#endif
