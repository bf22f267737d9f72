// What stands in the folders of a run already, and whether it is as it would be made now.
#include "command/job.h"

#include "base/file.h"
#include "base/text.h"
#include "command/program.h"
#include "layout/source_file.h"
#include "model/correction.h"

#include <stdio.h>
#include <string.h>

struct folder *run_folder(struct run *run, const char *path)
{
    for (size_t i = 0; i < run->folders.count; i++) {
        if (text_equal(run->folders.items[i]->path, path))
            return run->folders.items[i];
    }
    struct folder *folder = arena_new(&run->arena, struct folder);
    folder->path = path;
    folder->is_damaged = !index_read(&folder->old, path, &run->arena);
    spool_start(&folder->figures, &run->arena);
    *list_add(&run->arena, &run->folders) = folder;
    return folder;
}

static bool has_folder(const struct job *job, const struct folder *folder)
{
    for (size_t i = 0; i < job->workbooks.count; i++) {
        if (job->workbooks.items[i].folder == folder)
            return true;
    }
    return false;
}

bool run_makes(const struct run *run, const struct folder *folder, const struct index_entry *entry)
{
    for (size_t i = 0; i < run->jobs.count; i++) {
        const struct job *job = &run->jobs.items[i];
        if (has_folder(job, folder) && text_equal(file_name(job->layout), entry->layout) &&
            text_equal(edition_name(job->model->layout->edition), entry->edition))
            return true;
    }
    return false;
}

bool run_shows(const struct run *run, const struct folder *folder, const char *layout)
{
    for (size_t i = 0; i < run->jobs.count; i++) {
        const struct job *job = &run->jobs.items[i];
        const char *name = file_name(job->layout);
        bool is_part = text_starts(layout, name) &&
                       text_starts(layout + strlen(name), FIGURES_PART); // "pack.yaml > ct.yaml"
        if (has_folder(job, folder) && (is_part || text_equal(layout, name)))
            return true;
    }
    return false;
}

// What workbooks are made of ----------------------------------------------------------------------

static struct index_entry entry_of(const struct job *job, const char *kind, const char *file)
{
    struct index_entry entry = index_entry_of(kind, file, file_name(job->layout));
    entry.edition = edition_name(job->model->layout->edition);
    return entry;
}

static bool add_file(struct run *run, struct job *job, const char *kind, const char *path)
{
    const char *folder = run->options->input;
    if (!text_equal(kind, "input"))
        folder = file_folder(&run->arena, job->layout);
    struct index_entry entry = entry_of(job, kind, file_seen_from(&run->arena, folder, path));
    for (size_t i = 0; i < job->made_of.items.count; i++) {
        const struct index_entry *other = &job->made_of.items.items[i];
        if (text_equal(other->kind, kind) && text_equal(other->file, entry.file))
            return true; // two sources may read one file
    }
    if (!index_measure(&entry, path, &run->arena))
        return false;
    *list_add(&run->arena, &job->made_of.items) = entry;
    return true;
}

static bool add_sources(struct run *run, struct job *job, const struct layout *layout)
{
    bool done = true;
    for (size_t i = 0; i < layout->sources.count; i++) {
        const char **paths;
        struct problems unused;
        problems_init(&unused, &run->arena); // the model has reported them
        size_t count = source_files(&layout->sources.items[i], run->options->input, &run->arena,
                                    &unused, &paths);
        for (size_t k = 0; k < count; k++)
            done = add_file(run, job, "input", paths[k]) && done;
    }
    return done;
}

static bool add_files(struct run *run, struct job *job, const struct model *part)
{
    const struct layout *layout = part->layout;
    bool done = add_sources(run, job, layout);
    if (part->corrections)
        done = add_file(run, job, "input", part->corrections->path) && done;
    for (size_t i = 0; i < layout->files.count; i++) {
        const struct layout_file *file = &layout->files.items[i];
        done = add_file(run, job, file->is_input ? "input" : "definition", file->path) && done;
    }
    return done;
}

static void add_option(struct run *run, struct job *job, const char *option, const char *value)
{
    *list_add(&run->arena, &job->made_of.items) =
        entry_of(job, "option", arena_print(&run->arena, "%s %s", option, value));
}

bool run_list_made_of(struct run *run, struct job *job)
{
    bool done = true;
    for (size_t i = 0; i < job->model->parts.count; i++)
        done = add_files(run, job, job->model->parts.items[i]) && done;
    if (run->options->period)
        add_option(run, job, "--period", run->options->period);
    if (run->options->has_edition)
        add_option(run, job, "--edition", edition_name(run->options->edition));
    struct index_entry program = program_entry(&run->arena, file_name(job->layout));
    program.edition = edition_name(job->model->layout->edition);
    *list_add(&run->arena, &job->made_of.items) = program;
    return done;
}

// What is there -----------------------------------------------------------------------------------

// The entry of a file that this layout made in an earlier run, or NULL.
static const struct index_entry *find_old(const struct workbook *workbook)
{
    const struct index_entry *old = index_find(&workbook->folder->old, workbook->entry.file);
    return old && text_equal(old->layout, workbook->entry.layout) ? old : NULL;
}

static bool is_unchanged(struct run *run, const struct workbook *workbook)
{
    const struct index_entry *old = find_old(workbook);
    struct index_entry now = {0};
    return old && text_equal(old->made_from, workbook->entry.made_from) &&
           index_measure(&now, workbook->path, &run->arena) && text_equal(old->sha256, now.sha256);
}

void run_find_unchanged(struct run *run)
{
    for (size_t i = 0; i < run->jobs.count; i++) {
        struct job *job = &run->jobs.items[i];
        const char *made_from =
            index_made_from(job->made_of.items.items, job->made_of.items.count, &run->arena);
        for (size_t k = 0; k < job->workbooks.count; k++) {
            struct workbook *workbook = &job->workbooks.items[k];
            workbook->entry.made_from = made_from;
            if (workbook->is_wanted && !workbook->is_failed)
                workbook->is_unchanged = is_unchanged(run, workbook);
        }
    }
}
