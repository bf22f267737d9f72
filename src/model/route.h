#ifndef MODEL_ROUTE_H
#define MODEL_ROUTE_H

#include "model/model.h"

// Which series a row of a source goes to: every one whose key it fits. To a blank part of a key
// every cell fits, to another one that is the same but for case. So one row may go to several.
struct route {
    LIST(struct series *) series;
    bool is_complete;   // with the series that have a blank part
    size_t rows;        // where it has no series: how many rows there are
    struct place place; // and the first of them
    const char *shown;  // and the key, as a person would write it
};

struct open_series {
    struct series *series;
    const char *key; // in lower case
};

struct routes {
    struct model *model;
    const struct source *source;
    struct arena *arena;
    size_t area_match; // says whose a row is, and is no part of keys; as many as there are: none
    LIST(struct open_series) open; // with a blank part in their key
    LIST(const struct route *) not_taken;
    struct map by_key;
    struct text key; // of the row at hand
};

void routes_init(struct routes *routes, struct model *model, const struct source *source,
                 size_t area_match, struct arena *arena);

// The route of a row, good as long as the routes; `matches` has the column of each match.
struct route *routes_find(struct routes *routes, const struct row *row, const int *matches);

// Notes a row that no series takes; routes_report() has a problem for each route of the kind.
void routes_miss(struct routes *routes, struct route *route, const char *file,
                 const struct row *row, const int *matches);
void routes_report(const struct routes *routes);

#endif
