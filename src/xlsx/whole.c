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
    ENTRY_METHOD = 10,
    ENTRY_TIME = 12,
    ENTRY_CHECKSUM = 16,
    ENTRY_PACKED = 20,
    ENTRY_UNPACKED = 24,
    ENTRY_NAME = 28,
    ENTRY_EXTRA = 30,
    ENTRY_COMMENT = 32,
    ENTRY_LOCAL = 42,
    LOCAL_SIZE = 30,
    LOCAL_SIGNATURE = 0x04034b50,
    LOCAL_TIME = 10,
    LOCAL_NAME = 26,
    LOCAL_EXTRA = 28,
    STORED = 0,       // a method: as it is
    DAY_ONE = 0x0021, // 1 January 1980, the first that a zip file can have
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
    bool is_stored; // not packed
    bool is_xml;    // has tags: pictures do not
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
    return stream->total_out == part->size && checksum == part->checksum &&
           (!part->is_xml || ends_match(&ends));
}

static bool stored_is_whole(const struct part *part)
{
    uLong checksum = crc32(0, NULL, 0);
    checksum = crc32(checksum, part->packed.start, (uInt)part->packed.count);
    return part->packed.count == part->size && checksum == part->checksum;
}

static bool part_is_whole(const struct part *part)
{
    if (part->is_stored)
        return stored_is_whole(part);
    z_stream stream = {.next_in = part->packed.start, .avail_in = (uInt)part->packed.count};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    bool whole = unpacks(&stream, part);
    inflateEnd(&stream);
    return whole;
}

static bool name_ends(const unsigned char *entry, const char *end)
{
    size_t length = read_short(entry + ENTRY_NAME);
    size_t wanted = strlen(end);
    return length >= wanted && memcmp(entry + ENTRY_SIZE + length - wanted, end, wanted) == 0;
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
                          .size = read_long(entry + ENTRY_UNPACKED),
                          .is_stored = read_short(entry + ENTRY_METHOD) == STORED,
                          .is_xml = name_ends(entry, ".xml") || name_ends(entry, ".rels") ||
                                    name_ends(entry, ".vml")};
    return true;
}

// Where the directory starts, and how many entries it has; 0 where there is none.
static uint32_t find_directory(struct bytes file, size_t *offset)
{
    if (file.count < END_SIZE)
        return 0;
    const unsigned char *end = file.start + file.count - END_SIZE;
    *offset = read_long(end + END_DIRECTORY);
    return read_long(end) == END_SIGNATURE ? read_short(end + END_ENTRIES) : 0;
}

static bool is_entry(struct bytes file, size_t offset)
{
    return holds(file, offset, ENTRY_SIZE) && read_long(file.start + offset) == ENTRY_SIGNATURE &&
           holds(file, offset, ENTRY_SIZE + read_short(file.start + offset + ENTRY_NAME));
}

static size_t entry_length(const unsigned char *entry)
{
    return ENTRY_SIZE + read_short(entry + ENTRY_NAME) + read_short(entry + ENTRY_EXTRA) +
           read_short(entry + ENTRY_COMMENT);
}

static bool parts_are_whole(struct bytes file)
{
    size_t offset = 0;
    uint32_t entries = find_directory(file, &offset);
    for (uint32_t i = 0; i < entries; i++) {
        struct part part;
        if (!is_entry(file, offset) || !find_part(file, file.start + offset, &part) ||
            !part_is_whole(&part))
            return false;
        offset += entry_length(file.start + offset);
    }
    return entries > 0;
}

static void write_day_one(unsigned char *at)
{
    memcpy(at, (unsigned char[]){0, 0, DAY_ONE & 0xFF, DAY_ONE >> 8}, 4);
}

bool whole_timeless(unsigned char *bytes, size_t count)
{
    struct bytes file = {bytes, count};
    size_t offset = 0;
    if (!parts_are_whole(file))
        return false;
    uint32_t entries = find_directory(file, &offset);
    for (uint32_t i = 0; i < entries; i++) {
        write_day_one(bytes + offset + ENTRY_TIME);
        write_day_one(bytes + read_long(bytes + offset + ENTRY_LOCAL) + LOCAL_TIME);
        offset += entry_length(bytes + offset);
    }
    return true;
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

const char *whole_zlib_version(void)
{
    return zlibVersion();
}
