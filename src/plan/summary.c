// The Summary sheet: lights counted, what turned since the period before, the worst gaps first.
#include "plan/summary.h"

#include "base/font.h"
#include "base/text.h"
#include "model/light.h"
#include "model/mark.h"
#include "model/past.h"
#include "model/wording.h"

#include <stdlib.h>

enum { LEAST_COLUMNS = 5, MOST_GAPS = 10 };

// Lights ------------------------------------------------------------------------------------------

static struct lights all_lights(struct builder *builder)
{
    struct model *model = builder->model;
    struct lights lights = {0};
    for (size_t i = 0; i < builder->figure_room; i++) {
        struct figure *figure = model->figures.items[i];
        if (figure->kind != FIGURE_LIGHT)
            continue;
        const struct model_line *line = figure->line;
        *list_add(builder->arena, &lights.items) = (struct light){
            .line = figure->line,
            .column = figure->column,
            .scale = line->judged_by ? line->judged_by->scale : line->scale,
            .light = figure,
            .state = model_state(model, figure->line, figure->column),
        };
    }
    return lights;
}

// How many tables of the layout have lights; how many judged columns one of them has.
static size_t judged_columns(const struct sheet *sheet)
{
    size_t count = 0;
    for (size_t i = 0; i < sheet->columns.count; i++)
        count += sheet->columns.items[i].light || sheet->columns.items[i].shows == COLUMN_JUDGE;
    return count;
}

static size_t judged_sheets(const struct layout *layout)
{
    size_t count = 0;
    for (size_t i = 0; i < layout->sheets.count; i++)
        count += judged_columns(&layout->sheets.items[i]) > 0;
    return count;
}

const char *summary_name(struct builder *builder, const struct light *light)
{
    const struct model_line *line = light->line;
    const struct layout *layout = builder->model->layout;
    struct text name = {.arena = builder->arena};
    bool is_anothers = line->whose.area && line->whose.area != builder->model->recipient;
    text_print(&name, "%s%s%s", is_anothers ? line->whose.area->name : "", is_anothers ? ": " : "",
               wording_of_line(builder->model, line));
    if (judged_columns(line->sheet) > 1)
        text_print(&name, ", %s", wording_of_column(builder->model, line->sheet, light->column));
    if (judged_sheets(layout) > 1)
        text_print(&name, " (%s)", line->sheet->name);
    return text_done(&name);
}

static const char *state_of(struct builder *builder, const struct light *light)
{
    const struct value *value = model_value(builder->model, light->state);
    return value->kind == VALUE_TEXT ? value->text : "";
}

// Its place in the scale, the best first; the count where it is none of it.
static size_t place_in(const struct scale *scale, const char *name)
{
    size_t place = 0;
    while (place < scale->states.count && !text_equal(scale->states.items[place].name, name))
        place++;
    return place;
}

void summary_put_light(struct across *front, uint16_t column, const struct light *light)
{
    struct builder *builder = front->builder;
    build_slot(builder, (struct slot){
                            .kind = SLOT_REFERENCE,
                            .spot = {front->number, front->row, column},
                            .figure = light->light,
                            .style = build_style(builder, "measure", "centre", NULL),
                        });
    *list_add(builder->arena, &builder->lit_cells) = (struct lit_cell){
        .range = {front->row, front->row, column, column},
        .sheet = front->number,
        .state = light->state,
        .scale = light->scale,
    };
}

void summary_put_section(struct across *front, const char *title, const char *text)
{
    front->row++;
    front_band(front, title);
    build_tie(front->builder, front->number, front->row);
    build_across(front, "text", NULL, text);
}

// What turned -------------------------------------------------------------------------------------

// The light of the period before, as it was then.
static void put_past(struct across *front, const struct light *light, const char *name)
{
    struct builder *builder = front->builder;
    const struct state *state = &light->scale->states.items[place_in(light->scale, name)];
    struct style *style = arena_new(builder->arena, struct style);
    *style = *build_state_style(builder, state, "measure");
    style->across = ACROSS_CENTRE;
    struct cell *cell = plan_text_add(builder->arena, front_plan(front), front->row, SUMMARY_FIRST,
                                      style, state->shows ? state->shows : state->name);
    cell->format = build_symbol_format(builder, state, NULL);
}

