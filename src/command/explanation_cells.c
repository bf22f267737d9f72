// The cells of the source files that a figure takes.
#include "command/explanation.h"

#include "base/number.h"
#include "model/correction.h"
#include "model/origin.h"
#include "model/series.h"
#include "model/source.h"

// Cells while they are added.
struct adding_cells {
    struct explanation *explanation;
    const struct series *series;
    const struct area **areas;
    size_t area_count;
    struct span span;
    size_t indent;
};

static const char *shown(struct arena *arena, double number)
{
    char buffer[NUMBER_ROOM];
    return arena_copy(arena, number_show(number, buffer));
}

static void note_file(struct explanation *explanation, const char *path)
{
    for (size_t i = 0; i < explanation->files.count; i++) {
        if (text_equal(explanation->files.items[i], path))
            return;
    }
    *list_add(explanation->text.arena, &explanation->files) = path;
}

static const char *period_shown(const struct adding_cells *adding, int period)
{
    const struct calendar *calendar = &adding->explanation->model->layout->calendar;
    return period_show(adding->explanation->text.arena, (struct period){calendar->every, period},
                       calendar, NULL);
}

// "  Camden  2024-12": what of it there is.
static void add_key(const struct adding_cells *adding, const struct area *area, int period)
{
    struct text *text = &adding->explanation->text;
    if (area)
        text_print(text, "  %s", area->name);
    if (series_has_periods(adding->series))
        text_print(text, "  %s", period_shown(adding, period));
}

static void add_line(const struct adding_cells *adding, const char *what)
{
    text_print(&adding->explanation->text, "%*s%s", (int)adding->indent, "", what);
}

static size_t add_origins(const struct adding_cells *adding, struct whose whose)
{
    struct explanation *explanation = adding->explanation;
    struct arena *arena = explanation->text.arena;
    struct origins origins =
        origins_find(explanation->model, explanation->input, adding->series, whose, adding->span);
    for (size_t i = 0; i < origins.items.count; i++) {
        const struct origin *origin = &origins.items.items[i];
        note_file(explanation, origin->place.file);
        add_line(adding, explanation_place(arena, &origin->place));
        add_key(adding, origin->area, origin->period);
        text_print(&explanation->text, "  %s%s%s\n",
                   origin->text        ? origin->text
                   : origin->is_figure ? shown(arena, origin->number)
                                       : "not known",
                   origin->is_provisional ? "  (provisional)" : "",
                   origin->is_again ? "  (as in an earlier file; counts once)" : "");
    }
    return origins.items.count;
}

static bool is_of_cells(const struct adding_cells *adding, const struct corrected *corrected)
{
    const struct correction *correction = corrected->correction;
    bool is_here = false;
    for (size_t i = 0; i < adding->area_count; i++)
        is_here |= adding->areas[i] == correction->area || !adding->series->by_area;
    return is_here && corrected->series == adding->series &&
           correction->period >= adding->span.first && correction->period <= adding->span.last;
}

// "input/corrections.csv:2:1 (A2)  Camden  2025-11  +7, corrected from 127 to 134: counted twice"
static void add_corrections(const struct adding_cells *adding)
{
    struct explanation *explanation = adding->explanation;
    const struct corrections *corrections = explanation->model->corrections;
    for (size_t i = 0; corrections && i < corrections->figures.count; i++) {
        const struct corrected *corrected = &corrections->figures.items[i];
        const struct correction *correction = corrected->correction;
        if (!is_of_cells(adding, corrected))
            continue;
        note_file(explanation, correction->place.file);
        add_line(adding, explanation_place(explanation->text.arena, &correction->place));
        add_key(adding, correction->area, correction->period);
        text_print(&explanation->text, "  %s%s  (corrected from %s to %s: %s)\n",
                   corrected->difference > 0 ? "+" : "",
                   shown(explanation->text.arena, corrected->difference), correction->was.text,
                   correction->now.text, correction->reason);
    }
}

struct comes_to {
    double sum;
    size_t none, missing, words;
};

// What the figures come to that the model has, corrections and all.
static struct comes_to comes_to(const struct adding_cells *adding)
{
    struct comes_to all = {0};
    const struct model *model = adding->explanation->model;
    for (size_t i = 0; i < adding->area_count; i++) {
        for (int period = adding->span.first; period <= adding->span.last; period++) {
            const struct input *input =
                series_input(model, adding->series, adding->areas[i], period);
            bool is_figure = input->format || input->text;
            all.words += input->text != NULL;
            all.missing += !is_figure;
            all.none += is_figure && input->line == 0 && !input->is_corrected;
            all.sum += input->number;
        }
    }
    return all;
}

static void add_sum(const struct adding_cells *adding, size_t cells)
{
    struct text *text = &adding->explanation->text;
    struct comes_to all = comes_to(adding);
    if (all.none > 0)
        text_print(text, "%*sno row, which counts as 0, for %zu\n", (int)adding->indent, "",
                   all.none);
    if (all.missing > 0)
        text_print(text, "%*sno figure for %zu\n", (int)adding->indent, "", all.missing);
    if (all.words == 0 && cells + all.none > 1)
        text_print(text, "%*s= %s, from %zu cell%s\n", (int)adding->indent, "",
                   shown(text->arena, all.sum), cells, cells == 1 ? "" : "s");
}

void explanation_add_cells(struct explanation *explanation, const struct figure *user,
                           const struct series *series, struct whose whose, struct span span,
                           size_t indent)
{
    struct adding_cells adding = {
        .explanation = explanation, .series = series, .span = span, .indent = indent};
    (void)user;
    adding.area_count =
        series_areas(explanation->model, series, whose, explanation->text.arena, &adding.areas);
    size_t cells = add_origins(&adding, whose);
    add_corrections(&adding);
    add_sum(&adding, cells);
}
