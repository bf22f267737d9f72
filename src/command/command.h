#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "base/problem.h"
#include "layout/edition.h"

#include <stdbool.h>
#include <stddef.h>

// What the command line says.
struct options {
    const char *const *layouts; // paths; of diff, folders
    size_t layout_count;
    const char *input;  // folder of the sources
    const char *output; // folder of the workbooks
    const char *period; // as-at, or NULL: as the layouts say
    const char *only;   // names of recipients with commas between; NULL: all
    bool has_edition;   // another than the layouts say
    struct edition edition;
    size_t workers;    // processes that write; 0: one to a processor
    const char *since; // folder of what was published, or NULL
    bool csv;          // of diff: as CSV
    bool keep_going;   // write the others where some recipients fail
    bool pdf, ods;     // make these of each workbook too

    // What is to be explained: a line, a column or window, whose; NULL where it is not said.
    const char *line, *column, *recipient;
    const char *why; // something is issued; NULL: not said
};

// One command: its word, what it does in a line for --help, and the function that does it.
struct command {
    const char *name;
    const char *summary;
    enum exit_status (*run)(const struct options *options);
};

// issue.c: keeps a folder of workbooks as issued
enum exit_status command_issue(const struct options *options);

// rebuild.c: makes the workbooks of an issue again and compares them
enum exit_status command_rebuild(const struct options *options);

// explain.c: prints how a figure comes about
enum exit_status command_explain(const struct options *options);

// build.c
enum exit_status command_build(const struct options *options); // writes workbooks
enum exit_status command_check(const struct options *options); // works everything out, writes none
enum exit_status command_plan(const struct options *options);  // prints the workbooks as text

// diff.c: prints what changed from a folder to another; EXIT_PROBLEMS where anything did
enum exit_status command_diff(const struct options *options);

#endif
