#ifndef PLAN_FRONT_H
#define PLAN_FRONT_H

#include "plan/build.h"

// What the sheets around the tables share: cover, contents, summary, definitions, notes, checks.
// They stand upright on A4, with the layout's margins, headers and footers.

// A new sheet of the plan with its title across its first row; the next free row is the third.
// Widths are in characters, and come to about 96 on a page at full size.
struct across front_open(struct builder *builder, const char *name, enum sheet_part part,
                         const double *widths, size_t count, const char *title);

struct plan_sheet *front_plan(const struct across *front);

// A cell in the next free row.
struct cell *front_put(struct across *front, uint16_t column, const char *role, const char *text);
struct cell *front_put_number(struct across *front, uint16_t column, double number,
                              const char *format);

// Headings of a table in the next row, one to a column; repeated on each page where they are the
// sheet's first.
void front_headings(struct across *front, const char *const *headings);

// Headings of a narrower table, up to a column; not repeated.
void front_headings_part(struct across *front, const char *const *headings, uint16_t last);

// A band across the table, which stays on the page of what follows it.
void front_band(struct across *front, const char *text);

// A period in words: "November 2025", "2007/08 Q1".
const char *front_period(struct arena *arena, const struct model *model, int number);

// "internal:'CT scorecard'!A1"; NULL for a sheet with # in its name, which a link cannot hold.
const char *front_link(struct arena *arena, const char *sheet, uint32_t row, uint16_t column);

#endif
