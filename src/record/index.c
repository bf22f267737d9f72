#include "record/index.h"

#include "base/file.h"
#include "base/list.h"
#include "base/problem.h"
#include "base/text.h"
#include "table/print.h"
#include "table/table.h"

#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const headings[] = {"kind",   "recipient", "contact", "file",
                                       "sha256", "bytes",     "lines",   "lights",
                                       "as_at",  "layout",    "edition", "made_from"};
enum { HEADING_COUNT = sizeof headings / sizeof *headings };

// In the order of the record; kinds that are not listed come last.
static const char *const kinds[] = {INDEX_UNFINISHED, "workbook",   "pdf",    "ods",    "record",
                                    "input",          "definition", "option", "program"};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static size_t kind_number(const char *kind)
{
    size_t number = 0;
    while (number < KIND_COUNT && !text_equal(kinds[number], kind))
        number++;
    return number;
}

static int compare(const void *one, const void *other)
{
    const struct index_entry *first = one;
    const struct index_entry *second = other;
    size_t kind = kind_number(first->kind);
    size_t other_kind = kind_number(second->kind);
    if (kind != other_kind)
        return kind < other_kind ? -1 : 1;
    int by_file = strcmp(first->file, second->file);
    return by_file != 0 ? by_file : strcmp(first->layout, second->layout);
}

static void add_entry(struct text *csv, const struct index_entry *entry)
{
    const char *cells[HEADING_COUNT] = {
        entry->kind,
        entry->name,
        entry->contact,
        entry->file,
        entry->sha256,
        entry->bytes > 0 ? arena_print(csv->arena, "%zu", entry->bytes) : "",
        entry->lines > 0 ? arena_print(csv->arena, "%zu", entry->lines) : "",
        entry->lights,
        entry->as_at,
        entry->layout,
        entry->edition,
        entry->made_from,
    };
    table_print_row(csv, cells, HEADING_COUNT);
}

const char *index_print(struct index *index, struct arena *arena)
{
    struct text csv = {.arena = arena};
    qsort(index->items, index->count, sizeof *index->items, compare);
    table_print_row(&csv, headings, HEADING_COUNT);
    for (size_t i = 0; i < index->count; i++)
        add_entry(&csv, &index->items[i]);
    return text_done(&csv);
}

static struct index_entry entry_of_row(const struct row *row)
{
    return (struct index_entry){
        .kind = row_cell(row, 0),
        .name = row_cell(row, 1),
        .contact = row_cell(row, 2),
        .file = row_cell(row, 3),
        .sha256 = row_cell(row, 4),
        .bytes = strtoul(row_cell(row, 5), NULL, 10),
        .lines = strtoul(row_cell(row, 6), NULL, 10),
        .lights = row_cell(row, 7),
        .as_at = row_cell(row, 8),
        .layout = row_cell(row, 9),
        .edition = row_cell(row, 10),
        .made_from = row_cell(row, 11),
    };
}

bool index_read(struct index *index, const char *folder, struct arena *arena)
{
    const char *path = file_join(arena, folder, INDEX_NAME);
    struct problems problems;
    struct table table;
    *index = (struct index){0};
    if (!file_exists(path))
        return true;
    problems_init(&problems, arena);
    if (!table_read(path, arena, &problems, &table) || table.headings.count != HEADING_COUNT)
        return false;
    for (size_t i = 0; i < HEADING_COUNT; i++) {
        if (!text_equal(table.headings.cells[i], headings[i]))
            return false;
    }
    index->items = arena_array(arena, struct index_entry, table.count + 1);
    for (size_t i = 0; i < table.count; i++) {
        index->items[index->count] = entry_of_row(&table.rows[i]);
        index->is_unfinished |= text_equal(index->items[index->count++].kind, INDEX_UNFINISHED);
    }
    return true;
}

const struct index_entry *index_find(const struct index *index, const char *file)
{
    for (size_t i = 0; i < index->count; i++) {
        if (text_equal(index->items[i].file, file))
            return &index->items[i];
    }
    return NULL;
}

struct index_entry index_entry_of(const char *kind, const char *file, const char *layout)
{
    return (struct index_entry){.kind = kind,
                                .name = "",
                                .contact = "",
                                .file = file,
                                .sha256 = "",
                                .lights = "",
                                .as_at = "",
                                .layout = layout,
                                .edition = "",
                                .made_from = ""};
}

const char *index_sha256(const char *text, struct arena *arena)
{
    char *sha256 = arena_take(arena, SHA256_DIGEST_STRING_LENGTH);
    SHA256Data((const uint8_t *)text, strlen(text), sha256);
    return sha256;
}

const char *index_made_from(const struct index_entry *entries, size_t count, struct arena *arena)
{
    struct text lines = {.arena = arena};
    struct index_entry *sorted = arena_array(arena, struct index_entry, count + 1);
    memcpy(sorted, entries, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare);
    for (size_t i = 0; i < count; i++)
        text_print(&lines, "%s %s %s\n", sorted[i].kind, sorted[i].file, sorted[i].sha256);
    return index_sha256(text_done(&lines), arena);
}

bool index_measure(struct index_entry *entry, const char *path, struct arena *arena)
{
    struct stat status;
    char *sha256 = arena_take(arena, SHA256_DIGEST_STRING_LENGTH);
    if (stat(path, &status) != 0 || !SHA256File(path, sha256))
        return false;
    entry->sha256 = sha256;
    entry->bytes = (size_t)status.st_size;
    return true;
}
