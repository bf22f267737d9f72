#include "record/gather.h"

#include "base/format.h"
#include "base/number.h"
#include "base/text.h"
#include "model/meaning.h"
#include "model/series.h"

void gather_start(struct gather *gather, struct model *model, const char *layout,
                  struct arena *arena)
{
    *gather = (struct gather){.arena = arena,
                              .model = model,
                              .layout = layout,
                              .known = {.arena = arena},
                              .rule_known = {.arena = arena},
                              .cell_known = {.arena = arena}};
    figures_start(&gather->takes, arena);
    figures_start(&gather->cells, arena);
}

const char *gather_period(const struct gather *gather, struct span span)
{
    struct arena *arena = gather->model->arena;
    const struct calendar *calendar = &gather->model->layout->calendar;
    if (calendar->every == PERIOD_NONE)
        return "";
    const char *first =
        period_show(arena, (struct period){calendar->every, span.first}, calendar, NULL);
    if (span.first == span.last)
        return first;
    return arena_print(
        arena, "%s..%s", first,
        period_show(arena, (struct period){calendar->every, span.last}, calendar, NULL));
}

const char *gather_key(const struct gather *gather, const struct series *series)
{
    const char **parts;
    struct text key = {.arena = gather->model->arena};
    size_t count = text_split(key.arena, series->key, SERIES_KEY_SEPARATOR, &parts);
    for (size_t i = 0; i + 1 < count; i++) // each part ends with a separator
        text_print(&key, "%s%s", i > 0 ? ", " : "", parts[i]);
    return text_done(&key);
}

const char *gather_source(const struct gather *gather, const struct series *series)
{
    if (!series->value_column)
        return series->source->name;
    return arena_print(gather->model->arena, "%s.%s", series->source->name, series->value_column);
}

struct figure_entry gather_entry(const struct gather *gather, struct figures *figures,
                                 enum figure_entry_kind kind)
{
    struct figure_entry entry = figure_entry_blank;
    entry.layout = figures_keep(figures, gather->layout);
    entry.kind = kind;
    entry.order = figures->items.count;
    return entry;
}

static const char *value_text(struct arena *arena, const struct value *value)
{
    char buffer[NUMBER_ROOM];
    switch (value->kind) {
    case VALUE_NUMBER:
        return arena_copy(arena, figures_number(value->number, buffer));
    case VALUE_TEXT:
    case VALUE_ERROR:
        return value->text;
    case VALUE_TRUTH:
        return value->number != 0 ? "TRUE" : "FALSE";
    case VALUE_BLANK:
        break;
    }
    return "";
}

void gather_value(const struct gather *gather, struct figures *figures, const struct value *value,
                  const char *format, struct figure_entry *entry)
{
    struct arena *arena = gather->model->arena;
    entry->value = figures_keep(figures, value_text(arena, value));
    entry->text = entry->value;
    if (value->kind == VALUE_NUMBER)
        entry->text =
            figures_keep(figures, format_number(arena, format ? format : "General", value->number));
}

// Cells -------------------------------------------------------------------------------------------

// A sheet of the workbook at hand, and the row of it that is gathered.
struct gathering {
    struct gather *gather;
    struct figures *figures;
    const char *workbook;
    const struct sheet *sheet;
    const struct area *area; // whose the row is: the recipient's whose the workbook is, or of an
                             // overview
    const char *target;      // the line's, as shown
};

static const char *period_of(const struct gather *gather, const struct model_line *line,
                             const struct table_column *column)
{
    const struct model *model = gather->model;
    if (model->layout->calendar.every == PERIOD_NONE)
        return "";
    struct period latest = line ? line->latest : model->latest;
    struct span span = {latest.number, latest.number};
    if (column->has_window)
        span = window_span(column->window, latest, &model->layout->calendar);
    return gather_period(gather, span);
}

// The state of the light that a cell shows, or NULL.
static struct figure *state_of(struct model *model, struct model_line *line,
                               const struct column *column)
{
    if (!line)
        return NULL;
    if (column->shows == COLUMN_JUDGE)
        return model_state(model, line, meaning_column(line->sheet, column->what.text));
    return column->light ? model_state(model, line, column) : NULL;
}

