#include "plan/plan.h"

#include "base/format.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct cell *plan_cell_add(struct arena *arena, struct plan_sheet *sheet, uint32_t row,
                           uint16_t column, const struct style *style)
{
    struct cell *cell = list_add(arena, &sheet->cells);
    cell->row = row;
    cell->column = column;
    cell->style = style;
    return cell;
}

struct cell *plan_text_add(struct arena *arena, struct plan_sheet *sheet, uint32_t row,
                           uint16_t column, const struct style *style, const char *text)
{
    struct cell *cell = plan_cell_add(arena, sheet, row, column, style);
    cell->kind = CELL_TEXT;
    cell->text = text;
    return cell;
}

struct cell *plan_number_add(struct arena *arena, struct plan_sheet *sheet, uint32_t row,
                             uint16_t column, const struct style *style, double number,
                             const char *format)
{
    struct cell *cell = plan_cell_add(arena, sheet, row, column, style);
    cell->kind = CELL_NUMBER;
    cell->number = number;
    cell->format = format;
    return cell;
}

void plan_merge_add(struct arena *arena, struct plan_sheet *sheet, struct merge merge)
{
    if (merge.first_row == merge.last_row && merge.first_column == merge.last_column)
        return;
    *list_add(arena, &sheet->merges) = merge;
}

static bool has_table(const struct plan_sheet *sheet, const char *name)
{
    for (size_t i = 0; i < sheet->tables.count; i++) {
        if (text_same(sheet->tables.items[i].name, name))
            return true;
    }
    return false;
}

// In the plan, or in the pack that it is a part of.
static bool is_table(const struct plan *plan, const char *name)
{
    for (; plan; plan = plan->pack) {
        for (size_t i = 0; i < plan->sheets.count; i++) {
            if (has_table(&plan->sheets.items[i], name))
                return true;
        }
    }
    return false;
}

void plan_table_add(struct arena *arena, struct plan *plan, struct plan_sheet *sheet,
                    struct merge range, const char *name)
{
    const char *unique = name;
    for (size_t i = 2; is_table(plan, unique); i++)
        unique = arena_print(arena, "%s_%zu", name, i);
    *list_add(arena, &sheet->tables) = (struct marked_table){range, unique};
}

void plan_width_set(struct arena *arena, struct plan_sheet *sheet, uint16_t column,
                    double characters)
{
    while (sheet->widths.count <= column)
        list_add(arena, &sheet->widths);
    sheet->widths.items[column] = characters;
}

void plan_height_set(struct arena *arena, struct plan_sheet *sheet, uint32_t row, double points)
{
    while (sheet->heights.count <= row)
        list_add(arena, &sheet->heights);
    sheet->heights.items[row] = points;
}

static void renumber_charts(struct plan_sheet *sheet, const size_t *numbers)
{
    for (size_t i = 0; i < sheet->charts.count; i++) {
        struct chart *chart = &sheet->charts.items[i];
        for (size_t k = 0; k < chart->series.count; k++) {
            struct chart_series *series = &chart->series.items[k];
            series->categories.sheet = numbers[series->categories.sheet];
            series->values.sheet = numbers[series->values.sheet];
        }
    }
}

enum sheet_part plan_part(const struct plan_sheet *sheet)
{
    return sheet->paper ? PART_TABLE : sheet->part;
}

void plan_arrange(struct arena *arena, struct plan *plan)
{
    size_t count = plan->sheets.count, next = 0;
    struct plan_sheet *arranged = arena_array(arena, struct plan_sheet, count + 1);
    size_t *numbers = arena_array(arena, size_t, count + 1);
    for (enum sheet_part part = PART_COVER; part <= PART_DATA; part++) {
        for (size_t i = 0; i < count; i++) {
            if (plan_part(&plan->sheets.items[i]) != part)
                continue;
            numbers[i] = next;
            arranged[next++] = plan->sheets.items[i];
        }
    }
    for (size_t i = 0; i < count; i++) {
        renumber_charts(&arranged[i], numbers);
        plan->sheets.items[i] = arranged[i];
    }
}

