#include "model/light.h"

#include "base/format.h"
#include "base/text.h"
#include "model/figure.h"
#include "model/meaning.h"

#include <string.h>

// Gaps are rounded to this many decimals, so that a figure that meets its target to the last digit
// that anyone typed is not below it by a rounding error of the machine (0.99 / 0.9 - 1 is 10%).
enum { GAP_DECIMALS = 10 };

static const struct window no_window = {0};

static struct expression *one_of(struct model *model, struct expression *condition,
                                 struct expression *then, struct expression *otherwise)
{
    return expression_call(model->arena, "IF", 3, condition, then, otherwise);
}

static struct expression *equals_text(struct model *model, struct figure *figure, const char *text)
{
    return expression_operate(model->arena, OPERATION_EQUAL, meaning_of_figure(model, figure),
                              expression_of_text(model->arena, text));
}

// Which line is judged, and on what ---------------------------------------------------------------

// The instance that is judged is of the same area.
static struct model_line *judged_line(struct model *model, const struct model_line *line)
{
    return line->judged_by ? model_line_for(model, line->judged_by, line->whose) : NULL;
}

struct figure *model_actual(struct model *model, struct model_line *line,
                            const struct column *column)
{
    struct model_line *judged = judged_line(model, line);
    struct figure *figure = judged ? figure_in_column(model, judged, column) : NULL;
    return figure && figure->kind != FIGURE_OWN ? figure : NULL;
}

static bool has_number_for_target(const struct model_line *line)
{
    return line->target && (line->target->tree || line->target->value.kind == VALUE_NUMBER);
}

// Names in a scale's expressions ------------------------------------------------------------------

struct scale_names {
    struct model *model;
    struct figure *actual, *target, *gap; // gap NULL inside the gap itself
    const struct column *column;
    bool as_shown;
    bool sound;
};

// A figure as it is shown, for scales that judge so: ROUND(F7,2).
static struct expression *rounded(struct scale_names *names, struct figure *figure)
{
    struct model *model = names->model;
    struct expression *name = meaning_of_figure(model, figure);
    const char *format =
        figure == names->target ? figure->format : model_format(model, figure->line, names->column);
    if (!names->as_shown || !format)
        return name;
    double decimals = format_decimals(format);
    return expression_call(model->arena, "ROUND", 2, name,
                           expression_of_number(model->arena, decimals));
}

static bool bind_scale_name(struct expression *name, void *data)
{
    struct scale_names *names = data;
    struct expression *means = NULL;
    if (text_equal(name->text, "actual"))
        means = rounded(names, names->actual);
    else if (text_equal(name->text, "target"))
        means = rounded(names, names->target);
    else if (text_equal(name->text, "gap") && names->gap)
        means = meaning_of_figure(names->model, names->gap);
    if (means)
        *name = *means;
    else
        names->sound = problem_error(names->model->problems, name->place,
                                     names->gap ? "a state takes gap, actual and target"
                                                : "a gap takes actual and target",
                                     "'%s' is no name here", name->text);
    return true;
}

static struct expression *scale_tree(struct scale_names *names, const struct said *said)
{
    struct model *model = names->model;
    struct expression *tree =
        expression_read(said->text, said->place, model->arena, model->problems);
    if (!tree)
        return NULL;
    expression_names(tree, bind_scale_name, names);
    return names->sound ? tree : NULL;
}

// The gap -----------------------------------------------------------------------------------------

// With a target of zero there is no ratio: met is no gap at all, missed is all of it.
static struct expression *gap_at_zero(struct scale_names *names, const struct model_line *judged)
{
    struct model *model = names->model;
    enum operation met =
        judged->lower_is_better ? OPERATION_LESS_OR_EQUAL : OPERATION_MORE_OR_EQUAL;
    return one_of(model,
                  expression_operate(model->arena, met, rounded(names, names->actual),
                                     rounded(names, names->target)),
                  expression_of_number(model->arena, 0), expression_of_number(model->arena, -1));
}

