#include "model/mark.h"

#include "base/format.h"
#include "base/text.h"
#include "model/meaning.h"
#include "model/series.h"
#include "model/shared.h"

// Provisional figures -----------------------------------------------------------------------------

struct asking {
    struct model *model;
    struct figure *user;
    bool is_provisional;
};

static bool any_is_provisional(struct model *model, struct figure *const *figures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (model_is_provisional(model, figures[i]))
            return true;
    }
    return false;
}

static bool series_is_provisional(const struct asking *asking, const struct meaning *meaning)
{
    const struct area **areas;
    struct arena arena;
    bool found = false;
    arena_init(&arena);
    size_t count =
        series_areas(asking->model, meaning->series, asking->user->line->whose, &arena, &areas);
    for (size_t i = 0; i < count && !found; i++) {
        for (int period = meaning->span.first; period <= meaning->span.last && !found; period++)
            found = series_input(asking->model, meaning->series, areas[i], period)->is_provisional;
    }
    arena_free(&arena);
    return found;
}

static bool above_is_provisional(const struct asking *asking)
{
    struct figure **above;
    size_t count = model_above(asking->model, asking->user, &above);
    return any_is_provisional(asking->model, above, count);
}

static bool name_is_provisional(struct asking *asking, const struct meaning *meaning)
{
    struct model *model = asking->model;
    switch (meaning->kind) {
    case MEANS_SERIES_CELL:
    case MEANS_SERIES_RANGE:
        return series_is_provisional(asking, meaning);
    case MEANS_VALUES:
        return meaning->is_provisional;
    case MEANS_FIGURES:
        return any_is_provisional(model, meaning->figures, meaning->figure_count);
    case MEANS_ABOVE:
        return above_is_provisional(asking);
    case MEANS_LINE:
    case MEANS_WINDOW:
    case MEANS_COLUMN:
    case MEANS_OWN:
    case MEANS_TARGET:
    case MEANS_FIGURE:
        break;
    }
    struct figure *figure = model_named_figure(model, asking->user, meaning);
    return figure && model_is_provisional(model, figure);
}

static bool ask_name(struct expression *name, void *data)
{
    struct asking *asking = data;
    asking->is_provisional = asking->is_provisional || name_is_provisional(asking, name->bound);
    return true;
}

// What counts states or shows them is no figure of a source.
bool model_is_provisional(struct model *model, struct figure *figure)
{
    bool is_of_states = figure->kind == FIGURE_STATE || figure->kind == FIGURE_LIGHT;
    if (!model->has_provisional || !figure->tree || is_of_states)
        return false;
    enum answer *kept = shared_provisional(model, figure);
    enum answer *answer = kept ? kept : &figure->provisional;
    if (*answer == ANSWER_UNKNOWN) {
        struct asking asking = {.model = model, .user = figure};
        *answer = ANSWER_NO; // a circle has been told already
        expression_names(figure->tree, ask_name, &asking);
        *answer = asking.is_provisional ? ANSWER_YES : ANSWER_NO;
    }
    return *answer == ANSWER_YES;
}

// Revised figures ---------------------------------------------------------------------------------

struct revised_figures {
    struct map by_name; // to struct revised_figure
};

enum { SEPARATOR = '\x1f' };

static const char *name_of(struct arena *arena, const char *recipient, const char *sheet,
                           const char *line, const char *column, const char *period)
{
    return arena_print(arena, "%s%c%s%c%s%c%s%c%s", recipient, SEPARATOR, sheet, SEPARATOR, line,
                       SEPARATOR, column, SEPARATOR, period);
}

static bool stands_by_period(const struct model *model, const char *sheet_name,
                             const char *column_name)
{
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        const struct sheet *sheet = &model->layout->sheets.items[i];
        const struct column *column =
            text_equal(sheet->name, sheet_name) ? meaning_column(sheet, column_name) : NULL;
        if (column)
            return column->shows == COLUMN_EACH;
    }
    return false;
}

void model_revise(struct model *model, const struct revised_figure *figures, size_t count)
{
    struct revised_figures *revised = arena_new(model->run, struct revised_figures);
    revised->by_name.arena = model->run;
    for (size_t i = 0; i < count; i++) {
        const struct revised_figure *figure = &figures[i];
        bool has_period = stands_by_period(model, figure->sheet, figure->column);
        const char *name = name_of(model->run, figure->recipient, figure->sheet, figure->line,
                                   figure->column, has_period ? figure->period : "");
        struct revised_figure *kept = arena_new(model->run, struct revised_figure);
        *kept = *figure;
        map_put(&revised->by_name, name, NULL)->pointer = kept;
    }
    model->revised = count > 0 ? revised : NULL;
}

static const struct revised_figure *find_revised(const struct model *model,
                                                 const struct model_line *line,
                                                 const struct table_column *column)
{
    const struct calendar *calendar = &model->layout->calendar;
    const struct area *area = line->whose.area;
    const char *period = "";
    if (!model->revised)
        return NULL;
    if (column->column->shows == COLUMN_EACH)
        period = period_show(model->arena, column->window.period, calendar, NULL);
    const char *name = name_of(model->arena, area ? area->name : "", line->sheet->name,
                               line->said->id, column->column->name, period);
    const union map_value *found = map_get(&model->revised->by_name, name);
    return found ? found->pointer : NULL;
}

// Cells -------------------------------------------------------------------------------------------

// What a mark can stand behind: a number that is worked out or given, a text with figures in it.
static bool takes_marks(const struct content *content)
{
    static const bool kinds[] = {
        [FIGURE_WINDOW] = true, [FIGURE_COLUMN] = true, [FIGURE_TEXT] = true,
        [FIGURE_STACK] = true,  [FIGURE_TARGET] = true, [FIGURE_RANK] = true,
        [FIGURE_POINT] = false,
    };
    if (content->kind != CONTENT_FIGURE || !kinds[content->figure->kind])
        return false;
    bool is_text = content->figure->kind == FIGURE_TEXT || content->figure->kind == FIGURE_STACK;
    return is_text || content->figure->value.kind == VALUE_NUMBER;
}

struct cell_marks model_cell_marks(struct model *model, struct model_line *line,
                                   const struct table_column *column, const struct content *content)
{
    struct cell_marks marks = {0};
    const struct revised_figure *revised = find_revised(model, line, column);
    if (content->kind != CONTENT_FIGURE)
        return marks;
    marks.note = revised ? revised->note : NULL;
    if (!takes_marks(content))
        return marks;
    marks.is_revised = revised != NULL;
    marks.is_provisional = model_is_provisional(model, content->figure);
    return marks;
}

bool model_has_marks(const struct model *model)
{
    return model->has_provisional || model->revised;
}

const char *mark_suffix(const struct model *model, struct cell_marks marks, struct arena *arena)
{
    const struct marks *words = &model->layout->marks;
    struct text suffix = {.arena = arena};
    if (marks.is_provisional)
        text_print(&suffix, " %s", words->provisional.mark.text);
    if (marks.is_revised)
        text_print(&suffix, " %s", words->revised.mark.text);
    return text_done(&suffix);
}

const char *mark_format(struct arena *arena, const char *format, const struct value *value,
                        const char *suffix)
{
    if (suffix[0] == '\0')
        return format;
    if (value->kind == VALUE_NUMBER)
        return format_with_suffix(arena, format ? format : "General", suffix);
    return format_of_text(arena, "", suffix);
}
