// A sheet of the layout in the accessible edition: what it is, then its tables.
#include "plan/accessible.h"

#include "base/text.h"
#include "model/light.h"
#include "model/meaning.h"

#include <string.h>
#include <strings.h>

// Names of sheets, before a number, that tell nobody what is on them.
static const char *const bare_names[] = {"Table", "Sheet", "Appendix", "Part", "Annex"};

static const struct said *title_of(const struct access *access)
{
    const struct sheet *sheet = access->sheet;
    if (sheet->above.count > 0)
        return &sheet->above.items[0];
    return sheet->title.text ? &sheet->title : &access->builder->model->layout->title;
}

static const struct scale *scale_of(const struct access *access)
{
    const struct layout *layout = access->builder->model->layout;
    for (size_t i = 0; i < layout->scales.count; i++) {
        if (access->sheet->scale.text &&
            text_equal(layout->scales.items[i].name, access->sheet->scale.text))
            return &layout->scales.items[i];
    }
    return layout->scales.count > 0 ? &layout->scales.items[0] : NULL;
}

// "GREEN: On target", a line to each state.
static void put_legend(struct access *access)
{
    struct builder *builder = access->builder;
    const struct scale *scale = scale_of(access);
    for (size_t i = 0; scale && i < scale->states.count; i++) {
        const struct state *state = &scale->states.items[i];
        if (state->legend.text)
            access_text(access, "text",
                        arena_print(builder->arena, "%s: %s",
                                    state->shows ? state->shows : state->name,
                                    model_text(builder->model, &state->legend, NULL, NULL, NULL)));
    }
}

static void put_texts(struct access *access, const struct texts *texts, size_t first)
{
    for (size_t i = first; i < texts->count; i++) {
        const struct said *said = &texts->items[i];
        if (text_equal(said->text, "legend"))
            put_legend(access);
        else if (!text_equal(said->text, "footnotes"))
            access_text(access, "text",
                        model_text(access->builder->model, said, access->sheet, NULL, NULL));
    }
}

// "Notes to this table: [note 1] [note 4]"
static void put_markers(struct access *access, const struct access_lines *lines)
{
    struct builder *builder = access->builder;
    struct text markers = {.arena = builder->arena};
    const struct sheet *sheet = access->sheet;
    for (size_t i = 0; i < sheet->footnotes.count; i++)
        text_print(&markers, " %s", sheet->footnotes.items[i].shown);
    for (size_t i = 0; i < lines->notes.count; i++)
        text_print(&markers, " %s",
                   access_note(builder, (struct access_note){.text = lines->notes.items[i],
                                                             .sheet = sheet->name,
                                                             .about = "The table"}));
    if (markers.length == 0)
        return;
    struct cell *cell = plan_text_add(
        builder->arena, access_plan(access), access->row++, 0, build_role(builder, "text"),
        arena_print(builder->arena, "Notes to this table:%s", text_done(&markers)));
    cell->link = access_link(builder, access_sheet_name(builder, "Notes"));
}

static const char *description(const struct access *access, size_t tables, size_t rows)
{
    struct builder *builder = access->builder;
    const struct said *own = &access->sheet->accessible.description;
    const char *kind = access->sheet->recipients_down ? "one to each recipient"
                       : access->sheet->charts        ? "one to each period of each chart"
                                                      : "one to each measure or part of one";
    if (own->text)
        return model_text(builder->model, own, access->sheet, NULL, NULL);
    if (tables == 1)
        return arena_print(builder->arena,
                           "This sheet has one table of %zu rows, %s. Its marks are explained on "
                           "the sheet %s.",
                           rows, kind, access_sheet_name(builder, "Notes"));
    return arena_print(builder->arena,
                       "This sheet has %zu tables, one below the other, with a free row between "
                       "them. Their marks are explained on the sheet %s.",
                       tables, access_sheet_name(builder, "Notes"));
}

static void put_above(struct access *access, const struct access_lines *lines, size_t tables,
                      size_t rows)
{
    struct model *model = access->builder->model;
    access_text(access, "title", model_text(model, title_of(access), access->sheet, NULL, NULL));
    access_text(access, "text", description(access, tables, rows));
    put_texts(access, &access->sheet->above, 1);
    put_texts(access, &access->sheet->below, 0);
    for (size_t i = 0; i < lines->texts.count; i++)
        access_text(access, "text", lines->texts.items[i]);
    put_markers(access, lines);
}

// The sheet's name, or its title where the name says nothing: "Table 2".
const char *access_main_name(const struct access *access)
{
    enum { LONGEST = 60 };
    const struct said *said = &access->sheet->accessible.table;
    const char *name = access->sheet->name;
    if (said->text)
        return said->text;
    bool says_nothing = strlen(name) < 4;
    for (size_t i = 0; i < sizeof bare_names / sizeof *bare_names; i++) {
        size_t length = strlen(bare_names[i]);
        says_nothing |= strncasecmp(name, bare_names[i], length) == 0 &&
                        strspn(name + length, " 0123456789") == strlen(name + length);
    }
    if (!says_nothing)
        return name;
    struct model *model = access->builder->model;
    const char *title = model_text(model, title_of(access), access->sheet, NULL, NULL);
    return arena_copy_part(access->builder->arena, title, strnlen(title, LONGEST));
}

