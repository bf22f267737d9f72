#ifndef MODEL_WORDING_H
#define MODEL_WORDING_H

#include "model/model.h"

// Formulas, windows and scales in words, for people who read no formulas.

// "'In 15 seconds' divided by 'All calls'": a formula of the layout or the register; of a line, or,
// where that is NULL, of a column of the sheet.
const char *wording_of_formula(struct model *model, const struct sheet *sheet,
                               struct model_line *line, const struct said *formula);

// What a scale judges by: "('figure' minus 'target') divided by the size of 'target'"; when a state
// is given: "'gap' is at least -10%", "otherwise", "where that word is given".
const char *wording_of_gap(struct model *model, const struct scale *scale);
const char *wording_of_state(struct model *model, const struct scale *scale,
                             const struct state *state);

// "the last 12 months"
const char *wording_of_window(const struct model *model, struct window window);

// A column by its headings: "Change, %"; what differs from place to place is
// left out, and where nothing is left it is called by its name.
const char *wording_of_column(struct model *model, const struct sheet *sheet,
                              const struct column *column);

// A line by its label, on one line.
const char *wording_of_line(struct model *model, const struct model_line *line);

#endif
