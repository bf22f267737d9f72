// The columns of a source's files.
#include "model/intake.h"

#include "base/text.h"
#include "model/series.h"

// Numbers the columns of figures that the source's series ask for.
static void number_values(struct intake *intake)
{
    const struct model *model = intake->model;
    for (size_t i = 0; i < model->series.count; i++) {
        struct series *series = model->series.items[i];
        if (series->source != intake->source)
            continue;
        size_t value = 0;
        while (value < intake->values.count &&
               !text_equal(intake->values.items[value].text, series->value_column))
            value++;
        if (value == intake->values.count)
            *list_add(&intake->scratch, &intake->values) = (struct said){
                .text = series->value_column, .place = series->line->said->value.place};
        series->value = value;
    }
}

// The heading of a column of figures; text NULL where rows are counted.
static struct said value_heading(const struct intake *intake, size_t value)
{
    const struct source *source = intake->source;
    struct said said = intake->values.items[value];
    if (said.text ? text_same(said.text, "rows") : source->counts_rows)
        return (struct said){0};
    if (said.text)
        return said;
    return source->value.text ? source->value
                              : (struct said){.text = "value", .place = source->place};
}

static void want_match(struct intake *intake, const struct match *match)
{
    static const char help[] = "call the column so that names the lines, or say which it is, as in "
                               "match: {measure: id}";
    const struct place *place = &intake->source->place;
    bool is_said = match->data_column.place.line != place->line ||
                   match->data_column.place.column != place->column;
    source_want(&intake->rows, match->data_column, is_said ? NULL : help);
}

void intake_want_columns(struct intake *intake)
{
    static const char help[] = "call the column of figures so, or say which it is, as in "
                               "value: count";
    const struct source *source = intake->source;
    number_values(intake);
    for (size_t i = 0; i < source->matches.count; i++)
        want_match(intake, &source->matches.items[i]);
    if (source->period_from == PERIOD_FROM_COLUMN)
        source_want(&intake->rows, source->period_column, NULL);
    if (intake_has_headings(intake)) {
        intake->rows.calendar = &intake->model->layout->calendar;
        intake->rows.provisional_mark = intake->model->layout->marks.provisional.mark.text;
    }
    for (size_t i = 0; i < intake->values.count && !intake_has_headings(intake); i++) {
        struct said heading = value_heading(intake, i);
        if (heading.text)
            source_want(&intake->rows, heading,
                        intake->values.items[i].text || source->value.text ? NULL : help);
    }
}

static bool check_period(const struct intake *intake, int column, size_t slot)
{
    const char **headings = intake->rows.headings.cells;
    for (size_t i = 0; i < intake->columns.count; i++) {
        const struct figure_column *other = &intake->columns.items[i];
        if (other->slot == slot)
            return problem_error(intake->model->problems, intake_heading_place(intake, column),
                                 "take one of them out", "'%s' and '%s' are the same period",
                                 headings[other->column], headings[column]);
    }
    return true;
}

// Where a problem with the periods that a source has is told: at the newest.
static void note_place(struct intake *intake, int column, int period)
{
    const struct slots *slots = &intake->periods->slots;
    for (size_t i = 0; i < slots->periods.count; i++) {
        if (slots->periods.items[i] > period)
            return;
    }
    intake->periods->place = intake_heading_place(intake, column);
}

static bool find_period_headings(struct intake *intake)
{
    const struct row *headings = &intake->rows.headings;
    bool sound = true;
    for (int i = 0; i < (int)headings->count; i++) {
        struct period period;
        bool is_provisional;
        if (!intake_read_heading(intake, headings->cells[i], &period, &is_provisional))
            continue;
        size_t slot = slots_make(&intake->periods->slots, period.number, intake->model->run);
        note_place(intake, i, period.number);
        sound &= check_period(intake, i, slot);
        *list_add(&intake->scratch, &intake->columns) =
            (struct figure_column){.column = i, .slot = slot, .is_provisional = is_provisional};
    }
    return sound;
}

// Finds the columns of a file whose headings have all that was wanted.
bool intake_find_columns(struct intake *intake)
{
    const struct source *source = intake->source;
    const struct row *headings = &intake->rows.headings;
    for (size_t i = 0; i < source->matches.count; i++)
        intake->matches[i] = table_column(headings, source->matches.items[i].data_column.text);
    intake->period_column = table_column(headings, source->period_column.text);
    intake->columns.count = 0;
    if (intake->period_column >= 0)
        intake->periods->place = intake_heading_place(intake, intake->period_column);
    if (intake_has_headings(intake))
        return find_period_headings(intake);
    for (size_t i = 0; i < intake->values.count; i++)
        *list_add(&intake->scratch, &intake->columns) = (struct figure_column){
            .column = table_column(headings, value_heading(intake, i).text),
            .value = i,
            .slot = SLOT_NONE,
        };
    return true;
}
