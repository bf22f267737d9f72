#include "table/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_ROOM = 64 * 1024 };

static const char save_as_csv[] = "in Excel, save it as 'CSV UTF-8 (Comma delimited)'";

static struct place lines_place(const struct lines *lines)
{
    return (struct place){.file = lines->file, .line = lines->number};
}

// Makes room for more bytes behind those not yet handed out, which go to the front.
static bool make_room(struct lines *lines)
{
    size_t kept = lines->used - lines->start;
    if (lines->start > 0)
        memmove(lines->buffer, lines->buffer + lines->start, kept);
    lines->start = 0;
    lines->used = kept;
    if (kept + 1 < lines->room)
        return true;
    if (lines->room >= LINES_LONGEST) {
        struct place place = {.file = lines->file, .line = lines->number + 1};
        return problem_error(lines->problems, place, save_as_csv,
                             "the line is longer than a row can be: this is no CSV");
    }
    size_t room = lines->room == 0 ? FIRST_ROOM : lines->room * 2;
    lines->buffer = arena_grow(lines->arena, lines->buffer, lines->room, room);
    lines->room = room;
    return true;
}

// Reads some more of the file; false where it cannot be read. A pipe may give less than asked for.
static bool lines_fill(struct lines *lines)
{
    if (!make_room(lines)) {
        lines->failed = true;
        return false;
    }
    ssize_t count;
    do {
        count = read(lines->descriptor, lines->buffer + lines->used, lines->room - lines->used - 1);
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        lines->failed = true;
        return problem_error(lines->problems, (struct place){.file = lines->file}, NULL,
                             "cannot be read: %s", strerror(errno));
    }
    lines->at_end = count == 0;
    lines->used += (size_t)count;
    lines->buffer[lines->used] = '\0';
    return true;
}

// Judges the file by its first bytes.
static bool lines_begin(struct lines *lines)
{
    enum { LONGEST_START = 4 };
    static const char mark[] = "\xEF\xBB\xBF"; // byte order mark
    do {
        if (!lines_fill(lines))
            return false;
    } while (!lines->at_end && lines->used < LONGEST_START);

    const char *refusal = encoding_refusal(lines->buffer, lines->used);
    if (refusal)
        return problem_error(lines->problems, (struct place){.file = lines->file}, save_as_csv,
                             "the file is %s", refusal);
    if (strncmp(lines->buffer, mark, strlen(mark)) == 0) {
        lines->encoding = LINES_UTF8;
        lines->start = strlen(mark);
    }
    return true;
}

bool lines_open(struct lines *lines, const char *path, struct arena *arena,
                struct problems *problems)
{
    *lines = (struct lines){.file = arena_copy(problems->arena, path),
                            .descriptor = open(path, O_RDONLY | O_CLOEXEC),
                            .arena = arena,
                            .problems = problems,
                            .converted = {.arena = arena}};
    if (lines->descriptor < 0)
        return problem_error(problems, (struct place){.file = lines->file}, NULL,
                             "cannot be opened: %s", strerror(errno));
    if (lines_begin(lines))
        return true;
    lines_close(lines);
    return false;
}

void lines_close(struct lines *lines)
{
    if (lines->descriptor >= 0)
        close(lines->descriptor);
    lines->descriptor = -1;
}

// Finds where the line at `start` ends: its length, and how many bytes end it (0 at the end of the
// file). Reads on until the end is in the buffer, and what follows a CR with it.
static bool find_end(struct lines *lines, size_t *length, size_t *ending)
{
    for (;;) {
        // Stops also at the NUL after the last byte, and at one that stands in the file.
        const char *text = lines->buffer + lines->start;
        *length = strcspn(text, "\r\n");
        size_t left = lines->used - lines->start - *length;
        bool is_return = text[*length] == '\r';
        if (left >= 2 || (left == 1 && !is_return) || lines->at_end) {
            bool is_pair = is_return && left >= 2 && text[*length + 1] == '\n';
            *ending = is_pair ? 2 : left > 0 ? 1 : 0;
            return true;
        }
        if (!lines_fill(lines))
            return false;
    }
}

// Converts the line, `broken` its first byte that is not UTF-8, and warns at the first such line.
static bool convert_line(struct lines *lines, const char *broken)
{
    lines->converted.length = 0;
    const char *unknown = encoding_add_windows_1252(&lines->converted, lines->text, lines->length);
    if (unknown)
        return problem_error(lines->problems, lines_place(lines), save_as_csv,
                             "the byte 0x%02X is neither UTF-8 nor Windows-1252",
                             (unsigned)(unsigned char)*unknown);
    if (lines->encoding != LINES_WINDOWS_1252) {
        struct text example = {.arena = lines->arena};
        encoding_add_windows_1252(&example, broken, 1);
        problem_warn(lines->problems, lines_place(lines),
                     "check pound signs, dashes and accents; or, in Excel, save it as "
                     "'CSV UTF-8 (Comma delimited)'",
                     "the file is not UTF-8: it is read as Windows-1252, this line with '%s'",
                     text_done(&example));
        lines->encoding = LINES_WINDOWS_1252;
    }
    text_add_char(&lines->converted, '\n');
    lines->text = lines->converted.bytes;
    lines->length = lines->converted.length - 1;
    return true;
}

// Makes the line UTF-8, and sees that nothing is in it that no cell can hold.
static bool decode_line(struct lines *lines)
{
    if (encoding_is_plain(lines->text, lines->length))
        return true;
    const char *high = encoding_find_non_ascii(lines->text, lines->length);
    const char *broken = high ? encoding_find_broken(lines->text, lines->length) : NULL;
    if (lines->encoding == LINES_UTF8 && broken)
        return problem_error(lines->problems, lines_place(lines), save_as_csv,
                             "the byte 0x%02X is not UTF-8, but the file is so far",
                             (unsigned)(unsigned char)*broken);
    if (high && (broken || lines->encoding == LINES_WINDOWS_1252)) {
        if (!convert_line(lines, broken))
            return false;
    } else if (high) {
        lines->encoding = LINES_UTF8;
    }
    const char *unfit = encoding_find_unfit(lines->text, lines->length);
    if (!unfit)
        return true;
    return problem_error(lines->problems, lines_place(lines), "remove it, or save the file again",
                         "the line holds a control character (U+%04X), which no cell can hold",
                         text_next(&unfit));
}

bool lines_next(struct lines *lines)
{
    size_t length;
    size_t ending;
    if (lines->failed || !find_end(lines, &length, &ending))
        return false;
    if (length == 0 && ending == 0)
        return false;

    lines->number++;
    lines->text = lines->buffer + lines->start;
    lines->length = length;
    lines->start += length + ending;
    if (ending > 0 && lines->text[length] == '\0') {
        lines->failed = true;
        return problem_error(lines->problems, lines_place(lines), save_as_csv,
                             "the line holds a NUL byte: this is no CSV, or one in UTF-16");
    }
    lines->text[length] = '\n';
    lines->failed = !decode_line(lines);
    return !lines->failed;
}
