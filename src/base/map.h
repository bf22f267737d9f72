#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

#include <stdbool.h>

// From a text to a number or a pointer; a key is compared byte for byte. Keys are not copied: they
// must live as long as the map. Start with {0} and the arena that it is to grow in.
struct map {
    struct arena *arena;
    struct map_slot *slots;
    size_t count;
    size_t room;
};

union map_value {
    void *pointer;
    size_t number;
};

// The value under the key, or NULL where there is none. Good until the next map_put.
union map_value *map_get(const struct map *map, const char *key);

// The value under the key, made (zeroed) where there is none; `*is_new` says so (may be NULL).
union map_value *map_put(struct map *map, const char *key, bool *is_new);

#endif
