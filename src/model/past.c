#include "model/past.h"

#include "base/text.h"
#include "model/line.h"
#include "model/meaning.h"
#include "model/source.h"
#include "model/turn.h"

#include <string.h>

// The model a period earlier; what is changed in it is put back afterwards. Figures are made in an
// arena of their own, and problems of that time are nobody's.
struct past {
    struct model *model;
    struct model kept;
    struct arena arena;
    struct problems problems;
    struct shared **shared;     // of all lines
    struct period_set *missing; // of all sources
};

static size_t source_count(const struct model *model)
{
    return model->layout->sources.count + 1; // and the recipients
}

static void move_periods(struct model *model, int by)
{
    model->latest.number += by;
    for (size_t i = 0; i < model->all_lines.count; i++)
        model->all_lines.items[i]->latest.number += by;
}

static void past_begin(struct past *past, struct model *model)
{
    arena_init(&past->arena);
    problems_init(&past->problems, &past->arena);
    past->model = model;
    past->kept = *model;
    past->shared = arena_array(&past->arena, struct shared *, model->all_lines.count + 1);
    past->missing = arena_array(&past->arena, struct period_set, source_count(model));
    for (size_t i = 0; i < model->all_lines.count; i++) {
        past->shared[i] = model->all_lines.items[i]->shared;
        model->all_lines.items[i]->shared = NULL;
    }
    for (size_t i = 0; i < source_count(model); i++) {
        past->missing[i] = model->source_periods[i].missing;
        model->source_periods[i].missing = (struct period_set){0};
    }
    model->is_whole = false; // no error of that time is told, or held against a recipient
    model->run = model->arena = &past->arena;
    model->problems = &past->problems;
    move_periods(model, -1);
}

static void past_end(struct past *past)
{
    struct model *model = past->model;
    move_periods(model, 1);
    for (size_t i = 0; i < model->all_lines.count; i++)
        model->all_lines.items[i]->shared = past->shared[i];
    for (size_t i = 0; i < source_count(model); i++)
        model->source_periods[i].missing = past->missing[i];
    model->is_whole = past->kept.is_whole;
    model->run = past->kept.run;
    model->arena = past->kept.arena;
    model->problems = past->kept.problems;
    arena_free(&past->arena);
}

// Lights ------------------------------------------------------------------------------------------

static void take_state(struct past *past, struct model_line *line, const struct column *column)
{
    struct model *model = past->model;
    struct figure *state = line_is_figure(line->said) ? model_state(model, line, column) : NULL;
    const struct value *value = state ? model_value(model, state) : NULL;
    if (!value || value->kind != VALUE_TEXT || text_is_blank(value->text))
        return;
    *list_add(past->kept.arena, &model->past_lights) = (struct past_light){
        .line = line->said,
        .area = line->whose.area,
        .column = column,
        .state = arena_copy(past->kept.arena, value->text),
    };
}

static const struct column *judged_column(const struct sheet *sheet, const struct column *column)
{
    if (column->shows == COLUMN_JUDGE)
        return meaning_column(sheet, column->what.text);
    return column->light ? column : NULL;
}

static void take_overview(struct past *past, const struct sheet *sheet,
                          const struct table_column *column, const struct column *judged)
{
    const struct areas *areas = &past->model->areas;
    if (!column->line || !sheet->recipients_down)
        return;
    for (size_t i = 0; i < areas->recipient_count; i++)
        take_state(past, model_recipient_line(past->model, areas->items.items[i], column), judged);
}

static void take_sheet(struct past *past, const struct sheet *sheet)
{
    struct table_column *columns;
    size_t count = model_columns(past->model, sheet, &columns);
    for (size_t i = 0; i < count; i++) {
        const struct column *judged = judged_column(sheet, columns[i].column);
        if (!judged)
            continue;
        take_overview(past, sheet, &columns[i], judged);
        for (size_t k = 0; !sheet->recipients_down && k < sheet->register_table.lines.count; k++)
            take_state(past, model_line_of(past->model, sheet, k), judged);
    }
}

void past_work_out(struct model *model, const struct area *recipient)
{
    struct past past;
    memset(&model->past_lights, 0, sizeof model->past_lights);
    if (!model->layout->pack.summary || model->latest.kind == PERIOD_NONE)
        return;
    past_begin(&past, model);
    turn_begin(model, recipient);
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        if (!model->layout->sheets.items[i].charts)
            take_sheet(&past, &model->layout->sheets.items[i]);
    }
    past_end(&past);
}

const char *past_state(const struct model *model, const struct model_line *line,
                       const struct column *column)
{
    for (size_t i = 0; i < model->past_lights.count; i++) {
        const struct past_light *light = &model->past_lights.items[i];
        if (light->line == line->said && light->area == line->whose.area && light->column == column)
            return light->state;
    }
    return NULL;
}
