#ifndef XLSX_XLSX_H
#define XLSX_XLSX_H

#include "base/arena.h"
#include "plan/plan.h"

#include <stdbool.h>

// Writes plans as Excel workbooks. Only this folder knows the workbook library; it decides nothing.

// Why a workbook was not written.
struct xlsx_fault {
    const char *text; // in plain words; lower case, no full stop
    bool system;      // disk, memory or permissions, as against a plan that no workbook can hold
};

// Writes a finished plan to `path`, over what is there. The same plan gives the same bytes, on any
// day, in any time zone or locale. Where it returns false, with `*fault` set, the plan's faults are
// found before anything is written; after a fault of the system, what stands at `path` is for the
// caller to drop. Temporary files go into memory (/dev/shm) where that has room, else where TMPDIR
// says.
bool xlsx_write(const struct plan *plan, const char *path, struct arena *arena,
                struct xlsx_fault *fault);

// The libraries that decide a workbook's bytes: "libxlsxwriter 1.1.4, zlib 1.2.13".
const char *xlsx_libraries(struct arena *arena);

#endif
