#ifndef MODEL_SOURCE_H
#define MODEL_SOURCE_H

#include "model/model.h"

// The series that a source, its column of figures (NULL: the source's own) and a key name; made
// where there is none yet. Series are made first, then the sources are read into them.
struct series *source_series(struct model *model, const struct source *source,
                             const char *value_column, const char *key, struct map *known);

// What a line is found by in a source: its register cells that the source matches on.
const char *source_key(struct model *model, const struct source *source, const struct line *line,
                       const struct layout_register *register_table);

// Reads every source that has series, and sets model->first and model->last. Problems: a file, a
// heading or a period that is missing, a row that no line takes, two rows for one figure, a figure
// that is no number.
bool source_read_all(struct model *model, const char *input, const struct map *known);

struct source_periods *source_periods_of(const struct model *model, const struct source *source);

// Whether the source speaks of a period; where it does not there is a problem, once.
bool source_has_period(struct model *model, const struct source *source, int number);

// Problems where a figure without a percent sign stands among percentages: 98 for 98%.
void source_check_percentages(struct model *model);

#endif
