#include "model/model.h"

#include "base/file.h"
#include "base/format.h"
#include "base/number.h"
#include "base/spelling.h"
#include "base/text.h"
#include "model/figure.h"
#include "model/given.h"
#include "model/light.h"
#include "model/meaning.h"
#include "model/opening.h"
#include "model/recipient.h"
#include "model/series.h"
#include "model/source.h"
#include "model/trend.h"

#include <string.h>

// A model while it is made.
struct making {
    struct model *model;
    struct map series_by_key;
};

static bool is_figure_row(const struct line *line)
{
    return line->kind == ROW_MEASURE || line->kind == ROW_PART || line->kind == ROW_WORKING;
}

// Lines -------------------------------------------------------------------------------------------

static struct model_line *add_line(struct model *model, const struct sheet *sheet,
                                   const struct line *said)
{
    struct model_line *line = arena_new(model->arena, struct model_line);
    *line = (struct model_line){
        .base = line, .said = said, .sheet = sheet, .index = model->all_lines.count};
    *list_add(model->arena, &model->all_lines) = line;
    if (sheet->by_recipient) // what some workbooks lack is no name
        return line;
    bool is_new;
    union map_value *slot = map_put(&model->line_by_id, said->id, &is_new);
    if (is_new) {
        slot->pointer = line;
        return line;
    }
    const struct model_line *first = slot->pointer;
    bool is_reported = first->sheet == sheet; // by the reader of registers
    if (first->said->id_is_made && !said->id_is_made)
        slot->pointer = line;
    else if (first->said != said && !is_reported && !said->id_is_made && is_figure_row(said) &&
             is_figure_row(first->said))
        problem_error(model->problems, said->label.place, "ids are one to a workbook; change one",
                      "'%s' is also the id of a line of sheet '%s'", said->id, first->sheet->name);
    return line;
}

struct model_line *model_line_of(struct model *model, const struct sheet *sheet, size_t number)
{
    size_t first = 0;
    for (size_t i = 0; &model->layout->sheets.items[i] != sheet; i++)
        first += model->layout->sheets.items[i].register_table.lines.count;
    return model_line_for(model, model->lines.items[first + number],
                          (struct whose){WHOSE_OWN, model->recipient});
}

static bool looks_like_words(const char *text)
{
    return strchr(text, ' ') && !strpbrk(text, "+-*/^&=<>()%");
}

// The target that a source gives, which may differ by recipient and by period.
static bool take_given_target(struct model *model, struct model_line *line)
{
    const struct input *given = given_target(model, line, &line->target_since);
    line->target_is_given = given != NULL;
    if (!given)
        return false;
    struct figure figure = {
        .kind = FIGURE_TARGET,
        .line = line,
        .place = source_place(model, line->targets->source, given),
        .name = arena_print(model->arena, "%s, target", line->said->id),
        .value = {.kind = VALUE_NUMBER, .number = given->number},
        .format = given->format,
    };
    if (given->text)
        figure.value = (struct value){.kind = VALUE_TEXT, .text = given->text};
    line->target = figure_add(model, figure);
    return true;
}

static void read_target(struct model *model, struct model_line *line)
{
    const struct said *said = &line->said->target;
    line->target = NULL;
    if (take_given_target(model, line))
        return;
    struct figure figure = {
        .kind = FIGURE_TARGET,
        .line = line,
        .place = said->place,
        .name = arena_print(model->arena, "%s, target", line->said->id),
    };
    if (said->text[0] == '\0')
        return;
    if (!figure_read_typed(model, said->text, &figure)) {
        if (looks_like_words(said->text)) {
            problem_error(model->problems, said->place,
                          "write a number, a formula, or a word listed under words: accept:",
                          "'%s' cannot be a target", said->text);
            return;
        }
        struct scope scope = {SCOPE_TARGET, line->sheet, line};
        struct expression *tree =
            expression_read(said->text, said->place, model->arena, model->problems);
        if (!tree || !meaning_bind(model, tree, scope))
            return;
        figure.tree = meaning_guard(model, tree);
    }
    line->target = figure_add(model, figure);
}

// Where a base keeps an instance: by area, then the families of areas, then the whole.
static size_t instance_number(const struct model *model, struct whose whose)
{
    size_t areas = model->areas.items.count;
    switch (whose.word) {
    case WHOSE_FAMILY:
        return areas + whose.area->index;
    case WHOSE_WHOLE:
        return 2 * areas;
    case WHOSE_OWN:
    case WHOSE_RANK:
        break;
    }
    return whose.area->index;
}

