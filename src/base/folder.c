#include "base/folder.h"

#include "base/file.h"
#include "base/list.h"
#include "base/text.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *folder_temporary(struct arena *arena)
{
    const char *parent = getenv("TMPDIR");
    char *path =
        arena_print(arena, "%s/scorebook-XXXXXX", parent && parent[0] != '\0' ? parent : "/tmp");
    return mkdtemp(path);
}

static bool copy_bytes(int from, int to)
{
    enum { AT_A_TIME = 64 * 1024 };
    char bytes[AT_A_TIME];
    ssize_t count;
    while ((count = read(from, bytes, sizeof bytes)) > 0) {
        for (ssize_t done = 0; done < count;) {
            ssize_t more = write(to, bytes + done, (size_t)(count - done));
            if (more < 0)
                return false;
            done += more;
        }
    }
    return count == 0 && fsync(to) == 0;
}

bool folder_take(const char *folder, const char *name, const char *from, struct arena *arena)
{
    enum { FOR_ALL_TO_READ = 0644 };
    const char *path = file_join(arena, folder, name);
    if (!file_make_folders(file_folder(arena, path)))
        return false;
    int source = open(from, O_RDONLY | O_CLOEXEC);
    int target =
        source < 0 ? -1 : open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FOR_ALL_TO_READ);
    bool is_done = target >= 0 && copy_bytes(source, target);
    if (source >= 0)
        close(source);
    if (target >= 0 && close(target) != 0)
        is_done = false;
    return is_done;
}

bool folder_write(const char *folder, const char *name, const char *text, struct arena *arena)
{
    FILE *file = fopen(file_join(arena, folder, name), "wb");
    bool is_done = file && fputs(text, file) >= 0;
    if (file && fclose(file) != 0)
        is_done = false;
    return is_done;
}

static int compare(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

size_t folder_list(const char *folder, const char ***names, struct arena *arena)
{
    LIST(const char *) list = {0};
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        if (entry->d_name[0] != '.')
            *list_add(arena, &list) = arena_copy(arena, entry->d_name);
    }
    if (entries)
        closedir(entries);
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, compare);
    *names = list.items;
    return list.count;
}

static int drop_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

void folder_drop(const char *folder)
{
    enum { OPEN_AT_ONCE = 16 };
    nftw(folder, drop_one, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
}
