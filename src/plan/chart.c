// A sheet of line charts, one to each measure, as many to a page as the layout says.
#include "plan/build.h"

#include "base/font.h"
#include "base/format.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

#define INTO_NEXT      1.5  // points of a chart in the column beside its own
#define BELOW          6.0  // points under a chart
#define SLACK          0.99 // of a page's width is used
#define DEFAULT_HEIGHT 15.0 // points of a row without a height

// Every chart stands in a cell of its own, which no page cuts. It reaches just into a narrow column
// beside it, so that its right edge goes with the columns where a program makes them narrower.
struct chart_maker {
    struct across across; // first, the place at hand
    const struct charts *charts;
    double width, height; // of a cell, in points
    int next;             // the place of the next chart in its row
};

static struct plan_sheet *plan_of(const struct chart_maker *maker)
{
    return &maker->across.builder->plan->sheets.items[maker->across.number];
}

static uint16_t chart_column(int place)
{
    return (uint16_t)(2 * place);
}

static double whole_pixels(double points)
{
    return floor(points / PIXEL) * PIXEL;
}

static void set_widths(struct chart_maker *maker, const struct page *page)
{
    enum { PIXELS_A_CHARACTER = 7, PADDING = 5, WIDEST = 255 }; // as font_column_points() has them
    static const double between = 1;                            // characters
    struct arena *arena = maker->across.builder->arena;
    double room = build_page_width(maker->across.builder, page) * SLACK / maker->charts->across;
    double pixels = floor((room - font_column_points(between)) / PIXEL);
    double characters = fmin((pixels - PADDING) / PIXELS_A_CHARACTER, WIDEST);
    for (int i = 0; i < maker->charts->across; i++) {
        plan_width_set(arena, plan_of(maker), chart_column(i), characters);
        plan_width_set(arena, plan_of(maker), (uint16_t)(chart_column(i) + 1), between);
    }
    maker->width = font_column_points(characters);
}

static int bands_of(const struct sheet *sheet)
{
    int count = 0;
    for (size_t i = 0; i < sheet->register_table.lines.count; i++) {
        enum row_kind kind = sheet->register_table.lines.items[i].kind;
        count += kind == ROW_BAND || kind == ROW_SUBBAND;
    }
    return count;
}

// What the page has room for under the sheet's title, which is on every page, with a band over each
// row of charts as far as there are bands.
static void set_height(struct chart_maker *maker, const struct page *page)
{
    struct plan_sheet *plan = plan_of(maker);
    int usual = page->landscape ? 2 : 3;
    int down = maker->charts->down > 0 ? maker->charts->down : usual;
    double band = build_role(maker->across.builder, "band")->size * 2;
    double room = build_page_height(page) - band * fmin(bands_of(maker->across.sheet), down);
    build_heights(maker->across.builder, plan);
    for (uint32_t row = 0; row < maker->across.row; row++)
        room -= row < plan->heights.count && plan->heights.items[row] > 0 ? plan->heights.items[row]
                                                                          : DEFAULT_HEIGHT;
    maker->height = fmin(whole_pixels(room / down), HIGHEST_ROW);
}

// Texts -------------------------------------------------------------------------------------------

static const char *text_of(const struct chart_maker *maker, const struct said *said,
                           const struct trend *trend)
{
    return model_text(maker->across.builder->model, said, maker->across.sheet, trend->line, NULL);
}

static const char *chart_title(const struct chart_maker *maker, const struct trend *trend)
{
    if (maker->charts->title.text)
        return text_of(maker, &maker->charts->title, trend);
    return build_label(maker->across.builder, trend->line);
}

static const char *x_title(const struct chart_maker *maker, const struct trend *trend)
{
    static const char *const kinds[] = {
        [PERIOD_NONE] = "",
        [PERIOD_MONTH] = "Month",
        [PERIOD_QUARTER] = "Quarter",
        [PERIOD_YEAR] = "Year",
    };
    if (maker->charts->x_title.text)
        return text_of(maker, &maker->charts->x_title, trend);
    return kinds[maker->across.builder->model->layout->calendar.every];
}

static const char *y_title(const struct chart_maker *maker, const struct trend *trend)
{
    if (maker->charts->y_title.text)
        return text_of(maker, &maker->charts->y_title, trend);
    return text_of(maker, &maker->charts->lines.items[0].name, trend);
}

static const char *period_text(const struct builder *builder, int number)
{
    const struct calendar *calendar = &builder->model->layout->calendar;
    return period_show(builder->arena, (struct period){calendar->every, number}, calendar,
                       calendar->every == PERIOD_MONTH ? "mmmm yyyy" : NULL);
}

