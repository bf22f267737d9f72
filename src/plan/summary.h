#ifndef PLAN_SUMMARY_H
#define PLAN_SUMMARY_H

#include "plan/front.h"

// The Summary sheet while it is built; for summary.c and the files of its parts alone.

enum { SUMMARY_NAME, SUMMARY_FIRST, SUMMARY_SECOND, SUMMARY_THIRD, SUMMARY_FOURTH };

// A light of the workbook.
struct light {
    struct model_line *line;     // whose area's it is, too
    const struct column *column; // that is judged
    const struct scale *scale;
    struct figure *light, *state;
};

struct lights {
    LIST(struct light) items;
};

// What a light is of: "Camden: Robbery, Change" with as much of it as tells it from others.
const char *summary_name(struct builder *builder, const struct light *light);

// The word of a light in the next row, live, with its colours.
void summary_put_light(struct across *front, uint16_t column, const struct light *light);

// A heading of a part of the sheet, and what it says, which stay on the page of what follows.
void summary_put_section(struct across *front, const char *title, const char *text);

// summary_counts.c: how many lights of each sheet have each state.
void summary_put_counts(struct across *front, const struct lights *lights);
// A row's states on Data, where they are one range; how many lights it counts.
bool summary_range(const struct builder *builder, const struct light_count *count,
                   struct cells *cells);
double summary_judged(const struct builder *builder, const struct light_count *count);
size_t summary_most_states(const struct lights *lights);

#endif
