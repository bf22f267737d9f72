// The lines of a register as tables: bands become columns, headings within the table begin a new
// one, notes go to the line above them.
#include "plan/accessible.h"

#include "base/text.h"

struct gathering {
    struct builder *builder;
    const struct sheet *sheet;
    struct access_lines lines;
    const char *band, *subband;
    bool band_is_bare, subband_is_bare; // nothing stands under it yet
    bool starts;                        // the next row does
    bool may_take_note;                 // the last row is what a note would be about
    size_t noted;                       // its number in the table
    LIST(const char *) pending;         // notes of the next row
};

static struct access_block *last_block(struct gathering *gathering)
{
    struct access_lines *lines = &gathering->lines;
    if (lines->blocks.count == 0)
        list_add(gathering->builder->arena, &lines->blocks);
    return &lines->blocks.items[lines->blocks.count - 1];
}

static void add_row(struct gathering *gathering, struct model_line *line)
{
    struct arena *arena = gathering->builder->arena;
    struct access_row *row = list_add(arena, &last_block(gathering)->rows);
    *row = (struct access_row){.line = line,
                               .band = gathering->band,
                               .subband = gathering->subband,
                               .starts = gathering->starts};
    for (size_t i = 0; i < gathering->pending.count; i++)
        *list_add(arena, &row->notes) = (struct access_note){.text = gathering->pending.items[i]};
    gathering->pending.count = 0;
    gathering->band_is_bare = gathering->subband_is_bare = gathering->starts = false;
    gathering->may_take_note = line != NULL;
    gathering->noted = last_block(gathering)->rows.count - 1;
}

// A band with nothing under it has a row of its own.
static void close_band(struct gathering *gathering, enum row_kind kind)
{
    bool is_bare = gathering->subband_is_bare ||
                   (gathering->band_is_bare && kind == ROW_BAND && !gathering->subband);
    if (is_bare)
        add_row(gathering, NULL);
    gathering->starts = true;
    gathering->may_take_note = false;
}

static void set_band(struct gathering *gathering, enum row_kind kind, const char *text)
{
    close_band(gathering, kind);
    if (kind == ROW_BAND) {
        gathering->band = text;
        gathering->band_is_bare = true;
        gathering->subband = NULL;
        gathering->subband_is_bare = false;
    } else {
        gathering->subband = text;
        gathering->subband_is_bare = true;
    }
}

static bool same_headings(struct gathering *gathering, struct model_line *one,
                          struct model_line *other)
{
    struct table_column *columns;
    struct model *model = gathering->builder->model;
    size_t count = model_columns(model, gathering->sheet, &columns);
    for (size_t i = 0; i < count; i++) {
        if (!text_equal(model_content(model, one, &columns[i]).text,
                        model_content(model, other, &columns[i]).text))
            return false;
    }
    return true;
}

// Bands that have rows end where other headings begin.
static void start_block(struct gathering *gathering, struct model_line *header)
{
    struct arena *arena = gathering->builder->arena;
    struct access_block *block = last_block(gathering);
    gathering->starts = true;
    if (block->header && same_headings(gathering, block->header, header))
        return;
    if (block->rows.count > 0)
        block = list_add(arena, &gathering->lines.blocks);
    block->header = header;
    if (!gathering->band_is_bare && !gathering->subband_is_bare)
        gathering->band = gathering->subband = NULL;
}

static void add_strip(struct gathering *gathering, const char *text)
{
    struct access_lines *lines = &gathering->lines;
    for (size_t i = 0; i < lines->texts.count; i++) {
        if (text_equal(lines->texts.items[i], text))
            return;
    }
    *list_add(gathering->builder->arena, &lines->texts) = text;
}

// A row of text right above other headings is the title of what follows.
static bool is_title(const struct gathering *gathering, size_t number)
{
    const struct layout_register *table = &gathering->sheet->register_table;
    return number + 1 < table->lines.count && table->lines.items[number + 1].kind == ROW_HEADER;
}

static bool is_followed_by_rows(const struct gathering *gathering, size_t number)
{
    const struct layout_register *table = &gathering->sheet->register_table;
    for (size_t i = number + 1; i < table->lines.count; i++) {
        if (table->lines.items[i].kind == ROW_MEASURE || table->lines.items[i].kind == ROW_PART)
            return true;
    }
    return false;
}

