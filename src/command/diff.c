// `scorebook diff OLD NEW`: what changed from one folder of workbooks to another.
#include "command/command.h"
#include "command/revised.h"

#include "base/text.h"

#include <stdio.h>

struct side {
    const char *folder;
    struct figures figures;
    struct index index;
};

static bool read_side(struct side *side, const char *folder, struct arena *arena,
                      struct problems *problems)
{
    side->folder = folder;
    return figures_read(&side->figures, folder, arena, problems) &&
           index_read(&side->index, folder, arena);
}

// The layouts that one folder alone has are said, for they are not compared. Returns how many both
// have. The figures of a layout stand together.
static size_t say_layouts(const struct side *one, const struct side *other, FILE *out)
{
    size_t common = 0;
    const char *last = NULL;
    for (size_t i = 0; i < one->figures.items.count; i++) {
        const char *layout = one->figures.items.items[i].layout;
        if (last && text_equal(last, layout))
            continue;
        last = layout;
        if (figures_has_layout(&other->figures, layout))
            common++;
        else
            fprintf(out, "%s: not in %s, and not compared\n", layout, other->folder);
    }
    return common;
}

static bool check_layouts(const struct side *old, const struct side *new, struct problems *problems)
{
    say_layouts(new, old, stderr);
    if (say_layouts(old, new, stderr) > 0)
        return true;
    return problem_error(problems, (struct place){.file = new->folder},
                         "compare folders that the same layout made",
                         "was made from other layouts than '%s'", old->folder);
}

enum exit_status command_diff(const struct options *options)
{
    struct arena arena;
    struct problems problems;
    struct side old, new;
    struct revisions revisions = {0};
    enum exit_status status = EXIT_WRONG_USE;
    if (options->layout_count != 2) {
        fputs("scorebook: diff takes two folders, the old one and the new\n", stderr);
        return status;
    }
    arena_init(&arena);
    problems_init(&problems, &arena);
    bool is_read = read_side(&old, options->layouts[0], &arena, &problems);
    is_read = read_side(&new, options->layouts[1], &arena, &problems) && is_read;
    if (is_read && check_layouts(&old, &new, &problems)) {
        revisions_find(&revisions, &old.figures, &new.figures, &arena);
        if (options->csv)
            fputs(revisions_print(&revisions, &arena), stdout);
        else
            revised_print(&revisions, &old.index, &new.index, stdout);
        status = revisions.items.count > 0 ? EXIT_PROBLEMS : EXIT_DONE;
    }
    problems_print(&problems, stderr);
    arena_free(&arena);
    return status;
}
