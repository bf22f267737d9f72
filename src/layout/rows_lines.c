#include "base/letter.h"
#include "base/number.h"
#include "base/text.h"
#include "layout/rows.h"
#include "layout/value.h"

#include <stdlib.h>

// The lines that rows become: in their order, under ids, in bands.

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

// The rows that become lines, in their order; returns how many there are.
static size_t rows_order(const struct rows_taker *taker, const struct row_numbers *numbers,
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

// A name that formulas can use: "A&E: 4-hour waits" is A_E_4_hour_waits, "101 calls"
// row_101_calls.
static const char *name_made(struct arena *arena, const char *text)
{
    enum { LONGEST = 40 };
    struct text name = {.arena = arena};
    bool is_apart = false;
    size_t letters = 0;
    for (unsigned letter; letters < LONGEST && (letter = text_next(&text)) != 0;) {
        if (!letter_is_letter_or_digit(letter)) {
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
    struct said said = rows_column_said(taker, row, COLUMN_ID);
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
    line_add(taker, ROW_MEASURE, row, line_id(taker, row),
             rows_column_said(taker, row, COLUMN_LABEL));
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
    struct said label = rows_column_said(taker, first, COLUMN_BAND);
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

void rows_add_lines(struct rows_taker *taker, const struct row_numbers *numbers)
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

void rows_add_all_lines(struct rows_taker *taker)
{
    struct row_numbers all = {0};
    for (size_t i = 0; i < taker->table->count; i++)
        *list_add(taker->reader->arena, &all.items) = i;
    rows_add_lines(taker, &all);
}
