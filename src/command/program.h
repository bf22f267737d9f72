#ifndef COMMAND_PROGRAM_H
#define COMMAND_PROGRAM_H

#include "record/index.h"

// The program, as a line of a record: the SHA-256 of its sources, and the versions of the libraries
// that decide a workbook's bytes. The same for every way of building it.
struct index_entry program_entry(struct arena *arena, const char *layout);

#endif
