#ifndef PLAN_REVISIONS_H
#define PLAN_REVISIONS_H

#include "plan/build.h"

// What the Revisions sheet lists, however it is laid out.

enum revised_column {
    REVISED_LINE,
    REVISED_FIGURE,
    REVISED_PERIOD,
    REVISED_PUBLISHED,
    REVISED_NOW,
    REVISED_DIFFERENCE,
    REVISED_LIGHT_BEFORE,
    REVISED_LIGHT_NOW,
    REVISED_REASON,
    REVISED_DATA_TO,
    REVISED_COLUMNS,
};
extern const char *const revised_headings[REVISED_COLUMNS];

// A row, with what rows are sorted by.
struct revised_row {
    const struct revision *revision;
    size_t band, sheet, line, column, number;
};

struct revised_rows {
    LIST(struct revised_row) items;
};

// Those of the workbook at hand: by what happened, then as they stand on the sheets.
void revised_rows_list(struct builder *builder, struct revised_rows *rows);

// "Corrected", "Follows from the above": what happened.
const char *revised_band(const struct revised_row *row);

// What stands in a column as text; "" where there is nothing to say.
const char *revised_text(const struct builder *builder, const struct revised_row *row,
                         enum revised_column column);

// The figures of a row as numbers, under a format in which they differ.
struct revised_amounts {
    bool are_numbers; // else what was published and what is now are texts
    double before, now, difference;
    const char *format, *difference_format;
};
struct revised_amounts revised_amounts(const struct builder *builder,
                                       const struct revised_row *row);

// accessible_revisions.c: the sheet of the accessible edition.
void access_put_revisions(struct builder *builder, const struct revised_rows *rows);

#endif
