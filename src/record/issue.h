#ifndef RECORD_ISSUE_H
#define RECORD_ISSUE_H

#include "base/list.h"
#include "base/problem.h"
#include "record/index.h"

// What was issued: numbered copies of built folders, OUTPUT/issued/NAME/2025-11-1, and beside them
// the record of all of them, issued.csv, which only grows. An issue holds the workbooks with their
// records, and under made-of/ what they were made of, so that they can be made again.

#define ISSUES_FOLDER     "issued"
#define ISSUES_NAME       "issued.csv"
#define ISSUE_NAME        "issue.csv" // the lines of one issue, in its own folder
#define ISSUE_INPUTS      "made-of/inputs"
#define ISSUE_DEFINITIONS "made-of/definitions"

struct issue_entry {
    const char *issue;  // "2025-11-2"
    const char *period; // "2025-11"
    const char *number; // "2"
    const char *kind;   // as in index.csv
    const char *file;   // seen from the folder of the issue
    const char *sha256;
    const char *why; // what the issue was kept for; ""
};

struct issues {
    LIST(struct issue_entry) items;
};

// Where the issues of a folder of workbooks are kept: "output/issued/boroughs" for
// "output/boroughs/2025-11"; the folder of the period itself gives no name. `period` may be "".
const char *issues_folder(const char *output, const char *folder, const char *period,
                          struct arena *arena);

// Adds the lines of a file of this kind, issued.csv or issue.csv. One that is not there has none.
// False, with a problem, where it is damaged.
bool issues_read(struct issues *issues, const char *path, struct arena *arena,
                 struct problems *problems);
const char *issues_print(const struct issues *issues, struct arena *arena);

// The number of the last issue of a period; 0 where there is none.
size_t issues_last(const struct issues *issues, const char *period);

// The folder of an issue: "2025-11-2"; a year's is "2024-25-1", for it cannot have a slash.
const char *issue_name(const char *period, size_t number, struct arena *arena);

// The last issue of the period that a folder of workbooks is of, as its path, or NULL.
const char *issue_find_last(const char *output, const char *folder, const char *period,
                            struct arena *arena, struct problems *problems);

// The newest period that workbooks of a record are as at; "" without.
const char *issue_period(const struct index *index);

// Where an issue keeps a file of its record, seen from its folder: a workbook as it was, an input
// under made-of/inputs, a definition in a folder of its layout, as deep as what the layout uses
// from folders above it asks for. NULL for what is no file.
const char *issue_path(const struct index *index, const struct index_entry *entry,
                       struct arena *arena);

#endif
