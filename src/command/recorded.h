#ifndef COMMAND_RECORDED_H
#define COMMAND_RECORDED_H

#include "base/problem.h"
#include "record/index.h"

// How a workbook was made, as the record beside it says. Of one that was issued, from the copies
// that the issue has of what it was made of.
struct recorded {
    const char *layout;    // its path
    const char *input;     // folder of the sources
    const char *period;    // that it is as at; NULL without
    const char *recipient; // NULL without
    struct index index;
};

// False, with a problem, where no record says it, or the layout is not found. `input` is the folder
// of the sources where it is no issue's.
bool recorded_find(struct recorded *recorded, const char *workbook, const char *input,
                   struct arena *arena, struct problems *problems);

// Whether the record knows a file of figures, by its path, with another SHA-256.
bool recorded_differs(const struct recorded *recorded, const char *path, const char *sha256,
                      struct arena *arena);

#endif
