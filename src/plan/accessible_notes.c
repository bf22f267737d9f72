// The notes of the accessible edition, and the shorthand that stands in place of figures.
#include "plan/accessible.h"

#include "base/text.h"

#include <string.h>

// Footnotes come first, in the order of the sheets: the layout has numbered them.
static struct access_notes *notes_of(struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    if (builder->access_notes)
        return builder->access_notes;
    builder->access_notes = arena_new(builder->arena, struct access_notes);
    for (size_t i = 0; i < layout->sheets.count; i++) {
        const struct sheet *sheet = &layout->sheets.items[i];
        for (size_t k = 0; k < sheet->footnotes.count; k++)
            *list_add(builder->arena, &builder->access_notes->items) = (struct access_note){
                .text =
                    model_text(builder->model, &sheet->footnotes.items[k].text, sheet, NULL, NULL),
                .sheet = sheet->name,
                .about = "The table",
            };
    }
    return builder->access_notes;
}

const char *access_note(struct builder *builder, struct access_note note)
{
    struct access_notes *notes = notes_of(builder);
    size_t number = 0;
    while (number < notes->items.count &&
           !(notes->items.items[number].figure == note.figure &&
             text_equal(notes->items.items[number].text, note.text) &&
             text_equal(notes->items.items[number].sheet, note.sheet)))
        number++;
    if (number == notes->items.count)
        *list_add(builder->arena, &notes->items) = note;
    return arena_print(builder->arena, "[note %zu]", number + 1);
}

// Shorthand, besides what the layout says of its own marks. Source: Government Analysis Function,
// Using symbols in tables.
static const struct {
    const char *mark, *means;
} shorthand[] = {
    {"[c]", "Confidential: the figure is suppressed."},
    {"[x]", "Not available: the figure, or one that it takes, is missing."},
    {"[z]", "Not applicable: there is no such figure or text for this row."},
};
enum { SHORTHAND_COUNT = sizeof shorthand / sizeof *shorthand };

// In a pack a sheet may be called otherwise than its layout says. The contents come before all.
static const char *shown_sheet(const struct builder *builder, const char *name)
{
    const struct layout *layout = builder->model->layout;
    for (size_t i = 0; i < layout->sheets.count; i++) {
        if (text_equal(layout->sheets.items[i].name, name))
            return builder->plan->sheets.items[i + 1].name;
    }
    return name;
}

static void put_note_table(struct access *access, const struct access_notes *notes)
{
    struct builder *builder = access->builder;
    static const char *const headings[] = {"Note", "What it says", "Sheet", "About"};
    access_headings(access, headings, sizeof headings / sizeof *headings);
    for (size_t i = 0; i < notes->items.count; i++, access->row++) {
        const struct access_note *note = &notes->items.items[i];
        access_cell(access, 0, arena_print(builder->arena, "[note %zu]", i + 1));
        if (note->figure)
            access_figure(access, 1, SLOT_FIGURE,
                          &(struct content){.figure = note->figure, .text = note->text});
        else
            access_cell(access, 1, note->text);
        const char *sheet = shown_sheet(builder, note->sheet);
        struct cell *cell = access_cell(access, 2, sheet);
        cell->link = access_link(builder, sheet);
        access_cell(access, 3, note->about);
    }
    access_table_end(access, "Notes_table");
    access->row++;
}

static void put_shorthand(struct access *access, const char *mark, const char *means)
{
    access_cell(access, 0, mark);
    access_cell(access, 1, means);
    access->row++;
}

static void put_shorthand_table(struct access *access)
{
    const struct builder *builder = access->builder;
    const struct marks *said = &builder->model->layout->marks;
    const struct mark_words *const marks[] = {&said->provisional, &said->revised};
    access_text(access, "subband", "Shorthand");
    static const char *const headings[] = {"Shorthand", "What it means"};
    access_headings(access, headings, sizeof headings / sizeof *headings);
    for (size_t i = 0; i < SHORTHAND_COUNT; i++)
        put_shorthand(access, shorthand[i].mark, shorthand[i].means);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        put_shorthand(access, marks[i]->mark.text,
                      model_text(builder->model, &marks[i]->text, NULL, NULL, NULL));
    access_table_end(access, "Shorthand");
}

void access_put_notes(struct builder *builder)
{
    const struct access_notes *notes = notes_of(builder);
    struct access access = access_start(builder, NULL, access_sheet_name(builder, "Notes"));
    access_text(&access, "title", "Notes");
    access_text(&access, "text",
                notes->items.count > 0
                    ? "This sheet has two tables, one below the other: the notes of this workbook, "
                      "and what stands in place of figures."
                    : "This sheet has one table: what stands in place of figures.");
    if (notes->items.count > 0)
        put_note_table(&access, notes);
    put_shorthand_table(&access);
    build_page(builder, access_plan(&access), &builder->model->layout->page);
}
