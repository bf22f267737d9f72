#ifndef MODEL_RECIPIENT_H
#define MODEL_RECIPIENT_H

#include "model/model.h"

// The columns of the recipients' list as lines of their own, so that formulas can name them: each
// recipient's cell is a figure, as if a source had given it, or a word.

// Makes a line of every column that has a name for formulas.
void recipient_lines_make(struct model *model, struct map *series_by_key);

// Gives the lines the recipients' cells, once the sources are read.
void recipient_figures_take(struct model *model);

// The line of a column; NULL where there is none.
struct model_line *recipient_line(const struct model *model, const char *heading);

#endif
