// Columns on pages: the print scale, and where a sheet that is wider than a page breaks.
//
// A sheet is printed one page wide if its smallest type stays readable. If not, it is cut between
// columns into as few pages as that type allows, and then printed as large as those take it. The
// row labels are repeated on each; a merged heading is not cut while its columns fit on a page.
#include "plan/build.h"

#include "base/font.h"
#include "base/text.h"

#include <math.h>

#define LARGEST_SCALE  115 // percent; a narrow table is not blown up further
#define LEAST_SCALE    10  // percent; Excel's
#define MOST_OF_LABELS 0.5 // of the page's width, where other labels stand beside the lines' own

// A sheet while it is cut. Columns are tied to the next one by a heading, or as row labels.
struct splitting {
    struct builder *builder;
    struct plan_sheet *sheet;
    size_t columns;
    LIST(struct merge) headings; // that reach over several columns
    bool *tied;
    bool repeats;
    uint16_t label_first, label_last; // the columns that are repeated
    LIST(uint16_t) breaks;
};

static double width_between(const struct plan_sheet *sheet, size_t first, size_t last)
{
    double width = 0;
    for (size_t i = first; i <= last; i++)
        width += font_column_points(build_width(sheet, i));
    return width;
}

static double label_width(const struct splitting *splitting)
{
    return splitting->repeats
               ? width_between(splitting->sheet, splitting->label_first, splitting->label_last)
               : 0;
}

static bool has_role(const struct cell *cell, const char *role)
{
    return cell && cell->style && text_equal(cell->style->name, role);
}

// The smallest type that stands in a cell of the sheet, in points at full size.
static double smallest_type(const struct builder *builder, const struct plan_sheet *sheet)
{
    double smallest = INFINITY;
    for (size_t i = 0; i < sheet->cells.count; i++) {
        const struct cell *cell = &sheet->cells.items[i];
        bool is_blank = cell->kind == CELL_BLANK || (cell->kind == CELL_TEXT && !cell->text[0]);
        if (!is_blank && cell->style->size < smallest)
            smallest = cell->style->size;
    }
    return smallest < INFINITY ? smallest : build_role(builder, "measure")->size;
}

double build_least_scale(const struct builder *builder, const struct plan_sheet *sheet)
{
    double least = ceil(100 * sheet->page.smallest_type / smallest_type(builder, sheet));
    return sheet->page.fit_width ? fmax(LEAST_SCALE, fmin(100, least)) : 100;
}

// Where columns break -----------------------------------------------------------------------------

// A heading holds its columns together where they fit on a page beside the row labels.
static void tie_headings(struct splitting *splitting, double room)
{
    const struct plan_sheet *sheet = splitting->sheet;
    for (size_t i = 0; i < splitting->columns; i++)
        splitting->tied[i] =
            splitting->repeats && i >= splitting->label_first && i < splitting->label_last;
    for (size_t i = 0; i < splitting->headings.count; i++) {
        const struct merge *merge = &splitting->headings.items[i];
        double width = width_between(sheet, merge->first_column, merge->last_column);
        bool fits = width + label_width(splitting) <= room;
        for (size_t k = merge->first_column; k < merge->last_column; k++)
            splitting->tied[k] |= fits;
    }
}

static void find_headings(struct splitting *splitting)
{
    const struct plan_sheet *sheet = splitting->sheet;
    for (size_t i = 0; i < sheet->merges.count; i++) {
        const struct merge *merge = &sheet->merges.items[i];
        if (merge->first_column < merge->last_column &&
            has_role(plan_cell_at(sheet, merge->first_row, merge->first_column), "heading"))
            *list_add(splitting->builder->arena, &splitting->headings) = *merge;
    }
}

// Cuts the sheet at a scale, into the breaks. How many pages wide it is; 0 where a column does not
// fit beside the row labels.
static size_t split(struct splitting *splitting, double scale)
{
    double room = build_page_width(splitting->builder, &splitting->sheet->page) * 100 / scale;
    double used = 0;
    tie_headings(splitting, room);
    splitting->breaks.count = 0;
    for (size_t first = 0, last; first < splitting->columns; first = last + 1) {
        for (last = first; last + 1 < splitting->columns && splitting->tied[last];)
            last++;
        double width = width_between(splitting->sheet, first, last);
        if (used > 0 && used + width > room) {
            *list_add(splitting->builder->arena, &splitting->breaks) = (uint16_t)first;
            used = first > splitting->label_first ? label_width(splitting) : 0;
        }
        used += width;
        if (used > room)
            return 0;
    }
    return splitting->breaks.count + 1;
}

// Repeats all that stands left of the lines' labels, or only these, or nothing: the first that
// leaves room for the other columns.
static size_t choose_labels(struct splitting *splitting, double least)
{
    double room = build_page_width(splitting->builder, &splitting->sheet->page) * 100 / least;
    splitting->repeats = true;
    splitting->label_last = splitting->sheet->label_column;
    splitting->label_first = 0;
    size_t pages = split(splitting, least);
    if (pages == 1 || (pages > 0 && label_width(splitting) <= room * MOST_OF_LABELS))
        return pages;
    splitting->label_first = splitting->label_last;
    pages = split(splitting, least);
    if (pages > 0)
        return pages;
    splitting->repeats = false;
    return split(splitting, least);
}

// The least scale, or a smaller one where a column would be wider than the page.
static double narrowest_scale(struct splitting *splitting, double least)
{
    while (least > LEAST_SCALE && choose_labels(splitting, least) == 0)
        least--;
    return least;
}

