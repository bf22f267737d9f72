#ifndef RECORD_GATHER_H
#define RECORD_GATHER_H

#include "model/model.h"
#include "record/figures.h"
#include "record/spool.h"

// Gathers the record of figures from a layout's model, workbook by workbook: what is shown while a
// workbook's figures are at hand; when all were, what they were worked out from.

// How something is worked out, as a `rule` row has it.
struct gather_rule {
    const char *sheet, *line, *column, *text;
};

struct gather {
    struct arena *arena; // of the run
    struct model *model;
    const char *layout;       // its file name
    struct map known;         // from a cell's key to the text of its terms
    struct figures takes;     // entries for them, the same for every recipient
    struct figures own_takes; // of the workbook at hand: where each has lines of its own
    struct figures cells;     // given entries: rows of a source that are lines of everyone's table
    struct figures own_cells; // of the workbook at hand: of a table of its own
    struct map cell_known, own_known;
    const char *workbook; // at hand
    struct map rule_known;
    LIST(struct gather_rule) rules; // those that some shown figure takes
    LIST(struct span) used;         // by series->index: the periods that figures take
    LIST(bool) is_used;
};

void gather_start(struct gather *gather, struct model *model, const char *layout,
                  struct arena *arena);

// Adds what the workbook at hand shows; with `shows` false only what it is worked out from.
void gather_workbook(struct gather *gather, const char *workbook, bool shows, struct spool *spool);

// Adds what all workbooks' figures were worked out from.
void gather_sources(struct gather *gather, struct spool *spool);

// gather_takes.c: the terms of figures (NULLs among them are no matter), as `takes` has them; their
// rules and series are noted. `own` is the area whose row they stand in, or NULL.
char *gather_terms(struct gather *gather, const struct area *own, const struct column *column,
                   struct figure *const *figures, size_t count);

// The same of a chart's line: its figures, or cells of its series.
char *gather_trend_terms(struct gather *gather, const struct area *own,
                         const struct trend_line *line, struct span cells);

// "2024-12..2025-11", "2025-11", or "" in a layout without periods.
const char *gather_period(const struct gather *gather, struct span span);

// Sets value and text of an entry; a format of NULL is General.
void gather_value(const struct gather *gather, struct figures *figures, const struct value *value,
                  const char *format, struct figure_entry *entry);

// A row with every text "", to be filled in.
struct figure_entry gather_entry(const struct gather *gather, struct figures *figures,
                                 enum figure_entry_kind kind);

// "ROBBERY", "Camden, ROBBERY": what a series' rows are found by; "crime", "ae.breaches": its
// source.
const char *gather_key(const struct gather *gather, const struct series *series);
const char *gather_source(const struct gather *gather, const struct series *series);

#endif
