// Workers that write workbooks, and giving them their names.
#include "command/job.h"

#include "base/file.h"
#include "base/text.h"
#include "model/correction.h"
#include "plan/build.h"
#include "xlsx/xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static enum exit_status say_failure(const char *path, const char *what)
{
    fprintf(stderr, "scorebook: cannot write '%s': %s\n", path, what);
    return EXIT_SYSTEM;
}

// Workbooks to be written, of all jobs in a row.
struct task {
    struct job *job;
    struct workbook *workbook;
};

struct tasks {
    LIST(struct task) items;
};

static struct tasks list_tasks(struct run *run)
{
    struct tasks tasks = {0};
    for (size_t i = 0; i < run->jobs.count; i++) {
        struct job *job = &run->jobs.items[i];
        for (size_t k = 0; k < job->workbooks.count; k++) {
            struct workbook *workbook = &job->workbooks.items[k];
            if (workbook->is_wanted && !workbook->is_failed)
                *list_add(&run->arena, &tasks.items) = (struct task){job, workbook};
        }
    }
    return tasks;
}

// Workers -----------------------------------------------------------------------------------------

static enum exit_status write_workbook(const struct task *task)
{
    struct arena arena;
    struct xlsx_fault fault = {0};
    struct model *model = task->job->model;
    enum exit_status status = EXIT_DONE;
    arena_init(&arena);
    if (task->workbook->recipient)
        model_turn_to(model, task->workbook->recipient, &arena);
    bool written = xlsx_write(plan_make(model, &arena), task->workbook->part, &arena, &fault);
    if (!written && fault.system) {
        status = say_failure(task->workbook->path, fault.text);
    } else if (!written) {
        fprintf(stderr, "%s: error: %s: %s\n", task->job->layout, file_name(task->workbook->path),
                fault.text);
        status = EXIT_PROBLEMS;
    }
    arena_free(&arena);
    return status;
}

// Every `step`th task from the first; a byte into `done` for each.
static enum exit_status work(const struct tasks *tasks, size_t first, size_t step, int done)
{
    for (size_t i = first; i < tasks->items.count; i += step) {
        enum exit_status status = write_workbook(&tasks->items.items[i]);
        if (status != EXIT_DONE)
            return status;
        if (done >= 0 && write(done, "", 1) != 1)
            return EXIT_SYSTEM;
    }
    return EXIT_DONE;
}

// A line that is written over, on a terminal; none in a file.
static void show_progress(size_t done, size_t all)
{
    if (!isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\r%zu of %zu workbooks%s", done, all, done == all ? "\n" : "");
    fflush(stderr);
}

static enum exit_status wait_for_workers(size_t workers)
{
    enum exit_status worst = EXIT_DONE;
    for (size_t i = 0; i < workers; i++) {
        int status = 0;
        enum exit_status one = EXIT_SYSTEM;
        if (wait(&status) >= 0 && WIFEXITED(status))
            one = (enum exit_status)WEXITSTATUS(status);
        else
            say_failure("the workbooks", "a worker ended before it was done");
        worst = one > worst ? one : worst;
    }
    return worst;
}

// The library keeps state of its own, so that workers are processes; they share the figures that
// were read, which nobody writes to.
static enum exit_status work_side_by_side(const struct tasks *tasks, size_t workers)
{
    int pipe_ends[2];
    size_t started = 0;
    fflush(NULL);
    if (pipe(pipe_ends) != 0)
        return say_failure("the workbooks", strerror(errno));
    for (size_t i = 0; i < workers; i++) {
        pid_t worker = fork();
        if (worker == 0) {
            close(pipe_ends[0]);
            _exit((int)work(tasks, i, workers, pipe_ends[1]));
        }
        started += worker > 0;
    }
    close(pipe_ends[1]);
    char byte;
    for (size_t done = 1; read(pipe_ends[0], &byte, 1) == 1; done++)
        show_progress(done, tasks->items.count);
    close(pipe_ends[0]);
    enum exit_status status = wait_for_workers(started);
    return started == workers ? status : say_failure("the workbooks", "no process can be started");
}

static size_t worker_count(const struct run *run, size_t tasks)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t workers = run->options->workers;
    if (workers == 0)
        workers = processors > 0 ? (size_t)processors : 1;
    return workers < tasks ? workers : tasks;
}

