// A sheet of the layout: texts above, headings, the table, texts below.
#include "plan/build.h"

#include "base/font.h"
#include "base/text.h"
#include "model/light.h"
#include "model/meaning.h"
#include "model/opening.h"

#include <stdint.h>
#include <string.h>

struct table_maker {
    struct builder *builder;
    const struct sheet *sheet;
    size_t number; // of the sheet in the plan
    struct table_column *columns;
    size_t column_count;
    uint32_t row;        // the next free one
    uint32_t first_row;  // of the table, below its headings
    uint32_t *line_rows; // one to a line of the register; UINT32_MAX where it has no row
    uint32_t *line_ends; // the last row of a line: more than its first where a text needs the room
};

static struct plan_sheet *plan_of(const struct table_maker *maker)
{
    return &maker->builder->plan->sheets.items[maker->number];
}

static uint16_t last_column(const struct table_maker *maker)
{
    return (uint16_t)(maker->column_count - 1);
}

static void merge(const struct table_maker *maker, uint32_t first_row, uint32_t last_row,
                  uint16_t first_column, uint16_t last)
{
    plan_merge_add(maker->builder->arena, plan_of(maker),
                   (struct merge){first_row, last_row, first_column, last});
}

static struct across across_of(const struct table_maker *maker)
{
    return (struct across){maker->builder, maker->sheet, maker->number, last_column(maker),
                           maker->row};
}

static void put_across(struct table_maker *maker, const char *role, const char *names,
                       const char *text)
{
    struct across across = across_of(maker);
    build_across(&across, role, names, text);
    maker->row = across.row;
}

// Headings ----------------------------------------------------------------------------------------

static size_t heading_rows(const struct table_maker *maker)
{
    size_t rows = 0;
    for (size_t i = 0; i < maker->column_count; i++) {
        size_t count = maker->columns[i].column->headings.count;
        rows = count > rows ? count : rows;
    }
    return rows;
}

// The heading of a column in a heading row: the last one fills what is left.
static const char *heading_text(struct table_maker *maker, size_t column, size_t row)
{
    const struct table_column *one = &maker->columns[column];
    size_t count = one->column->headings.count;
    if (count == 0)
        return "";
    const struct said *said = &one->column->headings.items[row < count ? row : count - 1];
    return model_text(maker->builder->model, said, maker->sheet, one->line,
                      one->has_window ? &one->window : NULL);
}

static bool heading_continues(struct table_maker *maker, size_t column, size_t row)
{
    return row >= maker->columns[column].column->headings.count && row > 0;
}

static size_t heading_down(struct table_maker *maker, size_t column, size_t row, size_t rows)
{
    size_t last = row;
    while (last + 1 < rows && heading_continues(maker, column, last + 1))
        last++;
    return last;
}

// Equal neighbours in a row share a cell, where they reach down equally far.
static size_t heading_across(struct table_maker *maker, size_t column, size_t row, size_t rows)
{
    size_t last = column;
    const char *text = heading_text(maker, column, row);
    size_t down = heading_down(maker, column, row, rows);
    while (text[0] != '\0' && last + 1 < maker->column_count &&
           !heading_continues(maker, last + 1, row) &&
           text_equal(heading_text(maker, last + 1, row), text) &&
           heading_down(maker, last + 1, row, rows) == down)
        last++;
    return last;
}

