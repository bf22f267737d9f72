// What stands in each cell of a table.
#include "base/format.h"
#include "base/number.h"
#include "base/text.h"
#include "model/figure.h"
#include "model/given.h"
#include "model/light.h"
#include "model/meaning.h"

#include <string.h>

static struct content nothing(void)
{
    return (struct content){.kind = CONTENT_NOTHING, .text = ""};
}

static struct content of_text(const char *text)
{
    return text[0] == '\0' ? nothing() : (struct content){.kind = CONTENT_TEXT, .text = text};
}

// Texts in the style of their column -----------------------------------------------------------

// "• " before each line.
static const char *bulleted(struct arena *arena, const char *text)
{
    struct text bulleted = {.arena = arena};
    for (const char *at = text; *at != '\0'; at++) {
        bool starts_line = at == text || at[-1] == '\n';
        if (starts_line && *at != '\n' && !text_starts(at, "•"))
            text_add(&bulleted, "• ");
        text_add_char(&bulleted, *at);
    }
    return text_done(&bulleted);
}

static const char *without_marks(struct arena *arena, const char *marked)
{
    struct text plain = {.arena = arena};
    for (const char *at = marked; *at != '\0'; at++) {
        if (*at != '_')
            text_add_char(&plain, *at);
    }
    return text_done(&plain);
}

// What the words under `style:`, of the column and of the line, do to a text.
static struct content styled(struct model *model, const struct model_line *line,
                             const struct column *column, const char *text)
{
    static const struct style plain = {0};
    struct content content = of_text(text);
    struct style style = layout_styled(model->layout, plain, column->style.text, model->arena);
    style = layout_styled(model->layout, style, line->said->style.text, model->arena);
    if (style.bullets)
        content.text = bulleted(model->arena, content.text);
    if (style.emphasis && strchr(content.text, '_')) {
        content.marked = content.text;
        content.text = without_marks(model->arena, content.marked);
    }
    return content;
}

static const char *shown(struct model *model, struct figure *figure, const char *format)
{
    const struct value *value = model_value(model, figure);
    switch (value->kind) {
    case VALUE_NUMBER:
        return format_number(model->arena, format ? format : "General", value->number);
    case VALUE_TEXT:
    case VALUE_ERROR:
        return value->text;
    case VALUE_TRUTH:
        return value->number != 0 ? "TRUE" : "FALSE";
    case VALUE_BLANK:
        break;
    }
    return "";
}

struct content model_figure_content(struct model *model, struct figure *figure, const char *format)
{
    if (!figure)
        return nothing();
    format = format ? format : figure->format;
    if (figure->line)
        format = model_format_marks(model, figure->line->sheet, format);
    return (struct content){.kind = CONTENT_FIGURE,
                            .figure = figure,
                            .format = format,
                            .text = shown(model, figure, format)};
}

// Formats -----------------------------------------------------------------------------------------

// The register's cell under "<column>_format" or "<column>_text"; "" where there is none.
static struct said looks_cell(struct model *model, const struct model_line *line,
                              const struct column *column, const char *ending)
{
    const struct table *table = &line->sheet->register_table.table;
    int heading =
        meaning_heading_instead(line, arena_print(model->arena, "%s_%s", column->name, ending));
    if (heading < 0)
        return (struct said){.text = ""};
    return (struct said){row_cell(line->said->row, heading),
                         table_place(model->arena, table->file, line->said->row, heading)};
}

static const char *first_said(const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (texts[i] && texts[i][0] != '\0')
            return texts[i];
    }
    return NULL;
}

