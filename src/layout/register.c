#include "base/spelling.h"
#include "base/text.h"
#include "layout/sections.h"

// A register: its known columns become fields of a line, the rest is the analyst's own.

static const struct word row_kinds[] = {
    {"", ROW_MEASURE},      {"measure", ROW_MEASURE},
    {"part", ROW_PART},     {"working", ROW_WORKING},
    {"band", ROW_BAND},     {"subband", ROW_SUBBAND},
    {"header", ROW_HEADER}, {"note", ROW_NOTE},
    {"strip", ROW_STRIP},   {0},
};

// Their numbers are their places in the list.
static const struct word totals[] = {{"sum", 0}, {"latest", 1}, {"average", 2}, {"none", 3}, {0}};
static const struct word better[] = {{"higher", 0}, {"lower", 1}, {0}};

// The known columns besides `id` and `row`.
static const struct register_column {
    const char *heading;
    size_t offset; // of a struct said in struct line
    const struct word *words;
    bool (*check)(struct layout_reader *reader, const struct said *said);
} known[] = {
    {.heading = "label", .offset = offsetof(struct line, label)},
    {.heading = "value", .offset = offsetof(struct line, value)},
    {.heading = "total", .offset = offsetof(struct line, total), .words = totals},
    {.heading = "format", .offset = offsetof(struct line, format), .check = format_check},
    {.heading = "text", .offset = offsetof(struct line, text)},
    {.heading = "target", .offset = offsetof(struct line, target)},
    {.heading = "target_format",
     .offset = offsetof(struct line, target_format),
     .check = format_check},
    {.heading = "target_text", .offset = offsetof(struct line, target_text)},
    {.heading = "better", .offset = offsetof(struct line, better), .words = better},
    {.heading = "judged_by", .offset = offsetof(struct line, judged_by)},
    {.heading = "scale", .offset = offsetof(struct line, scale), .check = scale_check},
    {.heading = "as_at", .offset = offsetof(struct line, as_at), .check = period_check},
    {.heading = "source", .offset = offsetof(struct line, source), .check = source_check},
    {.heading = "style", .offset = offsetof(struct line, style), .check = styles_check},
};

enum { KNOWN = sizeof(known) / sizeof(known[0]) };

const char *layout_nearest_heading(const char *heading)
{
    const char *headings[KNOWN + 2] = {"id", "row"};
    for (size_t i = 0; i < KNOWN; i++)
        headings[i + 2] = known[i].heading;
    return spelling_nearest(heading, headings, KNOWN + 2);
}

// A cell of a row under a heading; where there is no such heading "", at the row.
static struct said cell_said(struct layout_reader *reader, const struct table *table,
                             const struct row *row, const char *heading)
{
    int column = table_column(&table->headings, heading);
    if (column < 0)
        return (struct said){.text = "", .place = {.file = table->file, .line = row->line}};
    return (struct said){
        .text = row_cell(row, column),
        .place = table_place(reader->arena, table->file, row, column),
    };
}

static bool cell_is_word(struct layout_reader *reader, const struct said *said, const char *heading,
                         const struct word *words, unsigned *value)
{
    if (word_find(words, said->text, value))
        return true;
    // A list that starts with "" is told as blank.
    const char *listed = words_listed(reader->arena, words[0].text[0] == '\0' ? words + 1 : words);
    return problem_error(reader->problems, said->place, NULL, "'%s' must be blank, %s, not '%s'",
                         heading, listed, said->text);
}

static void line_read_column(struct layout_reader *reader, const struct table *table,
                             const struct register_column *column, struct line *line)
{
    struct said *said = (struct said *)(void *)((char *)line + column->offset);
    *said = cell_said(reader, table, line->row, column->heading);
    if (text_is_blank(said->text))
        return;
    unsigned word;
    if (column->check != NULL) {
        if (!column->check(reader, said))
            said->text = "";
    } else if (column->words != NULL &&
               cell_is_word(reader, said, column->heading, column->words, &word)) {
        said->text = column->words[word].text; // as the model knows it, whatever its capitals
    }
}

static void line_read_id(struct layout_reader *reader, const struct table *table, struct map *ids,
                         struct line *line)
{
    struct said id = cell_said(reader, table, line->row, "id");
    if (text_is_blank(id.text)) {
        line->id = arena_print(reader->arena, "line %zu", line->row->line);
        line->id_is_made = true;
        return;
    }
    line->id = id.text;
    name_check(reader, id.place, "id of a line", id.text);
    bool is_new;
    union map_value *first = map_put(ids, id.text, &is_new);
    if (is_new)
        first->number = line->row->line;
    else
        problem_error(reader->problems, id.place, "change one of them",
                      "lines %zu and %zu both have the id '%s'", first->number, line->row->line,
                      id.text);
}

