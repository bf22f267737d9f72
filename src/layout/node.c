#include "layout/node.h"

#include "base/file.h"
#include "base/list.h"
#include "base/map.h"
#include "base/text.h"
#include "layout/syntax.h"
#include "table/encoding.h"

#include <errno.h>
#include <string.h>
#include <yaml.h>

// No layout comes near these. They keep a file that is none (or a few aliases that stand for
// millions of nodes) from taking all memory, here or where the tree is walked.
enum { DEEPEST = 64, MOST_NODES = 100 * 1000, LARGEST_FILE = 4 * 1024 * 1024 };

// A node with what it weighs when every alias in it is written out.
struct weighed {
    struct node node; // first, so that a pointer to it is one to the whole
    size_t nodes;     // itself included
    size_t depth;     // 1 where nothing is inside
};

struct anchor {
    const char *name;
    struct place place;
    struct weighed *node; // NULL until it is complete: it cannot hold itself
    bool is_used;
};

struct node_reader {
    const char *file;
    struct arena *arena;
    struct problems *problems;
    yaml_parser_t parser;
    yaml_event_t event; // the one being read
    bool failed;        // a problem was added
    bool stopped;       // by a problem after which nothing can be read
    size_t nodes;       // so far, aliases written out
    LIST(struct anchor) anchors;
    struct map anchor_by_name; // the newest of its name

    // The text of the file, and a character in it whose number libyaml would give as an index.
    const char *text;
    const char *cursor;
    size_t cursor_index;

    // The newest quoted text of several lines: a quote missing at its end closes at the next one.
    struct place quote;
    size_t quote_last_line;
};

static struct weighed *read_node(struct node_reader *reader, size_t depth);

static struct place place_at(const struct node_reader *reader, yaml_mark_t mark)
{
    return (struct place){.file = reader->file, .line = mark.line + 1, .column = mark.column + 1};
}

static struct place event_place(const struct node_reader *reader)
{
    return place_at(reader, reader->event.start_mark);
}

// As problem_error(): there will be no tree. Counting the errors added would not do, for a file
// read twice adds its errors once.
#define fault(reader, place, help, ...)                                                            \
    ((reader)->failed = true, problem_error((reader)->problems, (place), (help), __VA_ARGS__))

// As fault(), after which nothing more is read.
#define stop(reader, place, help, ...)                                                             \
    ((reader)->stopped = true, fault((reader), (place), (help), __VA_ARGS__))

// The text of the file from a mark on. Marks mostly come in the order of the file.
static const char *text_at(struct node_reader *reader, yaml_mark_t mark)
{
    if (mark.index < reader->cursor_index) {
        reader->cursor = reader->text;
        reader->cursor_index = 0;
    }
    while (reader->cursor_index < mark.index && text_next(&reader->cursor) != 0)
        reader->cursor_index++;
    return reader->cursor;
}

// Bytes that are no text: libyaml says how far into the file they stand.
static bool report_bytes(struct node_reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    struct place place = {.file = reader->file, .line = 1, .column = 1};
    const char *end = reader->text + parser->problem_offset;
    for (const char *at = reader->text; at < end;) {
        bool is_break = *at == '\n' || (*at == '\r' && at[1] != '\n');
        if (text_next(&at) == 0)
            at++;
        place.line += is_break;
        place.column = is_break ? 1 : place.column + 1;
    }
    unsigned value = (unsigned)parser->problem_value;
    if (text_equal(parser->problem, "control characters are not allowed"))
        return stop(reader, place, "remove it",
                    "a character stands here that no text can hold (U+%04X)", value);
    return stop(reader, place, "save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
                "the file is not UTF-8 (byte 0x%02X)", (unsigned)(unsigned char)*end);
}

// What is wrong where libyaml stopped.
static bool report_syntax(struct node_reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_READER_ERROR)
        return report_bytes(reader);
    struct place place = place_at(reader, parser->problem_mark);
    if (parser->error == YAML_MEMORY_ERROR || !parser->problem)
        return stop(reader, place, NULL, "there is not enough memory to read on");
    if (reader->quote_last_line == place.line)
        return stop(reader, reader->quote, "close it where its text ends",
                    "the quote that opens here closes only on line %zu", place.line);

    const char *at = text_at(reader, parser->problem_mark);
    unsigned character = text_next(&at);
    const struct syntax_fault *fault =
        syntax_fault_find(parser->problem, parser->context, character);
    if (!fault)
        return stop(reader, place, "look at the quotes, brackets and ':' here and just above",
                    "this is not YAML: %s", parser->problem);
    if (fault->at_start && parser->context)
        place = place_at(reader, parser->context_mark);
    return stop(reader, place, fault->help, "%s", fault->message);
}