const char *model_format(struct model *model, const struct model_line *line,
                         const struct column *column)
{
    const char *own = looks_cell(model, line, column, "format").text;
    const char *of_line = line->said->format.text;
    const char *of_column = column->format.text;
    const char *of_sheet = line->sheet->format.text;
    switch (meaning_of_column(line->sheet, column, NULL)) {
    case COLUMN_MEANS_FORMULA: // the line's format is that of its figures, not of their changes
        return first_said((const char *const[]){own, of_column, of_line, of_sheet}, 4);
    case COLUMN_MEANS_TARGET:
        own = line->said->target_format.text;
        return first_said((const char *const[]){own, of_column}, 2);
    case COLUMN_MEANS_OWN:
    case COLUMN_MEANS_GIVEN:
    case COLUMN_MEANS_LABEL:
        return first_said((const char *const[]){own, of_column}, 2);
    case COLUMN_MEANS_LIGHT: // a word
        return NULL;
    case COLUMN_MEANS_WINDOW:
    case COLUMN_MEANS_COUNT:
    case COLUMN_MEANS_RECIPIENT:
    case COLUMN_MEANS_NOTHING:
        break;
    }
    return first_said((const char *const[]){own, of_line, of_column, of_sheet}, 4);
}

const char *model_line_format(const struct model_line *line)
{
    const char *format = line->said->format.text;
    return format[0] != '\0' ? format : line->sheet->format.text;
}

// A target without a format of its own looks as it was typed, one that is worked out as its line.
static const char *target_format(struct model *model, const struct model_line *line,
                                 const struct column *column)
{
    const char *format = model_format(model, line, column);
    const char *of_line = line->said->format.text;
    if (format || !line->target || line->target->format || of_line[0] == '\0')
        return format;
    return of_line;
}

// Texts with figures ------------------------------------------------------------------------------

static struct said template_of(struct model *model, const struct model_line *line,
                               const struct table_column *column, enum column_means means)
{
    struct said own = looks_cell(model, line, column->column, "text");
    if (own.text[0] != '\0' && means != COLUMN_MEANS_OWN && means != COLUMN_MEANS_LABEL)
        return own;
    if (means == COLUMN_MEANS_TARGET)
        return line->said->target_text;
    return means == COLUMN_MEANS_WINDOW ? line->said->text : (struct said){.text = ""};
}

static struct figure *template_figure(struct model *model, struct model_line *line,
                                      const struct table_column *column, struct said template)
{
    struct figure *known = figure_find(line, FIGURE_TEXT, column->column, column->window);
    if (known)
        return known;
    const char *text = model_marks(model, line->sheet, template.text);
    struct expression *tree =
        expression_read_template(text, template.place, model->arena, model->problems);
    struct scope scope = {SCOPE_TEXT, line->sheet, line};
    if (!tree || !meaning_bind(model, tree, scope))
        return NULL;
    return figure_add(model, (struct figure){
                                 .kind = FIGURE_TEXT,
                                 .line = line,
                                 .column = column->column,
                                 .window = column->window,
                                 .tree = meaning_guard(model, tree),
                                 .name = arena_print(model->arena, "%s, %s", line->said->id,
                                                     column->column->name),
                                 .place = template.place,
                             });
}

// One line's own cell -----------------------------------------------------------------------------

// What a number was typed with that its value does not have: the m of £3.5m, or "".
static const char *unit_of(struct arena *arena, const char *format)
{
    const char *end = strrchr(format, '"');
    if (!end || end[1] != '\0' || end == format)
        return "";
    const char *start = end;
    while (start > format && start[-1] != '"')
        start--;
    return arena_copy_part(arena, start, (size_t)(end - start));
}

// Whether a cell of a source may stand under the number format of its column; `number` is NULL
// where it is none.
static void check_source_number(struct model *model, const struct said *cell,
                                const struct number *number, const char *format)
{
    if (!number && cell->text[0] != '\0' && !layout_accepts_word(model->layout, cell->text))
        problem_error(model->problems, cell->place,
                      "write a number, leave the cell empty, list the word under words: accept: "
                      "in the layout, or show the column without a number format",
                      "'%s' is not a number", cell->text);
    if (number && format_is_percent(number->format) && !format_is_percent(format))
        problem_error(model->problems, cell->place, "give the column a format such as 0%",
                      "'%s' is a percentage, and is shown as '%s'", cell->text, format);
    const char *unit = number ? unit_of(model->arena, number->format) : "";
    if (unit[0] != '\0' && !strstr(format, unit))
        problem_error(model->problems, cell->place,
                      "give the column a format with that unit, or write it as the others",
                      "'%s' is in '%s', and is shown as '%s'", cell->text, unit, format);
}

