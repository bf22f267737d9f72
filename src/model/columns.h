#ifndef MODEL_COLUMNS_H
#define MODEL_COLUMNS_H

#include "model/model.h"

// Whether every column of every sheet shows something that there is.
void columns_check(struct model *model);

// Once all is worked out: reports the headings of registers that nothing used.
void headings_check(struct model *model);

#endif
