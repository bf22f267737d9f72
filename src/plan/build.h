#ifndef PLAN_BUILD_H
#define PLAN_BUILD_H

#include "model/model.h"
#include "plan/plan.h"
#include "record/revisions.h"

#define HIGHEST_ROW    409.0 // points; Excel's limit
#define NOT_APPLICABLE "[z]" // in a cell of the accessible edition that has nothing to show
#define PIXEL          0.75  // points: a screen has 96 to an inch

// A plan while it is built. First the tables are laid out, so that it is known where each figure
// stands; then what else the formulas need goes on the Data sheet; then formulas are printed.

// Where a figure stands.
struct spot {
    size_t sheet; // of the plan
    uint32_t row;
    uint16_t column;
    bool moves; // with its row, when a person sorts the sheet: only that row may refer to it
};

enum slot_kind {
    SLOT_FIGURE,    // the figure's own formula, or the number that was typed
    SLOT_REFERENCE, // =Data!D40: the figure stands on the Data sheet
    SLOT_TEXT,      // =TEXT(Data!D40,"0%"): it would not fit as a number
    SLOT_WORD,      // =IF(Data!D40="","[z]",Data!D40): the word of a light, if there is one
    SLOT_STORED,    // the figure's result alone: it takes figures of other recipients
};

// A cell that shows a figure, to be given its formula once every figure has its place.
struct slot {
    enum slot_kind kind;
    struct spot spot;
    struct figure *figure;
    const char *format;
    const struct style *style;
    bool is_open;     // a person may type over it
    const char *note; // a cell note, or NULL
};

struct spots {
    LIST(struct spot) items;
};

// A cell of a table whose colour follows a state on the Data sheet.
struct lit_cell {
    struct merge range; // the cell, merged or not
    size_t sheet;
    struct figure *state;
    const struct scale *scale;
    const char *format; // number format of the cell
    // Of an overview that a person may sort, where the colour has to follow the recipient's name.
    bool is_by_name;
    uint16_t name_column;
    uint32_t first_row, last_row; // of the recipients
};

// A chart of a sheet, to be given its lines once Data holds their points.
struct chart_slot {
    size_t sheet; // of the plan
    size_t chart; // of the sheet
    const struct trend *trend;
};

// A cell that shows a point of a chart, once Data holds it.
struct point_slot {
    struct spot spot;
    const struct trend *trend;
    const struct trend_line *line;
    int point;
};

// A cell that leads to a recipient's figures on the Data sheet.
struct lead {
    struct spot spot;
    const struct area *area;
};

// A text that is longer than its cell has room for.
struct note {
    const char *text; // whole
    struct spot from;
};

// A row of counts of lights, to be filled in once Data has the states.
struct light_count {
    struct spot spot; // of the first count
    const struct sheet *sheet;
    const struct column *column; // that is judged
    const struct scale *scale;
};

struct builder {
    struct model *model;
    const struct revisions *revisions; // since it was published; NULL: not compared
    struct plan *plan;
    struct arena *arena;
    struct spots *spots; // one to a figure
    size_t figure_room;
    LIST(struct slot) slots;
    LIST(struct lit_cell) lit_cells;
    LIST(struct lead) leads;
    LIST(struct chart_slot) charts;
    LIST(struct note) notes; // numbered from 1
    LIST(struct point_slot) points;
    struct access_notes *access_notes; // of the accessible edition
    LIST(struct light_count) light_counts;
    struct builder *whole; // of the pack that this is a part of; NULL: it is none
    struct pack pack;      // what there is of it in this edition
    int paragraphs;        // numbered so far
    struct data_needs *needs;
    size_t data_sheet; // SIZE_MAX while there is none
};

void build_slot(struct builder *builder, struct slot slot);

// Where a figure stands, seen from a cell: on the same sheet, else on Data, else anywhere; NULL
// where it has no place yet. What moves is seen from its own row alone.
const struct spot *build_spot(const struct builder *builder, const struct figure *figure,
                              const struct spot *from);
