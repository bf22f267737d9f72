#ifndef PLAN_DEFINITIONS_H
#define PLAN_DEFINITIONS_H

#include "plan/build.h"

// What is said of a measure, in words: for the sheet Definitions of every edition.

// Whether there is anything to say of a line: a row of words alone has nothing to define.
bool definition_is_told(const struct model_line *line);

const char *definition_what(struct builder *builder, struct model_line *line);
const char *definition_unit(struct builder *builder, const struct model_line *line);
const char *definition_source(struct builder *builder, const struct model_line *line);
struct content definition_target(struct builder *builder, struct model_line *line);

// The sheets that show the register of a sheet, by its number: "Scorecard, Board". NULL for charts,
// rows of a source, and where a sheet before it shows the same.
const char *definition_sheets(struct builder *builder, size_t number);

// What a column is worked out from, and which column's figures are judged; NULL nothing to say.
const char *definition_formula(struct builder *builder, const struct sheet *sheet,
                               const struct column *column);
const char *definition_judged(struct builder *builder, const struct sheet *sheet,
                              const struct column *column);

// Whether any light is by this rule; how its gap is worked out, NULL where it has none.
bool definition_uses_scale(const struct model *model, const struct scale *scale);
const char *definition_gap(struct builder *builder, const struct scale *scale);

#endif
