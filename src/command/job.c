#include "command/job.h"

#include "base/file.h"
#include "base/spelling.h"
#include "base/text.h"
#include "record/gather.h"

#include <stdio.h>
#include <string.h>

void run_start(struct run *run, const struct options *options)
{
    *run = (struct run){.options = options};
    arena_init(&run->arena);
    problems_init(&run->problems, &run->arena);
}

enum exit_status run_end(struct run *run, enum exit_status status)
{
    arena_free(&run->arena);
    return status;
}

// Names -------------------------------------------------------------------------------------------

// A folder's name part by part, each made safe.
static const char *safe_folder(struct arena *arena, const char *folder)
{
    const char **parts;
    const char *path = "";
    size_t count = text_split(arena, folder, '/', &parts);
    for (size_t i = 0; i < count; i++) {
        const char *part = file_safe_name(arena, parts[i]);
        path = i == 0 ? part : file_join(arena, path, part);
    }
    return path;
}

static const char *workbook_path(struct run *run, struct model *model)
{
    const struct layout *layout = model->layout;
    const char *folder = run->options->output;
    const char *name = model_text(model, &layout->save_as, NULL, NULL, NULL);
    if (layout->folder.text)
        folder = file_join(
            &run->arena, folder,
            safe_folder(&run->arena, model_text(model, &layout->folder, NULL, NULL, NULL)));
    return file_join(&run->arena, folder, edition_file_name(&run->arena, layout->edition, name));
}

static const char *folder_of(struct run *run, const char *path)
{
    return arena_copy_part(&run->arena, path, strlen(path) - strlen(file_name(path)) - 1);
}

static const char *maker_of(const struct job *job, const struct workbook *workbook)
{
    return workbook->recipient ? workbook->recipient->name : job->layout;
}

// Two workbooks may not share a name; on Windows capitals make no difference.
static void check_path(struct run *run, const struct job *job, const struct workbook *workbook)
{
    struct place place = job->model->layout->save_as.place;
    const struct job *last = run->jobs.items + run->jobs.count;
    for (const struct job *other = run->jobs.items; other <= last; other++) {
        const struct job *compared = other == last ? job : other;
        for (size_t i = 0; i < compared->workbooks.count; i++) {
            const struct workbook *one = &compared->workbooks.items[i];
            if (one != workbook && text_same(one->path, workbook->path))
                problem_error(&run->problems, place,
                              workbook->recipient ? "put something of the recipient into it: "
                                                    "{name}"
                                                  : "give one of them another `save as:`",
                              "'%s' and '%s' would share the workbook '%s'",
                              maker_of(compared, one), maker_of(job, workbook),
                              file_name(workbook->path));
        }
        if (other == last)
            break;
    }
}

// --only ------------------------------------------------------------------------------------------

static const struct area *find_recipient(const struct model *model, const char *name)
{
    for (size_t i = 0; i < model->areas.recipient_count; i++) {
        if (text_same(model->areas.items.items[i]->name, name))
            return model->areas.items.items[i];
    }
    return NULL;
}

static bool is_wanted(struct run *run, const struct area *recipient)
{
    const char **names;
    if (!run->options->only || !recipient)
        return true;
    size_t count = text_split(&run->arena, run->options->only, ',', &names);
    for (size_t i = 0; i < count; i++) {
        if (text_same(text_trim(&run->arena, names[i]), recipient->name))
            return true;
    }
    return false;
}

static void check_only(struct run *run, const struct model *model)
{
    const char **names;
    LIST(const char *) known = {0};
    if (!run->options->only || !model->layout->recipients.one_workbook_each)
        return;
    for (size_t i = 0; i < model->areas.recipient_count; i++)
        *list_add(&run->arena, &known) = model->areas.items.items[i]->name;
    size_t count = text_split(&run->arena, run->options->only, ',', &names);
    for (size_t i = 0; i < count; i++) {
        const char *name = text_trim(&run->arena, names[i]);
        const char *nearest = spelling_nearest(name, known.items, known.count);
        if (!find_recipient(model, name))
            problem_error(&run->problems, (struct place){.file = "--only"},
                          nearest ? arena_print(&run->arena, "did you mean '%s'?", nearest) : NULL,
                          "'%s' is no recipient", name);
    }
}

// Working out -------------------------------------------------------------------------------------

static struct index_entry entry_of(struct run *run, struct model *model,
                                   const struct workbook *workbook)
{
    const struct recipients *recipients = &model->layout->recipients;
    const struct area *recipient = workbook->recipient;
    struct tally *tallies;
    struct text lights = {.arena = &run->arena};
    size_t count = tally_lights(model, &tallies);
    for (size_t i = 0; i < count; i++)
        text_print(&lights, "%s%zu %s", i > 0 ? ", " : "", tallies[i].count, tallies[i].state);
    const char *as_at = "";
    if (model->latest.kind != PERIOD_NONE)
        as_at = period_show(&run->arena, model->latest, &model->layout->calendar, NULL);
    return (struct index_entry){
        .kind = "workbook",
        .name = recipient ? recipient->name : "",
        .contact = recipient ? row_cell(recipient->recipient, recipients->contact) : "",
        .file = file_name(workbook->path),
        .lines = tally_lines(model),
        .lights = text_done(&lights),
        .as_at = as_at,
        .layout = file_name(model->layout->file),
        .edition = edition_name(model->layout->edition),
        .made_from = "",
        .sha256 = "",
    };
}

