#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "base/list.h"
#include "base/map.h"
#include "layout/expression.h"
#include "layout/layout.h"
#include "model/area.h"
#include "model/inputs.h"
#include "model/window.h"

#include <stdbool.h>
#include <stdint.h>

// Figures: from the sources, worked out, judged, and as shown. A figure is (line, window, whose):
// what a line comes to over a set of periods, for an area or a set of areas. What sources give
// lives in the arena of the run; figures live in that of the workbook at hand.

// What a source says of one thing, period by period: a row of the Data sheet.
struct series {
    size_t index; // among all series, from 0
    const struct source *source;
    const char *key;               // "calls": what a row is found by; a blank part takes any
    const char *value_column;      // NULL: the source's own
    size_t value;                  // its number among the columns that the source's series ask for
    const struct model_line *line; // the first line at hand that shows it
    bool by_area;                  // its source says whose a row is
    bool found;                    // a row of the source was its
    struct inputs inputs;
    struct series *next; // of the same key: another column of figures
};

enum line_from { LINE_FROM_NOTHING, LINE_FROM_SERIES, LINE_FROM_FORMULA };
enum total { TOTAL_SUM, TOTAL_LATEST, TOTAL_AVERAGE, TOTAL_NONE };

// Whose figures a line has: an area's (NULL in a layout without recipients), those of the whole, or
// those of the area's family. WHOSE_RANK is no one's.
struct whose {
    enum whose_word word;
    const struct area *area;
};

// A line of a register with what its texts mean, and whose figures it has. For each area and set
// there is an instance of its own, made from the base when it is first asked for.
struct model_line {
    struct model_line *base; // itself, where it is the base
    struct whose whose;
    struct model_line **instances; // of a base: by area, then the families, then the whole
    struct shared *shared;         // of a base: what is kept for all workbooks
    const struct line *said;
    const struct sheet *sheet;
    size_t index; // among the lines at hand
    enum line_from from;
    struct series *series;      // LINE_FROM_SERIES
    struct expression *formula; // LINE_FROM_FORMULA, guarded
    enum total total;
    struct period latest; // its windows end here
    bool lower_is_better;
    struct figure *target;        // NULL where there is none; may be a word
    bool target_is_given;         // by the source of targets, and not typed in the register
    int target_since;             // the period from which it was given
    struct series *targets;       // of the sheet's source of targets; NULL where it has none
    struct series **texts;        // one to a column of the sheet: of the source it shows, or NULL
    const struct scale *scale;    // NULL where the layout has none
    struct model_line *measure;   // of a part: the line it belongs to
    struct model_line *judged_by; // the line that gives its light; NULL: none, or the worst part
    bool judged_by_worst;
    bool is_words;                 // its figures are words
    LIST(struct figure *) figures; // made so far
};

enum figure_kind {
    FIGURE_WINDOW, // line over window
    FIGURE_COLUMN, // a column's formula, or a register cell in its place
    FIGURE_OWN,    // a cell of a register column of the analyst's own
    FIGURE_TEXT,   // several figures as one text
    FIGURE_STACK,  // the figures of a measure and its parts, a line each
    FIGURE_TARGET,
    FIGURE_GAP,   // how far a column's figure is from the target; more is better
    FIGURE_STATE, // the state of a scale
    FIGURE_LIGHT, // the word that shows it
    FIGURE_RANK,  // the place among recipients
    FIGURE_CONSTANT,
    FIGURE_POINT, // of a chart's line, in the period of the window
};

enum figure_status { FIGURE_UNTRIED, FIGURE_BUSY, FIGURE_KNOWN };

enum answer { ANSWER_UNKNOWN, ANSWER_NO, ANSWER_YES };

struct figure {
    size_t index; // among all figures of the workbook
    enum figure_kind kind;
    struct model_line *line;
    struct window window;        // FIGURE_WINDOW, and the window that a text's names have
    const struct column *column; // FIGURE_COLUMN, _TEXT, _STACK, _GAP, _STATE, _LIGHT; _OWN: NULL
    const char *name;            // "snt, fytd" for messages; of a constant its name
    struct place place;          // of the formula or the typed cell
    struct expression *tree;     // NULL for a typed figure
    const char *format;          // as typed, or of what it is worked out from; NULL General
    enum figure_status status;
    struct value value;
    const char *heading;     // FIGURE_OWN: the register heading
    enum answer provisional; // whether any figure that it takes may still change (mark.h)
};

// What a name in a formula stands for; expression->bound points to one.
enum meaning_kind {
    MEANS_LINE,         // that line, in the window at hand
    MEANS_WINDOW,       // the line at hand, over that window
    MEANS_COLUMN,       // the line at hand (or `line`), in that column
    MEANS_OWN,          // the line's cell under a heading of the register
    MEANS_TARGET,       // of the line at hand
    MEANS_FIGURE,       // that figure
    MEANS_SERIES_CELL,  // a cell of the Data sheet
    MEANS_SERIES_RANGE, // cells of the Data sheet beside each other
    MEANS_ABOVE,        // the measures above, back to the band
    MEANS_FIGURES,      // several figures: those of the recipients, of a family's members; line,
                        // column, window and whose say which. Without a line, any
    MEANS_VALUES,       // what such figures come to, in a workbook that does not have them
};

