#ifndef BASE_LIST_H
#define BASE_LIST_H

#include "base/arena.h"

// A list that grows in an arena: LIST(struct line) lines = {0}; *list_add(arena, &lines) = line;
// items[0] to items[count - 1] are in use. Growing copies the items, so a pointer to an item is
// good only until the next list_add.
#define LIST(type)                                                                                 \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count;                                                                              \
        size_t room;                                                                               \
    }

// A pointer to a new, zeroed last item.
#define list_add(arena, list)                                                                      \
    ((list)->items =                                                                               \
         list_grow((arena), (list)->items, (list)->count, &(list)->room, sizeof(*(list)->items)),  \
     &(list)->items[(list)->count++])

// Room for one more than `count`; returns the items, moved or not. Used through list_add.
void *list_grow(struct arena *arena, void *items, size_t count, size_t *room, size_t size);

#endif
