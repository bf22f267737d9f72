#include "layout/recipients.h"
#include "base/letter.h"
#include "base/text.h"
#include "layout/sections.h"

// Who gets a workbook: a CSV with a line to a recipient, or the values of a column of a source.

// By name -----------------------------------------------------------------------------------------

#define SEPARATOR '\x1f' // between the parts of a key; stands in no text that people type

// "3", separator, the text without case.
static const char *cell_key(struct arena *arena, int column, const char *text)
{
    struct text key = {.arena = arena};
    text_print(&key, "%d%c", column, SEPARATOR);
    text_add(&key, text_key(arena, text));
    return text_done(&key);
}

// A name that two recipients have would send one the other's figures.
static void report_same_name(struct layout_reader *reader, const struct recipients *recipients,
                             const char *text, const struct row *first, const struct row *second)
{
    problem_error(reader->problems,
                  table_place(reader->arena, recipients->table.file, second, recipients->name),
                  "a name, or another spelling, is one recipient's alone",
                  "'%s' would mean both '%s' and '%s'", text, row_cell(first, recipients->name),
                  row_cell(second, recipients->name));
}

static void learn(struct layout_reader *reader, struct recipients *recipients, int column,
                  const char *text, struct row *row)
{
    struct map *by_cell = &recipients->by_cell;
    if (text_is_blank(text))
        return;
    union map_value *known = map_put(by_cell, cell_key(by_cell->arena, column, text), NULL);
    const struct row *first = known->pointer;
    known->pointer = row;
    if (!first || first == row)
        return;
    recipients->is_shared[column] = true;
    if (column == recipients->name)
        report_same_name(reader, recipients, text_trim(reader->arena, text), first, row);
}

void recipients_learn(struct layout_reader *reader, struct recipients *recipients)
{
    recipients->by_cell.arena = reader->arena;
    recipients->is_shared = arena_array(reader->arena, bool, recipients->table.headings.count + 1);
    for (size_t i = 0; i < recipients->table.count; i++) {
        struct row *row = &recipients->table.rows[i];
        const char **spellings;
        size_t count =
            text_split(reader->arena, row_cell(row, recipients->also_called), '|', &spellings);
        for (size_t k = 0; k < row->count; k++)
            learn(reader, recipients, (int)k, row->cells[k], row);
        for (size_t k = 0; k < count; k++)
            learn(reader, recipients, recipients->name, spellings[k], row);
    }
}

const struct row *layout_recipient(const struct recipients *recipients, int column,
                                   const char *text, struct arena *scratch)
{
    const union map_value *known = map_get(&recipients->by_cell, cell_key(scratch, column, text));
    return known != NULL ? known->pointer : NULL;
}

bool layout_names_recipient(const struct recipients *recipients, const char *text,
                            struct arena *scratch)
{
    bool has_letter = false;
    const char *at = text;
    for (unsigned letter; !has_letter && (letter = text_next(&at)) != 0;)
        has_letter = letter > '9' && letter_is_letter_or_digit(letter);
    for (size_t i = 0; has_letter && i < recipients->table.headings.count; i++) {
        bool tells_apart = (int)i != recipients->family && !recipients->is_shared[i];
        if (tells_apart && layout_recipient(recipients, (int)i, text, scratch))
            return true;
    }
    return false;
}

int layout_recipients_column(const struct recipients *recipients, const char *heading)
{
    if (recipients->file.text == NULL)
        return -1;
    if (text_same(heading, "name") ||
        (recipients->value_column && text_same(heading, recipients->value_column)))
        return recipients->name;
    return table_column(&recipients->table.headings, heading);
}

const struct match *layout_whose(const struct recipients *recipients, const struct source *source,
                                 int *column)
{
    for (size_t i = 0; i < source->matches.count; i++) {
        const struct match *match = &source->matches.items[i];
        *column = layout_recipients_column(recipients, match->register_column.text);
        if (*column >= 0)
            return match;
    }
    return NULL;
}

// A list of recipients ----------------------------------------------------------------------------

static void names_check(struct layout_reader *reader, const struct recipients *recipients)
{
    const struct table *table = &recipients->table;
    struct map names = {.arena = reader->arena};
    for (size_t i = 0; i < table->count; i++) {
        const struct row *row = &table->rows[i];
        const char *name = row_cell(row, recipients->name);
        struct place place = table_place(reader->arena, table->file, row, recipients->name);
        bool is_new;
        union map_value *first = map_put(&names, name, &is_new);
        if (text_is_blank(name))
            problem_error(reader->problems, place, NULL, "a recipient has no name");
        else if (!is_new)
            problem_error(reader->problems, place, "change one of them",
                          "lines %zu and %zu are both called '%s'", first->number, row->line, name);
        if (is_new)
            first->number = row->line;
    }
}

void recipients_read_list(struct layout_reader *reader, struct recipients *recipients)
{
    layout_add_file(reader->layout, recipients->file.text, false, reader->arena);
    if (!table_read(recipients->file.text, reader->arena, reader->problems, &recipients->table))
        return;
    recipients->is_listed = true;
    const struct row *headings = &recipients->table.headings;
    recipients->name = table_column(headings, "name");
    recipients->also_called = table_column(headings, "also called");
    recipients->family = table_column(headings, "family");
    recipients->contact = table_column(headings, "contact");
    if (recipients->name < 0)
        problem_error(reader->problems,
                      table_place(reader->arena, recipients->table.file, headings, 0), NULL,
                      "the recipients have no column 'name'");
    else
        names_check(reader, recipients);
}

// Keys --------------------------------------------------------------------------------------------

static void either_read(struct layout_reader *reader, const struct node *node,
                        struct recipients *recipients)
{
    static const struct key file = {.name = "recipients", .kind = KEY_FILE};
    if (recipients->file.text != NULL) {
        problem_error(reader->problems, node->place, "say one of them",
                      "'one workbook per' and 'recipients' both name recipients");
        return;
    }
    if (node->kind == NODE_MAP)
        recipients_read_values(reader, node, recipients);
    else
        key_read(reader, &file, node, &recipients->file);
    if (node->kind != NODE_MAP && recipients->file.text != NULL)
        recipients_read_list(reader, recipients);
    if (recipients->file.text != NULL && recipients->table.count == 0 &&
        recipients->table.headings.count > 0)
        problem_error(reader->problems, node->place, NULL, "there are no recipients in '%s'",
                      recipients->file.text);
    recipients_learn(reader, recipients);
}

void recipients_read(struct layout_reader *reader, const struct node *node, void *layout)
{
    either_read(reader, node, &((struct layout *)layout)->recipients);
}

void one_workbook_per_read(struct layout_reader *reader, const struct node *node, void *layout)
{
    struct recipients *recipients = &((struct layout *)layout)->recipients;
    either_read(reader, node, recipients);
    recipients->one_workbook_each = true;
}