// Moves on to the next event; false where the file cannot be read on.
static bool next_event(struct node_reader *reader)
{
    if (reader->stopped)
        return false;
    yaml_event_delete(&reader->event);
    if (yaml_parser_parse(&reader->parser, &reader->event))
        return true;
    reader->event = (yaml_event_t){0};
    return report_syntax(reader);
}

static struct weighed *new_node(struct node_reader *reader, enum node_kind kind)
{
    if (++reader->nodes > MOST_NODES) {
        stop(reader, event_place(reader), NULL, "the layout has more than %d keys and values",
             MOST_NODES);
        return NULL;
    }
    struct weighed *node = arena_new(reader->arena, struct weighed);
    node->node = (struct node){.kind = kind, .place = event_place(reader), .text = ""};
    node->nodes = 1;
    node->depth = 1;
    return node;
}

static void weigh(struct weighed *node, const struct weighed *part)
{
    node->nodes += part->nodes;
    if (node->depth < part->depth + 1)
        node->depth = part->depth + 1;
}

// The anchor and tag that the event being read carries; NULL where it has none.
static void event_marks(const yaml_event_t *event, const yaml_char_t **anchor,
                        const yaml_char_t **tag)
{
    *anchor = NULL;
    *tag = NULL;
    if (event->type == YAML_SCALAR_EVENT) {
        *anchor = event->data.scalar.anchor;
        *tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        *anchor = event->data.sequence_start.anchor;
        *tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        *anchor = event->data.mapping_start.anchor;
        *tag = event->data.mapping_start.tag;
    }
}

// Refuses a tag, and notes an anchor. Returns which anchor it is, counted from 1; 0 for none.
static size_t read_marks(struct node_reader *reader)
{
    const yaml_char_t *name;
    const yaml_char_t *tag;
    event_marks(&reader->event, &name, &tag);
    if (tag)
        fault(reader, event_place(reader), "put a text that starts with ! in quotes",
              "a text cannot start with '!'");
    if (!name)
        return 0;
    *list_add(reader->arena, &reader->anchors) = (struct anchor){
        .name = arena_copy(reader->arena, (const char *)name), .place = event_place(reader)};
    const struct anchor *anchor = &reader->anchors.items[reader->anchors.count - 1];
    map_put(&reader->anchor_by_name, anchor->name, NULL)->number = reader->anchors.count;
    return reader->anchors.count;
}

static struct weighed *read_alias(struct node_reader *reader, size_t depth)
{
    const char *name = (const char *)reader->event.data.alias.anchor;
    const union map_value *number = map_get(&reader->anchor_by_name, name);
    struct anchor *anchor = number ? &reader->anchors.items[number->number - 1] : NULL;
    if (anchor)
        anchor->is_used = true;
    if (!anchor || !anchor->node) {
        fault(reader, event_place(reader), "put a text that starts with * in quotes",
              "'*%s' refers to '&%s', which does not stand above it", name, name);
        return new_node(reader, NODE_TEXT);
    }
    reader->nodes += anchor->node->nodes;
    if (reader->nodes > MOST_NODES || depth + anchor->node->depth - 1 > DEEPEST) {
        stop(reader, event_place(reader), NULL, "'*%s' makes the layout too large", name);
        return NULL;
    }
    return anchor->node;
}

// A '#' after a key or a dash makes its value a comment, and so empty: #,##0 is an easy victim.
static void check_comment(struct node_reader *reader)
{
    const char *rest = text_at(reader, reader->event.end_mark);
    size_t space = strspn(rest, " \t");
    if (rest[space] != '#')
        return;
    struct place place = place_at(reader, reader->event.end_mark);
    place.column += space;
    fault(reader, place,
          "put a text that starts with # in quotes: \"#,##0\"; give a comment a line of "
          "its own",
          "'#' starts a comment here, so that the value is empty");
}

static void note_quote(struct node_reader *reader)
{
    const yaml_event_t *event = &reader->event;
    yaml_scalar_style_t style = event->data.scalar.style;
    bool is_quoted =
        style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    if (!is_quoted || event->start_mark.line == event->end_mark.line)
        return;
    reader->quote = event_place(reader);
    reader->quote_last_line = event->end_mark.line + 1;
}

