#include "layout/layout.h"

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "layout/sections.h"

#include <string.h>

static const struct word kinds_of_period[] = {
    {"month", PERIOD_MONTH},
    {"quarter", PERIOD_QUARTER},
    {"year", PERIOD_YEAR},
    {0},
};
static const struct word months[] = {
    {"January", 1},   {"February", 2},  {"March", 3},  {"April", 4},     {"May", 5},
    {"June", 6},      {"July", 7},      {"August", 8}, {"September", 9}, {"October", 10},
    {"November", 11}, {"December", 12}, {0},
};

static const struct key period_keys[] = {
    {.name = "every",
     .kind = KEY_WORD,
     .offset = offsetof(struct layout, calendar.every),
     .words = kinds_of_period,
     .required = true},
    {.name = "year starts",
     .kind = KEY_WORD,
     .offset = offsetof(struct layout, calendar.year_start),
     .words = months},
    {.name = "latest", .kind = KEY_SAID, .offset = offsetof(struct layout, latest), .filled = true},
};
static const struct key_table period_table = NAMED_KEY_TABLE("the periods", period_keys);

static void periods_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    struct layout *layout = owner;
    if (!node_has_keys(reader, node, "'periods'"))
        return;
    keys_read(reader, &period_table, node, layout);
    if (layout->latest.text != NULL && layout->calendar.every != PERIOD_NONE)
        period_check(reader, &layout->latest);
}

static const struct key constant_keys[] = {
    {.name = "value",
     .kind = KEY_SAID,
     .offset = offsetof(struct constant, value),
     .required = true,
     .filled = true},
    {.name = "label", .kind = KEY_SAID, .offset = offsetof(struct constant, label), .filled = true},
};
static const struct key_table constant_table = KEY_TABLE("a constant", constant_keys);

// `boroughs: 33`, or `boroughs: {value: 33, label: London boroughs}`.
static void constant_read(struct layout_reader *reader, const struct node_entry *entry,
                          struct constant *constant)
{
    struct said name = {.text = entry->key, .place = entry->key_place};
    *constant = (struct constant){.name = name.text, .place = name.place, .label = name};
    name_check(reader, entry->key_place, "name of a constant", entry->key);
    if (entry->value->kind == NODE_MAP)
        keys_read(reader, &constant_table, entry->value, constant);
    else
        key_read(reader, &constant_keys[0], entry->value, constant);
    struct number number;
    if (constant->value.text != NULL && !number_read(reader->arena, constant->value.text, &number))
        problem_error(reader->problems, constant->value.place, NULL,
                      "constant '%s' must be a number, not '%s'", entry->key, constant->value.text);
}

static void constants_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    struct layout *layout = owner;
    if (!node_has_keys(reader, node, "'constants'"))
        return;
    for (size_t i = 0; i < node->count; i++)
        constant_read(reader, &node->entries[i], list_add(reader->arena, &layout->constants));
}

// Texts in braces are filled in later: what they come to is made safe then.
static bool save_as_is_safe(const char *name)
{
    size_t depth = 0;
    for (const char *at = name; *at != '\0'; at++) {
        if (*at == '{')
            depth++;
        else if (*at == '}' && depth > 0)
            depth--;
        else if (depth == 0 && strchr("/\\:*?\"<>|", *at) != NULL)
            return false;
    }
    return true;
}

static void save_as_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct key save_as = {.name = "save as", .kind = KEY_SAID, .filled = true};
    struct said *said = &((struct layout *)owner)->save_as;
    key_read(reader, &save_as, node, said);
    if (said->text == NULL)
        return;
    if (!text_ends(said->text, ".xlsx"))
        problem_error(reader->problems, said->place, "name the workbook as in: Scorecard.xlsx",
                      "'save as' must end in .xlsx, not as in '%s'", said->text);
    if (!save_as_is_safe(said->text))
        problem_error(reader->problems, said->place, NULL,
                      "'save as' is the name of a file, without any of / \\ : * ? \" < > |");
}

static void folder_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct key folder = {.name = "folder", .kind = KEY_SAID, .filled = true};
    struct said *said = &((struct layout *)owner)->folder;
    key_read(reader, &folder, node, said);
    bool leads_out =
        said->text != NULL && (said->text[0] == '/' || strchr(said->text, '\\') != NULL ||
                               strstr(said->text, "..") != NULL);
    if (leads_out)
        problem_error(reader->problems, said->place, NULL,
                      "'folder' is a folder in the output folder, such as boroughs/2025-11");
}

// Of every page; what a page says itself wins.
static void marking_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct key marking = {.name = "marking", .kind = KEY_SAID};
    struct layout *layout = owner;
    key_read(reader, &marking, node, &layout->marking);
    if (!text_is_blank(layout->marking.text))
        layout->page.marking = layout->marking.text;
}

