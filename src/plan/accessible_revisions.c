// The Revisions sheet of the accessible edition: one table, what happened in its first column.
#include "plan/accessible.h"
#include "plan/revisions.h"

static void put_number(struct access *access, uint16_t column, double number, const char *format)
{
    struct cell *cell = access_cell(access, column, "0");
    cell->kind = CELL_NUMBER;
    cell->number = number;
    cell->text = NULL;
    cell->format = format;
}

static void put_row(struct access *access, const struct revised_row *row)
{
    const struct builder *builder = access->builder;
    struct revised_amounts amounts = revised_amounts(builder, row);
    access_cell(access, 0, revised_band(row));
    for (size_t i = 0; i < REVISED_COLUMNS; i++) {
        bool is_amount = i >= REVISED_PUBLISHED && i <= REVISED_DIFFERENCE;
        if (!is_amount || !amounts.are_numbers)
            access_cell(access, (uint16_t)(i + 1),
                        revised_text(builder, row, (enum revised_column)i));
    }
    if (amounts.are_numbers) {
        put_number(access, REVISED_PUBLISHED + 1, amounts.before, amounts.format);
        put_number(access, REVISED_NOW + 1, amounts.now, amounts.format);
        put_number(access, REVISED_DIFFERENCE + 1, amounts.difference, amounts.difference_format);
    }
    access->row++;
}

void access_put_revisions(struct builder *builder, const struct revised_rows *rows)
{
    struct access access = access_start(builder, NULL, access_sheet_name(builder, "Revisions"));
    access_text(&access, "title", "Revisions");
    access_text(&access, "text",
                "This sheet has one table: figures that are not as they were published, and why. "
                "It does not follow what is typed over.");
    access.first_row = access.row;
    access_heading(&access, "What happened");
    for (size_t i = 0; i < REVISED_COLUMNS; i++)
        access_heading(&access, revised_headings[i]);
    access.row++;
    for (size_t i = 0; i < rows->items.count; i++)
        put_row(&access, &rows->items.items[i]);
    access_table_end(&access, "Revisions");
    build_page(builder, access_plan(&access), &builder->model->layout->page);
}