// The text of a scalar, which its escapes ("\0") may have given characters that no text can hold.
static const char *scalar_text(struct node_reader *reader)
{
    const char *value = (const char *)reader->event.data.scalar.value;
    size_t length = reader->event.data.scalar.length;
    const char *unfit = encoding_find_unfit(value, length);
    if (unfit || strlen(value) != length)
        fault(reader, event_place(reader), "remove it",
              "the text holds a character that no cell can hold (U+%04X)",
              unfit ? text_next(&unfit) : 0);
    return arena_copy(reader->arena, value);
}

static struct weighed *read_text(struct node_reader *reader)
{
    struct weighed *node = new_node(reader, NODE_TEXT);
    if (!node)
        return NULL;
    bool is_plain = reader->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->node.text = scalar_text(reader);
    note_quote(reader);
    if (is_plain && *node->node.text == '\0')
        check_comment(reader);
    return node;
}

static struct weighed *read_list(struct node_reader *reader, size_t depth)
{
    struct weighed *list = new_node(reader, NODE_LIST);
    LIST(struct node *) items = {0};
    while (list && next_event(reader) && reader->event.type != YAML_SEQUENCE_END_EVENT) {
        struct weighed *item = read_node(reader, depth + 1);
        if (!item)
            return NULL;
        weigh(list, item);
        *list_add(reader->arena, &items) = &item->node;
    }
    if (!list || reader->stopped)
        return NULL;
    list->node.items = items.items;
    list->node.count = items.count;
    return list;
}

// Reads a key, which has to be a text; "" with a problem where it is not. NULL where it stops.
static const char *read_key(struct node_reader *reader, size_t depth, struct weighed *map)
{
    struct place place = event_place(reader);
    bool is_alias = reader->event.type == YAML_ALIAS_EVENT;
    struct weighed *key = read_node(reader, depth + 1);
    if (!key)
        return NULL;
    weigh(map, key);
    if (key->node.kind == NODE_TEXT && !is_alias && *key->node.text != '\0')
        return key->node.text;
    fault(reader, place, "put a key that starts with one of * & ! [ ] { } # ' \" in quotes",
          "a key has to be a text");
    return "";
}

// Whether the key is new to its mapping; `first` finds its first place.
static void check_key(struct node_reader *reader, struct map *first, const struct node_entry *entry)
{
    bool is_new = false;
    union map_value *line = map_put(first, entry->key, &is_new);
    if (is_new)
        line->number = entry->key_place.line;
    else if (*entry->key != '\0')
        fault(reader, entry->key_place, "keep one of them",
              "the key '%s' stands on line %zu already", entry->key, line->number);
}

static struct weighed *read_map(struct node_reader *reader, size_t depth)
{
    struct weighed *map = new_node(reader, NODE_MAP);
    struct map first = {.arena = reader->arena};
    LIST(struct node_entry) entries = {0};
    while (map && next_event(reader) && reader->event.type != YAML_MAPPING_END_EVENT) {
        struct node_entry entry = {.key_place = event_place(reader)};
        entry.key = read_key(reader, depth, map);
        if (!entry.key || !next_event(reader))
            return NULL;
        check_key(reader, &first, &entry);
        struct weighed *value = read_node(reader, depth + 1);
        if (!value)
            return NULL;
        weigh(map, value);
        entry.value = &value->node;
        *list_add(reader->arena, &entries) = entry;
    }
    if (!map || reader->stopped)
        return NULL;
    map->node.entries = entries.items;
    map->node.count = entries.count;
    return map;
}

// Reads the node whose first event is at hand, up to its last; NULL where it stops.
static struct weighed *read_node(struct node_reader *reader, size_t depth)
{
    if (depth > DEEPEST) {
        stop(reader, event_place(reader), NULL,
             "more than %d lists or keys stand inside each other", DEEPEST);
        return NULL;
    }
    if (reader->event.type == YAML_ALIAS_EVENT)
        return read_alias(reader, depth);

    size_t anchor = read_marks(reader);
    struct weighed *node = NULL;
    if (reader->event.type == YAML_SCALAR_EVENT)
        node = read_text(reader);
    else if (reader->event.type == YAML_SEQUENCE_START_EVENT)
        node = read_list(reader, depth);
    else if (reader->event.type == YAML_MAPPING_START_EVENT)
        node = read_map(reader, depth);
    if (anchor > 0)
        reader->anchors.items[anchor - 1].node = node;
    return node;
}

