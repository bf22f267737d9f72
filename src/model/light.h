#ifndef MODEL_LIGHT_H
#define MODEL_LIGHT_H

#include "model/model.h"

// The word that shows the light of a column's figure of a line; NULL where it has none.
struct figure *light_figure(struct model *model, struct model_line *line,
                            const struct column *column);

// Warnings where a light would be another if it were judged on figures as shown, or on exact ones.
void light_check_rounding(struct model *model);

#endif
