#ifndef MODEL_AREA_H
#define MODEL_AREA_H

#include "base/list.h"
#include "base/map.h"
#include "layout/layout.h"

#include <stdbool.h>

// Whose a figure is: a recipient, an area of the data that is no recipient (it counts in the
// whole), or a set of them.
struct area {
    size_t index;
    const char *name;
    const struct row *recipient; // its line of the recipients; NULL: it is none
    const char *family;          // "" where it has none
    bool has_failed;             // there are problems of its own, so that it gets no workbook
};

// All of them: the recipients first, in the order of their list, then others as they are met.
struct areas {
    struct arena *arena;
    const struct recipients *recipients;
    LIST(struct area *) items;
    size_t recipient_count;
    struct map others; // by name in lower case: areas that are no recipient
};

void areas_init(struct areas *areas, struct arena *arena, const struct recipients *recipients);

// The area that a text in a source means: what stands under `column` of the recipients, or one of
// the names that it is also called; case and spaces at the ends are free. Where there is none, a
// new area that is no recipient.
struct area *areas_find(struct areas *areas, int column, const char *text);

// Whether two areas belong to one family; an area without a family belongs to none.
bool area_is_family(const struct area *one, const struct area *other);

#endif