// A point in words: "1,489 in May 2007".
static void add_point(struct builder *builder, const struct trend *trend,
                      const struct trend_line *line, int point, const char *before,
                      struct text *text)
{
    double number;
    if (!model_point(builder->model, trend, line, point, &number))
        return;
    text_print(text, "%s%s in %s", before,
               format_number(builder->arena, trend->format ? trend->format : "General", number),
               period_text(builder, trend->span.first + point));
}

// "Offences: 1,489 in June 2006, 1,210 in May 2007; highest 1,600 in July 2006, lowest ..."
static void describe_line(struct builder *builder, const struct trend *trend,
                          const struct trend_line *line, struct text *text)
{
    int first = -1, last = -1, highest = -1, lowest = -1;
    double number, most = -INFINITY, least = INFINITY;
    for (int i = 0; i <= trend->span.last - trend->span.first; i++) {
        if (!model_point(builder->model, trend, line, i, &number))
            continue;
        first = first < 0 ? i : first;
        last = i;
        highest = number > most ? i : highest;
        lowest = number < least ? i : lowest;
        most = fmax(most, number);
        least = fmin(least, number);
    }
    text_print(text, " %s: ", line->name);
    add_point(builder, trend, line, first, "", text);
    if (last > first)
        add_point(builder, trend, line, last, ", ", text);
    if (last > first && most > least) {
        add_point(builder, trend, line, highest, "; highest ", text);
        add_point(builder, trend, line, lowest, ", lowest ", text);
    }
    text_add_char(text, '.');
}

static const char *alternative_text(struct chart_maker *maker, const struct trend *trend)
{
    struct builder *builder = maker->across.builder;
    struct text text = {.arena = builder->arena};
    if (maker->charts->alternative.text)
        return text_of(maker, &maker->charts->alternative, trend);
    text_print(&text, "%s: line chart, %s to %s.", chart_title(maker, trend),
               period_text(builder, trend->span.first), period_text(builder, trend->span.last));
    for (size_t i = 0; i < trend->lines.count; i++)
        describe_line(builder, trend, &trend->lines.items[i], &text);
    return text_done(&text);
}

// Charts ------------------------------------------------------------------------------------------

static bool is_below_zero(const struct builder *builder, const struct trend *trend)
{
    for (size_t i = 0; i < trend->lines.count; i++) {
        for (int point = 0; point <= trend->span.last - trend->span.first; point++) {
            double number;
            if (model_point(builder->model, trend, &trend->lines.items[i], point, &number) &&
                number < 0)
                return true;
        }
    }
    return false;
}

// How many periods from one label to the next, so that they stand side by side.
static unsigned label_every(const struct chart_maker *maker, const struct trend *trend,
                            double text_size)
{
    static const double beside = 60; // points of the width that the y axis takes
    const struct builder *builder = maker->across.builder;
    double label = font_text_width((struct font){text_size, false}, "Mmm-00  ");
    double labels = fmax(floor((maker->width - beside) / label), 1);
    unsigned points = (unsigned)(trend->span.last - trend->span.first + 1);
    unsigned least = (unsigned)ceil(points / labels);
    unsigned year = (unsigned)period_per_year(builder->model->layout->calendar.every);
    unsigned every = least;
    while (every < year && year % every != 0)
        every++;
    return every;
}

static struct chart chart_of(struct chart_maker *maker, const struct trend *trend)
{
    struct builder *builder = maker->across.builder;
    const struct style *style = build_role(builder, "measure");
    return (struct chart){
        .row = maker->across.row,
        .column = chart_column(maker->next),
        .width = maker->width + INTO_NEXT,
        .height = maker->height - BELOW,
        .title = chart_title(maker, trend),
        .x_title = x_title(maker, trend),
        .y_title = y_title(maker, trend),
        .alternative = alternative_text(maker, trend),
        .format = trend->format,
        .from_zero = maker->charts->from_zero && !is_below_zero(builder, trend),
        .label_every = label_every(maker, trend, style->size - 1),
        .title_size = style->size + 1,
        .text_size = style->size - 1,
        .grid = style->bottom ? style->bottom : "BFBFBF",
        .has_legend = trend->lines.count > 1,
    };
}

struct chart build_chart(struct builder *builder, const struct sheet *sheet,
                         const struct trend *trend, struct spot spot, double width, double height)
{
    struct chart_maker maker = {.across = {.builder = builder, .sheet = sheet},
                                .charts = sheet->charts,
                                .width = width,
                                .height = height};
    struct chart chart = chart_of(&maker, trend);
    chart.row = spot.row;
    chart.column = spot.column;
    return chart;
}

static void end_row(struct chart_maker *maker)
{
    if (maker->next > 0)
        maker->across.row++;
    maker->next = 0;
}

// A measure without any figure has a text where its chart would be.
static void put_nothing(struct chart_maker *maker, const struct trend *trend, struct cell *cell)
{
    struct builder *builder = maker->across.builder;
    cell->kind = CELL_TEXT;
    cell->text = arena_print(builder->arena, "%s: %s", chart_title(maker, trend),
                             builder->model->layout->words.missing.text);
}

