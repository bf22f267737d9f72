// The cover: what the paper is, for whom and when, and what the data goes up to.
#include "plan/front.h"

#include "model/source.h"

enum { COVER_LABEL, COVER_TEXT, COVER_AS_AT, COVER_COLUMNS };

static const double widths[COVER_COLUMNS] = {24, 46, 26};

// To those of other sheets: the title on the cover, and all else there.
#define LARGER_TITLE 1.6
#define LARGER_TEXT  1.25

static void enlarge(struct across *front, struct cell *cell, double by)
{
    struct style *large = arena_new(front->builder->arena, struct style);
    *large = *cell->style;
    large->size *= by;
    cell->style = large;
}

// Everything that the cover has so far; its first cell is the title.
static void enlarge_all(struct across *front)
{
    struct plan_sheet *sheet = front_plan(front);
    for (size_t i = 0; i < sheet->cells.count; i++)
        enlarge(front, &sheet->cells.items[i], i == 0 ? LARGER_TITLE : LARGER_TEXT);
}

static void put_row(struct across *front, const char *label, const char *text)
{
    struct builder *builder = front->builder;
    if (!text || text[0] == '\0')
        return;
    plan_text_add(builder->arena, front_plan(front), front->row, COVER_LABEL,
                  build_style(builder, "measure", "bold", NULL), label);
    front_put(front, COVER_TEXT, "measure", text);
    plan_merge_add(builder->arena, front_plan(front),
                   (struct merge){front->row, front->row, COVER_TEXT, front->last_column});
    front->row++;
}

static void put_meeting(struct across *front)
{
    const struct model *model = front->builder->model;
    const struct layout *layout = model->layout;
    const struct said marking = {.text = layout->page.marking};
    const struct {
        const char *label;
        const struct said *said;
    } rows[] = {
        {"Committee", &layout->committee}, {"Date", &layout->date},
        {"Agenda item", &layout->item},    {"Subject", &layout->subject},
        {"Author", &layout->author},       {"Organisation", &layout->organisation},
        {"Contact", &layout->contact},     {"Marking", &marking},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        put_row(front, rows[i].label,
                model_text(front->builder->model, rows[i].said, NULL, NULL, NULL));
    if (model->latest.kind != PERIOD_NONE)
        put_row(front, "Figures to",
                front_period(front->builder->arena, model, model->latest.number));
}

// The newest period that a source has figures for; what is later than the workbook is not in it.
static const char *as_at(struct arena *arena, const struct model *model,
                         const struct source *source)
{
    const struct source_periods *periods = source_periods_of(model, source);
    if (source->period_from == PERIOD_FROM_NOWHERE || periods->seen.count == 0)
        return "no date in the file";
    int newest = periods->seen.items[periods->seen.count - 1];
    int latest = model->latest.number;
    return front_period(arena, model, newest < latest ? newest : latest);
}

static void put_source(struct across *front, const char *role, const char *source, const char *to)
{
    front_put(front, COVER_LABEL, role, source);
    front_put(front, COVER_AS_AT, role, to);
    plan_merge_add(front->builder->arena, front_plan(front),
                   (struct merge){front->row, front->row, COVER_LABEL, COVER_TEXT});
    front->row++;
}

static void put_sources(struct across *front, const struct model *model)
{
    const struct layout *layout = model->layout;
    for (size_t i = 0; i < layout->sources.count; i++) {
        const struct source *source = &layout->sources.items[i];
        const char *label = source->label.text ? source->label.text : source->file.text;
        put_source(front, "measure", label, as_at(front->builder->arena, model, source));
    }
}

// Those of the parts of a pack, too.
static void put_all_sources(struct across *front)
{
    const struct model *model = front->builder->model;
    size_t count = model->layout->sources.count;
    for (size_t i = 1; i < model->parts.count; i++)
        count += model->parts.items[i]->layout->sources.count;
    if (count == 0)
        return;
    front->row++;
    build_tie(front->builder, front->number, front->row);
    put_source(front, "heading", "Source of the data", "Up to");
    put_sources(front, model);
    for (size_t i = 1; i < model->parts.count; i++)
        put_sources(front, model->parts.items[i]);
}

void build_cover(struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    if (!builder->pack.cover)
        return;
    struct across front = front_open(builder, "Cover", PART_COVER, widths, COVER_COLUMNS,
                                     model_text(builder->model, &layout->title, NULL, NULL, NULL));
    front.row++;
    put_meeting(&front);
    put_all_sources(&front);
    enlarge_all(&front);
}
