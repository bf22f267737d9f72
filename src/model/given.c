#include "model/given.h"

#include "base/text.h"
#include "model/series.h"
#include "model/source.h"

static struct series *series_of(struct model *model, const struct model_line *line,
                                const struct said *name, struct map *series_by_key)
{
    const struct source *source = layout_source(model->layout, name->text);
    const struct layout_register *table =
        line->sheet->by_recipient ? &line->sheet->by_recipient[0] : &line->sheet->register_table;
    if (!source)
        return NULL;
    const char *key = series_key(model, source, line->said, table);
    struct series *series = series_make(model, source, NULL, key, series_by_key);
    if (!series->line)
        series->line = line;
    return series;
}

void given_find(struct model *model, struct model_line *line, struct map *series_by_key)
{
    const struct sheet *sheet = line->sheet;
    if (sheet->targets.text)
        line->targets = series_of(model, line, &sheet->targets, series_by_key);
    line->texts = arena_array(model->arena, struct series *, sheet->columns.count);
    for (size_t i = 0; i < sheet->columns.count; i++) {
        const struct column *column = &sheet->columns.items[i];
        if (column->shows == COLUMN_SOURCE)
            line->texts[i] = series_of(model, line, &column->what, series_by_key);
    }
}

static const struct input *find_input(const struct model *model, const struct series *series,
                                      const struct model_line *line, int period)
{
    const struct input *input = series_input(model, series, line->whose.area, period);
    return input->line > 0 || input->is_corrected ? input : NULL;
}

const struct input *given_target(const struct model *model, const struct model_line *line,
                                 int *since)
{
    const struct series *series = line->targets;
    if (!series || line->whose.word != WHOSE_OWN)
        return NULL;
    if (!series_has_periods(series))
        return find_input(model, series, line, 0);
    const struct period_set *seen = &source_periods_of(model, series->source)->seen;
    for (size_t i = seen->count; i-- > 0;) {
        *since = seen->items[i];
        const struct input *input =
            *since <= line->latest.number ? find_input(model, series, line, *since) : NULL;
        if (input)
            return input;
    }
    return NULL;
}

const struct input *given_text(const struct model *model, const struct model_line *line,
                               const struct column *column)
{
    const struct series *series =
        line->texts ? line->texts[column - line->sheet->columns.items] : NULL;
    if (!series || line->whose.word != WHOSE_OWN)
        return NULL;
    return find_input(model, series, line, series_has_periods(series) ? line->latest.number : 0);
}
