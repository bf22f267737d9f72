// `scorebook rebuild`: makes the workbooks of an issue again, from what they were made of, and
// compares them with what was issued.
#include "base/file.h"
#include "base/folder.h"
#include "command/find_layout.h"
#include "command/job.h"
#include "command/program.h"
#include "record/issue.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct rebuilding {
    const struct options *options;
    struct arena arena;
    struct problems problems;
    const char *issue; // its folder
    struct index index;
    const char *work; // folder for a while: what the workbooks are made of, and these
    size_t same, differ;
};

static struct place place_of(const char *file)
{
    return (struct place){.file = file};
}

static enum exit_status say_failure(const char *path)
{
    fprintf(stderr, "scorebook: cannot make '%s' again: %s\n", path, strerror(errno));
    return EXIT_SYSTEM;
}

static bool has_sha256(struct rebuilding *rebuilding, const char *path, const char *sha256)
{
    struct index_entry now = {0};
    return index_measure(&now, path, &rebuilding->arena) && text_equal(now.sha256, sha256);
}

// The issue ---------------------------------------------------------------------------------------

// Its lines in the record of all issues; where that is not there, its own.
static bool read_lines(struct rebuilding *rebuilding, struct issues *lines)
{
    struct arena *arena = &rebuilding->arena;
    const char *name = file_name(rebuilding->issue);
    const char *all = file_beside(arena, rebuilding->issue, ISSUES_NAME);
    struct issues issues = {0};
    if (!issues_read(&issues, all, arena, &rebuilding->problems) ||
        (issues.items.count == 0 &&
         !issues_read(&issues, file_join(arena, rebuilding->issue, ISSUE_NAME), arena,
                      &rebuilding->problems)))
        return false;
    for (size_t i = 0; i < issues.items.count; i++) {
        if (text_equal(issues.items.items[i].issue, name))
            *list_add(arena, &lines->items) = issues.items.items[i];
    }
    return lines->items.count > 0 ||
           problem_error(&rebuilding->problems, place_of(rebuilding->issue),
                         "name one such as output/issued/boroughs/2025-11-1", "it is no issue");
}

// What was issued must be what stands there; what it was made of may also be found elsewhere.
static void check_issued(struct rebuilding *rebuilding, const struct issues *lines)
{
    for (size_t i = 0; i < lines->items.count; i++) {
        const struct issue_entry *line = &lines->items.items[i];
        bool is_made_of = text_equal(line->kind, "input") || text_equal(line->kind, "definition") ||
                          text_equal(line->kind, "option") || text_equal(line->kind, "program") ||
                          text_equal(line->kind, "since");
        const char *path = file_join(&rebuilding->arena, rebuilding->issue, line->file);
        if (!is_made_of && !has_sha256(rebuilding, path, line->sha256))
            problem_error(
                &rebuilding->problems, place_of(path), "put the file back as it was issued",
                file_exists(path) ? "the file is not as it was issued" : "the file is gone");
    }
}

static bool read_issue(struct rebuilding *rebuilding)
{
    struct issues lines = {0};
    if (!read_lines(rebuilding, &lines))
        return false;
    check_issued(rebuilding, &lines);
    if (rebuilding->problems.errors > 0)
        return false;
    return index_read(&rebuilding->index, rebuilding->issue, &rebuilding->arena) ||
           problem_error(&rebuilding->problems, place_of(rebuilding->issue), NULL,
                         "its record, %s, is damaged", INDEX_NAME);
}

// What the workbooks are made of ------------------------------------------------------------------

// The file as it was: kept in the issue, or where the project has it now; NULL where neither is.
static const char *find_file(struct rebuilding *rebuilding, const struct index_entry *entry,
                             const char *name)
{
    struct arena *arena = &rebuilding->arena;
    struct problems unused;
    problems_init(&unused, arena);
    const char *kept = file_join(arena, rebuilding->issue, name);
    if (has_sha256(rebuilding, kept, entry->sha256))
        return kept;
    const char *layout = find_layout(entry->layout, place_of(kept), arena, &unused);
    const char *now = NULL;
    if (text_equal(entry->kind, "input"))
        now = file_join(arena, rebuilding->options->input, entry->file);
    else if (layout)
        now = file_beside(arena, layout, entry->file);
    return now && has_sha256(rebuilding, now, entry->sha256) ? now : NULL;
}

