#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

// Files and paths. Functions that can fail return false with errno set.

// A whole file; `length` may be NULL. A NUL follows the last byte.
bool file_read(struct arena *arena, const char *path, char **bytes, size_t *length);

// `name` as seen from the file `from` ("layouts/ct.yaml", "../house.yaml" gives "house.yaml");
// an absolute name stays as it is.
const char *file_beside(struct arena *arena, const char *from, const char *name);
// The other way round: `path` as it is written in a file of a folder ("layouts/house.yaml" from
// "layouts/boroughs" gives "../house.yaml"). An absolute one stays as it is.
const char *file_seen_from(struct arena *arena, const char *folder, const char *path);
const char *file_join(struct arena *arena, const char *folder, const char *name); // folder/name
const char *file_name(const char *path); // after the last slash
// The folder that a path lies in, with the slash at its end; "" for the current one.
const char *file_folder(struct arena *arena, const char *path);

bool file_exists(const char *path);
bool file_make_folders(const char *path); // the path itself and all above it

// Files that appear whole or not at all: written under a name of their own beside the target, kept
// by file_place() (flushed to disk, then renamed), or dropped.
// "output/ct.xlsx" is written as "output/.ct.xlsx.part-<pid>".
const char *file_beside_target(struct arena *arena, const char *target);
bool file_place(const char *part, const char *target);
// Whether two files are there and have the same bytes.
bool file_same(const char *one, const char *other);
// Drops what processes that are gone left of such files, or folders, in a folder.
void file_sweep(const char *folder);
void file_drop(const char *part); // leaves errno as it was

// What may not stand in a file name on Windows or Linux becomes '-': / \ : * ? " < > | and control
// characters; dots and spaces at the end go; names such as CON get an underscore after them
// ("CON_.xlsx"); where nothing is left, "_".
const char *file_safe_name(struct arena *arena, const char *name);

#endif