// What the cell takes is the same in every workbook, unless each has lines of its own. The terms
// are those of the figures, or, with `line`, of a chart's line.
static void note_takes(const struct gathering *gathering, struct figure_entry entry,
                       const struct column *column, struct figure *const figures[2],
                       const struct trend_line *line, struct span cells)
{
    struct gather *gather = gathering->gather;
    bool is_own = gathering->sheet->by_recipient != NULL && gather->model->recipient;
    struct figures *takes = is_own ? &gather->own_takes : &gather->takes;
    const char *key = arena_print(gather->model->arena, "%s|%s|%s|%s", entry.sheet, entry.line,
                                  entry.column, entry.period);
    if (!is_own && map_get(&gather->known, key))
        return;
    if (!is_own)
        map_put(&gather->known, arena_copy(gather->arena, key), NULL);
    const char *terms = line ? gather_trend_terms(gather, gathering->area, line, cells)
                             : gather_terms(gather, gathering->area, column, figures, 2);
    struct figure_entry noted = gather_entry(gather, takes, ENTRY_SHOWN);
    noted.workbook = is_own ? figures_keep(takes, entry.workbook) : "";
    noted.recipient = is_own ? figures_keep(takes, entry.recipient) : "";
    noted.sheet = figures_keep(takes, entry.sheet);
    noted.line = figures_keep(takes, entry.line);
    noted.column = figures_keep(takes, entry.column);
    noted.period = figures_keep(takes, entry.period);
    noted.takes = figures_terms(takes, terms);
    *list_add(takes->arena, &takes->items) = noted;
}

static struct figure_entry shown_entry(const struct gathering *gathering,
                                       const struct model_line *line)
{
    struct gather *gather = gathering->gather;
    struct figures *figures = gathering->figures;
    struct figure_entry entry = gather_entry(gather, figures, ENTRY_SHOWN);
    entry.workbook = gathering->workbook;
    entry.sheet = figures_keep(figures, gathering->sheet->name);
    if (gathering->area) {
        entry.recipient = figures_keep(figures, gathering->area->name);
        entry.family = figures_keep(figures, gathering->area->family);
    }
    if (line) {
        entry.line = figures_keep(figures, line->said->id);
        entry.label = figures_keep(
            figures, model_text(gather->model, &line->said->label, gathering->sheet, line, NULL));
    }
    return entry;
}

// `name` is the column's, or what tells a count of it from others.
static void add_shown(const struct gathering *gathering, struct model_line *line,
                      const struct table_column *column, const struct content *content,
                      const char *name)
{
    struct gather *gather = gathering->gather;
    struct figures *figures = gathering->figures;
    if (content->kind != CONTENT_FIGURE || content->text[0] == '\0')
        return;
    struct figure_entry entry = shown_entry(gathering, line);
    const struct value *value = model_value(gather->model, content->figure);
    struct figure *state = state_of(gather->model, line, column->column);
    entry.column = figures_keep(figures, name);
    entry.period = figures_keep(figures, period_of(gather, line, column));
    entry.value = figures_keep(figures, value_text(gather->model->arena, value));
    entry.text = figures_keep(figures, content->text);
    if (state)
        entry.light = figures_keep(figures, model_value(gather->model, state)->text);
    entry.target = line ? gathering->target : "";
    note_takes(gathering, entry, column->column, (struct figure *const[]){content->figure, state},
               NULL, (struct span){0, 0});
    *list_add(figures->arena, &figures->items) = entry;
}

// Tables ------------------------------------------------------------------------------------------

static const char *target_of(const struct gathering *gathering, struct model_line *line,
                             const struct table_column *columns, size_t count)
{
    struct model *model = gathering->gather->model;
    const char *text = "";
    if (!line->target)
        return text;
    for (size_t i = 0; i < count && text[0] == '\0'; i++) {
        if (meaning_of_column(gathering->sheet, columns[i].column, NULL) == COLUMN_MEANS_TARGET)
            text = model_content(model, line, &columns[i]).text;
    }
    if (text[0] == '\0')
        text = model_figure_content(model, line->target,
                                    line->said->target_format.text[0] != '\0'
                                        ? line->said->target_format.text
                                        : line->target->format)
                   .text;
    return figures_keep(gathering->figures, text);
}

static void gather_table(struct gathering *gathering, const struct table_column *columns,
                         size_t count)
{
    struct model *model = gathering->gather->model;
    for (size_t i = 0; i < gathering->sheet->register_table.lines.count; i++) {
        struct model_line *line = model_line_of(model, gathering->sheet, i);
        if (line->said->kind != ROW_MEASURE && line->said->kind != ROW_PART)
            continue;
        gathering->target = target_of(gathering, line, columns, count);
        for (size_t k = 0; k < count; k++) {
            struct content content = model_content(model, line, &columns[k]);
            add_shown(gathering, line, &columns[k], &content, columns[k].column->name);
        }
    }
}

