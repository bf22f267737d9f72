#ifndef PLAN_SCORECARD_H
#define PLAN_SCORECARD_H

#include "model/mark.h"
#include "plan/build.h"

// A sheet's table while it is built; for scorecard.c and the files of its parts alone.

struct table_maker {
    struct builder *builder;
    const struct sheet *sheet;
    size_t number; // of the sheet in the plan
    struct table_column *columns;
    size_t column_count;
    uint32_t row;        // the next free one
    uint32_t first_row;  // of the table, below its headings
    uint32_t *line_rows; // one to a line of the register; UINT32_MAX where it has no row
    const char **marks; // one to a column: the longest text of marks in it; NULL where none has any
    double *widest; // one to a column: the widest of its numbers, in points; where there are marks
    struct cell_marks seen; // which marks occur
};

// scorecard.c
struct plan_sheet *scorecard_plan(const struct table_maker *maker);
uint16_t scorecard_last_column(const struct table_maker *maker);
void scorecard_merge(const struct table_maker *maker, uint32_t first_row, uint32_t last_row,
                     uint16_t first_column, uint16_t last);

// scorecard_headings.c
void scorecard_put_headings(struct table_maker *maker);

// scorecard_cells.c: one cell, in the maker's row.
void scorecard_put_content(struct table_maker *maker, struct model_line *line, uint16_t number);
void scorecard_put_figure(struct table_maker *maker, const struct content *content,
                          const struct style *style, uint16_t number, bool is_open,
                          const char *note);
// How wide a figure is in a column, with its light's symbol; the room it has there (points);
// whether it fits as a number.
double scorecard_width(const struct table_maker *maker, const struct content *content,
                       const struct style *style, uint16_t number);
double scorecard_room(const struct table_maker *maker, uint16_t number);
bool scorecard_fits(const struct table_maker *maker, const struct content *content,
                    const struct style *style, uint16_t number);
void scorecard_put_light(struct table_maker *maker, struct model_line *line,
                         const struct table_column *column, const struct content *content,
                         uint16_t number);
const char *scorecard_role(const struct line *line); // the style that a line starts from
// The texts that go under a measure, each in its column; NULL where the measure has none.
const char **scorecard_texts_below(struct table_maker *maker, const struct model_line *line);
// Whether a line of the register is the last of its measure.
bool scorecard_is_last(const struct table_maker *maker, size_t number);

// scorecard_marks.c: finds the marks of all columns, which get room for them; puts those of a cell
// into its format, and those beside it as room into the others' of the column, and returns the
// cell's note, or NULL; a line below the table to each mark that occurs.
void scorecard_find_marks(struct table_maker *maker);
const char *scorecard_mark(struct table_maker *maker, struct model_line *line, uint16_t number,
                           const struct style *style, struct content *content);
void scorecard_explain_marks(const struct table_maker *maker, struct across *across);

// scorecard_overview.c
void scorecard_put_overview(struct table_maker *maker);

// scorecard_merges.c
void scorecard_merge_down(const struct table_maker *maker);

#endif
