#include "layout/node.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// Any bytes in end in a tree or problems. Build with clang -fsanitize=fuzzer,address,undefined.
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

// Goes through a tree as its readers do; returns how deep it is.
static size_t walk(const struct node *node)
{
    size_t deepest = 0;
    if (!node->text && node->kind == NODE_TEXT)
        abort();
    for (size_t i = 0; i < node->count; i++) {
        bool is_map = node->kind == NODE_MAP;
        size_t depth = walk(is_map ? node->entries[i].value : node->items[i]);
        if (depth > deepest)
            deepest = depth;
        if (is_map && !node_get(node, node->entries[i].key))
            abort();
    }
    return deepest + 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    enum { DEEPEST = 64 };
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    int file = memfd_create("node_fuzz", MFD_CLOEXEC);
    if (file < 0 || write(file, bytes, length) != (ssize_t)length)
        abort();
    struct node *node = node_read(arena_print(&arena, "/proc/self/fd/%d", file), &arena, &problems);
    if ((node == NULL) != (problems.errors > 0))
        abort();
    if (node && (walk(node) > DEEPEST || walk(node_merge(&arena, node, node)) > DEEPEST))
        abort();
    close(file);
    arena_free(&arena);
    return 0;
}
