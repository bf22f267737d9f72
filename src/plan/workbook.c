#include "plan/build.h"

#include <stdint.h>

void build_slot(struct builder *builder, struct slot slot)
{
    *list_add(builder->arena, &builder->slots) = slot;
    bool shows_figure = slot.kind == SLOT_FIGURE || slot.kind == SLOT_STORED;
    if (shows_figure && slot.figure->index < builder->figure_room)
        *list_add(builder->arena, &builder->spots[slot.figure->index].items) = slot.spot;
}

const struct spot *build_spot(const struct builder *builder, const struct figure *figure,
                              const struct spot *from)
{
    if (figure->index >= builder->figure_room)
        return NULL;
    const struct spots *spots = &builder->spots[figure->index];
    const struct spot *found = NULL;
    for (size_t i = 0; i < spots->items.count; i++) {
        const struct spot *spot = &spots->items.items[i];
        bool is_beside = spot->sheet == from->sheet && spot->row == from->row;
        if (spot->moves && !is_beside)
            continue;
        if (spot->sheet == from->sheet)
            return spot;
        if (!found || spot->sheet == builder->data_sheet)
            found = spot;
    }
    return found;
}

struct spot build_outside(const struct spot *cell)
{
    struct spot outside = *cell;
    if (cell->moves)
        outside.row = UINT32_MAX;
    return outside;
}

const struct spot *build_data_spot(const struct builder *builder, const struct figure *figure)
{
    const struct spot data = {.sheet = builder->data_sheet};
    const struct spot *spot = build_spot(builder, figure, &data);
    return spot && spot->sheet == builder->data_sheet ? spot : NULL;
}

// Styles ------------------------------------------------------------------------------------------

const struct style *build_role(const struct builder *builder, const char *role)
{
    static const struct style plain = {.name = "plain", .font = "Arial", .size = 9, .wrap = true};
    const struct named_style *named = layout_style(builder->model->layout, role);
    return named ? &named->style : &plain;
}

const struct style *build_style(struct builder *builder, const char *role, const char *names,
                                const char *more_names)
{
    const struct layout *layout = builder->model->layout;
    struct style *style = arena_new(builder->arena, struct style);
    *style = *build_role(builder, role);
    if (names)
        *style = layout_styled(layout, *style, names, builder->arena);
    if (more_names)
        *style = layout_styled(layout, *style, more_names, builder->arena);
    return style;
}

// The workbook ------------------------------------------------------------------------------------

static void build_sheet(struct builder *builder, const struct sheet *sheet)
{
    if (sheet->charts)
        build_charts(builder, sheet);
    else
        build_scorecard(builder, sheet);
}

// Sizes and pages of a sheet, once all of its cells are there.
static void fit_sheet(struct builder *builder, size_t number)
{
    struct plan_sheet *sheet = &builder->plan->sheets.items[number];
    build_columns(builder, sheet);
    build_heights(builder, sheet);
    if (!builder->model->layout->edition.is_accessible) // which has notes of its own
        build_long_texts(builder, number);
    build_breaks(builder, sheet);
}

// From one of them on.
static void fit_sheets(struct builder *builder, size_t first)
{
    for (size_t i = first; i < builder->plan->sheets.count; i++)
        fit_sheet(builder, i);
}

static void build_sheets(struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    if (layout->edition.is_accessible) {
        build_accessible(builder);
        return;
    }
    for (size_t i = 0; i < layout->sheets.count; i++)
        build_sheet(builder, &layout->sheets.items[i]);
}

static struct plan *plan_of(struct model *model, const struct revisions *revisions,
                            struct plan *plan, struct arena *arena, struct builder *whole);

// The sheets of the layouts that a pack takes in, each planned by itself.
static void build_parts(struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    for (size_t i = 0; i < layout->inclusions.count; i++) {
        struct plan *part = arena_new(builder->arena, struct plan);
        part->pack = builder->plan;
        part->short_name = layout->inclusions.items[i].short_name.text;
        plan_of(builder->model->parts.items[i + 1], NULL, part, builder->arena, builder);
        plan_join(builder->arena, builder->plan, part);
    }
}

// `whole` is what builds the pack that the plan is a part of; NULL: it is none.
static struct plan *plan_of(struct model *model, const struct revisions *revisions,
                            struct plan *plan, struct arena *arena, struct builder *whole)
{
    const struct edition edition = model->layout->edition;
    static const struct pack no_pack = {0};
    struct builder builder = {
        .whole = whole,
        .pack = edition.is_accessible ? no_pack : model->layout->pack,
        .model = model,
        .revisions = revisions,
        .plan = plan,
        .arena = arena,
        .data_sheet = SIZE_MAX,
    };
    builder.figure_room = model->figures.count;
    builder.spots = arena_array(arena, struct spots, builder.figure_room + 1);
    build_properties(&builder);
    build_sheets(&builder);
    build_cover(&builder);
    build_summary(&builder);
    build_definitions(&builder);
    build_data(&builder);
    build_chart_lines(&builder);
    build_formulas(&builder);
    build_lights(&builder);
    build_summary_counts(&builder);
    build_checks(&builder);
    build_revisions(&builder);
    if (edition.is_accessible)
        build_accessible_end(&builder);
    plan_finish(builder.plan);
    if (edition.is_accessible)
        build_accessible_looks(&builder);
    if (edition.is_values)
        build_values(&builder);
    fit_sheets(&builder, 0);
    size_t fitted = builder.plan->sheets.count;
    build_notes(&builder);
    fit_sheets(&builder, fitted);
    build_parts(&builder);
    fitted = builder.plan->sheets.count;
    build_contents(&builder);
    fit_sheets(&builder, fitted);
    plan_arrange(arena, builder.plan);
    build_contents_pages(&builder);
    return builder.plan;
}

struct plan *plan_make(struct model *model, const struct revisions *revisions, struct arena *arena)
{
    return plan_of(model, revisions, arena_new(arena, struct plan), arena, NULL);
}