static void add_note(struct gathering *gathering, size_t number, const char *text)
{
    struct arena *arena = gathering->builder->arena;
    struct access_block *block = last_block(gathering);
    if (is_title(gathering, number)) {
        block = list_add(arena, &gathering->lines.blocks);
        block->title = text;
        gathering->band = gathering->subband = NULL;
    } else if (!is_followed_by_rows(gathering, number)) {
        *list_add(arena, &gathering->lines.notes) = text;
    } else if (gathering->may_take_note && block->rows.count > 0) {
        *list_add(arena, &block->rows.items[gathering->noted].notes) =
            (struct access_note){.text = text};
    } else {
        *list_add(arena, &gathering->pending) = text;
    }
}

// Texts with several figures ----------------------------------------------------------------------

// The row of a line that stands inside texts of the line above it.
static struct access_row *part_row(struct gathering *gathering, struct model_line *line,
                                   const struct model_line *part)
{
    struct access_block *block = last_block(gathering);
    for (size_t i = gathering->noted + 1; i < block->rows.count; i++) {
        struct access_row *row = &block->rows.items[i];
        if (row->parts.items[0].shown.figure->line == part)
            return row;
    }
    struct access_row *row = list_add(gathering->builder->arena, &block->rows);
    *row =
        (struct access_row){.line = line, .band = gathering->band, .subband = gathering->subband};
    return row;
}

// The figures of a text get rows of their own, but for the line's, which takes the text's place;
// the whole text becomes a note.
static void unfold_text(struct gathering *gathering, struct model_line *line,
                        const struct table_column *column, const struct content *content)
{
    struct arena *arena = gathering->builder->arena;
    struct access_block *block = last_block(gathering);
    struct text_part own, *parts;
    if (!access_own_part(gathering->builder, content, &own))
        return;
    *list_add(arena, &block->rows.items[gathering->noted].notes) =
        (struct access_note){.text = content->text, .figure = content->figure};
    size_t count = model_text_parts(gathering->builder->model, content->figure, &parts);
    for (size_t i = 0; i < count; i++) {
        if (parts[i].figure == own.figure)
            continue;
        struct access_row *row = part_row(gathering, line, parts[i].figure->line);
        *list_add(arena, &row->parts) = (struct access_part){parts[i], column};
    }
}

static void add_line(struct gathering *gathering, struct model_line *line)
{
    struct table_column *columns;
    struct model *model = gathering->builder->model;
    size_t count = model_columns(model, gathering->sheet, &columns);
    add_row(gathering, line);
    for (size_t i = 0; i < count; i++) {
        struct content content = model_content(model, line, &columns[i]);
        if (content.kind == CONTENT_FIGURE && content.figure->kind == FIGURE_TEXT)
            unfold_text(gathering, line, &columns[i], &content);
    }
}

static void take_line(struct gathering *gathering, size_t number)
{
    struct model *model = gathering->builder->model;
    struct model_line *line = model_line_of(model, gathering->sheet, number);
    const char *text = model_text(model, &line->said->label, gathering->sheet, line, NULL);
    switch (line->said->kind) {
    case ROW_WORKING:
        return;
    case ROW_BAND:
    case ROW_SUBBAND:
        set_band(gathering, line->said->kind, text);
        return;
    case ROW_HEADER:
        start_block(gathering, line);
        return;
    case ROW_NOTE:
        add_note(gathering, number, text);
        return;
    case ROW_STRIP:
        add_strip(gathering, text);
        return;
    case ROW_MEASURE:
    case ROW_PART:
        add_line(gathering, line);
    }
}

struct access_lines access_lines_of(struct builder *builder, const struct sheet *sheet)
{
    struct gathering gathering = {.builder = builder, .sheet = sheet};
    for (size_t i = 0; i < sheet->register_table.lines.count; i++)
        take_line(&gathering, i);
    close_band(&gathering, ROW_BAND);
    for (size_t i = 0; i < gathering.pending.count; i++)
        *list_add(builder->arena, &gathering.lines.notes) = gathering.pending.items[i];
    return gathering.lines;
}
