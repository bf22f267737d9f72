// The rules of figures, as they are written.
#include "command/explanation.h"

#include "model/light.h"
#include "model/meaning.h"
#include "model/series.h"

// "the sum of 12 periods of 'crime' (MPS recorded crime)"
static const char *series_rule(const struct explanation *explanation, const struct figure *figure)
{
    static const char *const totals[] = {[TOTAL_SUM] = "the sum of",
                                         [TOTAL_LATEST] = "the latest of",
                                         [TOTAL_AVERAGE] = "the average of",
                                         [TOTAL_NONE] = ""};
    struct arena *arena = explanation->text.arena;
    const struct series *series = figure->line->series;
    const struct source *source = series->source;
    const char *label = source->label.text ? source->label.text : source->file.text;
    const char *from = arena_print(arena, "'%s' (%s)", source->name, label);
    if (!series_has_periods(series))
        return arena_print(arena, "from %s", from);
    struct span span =
        window_span(figure->window, figure->line->latest, &explanation->model->layout->calendar);
    int count = span.last - span.first + 1;
    if (count == 1)
        return arena_print(arena, "from %s", from);
    return arena_print(arena, "%s %d periods of %s", totals[figure->line->total], count, from);
}

static const char *written(struct arena *arena, const char *formula)
{
    return formula && formula[0] != '\0' ? arena_print(arena, "= %s", formula) : "";
}

// The register's cell under a column's name, which stands in place of its rule; "" for none.
static const char *cell_instead(const struct figure *figure, const char *heading)
{
    return row_cell(figure->line->said->row, meaning_heading_instead(figure->line, heading));
}

static const char *column_rule(struct arena *arena, const struct figure *figure)
{
    const struct column *column = figure->column;
    const char *instead = cell_instead(figure, column->name);
    if (instead[0] != '\0')
        return written(arena, instead);
    if (column->shows == COLUMN_COUNT)
        return arena_print(arena, "how many lights are %s", column->what.text);
    return written(arena, column->what.text);
}

static const char *template_rule(struct arena *arena, const struct figure *figure)
{
    const char *own = cell_instead(figure, arena_print(arena, "%s_text", figure->column->name));
    if (own[0] == '\0')
        own = text_equal(figure->column->what.text, "target") ? figure->line->said->target_text.text
                                                              : figure->line->said->text.text;
    return arena_print(arena, "the text %s", own);
}

static bool is_mean(const struct explanation *explanation, const struct figure *figure)
{
    return figure->line && figure->line->whose.word == WHOSE_FAMILY &&
           explanation->model->layout->recipients.family_figure == FAMILY_MEAN;
}

static const char *window_rule(const struct explanation *explanation, const struct figure *figure)
{
    return figure->line->from == LINE_FROM_SERIES
               ? series_rule(explanation, figure)
               : written(explanation->text.arena, figure->line->said->value.text);
}

static const char *target_rule(const struct explanation *explanation, const struct figure *figure)
{
    const struct model_line *line = figure->line;
    if (line->target_is_given)
        return arena_print(explanation->text.arena, "from '%s'", line->targets->source->name);
    return figure->tree ? written(explanation->text.arena, line->said->target.text)
                        : "as in the register";
}

static const struct scale *scale_of(const struct figure *figure)
{
    return figure->line->judged_by ? figure->line->judged_by->scale : figure->line->scale;
}

const char *explanation_rule(const struct explanation *explanation, const struct figure *figure)
{
    struct arena *arena = explanation->text.arena;
    if (is_mean(explanation, figure) && figure->kind != FIGURE_RANK)
        return "the mean of its members' figures";
    switch (figure->kind) {
    case FIGURE_WINDOW:
    case FIGURE_POINT:
        return window_rule(explanation, figure);
    case FIGURE_COLUMN:
        return column_rule(arena, figure);
    case FIGURE_TEXT:
        return template_rule(arena, figure);
    case FIGURE_STACK:
        return "the texts of the measure and its parts";
    case FIGURE_TARGET:
        return target_rule(explanation, figure);
    case FIGURE_RANK:
        return figure->line->lower_is_better ? "the place among the recipients, 1 the smallest"
                                             : "the place among the recipients, 1 the largest";
    case FIGURE_GAP:
        return arena_print(arena, "= %s%s", scale_of(figure)->gap.text,
                           figure->line->lower_is_better ? ", turned round: lower is better" : "");
    case FIGURE_CONSTANT:
        return "as in the layout";
    case FIGURE_OWN:
        return "as in the register";
    case FIGURE_STATE:
    case FIGURE_LIGHT:
        break;
    }
    return "";
}
