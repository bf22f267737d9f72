#include "model/shared.h"

#include "model/figure.h"
#include "model/mark.h"

#include <string.h>

struct members {
    const struct column *column; // NULL: over the window
    struct window window;
    struct member_figures figures; // one to a recipient
    bool is_busy;
};

struct set_value {
    enum figure_kind kind;
    const struct column *column;
    struct window window;
    const char *heading;
    struct whose whose;
    struct value value;
    enum answer provisional;
};

// Of a base line.
struct shared {
    LIST(struct members *) members;
    LIST(struct set_value) sets;
};

static struct shared *shared_of(struct model *model, struct model_line *base)
{
    if (!base->shared)
        base->shared = arena_new(model->run, struct shared);
    return base->shared;
}

static struct value kept_value(struct model *model, struct value value)
{
    if (value.text)
        value.text = arena_copy(model->run, value.text);
    return value;
}

// A place aside --------------------------------------------------------------------------------

enum { MEMBERS_ASIDE = 50 }; // at a time, so that a thousand take no more memory than these

// The figures of the workbook at hand, put away while others' are worked out in an arena that is
// freed with them.
struct aside {
    struct arena arena;
    struct model model;
    struct model_line *lines;
};

static void aside_begin(struct aside *aside, struct model *model)
{
    arena_init(&aside->arena);
    aside->model = *model;
    aside->lines = arena_array(&aside->arena, struct model_line, model->lines.count);
    for (size_t i = 0; i < model->lines.count; i++) {
        struct model_line *line = model->lines.items[i];
        aside->lines[i] = *line;
        line->instances = NULL;
        memset(&line->figures, 0, sizeof line->figures);
    }
    model->arena = &aside->arena;
    memset(&model->figures, 0, sizeof model->figures);
    memset(&model->busy, 0, sizeof model->busy);
}

static void aside_end(struct aside *aside, struct model *model)
{
    for (size_t i = 0; i < model->lines.count; i++) {
        model->lines.items[i]->instances = aside->lines[i].instances;
        model->lines.items[i]->figures = aside->lines[i].figures;
    }
    model->arena = aside->model.arena;
    model->figures = aside->model.figures;
    model->busy = aside->model.busy;
    arena_free(&aside->arena);
}

// Members ----------------------------------------------------------------------------------------

static void member_take(struct model *model, struct model_line *base, struct members *members,
                        const struct area *area)
{
    struct model_line *line = model_line_for(model, base, (struct whose){WHOSE_OWN, area});
    struct figure *figure = members->column ? figure_in_column(model, line, members->column)
                                            : figure_in_window(model, line, members->window);
    if (!figure)
        return;
    members->figures.values[area->index] = kept_value(model, *model_value(model, figure));
    members->figures.provisional[area->index] = model_is_provisional(model, figure);
}

static void work_out(struct model *model, struct model_line *base, struct members *members)
{
    struct aside aside;
    for (size_t i = 0; i < model->areas.recipient_count; i++) {
        if (i % MEMBERS_ASIDE == 0)
            aside_begin(&aside, model);
        member_take(model, base, members, model->areas.items.items[i]);
        if ((i + 1) % MEMBERS_ASIDE == 0 || i + 1 == model->areas.recipient_count)
            aside_end(&aside, model);
    }
}

static struct members *find_members(const struct shared *shared, const struct column *column,
                                    struct window window)
{
    for (size_t i = 0; i < shared->members.count; i++) {
        struct members *members = shared->members.items[i];
        if (members->column == column && (column || window_equal(members->window, window)))
            return members;
    }
    return NULL;
}

const struct member_figures *shared_members(struct model *model, const struct model_line *line,
                                            const struct column *column, struct window window,
                                            struct place place)
{
    struct shared *shared = shared_of(model, line->base);
    struct members *members = find_members(shared, column, window);
    if (members && members->is_busy)
        problem_error(model->problems, place, "a formula may not come back to itself",
                      "circular formula: '%s' takes itself of all recipients", line->said->id);
    if (members)
        return &members->figures;
    members = arena_new(model->run, struct members);
    *members = (struct members){.column = column, .window = window, .is_busy = true};
    members->figures.values = arena_array(model->run, struct value, model->areas.recipient_count);
    members->figures.provisional = arena_array(model->run, bool, model->areas.recipient_count);
    *list_add(model->run, &shared->members) = members;
    work_out(model, line->base, members);
    members->is_busy = false;
    return &members->figures;
}

// Sets -------------------------------------------------------------------------------------------

static bool is_of_set(const struct model *model, const struct figure *figure)
{
    return model->recipient && figure->line && figure->line->whose.word != WHOSE_OWN;
}

static bool is_same_set(struct whose one, struct whose other)
{
    return one.word == other.word &&
           (one.area == other.area || (one.area && area_is_family(one.area, other.area)));
}

static struct set_value *find_set(const struct model *model, const struct figure *figure)
{
    const struct shared *shared = figure->line ? figure->line->base->shared : NULL;
    if (!shared || !is_of_set(model, figure))
        return NULL;
    for (size_t i = 0; i < shared->sets.count; i++) {
        struct set_value *set = &shared->sets.items[i];
        if (set->kind == figure->kind && set->column == figure->column &&
            set->heading == figure->heading && window_equal(set->window, figure->window) &&
            is_same_set(set->whose, figure->line->whose))
            return set;
    }
    return NULL;
}

const struct value *shared_find(const struct model *model, const struct figure *figure)
{
    const struct set_value *set = find_set(model, figure);
    return set ? &set->value : NULL;
}

enum answer *shared_provisional(const struct model *model, const struct figure *figure)
{
    struct set_value *set = find_set(model, figure);
    return set ? &set->provisional : NULL;
}

void shared_keep(struct model *model, const struct figure *figure)
{
    if (!is_of_set(model, figure))
        return;
    struct shared *shared = shared_of(model, figure->line->base);
    *list_add(model->run, &shared->sets) = (struct set_value){
        .kind = figure->kind,
        .column = figure->column,
        .window = figure->window,
        .heading = figure->heading,
        .whose = figure->line->whose,
        .value = kept_value(model, figure->value),
    };
}
