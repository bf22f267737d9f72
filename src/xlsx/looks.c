#include "xlsx/looks.h"

#include <stdint.h>
#include <stdlib.h>

static const uint8_t across_codes[] = {
    [ACROSS_GENERAL] = LXW_ALIGN_NONE,
    [ACROSS_LEFT] = LXW_ALIGN_LEFT,
    [ACROSS_CENTRE] = LXW_ALIGN_CENTER,
    [ACROSS_RIGHT] = LXW_ALIGN_RIGHT,
};

static const uint8_t down_codes[] = {
    [DOWN_TOP] = LXW_ALIGN_VERTICAL_TOP,
    [DOWN_MIDDLE] = LXW_ALIGN_VERTICAL_CENTER,
    [DOWN_BOTTOM] = LXW_ALIGN_VERTICAL_BOTTOM,
};

static const struct style plain;

// The library takes 0 for "no colour", and has a number of its own for black.
lxw_color_t looks_colour(const char *colour)
{
    unsigned long code = strtoul(colour, NULL, 16);
    return code == 0 ? (lxw_color_t)LXW_COLOR_BLACK : (lxw_color_t)code;
}

void looks_init(struct looks *looks, lxw_workbook *workbook, const struct plan *plan,
                struct arena *arena)
{
    *looks = (struct looks){
        .workbook = workbook,
        .arena = arena,
        .font = plan->default_font ? plan->default_font : "Arial",
        .size = plan->default_size > 0 ? plan->default_size : 10,
        .made = {.arena = arena},
    };
    // The first format is the library's own, for cells without one, which has no setter: Excel
    // measures column widths in it, and shows in it what a person types outside the table.
    lxw_format *first = STAILQ_FIRST(workbook->formats);
    format_set_font_name(first, looks->font);
    format_set_font_size(first, looks->size);
}

// The format under a signature; a new one, which `*is_new` says, where there is none yet.
static lxw_format *find(struct looks *looks, const char *signature, bool *is_new)
{
    union map_value *value = map_put(&looks->made, signature, is_new);
    if (*is_new)
        value->pointer = workbook_add_format(looks->workbook);
    if (!value->pointer)
        *is_new = false;
    return value->pointer;
}

static const char *shown(const char *text)
{
    return text ? text : "-";
}

static void set_font(const struct looks *looks, lxw_format *format, const struct style *style)
{
    format_set_font_name(format, style->font ? style->font : looks->font);
    format_set_font_size(format, style->size > 0 ? style->size : looks->size);
    if (style->bold)
        format_set_bold(format);
    if (style->italic)
        format_set_italic(format);
    if (style->colour)
        format_set_font_color(format, looks_colour(style->colour));
}

static void set_alignment(lxw_format *format, const struct style *style)
{
    format_set_align(format, across_codes[style->across]);
    format_set_align(format, down_codes[style->down]);
    // The library would move centred text to the left for the sake of its indent.
    if (style->indent > 0 && style->across != ACROSS_CENTRE)
        format_set_indent(format, (uint8_t)style->indent);
    if (style->turned)
        format_set_rotation(format, 90);
    if (style->wrap)
        format_set_text_wrap(format);
}

static void set_borders(lxw_format *format, const struct style *style)
{
    const struct {
        const char *colour;
        void (*set_line)(lxw_format *format, uint8_t line);
        void (*set_colour)(lxw_format *format, lxw_color_t colour);
    } sides[] = {
        {style->top, format_set_top, format_set_top_color},
        {style->bottom, format_set_bottom, format_set_bottom_color},
        {style->left, format_set_left, format_set_left_color},
        {style->right, format_set_right, format_set_right_color},
    };
    for (size_t i = 0; i < sizeof(sides) / sizeof(sides[0]); i++) {
        if (!sides[i].colour)
            continue;
        sides[i].set_line(format, LXW_BORDER_THIN);
        sides[i].set_colour(format, looks_colour(sides[i].colour));
    }
}

static const char *cell_signature(struct looks *looks, const struct style *style,
                                  const struct cell *cell)
{
    return arena_print(looks->arena, "cell %s %.17g %d%d%d%d%d %d %d %d %s %s %s %s %s %s %s",
                       shown(style->font), style->size, style->bold, style->italic, style->turned,
                       style->wrap, cell->is_open, (int)style->across, (int)style->down,
                       style->indent, shown(style->colour), shown(style->fill), shown(style->top),
                       shown(style->bottom), shown(style->left), shown(style->right),
                       shown(cell->format));
}

static lxw_format *make_cell(struct looks *looks, const struct style *style,
                             const struct cell *cell)
{
    bool is_new;
    lxw_format *look = find(looks, cell_signature(looks, style, cell), &is_new);
    if (!is_new)
        return look;
    set_font(looks, look, style);
    set_alignment(look, style);
    set_borders(look, style);
    if (style->fill) {
        format_set_pattern(look, LXW_PATTERN_SOLID);
        format_set_fg_color(look, looks_colour(style->fill));
    }
    if (cell->format)
        format_set_num_format(look, cell->format);
    if (cell->is_open)
        format_set_unlocked(look);
    return look;
}

static size_t recent_slot(const struct style *style, const struct cell *cell)
{
    uintptr_t mixed = (uintptr_t)style / 16 * 31 + (uintptr_t)cell->format / 8 + cell->is_open;
    return (size_t)((mixed ^ mixed >> 8) % RECENT_LOOKS);
}

lxw_format *looks_cell(struct looks *looks, const struct cell *cell)
{
    const struct style *style = cell->style ? cell->style : &plain;
    struct recent_look *recent = &looks->recent[recent_slot(style, cell)];
    if (recent->style != style || recent->format != cell->format ||
        recent->is_open != cell->is_open)
        *recent =
            (struct recent_look){style, cell->format, cell->is_open, make_cell(looks, style, cell)};
    return recent->look;
}

lxw_format *looks_run(struct looks *looks, const struct style *style, const struct text_run *run)
{
    struct style whole = style ? *style : plain;
    whole.bold = whole.bold || run->bold;
    whole.italic = whole.italic || run->italic;
    if (run->size > 0)
        whole.size = run->size;
    if (run->colour)
        whole.colour = run->colour;

    bool is_new;
    const char *signature = arena_print(looks->arena, "run %s %.17g %d%d %s", shown(whole.font),
                                        whole.size, whole.bold, whole.italic, shown(whole.colour));
    lxw_format *look = find(looks, signature, &is_new);
    if (is_new)
        set_font(looks, look, &whole);
    return look;
}

lxw_format *looks_rule(struct looks *looks, const struct rule *rule)
{
    bool is_new;
    const char *signature = arena_print(looks->arena, "rule %s %s %d %s", shown(rule->fill),
                                        shown(rule->colour), rule->bold, shown(rule->format));
    lxw_format *look = find(looks, signature, &is_new);
    if (!is_new)
        return look;
    // In a conditional format the background is the fill's colour; in a cell it is the foreground.
    if (rule->fill)
        format_set_bg_color(look, looks_colour(rule->fill));
    if (rule->colour)
        format_set_font_color(look, looks_colour(rule->colour));
    if (rule->bold)
        format_set_bold(look);
    if (rule->format)
        format_set_num_format(look, rule->format);
    return look;
}
