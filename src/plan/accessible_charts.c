// A sheet of charts in the accessible edition: a table of all points, and each chart beside its
// own.
#include "plan/accessible.h"

#include "base/text.h"

#include <math.h>

#define CHART_WIDTH  420.0 // points
#define CHART_HEIGHT 240.0
#define LOWEST_ROW   15.0 // points of a row of the table; it may be higher

enum { CHART_COLUMNS = 10 }; // of usual width, that a chart reaches over

static const char *period_text(const struct builder *builder, int number)
{
    const struct calendar *calendar = &builder->model->layout->calendar;
    return period_show(builder->arena, (struct period){calendar->every, number}, calendar,
                       calendar->every == PERIOD_MONTH ? "mmmm yyyy" : NULL);
}

static const struct trend_line *line_of(const struct trend *trend, const struct chart_line *said)
{
    for (size_t i = 0; i < trend->lines.count; i++) {
        if (trend->lines.items[i].said == said)
            return &trend->lines.items[i];
    }
    return NULL;
}

static void put_point(struct access *access, const struct trend *trend, int period, uint16_t column,
                      const struct trend_line *line)
{
    struct builder *builder = access->builder;
    if (line)
        *list_add(builder->arena, &builder->points) =
            (struct point_slot){{.sheet = access->number, .row = access->row, .column = column},
                                trend,
                                line,
                                period - trend->span.first};
    else
        access_cell(access, column, NULL);
}

static void put_chart(struct access *access, const struct trend *trend, uint32_t row)
{
    struct builder *builder = access->builder;
    struct plan_sheet *plan = access_plan(access);
    struct spot spot = {.sheet = access->number, .row = row, .column = access->column_count};
    *list_add(builder->arena, &builder->charts) =
        (struct chart_slot){access->number, plan->charts.count, trend};
    *list_add(builder->arena, &plan->charts) =
        build_chart(builder, access->sheet, trend, spot, CHART_WIDTH, CHART_HEIGHT);
}

// The points of a measure; its chart hangs beside the first, or below the chart before it.
static uint32_t put_trend(struct access *access, const struct trend *trend, uint32_t free_row)
{
    struct builder *builder = access->builder;
    const struct charts *charts = access->sheet->charts;
    uint32_t first = access->row;
    for (int period = trend->span.first; period <= trend->span.last; period++) {
        access_cell(access, 0, build_label(builder, trend->line));
        access_cell(access, 1, period_text(builder, period));
        for (size_t i = 0; i < charts->lines.count; i++)
            put_point(access, trend, period, (uint16_t)(2 + i),
                      line_of(trend, &charts->lines.items[i]));
        if (period < trend->span.last)
            build_tie(builder, access->number, access->row);
        access->row++;
    }
    if (trend->lines.count == 0)
        return free_row;
    uint32_t row = first > free_row ? first : free_row;
    put_chart(access, trend, row);
    return row + (uint32_t)ceil(CHART_HEIGHT / LOWEST_ROW) + 1;
}

static void put_headings(struct access *access)
{
    static const char *const kinds[] = {
        [PERIOD_NONE] = "Period",
        [PERIOD_MONTH] = "Month",
        [PERIOD_QUARTER] = "Quarter",
        [PERIOD_YEAR] = "Year",
    };
    struct model *model = access->builder->model;
    const struct charts *charts = access->sheet->charts;
    access->first_row = access->row;
    access->column_count = 0;
    access_heading(access, "Measure");
    access_heading(access, kinds[model->layout->calendar.every]);
    for (size_t i = 0; i < charts->lines.count; i++)
        access_heading(access,
                       model_text(model, &charts->lines.items[i].name, access->sheet, NULL, NULL));
    access->row++;
}

size_t access_point_count(const struct access *access)
{
    const struct model *model = access->builder->model;
    size_t count = 0;
    for (size_t i = 0; i < model->trends.count; i++) {
        const struct trend *trend = &model->trends.items[i];
        if (trend->line->sheet == access->sheet)
            count += (size_t)(trend->span.last - trend->span.first) + 1;
    }
    return count;
}

void access_put_points(struct access *access)
{
    struct model *model = access->builder->model;
    const struct layout_register *table = &access->sheet->register_table;
    uint32_t free_row = 0;
    put_headings(access);
    for (size_t i = 0; i < table->lines.count; i++) {
        const struct trend *trend = model_trend(model, model_line_of(model, access->sheet, i));
        if (trend)
            free_row = put_trend(access, trend, free_row);
    }
    access_table_end(access, access_main_name(access));
    struct plan_sheet *plan = access_plan(access);
    plan->last_row = free_row > access->row ? free_row - 1 : access->row - 1;
    plan->last_column = (uint16_t)(access->column_count + CHART_COLUMNS - 1);
}

// =IF(ISNUMBER(Data!$E$4),Data!$E$4,"[x]")
static void set_point(struct builder *builder, const struct point_slot *slot)
{
    struct arena *arena = builder->arena;
    struct spot from =
        build_point_spot(builder, slot->trend, slot->line, slot->trend->span.first + slot->point);
    struct plan_sheet *sheet = &builder->plan->sheets.items[slot->spot.sheet];
    struct cell *cell = plan_cell_add(arena, sheet, slot->spot.row, slot->spot.column,
                                      build_role(builder, "measure"));
    const char *name = builder->plan->sheets.items[from.sheet].name;
    const char *address = arena_print(arena, "%s!%s", plan_sheet_quoted(arena, name),
                                      plan_address(arena, from.row, from.column, true));
    cell->formula =
        arena_print(arena, "=IF(ISNUMBER(%s),%s,\"" NOT_AVAILABLE "\")", address, address);
    cell->format = slot->trend->format;
    cell->text = NOT_AVAILABLE;
    cell->kind = model_point(builder->model, slot->trend, slot->line, slot->point, &cell->number)
                     ? CELL_NUMBER
                     : CELL_TEXT;
}

void access_set_points(struct builder *builder)
{
    for (size_t i = 0; i < builder->points.count; i++)
        set_point(builder, &builder->points.items[i]);
}