static void put_turn(struct across *front, const struct light *light, const char *past)
{
    size_t then = place_in(light->scale, past);
    size_t now = place_in(light->scale, state_of(front->builder, light));
    front_put(front, SUMMARY_NAME, "measure", summary_name(front->builder, light));
    put_past(front, light, past);
    summary_put_light(front, SUMMARY_SECOND, light);
    front_put(front, SUMMARY_THIRD, "measure", now > then ? "worse" : "better");
    front->row++;
}

struct turns {
    size_t worse, better, same, unknown;
};

static struct turns count_turns(struct builder *builder, const struct lights *lights)
{
    struct turns turns = {0};
    for (size_t i = 0; i < lights->items.count; i++) {
        const struct light *light = &lights->items.items[i];
        const char *past = past_state(builder->model, light->line, light->column);
        size_t now = place_in(light->scale, state_of(builder, light));
        size_t then = past ? place_in(light->scale, past) : light->scale->states.count;
        if (now == light->scale->states.count)
            continue;
        turns.unknown += then == light->scale->states.count;
        turns.same += then == now;
        turns.better += then < light->scale->states.count && now < then;
        turns.worse += then < now;
    }
    return turns;
}

static const char *turns_text(struct builder *builder, const struct turns *turns)
{
    struct text text = {.arena = builder->arena};
    const char *before =
        front_period(builder->arena, builder->model, builder->model->latest.number - 1);
    text_print(&text, "Against %s, as it comes out on today's figures: %zu worse, %zu better, %zu ",
               before, turns->worse, turns->better, turns->same);
    text_add(&text, "the same");
    if (turns->unknown > 0)
        text_print(&text, ", %zu that had no light then", turns->unknown);
    text_add(&text, ". What stood then is as it was when this was built.");
    return text_done(&text);
}

// Those that turned for the worse come first.
static void put_turns(struct across *front, const struct lights *lights)
{
    static const char *const headings[LEAST_COLUMNS] = {"Measure", "Then", "Now", "Turned"};
    struct builder *builder = front->builder;
    struct turns turns = count_turns(builder, lights);
    if (turns.same + turns.better + turns.worse == 0)
        return;
    summary_put_section(front, "What turned", turns_text(builder, &turns));
    if (turns.better + turns.worse == 0)
        return;
    front_headings_part(front, headings, SUMMARY_THIRD);
    for (size_t turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < lights->items.count; i++) {
            const struct light *light = &lights->items.items[i];
            const char *past = past_state(builder->model, light->line, light->column);
            size_t now = place_in(light->scale, state_of(builder, light));
            size_t then = past ? place_in(light->scale, past) : now;
            if (now < light->scale->states.count && (turn == 0 ? then < now : then > now))
                put_turn(front, light, past);
        }
    }
}

// The worst gaps ----------------------------------------------------------------------------------

struct gap {
    const struct light *light;
    struct figure *gap;
    size_t order;
};

struct gaps {
    LIST(struct gap) items;
};

static int compare_gaps(const void *one, const void *other)
{
    const struct gap *left = one, *right = other;
    double first = left->gap->value.number, second = right->gap->value.number;
    if (first < second || first > second)
        return first < second ? -1 : 1;
    return (left->order > right->order) - (left->order < right->order);
}

static const struct gaps *find_gaps(struct builder *builder, const struct lights *lights)
{
    struct gaps *gaps = arena_new(builder->arena, struct gaps);
    for (size_t i = 0; i < lights->items.count; i++) {
        const struct light *light = &lights->items.items[i];
        struct figure *gap = model_gap(builder->model, light->line, light->column);
        const struct value *value = gap ? model_value(builder->model, gap) : NULL;
        if (value && value->kind == VALUE_NUMBER && value->number < 0)
            *list_add(builder->arena, &gaps->items) = (struct gap){light, gap, i};
    }
    if (gaps->items.count > 0)
        qsort(gaps->items.items, gaps->items.count, sizeof *gaps->items.items, compare_gaps);
    return gaps;
}

