#ifndef TABLE_SEPARATOR_H
#define TABLE_SEPARATOR_H

#include "table/table.h"

// Files whose cells have semicolons or tabs between them, where commas should be. They are refused
// and not read: what has semicolons has decimal commas too, and 1,234 would come out as 1234.

// ';' or Tab, where the row has no commas but such separators; else NUL.
char separator_of(const struct row *row);

// The row with its cells as they would be; in the arena.
struct row separator_cut(struct arena *arena, const struct row *row, char separator);

// Says what the file has and how to save it. Always false.
bool separator_refuse(struct problems *problems, struct place place, char separator);

#endif
