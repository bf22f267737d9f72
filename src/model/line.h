#ifndef MODEL_LINE_H
#define MODEL_LINE_H

#include "model/model.h"

// What the lines of the registers say, read once for all workbooks, step by step: each step takes
// one line that has figures.
typedef void line_step(struct model *model, struct model_line *line);

// Whether a line can have figures: no band, header or strip.
bool line_is_figure(const struct line *line);

// The lines with figures of the workbook at hand; and those of all workbooks.
void lines_each(struct model *model, line_step *step);
void lines_each_of_all(struct model *model, line_step *step);

// Makes the lines of every sheet, and for every recipient where each has lines of its own.
void lines_add(struct model *model);

// Says where each line's figures come from, before the sources are read: makes the series.
void lines_read_values(struct model *model, struct map *series_by_key);

// After the sources: how a line fills a window, where its windows end, the names of its formula.
void line_read_total(struct model *model, struct model_line *line);
void line_read_as_at(struct model *model, struct model_line *line);
void line_bind_formula(struct model *model, struct model_line *line);

// Which scale judges a line, by whose figure, and which way is better; of the
// workbook at hand, whether a line that is judged says so.
void line_read_scale(struct model *model, struct model_line *line);
void line_read_judged_by(struct model *model, struct model_line *line);
void line_read_way(struct model *model, struct model_line *line);
void line_check_way(struct model *model, struct model_line *line);

// The target of a line at hand, as the register or the source of targets says it.
void line_read_target(struct model *model, struct model_line *line);

#endif
