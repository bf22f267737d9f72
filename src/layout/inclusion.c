// `include:` of a layout, which makes it a pack: the layouts whose sheets it takes in.
#include "layout/sections.h"

#include "base/file.h"
#include "base/text.h"

#include <string.h>

enum { LONGEST_SHORT_NAME = 20 }; // leaves room for "Definitions" in the name of a sheet

static const struct key inclusion_keys[] = {
    {.name = "layout",
     .kind = KEY_FILE,
     .offset = offsetof(struct inclusion, file),
     .required = true},
    {.name = "short",
     .kind = KEY_SAID,
     .offset = offsetof(struct inclusion, short_name),
     .filled = true},
    {.name = "item", .kind = KEY_SAID, .offset = offsetof(struct inclusion, item), .filled = true},
};
static const struct key_table inclusion_table = KEY_TABLE("an included layout", inclusion_keys);

// What a pack says of the meeting and of the page holds for all of its sheets.
static const char *const carried[] = {"committee", "date", "author", "contact", "marking"};
static const char *const carried_of_page[] = {"header", "footer", "marking"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

// Trees of what is carried
// -------------------------------------------------------------------------

static struct node *map_for(struct arena *arena, struct place place, size_t room)
{
    struct node *map = arena_new(arena, struct node);
    *map = (struct node){
        .kind = NODE_MAP, .place = place, .entries = arena_array(arena, struct node_entry, room)};
    return map;
}

static void put(struct node *map, const char *key, struct node *value)
{
    if (value)
        map->entries[map->count++] = (struct node_entry){key, value->place, value};
}

// What a map says under some keys; NULL where it says nothing.
static struct node *map_of(struct arena *arena, const struct node *map, const char *const *keys,
                           size_t count)
{
    if (!map || map->kind != NODE_MAP)
        return NULL;
    struct node *chosen = map_for(arena, map->place, count);
    for (size_t i = 0; i < count; i++)
        put(chosen, keys[i], node_get(map, keys[i]));
    return chosen->count > 0 ? chosen : NULL;
}

static struct node *text_node(struct arena *arena, const struct said *said)
{
    struct node *node = arena_new(arena, struct node);
    *node = (struct node){.kind = NODE_TEXT, .place = said->place, .text = said->text};
    return said->text ? node : NULL;
}

// What is laid over an included layout: of the pack's own file, not of what that uses.
static struct node *laid_over(struct layout_reader *reader, const struct inclusion *inclusion)
{
    enum { MORE_KEYS = 2 };
    struct arena *arena = reader->arena;
    const struct node *own = reader->own;
    struct node *over = map_for(arena, own->place, COUNT(carried) + MORE_KEYS);
    for (size_t i = 0; i < COUNT(carried); i++)
        put(over, carried[i], node_get(own, carried[i]));
    put(over, "page",
        map_of(arena, node_get(own, "page"), carried_of_page, COUNT(carried_of_page)));
    put(over, "item", text_node(arena, &inclusion->item));
    return over;
}

// Reading -----------------------------------------------------------------------------------------

static struct said short_name_of(struct arena *arena, const struct said *file)
{
    const char *name = file_name(file->text);
    size_t length = strcspn(name, ".");
    const char *stem = arena_copy_part(
        arena, name, length < LONGEST_SHORT_NAME ? length : (size_t)LONGEST_SHORT_NAME);
    return (struct said){.text = text_trim(arena, stem), .place = file->place};
}

static void short_name_check(struct layout_reader *reader, const struct said *name)
{
    if (text_units(name->text) > LONGEST_SHORT_NAME)
        problem_error(reader->problems, name->place, NULL,
                      "'short' has %d characters at most, unlike '%s'", LONGEST_SHORT_NAME,
                      name->text);
    else if (strpbrk(name->text, "[]:*?/\\'\n") != NULL)
        problem_error(reader->problems, name->place, "say `short: CT`, or the like",
                      "the short name '%s' is for sheets, and has one of [ ] : * ? / \\ ' in it",
                      name->text);
}

// `- ../ct.yaml`, or `- {layout: ../ct.yaml, short: CT, item: 7}`.
static void inclusion_read(struct layout_reader *reader, const struct node *node,
                           struct inclusion *inclusion)
{
    if (node->kind == NODE_MAP)
        keys_read(reader, &inclusion_table, node, inclusion);
    else
        key_read(reader, &inclusion_keys[0], node, inclusion);
    if (!inclusion->file.text)
        return;
    if (!inclusion->short_name.text)
        inclusion->short_name = short_name_of(reader->arena, &inclusion->file);
    short_name_check(reader, &inclusion->short_name);
}

static bool is_new(struct layout_reader *reader, const struct inclusion *inclusion)
{
    const struct layout *pack = reader->layout;
    const struct said *file = &inclusion->file;
    if (text_equal(file->text, pack->file))
        return problem_error(reader->problems, file->place, "take this line out",
                             "the pack takes itself in");
    for (const struct inclusion *other = pack->inclusions.items; other < inclusion; other++) {
        if (text_equal(other->file.text, file->text))
            return problem_error(reader->problems, file->place, "take one of them out",
                                 "'%s' is taken in twice", file->text);
    }
    return true;
}

// One workbook has one base font, by which the widths of all columns are measured.
static void part_check(struct layout_reader *reader, const struct inclusion *inclusion)
{
    const struct layout *pack = reader->layout, *part = inclusion->layout;
    struct place place = inclusion->file.place;
    if (part->recipients.one_workbook_each)
        problem_error(reader->problems, place,
                      "take in a layout with `recipients:` in place of `one workbook per:`",
                      "'%s' makes a workbook for each recipient, and a pack is one workbook",
                      inclusion->file.text);
    if (!text_equal(part->font, pack->font) || part->size < pack->size || part->size > pack->size)
        problem_error(reader->problems, place,
                      "let both `use:` the same house style, or say it under `styles: base:`",
                      "'%s' is in %s %g, the pack in %s %g, and a workbook has one base font",
                      inclusion->file.text, part->font, part->size, pack->font, pack->size);
}

static void part_read(struct layout_reader *reader, struct inclusion *inclusion)
{
    size_t errors = reader->problems->errors;
    if (!inclusion->file.text || !is_new(reader, inclusion))
        return;
    inclusion->layout =
        layout_read_over(reader, inclusion->file.text, laid_over(reader, inclusion));
    if (inclusion->layout) {
        pack_carry(&reader->layout->pack, &inclusion->layout->pack);
        part_check(reader, inclusion);
    }
    reader->bearable += reader->problems->errors - errors; // the other layouts can be judged
}

void include_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    struct layout *pack = owner;
    if (reader->is_part)
        problem_error(reader->problems, node->place, "include its layouts in the pack itself",
                      "'%s' is a pack, and cannot be taken in by another", pack->file);
    else if (pack->recipients.one_workbook_each)
        problem_error(reader->problems, node->place, NULL,
                      "a pack is one workbook, and cannot be one for each recipient");
    else if (node->kind != NODE_LIST || node->count == 0)
        problem_error(reader->problems, node->place,
                      "write them below each other, each behind '- '",
                      "'include' must be a list of layouts");
    if (reader->is_part || node->kind != NODE_LIST || pack->recipients.one_workbook_each)
        return;
    // All at once: what is read of one refers to those before it.
    for (size_t i = 0; i < node->count; i++)
        inclusion_read(reader, node->items[i], list_add(reader->arena, &pack->inclusions));
    for (size_t i = 0; i < node->count; i++)
        part_read(reader, &pack->inclusions.items[i]);
    if (pack->sheets.count == 0) // what they would tell of stands in the parts
        pack->pack = (struct pack){.cover = pack->pack.cover,
                                   .contents = pack->pack.contents,
                                   .first_paragraph = pack->pack.first_paragraph};
}
