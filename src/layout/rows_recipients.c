#include "base/spelling.h"
#include "base/text.h"
#include "layout/rows.h"

// Rows that are recipients' own: a register to each; and rows that should be.

// Each recipient's rows; and the names in the source that are no recipient's.
struct shares {
    struct row_numbers *rows; // by recipient
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
    struct shares shares = {.rows =
                                arena_array(arena, struct row_numbers, recipients->table.count)};
    struct map known = {.arena = arena};
    for (size_t i = 0; i < taker->table->count; i++) {
        const struct row *row = &taker->table->rows[i];
        const struct row *recipient = rows_recipient(taker, row);
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

void rows_add_registers(struct rows_taker *taker, struct sheet *sheet)
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
        rows_add_lines(taker, &shares.rows[i]);
        if (shares.rows[i].items.count == 0)
            no_rows_report(taker, &shares, &table->rows[i]);
    }
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

void rows_check_names(const struct rows_taker *taker)
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
