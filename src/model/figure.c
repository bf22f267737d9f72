#include "model/figure.h"

#include "base/number.h"
#include "base/text.h"
#include "model/given.h"
#include "model/light.h"
#include "model/meaning.h"
#include "model/series.h"
#include "model/shared.h"
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
        figure->value =
            (struct value){.kind = VALUE_TEXT, .text = layout_shown_word(model->layout, text)};
        return true;
    }
    return false;
}

// Windows -----------------------------------------------------------------------------------------

// As the newest figure of the window was typed.
static const char *typed_format(const struct model *model, const struct series *series,
                                struct whose whose, struct span span)
{
    for (int period = span.last; period >= span.first; period--) {
        const struct input *input = series_input(model, series, whose.area, period);
        if (input->format)
            return input->format;
    }
    return NULL;
}

static struct expression *series_tree(struct model *model, const struct model_line *line,
                                      struct span span)
{
    struct arena *arena = model->arena;
    double periods = span.last - span.first + 1;
    bool is_set = line->whose.word != WHOSE_OWN && series_is_by_area(model, line->series);
    bool is_one = span.first == span.last || line->total == TOTAL_LATEST;
    if (line->total == TOTAL_LATEST)
        span.first = span.last;
    struct expression *cells = meaning_of_series(model, line->series, span, is_one && !is_set);
    if (is_one && !is_set)
        return meaning_guard(model, cells);
    bool is_average = line->total == TOTAL_AVERAGE && !is_one;
    struct expression *tree =
        expression_call(arena, is_average && !is_set ? "AVERAGE" : "SUM", 1, cells);
    if (is_average && is_set)
        tree =
            expression_operate(arena, OPERATION_DIVIDE, tree, expression_of_number(arena, periods));
    return meaning_guard(model, tree);
}

// What a set's figure adds up stands on Data area by area, also where no sheet shows the areas.
static void make_members(struct model *model, const struct model_line *line)
{
    const struct area **areas;
    bool is_set = line->whose.word != WHOSE_OWN && series_is_by_area(model, line->series);
    if (!is_set || model->recipient)
        return;
    size_t count = series_areas(model, line->series, line->whose, model->arena, &areas);
    for (size_t i = 0; i < count; i++)
        model_line_for(model, line->series->line->base, (struct whose){WHOSE_OWN, areas[i]});
}

static struct figure *add_series_figure(struct model *model, struct model_line *line,
                                        struct figure figure)
{
    struct span span = {0, 0};
    if (series_has_periods(line->series)) {
        span = window_span(figure.window, line->latest, &model->layout->calendar);
        if (line->total == TOTAL_NONE && span.first != span.last)
            return NULL;
        if (!source_has_periods(model, line->series->source, span))
            return NULL;
    }
    make_members(model, line);
    figure.tree = series_tree(model, line, span);
    figure.format = typed_format(model, line->series, line->whose, span);
    return figure_add(model, figure);
}

// Members ----------------------------------------------------------------------------------------

static bool is_mean_of_family(const struct model *model, const struct model_line *line)
{
    return line->whose.word == WHOSE_FAMILY &&
           model->layout->recipients.family_figure == FAMILY_MEAN;
}

static bool is_member(const struct area *area, struct whose whose)
{
    return whose.word != WHOSE_FAMILY || area_is_family(area, whose.area);
}

// In a recipient's workbook: what the members' figures come to, since the figures are not its own.
static void take_values(struct model *model, const struct model_line *line, struct whose whose,
                        struct meaning *members)
{
    struct place place = members->column ? members->column->what.place : line->said->value.place;
    const struct member_figures *all =
        shared_members(model, line, members->column, members->window, place);
    LIST(struct value) values = {0};
    members->kind = MEANS_VALUES;
    for (size_t i = 0; i < model->areas.recipient_count; i++) {
        if (!is_member(model->areas.items.items[i], whose))
            continue;
        *list_add(model->arena, &values) = all->values[i];
        members->is_provisional |= all->provisional[i];
    }
    members->values = values.items;
    members->value_count = values.count;
}

static void take_figures(struct model *model, struct model_line *line, struct whose whose,
                         struct meaning *members)
{
    LIST(struct figure *) figures = {0};
    for (size_t i = 0; i < model->areas.recipient_count; i++) {
        const struct area *area = model->areas.items.items[i];
        if (!is_member(area, whose))
            continue;
        struct model_line *member = model_line_for(model, line, (struct whose){WHOSE_OWN, area});
        struct figure *figure = members->column ? figure_in_column(model, member, members->column)
                                                : figure_in_window(model, member, members->window);
        if (figure)
            *list_add(model->arena, &figures) = figure;
    }
    members->kind = MEANS_FIGURES;
    members->figures = figures.items;
    members->figure_count = figures.count;
}

// The same figure of each recipient that `whose` takes in.
static struct expression *of_members(struct model *model, struct model_line *line,
                                     const struct column *column, struct window window,
                                     struct whose whose)
{
    struct meaning members = {
        .line = line->base, .column = column, .window = window, .whose = whose.word};
    if (model->recipient)
        take_values(model, line, whose, &members);
    else
        take_figures(model, line, whose, &members);
    return meaning_of_members(model, members);
}

