#ifndef LAYOUT_EDITION_H
#define LAYOUT_EDITION_H

#include "base/arena.h"

#include <stdbool.h>

// For whom a workbook is made. Neither: the mirror, as the document was published. Both may hold.
struct edition {
    bool is_accessible; // for people who use a screen reader
    bool is_values;     // for publication: results in place of formulas
};

struct layout;

// Lays a word ("mirror", "accessible", "values") over an edition. False where it is none.
bool edition_add(struct edition *edition, const char *word);

// From words with commas or spaces between: "accessible, values". False where one of them is none.
bool edition_read(struct arena *arena, const char *words, struct edition *edition);

// "mirror", "accessible", "values", "accessible values"
const char *edition_name(struct edition edition);

// A workbook's name in an edition. In capitals and with spaces only as a mirror:
// "CT scorecard May 2007.xlsx" becomes "ct-scorecard-may-2007-accessible.xlsx".
const char *edition_file_name(struct arena *arena, struct edition edition, const char *name);

// Turns a layout to an edition, before its figures are worked out: what is said in other words and
// laid out in another way from the start, so that formulas and what they come to have it too.
void layout_turn_to(struct layout *layout, struct edition edition, struct arena *arena);

#endif
