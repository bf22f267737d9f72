#ifndef MODEL_SHARED_H
#define MODEL_SHARED_H

#include "model/model.h"

// What takes several recipients' figures in a layout of one workbook for each: worked out once and
// kept for all workbooks, of which none has another's figures even while it is made.

// What a line's figure of a column, or over a window, comes to for each recipient, in their order;
// blank where one has none; and whether it may still change. A circle is a problem at `place`, and
// all are blank.
struct member_figures {
    struct value *values;
    bool *provisional;
};
const struct member_figures *shared_members(struct model *model, const struct model_line *line,
                                            const struct column *column, struct window window,
                                            struct place place);

// A figure of a set of areas is the same in every workbook: what it was found to come to, NULL
// where that is not known yet or it is no set's.
const struct value *shared_find(const struct model *model, const struct figure *figure);
void shared_keep(struct model *model, const struct figure *figure);
// Whether such a figure may still change, kept likewise, for who finds it out; or NULL.
enum answer *shared_provisional(const struct model *model, const struct figure *figure);

#endif
