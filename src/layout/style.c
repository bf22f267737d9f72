#include "layout/style.h"

#include "base/text.h"
#include "layout/sections.h"

#include <math.h>
#include <string.h>

static const struct word across[] = {
    {"left", ACROSS_LEFT},
    {"centre", ACROSS_CENTRE},
    {"right", ACROSS_RIGHT},
    {0},
};
static const struct word down[] = {
    {"top", DOWN_TOP},
    {"middle", DOWN_MIDDLE},
    {"bottom", DOWN_BOTTOM},
    {0},
};

// A style remembers which of these it sets itself: bit i of `sets` is row i.
static const struct key looks[] = {
    {.name = "font", .kind = KEY_TEXT, .offset = offsetof(struct style, font), .filled = true},
    {.name = "size", .kind = KEY_SIZE, .offset = offsetof(struct style, size)},
    {.name = "bold", .kind = KEY_YES_NO, .offset = offsetof(struct style, bold)},
    {.name = "italic", .kind = KEY_YES_NO, .offset = offsetof(struct style, italic)},
    {.name = "bullets", .kind = KEY_YES_NO, .offset = offsetof(struct style, bullets)},
    {.name = "bold first line",
     .kind = KEY_YES_NO,
     .offset = offsetof(struct style, bold_first_line)},
    {.name = "emphasis", .kind = KEY_YES_NO, .offset = offsetof(struct style, emphasis)},
    {.name = "colour",
     .kind = KEY_COLOUR,
     .offset = offsetof(struct style, colour),
     .filled = true},
    {.name = "fill", .kind = KEY_COLOUR, .offset = offsetof(struct style, fill)},
    {.name = "align", .kind = KEY_WORD, .offset = offsetof(struct style, across), .words = across},
    {.name = "down", .kind = KEY_WORD, .offset = offsetof(struct style, down), .words = down},
    {.name = "indent",
     .kind = KEY_WHOLE,
     .offset = offsetof(struct style, indent),
     .least = 0,
     .most = 15},
    {.name = "turned", .kind = KEY_YES_NO, .offset = offsetof(struct style, turned)},
    {.name = "wrap", .kind = KEY_YES_NO, .offset = offsetof(struct style, wrap)},
    {.name = "border", .kind = KEY_ELSEWHERE}, // all four sides; a side of its own wins
    {.name = "border top", .kind = KEY_COLOUR, .offset = offsetof(struct style, top)},
    {.name = "border bottom", .kind = KEY_COLOUR, .offset = offsetof(struct style, bottom)},
    {.name = "border left", .kind = KEY_COLOUR, .offset = offsetof(struct style, left)},
    {.name = "border right", .kind = KEY_COLOUR, .offset = offsetof(struct style, right)},
};
static const struct key_table style_keys = KEY_TABLE("a style", looks);

// How a layout looks that says nothing about styles; a style's rows stand together. Every style
// starts from base, then takes its rows from here, then those of the layout.
static const struct default_look {
    const char *style, *key, *value;
} default_looks[] = {
    {"base", "font", "Arial"},
    {"base", "size", "9"},
    {"base", "colour", "000000"},
    {"base", "down", "top"},
    {"base", "wrap", "yes"},
    {"base", "border", "BFBFBF"},
    {"title", "size", "160%"},
    {"title", "bold", "yes"},
    {"title", "colour", "1F3864"},
    {"title", "border", "none"},
    {"text", "border", "none"},
    {"legend", "border", "none"},
    {"heading", "bold", "yes"},
    {"heading", "colour", "FFFFFF"},
    {"heading", "fill", "1F3864"},
    {"heading", "align", "centre"},
    {"heading", "down", "middle"},
    {"band", "bold", "yes"},
    {"band", "fill", "D9E2F3"},
    {"subband", "bold", "yes"},
    {"subband", "fill", "EDF2F9"},
    {"header", "bold", "yes"},
    {"header", "fill", "F2F2F2"},
    {"measure", NULL, NULL},
    {"part", "indent", "1"},
    {"note", "italic", "yes"},
    {"strip", "align", "centre"},
    {"strip", "fill", "F2F2F2"},
    {"footnote", "size", "85%"},
    {"footnote", "border", "none"},
    // Of the lines of charts: dark, light, in between; also told apart by their dashes.
    {"line 1", "colour", "1F3864"},
    {"line 2", "colour", "7F8FA9"},
    {"line 3", "colour", "9C4A00"},
    {"line 4", "colour", "2F7D5B"},
    {"bold", "bold", "yes"},
    {"italic", "italic", "yes"},
    {"small", "size", "85%"},
    {"left", "align", "left"},
    {"centre", "align", "centre"},
    {"right", "align", "right"},
    {"turned", "turned", "yes"},
    {"turned", "align", "centre"},
    {"turned", "down", "bottom"},
    {"bullets", "bullets", "yes"},
    {"bold first line", "bold first line", "yes"},
    {"emphasis", "emphasis", "yes"},
};

