#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "base/arena.h"
#include "base/list.h"
#include "layout/style.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A workbook as plain data, all decided: what xlsx/ writes and what a terminal page shows. Rows and
// columns count from 0. Everything lives in the arena of the workbook.

// Page breaks of a sheet, each way; Excel's limit. Beyond them it breaks where a page is full.
#define PLAN_MOST_BREAKS 1023

enum cell_kind { CELL_BLANK, CELL_NUMBER, CELL_TEXT, CELL_RICH };

// A run of text in a cell of its own look; the looks of runs differ from the cell's style only in
// what is set here.
struct text_run {
    const char *text;
    bool bold;
    bool italic;
    double size;        // points; 0 as the cell's
    const char *colour; // "RRGGBB", NULL as the cell's
};

struct cell {
    uint32_t row;
    uint16_t column;
    bool is_open; // on a protected sheet: a person may type over it
    enum cell_kind kind;
    double number;
    const char *text;    // CELL_TEXT; of a CELL_RICH the whole text
    const char *formula; // "=E8/E7", or NULL; number or text is then its result
    const struct style *style;
    const char *format;          // number format code; NULL is General
    const struct text_run *runs; // CELL_RICH
    size_t run_count;
    const char *link; // "internal:'Sheet'!A1", or NULL
    const char *note; // a cell note, or NULL
};

struct merge {
    uint32_t first_row, last_row;
    uint16_t first_column, last_column;
};

// Cells that are marked up as a table, so that programs can tell it to those who do not see it. The
// first row has its headings: texts on one line, each another.
struct marked_table {
    struct merge range;
    const char *name; // of letters, digits and underscores; no two are the same
};

// A conditional format by formula; rules of a sheet are tried in order, and the first that fits
// stops. The formula is written for the first cell of the range.
struct rule {
    struct merge range;
    const char *formula; // "=Data!$H5=\"GREEN\""
    const char *fill;    // "RRGGBB" or NULL
    const char *colour;  // of the text
    bool bold;
    const char *format; // number format with the symbol, or NULL
};

// What may be typed into the cells of a range: certain words, or a text up to a length, or anything
// where it only has a message.
struct validation {
    struct merge range;
    LIST(const char *) words;
    int longest;         // characters; 0 any
    const char *message; // shown beside the cell that is chosen; NULL none
    const char *refusal; // said of what may not be typed; NULL where anything may
};

// Cells of one sheet.
struct cells {
    size_t sheet; // of the plan
    struct merge range;
};

// A line of a chart. What the cells of its points hold is the cells' own affair: one that holds no
// number is a gap in the line.
struct chart_series {
    const char *name;        // in the legend
    struct cells categories; // the labels along the x axis, in one row
    struct cells values;     // the points, in one row
    const char *colour;      // "RRGGBB"
    enum dash dash;
    double width;   // points
    bool has_marks; // a dot at each point
};

// A line chart, of a fixed size. Sizes are in points.
struct chart {
    uint32_t row; // the cell at whose top left it hangs
    uint16_t column;
    bool from_zero;       // where the y axis starts; else the program that shows it decides
    bool has_legend;      // at the bottom
    unsigned label_every; // from one label of the x axis to the next, in points of a line
    double width, height;
    double title_size, text_size; // type
    const char *title, *x_title, *y_title;
    const char *alternative; // for those who cannot see it
    const char *format;      // number format code of the y axis; NULL is General
    const char *grid;        // colour of the grid and the frame, "RRGGBB"
    LIST(struct chart_series) series;
};

// What a sheet is there for; sheets stand in this order.
enum sheet_part {
    PART_COVER,
    PART_CONTENTS,
    PART_SUMMARY,
    PART_TABLE, // of the layout
    PART_DEFINITIONS,
    PART_NOTES,
    PART_CHECKS,
    PART_REVISIONS,
    PART_DATA,
};

struct plan_sheet {
    const char *name;
    const char *paper; // in a pack: the title of the part that it belongs to; NULL none
    enum sheet_part part;
    const char *holds; // what the contents say of it; NULL: what is said of every sheet of its part
    LIST(struct cell) cells; // sorted by row, then column, once the plan is done
    LIST(struct merge) merges;
    LIST(struct marked_table) tables;
    LIST(struct rule) rules;
    LIST(struct validation) validations;
    bool is_protected; // without a password: a guard against slips
    LIST(struct chart) charts;
    LIST(double) widths;          // of the columns, in characters; 0 is the default width
    LIST(double) heights;         // of the rows, in points; 0 is the default height
    LIST(uint32_t) breaks;        // page breaks: before these rows
    LIST(uint16_t) column_breaks; // and before these columns; pages then go across, then down
    LIST(bool) ties;              // rows that stay on a page with the next one, where they can
    struct page page;
    double scale;                       // print scale in percent, worked out; 10 to 400
    uint32_t repeat_first, repeat_last; // heading rows repeated on each page, where repeats
    bool repeats;
    uint16_t label_column;            // the last one that says what a row is
    uint16_t label_first, label_last; // columns repeated on each page, where repeats_labels
    bool repeats_labels;
    struct merge filter; // the headings' last row and what is filtered, where `filters`
    bool filters;
    uint32_t freeze_row; // rows above stay in sight; 0 none
    uint16_t freeze_column;
    const char *header, *footer; // Excel's codes, `&` in texts doubled; NULL none
    const char *tab_colour;      // "RRGGBB" or NULL
    uint32_t last_row;           // of the print area
    uint16_t last_column;
};

