#ifndef RECORD_PUBLISHED_H
#define RECORD_PUBLISHED_H

#include "model/model.h"

// The mirror check: what a workbook shows beside what was published.
//
// A file of published figures has the column `id`, columns of the sheet by their names or headings
// as printed (Apr-07), and `why`. Each filled cell is compared with what the workbook shows, as
// text, white space counting as a single space. A difference is a problem unless `why` gives a
// reason; so is a reason where nothing differs. Where a difference can be explained (rounded
// inputs, halves rounded to even, the mean of the periods, another period) the message says so.

struct published_count {
    size_t compared;
    size_t agreed;
    size_t explained; // differ, with a reason
};

// Compares every sheet that has a file; problems are added for what does not hold.
struct published_count published_check(struct model *model);

#endif
