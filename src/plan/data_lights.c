// Targets and lights on the Data sheet: gaps, states, and the words that show them.
#include "plan/data.h"

#include "base/file.h"

// Targets and lights ------------------------------------------------------------------------------

enum { TARGET_BETTER = DATA_SOURCE, TARGET_NUMBER = DATA_AS_AT, TARGET_FROM = DATA_FIRST };

// Lights stand beside the targets, and beside where those are from if a source gives them.
static uint16_t first_light(const struct sheet *sheet)
{
    return sheet->targets.text ? TARGET_FROM + 1 : TARGET_FROM;
}

// "Borough targets, from Apr-25", or the register that the target was typed in.
static void put_target_from(struct builder *builder, const struct model_line *line, uint32_t row)
{
    const struct series *targets = line->targets;
    const char *from = file_name(line->sheet->register_table.table.file);
    if (!targets)
        return;
    if (line->target_is_given)
        from = data_source_label(targets);
    if (line->target_is_given && series_has_periods(targets))
        from = arena_print(builder->arena, "%s, from %s", from,
                           data_period_heading(builder, line->target_since));
    data_put(builder, row, TARGET_FROM, "measure", from);
}

static bool has_kind(const struct builder *builder, const struct model_line *line,
                     enum figure_kind kind)
{
    for (size_t i = 0; i < line->figures.count; i++) {
        const struct figure *figure = line->figures.items[i];
        if (figure->kind == kind && builder->needs->figures[figure->index])
            return true;
    }
    return false;
}

static bool has_target_row(const struct builder *builder, const struct model_line *line)
{
    return has_kind(builder, line, FIGURE_TARGET) || has_kind(builder, line, FIGURE_STATE) ||
           has_kind(builder, line, FIGURE_GAP);
}

static size_t column_number(const struct sheet *sheet, const struct column *column)
{
    return (size_t)(column - sheet->columns.items);
}

// What stands on Data for each judged column of a sheet, side by side.
static const struct light_part {
    enum figure_kind kind;
    const char *heading;
} light_parts[] = {
    {FIGURE_GAP, "Gap"},
    {FIGURE_STATE, "State"}, // as the scale tells them apart: BLUE
    {FIGURE_LIGHT, "Light"}, // as it is shown: GREEN
};
enum { LIGHT_PARTS = sizeof light_parts / sizeof *light_parts };

// False for a sheet whose lights are words that are given: there are no gaps either.
static bool has_targets(const struct builder *builder, const struct sheet *sheet)
{
    const struct model *model = builder->model;
    for (size_t i = 0; i < model->figures.count; i++) {
        const struct figure *figure = model->figures.items[i];
        bool is_of_target = figure->kind == FIGURE_TARGET || figure->kind == FIGURE_GAP;
        if (is_of_target && builder->needs->figures[i] && figure->line->sheet == sheet)
            return true;
    }
    return false;
}

// For each column of a sheet, where its gaps, states and lights start on Data; 0 where it has none.
// Without gaps they would start one to the left of the states.
static uint16_t *light_columns(const struct builder *builder, const struct sheet *sheet,
                               bool has_gaps)
{
    const struct model *model = builder->model;
    uint16_t *places = arena_array(builder->arena, uint16_t, sheet->columns.count);
    uint16_t next = has_gaps ? first_light(sheet) : TARGET_BETTER - 1;
    uint16_t width = has_gaps ? LIGHT_PARTS : LIGHT_PARTS - 1;
    for (size_t i = 0; i < model->figures.count; i++) {
        const struct figure *figure = model->figures.items[i];
        if (!builder->needs->figures[i] || figure->kind != FIGURE_STATE ||
            figure->line->sheet != sheet)
            continue;
        uint16_t *place = &places[column_number(sheet, figure->column)];
        if (*place == 0) {
            *place = next;
            next = (uint16_t)(next + width);
        }
    }
    return places;
}

static void put_target_headings(struct builder *builder, const struct sheet *sheet,
                                const uint16_t *places, bool has_gaps)
{
    static const char *const headings[] = {
        [DATA_LINE] = "Line",
        [DATA_LABEL] = "Measure",
        [TARGET_BETTER] = "Better",
        [TARGET_NUMBER] = "Target",
    };
    uint32_t row = builder->needs->row;
    for (size_t i = 0; i < (has_gaps ? TARGET_FROM : TARGET_BETTER); i++)
        data_put(builder, row, i, "heading", headings[i]);
    if (has_gaps && sheet->targets.text)
        data_put(builder, row, TARGET_FROM, "heading", "From");
    for (size_t i = 0; i < sheet->columns.count; i++) {
        for (size_t part = has_gaps ? 0 : 1; places[i] > 0 && part < LIGHT_PARTS; part++)
            data_put(builder, row, places[i] + part, "heading", light_parts[part].heading);
    }
}

static void put_target_row(struct builder *builder, struct model_line *line, const uint16_t *places,
                           bool has_gaps)
{
    uint32_t row = builder->needs->row;
    data_put_line_start(builder, row, line);
    if (has_gaps)
        data_put(builder, row, TARGET_BETTER, "measure", line->said->better.text);
    for (size_t i = 0; i < line->figures.count; i++) {
        struct figure *figure = line->figures.items[i];
        if (!builder->needs->figures[figure->index])
            continue;
        if (figure->kind == FIGURE_TARGET) {
            data_put_figure(builder, figure, row, TARGET_NUMBER);
            put_target_from(builder, line, row);
        }
        for (size_t part = 0; part < LIGHT_PARTS; part++) {
            if (figure->kind == light_parts[part].kind)
                data_put_figure(
                    builder, figure, row,
                    (uint16_t)(places[column_number(line->sheet, figure->column)] + part));
        }
    }
}

// The first row of the section.
static uint32_t start_targets(struct builder *builder, const struct sheet *sheet,
                              const uint16_t *places, bool has_gaps)
{
    builder->needs->row += builder->needs->row > 0;
    data_put_section(builder,
                     arena_print(builder->arena, has_gaps ? "Targets and lights: %s" : "Lights: %s",
                                 sheet->name),
                     has_gaps ? "The gap is how far a figure is from its target; more is better."
                              : "The state that each word names, and how it is shown.");
    put_target_headings(builder, sheet, places, has_gaps);
    return ++builder->needs->row;
}

void data_put_targets(struct builder *builder, const struct sheet *sheet)
{
    struct model *model = builder->model;
    struct data_needs *needs = builder->needs;
    bool has_gaps = has_targets(builder, sheet);
    uint16_t *places = light_columns(builder, sheet, has_gaps);
    uint16_t last = has_gaps ? (uint16_t)(first_light(sheet) - 1) : DATA_LABEL;
    uint32_t first_row = 0;
    for (size_t i = 0; i < sheet->columns.count; i++)
        last = places[i] >= last ? (uint16_t)(places[i] + LIGHT_PARTS - 1) : last;
    for (size_t i = 0; i < model->lines.count; i++) {
        struct model_line **instances;
        size_t count = data_instances(builder, model->lines.items[i], &instances);
        if (model->lines.items[i]->sheet != sheet)
            continue;
        for (size_t k = 0; k < count; k++) {
            if (!has_target_row(builder, instances[k]))
                continue;
            if (first_row == 0)
                first_row = start_targets(builder, sheet, places, has_gaps);
            put_target_row(builder, instances[k], places, has_gaps);
            needs->row++;
        }
    }
    if (first_row > 0)
        data_end_table(builder, (struct merge){first_row, needs->row - 1, 0, last},
                       arena_print(builder->arena, "Data_lights_%s", sheet->name));
}
