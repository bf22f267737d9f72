#ifndef MODEL_FIGURE_H
#define MODEL_FIGURE_H

#include "model/model.h"

// Figures by what they are; each is made once. NULL where the line has none.
struct figure *figure_in_window(struct model *model, struct model_line *line, struct window window);
struct figure *figure_in_column(struct model *model, struct model_line *line,
                                const struct column *column);
// The place of a recipient's figure (of a column, or over a window) among all recipients: 1 is the
// best where the line says which way is better, else the largest.
struct figure *figure_rank(struct model *model, struct model_line *line,
                           const struct column *column, struct window window);
struct figure *figure_own(struct model *model, struct model_line *line, const char *heading);

// A new figure of a kind, known to the model and its line.
struct figure *figure_add(struct model *model, struct figure figure);

// The one of a line that has been made already, by what tells it from others, or NULL.
struct figure *figure_find(const struct model_line *line, enum figure_kind kind,
                           const struct column *column, struct window window);

// A figure that was typed: a number, an accepted word, or neither (false).
bool figure_read_typed(struct model *model, const char *text, struct figure *figure);

#endif