// The cell, for what takes several rows at once: none of them is its own.
struct spot build_outside(const struct spot *cell);
// Where it stands on Data, or NULL.
const struct spot *build_data_spot(const struct builder *builder, const struct figure *figure);
// The name of the Data sheet, as a formula wants it: Data, 'Data CT'.
const char *build_data_name(const struct builder *builder);

// A style of the layout by its role ("heading", "measure" ...).
const struct style *build_role(const struct builder *builder, const char *role);
// A role with named styles (separated by commas, may be NULL) laid over it.
const struct style *build_style(struct builder *builder, const char *role, const char *names,
                                const char *more_names);

// What a line is called: its label, or its id where it has none.
const char *build_label(const struct builder *builder, const struct model_line *line);

// properties.c: the workbook's name and properties; a property of its own kind, unless the text is
// NULL.
void build_properties(struct builder *builder);
void build_property(struct builder *builder, const char *name, const char *text);

// across.c: texts across the columns of a sheet, row by row.
struct across {
    struct builder *builder;
    const struct sheet *sheet;
    size_t number; // of the sheet in the plan
    uint16_t last_column;
    uint32_t row;  // the next free one
    bool is_below; // a row has been left free under the content
};
// A text in the style of a role, with named styles (may be NULL) laid over it.
void build_across(struct across *across, const char *role, const char *names, const char *text);
// A text with the number of the next paragraph before it, where the layout numbers them.
const char *build_paragraph(struct builder *builder, const char *text);
// The texts above the content of the sheet, with a free row under them; those below, if any, with
// a free row above them.
void build_above(struct across *across);
void build_below(struct across *across);

// chart.c: a sheet of charts, without their lines; the lines of all charts.
void build_charts(struct builder *builder, const struct sheet *sheet);
void build_chart_lines(struct builder *builder);
// The chart of a trend of a sheet, at a place and of a size in points.
struct chart build_chart(struct builder *builder, const struct sheet *sheet,
                         const struct trend *trend, struct spot spot, double width, double height);

// accessible.c: the sheets of the accessible edition; what comes when all else is there; and, once
// the plan is finished, the looks of all sheets.
void build_accessible(struct builder *builder);
void build_accessible_end(struct builder *builder);
void build_accessible_properties(struct builder *builder);
void build_accessible_looks(struct builder *builder);

// opening.c: whether any sheet of the layout is protected, and Data with it; what may be typed into
// a cell of an open column of a sheet.
bool build_is_protected(const struct builder *builder);
void build_opening(struct builder *builder, const struct sheet *sheet, const struct column *column,
                   struct spot spot);

// scorecard.c: a sheet of the layout as cells, merges, breaks and slots.
void build_scorecard(struct builder *builder, const struct sheet *sheet);

// data.c: the Data sheet, with everything that the slots' formulas refer to.
void build_data(struct builder *builder);
// Where the Data sheet has a series of an area (NULL: without areas) in a period.
struct spot build_series_spot(const struct builder *builder, const struct series *series,
                              const struct area *area, int period);
// The heading of a period there; the point of a chart's line.
struct spot build_period_spot(const struct builder *builder, int period);
struct spot build_point_spot(const struct builder *builder, const struct trend *trend,
                             const struct trend_line *line, int period);

// revisions.c: the sheet of what is not as it was published, where anything is.
void build_revisions(struct builder *builder);

// scorecard_overview.c: the column of an overview that shows the recipients' names; -1 where there
// is none, or where a name has signs that a search takes for others. Lights, from a number on, that
// follow their recipient's name when a person sorts the rows.
int build_name_column(const struct model *model, const struct sheet *sheet,
                      const struct table_column *columns, size_t count);
void build_light_by_name(struct builder *builder, size_t first_light, uint16_t name_column,
                         uint32_t first_row, uint32_t last_row);