// What was sound for the first recipient and is not for this one is its own problem.
static void turn_to(struct run *run, struct model *model, const struct area *recipient,
                    struct arena *arena)
{
    size_t errors = run->problems.errors - model->blamed;
    if (!model_turn_to(model, recipient, arena) && run->problems.errors - model->blamed > errors)
        model_blame(model, recipient, errors + model->blamed);
}

// A gathering to each part of the job's model.
struct gatherings {
    struct gather *items;
    size_t count;
};

const char *run_part_name(struct run *run, const struct job *job, size_t part)
{
    const char *name = file_name(job->layout);
    const struct model *model = job->model->parts.items[part];
    if (model == job->model)
        return name;
    return arena_print(&run->arena, "%s" FIGURES_PART "%s", name, file_name(model->layout->file));
}

static struct gatherings start_gathering(struct run *run, const struct job *job)
{
    const struct model *model = job->model;
    struct gatherings gatherings = {.count = model->parts.count};
    gatherings.items = arena_array(&run->arena, struct gather, gatherings.count);
    for (size_t i = 0; i < gatherings.count; i++)
        gather_start(&gatherings.items[i], model->parts.items[i], run_part_name(run, job, i),
                     &run->arena);
    return gatherings;
}

static void gather_figures(struct run *run, struct gatherings *gatherings,
                           const struct workbook *workbook)
{
    bool has_failed = workbook->recipient && workbook->recipient->has_failed;
    for (size_t i = 0; run->keeps_record && i < gatherings->count; i++)
        gather_workbook(&gatherings->items[i], workbook->entry.file,
                        workbook->is_wanted && !has_failed, &workbook->folder->figures);
}

static void add_workbook(struct run *run, struct job *job, struct gatherings *gatherings,
                         const struct area *recipient)
{
    struct arena arena;
    struct model *model = job->model;
    struct workbook workbook = {.recipient = recipient, .is_wanted = is_wanted(run, recipient)};
    arena_init(&arena);
    if (recipient)
        turn_to(run, model, recipient, &arena);
    workbook.path = workbook_path(run, model);
    workbook.folder = run_folder(run, folder_of(run, workbook.path));
    workbook.entry = entry_of(run, model, &workbook);
    gather_figures(run, gatherings, &workbook);
    *list_add(&run->arena, &job->workbooks) = workbook;
    arena_free(&arena);
}

// Once for each folder that the job has workbooks in.
static void gather_made_of(struct run *run, const struct job *job, struct gatherings *gatherings)
{
    for (size_t i = 0; run->keeps_record && i < run->folders.count; i++) {
        bool has_any = false;
        for (size_t k = 0; k < job->workbooks.count; k++)
            has_any |= job->workbooks.items[k].folder == run->folders.items[i];
        for (size_t k = 0; has_any && k < gatherings->count; k++)
            gather_sources(&gatherings->items[k], &run->folders.items[i]->figures);
    }
}

static void add_workbooks(struct run *run, struct job *job)
{
    struct model *model = job->model;
    struct gatherings gatherings = start_gathering(run, job);
    if (!model->layout->recipients.one_workbook_each)
        add_workbook(run, job, &gatherings, NULL);
    else
        for (size_t i = 0; i < model->areas.recipient_count; i++)
            add_workbook(run, job, &gatherings, model->areas.items.items[i]);
    gather_made_of(run, job, &gatherings);
    for (size_t i = 0; i < job->workbooks.count; i++) {
        struct workbook *workbook = &job->workbooks.items[i];
        workbook->is_failed = workbook->recipient && workbook->recipient->has_failed;
        check_path(run, job, workbook);
    }
}

// What was published is of the layout's own period, in the words of the mirror.
static bool is_as_published(const struct model *model, const char *period)
{
    const struct layout *layout = model->layout;
    struct period own;
    if (layout->edition.is_accessible)
        return false;
    return !period || !layout->latest.text ||
           !period_read(layout->latest.text, &layout->calendar, &own) ||
           own.number == model->latest.number;
}

static void check_published(struct model *model, const char *period, struct published_count *sum)
{
    if (!is_as_published(model, period))
        return;
    struct published_count count = published_check(model);
    sum->compared += count.compared;
    sum->agreed += count.agreed;
    sum->explained += count.explained;
}

static void add_job(struct run *run, const char *path)
{
    const struct options *options = run->options;
    struct job job = {.layout = path};
    struct layout *layout = layout_read(path, options->input, &run->arena, &run->problems);
    if (layout)
        layout_turn_to(layout, options->has_edition ? options->edition : layout->edition,
                       &run->arena);
    if (layout)
        job.model =
            model_make(layout, options->input, options->period, &run->arena, &run->problems);
    if (!job.model)
        return;
    for (size_t i = 0; i < job.model->parts.count; i++)
        check_published(job.model->parts.items[i], options->period, &job.published);
    check_only(run, job.model);
    add_workbooks(run, &job);
    run_check_vanished(run, &job);
    *list_add(&run->arena, &run->jobs) = job;
}

// With --keep-going a recipient's own failure leaves only that workbook out.
static bool may_go_on(const struct run *run)
{
    size_t others = run->problems.errors;
    for (size_t i = 0; i < run->jobs.count; i++)
        others -= run->jobs.items[i].model->blamed;
    bool all_are_here = run->jobs.count == run->options->layout_count;
    return run->problems.errors == 0 || (run->options->keep_going && others == 0 && all_are_here);
}

bool run_prepare(struct run *run)
{
    for (size_t i = 0; i < run->options->layout_count; i++)
        add_job(run, run->options->layouts[i]);
    if (run->keeps_record && may_go_on(run))
        run_compare(run);
    if (!run->is_quiet || run->problems.errors > 0)
        problems_print(&run->problems, stderr);
    return may_go_on(run);
}
