// Heights of rows, from what stands in them.
#include "plan/build.h"

#include "base/font.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

#define PADDING       3.0  // points above and below the text of a cell, together
#define DEFAULT_WIDTH 8.43 // characters; Excel's for a column without a width

// A sheet's merges and cells are sorted alike, so that one walk finds the merge of each cell.
struct fitting {
    const struct plan_sheet *sheet;
    size_t next_merge;
};

static const struct merge *merge_at(struct fitting *fitting, const struct cell *cell)
{
    const struct plan_sheet *sheet = fitting->sheet;
    while (fitting->next_merge < sheet->merges.count) {
        const struct merge *merge = &sheet->merges.items[fitting->next_merge];
        if (merge->first_row == cell->row && merge->first_column == cell->column)
            return merge;
        if (merge->first_row > cell->row ||
            (merge->first_row == cell->row && merge->first_column > cell->column))
            return NULL;
        fitting->next_merge++;
    }
    return NULL;
}

double build_width(const struct plan_sheet *sheet, size_t column)
{
    double width = column < sheet->widths.count ? sheet->widths.items[column] : 0;
    return width > 0 ? width : DEFAULT_WIDTH;
}

// The room for text in a cell, over all columns of its merge, in points.
static double room(const struct builder *builder, const struct plan_sheet *sheet,
                   const struct cell *cell, const struct merge *merge)
{
    uint16_t last = merge ? merge->last_column : cell->column;
    double points = font_column_room(build_width(sheet, cell->column));
    for (size_t column = cell->column + 1U; column <= last; column++)
        points += font_column_points(build_width(sheet, column));
    double indent = cell->style->indent * font_text_width((struct font){10, false}, "000");
    return points * font_least_room(builder->plan->default_size) - indent;
}

// Text that reads upwards needs its width as height, over as many lines as the column is wide for.
static double turned_height(struct font font, const char *text, double width)
{
    double lines = floor(width / font_line_height(font));
    return font_text_width(font, text) / fmax(lines, 1) + 2 * PADDING;
}

static bool cell_has_bold_run(const struct cell *cell)
{
    for (size_t i = 0; i < cell->run_count; i++) {
        if (cell->runs[i].bold)
            return true;
    }
    return false;
}

// A conditional format may put a symbol in front, and set the text in bold.
static bool may_be_lit(const struct plan_sheet *sheet, const struct cell *cell)
{
    for (size_t i = 0; i < sheet->rules.count; i++) {
        const struct merge *range = &sheet->rules.items[i].range;
        if (cell->row >= range->first_row && cell->row <= range->last_row &&
            cell->column >= range->first_column && cell->column <= range->last_column)
            return true;
    }
    return false;
}

static size_t text_lines(struct builder *builder, const struct plan_sheet *sheet,
                         const struct cell *cell, double width)
{
    struct font font = {cell->style->size, cell->style->bold || cell_has_bold_run(cell)};
    if (!cell->style->wrap || cell->kind == CELL_NUMBER)
        return 1;
    const char *shown = plan_text_shown(builder->arena, cell);
    if (!may_be_lit(sheet, cell))
        return font_lines(font, shown, width);
    font.bold = true;
    return font_lines(font, arena_print(builder->arena, "▲ %s", shown), width);
}

double build_text_height(struct builder *builder, const struct plan_sheet *sheet,
                         const struct cell *cell, const struct merge *merge)
{
    const struct style *style = cell->style;
    struct font font = {style->size, style->bold || cell_has_bold_run(cell)};
    double width = room(builder, sheet, cell, merge);
    if (!cell->text || cell->text[0] == '\0')
        return font_line_height(font) + PADDING;
    if (style->turned)
        return turned_height(font, cell->text, width);
    size_t lines = text_lines(builder, sheet, cell, width);
    return (double)lines * font_line_height(font) + PADDING;
}

static double rounded_up(double points)
{
    return fmin(ceil(points / PIXEL) * PIXEL, HIGHEST_ROW);
}

static double row_height(const struct plan_sheet *sheet, uint32_t row)
{
    return row < sheet->heights.count ? sheet->heights.items[row] : 0;
}

// What a cell merged downwards needs beyond its rows' heights is shared among them.
static void stretch(struct builder *builder, struct plan_sheet *sheet, const struct merge *merge,
                    double needed)
{
    double have = 0;
    double rows = merge->last_row - merge->first_row + 1.0;
    for (uint32_t row = merge->first_row; row <= merge->last_row; row++)
        have += row_height(sheet, row);
    if (have >= needed)
        return;
    for (uint32_t row = merge->first_row; row <= merge->last_row; row++)
        plan_height_set(builder->arena, sheet, row,
                        rounded_up(row_height(sheet, row) + (needed - have) / rows));
}

void build_heights(struct builder *builder, struct plan_sheet *sheet)
{
    struct fitting fitting = {.sheet = sheet};
    for (size_t i = 0; i < sheet->cells.count; i++) {
        const struct cell *cell = &sheet->cells.items[i];
        const struct merge *merge = merge_at(&fitting, cell);
        bool reaches_down = merge && merge->last_row > merge->first_row;
        double needed = rounded_up(build_text_height(builder, sheet, cell, merge));
        if (!reaches_down && needed > row_height(sheet, cell->row))
            plan_height_set(builder->arena, sheet, cell->row, needed);
    }
    fitting.next_merge = 0;
    for (size_t i = 0; i < sheet->cells.count; i++) {
        const struct cell *cell = &sheet->cells.items[i];
        const struct merge *merge = merge_at(&fitting, cell);
        if (merge && merge->last_row > merge->first_row)
            stretch(builder, sheet, merge, build_text_height(builder, sheet, cell, merge));
    }
}
