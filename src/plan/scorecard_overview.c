// An overview: a row to each recipient, and below them how many lights have which state.
#include "model/meaning.h"
#include "plan/scorecard.h"

#include <stdint.h>
#include <string.h>

static const struct style *column_style(struct table_maker *maker, const char *role,
                                        const struct column *column)
{
    return build_style(maker->builder, role, column->style.text, NULL);
}

static void put_overview_cell(struct table_maker *maker, const struct content *content,
                              const struct style *style, uint16_t number, const char *note)
{
    if (content->kind == CONTENT_FIGURE)
        scorecard_put_figure(maker, content, style, number, false, note);
    else
        plan_text_add(maker->builder->arena, scorecard_plan(maker), maker->row, number, style,
                      content->text);
}

static void put_recipient_cell(struct table_maker *maker, const struct area *area, uint16_t number)
{
    struct model *model = maker->builder->model;
    struct table_column *column = &maker->columns[number];
    const struct style *style = column_style(maker, "measure", column->column);
    struct content content = model_recipient_content(model, maker->sheet, area, column);
    const char *note = NULL;
    if (column->line) {
        struct model_line *line = model_recipient_line(model, area, column);
        note = scorecard_mark(maker, line, number, style, &content);
        scorecard_put_light(maker, line, column, &content, number);
    }
    put_overview_cell(maker, &content, style, number, note);
}

// A recipient's row; its first cell leads to its figures on the Data sheet.
static void put_recipient(struct table_maker *maker, const struct area *area)
{
    struct builder *builder = maker->builder;
    for (size_t i = 0; i < maker->column_count; i++)
        put_recipient_cell(maker, area, (uint16_t)i);
    *list_add(builder->arena, &builder->leads) =
        (struct lead){{.sheet = maker->number, .row = maker->row}, area};
    maker->row++;
}

// Below the recipients: how many lights of each column have the state that a column counts.
static void put_counts(struct table_maker *maker, const struct table_column *count)
{
    struct builder *builder = maker->builder;
    size_t last = count->column->headings.count;
    const char *heading = last > 0
                              ? model_text(builder->model, &count->column->headings.items[last - 1],
                                           maker->sheet, NULL, NULL)
                              : count->column->what.text;
    for (size_t i = 0; i < maker->column_count; i++) {
        struct table_column *column = &maker->columns[i];
        struct content content =
            model_count_content(builder->model, maker->sheet, count->column, column);
        if (i == 0)
            content = (struct content){.kind = CONTENT_TEXT, .text = heading};
        put_overview_cell(maker, &content, column_style(maker, "header", column->column),
                          (uint16_t)i, NULL);
    }
    if (maker->row > maker->first_row)
        build_tie(builder, maker->number, maker->row - 1);
    maker->row++;
}

int build_name_column(const struct model *model, const struct sheet *sheet,
                      const struct table_column *columns, size_t count)
{
    const struct recipients *recipients = &model->layout->recipients;
    for (size_t i = 0; i < model->areas.recipient_count; i++) {
        if (strpbrk(model->areas.items.items[i]->name, "*?~"))
            return -1;
    }
    for (size_t i = 0; i < count; i++) {
        const struct column *column = columns[i].column;
        bool is_recipients = meaning_of_column(sheet, column, NULL) == COLUMN_MEANS_RECIPIENT;
        if (is_recipients &&
            layout_recipients_column(recipients, column->what.text) == recipients->name)
            return (int)i;
    }
    return -1;
}

void build_light_by_name(struct builder *builder, size_t first_light, uint16_t name_column,
                         uint32_t first_row, uint32_t last_row)
{
    for (size_t i = first_light; i < builder->lit_cells.count; i++) {
        struct lit_cell *cell = &builder->lit_cells.items[i];
        cell->is_by_name = true;
        cell->name_column = name_column;
        cell->first_row = first_row;
        cell->last_row = last_row;
    }
}

// Lets a person filter and sort the recipients: their lights then follow their names.
static void let_sort(struct table_maker *maker, size_t first_light)
{
    struct plan_sheet *sheet = scorecard_plan(maker);
    int names =
        build_name_column(maker->builder->model, maker->sheet, maker->columns, maker->column_count);
    if (names < 0 || maker->first_row == 0 || maker->row == maker->first_row)
        return;
    sheet->filters = true;
    sheet->filter =
        (struct merge){maker->first_row - 1, maker->row - 1, 0, scorecard_last_column(maker)};
    build_light_by_name(maker->builder, first_light, (uint16_t)names, maker->first_row,
                        maker->row - 1);
}

void scorecard_put_overview(struct table_maker *maker)
{
    struct model *model = maker->builder->model;
    const struct area **areas;
    size_t count = model_recipients_down(model, maker->sheet, &areas);
    size_t first_light = maker->builder->lit_cells.count;
    for (size_t i = 0; i < count; i++)
        put_recipient(maker, areas[i]);
    let_sort(maker, first_light);
    for (size_t i = 0; i < maker->column_count; i++) {
        if (maker->columns[i].column->shows == COLUMN_COUNT)
            put_counts(maker, &maker->columns[i]);
    }
}