// A property of the document that has no place of its own: "As at", "2025-11".
struct property {
    const char *name, *text;
};

struct properties {
    const char *title, *subject, *author, *organisation, *keywords, *comments, *category;
    const char *as_at; // "2025-11"; NULL where nothing has a period
    LIST(struct property) custom;
    const char *language; // "en-GB"
    int64_t created;      // seconds since 1970 UTC, from the as-at period; never 0
};

struct plan {
    const struct plan *pack; // that it is to be a part of, and whose sheets have other names; NULL
    const char *short_name;  // of the part
    const char *file;        // name of the workbook, no folder
    const char *edition;     // "mirror", "accessible" ...
    struct properties properties;
    const char *default_font; // "Arial"
    double default_size;
    LIST(struct plan_sheet) sheets; // the first is active
};

// Building a plan. What is given is kept, not copied. A pointer that is returned is good until the
// next one of its kind is added to the same list.
// The name that a sheet would get which is added under this one: another in a pack.
const char *plan_free_name(struct arena *arena, const struct plan *plan, const char *name);

// A sheet is a table's until it says otherwise. In a part of a pack, one that the program adds is
// called "Data CT", and so is one whose name is taken; a name is cut where that needs more than 31
// characters.
struct plan_sheet *plan_sheet_add(struct arena *arena, struct plan *plan, const char *name);

// Puts the finished sheets of a part behind those of its pack.
void plan_join(struct arena *arena, struct plan *pack, const struct plan *part);

// A blank cell, to be filled in; cells may come in any order, each place once.
struct cell *plan_cell_add(struct arena *arena, struct plan_sheet *sheet, uint32_t row,
                           uint16_t column, const struct style *style);
struct cell *plan_text_add(struct arena *arena, struct plan_sheet *sheet, uint32_t row,
                           uint16_t column, const struct style *style, const char *text);
struct cell *plan_number_add(struct arena *arena, struct plan_sheet *sheet, uint32_t row,
                             uint16_t column, const struct style *style, double number,
                             const char *format);

// Cells from the first row and column to the last become one, shown with the cell at the top left,
// the only one of them that may hold anything. Cells of the merge that the plan does not have look
// like that one. A merge of a single cell is none, and is left out.
void plan_merge_add(struct arena *arena, struct plan_sheet *sheet, struct merge merge);

// A name that another table has is given a number: "Table_2", "Table_2_2".
void plan_table_add(struct arena *arena, struct plan *plan, struct plan_sheet *sheet,
                    struct merge range, const char *name);

void plan_width_set(struct arena *arena, struct plan_sheet *sheet, uint16_t column,
                    double characters);
void plan_height_set(struct arena *arena, struct plan_sheet *sheet, uint32_t row, double points);

// What a sheet is there for; those of a part of the pack stand together, as tables do.
enum sheet_part plan_part(const struct plan_sheet *sheet);

// Puts the sheets into the order of their parts; those of a part stay in theirs. The numbers of
// sheets change.
void plan_arrange(struct arena *arena, struct plan *plan);

// Sorts cells, merges and breaks of a sheet.
void plan_sheet_sort(struct plan_sheet *sheet);

// Sorts all sheets; one whose print area was not set prints all of its cells.
void plan_finish(struct plan *plan);

// Whether a chart's cell holds a number, and which. The sheet of the cell is finished.
bool plan_point(const struct plan *plan, const struct cells *cells, size_t number, double *value);

// The cell at a place of a sheet that is finished, or NULL.
struct cell *plan_cell_at(const struct plan_sheet *sheet, uint32_t row, uint16_t column);

// The text that a cell of text shows: under its number format, which may add a mark to it.
const char *plan_text_shown(struct arena *arena, const struct cell *cell);

// The merge that starts at a place of a sheet that is finished, or NULL.
const struct merge *plan_merge_at(const struct plan_sheet *sheet, uint32_t row, uint16_t column);

// The plan as text, one thing to a line, for tests: the workbook, and for each sheet its page, what
// differs from the default, and its cells in order as formula or value, as shown, and style:
//     F7 =IF(COUNT(F9,F8)<2,"Not available",F9/F8) | 0.82 | 82% | measure
//     B7 "Objective one" | heading
//     C7 "5 of 9" | "5 of 9 [p]" | measure
const char *plan_print(const struct plan *plan, struct arena *arena);

// "A1", "AB12"; with `fixed` "$A$1".
const char *plan_address(struct arena *arena, uint32_t row, uint16_t column, bool fixed);

// "A1:C3", or "A1" for a single cell.
const char *plan_range(struct arena *arena, const struct merge *range);

// "Data!$E$3:$AB$3": cells as a chart's formula has them, without '='.
const char *plan_cells(struct arena *arena, const struct plan *plan, const struct cells *cells);

// A sheet's name as a formula wants it in front of '!': in single quotes unless it is a plain word
// that could not be taken for a cell or a value: Data, 'CT scorecard', '2024', 'A1', 'TRUE',
// 'King''s Cross'.
const char *plan_sheet_quoted(struct arena *arena, const char *name);

#endif
