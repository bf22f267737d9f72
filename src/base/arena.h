#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

// Memory that belongs to a run or a job: taken piece by piece, given back all at once.
// Nothing taken from an arena is freed alone. A run that is out of memory says so and exits with
// EXIT_SYSTEM (3); no function here returns NULL. Start with arena_init() or {0}.
struct arena {
    struct arena_block *newest;
    size_t bytes; // taken from the system so far, all blocks together
};

void arena_init(struct arena *arena);
void arena_free(struct arena *arena); // safe on an arena that was freed or only initialised

// `size` bytes, zeroed, aligned for any type.
void *arena_take(struct arena *arena, size_t size);

// `count` times `size` bytes, in the same way; used through arena_array.
void *arena_take_many(struct arena *arena, size_t count, size_t size);

// A piece of `old_size` bytes made `new_size` long: where it is, if nothing was taken since, else
// as a copy. What is added is zeroed. `piece` may be NULL where `old_size` is 0.
void *arena_grow(struct arena *arena, void *piece, size_t old_size, size_t new_size);

// A copy of a text, or of its first `length` bytes, ended by a NUL.
char *arena_copy(struct arena *arena, const char *text);
char *arena_copy_part(struct arena *arena, const char *text, size_t length);

// As printf, into the arena.
char *arena_print(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_print_list(struct arena *arena, const char *format, va_list values)
    __attribute__((format(printf, 2, 0)));

#define arena_new(arena, type)          ((type *)arena_take((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_take_many((arena), (count), sizeof(type)))

#endif
