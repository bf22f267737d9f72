#ifndef RECORD_KNOWN_H
#define RECORD_KNOWN_H

#include "record/figures.h"

// What a record speaks of: its layouts, sheets, lines, columns, areas and periods. Asked of the
// other record when an entry stands in one alone, to tell a new line from a new period.

enum known_part {
    KNOWN_LAYOUT,
    KNOWN_SHEET,
    KNOWN_LINE,   // of a sheet
    KNOWN_COLUMN, // of a sheet, or a source
    KNOWN_AREA,   // a recipient, or another area of the data
    KNOWN_ROW,    // a line in a column, or what a source has under a key, whoever's and whenever
    KNOWN_PERIOD, // such a row in a period
    KNOWN_LABEL,  // a line of a sheet by its label
};

struct known {
    struct arena *arena;
    struct map map; // part and names to the number of the first entry that has them
    LIST(const struct figure_entry *) entries;
    struct text key;
};

void known_start(struct known *known, struct arena *arena);

// All parts of an entry; `line` is what its line is called in the other record.
void known_add(struct known *known, const struct figure_entry *entry, const char *line);

// The first entry with the same part, or NULL.
const struct figure_entry *known_find(struct known *known, enum known_part part,
                                      const struct figure_entry *entry, const char *line);

#endif
