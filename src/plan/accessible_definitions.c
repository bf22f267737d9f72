// The definitions in the accessible edition: a table of measures, and one of the rules of lights.
#include "plan/accessible.h"

#include "base/text.h"
#include "model/wording.h"
#include "plan/definitions.h"

// Columns that are worked out or judged, in words.
static void put_columns(struct access *access, const struct sheet *sheet)
{
    struct builder *builder = access->builder;
    for (size_t i = 0; i < sheet->columns.count; i++) {
        const struct column *column = &sheet->columns.items[i];
        const char *const texts[] = {definition_formula(builder, sheet, column),
                                     definition_judged(builder, sheet, column)};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
            if (texts[k])
                access_text(access, "text",
                            arena_print(builder->arena, "%s: %s", sheet->name, texts[k]));
        }
    }
}

static void put_gaps(struct access *access)
{
    struct builder *builder = access->builder;
    const struct layout *layout = builder->model->layout;
    for (size_t i = 0; i < layout->scales.count; i++) {
        const struct scale *scale = &layout->scales.items[i];
        const char *gap =
            definition_uses_scale(builder->model, scale) ? definition_gap(builder, scale) : NULL;
        if (gap)
            access_text(
                access, "text",
                arena_print(builder->arena, "The rule '%s' of lights. %s", scale->name, gap));
    }
}

static void put_line(struct access *access, struct model_line *line, const char *sheets)
{
    struct builder *builder = access->builder;
    struct content target = definition_target(builder, line);
    const char *const texts[] = {build_label(builder, line),       sheets,
                                 definition_what(builder, line),   definition_unit(builder, line),
                                 definition_source(builder, line), line->said->better.text};
    enum { TARGET = sizeof texts / sizeof *texts }; // behind the texts
    for (size_t i = 0; i < TARGET; i++)
        access_cell(access, (uint16_t)i, texts[i]);
    if (target.kind == CONTENT_FIGURE)
        access_figure(access, TARGET, SLOT_REFERENCE, &target);
    else
        access_cell(access, TARGET, target.text);
    access->row++;
}

static void put_sheet(struct access *access, const struct sheet *sheet, const char *sheets)
{
    for (size_t i = 0; i < sheet->register_table.lines.count; i++) {
        struct model_line *line = model_line_of(access->builder->model, sheet, i);
        enum row_kind kind = line->said->kind;
        bool is_line = kind == ROW_MEASURE || kind == ROW_PART || kind == ROW_WORKING;
        if (is_line && definition_is_told(line))
            put_line(access, line, sheets);
    }
}

static void put_measures(struct access *access)
{
    static const char *const headings[] = {"Measure", "Sheets", "What it is, how it is worked out",
                                           "Unit",    "Source", "Better",
                                           "Target"};
    const struct layout *layout = access->builder->model->layout;
    access_headings(access, headings, sizeof headings / sizeof *headings);
    for (size_t i = 0; i < layout->sheets.count; i++) {
        const char *sheets = definition_sheets(access->builder, i);
        if (sheets)
            put_sheet(access, &layout->sheets.items[i], sheets);
    }
    access_table_end(access, "Definitions");
}

static void put_state(struct access *access, const struct scale *scale, const struct state *state)
{
    struct model *model = access->builder->model;
    access_cell(access, 0, state->shows ? state->shows : state->name);
    access_cell(access, 1, scale->name);
    access_cell(access, 2, wording_of_state(model, scale, state));
    access_cell(access, 3, model_text(model, &state->legend, NULL, NULL, NULL));
    access->row++;
}

static void put_rules(struct access *access)
{
    static const char *const headings[] = {"Light", "Rule", "When", "What it means"};
    const struct model *model = access->builder->model;
    access_text(access, "subband", "Rules of lights");
    access_headings(access, headings, sizeof headings / sizeof *headings);
    for (size_t i = 0; i < model->layout->scales.count; i++) {
        const struct scale *scale = &model->layout->scales.items[i];
        for (size_t k = 0; definition_uses_scale(model, scale) && k < scale->states.count; k++)
            put_state(access, scale, &scale->states.items[k]);
    }
    access_table_end(access, "Rules_of_lights");
}

static bool has_any(struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    for (size_t i = 0; i < layout->sheets.count; i++) {
        if (definition_sheets(builder, i))
            return layout->pack.definitions;
    }
    return false;
}

static bool has_rules(const struct model *model)
{
    for (size_t i = 0; i < model->layout->scales.count; i++) {
        if (definition_uses_scale(model, &model->layout->scales.items[i]))
            return true;
    }
    return false;
}

void access_put_definitions(struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    if (!has_any(builder))
        return;
    struct access access = access_start(builder, NULL, access_sheet_name(builder, "Definitions"));
    bool rules = has_rules(builder->model);
    access_text(&access, "title", "Definitions");
    access_text(&access, "text",
                rules ? "This sheet has two tables, one below the other: what each measure is, and "
                        "the rules of the lights."
                      : "This sheet has one table: what each measure is.");
    for (size_t i = 0; i < layout->sheets.count; i++) {
        if (definition_sheets(builder, i))
            put_columns(&access, &layout->sheets.items[i]);
    }
    put_gaps(&access);
    put_measures(&access);
    access.row++;
    if (rules)
        put_rules(&access);
    build_page(builder, access_plan(&access), &layout->page);
}
