// The charts' lines as figures, period by period.
#include "model/trend.h"

#include "base/spelling.h"
#include "base/text.h"
#include "model/figure.h"
#include "model/meaning.h"
#include "model/source.h"

#include <string.h>

// A point that is the measure itself in a period, where that is worked out: the lines of the chart
// below use it.
struct own_point {
    int period;
    struct figure *figure;
};

struct own_points {
    LIST(struct own_point) items;
};

// A line of a chart while it is made, and the period that its formula is worked out for.
struct making {
    struct model *model;
    struct trend *trend;
    const struct chart_line *said;
    struct own_points *own;
    int period;
    bool sound;
};

static struct window window_at(const struct making *making)
{
    return (struct window){.kind = WINDOW_PERIOD,
                           .period = {making->model->latest.kind, making->period}};
}

static const char *show_period(const struct model *model, int number)
{
    const struct calendar *calendar = &model->layout->calendar;
    return period_show(model->arena, (struct period){calendar->every, number}, calendar, NULL);
}

// Formulas ----------------------------------------------------------------------------------------

static bool report_too_few(struct making *making, const struct source *source, int period)
{
    struct model *model = making->model;
    return problem_error(model->problems, making->said->formula.place,
                         "take a shorter window for the charts, or give the source more periods",
                         "line '%s' of the charts needs %s, and '%s' has %s",
                         making->said->name.text, show_period(model, period), source->file.text,
                         source_periods_shown(model, source_periods_of(model, source)));
}

// A window that ends at the period at hand.
static struct window moved_window(const struct making *making, struct window window)
{
    const struct calendar *calendar = &making->model->layout->calendar;
    window.period = window_at(making).period;
    struct span span = window_span(window, window.period, calendar);
    if (span.first != span.last)
        return window;
    window.period.number = span.last;
    return (struct window){.kind = WINDOW_PERIOD, .period = window.period};
}

// Whether the recipient's own figure of a line over a window is one cell of its source.
static bool is_one_cell(const struct making *making, const struct meaning *meaning,
                        const struct model_line *line, struct window window)
{
    bool is_recipients =
        meaning->whose == WHOSE_OWN && making->trend->line->whose.word == WHOSE_OWN;
    return is_recipients && line->from == LINE_FROM_SERIES && series_has_periods(line->series) &&
           (window.kind == WINDOW_PERIOD || line->total == TOTAL_LATEST);
}

static struct figure *own_point(const struct making *making, const struct model_line *line,
                                struct window window)
{
    for (size_t i = 0; i < making->own->items.count; i++) {
        const struct own_point *own = &making->own->items.items[i];
        if (line == making->trend->line && window.kind == WINDOW_PERIOD &&
            own->period == window.period.number)
            return own->figure;
    }
    return NULL;
}

// Makes a name mean a line over a window: the source's own cell, where it is one, so that the
// formula reads Data!E5 and not a copy of it.
static void mean_window(struct making *making, struct meaning *meaning, struct model_line *line,
                        struct window window)
{
    int period = window.period.number;
    struct figure *own = meaning->whose == WHOSE_OWN ? own_point(making, line, window) : NULL;
    if (own) {
        *meaning = (struct meaning){.kind = MEANS_FIGURE, .figure = own};
        return;
    }
    if (!is_one_cell(making, meaning, line, window)) {
        *meaning = (struct meaning){
            .kind = MEANS_WINDOW, .line = line, .window = window, .whose = meaning->whose};
        return;
    }
    *meaning = (struct meaning){
        .kind = MEANS_SERIES_CELL, .series = line->series, .span = {period, period}};
    if (!source_may_have(making->model, line->series->source, period) && making->sound)
        making->sound = report_too_few(making, line->series->source, period);
}

// Windows end at the period at hand, and every name is to be a number.
static bool move_name(struct expression *name, void *data)
{
    struct making *making = data;
    struct meaning *meaning = name->bound;
    struct model_line *line = meaning->line ? meaning->line : making->trend->line;
    struct window window = meaning->window;
    name->is_figure = true;
    if (meaning->kind == MEANS_LINE)
        window = (struct window){.kind = WINDOW_LATEST};
    if (meaning->kind == MEANS_WINDOW || meaning->kind == MEANS_LINE)
        mean_window(making, meaning, line, moved_window(making, window));
    return true;
}

// The names of the measures above, in place of the name that stands for all of them.
static void add_above(struct making *making, const struct expression *name,
                      struct expression **parts, size_t *count)
{
    struct model *model = making->model;
    struct model_line **lines;
    size_t line_count = meaning_lines_above(model, making->trend->line, &lines);
    for (size_t i = 0; i < line_count; i++) {
        struct meaning *meaning = arena_new(model->arena, struct meaning);
        *meaning = (struct meaning){.kind = MEANS_LINE, .line = lines[i]->base};
        parts[*count] = expression_of_name(model->arena, meaning, true);
        parts[*count]->text = lines[i]->said->id;
        parts[(*count)++]->place = name->place;
    }
}

