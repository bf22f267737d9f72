#include "base/list.h"

#include <stdint.h>

enum { FIRST_ROOM = 8 };

void *list_grow(struct arena *arena, void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return items;
    size_t larger = *room == 0 ? FIRST_ROOM : *room * 2;
    size_t bytes;
    if (__builtin_mul_overflow(larger, size, &bytes))
        bytes = SIZE_MAX; // more than there is: the arena says so
    items = arena_grow(arena, items, count * size, bytes);
    *room = larger;
    return items;
}