// formula.c: every slot gets its cell, formula and result.
void build_formulas(struct builder *builder);
// The formula of a cell, as it is written on another sheet; NULL where it has none.
const char *build_formula_seen(struct builder *builder, struct spot spot, size_t sheet);

// contents.c: what a sheet of the layout holds, for the contents.
void build_holds(struct builder *builder, struct plan_sheet *plan, const struct sheet *sheet);

// cover.c, definitions.c, contents.c: sheets around the tables, where the layout asks for them.
// What page each sheet of the contents starts on, once pages break.
void build_cover(struct builder *builder);
void build_definitions(struct builder *builder);
// summary.c: before Data is made; and the counts, once it is.
void build_summary(struct builder *builder);
void build_summary_counts(struct builder *builder);
// checks.c: once every cell has its formula.
void build_checks(struct builder *builder);
void build_contents(struct builder *builder);
void build_contents_pages(struct builder *builder);

// light.c: the conditional formats of all lit cells; a legend from a scale's states, from a row
// down, returning the row below it.
void build_lights(struct builder *builder);
// A state's colours laid over the style of a role.
const struct style *build_state_style(struct builder *builder, const struct state *state,
                                      const char *role);
uint32_t build_legend(struct builder *builder, size_t sheet, const struct scale *scale,
                      uint32_t row, uint16_t last_column);

// The number format that puts a state's symbol before the word or the figure; NULL where it has
// none.
const char *build_symbol_format(struct builder *builder, const struct state *state,
                                const char *format);

// values.c: results in place of formulas, and looks in place of rules. The plan is finished.
void build_values(struct builder *builder);

// fit.c: heights of rows from what stands in them.
void build_heights(struct builder *builder, struct plan_sheet *sheet);
// What the text of a cell needs, over all columns of its merge (NULL: it is not merged), in points.
double build_text_height(struct builder *builder, const struct plan_sheet *sheet,
                         const struct cell *cell, const struct merge *merge);
double build_width(const struct plan_sheet *sheet, size_t column); // in characters

// notes.c: texts that need more than Excel's highest row, or more than a page, are cut, and go to a
// note; once the heights are known. The number of a new note, whose marker "[note 3]" the cell is
// to show. The sheet with all notes, where there are any; their numbers lead back to the cells.
void build_long_texts(struct builder *builder, size_t sheet);
size_t build_note(struct builder *builder, const char *text, struct spot from);
void build_notes(struct builder *builder);

// columns.c: the print scale, and where a sheet that is too wide for its page breaks between
// columns; before the heights are worked out, for what reaches across a break is cut there. The
// scale that the sheet's smallest type does not go below.
void build_columns(struct builder *builder, struct plan_sheet *sheet);
double build_least_scale(const struct builder *builder, const struct plan_sheet *sheet);

// header.c: headers and footers.
void build_headers(struct builder *builder, struct plan_sheet *sheet, const struct page *page);

// page.c: page set-up, headers and footers; once heights are known, where pages break between rows.
void build_page(struct builder *builder, struct plan_sheet *sheet, const struct page *page);
void build_breaks(struct builder *builder, struct plan_sheet *sheet);
// What a page has room for at full size, in points; the width as font_column_points() counts it.
double build_page_width(const struct builder *builder, const struct page *page);
double build_page_height(const struct page *page);
// What a page of a sheet has room for below the headings that it repeats, from a row on, at the
// sheet's scale.
double build_page_room(const struct plan_sheet *sheet, uint32_t row);
// Rows that stay together on a page, where they fit: this one and the next.
void build_tie(struct builder *builder, size_t sheet, uint32_t row);

// The workbook of a model, all decided. Everything lives in the arena. `revisions`: what is not as
// it was published; NULL where that was not asked.
struct plan *plan_make(struct model *model, const struct revisions *revisions, struct arena *arena);

// When it says that it was made: the last day of the as-at period; never the clock.
int64_t plan_created(const struct model *model);

#endif
