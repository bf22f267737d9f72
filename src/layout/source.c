#include "base/file.h"
#include "base/spelling.h"
#include "base/text.h"
#include "layout/sections.h"

static const struct word absences[] = {{"0", true}, {0}};
static const struct word row_rules[] = {{"add up", true}, {0}};

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
    if (text_same(said.text, "headings")) {
        source->period_from = PERIOD_FROM_HEADINGS;
    } else {
        source->period_from = PERIOD_FROM_COLUMN;
        source->period_column = said;
    }
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

static const struct key source_keys[] = {
    {.name = "file",
     .kind = KEY_SAID,
     .offset = offsetof(struct source, file),
     .required = true,
     .filled = true},
    {.name = "period", .kind = KEY_OTHER, .read = period_read_key},
    {.name = "value", .kind = KEY_SAID, .offset = offsetof(struct source, value), .filled = true},
    {.name = "match", .kind = KEY_OTHER, .read = matches_read},
    {.name = "absent",
     .kind = KEY_EITHER,
     .offset = offsetof(struct source, absent_is_zero),
     .words = absences},
    {.name = "rows",
     .kind = KEY_EITHER,
     .offset = offsetof(struct source, adds_up),
     .words = row_rules},
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

const char *layout_source_path(const struct source *source, const char *input, struct arena *arena,
                               struct problems *problems)
{
    const char *path = file_join(arena, input, source->file.text);
    if (file_exists(path))
        return path;
    problem_error(problems, source->file.place,
                  "look for it there under another name, or say another folder with -i",
                  "there is no file '%s'", path);
    return NULL;
}

bool layout_source_column(const char *path, const struct row *headings, const struct said *heading,
                          int *column, struct problems *problems)
{
    *column = table_column(headings, heading->text);
    if (*column >= 0)
        return true;
    const char *nearest = spelling_nearest(heading->text, headings->cells, headings->count);
    return problem_error(problems, heading->place,
                         nearest ? arena_print(problems->arena, "its headings have '%s'", nearest)
                                 : NULL,
                         "'%s' has no column '%s'", path, heading->text);
}
