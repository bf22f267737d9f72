#include "model/columns.h"

#include "base/spelling.h"
#include "base/text.h"
#include "model/meaning.h"
#include "model/opening.h"

// A heading that nothing uses is a slip of the pen as often as not.
void headings_check(struct model *model)
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
    enum column_means means = meaning_of_column(sheet, column, NULL);
    bool is_recipient = means == COLUMN_MEANS_RECIPIENT;
    if (!line && !is_recipient && means != COLUMN_MEANS_COUNT)
        problem_error(model->problems, column->place,
                      "add `line:` with the id of a line, or `line: each`",
                      "column '%s' of an overview does not say which line it is of", column->name);
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

// The sheet of definitions shows these, where a register has them.
static void use_definitions(const struct model *model, const struct sheet *sheet)
{
    static const char *const headings[] = {"definition", "unit"};
    const struct layout_register *table = &sheet->register_table;
    for (size_t i = 0; model->layout->pack.definitions && i < 2; i++) {
        int column = table_column(&table->table.headings, headings[i]);
        if (column >= 0)
            table->used[column] = true;
    }
}

void columns_check(struct model *model)
{
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        const struct sheet *sheet = &model->layout->sheets.items[i];
        use_definitions(model, sheet);
        check_overview(model, sheet);
        for (size_t k = 0; k < sheet->columns.count; k++)
            check_column(model, sheet, &sheet->columns.items[k]);
    }
}
