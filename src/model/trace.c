#include "model/trace.h"

#include "model/figure.h"

#include <string.h>

// A figure whose tree is walked over.
struct visit {
    struct trace *trace;
    struct figure *user;
    size_t depth; // of what it names
};

static bool note_seen(struct trace *trace, const struct figure *figure)
{
    while (trace->seen.count <= figure->index)
        *list_add(trace->model->arena, &trace->seen) = false;
    bool was_seen = trace->seen.items[figure->index];
    trace->seen.items[figure->index] = true;
    return was_seen;
}

static void walk(struct trace *trace, struct figure *figure, size_t depth);

static void walk_above(const struct visit *visit)
{
    struct figure **above;
    size_t count = model_above(visit->trace->model, visit->user, &above);
    for (size_t i = 0; i < count; i++)
        walk(visit->trace, above[i], visit->depth);
}

// Figures that have no more in common than that they are taken together.
static void walk_all(const struct visit *visit, const struct meaning *meaning)
{
    for (size_t i = 0; i < meaning->figure_count; i++)
        walk(visit->trace, meaning->figures[i], visit->depth);
}

static void visit_cells(const struct visit *visit, const struct meaning *meaning)
{
    if (visit->trace->cells)
        visit->trace->cells(visit->trace, visit->user, meaning->series, visit->user->line->whose,
                            meaning->span, visit->depth);
}

static bool visit_name(struct expression *name, void *data)
{
    const struct visit *visit = data;
    struct trace *trace = visit->trace;
    const struct meaning *meaning = name->bound;
    switch (meaning->kind) {
    case MEANS_SERIES_CELL:
    case MEANS_SERIES_RANGE:
        visit_cells(visit, meaning);
        return true;
    case MEANS_FIGURES:
    case MEANS_VALUES:
        if (!meaning->line)
            walk_all(visit, meaning);
        else if (trace->members)
            trace->members(trace, visit->user, meaning, visit->depth);
        return true;
    case MEANS_ABOVE:
        walk_above(visit);
        return true;
    case MEANS_LINE:
    case MEANS_WINDOW:
    case MEANS_COLUMN:
    case MEANS_OWN:
    case MEANS_TARGET:
    case MEANS_FIGURE:
        break;
    }
    struct figure *figure = model_named_figure(trace->model, visit->user, meaning);
    if (figure)
        walk(trace, figure, visit->depth);
    return true;
}

static void walk(struct trace *trace, struct figure *figure, size_t depth)
{
    bool is_again = note_seen(trace, figure);
    bool goes_in = !trace->figure || trace->figure(trace, figure, depth, is_again);
    if (is_again || !goes_in || !figure->tree)
        return;
    struct visit visit = {trace, figure, depth + 1};
    expression_names(figure->tree, visit_name, &visit);
}

void trace_figure(struct trace *trace, struct figure *figure)
{
    walk(trace, figure, 0);
}

void trace_forget(struct trace *trace)
{
    if (trace->seen.count > 0)
        memset(trace->seen.items, 0, trace->seen.count * sizeof *trace->seen.items);
}

struct figure *trace_member(struct trace *trace, struct figure *user, const struct meaning *meaning)
{
    struct model *model = trace->model;
    struct whose own = {WHOSE_OWN, user->line->whose.area};
    struct model_line *line = model_line_for(model, meaning->line, own);
    return meaning->column ? figure_in_column(model, line, meaning->column)
                           : figure_in_window(model, line, meaning->window);
}
