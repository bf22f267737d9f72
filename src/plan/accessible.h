#ifndef PLAN_ACCESSIBLE_H
#define PLAN_ACCESSIBLE_H

#include "model/unfold.h"
#include "plan/build.h"

// The accessible edition: the same figures, laid out for people who hear a sheet read to them, one
// cell after the other. Source of its rules: Government Analysis Function, Making spreadsheets
// accessible. For the files accessible*.c alone.
//
// A sheet is a title in A1, what it holds in A2, texts below each other, then tables that are
// marked up as such: one row of headings, a row to each line, nothing merged, nothing blank.

#define NOT_AVAILABLE "[x]" // in place of a figure that is missing

// A sheet while it is put down.
struct access {
    struct builder *builder;
    const struct sheet *sheet; // of the layout; NULL for those of the edition itself
    size_t number;             // of the sheet in the plan
    uint32_t row;              // the next free one
    size_t table_count;        // so far
    uint32_t first_row;        // of the table at hand: its headings
    uint16_t column_count;     // of it
};

// A text that a marker "[note 3]" stands for.
struct access_note {
    const char *text;
    struct figure *figure; // whose text it is; NULL: nobody's
    const char *sheet;     // where the marker stands
    const char *about;     // "Burglary"
};

struct access_notes {
    LIST(struct access_note) items;
};

// accessible_cells.c
struct plan_sheet *access_plan(const struct access *access);
struct access access_start(struct builder *builder, const struct sheet *sheet, const char *name);
// A name that no sheet of the layout has: "Contents", or "Contents 2".
const char *access_sheet_name(const struct builder *builder, const char *name);
// In the first column; a long text sentence by sentence, a row to as many as one has room for.
void access_text(struct access *access, const char *role, const char *text);
// To the top of a sheet; NULL for one with # in its name, which a link cannot hold.
const char *access_link(const struct builder *builder, const char *sheet);
void access_heading(struct access *access, const char *text); // of the next column
// Starts a table with these headings; the row at hand is its first.
void access_headings(struct access *access, const char *const *headings, size_t count);
// A cell of the row at hand; "" and NULL are NOT_APPLICABLE.
struct cell *access_cell(struct access *access, uint16_t column, const char *text);
// A cell that shows a figure; where there is none to show, NOT_APPLICABLE.
void access_figure(struct access *access, uint16_t column, enum slot_kind kind,
                   const struct content *content);
// Marks the rows from `first_row` to the one above the row at hand up as a table. Its name is made
// of the text: "Table_2".
// "Table_2", of a text: letters, digits and underscores, and never what could be a cell: Q1.
const char *access_table_name(const struct builder *builder, const char *text);
void access_table_end(struct access *access, const char *name);

// The figure of the line itself among those of a text, where the text can be taken apart.
bool access_own_part(struct builder *builder, const struct content *content,
                     struct text_part *part);
// Puts the marks of a figure's cell (provisional, revised) behind it; what is to be said of the
// cell becomes a note.
void access_mark(struct access *access, struct model_line *line, const struct table_column *column,
                 struct content *content);

// accessible_sheet.c
void access_put_sheet(struct builder *builder, const struct sheet *sheet);
const char *access_main_name(const struct access *access); // of the sheet's first table

// accessible_lines.c: the lines of a register as tables.
// A figure that stands inside a text, and the column of that text.
struct access_part {
    struct text_part shown;
    const struct table_column *column;
};
struct access_row {
    struct model_line *line;        // NULL: a band with nothing under it
    LIST(struct access_part) parts; // of a row for another line, which stands inside texts of it
    const char *band, *subband;
    bool starts; // cells that reach down over several lines stop above it
    LIST(struct access_note) notes;
};
struct access_block {
    const char *title;         // NULL none
    struct model_line *header; // whose cells are the headings; NULL: the columns' own
    LIST(struct access_row) rows;
};
struct access_lines {
    LIST(struct access_block) blocks;
    LIST(const char *) texts; // strips, each once
    LIST(const char *) notes; // of the table as a whole
};
struct access_lines access_lines_of(struct builder *builder, const struct sheet *sheet);

// accessible_columns.c: the columns of a table, and what stands in them.
enum access_kind {
    ACCESS_BAND,
    ACCESS_SUBBAND,
    ACCESS_PART_OF, // of a part: the measure that it belongs to
    ACCESS_SHOWN,   // a column of the layout
    ACCESS_LIGHT,   // the light of such a column, in words
    ACCESS_BELOW,   // the text that the mirror has under the measure
    ACCESS_NOTES,   // markers
};
struct access_column {
    enum access_kind kind;
    struct table_column *shown; // ACCESS_SHOWN, _LIGHT, _BELOW
    const char *heading;
};
struct access_columns {
    LIST(struct access_column) items;
    size_t labels; // how many of the first say what a row is
};
struct access_columns access_columns_of(struct builder *builder, const struct sheet *sheet,
                                        const struct access_block *block);
struct content access_content(struct builder *builder, const struct access_block *block, size_t row,
                              const struct access_column *column);
// The headings of a column of the layout as one, or its name.
const char *access_column_heading(struct builder *builder, const struct sheet *sheet,
                                  const struct table_column *column,
                                  const struct model_line *header);

// accessible_overview.c, accessible_charts.c: sheets with a row to each recipient, to each point.
bool access_counts_lights(const struct sheet *sheet); // in a table of their own
void access_put_overview(struct access *access);
size_t access_point_count(const struct access *access);
void access_put_points(struct access *access);
void access_set_points(struct builder *builder); // once Data has them

// accessible_definitions.c: where the layout's pack has them.
void access_put_definitions(struct builder *builder);

// accessible_notes.c
// The marker of a text: "[note 3]". The same text of a sheet keeps its number.
const char *access_note(struct builder *builder, struct access_note note);
void access_put_notes(struct builder *builder);

#endif
