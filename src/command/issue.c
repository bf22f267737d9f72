// `scorebook issue`: keeps a folder of workbooks as it was issued.
#include "record/issue.h"

#include "base/file.h"
#include "base/folder.h"
#include "command/command.h"
#include "command/find_layout.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct issuing {
    const struct options *options;
    struct arena arena;
    struct problems problems;
    const char *from; // the folder of workbooks
    struct index index;
    const char *period;
    const char *kept;     // where the issues are: "output/issued/boroughs"
    struct issues issues; // before this one
    struct issues issue;  // its lines
    const char *name;     // "2025-11-2"
};

static enum exit_status say_failure(const char *path)
{
    fprintf(stderr, "scorebook: cannot keep '%s': %s\n", path, strerror(errno));
    return EXIT_SYSTEM;
}

static struct place place_of(const char *file)
{
    return (struct place){.file = file};
}

// Whether the folder is as its record says --------------------------------------------------------

static bool read_record(struct issuing *issuing)
{
    struct problems *problems = &issuing->problems;
    const char *path = file_join(&issuing->arena, issuing->from, INDEX_NAME);
    if (!file_exists(path))
        return problem_error(problems, place_of(issuing->from), "build the workbooks into it first",
                             "there is no record of what was made, %s", INDEX_NAME);
    if (!index_read(&issuing->index, issuing->from, &issuing->arena))
        return problem_error(problems, place_of(path), "build the workbooks again",
                             "the record is damaged");
    if (issuing->index.is_unfinished)
        return problem_error(problems, place_of(path), "build the workbooks again",
                             "the last build did not finish");
    return true;
}

static bool has_sha256(const char *path, const struct index_entry *entry, struct arena *arena)
{
    struct index_entry now = {0};
    return index_measure(&now, path, arena) && text_equal(now.sha256, entry->sha256);
}

// Where a file of the record stands now; NULL, with a problem, where that is not known.
static const char *path_now(struct issuing *issuing, const struct index_entry *entry)
{
    struct arena *arena = &issuing->arena;
    if (text_equal(entry->kind, "input"))
        return file_join(arena, issuing->options->input, entry->file);
    if (!text_equal(entry->kind, "definition"))
        return file_join(arena, issuing->from, entry->file);
    const char *layout =
        find_layout(entry->layout, place_of(issuing->from), arena, &issuing->problems);
    return layout ? file_beside(arena, layout, entry->file) : NULL;
}

static void check_entry(struct issuing *issuing, const struct index_entry *entry)
{
    struct problems *problems = &issuing->problems;
    bool is_made_of = text_equal(entry->kind, "input") || text_equal(entry->kind, "definition");
    const char *path = path_now(issuing, entry);
    if (!path || has_sha256(path, entry, &issuing->arena))
        return;
    if (!file_exists(path))
        problem_error(problems, place_of(path), "build the workbooks again",
                      "the file is gone, which the record lists");
    else
        problem_error(problems, place_of(path), "build the workbooks again",
                      is_made_of ? "the file has changed since the workbooks were made of it"
                                 : "the file is not as it was built");
}