// A text that a formula or a light uses is its figure, so that they refer to the cell that shows
// it.
static struct content shown_as_figure(struct model *model, struct model_line *line,
                                      const struct column *column, const struct content *content)
{
    if (column->light)
        figure_own(model, line, column->what.text);
    for (size_t i = 0; i < line->figures.count && !content->marked; i++) {
        struct figure *figure = line->figures.items[i];
        if (figure->kind == FIGURE_OWN && text_same(figure->heading, column->what.text) &&
            figure->value.kind == VALUE_TEXT && text_equal(figure->value.text, content->text))
            return (struct content){
                .kind = CONTENT_FIGURE, .figure = figure, .text = content->text};
    }
    return *content;
}

static struct content own_content(struct model *model, struct model_line *line,
                                  const struct column *column)
{
    const struct table *table = &line->sheet->register_table.table;
    int heading = table_column(&table->headings, column->what.text);
    struct said cell = {row_cell(line->said->row, heading),
                        table_place(model->arena, table->file, line->said->row, heading)};
    const char *format = model_format(model, line, column);
    struct number number;
    bool is_number = number_read(model->arena, cell.text, &number);
    if (format && line->said->is_from_source)
        check_source_number(model, &cell, is_number ? &number : NULL, format);
    if (format && (is_number || line->said->is_from_source))
        return model_figure_content(model, figure_own(model, line, column->what.text), format);
    struct content content =
        styled(model, line, column, model_text(model, &cell, line->sheet, line, NULL));
    return shown_as_figure(model, line, column, &content);
}

static bool has_override(const struct model_line *line, const struct column *column)
{
    return row_cell(line->said->row, meaning_heading_instead(line, column->name))[0] != '\0';
}

// What a source says: a number where the column has a format for it, else a text.
static struct content given_content(struct model *model, struct model_line *line,
                                    const struct column *column, const char *format)
{
    static const struct window no_window = {0};
    struct figure *used = figure_find(line, FIGURE_COLUMN, column, no_window);
    const struct input *given = has_override(line, column) ? NULL : given_text(model, line, column);
    bool is_number = given && given->format && format;
    if (!used && (is_number || column->light))
        used = figure_in_column(model, line, column);
    if (used && used->value.kind != VALUE_BLANK)
        return model_figure_content(model, used, is_number ? format : NULL);
    if (given)
        return styled(model, line, column, given->text);
    return has_override(line, column) ? own_content(model, line, column) : nothing();
}

static struct content single_content(struct model *model, struct model_line *line,
                                     const struct table_column *column)
{
    enum column_means means = meaning_of_column(line->sheet, column->column, NULL);
    struct said template = template_of(model, line, column, means);
    const char *format = model_format(model, line, column->column);
    if (template.text[0] != '\0')
        return model_figure_content(model, template_figure(model, line, column, template), NULL);
    switch (means) {
    case COLUMN_MEANS_LABEL:
        return styled(model, line, column->column,
                      model_text(model, &line->said->label, line->sheet, line, NULL));
    case COLUMN_MEANS_OWN:
        return own_content(model, line, column->column);
    case COLUMN_MEANS_GIVEN:
        return given_content(model, line, column->column, format);
    case COLUMN_MEANS_TARGET:
        if (line->target_is_given && line->target->value.kind == VALUE_TEXT)
            return of_text(line->target->value.text);
        if (line->target && line->target->value.kind == VALUE_TEXT && !line->target->tree)
            return of_text(model_text(model, &line->said->target, line->sheet, line, NULL));
        return model_figure_content(model, line->target,
                                    target_format(model, line, column->column));
    case COLUMN_MEANS_WINDOW:
        if (!has_override(line, column->column))
            return model_figure_content(model, figure_in_window(model, line, column->window),
                                        format);
        break;
    case COLUMN_MEANS_FORMULA:
        if (line->from == LINE_FROM_NOTHING && !line->said->is_from_source &&
            !has_override(line, column->column))
            return nothing();
        break;
    case COLUMN_MEANS_LIGHT:
    case COLUMN_MEANS_COUNT:
    case COLUMN_MEANS_RECIPIENT:
    case COLUMN_MEANS_NOTHING:
        break;
    }
    return model_figure_content(model, figure_in_column(model, line, column->column), format);
}

