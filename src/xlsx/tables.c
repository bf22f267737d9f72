#include "xlsx/tables.h"

#include "base/text.h"

#include <string.h>

enum { LONGEST_HEADING = 255, LONGEST_NAME = 255 }; // characters; Excel's

static const char *heading_at(const struct plan_sheet *sheet, const struct marked_table *table,
                              uint16_t column)
{
    const struct cell *cell = plan_cell_at(sheet, table->range.first_row, column);
    return cell && cell->kind == CELL_TEXT && !cell->formula ? cell->text : NULL;
}

// Faults ------------------------------------------------------------------------------------------

static const char *heading_fault(const struct plan_sheet *sheet, const struct marked_table *table,
                                 uint16_t column)
{
    const char *heading = heading_at(sheet, table, column);
    if (!heading || text_is_blank(heading))
        return "a heading that is no text";
    if (strpbrk(heading, "\n\t"))
        return "a heading of more than one line";
    if (text_units(heading) > LONGEST_HEADING)
        return "a heading of more than 255 characters";
    for (uint16_t other = table->range.first_column; other < column; other++) {
        if (text_same(heading_at(sheet, table, other), heading))
            return "two headings that are the same";
    }
    return NULL;
}

static bool overlap(const struct merge *one, const struct merge *other)
{
    return one->first_row <= other->last_row && other->first_row <= one->last_row &&
           one->first_column <= other->last_column && other->first_column <= one->last_column;
}

static const char *range_fault(const struct plan_sheet *sheet, const struct marked_table *table)
{
    if (table->range.last_row <= table->range.first_row)
        return "no row below its headings";
    for (size_t i = 0; i < sheet->merges.count; i++) {
        if (overlap(&sheet->merges.items[i], &table->range))
            return "merged cells";
    }
    for (const struct marked_table *other = sheet->tables.items; other < table; other++) {
        if (overlap(&other->range, &table->range))
            return "cells of another table";
    }
    return NULL;
}

// Letters, digits and underscores, in any alphabet, no digit first, and not what could be a cell.
static const char *name_fault(const struct marked_table *table)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const char *name = table->name;
    size_t start = strspn(name, letters);
    bool is_cell = start > 0 && start <= 3 && strspn(name + start, "0123456789") > 0 &&
                   name[start + strspn(name + start, "0123456789")] == '\0';
    if (name[0] == '\0' || strchr("0123456789", name[0]) || strpbrk(name, " -.,:;/\\()[]'\"&!"))
        return "a name that Excel does not take";
    if (is_cell || text_same(name, "R") || text_same(name, "C"))
        return "a name that could be a cell's";
    return text_units(name) > LONGEST_NAME ? "a name of more than 255 characters" : NULL;
}

static const char *table_fault(const struct plan_sheet *sheet, const struct marked_table *table)
{
    const char *fault = name_fault(table);
    if (!fault)
        fault = range_fault(sheet, table);
    for (uint16_t column = table->range.first_column; !fault && column <= table->range.last_column;
         column++)
        fault = heading_fault(sheet, table, column);
    return fault;
}

const char *tables_fault(const struct plan *plan, struct arena *arena)
{
    for (size_t i = 0; i < plan->sheets.count; i++) {
        const struct plan_sheet *sheet = &plan->sheets.items[i];
        for (size_t k = 0; k < sheet->tables.count; k++) {
            const struct marked_table *table = &sheet->tables.items[k];
            const char *fault = table_fault(sheet, table);
            if (fault)
                return arena_print(arena, "sheet '%s': the table '%s' has %s", sheet->name,
                                   table->name, fault);
        }
    }
    return NULL;
}

// Writing -----------------------------------------------------------------------------------------

static lxw_table_column **columns_of(const struct plan_sheet *sheet,
                                     const struct marked_table *table, struct arena *arena)
{
    size_t count = (size_t)(table->range.last_column - table->range.first_column) + 1;
    lxw_table_column *columns = arena_array(arena, lxw_table_column, count);
    lxw_table_column **list = arena_array(arena, lxw_table_column *, count + 1);
    for (size_t i = 0; i < count; i++) {
        uint16_t column = (uint16_t)(table->range.first_column + i);
        columns[i].header = arena_copy(arena, heading_at(sheet, table, column));
        list[i] = &columns[i];
    }
    return list;
}

// Without buttons over the headings, and with no look of its own.
lxw_error tables_write(lxw_worksheet *worksheet, const struct plan_sheet *sheet,
                       struct arena *arena)
{
    lxw_error error = LXW_NO_ERROR;
    for (size_t i = 0; i < sheet->tables.count && error == LXW_NO_ERROR; i++) {
        const struct marked_table *table = &sheet->tables.items[i];
        lxw_table_options options = {
            .name = arena_copy(arena, table->name),
            .no_autofilter = LXW_TRUE,
            .no_banded_rows = LXW_TRUE,
            .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
            .style_type_number = 0,
            .columns = columns_of(sheet, table, arena),
        };
        error = worksheet_add_table(worksheet, table->range.first_row, table->range.first_column,
                                    table->range.last_row, table->range.last_column, &options);
    }
    return error;
}
