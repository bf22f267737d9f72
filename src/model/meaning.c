#include "model/meaning.h"

#include "base/spelling.h"
#include "base/text.h"
#include "model/figure.h"
#include "model/recipient.h"
#include "model/source.h"

#include <string.h>

const struct column *meaning_column(const struct sheet *sheet, const char *name)
{
    for (size_t i = 0; i < sheet->columns.count; i++) {
        if (text_equal(sheet->columns.items[i].name, name))
            return &sheet->columns.items[i];
    }
    return NULL;
}

static bool has_source_rows(const struct sheet *sheet)
{
    return sheet->source_rows.source.text != NULL;
}

enum column_means meaning_of_column(const struct sheet *sheet, const struct column *column,
                                    struct window *window)
{
    struct window unused;
    const char *what = column->what.text;
    if (!window)
        window = &unused;
    switch (column->shows) {
    case COLUMN_FORMULA:
        return COLUMN_MEANS_FORMULA;
    case COLUMN_JUDGE:
        return COLUMN_MEANS_LIGHT;
    case COLUMN_COUNT:
        return COLUMN_MEANS_COUNT;
    case COLUMN_SOURCE:
        return COLUMN_MEANS_GIVEN;
    case COLUMN_EACH:
        return window_read(what, window) ? COLUMN_MEANS_WINDOW : COLUMN_MEANS_NOTHING;
    case COLUMN_BY_NAME:
        break;
    }
    if (sheet->recipients_down && !column->line.text)
        return COLUMN_MEANS_RECIPIENT;
    bool has_heading = table_column(&sheet->register_table.table.headings, what) >= 0;
    if (has_heading && has_source_rows(sheet)) // a source's headings mean nothing but themselves
        return COLUMN_MEANS_OWN;
    if (text_equal(what, "label"))
        return COLUMN_MEANS_LABEL;
    if (text_equal(what, "target"))
        return COLUMN_MEANS_TARGET;
    if (window_read(what, window))
        return COLUMN_MEANS_WINDOW;
    return has_heading ? COLUMN_MEANS_OWN : COLUMN_MEANS_NOTHING;
}

int meaning_heading_instead(const struct model_line *line, const char *heading)
{
    if (line->said->is_from_source)
        return -1;
    return table_column(&line->sheet->register_table.table.headings, heading);
}

static struct expression *name_of(struct model *model, struct meaning meaning, bool is_figure)
{
    struct meaning *kept = arena_new(model->arena, struct meaning);
    *kept = meaning;
    return expression_of_name(model->arena, kept, is_figure);
}

struct expression *meaning_of_figure(struct model *model, struct figure *figure)
{
    bool is_word = figure->kind == FIGURE_STATE || figure->kind == FIGURE_LIGHT ||
                   figure->kind == FIGURE_TEXT || figure->kind == FIGURE_STACK ||
                   figure->kind == FIGURE_OWN;
    return name_of(model, (struct meaning){.kind = MEANS_FIGURE, .figure = figure}, !is_word);
}

struct expression *meaning_of_series(struct model *model, struct series *series, struct span span,
                                     bool is_one)
{
    struct meaning meaning = {
        .kind = is_one ? MEANS_SERIES_CELL : MEANS_SERIES_RANGE, .series = series, .span = span};
    return name_of(model, meaning, true);
}

struct expression *meaning_of_members(struct model *model, struct meaning members)
{
    return name_of(model, members, false);
}

struct expression *meaning_guard(struct model *model, struct expression *tree)
{
    const struct words *words = &model->layout->words;
    return expression_guard(model->arena, tree,
                            expression_of_text(model->arena, words->missing.text),
                            expression_of_text(model->arena, words->divide_by_zero.text));
}

// Binding -----------------------------------------------------------------------------------------

struct binding {
    struct model *model;
    struct scope scope;
    bool sound;
};

static struct figure *find_constant(const struct model *model, const char *name)
{
    for (size_t i = 0; i < model->constants.count; i++) {
        if (text_equal(model->constants.items[i]->name, name))
            return model->constants.items[i];
    }
    return NULL;
}