// Parts that share their measure's cells ----------------------------------------------------------

bool model_is_stacked_part(const struct model_line *line)
{
    return line->sheet->stacked && line->said->kind == ROW_PART && line->measure;
}

// A measure's own text is taken in whole, so that it need not stand anywhere else.
static struct expression *stacked_entry(struct model *model, const struct model_line *line,
                                        const struct content *content)
{
    if (content->kind != CONTENT_FIGURE)
        return expression_of_text(model->arena, content->text);
    if (content->figure->kind == FIGURE_TEXT && content->figure->line == line)
        return content->figure->tree;
    struct expression *name = meaning_of_figure(model, content->figure);
    if (content->figure->kind == FIGURE_TEXT || !content->format)
        return name;
    return expression_call(model->arena, "TEXT", 2, name,
                           expression_of_text(model->arena, content->format));
}

// One text of the entries, a line each: TEXT(a,"0.0%")&CHAR(10)&TEXT(b,"0.0%").
static struct content stacked_text(struct model *model, struct model_line *line,
                                   const struct table_column *column, const struct content *entries,
                                   size_t count)
{
    struct arena *arena = model->arena;
    struct expression *tree = stacked_entry(model, line, &entries[0]);
    for (size_t i = 1; i < count; i++) {
        struct expression *line_break =
            expression_call(arena, "CHAR", 1, expression_of_number(arena, '\n'));
        tree = expression_operate(arena, OPERATION_JOIN, tree, line_break);
        tree = expression_operate(arena, OPERATION_JOIN, tree,
                                  stacked_entry(model, line, &entries[i]));
    }
    struct figure *figure = figure_find(line, FIGURE_STACK, column->column, column->window);
    if (!figure)
        figure = figure_add(model, (struct figure){
                                       .kind = FIGURE_STACK,
                                       .line = line,
                                       .column = column->column,
                                       .window = column->window,
                                       .tree = tree,
                                       .name = line->said->id,
                                       .place = line->said->label.place,
                                   });
    return model_figure_content(model, figure, NULL);
}

static struct content plain_text(struct model *model, const struct content *entries, size_t count)
{
    struct text text = {.arena = model->arena};
    for (size_t i = 0; i < count; i++)
        text_print(&text, "%s%s", i > 0 ? "\n" : "", entries[i].text);
    return of_text(text_done(&text));
}

// The cells of a measure and its parts as one. Lines count from the bottom, where they stand side
// by side across the columns; so blank ones at the top go.
static struct content stacked_content(struct model *model, struct model_line *line,
                                      const struct table_column *column)
{
    LIST(struct content) entries = {0};
    *list_add(model->arena, &entries) = single_content(model, line, column);
    for (size_t i = line->index + 1; i < model->lines.count; i++) {
        struct model_line *part = model_line_for(model, model->lines.items[i], line->whose);
        if (part->measure == line->base && part->said->kind == ROW_PART)
            *list_add(model->arena, &entries) = single_content(model, part, column);
    }
    size_t first = 0;
    bool has_figure = false;
    while (first < entries.count && entries.items[first].kind == CONTENT_NOTHING)
        first++;
    for (size_t i = first; i < entries.count; i++)
        has_figure |= entries.items[i].kind == CONTENT_FIGURE;
    size_t count = entries.count - first;
    if (count == 0)
        return nothing();
    if (count == 1)
        return entries.items[first];
    return has_figure ? stacked_text(model, line, column, &entries.items[first], count)
                      : plain_text(model, &entries.items[first], count);
}

