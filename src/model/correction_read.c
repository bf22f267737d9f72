// The lines of a file of corrections, and which figures they mean.
#include "model/correction.h"

#include "base/file.h"
#include "base/spelling.h"
#include "base/text.h"
#include "model/series.h"
#include "model/source.h"

#include <string.h>

enum heading {
    HEADING_SOURCE,
    HEADING_LINE,
    HEADING_CATEGORY,
    HEADING_AREA,
    HEADING_PERIOD,
    HEADING_WAS,
    HEADING_NOW,
    HEADING_REASON,
    HEADING_WHO,
    HEADING_DATE,
    HEADING_REFERENCE,
    HEADING_COUNT
};

static const struct {
    const char *word;
    bool is_needed;
} headings[HEADING_COUNT] = {
    [HEADING_SOURCE] = {"source", true},
    [HEADING_LINE] = {"line", false},
    [HEADING_CATEGORY] = {"category", false},
    [HEADING_AREA] = {"area", false},
    [HEADING_PERIOD] = {"period", false},
    [HEADING_WAS] = {"was", true},
    [HEADING_NOW] = {"now", true},
    [HEADING_REASON] = {"reason", true},
    [HEADING_WHO] = {"who", false},
    [HEADING_DATE] = {"date", false},
    [HEADING_REFERENCE] = {"reference", false},
};

// A file of corrections while it is read.
struct correcting {
    struct model *model;
    struct table table;
    int columns[HEADING_COUNT]; // -1 where there is none
    const struct row *row;      // at hand
    struct arena scratch;
};

struct names {
    LIST(const char *) items;
};

static struct said cell(const struct correcting *correcting, enum heading heading)
{
    int column = correcting->columns[heading];
    return (struct said){row_cell(correcting->row, column),
                         table_place(correcting->model->run, correcting->table.file,
                                     correcting->row, column < 0 ? 0 : column)};
}

static const char *nearest_help(const struct correcting *correcting, const char *word,
                                const struct names *names, const char *otherwise)
{
    const char *nearest = spelling_nearest(word, names->items.items, names->items.count);
    return nearest ? arena_print(correcting->model->arena, "did you mean '%s'?", nearest)
                   : otherwise;
}

// Headings ----------------------------------------------------------------------------------------

static bool check_headings(struct correcting *correcting)
{
    struct problems *problems = correcting->model->problems;
    const struct row *row = &correcting->table.headings;
    const char *words[HEADING_COUNT];
    size_t errors = problems->errors;
    for (size_t i = 0; i < HEADING_COUNT; i++) {
        words[i] = headings[i].word;
        correcting->columns[i] = table_column(row, words[i]);
        if (headings[i].is_needed && correcting->columns[i] < 0)
            problem_error(problems,
                          table_place(correcting->model->arena, correcting->table.file, row, 0),
                          "a correction says source, line (or category), area, period, was, now, "
                          "reason, who, date, reference",
                          "no column is headed '%s'", words[i]);
    }
    for (size_t i = 0; i < row->count; i++) {
        bool is_known = row->cells[i][0] == '\0';
        for (size_t k = 0; k < HEADING_COUNT; k++)
            is_known |= text_same(row->cells[i], words[k]);
        const char *nearest = spelling_nearest(row->cells[i], words, HEADING_COUNT);
        if (!is_known)
            problem_error(
                problems,
                table_place(correcting->model->arena, correcting->table.file, row, (int)i),
                nearest ? arena_print(correcting->model->arena, "did you mean '%s'?", nearest)
                        : "take the column out",
                "corrections have no column '%s'", row->cells[i]);
    }
    return problems->errors == errors;
}

// Source ------------------------------------------------------------------------------------------

// "crime", or "events.arrests" for a column of figures that is not the source's own.
static const struct source *find_source(struct correcting *correcting, const char **value_column)
{
    struct model *model = correcting->model;
    const struct layout *layout = model->layout;
    struct said said = cell(correcting, HEADING_SOURCE);
    const char *dot = strchr(said.text, '.');
    const struct source *source = layout_source(layout, said.text);
    *value_column = NULL;
    if (!source && dot) {
        source = layout_source(layout,
                               arena_copy_part(model->arena, said.text, (size_t)(dot - said.text)));
        *value_column = dot + 1;
    }
    struct names names = {0};
    for (size_t i = 0; i < layout->sources.count; i++)
        *list_add(&correcting->scratch, &names.items) = layout->sources.items[i].name;
    if (!source)
        problem_error(
            model->problems, said.place,
            nearest_help(correcting, said.text, &names, "name one of those under `data:`"),
            "there is no source '%s'", said.text);
    else if (source->gives != SOURCE_GIVES_TEXTS)
        return source;
    else
        problem_error(model->problems, said.place, "change it in the source",
                      "source '%s' gives texts, which are not corrected", source->name);
    return NULL;
}

