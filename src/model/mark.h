#ifndef MODEL_MARK_H
#define MODEL_MARK_H

#include "model/model.h"

// Marks: what stands behind a figure in its cell to say that it is provisional ([p]) or revised
// ([r]). They are in the number format, so that the figure stays a number, and its formula live:
// 0% becomes 0%" [r]". Texts that are recorded or compared are without them.

// Whether any figure of a source that a figure takes may still change.
bool model_is_provisional(struct model *model, struct figure *figure);

// A shown figure that is not what was published. It is told by the names that figures.csv has for
// it; texts are kept, not copied.
struct revised_figure {
    const char *recipient; // whose it is; "" in a layout without recipients
    const char *sheet;
    const char *line;   // its id
    const char *column; // its name
    const char
        *period; // of a column with `each` the period, as 2025-11; of others it is not looked at
    const char *note; // for the cell ("Published as 1,470 ..."); NULL: none
};

// The figures that are revised, for all workbooks of the model; in place of those said before.
void model_revise(struct model *model, const struct revised_figure *figures, size_t count);

// What is to be said of a cell of a table; nothing of one without a figure.
struct cell_marks {
    bool is_provisional, is_revised;
    const char *note; // NULL none
};
struct cell_marks model_cell_marks(struct model *model, struct model_line *line,
                                   const struct table_column *column,
                                   const struct content *content);

// Whether any cell can have a mark, so that who asks for all of them can do without.
bool model_has_marks(const struct model *model);

// " [p] [r]": what stands behind the figure; "" for none.
const char *mark_suffix(const struct model *model, struct cell_marks marks, struct arena *arena);

// A number format (NULL: General) with that suffix; of a text, for the text. "" leaves it as it is.
const char *mark_format(struct arena *arena, const char *format, const struct value *value,
                        const char *suffix);

#endif
