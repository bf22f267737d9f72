#include "base/font.h"

#include "base/font_widths.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

static const double pixels_a_point = 96.0 / 72.0;

// Room for what the widths do not say, such as columns that a program makes a little narrower. Of
// 4,800 texts that were tried, LibreOffice wrapped one to more lines than we say (it was in a
// column narrower than its words); with 1.02 it was one in 170.
static const double safety = 1.03;

// The height of a line of Liberation Sans, in type sizes: ascent, descent and gap.
static const double line_height = (1854 + 434 + 67) / 2048.0;

enum {
    LINE_EXTRA_PIXELS = 2, // Excel's rows of Arial 8, 9 and 10 are 15, 16 and 17 pixels a line
    DIGIT_PIXELS = 7,      // of Arial 10
    PADDING_PIXELS = 5,    // of a column
};

// The type size in pixels; on a screen it is a whole number.
static double size_pixels(struct font font)
{
    return round(font.size * pixels_a_point);
}

// The width of text up to `end`. On paper characters have the widths of the font, on a screen they
// stand on whole pixels; the wider of the two.
static double part_width(struct font font, const char *text, const char *end)
{
    double paper = 0;
    double screen = 0;
    while (text < end) {
        double advance = (double)font_advance(text_next(&text), font.bold) / FONT_EM;
        paper += advance * font.size;
        screen += round(advance * size_pixels(font));
    }
    return fmax(paper, screen / pixels_a_point) * safety;
}

static const char *line_end(const char *text)
{
    return text + strcspn(text, "\n");
}

double font_text_width(struct font font, const char *text)
{
    double widest = 0;
    for (;;) {
        const char *end = line_end(text);
        widest = fmax(widest, part_width(font, text, end));
        if (*end == '\0')
            return widest;
        text = end + 1;
    }
}

double font_line_height(struct font font)
{
    return (ceil(line_height * size_pixels(font)) + LINE_EXTRA_PIXELS) / pixels_a_point;
}

static bool is_space(char at)
{
    return at == ' ' || at == '\t';
}

static bool is_letter(char at)
{
    return (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z') || (unsigned char)at >= 0x80;
}

// Where a word ends: before a space, or after a hyphen between letters (all programs break at
// "same-day"; not all at "2007-08" or "-5").
static const char *word_end(const char *word, const char *end)
{
    for (const char *at = word; at < end; at++) {
        if (is_space(*at))
            return at;
        if (*at == '-' && at > word && at + 1 < end && is_letter(at[-1]) && is_letter(at[1]))
            return at + 1;
    }
    return end;
}

static const char *skip_spaces(const char *at, const char *end)
{
    while (at < end && is_space(*at))
        at++;
    return at;
}

// As much of a word as fits on a line of its own, at least one character.
static const char *cut_word(struct font font, const char *word, const char *end, double width)
{
    const char *fits = word;
    text_next(&fits);
    while (fits < end) {
        const char *next = fits;
        text_next(&next);
        if (part_width(font, word, next) > width)
            break;
        fits = next;
    }
    return fits;
}

// Where the line that starts at `line` ends: after the last word that fits.
static const char *wrap_line(struct font font, const char *line, const char *end, double width)
{
    const char *fits = line;
    for (const char *next = line; next < end; next = skip_spaces(fits, end)) {
        const char *word = word_end(next, end);
        if (part_width(font, line, word) > width)
            break;
        fits = word;
    }
    if (fits > line)
        return fits;
    return cut_word(font, line, word_end(line, end), width);
}

// Lines of a text without line breaks.
static size_t wrapped_lines(struct font font, const char *text, const char *end, double width)
{
    size_t lines = 0;
    for (const char *line = text; line < end; lines++)
        line = skip_spaces(wrap_line(font, line, end, width), end);
    return lines > 0 ? lines : 1;
}

size_t font_lines(struct font font, const char *text, double width)
{
    size_t lines = 0;
    for (;;) {
        const char *end = line_end(text);
        lines += wrapped_lines(font, text, end, width);
        if (*end == '\0')
            return lines;
        text = end + 1;
    }
}

const char *font_wrapped(struct arena *arena, struct font font, const char *text, double width)
{
    struct text wrapped = {.arena = arena};
    for (;;) {
        const char *end = line_end(text);
        for (const char *line = text; line < end;) {
            const char *fits = wrap_line(font, line, end, width);
            text_add_part(&wrapped, line, (size_t)(fits - line));
            line = skip_spaces(fits, end);
            text_add(&wrapped, line < end ? "\n" : "");
        }
        if (*end == '\0')
            return text_done(&wrapped);
        text_add_char(&wrapped, '\n');
        text = end + 1;
    }
}

double font_column_points(double characters)
{
    return trunc(characters * DIGIT_PIXELS + PADDING_PIXELS) / pixels_a_point;
}

double font_column_room(double characters)
{
    return fmax(font_column_points(characters) - PADDING_PIXELS / pixels_a_point, 0);
}

// A digit of the workbook's font, in digits that font_column_points() reckons with.
static double paper_digit(double size)
{
    double advance = (double)font_advance('0', false) / FONT_EM;
    return advance * size / (DIGIT_PIXELS / pixels_a_point);
}

static double screen_digit(double size)
{
    double advance = (double)font_advance('0', false) / FONT_EM;
    return round(advance * size_pixels((struct font){.size = size})) / DIGIT_PIXELS;
}

double font_columns_on_paper(double size)
{
    return fmax(paper_digit(size), screen_digit(size));
}

// Texts are reckoned wider than they are on paper, by the safety.
double font_least_room(double size)
{
    return fmin(1, fmin(paper_digit(size) * safety, screen_digit(size)));
}
