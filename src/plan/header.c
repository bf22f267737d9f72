// Headers and footers of a page.
#include "plan/build.h"

#include "base/font.h"
#include "base/text.h"

#include <math.h>

enum { LEFT, CENTRE, RIGHT, PARTS };

#define BETWEEN        12.0 // points between two texts beside each other
#define EDGE           0.3  // inches from the edge of the paper to a header or footer
#define STEPS          20   // to an inch, in which a margin grows
#define POINTS_AN_INCH 72

static const struct font header_font = {10, false};

// A text with its names filled in; "" where there is none.
static const char *filled(struct builder *builder, const char *text)
{
    struct said said = {.text = text};
    return text ? model_text(builder->model, &said, NULL, NULL, NULL) : "";
}

// `&` doubled, but not those of &P and &N.
static const char *escaped(struct builder *builder, const char *text)
{
    struct text escaped = {.arena = builder->arena};
    for (const char *at = text; *at != '\0'; at++) {
        bool is_code = *at == '&' && (at[1] == 'P' || at[1] == 'N') &&
                       (at[2] == '\0' || at[2] == ' ' || at[2] == ',');
        if (*at == '&' && !is_code)
            text_add(&escaped, "&&");
        else
            text_add_char(&escaped, *at);
    }
    return text_done(&escaped);
}

static const char *stacked(struct builder *builder, const char *upper, const char *lower)
{
    if (upper[0] == '\0' || text_equal(upper, lower))
        return lower;
    return lower[0] == '\0' ? upper : arena_print(builder->arena, "%s\n%s", upper, lower);
}

// Texts on either side take as many lines as keep them clear of what stands beside them.
static void make_room(struct builder *builder, const struct page *page, const char **parts)
{
    double width = build_page_width(builder, page);
    double widths[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        widths[i] = font_text_width(header_font, parts[i]) + BETWEEN;
    bool has_centre = parts[CENTRE][0] != '\0';
    double side = has_centre ? fmax((width - widths[CENTRE]) / 2, width / 4) : width / 2;
    bool is_free = !has_centre && widths[LEFT] + widths[RIGHT] <= width;
    for (size_t i = 0; !is_free && i < PARTS; i += RIGHT)
        parts[i] = font_wrapped(builder->arena, header_font, parts[i], side - BETWEEN);
}

// As Excel's codes; NULL where there is nothing.
static const char *coded(struct builder *builder, const struct page *page, const char **parts)
{
    static const char *const codes[PARTS] = {"&L", "&C", "&R"};
    struct text header = {.arena = builder->arena};
    make_room(builder, page, parts);
    for (size_t i = 0; i < PARTS; i++) {
        if (parts[i][0] != '\0')
            text_print(&header, "%s%s", codes[i], escaped(builder, parts[i]));
    }
    const char *done = text_done(&header);
    return done[0] != '\0' ? done : NULL;
}

// The committee and its date, where the page does not say what stands there.
static const char *meeting(struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    return stacked(builder, filled(builder, layout->committee.text),
                   filled(builder, layout->date.text));
}

static const char *item(struct builder *builder)
{
    const char *number = filled(builder, builder->model->layout->item.text);
    return number[0] != '\0' ? arena_print(builder->arena, "Item %s", number) : "";
}

// Lines of the longest part.
static size_t most_lines(const char *const *parts)
{
    size_t most = 1;
    for (size_t i = 0; i < PARTS; i++) {
        size_t lines = font_lines(header_font, parts[i], HUGE_VAL);
        most = lines > most ? lines : most;
    }
    return most;
}

// The margin, or more where so many lines would reach into the sheet.
static double margin_for(const char *const *parts, double margin)
{
    double lines = (double)most_lines(parts) * font_line_height(header_font);
    double needed = EDGE + lines / POINTS_AN_INCH;
    return fmax(margin, ceil(needed * STEPS) / STEPS);
}

void build_headers(struct builder *builder, struct plan_sheet *sheet, const struct page *page)
{
    const char *marking = filled(builder, page->marking);
    const char *head[PARTS] = {
        [LEFT] = filled(builder, page->header_left),
        [CENTRE] = stacked(builder, marking, filled(builder, page->header_centre)),
        [RIGHT] = page->header_right ? filled(builder, page->header_right) : meeting(builder),
    };
    const char *foot[PARTS] = {
        [LEFT] = page->footer_left ? filled(builder, page->footer_left) : item(builder),
        [CENTRE] = stacked(builder, filled(builder, page->footer_centre), marking),
        [RIGHT] = filled(builder, page->footer_right),
    };
    sheet->header = coded(builder, page, head);
    sheet->footer = coded(builder, page, foot);
    sheet->page.margin_top = margin_for(head, page->margin_top);
    sheet->page.margin_bottom = margin_for(foot, page->margin_bottom);
}
