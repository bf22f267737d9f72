#include "command/explanation.h"

#include "base/number.h"
#include "model/figure.h"
#include "model/window.h"

#include <inttypes.h>

const char *explanation_place(struct arena *arena, const struct place *place)
{
    if (!place->file || place->line == 0)
        return place->file ? place->file : "";
    if (place->column == 0)
        return arena_print(arena, "%s:%zu", place->file, place->line);
    const char *at = arena_print(arena, "%s:%zu:%zu", place->file, place->line, place->column);
    return place->cell ? arena_print(arena, "%s (%s)", at, place->cell) : at;
}

const char *explanation_value(struct arena *arena, const struct value *value)
{
    char number[NUMBER_ROOM];
    switch (value->kind) {
    case VALUE_NUMBER:
        return arena_copy(arena, number_show(value->number, number));
    case VALUE_TRUTH:
        return value->number != 0 ? "TRUE" : "FALSE";
    case VALUE_TEXT:
        return arena_print(arena, "\"%s\"", value->text);
    case VALUE_ERROR:
        return value->text;
    case VALUE_BLANK:
        break;
    }
    return "nothing";
}

// Names -------------------------------------------------------------------------------------------

// "2024-12 to 2025-11": the periods of a window of a line; "" where it has none.
static const char *span_shown(const struct explanation *explanation, const struct figure *figure)
{
    const struct model *model = explanation->model;
    const struct calendar *calendar = &model->layout->calendar;
    struct period latest = figure->line->latest;
    bool is_of_periods =
        figure->line->from != LINE_FROM_SERIES || series_has_periods(figure->line->series);
    if (calendar->every == PERIOD_NONE || !is_of_periods)
        return "";
    if (latest.kind == PERIOD_NONE)
        latest = model->latest;
    struct span span = window_span(figure->window, latest, calendar);
    struct period first = {calendar->every, span.first}, last = {calendar->every, span.last};
    const char *shown = period_show(explanation->text.arena, first, calendar, NULL);
    return span.first == span.last
               ? shown
               : arena_print(explanation->text.arena, "%s to %s", shown,
                             period_show(explanation->text.arena, last, calendar, NULL));
}

static const char *what_of(const struct explanation *explanation, const struct figure *figure)
{
    static const char *const words[] = {
        [FIGURE_TARGET] = "target", [FIGURE_GAP] = "gap",   [FIGURE_STATE] = "light",
        [FIGURE_LIGHT] = "light",   [FIGURE_RANK] = "rank",
    };
    switch (figure->kind) {
    case FIGURE_WINDOW:
    case FIGURE_POINT:
        return span_shown(explanation, figure);
    case FIGURE_COLUMN:
    case FIGURE_TEXT:
    case FIGURE_STACK:
        return figure->column->name;
    case FIGURE_OWN:
        return figure->heading;
    case FIGURE_TARGET:
    case FIGURE_GAP:
    case FIGURE_STATE:
    case FIGURE_LIGHT:
    case FIGURE_RANK:
        return words[figure->kind];
    case FIGURE_CONSTANT:
        break;
    }
    return "";
}

static const char *whose_of(const struct explanation *explanation, struct whose whose)
{
    if (whose.word == WHOSE_WHOLE)
        return "the whole";
    if (whose.word == WHOSE_FAMILY)
        return arena_print(explanation->text.arena, "family %s", whose.area->family);
    return whose.area ? whose.area->name : "";
}

const char *explanation_name(const struct explanation *explanation, const struct figure *figure)
{
    struct arena *arena = explanation->text.arena;
    if (!figure->line)
        return arena_print(arena, "constant %s", figure->name);
    const char *const parts[] = {what_of(explanation, figure),
                                 whose_of(explanation, figure->line->whose)};
    const char *name = figure->line->said->id;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i][0] != '\0')
            name = arena_print(arena, "%s, %s", name, parts[i]);
    }
    return name;
}

// The walk ----------------------------------------------------------------------------------------

enum { STEP = 2 }; // spaces that what is taken stands further in

static void indent(struct explanation *explanation, size_t depth)
{
    text_print(&explanation->text, "%*s", (int)((explanation->base + depth) * STEP), "");
}