// Below an overview: how many lights of each column have a state.
static void gather_counts(struct gathering *gathering, const struct table_column *count,
                          const struct table_column *columns, size_t column_count)
{
    struct model *model = gathering->gather->model;
    gathering->area = NULL;
    gathering->target = "";
    for (size_t i = 0; i < column_count; i++) {
        struct content content =
            model_count_content(model, gathering->sheet, count->column, &columns[i]);
        const char *name =
            arena_print(model->arena, "%s, %s", columns[i].column->name, count->column->name);
        add_shown(gathering, columns[i].line, count, &content, name);
    }
}

static void gather_overview(struct gathering *gathering, const struct table_column *columns,
                            size_t count)
{
    struct model *model = gathering->gather->model;
    const struct area **areas;
    size_t area_count = model_recipients_down(model, gathering->sheet, &areas);
    for (size_t i = 0; i < area_count * count; i++) {
        const struct table_column *column = &columns[i % count];
        gathering->area = areas[i / count];
        struct model_line *line =
            column->line ? model_recipient_line(model, gathering->area, column) : NULL;
        struct content content =
            model_recipient_content(model, gathering->sheet, gathering->area, column);
        gathering->target = line ? target_of(gathering, line, NULL, 0) : "";
        add_shown(gathering, line, column, &content, column->column->name);
    }
    for (size_t i = 0; i < count; i++) {
        if (columns[i].column->shows == COLUMN_COUNT)
            gather_counts(gathering, &columns[i], columns, count);
    }
}

// Charts ------------------------------------------------------------------------------------------

// The points of a chart's line, one after another: "97 111 105".
static const char *points_text(const struct model *model, const struct trend *trend,
                               const struct trend_line *line)
{
    struct text text = {.arena = model->arena};
    char buffer[NUMBER_ROOM];
    double number;
    for (int i = 0; i <= trend->span.last - trend->span.first; i++) {
        bool has_number = model_point(model, trend, line, i, &number);
        text_print(&text, "%s%s", i > 0 ? " " : "", has_number ? number_show(number, buffer) : "-");
    }
    return text_done(&text);
}

static void gather_trend_line(const struct gathering *gathering, const struct trend *trend,
                              const struct trend_line *line)
{
    struct gather *gather = gathering->gather;
    struct figures *figures = gathering->figures;
    struct model *model = gather->model;
    int points = trend->span.last - trend->span.first + 1;
    struct figure_entry entry = shown_entry(gathering, trend->line);
    entry.column = figures_keep(figures, arena_print(model->arena, "chart, %s", line->name));
    entry.period = figures_keep(figures, gather_period(gather, trend->span));
    entry.text = figures_keep(figures, points_text(model, trend, line));
    entry.value = entry.text;
    struct span cells = {line->first, line->first + points - 1};
    note_takes(gathering, entry, NULL, NULL, line, cells);
    *list_add(figures->arena, &figures->items) = entry;
}

static void gather_trends(const struct gathering *gathering)
{
    const struct model *model = gathering->gather->model;
    for (size_t i = 0; i < model->trends.count; i++) {
        const struct trend *trend = &model->trends.items[i];
        for (size_t k = 0; trend->line->sheet == gathering->sheet && k < trend->lines.count; k++)
            gather_trend_line(gathering, trend, &trend->lines.items[k]);
    }
}

static void gather_sheets(struct gather *gather, const char *workbook, struct figures *figures)
{
    struct model *model = gather->model;
    struct gathering gathering = {
        .gather = gather, .figures = figures, .workbook = figures_keep(figures, workbook)};
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        struct table_column *columns;
        gathering.sheet = &model->layout->sheets.items[i];
        gathering.area = model->recipient;
        if (gathering.sheet->charts) {
            gather_trends(&gathering);
            continue;
        }
        size_t count = model_columns(model, gathering.sheet, &columns);
        if (gathering.sheet->recipients_down)
            gather_overview(&gathering, columns, count);
        else
            gather_table(&gathering, columns, count);
    }
}

void gather_workbook(struct gather *gather, const char *workbook, bool shows, struct spool *spool)
{
    struct figures figures;
    struct arena arena;
    arena_init(&arena);
    figures_start(&figures, &arena);
    figures_start(&gather->own_takes, &arena);
    figures_start(&gather->own_cells, &arena);
    gather->own_known = (struct map){.arena = &arena};
    gather->workbook = workbook;
    gather_sheets(gather, workbook, &figures);
    if (shows) {
        spool_add_figures(spool, &figures);
        spool_add_takes(spool, &gather->own_takes);
        spool_add_figures(spool, &gather->own_cells);
    }
    arena_free(&arena);
}
