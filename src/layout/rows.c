#include "base/number.h"
#include "base/spelling.h"
#include "base/text.h"
#include "layout/letter.h"
#include "layout/sections.h"
#include "layout/source_reader.h"
#include "layout/value.h"

#include <stdlib.h>

// `rows:` as the rows of a source: they become the lines of a register, so that all that follows
// treats them alike.

static const struct word orders[] = {
    {"largest first", ORDER_LARGEST_FIRST},
    {"smallest first", ORDER_SMALLEST_FIRST},
    {"as it is", ORDER_AS_IT_IS},
    {0},
};

static const struct key rows_keys[] = {
    {.name = "source",
     .kind = KEY_SAID,
     .offset = offsetof(struct source_rows, source),
     .required = true,
     .filled = true},
    {.name = "each value of",
     .kind = KEY_SAID,
     .offset = offsetof(struct source_rows, each_value_of),
     .filled = true},
    {.name = "label",
     .kind = KEY_SAID,
     .offset = offsetof(struct source_rows, label),
     .filled = true},
    {.name = "id", .kind = KEY_SAID, .offset = offsetof(struct source_rows, id), .filled = true},
    {.name = "band",
     .kind = KEY_SAID,
     .offset = offsetof(struct source_rows, band),
     .filled = true},
    {.name = "sort",
     .kind = KEY_SAID,
     .offset = offsetof(struct source_rows, sort),
     .filled = true},
    {.name = "order",
     .kind = KEY_WORD,
     .offset = offsetof(struct source_rows, order),
     .words = orders},
    {.name = "limit",
     .kind = KEY_WHOLE,
     .offset = offsetof(struct source_rows, limit),
     .least = 1,
     .most = 100000},
};
static const struct key_table rows_table = NAMED_KEY_TABLE("the rows of a source", rows_keys);

void rows_read(struct layout_reader *reader, const struct node *node, void *sheet)
{
    static const struct key file = {
        .name = "rows", .kind = KEY_FILE, .offset = offsetof(struct sheet, rows)};
    struct source_rows *rows = &((struct sheet *)sheet)->source_rows;
    if (node->kind != NODE_MAP) {
        size_t errors = reader->problems->errors;
        key_read(reader, &file, node, sheet);
        reader->bearable += reader->problems->errors - errors;
        reader->layout->lacks_lines |= reader->problems->errors > errors;
        return;
    }
    keys_read(reader, &rows_table, node, rows);
    unsigned word;
    const struct node *order = node_get(node, "order");
    if (order != NULL && rows->sort.text == NULL && word_find(orders, order->text, &word) &&
        word != ORDER_AS_IT_IS)
        problem_error(reader->problems, order->place, "name the column under `sort:`",
                      "'order' says how to sort, but nothing says by what");
}

// Columns of the source ---------------------------------------------------------------------------

// What the rows say of columns, and where those were found in the source; -1 where none is said.
enum rows_column {
    COLUMN_VALUE,
    COLUMN_LABEL,
    COLUMN_ID,
    COLUMN_BAND,
    COLUMN_SORT,
    COLUMN_WHOSE, // which recipient's a row is, where each has a workbook
    ROWS_COLUMNS
};

struct rows_taker {
    struct layout_reader *reader;
    struct source_rows *rows;
    struct source_reader source;
    const struct match *whose; // NULL: the rows are everyone's
    int whose_column;          // of the recipients
    struct table *table;       // of the register that is made
    int columns[ROWS_COLUMNS];
    struct layout_register *into;
    struct map ids;
};

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

static void columns_want(struct rows_taker *taker)
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

static struct said column_said(const struct rows_taker *taker, const struct row *row,
                               enum rows_column column)
{
    int number = taker->columns[column];
    return (struct said){
        .text = row_cell(row, number),
        .place = table_place(taker->reader->arena, taker->table->file, row, number),
    };
}

// The recipient that a row belongs to; NULL where it is no one's, or everyone's.
static const struct row *row_recipient(const struct rows_taker *taker, const struct row *row)
{
    const struct recipients *recipients = &taker->reader->layout->recipients;
    if (taker->whose == NULL)
        return NULL;
    return layout_recipient(recipients, taker->whose_column,
                            row_cell(row, taker->columns[COLUMN_WHOSE]), taker->reader->arena);
}

// One row to each value -----------------------------------------------------------------------

