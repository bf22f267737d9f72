#ifndef MODEL_PAST_H
#define MODEL_PAST_H

#include "model/model.h"

// Lights as they would have stood a period earlier, on today's figures. Works them out for a
// recipient (NULL: for the workbook of all) before its figures are made; nothing of that stays but
// the words.
void past_work_out(struct model *model, const struct area *recipient);

// The state that a line's light had; NULL where it had none, or nothing is known of the time.
const char *past_state(const struct model *model, const struct model_line *line,
                       const struct column *column);

#endif