// Line --------------------------------------------------------------------------------------------

static bool is_candidate(const struct series *series, const struct source *source,
                         const char *value_column)
{
    return series->source == source && text_equal(series->value_column, value_column);
}

// The series that a line of a register shows, or takes its targets from.
static struct series *series_of_line(const struct model_line *line, const struct source *source,
                                     const char *value_column)
{
    if (line->series && is_candidate(line->series, source, value_column))
        return line->series;
    return line->targets && is_candidate(line->targets, source, value_column) ? line->targets
                                                                              : NULL;
}

static struct series *find_by_line(struct correcting *correcting, const char *id,
                                   const struct source *source, const char *value_column,
                                   struct names *names)
{
    const struct model *model = correcting->model;
    for (size_t i = 0; i < model->all_lines.count; i++) {
        const struct model_line *line = model->all_lines.items[i];
        struct series *series = series_of_line(line, source, value_column);
        if (series && text_equal(line->said->id, id))
            return series;
        if (series)
            *list_add(&correcting->scratch, &names->items) = line->said->id;
    }
    return NULL;
}

static struct series *find_by_category(struct correcting *correcting, const char *category,
                                       const struct source *source, const char *value_column,
                                       struct names *names)
{
    const struct model *model = correcting->model;
    for (size_t i = 0; i < model->series.count; i++) {
        struct series *series = model->series.items[i];
        if (!is_candidate(series, source, value_column))
            continue;
        const char *shown = series_key_shown(&correcting->scratch, series->key);
        if (text_same(shown, category))
            return series;
        *list_add(&correcting->scratch, &names->items) = shown;
    }
    return NULL;
}

// The cell that says the line: of the two headings the one that is filled, or is there.
static struct said line_cell(const struct correcting *correcting)
{
    struct said line = cell(correcting, HEADING_LINE);
    struct said category = cell(correcting, HEADING_CATEGORY);
    return line.text[0] != '\0' || correcting->columns[HEADING_CATEGORY] < 0 ? line : category;
}

static struct series *find_series(struct correcting *correcting, const struct source *source,
                                  const char *value_column)
{
    static const char help[] = "write the id of a line, or the category as the source has it";
    struct problems *problems = correcting->model->problems;
    struct names names = {0};
    struct said said = line_cell(correcting);
    struct series *series = find_by_category(correcting, said.text, source, value_column, &names);
    if (!series)
        series = find_by_line(correcting, said.text, source, value_column, &names);
    if (series && said.text[0] != '\0')
        return series;
    if (names.items.count == 0 && !series)
        problem_error(problems, cell(correcting, HEADING_SOURCE).place,
                      "name it as the register does: the source, or source.column",
                      "no line takes figures of '%s'", cell(correcting, HEADING_SOURCE).text);
    else if (said.text[0] == '\0')
        problem_error(problems, said.place, help, "the correction says no line");
    else
        problem_error(problems, said.place, nearest_help(correcting, said.text, &names, help),
                      "no line of '%s' is called '%s'", source->name, said.text);
    return NULL;
}

// Area --------------------------------------------------------------------------------------------

static const struct area *named_area(const struct correcting *correcting,
                                     const struct series *series, const char *name)
{
    const struct model *model = correcting->model;
    size_t unused;
    int column = series_area_column(model, series->source, &unused);
    const struct row *row =
        layout_recipient(&model->layout->recipients, column, name, model->arena);
    for (size_t i = 0; i < model->areas.items.count; i++) {
        const struct area *area = model->areas.items.items[i];
        if ((row && area->recipient == row) || text_same(area->name, name))
            return series_covers(model, series, area) ? area : NULL;
    }
    return NULL;
}

