// What the Data sheet must show: what the sheets' formulas refer to, and what those refer to.
#include "plan/data.h"

#include "model/light.h"
#include "model/trend.h"

#include <stdint.h>

// Rows are kept by line and whose, series by series and whose: none, areas, families, the whole.
size_t data_whose_count(const struct builder *builder)
{
    return 2 * builder->model->areas.items.count + 2;
}

size_t data_by_whose(const struct builder *builder, size_t index, struct whose whose)
{
    size_t areas = builder->model->areas.items.count;
    size_t number = whose.area ? whose.area->index + 1 : 0;
    if (whose.word == WHOSE_FAMILY)
        number += areas;
    if (whose.word == WHOSE_WHOLE)
        number = 2 * areas + 1;
    return index * data_whose_count(builder) + number;
}

// A series without areas stands in the row of the recipient at hand, as the recipient's own do.
size_t data_by_area(const struct builder *builder, const struct series *series, size_t index,
                    const struct area *area)
{
    bool has_areas = series_is_by_area(builder->model, series);
    struct whose own = {WHOSE_OWN, has_areas ? area : builder->model->recipient};
    return data_by_whose(builder, index, own);
}

// Whether a figure takes figures that are not the recipient's own, so that its workbook has the
// result and not the formula.
bool data_is_shared(const struct builder *builder, const struct figure *figure)
{
    const struct area *recipient = builder->model->recipient;
    if (!recipient || !figure->line)
        return false;
    return figure->kind == FIGURE_RANK || figure->line->whose.word != WHOSE_OWN ||
           figure->line->whose.area != recipient;
}

// What is needed ----------------------------------------------------------------------------------

struct figure_list {
    LIST(struct figure *) items;
};

struct needing {
    struct builder *builder;
    struct figure *user;
    struct spot at; // where the user stands
    struct figure_list more;
};

// What stands on Data.
static const struct spot on_data = {.sheet = SIZE_MAX};

// A figure that has a place that can be referred to from the cell needs none on Data.
static void need_figure(struct needing *needing, struct figure *figure, const struct spot *from)
{
    struct builder *builder = needing->builder;
    struct data_needs *needs = builder->needs;
    if (!figure || needs->figures[figure->index] || build_spot(builder, figure, from))
        return;
    needs->figures[figure->index] = true;
    *list_add(builder->arena, &needing->more.items) = figure;
}

static void need_figures(struct needing *needing, struct figure **figures, size_t count)
{
    const struct spot from = build_outside(&needing->at);
    for (size_t i = 0; i < count; i++)
        need_figure(needing, figures[i], &from);
}

static void need_periods(struct data_needs *needs, struct span span)
{
    needs->first = span.first < needs->first ? span.first : needs->first;
    needs->last = span.last > needs->last ? span.last : needs->last;
}

static void need_series(struct builder *builder, const struct figure *user,
                        const struct meaning *meaning)
{
    struct data_needs *needs = builder->needs;
    const struct area **areas;
    size_t count =
        series_areas(builder->model, meaning->series, user->line->whose, builder->arena, &areas);
    for (size_t i = 0; i < count; i++)
        needs->series[data_by_area(builder, meaning->series, meaning->series->index, areas[i])] =
            true;
    if (series_has_periods(meaning->series))
        need_periods(needs, meaning->span);
    else
        needs->has_single = true;
}

static bool need_name(struct expression *name, void *data)
{
    struct needing *needing = data;
    struct builder *builder = needing->builder;
    const struct meaning *meaning = name->bound;
    if (meaning->kind == MEANS_SERIES_CELL || meaning->kind == MEANS_SERIES_RANGE) {
        need_series(builder, needing->user, meaning);
    } else if (meaning->kind == MEANS_ABOVE) {
        struct figure **above;
        size_t count = model_above(builder->model, needing->user, &above);
        need_figures(needing, above, count);
    } else if (meaning->kind == MEANS_FIGURES) {
        need_figures(needing, meaning->figures, meaning->figure_count);
    } else {
        need_figure(needing, model_named_figure(builder->model, needing->user, meaning),
                    &needing->at);
    }
    return true;
}

// The points of a chart's line that are figures, and the names in their formulas.
static void need_points(struct needing *needing, const struct trend *trend,
                        const struct trend_line *line)
{
    for (int i = 0; i <= trend->span.last - trend->span.first; i++) {
        needing->user = line->figures[i];
        if (needing->user)
            expression_names(needing->user->tree, need_name, needing);
    }
}

static void need_cells(struct builder *builder, const struct trend *trend,
                       const struct trend_line *line)
{
    struct data_needs *needs = builder->needs;
    int length = trend->span.last - trend->span.first;
    const struct area *area = trend->line->whose.area;
    needs->series[data_by_area(builder, line->series, line->series->index, area)] = true;
    need_periods(needs, (struct span){line->first, line->first + length});
}

static void need_trends(struct needing *needing)
{
    struct builder *builder = needing->builder;
    for (size_t i = 0; i < builder->model->trends.count; i++) {
        const struct trend *trend = &builder->model->trends.items[i];
        for (size_t k = 0; k < trend->lines.count; k++) {
            const struct trend_line *line = &trend->lines.items[k];
            need_periods(builder->needs, trend->span);
            if (line->series)
                need_cells(builder, trend, line);
            else
                need_points(needing, trend, line);
        }
    }
}

void data_need_all(struct builder *builder)
{
    struct needing needing = {.builder = builder};
    for (size_t i = 0; i < builder->slots.count; i++) {
        const struct slot *slot = &builder->slots.items[i];
        needing.user = slot->figure;
        needing.at = slot->spot;
        if (slot->kind != SLOT_FIGURE)
            need_figure(&needing, slot->figure, &slot->spot);
        else if (slot->figure->tree)
            expression_names(slot->figure->tree, need_name, &needing);
    }
    needing.at = on_data;
    for (size_t i = 0; i < builder->lit_cells.count; i++) {
        struct figure *state = builder->lit_cells.items[i].state;
        need_figure(&needing, state, &on_data);
        need_figure(&needing, light_figure(builder->model, state->line, state->column), &on_data);
    }
    need_trends(&needing);
    for (size_t i = 0; i < needing.more.items.count; i++) {
        needing.user = needing.more.items.items[i];
        if (needing.user->tree && !data_is_shared(builder, needing.user))
            expression_names(needing.user->tree, need_name, &needing);
    }
}
