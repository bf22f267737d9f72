#ifndef MODEL_TREND_H
#define MODEL_TREND_H

#include "model/model.h"

// Makes the trend of every measure of the sheets with charts. Problems: periods that the layout or
// a source does not have, a window that is none, what is wrong in a line's formula.
void trends_make(struct model *model);

#endif
