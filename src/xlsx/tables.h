#ifndef XLSX_TABLES_H
#define XLSX_TABLES_H

#include "base/arena.h"
#include "plan/plan.h"

#include <xlsxwriter.h>

// Cells marked up as tables.

// What Excel would call broken in the tables of a plan, which the library writes all the same; NULL
// where they are sound.
const char *tables_fault(const struct plan *plan, struct arena *arena);

// Before the cells of the sheet: the library writes headings of its own, which these replace.
lxw_error tables_write(lxw_worksheet *worksheet, const struct plan_sheet *sheet,
                       struct arena *arena);

#endif
