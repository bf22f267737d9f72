// Targets and lights on the Data sheet: gaps, states, and the words that show them.
#include "plan/data.h"

// Targets and lights ------------------------------------------------------------------------------

enum { TARGET_BETTER = DATA_SOURCE, TARGET_NUMBER = DATA_AS_AT, TARGET_LIGHTS = DATA_FIRST };

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

// For each column of a sheet, where its gaps, states and lights start on Data; 0 where it has none.
static uint16_t *light_columns(const struct builder *builder, const struct sheet *sheet)
{
    const struct model *model = builder->model;
    uint16_t *places = arena_array(builder->arena, uint16_t, sheet->columns.count);
    uint16_t next = TARGET_LIGHTS;
    for (size_t i = 0; i < model->figures.count; i++) {
        const struct figure *figure = model->figures.items[i];
        if (!builder->needs->figures[i] || figure->kind != FIGURE_STATE ||
            figure->line->sheet != sheet)
            continue;
        uint16_t *place = &places[column_number(sheet, figure->column)];
        if (*place == 0) {
            *place = next;
            next = (uint16_t)(next + LIGHT_PARTS);
        }
    }
    return places;
}

static void put_target_headings(struct builder *builder, const struct sheet *sheet,
                                const uint16_t *places)
{
    static const char *const headings[] = {
        [DATA_LINE] = "Line",
        [DATA_LABEL] = "Measure",
        [TARGET_BETTER] = "Better",
        [TARGET_NUMBER] = "Target",
    };
    uint32_t row = builder->needs->row;
    for (size_t i = 0; i < TARGET_LIGHTS; i++)
        data_put(builder, row, i, "heading", headings[i]);
    for (size_t i = 0; i < sheet->columns.count; i++) {
        for (size_t part = 0; places[i] > 0 && part < LIGHT_PARTS; part++)
            data_put(builder, row, places[i] + part, "heading", light_parts[part].heading);
    }
}

static void put_target_row(struct builder *builder, struct model_line *line, const uint16_t *places)
{
    uint32_t row = builder->needs->row;
    data_put_line_start(builder, row, line);
    data_put(builder, row, TARGET_BETTER, "measure", line->said->better.text);
    for (size_t i = 0; i < line->figures.count; i++) {
        struct figure *figure = line->figures.items[i];
        if (!builder->needs->figures[figure->index])
            continue;
        if (figure->kind == FIGURE_TARGET)
            data_put_figure(builder, figure, row, TARGET_NUMBER);
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
                              const uint16_t *places)
{
    builder->needs->row++;
    data_put_section(builder, arena_print(builder->arena, "Targets and lights: %s", sheet->name),
                     "The gap is how far a figure is from its target; more is better.");
    put_target_headings(builder, sheet, places);
    return ++builder->needs->row;
}

void data_put_targets(struct builder *builder, const struct sheet *sheet)
{
    struct model *model = builder->model;
    struct data_needs *needs = builder->needs;
    uint16_t *places = light_columns(builder, sheet);
    uint16_t last = TARGET_NUMBER;
    uint32_t first_row = 0;
    for (size_t i = 0; i < sheet->columns.count; i++)
        last = places[i] > last ? (uint16_t)(places[i] + LIGHT_PARTS - 1) : last;
    for (size_t i = 0; i < model->lines.count; i++) {
        struct model_line **instances;
        size_t count = data_instances(builder, model->lines.items[i], &instances);
        if (model->lines.items[i]->sheet != sheet)
            continue;
        for (size_t k = 0; k < count; k++) {
            if (!has_target_row(builder, instances[k]))
                continue;
            if (first_row == 0)
                first_row = start_targets(builder, sheet, places);
            put_target_row(builder, instances[k], places);
            needs->row++;
        }
    }
    if (first_row > 0)
        data_fill_blanks(builder, (struct merge){first_row, needs->row - 1, 0, last});
}
