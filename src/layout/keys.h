#ifndef LAYOUT_KEYS_H
#define LAYOUT_KEYS_H

#include "layout/reader.h"

// How the keys of a layout are described and read: a static table to each kind of mapping, one row
// to a key, walked by keys_read().

enum key_kind {
    KEY_ELSEWHERE, // known, but read by the function that reads the mapping
    KEY_SAID,      // a text with its place: struct said
    KEY_TEXT,      // a text, NULL where it is blank: const char *
    KEY_TEXTS,     // a list of texts, or one: struct texts
    KEY_FILE,      // a file that must exist, named from the file that names it; what is kept is
                   // its path: struct said
    KEY_FORMAT,    // a number format: struct said
    KEY_STYLES,    // names of styles, a list or with commas between: struct said
    KEY_COLOUR,    // RRGGBB, or none: const char *
    KEY_YES_NO,    // bool
    KEY_EITHER,    // one of some words: bool
    KEY_WORD,      // one of some words: an enum or an int
    KEY_NUMBER,    // double
    KEY_WHOLE,     // int
    KEY_SIZE,      // points, or a percentage of the base style's: double
    KEY_KEYS,      // a mapping with keys of its own, which are fields of a struct at the offset
    KEY_OTHER,     // read by its own function
};

struct key {
    const char *name;
    enum key_kind kind;
    bool required;                  // must be there
    bool filled;                    // a text must not be blank, a colour not none
    size_t offset;                  // of its field in the struct that is filled
    const struct word *words;       // KEY_EITHER, KEY_WORD
    double least, most;             // KEY_NUMBER, KEY_WHOLE
    const char *help;               // of these: why not less or more; NULL where that is plain
    const struct key_table *inside; // KEY_KEYS
    void (*read)(struct layout_reader *reader, const struct node *node, void *owner); // KEY_OTHER
};

struct key_table {
    const char *owner; // "a column": whose keys these are, for messages
    const struct key *keys;
    size_t count;
    bool is_named; // what it holds is named elsewhere, so that with an unknown key the rest cannot
                   // be judged
};

#define KEY_TABLE(owner_name, rows)                                                                \
    {                                                                                              \
        .owner = (owner_name), .keys = (rows), .count = sizeof(rows) / sizeof((rows)[0]),          \
    }

#define NAMED_KEY_TABLE(owner_name, rows)                                                          \
    {                                                                                              \
        .owner = (owner_name), .keys = (rows), .count = sizeof(rows) / sizeof((rows)[0]),          \
        .is_named = true,                                                                          \
    }

// Adds a problem for every key that is not in the table, and every required one that is missing.
void keys_check(struct layout_reader *reader, const struct key_table *table,
                const struct node *map);

// Checks the keys, then fills `owner` from them in the order of the table. A key with a wrong value
// is a problem and leaves its field alone.
void keys_read(struct layout_reader *reader, const struct key_table *table, const struct node *map,
               void *owner);

// Fills one field from the value of its key.
void key_read(struct layout_reader *reader, const struct key *key, const struct node *node,
              void *owner);

// The bytes of the field that a key fills; 0 where it fills several, or none itself.
size_t key_size(const struct key *key);

#endif
