// The Revisions sheet: what is not as it was published, what it was, and why.
#include "plan/revisions.h"

static const double widths[REVISED_COLUMNS] = {
    [REVISED_LINE] = 25,        [REVISED_FIGURE] = 24,   [REVISED_PERIOD] = 11,
    [REVISED_PUBLISHED] = 12,   [REVISED_NOW] = 12,      [REVISED_DIFFERENCE] = 11,
    [REVISED_LIGHT_BEFORE] = 9, [REVISED_LIGHT_NOW] = 9, [REVISED_REASON] = 46,
    [REVISED_DATA_TO] = 9,
};

// Named styles laid over that of a cell; NULL none.
static const char *const styles[REVISED_COLUMNS] = {
    [REVISED_PERIOD] = "centre",       [REVISED_PUBLISHED] = "right",
    [REVISED_NOW] = "right",           [REVISED_DIFFERENCE] = "right",
    [REVISED_LIGHT_BEFORE] = "centre", [REVISED_LIGHT_NOW] = "centre",
    [REVISED_DATA_TO] = "centre",
};

static void put_text(struct across *across, size_t column, const char *text)
{
    struct builder *builder = across->builder;
    plan_text_add(builder->arena, &builder->plan->sheets.items[across->number], across->row,
                  (uint16_t)column, build_style(builder, "measure", styles[column], NULL), text);
}

static void put_number(struct across *across, size_t column, double number, const char *format)
{
    struct builder *builder = across->builder;
    plan_number_add(builder->arena, &builder->plan->sheets.items[across->number], across->row,
                    (uint16_t)column, build_style(builder, "measure", styles[column], NULL), number,
                    format);
}

static void put_row(struct across *across, const struct revised_row *row)
{
    const struct builder *builder = across->builder;
    struct revised_amounts amounts = revised_amounts(builder, row);
    for (size_t i = 0; i < REVISED_COLUMNS; i++) {
        bool is_amount = i >= REVISED_PUBLISHED && i <= REVISED_DIFFERENCE;
        if (!is_amount || !amounts.are_numbers)
            put_text(across, i, revised_text(builder, row, (enum revised_column)i));
    }
    if (amounts.are_numbers) {
        put_number(across, REVISED_PUBLISHED, amounts.before, amounts.format);
        put_number(across, REVISED_NOW, amounts.now, amounts.format);
        put_number(across, REVISED_DIFFERENCE, amounts.difference, amounts.difference_format);
    }
    across->row++;
}

// The sheet ---------------------------------------------------------------------------------------

static void put_headings(struct across *across)
{
    struct builder *builder = across->builder;
    struct plan_sheet *sheet = &builder->plan->sheets.items[across->number];
    for (size_t i = 0; i < REVISED_COLUMNS; i++)
        plan_text_add(builder->arena, sheet, across->row, (uint16_t)i,
                      build_role(builder, "heading"), revised_headings[i]);
    build_tie(builder, across->number, across->row);
    sheet->repeats = true;
    sheet->repeat_first = across->row;
    sheet->repeat_last = across->row;
    sheet->freeze_row = across->row + 1;
    across->row++;
}

static void put_rows(struct across *across, const struct revised_rows *rows)
{
    size_t band = SIZE_MAX;
    for (size_t i = 0; i < rows->items.count; i++) {
        const struct revised_row *row = &rows->items.items[i];
        if (row->band != band) {
            build_tie(across->builder, across->number, across->row);
            build_across(across, "band", NULL, revised_band(row));
            band = row->band;
        }
        put_row(across, row);
    }
}

static void explain(struct across *across)
{
    const struct mark_words *mark = &across->builder->model->layout->marks.revised;
    build_across(across, "title", NULL, "Revisions");
    build_across(across, "text", NULL,
                 "Figures that are not as they were published, and why. A change that can be seen "
                 "on the other sheets has the mark beside it there; one that rounding hides is "
                 "listed here with more decimals. This list does not follow what is typed over.");
    build_across(across, "text", NULL,
                 arena_print(across->builder->arena, "%s %s", mark->mark.text, mark->text.text));
    across->row++;
}

void build_revisions(struct builder *builder)
{
    struct revised_rows rows = {0};
    if (!builder->revisions)
        return;
    revised_rows_list(builder, &rows);
    if (rows.items.count == 0)
        return;
    if (builder->model->layout->edition.is_accessible) {
        access_put_revisions(builder, &rows);
        return;
    }
    struct page page = builder->model->layout->page;
    struct across across = {.builder = builder,
                            .number = builder->plan->sheets.count,
                            .last_column = REVISED_COLUMNS - 1};
    struct plan_sheet *sheet = plan_sheet_add(builder->arena, builder->plan, "Revisions");
    sheet->part = PART_REVISIONS;
    sheet->is_protected = build_is_protected(builder);
    for (size_t i = 0; i < REVISED_COLUMNS; i++)
        plan_width_set(builder->arena, sheet, (uint16_t)i, widths[i]);
    page.landscape = true;
    page.fit_width = true;
    build_page(builder, sheet, &page);
    explain(&across);
    put_headings(&across);
    put_rows(&across, &rows);
}
