// What else stands on the Data sheet: constants, shared figures, lines of charts.
#include "plan/data.h"

#include "model/trend.h"

// Shared figures ----------------------------------------------------------------------------------

enum { SHARED_WHOSE = DATA_SOURCE, SHARED_FIGURE = DATA_AS_AT };

static const char *shared_label(const struct builder *builder, const struct figure *figure)
{
    const char *whose = data_whose_label(builder, figure->line->whose);
    if (figure->kind == FIGURE_RANK)
        whose = arena_print(builder->arena, "rank among %zu recipients",
                            builder->model->areas.recipient_count);
    const char *what = figure->column ? figure->column->name : NULL;
    struct data_column column = {figure->kind, figure->window, NULL, NULL};
    return arena_print(builder->arena, "%s, %s", whose,
                       what ? what : data_worked_heading(builder, &column));
}

// Figures that take other recipients' figures: their results, not their formulas.
void data_put_shared(struct builder *builder)
{
    struct data_needs *needs = builder->needs;
    const struct model *model = builder->model;
    bool is_started = false;
    uint32_t first_row = 0;
    for (size_t i = 0; i < builder->figure_room; i++) {
        struct figure *figure = model->figures.items[i];
        if (!needs->figures[i] || !data_is_shared(builder, figure))
            continue;
        if (!is_started) {
            needs->row++;
            data_put_section(builder, "Shared figures",
                             "Worked out from the figures of all recipients, and stored here.");
            data_put(builder, needs->row, DATA_LINE, "heading", "Line");
            data_put(builder, needs->row, DATA_LABEL, "heading", "Measure");
            data_put(builder, needs->row, SHARED_WHOSE, "heading", "Whose, and what");
            data_put(builder, needs->row, SHARED_FIGURE, "heading", "Figure");
            is_started = true;
            first_row = needs->row + 1;
        }
        uint32_t row = ++needs->row;
        data_put(builder, row, DATA_LINE, "measure", figure->line->said->id);
        data_put(builder, row, DATA_LABEL, "measure", build_label(builder, figure->line));
        data_put(builder, row, SHARED_WHOSE, "measure", shared_label(builder, figure));
        data_put_slot(builder, SLOT_STORED, figure, row, SHARED_FIGURE);
    }
    if (!is_started)
        return;
    needs->row++;
    data_end_table(builder, (struct merge){first_row, needs->row - 1, 0, SHARED_FIGURE},
                   "Data_shared");
}

// Constants ---------------------------------------------------------------------------------------

static bool needs_constants(const struct builder *builder)
{
    for (size_t i = 0; i < builder->model->constants.count; i++) {
        if (builder->needs->figures[builder->model->constants.items[i]->index])
            return true;
    }
    return false;
}

void data_put_constants(struct builder *builder)
{
    struct data_needs *needs = builder->needs;
    const struct layout *layout = builder->model->layout;
    if (!needs_constants(builder))
        return;
    needs->row++;
    data_put_section(builder, "Constants", "Numbers that formulas use and no source gives.");
    data_put(builder, needs->row, DATA_LINE, "heading", "Name");
    data_put(builder, needs->row, DATA_LABEL, "heading", "What it is");
    data_put(builder, needs->row, DATA_SOURCE, "heading", "Number");
    uint32_t first_row = needs->row + 1;
    for (size_t i = 0; i < builder->model->constants.count; i++) {
        struct figure *constant = builder->model->constants.items[i];
        const char *label = layout->constants.items[i].label.text;
        if (!needs->figures[constant->index])
            continue;
        uint32_t row = ++needs->row;
        data_put(builder, row, DATA_LINE, "measure", constant->name);
        data_put(builder, row, DATA_LABEL, "measure", label ? label : constant->name);
        data_put_figure(builder, constant, row, DATA_SOURCE);
    }
    needs->row++;
    data_end_table(builder, (struct merge){first_row, needs->row - 1, 0, DATA_SOURCE},
                   "Data_constants");
}

// Charts ------------------------------------------------------------------------------------------

static uint16_t period_column(const struct data_needs *needs, int period)
{
    return (uint16_t)(DATA_FIRST + period - needs->first);
}

static void put_trend_headings(struct builder *builder)
{
    static const char *const headings[] = {
        [DATA_LINE] = "Line",
        [DATA_LABEL] = "Measure",
        [DATA_SOURCE] = "Line of the chart",
        [DATA_AS_AT] = "",
    };
    struct data_needs *needs = builder->needs;
    build_tie(builder, builder->data_sheet, needs->row);
    for (size_t i = 0; i < DATA_FIRST; i++)
        data_put(builder, needs->row, i, "heading", headings[i]);
    for (int period = needs->first; period <= needs->last; period++)
        data_put(builder, needs->row, period_column(needs, period), "heading",
                 data_period_heading(builder, period));
    needs->row++;
}

static void put_trend_line(struct builder *builder, const struct trend *trend,
                           const struct trend_line *line)
{
    struct data_needs *needs = builder->needs;
    uint32_t row = needs->row++;
    needs->trend_rows[line->index] = row;
    data_put_line_start(builder, row, trend->line);
    data_put(builder, row, DATA_SOURCE, "measure", line->name);
    for (int i = 0; i <= trend->span.last - trend->span.first; i++) {
        if (line->figures[i])
            data_put_figure(builder, line->figures[i], row,
                            period_column(needs, trend->span.first + i));
    }
}

// A row to each line of a chart that is worked out. A cell is blank where there is no number, so
// that the line has a gap there: a word would be drawn as a zero.
void data_put_trends(struct builder *builder)
{
    struct data_needs *needs = builder->needs;
    uint32_t first_row = 0;
    for (size_t i = 0; i < builder->model->trends.count; i++) {
        const struct trend *trend = &builder->model->trends.items[i];
        for (size_t k = 0; k < trend->lines.count; k++) {
            if (trend->lines.items[k].series)
                continue;
            if (first_row == 0) {
                needs->row++;
                data_put_section(builder, "Charts",
                                 "Lines of the charts that are worked out from the figures above.");
                put_trend_headings(builder);
                first_row = needs->row;
            }
            put_trend_line(builder, trend, &trend->lines.items[k]);
        }
    }
    if (first_row > 0)
        data_end_table(
            builder,
            (struct merge){first_row, needs->row - 1, 0, period_column(needs, needs->last)},
            "Data_charts");
}

struct spot build_period_spot(const struct builder *builder, int period)
{
    const struct data_needs *needs = builder->needs;
    return (struct spot){.sheet = builder->data_sheet,
                         .row = needs->heading_row,
                         .column = period_column(needs, period)};
}

struct spot build_point_spot(const struct builder *builder, const struct trend *trend,
                             const struct trend_line *line, int period)
{
    const struct data_needs *needs = builder->needs;
    if (line->series)
        return build_series_spot(builder, line->series, trend->line->whose.area,
                                 line->first + period - trend->span.first);
    return (struct spot){.sheet = builder->data_sheet,
                         .row = needs->trend_rows[line->index],
                         .column = period_column(needs, period)};
}
