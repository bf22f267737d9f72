// Giving what was written its names, with the records of the folders.
#include "command/job.h"

#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum exit_status say_failure(const char *path)
{
    fprintf(stderr, "scorebook: cannot write '%s': %s\n", path, strerror(errno));
    return EXIT_SYSTEM;
}

// One folder at a time: what stands in it, what is to be changed.
struct placing {
    struct run *run;
    struct folder *folder;
    LIST(const char *) leaving; // files that nothing makes any more
    bool changes;               // a file gets a name, or leaves
};

static struct arena *arena_of(const struct placing *placing)
{
    return &placing->run->arena;
}

static const char *path_in(const struct placing *placing, const char *file)
{
    return file_join(arena_of(placing), placing->folder->path, file);
}

static void add_entry(struct placing *placing, struct index_entry entry)
{
    *list_add(arena_of(placing), &placing->folder->entries.items) = entry;
}

// What is the same as what is there -------------------------------------------------------------

static void drop_if_same(const char **part, const char *path)
{
    if (*part && file_same(*part, path)) {
        file_drop(*part);
        *part = NULL;
    }
}

// A workbook whose bytes are there already keeps its file, and the time of it.
static void drop_same(struct workbook *workbook)
{
    bool was_written = workbook->part != NULL;
    drop_if_same(&workbook->part, workbook->path);
    workbook->is_unchanged |= was_written && !workbook->part;
    for (enum paper_kind kind = 0; kind < PAPER_KINDS; kind++)
        drop_if_same(&workbook->papers[kind].part, workbook->papers[kind].path);
}

// Entries -----------------------------------------------------------------------------------------

static bool measure(struct placing *placing, struct index_entry *entry, const char *part,
                    const char *path)
{
    placing->changes |= part != NULL;
    return index_measure(entry, part ? part : path, arena_of(placing));
}

static bool add_papers(struct placing *placing, struct workbook *workbook)
{
    for (enum paper_kind kind = 0; kind < PAPER_KINDS; kind++) {
        struct paper *paper = &workbook->papers[kind];
        if (!paper->path)
            continue;
        if (!measure(placing, &paper->entry, paper->part, paper->path))
            return false;
        add_entry(placing, paper->entry);
    }
    return true;
}

// Of a workbook that was left out, the record says what it said.
static bool add_workbook(struct placing *placing, struct workbook *workbook)
{
    const struct index_entry *old = index_find(&placing->folder->old, workbook->entry.file);
    bool is_made = workbook->part || workbook->is_unchanged;
    if (!is_made && !old)
        return true;
    if (is_made && !measure(placing, &workbook->entry, workbook->part, workbook->path))
        return false;
    run_keep_papers(placing->run, workbook, &placing->folder->old);
    add_entry(placing, is_made ? workbook->entry : *old);
    return add_papers(placing, workbook);
}

static bool add_job(struct placing *placing, struct job *job)
{
    bool any = false;
    for (size_t i = 0; i < job->workbooks.count; i++) {
        struct workbook *workbook = &job->workbooks.items[i];
        if (workbook->folder != placing->folder)
            continue;
        drop_same(workbook);
        if (!add_workbook(placing, workbook))
            return false;
        any = true;
    }
    for (size_t i = 0; any && i < job->made_of.items.count; i++)
        add_entry(placing, job->made_of.items.items[i]);
    return true;
}

static bool is_listed(const struct placing *placing, const char *file)
{
    struct index now = {.items = placing->folder->entries.items.items,
                        .count = placing->folder->entries.items.count};
    return index_find(&now, file) != NULL;
}

static bool is_made_file(const struct index_entry *entry)
{
    static const char *const kinds[] = {"workbook", "pdf", "ods"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (text_equal(entry->kind, kinds[i]))
            return text_equal(file_name(entry->file), entry->file);
    }
    return false;
}

// What other layouts made stays; what this run's layouts do not make any more goes.
static void sort_old(struct placing *placing)
{
    struct folder *folder = placing->folder;
    size_t old_count = folder->old.count;
    for (size_t i = 0; i < old_count; i++) {
        const struct index_entry *old = &folder->old.items[i];
        bool is_of_all = old->layout[0] == '\0'; // the record of figures, made anew
        if (is_of_all)
            continue;
        if (!run_makes(placing->run, folder, old))
            add_entry(placing, *old);
        else if (is_made_file(old) && !is_listed(placing, old->file))
            *list_add(arena_of(placing), &placing->leaving) = old->file;
    }
    placing->changes |= placing->leaving.count > 0;
}

// Figures -----------------------------------------------------------------------------------------

