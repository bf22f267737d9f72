#include "model/opening.h"

#include "base/spelling.h"
#include "base/text.h"
#include "model/given.h"
#include "model/source.h"

// Excel's, in the characters that it counts.
enum { LONGEST_MESSAGE = 255 };

bool model_is_open(const struct model_line *line, const struct column *column,
                   const struct content *content)
{
    bool is_measure = line->said->kind == ROW_MEASURE || line->said->kind == ROW_PART;
    bool is_worked_out = content->kind == CONTENT_FIGURE && content->figure->tree;
    return column->opening.is_open && is_measure && !is_worked_out;
}

void opening_check_column(struct model *model, const struct column *column, enum column_means means)
{
    bool can_be_open =
        means == COLUMN_MEANS_OWN || means == COLUMN_MEANS_LABEL || means == COLUMN_MEANS_GIVEN;
    if (column->opening.is_open && !can_be_open && means != COLUMN_MEANS_NOTHING)
        problem_error(model->problems, column->opening.place,
                      "open a column of the register, for comments; figures are typed over on the "
                      "Data sheet",
                      "column '%s' cannot be open: its cells are worked out", column->name);
}

void opening_check_message(struct model *model, const struct sheet *sheet,
                           const struct column *column)
{
    const struct said *message = &column->opening.message;
    size_t length = message->text ? text_units(model_text(model, message, sheet, NULL, NULL)) : 0;
    if (length > LONGEST_MESSAGE)
        problem_error(model->problems, message->place, "shorten it, or say it above the table",
                      "the message has %zu characters, where Excel takes %d", length,
                      LONGEST_MESSAGE);
}

static struct place cell_place(struct model *model, const struct model_line *line,
                               const struct column *column)
{
    const struct table *table = &line->sheet->register_table.table;
    const struct input *given = given_text(model, line, column);
    if (given)
        return source_place(model, layout_source(model->layout, column->what.text), given);
    int heading = table_column(&table->headings, column->what.text);
    return table_place(model->arena, table->file, line->said->row, heading);
}

static const char *words_help(struct model *model, const char *text, const struct texts *words)
{
    const char **names = arena_array(model->arena, const char *, words->count);
    struct text list = {.arena = model->arena};
    for (size_t i = 0; i < words->count; i++) {
        names[i] = words->items[i].text;
        text_print(&list, i > 0 ? ", %s" : "%s", names[i]);
    }
    const char *nearest = spelling_nearest(text, names, words->count);
    return nearest ? arena_print(model->arena, "did you mean '%s'?", nearest)
                   : arena_print(model->arena, "the words of the column are: %s", text_done(&list));
}

// In the same capitals: Excel compares a list's words so.
static bool is_among(const char *text, const struct texts *words)
{
    for (size_t i = 0; i < words->count; i++)
        if (text_equal(words->items[i].text, text))
            return true;
    return words->count == 0;
}

void opening_check_cell(struct model *model, const struct model_line *line,
                        const struct column *column, const struct content *content)
{
    const struct opening *opening = &column->opening;
    if (content->kind == CONTENT_NOTHING || !model_is_open(line, column, content))
        return;
    size_t length = text_units(content->text);
    if (opening->longest > 0 && length > (size_t)opening->longest)
        problem_error(model->problems, cell_place(model, line, column),
                      "shorten it, or let 'longest' be more",
                      "a text of %zu characters, where column '%s' takes %d", length, column->name,
                      opening->longest);
    if (!is_among(content->text, &opening->words))
        problem_error(model->problems, cell_place(model, line, column),
                      words_help(model, content->text, &opening->words),
                      "'%s' is none of the words of column '%s'", content->text, column->name);
}
