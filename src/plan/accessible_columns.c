// The columns of a table of the accessible edition, and what stands in them.
#include "plan/accessible.h"

#include "base/text.h"
#include "model/light.h"

#include <ctype.h>

static const struct content nothing = {.text = ""};

// Headings ----------------------------------------------------------------------------------------

// "year_to_date" as "Year to date"
static const char *from_name(struct builder *builder, const char *name)
{
    char *heading = arena_copy(builder->arena, name);
    for (char *at = heading; *at != '\0'; at++) {
        if (*at == '_')
            *at = ' ';
    }
    heading[0] = (char)toupper((unsigned char)heading[0]);
    return heading;
}

// The headings from the top, those that repeat the one above them left out.
static const char *joined(struct builder *builder, const struct sheet *sheet,
                          const struct table_column *column)
{
    struct text heading = {.arena = builder->arena};
    const struct texts *headings = &column->column->headings;
    const char *above = "";
    for (size_t i = 0; i < headings->count; i++) {
        const char *text = model_text(builder->model, &headings->items[i], sheet, column->line,
                                      column->has_window ? &column->window : NULL);
        if (!text_is_blank(text) && !text_equal(text, above))
            text_print(&heading, "%s%s", heading.length > 0 ? ", " : "", text);
        above = text;
    }
    return text_done(&heading);
}

const char *access_column_heading(struct builder *builder, const struct sheet *sheet,
                                  const struct table_column *column,
                                  const struct model_line *header)
{
    const char *heading = "";
    if (header)
        heading = model_content(builder->model,
                                model_line_for(builder->model, header->base, header->whose), column)
                      .text;
    if (text_is_blank(heading))
        heading = joined(builder, sheet, column);
    return text_is_blank(heading) ? from_name(builder, column->column->name) : heading;
}

// Contents ----------------------------------------------------------------------------------------

static bool is_label(const struct table_column *column)
{
    return text_equal(column->column->what.text, "label");
}

static struct content of_text(const char *text)
{
    bool is_blank = !text || text_is_blank(text);
    return is_blank ? nothing : (struct content){.kind = CONTENT_TEXT, .text = text};
}

static struct content light_content(struct builder *builder, struct model_line *line,
                                    const struct column *column)
{
    if (line->sheet->unfolded && line->said->kind == ROW_PART)
        return nothing;
    struct figure *light = light_figure(builder->model, line, column);
    return model_figure_content(builder->model, light, NULL);
}

static struct content below_content(struct builder *builder, const struct model_line *line,
                                    const char *heading)
{
    const struct table *table = &line->sheet->register_table.table;
    int number = table_column(&table->headings, heading);
    struct said said = {row_cell(line->said->row, number),
                        table_place(builder->arena, table->file, line->said->row, number)};
    return of_text(model_text(builder->model, &said, line->sheet, line, NULL));
}

bool access_own_part(struct builder *builder, const struct content *content, struct text_part *part)
{
    struct text_part *parts;
    size_t count = content->kind == CONTENT_FIGURE
                       ? model_text_parts(builder->model, content->figure, &parts)
                       : 0;
    for (size_t i = 0; i < count; i++) {
        *part = parts[i];
        if (part->figure->line == content->figure->line)
            return true;
    }
    return false;
}

static struct content line_content(struct builder *builder, struct model_line *line,
                                   const struct table_column *column)
{
    struct content content = model_content(builder->model, line, column);
    struct text_part own;
    if (!access_own_part(builder, &content, &own))
        return content;
    return model_figure_content(builder->model, own.figure, own.format);
}

// Of a line that stands inside texts: its label, and its figures in the columns of the texts.
static struct content part_content(struct builder *builder, const struct access_row *row,
                                   const struct table_column *column)
{
    for (size_t i = 0; i < row->parts.count; i++) {
        const struct access_part *part = &row->parts.items[i];
        if (column->column == part->column->column &&
            window_equal(column->window, part->column->window))
            return model_figure_content(builder->model, part->shown.figure, part->shown.format);
    }
    return is_label(column) ? of_text(build_label(builder, row->parts.items[0].shown.figure->line))
                            : nothing;
}

