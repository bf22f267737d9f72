#ifndef RECORD_PAIRS_H
#define RECORD_PAIRS_H

#include "record/known.h"

// The entries of two records, each beside its like: of the same layout, kind, sheet, line, column,
// period and recipient. The name of the workbook does not count, for the period may stand in it.
// Of layouts that only one of the records has, nothing is paired.

struct pair {
    const struct figure_entry *before, *now; // one may be NULL
};

struct pairs {
    struct arena *arena;
    struct pair *items;
    size_t count;
    struct known before, now; // what each record speaks of, lines by their ids now
    const char *newest_before, *newest_now;
    LIST(struct pair) renamed; // a figure of each line that has another id and the same label
};

void pairs_make(struct pairs *pairs, const struct figures *before, const struct figures *now,
                struct arena *arena);

// What the line of an entry of the record before is called now.
const char *pairs_line(struct pairs *pairs, const struct figure_entry *before);

// The newest period of which a source of the record before (or now) gave anything; "" none.
const char *pairs_newest(const struct pairs *pairs, bool of_before);

#endif
