#include "base/text.h"
#include "layout/sections.h"

#include <string.h>

static const struct word down_words[] = {{"recipients", true}, {"lines", false}, {0}};
static const struct word sort_orders[] = {{"largest first", true}, {"smallest first", false}, {0}};
static const struct word part_looks[] = {{"stacked", true}, {"rows", false}, {0}};
static const struct word merges[] = {
    {"blanks", MERGE_BLANKS},
    {"measure", MERGE_MEASURE},
    {0},
};

static const struct key column_keys[] = {
    {.name = "heading", .kind = KEY_TEXTS, .offset = offsetof(struct column, headings)},
    {.name = "width",
     .kind = KEY_NUMBER,
     .offset = offsetof(struct column, width),
     .least = 1,
     .most = 255}, // Excel's
    {.name = "format",
     .kind = KEY_FORMAT,
     .offset = offsetof(struct column, format),
     .filled = true},
    {.name = "style", .kind = KEY_STYLES, .offset = offsetof(struct column, style)},
    {.name = "merge", .kind = KEY_WORD, .offset = offsetof(struct column, merge), .words = merges},
    {.name = "below", .kind = KEY_SAID, .offset = offsetof(struct column, below), .filled = true},
    {.name = "light", .kind = KEY_YES_NO, .offset = offsetof(struct column, light)},
    {.name = "open", .kind = KEY_OTHER, .read = open_read},
    {.name = "show", .kind = KEY_ELSEWHERE},
    {.name = "each", .kind = KEY_ELSEWHERE},
    {.name = "formula", .kind = KEY_ELSEWHERE},
    {.name = "judge", .kind = KEY_ELSEWHERE},
    {.name = "source", .kind = KEY_ELSEWHERE},
    {.name = "count", .kind = KEY_ELSEWHERE},
    {.name = "line", .kind = KEY_SAID, .offset = offsetof(struct column, line), .filled = true},
};
static const struct key_table column_table = KEY_TABLE("a column", column_keys);

// What a column shows: at most one of these keys.
static const struct {
    struct key key;
    enum column_shows shows;
} contents[] = {
    {{.name = "show", .kind = KEY_SAID, .filled = true}, COLUMN_BY_NAME},
    {{.name = "each", .kind = KEY_SAID, .filled = true}, COLUMN_EACH},
    {{.name = "formula", .kind = KEY_SAID, .filled = true}, COLUMN_FORMULA},
    {{.name = "judge", .kind = KEY_SAID, .filled = true}, COLUMN_JUDGE},
    {{.name = "source", .kind = KEY_SAID, .filled = true}, COLUMN_SOURCE},
    {{.name = "count", .kind = KEY_SAID, .filled = true}, COLUMN_COUNT},
};

// A source is there for figures, for targets or for texts, in the whole layout.
static void source_use(struct layout_reader *reader, const struct said *name,
                       enum source_gives gives)
{
    static const char *const what[] = {
        [SOURCE_GIVES_FIGURES] = "figures",
        [SOURCE_GIVES_TARGETS] = "targets",
        [SOURCE_GIVES_TEXTS] = "texts",
    };
    if (!source_check(reader, name))
        return;
    struct source *source = reader->layout->sources.items;
    while (!text_equal(source->name, name->text))
        source++;
    if (source->gives != SOURCE_GIVES_FIGURES && source->gives != gives)
        problem_error(reader->problems, name->place,
                      "make two sources of it; they may read the same file",
                      "source '%s' gives %s already, and cannot give %s", name->text,
                      what[source->gives], what[gives]);
    source->gives = gives;
}

static void column_read_content(struct layout_reader *reader, const struct node *map,
                                struct column *column)
{
    const char *first = NULL;
    for (size_t i = 0; i < sizeof(contents) / sizeof(contents[0]); i++) {
        const struct node *node = node_get(map, contents[i].key.name);
        if (node == NULL)
            continue;
        if (first != NULL) {
            problem_error(
                reader->problems, node->place,
                "a column has at most one of show, each, formula, judge, source and count",
                "column '%s' has both '%s' and '%s'", column->name, first, contents[i].key.name);
            continue;
        }
        first = contents[i].key.name;
        column->shows = contents[i].shows;
        key_read(reader, &contents[i].key, node, &column->what);
    }
}

