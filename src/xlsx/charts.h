#ifndef XLSX_CHARTS_H
#define XLSX_CHARTS_H

#include "plan/plan.h"

#include <xlsxwriter.h>

// Writes the charts of a sheet, with the points that their cells hold, for programs that show what
// is stored.
lxw_error charts_write(lxw_workbook *workbook, lxw_worksheet *worksheet, const struct plan *plan,
                       const struct plan_sheet *sheet, struct arena *arena);

#endif
