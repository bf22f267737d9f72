#include "xlsx/whole.h"

// So that zlib's type says that it only reads what next_in points at.
#define ZLIB_CONST

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

// The layout of a zip file, from PKWARE's APPNOTE: sections 4.3.7, 4.3.12 and 4.3.16.
enum {
    END_SIZE = 22,
    END_SIGNATURE = 0x06054b50,
    END_ENTRIES = 10,
    END_DIRECTORY = 16,
    ENTRY_SIZE = 46,
    ENTRY_SIGNATURE = 0x02014b50,
    ENTRY_CHECKSUM = 16,
    ENTRY_PACKED = 20,
    ENTRY_UNPACKED = 24,
    ENTRY_NAME = 28,
    ENTRY_EXTRA = 30,
    ENTRY_COMMENT = 32,
    ENTRY_LOCAL = 42,
    LOCAL_SIZE = 30,
    LOCAL_SIGNATURE = 0x04034b50,
    LOCAL_NAME = 26,
    LOCAL_EXTRA = 28,
};

struct bytes {
    const unsigned char *start;
    size_t count;
};

// One part as the directory describes it.
struct part {
    struct bytes packed;
    uint32_t checksum;
    uint32_t size;
};

// Enough of a part to see its first tag, and the last one.
enum { HEAD_SIZE = 256, TAIL_SIZE = 64, CHUNK = 65536 };

struct ends {
    char head[HEAD_SIZE + 1];
    size_t head_length;
    char tail[TAIL_SIZE + 1];
    size_t tail_length;
};

static uint32_t read_short(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static uint32_t read_long(const unsigned char *at)
{
    return read_short(at) | read_short(at + 2) << 16;
}

// Whether `size` bytes from an offset on lie inside the file.
static bool holds(struct bytes file, size_t offset, size_t size)
{
    return offset <= file.count && size <= file.count - offset;
}

static void keep_ends(struct ends *ends, const unsigned char *bytes, size_t count)
{
    size_t head = HEAD_SIZE - ends->head_length;
    if (head > count)
        head = count;
    memcpy(ends->head + ends->head_length, bytes, head);
    ends->head_length += head;

    if (count >= TAIL_SIZE) {
        memcpy(ends->tail, bytes + count - TAIL_SIZE, TAIL_SIZE);
        ends->tail_length = TAIL_SIZE;
        return;
    }
    size_t kept = TAIL_SIZE - count;
    if (kept > ends->tail_length)
        kept = ends->tail_length;
    memmove(ends->tail, ends->tail + ends->tail_length - kept, kept);
    memcpy(ends->tail + kept, bytes, count);
    ends->tail_length = kept + count;
}

// The name in the first tag of a part, past the XML declaration; its length, 0 where there is none.
static size_t first_tag(const char *head, const char **name)
{
    const char *open = strchr(head, '<');
    while (open && (open[1] == '?' || open[1] == '!'))
        open = strchr(open + 1, '<');
    if (!open)
        return 0;
    *name = open + 1;
    return strcspn(*name, " />\n\r\t");
}

// Whether the last tag closes the first: <sst ...>...</sst>.
static bool ends_match(struct ends *ends)
{
    ends->head[ends->head_length] = '\0';
    ends->tail[ends->tail_length] = '\0';
    const char *name;
    size_t length = first_tag(ends->head, &name);
    const char *close = strrchr(ends->tail, '<');
    return length > 0 && close && close[1] == '/' && strncmp(close + 2, name, length) == 0 &&
           close[2 + length] == '>';
}

// Unpacks all of a part, chunk by chunk; whether size, checksum and ends are right.
static bool unpacks(z_stream *stream, const struct part *part)
{
    unsigned char chunk[CHUNK];
    struct ends ends = {.head_length = 0};
    uLong checksum = crc32(0, NULL, 0);
    int state = Z_OK;
    while (state == Z_OK) {
        stream->next_out = chunk;
        stream->avail_out = CHUNK;
        state = inflate(stream, Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END)
            return false;
        size_t count = CHUNK - stream->avail_out;
        checksum = crc32(checksum, chunk, (uInt)count);
        keep_ends(&ends, chunk, count);
    }
    return stream->total_out == part->size && checksum == part->checksum && ends_match(&ends);
}

static bool part_is_whole(const struct part *part)
{
    z_stream stream = {.next_in = part->packed.start, .avail_in = (uInt)part->packed.count};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    bool whole = unpacks(&stream, part);
    inflateEnd(&stream);
    return whole;
}

// The part that a directory entry describes; false where it does not lie inside the file.
static bool find_part(struct bytes file, const unsigned char *entry, struct part *part)
{
    size_t local = read_long(entry + ENTRY_LOCAL);
    if (!holds(file, local, LOCAL_SIZE) || read_long(file.start + local) != LOCAL_SIGNATURE)
        return false;
    size_t data = local + LOCAL_SIZE + read_short(file.start + local + LOCAL_NAME) +
                  read_short(file.start + local + LOCAL_EXTRA);
    size_t packed = read_long(entry + ENTRY_PACKED);
    if (!holds(file, data, packed))
        return false;
    *part = (struct part){.packed = {file.start + data, packed},
                          .checksum = read_long(entry + ENTRY_CHECKSUM),
                          .size = read_long(entry + ENTRY_UNPACKED)};
    return true;
}

static bool parts_are_whole(struct bytes file)
{
    if (file.count < END_SIZE)
        return false;
    const unsigned char *end = file.start + file.count - END_SIZE;
    if (read_long(end) != END_SIGNATURE)
        return false;
    uint32_t entries = read_short(end + END_ENTRIES);
    size_t offset = read_long(end + END_DIRECTORY);
    for (uint32_t i = 0; i < entries; i++) {
        const unsigned char *entry = file.start + offset;
        struct part part;
        if (!holds(file, offset, ENTRY_SIZE) || read_long(entry) != ENTRY_SIGNATURE ||
            !find_part(file, entry, &part) || !part_is_whole(&part))
            return false;
        offset += ENTRY_SIZE + read_short(entry + ENTRY_NAME) + read_short(entry + ENTRY_EXTRA) +
                  read_short(entry + ENTRY_COMMENT);
    }
    return entries > 0;
}

static bool descriptor_is_whole(int descriptor)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size == 0)
        return false;
    size_t count = (size_t)status.st_size;
    void *start = mmap(NULL, count, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (start == MAP_FAILED)
        return false;
    bool whole = parts_are_whole((struct bytes){start, count});
    munmap(start, count);
    return whole;
}

bool whole_workbook(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    bool whole = descriptor_is_whole(descriptor);
    close(descriptor);
    return whole;
}
