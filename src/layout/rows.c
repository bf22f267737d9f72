#include "layout/rows.h"
#include "layout/sections.h"

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
    rows_want(taker);
    if (taker->rows->each_value_of.text != NULL)
        rows_read_values(taker);
    else if (taker->source.path_count == 1)
        rows_read_all(taker);
    else
        problem_error(reader->problems, source->file.place,
                      "name one of them, or say `each value of` a column",
                      "the rows of a table come from one file, and '%s' has %zu", source->name,
                      taker->source.path_count);
    source_close(&taker->source);
    taker->rows->count = count_of(taker);
    return reader->problems->errors == errors;
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
        rows_check_names(&taker);
    if (into->table.count == 0)
        problem_error(reader->problems, (struct place){.file = into->table.file}, NULL,
                      "the source has no rows");
    else if (taker.whose != NULL)
        rows_add_registers(&taker, sheet);
    else
        rows_add_all_lines(&taker);
}
