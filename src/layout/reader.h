#ifndef LAYOUT_READER_H
#define LAYOUT_READER_H

#include "base/map.h"
#include "layout/layout.h"
#include "layout/node.h"

// What reading a layout carries about, and the checks that the files of this folder share. A check
// that fails adds a problem and returns false; reading goes on, so that one run finds everything.
struct layout_reader {
    struct arena *arena;
    struct problems *problems;
    struct layout *layout;  // being filled
    const char *input;      // folder of the sources
    const struct node *own; // the file's own tree, without what it uses
    bool is_part;           // it is taken in by a pack
    bool incomplete;        // a file it uses could not be read: what is missing may be in there
    size_t bearable;        // problems that leave all else to be judged
    double base_size;       // points of the base style, which sizes in percent are of
    struct map registers;   // by path: struct layout_register, each file read once
};

// A word that may stand in a place, and what it stands for.
struct word {
    const char *text; // NULL ends the list
    unsigned value;
};

// Without regard to case; false where it is not in the list.
bool word_find(const struct word *words, const char *text, unsigned *value);
const char *words_listed(struct arena *arena, const struct word *words); // "rows or stacked"

struct said said_of(const struct node *node);
bool said_is_there(const struct said *said); // said, and not blank

// Whether a node is a text; a mapping, or a blank that is as good as an empty one. `what` is the
// subject of the message: "'width'", "column 'target'".
bool node_is_text(struct layout_reader *reader, const struct node *node, const char *what);
bool node_has_keys(struct layout_reader *reader, const struct node *node, const char *what);

// A list of texts, or a single text as a list of one.
struct texts texts_read(struct layout_reader *reader, const struct node *node, const char *what);

// Whether a name is the first field of one of `count` structs of `size` bytes. If not: "unknown
// scale 'standrad'", with the nearest name or all of them for help.
bool name_known(struct layout_reader *reader, const struct said *said, const char *what,
                const void *items, size_t size, size_t count);

// Letters (UTF-8 ones too), digits and _, starting with a letter: a name that formulas can use.
bool name_is_identifier(const char *name);
bool name_check(struct layout_reader *reader, struct place place, const char *what,
                const char *name);

// "did you mean 'width'?", or "the keys of a column are: heading, width".
const char *name_help(struct arena *arena, const char *name, const char *listed,
                      const char *const *names, size_t count);

// Whether the layout has a scale, a source of the name.
bool scale_check(struct layout_reader *reader, const struct said *said);
bool source_check(struct layout_reader *reader, const struct said *said);

// Whether a number format is sound; whether each of the styles named (commas between) exists;
// whether a text is a period of the layout's calendar.
bool format_check(struct layout_reader *reader, const struct said *said);
bool styles_check(struct layout_reader *reader, const struct said *said);
bool period_check(struct layout_reader *reader, const struct said *said);

#endif
