#ifndef MODEL_OPENING_H
#define MODEL_OPENING_H

#include "model/meaning.h"

// Cells that people type into on a protected sheet. What the workbook already holds must be what it
// would let a person type, and the message must be one that Excel can show.

// Whether a cell can be typed over: its column is open, and it is not worked out.
bool model_is_open(const struct model_line *line, const struct column *column,
                   const struct content *content);

void opening_check_column(struct model *model, const struct column *column,
                          enum column_means means);
void opening_check_message(struct model *model, const struct sheet *sheet,
                           const struct column *column);
void opening_check_cell(struct model *model, const struct model_line *line,
                        const struct column *column, const struct content *content);

#endif
