// What was published, beside what is to be made: as `--since` says, or else as it was last issued.
#include "command/job.h"

#include "base/file.h"
#include "base/text.h"
#include "model/mark.h"
#include "record/figures_file.h"
#include "record/issue.h"
#include "record/reason.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// What is to stand in a folder --------------------------------------------------------------------

static const struct workbook *find_workbook(const struct run *run, const struct folder *folder,
                                            const char *file)
{
    for (size_t i = 0; i < run->jobs.count; i++) {
        const struct job *job = &run->jobs.items[i];
        for (size_t k = 0; k < job->workbooks.count; k++) {
            if (job->workbooks.items[k].folder == folder &&
                text_equal(job->workbooks.items[k].entry.file, file))
                return &job->workbooks.items[k];
        }
    }
    return NULL;
}

// Whether a figure that the folder has is of a workbook that this run leaves alone.
static bool stays(const struct run *run, const struct folder *folder,
                  const struct figure_entry *entry)
{
    if (!run_shows(run, folder, entry->layout))
        return true;
    if (entry->workbook[0] == '\0')
        return false;
    const struct workbook *workbook = find_workbook(run, folder, entry->workbook);
    return workbook && (!workbook->is_wanted || workbook->is_failed);
}

// With --keep-going, what was gathered of a workbook that cannot be made.
static void leave_out_failed(const struct run *run, const struct folder *folder,
                             struct figures *now)
{
    size_t kept = 0;
    for (size_t i = 0; i < now->items.count; i++) {
        const struct figure_entry *entry = &now->items.items[i];
        const struct workbook *workbook =
            entry->workbook[0] != '\0' ? find_workbook(run, folder, entry->workbook) : NULL;
        if (!workbook || !workbook->is_failed)
            now->items.items[kept++] = *entry;
    }
    now->items.count = kept;
}

static void add_old(struct run *run, const struct folder *folder, struct figures *all)
{
    struct figures old;
    struct problems problems;
    struct arena *arena = &run->arena;
    problems_init(&problems, arena);
    if (folder->old.count == 0 || !figures_check(folder->path, true, arena, &problems) ||
        !figures_read_file(&old, file_join(arena, folder->path, FIGURES_NAME), arena, &problems))
        return;
    for (size_t i = 0; i < old.items.count; i++) {
        if (stays(run, folder, &old.items.items[i]))
            *list_add(arena, &all->items) = old.items.items[i];
    }
    figures_sort(all);
}

// The figures of the run, read from a file of their own, with those of the workbooks that it leaves
// as they are.
static bool read_new(struct run *run, struct folder *folder, struct figures *now)
{
    const char *temporary = getenv("TMPDIR");
    char *path = arena_print(&run->arena, "%s/scorebook-XXXXXX", temporary ? temporary : "/tmp");
    int file = mkstemp(path);
    bool done = file >= 0 && spool_write(&folder->figures, path);
    int error = errno;
    if (done)
        done = figures_read_file(now, path, &run->arena, &run->problems);
    else
        problem_error(&run->problems, (struct place){.file = path}, "make room on the disk",
                      "the figures to compare cannot be written: %s", strerror(error));
    if (file >= 0) {
        close(file);
        unlink(path);
    }
    if (done) {
        leave_out_failed(run, folder, now);
        add_old(run, folder, now);
    }
    return done;
}

// What was published of others is not compared where they are left out, by --only or for problems.
static void leave_out_others(struct run *run, struct figures *before, const struct figures *now)
{
    struct map known = {.arena = &run->arena};
    size_t kept = 0;
    if (!run->options->only && !run->options->keep_going)
        return;
    for (size_t i = 0; i < now->items.count; i++) {
        const struct figure_entry *entry = &now->items.items[i];
        if (entry->kind == ENTRY_SHOWN)
            map_put(&known, entry->recipient, NULL);
    }
    for (size_t i = 0; i < before->items.count; i++) {
        const struct figure_entry *entry = &before->items.items[i];
        if (entry->workbook[0] == '\0' || map_get(&known, entry->recipient))
            before->items.items[kept++] = *entry;
    }
    before->items.count = kept;
}