// A formula and its guard name the same things; each is told once.
static bool is_told(struct explanation *explanation, const struct figure *user, const void *what,
                    int period)
{
    for (size_t i = 0; i < explanation->told.count; i++) {
        const struct told *told = &explanation->told.items[i];
        if (told->user == user && told->what == what && told->period == period)
            return true;
    }
    *list_add(explanation->text.arena, &explanation->told) = (struct told){user, what, period};
    return false;
}

static const struct figure *user_at(const struct explanation *explanation, size_t depth)
{
    return depth > 0 && depth <= explanation->users.count ? explanation->users.items[depth - 1]
                                                          : NULL;
}

static void add_rule(struct explanation *explanation, const struct figure *figure, size_t depth)
{
    const char *rule = explanation_rule(explanation, figure);
    const char *place = explanation_place(explanation->text.arena, &figure->place);
    if (rule[0] == '\0')
        return;
    indent(explanation, depth + 1);
    text_print(&explanation->text, "%s%s%s\n", rule, place[0] != '\0' ? "   " : "", place);
}

static bool at_figure(struct trace *trace, struct figure *figure, size_t depth, bool is_again)
{
    struct explanation *explanation = trace->data;
    const struct value *value = model_value(explanation->model, figure);
    if (is_told(explanation, user_at(explanation, depth), figure, 0))
        return false;
    indent(explanation, depth);
    text_print(&explanation->text, "%s: %s%s\n", explanation_name(explanation, figure),
               explanation_value(explanation->text.arena, value),
               is_again && figure->tree ? ", as above" : "");
    if (is_again)
        return false;
    add_rule(explanation, figure, depth);
    explanation->users.count = depth < explanation->users.count ? depth : explanation->users.count;
    *list_add(explanation->text.arena, &explanation->users) = figure;
    return true;
}

static void at_cells(struct trace *trace, struct figure *user, struct series *series,
                     struct whose whose, struct span span, size_t depth)
{
    struct explanation *explanation = trace->data;
    if (!is_told(explanation, user, series, span.first))
        explanation_add_cells(explanation, user, series, whose, span,
                              (explanation->base + depth) * STEP);
}

// Members -----------------------------------------------------------------------------------------

static bool is_member(const struct area *area, struct whose whose)
{
    return whose.word != WHOSE_FAMILY || area_is_family(area, whose.area);
}

// What the figure is of each recipient that is a member.
static void add_members(struct explanation *explanation, const struct figure *user,
                        const struct meaning *meaning, size_t depth)
{
    const struct model *model = explanation->model;
    const struct whose members =
        user->kind == FIGURE_RANK ? (struct whose){WHOSE_WHOLE, NULL} : user->line->whose;
    size_t at = 0;
    for (size_t i = 0; i < model->areas.recipient_count; i++) {
        const struct area *area = model->areas.items.items[i];
        struct value value = {.kind = VALUE_BLANK};
        if (!is_member(area, members))
            continue;
        if (meaning->kind == MEANS_VALUES && at < meaning->value_count)
            value = meaning->values[at];
        if (meaning->kind == MEANS_FIGURES && at < meaning->figure_count)
            value = *model_value(explanation->model, meaning->figures[at]);
        at++;
        indent(explanation, depth);
        text_print(&explanation->text, "%s: %s\n", area->name,
                   explanation_value(explanation->text.arena, &value));
    }
}

static void at_members(struct trace *trace, struct figure *user, const struct meaning *meaning,
                       size_t depth)
{
    struct explanation *explanation = trace->data;
    const char *what = meaning->column ? meaning->column->name : "the same window";
    if (is_told(explanation, user, meaning->line, 0))
        return;
    add_members(explanation, user, meaning, depth);
    indent(explanation, depth);
    text_print(&explanation->text, "how each comes about: ask for it, %s with --recipient\n", what);
}

void explanation_add(struct explanation *explanation, struct figure *figure, size_t indent)
{
    struct trace *trace = &explanation->trace;
    trace->model = explanation->model;
    trace->data = explanation;
    trace->figure = at_figure;
    trace->cells = at_cells;
    trace->members = at_members;
    explanation->base = indent;
    trace_figure(trace, figure);
}
