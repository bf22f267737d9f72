#ifndef RECORD_REVISED_H
#define RECORD_REVISED_H

#include "record/revisions.h"

// What revisions come to, workbook by workbook and light by light: for what is said of them.

// A workbook in which a figure changed that both records have.
struct revised {
    const char *layout;
    const char *workbook;  // file name, as it is now
    const char *recipient; // "" where it has none, or several
    size_t figures;        // that changed
    size_t marked;         // of these, such that it shows
    size_t own;            // marked, with a cause that is not another area's
    size_t lights;         // that changed
};

// "GREEN to RED", and how many.
struct turned_light {
    const char *before, *now;
    size_t count;
};

struct revised_list {
    LIST(struct revised) workbooks; // in the order of the revisions
    LIST(struct turned_light) lights;
    size_t figures, marked, unexplained;
    size_t new_periods, past_periods; // figures of sheets
};

void revised_count(struct revised_list *list, const struct revisions *revisions);

#endif