static bool is_above(const struct expression *tree)
{
    return tree->kind == EXPRESSION_NAME &&
           ((const struct meaning *)tree->bound)->kind == MEANS_ABOVE;
}

// SUM(above) as SUM(arson,burglary), so that it reads the sources' cells.
static void spread_above(struct making *making, struct expression *tree)
{
    size_t most = making->trend->line->sheet->register_table.lines.count + 1;
    for (size_t i = 0; i < tree->count; i++) {
        struct expression *part = tree->parts[i];
        spread_above(making, part);
        if (tree->kind != EXPRESSION_CALL || !is_above(part))
            continue;
        struct expression **parts =
            arena_array(making->model->arena, struct expression *, tree->count + most);
        size_t count = i;
        memcpy(parts, tree->parts, i * sizeof(*parts));
        add_above(making, part, parts, &count);
        if (count == i)
            continue;
        memcpy(parts + count, tree->parts + i + 1, (tree->count - i - 1) * sizeof(*parts));
        tree->count += count - i - 1;
        tree->parts = parts;
    }
}

// The tree of a formula with its names bound, moved to the period at hand.
static struct expression *tree_at(struct making *making, const struct said *formula,
                                  enum scope_kind kind)
{
    struct model *model = making->model;
    struct scope scope = {kind, making->trend->line->sheet, making->trend->line};
    struct expression *tree =
        expression_read(formula->text, formula->place, model->arena, model->problems);
    making->sound = tree && meaning_bind(model, tree, scope);
    if (making->sound) {
        spread_above(making, tree);
        expression_names(tree, move_name, making);
    }
    return making->sound ? tree : NULL;
}

// Whether a tree is no more than the measure itself in a period, and the measure is worked out.
static bool is_own(const struct making *making, const struct expression *tree, int *period)
{
    const struct model_line *line = making->trend->line;
    const struct meaning *meaning = tree->bound;
    if (tree->kind != EXPRESSION_NAME || line->from != LINE_FROM_FORMULA)
        return false;
    *period = meaning->window.period.number;
    return meaning->kind == MEANS_WINDOW && meaning->line == line && meaning->whose == WHOSE_OWN &&
           meaning->window.kind == WINDOW_PERIOD;
}

// Points ------------------------------------------------------------------------------------------

static size_t point_count(const struct trend *trend)
{
    return (size_t)(trend->span.last - trend->span.first) + 1;
}

const struct trend *model_trend(const struct model *model, const struct model_line *line)
{
    for (size_t i = 0; i < model->trends.count; i++) {
        if (model->trends.items[i].line == line)
            return &model->trends.items[i];
    }
    return NULL;
}

bool model_point(const struct model *model, const struct trend *trend,
                 const struct trend_line *line, int point, double *number)
{
    if (line->figures) {
        const struct figure *figure = line->figures[point];
        *number = figure ? figure->value.number : 0;
        return figure != NULL;
    }
    const struct input *input =
        series_input(model, line->series, trend->line->whose.area, line->first + point);
    *number = input->number;
    return input->format && !input->text;
}

static bool has_any_point(const struct model *model, const struct trend *trend,
                          const struct trend_line *line)
{
    double number;
    for (size_t i = 0; i < point_count(trend); i++) {
        if (model_point(model, trend, line, (int)i, &number))
            return true;
    }
    return false;
}

// A word in a cell would be drawn as a zero.
static bool has_word(const struct making *making, const struct trend_line *line, size_t count)
{
    const struct area *area = making->trend->line->whose.area;
    for (size_t i = 0; i < count; i++) {
        if (series_input(making->model, line->series, area, line->first + (int)i)->text)
            return true;
    }
    return false;
}

// Whether all points are cells of a source side by side, in the order of their periods.
static bool is_in_source(const struct making *making, struct expression *const *trees, size_t count,
                         struct trend_line *line)
{
    for (size_t i = 0; i < count; i++) {
        const struct meaning *meaning = trees[i]->bound;
        if (trees[i]->kind != EXPRESSION_NAME || meaning->kind != MEANS_SERIES_CELL)
            return false;
        if (i == 0)
            line->first = meaning->span.first;
        if (meaning->span.first != line->first + (int)i)
            return false;
        line->series = meaning->series;
    }
    return !has_word(making, line, count);
}