// The figures that the workbooks were compared with stay where they are: an earlier issue, or the
// folder that --since named.
static const char *published_path(struct rebuilding *rebuilding, const struct index_entry *entry)
{
    return file_join(&rebuilding->arena, rebuilding->options->output, entry->file);
}

static const char *without_file(struct arena *arena, const char *path)
{
    return arena_copy_part(arena, path, strlen(path) - strlen(file_name(path)) - 1);
}

static void check_published(struct rebuilding *rebuilding)
{
    for (size_t i = 0; i < rebuilding->index.count; i++) {
        const struct index_entry *entry = &rebuilding->index.items[i];
        const char *path = published_path(rebuilding, entry);
        if (text_equal(entry->kind, "since") && !has_sha256(rebuilding, path, entry->sha256))
            problem_error(&rebuilding->problems, place_of(path),
                          "put back the folder as it was, with its records",
                          "what the workbooks were compared with is no longer the same");
    }
}

static bool gather(struct rebuilding *rebuilding)
{
    check_published(rebuilding);
    struct arena *arena = &rebuilding->arena;
    for (size_t i = 0; i < rebuilding->index.count; i++) {
        const struct index_entry *entry = &rebuilding->index.items[i];
        bool is_made_of = text_equal(entry->kind, "input") || text_equal(entry->kind, "definition");
        const char *name = is_made_of ? issue_path(&rebuilding->index, entry, arena) : NULL;
        if (!name || file_exists(file_join(arena, rebuilding->work, name)))
            continue;
        const char *path = find_file(rebuilding, entry, name);
        if (!path)
            problem_error(&rebuilding->problems,
                          place_of(file_join(arena, rebuilding->issue, name)),
                          "put back the file with the SHA-256 of the record",
                          "%s '%s' is no longer the same as when the workbooks were made",
                          entry->kind, entry->file);
        else if (!folder_take(rebuilding->work, name, path, arena))
            return false;
    }
    return true;
}

// Making them again -------------------------------------------------------------------------------

static const char *layout_in_work(struct rebuilding *rebuilding, const char *layout)
{
    for (size_t i = 0; i < rebuilding->index.count; i++) {
        const struct index_entry *entry = &rebuilding->index.items[i];
        if (text_equal(entry->kind, "definition") && text_equal(entry->layout, layout) &&
            text_equal(entry->file, layout))
            return file_join(&rebuilding->arena, rebuilding->work,
                             issue_path(&rebuilding->index, entry, &rebuilding->arena));
    }
    return NULL;
}

// Whether two lines of a record are of what one layout made in one edition.
static bool is_of_same(const struct index_entry *one, const struct index_entry *other)
{
    return text_equal(one->layout, other->layout) && text_equal(one->edition, other->edition);
}

// The options that a workbook was made with.
static struct options options_of(struct rebuilding *rebuilding, const struct index_entry *workbook)
{
    static const char period[] = "--period ", edition[] = "--edition ";
    struct arena *arena = &rebuilding->arena;
    struct options options = {
        .input = file_join(arena, rebuilding->work, ISSUE_INPUTS),
        .output = file_join(arena, rebuilding->work, "output"),
        .workers = rebuilding->options->workers,
        .keep_going = true,
    };
    for (size_t i = 0; i < rebuilding->index.count; i++) {
        const struct index_entry *entry = &rebuilding->index.items[i];
        if (text_equal(entry->kind, "since") && is_of_same(entry, workbook))
            options.since = without_file(arena, published_path(rebuilding, entry));
        if (!text_equal(entry->kind, "option") || !is_of_same(entry, workbook))
            continue;
        if (text_starts(entry->file, period))
            options.period = entry->file + strlen(period);
        if (text_starts(entry->file, edition))
            options.has_edition =
                edition_read(arena, entry->file + strlen(edition), &options.edition);
    }
    return options;
}

static void compare_workbook(struct rebuilding *rebuilding, const struct index_entry *issued,
                             const struct run *run)
{
    struct arena *arena = &rebuilding->arena;
    const char *path = NULL;
    for (size_t i = 0; i < run->jobs.count; i++) {
        const struct job *job = &run->jobs.items[i];
        for (size_t k = 0; k < job->workbooks.count; k++) {
            if (text_equal(job->workbooks.items[k].entry.file, issued->file))
                path = job->workbooks.items[k].path;
        }
    }
    bool is_same = path && has_sha256(rebuilding, path, issued->sha256);
    rebuilding->same += is_same;
    rebuilding->differ += !is_same;
    if (!is_same)
        fprintf(stderr, "%s: error: made again, it %s\n",
                file_join(arena, rebuilding->issue, issued->file),
                path && file_exists(path) ? "is not the same" : "does not come about");
}

