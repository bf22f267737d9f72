#include "model/figure.h"

#include "base/number.h"
#include "base/text.h"
#include "model/light.h"
#include "model/meaning.h"
#include "model/source.h"

struct figure *figure_add(struct model *model, struct figure figure)
{
    struct figure *kept = arena_new(model->arena, struct figure);
    *kept = figure;
    kept->index = model->figures.count;
    if (!kept->tree)
        kept->status = FIGURE_KNOWN;
    *list_add(model->arena, &model->figures) = kept;
    if (kept->line)
        *list_add(model->arena, &kept->line->figures) = kept;
    return kept;
}

struct figure *figure_find(const struct model_line *line, enum figure_kind kind,
                           const struct column *column, struct window window)
{
    for (size_t i = 0; i < line->figures.count; i++) {
        struct figure *figure = line->figures.items[i];
        if (figure->kind == kind && figure->column == column &&
            window_equal(figure->window, window))
            return figure;
    }
    return NULL;
}

bool figure_read_typed(struct model *model, const char *text, struct figure *figure)
{
    struct number number;
    if (number_read(model->arena, text, &number)) {
        figure->value = (struct value){.kind = VALUE_NUMBER, .number = number.value};
        figure->format = number.format;
        return true;
    }
    if (layout_accepts_word(model->layout, text)) {
        figure->value = (struct value){.kind = VALUE_TEXT, .text = text};
        return true;
    }
    return false;
}

// Windows -----------------------------------------------------------------------------------------

static bool has_all_periods(struct model *model, const struct series *series, struct span span)
{
    bool has = true;
    for (int period = span.first; period <= span.last; period++)
        has &= source_has_period(model, series->source, period);
    return has;
}

// As the newest figure of the window was typed.
static const char *typed_format(const struct model *model, const struct series *series,
                                struct span span)
{
    for (int period = span.last; period >= span.first; period--) {
        const struct input *input = series_input(model, series, period);
        if (input->format)
            return input->format;
    }
    return NULL;
}

static struct expression *series_tree(struct model *model, const struct model_line *line,
                                      struct span span)
{
    struct arena *arena = model->arena;
    bool is_one = span.first == span.last;
    if (line->total == TOTAL_LATEST)
        span.first = span.last;
    struct expression *cells = meaning_of_series(model, line->series, span);
    if (is_one || line->total == TOTAL_LATEST)
        return meaning_guard(model, cells);
    const char *function = line->total == TOTAL_AVERAGE ? "AVERAGE" : "SUM";
    return meaning_guard(model, expression_call(arena, function, 1, cells));
}

static struct figure *add_series_figure(struct model *model, struct model_line *line,
                                        struct figure figure)
{
    struct span span = {0, 0};
    if (series_has_periods(line->series)) {
        span = window_span(figure.window, line->latest, &model->layout->calendar);
        if (line->total == TOTAL_NONE && span.first != span.last)
            return NULL;
        if (!has_all_periods(model, line->series, span))
            return NULL;
    }
    figure.tree = series_tree(model, line, span);
    figure.format = typed_format(model, line->series, span);
    return figure_add(model, figure);
}

struct figure *figure_in_window(struct model *model, struct model_line *line, struct window window)
{
    struct figure *known = figure_find(line, FIGURE_WINDOW, NULL, window);
    if (known || line->from == LINE_FROM_NOTHING)
        return known;
    struct figure figure = {
        .kind = FIGURE_WINDOW,
        .line = line,
        .window = window,
        .name = line->said->id,
        .place = line->said->value.place,
    };
    if (line->from == LINE_FROM_SERIES)
        return add_series_figure(model, line, figure);
    figure.tree = line->formula;
    return figure_add(model, figure);
}

// Columns -----------------------------------------------------------------------------------------

// The cell of a register under the column's own name, which stands in place of the column's rule.
static struct said override_of(struct model *model, const struct model_line *line,
                               const struct column *column)
{
    const struct table *table = &line->sheet->register_table.table;
    int heading = meaning_heading_instead(line, column->name);
    return (struct said){row_cell(line->said->row, heading),
                         table_place(model->arena, table->file, line->said->row, heading)};
}

