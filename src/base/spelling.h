#ifndef BASE_SPELLING_H
#define BASE_SPELLING_H

#include <stddef.h>

// The candidate nearest to a word by edits (swapped neighbours count as one; case is free), or
// NULL where none is near enough to be what was meant: at most a third of the word's letters.
const char *spelling_nearest(const char *word, const char *const *candidates, size_t count);

#endif
