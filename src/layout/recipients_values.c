#include "base/spelling.h"
#include "base/text.h"
#include "layout/recipients.h"
#include "layout/source_reader.h"

// Recipients that are the values of a column of a source; what else is known of them may stand in a
// list of its own.

struct value_taker {
    struct layout_reader *reader;
    struct recipients *recipients;
    struct source_reader source;
    int column;            // of the file at hand
    const char *heading;   // of the column
    struct map spellings;  // the values as they are written
    struct map numbers;    // by value, as text_key() has it: the number of its row
    LIST(struct row) rows; // the first of each value, where they are not listed
    bool *is_met;          // by row of the list, where they are
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

static void value_add(struct value_taker *taker, const struct row *row, const char *value)
{
    struct arena *arena = taker->reader->arena;
    bool is_new;
    union map_value *known = map_put(&taker->numbers, text_key(arena, value), &is_new);
    if (is_new) {
        known->number = taker->rows.count;
        *list_add(arena, &taker->rows) = one_cell(taker, row);
        return;
    }
    const struct row *first = &taker->rows.items[known->number];
    value_check(taker, row, row_cell(first, taker->recipients->name), first->line);
}

// A value that no line of the list has, by its name or as another spelling.
static void report_not_listed(const struct value_taker *taker, const struct row *row,
                              const char *value)
{
    struct arena *arena = taker->reader->arena;
    const struct recipients *recipients = taker->recipients;
    const struct table *table = &recipients->table;
    LIST(const char *) names = {0};
    for (size_t i = 0; i < table->count; i++)
        *list_add(arena, &names) = row_cell(&table->rows[i], recipients->name);
    const char *nearest = spelling_nearest(value, names.items, names.count);
    problem_error(taker->reader->problems, value_place(taker, row),
                  nearest ? arena_print(arena,
                                        "it has '%s': if that is the same, add this spelling to "
                                        "its `also called` cell",
                                        nearest)
                          : "give it a line there",
                  "'%s' is not in '%s'", value, table->file);
}

static void value_meet(const struct value_taker *taker, const struct row *row, const char *value)
{
    const union map_value *known = map_get(&taker->numbers, text_key(taker->reader->arena, value));
    if (known != NULL)
        taker->is_met[known->number] = true;
    else
        report_not_listed(taker, row, value);
}

static void value_take(struct value_taker *taker, const struct row *row)
{
    const char *value = row_cell(row, taker->column);
    if (text_is_blank(value)) {
        problem_error(taker->reader->problems, value_place(taker, row),
                      "fill it in, or take the row out", "the row has no '%s'", taker->heading);
        return;
    }
    if (map_get(&taker->spellings, value) != NULL)
        return;
    map_put(&taker->spellings, arena_copy(taker->reader->arena, value), NULL);
    if (taker->recipients->is_listed)
        value_meet(taker, row, value);
    else
        value_add(taker, row, value);
}

// Reads the source row by row, since it may have many to a value.
static void values_take(struct value_taker *taker, const struct said *heading)
{
    struct table *table = &taker->recipients->table;
    struct row row;
    taker->heading = heading->text;
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
    if (taker->recipients->is_listed)
        return;
    table->rows = taker->rows.items;
    table->count = taker->rows.count;
}

// The list ----------------------------------------------------------------------------------------

static void list_learn(struct value_taker *taker)
{
    struct arena *arena = taker->reader->arena;
    const struct recipients *recipients = taker->recipients;
    const struct table *table = &recipients->table;
    taker->is_met = arena_array(arena, bool, table->count);
    for (size_t i = 0; i < table->count; i++) {
        const struct row *row = &table->rows[i];
        const char **spellings;
        size_t count = text_split(arena, row_cell(row, recipients->also_called), '|', &spellings);
        map_put(&taker->numbers, text_key(arena, row_cell(row, recipients->name)), NULL)->number =
            i;
        for (size_t k = 0; k < count; k++)
            map_put(&taker->numbers, text_key(arena, spellings[k]), NULL)->number = i;
    }
}

// Leaves those that are values; the others have no rows, and get no workbook.
static void list_cut(const struct value_taker *taker)
{
    struct table *table = &taker->recipients->table;
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        const struct row *row = &table->rows[i];
        int name = taker->recipients->name;
        if (taker->is_met[i])
            table->rows[count++] = *row;
        else
            problem_warn(taker->reader->problems,
                         table_place(taker->reader->arena, table->file, row, name), NULL,
                         "'%s' has no rows in '%s', so it gets no workbook", row_cell(row, name),
                         taker->source.source->name);
    }
    table->count = count;
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
    struct said source, column, details;
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
    {.name = "details", .kind = KEY_FILE, .offset = offsetof(struct values, details)},
};
static const struct key_table values_table = KEY_TABLE("the recipients of a source", values_keys);

// Reads the source; and the list first, where there is one.
static void all_take(struct value_taker *taker, const struct values *values)
{
    struct layout_reader *reader = taker->reader;
    struct recipients *recipients = taker->recipients;
    recipients->file = values->details;
    if (values->details.text != NULL)
        recipients_read_list(reader, recipients);
    if (values->details.text != NULL && (!recipients->is_listed || recipients->name < 0)) {
        source_close(&taker->source);
        return;
    }
    if (recipients->is_listed)
        list_learn(taker);
    values_take(taker, &values->column);
    if (recipients->is_listed && taker->source.count.files > 0)
        list_cut(taker);
}

void recipients_read_values(struct layout_reader *reader, const struct node *node,
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
        .numbers = {.arena = reader->arena},
    };
    if (!source_open(&taker.source, source, reader->input, reader->arena, reader->problems)) {
        source_close(&taker.source);
        return;
    }
    all_take(&taker, &values);
    if (recipients->table.headings.cells == NULL)
        return;
    recipients->source = values.source;
    recipients->value_column = values.column.text;
    if (!recipients->is_listed)
        recipients->file = (struct said){.text = source->file.text, .place = node->place};
    source_match(reader, source, &values.column, recipients);
}
