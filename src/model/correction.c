#include "model/correction.h"

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "model/cell.h"
#include "model/series.h"
#include "model/source.h"

// Corrections while they are laid over the figures.
struct laying {
    struct model *model;
    struct corrections *corrections;
    const struct correction *at;
    struct cells cells;
    struct arena scratch;
};

const char *correction_shown(const struct model *model, const struct correction *correction,
                             struct arena *arena)
{
    const struct calendar *calendar = &model->layout->calendar;
    struct period period = {calendar->every, correction->period};
    const char *key = series_key_shown(arena, correction->series->key);
    const char *area =
        correction->area ? arena_print(arena, " of '%s'", correction->area->name) : "";
    if (!series_has_periods(correction->series))
        return arena_print(arena, "'%s'%s", key, area);
    return arena_print(arena, "'%s'%s, %s", key, area, period_show(arena, period, calendar, NULL));
}

// Figures -----------------------------------------------------------------------------------------

static bool is_figure(const struct input *input)
{
    return input->format || input->text;
}

static bool is_same(const struct input *one, const struct input *other)
{
    return is_figure(one) == is_figure(other) && text_equal(one->text, other->text) &&
           number_agrees(one->number, other->number);
}

static const char *figure_shown(struct arena *arena, const struct input *input)
{
    char number[NUMBER_ROOM];
    if (input->text)
        return input->text;
    return input->format ? arena_copy(arena, number_show(input->number, number)) : "not known";
}

// A figure as the corrections have it.
static bool read_cell(struct laying *laying, const struct said *said, struct input *input)
{
    *input = (struct input){0};
    if (cell_read(&laying->cells, said->text, input) != CELL_WRONG)
        return true;
    return problem_error(laying->model->problems, said->place,
                         "write a number, leave the cell empty, or list the word under "
                         "words: accept: in the layout",
                         "'%s' is not a number", said->text);
}

static struct input *cell_of(const struct laying *laying, struct series *series)
{
    struct model *model = laying->model;
    const struct correction *at = laying->at;
    struct slots *slots = &source_periods_of(model, series->source)->slots;
    size_t slot = slots_make(slots, at->period, model->run);
    slots->filled.items[slot] = true;
    return inputs_make(&series->inputs, at->area ? at->area->index : 0, slot,
                       series->by_area ? model->areas.items.count : 1, slots->periods.count,
                       model->run);
}

static void note_corrected(struct laying *laying, struct series *series, struct input *input,
                           double difference)
{
    input->is_corrected = true;
    *list_add(laying->model->run, &laying->corrections->figures) =
        (struct corrected){input, series, laying->at, difference};
}

static void put(struct laying *laying, const struct input *was, const struct input *now)
{
    struct input *input = cell_of(laying, laying->at->series);
    const char *format = input->format;
    input->number = now->number;
    input->text = now->text;
    input->format = now->format && format ? format : now->format;
    note_corrected(laying, laying->at->series, input,
                   was->text || now->text ? 0 : now->number - was->number);
}

// A series whose figures are sums of rows, of which the corrected one is among.
static void add_difference(struct laying *laying, struct series *series, const struct input *was,
                           const struct input *now)
{
    struct input *input = cell_of(laying, series);
    if (was->text || now->text || input->text) {
        problem_error(laying->model->problems, laying->at->place,
                      "correct it in the source instead",
                      "line '%s' adds this figure up with others, which a word cannot be",
                      series->line->said->id);
        return;
    }
    input->number += now->number - was->number;
    input->format = input->format ? input->format : now->format;
    note_corrected(laying, series, input, now->number - was->number);
}

static const char *lower_key(struct laying *laying, const struct series *series)
{
    struct text key = {.arena = &laying->scratch};
    text_add_folded(&key, series->key);
    return text_done(&key);
}

static void lay_over(struct laying *laying, const struct input *was, const struct input *now)
{
    const struct model *model = laying->model;
    const struct series *corrected = laying->at->series;
    const char *key = lower_key(laying, corrected);
    put(laying, was, now);
    for (size_t i = 0; i < model->series.count; i++) {
        struct series *series = model->series.items[i];
        if (series != corrected && series->source == corrected->source &&
            text_equal(series->value_column, corrected->value_column) &&
            series_key_fits(lower_key(laying, series), key))
            add_difference(laying, series, was, now);
    }
}

// One correction ----------------------------------------------------------------------------------

