#ifndef LAYOUT_NODE_H
#define LAYOUT_NODE_H

#include "base/arena.h"
#include "base/problem.h"

// A YAML file as a tree whose nodes know their place. node.c is the only file that knows libyaml.
// Every scalar is text: `no`, dates and numbers do no harm. Anchors and aliases work; tags and
// several documents in a file are errors. The same key twice in a mapping is an error.

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

struct node;

struct node_entry {
    const char *key;
    struct place key_place;
    struct node *value;
};

struct node {
    enum node_kind kind;
    struct place place;
    const char *text;           // of a NODE_TEXT, UTF-8; "" for an empty value
    struct node **items;        // of a NODE_LIST
    struct node_entry *entries; // of a NODE_MAP, in the order of the file
    size_t count;               // items or entries
};

// The tree of a file; NULL, with problems in plain words (a Tab used to indent, a line not lined up
// with the one above, a quote not closed, a `#` that made a value empty), where it cannot be read.
// An empty file is an empty NODE_MAP.
struct node *node_read(const char *path, struct arena *arena, struct problems *problems);

// The value under a key of a NODE_MAP, or NULL.
struct node *node_get(const struct node *map, const char *key);

// `base` with what `over` says laid over it: mappings merge key by key (keys of `base` first, in
// their order), anything else is replaced. Neither tree is changed.
struct node *node_merge(struct arena *arena, struct node *base, struct node *over);

#endif
