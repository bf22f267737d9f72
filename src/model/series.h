#ifndef MODEL_SERIES_H
#define MODEL_SERIES_H

#include "model/model.h"

// The series of a source, its column of figures (NULL: the source's own) and a key; made where
// there is none yet.
struct series *series_make(struct model *model, const struct source *source,
                           const char *value_column, const char *key, struct map *known);

// What a line is found by in a source: its register cells that the source matches on.
const char *series_key(struct model *model, const struct source *source, const struct line *line,
                       const struct layout_register *register_table);
#define SERIES_KEY_SEPARATOR                                                                       \
    '\x1f' // between the parts of a key; stands in no text that people type

// Whether a row with a key is a series', by the key of that: a blank part takes any. Both are in
// lower case.
bool series_key_fits(const char *key, const char *row_key);
// "BURGLARY", "type 1, Camden": a key for people; a blank part says nothing.
const char *series_key_shown(struct arena *arena, const char *key);

// The recipients' column that a source matches whose its rows are, or -1; `*number` is that of the
// match.
int series_area_column(const struct model *model, const struct source *source, size_t *number);

// Problems where a figure without a percent sign stands among percentages: 98 for 98%.
void series_check_percentages(struct model *model);

#endif
