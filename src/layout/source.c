// `data:` of a layout: its sources, and what each says of itself.
#include "layout/expression.h"

#include "base/text.h"
#include "layout/sections.h"

static const struct word absences[] = {{"0", true}, {0}};
static const struct word ways_to_add[] = {
    {"add up", ADDS_WITHIN_FILES},
    {"add up across files", ADDS_ACROSS_FILES},
    {0},
};

static void files_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    struct source *source = owner;
    struct text listed = {.arena = reader->arena};
    source->files = texts_read(reader, node, "'file'");
    for (size_t i = 0; i < source->files.count; i++) {
        const struct said *file = &source->files.items[i];
        if (text_is_blank(file->text))
            problem_error(reader->problems, file->place, NULL, "'file' is blank");
        text_print(&listed, i > 0 ? ", %s" : "%s", file->text);
    }
    source->file = (struct said){.text = text_done(&listed), .place = node->place};
}

static void period_read_key(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct key period = {.name = "period", .kind = KEY_SAID, .filled = true};
    struct source *source = owner;
    struct said said = {0};
    key_read(reader, &period, node, &said);
    if (said.text == NULL)
        return;
    if (reader->layout->calendar.every == PERIOD_NONE && !reader->incomplete)
        problem_error(reader->problems, node->place,
                      "say how they are counted: periods: {every: month}",
                      "source '%s' has periods, but the layout has none", source->name);
    if (text_same(said.text, "file name"))
        problem_error(reader->problems, node->place,
                      "name the column of the file that says it, or say `headings`",
                      "the period comes from inside a file, never from its name");
    source->period_from =
        text_same(said.text, "headings") ? PERIOD_FROM_HEADINGS : PERIOD_FROM_COLUMN;
    source->period_column = said;
}

static void value_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct key value = {.name = "value", .kind = KEY_SAID, .filled = true};
    struct source *source = owner;
    key_read(reader, &value, node, &source->value);
    source->counts_rows = text_same(source->value.text, "rows");
}

static void matches_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct key column = {.name = "match", .kind = KEY_SAID, .filled = true};
    struct source *source = owner;
    if (!node_has_keys(reader, node, "'match'"))
        return;
    for (size_t i = 0; i < node->count; i++) {
        struct match *match = list_add(reader->arena, &source->matches);
        match->data_column =
            (struct said){.text = node->entries[i].key, .place = node->entries[i].key_place};
        key_read(reader, &column, node->entries[i].value, &match->register_column);
    }
}

static struct expression *row_condition_read(struct layout_reader *reader, const struct node *node,
                                             const char *name)
{
    const struct key condition = {.name = name, .kind = KEY_SAID, .filled = true};
    struct said said = {0};
    key_read(reader, &condition, node, &said);
    return said.text ? expression_read(said.text, said.place, reader->arena, reader->problems)
                     : NULL;
}

static void where_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    ((struct source *)owner)->where = row_condition_read(reader, node, "where");
}

static void provisional_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    ((struct source *)owner)->provisional = row_condition_read(reader, node, "provisional");
}

static struct said key_said(struct arena *arena, const struct node_entry *entry)
{
    return (struct said){.text = text_trim(arena, entry->key), .place = entry->key_place};
}

// `leave out: {area: {Unknown: it is no borough}}`
static void left_out_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct key reason = {.name = "leave out", .kind = KEY_SAID};
    static const char help[] = "leave out: {column: {value: the reason why}}";
    struct source *source = owner;
    if (!node_has_keys(reader, node, "'leave out'"))
        return;
    for (size_t i = 0; i < node->count; i++) {
        const struct node *values = node->entries[i].value;
        if (values->kind != NODE_MAP) {
            problem_error(reader->problems, values->place, help,
                          "'%s' must hold the values that are left out, each with its reason",
                          node->entries[i].key);
            continue;
        }
        for (size_t k = 0; k < values->count; k++) {
            struct left_out *left_out = list_add(reader->arena, &source->left_out);
            left_out->column = key_said(reader->arena, &node->entries[i]);
            left_out->value = key_said(reader->arena, &values->entries[k]);
            key_read(reader, &reason, values->entries[k].value, &left_out->reason);
            if (left_out->reason.text != NULL && text_is_blank(left_out->reason.text))
                problem_error(reader->problems, left_out->value.place, help,
                              "nothing says why '%s' is left out", left_out->value.text);
        }
    }
}

