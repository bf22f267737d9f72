#ifndef MODEL_ORIGIN_H
#define MODEL_ORIGIN_H

#include "model/model.h"

// Where figures come from: the cells of the sources' files, each with what stands in it. A figure
// may be the sum of several; the model keeps the place of the first alone, so that the files are
// read again to list them.
struct origin {
    struct place place;
    const struct area *area; // NULL in a source without areas
    int period;              // 0 in a source without periods
    const char *text;        // a word; NULL for a number
    double number;
    bool is_figure; // else the file says that it is not known
    bool is_provisional;
    bool is_again; // an earlier file has the figure as well, so that it does not count
};

struct origins {
    LIST(struct origin) items; // as they stand in the files
};

// The cells of a series' areas, in every period of the span; {0, 0} of a source without periods.
// `input` is the folder of the sources, which have been read without a problem.
struct origins origins_find(struct model *model, const char *input, const struct series *series,
                            struct whose whose, struct span span);

#endif
