#include "command/command.h"

#include "base/file.h"
#include "base/list.h"
#include "base/text.h"
#include "layout/layout.h"
#include "model/model.h"
#include "model/tally.h"
#include "plan/build.h"
#include "record/published.h"
#include "xlsx/xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

// A workbook on its way from the layout to the disk.
struct job {
    const char *layout;
    struct model *model; // NULL where its layout or figures have problems
    struct published_count published;
    const char *path; // of the workbook
    const char *part; // what is written before it gets its name
};

// A run over several layouts: every problem of every layout is known before anything is written.
struct run {
    const struct options *options;
    struct arena arena;
    struct problems problems;
    LIST(struct job) jobs;
};

static void run_start(struct run *run, const struct options *options)
{
    *run = (struct run){.options = options};
    arena_init(&run->arena);
    problems_init(&run->problems, &run->arena);
}

static enum exit_status run_end(struct run *run, enum exit_status status)
{
    arena_free(&run->arena);
    return status;
}

static const char *workbook_path(struct run *run, struct model *model)
{
    const char *name = model_text(model, &model->layout->save_as, NULL, NULL, NULL);
    return file_join(&run->arena, run->options->output, file_safe_name(&run->arena, name));
}

static void check_path(struct run *run, const struct job *job)
{
    for (size_t i = 0; i < run->jobs.count; i++) {
        if (text_same(run->jobs.items[i].path, job->path))
            problem_error(&run->problems, job->model->layout->save_as.place,
                          "give one of them another `save as:`",
                          "'%s' saves its workbook under the same name, '%s'",
                          run->jobs.items[i].layout, file_name(job->path));
    }
}

// What was published is of the layout's own period.
static bool is_as_published(const struct model *model, const char *period)
{
    const struct layout *layout = model->layout;
    struct period own;
    return !period || !layout->latest.text ||
           !period_read(layout->latest.text, &layout->calendar, &own) ||
           own.number == model->latest.number;
}

static void add_job(struct run *run, const char *path)
{
    size_t errors = run->problems.errors;
    struct job job = {.layout = path};
    const struct layout *layout =
        layout_read(path, run->options->input, &run->arena, &run->problems);
    if (layout)
        job.model = model_make(layout, run->options->input, run->options->period, &run->arena,
                               &run->problems);
    if (!job.model)
        return;
    if (is_as_published(job.model, run->options->period))
        job.published = published_check(job.model);
    job.path = workbook_path(run, job.model);
    check_path(run, &job);
    if (run->problems.errors == errors)
        *list_add(&run->arena, &run->jobs) = job;
}

// Reads and works out every layout. False where there are problems; they are printed either way.
static bool run_prepare(struct run *run)
{
    for (size_t i = 0; i < run->options->layout_count; i++)
        add_job(run, run->options->layouts[i]);
    problems_print(&run->problems, stderr);
    return run->problems.errors == 0;
}

// Writing -----------------------------------------------------------------------------------------

static enum exit_status say_system_failure(const char *path, const char *what)
{
    fprintf(stderr, "scorebook: cannot write '%s': %s\n", path, what);
    return EXIT_SYSTEM;
}

static enum exit_status write_part(struct run *run, struct job *job)
{
    struct arena arena;
    struct xlsx_fault fault = {0};
    arena_init(&arena);
    job->part = file_beside_target(&run->arena, job->path);
    bool written = xlsx_write(plan_make(job->model, &arena), job->part, &arena, &fault);
    enum exit_status status = EXIT_DONE;
    if (!written && fault.system)
        status = say_system_failure(job->path, fault.text);
    if (!written && !fault.system) {
        fprintf(stderr, "%s: error: %s\n", job->layout, fault.text);
        status = EXIT_PROBLEMS;
    }
    arena_free(&arena);
    return status;
}

static enum exit_status write_parts(struct run *run)
{
    for (size_t i = 0; i < run->jobs.count; i++) {
        enum exit_status status = write_part(run, &run->jobs.items[i]);
        if (status != EXIT_DONE)
            return status;
    }
    return EXIT_DONE;
}

static void drop_parts(struct run *run)
{
    for (size_t i = 0; i < run->jobs.count; i++) {
        if (run->jobs.items[i].part)
            file_drop(run->jobs.items[i].part);
    }
}

static enum exit_status place_parts(struct run *run)
{
    for (size_t i = 0; i < run->jobs.count; i++) {
        const struct job *job = &run->jobs.items[i];
        if (!file_place(job->part, job->path))
            return say_system_failure(job->path, strerror(errno));
    }
    return EXIT_DONE;
}

// "output/CT.xlsx: 2 sheets, 19 lines; 4 GREEN, 2 AMBER; 57 of 57 published figures agree"
static void say_done(struct job *job)
{
    struct tally *tallies;
    size_t count = tally_lights(job->model, &tallies);
    const struct published_count *published = &job->published;
    printf("%s: %zu sheet%s, %zu lines", job->path, job->model->layout->sheets.count,
           job->model->layout->sheets.count == 1 ? "" : "s", tally_lines(job->model));
    for (size_t i = 0; i < count; i++)
        printf("%s%zu %s", i > 0 ? ", " : "; lights: ", tallies[i].count, tallies[i].state);
    if (published->compared > 0)
        printf("; %zu of %zu published texts agree", published->agreed, published->compared);
    if (published->explained > 0)
        printf(", %zu differ%s for a reason given", published->explained,
               published->explained == 1 ? "s" : "");
    putchar('\n');
}

enum exit_status command_build(const struct options *options)
{
    struct run run;
    run_start(&run, options);
    if (!run_prepare(&run))
        return run_end(&run, EXIT_PROBLEMS);
    if (!file_make_folders(options->output))
        return run_end(&run, say_system_failure(options->output, strerror(errno)));
    enum exit_status status = write_parts(&run);
    if (status == EXIT_DONE)
        status = place_parts(&run);
    if (status != EXIT_DONE)
        drop_parts(&run);
    for (size_t i = 0; status == EXIT_DONE && i < run.jobs.count; i++)
        say_done(&run.jobs.items[i]);
    return run_end(&run, status);
}

enum exit_status command_check(const struct options *options)
{
    struct run run;
    run_start(&run, options);
    if (!run_prepare(&run))
        return run_end(&run, EXIT_PROBLEMS);
    for (size_t i = 0; i < run.jobs.count; i++)
        say_done(&run.jobs.items[i]);
    return run_end(&run, EXIT_DONE);
}

enum exit_status command_plan(const struct options *options)
{
    struct run run;
    run_start(&run, options);
    if (!run_prepare(&run))
        return run_end(&run, EXIT_PROBLEMS);
    for (size_t i = 0; i < run.jobs.count; i++) {
        struct arena arena;
        arena_init(&arena);
        fputs(plan_print(plan_make(run.jobs.items[i].model, &arena), &arena), stdout);
        arena_free(&arena);
    }
    return run_end(&run, EXIT_DONE);
}
