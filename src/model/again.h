#ifndef MODEL_AGAIN_H
#define MODEL_AGAIN_H

#include "model/model.h"

// A figure of a file that an earlier file of the source has as well.

struct again_figure {
    const struct input *first; // the figure of the earlier file
    const struct series *series;
    size_t slot;
    struct input input; // this file's
};

struct again {
    LIST(struct again_figure) items;
};

// Where they are the same they count once; where they are not, there is a problem, one for the
// file. Takes what does not count out of `count`, and forgets all of them.
void again_check(struct again *again, struct model *model, const struct source *source,
                 struct source_count *count);

#endif
