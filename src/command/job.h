#ifndef COMMAND_JOB_H
#define COMMAND_JOB_H

#include "command/command.h"
#include "command/paper.h"
#include "model/model.h"
#include "model/tally.h"
#include "record/index.h"
#include "record/published.h"

// A layout on its way to workbooks on the disk: one, or one for each recipient.
struct workbook {
    const struct area *recipient; // NULL where the layout makes one workbook
    const char *path;             // what it is to be called
    const char *part;             // what is written before it gets its name
    bool is_failed;               // its figures have problems
    bool is_wanted;               // to be written: not left out by --only
    struct index_entry entry;     // what the record says of it
    struct paper papers[PAPER_KINDS];
};

struct job {
    const char *layout;
    struct model *model;
    struct published_count published;
    LIST(struct workbook) workbooks;
};

// A run over several layouts: every problem of every layout is known before anything is written.
struct run {
    const struct options *options;
    struct arena arena;
    struct problems problems;
    LIST(struct job) jobs;
};

void run_start(struct run *run, const struct options *options);
enum exit_status run_end(struct run *run, enum exit_status status);

// Reads and works out every layout and every recipient. False where there are problems that stop
// the run; all are printed either way.
bool run_prepare(struct run *run);

// writer.c: writes the workbooks beside their names, by as many workers as the options say; the
// same bytes for any number. What was written is dropped again where it is not EXIT_DONE.
enum exit_status run_write(struct run *run);
// Drops what was written and has no name yet.
void run_drop(struct run *run);

// convert.c: makes the PDF and OpenDocument files that the options ask for, beside their names, of
// the workbooks that were written. Those whose workbook is as it was stay as they are. Where it is
// not EXIT_DONE all that was written is dropped.
enum exit_status run_convert(struct run *run);
// A file made of a workbook in an earlier run stands as long as its workbook is as it was.
void run_keep_papers(struct run *run, struct workbook *workbook, const struct index *old);
// What was made of a workbook, a line to each.
void run_say_papers(const struct workbook *workbook);

// Gives what was written its names, and brings the records up to date.
enum exit_status run_place(struct run *run);

#endif
