#ifndef MODEL_INPUTS_H
#define MODEL_INPUTS_H

#include "base/list.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A figure as a source gives it.
struct input {
    double number;
    const char *text;   // a word in place of a figure (N/A), or what a source of texts says; NULL
                        // otherwise
    const char *format; // as typed; NULL where there is no figure
    // Where it stands: the number of the file among the source's, from 1; the line, the row that
    // Excel shows it in, the column from 0. The line is 0 where no row gave it.
    uint32_t file, line, record;
    int16_t column;      // -1: in none, for it is a row that counts
    bool is_provisional; // the source says that it may still change
    bool is_corrected;   // a correction is laid over what the source gives
};

// The column as an input keeps it: beyond what Excel has, none is told apart.
int16_t inputs_column(int column);

// The periods of a source in the order in which they were met: a period's place among them is its
// slot. Figures are kept by slot, since it is not known beforehand which periods there will be.
struct slots {
    LIST(int) periods;        // by slot
    LIST(bool) filled;        // by slot: whether there is a figure for it
    int lowest;               // the period that `by_period` starts with
    LIST(uint32_t) by_period; // its slot + 1; 0 where there is none
};

#define SLOT_NONE SIZE_MAX

size_t slots_find(const struct slots *slots, int period); // SLOT_NONE where it was not met
size_t slots_make(struct slots *slots, int period, struct arena *arena);

// The figures of a series, by area and slot. There is room for what was read and little more, so
// that a figure takes at most 64 bytes: each further block of an area's has half as many cells as
// those before it together.
struct inputs {
    struct input_block **areas; // the first block of each area; NULL where it has none
    size_t area_count;
    size_t first_size; // cells of the first blocks
};

// The cell, or NULL where there is no room for it, so that no row gave it.
struct input *inputs_find(const struct inputs *inputs, size_t area, size_t slot);

// The cell, made (zeroed) where there is none. `area_count` is how many areas are known, `expected`
// how many slots.
struct input *inputs_make(struct inputs *inputs, size_t area, size_t slot, size_t area_count,
                          size_t expected, struct arena *arena);

#endif