// What was published ------------------------------------------------------------------------------

static bool has_record(struct run *run, const char *folder)
{
    return file_exists(file_join(&run->arena, folder, INDEX_NAME));
}

// Of the folders beside one, the newest of an earlier period that has a record; NULL where there is
// none. Their names are periods.
static const char *earlier_folder(struct run *run, const char *folder)
{
    const char *parent = file_folder(&run->arena, folder);
    const char *found = NULL;
    DIR *open = opendir(parent[0] != '\0' ? parent : ".");
    for (struct dirent *entry; open && (entry = readdir(open));) {
        const char *path = arena_print(&run->arena, "%s%s", parent, entry->d_name);
        bool is_earlier = entry->d_name[0] != '.' && strcmp(entry->d_name, file_name(folder)) < 0;
        if (is_earlier && has_record(run, path) && (!found || strcmp(path, found) > 0))
            found = path;
    }
    if (open)
        closedir(open);
    return found;
}

// "boroughs/2025-11" of "output/boroughs/2025-11"; NULL for the output folder itself.
static const char *inside_output(const struct run *run, const struct folder *folder)
{
    const char *output = run->options->output;
    size_t length = strlen(output);
    while (length > 0 && output[length - 1] == '/')
        length--;
    bool is_inside = strncmp(folder->path, output, length) == 0 && folder->path[length] == '/';
    return is_inside ? folder->path + length + 1 : NULL;
}

// The folder of an old output that answers to a folder of this run: that of the same name in it, or
// of an earlier period; else the old one itself.
static const char *asked_folder(struct run *run, const struct folder *folder)
{
    const char *since = run->options->since;
    const char *inside = inside_output(run, folder);
    if (has_record(run, since) || !inside)
        return since;
    const char *same = file_join(&run->arena, since, inside);
    const char *earlier = earlier_folder(run, same);
    if (has_record(run, same))
        return same;
    return earlier ? earlier : since;
}

// The newest period that the workbooks of a folder are as at; what issues without one are called.
static const char *period_of(const struct run *run, const struct folder *folder)
{
    const char *newest = "undated";
    bool is_dated = false;
    for (size_t i = 0; i < run->jobs.count; i++) {
        const struct job *job = &run->jobs.items[i];
        for (size_t k = 0; k < job->workbooks.count; k++) {
            const struct workbook *workbook = &job->workbooks.items[k];
            const char *as_at = workbook->entry.as_at;
            if (workbook->folder != folder || as_at[0] == '\0' ||
                (is_dated && strcmp(as_at, newest) <= 0))
                continue;
            newest = as_at;
            is_dated = true;
        }
    }
    return newest;
}

static const char *last_issue(struct run *run, const struct folder *folder)
{
    return issue_find_last(run->options->output, folder->path, period_of(run, folder), &run->arena,
                           &run->problems);
}

static bool has_common_layout(const struct run *run, const struct folder *folder,
                              const struct figures *before)
{
    for (size_t i = 0; i < run->jobs.count; i++) {
        const char *layout = file_name(run->jobs.items[i].layout);
        if (run_shows(run, folder, layout) && figures_has_layout(before, layout))
            return true;
    }
    return false;
}

static void give_reasons(struct run *run, const struct job *job, const struct folder *folder,
                         const struct figures *now)
{
    for (size_t i = 0; i < job->model->parts.count; i++) {
        const struct model *model = job->model->parts.items[i];
        const char *name = run_part_name(run, job, i);
        reasons_of_corrections(folder->revisions, model, name, &run->problems);
        reasons_give(folder->revisions, model->layout, name, now, &run->problems);
    }
}

