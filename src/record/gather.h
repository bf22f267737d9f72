#ifndef RECORD_GATHER_H
#define RECORD_GATHER_H

#include "model/model.h"
#include "record/figures.h"

// Gathers the record of figures from a layout's model, workbook by workbook: what is shown while a
// workbook's figures are at hand; when all were, what they were worked out from.

// How something is worked out, as a `rule` row has it.
struct gather_rule {
    const char *sheet, *line, *column, *text;
};

// A cell of a source whose rows are the lines of a table.
struct gather_cell {
    const char *source, *key, *recipient, *label;
    struct value value;
    const char *text;
};

struct gather {
    struct arena *arena; // of the run
    struct model *model;
    const char *layout; // its file name
    struct map takes;   // from a cell's key to the text of its terms
    struct map rule_known;
    LIST(struct gather_rule) rules; // those that some shown figure takes
    LIST(struct span) used;         // by series->index: the periods that figures take
    LIST(bool) is_used;
    LIST(struct gather_cell) cells;
};

void gather_start(struct gather *gather, struct model *model, const char *layout,
                  struct arena *arena);

// Adds what the workbook at hand shows.
void gather_workbook(struct gather *gather, const char *workbook, struct figures *figures);

// Adds what all workbooks' figures were worked out from.
void gather_sources(struct gather *gather, struct figures *figures);

// gather_takes.c: the terms of figures (NULLs among them are no matter), as `takes` has them; their
// rules and series are noted. `own` is the area whose row they stand in, or NULL.
char *gather_terms(struct gather *gather, const struct area *own, const struct column *column,
                   struct figure *const *figures, size_t count);

// The same of a chart's line; `cells` are those of its series, where it has one.
char *gather_trend_terms(struct gather *gather, const struct area *own,
                         const struct trend_line *line, struct span cells, size_t points);

// "2024-12..2025-11", "2025-11", or "" in a layout without periods.
const char *gather_period(const struct gather *gather, struct span span);

// A row with every text "", to be filled in.
struct figure_entry gather_entry(const struct gather *gather, struct figures *figures,
                                 enum figure_entry_kind kind);

// "ROBBERY", "Camden, ROBBERY": what a series' rows are found by; "crime", "ae.breaches": its
// source.
const char *gather_key(const struct gather *gather, const struct series *series);
const char *gather_source(const struct gather *gather, const struct series *series);

#endif
