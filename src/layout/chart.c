#include "base/text.h"
#include "layout/sections.h"

// `charts:` of a sheet: a line chart of each of its measures.

// Lines are told apart by colour and dash, each with the looks of its place unless it says its own.
static const struct {
    const char *style;
    enum dash dash;
} places[] = {
    {"line 1", DASH_SOLID},
    {"line 2", DASH_DASHED},
    {"line 3", DASH_DOTTED},
    {"line 4", DASH_DOT_DASH},
};
enum { MOST_LINES = sizeof(places) / sizeof(places[0]) };

// What a line must have on the white of a chart.
// Source: Web Content Accessibility Guidelines 2.1, success criterion 1.4.11.
#define LINE_CONTRAST 3.0

static const struct word dashes[] = {
    {"solid", DASH_SOLID},
    {"dashed", DASH_DASHED},
    {"dotted", DASH_DOTTED},
    {"dot dash", DASH_DOT_DASH},
    {0},
};

static const struct key line_keys[] = {
    {.name = "formula",
     .kind = KEY_SAID,
     .offset = offsetof(struct chart_line, formula),
     .required = true,
     .filled = true},
    {.name = "colour",
     .kind = KEY_COLOUR,
     .offset = offsetof(struct chart_line, colour),
     .filled = true},
    {.name = "dash",
     .kind = KEY_WORD,
     .offset = offsetof(struct chart_line, dash),
     .words = dashes},
};
static const struct key_table line_table = KEY_TABLE("a line of charts", line_keys);

static void line_check_contrast(struct layout_reader *reader, const struct chart_line *line)
{
    if (style_contrast(line->colour, "FFFFFF") < LINE_CONTRAST)
        problem_error(reader->problems, line->name.place, "take a darker colour",
                      "line '%s': %s is too light to be seen on white", line->name.text,
                      line->colour);
}

// `Offences: latest`, or `Offences: {formula: latest, colour: 1F3864}`.
static void line_read(struct layout_reader *reader, const struct node_entry *entry, size_t number,
                      struct chart_line *line)
{
    *line = (struct chart_line){
        .name = {.text = entry->key, .place = entry->key_place},
        .colour = layout_style(reader->layout, places[number].style)->style.colour,
        .dash = places[number].dash,
    };
    if (entry->value->kind == NODE_MAP)
        keys_read(reader, &line_table, entry->value, line);
    else
        key_read(reader, &line_keys[0], entry->value, line);
    line_check_contrast(reader, line);
}

static void lines_check_dashes(struct layout_reader *reader, const struct charts *charts)
{
    const struct chart_line *lines = charts->lines.items;
    for (size_t i = 0; i < charts->lines.count; i++)
        for (size_t j = 0; j < i; j++)
            if (lines[i].dash == lines[j].dash)
                problem_error(reader->problems, lines[i].name.place,
                              "colour must not be the only sign: give each a dash of its own",
                              "lines '%s' and '%s' have the same dash", lines[j].name.text,
                              lines[i].name.text);
}

static void lines_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    struct charts *charts = owner;
    if (!node_has_keys(reader, node, "'lines'"))
        return;
    if (node->count == 0)
        problem_error(reader->problems, node->place, "write as in: Offences: latest",
                      "the charts have no lines");
    for (size_t i = 0; i < node->count && i < MOST_LINES; i++)
        line_read(reader, &node->entries[i], i, list_add(reader->arena, &charts->lines));
    if (node->count > MOST_LINES)
        problem_error(reader->problems, node->entries[MOST_LINES].key_place,
                      "more could not be told apart", "a chart has at most %d lines", MOST_LINES);
    lines_check_dashes(reader, charts);
}

static const struct key axis_keys[] = {
    {.name = "x", .kind = KEY_SAID, .offset = offsetof(struct charts, x_title)},
    {.name = "y", .kind = KEY_SAID, .offset = offsetof(struct charts, y_title)},
    {.name = "from zero", .kind = KEY_YES_NO, .offset = offsetof(struct charts, from_zero)},
};
static const struct key_table axis_table = KEY_TABLE("the axes", axis_keys);

static const struct key charts_keys[] = {
    {.name = "window",
     .kind = KEY_SAID,
     .offset = offsetof(struct charts, window),
     .required = true,
     .filled = true},
    {.name = "lines", .kind = KEY_OTHER, .read = lines_read, .required = true},
    {.name = "across",
     .kind = KEY_WHOLE,
     .offset = offsetof(struct charts, across),
     .least = 1,
     .most = 6},
    {.name = "down",
     .kind = KEY_WHOLE,
     .offset = offsetof(struct charts, down),
     .least = 1,
     .most = 8},
    {.name = "title", .kind = KEY_SAID, .offset = offsetof(struct charts, title), .filled = true},
    {.name = "axis", .kind = KEY_KEYS, .inside = &axis_table},
    {.name = "alternative text",
     .kind = KEY_SAID,
     .offset = offsetof(struct charts, alternative),
     .filled = true},
};
static const struct key_table charts_table = KEY_TABLE("the charts", charts_keys);

void charts_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    struct sheet *sheet = owner;
    sheet->charts = arena_new(reader->arena, struct charts);
    *sheet->charts = (struct charts){.across = 2, .from_zero = true};
    if (node_has_keys(reader, node, "'charts'"))
        keys_read(reader, &charts_table, node, sheet->charts);
}
