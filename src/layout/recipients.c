#include "base/letter.h"
#include "base/text.h"
#include "layout/sections.h"
#include "layout/source_reader.h"

// Who gets a workbook: a CSV with a line to a recipient, or the values of a column of a source; and
// what may be shown of the others.

// Of an average, where the layout does not say: each of two would know the other's figure.
enum { LEAST_MEMBERS = 3 };

// By name -----------------------------------------------------------------------------------------

#define SEPARATOR '\x1f' // between the parts of a key; stands in no text that people type

// "3", separator, the text without case.
static const char *cell_key(struct arena *arena, int column, const char *text)
{
    struct text key = {.arena = arena};
    text_print(&key, "%d%c", column, SEPARATOR);
    text_add_folded(&key, text_trim(arena, text));
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

// Every cell of a recipient's line is a name for it in that column; the other spellings count as
// its name.
static void learn_all(struct layout_reader *reader, struct recipients *recipients)
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
    if (text_same(heading, "name"))
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

static void list_read(struct layout_reader *reader, const struct node *node,
                      struct recipients *recipients)
{
    static const struct key file = {.name = "recipients", .kind = KEY_FILE};
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

// The values of a column --------------------------------------------------------------------------

struct value_taker {
    struct layout_reader *reader;
    struct recipients *recipients;
    struct source_reader source;
    int column;           // of the file at hand
    struct map spellings; // the values as they are written
    struct map first;     // by value, capitals apart: the number of its first row
    LIST(struct row) rows;
};

// A row with one cell alone, in its column of the table: the others may differ from row to row of
// the same value.
static struct row one_cell(const struct value_taker *taker, const struct row *row)
{
    struct arena *arena = taker->reader->arena;
    int column = taker->recipients->name;
    struct row kept = *row;
    kept.count = (size_t)column + 1;
    kept.cells = arena_array(arena, const char *, kept.count);
    for (size_t i = 0; i < kept.count; i++)
        kept.cells[i] = "";
    kept.cells[column] = arena_copy(arena, row_cell(row, taker->column));
    return kept;
}

static struct place value_place(const struct value_taker *taker, const struct row *row)
{
    return table_place(taker->reader->arena, taker->source.path, row, taker->column);
}

// A value that differs by capitals alone is taken for the one that was met before, and said so.
static void value_check(struct value_taker *taker, const struct row *row, const char *before,
                        size_t line)
{
    const char *value = row_cell(row, taker->column);
    if (!text_equal(value, before))
        problem_warn(taker->reader->problems, value_place(taker, row), "write them alike",
                     "'%s' is taken for the '%s' of line %zu", value, before, line);
}

static void value_take(struct value_taker *taker, const struct row *row)
{
    struct arena *arena = taker->reader->arena;
    struct recipients *recipients = taker->recipients;
    const char *value = row_cell(row, taker->column);
    if (text_is_blank(value)) {
        problem_error(taker->reader->problems, value_place(taker, row),
                      "fill it in, or take the row out", "the row has no '%s'",
                      recipients->table.headings.cells[recipients->name]);
        return;
    }
    if (map_get(&taker->spellings, value) != NULL)
        return;
    map_put(&taker->spellings, arena_copy(arena, value), NULL);
    bool is_new;
    union map_value *known =
        map_put(&taker->first, cell_key(arena, recipients->name, value), &is_new);
    if (is_new) {
        known->number = taker->rows.count;
        *list_add(arena, &taker->rows) = one_cell(taker, row);
        return;
    }
    const struct row *first = &taker->rows.items[known->number];
    value_check(taker, row, row_cell(first, recipients->name), first->line);
}

// Reads the source row by row, since it may have many to a value.
static void values_take(struct value_taker *taker, const struct said *heading)
{
    struct table *table = &taker->recipients->table;
    struct row row;
    source_want(&taker->source, *heading, NULL);
    while (source_next_file(&taker->source)) {
        taker->column = table_column(&taker->source.headings, heading->text);
        if (table->headings.cells == NULL) {
            taker->recipients->name = taker->column;
            table->file = taker->source.path;
            table->headings = one_cell(taker, &taker->source.headings);
        }
        while (source_next(&taker->source, &row))
            if (!taker->source.is_total)
                value_take(taker, &row);
    }
    source_close(&taker->source);
    table->rows = taker->rows.items;
    table->count = taker->rows.count;
}

// Whose a row of the source is, is said by the column itself.
static void source_match(struct layout_reader *reader, struct source *source,
                         const struct said *heading, const struct recipients *recipients)
{
    int column;
    if (layout_whose(recipients, source, &column) == NULL)
        *list_add(reader->arena, &source->matches) =
            (struct match){.data_column = *heading, .register_column = *heading};
}

struct values {
    struct said source, column;
};

static const struct key values_keys[] = {
    {.name = "source",
     .kind = KEY_SAID,
     .offset = offsetof(struct values, source),
     .required = true,
     .filled = true},
    {.name = "column",
     .kind = KEY_SAID,
     .offset = offsetof(struct values, column),
     .required = true,
     .filled = true},
};
static const struct key_table values_table = KEY_TABLE("the recipients of a source", values_keys);

static void values_read(struct layout_reader *reader, const struct node *node,
                        struct recipients *recipients)
{
    struct values values = {0};
    keys_read(reader, &values_table, node, &values);
    recipients->also_called = recipients->family = recipients->contact = -1;
    if (values.source.text == NULL || values.column.text == NULL ||
        !source_check(reader, &values.source))
        return;
    struct source *source = reader->layout->sources.items;
    while (!text_equal(source->name, values.source.text))
        source++;
    struct value_taker taker = {
        .reader = reader,
        .recipients = recipients,
        .spellings = {.arena = reader->arena},
        .first = {.arena = reader->arena},
    };
    if (!source_open(&taker.source, source, reader->input, reader->arena, reader->problems))
        return;
    values_take(&taker, &values.column);
    if (recipients->table.headings.cells == NULL)
        return;
    recipients->source = values.source;
    recipients->file = (struct said){.text = source->file.text, .place = node->place};
    source_match(reader, source, &values.column, recipients);
}

// Keys --------------------------------------------------------------------------------------------

static void either_read(struct layout_reader *reader, const struct node *node,
                        struct recipients *recipients)
{
    if (recipients->file.text != NULL) {
        problem_error(reader->problems, node->place, "say one of them",
                      "'one workbook per' and 'recipients' both name recipients");
        return;
    }
    if (node->kind == NODE_MAP)
        values_read(reader, node, recipients);
    else
        list_read(reader, node, recipients);
    if (recipients->file.text != NULL && recipients->table.count == 0 &&
        recipients->table.headings.count > 0)
        problem_error(reader->problems, node->place, NULL, "there are no recipients in '%s'",
                      recipients->file.text);
    learn_all(reader, recipients);
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
     .least = LEAST_MEMBERS,
     .most = 1000,
     .help = "of an average over two, each knows its own figure, and so the other's"},
};
static const struct key_table shared_table = KEY_TABLE("what is shared", shared_keys);

static size_t family_count(const struct recipients *recipients, const char *family)
{
    size_t count = 0;
    for (size_t i = 0; i < recipients->table.count; i++)
        count += text_same(row_cell(&recipients->table.rows[i], recipients->family), family);
    return count;
}

// A family's figure over too few members gives one away; one without a family has no such figure.
static void families_check(struct layout_reader *reader, const struct recipients *recipients)
{
    const struct table *table = &recipients->table;
    int least = recipients->least_members;
    struct map seen = {.arena = reader->arena};
    for (size_t i = 0; i < table->count; i++) {
        bool is_new;
        const struct row *row = &table->rows[i];
        const char *family = row_cell(row, recipients->family);
        map_put(&seen, family, &is_new);
        size_t count = is_new && !text_is_blank(family) ? family_count(recipients, family) : 0;
        if (count > 0 && count < (size_t)least)
            problem_error(reader->problems,
                          table_place(reader->arena, table->file, row, recipients->family),
                          arena_print(reader->arena,
                                      "give it more, or leave the cell empty; the layout shares "
                                      "figures over `at least: %d`",
                                      least),
                          "the family '%s' has %zu recipient%s: its figure would give them away",
                          family, count, count == 1 ? "" : "s");
    }
}

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
    if (recipients->family_figure != FAMILY_NONE && recipients->one_workbook_each)
        families_check(reader, recipients);
}
