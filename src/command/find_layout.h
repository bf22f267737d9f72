#ifndef COMMAND_FIND_LAYOUT_H
#define COMMAND_FIND_LAYOUT_H

#include "base/problem.h"

// A record names a layout without its folder. The layout of that name: a file of the folder at
// hand, of `layouts`, or of a folder in there. NULL, with a problem at `place`, where there is
// none, or more than one.
const char *find_layout(const char *name, struct place place, struct arena *arena,
                        struct problems *problems);

#endif