// The workbook of this run under that name, or NULL.
static const struct workbook *find_workbook(const struct placing *placing, const char *file)
{
    for (size_t i = 0; i < placing->run->jobs.count; i++) {
        const struct job *job = &placing->run->jobs.items[i];
        for (size_t k = 0; k < job->workbooks.count; k++) {
            const struct workbook *workbook = &job->workbooks.items[k];
            if (workbook->folder == placing->folder && text_equal(workbook->entry.file, file))
                return workbook;
        }
    }
    return NULL;
}

// Whether rows of the old record are of a workbook that this run leaves as it is.
static bool stays(const struct spool_part *part, void *data)
{
    const struct placing *placing = data;
    if (!run_shows(placing->run, placing->folder, part->layout))
        return true;
    if (part->workbook[0] == '\0' || !is_listed(placing, part->workbook))
        return false;
    const struct workbook *workbook = find_workbook(placing, part->workbook);
    return !workbook || !workbook->is_wanted || workbook->is_failed; // or of another edition
}

// Whether the record speaks of workbooks that this run neither made nor found as they would be.
static bool needs_old_figures(const struct placing *placing)
{
    const struct folder *folder = placing->folder;
    for (size_t i = 0; i < folder->entries.items.count; i++) {
        const struct index_entry *entry = &folder->entries.items.items[i];
        const struct index_entry *old = index_find(&folder->old, entry->file);
        if (text_equal(entry->kind, "workbook") && old && old->sha256 == entry->sha256)
            return true; // the very entry
    }
    return false;
}

// The old figures are lost: what stays is to be made again the next time it is asked for.
static void forget_made_from(struct placing *placing, const struct problems *problems)
{
    struct folder *folder = placing->folder;
    for (size_t i = 0; i < folder->entries.items.count; i++) {
        struct index_entry *entry = &folder->entries.items.items[i];
        const struct index_entry *old = index_find(&folder->old, entry->file);
        if (text_equal(entry->kind, "workbook") && old && old->sha256 == entry->sha256)
            entry->made_from = "";
    }
    fprintf(stderr,
            "%s: warning: %s; figures of workbooks that were not made now are no longer in it\n",
            path_in(placing, FIGURES_NAME), problems->items[0].message);
}

// A recipient's figures may have been gathered before it showed that its workbook cannot be made.
static void drop_failed(const struct placing *placing)
{
    for (size_t i = 0; i < placing->run->jobs.count; i++) {
        const struct job *job = &placing->run->jobs.items[i];
        for (size_t k = 0; k < job->workbooks.count; k++) {
            const struct workbook *workbook = &job->workbooks.items[k];
            if (workbook->is_failed && workbook->folder == placing->folder)
                spool_drop(&placing->folder->figures, workbook->entry.file);
        }
    }
}

static void keep_old_figures(struct placing *placing)
{
    struct problems problems;
    if (!needs_old_figures(placing))
        return;
    problems_init(&problems, arena_of(placing));
    if (!spool_add_old(&placing->folder->figures, placing->folder->path, stays, placing, &problems))
        forget_made_from(placing, &problems);
}

// Records -----------------------------------------------------------------------------------------

static enum exit_status write_part(const char *part, const char *path, const char *text)
{
    FILE *file = fopen(part, "wb");
    bool written = file && fputs(text, file) >= 0;
    if (file && fclose(file) != 0)
        written = false;
    if (written)
        return EXIT_DONE;
    enum exit_status status = say_failure(path);
    file_drop(part);
    return status;
}

static enum exit_status place(const char *part, const char *path)
{
    if (!part || file_place(part, path))
        return EXIT_DONE;
    enum exit_status status = say_failure(path);
    file_drop(part);
    return status;
}

// The record in its new words; `is_done` false: with a line that says it is not finished.
static enum exit_status write_index(struct placing *placing, bool is_done)
{
    struct arena *arena = arena_of(placing);
    struct entries entries = {0};
    for (size_t i = 0; i < placing->folder->entries.items.count; i++)
        *list_add(arena, &entries.items) = placing->folder->entries.items.items[i];
    for (size_t i = 0; !is_done && i < placing->leaving.count; i++)
        *list_add(arena, &entries.items) =
            *index_find(&placing->folder->old, placing->leaving.items[i]);
    if (!is_done)
        *list_add(arena, &entries.items) = index_entry_of(INDEX_UNFINISHED, INDEX_NAME, "");
    struct index index = {.items = entries.items.items, .count = entries.items.count};
    const char *path = path_in(placing, INDEX_NAME);
    const char *part = file_beside_target(arena, path);
    enum exit_status status = write_part(part, path, index_print(&index, arena));
    if (status == EXIT_DONE && is_done && file_same(part, path)) {
        file_drop(part);
        return EXIT_DONE;
    }
    return status == EXIT_DONE ? place(part, path) : status;
}