static bool is_stacked_column(enum column_means means)
{
    return means == COLUMN_MEANS_LABEL || means == COLUMN_MEANS_TARGET ||
           means == COLUMN_MEANS_WINDOW || means == COLUMN_MEANS_FORMULA;
}

// Rows that are no measures -----------------------------------------------------------------------

// A header row gives each column a heading of its own: the cell under the column's name.
static struct content header_content(struct model *model, const struct model_line *line,
                                     const struct table_column *column)
{
    const struct layout_register *table = &line->sheet->register_table;
    int heading = table_column(&table->table.headings, column->column->name);
    if (heading < 0)
        heading = table_column(&table->table.headings, column->column->what.text);
    if (heading < 0)
        return nothing();
    table->used[heading] = true;
    struct said cell = {row_cell(line->said->row, heading), line->said->label.place};
    return of_text(model_text(model, &cell, line->sheet, line, NULL));
}

struct content model_content(struct model *model, struct model_line *line,
                             const struct table_column *column)
{
    enum column_means means = meaning_of_column(line->sheet, column->column, NULL);
    switch (line->said->kind) {
    case ROW_HEADER:
        return header_content(model, line, column);
    case ROW_MEASURE:
    case ROW_PART:
        break;
    case ROW_WORKING:
    case ROW_BAND:
    case ROW_SUBBAND:
    case ROW_NOTE:
    case ROW_STRIP:
        return nothing();
    }
    if (model_is_stacked_part(line))
        return nothing();
    if (line->sheet->unfolded && line->said->kind == ROW_PART && means == COLUMN_MEANS_LIGHT)
        return nothing();
    if (line->sheet->stacked && is_stacked_column(means))
        return stacked_content(model, line, column);
    return single_content(model, line, column);
}

struct table_columns {
    LIST(struct table_column) items;
};

static void add_periods(struct model *model, struct table_columns *columns,
                        struct table_column column)
{
    struct span span = window_span(column.window, model->latest, &model->layout->calendar);
    for (int period = span.first; period <= span.last; period++) {
        column.window =
            (struct window){.kind = WINDOW_PERIOD, .period = {model->latest.kind, period}};
        *list_add(model->arena, &columns->items) = column;
    }
}

// In an overview: a column for every measure, or for the one that is named.
static void add_lines(struct model *model, const struct sheet *sheet, struct table_columns *columns,
                      struct table_column column)
{
    const char *said = column.column->line.text;
    for (size_t i = 0; i < sheet->register_table.lines.count; i++) {
        column.line = model_line_of(model, sheet, i);
        bool is_named = text_equal(column.line->said->id, said);
        bool is_each = text_equal(said, "each") && column.line->said->kind == ROW_MEASURE;
        if (is_named || is_each)
            *list_add(model->arena, &columns->items) = column;
    }
}

size_t model_columns(struct model *model, const struct sheet *sheet, struct table_column **columns)
{
    struct table_columns list = {0};
    for (size_t i = 0; i < sheet->columns.count; i++) {
        const struct column *column = &sheet->columns.items[i];
        struct table_column one = {.column = column};
        enum column_means means = meaning_of_column(sheet, column, &one.window);
        one.has_window = means == COLUMN_MEANS_WINDOW;
        if (column->shows == COLUMN_EACH)
            add_periods(model, &list, one);
        else if (column->line.text)
            add_lines(model, sheet, &list, one);
        else
            *list_add(model->arena, &list.items) = one;
    }
    *columns = list.items.items;
    return list.items.count;
}