static void column_read(struct layout_reader *reader, const struct node_entry *entry,
                        struct column *column)
{
    static const double width = 10;
    *column = (struct column){
        .name = entry->key,
        .place = entry->key_place,
        .width = width,
        .what = {.text = entry->key, .place = entry->key_place},
    };
    name_check(reader, entry->key_place, "name of a column", entry->key);
    if (!node_has_keys(reader, entry->value, arena_print(reader->arena, "column '%s'", entry->key)))
        return;
    keys_read(reader, &column_table, entry->value, column);
    if (entry->value->kind == NODE_MAP)
        column_read_content(reader, entry->value, column);
}

// Headings in a register are found without regard to case, so columns must differ by more.
static void column_check_unique(struct layout_reader *reader, const struct sheet *sheet,
                                const struct node_entry *entry)
{
    for (size_t i = 0; i < sheet->columns.count; i++)
        if (text_same(sheet->columns.items[i].name, entry->key))
            problem_error(reader->problems, entry->key_place, NULL,
                          "columns '%s' and '%s' differ only by capitals",
                          sheet->columns.items[i].name, entry->key);
}

static void columns_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    struct sheet *sheet = owner;
    if (!node_has_keys(reader, node, "'columns'"))
        return;
    if (node->count == 0)
        problem_error(reader->problems, node->place, NULL, "sheet '%s' has no columns",
                      sheet->name);
    for (size_t i = 0; i < node->count; i++) {
        column_check_unique(reader, sheet, &node->entries[i]);
        column_read(reader, &node->entries[i], list_add(reader->arena, &sheet->columns));
    }
}

static void footnotes_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct key text = {.name = "footnotes", .kind = KEY_SAID, .filled = true};
    struct sheet *sheet = owner;
    if (!node_has_keys(reader, node, "'footnotes'"))
        return;
    for (size_t i = 0; i < node->count; i++) {
        struct footnote *footnote = list_add(reader->arena, &sheet->footnotes);
        footnote->mark = node->entries[i].key;
        key_read(reader, &text, node->entries[i].value, &footnote->text);
    }
}

static void sheet_page_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    struct sheet *sheet = owner;
    sheet->page_place = node->place;
    page_read(reader, node, &sheet->page);
}

static const struct key sheet_keys[] = {
    {.name = "title", .kind = KEY_SAID, .offset = offsetof(struct sheet, title)},
    {.name = "rows", .kind = KEY_OTHER, .read = rows_read, .required = true},
    {.name = "down",
     .kind = KEY_EITHER,
     .offset = offsetof(struct sheet, recipients_down),
     .words = down_words},
    {.name = "sort", .kind = KEY_SAID, .offset = offsetof(struct sheet, sort), .filled = true},
    {.name = "order",
     .kind = KEY_EITHER,
     .offset = offsetof(struct sheet, largest_first),
     .words = sort_orders},
    {.name = "data", .kind = KEY_SAID, .offset = offsetof(struct sheet, source), .filled = true},
    {.name = "targets",
     .kind = KEY_SAID,
     .offset = offsetof(struct sheet, targets),
     .filled = true},
    {.name = "scale", .kind = KEY_SAID, .offset = offsetof(struct sheet, scale), .filled = true},
    {.name = "format",
     .kind = KEY_FORMAT,
     .offset = offsetof(struct sheet, format),
     .filled = true},
    {.name = "check", .kind = KEY_FILE, .offset = offsetof(struct sheet, check)},
    {.name = "parts",
     .kind = KEY_EITHER,
     .offset = offsetof(struct sheet, stacked),
     .words = part_looks},
    {.name = "protect", .kind = KEY_YES_NO, .offset = offsetof(struct sheet, is_protected)},
    {.name = "above", .kind = KEY_TEXTS, .offset = offsetof(struct sheet, above)},
    {.name = "below", .kind = KEY_TEXTS, .offset = offsetof(struct sheet, below)},
    {.name = "footnotes", .kind = KEY_OTHER, .read = footnotes_read},
    {.name = "accessible",
     .kind = KEY_KEYS,
     .offset = offsetof(struct sheet, accessible),
     .inside = &accessible_table},
    {.name = "page", .kind = KEY_OTHER, .read = sheet_page_read},
    {.name = "columns", .kind = KEY_OTHER, .read = columns_read},
    {.name = "charts", .kind = KEY_OTHER, .read = charts_read},
};
static const struct key_table sheet_table = KEY_TABLE("a sheet", sheet_keys);

