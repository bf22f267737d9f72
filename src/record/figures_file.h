#ifndef RECORD_FIGURES_FILE_H
#define RECORD_FIGURES_FILE_H

#include "record/figures.h"

// The columns of figures.csv, for its reader and its printer.
enum figures_field {
    FIELD_LAYOUT,
    FIELD_KIND,
    FIELD_WORKBOOK,
    FIELD_RECIPIENT,
    FIELD_SHEET,
    FIELD_LINE,
    FIELD_COLUMN,
    FIELD_PERIOD,
    FIELD_VALUE,
    FIELD_TEXT,
    FIELD_LIGHT,
    FIELD_TARGET,
    FIELD_LABEL,
    FIELD_TAKES,
    FIELD_COUNT,
};
extern const char *const figures_headings[FIELD_COUNT];

// The word of the rows that say what shown figures are worked out from.
#define FIGURES_TAKES "takes"

// Whether a row is the headings of this version's files.
struct row;
bool figures_has_headings(const struct row *headings);

// Whether a folder has a record of figures, and it is the one that index.csv knows; else a problem.
bool figures_check(const char *folder, bool may_be_unfinished, struct arena *arena,
                   struct problems *problems);

// By what a `takes` row is found: "layout|recipient|sheet|line|column|period".
const char *figures_takes_key(struct arena *arena, const struct figure_entry *entry,
                              const char *recipient);

#endif
