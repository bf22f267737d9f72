#ifndef LAYOUT_CONDITION_H
#define LAYOUT_CONDITION_H

#include "base/list.h"
#include "layout/expression.h"
#include "table/table.h"

#include <stdbool.h>

// A condition on the rows of a file, in the names of its columns: AND(Type <> "", Age >= 18). Cells
// are what Excel would have them be: a number where they read as one, else a text, or blank. What
// is no letter or digit in a heading may be written _: "Area name (2011)" is Area_name_2011.
struct condition {
    LIST(const struct expression *) names; // of columns

    // The rest is the business of condition.c.
    const struct expression *tree;
    struct problems *problems;
    bool has_failed;
    struct arena scratch; // for one row, or a few
};

// Of a tree, NULL for one that is true of every row. Problems where it names what no row has.
void condition_open(struct condition *condition, struct expression *tree, struct arena *arena,
                    struct problems *problems);

// The column that a name means, or -1.
int condition_column(const struct row *headings, const char *name);

// Turns to a file, whose headings have all its names.
void condition_bind(struct condition *condition, const struct row *headings);

// False, with a problem for the first row of its kind, where it comes to an error.
bool condition_is_true(struct condition *condition, const char *file, const struct row *row);

void condition_close(struct condition *condition);

#endif
