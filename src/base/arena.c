#include "base/arena.h"

#include "base/problem.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Blocks grow with the arena, so that a small job costs little and a large one few system calls.
enum { SMALLEST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t room;
    size_t used;
    _Alignas(max_align_t) char bytes[]; // all zero from `used` on
};

static _Noreturn void out_of_memory(void)
{
    fputs("error: there is not enough memory to go on\n", stderr);
    exit(EXIT_SYSTEM);
}

static struct arena_block *block_new(struct arena *arena, size_t room)
{
    if (room > SIZE_MAX / 2)
        out_of_memory();
    struct arena_block *block = calloc(1, sizeof(struct arena_block) + room);
    if (!block)
        out_of_memory();
    block->room = room;
    arena->bytes += sizeof(struct arena_block) + room;
    return block;
}

// A block with room for `size` bytes. A large piece gets a block of its own, behind the newest, so
// that the room left in the newest one is not lost.
static struct arena_block *block_for(struct arena *arena, size_t size)
{
    size_t usual = arena->bytes;
    if (usual < SMALLEST_BLOCK)
        usual = SMALLEST_BLOCK;
    if (usual > LARGEST_BLOCK)
        usual = LARGEST_BLOCK;

    bool own_block = size > usual / 2;
    struct arena_block *block = block_new(arena, own_block ? size : usual);
    if (own_block && arena->newest) {
        block->older = arena->newest->older;
        arena->newest->older = block;
    } else {
        block->older = arena->newest;
        arena->newest = block;
    }
    return block;
}

static void *take(struct arena *arena, size_t size, size_t alignment)
{
    struct arena_block *block = arena->newest;
    if (block) {
        size_t start = (block->used + alignment - 1) / alignment * alignment;
        if (start <= block->room && size <= block->room - start) {
            block->used = start + size;
            return block->bytes + start;
        }
    }
    block = block_for(arena, size);
    block->used = size;
    return block->bytes;
}

void arena_init(struct arena *arena)
{
    *arena = (struct arena){0};
}

void arena_free(struct arena *arena)
{
    struct arena_block *block = arena->newest;
    while (block) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
    arena_init(arena);
}

void *arena_take(struct arena *arena, size_t size)
{
    return take(arena, size, _Alignof(max_align_t));
}

void *arena_take_many(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        out_of_memory();
    return arena_take(arena, bytes);
}

void *arena_grow(struct arena *arena, void *piece, size_t old_size, size_t new_size)
{
    struct arena_block *block = arena->newest;
    bool is_last = block && piece && (char *)piece + old_size == block->bytes + block->used;
    if (is_last && new_size >= old_size && new_size - old_size <= block->room - block->used) {
        block->used += new_size - old_size;
        return piece;
    }
    void *copy = arena_take(arena, new_size);
    if (piece)
        memcpy(copy, piece, old_size < new_size ? old_size : new_size);
    return copy;
}

char *arena_copy_part(struct arena *arena, const char *text, size_t length)
{
    if (length == SIZE_MAX)
        out_of_memory();
    char *copy = take(arena, length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}

char *arena_copy(struct arena *arena, const char *text)
{
    return arena_copy_part(arena, text, strlen(text));
}

char *arena_print_list(struct arena *arena, const char *format, va_list values)
{
    char buffer[256]; // most texts fit, and are then printed only once
    va_list again;
    va_copy(again, values);
    int length = vsnprintf(buffer, sizeof buffer, format, values);
    if (length < 0)
        out_of_memory();

    char *text;
    if ((size_t)length < sizeof buffer) {
        text = arena_copy_part(arena, buffer, (size_t)length);
    } else {
        text = take(arena, (size_t)length + 1, 1);
        vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    return text;
}

char *arena_print(struct arena *arena, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    char *text = arena_print_list(arena, format, values);
    va_end(values);
    return text;
}