// Page codes such as &P are easily taken for anchors, and would vanish without a word.
static void check_anchors(struct node_reader *reader)
{
    for (size_t i = 0; i < reader->anchors.count; i++) {
        const struct anchor *anchor = &reader->anchors.items[i];
        if (!anchor->is_used)
            fault(reader, anchor->place, "put a text that starts with & in quotes",
                  "'&%s' is an anchor that nothing refers to", anchor->name);
    }
}

// The node of the file's only document.
static struct node *read_document(struct node_reader *reader)
{
    if (!next_event(reader) || !next_event(reader)) // the first event is the start of the stream
        return NULL;
    if (reader->event.type == YAML_STREAM_END_EVENT) {
        struct weighed *empty = new_node(reader, NODE_MAP);
        return &empty->node;
    }
    if (!next_event(reader))
        return NULL;
    struct weighed *root = read_node(reader, 1);
    if (!root || !next_event(reader) || !next_event(reader)) // the second ends the document
        return NULL;
    if (reader->event.type != YAML_STREAM_END_EVENT)
        fault(reader, event_place(reader), "remove the line of ---, or ...",
              "a second layout starts here: a file holds one");
    check_anchors(reader);
    if (root->node.kind == NODE_TEXT && *root->node.text == '\0')
        root->node.kind = NODE_MAP;
    return &root->node;
}

// The file's bytes without a byte order mark, or NULL with a problem.
static const char *read_file(const char *file, struct arena *arena, struct problems *problems,
                             size_t *length)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct place place = {.file = file};
    char *bytes;
    if (!file_read(arena, file, &bytes, length)) {
        problem_error(problems, place, NULL, "cannot be read: %s", strerror(errno));
        return NULL;
    }
    if (*length > LARGEST_FILE) {
        problem_error(problems, place, NULL, "the file is too large for a layout");
        return NULL;
    }
    if (strncmp(bytes, mark, strlen(mark)) != 0)
        return bytes;
    *length -= strlen(mark);
    return bytes + strlen(mark);
}

struct node *node_read(const char *path, struct arena *arena, struct problems *problems)
{
    struct node_reader reader = {.file = arena_copy(arena, path),
                                 .arena = arena,
                                 .problems = problems,
                                 .anchor_by_name = {.arena = arena}};
    size_t length;
    reader.text = read_file(reader.file, arena, problems, &length);
    reader.cursor = reader.text;
    if (!reader.text)
        return NULL;
    if (!yaml_parser_initialize(&reader.parser)) {
        problem_error(problems, (struct place){.file = reader.file}, NULL,
                      "there is not enough memory to read it");
        return NULL;
    }
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)reader.text, length);
    struct node *root = read_document(&reader);
    yaml_event_delete(&reader.event);
    yaml_parser_delete(&reader.parser);
    return reader.failed ? NULL : root;
}

struct node *node_get(const struct node *map, const char *key)
{
    if (!map || map->kind != NODE_MAP)
        return NULL;
    for (size_t i = 0; i < map->count; i++) {
        if (text_equal(map->entries[i].key, key))
            return map->entries[i].value;
    }
    return NULL;
}

struct node *node_merge(struct arena *arena, struct node *base, struct node *over)
{
    if (!base || !over)
        return over ? over : base;
    if (base->kind != NODE_MAP || over->kind != NODE_MAP)
        return over;

    struct map places = {.arena = arena}; // of the keys among the entries
    struct node *merged = arena_new(arena, struct node);
    *merged = (struct node){.kind = NODE_MAP, .place = over->place, .text = ""};
    merged->entries = arena_array(arena, struct node_entry, base->count + over->count);
    for (; merged->count < base->count; merged->count++) {
        merged->entries[merged->count] = base->entries[merged->count];
        map_put(&places, base->entries[merged->count].key, NULL)->number = merged->count;
    }
    for (size_t i = 0; i < over->count; i++) {
        struct node_entry entry = over->entries[i];
        const union map_value *place = map_get(&places, entry.key);
        size_t at = place ? place->number : merged->count++;
        if (place)
            entry.value = node_merge(arena, merged->entries[at].value, entry.value);
        merged->entries[at] = entry;
    }
    return merged;
}
