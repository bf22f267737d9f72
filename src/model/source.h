#ifndef MODEL_SOURCE_H
#define MODEL_SOURCE_H

#include "model/model.h"

// Reads every source that has series, and sets model->first and model->last. Problems: a file, a
// heading or a period that is missing, a row that no line takes, two rows for one figure, a figure
// that is no number.
bool source_read_all(struct model *model, const char *input);

struct source_periods *source_periods_of(const struct model *model, const struct source *source);

// Whether the source speaks of all periods of a span; those that it does not are noted.
bool source_has_periods(struct model *model, const struct source *source, struct span span);
// Whether it has figures of a period, as far as is known: what could not be read may have any.
bool source_may_have(const struct model *model, const struct source *source, int period);

// Problems about the periods that were asked for and are missing, one for those beside each other.
void source_report_missing(struct model *model);

// Where a figure that a row gave stands.
struct place source_place(const struct model *model, const struct source *source,
                          const struct input *input);

// "2007-04 to 2007-05", for messages: the first and the last period that the source speaks of.
const char *source_periods_shown(const struct model *model, const struct source_periods *periods);

// Where a line says what it is found by, for messages.
struct place source_line_place(const struct line *line);

// The reason for which the layout leaves out the rows that a series would be found by; NULL for
// none.
const struct left_out *source_left_out(const struct model *model, const struct series *series);

#endif
