#ifndef XLSX_LITERAL_H
#define XLSX_LITERAL_H

#include "base/arena.h"

// The text as it must be written so that Excel shows it as it is: _x0041_ becomes _x005F_x0041_.
// NULL stays NULL.
const char *literal_text(struct arena *arena, const char *text);

#endif
