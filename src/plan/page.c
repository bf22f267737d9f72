// The page: headers and footers, the print scale, and where pages break.
#include "plan/build.h"

#include "base/font.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

#define POINTS_AN_INCH 72
#define DEFAULT_HEIGHT 15.0 // points of a row without a height
#define SLACK          0.96 // of a page is filled: printers and programs differ a little
#define LARGEST_SCALE  115  // percent; a narrow table is not blown up further
#define SHRINK         0.85 // of the scale is gone down to, where that saves a page

// A text of a header: its names filled in, `&` in it doubled, but not those of &P and &N.
static const char *header_text(struct builder *builder, const char *text, struct place place)
{
    struct said said = {.text = text, .place = place};
    struct text escaped = {.arena = builder->arena};
    const char *filled = model_text(builder->model, &said, NULL, NULL, NULL);
    for (const char *at = filled; *at != '\0'; at++) {
        bool is_code = *at == '&' && (at[1] == 'P' || at[1] == 'N') &&
                       (at[2] == '\0' || at[2] == ' ' || at[2] == ',');
        if (*at == '&' && !is_code)
            text_add(&escaped, "&&");
        else
            text_add_char(&escaped, *at);
    }
    return text_done(&escaped);
}

static const char *header(struct builder *builder, const char *const *parts)
{
    static const char *const codes[] = {"&L", "&C", "&R"};
    struct text header = {.arena = builder->arena};
    for (size_t i = 0; i < 3; i++) {
        if (parts[i] && parts[i][0] != '\0')
            text_print(&header, "%s%s", codes[i],
                       header_text(builder, parts[i], (struct place){0}));
    }
    const char *done = text_done(&header);
    return done[0] != '\0' ? done : NULL;
}

void build_page(struct builder *builder, struct plan_sheet *sheet, const struct page *page)
{
    const char *const head[] = {page->header_left,
                                page->header_centre ? page->header_centre : page->marking,
                                page->header_right};
    const char *const foot[] = {page->footer_left,
                                page->footer_centre ? page->footer_centre : page->marking,
                                page->footer_right};
    sheet->page = *page;
    sheet->header = header(builder, head);
    sheet->footer = header(builder, foot);
}

// The scale ---------------------------------------------------------------------------------------

struct paper {
    const char *name;
    double width, height; // inches, upright
};

static const struct paper papers[] = {{"A4", 8.27, 11.69}, {"A3", 11.69, 16.54}};

static const struct paper *find_paper(const char *name)
{
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        if (text_same(name, papers[i].name))
            return &papers[i];
    }
    return &papers[0];
}

// In points.
double build_page_width(const struct page *page)
{
    const struct paper *paper = find_paper(page->paper);
    double across = page->landscape ? paper->height : paper->width;
    return (across - page->margin_left - page->margin_right) * POINTS_AN_INCH;
}

double build_page_height(const struct page *page)
{
    const struct paper *paper = find_paper(page->paper);
    double down = page->landscape ? paper->width : paper->height;
    return (down - page->margin_top - page->margin_bottom) * POINTS_AN_INCH * SLACK;
}

// One page wide, by the widths of the columns.
static double width_scale(const struct plan_sheet *sheet)
{
    double width = 0;
    for (size_t i = 0; i < sheet->widths.count; i++)
        width += font_column_points(build_width(sheet, i));
    return fmin(LARGEST_SCALE, floor(100 * build_page_width(&sheet->page) / width));
}

// The scale below which nobody could read the type.
static double least_scale(const struct builder *builder, const struct plan_sheet *sheet)
{
    double type = build_role(builder, "measure")->size;
    return fmax(10, fmin(100, ceil(100 * sheet->page.smallest_type / type)));
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
    double room;        // of a page, in points at the scale
    double used;
    size_t pages;
    LIST(uint32_t) breaks;
};

enum tie { TIE_NONE, TIE_TABLE, TIE_MERGE };

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
    return (tie >= TIE_TABLE && by_table) || (tie >= TIE_MERGE && paging->merged[row]);
}

static void new_page(struct paging *paging, uint32_t row)
{
    const struct plan_sheet *sheet = paging->sheet;
    if (paging->used > 0) {
        *list_add(paging->builder->arena, &paging->breaks) = row;
        paging->pages++;
    }
    paging->used = 0;
    if (sheet->repeats && row > sheet->repeat_last)
        paging->used = height_between(sheet, sheet->repeat_first, sheet->repeat_last);
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
        if (!fits && tie > TIE_NONE && height > paging->room * 0.9) {
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

static bool *forced_rows(struct builder *builder, const struct plan_sheet *sheet)
{
    bool *forced = arena_array(builder->arena, bool, sheet->last_row + 2U);
    for (size_t i = 0; i < sheet->breaks.count; i++)
        forced[sheet->breaks.items[i]] = true;
    return forced;
}

static struct paging cut_at_scale(struct builder *builder, const struct plan_sheet *sheet,
                                  const bool *forced, const bool *merged, double scale)
{
    struct paging paging = {
        .builder = builder,
        .sheet = sheet,
        .forced = forced,
        .merged = merged,
        .room = build_page_height(&sheet->page) * 100 / scale,
        .pages = 1,
    };
    cut(&paging, 0, sheet->last_row, TIE_MERGE);
    return paging;
}

// One page wide, and a little smaller where that saves a page; pages break where we say.
void build_breaks(struct builder *builder, struct plan_sheet *sheet)
{
    double least = least_scale(builder, sheet);
    double scale = sheet->page.fit_width ? fmax(width_scale(sheet), least) : 100;
    const bool *forced = forced_rows(builder, sheet);
    const bool *merged = merged_rows(builder, sheet);
    struct paging chosen = cut_at_scale(builder, sheet, forced, merged, scale);
    sheet->scale = scale;
    double floor_scale = sheet->page.fit_width ? fmax(ceil(scale * SHRINK), least) : scale;
    for (int smaller = (int)scale - 1; smaller >= floor_scale; smaller--) {
        struct paging paging = cut_at_scale(builder, sheet, forced, merged, smaller);
        if (paging.pages < chosen.pages) {
            chosen = paging;
            sheet->scale = smaller;
        }
    }
    sheet->breaks.count = 0;
    for (size_t i = 0; i < chosen.breaks.count; i++)
        *list_add(builder->arena, &sheet->breaks) = chosen.breaks.items[i];
}