static void layout_page_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    struct layout *layout = owner;
    layout->page_place = node->place;
    page_read(reader, node, &layout->page);
}

static const struct key word_keys[] = {
    {.name = "missing", .kind = KEY_SAID, .offset = offsetof(struct words, missing)},
    {.name = "divide by zero", .kind = KEY_SAID, .offset = offsetof(struct words, divide_by_zero)},
    {.name = "accept", .kind = KEY_TEXTS, .offset = offsetof(struct words, accept)},
    {.name = "shorthand", .kind = KEY_OTHER, .read = shorthand_read},
};
static const struct key_table word_table = KEY_TABLE("the words", word_keys);

// In the order of reading: what the sheets refer to comes before them.
static const struct key layout_keys[] = {
    {.name = "use", .kind = KEY_ELSEWHERE},
    {.name = "title", .kind = KEY_SAID, .offset = offsetof(struct layout, title)},
    {.name = "save as", .kind = KEY_OTHER, .read = save_as_read, .required = true},
    {.name = "folder", .kind = KEY_OTHER, .read = folder_read},
    {.name = "edition", .kind = KEY_OTHER, .read = editions_read},
    {.name = "subject", .kind = KEY_SAID, .offset = offsetof(struct layout, subject)},
    {.name = "author", .kind = KEY_SAID, .offset = offsetof(struct layout, author)},
    {.name = "organisation", .kind = KEY_SAID, .offset = offsetof(struct layout, organisation)},
    {.name = "keywords", .kind = KEY_SAID, .offset = offsetof(struct layout, keywords)},
    {.name = "committee", .kind = KEY_SAID, .offset = offsetof(struct layout, committee)},
    {.name = "date", .kind = KEY_SAID, .offset = offsetof(struct layout, date)},
    {.name = "item", .kind = KEY_SAID, .offset = offsetof(struct layout, item)},
    {.name = "contact", .kind = KEY_SAID, .offset = offsetof(struct layout, contact)},
    {.name = "marking", .kind = KEY_OTHER, .read = marking_read}, // before `page`
    {.name = "pack", .kind = KEY_OTHER, .read = pack_read},       // before `sheets`
    {.name = "periods", .kind = KEY_OTHER, .read = periods_read},
    {.name = "data", .kind = KEY_OTHER, .read = sources_read},
    {.name = "corrections",
     .kind = KEY_SAID,
     .offset = offsetof(struct layout, corrections),
     .filled = true},
    {.name = "one workbook per", .kind = KEY_OTHER, .read = one_workbook_per_read},
    {.name = "recipients", .kind = KEY_OTHER, .read = recipients_read},
    {.name = "shared", .kind = KEY_OTHER, .read = shared_read},
    {.name = "constants", .kind = KEY_OTHER, .read = constants_read},
    {.name = "words",
     .kind = KEY_KEYS,
     .offset = offsetof(struct layout, words),
     .inside = &word_table},
    {.name = "marks", .kind = KEY_OTHER, .read = marks_read},
    {.name = "revisions",
     .kind = KEY_KEYS,
     .offset = offsetof(struct layout, revisions),
     .inside = &revisions_keys},
    {.name = "styles", .kind = KEY_ELSEWHERE}, // before all others
    {.name = "scales", .kind = KEY_OTHER, .read = scales_read},
    {.name = "page", .kind = KEY_OTHER, .read = layout_page_read},
    {.name = "check", .kind = KEY_FILE, .offset = offsetof(struct layout, check)},
    {.name = "sheets", .kind = KEY_OTHER, .read = sheets_read},
    {.name = "include", .kind = KEY_OTHER, .read = include_read},
};
static const struct key_table layout_table = NAMED_KEY_TABLE("a layout", layout_keys);

// A file that is being read, and the one that uses it.
struct use {
    const char *file;
    const struct use *by;
};

static struct node *tree_read(struct layout_reader *reader, const char *path, const struct use *by);

// "a.yaml, b.yaml, a.yaml": from the file that is used again to the one that uses it.
static const char *circle_listed(struct arena *arena, const struct use *last, const char *again)
{
    const char *list = again;
    for (const struct use *use = last; use != NULL; use = use->by) {
        list = arena_print(arena, "%s, %s", use->file, list);
        if (text_equal(use->file, again))
            break;
    }
    return list;
}

static struct node *used_read(struct layout_reader *reader, const struct node *node,
                              const struct use *here)
{
    static const struct key use = {.name = "use", .kind = KEY_FILE};
    struct said file = {0};
    key_read(reader, &use, node, &file);
    if (file.text == NULL)
        return NULL;
    for (const struct use *above = here; above != NULL; above = above->by) {
        if (text_equal(above->file, file.text)) {
            problem_error(reader->problems, node->place,
                          "take one of the `use:` lines out; what both need goes into a third "
                          "layout that both use",
                          "layouts use each other: %s",
                          circle_listed(reader->arena, here, file.text));
            return NULL;
        }
    }
    return tree_read(reader, file.text, here);
}

