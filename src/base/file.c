#include "base/file.h"

#include "base/folder.h"
#include "base/list.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART_MARK ".part-"

// Closes without disturbing the errno of what came before.
static void close_quietly(int file)
{
    int error = errno;
    close(file);
    errno = error;
}

// As read(2), but a signal does not count as a failure.
static ssize_t read_some(int file, char *bytes, size_t room)
{
    for (;;) {
        ssize_t count = read(file, bytes, room);
        if (count >= 0 || errno != EINTR)
            return count;
    }
}

// Reads to the end: a pipe does not say how long it is, and a file may grow meanwhile.
static bool read_all(struct arena *arena, int file, size_t expected, char **bytes, size_t *length)
{
    size_t room = expected + 2; // one for the NUL, one to see the end of the file
    size_t used = 0;
    char *buffer = arena_take(arena, room);
    for (;;) {
        ssize_t count = read_some(file, buffer + used, room - used - 1);
        if (count < 0)
            return false;
        if (count == 0)
            break;
        used += (size_t)count;
        if (used + 1 == room) {
            buffer = arena_grow(arena, buffer, room, room * 2);
            room *= 2;
        }
    }
    buffer[used] = '\0';
    *bytes = buffer;
    if (length)
        *length = used;
    return true;
}

bool file_read(struct arena *arena, const char *path, char **bytes, size_t *length)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    struct stat status;
    bool done = fstat(file, &status) == 0;
    if (done) {
        size_t expected = S_ISREG(status.st_mode) ? (size_t)status.st_size : BUFSIZ;
        done = read_all(arena, file, expected, bytes, length);
    }
    close_quietly(file);
    return done;
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *file_folder(struct arena *arena, const char *path)
{
    return arena_copy_part(arena, path, (size_t)(file_name(path) - path));
}

const char *file_join(struct arena *arena, const char *folder, const char *name)
{
    if (*folder == '\0')
        return arena_copy(arena, name);
    return arena_print(arena, "%s%s%s", folder, text_ends(folder, "/") ? "" : "/", name);
}

// A path without "." and, as far as its folders are named, without ".." and "//".
static const char *path_simplify(struct arena *arena, const char *path)
{
    const char **parts;
    size_t count = text_split(arena, path, '/', &parts);
    bool is_absolute = *path == '/';
    LIST(const char *) kept = {0};
    for (size_t i = 0; i < count; i++) {
        if (text_equal(parts[i], "") || text_equal(parts[i], "."))
            continue;
        bool is_up = text_equal(parts[i], "..");
        bool can_go_up = kept.count > 0 && !text_equal(kept.items[kept.count - 1], "..");
        if (is_up && can_go_up)
            kept.count--;
        else if (!is_up || !is_absolute)
            *list_add(arena, &kept) = parts[i];
    }

    struct text simple = {.arena = arena};
    for (size_t i = 0; i < kept.count; i++) {
        text_add(&simple, i > 0 || is_absolute ? "/" : "");
        text_add(&simple, kept.items[i]);
    }
    if (kept.count == 0)
        text_add(&simple, is_absolute ? "/" : ".");
    return text_done(&simple);
}

const char *file_beside(struct arena *arena, const char *from, const char *name)
{
    if (*name == '/')
        return name;
    return path_simplify(arena, file_join(arena, file_folder(arena, from), name));
}