static void compare_folder(struct run *run, struct folder *folder)
{
    struct figures before;
    struct figures *now = arena_new(&run->arena, struct figures);
    const char *since = run->options->since ? asked_folder(run, folder) : last_issue(run, folder);
    if (!since || !figures_read(&before, since, &run->arena, &run->problems))
        return;
    if (!read_new(run, folder, now))
        return;
    if (!has_common_layout(run, folder, &before)) {
        if (!run->options->since)
            return; // what was issued are other layouts' workbooks
        problem_error(&run->problems, (struct place){.file = since},
                      "compare with a folder that the same layout made",
                      "was made from other layouts than '%s' is", folder->path);
        return;
    }
    if (text_equal(since, folder->path))
        problem_warn(&run->problems, (struct place){.file = since},
                     "to keep them, build into another folder with -o, or `scorebook issue` first",
                     "the workbooks that were published are written over");
    leave_out_others(run, &before, now);
    folder->since = since;
    folder->revisions = arena_new(&run->arena, struct revisions);
    revisions_find(folder->revisions, &before, now, &run->arena);
    for (size_t i = 0; i < run->jobs.count; i++) {
        const struct job *job = &run->jobs.items[i];
        if (run_shows(run, folder, file_name(job->layout)))
            give_reasons(run, job, folder, now);
    }
}

// Marks -------------------------------------------------------------------------------------------

static const char *note_of(struct arena *arena, const struct revisions *revisions,
                           const struct revision *revision)
{
    const char *why = revision_reason(revisions, revision, arena);
    return arena_print(arena, "Published as %s%s%s",
                       revision->before->text[0] != '\0' ? revision->before->text : "nothing",
                       why[0] != '\0' ? ". " : "", why);
}

struct revised_figures_of_layout {
    LIST(struct revised_figure) items;
};

static void add_marks(struct run *run, const char *layout, const struct folder *folder,
                      struct revised_figures_of_layout *marks)
{
    const struct revisions *revisions = folder->revisions;
    for (size_t i = 0; revisions && i < revisions->items.count; i++) {
        const struct revision *revision = &revisions->items.items[i];
        const struct figure_entry *now = revision->now;
        if (!revision->is_marked || !text_equal(now->layout, layout))
            continue;
        *list_add(&run->arena, &marks->items) = (struct revised_figure){
            .recipient = now->recipient,
            .sheet = now->sheet,
            .line = now->line,
            .column = now->column,
            .period = now->period,
            .note = note_of(&run->arena, revisions, revision),
        };
    }
}

static void mark_part(struct run *run, const struct job *job, size_t part)
{
    struct revised_figures_of_layout marks = {0};
    const char *layout = run_part_name(run, job, part);
    for (size_t i = 0; i < run->folders.count; i++)
        add_marks(run, layout, run->folders.items[i], &marks);
    if (marks.items.count > 0)
        model_revise(job->model->parts.items[part], marks.items.items, marks.items.count);
}

static bool has_revision(const struct folder *folder, const struct job *job)
{
    for (size_t i = 0; folder->revisions && i < folder->revisions->items.count; i++) {
        const struct revision *revision = &folder->revisions->items.items[i];
        if (figures_is_of_layout(revision_entry(revision), file_name(job->layout)))
            return true;
    }
    return false;
}

// What was published decides the bytes of workbooks in which anything was revised.
static void add_made_of(struct run *run, struct job *job, const struct folder *folder)
{
    const char *path = file_join(&run->arena, folder->since, FIGURES_NAME);
    struct index_entry entry = index_entry_of(
        "since", file_seen_from(&run->arena, run->options->output, path), file_name(job->layout));
    entry.edition = edition_name(job->model->layout->edition);
    if (index_measure(&entry, path, &run->arena))
        *list_add(&run->arena, &job->made_of.items) = entry;
}

static void mark_job(struct run *run, struct job *job)
{
    for (size_t i = 0; i < run->folders.count; i++) {
        if (has_revision(run->folders.items[i], job))
            add_made_of(run, job, run->folders.items[i]);
    }
    for (size_t i = 0; i < job->model->parts.count; i++)
        mark_part(run, job, i);
}

void run_compare(struct run *run)
{
    for (size_t i = 0; i < run->folders.count; i++)
        compare_folder(run, run->folders.items[i]);
    for (size_t i = 0; i < run->jobs.count; i++)
        mark_job(run, &run->jobs.items[i]);
}
