#ifndef LAYOUT_SYNTAX_H
#define LAYOUT_SYNTAX_H

#include <stdbool.h>

// The YAML library's errors in words that help someone who edits a layout.
struct syntax_fault {
    const char *message;
    const char *help;
    bool at_start; // best shown where the text or bracket concerned starts, not where it went wrong
};

// `problem` and `context` are the library's, `context` may be NULL; `character` is the one it
// stopped at. NULL where there are no better words than the library's own.
const struct syntax_fault *syntax_fault_find(const char *problem, const char *context,
                                             unsigned character);

#endif
