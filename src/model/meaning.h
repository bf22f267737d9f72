#ifndef MODEL_MEANING_H
#define MODEL_MEANING_H

#include "model/model.h"

// Where a formula stands, which decides what its names may mean.
enum scope_kind {
    SCOPE_LINE,   // a line's value: other lines, constants
    SCOPE_COLUMN, // a column's formula: windows, other columns, target, the register's own columns
    SCOPE_TEXT,   // a text with figures: all of these
    SCOPE_TARGET, // a target: lines, constants
    SCOPE_CHART,  // a line of a chart: windows that end at each of its periods, lines, target, ...
};

struct scope {
    enum scope_kind kind;
    const struct sheet *sheet;
    struct model_line *line; // NULL for a column's formula, which serves every line
};

// Gives every name of a tree its meaning. False, with problems, where one has none.
bool meaning_bind(struct model *model, struct expression *tree, struct scope scope);

// A name that means a certain figure, or cells of the Data sheet.
struct expression *meaning_of_figure(struct model *model, struct figure *figure);
struct expression *meaning_of_series(struct model *model, struct series *series, struct span span,
                                     bool is_one);
// A name that means several recipients' figures, of which some may be words: `members` says which,
// and has either the figures or what they come to.
struct expression *meaning_of_members(struct model *model, struct meaning members);

// How names are read when a figure's formula is worked out; the values are those of the figures.
struct reading meaning_read(void *model_and_user, const struct expression *name);

// The measures above a line, back to the band (or header, or the top of the table), in order.
size_t meaning_lines_above(struct model *model, const struct model_line *line,
                           struct model_line ***above);

// Guards a tree with the layout's words for a missing figure and for a division by zero.
struct expression *meaning_guard(struct model *model, struct expression *tree);

// What a column of a sheet shows by its name: `label`, `target`, a window or a register heading.
enum column_means {
    COLUMN_MEANS_NOTHING,
    COLUMN_MEANS_LABEL,
    COLUMN_MEANS_TARGET,
    COLUMN_MEANS_WINDOW,
    COLUMN_MEANS_OWN,   // a column of the register
    COLUMN_MEANS_GIVEN, // what a source says
    COLUMN_MEANS_FORMULA,
    COLUMN_MEANS_LIGHT,
    COLUMN_MEANS_COUNT,
    COLUMN_MEANS_RECIPIENT, // in an overview: a column of the recipients
};
enum column_means meaning_of_column(const struct sheet *sheet, const struct column *column,
                                    struct window *window);

// The heading of the register whose cells stand in place of a column's rule or looks: the column's
// name, or that with `_format` or `_text`. -1 where there is none, and in the rows of a source,
// whose texts are no rules.
int meaning_heading_instead(const struct model_line *line, const char *heading);

// The column of a sheet by its name, or NULL.
const struct column *meaning_column(const struct sheet *sheet, const char *name);

// What a figure's formula is worked out with.
struct model_user {
    struct model *model;
    struct figure *user;
};

#endif