struct model_line *model_line_for(struct model *model, struct model_line *line, struct whose whose)
{
    struct model_line *base = line->base;
    if (whose.word == WHOSE_OWN && !whose.area)
        return base;
    if (whose.word == line->whose.word && whose.area == line->whose.area)
        return line;
    if (!base->instances)
        base->instances =
            arena_array(model->arena, struct model_line *, 2 * model->areas.items.count + 1);
    struct model_line **instance = &base->instances[instance_number(model, whose)];
    if (!*instance) {
        *instance = arena_new(model->arena, struct model_line);
        **instance = *base;
        (*instance)->whose = whose;
        (*instance)->figures.count = (*instance)->figures.room = 0;
        (*instance)->figures.items = NULL;
        bool is_typed = base->target && !base->target->tree;
        if (!is_typed || model->recipient || base->targets)
            read_target(model, *instance);
    }
    return *instance;
}

static void add_register(struct model *model, const struct sheet *sheet,
                         const struct layout_register *from)
{
    struct model_line *measure = NULL;
    for (size_t i = 0; i < from->lines.count; i++) {
        struct model_line *line = add_line(model, sheet, &from->lines.items[i]);
        if (line->said->kind == ROW_MEASURE)
            measure = line;
        if (line->said->kind == ROW_PART && !measure)
            problem_error(model->problems, line->said->label.place, "put it under its measure",
                          "part '%s' has no measure above it", line->said->id);
        line->measure = line->said->kind == ROW_PART ? measure : NULL;
    }
}

static void add_lines(struct model *model)
{
    size_t sheets = model->layout->sheets.count;
    model->line_starts = arena_array(model->arena, size_t *, sheets);
    for (size_t i = 0; i < sheets; i++) {
        const struct sheet *sheet = &model->sheets[i];
        size_t count = sheet->by_recipient ? model->areas.recipient_count : 1;
        const struct layout_register *registers =
            sheet->by_recipient ? sheet->by_recipient : &sheet->register_table;
        model->line_starts[i] = arena_array(model->arena, size_t, count + 1);
        model->line_starts[i][0] = model->all_lines.count;
        for (size_t k = 0; k < count; k++) {
            add_register(model, sheet, &registers[k]);
            model->line_starts[i][k + 1] = model->all_lines.count;
        }
    }
}