static void put_headings(struct table_maker *maker)
{
    struct builder *builder = maker->builder;
    size_t rows = heading_rows(maker);
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = 0; column < maker->column_count; column++) {
            if (heading_continues(maker, column, row))
                continue;
            size_t across = heading_across(maker, column, row, rows);
            size_t down = heading_down(maker, column, row, rows);
            uint32_t first = maker->row + (uint32_t)row;
            plan_text_add(builder->arena, plan_of(maker), first, (uint16_t)column,
                          build_role(builder, "heading"), heading_text(maker, column, row));
            merge(maker, first, maker->row + (uint32_t)down, (uint16_t)column, (uint16_t)across);
            column = across;
        }
    }
    struct plan_sheet *sheet = plan_of(maker);
    if (rows > 0) {
        sheet->repeats = maker->sheet->page.repeat_headings;
        sheet->repeat_first = maker->row;
        sheet->repeat_last = maker->row + (uint32_t)rows - 1;
        sheet->freeze_row = maker->row + (uint32_t)rows;
    }
    for (size_t row = 0; row < rows; row++)
        build_tie(builder, maker->number, maker->row + (uint32_t)row);
    maker->row += (uint32_t)rows;
}

// Cells -------------------------------------------------------------------------------------------

static const char *role_of(const struct line *line)
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
static const char **texts_below(struct table_maker *maker, const struct model_line *line)
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

static bool is_last_of_measure(const struct table_maker *maker, size_t number)
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
                   (maker->sheet->stacked || is_last_of_measure(maker, number));
    return is_last && texts_below(maker, measure);
}

