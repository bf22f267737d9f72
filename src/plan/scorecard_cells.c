// The cells of a table: text, figures, lights.
#include "plan/scorecard.h"

#include "base/font.h"
#include "base/text.h"
#include "model/meaning.h"
#include "model/opening.h"
#include <stdint.h>
#include <string.h>

const char *scorecard_role(const struct line *line)
{
    static const char *const roles[] = {
        [ROW_MEASURE] = "measure", [ROW_PART] = "part",       [ROW_WORKING] = "measure",
        [ROW_BAND] = "band",       [ROW_SUBBAND] = "subband", [ROW_HEADER] = "header",
        [ROW_NOTE] = "note",       [ROW_STRIP] = "strip",
    };
    return roles[line->kind];
}

// Runs of a text whose _emphasis_ is marked.
static void put_emphasis(struct arena *arena, struct cell *cell, const char *marked)
{
    const char **parts;
    size_t count = text_split(arena, marked, '_', &parts);
    struct text_run *runs = arena_array(arena, struct text_run, count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i][0] != '\0')
            runs[kept++] = (struct text_run){.text = parts[i], .italic = i % 2 == 1};
    }
    cell->kind = CELL_RICH;
    cell->runs = runs;
    cell->run_count = kept;
}

static void put_bold_first_line(struct arena *arena, struct cell *cell)
{
    const char *end = strchr(cell->text, '\n');
    if (!end)
        return;
    struct text_run *runs = arena_array(arena, struct text_run, 2);
    runs[0] = (struct text_run){
        .text = arena_copy_part(arena, cell->text, (size_t)(end - cell->text)), .bold = true};
    runs[1] = (struct text_run){.text = end};
    cell->kind = CELL_RICH;
    cell->runs = runs;
    cell->run_count = 2;
}

static struct said own_cell(struct builder *builder, const struct model_line *line,
                            const char *heading)
{
    const struct table *table = &line->sheet->register_table.table;
    int column = table_column(&table->headings, heading);
    return (struct said){row_cell(line->said->row, column),
                         table_place(builder->arena, table->file, line->said->row, column)};
}

// The texts that go under a measure, each in its column; NULL where the measure has none.
const char **scorecard_texts_below(struct table_maker *maker, const struct model_line *line)
{
    struct builder *builder = maker->builder;
    const char **texts = arena_array(builder->arena, const char *, maker->column_count);
    bool has_any = false;
    for (size_t i = 0; i < maker->column_count; i++) {
        const char *heading = maker->columns[i].column->below.text;
        if (!heading)
            continue;
        struct said said = own_cell(builder, line, heading);
        texts[i] = model_text(builder->model, &said, maker->sheet, line, NULL);
        has_any |= texts[i][0] != '\0';
    }
    return has_any ? texts : NULL;
}

bool scorecard_is_last(const struct table_maker *maker, size_t number)
{
    const struct layout_register *table = &maker->sheet->register_table;
    for (size_t i = number + 1; i < table->lines.count; i++) {
        if (table->lines.items[i].kind == ROW_WORKING)
            continue;
        return table->lines.items[i].kind != ROW_PART;
    }
    return true;
}

static bool has_stacked_parts(const struct model_line *line, const struct model *model)
{
    return line->index + 1 < model->lines.count && line->said->kind == ROW_MEASURE &&
           model_is_stacked_part(model->lines.items[line->index + 1]);
}

static bool is_label(const struct table_column *column)
{
    return column->column->shows == COLUMN_BY_NAME &&
           text_equal(column->column->what.text, "label");
}

// Whether a line is the last of its measure, and texts follow under it.
static bool ends_above_texts(struct table_maker *maker, const struct model_line *line)
{
    size_t number = (size_t)(line->said - maker->sheet->register_table.lines.items);
    const struct model_line *measure = line->measure ? line->measure : line;
    bool is_last = line->said->kind != ROW_HEADER &&
                   (maker->sheet->stacked || scorecard_is_last(maker, number));
    return is_last && scorecard_texts_below(maker, measure);
}

static const struct style *cell_style(struct table_maker *maker, const struct model_line *line,
                                      const struct table_column *column)
{
    struct builder *builder = maker->builder;
    const char *names = column->column->style.text;
    const struct style *said =
        build_style(builder, scorecard_role(line->said), names, line->said->style.text);
    struct style *style = arena_new(builder->arena, struct style);
    *style = *said;
    if (!is_label(column))
        style->indent = 0; // of a part: only its label stands in
    if (has_stacked_parts(line, builder->model))
        style->down = DOWN_BOTTOM; // lines stand side by side across the columns from the bottom
    if (ends_above_texts(maker, line))
        style->bottom = NULL;
    return style;
}

#define INDENT 8.0 // points that a number stands in from the line

// Whether a number fits its column as a number; the symbol of a light in front of it included.
double scorecard_width(const struct table_maker *maker, const struct content *content,
                       const struct style *style, uint16_t number)
{
    struct font font = {style->size, style->bold};
    double width = font_text_width(font, content->text) + INDENT;
    if (maker->columns[number].column->light)
        width += font_text_width(font, "▲ ");
    return width;
}

double scorecard_room(const struct table_maker *maker, uint16_t number)
{
    return font_column_room(build_width(scorecard_plan(maker), number)) *
           font_least_room(maker->builder->plan->default_size);
}

