#include "model/line.h"

#include "base/text.h"
#include "model/given.h"
#include "model/meaning.h"
#include "model/series.h"

#include <string.h>

// The reader of registers has seen to it that the word is one of these.
void line_read_total(struct model *model, struct model_line *line)
{
    static const char *const totals[] = {
        [TOTAL_SUM] = "sum",
        [TOTAL_LATEST] = "latest",
        [TOTAL_AVERAGE] = "average",
        [TOTAL_NONE] = "none",
    };
    (void)model;
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++) {
        if (text_equal(line->said->total.text, totals[i]))
            line->total = (enum total)i;
    }
}

// The source of figures, where there is one alone.
static const struct source *only_source(const struct model *model)
{
    const struct source *only = NULL;
    for (size_t i = 0; i < model->layout->sources.count; i++) {
        const struct source *source = &model->layout->sources.items[i];
        if (source->gives != SOURCE_GIVES_FIGURES)
            continue;
        if (only)
            return NULL;
        only = source;
    }
    return only;
}

// The source that a line without one of its own takes: the sheet's, or the only one.
static const struct source *default_source(struct model *model, const struct model_line *line)
{
    struct said said = line->said->source;
    if (said.text[0] == '\0')
        said = line->sheet->source;
    if (!said.text || said.text[0] == '\0')
        return only_source(model);
    const struct source *source = layout_source(model->layout, said.text);
    if (!source)
        problem_error(model->problems, said.place, "name one of those under `data:`",
                      "there is no source '%s'", said.text);
    if (source && source->gives != SOURCE_GIVES_FIGURES)
        problem_error(model->problems, said.place,
                      "make two sources of it; they may read the same file",
                      "source '%s' gives %s, and cannot give figures", said.text,
                      source->gives == SOURCE_GIVES_TARGETS ? "targets" : "texts");
    return source;
}

// "ae.breaches" names a source and its column of figures.
static bool read_source_column(struct model *model, struct model_line *line,
                               struct map *series_by_key)
{
    const char *value = line->said->value.text;
    const char *dot = strchr(value, '.');
    const struct source *source =
        dot ? layout_source(model->layout,
                            arena_copy_part(model->arena, value, (size_t)(dot - value)))
            : NULL;
    if (!source)
        return false;
    const char *column = dot + 1;
    if (source->period_from == PERIOD_FROM_HEADINGS) {
        problem_error(model->problems, line->said->value.place,
                      "leave the cell empty, and name the source under `source`",
                      "source '%s' has a column to a period, and none of figures to name",
                      source->name);
        column = NULL;
    }
    const char *key = series_key(model, source, line->said, &line->sheet->register_table);
    line->series = series_make(model, source, column, key, series_by_key);
    line->from = LINE_FROM_SERIES;
    return true;
}

// A table of words has no use for data.
static bool shows_figures(const struct sheet *sheet)
{
    if (sheet->charts)
        return true;
    for (size_t i = 0; i < sheet->columns.count; i++) {
        enum column_means means = meaning_of_column(sheet, &sheet->columns.items[i], NULL);
        if (means == COLUMN_MEANS_WINDOW || means == COLUMN_MEANS_FORMULA)
            return true;
    }
    return false;
}

static void read_line_value(struct model *model, struct model_line *line, struct map *series_by_key)
{
    const struct line *said = line->said;
    if (text_same(said->value.text, "none") || read_source_column(model, line, series_by_key))
        return;
    if (said->value.text[0] != '\0') {
        line->formula =
            expression_read(said->value.text, said->value.place, model->arena, model->problems);
        line->from = line->formula ? LINE_FROM_FORMULA : LINE_FROM_NOTHING;
        return;
    }
    const struct source *source = shows_figures(line->sheet) ? default_source(model, line) : NULL;
    if (!source)
        return;
    const char *key = series_key(model, source, said, &line->sheet->register_table);
    line->series = series_make(model, source, NULL, key, series_by_key);
    line->from = LINE_FROM_SERIES;
}

void lines_read_values(struct model *model, struct map *series_by_key)
{
    for (size_t i = 0; i < model->all_lines.count; i++) {
        struct model_line *line = model->all_lines.items[i];
        if (line_is_figure(line->said)) {
            read_line_value(model, line, series_by_key);
            given_find(model, line, series_by_key);
        }
        if (line->series && !line->series->line)
            line->series->line = line;
    }
}

void line_read_as_at(struct model *model, struct model_line *line)
{
    const struct said *as_at = &line->said->as_at;
    line->latest = model->latest;
    if (as_at->text[0] != '\0' &&
        !period_read(as_at->text, &model->layout->calendar, &line->latest))
        problem_error(model->problems, as_at->place, "write 2008-06 or Jun-08",
                      "'%s' is not a period", as_at->text);
}

void line_bind_formula(struct model *model, struct model_line *line)
{
    if (line->from != LINE_FROM_FORMULA)
        return;
    struct scope scope = {SCOPE_LINE, line->sheet, line};
    if (meaning_bind(model, line->formula, scope))
        line->formula = meaning_guard(model, line->formula);
    else
        line->from = LINE_FROM_NOTHING;
}
