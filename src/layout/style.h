#ifndef LAYOUT_STYLE_H
#define LAYOUT_STYLE_H

#include <stdbool.h>

// How cells look and pages are set up, as the layout says it. All decided values; NULL or 0 means
// "as the default".

enum align_across { ACROSS_GENERAL, ACROSS_LEFT, ACROSS_CENTRE, ACROSS_RIGHT };
enum align_down { DOWN_TOP, DOWN_MIDDLE, DOWN_BOTTOM };
enum dash { DASH_SOLID, DASH_DASHED, DASH_DOTTED, DASH_DOT_DASH }; // of a line in a chart

struct style {
    const char *name; // "measure", "heading" ... for the plan as text
    const char *font; // "Arial"
    double size;      // points
    bool bold, italic;
    bool bullets;         // "• " before each line of a text
    bool bold_first_line; // the first paragraph in bold
    bool emphasis;        // _words_ in italics
    const char *colour;   // of the text, "RRGGBB"
    const char *fill;     // "RRGGBB", NULL none
    enum align_across across;
    enum align_down down;
    int indent;  // steps
    bool turned; // text reads upwards
    bool wrap;
    // Thin lines at the sides, in this colour each; NULL none.
    const char *top, *bottom, *left, *right;
    unsigned sets; // which of these the style says itself, for style_over(); private to style.c
};

struct page {
    const char *paper; // "A4", "A3"
    bool landscape;
    double margin_left, margin_right, margin_top, margin_bottom; // inches
    bool fit_width;       // one page wide, by a scale worked out from the widths
    double smallest_type; // points on paper below which the scale does not go
    bool repeat_headings;
    bool break_before_band;
    const char *header_left, *header_centre, *header_right; // texts with {names} filled in
    const char *footer_left, *footer_centre, *footer_right;
    const char *marking; // protective marking, centre of header and footer, NULL none
};

// The paper's width and height as it lies, in inches.
void page_paper(const struct page *page, double *across, double *down);

// A style with what another sets itself laid over it; keeps the name of `under`.
struct style style_over(struct style under, const struct style *over);

// How far two colours ("RRGGBB") are apart for the eye: 1 to 21. Text needs 4.5 on its fill.
// Source: Web Content Accessibility Guidelines 2.1, contrast ratio and success criterion 1.4.3.
#define CONTRAST_LEAST 4.5
double style_contrast(const char *text, const char *fill);

#endif
