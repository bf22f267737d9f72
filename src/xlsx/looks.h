#ifndef XLSX_LOOKS_H
#define XLSX_LOOKS_H

#include "base/map.h"
#include "plan/plan.h"

#include <xlsxwriter.h>

// The workbook library's formats, each made once for all the cells that look alike.

// Styles are shared by many cells, so that most looks are found by the style's and the format's
// addresses alone, without printing what they say.
struct recent_look {
    const struct style *style;
    const char *format;
    bool is_open;
    lxw_format *look;
};

enum { RECENT_LOOKS = 256 };

struct looks {
    lxw_workbook *workbook;
    struct arena *arena;
    const char *font; // of cells whose style names none
    double size;
    struct map made; // from a printed signature to the lxw_format
    struct recent_look recent[RECENT_LOOKS];
};

// Also gives the workbook's cells that have no style the default font.
void looks_init(struct looks *looks, lxw_workbook *workbook, const struct plan *plan,
                struct arena *arena);

// How a cell looks; of a run of its text; of the cells that a rule fits. NULL where memory is out.
lxw_format *looks_cell(struct looks *looks, const struct cell *cell);
lxw_format *looks_run(struct looks *looks, const struct style *style, const struct text_run *run);
lxw_format *looks_rule(struct looks *looks, const struct rule *rule);

lxw_color_t looks_colour(const char *colour);

#endif
