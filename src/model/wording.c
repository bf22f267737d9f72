#include "model/wording.h"

#include "base/number.h"
#include "base/text.h"
#include "layout/function.h"
#include "layout/operation.h"
#include "model/meaning.h"

#include <string.h>

// A formula being told.
struct telling {
    struct model *model;
    const struct sheet *sheet;
    struct text text;
};

// Names -------------------------------------------------------------------------------------------

static const char *const window_texts[] = {
    [WINDOW_LATEST] = "the latest %s",
    [WINDOW_PREVIOUS] = "the %s before",
    [WINDOW_SAME_LAST_YEAR] = "the same %s a year before",
    [WINDOW_YEAR_TO_DATE] = "the year to date",
    [WINDOW_LAST_YEAR_TO_DATE] = "last year to date",
    [WINDOW_ROLLING] = "the last %d %ss",
    [WINDOW_PREVIOUS_ROLLING] = "the %d %ss before those",
    [WINDOW_PERIOD] = "the %s",
};

const char *wording_of_window(const struct model *model, struct window window)
{
    static const char *const periods[] = {
        [PERIOD_NONE] = "figure",
        [PERIOD_MONTH] = "month",
        [PERIOD_QUARTER] = "quarter",
        [PERIOD_YEAR] = "year",
    };
    struct text text = {.arena = model->arena};
    const char *period = periods[model->layout->calendar.every];
    for (const char *at = window_texts[window.kind]; *at != '\0'; at++) {
        if (text_starts(at, "%d"))
            text_print(&text, "%d", window.length);
        else if (text_starts(at, "%s"))
            text_add(&text, period);
        else
            text_add_char(&text, *at);
        at += *at == '%';
    }
    return text_done(&text);
}

// A heading that says {period} or {label} differs from cell to cell.
static bool has_place_name(const struct said *heading)
{
    return strstr(heading->text, "{period") || strstr(heading->text, "{label");
}

static const char *on_one_line(struct arena *arena, const char *text)
{
    char *line = arena_copy(arena, text);
    for (char *at = strchr(line, '\n'); at; at = strchr(at, '\n'))
        *at = ' ';
    return text_trim(arena, line);
}

const char *wording_of_column(struct model *model, const struct sheet *sheet,
                              const struct column *column)
{
    struct text text = {.arena = model->arena};
    const char *last = NULL;
    for (size_t i = 0; i < column->headings.count; i++) {
        const struct said *said = &column->headings.items[i];
        const char *heading =
            has_place_name(said) ? "" : model_text(model, said, sheet, NULL, NULL);
        if (heading[0] == '\0' || text_equal(heading, last))
            continue;
        text_print(&text, "%s%s", last ? ", " : "", heading);
        last = heading;
    }
    return last ? on_one_line(model->arena, text_done(&text)) : column->name;
}

const char *wording_of_line(struct model *model, const struct model_line *line)
{
    const char *label = model_text(model, &line->said->label, line->sheet, line, NULL);
    return label[0] != '\0' ? on_one_line(model->arena, label) : line->said->id;
}

static const char *constant_label(const struct model *model, const struct figure *constant)
{
    for (size_t i = 0; i < model->constants.count; i++) {
        const char *label = model->layout->constants.items[i].label.text;
        if (model->constants.items[i] == constant && label)
            return label;
    }
    return constant->name;
}

static const char *meaning_text(struct telling *telling, const struct meaning *meaning)
{
    struct model *model = telling->model;
    switch (meaning->kind) {
    case MEANS_LINE:
        return arena_print(model->arena, "'%s'", wording_of_line(model, meaning->line));
    case MEANS_WINDOW:
        return wording_of_window(model, meaning->window);
    case MEANS_COLUMN:
        if (!meaning->line)
            return arena_print(model->arena, "'%s'",
                               wording_of_column(model, telling->sheet, meaning->column));
        return arena_print(model->arena, "'%s' under '%s'", wording_of_line(model, meaning->line),
                           wording_of_column(model, meaning->line->sheet, meaning->column));
    case MEANS_OWN:
        return arena_print(model->arena, "'%s'", meaning->heading);
    case MEANS_TARGET:
        return "the target";
    case MEANS_FIGURE:
        return arena_print(model->arena, "'%s'", constant_label(model, meaning->figure));
    case MEANS_ABOVE:
        return "the measures above";
    case MEANS_SERIES_CELL:
    case MEANS_SERIES_RANGE:
    case MEANS_FIGURES:
    case MEANS_VALUES:
        break;
    }
    return "figures";
}