bool scorecard_fits(const struct table_maker *maker, const struct content *content,
                    const struct style *style, uint16_t number)
{
    return scorecard_width(maker, content, style, number) <= scorecard_room(maker, number);
}

static enum slot_kind slot_kind_of(const struct table_maker *maker, const struct content *content,
                                   const struct style *style, uint16_t number)
{
    const struct figure *figure = content->figure;
    bool is_number = figure->value.kind == VALUE_NUMBER;
    if (is_number && !scorecard_fits(maker, content, style, number))
        return SLOT_TEXT;
    bool stands_on_data = figure->kind == FIGURE_TARGET || figure->kind == FIGURE_LIGHT;
    return stands_on_data ? SLOT_REFERENCE : SLOT_FIGURE;
}

void scorecard_put_light(struct table_maker *maker, struct model_line *line,
                         const struct table_column *column, const struct content *content,
                         uint16_t number)
{
    struct model *model = maker->builder->model;
    const struct column *judged = column->column;
    if (column->column->shows == COLUMN_JUDGE)
        judged = meaning_column(maker->sheet, column->column->what.text);
    else if (!column->column->light)
        return;
    struct figure *state = judged ? model_state(model, line, judged) : NULL;
    if (!state)
        return;
    *list_add(maker->builder->arena, &maker->builder->lit_cells) = (struct lit_cell){
        .range = {maker->row, maker->row, number, number},
        .sheet = maker->number,
        .state = state,
        .scale = line->judged_by ? line->judged_by->scale : line->scale,
        .format = content->format,
    };
}

// Numbers stand right, a little in from the line, unless the layout places them elsewhere.
static const struct style *number_style(struct table_maker *maker, const struct style *style,
                                        bool is_indented)
{
    struct style *right = arena_new(maker->builder->arena, struct style);
    if (style->across != ACROSS_GENERAL && (style->across != ACROSS_RIGHT || style->indent > 0))
        return style;
    *right = *style;
    right->across = ACROSS_RIGHT;
    right->indent = is_indented ? 1 : 0;
    return right;
}

// Whether a word would wrap for the sake of an indent.
static bool wraps_indented(const struct content *content, const struct style *style, double width)
{
    static const double indent = 20; // points; a little more than any program takes
    struct font font = {style->size, style->bold};
    return font_text_width(font, content->text) + indent > font_column_room(width);
}

// A number, or one of the layout's words in place of one, which stands where the number would.
static bool stands_for_number(const struct table_maker *maker, const struct figure *figure)
{
    const struct layout *layout = maker->builder->model->layout;
    const char *word = figure->value.text;
    if (figure->value.kind != VALUE_TEXT)
        return figure->value.kind == VALUE_NUMBER;
    return text_equal(word, layout->words.missing.text) ||
           text_equal(word, layout->words.divide_by_zero.text) || layout_accepts_word(layout, word);
}

void scorecard_put_figure(struct table_maker *maker, const struct content *content,
                          const struct style *style, uint16_t number, bool is_open,
                          const char *note)
{
    enum slot_kind kind = slot_kind_of(maker, content, style, number);
    bool is_number = kind != SLOT_TEXT && stands_for_number(maker, content->figure);
    bool is_indented = content->figure->value.kind == VALUE_NUMBER ||
                       !wraps_indented(content, style, build_width(scorecard_plan(maker), number));
    build_slot(maker->builder,
               (struct slot){
                   .kind = kind,
                   .spot = {maker->number, maker->row, number, maker->sheet->recipients_down},
                   .figure = content->figure,
                   .format = content->format,
                   .style = is_number ? number_style(maker, style, is_indented) : style,
                   .is_open = is_open && kind == SLOT_FIGURE,
                   .note = note,
               });
}

// Whether the cell at hand may be typed over, with what may be typed noted in the plan.
static bool put_opening(struct table_maker *maker, const struct model_line *line,
                        const struct content *content, uint16_t number)
{
    const struct column *column = maker->columns[number].column;
    if (!model_is_open(line, column, content))
        return false;
    build_opening(maker->builder, maker->sheet, column,
                  (struct spot){.sheet = maker->number, .row = maker->row, .column = number});
    return true;
}

void scorecard_put_content(struct table_maker *maker, struct model_line *line, uint16_t number)
{
    struct builder *builder = maker->builder;
    struct table_column *column = &maker->columns[number];
    const struct style *style = cell_style(maker, line, column);
    struct content content = model_content(builder->model, line, column);
    bool is_open = put_opening(maker, line, &content, number);
    const char *note = scorecard_mark(maker, line, number, style, &content);
    if (content.kind == CONTENT_FIGURE) {
        scorecard_put_light(maker, line, column, &content, number);
        scorecard_put_figure(maker, &content, style, number, is_open, note);
        return;
    }
    struct cell *cell = plan_text_add(builder->arena, scorecard_plan(maker), maker->row, number,
                                      style, content.text);
    cell->is_open = is_open;
    if (content.kind == CONTENT_NOTHING)
        cell->kind = CELL_BLANK;
    else if (content.marked)
        put_emphasis(builder->arena, cell, content.marked);
    else if (style->bold_first_line)
        put_bold_first_line(builder->arena, cell);
}