static bool find_area(struct correcting *correcting, struct correction *correction)
{
    const struct model *model = correcting->model;
    struct said said = cell(correcting, HEADING_AREA);
    const char *source = correction->series->source->name;
    struct names names = {0};
    if (!correction->series->by_area && said.text[0] != '\0')
        return problem_error(model->problems, said.place, "leave the cell empty",
                             "the figures of '%s' are of no area", source);
    if (!correction->series->by_area)
        return true;
    for (size_t i = 0; i < model->areas.items.count; i++) {
        const struct area *area = model->areas.items.items[i];
        if (series_covers(model, correction->series, area))
            *list_add(&correcting->scratch, &names.items) = area->name;
    }
    correction->area = said.text[0] ? named_area(correcting, correction->series, said.text) : NULL;
    if (correction->area)
        return true;
    if (said.text[0] == '\0')
        return problem_error(model->problems, said.place, "say whose figure it is",
                             "the correction says no area, and '%s' has figures by area", source);
    return problem_error(model->problems, said.place,
                         nearest_help(correcting, said.text, &names, "write it as the source does"),
                         "'%s' has no area '%s'", source, said.text);
}

// Period ------------------------------------------------------------------------------------------

static bool find_period(struct correcting *correcting, struct correction *correction)
{
    const struct model *model = correcting->model;
    const struct calendar *calendar = &model->layout->calendar;
    const struct source_periods *periods = source_periods_of(model, correction->series->source);
    struct said said = cell(correcting, HEADING_PERIOD);
    struct period period;
    if (!series_has_periods(correction->series))
        return said.text[0] == '\0' ||
               problem_error(model->problems, said.place, "leave the cell empty",
                             "the figures of '%s' are of no period",
                             correction->series->source->name);
    if (!period_read(said.text, calendar, &period) || period.kind != calendar->every)
        return problem_error(model->problems, said.place,
                             "write months as 2007-05 or May-07, years as 2007/08",
                             "'%s' is not a period", said.text);
    correction->period = period.number;
    size_t slot = slots_find(&periods->slots, period.number);
    if (slot != SLOT_NONE && periods->slots.filled.items[slot])
        return true;
    return problem_error(model->problems, said.place, NULL, "'%s' has no figures for %s; it has %s",
                         correction->series->source->name, said.text,
                         source_periods_shown(model, periods));
}

// Lines of the file -------------------------------------------------------------------------------

static bool has_reason(const struct correcting *correcting, const struct correction *correction)
{
    return correction->reason[0] != '\0' ||
           problem_error(correcting->model->problems, cell(correcting, HEADING_REASON).place,
                         "readers are told why a figure was corrected",
                         "the correction gives no reason");
}

static void read_row(struct correcting *correcting, struct corrections *corrections)
{
    struct model *model = correcting->model;
    const char *value_column;
    const struct source *source = find_source(correcting, &value_column);
    struct correction *correction = arena_new(model->run, struct correction);
    *correction = (struct correction){
        .place = cell(correcting, HEADING_SOURCE).place,
        .was = cell(correcting, HEADING_WAS),
        .now = cell(correcting, HEADING_NOW),
        .reason = cell(correcting, HEADING_REASON).text,
        .who = cell(correcting, HEADING_WHO).text,
        .date = cell(correcting, HEADING_DATE).text,
        .reference = cell(correcting, HEADING_REFERENCE).text,
    };
    correction->series = source ? find_series(correcting, source, value_column) : NULL;
    if (!correction->series || !model->is_whole)
        return;
    bool is_sound = find_area(correcting, correction);
    is_sound &= find_period(correcting, correction);
    is_sound &= has_reason(correcting, correction);
    if (is_sound)
        *list_add(model->run, &corrections->items) = correction;
}

bool corrections_read(struct model *model, const char *path, struct corrections *corrections)
{
    struct correcting correcting = {.model = model};
    corrections->path = path;
    if (!file_exists(path))
        return problem_error(
            model->problems, model->layout->corrections.place,
            "make it, or take the key out; it is looked for in the folder of the figures",
            "there is no file '%s'", path);
    if (!table_read(path, model->run, model->problems, &correcting.table) ||
        !check_headings(&correcting))
        return false;
    for (size_t i = 0; i < correcting.table.count; i++) {
        correcting.row = &correcting.table.rows[i];
        read_row(&correcting, corrections);
    }
    arena_free(&correcting.scratch);
    return true;
}
