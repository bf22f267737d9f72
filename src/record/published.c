#include "record/published.h"

#include "base/format.h"
#include "base/number.h"
#include "base/spelling.h"
#include "base/text.h"
#include "model/figure.h"
#include "model/meaning.h"
#include "model/source.h"

// A file of published figures while it is compared.
struct comparison {
    struct model *model;
    const struct sheet *sheet;
    struct table table;
    struct table_column *columns;
    size_t column_count;
    int id, why;
    const struct table_column **shows; // one to a heading: the column compared, NULL none
    const char **below;                // one to a heading: the register column of texts below
    struct published_count count;
};

// White space of any length counts as one space, at the ends as none.
static const char *squeezed(struct arena *arena, const char *text)
{
    struct text squeezed = {.arena = arena};
    bool gap = false;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r') {
            gap = squeezed.length > 0;
            continue;
        }
        if (gap)
            text_add_char(&squeezed, ' ');
        gap = false;
        text_add_char(&squeezed, *at);
    }
    return text_done(&squeezed);
}

// Headings ----------------------------------------------------------------------------------------

static bool bears_heading(struct comparison *comparison, const struct table_column *column,
                          const char *heading)
{
    struct model *model = comparison->model;
    if (text_equal(column->column->name, heading) && column->column->shows != COLUMN_EACH)
        return true;
    size_t last = column->column->headings.count;
    if (last == 0)
        return false;
    const struct said *said = &column->column->headings.items[last - 1];
    const struct window *window = column->has_window ? &column->window : NULL;
    return text_same(model_text(model, said, comparison->sheet, NULL, window), heading);
}

static bool is_below(const struct comparison *comparison, const char *heading)
{
    for (size_t i = 0; i < comparison->column_count; i++) {
        const char *below = comparison->columns[i].column->below.text;
        if (below && text_same(below, heading))
            return true;
    }
    return false;
}

static const char *nearest_column(struct comparison *comparison, const char *heading)
{
    LIST(const char *) names = {0};
    struct arena *arena = comparison->model->arena;
    for (size_t i = 0; i < comparison->column_count; i++)
        *list_add(arena, &names) = comparison->columns[i].column->name;
    *list_add(arena, &names) = "why";
    return spelling_nearest(heading, names.items, names.count);
}

static void find_heading(struct comparison *comparison, size_t number)
{
    struct model *model = comparison->model;
    const char *heading = comparison->table.headings.cells[number];
    for (size_t i = 0; i < comparison->column_count; i++) {
        if (bears_heading(comparison, &comparison->columns[i], heading)) {
            comparison->shows[number] = &comparison->columns[i];
            return;
        }
    }
    if (is_below(comparison, heading)) {
        comparison->below[number] = heading;
        return;
    }
    const char *nearest = nearest_column(comparison, heading);
    problem_error(
        model->problems,
        table_place(model->arena, comparison->table.file, &comparison->table.headings, (int)number),
        nearest ? arena_print(model->arena, "did you mean '%s'?", nearest)
                : "give it a column's name, or its heading as printed; reasons stand under `why`",
        "sheet '%s' has no column '%s'", comparison->sheet->name, heading);
}

static bool find_headings(struct comparison *comparison)
{
    struct model *model = comparison->model;
    const struct row *headings = &comparison->table.headings;
    size_t errors = model->problems->errors;
    comparison->columns = NULL;
    comparison->column_count = model_columns(model, comparison->sheet, &comparison->columns);
    comparison->shows = arena_array(model->arena, const struct table_column *, headings->count);
    comparison->below = arena_array(model->arena, const char *, headings->count);
    comparison->id = table_column(headings, "id");
    comparison->why = table_column(headings, "why");
    if (comparison->id < 0)
        problem_error(model->problems,
                      table_place(model->arena, comparison->table.file, headings, 0), NULL,
                      "published figures need a column 'id'");
    for (size_t i = 0; i < headings->count; i++) {
        if ((int)i != comparison->id && (int)i != comparison->why)
            find_heading(comparison, i);
    }
    return model->problems->errors == errors;
}

// What would have given the published figure ------------------------------------------------------