enum { DEFAULT_LOOKS = sizeof(default_looks) / sizeof(default_looks[0]) };

static const struct key *look_find(const char *name)
{
    const struct key *look = looks;
    while (!text_equal(look->name, name))
        look++;
    return look;
}

static void look_read(struct layout_reader *reader, const struct key *look, const struct node *node,
                      struct style *style)
{
    key_read(reader, look, node, style);
    style->sets |= 1U << (look - looks);
}

static void border_read(struct layout_reader *reader, const struct node *node, struct style *style)
{
    static const char *const sides[] = {"border top", "border bottom", "border left",
                                        "border right"};
    static const struct key border = {.name = "border", .kind = KEY_COLOUR};
    const char *colour = NULL;
    size_t errors = reader->problems->errors;
    key_read(reader, &border, node, &colour);
    if (reader->problems->errors > errors)
        return;
    const struct node side_node = {
        .kind = NODE_TEXT, .place = node->place, .text = colour != NULL ? colour : "none"};
    for (size_t i = 0; i < sizeof(sides) / sizeof(sides[0]); i++)
        look_read(reader, look_find(sides[i]), &side_node, style);
}

static void style_default(struct layout_reader *reader, struct style *style)
{
    for (size_t i = 0; i < DEFAULT_LOOKS; i++) {
        const struct default_look *row = &default_looks[i];
        if (row->key == NULL || !text_equal(row->style, style->name))
            continue;
        const struct node node = {
            .kind = NODE_TEXT, .place = {.file = reader->layout->file}, .text = row->value};
        if (text_equal(row->key, "border"))
            border_read(reader, &node, style);
        else
            look_read(reader, look_find(row->key), &node, style);
    }
}

static double hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return (digit | 0x20) - 'a' + 10;
}

// The relative luminance of "RRGGBB" as the guidelines define it: 0 black, 1 white.
static double colour_luminance(const char *colour)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (size_t part = 0; part < 3; part++) {
        double share = (hex_digit(colour[2 * part]) * 16 + hex_digit(colour[2 * part + 1])) / 255;
        double light = share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
        luminance += weights[part] * light;
    }
    return luminance;
}

double style_contrast(const char *text, const char *fill)
{
    double one = colour_luminance(text), other = colour_luminance(fill);
    return (fmax(one, other) + 0.05) / (fmin(one, other) + 0.05);
}

bool contrast_check(struct layout_reader *reader, struct place place, const char *what,
                    const char *text, const char *fill)
{
    double contrast = style_contrast(text, fill);
    if (contrast >= CONTRAST_LEAST)
        return true;
    const char *better =
        style_contrast("000000", fill) > style_contrast("FFFFFF", fill) ? "000000" : "FFFFFF";
    const char *help = arena_print(reader->arena, "on this fill %s would have %.1f to 1", better,
                                   floor(style_contrast(better, fill) * 10) / 10);
    // Rounded down, so that 4.49 does not read as enough.
    return problem_error(reader->problems, place, help,
                         "%s: text %s on fill %s has a contrast of %.1f to 1; at least %.1f to 1 "
                         "is needed to read it",
                         what, text, fill, floor(contrast * 10) / 10, CONTRAST_LEAST);
}