static bool check_all(struct issuing *issuing)
{
    struct index *index = &issuing->index;
    bool has_workbook = false;
    for (size_t i = 0; i < index->count; i++) {
        has_workbook |= text_equal(index->items[i].kind, "workbook");
        if (issue_path(index, &index->items[i], &issuing->arena))
            check_entry(issuing, &index->items[i]);
    }
    if (!has_workbook)
        problem_error(&issuing->problems, place_of(issuing->from), NULL,
                      "there are no workbooks in it");
    return issuing->problems.errors == 0;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

// What the folder has besides, such as someone's notes. Folders in it are other layouts' affair.
static void say_not_kept(struct issuing *issuing)
{
    const char **names;
    size_t count = folder_list(issuing->from, &names, &issuing->arena);
    for (size_t i = 0; i < count; i++) {
        const char *path = file_join(&issuing->arena, issuing->from, names[i]);
        bool is_listed = index_find(&issuing->index, names[i]) || text_equal(names[i], INDEX_NAME);
        if (!is_listed && !is_folder(path))
            printf("%s: not kept: the record does not list it\n", path);
    }
}

// The lines of the issue --------------------------------------------------------------------------

static void add_line(struct issuing *issuing, const char *kind, const char *file,
                     const char *sha256)
{
    for (size_t i = 0; i < issuing->issue.items.count; i++) {
        const struct issue_entry *entry = &issuing->issue.items.items[i];
        if (text_equal(entry->file, file) && text_equal(entry->kind, kind))
            return; // two layouts may take one file
    }
    const char *why = issuing->options->why ? issuing->options->why : "";
    size_t number = issues_last(&issuing->issues, issuing->period) + 1;
    *list_add(&issuing->arena, &issuing->issue.items) = (struct issue_entry){
        .issue = issuing->name,
        .period = issuing->period,
        .number = arena_print(&issuing->arena, "%zu", number),
        .kind = kind,
        .file = file,
        .sha256 = sha256,
        .why = why,
    };
}

static bool add_lines(struct issuing *issuing)
{
    struct index *index = &issuing->index;
    struct index_entry own = {0};
    const char *path = file_join(&issuing->arena, issuing->from, INDEX_NAME);
    if (!index_measure(&own, path, &issuing->arena))
        return false;
    for (size_t i = 0; i < index->count; i++) {
        const struct index_entry *entry = &index->items[i];
        const char *file = issue_path(index, entry, &issuing->arena);
        add_line(issuing, entry->kind, file ? file : entry->file, entry->sha256);
    }
    add_line(issuing, "record", INDEX_NAME, own.sha256);
    return true;
}

// What goes out, besides the centre's records.
static bool goes_out(const struct issue_entry *entry)
{
    static const char *const kinds[] = {"workbook", "pdf", "ods"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (text_equal(entry->kind, kinds[i]))
            return true;
    }
    return false;
}

static size_t count_going_out(const struct issues *issues, const char *issue)
{
    size_t count = 0;
    for (size_t i = 0; i < issues->items.count; i++)
        count +=
            goes_out(&issues->items.items[i]) && text_equal(issues->items.items[i].issue, issue);
    return count;
}

static bool has_line(const struct issues *issues, const struct issue_entry *wanted)
{
    for (size_t i = 0; i < issues->items.count; i++) {
        const struct issue_entry *entry = &issues->items.items[i];
        if (text_equal(entry->file, wanted->file) && text_equal(entry->sha256, wanted->sha256))
            return true;
    }
    return false;
}

// Whether all that would go out is what went out last for the period. The records may differ: they
// say with which issue the workbooks were compared.
static bool is_same_as_last(const struct issuing *issuing)
{
    size_t last = issues_last(&issuing->issues, issuing->period);
    struct arena arena = {0};
    const char *name = issue_name(issuing->period, last, &arena);
    size_t count = count_going_out(&issuing->issues, name), found = 0;
    for (size_t i = 0; i < issuing->issues.items.count; i++) {
        const struct issue_entry *old = &issuing->issues.items.items[i];
        found += goes_out(old) && text_equal(old->issue, name) && has_line(&issuing->issue, old);
    }
    arena_free(&arena);
    return last > 0 && found == count && count == count_going_out(&issuing->issue, issuing->name);
}

// Keeping -----------------------------------------------------------------------------------------

// Takes every file, and sees to it that what was taken is what was measured.
static bool take_files(struct issuing *issuing, const char *part)
{
    struct arena *arena = &issuing->arena;
    struct index *index = &issuing->index;
    for (size_t i = 0; i < index->count; i++) {
        const struct index_entry *entry = &index->items[i];
        const char *name = issue_path(index, entry, arena);
        const char *target = name ? file_join(arena, part, name) : NULL;
        if (!name || file_exists(target))
            continue;
        errno = EBUSY; // where the file changes meanwhile
        if (!folder_take(part, name, path_now(issuing, entry), arena) ||
            !has_sha256(target, entry, arena))
            return false;
    }
    return folder_take(part, INDEX_NAME, file_join(arena, issuing->from, INDEX_NAME), arena) &&
           folder_write(part, ISSUE_NAME, issues_print(&issuing->issue, arena), arena);
}

// The record of all issues with the lines of this one at its end.
static bool write_record(struct issuing *issuing)
{
    struct arena *arena = &issuing->arena;
    const char *path = file_join(arena, issuing->kept, ISSUES_NAME);
    const char *part = file_beside_target(arena, path);
    for (size_t i = 0; i < issuing->issue.items.count; i++)
        *list_add(arena, &issuing->issues.items) = issuing->issue.items.items[i];
    return folder_write(file_folder(arena, part), file_name(part),
                        issues_print(&issuing->issues, arena), arena) &&
           file_place(part, path);
}

static enum exit_status keep(struct issuing *issuing)
{
    const char *path = file_join(&issuing->arena, issuing->kept, issuing->name);
    const char *part = file_beside_target(&issuing->arena, path);
    if (!file_make_folders(part) || !take_files(issuing, part) || rename(part, path) != 0) {
        enum exit_status status = say_failure(path);
        folder_drop(part);
        return status;
    }
    return write_record(issuing) ? EXIT_DONE : say_failure(path);
}

// An issue whose lines did not get into the record, for the run was broken off.
static bool mend(struct issuing *issuing)
{
    struct arena *arena = &issuing->arena;
    for (;;) {
        size_t number = issues_last(&issuing->issues, issuing->period) + 1;
        issuing->name = issue_name(issuing->period, number, arena);
        const char *path = file_join(arena, issuing->kept, issuing->name);
        if (!file_exists(path))
            return true;
        const char *lines = file_join(arena, path, ISSUE_NAME);
        if (!issues_read(&issuing->issue, lines, arena, &issuing->problems))
            return false;
        if (issuing->issue.items.count == 0)
            return problem_error(&issuing->problems, place_of(path),
                                 "it is no issue; take it away from there",
                                 "the folder stands where the next issue belongs");
        if (!write_record(issuing))
            return problem_error(&issuing->problems, place_of(path), NULL,
                                 "its lines cannot be put into the record");
        memset(&issuing->issue, 0, sizeof issuing->issue);
    }
}

static bool prepare(struct issuing *issuing)
{
    struct arena *arena = &issuing->arena;
    if (!read_record(issuing) || !check_all(issuing))
        return false;
    issuing->period = issue_period(&issuing->index);
    issuing->kept = issues_folder(issuing->options->output, issuing->from, issuing->period, arena);
    if (issuing->period[0] == '\0')
        issuing->period = "undated";
    file_sweep(issuing->kept);
    return issues_read(&issuing->issues, file_join(arena, issuing->kept, ISSUES_NAME), arena,
                       &issuing->problems) &&
           mend(issuing);
}

static size_t count_kind(const struct issues *issues, const char *kind)
{
    size_t count = 0;
    for (size_t i = 0; i < issues->items.count; i++)
        count += text_equal(issues->items.items[i].kind, kind);
    return count;
}

// "output/issued/boroughs/2025-11-1: 33 workbooks, made of 2 files of figures and 5 of definitions"
static void say_kept(const struct issuing *issuing)
{
    const struct issues *kept = &issuing->issue;
    size_t workbooks = count_kind(kept, "workbook");
    size_t inputs = count_kind(kept, "input");
    printf("%s/%s: %zu workbook%s, made of %zu file%s of figures and %zu of definitions\n",
           issuing->kept, issuing->name, workbooks, workbooks == 1 ? "" : "s", inputs,
           inputs == 1 ? "" : "s", count_kind(kept, "definition"));
}

static enum exit_status issue(struct issuing *issuing)
{
    if (!prepare(issuing)) {
        problems_print(&issuing->problems, stderr);
        return EXIT_PROBLEMS;
    }
    if (!add_lines(issuing))
        return say_failure(issuing->from);
    say_not_kept(issuing);
    if (is_same_as_last(issuing)) {
        size_t last = issues_last(&issuing->issues, issuing->period);
        printf("%s/%s: is the same already; nothing is kept\n", issuing->kept,
               issue_name(issuing->period, last, &issuing->arena));
        return EXIT_DONE;
    }
    enum exit_status status = keep(issuing);
    if (status == EXIT_DONE)
        say_kept(issuing);
    return status;
}

enum exit_status command_issue(const struct options *options)
{
    struct issuing issuing = {.options = options};
    if (options->layout_count != 1) {
        fputs("scorebook issue: name one folder of workbooks\n", stderr);
        return EXIT_WRONG_USE;
    }
    arena_init(&issuing.arena);
    problems_init(&issuing.problems, &issuing.arena);
    issuing.from = options->layouts[0];
    enum exit_status status = issue(&issuing);
    arena_free(&issuing.arena);
    return status;
}
