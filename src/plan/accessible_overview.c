// An overview in the accessible edition: a row to each recipient, and a table that counts lights.
#include "plan/accessible.h"

#include "model/light.h"
#include "model/meaning.h"

// The light of a figure's cell in words, beside it.
static void put_light(struct access *access, const struct area *area,
                      const struct table_column *column, uint16_t place)
{
    struct model *model = access->builder->model;
    struct model_line *line = model_recipient_line(model, area, column);
    const struct column *judged = column->column;
    if (judged->shows == COLUMN_JUDGE)
        judged = meaning_column(access->sheet, judged->what.text);
    struct figure *state = judged ? model_state(model, line, judged) : NULL;
    struct figure *light = judged ? light_figure(model, line, judged) : NULL;
    struct content content = model_figure_content(model, light, NULL);
    if (!light) {
        access_cell(access, place, NULL);
        return;
    }
    access_figure(access, place, SLOT_WORD, &content);
    *list_add(access->builder->arena, &access->builder->lit_cells) = (struct lit_cell){
        .range = {access->row, access->row, place, place},
        .sheet = access->number,
        .state = state,
        .scale = line->judged_by ? line->judged_by->scale : line->scale,
    };
}

static void put_content(struct access *access, const struct content *content, uint16_t place)
{
    if (content->kind != CONTENT_FIGURE)
        access_cell(access, place, content->text);
    else
        access_figure(access, place,
                      content->figure->kind == FIGURE_TARGET ? SLOT_REFERENCE : SLOT_FIGURE,
                      content);
}

static void put_recipient(struct access *access, const struct area *area,
                          struct table_column *columns, size_t count)
{
    struct builder *builder = access->builder;
    uint16_t place = 0;
    for (size_t i = 0; i < count; i++) {
        if (columns[i].column->shows == COLUMN_JUDGE) {
            put_light(access, area, &columns[i], place++);
            continue;
        }
        struct content content =
            model_recipient_content(builder->model, access->sheet, area, &columns[i]);
        if (columns[i].line)
            access_mark(access, model_recipient_line(builder->model, area, &columns[i]),
                        &columns[i], &content);
        put_content(access, &content, place++);
        if (columns[i].column->light)
            put_light(access, area, &columns[i], place++);
    }
    *list_add(builder->arena, &builder->leads) =
        (struct lead){{.sheet = access->number, .row = access->row}, area};
    access->row++;
}

static const char *heading_of(struct access *access, const struct table_column *column)
{
    return access_column_heading(access->builder, access->sheet, column, NULL);
}

static void put_recipients(struct access *access, struct table_column *columns, size_t count)
{
    const struct area **areas;
    size_t area_count = model_recipients_down(access->builder->model, access->sheet, &areas);
    access->first_row = access->row;
    access->column_count = 0;
    for (size_t i = 0; i < count; i++) {
        const char *heading = heading_of(access, &columns[i]);
        access_heading(access, heading);
        if (columns[i].column->light)
            access_heading(access, arena_print(access->builder->arena, "%s: light", heading));
    }
    access->row++;
    size_t first_light = access->builder->lit_cells.count;
    int names = build_name_column(access->builder->model, access->sheet, columns, count);
    for (size_t i = 0; i < area_count; i++)
        put_recipient(access, areas[i], columns, count);
    if (names == 0 && area_count > 0) // behind it, places are those of columns and their lights
        build_light_by_name(access->builder, first_light, 0, access->row - (uint32_t)area_count,
                            access->row - 1);
    access_table_end(access, access_main_name(access));
}

// A row to each column that has lights.
static void put_counts(struct access *access, struct table_column *columns, size_t count,
                       const struct table_column *lit)
{
    struct model *model = access->builder->model;
    uint16_t place = 1;
    access_cell(access, 0, heading_of(access, lit));
    for (size_t i = 0; i < count; i++) {
        if (columns[i].column->shows != COLUMN_COUNT)
            continue;
        struct content content = model_count_content(model, access->sheet, columns[i].column, lit);
        put_content(access, &content, place++);
    }
    access->row++;
}

bool access_counts_lights(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->columns.count; i++) {
        if (sheet->columns.items[i].shows == COLUMN_COUNT)
            return true;
    }
    return false;
}

void access_put_overview(struct access *access)
{
    struct table_column *columns;
    size_t count = model_columns(access->builder->model, access->sheet, &columns);
    put_recipients(access, columns, count);
    access->row++;
    access->first_row = access->row + 1;
    access->column_count = 0;
    if (!access_counts_lights(access->sheet))
        return;
    access_text(access, "subband", "Lights of all recipients, counted");
    access_heading(access, "Lights of");
    for (size_t i = 0; i < count; i++) {
        if (columns[i].column->shows == COLUMN_COUNT)
            access_heading(access, heading_of(access, &columns[i]));
    }
    access->row++;
    for (size_t i = 0; i < count; i++) {
        if (columns[i].column->light || columns[i].column->shows == COLUMN_JUDGE)
            put_counts(access, columns, count, &columns[i]);
    }
    access_table_end(access, arena_print(access->builder->arena, "%s_lights", access->sheet->name));
}