// IF(COUNT(members)<3,"Not available",AVERAGE(members)): an average over fewer gives one away.
static struct figure *add_family_mean(struct model *model, struct model_line *line,
                                      const struct column *column, struct figure figure)
{
    struct arena *arena = model->arena;
    double least = model->layout->recipients.least_members;
    struct expression *members = of_members(model, line, column, figure.window, line->whose);
    struct expression *count = expression_call(arena, "COUNT", 1, members);
    figure.tree = expression_call(
        arena, "IF", 3,
        expression_operate(arena, OPERATION_LESS, count, expression_of_number(arena, least)),
        expression_of_text(arena, model->layout->words.missing.text),
        expression_call(arena, "AVERAGE", 1, members));
    return figure_add(model, figure);
}

struct figure *figure_rank(struct model *model, struct model_line *line,
                           const struct column *column, struct window window)
{
    struct arena *arena = model->arena;
    struct figure *known = figure_find(line, FIGURE_RANK, column, window);
    struct figure *own =
        column ? figure_in_column(model, line, column) : figure_in_window(model, line, window);
    if (known || !own)
        return known;
    static const struct whose everyone = {WHOSE_WHOLE, NULL};
    struct expression *members = of_members(model, line, column, window, everyone);
    struct expression *rank =
        expression_call(arena, "RANK", 3, meaning_of_figure(model, own), members,
                        expression_of_number(arena, line->lower_is_better ? 1 : 0));
    return figure_add(model, (struct figure){
                                 .kind = FIGURE_RANK,
                                 .line = line,
                                 .column = column,
                                 .window = window,
                                 .name = arena_print(arena, "%s, rank", line->said->id),
                                 .place = own->place,
                                 .format = "0",
                                 .tree = meaning_guard(model, rank),
                             });
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
    if (is_mean_of_family(model, line))
        return add_family_mean(model, line, NULL, figure);
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
    if (is_mean_of_family(model, line))
        return add_family_mean(model, line, column, figure);
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

// A cell under the column's name in the register stands in place of what the source says.
static struct figure *add_given_figure(struct model *model, struct model_line *line,
                                       const struct column *column)
{
    struct said instead = override_of(model, line, column);
    const struct input *given = instead.text[0] == '\0' ? given_text(model, line, column) : NULL;
    struct figure figure = {
        .kind = FIGURE_COLUMN,
        .line = line,
        .column = column,
        .name = arena_print(model->arena, "%s, %s", line->said->id, column->name),
        .place = instead.place,
        .value = {.kind = VALUE_BLANK},
    };
    if (given && given->format && column->format.text) {
        figure.value = (struct value){.kind = VALUE_NUMBER, .number = given->number};
        figure.format = given->format;
    } else if (given || instead.text[0] != '\0') {
        figure.value =
            (struct value){.kind = VALUE_TEXT, .text = given ? given->text : instead.text};
    }
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
    if (means == COLUMN_MEANS_GIVEN)
        return add_given_figure(model, line, column);
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
    case COLUMN_MEANS_GIVEN:
    case COLUMN_MEANS_COUNT:
    case COLUMN_MEANS_RECIPIENT:
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

// Of a recipient's figure it is that recipient's problem: the others may be without.
static void report_error(struct model *model, const struct figure *figure)
{
    static const char *const help = "guard it with IF or IFERROR, or mend the figures that it uses";
    const struct area *area = figure->line ? figure->line->whose.area : NULL;
    size_t errors = model->problems->errors;
    if (!area || figure->line->whose.word != WHOSE_OWN) {
        problem_error(model->problems, figure->place, help, "'%s' comes to %s", figure->name,
                      figure->value.text);
        return;
    }
    problem_error(model->problems, figure->place, help, "'%s' of '%s' comes to %s", figure->name,
                  area->name, figure->value.text);
    model_blame(model, area, errors);
}

// What a set's figure from a source takes apart is each area's in each period.
static bool is_of_many(const struct figure *figure)
{
    return figure->kind == FIGURE_WINDOW && figure->line->from == LINE_FROM_SERIES &&
           figure->line->whose.word != WHOSE_OWN;
}

// In memory of its own, given back at once. Only for a formula that names no figures.
static struct value value_aside(struct model *model, const struct figure *figure,
                                const struct name_reader *reader)
{
    struct arena *arena = model->arena;
    struct arena aside;
    arena_init(&aside);
    model->arena = &aside;
    struct value value = expression_value(figure->tree, reader, &aside);
    model->arena = arena;
    if (value.text)
        value.text = arena_copy(arena, value.text);
    arena_free(&aside);
    return value;
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
    const struct value *kept = shared_find(model, figure);
    if (kept) {
        figure->value = *kept;
        figure->status = FIGURE_KNOWN;
        return kept;
    }
    struct model_user user = {model, figure};
    struct name_reader reader = {.read = meaning_read, .data = &user};
    figure->status = FIGURE_BUSY;
    *list_add(model->arena, &model->busy) = figure;
    struct value value = is_of_many(figure) ? value_aside(model, figure, &reader)
                                            : expression_value(figure->tree, &reader, model->arena);
    model->busy.count--;
    bool was_circle = figure->status == FIGURE_KNOWN;
    figure->value = value;
    figure->status = FIGURE_KNOWN;
    if (value.kind == VALUE_ERROR && !was_circle && model->is_whole)
        report_error(model, figure);
    shared_keep(model, figure);
    return &figure->value;
}
