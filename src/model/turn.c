#include "model/turn.h"

#include "model/light.h"
#include "model/line.h"
#include "model/opening.h"
#include "model/past.h"
#include "model/source.h"
#include "model/trend.h"

#include <string.h>

static void work_out_cell(struct model *model, struct model_line *line,
                          const struct table_column *column)
{
    struct content content = model_content(model, line, column);
    opening_check_cell(model, line, column->column, &content);
    if (column->column->light && line->said->kind != ROW_WORKING && line_is_figure(line->said))
        light_figure(model, line, column->column);
}

static void work_out_table(struct model *model, const struct sheet *sheet,
                           const struct table_column *columns, size_t count)
{
    for (size_t column = 0; column < count; column++)
        opening_check_message(model, sheet, columns[column].column);
    for (size_t i = 0; i < sheet->register_table.lines.count; i++) {
        for (size_t column = 0; column < count; column++)
            work_out_cell(model, model_line_of(model, sheet, i), &columns[column]);
    }
}

static void work_out_overview(struct model *model, const struct sheet *sheet,
                              const struct table_column *columns, size_t count)
{
    const struct area **areas;
    size_t area_count = model_recipients_down(model, sheet, &areas);
    for (size_t i = 0; i < area_count * count; i++) {
        const struct area *area = areas[i / count];
        const struct table_column *column = &columns[i % count];
        model_recipient_content(model, sheet, area, column);
        if (column->line)
            work_out_cell(model, model_recipient_line(model, area, column), column);
    }
    for (size_t i = 0; i < count * count; i++) {
        if (columns[i / count].column->shows == COLUMN_COUNT)
            model_count_content(model, sheet, columns[i / count].column, &columns[i % count]);
    }
}

// Works out every cell once, so that all problems are known before anything is made.
static void work_out_everything(struct model *model)
{
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        const struct sheet *sheet = &model->layout->sheets.items[i];
        struct table_column *columns;
        size_t count = model_columns(model, sheet, &columns);
        if (sheet->recipients_down)
            work_out_overview(model, sheet, columns, count);
        else
            work_out_table(model, sheet, columns, count);
    }
}

static bool make_named(struct expression *name, void *data)
{
    const struct model_user *user = data;
    model_named_figure(user->model, user->user, name->bound);
    return true;
}

// Works out every figure, and makes those that only the branch not taken of an IF names.
static void work_out_figures(struct model *model)
{
    for (size_t i = 0; i < model->figures.count; i++) {
        struct model_user user = {model, model->figures.items[i]};
        model_value(model, user.user);
        if (user.user->tree)
            expression_names(user.user->tree, make_named, &user);
    }
}

static void take_line(struct model *model, struct model_line *line)
{
    line->index = model->lines.count;
    memset(&line->figures, 0, sizeof line->figures);
    line->instances = NULL;
    *list_add(model->arena, &model->lines) = line;
    if (line->series && !line->series->line)
        line->series->line = line;
}

// The lines at hand: everyone's and the recipient's, never another's.
static void take_lines(struct model *model)
{
    memset(&model->lines, 0, sizeof model->lines);
    for (size_t i = 0; i < model->series.count; i++)
        model->series.items[i]->line = NULL;
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        struct sheet *sheet = &model->sheets[i];
        bool are_own = sheet->by_recipient && model->recipient;
        size_t number = are_own ? model->recipient->index : 0;
        if (are_own)
            sheet->register_table = sheet->by_recipient[number];
        for (size_t k = model->line_starts[i][number]; k < model->line_starts[i][number + 1]; k++)
            take_line(model, model->all_lines.items[k]);
    }
    for (size_t i = 0; i < model->recipient_lines.count; i++)
        take_line(model, model->recipient_lines.items[i]);
}

static void forget_figures(struct model *model)
{
    memset(&model->figures, 0, sizeof model->figures);
    memset(&model->busy, 0, sizeof model->busy);
    memset(&model->trends, 0, sizeof model->trends);
    model->trend_line_count = 0;
    for (size_t i = 0; i < model->constants.count; i++)
        *list_add(model->arena, &model->figures) = model->constants.items[i];
}

void model_blame(struct model *model, const struct area *area, size_t errors)
{
    if (!area || !area->recipient || !model->layout->recipients.one_workbook_each)
        return;
    model->blamed += model->problems->errors - errors;
    model->areas.items.items[area->index]->has_failed = true;
}

void turn_begin(struct model *model, const struct area *recipient)
{
    model->recipient = recipient;
    forget_figures(model);
    take_lines(model);
    if (!recipient)
        lines_each(model, line_read_target);
}

bool model_turn_to(struct model *model, const struct area *recipient, struct arena *arena)
{
    size_t errors = model->problems->errors;
    model->arena = arena;
    past_work_out(model, recipient);
    turn_begin(model, recipient);
    work_out_everything(model);
    trends_make(model);
    work_out_figures(model);
    lines_each(model, line_check_way);
    source_report_missing(model);
    if (model->is_whole)
        light_check_rounding(model);
    return model->problems->errors == errors;
}