static const char *scale_name(struct telling *telling, const char *name)
{
    return text_equal(name, "actual") ? "the figure"
                                      : arena_print(telling->text.arena, "the %s", name);
}

static void add_name(struct telling *telling, const struct expression *name)
{
    static const char *const whose[] = {
        [WHOSE_OWN] = "%s",
        [WHOSE_WHOLE] = "%s of the whole",
        [WHOSE_FAMILY] = "%s of the family",
        [WHOSE_RANK] = "the rank of %s",
    };
    const char *text =
        name->bound ? meaning_text(telling, name->bound) : scale_name(telling, name->text);
    for (const char *at = whose[name->whose]; *at != '\0'; at++) {
        if (!text_starts(at, "%s")) {
            text_add_char(&telling->text, *at);
            continue;
        }
        text_add(&telling->text, text);
        at++;
    }
}

// Operations and functions ------------------------------------------------------------------------

static const char *const operations[] = {
    [OPERATION_EQUAL] = " is ",
    [OPERATION_NOT_EQUAL] = " is not ",
    [OPERATION_LESS] = " is less than ",
    [OPERATION_LESS_OR_EQUAL] = " is at most ",
    [OPERATION_MORE] = " is more than ",
    [OPERATION_MORE_OR_EQUAL] = " is at least ",
    [OPERATION_JOIN] = " followed by ",
    [OPERATION_ADD] = " plus ",
    [OPERATION_SUBTRACT] = " minus ",
    [OPERATION_MULTIPLY] = " times ",
    [OPERATION_DIVIDE] = " divided by ",
    [OPERATION_POWER] = " to the power of ",
    [OPERATION_MINUS] = "-",
    [OPERATION_PLUS] = "",
    [OPERATION_PERCENT] = "%",
};

// What stands before each argument of a function, and after the last; others by their name.
static const struct function_words {
    const char *name;
    const char *before[3], *after;
} function_words[] = {
    {"SUM", {"the sum of ", " and ", " and "}, ""},
    {"AVERAGE", {"the average of ", " and ", " and "}, ""},
    {"MIN", {"the least of ", " and ", " and "}, ""},
    {"MAX", {"the largest of ", " and ", " and "}, ""},
    {"MEDIAN", {"the median of ", " and ", " and "}, ""},
    {"COUNT", {"how many are known of ", " and ", " and "}, ""},
    {"ABS", {"the size of "}, ""},
    {"ROUND", {"", " rounded to "}, " decimals"},
    {"IF", {"where ", ": ", "; else: "}, ""},
    {"AND", {"", " and ", " and "}, ""},
    {"OR", {"", " or ", " or "}, ""},
    {"NOT", {"not "}, ""},
    {"IFERROR", {"", " or, if it cannot be worked out, "}, ""},
    {"ISNUMBER", {""}, " is known"},
};

static void add_tree(struct telling *telling, const struct expression *tree, int precedence);

static const struct function_words *words_of(const char *function)
{
    for (size_t i = 0; i < sizeof function_words / sizeof *function_words; i++) {
        if (text_equal(function_words[i].name, function))
            return &function_words[i];
    }
    return NULL;
}

