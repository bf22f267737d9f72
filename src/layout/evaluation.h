#ifndef LAYOUT_EVALUATION_H
#define LAYOUT_EVALUATION_H

#include "base/arena.h"
#include "layout/expression.h"

#include <stdbool.h>

// A tree being worked out: what the functions need of expression_value.c.
struct evaluation {
    const struct name_reader *reader;
    struct arena *arena;
};

// What a part comes to: the cells that names stand for, or a value of its own. Functions of sets
// pass over a text in a cell, and refuse one that stands in the formula.
struct operand {
    bool is_cells;
    struct reading cells;
    struct value value;
};

struct operand evaluation_operand(const struct evaluation *evaluation,
                                  const struct expression *tree);

// As one value; several cells in its place are #VALUE!.
struct value evaluation_value(const struct evaluation *evaluation, const struct expression *tree);

#endif
