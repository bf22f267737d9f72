#include "base/text.h"
#include "layout/rows.h"

// What is taken of the source: its rows, or the distinct values of a column.

// What the layout says of a column; text NULL where it says nothing.
static struct said column_heading(const struct rows_taker *taker, enum rows_column column)
{
    const struct source_rows *rows = taker->rows;
    switch (column) {
    case COLUMN_VALUE:
        return rows->each_value_of;
    case COLUMN_LABEL:
        return rows->label;
    case COLUMN_ID:
        return rows->id;
    case COLUMN_BAND:
        return rows->band;
    case COLUMN_SORT:
        return rows->sort;
    case COLUMN_WHOSE:
        return taker->whose != NULL ? taker->whose->data_column : (struct said){0};
    case ROWS_COLUMNS:
        break;
    }
    return (struct said){0};
}

void rows_want(struct rows_taker *taker)
{
    for (enum rows_column i = 0; i < ROWS_COLUMNS; i++) {
        struct said heading = column_heading(taker, i);
        if (heading.text != NULL)
            source_want(&taker->source, heading, NULL);
    }
}

// In the headings of the file at hand.
static void columns_find(struct rows_taker *taker)
{
    for (enum rows_column i = 0; i < ROWS_COLUMNS; i++)
        taker->columns[i] = table_column(&taker->source.headings, column_heading(taker, i).text);
    if (taker->rows->label.text == NULL)
        taker->columns[COLUMN_LABEL] =
            taker->rows->each_value_of.text ? taker->columns[COLUMN_VALUE] : 0;
}

struct said rows_column_said(const struct rows_taker *taker, const struct row *row,
                             enum rows_column column)
{
    int number = taker->columns[column];
    return (struct said){
        .text = row_cell(row, number),
        .place = table_place(taker->reader->arena, taker->table->file, row, number),
    };
}

const struct row *rows_recipient(const struct rows_taker *taker, const struct row *row)
{
    const struct recipients *recipients = &taker->reader->layout->recipients;
    if (taker->whose == NULL)
        return NULL;
    return layout_recipient(recipients, taker->whose_column,
                            row_cell(row, taker->columns[COLUMN_WHOSE]), taker->reader->arena);
}

struct values {
    struct rows_taker *taker;
    struct map spelled; // as whose and value are written: the first row with the value
    struct map first;   // by value, and by recipient: the same
    struct text key;    // of the row at hand
    LIST(struct row) rows;
};

// A row of a file with the cells that the rows speak of; the others may differ from row to row of
// the same value.
static struct row named_cells(const struct rows_taker *taker, const struct row *row)
{
    struct arena *arena = taker->reader->arena;
    struct row kept = *row;
    kept.cells = arena_array(arena, const char *, row->count);
    for (size_t i = 0; i < row->count; i++)
        kept.cells[i] = "";
    for (size_t i = 0; i < ROWS_COLUMNS; i++) {
        int column = taker->columns[i];
        if (column >= 0 && (size_t)column < row->count)
            kept.cells[column] = arena_copy(arena, row->cells[column]);
    }
    return kept;
}

// A value that differs by capitals alone is taken for the one that was met before, and said so: the
// rows of both are counted as one.
static void spelling_check(const struct rows_taker *taker, const struct row *first,
                           const struct row *row)
{
    struct said said = rows_column_said(taker, row, COLUMN_VALUE);
    const char *before = row_cell(first, taker->columns[COLUMN_VALUE]);
    if (!text_equal(said.text, before))
        problem_warn(taker->reader->problems, said.place, "write them alike",
                     "'%s' is taken for the '%s' of line %zu", said.text, before, first->line);
}

// A value has one label, one band and so on, whatever its row.
static void value_check(const struct rows_taker *taker, const struct row *first,
                        const struct row *row)
{
    for (enum rows_column i = COLUMN_LABEL; i < COLUMN_WHOSE; i++) {
        int column = taker->columns[i];
        const char *before = row_cell(first, column);
        if (column == taker->columns[COLUMN_VALUE] || text_equal(row_cell(row, column), before))
            continue;
        struct said said = rows_column_said(taker, row, i);
        problem_error(taker->reader->problems, said.place,
                      "a value has one of each; is one of them a slip of the pen?",
                      "'%s' has '%s' here, but '%s' in line %zu",
                      row_cell(row, taker->columns[COLUMN_VALUE]), said.text, before, first->line);
    }
}

