#include "command/find_layout.h"

#include <glob.h>

const char *find_layout(const char *name, struct place place, struct arena *arena,
                        struct problems *problems)
{
    static const char *const folders[] = {"", "layouts/", "layouts/*/"};
    enum { FOLDER_COUNT = sizeof folders / sizeof *folders };
    glob_t found = {0};
    const char *path = NULL;
    size_t count = 0;
    for (size_t i = 0; i < FOLDER_COUNT && count == 0; i++) {
        if (glob(arena_print(arena, "%s%s", folders[i], name), 0, NULL, &found) == 0) {
            count = found.gl_pathc;
            path = arena_copy(arena, found.gl_pathv[0]);
        }
        globfree(&found);
    }
    if (count == 1)
        return path;
    problem_error(problems, place, "name the layout itself, from the folder that has `layouts`",
                  count == 0 ? "its layout '%s' is not found" : "several layouts are called '%s'",
                  name);
    return NULL;
}