// `total: {area: London}`
static void totals_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct key value = {.name = "total", .kind = KEY_SAID, .filled = true};
    struct source *source = owner;
    if (!node_has_keys(reader, node, "'total'"))
        return;
    for (size_t i = 0; i < node->count; i++) {
        struct said said = {0};
        key_read(reader, &value, node->entries[i].value, &said);
        if (said.text == NULL)
            continue;
        said.text = text_trim(reader->arena, said.text);
        *list_add(reader->arena, &source->left_out) = (struct left_out){
            .column = key_said(reader->arena, &node->entries[i]),
            .value = said,
            .reason = {.text = "the total, which agrees", .place = said.place},
            .is_total = true,
        };
    }
}

static const struct key source_keys[] = {
    {.name = "file", .kind = KEY_OTHER, .read = files_read, .required = true},
    {.name = "period", .kind = KEY_OTHER, .read = period_read_key},
    {.name = "value", .kind = KEY_OTHER, .read = value_read},
    {.name = "match", .kind = KEY_OTHER, .read = matches_read},
    {.name = "where", .kind = KEY_OTHER, .read = where_read},
    {.name = "provisional", .kind = KEY_OTHER, .read = provisional_read},
    {.name = "leave out", .kind = KEY_OTHER, .read = left_out_read},
    {.name = "total", .kind = KEY_OTHER, .read = totals_read},
    {.name = "absent",
     .kind = KEY_EITHER,
     .offset = offsetof(struct source, absent_is_zero),
     .words = absences},
    {.name = "rows",
     .kind = KEY_WORD,
     .offset = offsetof(struct source, adds_up),
     .words = ways_to_add},
    {.name = "missing", .kind = KEY_TEXTS, .offset = offsetof(struct source, missing)},
    {.name = "skip",
     .kind = KEY_WHOLE,
     .offset = offsetof(struct source, skip),
     .least = 1,
     .most = 1000},
    {.name = "label", .kind = KEY_SAID, .offset = offsetof(struct source, label), .filled = true},
};
static const struct key_table source_table = NAMED_KEY_TABLE("a source", source_keys);

static void source_read(struct layout_reader *reader, const struct node_entry *entry,
                        struct source *source)
{
    *source = (struct source){.name = entry->key, .place = entry->key_place};
    name_check(reader, entry->key_place, "name of a source", entry->key);
    if (!node_has_keys(reader, entry->value, arena_print(reader->arena, "source '%s'", entry->key)))
        return;
    keys_read(reader, &source_table, entry->value, source);
    if (source->counts_rows && source->period_from == PERIOD_FROM_HEADINGS)
        problem_error(reader->problems, source->value.place,
                      "name the column that says the period of a row",
                      "rows cannot be counted where the periods are in the headings");
    if (source->counts_rows && source->adds_up == ADDS_NOT)
        source->adds_up = ADDS_WITHIN_FILES;
    if (source->matches.count == 0) {
        struct said id = {.text = "id", .place = source->place};
        *list_add(reader->arena, &source->matches) =
            (struct match){.data_column = id, .register_column = id};
    }
    if (source->label.text == NULL)
        source->label = source->file;
}

void sources_read(struct layout_reader *reader, const struct node *node, void *layout)
{
    struct layout *into = layout;
    if (!node_has_keys(reader, node, "'data'"))
        return;
    for (size_t i = 0; i < node->count; i++)
        source_read(reader, &node->entries[i], list_add(reader->arena, &into->sources));
}