// Tables ------------------------------------------------------------------------------------------

static void put_light(struct access *access, const struct access_row *row, uint16_t number,
                      const struct access_column *column, const struct content *content)
{
    struct model *model = access->builder->model;
    const struct column *judged = column->shown->column;
    if (judged->shows == COLUMN_JUDGE)
        judged = meaning_column(access->sheet, judged->what.text);
    struct figure *state = judged ? model_state(model, row->line, judged) : NULL;
    access_figure(access, number, SLOT_WORD, content);
    if (state)
        *list_add(access->builder->arena, &access->builder->lit_cells) = (struct lit_cell){
            .range = {access->row, access->row, number, number},
            .sheet = access->number,
            .state = state,
            .scale = row->line->judged_by ? row->line->judged_by->scale : row->line->scale,
        };
}

static const char *markers_of(struct access *access, const struct access_row *row)
{
    struct builder *builder = access->builder;
    struct text markers = {.arena = builder->arena};
    const char *about = row->line ? build_label(builder, row->line) : row->band;
    for (size_t i = 0; i < row->notes.count; i++) {
        struct access_note note = row->notes.items[i];
        note.sheet = access->sheet->name;
        note.about = about;
        text_print(&markers, "%s%s", i > 0 ? " " : "", access_note(builder, note));
    }
    return text_done(&markers);
}

// Whether the column shows the figure again that stands in a row above.
static bool is_repeated(const struct access *access, const struct figure *figure)
{
    const struct spot here = {.sheet = access->number, .row = access->row};
    const struct spot *spot = build_spot(access->builder, figure, &here);
    return spot && spot->sheet == access->number;
}

static void put_cell(struct access *access, const struct access_block *block, size_t number,
                     const struct access_column *column, uint16_t place)
{
    const struct access_row *row = &block->rows.items[number];
    struct content content = access_content(access->builder, block, number, column);
    if (column->kind == ACCESS_NOTES) {
        struct cell *cell = access_cell(access, place, markers_of(access, row));
        if (row->notes.count > 0)
            cell->link = access_link(access->builder, access_sheet_name(access->builder, "Notes"));
    } else if (content.kind != CONTENT_FIGURE) {
        access_cell(access, place, content.text);
    } else if (content.figure->kind == FIGURE_LIGHT) {
        put_light(access, row, place, column, &content);
    } else {
        access_mark(access, content.figure->line ? content.figure->line : row->line, column->shown,
                    &content);
        bool is_reference =
            content.figure->kind == FIGURE_TARGET || is_repeated(access, content.figure);
        access_figure(access, place, is_reference ? SLOT_REFERENCE : SLOT_FIGURE, &content);
    }
}

static void put_block(struct access *access, const struct access_block *block)
{
    struct access_columns columns = access_columns_of(access->builder, access->sheet, block);
    if (access->table_count > 0)
        access->row++;
    if (block->title)
        access_text(access, "subband", block->title);
    access->first_row = access->row;
    access->column_count = 0;
    access_plan(access)->label_column = (uint16_t)(columns.labels > 0 ? columns.labels - 1 : 0);
    for (size_t i = 0; i < columns.items.count; i++)
        access_heading(access, columns.items.items[i].heading);
    access->row++;
    for (size_t i = 0; i < block->rows.count; i++) {
        for (size_t k = 0; k < columns.items.count; k++)
            put_cell(access, block, i, &columns.items.items[k], (uint16_t)k);
        access->row++;
    }
    access_table_end(access, access_main_name(access));
}

static void put_lines(struct access *access)
{
    struct access_lines lines = access_lines_of(access->builder, access->sheet);
    size_t tables = 0, rows = 0;
    for (size_t i = 0; i < lines.blocks.count; i++) {
        tables += lines.blocks.items[i].rows.count > 0;
        rows += lines.blocks.items[i].rows.count;
    }
    put_above(access, &lines, tables, rows);
    for (size_t i = 0; i < lines.blocks.count; i++) {
        if (lines.blocks.items[i].rows.count > 0)
            put_block(access, &lines.blocks.items[i]);
    }
}

void access_put_sheet(struct builder *builder, const struct sheet *sheet)
{
    static const struct access_lines no_lines = {0};
    struct access access = access_start(builder, sheet, sheet->name);
    struct model *model = builder->model;
    if (sheet->charts) {
        put_above(&access, &no_lines, 1, access_point_count(&access));
        access_put_points(&access);
    } else if (sheet->recipients_down) {
        put_above(&access, &no_lines, access_counts_lights(sheet) ? 2 : 1,
                  model->areas.recipient_count);
        access_put_overview(&access);
    } else {
        put_lines(&access);
    }
    build_page(builder, access_plan(&access), &sheet->page);
}
