#ifndef RECORD_CAUSE_H
#define RECORD_CAUSE_H

#include "record/pairs.h"
#include "record/revisions.h"

// For revisions.c: which changes are causes, and what follows from each.

struct causes {
    struct arena *arena;
    struct pairs *pairs;
    struct revisions *revisions;
    struct map numbers; // what tells a cause from others to its number: layouts may share one
    struct map changed; // what terms call an entry to those that changed: struct changed_list
    LIST(struct changed) families; // areas that changed their family
    struct text key;
};

// An entry that changed with a cause.
struct changed {
    const struct figure_entry *before, *now; // one may be NULL
    size_t number;                           // of the cause
};

void causes_start(struct causes *causes, struct pairs *pairs, struct revisions *revisions);

// The number of the cause that a change of a whole line, column, sheet or area is; 0 where the
// entry differs for another reason. To be asked of every pair before any other question.
size_t causes_of_part(struct causes *causes, const struct pair *pair, enum revision_kind *kind);

// The number of the cause that a pair is which differs, and is no figure of a sheet; 0 where it is
// none. `kind` says what it is.
size_t causes_of_row(struct causes *causes, const struct pair *pair, enum revision_kind *kind);

// Sets those in `taken`, by number less 1, from which a figure of a sheet follows.
void causes_taken(struct causes *causes, const struct pair *pair, bool *taken);

#endif