// A cell that reaches down in the mirror says the same in each row.
static struct content shown_content(struct builder *builder, const struct access_block *block,
                                    size_t row, const struct table_column *column)
{
    for (size_t i = row + 1; i-- > 0;) {
        const struct access_row *one = &block->rows.items[i];
        struct content content = one->parts.count > 0 ? part_content(builder, one, column)
                                 : one->line          ? line_content(builder, one->line, column)
                                                      : nothing;
        bool may_reach = column->column->merge == MERGE_BLANKS ||
                         (column->column->merge == MERGE_MEASURE && one->line &&
                          (one->parts.count > 0 || one->line->said->kind == ROW_PART));
        if (content.kind != CONTENT_NOTHING || one->starts || !may_reach)
            return content;
    }
    return nothing;
}

struct content access_content(struct builder *builder, const struct access_block *block, size_t row,
                              const struct access_column *column)
{
    const struct access_row *one = &block->rows.items[row];
    if (column->kind == ACCESS_BAND)
        return of_text(one->band);
    if (column->kind == ACCESS_SUBBAND)
        return of_text(one->subband);
    if (column->kind == ACCESS_SHOWN)
        return shown_content(builder, block, row, column->shown);
    if (column->kind == ACCESS_PART_OF && one->parts.count > 0)
        return of_text(build_label(builder, one->line));
    if (!one->line || one->parts.count > 0)
        return nothing;
    switch (column->kind) {
    case ACCESS_PART_OF:
        return one->line->measure ? of_text(build_label(builder, one->line->measure)) : nothing;
    case ACCESS_LIGHT:
        return light_content(builder, one->line, column->shown->column);
    case ACCESS_BELOW:
        return below_content(builder, one->line, column->shown->column->below.text);
    case ACCESS_NOTES:
        return one->notes.count > 0 ? of_text(one->notes.items[0].text) : nothing;
    case ACCESS_BAND:
    case ACCESS_SUBBAND:
    case ACCESS_SHOWN:
        break;
    }
    return nothing;
}

// Columns -----------------------------------------------------------------------------------------

struct choosing {
    struct builder *builder;
    const struct sheet *sheet;
    const struct access_block *block;
    struct access_columns columns;
};

// A column with nothing in it is left out.
static void add_column(struct choosing *choosing, struct access_column column)
{
    for (size_t i = 0; i < choosing->block->rows.count; i++) {
        if (access_content(choosing->builder, choosing->block, i, &column).kind == CONTENT_NOTHING)
            continue;
        *list_add(choosing->builder->arena, &choosing->columns.items) = column;
        return;
    }
}

static const char *said_or(struct choosing *choosing, const struct said *said, const char *text)
{
    return said->text ? model_text(choosing->builder->model, said, choosing->sheet, NULL, NULL)
                      : text;
}

static void add_shown(struct choosing *choosing, struct table_column *shown)
{
    struct builder *builder = choosing->builder;
    const char *heading =
        access_column_heading(builder, choosing->sheet, shown, choosing->block->header);
    const char *below = shown->column->below.text;
    add_column(choosing, (struct access_column){ACCESS_SHOWN, shown, heading});
    if (shown->column->light)
        add_column(choosing,
                   (struct access_column){ACCESS_LIGHT, shown,
                                          arena_print(builder->arena, "%s: light", heading)});
    if (is_label(shown))
        add_column(choosing, (struct access_column){ACCESS_PART_OF, NULL, "Part of"});
    if (below)
        add_column(choosing,
                   (struct access_column){ACCESS_BELOW, shown, from_name(builder, below)});
}

// What a row is comes first, then what it is under, then the columns of the layout.
struct access_columns access_columns_of(struct builder *builder, const struct sheet *sheet,
                                        const struct access_block *block)
{
    struct choosing choosing = {.builder = builder, .sheet = sheet, .block = block};
    struct table_column *columns;
    size_t count = model_columns(builder->model, sheet, &columns);
    const struct accessible *said = &sheet->accessible;
    for (size_t i = 0; i < count; i++) {
        if (is_label(&columns[i]))
            add_shown(&choosing, &columns[i]);
    }
    choosing.columns.labels = choosing.columns.items.count;
    add_column(&choosing, (struct access_column){ACCESS_BAND, NULL,
                                                 said_or(&choosing, &said->bands, "Section")});
    add_column(&choosing,
               (struct access_column){ACCESS_SUBBAND, NULL,
                                      said_or(&choosing, &said->subbands, "Subsection")});
    for (size_t i = 0; i < count; i++) {
        if (!is_label(&columns[i]))
            add_shown(&choosing, &columns[i]);
    }
    add_column(&choosing, (struct access_column){ACCESS_NOTES, NULL, "Notes"});
    return choosing.columns;
}