// A file's tree laid over that of the file it uses.
static struct node *tree_read(struct layout_reader *reader, const char *path, const struct use *by)
{
    struct node *tree = node_read(path, reader->arena, reader->problems);
    layout_add_file(reader->layout, path, false, reader->arena);
    if (tree == NULL)
        return NULL;
    if (!node_has_keys(reader, tree, "a layout"))
        return NULL;
    if (tree->kind == NODE_TEXT) // nothing but odd spaces: as good as an empty file
        *tree = (struct node){.kind = NODE_MAP, .place = tree->place};
    if (by == NULL)
        reader->own = tree;
    const struct node *use = node_get(tree, "use");
    if (use == NULL)
        return tree;
    struct use here = {.file = path, .by = by};
    struct node *base = used_read(reader, use, &here);
    if (base != NULL)
        return node_merge(reader->arena, base, tree);
    reader->incomplete = true;
    return tree;
}

void layout_add_file(struct layout *layout, const char *path, bool is_input, struct arena *arena)
{
    for (size_t i = 0; i < layout->files.count; i++)
        if (text_equal(layout->files.items[i].path, path))
            return;
    *list_add(arena, &layout->files) = (struct layout_file){path, is_input};
}

const struct source *layout_source(const struct layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->sources.count; i++)
        if (text_equal(layout->sources.items[i].name, name))
            return &layout->sources.items[i];
    return NULL;
}

bool layout_accepts_word(const struct layout *layout, const char *word)
{
    for (size_t i = 0; i < layout->words.accept.count; i++)
        if (text_equal(layout->words.accept.items[i].text, word))
            return true;
    return false;
}

static struct layout *layout_default(struct arena *arena, const char *path)
{
    struct layout *layout = arena_new(arena, struct layout);
    struct place place = {.file = arena_copy(arena, path)};
    layout->file = place.file;
    layout->calendar.year_start = 1;
    layout->words.missing = (struct said){.text = "Not available", .place = place};
    layout->words.divide_by_zero = (struct said){.text = "n/a", .place = place};
    layout->marks = marks_default(place);
    layout->revisions.sends_shared = true;
    layout->page = page_default();
    layout->page_place = place;
    return layout;
}

static void check_files_add(struct layout *layout, struct arena *arena)
{
    if (layout->check.text)
        layout_add_file(layout, layout->check.text, false, arena);
    for (size_t i = 0; i < layout->sheets.count; i++)
        if (layout->sheets.items[i].check.text)
            layout_add_file(layout, layout->sheets.items[i].check.text, false, arena);
}

static void sheets_check(struct layout_reader *reader, const struct node *tree)
{
    if (node_get(tree, "sheets") == NULL && node_get(tree, "include") == NULL &&
        !reader->incomplete)
        problem_error(reader->problems, tree->place, NULL, "a layout must say 'sheets'");
}

// `over` is laid over the file's own tree; NULL nothing.
static struct layout *read_with(struct layout_reader *reader, struct node *over)
{
    size_t errors = reader->problems->errors;
    struct node *tree = tree_read(reader, reader->layout->file, NULL);
    if (tree == NULL)
        return NULL;
    if (over != NULL) {
        struct place place = tree->place;
        tree = node_merge(reader->arena, tree, over);
        tree->place = place;
    }
    styles_read(reader, node_get(tree, "styles"));
    keys_read(reader, &layout_table, tree, reader->layout);
    sheets_check(reader, tree);
    check_files_add(reader->layout, reader->arena);
    reader->layout->is_sound = reader->problems->errors == errors;
    bool is_bearable = reader->problems->errors - errors <= reader->bearable && !reader->incomplete;
    return is_bearable ? reader->layout : NULL;
}

struct layout *layout_read_over(struct layout_reader *pack, const char *path, struct node *over)
{
    struct layout_reader reader = {
        .arena = pack->arena,
        .problems = pack->problems,
        .layout = layout_default(pack->arena, path),
        .input = pack->input,
        .registers = {.arena = pack->arena},
        .is_part = true,
    };
    return read_with(&reader, over);
}

struct layout *layout_read(const char *path, const char *input, struct arena *arena,
                           struct problems *problems)
{
    struct layout_reader reader = {
        .arena = arena,
        .problems = problems,
        .layout = layout_default(arena, path),
        .input = input,
        .registers = {.arena = arena},
    };
    return read_with(&reader, NULL);
}
