#ifndef MODEL_CONTROL_H
#define MODEL_CONTROL_H

#include "model/model.h"

// The totals that a file has beside its rows, and what the rows come to.
struct control {
    double rows, total;
    bool has_total;
    struct place place; // of the total
};

struct controls {
    LIST(struct control) items;
};

// Adds a figure of a row to control `number`, or that of a total, whose place then says where.
void control_add_row(struct controls *controls, size_t number, double figure, struct arena *arena);
void control_add_total(struct controls *controls, size_t number, double figure, struct place place,
                       struct arena *arena);

// A problem for each total that the rows do not come to; forgets all of them.
void controls_check(struct controls *controls, struct problems *problems);

#endif
