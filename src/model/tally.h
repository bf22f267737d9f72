#ifndef MODEL_TALLY_H
#define MODEL_TALLY_H

#include "model/model.h"

// How many lights a workbook shows, by state; and how many lines.
struct tally {
    const char *state;
    size_t count;
};

// One to a state that shows at all, in the order of the scales, of all parts of the workbook.
// Returns how many there are.
size_t tally_lights(struct model *model, struct tally **tallies);

// Measures and parts that stand in a table.
size_t tally_lines(const struct model *model);

#endif