// All of the sources that know any period know this one.
static bool is_known_period(const struct model *model, int period)
{
    for (size_t i = 0; i < model->layout->sources.count; i++) {
        const struct source_periods *periods = &model->source_periods[i];
        bool knows = periods->seen.count == 0 ||
                     model->layout->sources.items[i].gives != SOURCE_GIVES_FIGURES;
        for (size_t k = 0; k < periods->seen.count; k++)
            knows |= periods->seen.items[k] == period;
        if (!knows)
            return false;
    }
    return true;
}

static const struct value *in_period(struct model *model, struct model_line *line, int period)
{
    struct window window = {.kind = WINDOW_PERIOD, .period = {model->latest.kind, period}};
    struct figure *figure =
        is_known_period(model, period) ? figure_in_window(model, line, window) : NULL;
    return figure ? model_value(model, figure) : NULL;
}

static bool shows_as(struct model *model, const struct content *content, double value,
                     const char *published)
{
    const char *format = content->format ? content->format : "General";
    return text_equal(format_number(model->arena, format, value), published);
}

static const char *explain_period(struct model *model, const struct content *content,
                                  const char *published)
{
    double sum = 0;
    size_t count = 0;
    struct model_line *line = content->figure->line;
    const struct calendar *calendar = &model->layout->calendar;
    struct span span = window_span(content->figure->window, line->latest, calendar);
    for (int period = model->first; period <= model->last; period++) {
        const struct value *value = in_period(model, line, period);
        if (!value || value->kind != VALUE_NUMBER)
            continue;
        if (shows_as(model, content, value->number, published))
            return arena_print(model->arena, "it is the figure of %s",
                               period_show(model->arena, (struct period){calendar->every, period},
                                           calendar, NULL));
        if (period >= span.first && period <= span.last) {
            sum += value->number;
            count++;
        }
    }
    if (count > 1 && shows_as(model, content, sum / (double)count, published))
        return "it is the mean of the periods";
    return NULL;
}

// Reads every figure as it would be shown, rounded.
static struct reading read_rounded(void *data, const struct expression *name)
{
    const struct model_user *user = data;
    const struct meaning *meaning = name->bound;
    struct reading reading = meaning_read(data, name);
    struct figure *figure = model_named_figure(user->model, user->user, meaning);
    struct value *values = arena_array(user->model->arena, struct value, reading.count);
    for (size_t i = 0; i < reading.count; i++) {
        values[i] = reading.values[i];
        const char *format = figure && figure->line ? model_line_format(figure->line) : NULL;
        if (format && values[i].kind == VALUE_NUMBER)
            values[i].number = number_round(values[i].number, format_decimals(format));
    }
    return (struct reading){values, reading.count};
}

static const char *explain(struct model *model, const struct content *content,
                           const char *published)
{
    struct figure *figure = content->figure;
    if (content->kind != CONTENT_FIGURE || figure->value.kind != VALUE_NUMBER)
        return NULL;
    const char *format = content->format ? content->format : "General";
    if (text_equal(format_number_even(model->arena, format, figure->value.number), published))
        return "halves rounded to even give it";
    if (figure->tree) {
        struct model_user user = {model, figure};
        struct name_reader reader = {.read = read_rounded, .data = &user};
        struct value value = expression_value(figure->tree, &reader, model->arena);
        if (value.kind == VALUE_NUMBER && shows_as(model, content, value.number, published))
            return "rounded figures put into the formula give it";
    }
    bool has_periods = figure->kind == FIGURE_WINDOW && model->latest.kind != PERIOD_NONE;
    return has_periods ? explain_period(model, content, published) : NULL;
}

// Comparing ---------------------------------------------------------------------------------------

