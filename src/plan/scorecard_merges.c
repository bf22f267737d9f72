// Cells of a table that reach down over others.
#include "plan/scorecard.h"

#include <stdint.h>

static bool holds_something(const struct table_maker *maker, size_t number, uint16_t column)
{
    struct model *model = maker->builder->model;
    struct model_line *line = model_line_of(model, maker->sheet, number);
    return model_content(model, line, &maker->columns[column]).kind != CONTENT_NOTHING;
}

static bool is_table_row(const struct line *line)
{
    return line->kind == ROW_MEASURE || line->kind == ROW_PART;
}

// The last row that a cell reaches down to: over empty cells, or over its measure.
static uint32_t merge_end(const struct table_maker *maker, size_t number, uint16_t column)
{
    const struct layout_register *table = &maker->sheet->register_table;
    bool is_measure = maker->columns[column].column->merge == MERGE_MEASURE;
    size_t i = number + 1;
    for (; i < table->lines.count; i++) {
        const struct line *line = &table->lines.items[i];
        if (line->kind == ROW_WORKING || maker->line_rows[i] == UINT32_MAX)
            continue;
        if (!is_table_row(line) || (is_measure && line->kind == ROW_MEASURE) ||
            holds_something(maker, i, column))
            break;
    }
    for (; i < table->lines.count; i++) {
        if (maker->line_rows[i] != UINT32_MAX)
            return maker->line_rows[i] - 1;
    }
    return maker->row - 1;
}

static void drop_blank_cells(const struct table_maker *maker, uint32_t first, uint32_t last,
                             uint16_t column)
{
    struct plan_sheet *sheet = scorecard_plan(maker);
    size_t kept = 0;
    for (size_t i = 0; i < sheet->cells.count; i++) {
        const struct cell *cell = &sheet->cells.items[i];
        if (cell->column != column || cell->row <= first || cell->row > last)
            sheet->cells.items[kept++] = *cell;
    }
    sheet->cells.count = kept;
}

static void merge_column(const struct table_maker *maker, uint16_t column)
{
    const struct layout_register *table = &maker->sheet->register_table;
    for (size_t i = 0; i < table->lines.count; i++) {
        uint32_t row = maker->line_rows[i];
        bool is_measure = table->lines.items[i].kind == ROW_MEASURE;
        if (row == UINT32_MAX || !is_table_row(&table->lines.items[i]))
            continue;
        bool starts = maker->columns[column].column->merge == MERGE_MEASURE
                          ? is_measure
                          : holds_something(maker, i, column);
        uint32_t last = starts ? merge_end(maker, i, column) : row;
        if (last <= row)
            continue;
        drop_blank_cells(maker, row, last, column);
        scorecard_merge(maker, row, last, column, column);
    }
}

void scorecard_merge_down(const struct table_maker *maker)
{
    for (size_t i = 0; i < maker->column_count; i++) {
        if (maker->columns[i].column->merge != MERGE_NOT)
            merge_column(maker, (uint16_t)i);
    }
}