const char *file_seen_from(struct arena *arena, const char *folder, const char *path)
{
    const char **parts;
    struct text seen = {.arena = arena};
    if (*path == '/' && *folder != '/')
        return path;
    folder += *path == '/';
    path += *path == '/';
    size_t count = *folder ? text_split(arena, folder, '/', &parts) : 0;
    size_t same = 0;
    for (; same < count && parts[same][0] != '\0'; same++) {
        size_t length = strlen(parts[same]);
        if (strncmp(path, parts[same], length) != 0 || path[length] != '/')
            break;
        path += length + 1;
    }
    for (; same < count; same++)
        text_add(&seen, parts[same][0] != '\0' ? "../" : "");
    text_add(&seen, path);
    return text_done(&seen);
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static bool make_folder(const char *path)
{
    if (mkdir(path, 0777) == 0)
        return true;
    struct stat status;
    if (errno != EEXIST || stat(path, &status) != 0)
        return false;
    errno = ENOTDIR;
    return S_ISDIR(status.st_mode);
}

bool file_make_folders(const char *path)
{
    struct arena arena = {0};
    char *folder = arena_copy(&arena, path);
    bool done = true;
    for (char *at = folder; done && *at; at++) {
        bool is_end_of_name = *at == '/' && at > folder && at[-1] != '/';
        if (!is_end_of_name)
            continue;
        *at = '\0';
        done = make_folder(folder);
        *at = '/';
    }
    if (done && *folder)
        done = make_folder(folder);
    int error = errno;
    arena_free(&arena);
    errno = error;
    return done;
}

const char *file_beside_target(struct arena *arena, const char *target)
{
    return arena_print(arena, "%s.%s" PART_MARK "%ld", file_folder(arena, target),
                       file_name(target), (long)getpid());
}

static bool file_flush(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    bool done = fsync(file) == 0;
    close_quietly(file);
    return done;
}

// Makes a rename last. Some folders cannot be opened or flushed by those who may write in them; the
// file stands there all the same.
static bool folder_flush(const char *path)
{
    struct arena arena = {0};
    const char *folder = file_folder(&arena, path);
    bool done = file_flush(*folder ? folder : ".");
    int error = errno;
    arena_free(&arena);
    errno = error;
    return done || error == EACCES || error == EINVAL || error == ENOTSUP;
}

bool file_place(const char *part, const char *target)
{
    return file_flush(part) && rename(part, target) == 0 && folder_flush(target);
}

void file_drop(const char *part)
{
    int error = errno;
    unlink(part);
    errno = error;
}

// Compares what is left of two files that are of the same size.
static bool same_bytes(FILE *one, FILE *other)
{
    char bytes[BUFSIZ], others[BUFSIZ];
    for (;;) {
        size_t count = fread(bytes, 1, sizeof bytes, one);
        if (fread(others, 1, sizeof others, other) != count || memcmp(bytes, others, count) != 0)
            return false;
        if (count < sizeof bytes)
            return !ferror(one) && !ferror(other);
    }
}

bool file_same(const char *one, const char *other)
{
    struct stat status, other_status;
    if (stat(one, &status) != 0 || stat(other, &other_status) != 0 ||
        status.st_size != other_status.st_size)
        return false;
    FILE *first = fopen(one, "rb");
    FILE *second = fopen(other, "rb");
    bool is_same = first && second && same_bytes(first, second);
    if (first)
        fclose(first);
    if (second)
        fclose(second);
    return is_same;
}

// The process in ".ct.xlsx.part-1234"; 0 where the name is no such name.
static long part_process(const char *name)
{
    const char *part = strstr(name, PART_MARK);
    if (name[0] != '.' || !part)
        return 0;
    const char *digits = part + strlen(PART_MARK);
    bool is_number = *digits != '\0' && digits[strspn(digits, "0123456789")] == '\0';
    return is_number ? strtol(digits, NULL, 10) : 0;
}

void file_sweep(const char *folder)
{
    struct arena arena = {0};
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        long process = part_process(entry->d_name);
        if (process > 0 && kill((pid_t)process, 0) != 0 && errno == ESRCH)
            folder_drop(file_join(&arena, folder, entry->d_name));
    }
    if (entries)
        closedir(entries);
    arena_free(&arena);
}

// Names that Windows keeps for devices, whatever stands after their first dot; # is a digit from 1.
static const char *const device_names[] = {"CON", "PRN", "AUX", "NUL", "COM#", "LPT#"};

static bool is_device(const char *stem, size_t length, const char *device)
{
    if (length != strlen(device))
        return false;
    for (size_t i = 0; i < length; i++) {
        bool fits = device[i] == '#' ? stem[i] >= '1' && stem[i] <= '9'
                                     : strncasecmp(&stem[i], &device[i], 1) == 0;
        if (!fits)
            return false;
    }
    return true;
}

// The length of the part before the first dot (spaces at its end apart), where it names a device;
// else 0.
static size_t device_length(const char *name)
{
    size_t length = strcspn(name, ".");
    while (length > 0 && name[length - 1] == ' ')
        length--;
    for (size_t i = 0; i < sizeof device_names / sizeof device_names[0]; i++) {
        if (is_device(name, length, device_names[i]))
            return length;
    }
    return 0;
}

static bool is_unsafe(unsigned code_point)
{
    bool is_control = code_point < ' ' || (code_point >= 0x7F && code_point < 0xA0);
    return is_control || (code_point < 0x7F && strchr("/\\:*?\"<>|", (int)code_point));
}

const char *file_safe_name(struct arena *arena, const char *name)
{
    struct text safe = {.arena = arena};
    for (unsigned code_point; (code_point = text_next(&name)) != 0;)
        text_add_code_point(&safe, is_unsafe(code_point) ? '-' : code_point);
    while (safe.length > 0 && strchr(". ", safe.bytes[safe.length - 1]))
        safe.bytes[--safe.length] = '\0';
    if (safe.length == 0)
        return "_";

    size_t device = device_length(safe.bytes);
    if (device == 0)
        return safe.bytes;
    return arena_print(arena, "%.*s_%s", (int)device, safe.bytes, safe.bytes + device);
}
