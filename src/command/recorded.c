#include "command/recorded.h"

#include "base/file.h"
#include "command/find_layout.h"
#include "record/issue.h"

// The copy of its layout that an issue has; NULL where it has none.
static const char *kept_layout(const struct recorded *recorded, const char *folder,
                               const char *layout, struct arena *arena)
{
    for (size_t i = 0; i < recorded->index.count; i++) {
        const struct index_entry *entry = &recorded->index.items[i];
        if (!text_equal(entry->kind, "definition") || !text_equal(entry->layout, layout) ||
            !text_equal(entry->file, layout))
            continue;
        const char *path = file_join(arena, folder, issue_path(&recorded->index, entry, arena));
        return file_exists(path) ? path : NULL;
    }
    return NULL;
}

static bool find_files(struct recorded *recorded, const char *workbook,
                       const struct index_entry *entry, struct arena *arena,
                       struct problems *problems)
{
    const char *folder = file_beside(arena, workbook, ".");
    bool is_issue = file_exists(file_beside(arena, workbook, ISSUE_NAME));
    const char *kept = is_issue ? kept_layout(recorded, folder, entry->layout, arena) : NULL;
    recorded->layout =
        kept ? kept : find_layout(entry->layout, (struct place){.file = workbook}, arena, problems);
    if (kept)
        recorded->input = file_join(arena, folder, ISSUE_INPUTS);
    return recorded->layout != NULL;
}

bool recorded_find(struct recorded *recorded, const char *workbook, const char *input,
                   struct arena *arena, struct problems *problems)
{
    const struct place place = {.file = workbook};
    *recorded = (struct recorded){.input = input};
    if (!index_read(&recorded->index, file_folder(arena, workbook), arena))
        return problem_error(problems, place, "build the workbooks again",
                             "the record beside it, %s, is damaged", INDEX_NAME);
    const struct index_entry *entry = index_find(&recorded->index, file_name(workbook));
    if (!entry)
        return problem_error(problems, place,
                             "build it again, or name its layout instead of the workbook",
                             "no record beside it, %s, says how it was made", INDEX_NAME);
    recorded->period = entry->as_at[0] != '\0' ? entry->as_at : NULL;
    recorded->recipient = entry->name[0] != '\0' ? entry->name : NULL;
    return find_files(recorded, workbook, entry, arena, problems);
}

bool recorded_differs(const struct recorded *recorded, const char *path, const char *sha256,
                      struct arena *arena)
{
    const char *name = recorded->input ? file_seen_from(arena, recorded->input, path) : path;
    for (size_t i = 0; i < recorded->index.count; i++) {
        const struct index_entry *entry = &recorded->index.items[i];
        if (text_equal(entry->kind, "input") && text_equal(entry->file, name))
            return !text_equal(entry->sha256, sha256);
    }
    return false;
}