static void line_read(struct layout_reader *reader, const struct table *table, struct map *ids,
                      struct line *line)
{
    struct said kind = cell_said(reader, table, line->row, "row");
    unsigned row_kind;
    if (cell_is_word(reader, &kind, "row", row_kinds, &row_kind))
        line->kind = (enum row_kind)row_kind;
    line_read_id(reader, table, ids, line);
    for (size_t i = 0; i < KNOWN; i++)
        line_read_column(reader, table, &known[i], line);
    bool is_measure = line->kind == ROW_MEASURE || line->kind == ROW_PART;
    bool has_labels = table_column(&table->headings, "label") >= 0;
    if (is_measure && has_labels && text_is_blank(line->label.text))
        problem_error(reader->problems, line->label.place, NULL, "'%s' has no label", line->id);
}

// Notes and lines for the Data sheet alone may stand between a measure and its parts.
static void parts_check(struct layout_reader *reader, const struct layout_register *into)
{
    bool after_measure = false;
    for (size_t i = 0; i < into->lines.count; i++) {
        const struct line *line = &into->lines.items[i];
        if (line->kind == ROW_PART && !after_measure)
            problem_error(reader->problems, cell_said(reader, &into->table, line->row, "row").place,
                          "put it under the measure it is a part of",
                          "part '%s' has no measure above it", line->id);
        if (line->kind == ROW_MEASURE)
            after_measure = true;
        else if (line->kind == ROW_BAND || line->kind == ROW_SUBBAND || line->kind == ROW_STRIP)
            after_measure = false;
    }
}

// The first mark of the column, or -1 where there is none or it was marked before.
static int column_use(struct layout_register *into, const char *heading)
{
    int column = table_column(&into->table.headings, heading);
    if (column < 0 || into->used[column])
        return -1;
    into->used[column] = true;
    return column;
}

static void lines_read(struct layout_reader *reader, struct layout_register *into)
{
    const struct table *table = &into->table;
    into->used = arena_array(reader->arena, bool, table->headings.count);
    column_use(into, "id");
    column_use(into, "row");
    for (size_t i = 0; i < KNOWN; i++)
        column_use(into, known[i].heading);
    struct place headings = {.file = table->file, .line = table->headings.line};
    if (table_column(&table->headings, "label") < 0)
        problem_error(reader->problems, headings, "it holds the texts of the lines",
                      "the register has no column 'label'");
    if (table->count == 0)
        problem_error(reader->problems, headings, NULL, "the register has no lines");
    struct map ids = {.arena = reader->arena};
    for (size_t i = 0; i < table->count; i++) {
        struct line *line = list_add(reader->arena, &into->lines);
        line->row = &table->rows[i];
        line_read(reader, table, &ids, line);
    }
    parts_check(reader, into);
}

static void formats_check(struct layout_reader *reader, const struct table *table, int column)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct row *row = &table->rows[i];
        struct said said = {
            .text = row_cell(row, column),
            .place = table_place(reader->arena, table->file, row, column),
        };
        if (!text_is_blank(said.text))
            format_check(reader, &said);
    }
}

// The register's columns that a column of the sheet shows, or that replace its rule or its looks.
static void column_mark(struct layout_reader *reader, struct layout_register *into,
                        const struct column *column)
{
    column_use(into, column->name);
    if (column->shows == COLUMN_BY_NAME && column->what.text != NULL)
        column_use(into, column->what.text);
    if (column->below.text != NULL)
        column_use(into, column->below.text);
    column_use(into, arena_print(reader->arena, "%s_text", column->name));
    int format = column_use(into, arena_print(reader->arena, "%s_format", column->name));
    if (format >= 0)
        formats_check(reader, &into->table, format);
}

void register_read(struct layout_reader *reader, struct sheet *sheet)
{
    size_t errors = reader->problems->errors;
    bool is_new;
    union map_value *kept = map_put(&reader->registers, sheet->rows.text, &is_new);
    if (is_new) {
        struct layout_register *into = arena_new(reader->arena, struct layout_register);
        kept->pointer = into;
        into->table.file = sheet->rows.text;
        layout_add_file(reader->layout, sheet->rows.text, false, reader->arena);
        if (table_read(sheet->rows.text, reader->arena, reader->problems, &into->table))
            lines_read(reader, into);
        else
            into->table = (struct table){.file = sheet->rows.text};
        reader->layout->lacks_lines |= into->lines.count == 0;
    }
    struct layout_register *into = kept->pointer;
    for (size_t i = 0; into->used != NULL && i < sheet->columns.count; i++)
        column_mark(reader, into, &sheet->columns.items[i]);
    sheet->register_table = *into;
    reader->bearable += reader->problems->errors - errors;
}

struct line layout_blank_line(struct place place)
{
    struct line line = {.kind = ROW_MEASURE};
    for (size_t i = 0; i < KNOWN; i++) {
        struct said *said = (struct said *)(void *)((char *)&line + known[i].offset);
        *said = (struct said){.text = "", .place = place};
    }
    return line;
}