static bool is_for_same(const struct correction *one, const struct correction *other)
{
    return one->series == other->series && one->area == other->area && one->period == other->period;
}

static bool check_second(const struct laying *laying, size_t number)
{
    const struct correction *at = laying->at;
    for (size_t i = 0; i < number; i++) {
        const struct correction *first = laying->corrections->items.items[i];
        if (is_for_same(first, at))
            return problem_error(
                laying->model->problems, at->place, "take one of them out, or make one of them",
                "a second correction of %s; the first stands in line %zu",
                correction_shown(laying->model, at, laying->model->arena), first->place.line);
    }
    return true;
}

static bool fits(struct laying *laying, struct correction *correction, const struct input *was,
                 const struct input *now)
{
    struct model *model = laying->model;
    const struct input *given =
        series_input(model, correction->series, correction->area, correction->period);
    const char *shown = correction_shown(model, correction, model->arena);
    if (is_same(was, now))
        return problem_error(model->problems, correction->now.place, NULL,
                             "%s: `was` and `now` are the same", shown);
    if (is_same(given, was))
        return true;
    correction->is_included = is_same(given, now);
    if (correction->is_included)
        return problem_warn(model->problems, correction->now.place,
                            "take the line out once that is so in every workbook",
                            "%s is %s in the source already", shown,
                            figure_shown(model->arena, given));
    return problem_error(model->problems, correction->was.place,
                         "`was` is what the source gives; where several rows add up, their sum",
                         "%s is %s in the source, not %s", shown, figure_shown(model->arena, given),
                         figure_shown(model->arena, was));
}

static void lay(struct laying *laying, size_t number)
{
    struct model *model = laying->model;
    struct correction *correction = laying->corrections->items.items[number];
    struct input was, now;
    laying->at = correction;
    cells_open(&laying->cells, correction->series->source, model->layout, model->run,
               &laying->scratch);
    bool is_sound = read_cell(laying, &correction->was, &was);
    is_sound &= read_cell(laying, &correction->now, &now);
    if (check_second(laying, number) && is_sound && fits(laying, correction, &was, &now))
        lay_over(laying, &was, &now);
    cells_close(&laying->cells);
}

void corrections_lay(struct model *model, const char *input)
{
    struct laying laying = {.model = model};
    const struct said *said = &model->layout->corrections;
    if (!said->text)
        return;
    laying.corrections = model->corrections = arena_new(model->run, struct corrections);
    bool is_read =
        corrections_read(model, file_join(model->run, input, said->text), laying.corrections);
    for (size_t i = 0; is_read && model->is_whole && i < laying.corrections->items.count; i++)
        lay(&laying, i);
    arena_free(&laying.scratch);
}

// What is said of it ------------------------------------------------------------------------------

// "Corrected from 1,470 to 1,489: counted twice. J. Smith, 2025-12-03, C-17"
static void add_note(struct text *note, const struct model *model,
                     const struct corrected *corrected)
{
    const struct correction *correction = corrected->correction;
    const char *const more[] = {correction->who, correction->date, correction->reference};
    if (corrected->series != correction->series)
        text_print(note, "Has a corrected figure in it: %s. ",
                   correction_shown(model, correction, note->arena));
    text_print(note, "Corrected from %s to %s: %s",
               correction->was.text[0] ? correction->was.text : "no figure",
               correction->now.text[0] ? correction->now.text : "no figure", correction->reason);
    bool is_first = true;
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        if (more[i][0] != '\0')
            text_print(note, "%s%s", is_first ? ". " : ", ", more[i]);
        is_first &= more[i][0] == '\0';
    }
}

const char *correction_note(const struct model *model, const struct input *input,
                            struct arena *arena)
{
    struct text note = {.arena = arena};
    if (!input->is_corrected)
        return NULL;
    for (size_t i = 0; i < model->corrections->figures.count; i++) {
        const struct corrected *corrected = &model->corrections->figures.items[i];
        if (corrected->input != input)
            continue;
        if (note.length > 0)
            text_add_char(&note, '\n');
        add_note(&note, model, corrected);
    }
    return text_done(&note);
}

struct correction_count correction_count(const struct model *model, const struct source *source)
{
    struct correction_count count = {0};
    for (size_t i = 0; model->corrections && i < model->corrections->items.count; i++) {
        const struct correction *correction = model->corrections->items.items[i];
        if (correction->series->source != source)
            continue;
        count.laid += !correction->is_included;
        count.included += correction->is_included;
    }
    return count;
}
