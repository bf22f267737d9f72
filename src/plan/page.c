// The page: its set-up, and where it breaks between rows.
#include "plan/build.h"

#include "base/font.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

#define POINTS_AN_INCH   72
#define HEADER_MARGIN    0.3  // inches from the edge; Excel's and the library's
#define DEFAULT_HEIGHT   15.0 // points of a row without a height
#define SLACK            0.96 // of a page is filled: printers and programs differ a little
#define MOST_OF_MERGE    0.9  // of a page, that merged cells hold together
#define MOST_OF_HEADINGS 0.5  // of a page, that headings take again on each
#define SHRINK           0.85 // of the scale is gone down to, where that saves a page

void build_page(struct builder *builder, struct plan_sheet *sheet, const struct page *page)
{
    sheet->page = *page;
    build_headers(builder, sheet, page);
}

// The scale ---------------------------------------------------------------------------------------

double build_page_width(const struct builder *builder, const struct page *page)
{
    double across, down;
    page_paper(page, &across, &down);
    return (across - page->margin_left - page->margin_right) * POINTS_AN_INCH /
           font_columns_on_paper(builder->plan->default_size);
}

double build_page_height(const struct page *page)
{
    double across, down;
    page_paper(page, &across, &down);
    return (down - page->margin_top - page->margin_bottom) * POINTS_AN_INCH * SLACK;
}

// What a page has room for at a scale in percent, in points of the sheet. LibreOffice enlarges what
// is between headers and cells as well.
static double room_at(const struct plan_sheet *sheet, double scale)
{
    const struct page *page = &sheet->page;
    double between =
        fmax(page->margin_top - HEADER_MARGIN, 0) + fmax(page->margin_bottom - HEADER_MARGIN, 0);
    double lost = between * POINTS_AN_INCH * fmax(scale / 100 - 1, 0);
    return (build_page_height(page) - lost) * 100 / scale;
}

// Where pages break -------------------------------------------------------------------------------

// A sheet while it is cut into pages at some scale. Rows are tied to each other by the table (a
// band to what follows it, a measure to its parts and notes) and by cells merged downwards; a tie
// gives way where what it holds does not fit on one page.
struct paging {
    struct builder *builder;
    const struct plan_sheet *sheet;
    const bool *forced; // pages break before these rows whatever fits
    const bool *merged; // tied to the next row by a merged cell
    const bool *texts;  // tied to it by the text of a merged cell, which would be cut in two
    double room;        // of a page, in points at the scale
    double used;
    size_t pages;
    LIST(uint32_t) breaks;
};

enum tie { TIE_NONE, TIE_TEXT, TIE_TABLE, TIE_MERGE };

void build_tie(struct builder *builder, size_t number, uint32_t row)
{
    struct plan_sheet *sheet = &builder->plan->sheets.items[number];
    while (sheet->ties.count <= row)
        *list_add(builder->arena, &sheet->ties) = false;
    sheet->ties.items[row] = true;
}

static double height_of(const struct plan_sheet *sheet, uint32_t row)
{
    double height = row < sheet->heights.count ? sheet->heights.items[row] : 0;
    return height > 0 ? height : DEFAULT_HEIGHT;
}

static double height_between(const struct plan_sheet *sheet, uint32_t first, uint32_t last)
{
    double height = 0;
    for (uint32_t row = first; row <= last; row++)
        height += height_of(sheet, row);
    return height;
}

static bool is_tied(const struct paging *paging, uint32_t row, enum tie tie)
{
    const struct plan_sheet *sheet = paging->sheet;
    bool by_table = row < sheet->ties.count && sheet->ties.items[row];
    return (tie >= TIE_TEXT && paging->texts[row]) || (tie >= TIE_TABLE && by_table) ||
           (tie >= TIE_MERGE && paging->merged[row]);
}

// In points, of the headings on a page that starts below them.
static double repeated_height(const struct plan_sheet *sheet, uint32_t row)
{
    if (!sheet->repeats || row <= sheet->repeat_last)
        return 0;
    return height_between(sheet, sheet->repeat_first, sheet->repeat_last);
}

double build_page_room(const struct plan_sheet *sheet, uint32_t row)
{
    double scale = sheet->scale > 0 ? sheet->scale : 100;
    return room_at(sheet, scale) - repeated_height(sheet, row);
}

// Whether rows that are tied are to be cut: they fit on no page, or, held by a merged cell alone,
// would leave the most of one empty.
static bool gives_way(const struct paging *paging, uint32_t first, double height, enum tie tie)
{
    double page = paging->room - repeated_height(paging->sheet, first);
    return tie > TIE_NONE && height > (tie == TIE_MERGE ? page * MOST_OF_MERGE : page);
}

static void new_page(struct paging *paging, uint32_t row)
{
    if (paging->used > 0) {
        *list_add(paging->builder->arena, &paging->breaks) = row;
        paging->pages++;
    }
    paging->used = repeated_height(paging->sheet, row);
}

static void cut(struct paging *paging, uint32_t first, uint32_t last, enum tie tie)
{
    for (uint32_t row = first; row <= last;) {
        uint32_t end = row;
        while (end < last && is_tied(paging, end, tie) && !paging->forced[end + 1])
            end++;
        double height = height_between(paging->sheet, row, end);
        if (paging->forced[row])
            new_page(paging, row);
        bool fits = paging->used + height <= paging->room;
        if (!fits && gives_way(paging, row, height, tie)) {
            cut(paging, row, end, tie - 1);
        } else {
            if (!fits)
                new_page(paging, row);
            paging->used += height;
        }
        row = end + 1;
    }
}

