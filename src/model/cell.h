#ifndef MODEL_CELL_H
#define MODEL_CELL_H

#include "model/model.h"

// Reads the cells of a source as figures.
struct cells {
    const struct source *source;
    const struct layout *layout;
    struct arena *kept_arena; // of the formats and words of figures
    struct map kept;          // them, so that each is kept once
    struct arena scratch;     // of a few numbers
};

void cells_open(struct cells *cells, const struct source *source, const struct layout *layout,
                struct arena *kept, struct arena *scratch);
void cells_close(struct cells *cells);

enum cell_kind {
    CELL_FIGURE,  // a number, or an accepted word; of a source of texts any text, a number too
    CELL_MISSING, // one of the source's words for no figure
    CELL_BLANK,
    CELL_WRONG, // none of these
};

// Sets number, format and text of `input`; and that it is provisional, where the layout's mark for
// that stands behind it.
enum cell_kind cell_read(struct cells *cells, const char *typed, struct input *input);

#endif
