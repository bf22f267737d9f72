// The files that a source names.
#include "layout/source_file.h"

#include "base/file.h"
#include "base/text.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

struct paths {
    LIST(const char *) items;
};

static void add_path(struct paths *paths, struct arena *arena, const char *path)
{
    for (size_t i = 0; i < paths->items.count; i++) {
        if (text_equal(paths->items.items[i], path))
            return;
    }
    *list_add(arena, &paths->items) = path;
}

// The folder's own name is no pattern.
static const char *escaped(struct arena *arena, const char *folder)
{
    struct text text = {.arena = arena};
    for (const char *at = folder; *at != '\0'; at++) {
        if (strchr("*?[\\", *at))
            text_add_char(&text, '\\');
        text_add_char(&text, *at);
    }
    return text_done(&text);
}

static bool add_pattern(struct paths *paths, struct arena *arena, const char *folder,
                        const char *pattern)
{
    glob_t found;
    const char *path = file_join(arena, escaped(arena, folder), pattern);
    bool is_found = glob(path, GLOB_NOSORT, NULL, &found) == 0;
    for (size_t i = 0; is_found && i < found.gl_pathc; i++)
        add_path(paths, arena, arena_copy(arena, found.gl_pathv[i]));
    globfree(&found);
    return is_found;
}

static bool add_file(struct paths *paths, const struct said *file, const char *input,
                     struct arena *arena, struct problems *problems)
{
    if (text_is_blank(file->text))
        return false; // the layout's reader has said so
    const char *path = file_join(arena, input, file->text);
    if (file_exists(path)) {
        add_path(paths, arena, path);
        return true;
    }
    return add_pattern(paths, arena, input, file->text) ||
           problem_error(problems, file->place,
                         "look for it there under another name, or say another folder with -i",
                         "there is no file '%s'", path);
}

static int compare_paths(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

size_t source_files(const struct source *source, const char *input, struct arena *arena,
                    struct problems *problems, const char ***files)
{
    struct paths paths = {0};
    bool all_there = true;
    for (size_t i = 0; i < source->files.count; i++)
        all_there &= add_file(&paths, &source->files.items[i], input, arena, problems);
    if (paths.items.count > 1)
        qsort(paths.items.items, paths.items.count, sizeof *paths.items.items, compare_paths);
    *files = paths.items.items;
    return all_there ? paths.items.count : 0;
}
