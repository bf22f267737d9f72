// `scorebook explain`: how a figure comes about, down to the cells of the source files.
#include "base/file.h"
#include "base/spelling.h"
#include "command/command.h"
#include "command/explanation.h"
#include "command/recorded.h"
#include "model/figure.h"
#include "model/mark.h"
#include "model/meaning.h"
#include "record/index.h"

#include <stdio.h>

// What is asked, and what it was found to mean.
struct question {
    const struct options *options;
    struct arena arena;
    struct problems problems;
    struct recorded recorded; // of a workbook; else the options
    struct model *model;
    struct model_line *line;
    struct table_column column; // column NULL: a window that no column shows
};

static const struct place at_line = {.file = "--line"};
static const struct place at_window = {.file = "--window"};
static const struct place at_recipient = {.file = "--recipient"};

struct names {
    LIST(const char *) items;
};

static bool report_unknown(struct question *question, struct place place, const char *what,
                           const char *said, const struct names *names, const char *otherwise)
{
    const char *nearest = spelling_nearest(said, names->items.items, names->items.count);
    return problem_error(&question->problems, place,
                         nearest ? arena_print(&question->arena, "did you mean '%s'?", nearest)
                                 : otherwise,
                         "there is no %s '%s'", what, said);
}

// The workbook, or the layout ---------------------------------------------------------------------

// The record beside a workbook says which layout makes it, for whom, and as at which period.
static bool read_question(struct question *question)
{
    const struct options *options = question->options;
    const char *path = options->layouts[0];
    question->recorded =
        (struct recorded){.layout = path, .input = options->input, .period = options->period};
    if (text_ends(path, ".xlsx") && !recorded_find(&question->recorded, path, options->input,
                                                   &question->arena, &question->problems))
        return false;
    if (options->recipient)
        question->recorded.recipient = options->recipient;
    return true;
}

static bool make_model(struct question *question)
{
    const struct recorded *recorded = &question->recorded;
    if (!read_question(question))
        return false;
    const struct layout *layout =
        layout_read(recorded->layout, recorded->input, &question->arena, &question->problems);
    if (layout)
        question->model = model_make(layout, recorded->input, recorded->period, &question->arena,
                                     &question->problems);
    return question->model != NULL;
}

// Whose, which line, which column -----------------------------------------------------------------

static const struct area *find_recipient(struct question *question)
{
    const struct model *model = question->model;
    struct names names = {0};
    for (size_t i = 0; i < model->areas.recipient_count; i++) {
        const struct area *area = model->areas.items.items[i];
        if (text_same(area->name, question->recorded.recipient))
            return area;
        *list_add(&question->arena, &names.items) = area->name;
    }
    report_unknown(question, at_recipient, "recipient", question->recorded.recipient, &names, NULL);
    return NULL;
}

static bool turn_to_recipient(struct question *question, const struct area **area)
{
    struct model *model = question->model;
    const struct recipients *recipients = &model->layout->recipients;
    *area = NULL;
    if (question->recorded.recipient && !(*area = find_recipient(question)))
        return false;
    if (!question->recorded.recipient && recipients->one_workbook_each)
        return problem_error(&question->problems, at_recipient, NULL,
                             "say whose figure it is: each recipient has a workbook");
    return !recipients->one_workbook_each || model_turn_to(model, *area, &question->arena);
}

static const struct sheet *sheet_of(const struct question *question, size_t number)
{
    return &question->model->layout->sheets.items[number];
}

// Tries a sheet's line of the name: by its id, or by its label.
static bool find_line_on(struct question *question, const struct sheet *sheet, const char *said,
                         struct names *names)
{
    for (size_t i = 0; i < sheet->register_table.lines.count; i++) {
        struct model_line *line = model_line_of(question->model, sheet, i);
        const char *label = model_text(question->model, &line->said->label, sheet, line, NULL);
        if (text_same(line->said->id, said) || text_same(label, said)) {
            question->line = line;
            return true;
        }
        if (!line->said->id_is_made)
            *list_add(&question->arena, &names->items) = line->said->id;
    }
    return false;
}