struct values {
    struct rows_taker *taker;
    struct map first; // by value, and by recipient: the first row with it
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

// A value has one label, one band and so on, whatever its row.
static void value_check(struct values *values, const struct row *first, const struct row *row)
{
    const struct rows_taker *taker = values->taker;
    for (enum rows_column i = COLUMN_VALUE; i < COLUMN_WHOSE; i++) {
        struct said said = column_said(taker, row, i);
        const char *before = row_cell(first, taker->columns[i]);
        if (!text_equal(said.text, before))
            problem_error(taker->reader->problems, said.place,
                          "a value has one of each; is one of them a slip of the pen?",
                          "'%s' has '%s' here, but '%s' in line %zu",
                          row_cell(row, taker->columns[COLUMN_VALUE]), said.text, before,
                          first->line);
    }
}

// "Burglary", or of a recipient's row "12 Burglary": each has its own.
static const char *value_key(const struct rows_taker *taker, const struct row *row,
                             const char *value)
{
    const struct row *recipient = row_recipient(taker, row);
    if (recipient == NULL)
        return value;
    return arena_print(taker->reader->arena, "%td %s",
                       recipient - taker->reader->layout->recipients.table.rows, value);
}

static void value_take(struct values *values, const struct row *row)
{
    const struct rows_taker *taker = values->taker;
    struct said value = column_said(taker, row, COLUMN_VALUE);
    if (value.text[0] == '\0') {
        problem_error(taker->reader->problems, value.place, "fill it in, or take the row out",
                      "the row has no '%s'", taker->rows->each_value_of.text);
        return;
    }
    const char *key = value_key(taker, row, value.text);
    const union map_value *known = map_get(&values->first, key);
    if (known != NULL) {
        value_check(values, known->pointer, row);
        return;
    }
    struct row *first = arena_new(taker->reader->arena, struct row);
    *first = named_cells(taker, row);
    map_put(&values->first, arena_copy(taker->reader->arena, key), NULL)->pointer = first;
    *list_add(taker->reader->arena, &values->rows) = *first;
}

// The distinct values of a column; the source is read row by row, since it may have many to a
// value. Headings that the rows do not speak of are blank, so that nothing shows them.
static void values_read(struct rows_taker *taker)
{
    struct values values = {.taker = taker, .first = {.arena = taker->reader->arena}};
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
static void rows_copy(struct rows_taker *taker)
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

// Order -------------------------------------------------------------------------------------------

// Numbers come before texts, and those before blanks, in either order.
enum rank { RANK_NUMBER, RANK_TEXT, RANK_BLANK };

struct ordered_row {
    const struct row *row;
    enum row_order order;
    enum rank rank;
    struct value value; // that it is sorted by
    size_t number;      // in the source: what is equal stays in its order
};

static int number_compare(double one, double other)
{
    return (one > other) - (one < other);
}

static int row_compare(const void *first, const void *second)
{
    const struct ordered_row *one = first, *other = second;
    int order = number_compare((double)one->rank, (double)other->rank);
    if (order == 0 && one->rank == RANK_NUMBER)
        order = number_compare(one->value.number, other->value.number);
    else if (order == 0 && one->rank == RANK_TEXT)
        order = value_compare(&one->value, &other->value);
    if (one->order == ORDER_LARGEST_FIRST && one->rank == other->rank)
        order = -order;
    return order != 0 ? order : number_compare((double)one->number, (double)other->number);
}

static struct ordered_row row_ordered(const struct rows_taker *taker, size_t number)
{
    const struct row *row = &taker->table->rows[number];
    const char *text = row_cell(row, taker->columns[COLUMN_SORT]);
    struct ordered_row ordered = {
        .row = row,
        .order = taker->rows->order,
        .rank = text_is_blank(text) ? RANK_BLANK : RANK_TEXT,
        .value = value_of_text(text),
        .number = number,
    };
    struct number read;
    if (number_read(taker->reader->arena, text, &read)) {
        ordered.rank = RANK_NUMBER;
        ordered.value = value_of_number(read.value);
    }
    return ordered;
}

// Rows by their numbers in the table.
struct numbers {
    LIST(size_t) items;
};

// The rows that become lines, in their order; returns how many there are.
static size_t rows_order(const struct rows_taker *taker, const struct numbers *numbers,
                         struct ordered_row **ordered)
{
    size_t count = numbers->items.count;
    size_t limit = (size_t)taker->rows->limit;
    *ordered = arena_array(taker->reader->arena, struct ordered_row, count);
    for (size_t i = 0; i < count; i++)
        (*ordered)[i] = row_ordered(taker, numbers->items.items[i]);
    if (taker->rows->sort.text != NULL && taker->rows->order != ORDER_AS_IT_IS)
        qsort(*ordered, count, sizeof(**ordered), row_compare);
    return limit > 0 && limit < count ? limit : count;
}

// Lines -------------------------------------------------------------------------------------------

static bool is_letter_or_digit(unsigned code_point)
{
    return (code_point >= '0' && code_point <= '9') ||
           letter_upper(code_point) != letter_lower(code_point);
}

// A name that formulas can use: "A&E: 4-hour waits" is A_E_4_hour_waits, "101 calls"
// row_101_calls.
static const char *name_made(struct arena *arena, const char *text)
{
    enum { LONGEST = 40 };
    struct text name = {.arena = arena};
    bool is_apart = false;
    size_t letters = 0;
    for (unsigned letter; letters < LONGEST && (letter = text_next(&text)) != 0;) {
        if (!is_letter_or_digit(letter)) {
            is_apart = true;
            continue;
        }
        if (letters == 0 && letter <= '9')
            text_add(&name, "row_");
        else if (letters > 0 && is_apart)
            text_add_char(&name, '_');
        text_add_code_point(&name, letter);
        is_apart = false;
        letters++;
    }
    return letters > 0 ? text_done(&name) : "row";
}

// The name, with a number after it where another row has it.
static const char *name_made_unique(struct arena *arena, struct map *ids, const char *name)
{
    bool is_new;
    const char *unique = name;
    map_put(ids, unique, &is_new);
    for (size_t number = 2; !is_new; number++) {
        unique = arena_print(arena, "%s_%zu", name, number);
        map_put(ids, unique, &is_new);
    }
    return unique;
}

static const char *line_id(struct rows_taker *taker, const struct row *row)
{
    struct layout_reader *reader = taker->reader;
    if (taker->columns[COLUMN_ID] < 0)
        return name_made_unique(
            reader->arena, &taker->ids,
            name_made(reader->arena, row_cell(row, taker->columns[COLUMN_LABEL])));
    struct said said = column_said(taker, row, COLUMN_ID);
    const char *id = name_made(reader->arena, said.text);
    bool is_new;
    union map_value *first = map_put(&taker->ids, id, &is_new);
    if (is_new)
        first->number = row->line;
    else
        problem_error(reader->problems, said.place, "change one of them, or leave `id:` out",
                      "lines %zu and %zu both have the id '%s'", first->number, row->line, id);
    return id;
}

// A line that says no more than its label.
static void line_add(struct rows_taker *taker, enum row_kind kind, const struct row *row,
                     const char *id, struct said label)
{
    struct place place = {.file = taker->table->file, .line = row->line};
    bool has_data = taker->rows->each_value_of.text != NULL || taker->rows->has_data;
    struct line line = layout_blank_line(place);
    line.id = id;
    line.id_is_made = line.is_from_source = true;
    line.kind = kind;
    line.row = row;
    line.label = label;
    if (!has_data)
        line.value.text = "none";
    *list_add(taker->reader->arena, &taker->into->lines) = line;
}

static void row_add(struct rows_taker *taker, const struct row *row)
{
    line_add(taker, ROW_MEASURE, row, line_id(taker, row), column_said(taker, row, COLUMN_LABEL));
}

struct band {
    LIST(const struct row *) rows;
};

static void band_add(struct rows_taker *taker, const struct band *band)
{
    struct arena *arena = taker->reader->arena;
    const struct row *first = band->rows.items[0];
    struct row *row = arena_new(arena, struct row); // no cells but the band's text
    row->line = first->line;
    struct said label = column_said(taker, first, COLUMN_BAND);
    if (label.text[0] == '\0')
        label.text = taker->reader->layout->words.missing.text;
    line_add(taker, ROW_BAND, row, arena_print(arena, "band %s", label.text), label);
    for (size_t i = 0; i < band->rows.count; i++)
        row_add(taker, band->rows.items[i]);
}

// Bands stand in the order of their first rows; rows without a band come last.
static void bands_add(struct rows_taker *taker, const struct ordered_row *ordered, size_t count)
{
    struct arena *arena = taker->reader->arena;
    struct map known = {.arena = arena};
    LIST(struct band *) bands = {0};
    for (size_t i = 0; i < count; i++) {
        bool is_new;
        const struct row *row = ordered[i].row;
        const char *text = row_cell(row, taker->columns[COLUMN_BAND]);
        union map_value *slot = map_put(&known, text, &is_new);
        if (is_new) {
            slot->pointer = arena_new(arena, struct band);
            *list_add(arena, &bands) = slot->pointer;
        }
        struct band *band = slot->pointer;
        *list_add(arena, &band->rows) = row;
    }
    const union map_value *blank = map_get(&known, "");
    for (size_t i = 0; i < bands.count; i++)
        if (blank == NULL || bands.items[i] != blank->pointer)
            band_add(taker, bands.items[i]);
    if (blank != NULL)
        band_add(taker, blank->pointer);
}

static void lines_add(struct rows_taker *taker, const struct numbers *numbers)
{
    struct ordered_row *ordered;
    size_t count = rows_order(taker, numbers, &ordered);
    if (taker->rows->band.text != NULL) {
        bands_add(taker, ordered, count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        row_add(taker, ordered[i].row);
}

static void all_lines_add(struct rows_taker *taker)
{
    struct numbers all = {0};
    for (size_t i = 0; i < taker->table->count; i++)
        *list_add(taker->reader->arena, &all.items) = i;
    lines_add(taker, &all);
}

// A register to each recipient --------------------------------------------------------------------

// Each recipient's rows; and the names in the source that are no recipient's.
struct shares {
    struct numbers *rows; // by recipient
    LIST(const char *) strays;
};

// Rows that are no recipient's stand in no workbook, which is told in one line.
static void strays_report(const struct rows_taker *taker, const struct shares *shares)
{
    struct text names = {.arena = taker->reader->arena};
    for (size_t i = 0; i < shares->strays.count; i++)
        text_print(&names, "%s'%s'", i > 0 ? ", " : "", shares->strays.items[i]);
    if (shares->strays.count > 0)
        problem_warn(taker->reader->problems, taker->rows->source.place, NULL,
                     "rows of '%s' that are no recipient's are left out: %s", taker->table->file,
                     text_done(&names));
}

static struct shares rows_share_out(const struct rows_taker *taker)
{
    struct arena *arena = taker->reader->arena;
    const struct recipients *recipients = &taker->reader->layout->recipients;
    bool is_own_source = text_equal(recipients->source.text, taker->rows->source.text);
    struct shares shares = {.rows = arena_array(arena, struct numbers, recipients->table.count)};
    struct map known = {.arena = arena};
    for (size_t i = 0; i < taker->table->count; i++) {
        const struct row *row = &taker->table->rows[i];
        const struct row *recipient = row_recipient(taker, row);
        const char *name = row_cell(row, taker->columns[COLUMN_WHOSE]);
        bool is_new = false;
        if (recipient != NULL)
            *list_add(arena, &shares.rows[recipient - recipients->table.rows].items) = i;
        else if (!is_own_source) // else there is a problem about it already
            map_put(&known, name, &is_new);
        if (is_new)
            *list_add(arena, &shares.strays) = name;
    }
    return shares;
}

static void no_rows_report(const struct rows_taker *taker, const struct shares *shares,
                           const struct row *recipient)
{
    struct layout_reader *reader = taker->reader;
    const struct recipients *recipients = &reader->layout->recipients;
    const char *name = row_cell(recipient, recipients->name);
    const char *nearest = spelling_nearest(name, shares->strays.items, shares->strays.count);
    problem_error(reader->problems,
                  table_place(reader->arena, recipients->table.file, recipient, recipients->name),
                  nearest ? arena_print(reader->arena,
                                        "it has '%s': if that is the same, add it to the "
                                        "recipient's `also called` cell",
                                        nearest)
                          : "take the recipient out, or ask for its rows",
                  "'%s' has no rows in '%s'", name, taker->table->file);
}

static void registers_add(struct rows_taker *taker, struct sheet *sheet)
{
    struct layout_reader *reader = taker->reader;
    const struct table *table = &reader->layout->recipients.table;
    struct shares shares = rows_share_out(taker);
    strays_report(taker, &shares);
    sheet->by_recipient = arena_array(reader->arena, struct layout_register, table->count);
    for (size_t i = 0; i < table->count; i++) {
        sheet->by_recipient[i] = sheet->register_table;
        taker->into = &sheet->by_recipient[i];
        taker->ids = (struct map){.arena = reader->arena};
        lines_add(taker, &shares.rows[i]);
        if (shares.rows[i].items.count == 0)
            no_rows_report(taker, &shares, &table->rows[i]);
    }
}

// -------------------------------------------------------------------------------------------------

// What became of the source's rows.
static struct source_count count_of(const struct rows_taker *taker)
{
    struct source_count count = taker->source.count;
    size_t limit = (size_t)taker->rows->limit;
    count.used = count.rows - count.not_chosen;
    for (size_t i = 0; i < taker->source.source->left_out.count; i++)
        count.used -= count.left_out[i];
    if (taker->rows->each_value_of.text == NULL && limit > 0 && count.used > limit) {
        count.not_shown = count.used - limit;
        count.used = limit;
    }
    return count;
}

static bool rows_are_read(struct rows_taker *taker, const struct source *source)
{
    struct layout_reader *reader = taker->reader;
    size_t errors = reader->problems->errors;
    if (!source_open(&taker->source, source, reader->input, reader->arena, reader->problems))
        return false;
    columns_want(taker);
    if (taker->rows->each_value_of.text != NULL)
        values_read(taker);
    else if (taker->source.path_count == 1)
        rows_copy(taker);
    else
        problem_error(reader->problems, source->file.place,
                      "name one of them, or say `each value of` a column",
                      "the rows of a table come from one file, and '%s' has %zu", source->name,
                      taker->source.path_count);
    source_close(&taker->source);
    taker->rows->count = count_of(taker);
    return reader->problems->errors == errors;
}

// The first cell of a row that names a recipient, or -1.
static int naming_cell(const struct rows_taker *taker, const struct row *row)
{
    const struct recipients *recipients = &taker->reader->layout->recipients;
    for (size_t i = 0; i < row->count; i++) {
        if (layout_names_recipient(recipients, row->cells[i], taker->reader->arena))
            return (int)i;
    }
    return -1;
}

// Rows that are not matched with recipients are shown to all of them.
static void names_check(const struct rows_taker *taker)
{
    const struct table *table = taker->table;
    bool is_sent = taker->reader->layout->recipients.one_workbook_each;
    for (size_t i = 0; is_sent && i < table->count; i++) {
        int column = naming_cell(taker, &table->rows[i]);
        if (column < 0)
            continue;
        problem_error(taker->reader->problems,
                      table_place(taker->reader->arena, table->file, &table->rows[i], column),
                      "say whose the rows are: match: {column of the source: name}",
                      "every recipient's workbook would show this row of '%s'",
                      row_cell(&table->rows[i], column));
        return;
    }
}

void rows_take(struct layout_reader *reader, struct sheet *sheet)
{
    struct source_rows *rows = &sheet->source_rows;
    struct layout_register *into = &sheet->register_table;
    const struct recipients *recipients = &reader->layout->recipients;
    struct rows_taker taker = {
        .reader = reader,
        .rows = rows,
        .table = &into->table,
        .into = into,
        .ids = {.arena = reader->arena},
    };
    source_check(reader, &rows->source);
    const struct source *source = layout_source(reader->layout, rows->source.text);
    if (source == NULL || source->file.text == NULL)
        return;
    if (recipients->one_workbook_each && recipients->table.count > 0)
        taker.whose = layout_whose(recipients, source, &taker.whose_column);
    rows->has_data = sheet->source.text != NULL;
    if (rows->each_value_of.text != NULL && sheet->source.text == NULL)
        sheet->source = rows->source;
    if (!rows_are_read(&taker, source))
        return;
    into->used = arena_array(reader->arena, bool, into->table.headings.count);
    for (size_t i = 0; i < into->table.headings.count; i++)
        into->used[i] = true; // a source has more columns than a sheet shows
    if (taker.whose == NULL)
        names_check(&taker);
    if (into->table.count == 0)
        problem_error(reader->problems, (struct place){.file = into->table.file}, NULL,
                      "the source has no rows");
    else if (taker.whose != NULL)
        registers_add(&taker, sheet);
    else
        all_lines_add(&taker);
}
