#include "model/intake.h"

#include "base/text.h"
#include "model/series.h"
#include "model/source.h"

#include <stdlib.h>

const char intake_period_example[] = "write months as 2007-05 or May-07, years as 2007/08";

bool intake_has_headings(const struct intake *intake)
{
    return intake->source->period_from == PERIOD_FROM_HEADINGS;
}

struct place intake_heading_place(const struct intake *intake, int column)
{
    return table_place(intake->model->arena, intake->rows.path, &intake->rows.headings, column);
}

static bool is_of_calendar(const struct intake *intake, struct period *period)
{
    const struct calendar *calendar = &intake->model->layout->calendar;
    if (intake->source->gives == SOURCE_GIVES_TARGETS && calendar->every == PERIOD_MONTH)
        *period = period_first_month(*period, calendar);
    return period->kind == calendar->every;
}

bool intake_read_period(const struct intake *intake, const char *typed, struct period *period)
{
    return period_read(typed, &intake->model->layout->calendar, period) &&
           is_of_calendar(intake, period);
}

bool intake_read_heading(const struct intake *intake, const char *typed, struct period *period,
                         bool *is_provisional)
{
    return source_period(&intake->rows, typed, period, is_provisional) &&
           is_of_calendar(intake, period);
}

// Rows --------------------------------------------------------------------------------------------

// Whether some series of the route asks for a column.
static bool is_asked_for(const struct intake *intake, const struct route *route,
                         const struct figure_column *column)
{
    for (size_t i = 0; i < route->series.count; i++) {
        if (intake_has_headings(intake) || route->series.items[i]->value == column->value)
            return true;
    }
    return false;
}

// Added up, the rows of all recipients would be sent to each as its own.
static void check_whose(struct intake *intake, const struct row *row)
{
    enum { ROWS_LOOKED_AT = 1000 };
    struct model *model = intake->model;
    if (intake->rows.count.used > ROWS_LOOKED_AT)
        intake->hides_whose = false;
    for (size_t i = 0; intake->hides_whose && i < row->count; i++) {
        if (!layout_names_recipient(&model->layout->recipients, row->cells[i], &intake->scratch))
            continue;
        problem_error(model->problems, table_place(model->arena, intake->rows.path, row, (int)i),
                      "say whose the rows are: match: {column of the source: name}",
                      "'%s' is a recipient, and rows of several would be added up for each",
                      row->cells[i]);
        intake->hides_whose = false;
    }
}

static void take_row(struct intake *intake, const struct row *row)
{
    check_whose(intake, row);
    struct routes *routes = &intake->routes;
    struct route *route = routes_find(routes, row, intake->matches);
    if (route->series.count == 0) {
        intake->rows.count.not_shown++;
        routes_miss(routes, route, intake->rows.path, row, intake->matches);
        return;
    }
    intake->rows.count.used++;
    size_t area = intake_area(intake, row);
    size_t slot = intake_slot(intake, row);
    for (size_t i = 0; slot != SLOT_NONE && i < intake->columns.count; i++) {
        const struct figure_column *column = &intake->columns.items[i];
        if (is_asked_for(intake, route, column))
            intake_take_figure(intake, route, column, area, slot, row);
    }
}

static void take_total(struct intake *intake, const struct row *row)
{
    size_t slot = intake_slot(intake, row);
    for (size_t i = 0; slot != SLOT_NONE && i < intake->columns.count; i++)
        intake_take_total(intake, &intake->columns.items[i], slot, row);
}

// The source --------------------------------------------------------------------------------------

static void report_no_rows(const struct intake *intake, size_t errors)
{
    struct problems *problems = intake->model->problems;
    bool may_be_empty =
        intake->source->absent_is_zero || intake->source->gives != SOURCE_GIVES_FIGURES;
    if (problems->errors == errors && !may_be_empty)
        problem_error(problems, intake_heading_place(intake, 0), "is it the right file?",
                      "the file has headings, but no figures below them");
}

static int compare_periods(const void *one, const void *other)
{
    const int *left = one, *right = other;
    return (*left > *right) - (*left < *right);
}