void run_drop(struct run *run)
{
    for (size_t i = 0; i < run->jobs.count; i++) {
        for (size_t k = 0; k < run->jobs.items[i].workbooks.count; k++) {
            const struct workbook *workbook = &run->jobs.items[i].workbooks.items[k];
            if (workbook->part)
                file_drop(workbook->part);
            for (enum paper_kind kind = 0; kind < PAPER_KINDS; kind++)
                paper_drop(&workbook->papers[kind]);
        }
    }
}

static const char *folder_of(struct run *run, const char *path)
{
    return arena_copy_part(&run->arena, path, strlen(path) - strlen(file_name(path)) - 1);
}

static enum exit_status make_folders(struct run *run, const struct tasks *tasks)
{
    for (size_t i = 0; i < tasks->items.count; i++) {
        const char *folder = folder_of(run, tasks->items.items[i].workbook->path);
        if (!file_make_folders(folder))
            return say_failure(folder, strerror(errno));
    }
    return EXIT_DONE;
}

enum exit_status run_write(struct run *run)
{
    struct tasks tasks = list_tasks(run);
    for (size_t i = 0; i < tasks.items.count; i++) {
        struct workbook *workbook = tasks.items.items[i].workbook;
        workbook->part = file_beside_target(&run->arena, workbook->path);
    }
    enum exit_status status = make_folders(run, &tasks);
    size_t workers = worker_count(run, tasks.items.count);
    if (status == EXIT_DONE)
        status = workers > 1 ? work_side_by_side(&tasks, workers) : work(&tasks, 0, 1, -1);
    if (status != EXIT_DONE)
        run_drop(run);
    return status;
}

// The record --------------------------------------------------------------------------------------

static bool is_made(const struct job *job, const char *file)
{
    for (size_t i = 0; i < job->workbooks.count; i++) {
        const struct workbook *workbook = &job->workbooks.items[i];
        if (text_equal(workbook->entry.file, file))
            return true;
        for (enum paper_kind kind = 0; kind < PAPER_KINDS; kind++) {
            if (workbook->papers[kind].path && text_equal(workbook->papers[kind].entry.file, file))
                return true;
        }
    }
    return false;
}

struct entries {
    LIST(struct index_entry) items;
};

static bool add_input(struct run *run, const struct job *job, const char *path,
                      struct entries *entries)
{
    const char *input = run->options->input;
    struct index_entry entry = {.kind = "input",
                                .name = "",
                                .contact = "",
                                .lights = "",
                                .as_at = "",
                                .layout = file_name(job->layout),
                                .edition = edition_name(job->model->layout->edition)};
    entry.file = text_starts(path, input) ? path + strlen(input) : path;
    entry.file += entry.file > path && entry.file[0] == '/';
    for (size_t i = 0; i < entries->items.count; i++) {
        if (text_equal(entries->items.items[i].kind, "input") &&
            text_equal(entries->items.items[i].file, entry.file) &&
            text_equal(entries->items.items[i].layout, entry.layout))
            return true; // two sources may read one file
    }
    if (!index_measure(&entry, path, &run->arena))
        return false;
    *list_add(&run->arena, &entries->items) = entry;
    return true;
}

static bool add_inputs_of(struct run *run, const struct job *job, const struct model *model,
                          struct entries *entries)
{
    if (model->corrections && !add_input(run, job, model->corrections->path, entries))
        return false;
    for (size_t i = 0; i < model->layout->sources.count; i++) {
        const struct source_periods *periods = &model->source_periods[i];
        for (size_t k = 0; k < periods->path_count; k++) {
            if (!add_input(run, job, periods->paths[k], entries))
                return false;
        }
    }
    return true;
}

static bool add_inputs(struct run *run, const struct job *job, struct entries *entries)
{
    for (size_t i = 0; i < job->model->parts.count; i++) {
        if (!add_inputs_of(run, job, job->model->parts.items[i], entries))
            return false;
    }
    return true;
}

static bool is_of_job(const struct index_entry *entry, const struct job *job)
{
    return text_equal(entry->layout, file_name(job->layout)) &&
           text_equal(entry->edition, edition_name(job->model->layout->edition));
}

static bool add_papers(struct run *run, struct workbook *workbook, struct entries *entries)
{
    for (enum paper_kind kind = 0; kind < PAPER_KINDS; kind++) {
        struct paper *paper = &workbook->papers[kind];
        if (!paper->path)
            continue;
        if (!index_measure(&paper->entry, paper->path, &run->arena))
            return false;
        *list_add(&run->arena, &entries->items) = paper->entry;
    }
    return true;
}