// As the row writes it; in the buffer, since a source has more rows than values.
static const char *spelled_key(struct values *values, const struct row *row)
{
    const struct rows_taker *taker = values->taker;
    values->key.length = 0;
    text_print(&values->key, "%s\n%s", row_cell(row, taker->columns[COLUMN_WHOSE]),
               row_cell(row, taker->columns[COLUMN_VALUE]));
    return text_done(&values->key);
}

// "burglary", or of a recipient's row "12 burglary": each has its own.
static const char *value_key(const struct rows_taker *taker, const struct row *row)
{
    struct arena *arena = taker->reader->arena;
    const struct row *recipient = rows_recipient(taker, row);
    const char *value = text_key(arena, row_cell(row, taker->columns[COLUMN_VALUE]));
    if (recipient == NULL)
        return value;
    return arena_print(arena, "%td %s", recipient - taker->reader->layout->recipients.table.rows,
                       value);
}

// The first row of a value that has not been met in this spelling.
static struct row *value_first(struct values *values, const struct row *row)
{
    const struct rows_taker *taker = values->taker;
    struct arena *arena = taker->reader->arena;
    bool is_new;
    union map_value *known = map_put(&values->first, value_key(taker, row), &is_new);
    if (!is_new) {
        spelling_check(taker, known->pointer, row);
        return known->pointer;
    }
    struct row *first = arena_new(arena, struct row);
    *first = named_cells(taker, row);
    *list_add(arena, &values->rows) = *first;
    known->pointer = first;
    return first;
}

static void value_take(struct values *values, const struct row *row)
{
    const struct rows_taker *taker = values->taker;
    if (row_cell(row, taker->columns[COLUMN_VALUE])[0] == '\0') {
        problem_error(taker->reader->problems, rows_column_said(taker, row, COLUMN_VALUE).place,
                      "fill it in, or take the row out", "the row has no '%s'",
                      taker->rows->each_value_of.text);
        return;
    }
    const char *key = spelled_key(values, row);
    const union map_value *known = map_get(&values->spelled, key);
    if (known != NULL) {
        value_check(taker, known->pointer, row);
        return;
    }
    struct row *first = value_first(values, row);
    map_put(&values->spelled, arena_copy(taker->reader->arena, key), NULL)->pointer = first;
    value_check(taker, first, row);
}

// The distinct values of a column; the source is read row by row, since it may have many to a
// value. Headings that the rows do not speak of are blank, so that nothing shows them.
void rows_read_values(struct rows_taker *taker)
{
    struct arena *arena = taker->reader->arena;
    struct values values = {.taker = taker,
                            .spelled = {.arena = arena},
                            .first = {.arena = arena},
                            .key = {.arena = arena}};
    struct row row;
    while (source_next_file(&taker->source)) {
        taker->table->file = taker->source.path;
        columns_find(taker);
        if (taker->table->headings.cells == NULL)
            taker->table->headings = named_cells(taker, &taker->source.headings);
        while (source_next(&taker->source, &row))
            if (!taker->source.is_total)
                value_take(&values, &row);
    }
    taker->table->rows = values.rows.items;
    taker->table->count = values.rows.count;
}

// Every row, with all its cells.
void rows_read_all(struct rows_taker *taker)
{
    struct arena *arena = taker->reader->arena;
    LIST(struct row) rows = {0};
    struct row row;
    taker->source.all_must_differ = true;
    while (source_next_file(&taker->source)) { // one
        taker->table->file = taker->source.path;
        taker->table->headings = taker->source.headings;
        columns_find(taker);
        while (source_next(&taker->source, &row))
            if (!taker->source.is_total)
                *list_add(arena, &rows) = row_copy(arena, &row);
    }
    taker->table->rows = rows.items;
    taker->table->count = rows.count;
}