// The reader of registers has seen to it that the word is one of these.
static void read_total(struct model *model, struct model_line *line)
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
static bool read_source_column(struct making *making, struct model_line *line)
{
    struct model *model = making->model;
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
    line->series = series_make(model, source, column, key, &making->series_by_key);
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

static void read_line_value(struct making *making, struct model_line *line)
{
    struct model *model = making->model;
    const struct line *said = line->said;
    if (text_same(said->value.text, "none") || read_source_column(making, line))
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
    line->series = series_make(model, source, NULL, key, &making->series_by_key);
    line->from = LINE_FROM_SERIES;
}

static void read_as_at(struct model *model, struct model_line *line)
{
    const struct said *as_at = &line->said->as_at;
    line->latest = model->latest;
    if (as_at->text[0] != '\0' &&
        !period_read(as_at->text, &model->layout->calendar, &line->latest))
        problem_error(model->problems, as_at->place, "write 2008-06 or Jun-08",
                      "'%s' is not a period", as_at->text);
}

// Who is judged -----------------------------------------------------------------------------------

static const struct scale *find_scale(const struct model *model, const char *name)
{
    for (size_t i = 0; i < model->layout->scales.count; i++) {
        if (text_equal(model->layout->scales.items[i].name, name))
            return &model->layout->scales.items[i];
    }
    return NULL;
}

static void read_scale(struct model *model, struct model_line *line)
{
    struct said said = line->said->scale;
    if (said.text[0] == '\0')
        said = line->sheet->scale;
    if (said.text && said.text[0] != '\0') {
        line->scale = find_scale(model, said.text);
        if (!line->scale)
            problem_error(model->problems, said.place, "name one of those under `scales:`",
                          "there is no scale '%s'", said.text);
        return;
    }
    if (model->layout->scales.count > 0)
        line->scale = &model->layout->scales.items[0];
}

static void report_no_line(struct model *model, const struct said *said)
{
    LIST(const char *) ids = {0};
    for (size_t i = 0; i < model->all_lines.count; i++)
        *list_add(model->arena, &ids) = model->all_lines.items[i]->said->id;
    const char *nearest = spelling_nearest(said->text, ids.items, ids.count);
    problem_error(model->problems, said->place,
                  nearest ? arena_print(model->arena, "did you mean '%s'?", nearest)
                          : "write none, worst, or the id of a part",
                  "there is no line '%s'", said->text);
}

static void read_judged_by(struct model *model, struct model_line *line)
{
    const struct said *said = &line->said->judged_by;
    line->judged_by = line;
    if (said->text[0] == '\0')
        return;
    line->judged_by = NULL;
    if (text_same(said->text, "none"))
        return;
    if (text_same(said->text, "worst")) {
        line->judged_by_worst = true;
        return;
    }
    const union map_value *found = map_get(&model->line_by_id, said->text);
    line->judged_by = found ? found->pointer : NULL;
    if (!found)
        report_no_line(model, said);
}

static void read_way(struct model *model, struct model_line *line)
{
    (void)model;
    line->lower_is_better = text_equal(line->said->better.text, "lower");
}

static void check_way(struct model *model, struct model_line *base)
{
    const struct whose own = {WHOSE_OWN, model->recipient};
    const struct model_line *line = model_line_for(model, base, own);
    const char *better = line->said->better.text;
    bool is_judged = line->judged_by == base && line->target &&
                     line->target->value.kind != VALUE_TEXT && line->scale &&
                     line->from != LINE_FROM_NOTHING;
    if (better[0] == '\0' && is_judged)
        problem_error(model->problems, line->target->place,
                      "write higher or lower in its `better` cell, or none in `judged_by`",
                      "'%s' has a target, but nothing says which way is better", line->said->id);
}

static void bind_line_formula(struct model *model, struct model_line *line)
{
    if (line->from != LINE_FROM_FORMULA)
        return;
    struct scope scope = {SCOPE_LINE, line->sheet, line};
    if (meaning_bind(model, line->formula, scope))
        line->formula = meaning_guard(model, line->formula);
    else
        line->from = LINE_FROM_NOTHING;
}

// Constants, periods, unused headings -------------------------------------------------------------

static void add_constants(struct model *model)
{
    for (size_t i = 0; i < model->layout->constants.count; i++) {
        const struct constant *said = &model->layout->constants.items[i];
        struct figure figure = {
            .kind = FIGURE_CONSTANT, .name = said->name, .place = said->value.place};
        if (!figure_read_typed(model, said->value.text, &figure) ||
            figure.value.kind != VALUE_NUMBER) {
            problem_error(model->problems, said->value.place, NULL, "'%s' is not a number",
                          said->value.text);
            continue;
        }
        *list_add(model->arena, &model->constants) = figure_add(model, figure);
    }
}

// Where the sources that should say it could not be read, any period will do to go on with.
static bool guess_latest(struct model *model)
{
    enum { YEAR = 2000 };
    enum period_kind every = model->layout->calendar.every;
    model->latest = (struct period){every, YEAR * period_per_year(every)};
    return !model->is_whole ||
           problem_error(model->problems, (struct place){.file = model->layout->file},
                         "say `latest:` under `periods:`, or `period:` in a source",
                         "no source says which period is the latest");
}

static bool choose_latest(struct model *model, const char *period)
{
    const struct layout *layout = model->layout;
    const char *said = period ? period : layout->latest.text;
    if (layout->calendar.every == PERIOD_NONE)
        return true;
    if (said && period_read(said, &layout->calendar, &model->latest) &&
        model->latest.kind == layout->calendar.every)
        return true;
    if (said) {
        struct place nowhere = {.file = "--period"};
        return problem_error(model->problems, period ? nowhere : layout->latest.place,
                             "write a month as 2007-05, a year as 2007/08", "'%s' is not a period",
                             said);
    }
    if (model->first > model->last)
        return guess_latest(model);
    model->latest = (struct period){layout->calendar.every, model->last};
    for (size_t i = 0; i < layout->sources.count; i++) {
        const struct source_periods *periods = &model->source_periods[i];
        bool is_of_figures = layout->sources.items[i].gives == SOURCE_GIVES_FIGURES;
        if (is_of_figures && periods->seen.count > 0 &&
            periods->seen.items[periods->seen.count - 1] < model->latest.number)
            model->latest.number = periods->seen.items[periods->seen.count - 1];
    }
    return true;
}

// A heading that nothing uses is a slip of the pen as often as not.
static void report_unused_headings(struct model *model)
{
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        const struct layout_register *table = &model->layout->sheets.items[i].register_table;
        for (size_t k = 0; k < table->table.headings.count; k++) {
            if (table->used[k])
                continue;
            table->used[k] = true;
            const char *heading = table->table.headings.cells[k];
            const char *nearest = layout_nearest_heading(heading);
            if (!nearest && !model->layout->is_sound) // what uses it may be misspelt
                continue;
            problem_error(
                model->problems,
                table_place(model->arena, table->table.file, &table->table.headings, (int)k),
                nearest ? arena_print(model->arena, "did you mean '%s'?", nearest)
                        : "show it in a column, match on it, or take it out",
                "nothing uses the register's column '%s'", heading);
        }
    }
}

