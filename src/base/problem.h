#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdio.h>

// The exit statuses of the program.
enum exit_status {
    EXIT_DONE = 0,
    EXIT_PROBLEMS = 1,  // in the input or the layout; nothing was written
    EXIT_WRONG_USE = 2, // of the command line
    EXIT_SYSTEM = 3,    // disk, memory, permissions
};

// Where something stands in a file that a person edits. Lines and columns count from 1; 0 where it
// concerns the whole file. Lines are those that an editor or Excel numbers.
struct place {
    const char *file;
    size_t line;
    size_t column;    // in characters for YAML, in CSV columns for a CSV
    const char *cell; // for a CSV, what Excel calls the cell ("C5"); else NULL
};

enum problem_level { PROBLEM_ERROR, PROBLEM_WARNING };

struct problem {
    enum problem_level level;
    struct place place;
    const char *message; // what is wrong, the value quoted; lower case, no full stop
    const char *help;    // what to do about it, or NULL
    size_t more;         // how many more like it were left out: only on the last that was kept
};

// All that was found wrong in a run, collected so that one run reports everything.
struct problems {
    struct arena *arena;
    struct problem *items;
    size_t count;
    size_t room;
    size_t errors; // with those that were left out
    size_t warnings;
    struct map likes;     // level, file and message, to those kept that are alike
    struct text likeness; // of the problem being added
};

void problems_init(struct problems *problems, struct arena *arena);

// Add one. `help` may be NULL. Returns false, so that a reader can say `return problem_error(…)`.
// The same message is kept for ten places of a file; further ones are counted as more like it. The
// same message at the same place counts once. All texts are copied.
bool problem_error(struct problems *problems, struct place place, const char *help,
                   const char *message, ...) __attribute__((format(printf, 4, 5)));
bool problem_warn(struct problems *problems, struct place place, const char *help,
                  const char *message, ...) __attribute__((format(printf, 4, 5)));

// Makes an error of a warning that was added at a place, and says it in other words; adds the error
// where there is no such warning.
void problem_harden(struct problems *problems, struct place place, const char *help,
                    const char *message, ...) __attribute__((format(printf, 4, 5)));

// Sorted by file, line and column, each as
//     ct.yaml:12:7: error: unknown key 'widht' in a column
//        12 |       widht: 30
//           |       ^
//       did you mean 'width'?
// For a CSV the place is file:line:column (C5), and the line is shown without a caret. The line is
// read from the file now; of a long one, the hundred characters round the place are shown.
void problems_print(struct problems *problems, FILE *out);

#endif