static struct figure *add_point(struct making *making, struct expression *tree)
{
    struct model *model = making->model;
    const struct model_line *line = making->trend->line;
    struct figure *figure = figure_add(
        model, (struct figure){
                   .kind = FIGURE_POINT,
                   .line = making->trend->line,
                   .window = window_at(making),
                   .name = arena_print(model->arena, "%s, %s, %s", line->said->id,
                                       making->said->name.text, show_period(model, making->period)),
                   .place = making->said->formula.place,
                   .format = making->trend->format,
                   .tree = meaning_guard(model, tree),
               });
    return model_value(model, figure)->kind == VALUE_NUMBER ? figure : NULL;
}

// A point that is the measure itself has the measure's own formula.
static struct figure *add_own_point(struct making *making, int period)
{
    struct making moved = *making;
    moved.period = period;
    struct expression *tree = tree_at(&moved, &making->trend->line->said->value, SCOPE_LINE);
    struct figure *figure = tree ? add_point(making, tree) : NULL;
    if (figure)
        *list_add(making->model->arena, &making->own->items) = (struct own_point){period, figure};
    return figure;
}

static struct figure **add_points(struct making *making, struct expression *const *trees,
                                  size_t count)
{
    struct figure **figures = arena_array(making->model->arena, struct figure *, count);
    for (size_t i = 0; i < count; i++) {
        int period;
        making->period = making->trend->span.first + (int)i;
        figures[i] = is_own(making, trees[i], &period) ? add_own_point(making, period)
                                                       : add_point(making, trees[i]);
    }
    return figures;
}

static void make_line(struct making *making)
{
    struct model *model = making->model;
    struct trend *trend = making->trend;
    size_t count = point_count(trend);
    struct expression **trees = arena_array(model->arena, struct expression *, count);
    for (size_t i = 0; i < count; i++) {
        making->period = trend->span.first + (int)i;
        trees[i] = tree_at(making, &making->said->formula, SCOPE_CHART);
        if (!trees[i])
            return;
    }
    struct trend_line line = {
        .index = model->trend_line_count,
        .said = making->said,
        .name = model_text(model, &making->said->name, trend->line->sheet, trend->line, NULL),
    };
    if (!is_in_source(making, trees, count, &line)) {
        line.series = NULL;
        line.figures = add_points(making, trees, count);
    }
    if (!has_any_point(model, trend, &line))
        return;
    model->trend_line_count++;
    *list_add(model->arena, &trend->lines) = line;
}

// Charts ------------------------------------------------------------------------------------------

// Of the line, of its sheet, or as its newest figure was typed.
static const char *point_format(const struct model *model, const struct trend *trend)
{
    const struct model_line *line = trend->line;
    const char *format = model_line_format(line);
    for (int period = trend->span.last; !format && line->series && period >= trend->span.first;
         period--)
        format = series_input(model, line->series, line->whose.area, period)->format;
    return format;
}

static void make_trend(struct model *model, struct model_line *line, struct window window)
{
    struct trend trend = {
        .line = line,
        .span = window_span(window, line->latest, &model->layout->calendar),
    };
    trend.format = point_format(model, &trend);
    struct own_points own = {0};
    for (size_t i = 0; i < line->sheet->charts->lines.count; i++) {
        struct making making = {.model = model,
                                .trend = &trend,
                                .said = &line->sheet->charts->lines.items[i],
                                .own = &own};
        make_line(&making);
    }
    *list_add(model->arena, &model->trends) = trend;
}

static bool read_window(struct model *model, const struct charts *charts, struct window *window)
{
    const struct said *said = &charts->window;
    if (model->layout->calendar.every == PERIOD_NONE)
        return problem_error(model->problems, said->place, "say `periods:` in the layout",
                             "charts need periods");
    if (window_read(said->text, window))
        return true;
    const char *nearest = spelling_nearest(said->text, window_words, window_word_count);
    return problem_error(model->problems, said->place,
                         nearest ? arena_print(model->arena, "did you mean '%s'?", nearest)
                                 : "name a window, such as rolling24 or fytd",
                         "no window is called '%s'", said->text);
}

// A measure whose value is `none` has no chart; one without a word about it is a slip.
static bool has_figures(struct model *model, const struct model_line *line)
{
    if (line->from == LINE_FROM_NOTHING && line->said->value.text[0] == '\0')
        problem_error(model->problems, line->sheet->charts->window.place,
                      "name it in the sheet, as in `data: crime`; a measure whose value is `none` "
                      "has no chart",
                      "no source gives the figures that sheet '%s' draws", line->sheet->name);
    return line->from != LINE_FROM_NOTHING;
}

void trends_make(struct model *model)
{
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        const struct sheet *sheet = &model->layout->sheets.items[i];
        struct window window = {0};
        if (!sheet->charts || !read_window(model, sheet->charts, &window))
            continue;
        for (size_t k = 0; k < sheet->register_table.lines.count; k++) {
            struct model_line *line = model_line_of(model, sheet, k);
            if (line->said->kind == ROW_MEASURE && has_figures(model, line))
                make_trend(model, line, window);
        }
    }
}