struct meaning {
    enum meaning_kind kind;
    struct model_line *line;
    struct window window;
    const struct column *column;
    const char *heading;
    struct figure *figure;
    struct figure **figures;
    size_t figure_count;
    const struct value *values;
    size_t value_count;
    bool is_provisional; // MEANS_VALUES: any of the figures that they are of is
    struct series *series;
    struct span span;
    enum whose_word whose;
};

// Numbers of periods, ascending; LIST(int), named so that functions can take it.
struct period_set {
    int *items;
    size_t count;
    size_t room;
};

// The periods that a source speaks of.
struct source_periods {
    const char **paths; // of the files that were read
    size_t path_count;
    struct place place; // of the newest period's heading, or of the heading of periods
    bool has_faults;    // a period could not be read, so that one may be missing for that reason
    struct period_set seen;    // those with figures
    struct period_set missing; // that figures ask for
    struct slots slots;
    LIST(bool) covers; // by area: whether the source has a row of it
    struct source_count count;
};

// A line of a chart. A point that a source gives is a cell of the series on the Data sheet; one
// that is worked out is a figure.
struct trend_line {
    size_t index; // among all lines of charts of the workbook
    const struct chart_line *said;
    const char *name;        // in the legend
    struct series *series;   // NULL: worked out
    int first;               // the period of the series that is the first point
    struct figure **figures; // worked out: one to a point, NULL where there is no number
};

// The chart of a measure: its points over a window.
struct trend {
    struct model_line *line;
    struct span span;
    const char *format;            // number format code of the points, NULL General
    LIST(struct trend_line) lines; // those that have any point
};

// A light as it stood a period earlier.
struct past_light {
    const struct line *line;
    const struct area *area;
    const struct column *column;
    const char *state;
};

struct model {
    struct arena *run;   // for what lasts as long as the model
    struct arena *arena; // for the figures of the workbook at hand
    struct problems *problems;
    const struct layout *layout; // its sheets have the registers of the workbook at hand
    bool is_whole;        // all was read: what is missing is missing, and not a problem's doing
    struct period latest; // of the layout; kind PERIOD_NONE where it has no periods
    int first, last;      // periods that series hold; first > last where there are none
    struct sheet *sheets; // the layout's, with the registers at hand
    LIST(struct model_line *) lines, all_lines; // of the workbook at hand; of all workbooks
    size_t **line_starts; // for each sheet, by recipient where each has lines of its own: the first
                          // of all_lines; one more for where they end
    LIST(struct series *) series;
    LIST(struct figure *) figures;
    LIST(struct figure *) constants;
    LIST(struct figure *) busy; // being worked out, to tell a circle
    LIST(struct trend) trends;  // in the order of the lines
    size_t trend_line_count;
    LIST(struct past_light) past_lights; // where the layout asks what turned
    struct map line_by_id;
    struct source_periods *source_periods;     // one to a source of the layout, then of recipients
    struct source recipients_source;           // their list, whose columns are figures and words
    LIST(struct model_line *) recipient_lines; // one to a column of the recipients
    struct areas areas;
    const struct area *recipient;    // whose workbook is at hand; NULL where they share one
    size_t blamed;                   // errors that are a recipient's own
    struct corrections *corrections; // laid over the sources' figures; NULL: none (correction.h)
    LIST(struct model *) parts;      // of the workbook: itself, then those of what a pack takes in
    bool has_provisional;            // a source says of some figure that it may still change
    struct revised_figures *revised; // figures that are not as published; NULL: none (mark.h)
};

// Reads the sources and works everything out. NULL, with problems, where anything is wrong.
// `period` overrides the layout's latest (NULL: as the layout says); sources are in the folder
// `input`.
struct model *model_make(const struct layout *layout, const char *input, const char *period,
                         struct arena *arena, struct problems *problems);

// Turns to a recipient's workbook: forgets all figures, and works out the recipient's in the arena.
// False, with problems, where something is wrong with them.
bool model_turn_to(struct model *model, const struct area *recipient, struct arena *arena);

// Says of the errors since there were `errors` of them that they are an area's own: where it is a
// recipient with a workbook of its own, the others' can be made without it.
void model_blame(struct model *model, const struct area *area, size_t errors);

// A line's instance for an area or a set of areas.
struct model_line *model_line_for(struct model *model, struct model_line *line, struct whose whose);

// The line of a sheet's register, by its place among that register's lines; the instance of the
// recipient at hand.
struct model_line *model_line_of(struct model *model, const struct sheet *sheet, size_t number);

