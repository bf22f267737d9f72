// The contents: each sheet, what it holds, and the page that it starts on.
#include "plan/front.h"

#include "base/text.h"

enum { CONTENTS_SHEET, CONTENTS_HOLDS, CONTENTS_PAGE, CONTENTS_COLUMNS };

static const double widths[CONTENTS_COLUMNS] = {30, 58, 8};

// What a sheet holds that does not say so itself.
static const char *const holds[] = {
    [PART_SUMMARY] = "Lights counted, what turned, and the worst gaps",
    [PART_TABLE] = "",
    [PART_DEFINITIONS] = "What each measure is, its source, its target and the rule of its light",
    [PART_NOTES] = "Notes that the other sheets point to",
    [PART_CHECKS] = "What adds up to what, and whether figures were edited",
    [PART_REVISIONS] = "Figures that changed since the last issue, and why",
    [PART_DATA] = "Every figure once, with its source; what the other sheets follow",
};

static size_t measures_of(const struct sheet *sheet)
{
    size_t count = 0;
    for (size_t i = 0; i < sheet->register_table.lines.count; i++)
        count += sheet->register_table.lines.items[i].kind == ROW_MEASURE;
    return count;
}

// Its title, and how much there is of it.
void build_holds(struct builder *builder, struct plan_sheet *plan, const struct sheet *sheet)
{
    const struct said *title = sheet->above.count > 0 ? &sheet->above.items[0] : &sheet->title;
    size_t measures = measures_of(sheet);
    const char *text = model_text(builder->model, title, sheet, NULL, NULL);
    plan->holds = arena_print(builder->arena, "%s (%zu %s%s)", text, measures,
                              sheet->charts ? "chart" : "measure", measures == 1 ? "" : "s");
}

// How many pages a sheet prints on.
static double pages_of(const struct plan_sheet *sheet)
{
    return (double)((sheet->breaks.count + 1) * (sheet->column_breaks.count + 1));
}

static void put_sheet(struct across *front, const struct plan_sheet *sheet)
{
    struct arena *arena = front->builder->arena;
    const char *text = sheet->holds ? sheet->holds : holds[sheet->part];
    front_put(front, CONTENTS_SHEET, "measure", sheet->name)->link =
        front_link(arena, sheet->name, 0, 0);
    front_put(front, CONTENTS_HOLDS, "measure", text);
    front_put_number(front, CONTENTS_PAGE, 0, "0");
    front->row++;
}

void build_contents(struct builder *builder)
{
    static const char *const headings[CONTENTS_COLUMNS] = {"Sheet", "What it holds", "Page"};
    if (!builder->pack.contents)
        return;
    size_t count = builder->plan->sheets.count;
    struct across front =
        front_open(builder, "Contents", PART_CONTENTS, widths, CONTENTS_COLUMNS, "Contents");
    front_headings(&front, headings);
    const char *paper = NULL;
    for (enum sheet_part part = PART_SUMMARY; part <= PART_DATA; part++) {
        for (size_t i = 0; i < count; i++) {
            struct plan_sheet sheet = builder->plan->sheets.items[i];
            if (plan_part(&sheet) != part)
                continue;
            if (sheet.paper && sheet.paper != paper)
                front_band(&front, sheet.paper);
            paper = sheet.paper;
            put_sheet(&front, &sheet);
        }
    }
    plan_finish(builder->plan);
}

// The number in the row of a sheet's name.
static void set_page(struct plan_sheet *contents, const char *name, double page)
{
    for (size_t i = 0; i + 2 < contents->cells.count; i++) {
        const struct cell *cell = &contents->cells.items[i];
        if (contents->cells.items[i + 2].row != cell->row)
            continue; // a band
        if (cell->column == CONTENTS_SHEET && text_equal(cell->text, name))
            contents->cells.items[i + 2].number = page;
    }
}

void build_contents_pages(struct builder *builder)
{
    struct plan *plan = builder->plan;
    struct plan_sheet *contents = NULL;
    double page = 1;
    for (size_t i = 0; i < plan->sheets.count; i++) {
        if (plan->sheets.items[i].part == PART_CONTENTS)
            contents = &plan->sheets.items[i];
    }
    for (size_t i = 0; contents && i < plan->sheets.count; i++) {
        set_page(contents, plan->sheets.items[i].name, page);
        page += pages_of(&plan->sheets.items[i]);
    }
}
