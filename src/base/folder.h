#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

// Folders of files that are kept, or made for a while. Functions that can fail return false (or
// NULL) with errno set.

// A new folder for a while, under TMPDIR or /tmp.
const char *folder_temporary(struct arena *arena);

// Copies a file into a folder, under a name that may have folders in it; they are made.
bool folder_take(const char *folder, const char *name, const char *from, struct arena *arena);

// Writes a text into a file of a folder.
bool folder_write(const char *folder, const char *name, const char *text, struct arena *arena);

// What stands in a folder, sorted, without what starts with a dot.
size_t folder_list(const char *folder, const char ***names, struct arena *arena);

// Removes a folder with all that is in it; or a file.
void folder_drop(const char *folder);

#endif
