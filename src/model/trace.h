#ifndef MODEL_TRACE_H
#define MODEL_TRACE_H

#include "model/model.h"

// A walk over what a figure takes, and what that takes in turn, down to the cells of the sources:
// for the record of what shown figures are worked out from, and to explain one.
//
// The visitor's functions are called in the order of the formula, each from its user downwards;
// any may be NULL. `depth` is 0 for the figure that is asked about, 1 for what it names.
struct trace {
    struct model *model;
    void *data;

    // A figure, before what it takes. `is_again`: the walk has been through it, and does not go
    // into it a second time. False: nor the first time.
    bool (*figure)(struct trace *trace, struct figure *figure, size_t depth, bool is_again);

    // Cells of a source that `user` takes: of the areas of `whose` (series_areas() lists them), in
    // every period of the span; {0, 0} of a source without periods.
    void (*cells)(struct trace *trace, struct figure *user, struct series *series,
                  struct whose whose, struct span span, size_t depth);

    // The same figure of several recipients, of which `user` takes the mean or the rank:
    // meaning->line in meaning->column, or over meaning->window where that is NULL; of a family's
    // members (WHOSE_FAMILY) or of all recipients (WHOSE_WHOLE). The walk does not go into them:
    // trace_member() has one of them, which stands for all.
    void (*members)(struct trace *trace, struct figure *user, const struct meaning *meaning,
                    size_t depth);

    LIST(bool) seen; // the walk's own: by figure->index
};

// Start with a struct that is {0} but for the first five. Several figures may be asked about one
// after another: what was seen stays seen; trace_forget() forgets it.
void trace_figure(struct trace *trace, struct figure *figure);
void trace_forget(struct trace *trace);

// What stands for all members: the figure of the user's own area. NULL where it has none.
struct figure *trace_member(struct trace *trace, struct figure *user,
                            const struct meaning *meaning);

#endif