static struct model_line *find_line(const struct model *model, const char *id)
{
    const union map_value *found = map_get(&model->line_by_id, id);
    return found ? found->pointer : NULL;
}

static bool bind_line(struct binding *binding, const char *name, struct meaning *meaning)
{
    struct model_line *line = find_line(binding->model, name);
    if (text_equal(name, "above")) {
        *meaning = (struct meaning){.kind = MEANS_ABOVE};
        return true;
    }
    if (!line)
        return false;
    *meaning = (struct meaning){.kind = MEANS_LINE, .line = line};
    return true;
}

// "white.last_year": the line's figure in that column of its sheet.
static bool bind_line_column(struct binding *binding, const char *name, struct meaning *meaning)
{
    const char *dot = strrchr(name, '.');
    if (!dot)
        return false;
    struct arena *arena = binding->model->arena;
    struct model_line *line =
        find_line(binding->model, arena_copy_part(arena, name, (size_t)(dot - name)));
    const struct column *column = line ? meaning_column(line->sheet, dot + 1) : NULL;
    if (!column)
        return false;
    *meaning = (struct meaning){.kind = MEANS_COLUMN, .line = line, .column = column};
    return true;
}

static bool bind_column(struct binding *binding, const char *name, struct meaning *meaning)
{
    const struct sheet *sheet = binding->scope.sheet;
    const struct column *column = meaning_column(sheet, name);
    struct window window;
    if (text_equal(name, "target") && !has_source_rows(sheet)) {
        *meaning = (struct meaning){.kind = MEANS_TARGET};
    } else if (column && column->shows != COLUMN_EACH) {
        *meaning = (struct meaning){.kind = MEANS_COLUMN, .column = column};
    } else if (window_read(name, &window)) {
        *meaning = (struct meaning){.kind = MEANS_WINDOW, .window = window};
    } else {
        return false;
    }
    return true;
}

static bool bind_own(struct binding *binding, const char *name, struct meaning *meaning)
{
    const struct layout_register *table = &binding->scope.sheet->register_table;
    int column = table_column(&table->table.headings, name);
    if (column < 0)
        return false;
    table->used[column] = true;
    *meaning = (struct meaning){.kind = MEANS_OWN, .heading = table->table.headings.cells[column]};
    return true;
}

static bool bind_constant(struct binding *binding, const char *name, struct meaning *meaning)
{
    struct figure *constant = find_constant(binding->model, name);
    *meaning = (struct meaning){.kind = MEANS_FIGURE, .figure = constant};
    return constant != NULL;
}

// A column of the recipients: a line of its own.
static bool bind_recipient(struct binding *binding, const char *name, struct meaning *meaning)
{
    struct model_line *line = recipient_line(binding->model, name);
    *meaning = (struct meaning){.kind = MEANS_LINE, .line = line};
    return line != NULL;
}

typedef bool bind_function(struct binding *binding, const char *name, struct meaning *meaning);

// What names may mean in each scope, in the order in which it is tried.
static bind_function *const bind_functions[][6] = {
    [SCOPE_LINE] = {bind_line, bind_constant, bind_line_column, bind_recipient},
    [SCOPE_COLUMN] = {bind_column, bind_constant, bind_line_column, bind_own, bind_line,
                      bind_recipient},
    [SCOPE_TEXT] = {bind_column, bind_line, bind_constant, bind_line_column, bind_own,
                    bind_recipient},
    [SCOPE_TARGET] = {bind_line, bind_constant, bind_line_column, bind_recipient},
    [SCOPE_CHART] = {bind_column, bind_line, bind_constant, bind_line_column, bind_own,
                     bind_recipient},
};

// Whether one of the layout's words may stand in the formula's place: in a cell of the register.
static bool takes_words(const struct binding *binding)
{
    return binding->scope.kind == SCOPE_TARGET ||
           (binding->scope.kind == SCOPE_COLUMN && binding->scope.line);
}