// Of a pack the part that has the line; the last one where none has.
static void choose_part(struct question *question)
{
    struct model *pack = question->model;
    struct names unused = {0};
    for (size_t i = 0; !question->line && i < pack->parts.count; i++) {
        question->model = pack->parts.items[i];
        for (size_t k = 0; !question->line && k < question->model->layout->sheets.count; k++)
            find_line_on(question, sheet_of(question, k), question->options->line, &unused);
    }
    question->line = NULL; // it is looked for again with its column
}

// A sheet's column of the name; of those with `each` the one of a period.
static bool find_column_on(struct question *question, const struct sheet *sheet, const char *said)
{
    struct table_column *columns;
    struct model *model = question->model;
    const struct calendar *calendar = &model->layout->calendar;
    struct period period;
    bool is_period = period_read(said, calendar, &period) && period.kind == calendar->every;
    size_t count = sheet->charts ? 0 : model_columns(model, sheet, &columns);
    for (size_t i = 0; i < count; i++) {
        bool is_each = columns[i].column->shows == COLUMN_EACH;
        bool is_that_period =
            is_each && is_period && columns[i].window.period.number == period.number;
        if (is_that_period || (!is_each && text_same(columns[i].column->name, said))) {
            question->column = columns[i];
            return true;
        }
    }
    return false;
}

// A window that no column of the sheet shows.
static bool find_window(struct question *question, const char *said)
{
    const struct calendar *calendar = &question->model->layout->calendar;
    struct window *window = &question->column.window;
    struct period period;
    if (window_read(said, window))
        return true;
    if (!period_read(said, calendar, &period) || period.kind != calendar->every)
        return false;
    *window = (struct window){.kind = WINDOW_PERIOD, .period = period};
    return true;
}

static void report_no_window(struct question *question, const char *said)
{
    struct names names = {0};
    for (size_t i = 0; i < question->line->sheet->columns.count; i++)
        *list_add(&question->arena, &names.items) = question->line->sheet->columns.items[i].name;
    for (size_t i = 0; i < window_word_count; i++)
        *list_add(&question->arena, &names.items) = window_words[i];
    report_unknown(question, at_window, "column or window", said, &names,
                   "name a column of the sheet, a window such as latest or rolling12, or a period");
}

// The line may stand on several sheets: the first that has the column too is meant.
static bool find_place(struct question *question)
{
    const struct options *options = question->options;
    struct names names = {0};
    for (size_t i = 0; i < question->model->layout->sheets.count; i++) {
        const struct sheet *sheet = sheet_of(question, i);
        if (find_line_on(question, sheet, options->line, &names) &&
            find_column_on(question, sheet, options->column))
            return true;
    }
    if (!question->line)
        return report_unknown(question, at_line, "line", options->line, &names,
                              "name the id of a line of the register");
    if (find_window(question, options->column))
        return true;
    report_no_window(question, options->column);
    return false;
}

// The answer --------------------------------------------------------------------------------------

static struct content content_of(struct question *question)
{
    struct model *model = question->model;
    if (question->column.column)
        return model_content(model, question->line, &question->column);
    struct figure *figure = figure_in_window(model, question->line, question->column.window);
    return model_figure_content(model, figure, model_line_format(question->line));
}

// The column whose light the cell has: its own, or that which a column beside it shows.
static const struct column *lit_column(const struct question *question)
{
    const struct sheet *sheet = question->line->sheet;
    const struct column *column = question->column.column;
    if (!column || column->light)
        return column;
    if (column->shows == COLUMN_JUDGE)
        return meaning_column(sheet, column->what.text);
    for (size_t i = 0; i < sheet->columns.count; i++) {
        const struct column *other = &sheet->columns.items[i];
        if (other->shows == COLUMN_JUDGE && text_equal(other->what.text, column->name))
            return column;
    }
    return NULL;
}