static void put_trend(struct chart_maker *maker, const struct trend *trend)
{
    struct builder *builder = maker->across.builder;
    struct plan_sheet *plan = plan_of(maker);
    struct cell *cell = plan_cell_add(builder->arena, plan, maker->across.row,
                                      chart_column(maker->next), build_role(builder, "text"));
    plan_height_set(builder->arena, plan, maker->across.row, maker->height);
    if (trend->lines.count == 0) {
        put_nothing(maker, trend, cell);
    } else {
        *list_add(builder->arena, &builder->charts) =
            (struct chart_slot){maker->across.number, plan->charts.count, trend};
        *list_add(builder->arena, &plan->charts) = chart_of(maker, trend);
    }
    if (++maker->next == maker->charts->across)
        end_row(maker);
}

static void put_band(struct chart_maker *maker, const struct model_line *line)
{
    struct across *across = &maker->across;
    bool is_band = line->said->kind == ROW_BAND;
    end_row(maker);
    if (is_band && across->sheet->page.break_before_band && plan_of(maker)->charts.count > 0)
        *list_add(across->builder->arena, &plan_of(maker)->breaks) = across->row;
    build_tie(across->builder, across->number, across->row);
    build_across(across, is_band ? "band" : "subband", line->said->style.text,
                 build_label(across->builder, line));
}

static void put_line(struct chart_maker *maker, const struct model_line *line)
{
    const struct trend *trend = model_trend(maker->across.builder->model, line);
    if (line->said->kind == ROW_BAND || line->said->kind == ROW_SUBBAND)
        put_band(maker, line);
    if (trend)
        put_trend(maker, trend);
}

static void set_headings(struct chart_maker *maker, const struct page *page)
{
    struct plan_sheet *plan = plan_of(maker);
    if (maker->across.row == 0)
        return;
    plan->repeats = page->repeat_headings;
    plan->repeat_last = maker->across.row - 1;
    plan->freeze_row = maker->across.row;
}

void build_charts(struct builder *builder, const struct sheet *sheet)
{
    struct chart_maker maker = {
        .across = {builder, sheet, builder->plan->sheets.count,
                   chart_column(sheet->charts->across) - 1, 0},
        .charts = sheet->charts,
    };
    struct page page = sheet->page;
    page.fit_width = false; // the charts are made for the page as it is
    plan_sheet_add(builder->arena, builder->plan, sheet->name)->is_protected = sheet->is_protected;
    set_widths(&maker, &page);
    build_above(&maker.across);
    set_headings(&maker, &page);
    set_height(&maker, &page);
    for (size_t i = 0; i < sheet->register_table.lines.count; i++)
        put_line(&maker, model_line_of(builder->model, sheet, i));
    end_row(&maker);
    build_below(&maker.across);
    build_page(builder, plan_of(&maker), &page);
    build_holds(builder, plan_of(&maker), sheet);
}

// Lines -------------------------------------------------------------------------------------------

static struct cells cells_between(struct spot first, struct spot last)
{
    return (struct cells){first.sheet, {first.row, last.row, first.column, last.column}};
}

// A point between two gaps is no line: such a line has its points marked.
static bool has_gap(const struct builder *builder, const struct trend *trend,
                    const struct trend_line *line)
{
    double number;
    for (int i = 0; i <= trend->span.last - trend->span.first; i++) {
        if (!model_point(builder->model, trend, line, i, &number))
            return true;
    }
    return trend->span.first == trend->span.last;
}

static struct chart_series series_of(const struct builder *builder, const struct trend *trend,
                                     const struct trend_line *line)
{
    static const double main_line = 2.25, other_line = 1.75; // points
    bool is_main = line->said == trend->line->sheet->charts->lines.items;
    const struct span *span = &trend->span;
    return (struct chart_series){
        .name = line->name,
        .categories = cells_between(build_period_spot(builder, span->first),
                                    build_period_spot(builder, span->last)),
        .values = cells_between(build_point_spot(builder, trend, line, span->first),
                                build_point_spot(builder, trend, line, span->last)),
        .colour = line->said->colour,
        .dash = line->said->dash,
        .has_marks = has_gap(builder, trend, line),
        .width = is_main ? main_line : other_line,
    };
}

void build_chart_lines(struct builder *builder)
{
    for (size_t i = 0; i < builder->charts.count; i++) {
        const struct chart_slot *slot = &builder->charts.items[i];
        struct chart *chart = &builder->plan->sheets.items[slot->sheet].charts.items[slot->chart];
        for (size_t k = 0; k < slot->trend->lines.count; k++)
            *list_add(builder->arena, &chart->series) =
                series_of(builder, slot->trend, &slot->trend->lines.items[k]);
    }
}