static const char *nearest_name(struct binding *binding, const char *name)
{
    const struct model *model = binding->model;
    const struct sheet *sheet = binding->scope.sheet;
    bool takes_columns = binding->scope.kind == SCOPE_COLUMN || binding->scope.kind == SCOPE_TEXT ||
                         binding->scope.kind == SCOPE_CHART;
    LIST(const char *) names = {0};
    for (size_t i = 0; i < model->all_lines.count; i++) {
        if (!model->all_lines.items[i]->sheet->by_recipient)
            *list_add(model->arena, &names) = model->all_lines.items[i]->said->id;
    }
    for (size_t i = 0; takes_columns && i < sheet->columns.count; i++)
        *list_add(model->arena, &names) = sheet->columns.items[i].name;
    for (size_t i = 0; takes_columns && i < window_word_count; i++)
        *list_add(model->arena, &names) = window_words[i];
    for (size_t i = 0; i < model->constants.count; i++)
        *list_add(model->arena, &names) = model->constants.items[i]->name;
    for (size_t i = 0; i < model->recipient_lines.count; i++)
        *list_add(model->arena, &names) = model->recipient_lines.items[i]->said->id;
    const struct row *headings = &sheet->register_table.table.headings;
    for (size_t i = 0; takes_columns && i < headings->count; i++)
        *list_add(model->arena, &names) = headings->cells[i];
    const struct texts *words = &model->layout->words.accept;
    for (size_t i = 0; takes_words(binding) && i < words->count; i++)
        *list_add(model->arena, &names) = words->items[i].text;
    return spelling_nearest(name, names.items, names.count);
}

static const char *const scope_takes[] = {
    [SCOPE_LINE] = "a line's formula takes ids of lines and constants",
    [SCOPE_COLUMN] = "a column's formula takes windows, columns, `target`, lines and constants",
    [SCOPE_TEXT] = "a text takes windows, columns, lines, `target` and constants",
    [SCOPE_TARGET] = "a target takes numbers, lines, constants, and words listed under accept:",
    [SCOPE_CHART] = "a line of a chart takes windows, lines, `target` and constants",
};

// A column of the register holds figures where it is shown under a number format.
static bool is_shown_as_number(const struct sheet *sheet, const char *heading)
{
    for (size_t i = 0; i < sheet->columns.count; i++) {
        const struct column *column = &sheet->columns.items[i];
        if (column->format.text && text_same(column->what.text, heading) &&
            meaning_of_column(sheet, column, NULL) == COLUMN_MEANS_OWN)
            return true;
    }
    return false;
}

static bool means_figure(const struct binding *binding, const struct meaning *meaning)
{
    const struct sheet *sheet = meaning->line ? meaning->line->sheet : binding->scope.sheet;
    if (meaning->line && meaning->line->is_words)
        return false;
    if (meaning->kind == MEANS_OWN)
        return is_shown_as_number(sheet, meaning->heading);
    if (meaning->kind != MEANS_COLUMN)
        return true;
    enum column_means means = meaning_of_column(sheet, meaning->column, NULL);
    if (means == COLUMN_MEANS_OWN)
        return is_shown_as_number(sheet, meaning->column->what.text);
    if (means == COLUMN_MEANS_GIVEN)
        return meaning->column->format.text != NULL;
    return means == COLUMN_MEANS_WINDOW || means == COLUMN_MEANS_TARGET ||
           means == COLUMN_MEANS_FORMULA;
}

// What is shown of other recipients is declared in the layout.
static void check_shared(struct binding *binding, const struct expression *name)
{
    const struct recipients *recipients = &binding->model->layout->recipients;
    static const struct {
        const char *word, *key;
    } shared[] = {
        [WHOSE_WHOLE] = {"all", "whole: yes"},
        [WHOSE_FAMILY] = {"family", "family: mean"},
        [WHOSE_RANK] = {"rank", "rank: yes"},
    };
    const bool is_declared[] = {
        [WHOSE_OWN] = true,
        [WHOSE_WHOLE] = recipients->shares_whole,
        [WHOSE_FAMILY] = recipients->family_figure != FAMILY_NONE,
        [WHOSE_RANK] = recipients->shares_rank,
    };
    if (!is_declared[name->whose])
        binding->sound = problem_error(
            binding->model->problems, name->place,
            arena_print(binding->model->arena, "declare it in the layout: shared: {%s}",
                        shared[name->whose].key),
            "%s(%s) takes other recipients' figures", shared[name->whose].word, name->text);
}

