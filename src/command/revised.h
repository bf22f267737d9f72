#ifndef COMMAND_REVISED_H
#define COMMAND_REVISED_H

#include "record/index.h"
#include "record/revised.h"

#include <stdio.h>

// Prints a screenful about revisions: how many figures, in which workbooks, which lights, each
// cause with what follows from it, and who is to be sent theirs again. `index` is the record of the
// new folder, for names and contacts. `sends_shared`: also where only another area's figure moved.
void revised_print(const struct revisions *revisions, const struct index *index, bool sends_shared,
                   FILE *out);

#endif