static void add_states(struct explanation *explanation, const struct scale *scale,
                       const char *state)
{
    struct text *text = &explanation->text;
    for (size_t i = 0; i < scale->states.count; i++) {
        const struct state *one = &scale->states.items[i];
        const char *when = one->when.text ? one->when.text : "otherwise";
        text_print(text, "  %s %s: %s   %s\n", text_equal(one->name, state) ? ">" : " ", one->name,
                   when, explanation_place(text->arena, &one->place));
    }
}

static void add_light(struct question *question, struct explanation *explanation)
{
    struct model *model = question->model;
    const struct column *column = lit_column(question);
    struct figure *state = column ? model_state(model, question->line, column) : NULL;
    struct figure *gap = column ? model_gap(model, question->line, column) : NULL;
    if (!state)
        return;
    const char *name = model_value(model, state)->text;
    const struct scale *scale =
        question->line->judged_by ? question->line->judged_by->scale : question->line->scale;
    text_print(&explanation->text, "light: %s, by the scale '%s'\n",
               name && name[0] != '\0' ? name : "none", scale->name);
    add_states(explanation, scale, name);
    if (gap)
        explanation_add(explanation, gap, 1);
}

static bool add_files(const struct question *question, struct explanation *explanation)
{
    struct text *text = &explanation->text;
    if (explanation->files.count > 0)
        text_add(text, "files, and their SHA-256:\n");
    for (size_t i = 0; i < explanation->files.count; i++) {
        struct index_entry entry = {0};
        if (!index_measure(&entry, explanation->files.items[i], text->arena))
            return false;
        bool differs = recorded_differs(&question->recorded, explanation->files.items[i],
                                        entry.sha256, text->arena);
        text_print(text, "  %s  %s%s\n", explanation->files.items[i], entry.sha256,
                   differs ? "  (changed since the workbook was made)" : "");
    }
    return true;
}

static const char *marks_of(struct question *question, const struct content *content)
{
    return content->figure && model_is_provisional(question->model, content->figure)
               ? ", provisional"
               : "";
}

static enum exit_status answer(struct question *question)
{
    struct content content = content_of(question);
    struct explanation explanation = {
        .model = question->model,
        .input = question->recorded.input,
        .text.arena = &question->arena,
    };
    const char *label = model_text(question->model, &question->line->said->label,
                                   question->line->sheet, question->line, NULL);
    text_print(&explanation.text, "%s, %s: %s%s\n", label, question->options->column,
               content.kind == CONTENT_NOTHING ? "nothing is shown" : content.text,
               marks_of(question, &content));
    if (content.figure)
        explanation_add(&explanation, content.figure, 1);
    add_light(question, &explanation);
    bool are_there = add_files(question, &explanation);
    if (!are_there || question->problems.errors > 0) {
        problems_print(&question->problems, stderr);
        return are_there ? EXIT_PROBLEMS : EXIT_SYSTEM;
    }
    fputs(text_done(&explanation.text), stdout);
    return EXIT_DONE;
}

static enum exit_status wrong_use(const char *what)
{
    fprintf(stderr, "scorebook explain: %s\nscorebook --help says what can be asked\n", what);
    return EXIT_WRONG_USE;
}

enum exit_status command_explain(const struct options *options)
{
    struct question question = {.options = options};
    const struct area *area;
    if (options->layout_count != 1)
        return wrong_use("name one workbook, or one layout");
    if (!options->line || !options->column)
        return wrong_use("say which figure: --line ID --window COLUMN");
    arena_init(&question.arena);
    problems_init(&question.problems, &question.arena);
    enum exit_status status = EXIT_PROBLEMS;
    if (make_model(&question))
        choose_part(&question);
    if (question.model && turn_to_recipient(&question, &area) && find_place(&question)) {
        if (area)
            question.line =
                model_line_for(question.model, question.line, (struct whose){WHOSE_OWN, area});
        status = answer(&question);
    } else {
        problems_print(&question.problems, stderr);
    }
    arena_free(&question.arena);
    return status;
}