static int compare_places(uint32_t one_row, uint16_t one_column, uint32_t other_row,
                          uint16_t other_column)
{
    if (one_row != other_row)
        return one_row < other_row ? -1 : 1;
    return (one_column > other_column) - (one_column < other_column);
}

static int compare_cells(const void *one, const void *other)
{
    const struct cell *left = one, *right = other;
    return compare_places(left->row, left->column, right->row, right->column);
}

static int compare_merges(const void *one, const void *other)
{
    const struct merge *left = one, *right = other;
    return compare_places(left->first_row, left->first_column, right->first_row,
                          right->first_column);
}

static int compare_rows(const void *one, const void *other)
{
    const uint32_t *left = one, *right = other;
    return (*left > *right) - (*left < *right);
}

// A large Data sheet mostly comes in order already.
static bool cells_are_sorted(const struct plan_sheet *sheet)
{
    for (size_t i = 1; i < sheet->cells.count; i++)
        if (compare_cells(&sheet->cells.items[i - 1], &sheet->cells.items[i]) > 0)
            return false;
    return true;
}

static void cover(struct plan_sheet *sheet, uint32_t row, uint16_t column)
{
    if (row > sheet->last_row)
        sheet->last_row = row;
    if (column > sheet->last_column)
        sheet->last_column = column;
}

static void cover_all(struct plan_sheet *sheet)
{
    for (size_t i = 0; i < sheet->cells.count; i++)
        cover(sheet, sheet->cells.items[i].row, sheet->cells.items[i].column);
    for (size_t i = 0; i < sheet->merges.count; i++)
        cover(sheet, sheet->merges.items[i].last_row, sheet->merges.items[i].last_column);
}

// qsort must not be handed the NULL of an empty list.
static void sort(void *items, size_t count, size_t size,
                 int (*compare)(const void *one, const void *other))
{
    if (count > 1)
        qsort(items, count, size, compare);
}

void plan_sheet_sort(struct plan_sheet *sheet)
{
    if (!cells_are_sorted(sheet))
        sort(sheet->cells.items, sheet->cells.count, sizeof(struct cell), compare_cells);
    sort(sheet->merges.items, sheet->merges.count, sizeof(struct merge), compare_merges);
    sort(sheet->breaks.items, sheet->breaks.count, sizeof(uint32_t), compare_rows);
}

void plan_finish(struct plan *plan)
{
    for (size_t i = 0; i < plan->sheets.count; i++) {
        struct plan_sheet *sheet = &plan->sheets.items[i];
        plan_sheet_sort(sheet);
        if (sheet->last_row == 0 && sheet->last_column == 0)
            cover_all(sheet);
    }
}

struct cell *plan_cell_at(const struct plan_sheet *sheet, uint32_t row, uint16_t column)
{
    const struct cell wanted = {.row = row, .column = column};
    if (sheet->cells.count == 0)
        return NULL;
    return bsearch(&wanted, sheet->cells.items, sheet->cells.count, sizeof(struct cell),
                   compare_cells);
}

const char *plan_text_shown(struct arena *arena, const struct cell *cell)
{
    return cell->format ? format_text(arena, cell->format, cell->text) : cell->text;
}

const struct merge *plan_merge_at(const struct plan_sheet *sheet, uint32_t row, uint16_t column)
{
    const struct merge wanted = {.first_row = row, .first_column = column};
    if (sheet->merges.count == 0)
        return NULL;
    return bsearch(&wanted, sheet->merges.items, sheet->merges.count, sizeof(struct merge),
                   compare_merges);
}

bool plan_point(const struct plan *plan, const struct cells *cells, size_t number, double *value)
{
    const struct plan_sheet *sheet = &plan->sheets.items[cells->sheet];
    uint16_t column = (uint16_t)(cells->range.first_column + number);
    const struct cell *cell = plan_cell_at(sheet, cells->range.first_row, column);
    if (!cell || cell->kind != CELL_NUMBER)
        return false;
    *value = cell->number;
    return true;
}

