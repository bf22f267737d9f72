#ifndef MODEL_TURN_H
#define MODEL_TURN_H

#include "model/model.h"

// Turns to a recipient's lines (NULL: to those of all), without any figure but targets.
void turn_begin(struct model *model, const struct area *recipient);

#endif
