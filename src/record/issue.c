#include "record/issue.h"

#include "base/file.h"
#include "table/print.h"
#include "table/table.h"

#include <stdlib.h>
#include <string.h>

static const char *const headings[] = {"issue", "period", "number", "kind",
                                       "file",  "sha256", "why"};
enum { HEADING_COUNT = sizeof headings / sizeof *headings };

// Names -------------------------------------------------------------------------------------------

static const char *without_slash(struct arena *arena, const char *folder)
{
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    return arena_copy_part(arena, folder, length);
}

// The folder as seen from the output folder; its last part where it lies elsewhere.
static const char *name_of(const char *output, const char *folder, struct arena *arena)
{
    size_t length = strlen(output);
    if (text_equal(folder, output))
        return "";
    if (strncmp(folder, output, length) == 0 && folder[length] == '/')
        return folder + length + 1;
    return text_starts(folder, "/") || strstr(folder, "..") ? file_name(folder)
                                                            : arena_copy(arena, folder);
}

const char *issues_folder(const char *output, const char *folder, const char *period,
                          struct arena *arena)
{
    output = without_slash(arena, output);
    const char *name = name_of(output, without_slash(arena, folder), arena);
    if (period[0] != '\0' && text_equal(file_name(name), period))
        name = without_slash(arena, file_folder(arena, name));
    if (name[0] == '\0')
        name = "all";
    return file_join(arena, file_join(arena, output, ISSUES_FOLDER), name);
}

const char *issue_period(const struct index *index)
{
    const char *newest = "";
    for (size_t i = 0; i < index->count; i++) {
        const struct index_entry *entry = &index->items[i];
        if (text_equal(entry->kind, "workbook") && strcmp(entry->as_at, newest) > 0)
            newest = entry->as_at;
    }
    return newest;
}

// How many folders up the highest of a layout's files lies.
static size_t levels_up(const struct index *index, const char *layout)
{
    size_t most = 0;
    for (size_t i = 0; i < index->count; i++) {
        const char *file = index->items[i].file;
        size_t levels = 0;
        if (!text_equal(index->items[i].layout, layout))
            continue;
        for (; text_starts(file, "../"); file += 3)
            levels++;
        most = levels > most ? levels : most;
    }
    return most;
}

static const char *definition_path(const struct index *index, const struct index_entry *entry,
                                   struct arena *arena)
{
    struct text folder = {.arena = arena};
    size_t stem = strcspn(entry->layout, ".");
    text_print(&folder, "%s/%.*s/", ISSUE_DEFINITIONS, (int)stem, entry->layout);
    for (size_t i = levels_up(index, entry->layout); i > 0; i--)
        text_add(&folder, "in/");
    return file_beside(arena, text_done(&folder), entry->file);
}

const char *issue_path(const struct index *index, const struct index_entry *entry,
                       struct arena *arena)
{
    static const char *const as_they_are[] = {"workbook", "pdf", "ods", "record"};
    for (size_t i = 0; i < sizeof as_they_are / sizeof *as_they_are; i++) {
        if (text_equal(entry->kind, as_they_are[i]))
            return entry->file;
    }
    if (text_equal(entry->kind, "input"))
        return file_join(arena, ISSUE_INPUTS, entry->file);
    return text_equal(entry->kind, "definition") ? definition_path(index, entry, arena) : NULL;
}

// The record --------------------------------------------------------------------------------------

static bool has_headings(const struct table *table)
{
    bool are_there = table->headings.count == HEADING_COUNT;
    for (size_t i = 0; are_there && i < HEADING_COUNT; i++)
        are_there = text_equal(table->headings.cells[i], headings[i]);
    return are_there;
}

bool issues_read(struct issues *issues, const char *path, struct arena *arena,
                 struct problems *problems)
{
    struct table table;
    struct problems unused;
    problems_init(&unused, arena);
    if (!file_exists(path))
        return true;
    if (!table_read(path, arena, &unused, &table) || !has_headings(&table))
        return problem_error(
            problems, (struct place){.file = path},
            "put back the file as it was written: it is the record of what was issued",
            "the record is damaged");
    for (size_t i = 0; i < table.count; i++) {
        const struct row *row = &table.rows[i];
        *list_add(arena, &issues->items) = (struct issue_entry){
            row_cell(row, 0), row_cell(row, 1), row_cell(row, 2), row_cell(row, 3),
            row_cell(row, 4), row_cell(row, 5), row_cell(row, 6)};
    }
    return true;
}

const char *issues_print(const struct issues *issues, struct arena *arena)
{
    struct text csv = {.arena = arena};
    table_print_row(&csv, headings, HEADING_COUNT);
    for (size_t i = 0; i < issues->items.count; i++) {
        const struct issue_entry *entry = &issues->items.items[i];
        const char *cells[HEADING_COUNT] = {entry->issue, entry->period, entry->number, entry->kind,
                                            entry->file,  entry->sha256, entry->why};
        table_print_row(&csv, cells, HEADING_COUNT);
    }
    return text_done(&csv);
}

size_t issues_last(const struct issues *issues, const char *period)
{
    size_t last = 0;
    for (size_t i = 0; i < issues->items.count; i++) {
        const struct issue_entry *entry = &issues->items.items[i];
        size_t number = strtoul(entry->number, NULL, 10);
        if (text_equal(entry->period, period) && number > last)
            last = number;
    }
    return last;
}

const char *issue_name(const char *period, size_t number, struct arena *arena)
{
    return arena_print(arena, "%s-%zu", file_safe_name(arena, period), number);
}

const char *issue_find_last(const char *output, const char *folder, const char *period,
                            struct arena *arena, struct problems *problems)
{
    struct issues issues = {0};
    const char *kept = issues_folder(output, folder, period, arena);
    if (!issues_read(&issues, file_join(arena, kept, ISSUES_NAME), arena, problems))
        return NULL;
    size_t last = issues_last(&issues, period);
    return last > 0 ? file_join(arena, kept, issue_name(period, last, arena)) : NULL;
}
