#include "layout/sections.h"

#include "base/text.h"

#define WIDEST_MARGIN 10.0 // inches
#define LEAST_ROOM    1.0  // inches that margins must leave

static const struct word orientations[] = {{"landscape", true}, {"portrait", false}, {0}};
static const struct word fits[] = {{"one page wide", true}, {"as it is", false}, {0}};
static const struct word repeats[] = {{"headings", true}, {"nothing", false}, {0}};
static const struct word breaks[] = {{"band", true}, {"nothing", false}, {0}};

#define MARGIN(side, field)                                                                        \
    {                                                                                              \
        .name = (side), .kind = KEY_NUMBER, .offset = offsetof(struct page, field), .least = 0,    \
        .most = WIDEST_MARGIN,                                                                     \
    }

static const struct key margin_keys[] = {
    MARGIN("left", margin_left),
    MARGIN("right", margin_right),
    MARGIN("top", margin_top),
    MARGIN("bottom", margin_bottom),
};
static const struct key header_keys[] = {
    {.name = "left", .kind = KEY_TEXT, .offset = offsetof(struct page, header_left)},
    {.name = "centre", .kind = KEY_TEXT, .offset = offsetof(struct page, header_centre)},
    {.name = "right", .kind = KEY_TEXT, .offset = offsetof(struct page, header_right)},
};
static const struct key footer_keys[] = {
    {.name = "left", .kind = KEY_TEXT, .offset = offsetof(struct page, footer_left)},
    {.name = "centre", .kind = KEY_TEXT, .offset = offsetof(struct page, footer_centre)},
    {.name = "right", .kind = KEY_TEXT, .offset = offsetof(struct page, footer_right)},
};
static const struct key_table margins = KEY_TABLE("the margins", margin_keys);
static const struct key_table header = KEY_TABLE("a header", header_keys);
static const struct key_table footer = KEY_TABLE("a footer", footer_keys);

// Kept as a text: the workbook's file finds the paper's number.
static void paper_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const char *const papers[] = {"A4", "A3"};
    static const struct word paper_words[] = {{"A4", 0}, {"A3", 1}, {0}};
    static const struct key paper = {.name = "paper", .kind = KEY_WORD, .words = paper_words};
    unsigned number = 0;
    key_read(reader, &paper, node, &number);
    ((struct page *)owner)->paper = papers[number];
}

static const struct key keys[] = {
    {.name = "paper", .kind = KEY_OTHER, .read = paper_read},
    {.name = "orientation",
     .kind = KEY_EITHER,
     .offset = offsetof(struct page, landscape),
     .words = orientations},
    {.name = "margins", .kind = KEY_KEYS, .inside = &margins},
    {.name = "fit", .kind = KEY_EITHER, .offset = offsetof(struct page, fit_width), .words = fits},
    {.name = "smallest type",
     .kind = KEY_NUMBER,
     .offset = offsetof(struct page, smallest_type),
     .least = 1,
     .most = 72},
    {.name = "repeat",
     .kind = KEY_EITHER,
     .offset = offsetof(struct page, repeat_headings),
     .words = repeats},
    {.name = "break before",
     .kind = KEY_EITHER,
     .offset = offsetof(struct page, break_before_band),
     .words = breaks},
    {.name = "marking", .kind = KEY_TEXT, .offset = offsetof(struct page, marking)},
    {.name = "header", .kind = KEY_KEYS, .inside = &header},
    {.name = "footer", .kind = KEY_KEYS, .inside = &footer},
};
static const struct key_table page_keys = KEY_TABLE("a page", keys);

struct page page_default(void)
{
    return (struct page){
        .paper = "A4",
        .landscape = true,
        .margin_left = 0.5,
        .margin_right = 0.5,
        .margin_top = 0.75,
        .margin_bottom = 0.75,
        .fit_width = true,
        .smallest_type = 6,
        .repeat_headings = true,
        .footer_right = "Page &P of &N",
    };
}

void page_paper(const struct page *page, double *across, double *down)
{
    static const struct {
        const char *name;
        double width, height; // inches, upright
    } papers[] = {{"A4", 8.27, 11.69}, {"A3", 11.69, 16.54}};
    size_t number = text_same(page->paper, papers[1].name) ? 1 : 0;
    *across = page->landscape ? papers[number].height : papers[number].width;
    *down = page->landscape ? papers[number].width : papers[number].height;
}

static void check_margins(struct layout_reader *reader, const struct node *node, const char *way,
                          double paper, double taken)
{
    if (paper - taken < LEAST_ROOM)
        problem_error(reader->problems, node->place, "take smaller margins, or other paper",
                      "the margins leave no room on the page: they take %.4g of %.4g inches %s",
                      taken, paper, way);
}

void page_read(struct layout_reader *reader, const struct node *node, struct page *page)
{
    double across, down;
    if (!node_has_keys(reader, node, "'page'"))
        return;
    keys_read(reader, &page_keys, node, page);
    page_paper(page, &across, &down);
    check_margins(reader, node, "across", across, page->margin_left + page->margin_right);
    check_margins(reader, node, "down", down, page->margin_top + page->margin_bottom);
}