// The letters of a column, built from the last; returns where in the buffer they start.
static const char *column_letters(uint16_t column, char buffer[8])
{
    char *at = &buffer[7];
    *at = '\0';
    for (unsigned left = (unsigned)column + 1; left > 0; left = (left - 1) / 26)
        *--at = (char)('A' + (left - 1) % 26);
    return at;
}

const char *plan_address(struct arena *arena, uint32_t row, uint16_t column, bool fixed)
{
    // A workbook has thousands of them, and printf is slow.
    char letters[8], address[24];
    size_t start = sizeof address;
    for (unsigned long rest = (unsigned long)row + 1; rest > 0; rest /= 10)
        address[--start] = (char)('0' + rest % 10);
    if (fixed)
        address[--start] = '$';
    const char *column_name = column_letters(column, letters);
    for (size_t i = strlen(column_name); i > 0; i--)
        address[--start] = column_name[i - 1];
    if (fixed)
        address[--start] = '$';
    return arena_copy_part(arena, address + start, sizeof address - start);
}

const char *plan_range(struct arena *arena, const struct merge *range)
{
    const char *first = plan_address(arena, range->first_row, range->first_column, false);
    if (range->first_row == range->last_row && range->first_column == range->last_column)
        return first;
    return arena_print(arena, "%s:%s", first,
                       plan_address(arena, range->last_row, range->last_column, false));
}

static bool is_letter(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

// Letters, digits, '_' and '.', not starting with a digit or a dot. Letters beyond ASCII could
// stand unquoted too, but need not.
static bool is_plain_word(const char *name)
{
    if (!is_letter(name[0]) && name[0] != '_')
        return false;
    for (const char *at = name; *at; at++)
        if (!is_letter(*at) && !is_digit(*at) && *at != '_' && *at != '.')
            return false;
    return true;
}

// One to three letters and then digits only: A1, XFD1048576.
static bool reads_as_cell(const char *name)
{
    size_t letters = 0;
    while (is_letter(name[letters]))
        letters++;
    if (letters < 1 || letters > 3 || !is_digit(name[letters]))
        return false;
    return name[letters + strspn(name + letters, "0123456789")] == '\0';
}

// As Excel's other way of writing cells starts: R1C1, R, C12, RC[-1]. More names than that begin so
// (R2D2), but quotes never do harm.
static bool reads_as_row_and_column(const char *name)
{
    const char *at = name;
    if (*at == 'R' || *at == 'r')
        at++;
    if (*at == 'C' || *at == 'c')
        at++;
    return at != name && !is_letter(*at);
}

static bool reads_as_value(const char *name)
{
    return text_same(name, "TRUE") || text_same(name, "FALSE");
}

const char *plan_sheet_quoted(struct arena *arena, const char *name)
{
    if (is_plain_word(name) && !reads_as_cell(name) && !reads_as_row_and_column(name) &&
        !reads_as_value(name))
        return name;
    struct text quoted = {.arena = arena};
    text_add_char(&quoted, '\'');
    for (const char *at = name; *at; at++) {
        if (*at == '\'')
            text_add_char(&quoted, '\'');
        text_add_char(&quoted, *at);
    }
    text_add_char(&quoted, '\'');
    return text_done(&quoted);
}

const char *plan_cells(struct arena *arena, const struct plan *plan, const struct cells *cells)
{
    const struct merge *range = &cells->range;
    const char *sheet = plan_sheet_quoted(arena, plan->sheets.items[cells->sheet].name);
    const char *first = plan_address(arena, range->first_row, range->first_column, true);
    if (range->first_row == range->last_row && range->first_column == range->last_column)
        return arena_print(arena, "%s!%s", sheet, first);
    return arena_print(arena, "%s!%s:%s", sheet, first,
                       plan_address(arena, range->last_row, range->last_column, true));
}
