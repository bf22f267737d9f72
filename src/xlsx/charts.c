#include "xlsx/charts.h"

#include "base/text.h"
#include "xlsx/looks.h"

#include <stdlib.h>
#include <string.h>

// One chart being written.
struct chart_writer {
    lxw_workbook *workbook;
    const struct plan *plan;
    const struct chart *chart;
    struct arena *arena;
    lxw_chart *made;
};

static const uint8_t dash_codes[] = {
    [DASH_SOLID] = LXW_CHART_LINE_DASH_SOLID,
    [DASH_DASHED] = LXW_CHART_LINE_DASH_DASH,
    [DASH_DOTTED] = LXW_CHART_LINE_DASH_ROUND_DOT,
    [DASH_DOT_DASH] = LXW_CHART_LINE_DASH_DASH_DOT,
};

// The library takes a text that starts with '=' for a formula; a space in front is not seen.
static const char *literal(const struct chart_writer *writer, const char *text)
{
    if (!text || text[0] == '\0')
        return NULL;
    return text[0] == '=' ? arena_print(writer->arena, " %s", text) : text;
}

static lxw_chart_font font(const struct chart_writer *writer, double size, bool bold)
{
    const char *name = writer->plan->default_font;
    return (lxw_chart_font){
        .name = arena_copy(writer->arena, name ? name : "Arial"),
        .size = size,
        .bold = bold ? LXW_TRUE : LXW_EXPLICIT_FALSE, // titles are bold where nothing is said
    };
}

// Points
// -------------------------------------------------------------------------------------------

// The library keeps points of its own for a range, in which a formula's result and an empty cell
// are zeros; so they are given to it, and it is told not to look. It frees them.
static lxw_series_data_point *add_stored_point(lxw_series_range *range)
{
    lxw_series_data_point *point = calloc(1, sizeof(*point));
    if (!point)
        return NULL;
    point->no_data = LXW_TRUE;
    STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
    range->ignore_cache = LXW_TRUE;
    range->num_data_points++;
    return point;
}

static bool store_values(const struct chart_writer *writer, lxw_series_range *range,
                         const struct cells *cells)
{
    size_t count = (size_t)(cells->range.last_column - cells->range.first_column) + 1;
    for (size_t i = 0; i < count; i++) {
        lxw_series_data_point *point = add_stored_point(range);
        if (!point)
            return false;
        if (plan_point(writer->plan, cells, i, &point->number))
            point->no_data = LXW_FALSE;
    }
    return true;
}

static bool store_labels(const struct chart_writer *writer, lxw_series_range *range,
                         const struct cells *cells)
{
    const struct plan_sheet *sheet = &writer->plan->sheets.items[cells->sheet];
    range->has_string_cache = LXW_TRUE;
    for (uint16_t column = cells->range.first_column; column <= cells->range.last_column;
         column++) {
        const struct cell *cell = plan_cell_at(sheet, cells->range.first_row, column);
        lxw_series_data_point *point = add_stored_point(range);
        if (!point)
            return false;
        if (!cell || !cell->text)
            continue;
        point->string = strdup(cell->text);
        point->is_string = LXW_TRUE;
        point->no_data = LXW_FALSE;
        if (!point->string)
            return false;
    }
    return true;
}

static void write_marks(lxw_chart_series *series, const char *colour)
{
    enum { MARK_POINTS = 5 };
    lxw_chart_line outline = {.color = looks_colour(colour)};
    lxw_chart_fill fill = {.color = looks_colour(colour)};
    chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(series, MARK_POINTS);
    chart_series_set_marker_line(series, &outline);
    chart_series_set_marker_fill(series, &fill);
}

static bool write_series(const struct chart_writer *writer, const struct chart_series *series)
{
    struct arena *arena = writer->arena;
    const char *categories =
        arena_print(arena, "=%s", plan_cells(arena, writer->plan, &series->categories));
    const char *values =
        arena_print(arena, "=%s", plan_cells(arena, writer->plan, &series->values));
    lxw_chart_series *made = chart_add_series(writer->made, categories, values);
    if (!made)
        return false;
    lxw_chart_line line = {
        .color = looks_colour(series->colour),
        .width = (float)series->width,
        .dash_type = dash_codes[series->dash],
    };
    chart_series_set_name(made, literal(writer, series->name));
    chart_series_set_line(made, &line);
    if (series->has_marks)
        write_marks(made, series->colour);
    return store_labels(writer, made->categories, &series->categories) &&
           store_values(writer, made->values, &series->values);
}