// In a workbook for all recipients, a sheet of lines is about the whole.
static void check_has_whose(struct binding *binding, const struct expression *name)
{
    const struct recipients *recipients = &binding->model->layout->recipients;
    const struct sheet *sheet = binding->scope.sheet;
    bool is_of_one = name->whose == WHOSE_FAMILY || name->whose == WHOSE_RANK;
    if (!is_of_one || !sheet || sheet->recipients_down || recipients->one_workbook_each ||
        !recipients->file.text)
        return;
    binding->sound = problem_error(binding->model->problems, name->place,
                                   "a sheet with `down: recipients` has these of each recipient",
                                   "sheet '%s' is about all recipients, who have no %s",
                                   sheet->name, name->whose == WHOSE_FAMILY ? "family" : "rank");
}

static bool bind_name(struct expression *name, void *data)
{
    struct binding *binding = data;
    struct model *model = binding->model;
    struct meaning *meaning = arena_new(model->arena, struct meaning);
    check_shared(binding, name);
    check_has_whose(binding, name);
    bind_function *const *functions = bind_functions[binding->scope.kind];
    for (size_t i = 0; i < 6 && functions[i]; i++) {
        if (functions[i](binding, name->text, meaning)) {
            meaning->whose = name->whose;
            name->bound = meaning;
            name->is_figure = means_figure(binding, meaning);
            return true;
        }
    }
    binding->sound = false;
    if (model->layout->lacks_lines)
        return true;
    const char *nearest = nearest_name(binding, name->text);
    problem_error(model->problems, name->place,
                  nearest ? arena_print(model->arena, "did you mean '%s'?", nearest)
                          : scope_takes[binding->scope.kind],
                  "'%s' is no name here", name->text);
    return true;
}

bool meaning_bind(struct model *model, struct expression *tree, struct scope scope)
{
    struct binding binding = {.model = model, .scope = scope, .sound = true};
    expression_names(tree, bind_name, &binding);
    return binding.sound;
}

// Reading -----------------------------------------------------------------------------------------

// The line that a name means, and whose: the user's, unless the name says otherwise. NULL for the
// family of the whole, which has none.
static struct model_line *named_line(struct model *model, const struct figure *user,
                                     const struct meaning *meaning)
{
    struct model_line *line = meaning->line ? meaning->line : user->line;
    struct whose whose = user->line->whose;
    if (meaning->whose == WHOSE_WHOLE)
        whose = (struct whose){WHOSE_WHOLE, NULL};
    if (meaning->whose == WHOSE_FAMILY)
        whose.word = WHOSE_FAMILY;
    if (whose.word == WHOSE_FAMILY && !whose.area)
        return NULL;
    return model_line_for(model, line, whose);
}

static struct figure *named_rank(struct model *model, const struct figure *user,
                                 const struct meaning *meaning)
{
    struct model_line *line = named_line(model, user, meaning);
    if (!line)
        return NULL;
    bool is_window = meaning->kind == MEANS_WINDOW;
    return figure_rank(model, line, meaning->column, is_window ? meaning->window : user->window);
}

struct figure *model_named_figure(struct model *model, struct figure *user,
                                  const struct meaning *meaning)
{
    if (meaning->kind == MEANS_FIGURE)
        return meaning->figure;
    if (meaning->kind == MEANS_FIGURES || meaning->kind == MEANS_VALUES)
        return NULL;
    if (meaning->whose == WHOSE_RANK)
        return named_rank(model, user, meaning);
    struct model_line *line = named_line(model, user, meaning);
    if (!line)
        return NULL;
    switch (meaning->kind) {
    case MEANS_LINE:
        return figure_in_window(model, line, user->window);
    case MEANS_WINDOW:
        return figure_in_window(model, line, meaning->window);
    case MEANS_COLUMN:
        return figure_in_column(model, line, meaning->column);
    case MEANS_OWN:
        return figure_own(model, line, meaning->heading);
    case MEANS_TARGET:
        return line->target;
    case MEANS_FIGURE:
    case MEANS_FIGURES:
    case MEANS_VALUES:
    case MEANS_SERIES_CELL:
    case MEANS_SERIES_RANGE:
    case MEANS_ABOVE:
        break;
    }
    return NULL;
}