static void add_call(struct telling *telling, const struct expression *tree)
{
    enum { SPELT_OUT = 3 };
    const struct function_words *words = words_of(tree->function->name);
    if (!words)
        text_print(&telling->text, "%s(", tree->function->name);
    for (size_t i = 0; i < tree->count; i++) {
        bool is_last = i + 1 == tree->count;
        if (!words)
            text_add(&telling->text, i > 0 ? ", " : "");
        else if (i > 0 && !is_last && tree->count > SPELT_OUT - 1 && i < tree->count - 1)
            text_add(&telling->text, text_equal(words->name, "IF") ? words->before[i] : ", ");
        else
            text_add(&telling->text, words->before[i < SPELT_OUT ? i : SPELT_OUT - 1]);
        add_tree(telling, tree->parts[i], words ? PRECEDENCE_JOIN : 0);
    }
    text_add(&telling->text, words ? words->after : ")");
}

static void add_operation(struct telling *telling, const struct expression *tree, int precedence)
{
    const struct operation_rule *rule = operation_rule(tree->operation);
    int own = (int)rule->precedence;
    bool in_brackets = own < precedence;
    text_add(&telling->text, in_brackets ? "(" : "");
    if (rule->stands == STANDS_BEFORE)
        text_add(&telling->text, operations[tree->operation]);
    add_tree(telling, tree->parts[0], own);
    if (rule->stands == STANDS_AFTER)
        text_add(&telling->text, operations[tree->operation]);
    if (rule->stands == STANDS_BETWEEN) {
        text_add(&telling->text, operations[tree->operation]);
        add_tree(telling, tree->parts[1], own + 1);
    }
    text_add(&telling->text, in_brackets ? ")" : "");
}

// `precedence` is what it must bind by at least to stand without brackets.
static void add_tree(struct telling *telling, const struct expression *tree, int precedence)
{
    char number[NUMBER_ROOM];
    switch (tree->kind) {
    case EXPRESSION_NUMBER:
        text_add(&telling->text, number_show(tree->number, number));
        break;
    case EXPRESSION_TEXT:
        text_print(&telling->text, "\"%s\"", tree->text);
        break;
    case EXPRESSION_TRUTH:
        text_add(&telling->text, tree->number != 0 ? "true" : "false");
        break;
    case EXPRESSION_NAME:
        add_name(telling, tree);
        break;
    case EXPRESSION_OPERATION:
        add_operation(telling, tree, precedence);
        break;
    case EXPRESSION_CALL:
        add_call(telling, tree);
        break;
    case EXPRESSION_SHORT:
    case EXPRESSION_SET:
        for (size_t i = 0; i < tree->count; i++) {
            text_add(&telling->text, i > 0 ? ", " : "");
            add_tree(telling, tree->parts[i], 0);
        }
        break;
    }
}

// Formulas ----------------------------------------------------------------------------------------

static const char *told(struct telling *telling, const struct expression *tree)
{
    telling->text = (struct text){.arena = telling->model->arena};
    add_tree(telling, tree, 0);
    return text_done(&telling->text);
}

const char *wording_of_formula(struct model *model, const struct sheet *sheet,
                               struct model_line *line, const struct said *formula)
{
    struct telling telling = {.model = model, .sheet = sheet};
    struct scope scope = {line ? SCOPE_LINE : SCOPE_COLUMN, sheet, line};
    struct expression *tree =
        expression_read(formula->text, formula->place, model->arena, model->problems);
    bool is_sound = tree && meaning_bind(model, tree, scope);
    return is_sound ? told(&telling, tree) : formula->text;
}

// The names of a scale are words as they stand.
static const char *scale_text(struct model *model, const struct said *said)
{
    struct telling telling = {.model = model};
    const struct expression *tree =
        expression_read(said->text, said->place, model->arena, model->problems);
    return tree ? told(&telling, tree) : said->text;
}

const char *wording_of_gap(struct model *model, const struct scale *scale)
{
    return scale->gap.text ? scale_text(model, &scale->gap) : "";
}

const char *wording_of_state(struct model *model, const struct scale *scale,
                             const struct state *state)
{
    if (!scale->gap.text)
        return "where that word is given";
    return state->when.text && !text_equal(state->when.text, "otherwise")
               ? scale_text(model, &state->when)
               : "otherwise";
}