// The rest ----------------------------------------------------------------------------------------

static void write_axes(const struct chart_writer *writer)
{
    const struct chart *chart = writer->chart;
    lxw_chart_font text = font(writer, chart->text_size, false);
    lxw_chart_axis *x = writer->made->x_axis;
    lxw_chart_axis *y = writer->made->y_axis;
    lxw_chart_line grid = {.color = looks_colour(chart->grid), .width = 0.75F};
    chart_axis_set_name(x, literal(writer, chart->x_title));
    chart_axis_set_name(y, literal(writer, chart->y_title));
    chart_axis_set_name_font(x, &text);
    chart_axis_set_name_font(y, &text);
    chart_axis_set_num_font(x, &text);
    chart_axis_set_num_font(y, &text);
    chart_axis_set_interval_unit(x, (uint16_t)chart->label_every);
    chart_axis_set_interval_tick(x, (uint16_t)chart->label_every);
    // Under the chart, also where the line goes below zero.
    chart_axis_set_label_position(x, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_axis_set_num_format(y, chart->format ? chart->format : "General");
    chart_axis_major_gridlines_set_line(y, &grid);
    if (chart->from_zero)
        chart_axis_set_min(y, 0);
}

static void write_surroundings(const struct chart_writer *writer)
{
    const struct chart *chart = writer->chart;
    lxw_chart_font title = font(writer, chart->title_size, true);
    lxw_chart_font text = font(writer, chart->text_size, false);
    lxw_chart_line frame = {.color = looks_colour(chart->grid), .width = 0.75F};
    chart_title_set_name(writer->made, literal(writer, chart->title));
    chart_title_set_name_font(writer->made, &title);
    chart_legend_set_position(writer->made,
                              chart->has_legend ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
    chart_legend_set_font(writer->made, &text);
    chart_chartarea_set_line(writer->made, &frame);
    chart_show_blanks_as(writer->made, LXW_CHART_BLANKS_AS_GAP);
}

static lxw_error insert(const struct chart_writer *writer, lxw_worksheet *worksheet)
{
    static const double pixels_a_point = 96.0 / 72;
    static const double usual_width = 480, usual_height = 288; // pixels; the library's
    static const int below_edge = 2; // pixels; on the very edge it would show on the page above too
    const struct chart *chart = writer->chart;
    lxw_chart_options options = {
        .y_offset = below_edge,
        .x_scale = chart->width * pixels_a_point / usual_width,
        .y_scale = chart->height * pixels_a_point / usual_height,
        .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
        .description = arena_copy(writer->arena, chart->alternative ? chart->alternative : ""),
    };
    return worksheet_insert_chart_opt(worksheet, chart->row, chart->column, writer->made, &options);
}

static lxw_error write_chart(struct chart_writer *writer, lxw_worksheet *worksheet)
{
    writer->made = workbook_add_chart(writer->workbook, LXW_CHART_LINE);
    if (!writer->made)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    for (size_t i = 0; i < writer->chart->series.count; i++)
        if (!write_series(writer, &writer->chart->series.items[i]))
            return LXW_ERROR_MEMORY_MALLOC_FAILED;
    write_axes(writer);
    write_surroundings(writer);
    return insert(writer, worksheet);
}

lxw_error charts_write(lxw_workbook *workbook, lxw_worksheet *worksheet, const struct plan *plan,
                       const struct plan_sheet *sheet, struct arena *arena)
{
    lxw_error error = LXW_NO_ERROR;
    for (size_t i = 0; i < sheet->charts.count && error == LXW_NO_ERROR; i++) {
        struct chart_writer writer = {workbook, plan, &sheet->charts.items[i], arena, NULL};
        error = write_chart(&writer, worksheet);
    }
    return error;
}