static struct value value_of_input(const struct input *input)
{
    if (input->text)
        return (struct value){.kind = VALUE_TEXT, .text = input->text};
    if (!input->format)
        return (struct value){.kind = VALUE_BLANK};
    return (struct value){.kind = VALUE_NUMBER, .number = input->number};
}

// Every cell that the name stands for: area by area, period by period.
static struct reading read_series(struct model *model, const struct figure *user,
                                  const struct meaning *meaning)
{
    const struct area **areas;
    size_t area_count =
        series_areas(model, meaning->series, user->line->whose, model->arena, &areas);
    size_t periods = (size_t)(meaning->span.last - meaning->span.first) + 1;
    struct value *values = arena_array(model->arena, struct value, area_count * periods + 1);
    for (size_t i = 0; i < area_count * periods; i++) {
        int period = meaning->span.first + (int)(i % periods);
        values[i] =
            value_of_input(series_input(model, meaning->series, areas[i / periods], period));
    }
    return (struct reading){values, area_count * periods};
}

static struct reading read_figures(struct model *model, struct figure **figures, size_t count)
{
    struct value *values = arena_array(model->arena, struct value, count + 1);
    for (size_t i = 0; i < count; i++)
        values[i] = *model_value(model, figures[i]);
    return (struct reading){values, count};
}

static struct reading read_above(struct model *model, struct figure *user)
{
    struct figure **above;
    size_t count = model_above(model, user, &above);
    return read_figures(model, above, count);
}

struct reading meaning_read(void *model_and_user, const struct expression *name)
{
    static const struct value blank = {.kind = VALUE_BLANK};
    const struct model_user *reader = model_and_user;
    const struct meaning *meaning = name->bound;
    if (meaning->kind == MEANS_SERIES_CELL || meaning->kind == MEANS_SERIES_RANGE)
        return read_series(reader->model, reader->user, meaning);
    if (meaning->kind == MEANS_FIGURES)
        return read_figures(reader->model, meaning->figures, meaning->figure_count);
    if (meaning->kind == MEANS_VALUES)
        return (struct reading){meaning->values, meaning->value_count};
    if (meaning->kind == MEANS_ABOVE)
        return read_above(reader->model, reader->user);
    struct figure *figure = model_named_figure(reader->model, reader->user, meaning);
    return (struct reading){figure ? model_value(reader->model, figure) : &blank, 1};
}

size_t meaning_lines_above(struct model *model, const struct model_line *line,
                           struct model_line ***above)
{
    const struct sheet *sheet = line->sheet;
    size_t number = (size_t)(line->said - sheet->register_table.lines.items);
    size_t first = number, count = 0;
    for (; first > 0; first--) {
        enum row_kind kind = sheet->register_table.lines.items[first - 1].kind;
        if (kind == ROW_BAND || kind == ROW_SUBBAND || kind == ROW_HEADER || kind == ROW_STRIP)
            break;
    }
    *above = arena_array(model->arena, struct model_line *, number - first + 1);
    for (; first < number; first++) {
        if (sheet->register_table.lines.items[first].kind == ROW_MEASURE)
            (*above)[count++] =
                model_line_for(model, model_line_of(model, sheet, first), line->whose);
    }
    return count;
}

size_t model_above(struct model *model, struct figure *user, struct figure ***above)
{
    struct model_line **lines;
    size_t line_count = meaning_lines_above(model, user->line, &lines);
    size_t count = 0;
    *above = arena_array(model->arena, struct figure *, line_count + 1);
    for (size_t i = 0; i < line_count; i++) {
        struct figure *figure = user->column ? figure_in_column(model, lines[i], user->column)
                                             : figure_in_window(model, lines[i], user->window);
        if (figure)
            (*above)[count++] = figure;
    }
    return count;
}