// Makes all workbooks of the layout and the edition that one of them is of.
static enum exit_status make_like(struct rebuilding *rebuilding, const struct index_entry *workbook)
{
    struct run run;
    const char *path = layout_in_work(rebuilding, workbook->layout);
    struct options options = options_of(rebuilding, workbook);
    options.layouts = &path;
    options.layout_count = path != NULL;
    run_start(&run, &options);
    run.is_quiet = true;
    enum exit_status status = run_make(&run);
    for (size_t i = 0; status == EXIT_DONE && i < rebuilding->index.count; i++) {
        const struct index_entry *entry = &rebuilding->index.items[i];
        if (text_equal(entry->kind, "workbook") && is_of_same(entry, workbook))
            compare_workbook(rebuilding, entry, &run);
    }
    return run_end(&run, status);
}

static bool is_first(const struct index *index, size_t number)
{
    for (size_t i = 0; i < number; i++) {
        if (text_equal(index->items[i].kind, "workbook") &&
            is_of_same(&index->items[i], &index->items[number]))
            return false;
    }
    return text_equal(index->items[number].kind, "workbook");
}

static enum exit_status make_all(struct rebuilding *rebuilding)
{
    enum exit_status status = EXIT_DONE;
    for (size_t i = 0; status == EXIT_DONE && i < rebuilding->index.count; i++) {
        if (is_first(&rebuilding->index, i))
            status = make_like(rebuilding, &rebuilding->index.items[i]);
    }
    return status;
}

// What came of it ---------------------------------------------------------------------------------

// The program that made them, where it is not this one.
static const char *other_program(struct rebuilding *rebuilding)
{
    for (size_t i = 0; i < rebuilding->index.count; i++) {
        const struct index_entry *entry = &rebuilding->index.items[i];
        struct index_entry now = program_entry(&rebuilding->arena, entry->layout);
        if (text_equal(entry->kind, "program") &&
            (!text_equal(entry->sha256, now.sha256) || !text_equal(entry->file, now.file)))
            return arena_print(&rebuilding->arena, "%s (%s)", entry->file, entry->sha256);
    }
    return NULL;
}

static enum exit_status say_result(struct rebuilding *rebuilding)
{
    const char *program = other_program(rebuilding);
    if (program)
        fprintf(rebuilding->differ > 0 ? stderr : stdout,
                "the program is no longer the same: they were made by %s\n", program);
    printf("%s: %zu workbook%s made again; %zu the same byte for byte", rebuilding->issue,
           rebuilding->same + rebuilding->differ,
           rebuilding->same + rebuilding->differ == 1 ? "" : "s", rebuilding->same);
    if (rebuilding->differ > 0)
        printf(", %zu not", rebuilding->differ);
    putchar('\n');
    return rebuilding->differ > 0 ? EXIT_PROBLEMS : EXIT_DONE;
}

static enum exit_status rebuild(struct rebuilding *rebuilding)
{
    bool is_gathered = read_issue(rebuilding);
    if (is_gathered) {
        rebuilding->work = folder_temporary(&rebuilding->arena);
        if (!rebuilding->work || !gather(rebuilding))
            return say_failure(rebuilding->issue);
    }
    problems_print(&rebuilding->problems, stderr);
    if (rebuilding->problems.errors > 0)
        return EXIT_PROBLEMS;
    enum exit_status status = make_all(rebuilding);
    return status == EXIT_DONE ? say_result(rebuilding) : status;
}

enum exit_status command_rebuild(const struct options *options)
{
    struct rebuilding rebuilding = {.options = options};
    if (options->layout_count != 1) {
        fputs("scorebook rebuild: name one issue, such as output/issued/boroughs/2025-11-1\n",
              stderr);
        return EXIT_WRONG_USE;
    }
    arena_init(&rebuilding.arena);
    problems_init(&rebuilding.problems, &rebuilding.arena);
    size_t length = strlen(options->layouts[0]);
    while (length > 1 && options->layouts[0][length - 1] == '/')
        length--;
    rebuilding.issue = arena_copy_part(&rebuilding.arena, options->layouts[0], length);
    enum exit_status status = rebuild(&rebuilding);
    if (rebuilding.work)
        folder_drop(rebuilding.work);
    arena_free(&rebuilding.arena);
    return status;
}