static bool has_control_character(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < 0x20)
            return true;
    return false;
}

// What Excel says of the names of sheets; NULL where it would take this one.
static const char *sheet_name_fault(const char *name)
{
    enum { LONGEST = 31 };
    size_t bytes = strlen(name);
    if (text_is_blank(name))
        return "it is blank";
    if (text_units(name) > LONGEST)
        return "it is longer than 31 characters";
    if (strpbrk(name, "[]:*?/\\") != NULL || has_control_character(name))
        return "it has one of [ ] : * ? / \\ or a line break in it";
    if (name[0] == '\'' || name[bytes - 1] == '\'')
        return "it has an apostrophe at an end";
    if (text_same(name, "History"))
        return "Excel keeps that name for itself";
    return NULL;
}

// Sheets that the program adds.
static const struct word added_sheets[] = {
    {"Data", 0}, {"Definitions", 0}, {"Checks", 0}, {"Revisions", 0}, {"Notes", 0}, {0},
};

static void sheet_check_name(struct layout_reader *reader, const struct node_entry *entry)
{
    const struct layout *layout = reader->layout;
    const char *fault = sheet_name_fault(entry->key);
    unsigned ignored;
    if (fault == NULL && (word_find(added_sheets, entry->key, &ignored) ||
                          pack_takes_name(&layout->pack, entry->key)))
        fault = "the program adds a sheet of that name";
    if (fault != NULL)
        problem_error(reader->problems, entry->key_place, NULL, "a sheet cannot be called '%s': %s",
                      entry->key, fault);
    for (size_t i = 0; i < layout->sheets.count; i++)
        if (text_same(layout->sheets.items[i].name, entry->key))
            problem_error(reader->problems, entry->key_place, NULL,
                          "sheets '%s' and '%s' differ only by capitals",
                          layout->sheets.items[i].name, entry->key);
}

// A sheet is a table or a set of charts.
static void sheet_check_content(struct layout_reader *reader, const struct node *map)
{
    bool has_keys = map->kind == NODE_MAP;
    const struct node *columns = has_keys ? node_get(map, "columns") : NULL;
    const struct node *charts = has_keys ? node_get(map, "charts") : NULL;
    if (columns == NULL && charts == NULL && !reader->incomplete)
        problem_error(reader->problems, map->place, NULL, "a sheet must say 'columns' or 'charts'");
    if (columns != NULL && charts != NULL)
        problem_error(reader->problems, charts->place, "make two sheets of them",
                      "a sheet has columns or charts, not both");
}

static void sheet_read(struct layout_reader *reader, const struct node_entry *entry,
                       struct sheet *sheet)
{
    *sheet = (struct sheet){
        .name = entry->key,
        .place = entry->key_place,
        .title = reader->layout->title,
        .page = reader->layout->page,
        .page_place = reader->layout->page_place,
    };
    if (!node_has_keys(reader, entry->value, arena_print(reader->arena, "sheet '%s'", entry->key)))
        return;
    keys_read(reader, &sheet_table, entry->value, sheet);
    sheet_check_content(reader, entry->value);
    open_columns_check(reader, sheet);
    if (sheet->scale.text != NULL)
        scale_check(reader, &sheet->scale);
    if (sheet->source.text != NULL)
        source_check(reader, &sheet->source);
    if (sheet->targets.text != NULL)
        source_use(reader, &sheet->targets, SOURCE_GIVES_TARGETS);
    for (size_t i = 0; i < sheet->columns.count; i++)
        if (sheet->columns.items[i].shows == COLUMN_SOURCE)
            source_use(reader, &sheet->columns.items[i].what, SOURCE_GIVES_TEXTS);
    if (sheet->rows.text != NULL)
        register_read(reader, sheet);
    else if (sheet->source_rows.source.text != NULL)
        rows_take(reader, sheet);
}

void sheets_read(struct layout_reader *reader, const struct node *node, void *layout)
{
    struct layout *into = layout;
    if (!node_has_keys(reader, node, "'sheets'"))
        return;
    if (node->count == 0)
        problem_error(reader->problems, node->place, NULL, "the layout has no sheets");
    for (size_t i = 0; i < node->count; i++) {
        sheet_check_name(reader, &node->entries[i]);
        sheet_read(reader, &node->entries[i], list_add(reader->arena, &into->sheets));
    }
}