static struct figure *add_column_figure(struct model *model, struct model_line *line,
                                        const struct column *column, struct said formula)
{
    struct figure figure = {
        .kind = FIGURE_COLUMN,
        .line = line,
        .column = column,
        .name = arena_print(model->arena, "%s, %s", line->said->id, column->name),
        .place = formula.place,
    };
    if (figure_read_typed(model, formula.text, &figure))
        return figure_add(model, figure);
    struct scope scope = {SCOPE_COLUMN, line->sheet, line};
    struct expression *tree =
        expression_read(formula.text, formula.place, model->arena, model->problems);
    if (!tree || !meaning_bind(model, tree, scope))
        return NULL;
    figure.tree = meaning_guard(model, tree);
    return figure_add(model, figure);
}

struct figure *figure_in_column(struct model *model, struct model_line *line,
                                const struct column *column)
{
    static const struct window no_window = {0};
    struct window window;
    enum column_means means = meaning_of_column(line->sheet, column, &window);
    struct figure *known = figure_find(line, FIGURE_COLUMN, column, no_window);
    if (known)
        return known;
    if (means == COLUMN_MEANS_LABEL || means == COLUMN_MEANS_OWN)
        return figure_own(model, line, column->what.text);
    struct said instead = override_of(model, line, column);
    if (instead.text[0] != '\0' && means != COLUMN_MEANS_TARGET)
        return add_column_figure(model, line, column, instead);
    switch (means) {
    case COLUMN_MEANS_TARGET:
        return line->target;
    case COLUMN_MEANS_WINDOW:
        return figure_in_window(model, line, window);
    case COLUMN_MEANS_FORMULA:
        return add_column_figure(model, line, column, column->what);
    case COLUMN_MEANS_LIGHT:
        return light_figure(model, line, meaning_column(line->sheet, column->what.text));
    case COLUMN_MEANS_LABEL:
    case COLUMN_MEANS_OWN:
    case COLUMN_MEANS_NOTHING:
        break;
    }
    return NULL;
}

struct figure *figure_own(struct model *model, struct model_line *line, const char *heading)
{
    for (size_t i = 0; i < line->figures.count; i++) {
        struct figure *figure = line->figures.items[i];
        if (figure->kind == FIGURE_OWN && text_same(figure->heading, heading))
            return figure;
    }
    const struct table *table = &line->sheet->register_table.table;
    int column = table_column(&table->headings, heading);
    struct figure figure = {
        .kind = FIGURE_OWN,
        .line = line,
        .name = arena_print(model->arena, "%s, %s", line->said->id, heading),
        .place = table_place(model->arena, table->file, line->said->row, column),
        .heading = heading,
    };
    const char *text = row_cell(line->said->row, column);
    if (column < 0 && text_equal(heading, "label"))
        text = line->said->label.text;
    if (text[0] == '\0')
        figure.value = (struct value){.kind = VALUE_BLANK};
    else if (!figure_read_typed(model, text, &figure))
        figure.value = (struct value){.kind = VALUE_TEXT, .text = text};
    return figure_add(model, figure);
}

// Values ------------------------------------------------------------------------------------------

// "a uses b, b uses a": the figures that are being worked out, from the one that came again.
static void report_circle(struct model *model, const struct figure *again)
{
    struct text chain = {.arena = model->arena};
    size_t first = 0;
    while (model->busy.items[first] != again)
        first++;
    for (size_t i = first; i < model->busy.count; i++) {
        bool is_last = i + 1 == model->busy.count;
        const struct figure *next = is_last ? again : model->busy.items[i + 1];
        text_print(&chain, "%s%s uses %s", i > first ? ", " : "", model->busy.items[i]->name,
                   next->name);
    }
    problem_error(model->problems, again->place, "a formula may not come back to itself",
                  "circular formula: %s", text_done(&chain));
}

const struct value *model_value(struct model *model, struct figure *figure)
{
    if (figure->status == FIGURE_KNOWN)
        return &figure->value;
    if (figure->status == FIGURE_BUSY) {
        report_circle(model, figure);
        figure->status = FIGURE_KNOWN;
        return &figure->value;
    }
    struct model_user user = {model, figure};
    struct name_reader reader = {.read = meaning_read, .data = &user};
    figure->status = FIGURE_BUSY;
    *list_add(model->arena, &model->busy) = figure;
    struct value value = expression_value(figure->tree, &reader, model->arena);
    model->busy.count--;
    bool was_circle = figure->status == FIGURE_KNOWN;
    figure->value = value;
    figure->status = FIGURE_KNOWN;
    if (value.kind == VALUE_ERROR && !was_circle)
        problem_error(model->problems, figure->place,
                      "guard it with IF or IFERROR, or mend the figures that it uses",
                      "'%s' comes to %s", figure->name, value.text);
    return &figure->value;
}