// What a figure comes to; worked out when first asked for. A circle is a problem at its formula.
const struct value *model_value(struct model *model, struct figure *figure);

// What a name stands for where a figure's formula uses it: a figure, or, for the SERIES and ABOVE
// kinds, NULL.
struct figure *model_named_figure(struct model *model, struct figure *user,
                                  const struct meaning *meaning);
// The figures of MEANS_ABOVE, in order.
size_t model_above(struct model *model, struct figure *user, struct figure ***above);

// False for a series of a source without periods: it has one figure.
bool series_has_periods(const struct series *series);
const struct input *series_input(const struct model *model, const struct series *series,
                                 const struct area *area, int period);

// Whether a series has figures by area, and whether its source covers an area.
bool series_is_by_area(const struct model *model, const struct series *series);
bool series_covers(const struct model *model, const struct series *series, const struct area *area);

// The areas whose figures a set's figure is worked out on, in order: those of the set that the
// series' source covers; one NULL for a series without areas.
size_t series_areas(const struct model *model, const struct series *series, struct whose whose,
                    struct arena *arena, const struct area ***areas);

// What stands in a cell of the table: nothing, a text, or a figure under a format.
enum content_kind { CONTENT_NOTHING, CONTENT_TEXT, CONTENT_FIGURE };
struct content {
    enum content_kind kind;
    struct figure *figure;
    const char *format; // number format code; NULL General
    const char *text;   // as shown; "" for nothing
    const char *marked; // the text with its _emphasis_ still marked, or NULL
};

// A column of a sheet as it stands in the table: those with `each` once for every period.
struct table_column {
    const struct column *column;
    struct model_line *line; // in an overview: the line that it shows; NULL: the recipient's own
    struct window window;    // of a column that shows a window
    bool has_window;
};
// A figure as it stands in a cell, under a format (NULL: its own).
struct content model_figure_content(struct model *model, struct figure *figure, const char *format);

size_t model_columns(struct model *model, const struct sheet *sheet, struct table_column **columns);

// An overview: a row to each recipient. The recipients in the order of the rows; what stands in
// a recipient's cell; how many lights of a column that shows a line have the state of a column of
// counts.
size_t model_recipients_down(struct model *model, const struct sheet *sheet,
                             const struct area ***areas);
struct content model_recipient_content(struct model *model, const struct sheet *sheet,
                                       const struct area *area, const struct table_column *column);
struct content model_count_content(struct model *model, const struct sheet *sheet,
                                   const struct column *count, const struct table_column *column);
// The line whose figure an overview's cell shows.
struct model_line *model_recipient_line(struct model *model, const struct area *area,
                                        const struct table_column *column);

// What stands in the cell of a line and a column.
struct content model_content(struct model *model, struct model_line *line,
                             const struct table_column *column);

// The state of the light that a column's figure of a line has, or NULL where it has none.
struct figure *model_state(struct model *model, struct model_line *line,
                           const struct column *column);
// The number that is judged for it, or NULL.
struct figure *model_actual(struct model *model, struct model_line *line,
                            const struct column *column);
// The gap between the two, or NULL.
struct figure *model_gap(struct model *model, struct model_line *line, const struct column *column);

// The number format of a line in a column: of the line for it, of the line, of the column, of the
// sheet; NULL where none is said, and the figure's own counts.
const char *model_format(struct model *model, const struct model_line *line,
                         const struct column *column);

// The line's own format, or NULL.
const char *model_line_format(const struct model_line *line);

// The chart of a line; NULL where it has none.
const struct trend *model_trend(const struct model *model, const struct model_line *line);
// The number that a point stands for; false where there is none. Points count from 0.
bool model_point(const struct model *model, const struct trend *trend,
                 const struct trend_line *line, int point, double *number);

// The parts of a measure that share its cells (a sheet with `parts: stacked`).
bool model_is_stacked_part(const struct model_line *line);

// A text with its {names} filled in: windows and `latest` as periods ({latest:mmm yyyy}), `title`,
// constants, and where there is a line, `as_at` and the register's own columns; with a `window`
// that is one period, {period:mmm-yy}. `^1` becomes a superscript where the sheet has such a
// footnote. A text of a row of a source stays as it is.
const char *model_text(struct model *model, const struct said *said, const struct sheet *sheet,
                       const struct model_line *line, const struct window *window);

// A text, template or format whose ^marks are those of the sheet's footnotes, as superscripts.
const char *model_marks(struct model *model, const struct sheet *sheet, const char *text);
const char *model_format_marks(struct model *model, const struct sheet *sheet, const char *format);

// Problems in any text that a workbook of the model shows.
void model_check_texts(struct model *model);

// A footnote's mark as it is shown: digits as superscripts.
const char *model_mark(struct arena *arena, const char *mark);

#endif