static struct expression *gap_tree(struct model *model, const struct model_line *judged,
                                   struct figure *actual, const struct column *column,
                                   bool as_shown)
{
    struct arena *arena = model->arena;
    struct scale_names names = {
        .model = model,
        .actual = actual,
        .target = judged->target,
        .column = column,
        .as_shown = as_shown,
        .sound = true,
    };
    struct expression *gap = scale_tree(&names, &judged->scale->gap);
    if (!gap)
        return NULL;
    if (judged->lower_is_better)
        gap = expression_operate(arena, OPERATION_MINUS, gap, NULL);
    gap = expression_call(arena, "ROUND", 2, gap, expression_of_number(arena, GAP_DECIMALS));
    return expression_guard(arena, gap, expression_of_text(arena, ""), gap_at_zero(&names, judged));
}

struct figure *model_gap(struct model *model, struct model_line *line, const struct column *column)
{
    struct figure *known = figure_find(line, FIGURE_GAP, column, no_window);
    struct model_line *judged = judged_line(model, line);
    if (known || !judged || !judged->scale || !judged->scale->gap.text ||
        !has_number_for_target(judged))
        return known;
    struct figure *actual = model_actual(model, line, column);
    struct expression *tree =
        actual ? gap_tree(model, judged, actual, column, judged->scale->as_shown) : NULL;
    if (!tree)
        return NULL;
    return figure_add(model, (struct figure){
                                 .kind = FIGURE_GAP,
                                 .line = line,
                                 .column = column,
                                 .tree = tree,
                                 .format = "0.0%",
                                 .name = arena_print(model->arena, "%s, gap", line->said->id),
                                 .place = judged->scale->gap.place,
                             });
}

// States ------------------------------------------------------------------------------------------

// IF(gap="","",IF(gap>=0.1,"BLUE",IF(gap>=0,"GREEN", ... "RED")))
static struct expression *state_tree(struct model *model, const struct model_line *judged,
                                     struct figure *actual, struct figure *gap)
{
    const struct scale *scale = judged->scale;
    struct scale_names names = {
        .model = model, .actual = actual, .target = judged->target, .gap = gap, .sound = true};
    struct expression *tree = expression_of_text(model->arena, "");
    for (size_t i = scale->states.count; i-- > 0;) {
        const struct state *state = &scale->states.items[i];
        struct expression *name = expression_of_text(model->arena, state->name);
        if (!state->when.text) {
            tree = name;
            continue;
        }
        struct expression *when = scale_tree(&names, &state->when);
        if (!when)
            return NULL;
        tree = one_of(model, when, name, tree);
    }
    return one_of(model, equals_text(model, gap, ""), expression_of_text(model->arena, ""), tree);
}

static struct figure *add_state(struct model *model, struct model_line *line,
                                const struct column *column, struct expression *tree)
{
    return figure_add(model, (struct figure){
                                 .kind = FIGURE_STATE,
                                 .line = line,
                                 .column = column,
                                 .tree = tree,
                                 .name = arena_print(model->arena, "%s, light", line->said->id),
                                 .place = line->said->label.place,
                             });
}

// The worst state of a measure's parts: IF(OR(a="RED",b="RED"),"RED",IF(OR(...
static struct figure *worst_state(struct model *model, struct model_line *line,
                                  const struct column *column)
{
    const struct scale *scale = line->scale;
    struct expression *tree = expression_of_text(model->arena, "");
    LIST(struct figure *) states = {0};
    for (size_t i = line->index + 1; i < model->lines.count; i++) {
        struct model_line *part = model_line_for(model, model->lines.items[i], line->whose);
        bool is_own = part->measure == line->base;
        struct figure *state = is_own ? model_state(model, part, column) : NULL;
        if (state)
            *list_add(model->arena, &states) = state;
    }
    for (size_t i = 0; i < scale->states.count; i++) {
        const char *name = scale->states.items[i].name;
        struct expression *any = NULL;
        for (size_t k = 0; k < states.count; k++) {
            struct expression *is = equals_text(model, states.items[k], name);
            any = any ? expression_call(model->arena, "OR", 2, any, is) : is;
        }
        if (any)
            tree = one_of(model, any, expression_of_text(model->arena, name), tree);
    }
    return states.count > 0 ? add_state(model, line, column, tree) : NULL;
}

static bool is_word_of(struct model *model, const struct scale *scale, struct figure *figure)
{
    const struct value *value = model_value(model, figure);
    for (size_t i = 0; i < scale->states.count; i++) {
        if (value->kind == VALUE_TEXT && text_same(value->text, scale->states.items[i].name))
            return true;
    }
    return false;
}