// What every line has for a column to show, besides windows.
static const char *const own_words[] = {"label", "target"};

// A column that shows neither a window nor a heading.
static void report_nothing_called(struct model *model, const struct sheet *sheet,
                                  const struct column *column)
{
    const struct row *headings = &sheet->register_table.table.headings;
    const char *nearest = spelling_nearest(column->what.text, headings->cells, headings->count);
    if (!nearest)
        nearest = spelling_nearest(column->what.text, window_words, window_word_count);
    if (!nearest)
        nearest =
            spelling_nearest(column->what.text, own_words, sizeof own_words / sizeof *own_words);
    const char *help = "name a window (latest, fytd, rolling12 ...), a column of the register, or "
                       "give it a formula";
    if (sheet->source_rows.source.text)
        help = "name a column of the source, or give it a formula";
    if (sheet->source_rows.each_value_of.text)
        help = "name a window, or a column that `rows:` names, or give it a formula";
    problem_error(model->problems, column->what.place,
                  nearest ? arena_print(model->arena, "did you mean '%s'?", nearest) : help,
                  "nothing is called '%s'", column->what.text);
}

static void report_no_column(struct model *model, const struct sheet *sheet,
                             const struct said *name)
{
    LIST(const char *) names = {0};
    for (size_t i = 0; i < sheet->columns.count; i++)
        *list_add(model->arena, &names) = sheet->columns.items[i].name;
    const char *nearest = spelling_nearest(name->text, names.items, names.count);
    problem_error(model->problems, name->place,
                  nearest ? arena_print(model->arena, "did you mean '%s'?", nearest)
                          : "name a column of this sheet",
                  "there is no column '%s'", name->text);
}

static void check_column(struct model *model, const struct sheet *sheet,
                         const struct column *column)
{
    const struct layout_register *table = &sheet->register_table;
    int below = table_column(&table->table.headings, column->below.text ? column->below.text : "");
    if (below >= 0)
        table->used[below] = true;
    else if (column->below.text)
        problem_error(model->problems, column->below.place, NULL, "the register has no column '%s'",
                      column->below.text);
    if (column->shows == COLUMN_JUDGE && !meaning_column(sheet, column->what.text))
        report_no_column(model, sheet, &column->what);
    enum column_means means = meaning_of_column(sheet, column, NULL);
    int heading = table_column(&table->table.headings, column->what.text);
    if (means == COLUMN_MEANS_OWN && heading >= 0)
        table->used[heading] = true;
    if (means == COLUMN_MEANS_NOTHING && model->layout->is_sound) // else its key may be misspelt
        report_nothing_called(model, sheet, column);
    if (means == COLUMN_MEANS_WINDOW && model->layout->calendar.every == PERIOD_NONE &&
        column->shows == COLUMN_EACH)
        problem_error(model->problems, column->what.place, "say `periods:` in the layout",
                      "`each` needs periods");
    opening_check_column(model, column, means);
}

// In an overview every column is a line's or a recipient's.
static void check_overview_column(struct model *model, const struct sheet *sheet,
                                  const struct column *column)
{
    const struct recipients *recipients = &model->layout->recipients;
    const char *line = column->line.text;
    bool is_recipient = meaning_of_column(sheet, column, NULL) == COLUMN_MEANS_RECIPIENT;
    if (is_recipient && layout_recipients_column(recipients, column->what.text) < 0)
        problem_error(model->problems, column->what.place,
                      "name a column of the recipients, or say which `line:` it shows",
                      "the recipients have no column '%s'", column->what.text);
    if (line && !text_equal(line, "each") && !map_get(&model->line_by_id, line))
        problem_error(model->problems, column->line.place, "name a line of the register, or `each`",
                      "there is no line '%s'", line);
}

