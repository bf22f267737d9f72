#ifndef PLAN_DATA_H
#define PLAN_DATA_H

#include "plan/build.h"

// The Data sheet while it is built; for data.c and the files of its sections alone.

// Columns of the sheet that every section has.
enum { DATA_LINE, DATA_LABEL, DATA_SOURCE, DATA_AS_AT, DATA_FIRST };

enum { DATA_WIDTH = 12, DATA_WIDEST = 40 }; // of a column of figures, in characters

// A column for figures that are worked out: over a window, in a column of a scorecard.
struct data_column {
    enum figure_kind kind;
    struct window window;
    const struct column *column;
    const char *heading;
};

struct data_needs {
    bool *figures;        // one to a figure: whether the Data sheet shows it
    bool *series;         // one to a series and area
    uint32_t *rows;       // one to a line of the model and area; 0 where it has none
    uint32_t *trend_rows; // one to a line of a chart that is worked out
    uint32_t heading_row; // of the lines; holds the periods
    int first, last;      // periods that formulas use; first > last where none
    bool has_single;      // a series without periods
    bool has_provisional; // a figure that may still change
    LIST(struct data_column) columns;
    double width;                     // of the columns of figures, in characters
    LIST(struct marked_table) tables; // headings and all
    uint32_t row;                     // the next free one
};

// data_needs.c: finds out what the sheet must show.
void data_need_all(struct builder *builder);
// Rows are kept by line and whose, series by series and whose; this is the place of one among them.
size_t data_whose_count(const struct builder *builder);
size_t data_by_whose(const struct builder *builder, size_t index, struct whose whose);
// The place of a series' area; a series without areas stands in the row of the recipient at hand.
size_t data_by_area(const struct builder *builder, const struct series *series, size_t index,
                    const struct area *area);
// Whether a figure takes figures that are not the recipient's own, so that its workbook has the
// result and not the formula.
bool data_is_shared(const struct builder *builder, const struct figure *figure);

// data.c: cells, and the start of a section.
struct plan_sheet *data_plan(const struct builder *builder);
void data_put(const struct builder *builder, uint32_t row, size_t column, const char *role,
              const char *text);
void data_put_section(struct builder *builder, const char *title, const char *explanation);
void data_put_slot(struct builder *builder, enum slot_kind kind, struct figure *figure,
                   uint32_t row, uint16_t column);
void data_put_figure(struct builder *builder, struct figure *figure, uint32_t row, uint16_t column);
// Gives every cell below a table's headings that holds nothing the table's lines, and notes the
// table.
void data_end_table(struct builder *builder, struct merge range, const char *name);

// data_rows.c: the lines, their figures by period, and what is worked out from them.
bool data_has_lines(const struct builder *builder); // whether any has a row
void data_put_lines(struct builder *builder);
void data_put_line_headings(struct builder *builder, uint32_t row);
size_t data_period_columns(const struct data_needs *needs);
const char *data_period_heading(const struct builder *builder, int number);
const char *data_worked_heading(const struct builder *builder, const struct data_column *column);
const char *data_whose_label(const struct builder *builder, struct whose whose);
const char *data_source_label(const struct series *series);
void data_put_line_start(struct builder *builder, uint32_t row, const struct model_line *line);
// The instances of a line that may stand on the sheet: in a recipient's workbook its own alone.
size_t data_instances(const struct builder *builder, struct model_line *base,
                      struct model_line ***instances);

// data_lights.c
void data_put_targets(struct builder *builder, const struct sheet *sheet);

// data_extras.c
void data_put_constants(struct builder *builder);
void data_put_shared(struct builder *builder);
void data_put_trends(struct builder *builder);

#endif
