#ifndef COMMAND_EXPLANATION_H
#define COMMAND_EXPLANATION_H

#include "base/text.h"
#include "model/trace.h"

// How a figure comes about, as an indented text: its rule, the figures that it takes, theirs in
// turn, down to the cells of the source files.
//     robbery, 2024-12 to 2025-11, Camden: 1489
//       the sum of 12 periods of 'crime' (MPS recorded crime)
//         input/crime.csv:255:26 (Z255)  Camden  2024-12  127
//         ...
//         = 1489, from 12 cells

struct explanation {
    struct model *model;
    const char *input; // folder of the sources
    struct text text;
    LIST(const char *) files; // that cells stand in, each once

    // The rest is the business of explanation.c.
    struct trace trace;
    size_t base;                       // indent of the figure that the walk is at the top of
    LIST(const struct figure *) users; // by depth
    LIST(struct told) told;
};

// What was told of a figure already: another figure that it takes, or a series from a period on.
struct told {
    const struct figure *user;
    const void *what;
    int period;
};

// Adds the tree of a figure, `indent` steps in. What stands in the text already is told as above.
void explanation_add(struct explanation *explanation, struct figure *figure, size_t indent);

// "robbery, target": what a figure is called in the tree.
const char *explanation_name(const struct explanation *explanation, const struct figure *figure);

// explanation_cells.c: the cells of a series, which `user` takes.
void explanation_add_cells(struct explanation *explanation, const struct figure *user,
                           const struct series *series, struct whose whose, struct span span,
                           size_t indent);

// explanation_rule.c: a figure's rule as it is written, with its place; "" where it has none.
const char *explanation_rule(const struct explanation *explanation, const struct figure *figure);

// "layouts/ct.yaml:12:7", "input/ct.csv:3:4 (D3)"
const char *explanation_place(struct arena *arena, const struct place *place);

// A value in full: all digits, a text in quotes.
const char *explanation_value(struct arena *arena, const struct value *value);

#endif
