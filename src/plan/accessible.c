// The accessible edition as a whole: its first sheet, those of the layout, notes, Data.
#include "plan/accessible.h"

#include "plan/data.h"

#include <stdint.h>

static void put_contents(struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    struct model *model = builder->model;
    struct access access = {.builder = builder};
    access_text(&access, "title", model_text(model, &layout->title, NULL, NULL, NULL));
    access_text(&access, "text",
                layout->subject.text ? model_text(model, &layout->subject, NULL, NULL, NULL)
                                     : "What this workbook holds, sheet by sheet.");
    access_text(&access, "text",
                "This is the accessible edition: every table is marked up, and "
                "nothing is said by colour alone.");
    if (layout->organisation.text)
        access_text(&access, "text", model_text(model, &layout->organisation, NULL, NULL, NULL));
    static const char *const headings[] = {"Sheet", "What it holds"};
    access_headings(&access, headings, sizeof headings / sizeof *headings);
    for (size_t i = 1; i < builder->plan->sheets.count; i++, access.row++) {
        const struct plan_sheet *sheet = &builder->plan->sheets.items[i];
        struct cell *cell = access_cell(&access, 0, sheet->name);
        cell->link = access_link(builder, sheet->name);
        const struct cell *title = sheet->cells.count > 0 ? &sheet->cells.items[0] : NULL;
        access_cell(&access, 1, title ? title->text : NULL);
    }
    access_table_end(&access, "Contents");
    build_page(builder, access_plan(&access), &layout->page);
}

// The format has no place for the language, but for one that we make.
void build_accessible_properties(struct builder *builder)
{
    struct properties *properties = &builder->plan->properties;
    properties->language = "en-GB";
    if (!properties->title)
        properties->title = builder->plan->file;
    if (!properties->author)
        properties->author = properties->organisation ? properties->organisation : "Not said";
}

void build_accessible(struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    access_start(builder, NULL, access_sheet_name(builder, "Contents"));
    for (size_t i = 0; i < layout->sheets.count; i++)
        access_put_sheet(builder, &layout->sheets.items[i]);
    access_put_definitions(builder);
    access_put_notes(builder);
}

// Data is marked up as it is.
static void mark_data(struct builder *builder)
{
    if (builder->data_sheet == SIZE_MAX)
        return;
    struct plan_sheet *data = &builder->plan->sheets.items[builder->data_sheet];
    for (size_t i = 0; i < data->cells.count; i++) {
        struct cell *cell = &data->cells.items[i];
        if (cell->row == 1 && cell->column == 0)
            cell->text = arena_print(builder->arena, "%s A blank cell has no figure.", cell->text);
    }
    for (size_t i = 0; i < builder->needs->tables.count; i++) {
        const struct marked_table *table = &builder->needs->tables.items[i];
        plan_table_add(builder->arena, builder->plan, data, table->range,
                       access_table_name(builder, table->name));
    }
}

void build_accessible_end(struct builder *builder)
{
    access_set_points(builder);
    mark_data(builder);
    put_contents(builder);
}
