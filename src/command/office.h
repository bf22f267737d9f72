#ifndef COMMAND_OFFICE_H
#define COMMAND_OFFICE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

// LibreOffice, which turns workbooks into PDF and OpenDocument files: one process for all workbooks
// of a run, with settings of its own, in a folder of its own that goes when it is done.

enum paper_kind { PAPER_PDF, PAPER_ODS, PAPER_KINDS };

struct office {
    struct arena *arena;
    const char *folder; // temporary; NULL where there is none
    const char *fault;  // why the last call was of no use, in plain words
    size_t count;       // of workbooks taken in
};

// Makes the folder. False with `fault` set where LibreOffice or what checks its work is missing.
bool office_open(struct office *office, struct arena *arena);
void office_close(struct office *office);

// Takes a workbook in by its path; returns its number.
size_t office_add(struct office *office, const char *path);

// Turns all that was taken in into files of a kind, in no more than so many seconds for each and
// once as many to begin with. False with `fault` set where it fails; a single file that it did not
// make shows by not being there.
bool office_convert(struct office *office, enum paper_kind kind, unsigned seconds);

// Where a workbook's file of a kind is, once made.
const char *office_made(struct office *office, enum paper_kind kind, size_t number);

// How many pages of a PDF have something to read on them; 0 where it is none.
size_t office_pages(struct office *office, const char *path);

#endif
