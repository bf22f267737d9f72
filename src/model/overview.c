// An overview: recipients down, measures across, and how many lights have each state.
#include "base/text.h"
#include "layout/value.h"
#include "model/figure.h"
#include "model/light.h"
#include "model/meaning.h"
#include "model/model.h"

#include <stdlib.h>

struct model_line *model_recipient_line(struct model *model, const struct area *area,
                                        const struct table_column *column)
{
    return model_line_for(model, column->line, (struct whose){WHOSE_OWN, area});
}

// Counts ------------------------------------------------------------------------------------------

// States of which some are counted.
struct states {
    struct figure **items;
    size_t count;
};

// IF(state="RED",1,0), or for `judged` IF(state="",0,1).
static struct expression *one_if(struct model *model, struct figure *state, const char *counted)
{
    struct arena *arena = model->arena;
    bool is_any = text_equal(counted, "judged");
    struct expression *is =
        expression_operate(arena, OPERATION_EQUAL, meaning_of_figure(model, state),
                           expression_of_text(arena, is_any ? "" : counted));
    return expression_call(arena, "IF", 3, is, expression_of_number(arena, is_any ? 0 : 1),
                           expression_of_number(arena, is_any ? 1 : 0));
}

// One after the other, which is good for some ten.
static struct expression *add_each(struct model *model, const char *counted,
                                   const struct states *states)
{
    struct expression *tree = expression_of_number(model->arena, 0);
    for (size_t i = 0; i < states->count; i++) {
        struct expression *one = one_if(model, states->items[i], counted);
        tree = i == 0 ? one : expression_operate(model->arena, OPERATION_ADD, tree, one);
    }
    return tree;
}

// Cells below each other, which may be a thousand: COUNTIF(states,"RED"), or for `judged` one to
// each state of the scale, added up. NULL where a search would take a state's name for another.
static struct expression *count_all(struct model *model, const char *counted,
                                    const struct states *states)
{
    struct arena *arena = model->arena;
    const struct model_line *line = states->count > 0 ? states->items[0]->line : NULL;
    const struct scale *scale = line && line->judged_by ? line->judged_by->scale : NULL;
    bool is_any = text_equal(counted, "judged");
    struct expression *tree = NULL;
    const struct meaning members = {
        .kind = MEANS_FIGURES, .figures = states->items, .figure_count = states->count};
    for (size_t i = 0; scale && i < scale->states.count; i++) {
        const char *name = scale->states.items[i].name;
        if (!value_is_word(name))
            return NULL;
        if (!is_any && !text_equal(name, counted))
            continue;
        struct expression *one =
            expression_call(arena, "COUNTIF", 2, meaning_of_members(model, members),
                            expression_of_text(arena, name));
        tree = tree ? expression_operate(arena, OPERATION_ADD, tree, one) : one;
    }
    return tree;
}

static struct content count_content(struct model *model, struct model_line *line,
                                    const struct column *count, struct expression *tree)
{
    static const struct window no_window = {0};
    struct figure *figure = figure_find(line, FIGURE_COLUMN, count, no_window);
    if (!figure)
        figure = figure_add(model, (struct figure){.kind = FIGURE_COLUMN,
                                                   .line = line,
                                                   .column = count,
                                                   .tree = tree,
                                                   .name = count->name,
                                                   .place = count->place,
                                                   .format = "0"});
    return model_figure_content(model, figure, count->format.text);
}

// The lights that a column of a sheet may show, by the column that is judged.
static const struct column *lit_column(const struct sheet *sheet, const struct table_column *column)
{
    if (!column->line)
        return NULL;
    if (column->column->shows == COLUMN_JUDGE)
        return meaning_column(sheet, column->column->what.text);
    return column->column->light ? column->column : NULL;
}

static struct content row_count(struct model *model, const struct sheet *sheet,
                                const struct area *area, const struct column *count)
{
    struct table_column *columns;
    size_t column_count = model_columns(model, sheet, &columns);
    struct states states = {arena_array(model->arena, struct figure *, column_count + 1), 0};
    struct model_line *line = NULL;
    for (size_t i = 0; i < column_count; i++) {
        const struct column *lit = lit_column(sheet, &columns[i]);
        if (!lit)
            continue;
        struct model_line *one = model_recipient_line(model, area, &columns[i]);
        struct figure *state = model_state(model, one, lit);
        line = line ? line : one;
        if (state)
            states.items[states.count++] = state;
    }
    static const struct content nothing = {.text = ""};
    struct expression *tree = add_each(model, count->what.text, &states);
    return line ? count_content(model, line, count, tree) : nothing;
}

