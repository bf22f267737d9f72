#ifndef COMMAND_PAPER_H
#define COMMAND_PAPER_H

#include "base/arena.h"
#include "command/office.h"
#include "record/index.h"

#include <stdbool.h>
#include <stdint.h>

// A PDF or OpenDocument file that stands beside a workbook and is made of it.
struct paper {
    const char *path;         // NULL: not asked for
    const char *part;         // what is written before it gets its name; NULL: stays as it is
    size_t number;            // of its workbook in the office
    size_t pages;             // of a PDF made now
    struct index_entry entry; // what the record says of it
};

// "output/ct.xlsx" gives "output/ct.pdf".
const char *paper_path(struct arena *arena, enum paper_kind kind, const char *workbook);

// Takes what the office made, sees that it is whole, and writes it beside its name, without the
// clock in it: it is of the time `created` (seconds since 1970 UTC), and a PDF is known by the
// SHA-256 of its workbook. Returns NULL, or what is wrong in plain words.
const char *paper_write(struct paper *paper, enum paper_kind kind, struct office *office,
                        int64_t created, const char *sha256);

void paper_drop(const struct paper *paper);

#endif
