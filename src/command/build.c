#include "command/job.h"
#include "command/revised.h"

#include "base/text.h"
#include "model/account.h"
#include "plan/build.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

// What a job's workbooks have in common, in a line; those of recipients are summed up.
static void say_published(const struct published_count *published)
{
    if (published->compared > 0)
        printf("; %zu of %zu published texts agree", published->agreed, published->compared);
    if (published->explained > 0)
        printf(", %zu differ%s for a reason given", published->explained,
               published->explained == 1 ? "s" : "");
}

// "output/CT.xlsx: 2 sheets, 19 lines, as at 2007-05; lights: 4 GREEN, 2 AMBER; 57 of 57 published
// texts agree"
static void say_workbook(const struct job *job, const struct workbook *workbook)
{
    size_t sheets = 0;
    for (size_t i = 0; i < job->model->parts.count; i++)
        sheets += job->model->parts.items[i]->layout->sheets.count;
    printf("%s: %zu sheet%s, %zu lines", workbook->path, sheets, sheets == 1 ? "" : "s",
           workbook->entry.lines);
    if (workbook->entry.as_at[0] != '\0')
        printf(", as at %s", workbook->entry.as_at);
    if (workbook->entry.lights[0] != '\0')
        printf("; lights: %s", workbook->entry.lights);
    say_published(&job->published);
    putchar('\n');
}

static bool is_left_out(const struct workbook *workbook)
{
    return workbook->is_failed || !workbook->is_wanted;
}

// What was read of each source, and what became of it.
static void say_sources(struct run *run, struct model *model)
{
    const struct layout *layout = model->layout;
    for (size_t i = 0; i < layout->sources.count; i++) {
        const char *account = account_of_source(model, &layout->sources.items[i], &run->arena);
        if (account)
            puts(account);
    }
}

static void say_done(struct run *run)
{
    for (size_t i = 0; i < run->jobs.count; i++) {
        const struct job *job = &run->jobs.items[i];
        for (size_t k = 0; k < job->model->parts.count; k++)
            say_sources(run, job->model->parts.items[k]);
        for (size_t k = 0; k < job->workbooks.count; k++) {
            if (is_left_out(&job->workbooks.items[k]))
                continue;
            if (!job->workbooks.items[k].is_unchanged)
                say_workbook(job, &job->workbooks.items[k]);
            run_say_papers(&job->workbooks.items[k]);
        }
    }
}

// "output/boroughs/2025-11: 33 workbooks unchanged"
static void say_unchanged(const struct run *run)
{
    for (size_t i = 0; i < run->folders.count; i++) {
        const struct folder *folder = run->folders.items[i];
        size_t count = 0;
        for (size_t k = 0; k < run->jobs.count; k++) {
            const struct job *job = &run->jobs.items[k];
            for (size_t n = 0; n < job->workbooks.count; n++) {
                const struct workbook *workbook = &job->workbooks.items[n];
                count += workbook->folder == folder && workbook->is_unchanged;
            }
        }
        if (count > 0)
            printf("%s: %zu workbook%s unchanged\n", folder->path, count, count == 1 ? "" : "s");
    }
}

static void say_revisions(struct run *run)
{
    for (size_t i = 0; i < run->folders.count; i++) {
        const struct folder *folder = run->folders.items[i];
        struct index now = {.items = folder->entries.items.items,
                            .count = folder->entries.items.count};
        struct index old;
        if (!folder->revisions || !index_read(&old, folder->since, &run->arena))
            continue;
        printf("%s compared with %s:\n", folder->path, folder->since);
        revised_print(folder->revisions, &old, &now, stdout);
    }
}

static bool say_failed(const struct run *run)
{
    bool any = false;
    for (size_t i = 0; i < run->jobs.count; i++) {
        const struct job *job = &run->jobs.items[i];
        for (size_t k = 0; k < job->workbooks.count; k++) {
            if (!job->workbooks.items[k].is_failed)
                continue;
            fprintf(stderr, "not made: %s\n", job->workbooks.items[k].path);
            any = true;
        }
    }
    return any;
}

static enum exit_status find_unchanged(struct run *run)
{
    for (size_t i = 0; i < run->jobs.count; i++) {
        if (run_list_made_of(run, &run->jobs.items[i]))
            continue;
        fprintf(stderr, "scorebook: cannot read what '%s' is made of: %s\n",
                run->jobs.items[i].layout, strerror(errno));
        return EXIT_SYSTEM;
    }
    run_find_unchanged(run);
    return EXIT_DONE;
}

enum exit_status run_make(struct run *run)
{
    run->keeps_record = true;
    if (!run_prepare(run))
        return EXIT_PROBLEMS;
    enum exit_status status = find_unchanged(run);
    if (status == EXIT_DONE)
        status = run_write(run);
    if (status == EXIT_DONE)
        status = run_convert(run);
    if (status == EXIT_DONE)
        status = run_place(run);
    return status;
}

enum exit_status command_build(const struct options *options)
{
    struct run run;
    run_start(&run, options);
    enum exit_status status = run_make(&run);
    if (status == EXIT_DONE) {
        say_done(&run);
        say_unchanged(&run);
        say_revisions(&run);
        if (say_failed(&run))
            status = EXIT_PROBLEMS;
    }
    return run_end(&run, status);
}

enum exit_status command_check(const struct options *options)
{
    struct run run;
    run_start(&run, options);
    if (!run_prepare(&run))
        return run_end(&run, EXIT_PROBLEMS);
    say_done(&run);
    return run_end(&run, EXIT_DONE);
}

enum exit_status command_plan(const struct options *options)
{
    struct run run;
    run_start(&run, options);
    if (!run_prepare(&run))
        return run_end(&run, EXIT_PROBLEMS);
    for (size_t i = 0; i < run.jobs.count; i++) {
        struct job *job = &run.jobs.items[i];
        for (size_t k = 0; k < job->workbooks.count; k++) {
            struct arena arena;
            if (is_left_out(&job->workbooks.items[k]))
                continue;
            arena_init(&arena);
            if (job->workbooks.items[k].recipient)
                model_turn_to(job->model, job->workbooks.items[k].recipient, &arena);
            fputs(
                plan_print(plan_make(job->model, job->workbooks.items[k].folder->revisions, &arena),
                           &arena),
                stdout);
            arena_free(&arena);
        }
    }
    return run_end(&run, EXIT_DONE);
}