static struct content shown_content(struct comparison *comparison, struct model_line *line,
                                    size_t heading)
{
    struct model *model = comparison->model;
    static const struct content nothing = {.kind = CONTENT_NOTHING, .text = ""};
    const struct layout_register *registered = &line->sheet->register_table;
    enum row_kind kind = line->said->kind;
    if (comparison->below[heading]) {
        int column = table_column(&registered->table.headings, comparison->below[heading]);
        struct said said = {.text = row_cell(line->said->row, column)};
        return (struct content){.kind = CONTENT_TEXT,
                                .text = model_text(model, &said, line->sheet, line, NULL)};
    }
    if (!comparison->shows[heading])
        return nothing;
    bool is_across =
        kind == ROW_BAND || kind == ROW_SUBBAND || kind == ROW_NOTE || kind == ROW_STRIP;
    if (is_across) // a text across the table is published under its first column
        return (struct content){.kind = CONTENT_TEXT,
                                .text =
                                    model_text(model, &line->said->label, line->sheet, line, NULL)};
    return model_content(model, line, comparison->shows[heading]);
}

// True where the workbook shows what was published.
static bool compare_cell(struct comparison *comparison, const struct row *row,
                         struct model_line *line, size_t heading, bool has_reason)
{
    struct model *model = comparison->model;
    const char *published = squeezed(model->arena, row_cell(row, (int)heading));
    if (published[0] == '\0')
        return true;
    struct content content = shown_content(comparison, line, heading);
    const char *shown = squeezed(model->arena, content.text);
    comparison->count.compared++;
    if (text_equal(shown, published)) {
        comparison->count.agreed++;
        return true;
    }
    if (has_reason) {
        comparison->count.explained++;
        return false;
    }
    const char *explanation = explain(model, &content, published);
    problem_error(
        model->problems, table_place(model->arena, comparison->table.file, row, (int)heading),
        explanation ? arena_print(model->arena, "%s; if that is the reason, say so under `why`",
                                  explanation)
                    : "mend the figure, or give the reason under `why`",
        "'%s' was published, the workbook shows '%s'", published, shown);
    return false;
}

static struct model_line *find_line(struct comparison *comparison, const struct row *row)
{
    struct model *model = comparison->model;
    const char *id = row_cell(row, comparison->id);
    const struct layout_register *table = &comparison->sheet->register_table;
    LIST(const char *) ids = {0};
    for (size_t i = 0; i < table->lines.count; i++) {
        if (text_equal(table->lines.items[i].id, id))
            return model_line_of(model, comparison->sheet, i);
        *list_add(model->arena, &ids) = table->lines.items[i].id;
    }
    const char *nearest = spelling_nearest(id, ids.items, ids.count);
    problem_error(model->problems,
                  table_place(model->arena, comparison->table.file, row, comparison->id),
                  nearest ? arena_print(model->arena, "did you mean '%s'?", nearest) : NULL,
                  "sheet '%s' has no line '%s'", comparison->sheet->name, id);
    return NULL;
}

static void compare_row(struct comparison *comparison, const struct row *row)
{
    struct model *model = comparison->model;
    struct model_line *line = find_line(comparison, row);
    const char *why = row_cell(row, comparison->why);
    bool has_reason = !text_is_blank(why);
    bool all_agree = true;
    if (!line)
        return;
    for (size_t i = 0; i < comparison->table.headings.count; i++) {
        if ((int)i != comparison->id && (int)i != comparison->why)
            all_agree &= compare_cell(comparison, row, line, i, has_reason);
    }
    if (has_reason && all_agree)
        problem_error(model->problems,
                      table_place(model->arena, comparison->table.file, row, comparison->why),
                      "clear the cell", "a reason is given, but nothing differs any more");
}

static struct published_count check_sheet(struct model *model, const struct sheet *sheet,
                                          const char *path)
{
    struct comparison comparison = {.model = model, .sheet = sheet};
    if (!table_read(path, model->arena, model->problems, &comparison.table) ||
        !find_headings(&comparison))
        return comparison.count;
    for (size_t i = 0; i < comparison.table.count; i++)
        compare_row(&comparison, &comparison.table.rows[i]);
    return comparison.count;
}

struct published_count published_check(struct model *model)
{
    struct published_count all = {0};
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        const struct sheet *sheet = &model->layout->sheets.items[i];
        const char *path = sheet->check.text ? sheet->check.text : model->layout->check.text;
        if (!path)
            continue;
        struct published_count one = check_sheet(model, sheet, path);
        all.compared += one.compared;
        all.agreed += one.agreed;
        all.explained += one.explained;
    }
    return all;
}