// The largest scale that takes no more pages.
static double largest_scale(struct splitting *splitting, double least, size_t pages)
{
    double scale = pages == 1 ? LARGEST_SCALE : 100;
    if (!splitting->sheet->page.fit_width)
        return least;
    while (scale > least && split(splitting, scale) != pages)
        scale--;
    return scale;
}

// Texts across ------------------------------------------------------------------------------------

// Pieces that a cell merged across a break falls into.
struct pieces {
    struct splitting *splitting;
    LIST(struct cell) cells;
    LIST(struct merge) merges;
};

static bool starts_page(const struct splitting *splitting, size_t column)
{
    for (size_t i = 0; i < splitting->breaks.count; i++) {
        if (splitting->breaks.items[i] == column)
            return true;
    }
    return false;
}

static bool starts_piece(const struct splitting *splitting, size_t column)
{
    return starts_page(splitting, column) ||
           (splitting->repeats && column > 0 &&
            (column == splitting->label_first || column == splitting->label_last + 1U));
}

// Also one that is cut by no break, but would stand half over the row labels on every page.
static bool is_cut(const struct splitting *splitting, const struct merge *merge)
{
    for (size_t column = merge->first_column + 1U; column <= merge->last_column; column++) {
        if (starts_piece(splitting, column))
            return true;
    }
    return false;
}

// Whether a text across is to stand over the row labels, and so on every page.
static bool stands_over_labels(const struct splitting *splitting, const struct merge *merge,
                               const struct cell *cell)
{
    static const char *const roles[] = {"title", "band", "subband"};
    if (!splitting->repeats || merge->first_column > splitting->label_first)
        return false;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (has_role(cell, roles[i]))
            return true;
    }
    return false;
}

// The last column of the piece that starts in a column.
static size_t piece_end(const struct splitting *splitting, const struct merge *merge, size_t first)
{
    while (first < merge->last_column && !starts_piece(splitting, first + 1))
        first++;
    return first;
}

// Where the text of a merged cell that is cut stands: over the row labels, or beside them on its
// first page, where there is most room.
static size_t home_of(const struct splitting *splitting, const struct merge *merge,
                      const struct cell *cell)
{
    size_t home = merge->first_column;
    double widest = 0;
    if (stands_over_labels(splitting, merge, cell))
        return splitting->label_first;
    for (size_t first = home, last; first <= merge->last_column; first = last + 1) {
        last = piece_end(splitting, merge, first);
        if (first > merge->first_column && starts_page(splitting, first))
            break;
        double width = width_between(splitting->sheet, first, last);
        bool is_label = splitting->repeats && first == splitting->label_first;
        if (width <= widest || is_label)
            continue;
        home = first;
        widest = width;
    }
    return home;
}

// A piece to each page, and one over the row labels; the text stands in one of them, a heading's in
// each.
static void cut_merge(struct pieces *pieces, const struct merge *merge, struct cell *cell)
{
    const struct splitting *splitting = pieces->splitting;
    const struct cell whole = *cell;
    const struct cell blank = {.row = cell->row, .column = cell->column, .style = cell->style};
    bool is_heading = has_role(cell, "heading");
    size_t home = home_of(splitting, merge, cell);
    for (size_t first = merge->first_column, last; first <= merge->last_column; first = last + 1) {
        last = piece_end(splitting, merge, first);
        *list_add(splitting->builder->arena, &pieces->merges) =
            (struct merge){merge->first_row, merge->last_row, (uint16_t)first, (uint16_t)last};
        struct cell *piece = first == merge->first_column
                                 ? cell
                                 : list_add(splitting->builder->arena, &pieces->cells);
        *piece = first == home || is_heading ? whole : blank;
        piece->column = (uint16_t)first;
    }
}

// Cells merged across a break become one to each page.
static void cut_merges(struct splitting *splitting)
{
    struct plan_sheet *sheet = splitting->sheet;
    struct arena *arena = splitting->builder->arena;
    struct pieces pieces = {.splitting = splitting};
    size_t kept = 0;
    for (size_t i = 0; i < sheet->merges.count; i++) {
        const struct merge merge = sheet->merges.items[i];
        const struct cell *cell = plan_cell_at(sheet, merge.first_row, merge.first_column);
        if (cell && is_cut(splitting, &merge))
            cut_merge(&pieces, &merge, &sheet->cells.items[cell - sheet->cells.items]);
        else
            sheet->merges.items[kept++] = merge;
    }
    sheet->merges.count = kept;
    for (size_t i = 0; i < pieces.merges.count; i++)
        plan_merge_add(arena, sheet, pieces.merges.items[i]);
    for (size_t i = 0; i < pieces.cells.count; i++)
        *list_add(arena, &sheet->cells) = pieces.cells.items[i];
}

void build_columns(struct builder *builder, struct plan_sheet *sheet)
{
    struct splitting splitting = {
        .builder = builder,
        .sheet = sheet,
        .columns = sheet->last_column + 1U,
        .tied = arena_array(builder->arena, bool, sheet->last_column + 2U),
    };
    find_headings(&splitting);
    double least = narrowest_scale(&splitting, build_least_scale(builder, sheet));
    size_t pages = choose_labels(&splitting, least);
    sheet->scale = largest_scale(&splitting, least, pages);
    split(&splitting, sheet->scale);
    if (splitting.breaks.count == 0)
        return;
    for (size_t i = 0; i < splitting.breaks.count && i < PLAN_MOST_BREAKS; i++)
        *list_add(builder->arena, &sheet->column_breaks) = splitting.breaks.items[i];
    sheet->repeats_labels = splitting.repeats;
    sheet->label_first = splitting.label_first;
    sheet->label_last = splitting.label_last;
    cut_merges(&splitting);
    plan_sheet_sort(sheet);
}
