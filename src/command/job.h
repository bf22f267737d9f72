#ifndef COMMAND_JOB_H
#define COMMAND_JOB_H

#include "command/command.h"
#include "command/paper.h"
#include "model/model.h"
#include "model/tally.h"
#include "record/index.h"
#include "record/published.h"
#include "record/revisions.h"
#include "record/spool.h"

// A layout on its way to workbooks on the disk: one, or one for each recipient.
struct workbook {
    const struct area *recipient; // NULL where the layout makes one workbook
    const char *path;             // what it is to be called
    struct folder *folder;        // that it goes into
    const char *part;             // what is written before it gets its name; NULL: stays as it is
    bool is_failed;               // its figures have problems
    bool is_wanted;               // to be written: not left out by --only
    bool is_unchanged;            // stands there already, as it would be made
    struct index_entry entry;     // what the record says of it
    struct paper papers[PAPER_KINDS];
};

// LIST(struct index_entry), named so that functions can take it.
struct entries {
    LIST(struct index_entry) items;
};

// A folder of workbooks, and its records. Several jobs may share it; a job may have several.
struct folder {
    const char *path;
    struct index old;         // as it was found; empty where there is none
    bool is_damaged;          // a record is there that nobody can read
    struct spool figures;     // what this run's workbooks show, and what they were worked out from
    const char *figures_part; // the new figures.csv before it gets its name; NULL: it is as it was
    struct entries entries;   // the new index.csv
    const char *since;        // the folder that it is compared with; NULL: none
    struct revisions *revisions; // what differs from it; NULL: not compared
    const char *revisions_part;  // as figures_part
};

struct job {
    const char *layout;
    struct model *model;
    struct published_count published;
    LIST(struct workbook) workbooks;
    // Everything that decides what its workbooks' bytes are, as lines of the record: inputs,
    // definitions, options, the program. Complete before run_find_unchanged().
    struct entries made_of;
};

// A run over several layouts: every problem of every layout is known before anything is written.
struct run {
    const struct options *options;
    struct arena arena;
    struct problems problems;
    LIST(struct job) jobs;
    LIST(struct folder *) folders;
    bool is_quiet;     // warnings are not printed
    bool keeps_record; // gathers the figures of the folders: set by who writes
};

void run_start(struct run *run, const struct options *options);
enum exit_status run_end(struct run *run, enum exit_status status);

// build.c: makes the workbooks of all layouts and gives them their names.
enum exit_status run_make(struct run *run);

// Reads and works out every layout and every recipient. False where there are problems that stop
// the run; all are printed either way.
bool run_prepare(struct run *run);

// What a part of a job's model is called in figures.csv: "ct.yaml", "pack.yaml > ct.yaml".
const char *run_part_name(struct run *run, const struct job *job, size_t part);

// vanished.c: errors where a source has no rows any more for what it had rows for last time, as the
// record of the folder says, or of an earlier period's folder beside it.
void run_check_vanished(struct run *run, const struct job *job);

// folder.c: the folder of a path, its old record read; made where it is new to the run.
struct folder *run_folder(struct run *run, const char *path);
// What a job's workbooks are made of. False with errno set where a file cannot be read any more.
bool run_list_made_of(struct run *run, struct job *job);
// Finds the workbooks that stand there already, made of the very same.
void run_find_unchanged(struct run *run);
// Whether a job of this run makes what a line of the folder's record says that its layout makes.
bool run_makes(const struct run *run, const struct folder *folder, const struct index_entry *entry);
// The same of rows of figures: in any edition.
bool run_shows(const struct run *run, const struct folder *folder, const char *layout);

// since.c: compares what is to be made with what was published, where the options ask for it; adds
// problems, and marks what is revised.
void run_compare(struct run *run);

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

// place.c: gives what was written its names, but for what is there already with the same bytes, and
// brings the records up to date. At any moment each workbook is the old one or the new, and the
// record fits, or says that it is unfinished.
enum exit_status run_place(struct run *run);

#endif
