#ifndef RECORD_FIGURES_H
#define RECORD_FIGURES_H

#include "base/list.h"
#include "base/map.h"
#include "base/problem.h"

#include <stdbool.h>
#include <stddef.h>

// The record of what was shown, figures.csv of a folder of workbooks: every figure of every sheet,
// and what they were worked out from. It is all that a comparison needs. Sorted, the same bytes
// each time, to be read in Excel.
//
// kind      a row is                                            its own columns
// shown     a cell of a sheet that shows a figure               all
// given     a figure as a source gave it, and the build used    recipient: the area's name, also of
//           it: one a period and area                           one that is no recipient; line:
//                                                               what the source's row is found by;
//                                                               column: the source; workbook: where
//                                                               the row is a line of its table
// target    the target of a line: of all, or of a recipient;    recipient, sheet, line, period (the
//           from a period, where a source gave it               first that it holds for)
// rule      how a line, a column or a scale is worked out       sheet, line, column; text
// area      an area of the data                                 recipient: its name; column:
//                                                               "recipient" of one; label: family
// takes     what the figures of a cell are worked out from,     sheet, line, column, period; takes;
//           the same for every recipient                        workbook and recipient where each
//           has
//                                                               lines of its own
//
// `takes` rows are not among the entries: figures_read() gives every shown figure its terms.
//
// A term of `takes` is one of these, with "; " between them:
//   given | SOURCE | KEY | WHOSE | 2024-12..2025-11   cells of a source; WHOSE is `own`, `family`,
//                                                     `whole` (every area that the source has),
//                                                     `recipients`, or nothing
//   target | SHEET | LINE
//   rule | SHEET | LINE | COLUMN
// (A ; or | in a name is written as a comma there.)

#define FIGURES_NAME "figures.csv"

// Between the names of a pack and of a layout that it takes in: "pack.yaml > ct.yaml".
#define FIGURES_PART " > "

enum figure_entry_kind { ENTRY_SHOWN, ENTRY_GIVEN, ENTRY_TARGET, ENTRY_RULE, ENTRY_AREA };

// "shown", "given" ... as in the file.
const char *figure_entry_word(enum figure_entry_kind kind);

// What a shown figure is worked out from. The texts are as in the `given`, `target` and `rule` rows
// that it means, but for ; and |.
struct figure_term {
    enum figure_entry_kind kind; // given, target or rule
    const char *sheet;           // of a target or rule; of given ""
    const char *line;            // of given the key
    const char *column;          // of given the source
    const char *whose;           // of given: "own", "family", "whole", "recipients" or ""
    const char *first, *last;    // of given: periods; "" without
};

struct figure_terms {
    const char *text; // as in the file
    struct figure_term *items;
    size_t count;
};

// A row. No text is NULL; texts have no white space at their ends.
struct figure_entry {
    const char *layout; // file name of the layout
    enum figure_entry_kind kind;
    const char *workbook;  // file name; of given, where its row is a line of a table; else ""
    const char *recipient; // whose; of given the area's name; "" none
    const char *sheet;
    const char *line;   // its id; of given what the source's row is found by
    const char *column; // of shown by its name; of given the source, and its column of figures
    const char *period; // "2025-11", "2024-12..2025-11": what the figure covers (of a column's
                        // formula the newest period); "" none
    const char *value;  // shortest decimal that gives the double back, or the word in its place
    const char *text;   // as shown ("1,489", "82%"), without marks
    const char *light;  // the state, "" none
    const char *target; // of shown: the line's, as shown
    const char *label;  // the line's, for people; renames are told by it
    const struct figure_terms *takes; // of shown; NULL of others
    const char *family;               // of shown the recipient's, of given the area's; "" none
    bool is_of_recipient;             // of given: its area is a recipient
    size_t order;                     // where it stood: tells equals apart while they are sorted
};

// An entry of which nothing is said: every text is "".
extern const struct figure_entry figure_entry_blank;

struct figures {
    struct arena *arena; // of everything
    struct map texts;    // each is kept once
    struct map terms;    // each text of terms, once
    LIST(struct figure_entry) items;
};

void figures_start(struct figures *figures, struct arena *arena);

// A text that is kept as long as the figures are, without white space at its ends, and once.
const char *figures_keep(struct figures *figures, const char *text);

// The terms of a text.
struct figure_terms *figures_terms(struct figures *figures, const char *text);

// By layout, kind, workbook, recipient, sheet, line, column and period: byte by byte, kinds in the
// order of the enumeration. Rows that are alike in all of these get " (2)", " (3)" after the
// column.
void figures_sort(struct figures *figures);

// The same order, for two entries; 0 where they are of the same cell.
int figures_compare(const struct figure_entry *one, const struct figure_entry *other);

// Whether a given, target or rule entry is one of those that a shown figure is worked out from: of
// the same layout, of the right area and within the periods.
bool figures_takes(const struct figure_entry *shown, const struct figure_entry *entry);

// The same for one of its terms, and an entry of the same layout.
bool figures_term_takes(const struct figure_term *term, const struct figure_entry *shown,
                        const struct figure_entry *entry);

// Whether the layout of an entry is one that a layout takes in, or itself.
bool figures_is_of_layout(const struct figure_entry *entry, const char *layout);

// Whether any entry is of a layout.
bool figures_has_layout(const struct figures *figures, const char *layout);

// The record of a folder, sorted. False, with problems, where there is none, it is another
// version's, a row is damaged, the folder's index.csv says that the last run did not finish, or
// that the file has another SHA-256. `figures` is started here.
bool figures_read(struct figures *figures, const char *folder, struct arena *arena,
                  struct problems *problems);

// The same of a file, without asking index.csv: of the record that a run is about to place.
bool figures_read_file(struct figures *figures, const char *path, struct arena *arena,
                       struct problems *problems);

// The shortest decimal that reads back as the same double. `buffer` holds at least NUMBER_ROOM.
char *figures_number(double number, char *buffer);

#endif
