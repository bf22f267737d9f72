#ifndef MODEL_UNFOLD_H
#define MODEL_UNFOLD_H

#include "model/model.h"

// A figure that a text shows, and under which number format.
struct text_part {
    struct figure *figure;
    const char *format;
};

// The figures that a text with several (FIGURE_TEXT) shows, in their order, each once. 0 where it
// has other than lines over windows and columns: sums, targets, the register's own cells.
size_t model_text_parts(struct model *model, struct figure *text, struct text_part **parts);

#endif