static bool *merged_rows(struct builder *builder, const struct plan_sheet *sheet)
{
    bool *merged = arena_array(builder->arena, bool, sheet->last_row + 2U);
    for (size_t i = 0; i < sheet->merges.count; i++) {
        const struct merge *merge = &sheet->merges.items[i];
        for (uint32_t row = merge->first_row; row < merge->last_row; row++)
            merged[row] = true;
    }
    return merged;
}

// The rows that the text of a cell merged downwards covers, but for the last of them.
static bool *text_rows(struct builder *builder, const struct plan_sheet *sheet)
{
    bool *covered = arena_array(builder->arena, bool, sheet->last_row + 2U);
    for (size_t i = 0; i < sheet->merges.count; i++) {
        const struct merge *merge = &sheet->merges.items[i];
        const struct cell *cell = NULL;
        if (merge->first_row < merge->last_row)
            cell = plan_cell_at(sheet, merge->first_row, merge->first_column);
        double left = cell ? build_text_height(builder, sheet, cell, merge) : 0;
        for (uint32_t row = merge->first_row; row < merge->last_row; row++) {
            left -= height_of(sheet, row);
            covered[row] |= left > 0;
        }
    }
    return covered;
}

static bool *forced_rows(struct builder *builder, const struct plan_sheet *sheet)
{
    bool *forced = arena_array(builder->arena, bool, sheet->last_row + 2U);
    for (size_t i = 0; i < sheet->breaks.count; i++)
        forced[sheet->breaks.items[i]] = true;
    return forced;
}

static struct paging cut_at_scale(struct paging paging, double scale)
{
    paging.room = room_at(paging.sheet, scale);
    paging.pages = 1;
    cut(&paging, 0, paging.sheet->last_row, TIE_MERGE);
    return paging;
}

struct cells_added {
    struct cell *items;
    size_t count;
    size_t room;
};

static bool is_cut_by(const struct merge *merge, uint32_t row)
{
    return merge->first_row < row && merge->last_row >= row;
}

// A text that stands in the middle of merged cells, or below, stands on their first page: cells
// that reach over a break are merged on each page by themselves.
static void cut_merge(struct builder *builder, struct plan_sheet *sheet, struct merge merge,
                      struct cells_added *added)
{
    const struct cell *cell = plan_cell_at(sheet, merge.first_row, merge.first_column);
    bool is_whole = !cell || (cell->style->down == DOWN_TOP && !cell->style->turned);
    const struct style *style = cell ? cell->style : NULL;
    for (size_t i = 0; i < sheet->breaks.count && !is_whole; i++) {
        uint32_t row = sheet->breaks.items[i];
        struct merge before = merge;
        if (!is_cut_by(&merge, row))
            continue;
        before.last_row = row - 1;
        plan_merge_add(builder->arena, sheet, before);
        merge.first_row = row;
        *list_add(builder->arena, added) =
            (struct cell){.row = row, .column = merge.first_column, .style = style};
    }
    plan_merge_add(builder->arena, sheet, merge);
}

static void cut_merges(struct builder *builder, struct plan_sheet *sheet)
{
    size_t count = sheet->merges.count;
    struct cells_added added = {0};
    const struct merge *merges = sheet->merges.items;
    if (sheet->breaks.count == 0)
        return;
    sheet->merges.items = NULL;
    sheet->merges.count = sheet->merges.room = 0;
    for (size_t i = 0; i < count; i++)
        cut_merge(builder, sheet, merges[i], &added);
    for (size_t i = 0; i < added.count; i++)
        *list_add(builder->arena, &sheet->cells) = added.items[i];
    if (added.count > 0)
        plan_sheet_sort(sheet);
}

// Headings that leave hardly a row's room are not repeated.
static void drop_high_headings(struct plan_sheet *sheet)
{
    double room = room_at(sheet, sheet->scale);
    if (repeated_height(sheet, UINT32_MAX) > room * MOST_OF_HEADINGS)
        sheet->repeats = false;
}

// A little smaller than the columns ask for, where that saves a page; pages break where we say.
void build_breaks(struct builder *builder, struct plan_sheet *sheet)
{
    double least = fmax(ceil(sheet->scale * SHRINK), build_least_scale(builder, sheet));
    struct paging paging = {
        .builder = builder,
        .sheet = sheet,
        .forced = forced_rows(builder, sheet),
        .merged = merged_rows(builder, sheet),
        .texts = text_rows(builder, sheet),
    };
    drop_high_headings(sheet);
    struct paging chosen = cut_at_scale(paging, sheet->scale);
    for (int smaller = (int)sheet->scale - 1; smaller >= least; smaller--) {
        struct paging other = cut_at_scale(paging, smaller);
        if (other.pages < chosen.pages) {
            chosen = other;
            sheet->scale = smaller;
        }
    }
    sheet->breaks.count = 0;
    for (size_t i = 0; i < chosen.breaks.count && i < PLAN_MOST_BREAKS; i++)
        *list_add(builder->arena, &sheet->breaks) = chosen.breaks.items[i];
    cut_merges(builder, sheet);
}
