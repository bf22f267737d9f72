// The heading rows of a table: what spans, and what reaches down.
#include "plan/scorecard.h"

#include "base/text.h"
#include <stdint.h>

static size_t heading_rows(const struct table_maker *maker)
{
    size_t rows = 0;
    for (size_t i = 0; i < maker->column_count; i++) {
        size_t count = maker->columns[i].column->headings.count;
        rows = count > rows ? count : rows;
    }
    return rows;
}

// The heading of a column in a heading row: the last one fills what is left.
static const char *heading_text(struct table_maker *maker, size_t column, size_t row)
{
    const struct table_column *one = &maker->columns[column];
    size_t count = one->column->headings.count;
    if (count == 0)
        return "";
    const struct said *said = &one->column->headings.items[row < count ? row : count - 1];
    return model_text(maker->builder->model, said, maker->sheet, one->line,
                      one->has_window ? &one->window : NULL);
}

static bool heading_continues(struct table_maker *maker, size_t column, size_t row)
{
    return row >= maker->columns[column].column->headings.count && row > 0;
}

static size_t heading_down(struct table_maker *maker, size_t column, size_t row, size_t rows)
{
    size_t last = row;
    while (last + 1 < rows && heading_continues(maker, column, last + 1))
        last++;
    return last;
}

// Equal neighbours in a row share a cell, where they reach down equally far.
static size_t heading_across(struct table_maker *maker, size_t column, size_t row, size_t rows)
{
    size_t last = column;
    const char *text = heading_text(maker, column, row);
    size_t down = heading_down(maker, column, row, rows);
    while (text[0] != '\0' && last + 1 < maker->column_count &&
           !heading_continues(maker, last + 1, row) &&
           text_equal(heading_text(maker, last + 1, row), text) &&
           heading_down(maker, last + 1, row, rows) == down)
        last++;
    return last;
}

void scorecard_put_headings(struct table_maker *maker)
{
    struct builder *builder = maker->builder;
    size_t rows = heading_rows(maker);
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < maker->column_count; column++) {
            if (heading_continues(maker, column, row))
                continue;
            size_t across = heading_across(maker, column, row, rows);
            size_t down = heading_down(maker, column, row, rows);
            uint32_t first = maker->row + (uint32_t)row;
            plan_text_add(builder->arena, scorecard_plan(maker), first, (uint16_t)column,
                          build_role(builder, "heading"), heading_text(maker, column, row));
            scorecard_merge(maker, first, maker->row + (uint32_t)down, (uint16_t)column,
                            (uint16_t)across);
            column = across;
        }
    }
    struct plan_sheet *sheet = scorecard_plan(maker);
    if (rows > 0) {
        sheet->repeats = maker->sheet->page.repeat_headings;
        sheet->repeat_first = maker->row;
        sheet->repeat_last = maker->row + (uint32_t)rows - 1;
        sheet->freeze_row = maker->row + (uint32_t)rows;
    }
    for (size_t row = 0; row < rows; row++)
        build_tie(builder, maker->number, maker->row + (uint32_t)row);
    maker->row += (uint32_t)rows;
}
