#ifndef XLSX_LIMITS_H
#define XLSX_LIMITS_H

#include "plan/plan.h"

// What Excel, and the library that writes its files, can hold. The library writes a broken file for
// much of what breaks these limits, so a plan is checked before anything of it is written.

// The first thing in a finished plan that no workbook can hold, in plain words and with its place
// ("sheet 'Data', cell F7: ..."), or NULL.
const char *limits_fault(const struct plan *plan, struct arena *arena);

#endif