// A workbook that was not made again keeps its old entry, and so does what another layout made.
static void add_old(struct run *run, const struct job *job, const struct index *old,
                    struct entries *entries)
{
    for (size_t i = 0; i < job->workbooks.count; i++) {
        const struct workbook *workbook = &job->workbooks.items[i];
        const struct index_entry *entry = index_find(old, workbook->entry.file);
        if (workbook->part || !entry)
            continue;
        *list_add(&run->arena, &entries->items) = *entry;
        add_papers(run, &job->workbooks.items[i], entries);
    }
    for (size_t i = 0; i < old->count; i++) {
        if (!is_of_job(&old->items[i], job))
            *list_add(&run->arena, &entries->items) = old->items[i];
    }
}

static void remove_old(struct run *run, const struct job *job, const char *folder,
                       const struct index *old)
{
    for (size_t i = 0; i < old->count; i++) {
        const struct index_entry *entry = &old->items[i];
        bool is_workbook = text_equal(entry->kind, "workbook");
        if (!text_equal(entry->kind, "input") && is_of_job(entry, job) &&
            !is_made(job, entry->file) && text_equal(file_name(entry->file), entry->file)) {
            const char *path = file_join(&run->arena, folder, entry->file);
            if (unlink(path) == 0)
                printf("%s: removed; %s\n", path,
                       is_workbook ? "nothing makes it any more" : "it was of an earlier workbook");
        }
    }
}

static enum exit_status write_index(struct run *run, const char *folder, struct entries *entries)
{
    struct index index = {.items = entries->items.items, .count = entries->items.count};
    const char *csv = index_print(&index, &run->arena);
    const char *path = file_join(&run->arena, folder, INDEX_NAME);
    const char *part = file_beside_target(&run->arena, path);
    FILE *file = fopen(part, "wb");
    bool written = file && fputs(csv, file) >= 0;
    if (file && fclose(file) != 0)
        written = false;
    if (written && file_place(part, path))
        return EXIT_DONE;
    enum exit_status status = say_failure(path, strerror(errno));
    file_drop(part);
    return status;
}

static bool record_workbook(struct run *run, struct workbook *workbook, const struct index *old,
                            struct entries *entries)
{
    if (workbook->part && !index_measure(&workbook->entry, workbook->path, &run->arena))
        return false;
    run_keep_papers(run, workbook, old);
    if (!workbook->part)
        return true;
    *list_add(&run->arena, &entries->items) = workbook->entry;
    return add_papers(run, workbook, entries);
}

// The record of a job's folder: what was made now, what was left as it was, and what went in.
static enum exit_status record_job(struct run *run, struct job *job)
{
    struct entries entries = {0};
    struct index old;
    if (!job->model->layout->recipients.one_workbook_each || job->workbooks.count == 0)
        return EXIT_DONE;
    const char *folder = folder_of(run, job->workbooks.items[0].path);
    if (!index_read(&old, folder, &run->arena))
        fprintf(stderr, "%s/%s: warning: is not as it was written; a new one takes its place\n",
                folder, INDEX_NAME);
    for (size_t i = 0; i < job->workbooks.count; i++) {
        struct workbook *workbook = &job->workbooks.items[i];
        if (!record_workbook(run, workbook, &old, &entries))
            return say_failure(workbook->path, strerror(errno));
    }
    add_old(run, job, &old, &entries);
    if (!add_inputs(run, job, &entries))
        return say_failure(folder, strerror(errno));
    remove_old(run, job, folder, &old);
    return write_index(run, folder, &entries);
}

static enum exit_status place(struct run *run, const char *part, const char *path)
{
    if (!part || file_place(part, path))
        return EXIT_DONE;
    enum exit_status status = say_failure(path, strerror(errno));
    run_drop(run);
    return status;
}

static enum exit_status place_workbook(struct run *run, const struct workbook *workbook)
{
    enum exit_status status = place(run, workbook->part, workbook->path);
    for (enum paper_kind kind = 0; status == EXIT_DONE && kind < PAPER_KINDS; kind++)
        status = place(run, workbook->papers[kind].part, workbook->papers[kind].path);
    return status;
}

enum exit_status run_place(struct run *run)
{
    struct tasks tasks = list_tasks(run);
    for (size_t i = 0; i < tasks.items.count; i++) {
        enum exit_status status = place_workbook(run, tasks.items.items[i].workbook);
        if (status != EXIT_DONE)
            return status;
    }
    for (size_t i = 0; i < run->jobs.count; i++) {
        enum exit_status status = record_job(run, &run->jobs.items[i]);
        if (status != EXIT_DONE)
            return status;
    }
    return EXIT_DONE;
}
