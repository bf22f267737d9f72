// A sheet of the layout: texts above, headings, the table, texts below.
#include "plan/scorecard.h"

#include "base/text.h"

#include <stdint.h>

struct plan_sheet *scorecard_plan(const struct table_maker *maker)
{
    return &maker->builder->plan->sheets.items[maker->number];
}

uint16_t scorecard_last_column(const struct table_maker *maker)
{
    return (uint16_t)(maker->column_count - 1);
}

void scorecard_merge(const struct table_maker *maker, uint32_t first_row, uint32_t last_row,
                     uint16_t first_column, uint16_t last)
{
    plan_merge_add(maker->builder->arena, scorecard_plan(maker),
                   (struct merge){first_row, last_row, first_column, last});
}

static struct across across_of(const struct table_maker *maker)
{
    return (struct across){.builder = maker->builder,
                           .sheet = maker->sheet,
                           .number = maker->number,
                           .last_column = scorecard_last_column(maker),
                           .row = maker->row};
}

static void put_across(struct table_maker *maker, const char *role, const char *names,
                       const char *text)
{
    struct across across = across_of(maker);
    build_across(&across, role, names, text);
    maker->row = across.row;
}

// Rows --------------------------------------------------------------------------------------------

// A row of its own for the texts under a measure, without a line between.
static void put_below_row(struct table_maker *maker, const struct model_line *measure)
{
    struct builder *builder = maker->builder;
    const char **texts = scorecard_texts_below(maker, measure);
    if (!texts)
        return;
    struct style *style = arena_new(builder->arena, struct style);
    *style = *build_role(builder, "note");
    style->top = NULL;
    for (size_t i = 0; i < maker->column_count; i++)
        plan_text_add(builder->arena, scorecard_plan(maker), maker->row, (uint16_t)i, style,
                      texts[i] ? texts[i] : "");
    build_tie(builder, maker->number, maker->row - 1);
    maker->row++;
}

static void put_measure(struct table_maker *maker, struct model_line *line, size_t number)
{
    if (line->said->kind == ROW_PART || line->said->kind == ROW_HEADER)
        build_tie(maker->builder, maker->number,
                  line->said->kind == ROW_PART ? maker->row - 1 : maker->row);
    maker->line_rows[number] = maker->row;
    for (size_t i = 0; i < maker->column_count; i++)
        scorecard_put_content(maker, line, (uint16_t)i);
    maker->row++;
}

static void put_break(struct table_maker *maker, enum row_kind kind)
{
    if (kind == ROW_BAND && maker->sheet->page.break_before_band && maker->row > maker->first_row)
        *list_add(maker->builder->arena, &scorecard_plan(maker)->breaks) = maker->row;
}

// A note stays with what it is about: the row above it, or below a band the row that follows.
static void tie_note(struct table_maker *maker, size_t number)
{
    const struct layout_register *table = &maker->sheet->register_table;
    while (number > 0 && table->lines.items[number - 1].kind == ROW_WORKING)
        number--;
    if (number == 0)
        return;
    enum row_kind above = table->lines.items[number - 1].kind;
    bool is_of_measure = above == ROW_MEASURE || above == ROW_PART || above == ROW_NOTE;
    build_tie(maker->builder, maker->number, is_of_measure ? maker->row - 1 : maker->row);
}

static void put_text_row(struct table_maker *maker, const struct model_line *line)
{
    struct model *model = maker->builder->model;
    const char *text = model_text(model, &line->said->label, maker->sheet, line, NULL);
    if (line->said->kind == ROW_NOTE)
        text = build_paragraph(maker->builder, text);
    put_across(maker, scorecard_role(line->said), line->said->style.text, text);
}

static void put_line(struct table_maker *maker, size_t number)
{
    struct model *model = maker->builder->model;
    struct model_line *line = model_line_of(model, maker->sheet, number);
    maker->line_rows[number] = UINT32_MAX;
    switch (line->said->kind) {
    case ROW_WORKING:
        return;
    case ROW_BAND:
    case ROW_SUBBAND:
    case ROW_NOTE:
    case ROW_STRIP:
        put_break(maker, line->said->kind);
        if (line->said->kind == ROW_NOTE)
            tie_note(maker, number);
        maker->line_rows[number] = maker->row;
        if (line->said->kind == ROW_BAND || line->said->kind == ROW_SUBBAND)
            build_tie(maker->builder, maker->number, maker->row);
        put_text_row(maker, line);
        return;
    case ROW_HEADER:
    case ROW_MEASURE:
    case ROW_PART:
        break;
    }
    if (!model_is_stacked_part(line))
        put_measure(maker, line, number);
    const struct model_line *measure = line->measure ? line->measure : line;
    if (line->said->kind != ROW_HEADER && scorecard_is_last(maker, number))
        put_below_row(maker, measure);
}

static void put_register(struct table_maker *maker)
{
    for (size_t i = 0; i < maker->sheet->register_table.lines.count; i++)
        put_line(maker, i);
}

// The last column that says what a row is: the label's, or the recipient's name.
static uint16_t label_column(const struct table_maker *maker)
{
    for (size_t i = 0; i < maker->column_count; i++) {
        const struct column *column = maker->columns[i].column;
        const char *names = maker->sheet->recipients_down ? "name" : "label";
        if (column->shows == COLUMN_BY_NAME && text_equal(column->what.text, names))
            return (uint16_t)i;
    }
    return 0;
}

void build_scorecard(struct builder *builder, const struct sheet *sheet)
{
    struct table_maker maker = {
        .builder = builder,
        .sheet = sheet,
        .number = builder->plan->sheets.count,
        .line_rows = arena_array(builder->arena, uint32_t, sheet->register_table.lines.count + 1),
    };
    maker.column_count = model_columns(builder->model, sheet, &maker.columns);
    plan_sheet_add(builder->arena, builder->plan, sheet->name)->is_protected = sheet->is_protected;
    for (size_t i = 0; i < maker.column_count; i++)
        plan_width_set(builder->arena, scorecard_plan(&maker), (uint16_t)i,
                       maker.columns[i].column->width);
    scorecard_plan(&maker)->label_column = label_column(&maker);
    struct across across = across_of(&maker);
    build_above(&across);
    maker.row = across.row;
    scorecard_find_marks(&maker);
    scorecard_put_headings(&maker);
    maker.first_row = maker.row;
    if (sheet->recipients_down) {
        scorecard_put_overview(&maker);
    } else {
        put_register(&maker);
        scorecard_merge_down(&maker);
    }
    across = across_of(&maker);
    scorecard_explain_marks(&maker, &across);
    build_below(&across);
    build_page(builder, scorecard_plan(&maker), &sheet->page);
    build_holds(builder, scorecard_plan(&maker), sheet);
}
