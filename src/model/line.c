#include "model/line.h"

#include "model/figure.h"
#include "model/given.h"
#include "model/meaning.h"
#include "model/source.h"

#include <string.h>

bool line_is_figure(const struct line *line)
{
    return line->kind == ROW_MEASURE || line->kind == ROW_PART || line->kind == ROW_WORKING;
}

void lines_each(struct model *model, line_step *step)
{
    for (size_t i = 0; i < model->lines.count; i++) {
        if (line_is_figure(model->lines.items[i]->said))
            step(model, model->lines.items[i]);
    }
}

// A step of the making, for the lines of all workbooks.
void lines_each_of_all(struct model *model, line_step *step)
{
    for (size_t i = 0; i < model->all_lines.count; i++) {
        if (line_is_figure(model->all_lines.items[i]->said))
            step(model, model->all_lines.items[i]);
    }
}

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
    else if (first->said != said && !is_reported && !said->id_is_made && line_is_figure(said) &&
             line_is_figure(first->said))
        problem_error(model->problems, said->label.place, "ids are one to a workbook; change one",
                      "'%s' is also the id of a line of sheet '%s'", said->id, first->sheet->name);
    return line;
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

void lines_add(struct model *model)
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

// Whose figures a sheet of lines shows: the recipient's; where a workbook is for all of them, the
// whole's, as far as they are anyone's.
static struct whose whose_of(const struct model *model, const struct model_line *line)
{
    const struct recipients *recipients = &model->layout->recipients;
    bool is_for_all =
        recipients->file.text && !recipients->one_workbook_each && !line->sheet->recipients_down;
    bool is_no_ones = line->series && !line->series->by_area;
    if (is_for_all && !is_no_ones)
        return (struct whose){WHOSE_WHOLE, NULL};
    return (struct whose){WHOSE_OWN, model->recipient};
}

struct model_line *model_line_of(struct model *model, const struct sheet *sheet, size_t number)
{
    size_t first = 0;
    for (size_t i = 0; &model->layout->sheets.items[i] != sheet; i++)
        first += model->layout->sheets.items[i].register_table.lines.count;
    struct model_line *line = model->lines.items[first + number];
    return model_line_for(model, line, whose_of(model, line));
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

void line_read_target(struct model *model, struct model_line *line)
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
            line_read_target(model, *instance);
    }
    return *instance;
}
