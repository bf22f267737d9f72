#ifndef COMMAND_REVISED_H
#define COMMAND_REVISED_H

#include "record/index.h"
#include "record/revised.h"

#include <stdio.h>

// Prints a screenful about revisions: how many figures, in which workbooks, which lights, each
// cause with what follows from it, and who is to be sent theirs again. The records of the two
// folders have names and contacts, and tell which workbooks are the same.
void revised_print(const struct revisions *revisions, const struct index *old,
                   const struct index *now, FILE *out);

#endif
