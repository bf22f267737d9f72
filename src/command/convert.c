// PDF and OpenDocument files of the workbooks of a run.
#include "command/job.h"

#include "base/file.h"
#include "base/text.h"
#include "plan/build.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { SECONDS_A_WORKBOOK = 60 };

static const char *const names[PAPER_KINDS] = {[PAPER_PDF] = "pdf", [PAPER_ODS] = "ods"};

static bool is_asked(const struct run *run, enum paper_kind kind)
{
    return kind == PAPER_PDF ? run->options->pdf : run->options->ods;
}

static enum exit_status say_failure(const char *path, const char *what)
{
    fprintf(stderr, "scorebook: cannot make '%s': %s\n", path, what);
    return EXIT_SYSTEM;
}

// Whether it was made of the very workbook that was written now, and nobody changed it since.
static bool is_as_it_was(struct run *run, const struct workbook *workbook, struct paper *paper,
                         const struct index *old)
{
    const struct index_entry *of = index_find(old, workbook->entry.file);
    const struct index_entry *was = index_find(old, paper->entry.file);
    return of && was && text_equal(of->sha256, workbook->entry.sha256) &&
           index_measure(&paper->entry, paper->path, &run->arena) &&
           text_equal(was->sha256, paper->entry.sha256);
}

static struct paper paper_of(struct run *run, const struct workbook *workbook, enum paper_kind kind)
{
    struct paper paper = {.path = paper_path(&run->arena, kind, workbook->path),
                          .entry = workbook->entry};
    paper.entry.kind = names[kind];
    paper.entry.file = file_name(paper.path);
    paper.entry.lines = 0;
    paper.entry.lights = "";
    return paper;
}

void run_keep_papers(struct run *run, struct workbook *workbook, const struct index *old)
{
    const struct index_entry *of = index_find(old, workbook->entry.file);
    for (enum paper_kind kind = 0; kind < PAPER_KINDS; kind++) {
        struct paper paper = paper_of(run, workbook, kind);
        bool is_of_this = of && (!workbook->part || text_equal(of->sha256, workbook->entry.sha256));
        if (!workbook->papers[kind].path && is_of_this && index_find(old, paper.entry.file) &&
            file_exists(paper.path))
            workbook->papers[kind] = paper;
    }
}

// What is to be made of a workbook. It is taken in once, whatever is made of it.
static enum exit_status add_papers(struct run *run, struct workbook *workbook,
                                   const struct index *old, struct office *office)
{
    bool any = false;
    const char *now = workbook->is_unchanged ? workbook->path : workbook->part;
    if (!now)
        return EXIT_DONE;
    if (!index_measure(&workbook->entry, now, &run->arena))
        return say_failure(workbook->path, strerror(errno));
    for (enum paper_kind kind = 0; kind < PAPER_KINDS; kind++) {
        struct paper *paper = &workbook->papers[kind];
        if (!is_asked(run, kind))
            continue;
        *paper = paper_of(run, workbook, kind);
        if (!is_as_it_was(run, workbook, paper, old))
            paper->number = office->count + 1;
        any = any || paper->number > 0;
    }
    if (any)
        office_add(office, now);
    return EXIT_DONE;
}

static enum exit_status add_job(struct run *run, struct job *job, struct office *office)
{
    struct index old = {0};
    enum exit_status status = EXIT_DONE;
    if (job->workbooks.count > 0)
        index_read(&old, file_folder(&run->arena, job->workbooks.items[0].path), &run->arena);
    for (size_t i = 0; status == EXIT_DONE && i < job->workbooks.count; i++)
        status = add_papers(run, &job->workbooks.items[i], &old, office);
    return status;
}

static enum exit_status take_papers(struct job *job, enum paper_kind kind, struct office *office)
{
    enum exit_status status = EXIT_DONE;
    for (size_t i = 0; i < job->workbooks.count; i++) {
        struct workbook *workbook = &job->workbooks.items[i];
        struct paper *paper = &workbook->papers[kind];
        if (paper->number == 0)
            continue;
        const char *fault =
            paper_write(paper, kind, office, plan_created(job->model), workbook->entry.sha256);
        if (fault)
            status = say_failure(paper->path, fault);
    }
    return status;
}

static enum exit_status convert(struct run *run, enum paper_kind kind, struct office *office)
{
    enum exit_status status = EXIT_DONE;
    if (!is_asked(run, kind) || office->count == 0)
        return EXIT_DONE;
    if (!office_convert(office, kind, SECONDS_A_WORKBOOK))
        return say_failure(kind == PAPER_PDF ? "PDF" : "OpenDocument files", office->fault);
    for (size_t i = 0; i < run->jobs.count; i++) {
        enum exit_status one = take_papers(&run->jobs.items[i], kind, office);
        status = one > status ? one : status;
    }
    return status;
}

enum exit_status run_convert(struct run *run)
{
    struct office office;
    enum exit_status status = EXIT_DONE;
    if (!run->options->pdf && !run->options->ods)
        return EXIT_DONE;
    if (!office_open(&office, &run->arena))
        status = say_failure(run->options->pdf ? "PDF" : "OpenDocument files", office.fault);
    for (size_t i = 0; status == EXIT_DONE && i < run->jobs.count; i++)
        status = add_job(run, &run->jobs.items[i], &office);
    for (enum paper_kind kind = 0; status == EXIT_DONE && kind < PAPER_KINDS; kind++)
        status = convert(run, kind, &office);
    office_close(&office);
    if (status != EXIT_DONE)
        run_drop(run);
    return status;
}

void run_say_papers(const struct workbook *workbook)
{
    for (enum paper_kind kind = 0; kind < PAPER_KINDS; kind++) {
        const struct paper *paper = &workbook->papers[kind];
        if (paper->part && paper->pages > 0)
            printf("%s: %zu page%s\n", paper->path, paper->pages, paper->pages == 1 ? "" : "s");
        else if (paper->path)
            printf("%s%s\n", paper->path, paper->part ? "" : ": as it was");
    }
}
