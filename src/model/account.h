#ifndef MODEL_ACCOUNT_H
#define MODEL_ACCOUNT_H

#include "model/model.h"

// What became of a source, in a line:
//     crime/*.csv (2 files): 2,119 rows; used 2,100, with 50,400 figures that come to 1,650,322;
//     left out 19: 12 'Test' (it is no place), 7 that `where` does not choose; 2 areas that are no
//     recipient count in the whole alone: 'Heathrow', 'Unknown'
// NULL for a source that nothing was read of.
const char *account_of_source(const struct model *model, const struct source *source,
                              struct arena *arena);

#endif