struct content model_count_content(struct model *model, const struct sheet *sheet,
                                   const struct column *count, const struct table_column *column)
{
    static const struct content nothing = {.text = ""};
    const struct column *lit = lit_column(sheet, column);
    const struct area **areas;
    size_t area_count = model_recipients_down(model, sheet, &areas);
    struct states states = {arena_array(model->arena, struct figure *, area_count + 1), 0};
    for (size_t i = 0; lit && i < area_count; i++) {
        struct model_line *line = model_recipient_line(model, areas[i], column);
        struct figure *state = model_state(model, line, lit);
        if (state)
            states.items[states.count++] = state;
    }
    if (!lit)
        return nothing;
    struct expression *tree = count_all(model, count->what.text, &states);
    return count_content(model, column->line, count,
                         tree ? tree : add_each(model, count->what.text, &states));
}

// Cells -------------------------------------------------------------------------------------------

static struct content recipient_text(const struct model *model, const struct area *area,
                                     const struct column *column)
{
    const struct recipients *recipients = &model->layout->recipients;
    int heading = layout_recipients_column(recipients, column->what.text);
    const char *text = row_cell(area->recipient, heading);
    return (struct content){.kind = text[0] ? CONTENT_TEXT : CONTENT_NOTHING, .text = text};
}

struct content model_recipient_content(struct model *model, const struct sheet *sheet,
                                       const struct area *area, const struct table_column *column)
{
    if (column->column->shows == COLUMN_COUNT)
        return row_count(model, sheet, area, column->column);
    if (!column->line)
        return recipient_text(model, area, column->column);
    return model_content(model, model_recipient_line(model, area, column), column);
}

// Order -------------------------------------------------------------------------------------------

struct sorted {
    const struct area *area;
    bool has_number;
    double number;
    bool largest_first;
};

// Recipients without a number come last; equals stay in the order of their list.
static int compare(const void *one, const void *other)
{
    const struct sorted *first = one;
    const struct sorted *second = other;
    if (first->has_number != second->has_number)
        return first->has_number ? -1 : 1;
    int by_number = (first->number > second->number) - (first->number < second->number);
    if (by_number != 0)
        return first->largest_first ? -by_number : by_number;
    return first->area->index < second->area->index ? -1 : 1;
}

static struct sorted sorted_by(struct model *model, const struct sheet *sheet,
                               const struct area *area, const struct table_column *column)
{
    struct sorted sorted = {.area = area, .largest_first = sheet->largest_first};
    if (!column || (!column->line && column->column->shows != COLUMN_COUNT))
        return sorted;
    struct content content = model_recipient_content(model, sheet, area, column);
    if (content.kind == CONTENT_FIGURE) {
        const struct value *value = model_value(model, content.figure);
        sorted.has_number = value->kind == VALUE_NUMBER;
        sorted.number = sorted.has_number ? value->number : 0;
    }
    return sorted;
}

static const struct table_column *sort_column(struct model *model, const struct sheet *sheet)
{
    struct table_column *columns;
    size_t count = model_columns(model, sheet, &columns);
    for (size_t i = 0; sheet->sort.text && i < count; i++) {
        if (text_equal(columns[i].column->name, sheet->sort.text))
            return &columns[i];
    }
    return NULL;
}

size_t model_recipients_down(struct model *model, const struct sheet *sheet,
                             const struct area ***areas)
{
    size_t count = model->areas.recipient_count;
    const struct table_column *column = sort_column(model, sheet);
    struct sorted *sorted = arena_array(model->arena, struct sorted, count + 1);
    *areas = arena_array(model->arena, const struct area *, count + 1);
    for (size_t i = 0; i < count; i++)
        sorted[i] = sorted_by(model, sheet, model->areas.items.items[i], column);
    qsort(sorted, count, sizeof *sorted, compare);
    for (size_t i = 0; i < count; i++)
        (*areas)[i] = sorted[i].area;
    return count;
}