static void check_overview(struct model *model, const struct sheet *sheet)
{
    if (!sheet->recipients_down) {
        return;
    }
    if (!model->layout->recipients.file.text || model->layout->recipients.one_workbook_each)
        problem_error(model->problems, sheet->place, "say `recipients: list.csv` in the layout",
                      "sheet '%s' has recipients down, but the workbook is not for all of them",
                      sheet->name);
    if (sheet->sort.text && !meaning_column(sheet, sheet->sort.text))
        problem_error(model->problems, sheet->sort.place, "name a column of this sheet",
                      "there is no column '%s'", sheet->sort.text);
    for (size_t i = 0; i < sheet->columns.count; i++)
        check_overview_column(model, sheet, &sheet->columns.items[i]);
}

static void check_columns(struct model *model)
{
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        const struct sheet *sheet = &model->layout->sheets.items[i];
        check_overview(model, sheet);
        for (size_t k = 0; k < sheet->columns.count; k++)
            check_column(model, sheet, &sheet->columns.items[k]);
    }
}

static void work_out_cell(struct model *model, struct model_line *line,
                          const struct table_column *column)
{
    struct content content = model_content(model, line, column);
    opening_check_cell(model, line, column->column, &content);
    if (column->column->light && line->said->kind != ROW_WORKING && is_figure_row(line->said))
        light_figure(model, line, column->column);
}

static void work_out_table(struct model *model, const struct sheet *sheet,
                           const struct table_column *columns, size_t count)
{
    for (size_t column = 0; column < count; column++)
        opening_check_message(model, sheet, columns[column].column);
    for (size_t i = 0; i < sheet->register_table.lines.count; i++) {
        for (size_t column = 0; column < count; column++)
            work_out_cell(model, model_line_of(model, sheet, i), &columns[column]);
    }
}

static void work_out_overview(struct model *model, const struct sheet *sheet,
                              const struct table_column *columns, size_t count)
{
    const struct area **areas;
    size_t area_count = model_recipients_down(model, sheet, &areas);
    for (size_t i = 0; i < area_count * count; i++) {
        const struct area *area = areas[i / count];
        const struct table_column *column = &columns[i % count];
        model_recipient_content(model, sheet, area, column);
        if (column->line)
            work_out_cell(model, model_recipient_line(model, area, column), column);
    }
    for (size_t i = 0; i < count * count; i++) {
        if (columns[i / count].column->shows == COLUMN_COUNT)
            model_count_content(model, sheet, columns[i / count].column, &columns[i % count]);
    }
}

// Works out every cell once, so that all problems are known before anything is made.
static void work_out_everything(struct model *model)
{
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        const struct sheet *sheet = &model->layout->sheets.items[i];
        struct table_column *columns;
        size_t count = model_columns(model, sheet, &columns);
        if (sheet->recipients_down)
            work_out_overview(model, sheet, columns, count);
        else
            work_out_table(model, sheet, columns, count);
    }
}

static bool make_named(struct expression *name, void *data)
{
    const struct model_user *user = data;
    model_named_figure(user->model, user->user, name->bound);
    return true;
}

// Works out every figure, and makes those that only the branch not taken of an IF names.
static void work_out_figures(struct model *model)
{
    for (size_t i = 0; i < model->figures.count; i++) {
        struct model_user user = {model, model->figures.items[i]};
        model_value(model, user.user);
        if (user.user->tree)
            expression_names(user.user->tree, make_named, &user);
    }
}

typedef void line_step(struct model *model, struct model_line *line);

static void for_each_figure_line(struct model *model, line_step *step)
{
    for (size_t i = 0; i < model->lines.count; i++) {
        if (is_figure_row(model->lines.items[i]->said))
            step(model, model->lines.items[i]);
    }
}

// A step of the making, for the lines of all workbooks.
static void for_all_figure_lines(struct model *model, line_step *step)
{
    for (size_t i = 0; i < model->all_lines.count; i++) {
        if (is_figure_row(model->all_lines.items[i]->said))
            step(model, model->all_lines.items[i]);
    }
}

static void read_line_values(struct making *making)
{
    struct model *model = making->model;
    for (size_t i = 0; i < model->all_lines.count; i++) {
        struct model_line *line = model->all_lines.items[i];
        if (is_figure_row(line->said)) {
            read_line_value(making, line);
            given_find(model, line, &making->series_by_key);
        }
        if (line->series && !line->series->line)
            line->series->line = line;
    }
}