// Writes the figures beside their name, unless they are as they were.
static enum exit_status write_figures(struct placing *placing)
{
    struct folder *folder = placing->folder;
    struct index_entry entry = index_entry_of("record", FIGURES_NAME, "");
    const char *path = path_in(placing, FIGURES_NAME);
    folder->figures_part = file_beside_target(arena_of(placing), path);
    bool written = spool_write(&folder->figures, folder->figures_part);
    if (written)
        drop_if_same(&folder->figures_part, path);
    if (written && measure(placing, &entry, folder->figures_part, path)) {
        add_entry(placing, entry);
        return EXIT_DONE;
    }
    enum exit_status status = say_failure(path);
    if (folder->figures_part)
        file_drop(folder->figures_part);
    return status;
}

// revisions.csv, where the folder was compared and anything differs; else an old one leaves.
static enum exit_status write_revisions(struct placing *placing)
{
    struct folder *folder = placing->folder;
    struct arena *arena = arena_of(placing);
    struct index_entry entry = index_entry_of("record", REVISIONS_NAME, "");
    const char *path = path_in(placing, REVISIONS_NAME);
    if (!folder->revisions || folder->revisions->items.count == 0) {
        if (index_find(&folder->old, REVISIONS_NAME)) {
            *list_add(arena, &placing->leaving) = REVISIONS_NAME;
            placing->changes = true;
        }
        return EXIT_DONE;
    }
    folder->revisions_part = file_beside_target(arena, path);
    enum exit_status status =
        write_part(folder->revisions_part, path, revisions_print(folder->revisions, arena));
    if (status != EXIT_DONE)
        return status;
    drop_if_same(&folder->revisions_part, path);
    if (!measure(placing, &entry, folder->revisions_part, path))
        return say_failure(path);
    add_entry(placing, entry);
    return EXIT_DONE;
}

static enum exit_status place_workbook(const struct workbook *workbook)
{
    enum exit_status status = place(workbook->part, workbook->path);
    for (enum paper_kind kind = 0; status == EXIT_DONE && kind < PAPER_KINDS; kind++)
        status = place(workbook->papers[kind].part, workbook->papers[kind].path);
    return status;
}

static enum exit_status place_workbooks(const struct placing *placing)
{
    enum exit_status status = EXIT_DONE;
    for (size_t i = 0; i < placing->run->jobs.count; i++) {
        const struct job *job = &placing->run->jobs.items[i];
        for (size_t k = 0; status == EXIT_DONE && k < job->workbooks.count; k++) {
            if (job->workbooks.items[k].folder == placing->folder)
                status = place_workbook(&job->workbooks.items[k]);
        }
    }
    return status;
}

static void remove_leaving(const struct placing *placing)
{
    for (size_t i = 0; i < placing->leaving.count; i++) {
        const char *file = placing->leaving.items[i];
        const char *path = path_in(placing, file);
        const struct index_entry *old = index_find(&placing->folder->old, file);
        bool is_workbook = text_equal(old->kind, "workbook");
        if (unlink(path) == 0)
            printf("%s: removed; %s\n", path,
                   is_workbook                        ? "nothing makes it any more"
                   : text_equal(file, REVISIONS_NAME) ? "nothing was compared, or nothing differs"
                                                      : "it was of an earlier workbook");
    }
}

static enum exit_status place_all(struct placing *placing)
{
    enum exit_status status = write_index(placing, false);
    if (status == EXIT_DONE)
        status = place(placing->folder->figures_part, path_in(placing, FIGURES_NAME));
    if (status == EXIT_DONE)
        status = place(placing->folder->revisions_part, path_in(placing, REVISIONS_NAME));
    if (status == EXIT_DONE)
        status = place_workbooks(placing);
    if (status == EXIT_DONE)
        remove_leaving(placing);
    return status;
}

static enum exit_status place_folder(struct run *run, struct folder *folder)
{
    struct placing placing = {.run = run, .folder = folder};
    if (folder->is_damaged)
        fprintf(stderr, "%s: warning: is not as it was written; a new one takes its place\n",
                path_in(&placing, INDEX_NAME));
    for (size_t i = 0; i < run->jobs.count; i++) {
        if (!add_job(&placing, &run->jobs.items[i]))
            return say_failure(folder->path);
    }
    sort_old(&placing);
    if (folder->entries.items.count == 0)
        return EXIT_DONE;
    drop_failed(&placing);
    keep_old_figures(&placing);
    enum exit_status status = write_figures(&placing);
    if (status == EXIT_DONE)
        status = write_revisions(&placing);
    if (status == EXIT_DONE && placing.changes)
        status = place_all(&placing);
    return status == EXIT_DONE ? write_index(&placing, true) : status;
}

enum exit_status run_place(struct run *run)
{
    enum exit_status status = EXIT_DONE;
    for (size_t i = 0; status == EXIT_DONE && i < run->folders.count; i++) {
        status = place_folder(run, run->folders.items[i]);
        file_sweep(run->folders.items[i]->path);
    }
    if (status != EXIT_DONE)
        run_drop(run);
    return status;
}
