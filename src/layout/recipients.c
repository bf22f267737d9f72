#include "base/text.h"
#include "layout/sections.h"

// Who gets a workbook: a CSV with a line to a recipient, and what may be shown of the others.

enum { LEAST_MEMBERS = 3 }; // of an average, where the layout does not say

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

static void list_read(struct layout_reader *reader, const struct node *node,
                      struct recipients *recipients)
{
    static const struct key file = {.name = "recipients", .kind = KEY_FILE};
    if (recipients->file.text != NULL) {
        problem_error(reader->problems, node->place, "say one of them",
                      "'one workbook per' and 'recipients' both name recipients");
        return;
    }
    key_read(reader, &file, node, &recipients->file);
    if (recipients->file.text == NULL)
        return;
    if (!table_read(recipients->file.text, reader->arena, reader->problems, &recipients->table))
        return;
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

void recipients_read(struct layout_reader *reader, const struct node *node, void *layout)
{
    list_read(reader, node, &((struct layout *)layout)->recipients);
}

void one_workbook_per_read(struct layout_reader *reader, const struct node *node, void *layout)
{
    struct recipients *recipients = &((struct layout *)layout)->recipients;
    list_read(reader, node, recipients);
    recipients->one_workbook_each = true;
}

static const struct word family_figures[] = {
    {"no", FAMILY_NONE}, {"mean", FAMILY_MEAN}, {"sums", FAMILY_SUMS}, {0}};

static const struct key shared_keys[] = {
    {.name = "whole", .kind = KEY_YES_NO, .offset = offsetof(struct recipients, shares_whole)},
    {.name = "rank", .kind = KEY_YES_NO, .offset = offsetof(struct recipients, shares_rank)},
    {.name = "family",
     .kind = KEY_WORD,
     .offset = offsetof(struct recipients, family_figure),
     .words = family_figures},
    {.name = "at least",
     .kind = KEY_WHOLE,
     .offset = offsetof(struct recipients, least_members),
     .least = 2,
     .most = 1000},
};
static const struct key_table shared_table = KEY_TABLE("what is shared", shared_keys);

void shared_read(struct layout_reader *reader, const struct node *node, void *layout)
{
    struct recipients *recipients = &((struct layout *)layout)->recipients;
    recipients->least_members = LEAST_MEMBERS;
    if (!node_has_keys(reader, node, "'shared'"))
        return;
    keys_read(reader, &shared_table, node, recipients);
    if (recipients->file.text == NULL)
        problem_error(reader->problems, node->place,
                      "say who the recipients are: one workbook per: recipients.csv",
                      "'shared' needs recipients");
    if (recipients->family_figure != FAMILY_NONE && recipients->family < 0 &&
        recipients->file.text != NULL)
        problem_error(reader->problems, node->place, NULL,
                      "'family' needs a column 'family' in '%s'", recipients->file.text);
}
