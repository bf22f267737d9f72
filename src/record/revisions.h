#ifndef RECORD_REVISIONS_H
#define RECORD_REVISIONS_H

#include "record/figures.h"

// What changed from one record to another: each entry that differs, told by its kind, and the
// causes with what follows from each.

#define REVISIONS_NAME "revisions.csv"

enum revision_kind {
    // Causes.
    REVISION_CORRECTED, // what a source gives is another figure, and a reason names it
    REVISION_AT_SOURCE, // the same without a reason: the publisher revised its file
    REVISION_TARGET,
    REVISION_DEFINITION, // of a line, a column, a scale, or a family
    REVISION_LINE_ADDED,
    REVISION_LINE_REMOVED,
    REVISION_LINE_RENAMED, // another label, or another id under the same label
    REVISION_AREA_ADDED,
    REVISION_AREA_REMOVED,
    REVISION_LAYOUT, // a sheet or a column that was added or taken away
    // What has no cause of its own.
    REVISION_FOLLOWS,
    REVISION_UNEXPLAINED, // nothing that it takes changed: the program, or the layout, did
    REVISION_NEW_PERIOD,  // no revision: the period was not there
    REVISION_PAST_PERIOD, // no revision: the period is no longer there
    REVISION_KINDS,
};

// "revised at source", "follows from".
const char *revision_word(enum revision_kind kind);

// Numbers of causes, from 1; both ends count.
struct cause_range {
    size_t first, last;
};

// An entry that differs.
struct revision {
    enum revision_kind kind;
    const struct figure_entry *before, *now; // one may be NULL
    const struct cause_range *causes;        // its own number, or those that it follows from
    size_t cause_count;                      // ranges
    bool is_marked;    // the change can be seen, or is more than the layout lets pass
    bool is_of_others; // every cause is another area's
};

struct cause {
    enum revision_kind kind;
    const struct figure_entry *before, *now; // of what changed; of a line, one of its figures
    const char *reason;                      // "" none was given
    const char *reference;                   // of the reason: who, when, which paper; "" none
    size_t followers;                        // shown figures that changed with it
};

struct revisions {
    struct arena *arena;
    LIST(struct revision) items; // causes' own entries first
    LIST(struct cause) causes;   // number 1 is the first
    struct map common;           // layouts with a workbook that several recipients share
    struct map unsent; // layouts that send no workbook again for another area's figure alone
    size_t compared;   // shown figures that both records have
};

// Compares the layouts that both records have. `now` and `before` must outlive it.
void revisions_find(struct revisions *revisions, const struct figures *before,
                    const struct figures *now, struct arena *arena);

// Says of a cause that its figure was corrected, and of the cells that show nothing else.
void revisions_correct(struct revisions *revisions, size_t number);

// The entry there is: as it is now, or as it was.
const struct figure_entry *revision_entry(const struct revision *revision);

// Whether a shown figure changed that both records have: in what it shows or in what it holds.
bool revision_is_of_figure(const struct revision *revision);

// Why a figure changed, for those who may read it: the reason, or what it follows from. Of another
// area nothing is said but that it was another area's figure.
const char *revision_reason(const struct revisions *revisions, const struct revision *revision,
                            struct arena *arena);

// Whether a cause is the figure of an area, and that another than the one named.
bool cause_is_of_other(const struct cause *cause, const char *recipient);

// "Robbery, Camden, 2025-11": what a cause is about.
const char *cause_subject(const struct cause *cause, bool with_area, struct arena *arena);

// "1-7, 12"; "" where there are none.
const char *revision_causes(const struct revision *revision, struct arena *arena);

// revisions.csv: a row to each revision. Put over the old record it gives the new one.
const char *revisions_print(const struct revisions *revisions, struct arena *arena);

#endif
