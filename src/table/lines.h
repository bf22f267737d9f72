#ifndef TABLE_LINES_H
#define TABLE_LINES_H

#include "base/problem.h"
#include "base/text.h"
#include "table/encoding.h"

#include <stdbool.h>
#include <stddef.h>

// The lines of a text file, read in one pass, one in memory at a time, as UTF-8.
//
// Line ends are LF, CRLF or bare CR. The first line that is not all ASCII decides between UTF-8
// (also said by a byte order mark) and Windows-1252 (a warning names that line). UTF-16, an .xlsx
// renamed to .csv, NUL bytes, other control characters, and broken UTF-8 further down are errors
// that say how to save the file.

enum lines_encoding { LINES_ASCII_SO_FAR, LINES_UTF8, LINES_WINDOWS_1252 };

struct lines {
    size_t number; // of the line, from 1
    char *text;    // the line; an LF follows its last character, whatever stands in the file
    size_t length; // without the LF
    bool failed;   // a problem was added; lines_next() gives no more

    // The rest is the business of lines.c.
    const char *file;
    int descriptor;
    struct arena *arena;
    struct problems *problems;
    char *buffer; // NUL-ended at `used`
    size_t room, start, used;
    bool at_end; // of the file: all that is left is in the buffer
    enum lines_encoding encoding;
    struct text converted;
};

// The longest line, and the longest row of a table, in bytes: above all that Excel shows of one.
enum { LINES_LONGEST = 16 * 1024 * 1024 };

// False, with a problem, where the file cannot be opened or is no text. Buffers go into the arena.
bool lines_open(struct lines *lines, const char *path, struct arena *arena,
                struct problems *problems);

// The next line, good until the next call; false at the end, or after a problem.
bool lines_next(struct lines *lines);
void lines_close(struct lines *lines);

#endif