static const struct style *cell_style(struct table_maker *maker, const struct model_line *line,
                                      const struct table_column *column)
{
    struct builder *builder = maker->builder;
    const char *names = column->column->style.text;
    const struct style *said =
        build_style(builder, role_of(line->said), names, line->said->style.text);
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

#define INDENT 7.0 // points that a number stands in from the line

// Whether a number fits its column as a number; the symbol of a light in front of it included.
static bool fits(const struct content *content, const struct style *style, double width,
                 const char *symbol)
{
    struct font font = {style->size, style->bold};
    double needed = font_text_width(font, content->text) + INDENT;
    if (symbol)
        needed += font_text_width(font, symbol) + font_text_width(font, " ");
    return needed <= font_column_room(width);
}

static enum slot_kind slot_kind_of(const struct content *content, const struct style *style,
                                   const struct table_column *column)
{
    const struct figure *figure = content->figure;
    bool is_number = figure->value.kind == VALUE_NUMBER;
    const char *symbol = column->column->light ? "▲" : NULL;
    if (is_number && !fits(content, style, column->column->width, symbol))
        return SLOT_TEXT;
    bool stands_on_data = figure->kind == FIGURE_TARGET || figure->kind == FIGURE_LIGHT;
    return stands_on_data ? SLOT_REFERENCE : SLOT_FIGURE;
}

static void put_light(struct table_maker *maker, struct model_line *line,
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

// Numbers stand right, a little in from the line, unless the layout places them.
static const struct style *number_style(struct table_maker *maker, const struct style *style)
{
    struct style *right = arena_new(maker->builder->arena, struct style);
    if (style->across != ACROSS_GENERAL)
        return style;
    *right = *style;
    right->across = ACROSS_RIGHT;
    right->indent = 1;
    return right;
}

static void put_figure(struct table_maker *maker, const struct content *content,
                       const struct style *style, uint16_t number, bool is_open)
{
    enum slot_kind kind = slot_kind_of(content, style, &maker->columns[number]);
    bool is_number = kind != SLOT_TEXT && content->figure->value.kind == VALUE_NUMBER;
    build_slot(maker->builder, (struct slot){
                                   .kind = kind,
                                   .spot = {maker->number, maker->row, number},
                                   .figure = content->figure,
                                   .format = content->format,
                                   .style = is_number ? number_style(maker, style) : style,
                                   .is_open = is_open && kind == SLOT_FIGURE,
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
                  (struct spot){maker->number, maker->row, number});
    return true;
}

// A text that the highest row has no room for goes on in further rows, which the line's cells
// share.
static void make_room(struct table_maker *maker, struct model_line *line,
                      const struct content *content, const struct style *style, uint16_t number)
{
    size_t place = (size_t)(line->said - maker->sheet->register_table.lines.items);
    uint32_t *end = &maker->line_ends[place];
    if (maker->columns[number].column->merge != MERGE_NOT)
        return; // it reaches down over other lines
    uint32_t rows = build_rows_for(maker->builder, plan_of(maker), style, number, content->text);
    if (maker->row + rows - 1 > *end)
        *end = maker->row + rows - 1;
}

static void put_content(struct table_maker *maker, struct model_line *line, uint16_t number)
{
    struct builder *builder = maker->builder;
    struct table_column *column = &maker->columns[number];
    const struct style *style = cell_style(maker, line, column);
    struct content content = model_content(builder->model, line, column);
    bool is_open = put_opening(maker, line, &content, number);
    make_room(maker, line, &content, style, number);
    if (content.kind == CONTENT_FIGURE) {
        put_light(maker, line, column, &content, number);
        put_figure(maker, &content, style, number, is_open);
        return;
    }
    struct cell *cell =
        plan_text_add(builder->arena, plan_of(maker), maker->row, number, style, content.text);
    cell->is_open = is_open;
    if (content.kind == CONTENT_NOTHING)
        cell->kind = CELL_BLANK;
    else if (content.marked)
        put_emphasis(builder->arena, cell, content.marked);
    else if (style->bold_first_line)
        put_bold_first_line(builder->arena, cell);
}

// Rows --------------------------------------------------------------------------------------------

// A row of its own for the texts under a measure, without a line between.
static void put_below_row(struct table_maker *maker, const struct model_line *measure)
{
    struct builder *builder = maker->builder;
    const char **texts = texts_below(maker, measure);
    if (!texts)
        return;
    struct style *style = arena_new(builder->arena, struct style);
    *style = *build_role(builder, "note");
    style->top = NULL;
    for (size_t i = 0; i < maker->column_count; i++)
        plan_text_add(builder->arena, plan_of(maker), maker->row, (uint16_t)i, style,
                      texts[i] ? texts[i] : "");
    build_tie(builder, maker->number, maker->row - 1);
    maker->row++;
}

static void put_measure(struct table_maker *maker, struct model_line *line, size_t number)
{
    if (line->said->kind == ROW_PART || line->said->kind == ROW_HEADER)
        build_tie(maker->builder, maker->number,
                  line->said->kind == ROW_PART ? maker->row - 1 : maker->row);
    maker->line_rows[number] = maker->row;
    maker->line_ends[number] = maker->row;
    for (size_t i = 0; i < maker->column_count; i++)
        put_content(maker, line, (uint16_t)i);
    for (; maker->row < maker->line_ends[number]; maker->row++)
        build_tie(maker->builder, maker->number, maker->row);
    maker->row++;
}

static void put_break(struct table_maker *maker, enum row_kind kind)
{
    if (kind == ROW_BAND && maker->sheet->page.break_before_band && maker->row > maker->first_row)
        *list_add(maker->builder->arena, &plan_of(maker)->breaks) = maker->row;
}

static void put_line(struct table_maker *maker, size_t number)
{
    struct model *model = maker->builder->model;
    struct model_line *line = model_line_of(model, maker->sheet, number);
    maker->line_rows[number] = UINT32_MAX;
    switch (line->said->kind) {
    case ROW_WORKING:
        return;
    case ROW_BAND:
    case ROW_SUBBAND:
    case ROW_NOTE:
    case ROW_STRIP:
        put_break(maker, line->said->kind);
        maker->line_rows[number] = maker->row;
        if (line->said->kind == ROW_BAND || line->said->kind == ROW_SUBBAND)
            build_tie(maker->builder, maker->number, maker->row);
        put_across(maker, role_of(line->said), line->said->style.text,
                   model_text(model, &line->said->label, maker->sheet, line, NULL));
        return;
    case ROW_HEADER:
    case ROW_MEASURE:
    case ROW_PART:
        break;
    }
    if (!model_is_stacked_part(line))
        put_measure(maker, line, number);
    const struct model_line *measure = line->measure ? line->measure : line;
    if (line->said->kind != ROW_HEADER && is_last_of_measure(maker, number))
        put_below_row(maker, measure);
}

// An overview -------------------------------------------------------------------------------------

static const struct style *column_style(struct table_maker *maker, const char *role,
                                        const struct column *column)
{
    return build_style(maker->builder, role, column->style.text, NULL);
}

static void put_overview_cell(struct table_maker *maker, const struct content *content,
                              const struct style *style, uint16_t number)
{
    if (content->kind == CONTENT_FIGURE)
        put_figure(maker, content, style, number, false);
    else
        plan_text_add(maker->builder->arena, plan_of(maker), maker->row, number, style,
                      content->text);
}

// A recipient's row; its first cell leads to its figures on the Data sheet.
static void put_recipient(struct table_maker *maker, const struct area *area)
{
    struct builder *builder = maker->builder;
    for (size_t i = 0; i < maker->column_count; i++) {
        struct table_column *column = &maker->columns[i];
        struct content content =
            model_recipient_content(builder->model, maker->sheet, area, column);
        if (column->line)
            put_light(maker, model_recipient_line(builder->model, area, column), column, &content,
                      (uint16_t)i);
        put_overview_cell(maker, &content, column_style(maker, "measure", column->column),
                          (uint16_t)i);
    }
    *list_add(builder->arena, &builder->leads) =
        (struct lead){{maker->number, maker->row, 0}, area};
    maker->row++;
}

// Below the recipients: how many lights of each column have the state that a column counts.
static void put_counts(struct table_maker *maker, const struct table_column *count)
{
    struct builder *builder = maker->builder;
    size_t last = count->column->headings.count;
    const char *heading = last > 0
                              ? model_text(builder->model, &count->column->headings.items[last - 1],
                                           maker->sheet, NULL, NULL)
                              : count->column->what.text;
    for (size_t i = 0; i < maker->column_count; i++) {
        struct table_column *column = &maker->columns[i];
        struct content content =
            model_count_content(builder->model, maker->sheet, count->column, column);
        if (i == 0)
            content = (struct content){.kind = CONTENT_TEXT, .text = heading};
        put_overview_cell(maker, &content, column_style(maker, "header", column->column),
                          (uint16_t)i);
    }
    if (maker->row > maker->first_row)
        build_tie(builder, maker->number, maker->row - 1);
    maker->row++;
}

static void put_overview(struct table_maker *maker)
{
    struct model *model = maker->builder->model;
    const struct area **areas;
    size_t count = model_recipients_down(model, maker->sheet, &areas);
    for (size_t i = 0; i < count; i++)
        put_recipient(maker, areas[i]);
    struct plan_sheet *sheet = plan_of(maker);
    sheet->filters = maker->first_row > 0 && count > 0;
    sheet->filter = (struct merge){maker->first_row - 1, maker->row - 1, 0, last_column(maker)};
    for (size_t i = 0; i < maker->column_count; i++) {
        if (maker->columns[i].column->shows == COLUMN_COUNT)
            put_counts(maker, &maker->columns[i]);
    }
}

static void put_register(struct table_maker *maker)
{
    for (size_t i = 0; i < maker->sheet->register_table.lines.count; i++)
        put_line(maker, i);
}

// Merges down -------------------------------------------------------------------------------------

static bool holds_something(const struct table_maker *maker, size_t number, uint16_t column)
{
    struct model *model = maker->builder->model;
    struct model_line *line = model_line_of(model, maker->sheet, number);
    return model_content(model, line, &maker->columns[column]).kind != CONTENT_NOTHING;
}

static bool is_table_row(const struct line *line)
{
    return line->kind == ROW_MEASURE || line->kind == ROW_PART;
}

// The last row that a cell reaches down to: over empty cells, or over its measure.
static uint32_t merge_end(const struct table_maker *maker, size_t number, uint16_t column)
{
    const struct layout_register *table = &maker->sheet->register_table;
    bool is_measure = maker->columns[column].column->merge == MERGE_MEASURE;
    size_t i = number + 1;
    for (; i < table->lines.count; i++) {
        const struct line *line = &table->lines.items[i];
        if (line->kind == ROW_WORKING || maker->line_rows[i] == UINT32_MAX)
            continue;
        if (!is_table_row(line) || (is_measure && line->kind == ROW_MEASURE) ||
            holds_something(maker, i, column))
            break;
    }
    for (; i < table->lines.count; i++) {
        if (maker->line_rows[i] != UINT32_MAX)
            return maker->line_rows[i] - 1;
    }
    return maker->row - 1;
}

static void drop_blank_cells(const struct table_maker *maker, uint32_t first, uint32_t last,
                             uint16_t column)
{
    struct plan_sheet *sheet = plan_of(maker);
    size_t kept = 0;
    for (size_t i = 0; i < sheet->cells.count; i++) {
        const struct cell *cell = &sheet->cells.items[i];
        if (cell->column != column || cell->row <= first || cell->row > last)
            sheet->cells.items[kept++] = *cell;
    }
    sheet->cells.count = kept;
}

static void merge_column(const struct table_maker *maker, uint16_t column)
{
    const struct layout_register *table = &maker->sheet->register_table;
    for (size_t i = 0; i < table->lines.count; i++) {
        uint32_t row = maker->line_rows[i];
        bool is_measure = table->lines.items[i].kind == ROW_MEASURE;
        if (row == UINT32_MAX || !is_table_row(&table->lines.items[i]))
            continue;
        bool starts = maker->columns[column].column->merge == MERGE_MEASURE
                          ? is_measure
                          : holds_something(maker, i, column);
        uint32_t last = starts ? merge_end(maker, i, column) : row;
        if (last <= row)
            continue;
        drop_blank_cells(maker, row, last, column);
        merge(maker, row, last, column, column);
    }
}

// The rows of a line that has several.
static void merge_lines(const struct table_maker *maker, uint16_t column)
{
    const struct layout_register *table = &maker->sheet->register_table;
    for (size_t i = 0; i < table->lines.count; i++) {
        if (maker->line_rows[i] != UINT32_MAX && maker->line_ends[i] > maker->line_rows[i])
            merge(maker, maker->line_rows[i], maker->line_ends[i], column, column);
    }
}

static void merge_down(const struct table_maker *maker)
{
    for (size_t i = 0; i < maker->column_count; i++) {
        if (maker->columns[i].column->merge != MERGE_NOT)
            merge_column(maker, (uint16_t)i);
        else
            merge_lines(maker, (uint16_t)i);
    }
}

void build_scorecard(struct builder *builder, const struct sheet *sheet)
{
    struct table_maker maker = {
        .builder = builder,
        .sheet = sheet,
        .number = builder->plan->sheets.count,
        .line_rows = arena_array(builder->arena, uint32_t, sheet->register_table.lines.count + 1),
        .line_ends = arena_array(builder->arena, uint32_t, sheet->register_table.lines.count + 1),
    };
    maker.column_count = model_columns(builder->model, sheet, &maker.columns);
    plan_sheet_add(builder->arena, builder->plan, sheet->name)->is_protected = sheet->is_protected;
    for (size_t i = 0; i < maker.column_count; i++)
        plan_width_set(builder->arena, plan_of(&maker), (uint16_t)i,
                       maker.columns[i].column->width);
    struct across across = across_of(&maker);
    build_above(&across);
    maker.row = across.row;
    put_headings(&maker);
    maker.first_row = maker.row;
    if (sheet->recipients_down) {
        put_overview(&maker);
    } else {
        put_register(&maker);
        merge_down(&maker);
    }
    across = across_of(&maker);
    build_below(&across);
    build_page(builder, plan_of(&maker), &sheet->page);
}
