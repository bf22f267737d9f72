#ifndef XLSX_PROTECTION_H
#define XLSX_PROTECTION_H

#include "plan/plan.h"

#include <xlsxwriter.h>

// Protects a sheet whose plan says so, without a password, and writes what may be typed where.
lxw_error protection_write(lxw_worksheet *worksheet, const struct plan_sheet *sheet,
                           struct arena *arena);

#endif
