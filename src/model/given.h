#ifndef MODEL_GIVEN_H
#define MODEL_GIVEN_H

#include "model/model.h"

// What sources give of a line beside its figures: targets, and texts such as comments.

// Finds the series of a line's targets and texts, before the sources are read.
void given_find(struct model *model, struct model_line *line, struct map *series_by_key);

// The target in force in a line's latest period: the newest that was given for it or an earlier
// one; NULL where none was. `*since` is the period that it was given for.
const struct input *given_target(const struct model *model, const struct model_line *line,
                                 int *since);

// What the source that a column shows says of a line in its latest period, and in no other; NULL
// where it says nothing.
const struct input *given_text(const struct model *model, const struct model_line *line,
                               const struct column *column);

#endif