static void style_check_contrast(struct layout_reader *reader, const struct style *style,
                                 const struct node *map)
{
    if (style->fill == NULL)
        return;
    struct place place = {.file = reader->layout->file};
    const struct node *fill = map != NULL ? node_get(map, "fill") : NULL;
    const struct node *colour = map != NULL ? node_get(map, "colour") : NULL;
    if (fill != NULL || colour != NULL)
        place = fill != NULL ? fill->place : colour->place;
    contrast_check(reader, place, arena_print(reader->arena, "style '%s'", style->name),
                   style->colour, style->fill);
}

static void style_read(struct layout_reader *reader, const struct node *map, struct style *style)
{
    keys_check(reader, &style_keys, map);
    const struct node *border = node_get(map, "border");
    if (border != NULL)
        border_read(reader, border, style);
    for (size_t i = 0; i < style_keys.count; i++) {
        const struct node *node = node_get(map, looks[i].name);
        if (node != NULL && looks[i].kind != KEY_ELSEWHERE)
            look_read(reader, &looks[i], node, style);
    }
}

// `map` is what the layout says of the style, NULL where it says nothing.
static void style_add(struct layout_reader *reader, const char *name, const struct node *map)
{
    if (map != NULL && !node_has_keys(reader, map, arena_print(reader->arena, "style '%s'", name)))
        map = NULL;
    if (map != NULL && map->kind != NODE_MAP)
        map = NULL; // blank: nothing said
    const struct named_style *base = layout_style(reader->layout, "base");
    struct style style = base != NULL ? base->style : (struct style){0};
    style.name = name;
    style.sets = 0;
    style_default(reader, &style);
    if (map != NULL)
        style_read(reader, map, &style);
    style_check_contrast(reader, &style, map);
    struct named_style *named = list_add(reader->arena, &reader->layout->styles);
    *named = (struct named_style){.name = name, .style = style};
}

static void own_style_read(struct layout_reader *reader, const struct node_entry *entry)
{
    if (strchr(entry->key, ',') != NULL || text_is_blank(entry->key))
        problem_error(reader->problems, entry->key_place,
                      "commas stand between the names of styles", "a style cannot be called '%s'",
                      entry->key);
    else if (layout_style(reader->layout, entry->key) == NULL)
        style_add(reader, entry->key, entry->value);
}

void styles_read(struct layout_reader *reader, const struct node *map)
{
    if (map != NULL && (!node_has_keys(reader, map, "'styles'") || map->kind != NODE_MAP))
        map = NULL;
    // base has the first rows, so it is there when the others start from it.
    for (size_t i = 0; i < DEFAULT_LOOKS; i++) {
        const char *name = default_looks[i].style;
        if (layout_style(reader->layout, name) == NULL)
            style_add(reader, name, map != NULL ? node_get(map, name) : NULL);
        if (i == 0)
            reader->base_size = reader->layout->styles.items[0].style.size;
    }
    for (size_t i = 0; map != NULL && i < map->count; i++)
        own_style_read(reader, &map->entries[i]);
    reader->layout->font = reader->layout->styles.items[0].style.font;
    reader->layout->size = reader->base_size;
}

struct style style_over(struct style under, const struct style *over)
{
    for (size_t i = 0; i < style_keys.count; i++)
        if (over->sets & (1U << i))
            memcpy((char *)&under + looks[i].offset, (const char *)over + looks[i].offset,
                   key_size(&looks[i]));
    return under;
}

const struct named_style *layout_style(const struct layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->styles.count; i++)
        if (text_equal(layout->styles.items[i].name, name))
            return &layout->styles.items[i];
    return NULL;
}

struct style layout_styled(const struct layout *layout, struct style under, const char *names,
                           struct arena *arena)
{
    const char **parts;
    size_t count = names != NULL ? text_split(arena, names, ',', &parts) : 0;
    for (size_t i = 0; i < count; i++) {
        const struct named_style *named = layout_style(layout, text_trim(arena, parts[i]));
        if (named != NULL)
            under = style_over(under, &named->style);
    }
    return under;
}
