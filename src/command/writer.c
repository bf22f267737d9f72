// Workers that write workbooks, and giving them their names.
#include "command/job.h"

#include "base/file.h"
#include "base/text.h"
#include "plan/build.h"
#include "xlsx/xlsx.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
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
            if (workbook->is_wanted && !workbook->is_failed && !workbook->is_unchanged)
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
    bool written = xlsx_write(plan_make(model, task->workbook->folder->revisions, &arena),
                              task->workbook->part, &arena, &fault);
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
            prctl(PR_SET_PDEATHSIG, SIGKILL); // goes where the run is killed
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

static enum exit_status make_folders(const struct tasks *tasks)
{
    for (size_t i = 0; i < tasks->items.count; i++) {
        const char *folder = tasks->items.items[i].workbook->folder->path;
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
    enum exit_status status = make_folders(&tasks);
    size_t workers = worker_count(run, tasks.items.count);
    if (status == EXIT_DONE)
        status = workers > 1 ? work_side_by_side(&tasks, workers) : work(&tasks, 0, 1, -1);
    if (status != EXIT_DONE)
        run_drop(run);
    return status;
}
