#include "model/route.h"

#include "base/spelling.h"
#include "base/text.h"
#include "model/series.h"

#include <string.h>

enum { MOST_TOLD = 10 }; // of keys that no line takes, before the rest are only counted

static const char *folded(struct arena *arena, const char *text)
{
    struct text key = {.arena = arena};
    text_add_folded(&key, text);
    return text_done(&key);
}

static bool has_blank_part(const char *key)
{
    return key[0] == SERIES_KEY_SEPARATOR ||
           strstr(key, (char[]){SERIES_KEY_SEPARATOR, SERIES_KEY_SEPARATOR, '\0'});
}

static struct route *route_of(struct routes *routes, const char *key)
{
    const union map_value *known = map_get(&routes->by_key, key);
    if (known)
        return known->pointer;
    struct route *route = arena_new(routes->arena, struct route);
    map_put(&routes->by_key, arena_copy(routes->arena, key), NULL)->pointer = route;
    return route;
}

void routes_init(struct routes *routes, struct model *model, const struct source *source,
                 size_t area_match, struct arena *arena)
{
    *routes = (struct routes){
        .model = model,
        .source = source,
        .arena = arena,
        .area_match = area_match,
        .by_key.arena = arena,
        .key.arena = arena,
    };
    for (size_t i = 0; i < model->series.count; i++) {
        struct series *series = model->series.items[i];
        const char *key = folded(arena, series->key);
        if (series->source != source)
            continue;
        if (has_blank_part(key))
            *list_add(arena, &routes->open) = (struct open_series){series, key};
        else
            *list_add(arena, &route_of(routes, key)->series) = series;
    }
}

static void complete(struct routes *routes, struct route *route)
{
    for (size_t i = 0; i < routes->open.count; i++) {
        const struct open_series *open = &routes->open.items[i];
        if (series_key_fits(open->key, routes->key.bytes))
            *list_add(routes->arena, &route->series) = open->series;
    }
    for (size_t i = 0; i < route->series.count; i++)
        route->series.items[i]->found = true;
    route->is_complete = true;
}

struct route *routes_find(struct routes *routes, const struct row *row, const int *matches)
{
    struct text *key = &routes->key;
    key->length = 0;
    text_add(key, "");
    for (size_t i = 0; i < routes->source->matches.count; i++) {
        if (i == routes->area_match)
            continue;
        text_add_folded(key, row_cell(row, matches[i]));
        text_add_char(key, SERIES_KEY_SEPARATOR);
    }
    struct route *route = route_of(routes, text_done(key));
    if (!route->is_complete)
        complete(routes, route);
    return route;
}

// What no line takes ------------------------------------------------------------------------------

static const char *row_shown(const struct routes *routes, const struct row *row, const int *matches)
{
    struct text shown = {.arena = routes->arena};
    for (size_t i = 0; i < routes->source->matches.count; i++) {
        if (i != routes->area_match)
            text_print(&shown, "%s%s", shown.length > 0 ? ", " : "", row_cell(row, matches[i]));
    }
    return text_done(&shown);
}

void routes_miss(struct routes *routes, struct route *route, const char *file,
                 const struct row *row, const int *matches)
{
    if (route->rows++ > 0)
        return;
    size_t first = routes->area_match == 0 && routes->source->matches.count > 1 ? 1 : 0;
    route->place = table_place(routes->model->arena, file, row, matches[first]);
    route->shown = row_shown(routes, row, matches);
    *list_add(routes->arena, &routes->not_taken) = route;
}

static const char *nearest_key(const struct routes *routes, const char *shown)
{
    const struct model *model = routes->model;
    LIST(const char *) keys = {0};
    for (size_t i = 0; i < model->series.count; i++) {
        const struct series *series = model->series.items[i];
        if (series->source == routes->source)
            *list_add(routes->arena, &keys) = series_key_shown(routes->arena, series->key);
    }
    return spelling_nearest(shown, keys.items, keys.count);
}

static void report_route(const struct routes *routes, const struct route *route)
{
    struct model *model = routes->model;
    const char *nearest = nearest_key(routes, route->shown);
    const char *rows =
        route->rows > 1 ? arena_print(model->arena, ", in %zu rows", route->rows) : "";
    problem_error(model->problems, route->place,
                  nearest ? arena_print(model->arena, "did you mean '%s'?", nearest)
                          : "add a line for it to the register, or leave it out with a reason: "
                            "leave out: {column: {value: the reason why}}",
                  "no line takes '%s'%s", route->shown, rows);
}

void routes_report(const struct routes *routes)
{
    size_t rows = 0;
    for (size_t i = 0; i < routes->not_taken.count; i++) {
        if (i < MOST_TOLD)
            report_route(routes, routes->not_taken.items[i]);
        else
            rows += routes->not_taken.items[i]->rows;
    }
    if (rows > 0)
        problem_error(routes->model->problems, routes->not_taken.items[MOST_TOLD]->place,
                      "`where` says which rows a layout takes at all",
                      "no line takes '%s' and %zu more, in %zu rows",
                      routes->not_taken.items[MOST_TOLD]->shown,
                      routes->not_taken.count - MOST_TOLD - 1, rows);
}