// Notes the periods that have figures, and widens the model's.
static void see_periods(struct intake *intake)
{
    struct model *model = intake->model;
    struct source_periods *periods = intake->periods;
    if (intake->source->period_from == PERIOD_FROM_NOWHERE)
        return;
    for (size_t i = 0; i < periods->slots.periods.count; i++) {
        int period = periods->slots.periods.items[i];
        if (!periods->slots.filled.items[i])
            continue;
        *list_add(model->run, &periods->seen) = period;
        if (intake->source->gives != SOURCE_GIVES_FIGURES)
            continue;
        model->first = period < model->first ? period : model->first;
        model->last = period > model->last ? period : model->last;
    }
    if (periods->seen.count > 0)
        qsort(periods->seen.items, periods->seen.count, sizeof(int), compare_periods);
}

static void report_more(struct intake *intake, size_t count, const char *what)
{
    if (count > INTAKE_MOST_TOLD)
        problem_error(intake->model->problems, intake->source->file.place, NULL,
                      "%zu more cells of '%s' are not %s", count - INTAKE_MOST_TOLD,
                      intake->source->file.text, what);
}

static void take_file(struct intake *intake)
{
    struct model *model = intake->model;
    struct row row;
    size_t errors = model->problems->errors;
    size_t rows = intake->rows.count.rows;
    if (!intake_find_columns(intake))
        return;
    while (source_next(&intake->rows, &row)) {
        if (intake->rows.is_total)
            take_total(intake, &row);
        else
            take_row(intake, &row);
    }
    if (intake->rows.count.rows == rows)
        report_no_rows(intake, errors);
    controls_check(&intake->controls, model->problems);
    again_check(&intake->again, model, intake->source, &intake->rows.count);
}

// Whether a table leaves some values of the source out, as its `limit:` says.
static bool is_limited(const struct model *model, const struct source *source)
{
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        const struct source_rows *rows = &model->layout->sheets.items[i].source_rows;
        if (rows->limit > 0 && rows->each_value_of.text &&
            text_equal(rows->source.text, source->name))
            return true;
    }
    return false;
}

static void begin(struct intake *intake, struct model *model, const struct source *source)
{
    *intake = (struct intake){
        .model = model, .source = source, .periods = source_periods_of(model, source)};
    struct arena *scratch = &intake->scratch;
    intake->areas.arena = intake->slots.arena = scratch;
    intake->matches = arena_array(scratch, int, source->matches.count);
    intake->area_match = source->matches.count;
    intake->area_column = series_area_column(model, source, &intake->area_match);
    intake->is_limited = is_limited(model, source);
    intake->hides_whose = intake->area_column < 0 && source->adds_up != ADDS_NOT &&
                          model->layout->recipients.one_workbook_each;
    routes_init(&intake->routes, model, source, intake->area_match, scratch);
    cells_open(&intake->cells, source, model->layout, model->run, scratch);
    if (source->period_from == PERIOD_FROM_NOWHERE)
        slots_make(&intake->periods->slots, 0, model->run);
}

static void end(struct intake *intake)
{
    see_periods(intake);
    if (!intake->is_limited && !intake->model->layout->lacks_lines)
        routes_report(&intake->routes);
    report_more(intake, intake->not_numbers, "numbers");
    report_more(intake, intake->not_periods, "periods");
    intake->periods->has_faults |= intake->rows.has_faults;
    intake->rows.count.has_sum = intake->source->adds_up != ADDS_NOT && intake->values.count == 1;
    intake->periods->count = intake->rows.count;
    cells_close(&intake->cells);
    arena_free(&intake->scratch);
}

static void read(struct intake *intake, const char *input)
{
    struct model *model = intake->model;
    if (source_open(&intake->rows, intake->source, input, model->run, model->problems)) {
        intake_want_columns(intake);
        intake->periods->paths = intake->rows.paths;
        intake->periods->path_count = intake->rows.path_count;
        while (source_next_file(&intake->rows))
            take_file(intake);
    }
    source_close(&intake->rows);
}

void intake_read(struct model *model, const struct source *source, const char *input)
{
    struct intake intake;
    begin(&intake, model, source);
    read(&intake, input);
    end(&intake);
}

// What is wrong with the source has been reported.
void intake_search(struct model *model, const struct source *source, const char *input,
                   struct origin_search *search)
{
    struct intake intake;
    struct problems *problems = model->problems;
    struct problems unused;
    problems_init(&unused, model->arena);
    model->problems = &unused;
    begin(&intake, model, source);
    intake.search = search;
    read(&intake, input);
    cells_close(&intake.cells);
    arena_free(&intake.scratch);
    model->problems = problems;
}