// A state that is given as a word: IF(B5="Red","Red",IF(B5="Amber","Amber",""))
static struct figure *given_state(struct model *model, struct model_line *line,
                                  const struct column *column)
{
    struct model_line *judged = judged_line(model, line);
    const struct scale *scale = judged ? judged->scale : NULL;
    struct figure *given = scale ? figure_in_column(model, judged, column) : NULL;
    if (!given || (scale->gap.text && !is_word_of(model, scale, given)))
        return NULL;
    struct expression *tree = expression_of_text(model->arena, "");
    for (size_t i = scale->states.count; i-- > 0;) {
        const char *name = scale->states.items[i].name;
        tree = one_of(model, equals_text(model, given, name),
                      expression_of_text(model->arena, name), tree);
    }
    return add_state(model, line, column, tree);
}

struct figure *model_state(struct model *model, struct model_line *line,
                           const struct column *column)
{
    struct figure *known = figure_find(line, FIGURE_STATE, column, no_window);
    if (known)
        return known;
    if (line->judged_by_worst)
        return worst_state(model, line, column);
    struct figure *gap = model_gap(model, line, column);
    if (!gap)
        return given_state(model, line, column);
    struct expression *tree =
        state_tree(model, judged_line(model, line), model_actual(model, line, column), gap);
    return tree ? add_state(model, line, column, tree) : NULL;
}

// The state that a line would have, were it judged the other way: on figures as shown, or on exact
// ones. What is made for it is no figure of the workbook.
static const char *other_state(struct model *model, struct model_line *line,
                               const struct column *column)
{
    struct model_line *judged = judged_line(model, line);
    struct figure *actual = model_actual(model, line, column);
    struct figure *gap = arena_new(model->arena, struct figure);
    struct figure *state = arena_new(model->arena, struct figure);
    *gap = (struct figure){.kind = FIGURE_GAP, .line = line, .column = column};
    *state = (struct figure){.kind = FIGURE_STATE, .line = line, .column = column};
    gap->tree = gap_tree(model, judged, actual, column, !judged->scale->as_shown);
    state->tree = gap->tree ? state_tree(model, judged, actual, gap) : NULL;
    return state->tree ? model_value(model, state)->text : NULL;
}

void light_check_rounding(struct model *model)
{
    size_t count = model->figures.count;
    for (size_t i = 0; i < count; i++) {
        struct figure *state = model->figures.items[i];
        struct model_line *judged = state->kind == FIGURE_STATE ? state->line->judged_by : NULL;
        if (!judged || !figure_find(state->line, FIGURE_GAP, state->column, no_window))
            continue;
        const char *other = other_state(model, state->line, state->column);
        if (!other || text_equal(other, state->value.text))
            continue;
        bool as_shown = judged->scale->as_shown;
        problem_warn(model->problems, judged->said->target.place,
                     as_shown ? "`judge: exact` would judge the exact figures"
                              : "readers will ask; `judge: as shown` would judge the figures as "
                                "they are shown",
                     "'%s' is %s, but judged on %s it would be %s", judged->said->id,
                     state->value.text, as_shown ? "exact figures" : "the figures as shown", other);
    }
}

// The word ----------------------------------------------------------------------------------------

static struct expression *word_tree(struct model *model, const struct scale *scale,
                                    struct figure *state)
{
    struct expression *tree = meaning_of_figure(model, state);
    for (size_t i = scale->states.count; i-- > 0;) {
        const struct state *one = &scale->states.items[i];
        if (one->shows && !text_equal(one->shows, one->name))
            tree = one_of(model, equals_text(model, state, one->name),
                          expression_of_text(model->arena, one->shows), tree);
    }
    return tree;
}

struct figure *light_figure(struct model *model, struct model_line *line,
                            const struct column *column)
{
    struct figure *known = figure_find(line, FIGURE_LIGHT, column, no_window);
    struct figure *state = known || !column ? NULL : model_state(model, line, column);
    if (!state)
        return known;
    const struct scale *scale = line->judged_by ? line->judged_by->scale : line->scale;
    return figure_add(model, (struct figure){
                                 .kind = FIGURE_LIGHT,
                                 .line = line,
                                 .column = column,
                                 .tree = word_tree(model, scale, state),
                                 .name = state->name,
                                 .place = state->place,
                             });
}
