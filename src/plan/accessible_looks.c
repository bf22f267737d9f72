// The looks of the accessible edition: one size of type, numbers right and text left, nothing
// merged, headings that differ from each other, columns as wide as what stands in them.
#include "plan/accessible.h"

#include "base/font.h"
#include "base/format.h"
#include "base/map.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

#define SMALLEST    12.0 // points
#define NARROWEST   10.0 // characters of a column
#define FIRST       24.0 // of the first column, which has the texts above the table
#define WIDEST      90.0
#define USUAL       8.43 // of a column that nobody sets
#define INDENT_ROOM 12.0 // points beside a text in its cell

// Styles ------------------------------------------------------------------------------------------

struct looks {
    struct builder *builder;
    struct map made; // by address of the style and side: its accessible look
};

static const struct style *accessible_style(struct looks *looks, const struct cell *cell,
                                            bool wraps)
{
    struct arena *arena = looks->builder->arena;
    bool is_number = cell->kind == CELL_NUMBER;
    bool is_new;
    const char *key = arena_print(arena, "%p %d %d", (const void *)cell->style, is_number, wraps);
    union map_value *value = map_put(&looks->made, key, &is_new);
    if (!is_new)
        return value->pointer;
    struct style *style = arena_new(arena, struct style);
    if (cell->style)
        *style = *cell->style;
    style->font = "Arial";
    style->size = fmax(style->size, SMALLEST);
    style->across = is_number ? ACROSS_RIGHT : ACROSS_LEFT;
    style->indent = is_number ? 1 : 0; // clear of the text in the next column
    style->italic = style->turned = false;
    style->wrap = wraps;
    value->pointer = style;
    return style;
}

// Tables ------------------------------------------------------------------------------------------

static bool is_inside(const struct merge *range, const struct cell *cell)
{
    return cell->row >= range->first_row && cell->row <= range->last_row &&
           cell->column >= range->first_column && cell->column <= range->last_column;
}

static const struct marked_table *table_at(const struct plan_sheet *sheet, const struct cell *cell)
{
    for (size_t i = 0; i < sheet->tables.count; i++) {
        if (is_inside(&sheet->tables.items[i].range, cell))
            return &sheet->tables.items[i];
    }
    return NULL;
}

// On one line, as a table's heading is kept.
static const char *one_line(struct arena *arena, const char *text)
{
    char *line = arena_copy(arena, text);
    for (char *at = line; *at != '\0'; at++) {
        if (*at == '\n' || *at == '\t')
            *at = ' ';
    }
    return text_trim(arena, line);
}

// A table's headings in their order, each another than those to its left.
static void set_headings(struct builder *builder, struct plan_sheet *sheet,
                         const struct marked_table *table)
{
    struct arena *arena = builder->arena;
    LIST(const char *) taken = {0};
    for (uint16_t column = table->range.first_column; column <= table->range.last_column;
         column++) {
        struct cell *cell = plan_cell_at(sheet, table->range.first_row, column);
        const char *stem = cell && cell->text ? one_line(arena, cell->text) : "";
        if (stem[0] == '\0')
            stem = arena_print(arena, "Column %d", column - table->range.first_column + 1);
        const char *text = stem;
        for (size_t number = 2, i = 0; i < taken.count; i++) {
            if (!text_same(taken.items[i], text))
                continue;
            text = arena_print(arena, "%s (%zu)", stem, number++);
            i = (size_t)-1; // from the start again
        }
        *list_add(arena, &taken) = text;
        if (!cell)
            continue;
        cell->kind = CELL_TEXT;
        cell->text = text;
    }
}

// Widths ------------------------------------------------------------------------------------------

static double characters(double points)
{
    static const double pixels_a_point = 96.0 / 72, digit = 7, padding = 5;
    return ceil((points * pixels_a_point + padding) / digit);
}

static double longest_word(struct font font, const char *text)
{
    double widest = 0;
    for (const char *at = text; *at != '\0';) {
        size_t length = strcspn(at, " \n");
        char word[64];
        size_t kept = length < sizeof word ? length : sizeof word - 1;
        memcpy(word, at, kept);
        word[kept] = '\0';
        widest = fmax(widest, font_text_width(font, word));
        at += length;
        at += *at != '\0';
    }
    return widest;
}

// How wide a text is before it is wrapped, so that long ones do not make high rows: a row has room
// for some 2,000 letters at WIDEST, and for 6,000 at the width that Excel takes.
static const struct {
    size_t length; // of the text, from
    double most;   // characters of its column
} text_widths[] = {{4000, 255}, {1800, 160}, {600, WIDEST}, {320, 64}, {120, 48}, {0, 32}};

static double most_for(const char *text)
{
    size_t i = 0;
    while (strlen(text) < text_widths[i].length)
        i++;
    return text_widths[i].most;
}

// A rule may put a symbol before a word, and set it in bold.
static bool is_lit(const struct plan_sheet *sheet, const struct cell *cell)
{
    for (size_t i = 0; i < sheet->rules.count; i++) {
        if (is_inside(&sheet->rules.items[i].range, cell))
            return true;
    }
    return false;
}