// A copy of the layout whose sheets have, workbook by workbook, the registers at hand.
static const struct layout *layout_at_hand(struct model *model, const struct layout *layout)
{
    struct layout *copy = arena_new(model->run, struct layout);
    *copy = *layout;
    copy->sheets.items = arena_array(model->run, struct sheet, layout->sheets.count);
    for (size_t i = 0; i < layout->sheets.count; i++)
        copy->sheets.items[i] = layout->sheets.items[i];
    model->sheets = copy->sheets.items;
    return copy;
}

struct model *model_make(const struct layout *layout, const char *input, const char *period,
                         struct arena *arena, struct problems *problems)
{
    size_t errors = problems->errors;
    struct model *model = arena_new(arena, struct model);
    *model = (struct model){.run = arena, .arena = arena, .problems = problems};
    model->layout = layout_at_hand(model, layout);
    struct making making = {.model = model, .series_by_key = {.arena = arena}};
    model->line_by_id.arena = arena;
    areas_init(&model->areas, arena, &layout->recipients);
    add_constants(model);
    add_lines(model);
    check_columns(model);
    read_line_values(&making);
    recipient_lines_make(model, &making.series_by_key);
    model->is_whole = source_read_all(model, input) && layout->is_sound;
    recipient_figures_take(model);
    if (!choose_latest(model, period))
        return NULL;
    for_all_figure_lines(model, read_total);
    for_all_figure_lines(model, read_as_at);
    for_all_figure_lines(model, bind_line_formula);
    for_all_figure_lines(model, read_scale);
    for_all_figure_lines(model, read_judged_by);
    for_all_figure_lines(model, read_way);
    series_check_percentages(model);
    // The first workbook uses every heading that any does.
    const struct area *first = layout->recipients.one_workbook_each && model->areas.recipient_count
                                   ? model->areas.items.items[0]
                                   : NULL;
    model_turn_to(model, first, arena);
    model_check_texts(model);
    report_unused_headings(model);
    return layout->is_sound && problems->errors - model->blamed == errors ? model : NULL;
}

// A recipient's workbook --------------------------------------------------------------------------

static void take_line(struct model *model, struct model_line *line)
{
    line->index = model->lines.count;
    memset(&line->figures, 0, sizeof line->figures);
    line->instances = NULL;
    *list_add(model->arena, &model->lines) = line;
    if (line->series && !line->series->line)
        line->series->line = line;
}

// The lines at hand: everyone's and the recipient's, never another's.
static void take_lines(struct model *model)
{
    memset(&model->lines, 0, sizeof model->lines);
    for (size_t i = 0; i < model->series.count; i++)
        model->series.items[i]->line = NULL;
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        struct sheet *sheet = &model->sheets[i];
        bool are_own = sheet->by_recipient && model->recipient;
        size_t number = are_own ? model->recipient->index : 0;
        if (are_own)
            sheet->register_table = sheet->by_recipient[number];
        for (size_t k = model->line_starts[i][number]; k < model->line_starts[i][number + 1]; k++)
            take_line(model, model->all_lines.items[k]);
    }
    for (size_t i = 0; i < model->recipient_lines.count; i++)
        take_line(model, model->recipient_lines.items[i]);
}

static void forget_figures(struct model *model)
{
    memset(&model->figures, 0, sizeof model->figures);
    memset(&model->busy, 0, sizeof model->busy);
    memset(&model->trends, 0, sizeof model->trends);
    model->trend_line_count = 0;
    for (size_t i = 0; i < model->constants.count; i++)
        *list_add(model->arena, &model->figures) = model->constants.items[i];
}

void model_blame(struct model *model, const struct area *area, size_t errors)
{
    if (!area || !area->recipient || !model->layout->recipients.one_workbook_each)
        return;
    model->blamed += model->problems->errors - errors;
    model->areas.items.items[area->index]->has_failed = true;
}

bool model_turn_to(struct model *model, const struct area *recipient, struct arena *arena)
{
    size_t errors = model->problems->errors;
    model->arena = arena;
    model->recipient = recipient;
    forget_figures(model);
    take_lines(model);
    if (!recipient)
        for_each_figure_line(model, read_target);
    work_out_everything(model);
    trends_make(model);
    work_out_figures(model);
    for_each_figure_line(model, check_way);
    source_report_missing(model);
    if (model->is_whole)
        light_check_rounding(model);
    return model->problems->errors == errors;
}