static void put_figure(struct across *front, uint16_t column, struct figure *figure,
                       const char *format)
{
    struct builder *builder = front->builder;
    struct content content = model_figure_content(builder->model, figure, format);
    struct cell_marks marks = {.is_provisional = model_is_provisional(builder->model, figure)};
    const char *suffix = mark_suffix(builder->model, marks, builder->arena);
    const struct style *style = build_style(builder, "measure", "right", NULL);
    double width = build_width(front_plan(front), column);
    bool fits =
        font_text_width((struct font){style->size, false}, content.text) < font_column_room(width);
    build_slot(builder,
               (struct slot){
                   .kind = fits ? SLOT_REFERENCE : SLOT_TEXT,
                   .spot = {front->number, front->row, column},
                   .figure = figure,
                   .format = mark_format(builder->arena, content.format, &figure->value, suffix),
                   .style = style,
               });
}

static const char *target_format(const struct model_line *line)
{
    const char *own = line->said->target_format.text;
    if (own[0] != '\0')
        return own;
    return line->target->format ? line->target->format : model_line_format(line);
}

static void put_gap(struct across *front, const struct gap *gap)
{
    struct builder *builder = front->builder;
    const struct light *light = gap->light;
    struct model_line *line = light->line;
    struct figure *actual = model_actual(builder->model, line, light->column);
    front_put(front, SUMMARY_NAME, "measure", summary_name(builder, light));
    put_figure(front, SUMMARY_FIRST, actual->line->target, target_format(actual->line));
    put_figure(front, SUMMARY_SECOND, actual,
               model_format(builder->model, actual->line, light->column));
    put_figure(front, SUMMARY_THIRD, gap->gap, gap->gap->format);
    summary_put_light(front, SUMMARY_FOURTH, light);
    front->row++;
}

static void put_gaps(struct across *front, const struct lights *lights)
{
    static const char *const headings[LEAST_COLUMNS] = {"Measure", "Target", "Actual", "Gap",
                                                        "Light"};
    struct builder *builder = front->builder;
    const struct gaps *gaps = find_gaps(builder, lights);
    size_t shown = 0;
    if (gaps->items.count == 0)
        return;
    while (shown < MOST_GAPS && shown < gaps->items.count)
        shown++;
    summary_put_section(
        front, "Worst gaps first",
        arena_print(builder->arena,
                    "%zu of %zu that are short of their target, in the order that they had when "
                    "this was built. The rules are those of the lights; more is better.",
                    shown, gaps->items.count));
    front_headings_part(front, headings, SUMMARY_FOURTH);
    for (size_t i = 0; i < shown; i++)
        put_gap(front, &gaps->items.items[i]);
}

// The sheet ---------------------------------------------------------------------------------------

static const double *column_widths(struct builder *builder, size_t count)
{
    static const double name = 38, word = 12, state = 10.5;
    double *widths = arena_array(builder->arena, double, count);
    for (size_t i = 0; i < count; i++)
        widths[i] = i == SUMMARY_NAME ? name : i <= SUMMARY_SECOND ? word : state;
    return widths;
}

void build_summary(struct builder *builder)
{
    struct lights lights = {0};
    if (builder->pack.summary)
        lights = all_lights(builder);
    if (lights.items.count == 0)
        return;
    size_t count = summary_most_states(&lights) + SUMMARY_THIRD;
    count = count < LEAST_COLUMNS ? LEAST_COLUMNS : count;
    struct across front = front_open(builder, "Summary", PART_SUMMARY,
                                     column_widths(builder, count), count, "Summary");
    front.row--;
    summary_put_counts(&front, &lights);
    put_turns(&front, &lights);
    put_gaps(&front, &lights);
}