// The width that a cell asks for, in characters.
static double width_for(struct builder *builder, const struct plan_sheet *sheet,
                        const struct cell *cell, bool is_heading)
{
    bool is_word = cell->kind == CELL_TEXT && is_lit(sheet, cell);
    struct font font = {SMALLEST, is_heading || cell->style->bold || is_word};
    double symbol = is_word ? font_text_width(font, "▲ ") : 0;
    if (cell->kind == CELL_NUMBER)
        return characters(
            font_text_width(font,
                            format_number(builder->arena, cell->format ? cell->format : "General",
                                          cell->number)) +
            INDENT_ROOM);
    if (cell->kind == CELL_BLANK || !cell->text)
        return NARROWEST;
    double word = characters(longest_word(font, cell->text) + INDENT_ROOM);
    if (is_heading)
        return fmin(fmax(word, NARROWEST), WIDEST);
    double whole = characters(font_text_width(font, cell->text) + symbol + INDENT_ROOM);
    double most = most_for(cell->text);
    return fmin(fmax(fmin(whole, most), word), fmax(most, WIDEST));
}

static void set_widths(struct builder *builder, struct plan_sheet *sheet)
{
    sheet->widths.count = 0;
    for (size_t i = 0; i < sheet->cells.count; i++) {
        const struct cell *cell = &sheet->cells.items[i];
        const struct marked_table *table = table_at(sheet, cell);
        if (!table)
            continue;
        double width = width_for(builder, sheet, cell, cell->row == table->range.first_row);
        double had = cell->column < sheet->widths.count ? sheet->widths.items[cell->column] : 0;
        double least = cell->column == 0 ? FIRST : NARROWEST;
        plan_width_set(builder->arena, sheet, cell->column, fmax(fmax(had, width), least));
    }
}

static double total_width(const struct plan_sheet *sheet)
{
    double points = 0;
    for (size_t i = 0; i < sheet->widths.count; i++)
        points += font_column_points(sheet->widths.items[i]);
    return points;
}

// A page is never narrower than its paper, so that texts have room to run on.
static void fill_page(struct builder *builder, struct plan_sheet *sheet)
{
    double room = build_page_width(builder, &sheet->page) - font_column_points(USUAL);
    while (sheet->widths.count <= sheet->last_column || total_width(sheet) < room)
        plan_width_set(builder->arena, sheet, (uint16_t)sheet->widths.count, USUAL);
    sheet->last_column = (uint16_t)(sheet->widths.count - 1);
}

// What a page has room for at its smallest type.
static double widest_page(const struct builder *builder, const struct plan_sheet *sheet)
{
    return build_page_width(builder, &sheet->page) * 100 / build_least_scale(builder, sheet);
}

// Texts above and between tables stand in the first column, and run on over the others where there
// is room, on one page.
static bool runs_on(const struct builder *builder, const struct plan_sheet *sheet,
                    const struct cell *cell)
{
    struct font font = {fmax(cell->style->size, SMALLEST), cell->style->bold};
    double width = total_width(sheet);
    return cell->kind == CELL_TEXT && !strchr(cell->text, '\n') &&
           font_text_width(font, cell->text) < width && width <= widest_page(builder, sheet);
}

// Headings stay on the page of their first row, and a title over them too.
static void tie_headings(struct builder *builder, size_t number)
{
    const struct plan_sheet *sheet = &builder->plan->sheets.items[number];
    for (size_t i = 0; i < sheet->tables.count; i++) {
        uint32_t row = sheet->tables.items[i].range.first_row;
        build_tie(builder, number, row);
        if (row > 0)
            build_tie(builder, number, row - 1);
    }
}

static void set_looks(struct looks *looks, size_t number)
{
    struct builder *builder = looks->builder;
    struct plan_sheet *sheet = &builder->plan->sheets.items[number];
    tie_headings(builder, number);
    sheet->merges.count = 0;
    sheet->freeze_row = sheet->freeze_column = 0;
    sheet->filters = false;
    for (size_t i = 0; i < sheet->tables.count; i++)
        set_headings(builder, sheet, &sheet->tables.items[i]);
    if (sheet->tables.count > 0) {
        set_widths(builder, sheet);
        fill_page(builder, sheet);
    }
    for (size_t i = 0; i < sheet->cells.count; i++) {
        struct cell *cell = &sheet->cells.items[i];
        if (cell->kind == CELL_RICH)
            cell->kind = CELL_TEXT;
        cell->style = accessible_style(looks, cell, true);
    }
    if (total_width(sheet) > widest_page(builder, sheet))
        sheet->page.paper = "A3";
    for (size_t i = 0; i < sheet->cells.count; i++) {
        struct cell *cell = &sheet->cells.items[i];
        if (!table_at(sheet, cell) && runs_on(builder, sheet, cell))
            cell->style = accessible_style(looks, cell, false);
    }
    sheet->repeats = sheet->tables.count == 1;
    if (sheet->repeats)
        sheet->repeat_first = sheet->repeat_last = sheet->tables.items[0].range.first_row;
}

void build_accessible_looks(struct builder *builder)
{
    struct looks looks = {.builder = builder, .made = {.arena = builder->arena}};
    for (size_t i = 0; i < builder->plan->sheets.count; i++)
        set_looks(&looks, i);
}
