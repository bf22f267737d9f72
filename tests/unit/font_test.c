#include "base/font.h"
#include "base/font_widths.h"
#include "base/text.h"

#include <math.h>

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct font regular = {.size = 10};
static const struct font bold = {.size = 10, .bold = true};

static void knows_advances(void **state)
{
    (void)state;
    static const struct {
        unsigned code_point;
        unsigned regular, bold;
    } cases[] = {
        {'0', 1139, 1139},    {' ', 569, 569},      {'i', 455, 569},      {'W', 1933, 1933},
        {0xA3, 1139, 1139},   {0xB2, 682, 682},     {0x2013, 1139, 1139}, {0x2014, 2048, 2048},
        {0x2022, 717, 717},   {0x25CF, 1237, 1237}, {0x25B2, 2027, 2027}, {0x25BC, 2027, 2027},
        {0x2605, 2048, 2048}, // ★ is not in the font
        {0x4E2D, 2048, 2048}, // nor is 中
        {'\t', 0, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        unsigned advance = font_advance(cases[i].code_point, false);
        unsigned bold_advance = font_advance(cases[i].code_point, true);
        if (advance != cases[i].regular || bold_advance != cases[i].bold)
            fail_msg("U+%04X is %u wide, bold %u", cases[i].code_point, advance, bold_advance);
    }
}

static void measures_texts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct font font;
        double least, most; // points
    } cases[] = {
        {"", {.size = 10}, 0, 0},
        {"0000000000", {.size = 10}, 55.6, 58}, // ten digits of 0.556
        {"0000000000", {.size = 9}, 52.5, 55},  // on a screen 7 pixels a digit, more than on paper
        {"WWWWW", {.size = 10}, 47, 50},
        {"iiiii", {.size = 10}, 11, 13},
        {"iiiii", {.size = 10, .bold = true}, 13.5, 16},
        {"iiiii\nWWWWW\nW", {.size = 10}, 47, 50}, // the widest line
        {"£££££", {.size = 10}, 27.8, 29},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double width = font_text_width(cases[i].font, cases[i].text);
        if (width < cases[i].least || width > cases[i].most)
            fail_msg("'%s' is %.2f wide", cases[i].text, width);
    }
}

// Widths here are in characters of a column, as a layout has them.
static void counts_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double column;
        size_t lines;
    } cases[] = {
        {"", 10, 1},
        {"Target", 10, 1},
        {"\n", 10, 2},
        {"one\n\ntwo\n", 10, 4},
        {"To increase the coverage of", 14, 2},
        {"To increase the coverage of Counter Terrorism Intelligence Officers", 36, 2},
        {"To increase the coverage of Counter Terrorism Intelligence Officers", 20, 4},
        {"Barnet Camden Ealing", 8, 3},
        {"same-day", 6, 2},   // after the hyphen
        {"2007-08", 6, 2},    // inside the word
        {"a -b", 2, 2},       // not after the hyphen
        {"0000000000", 5, 3}, // a word too long for its column is cut
        {"ab 0000000000", 5, 4},
        {"a b", 0, 2}, // no room at all: a character to a line
        {"à à", 0, 2},
        {"  indented", 20, 1},
        {"trailing        ", 8, 1},
        {"no\u00A0break\u00A0here", 6, 3}, // cut, not wrapped
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t lines = font_lines(regular, cases[i].text, font_column_room(cases[i].column));
        if (lines != cases[i].lines)
            fail_msg("'%s' takes %zu lines of %g, not %zu", cases[i].text, lines, cases[i].column,
                     cases[i].lines);
    }
}

static void wrapped_text_has_as_many_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double width;
        const char *wrapped;
    } cases[] = {
        {"", 50, ""},
        {"one", 500, "one"},
        {"one two three", 35, "one\ntwo\nthree"},
        {"one two\nthree", 500, "one two\nthree"},
        {"Scrutiny Committee of the boroughs", 100, "Scrutiny Committee\nof the boroughs"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(font_wrapped(&arena, regular, cases[i].text, cases[i].width),
                            cases[i].wrapped);
    arena_free(&arena);
}

static void wraps_bold_sooner(void **state)
{
    (void)state;
    static const char text[] = "Illegitimate filling in little fields";
    double width = font_text_width(regular, text);
    assert_int_equal(font_lines(regular, text, width), 1);
    assert_int_equal(font_lines(bold, text, width), 2);
}

static void knows_heights_of_lines(void **state)
{
    (void)state;
    static const struct {
        double size, height; // points; what Excel makes a row of one line
    } cases[] = {{8, 11.25}, {9, 12}, {10, 12.75}, {14, 18}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        double height = font_line_height((struct font){.size = cases[i].size});
        if (fabs(height - cases[i].height) > 1e-9)
            fail_msg("a line of %g points is %g high", cases[i].size, height);
    }
}

static void knows_columns_on_paper(void **state)
{
    (void)state;
    static const struct {
        double size, digit, room; // points; a part of what font_column_room() says
    } cases[] = {
        {8, 4.5, 0.857}, {9, 5.25, 0.982}, {10, 5.5615, 1}, {11, 6.1177, 1}, {12, 6.75, 1}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        double times = font_columns_on_paper(cases[i].size);
        if (fabs(times * 5.25 - cases[i].digit) > 1e-3)
            fail_msg("a digit of %g points is %g wide", cases[i].size, times * 5.25);
        double room = font_least_room(cases[i].size);
        if (fabs(room - cases[i].room) > 1e-3)
            fail_msg("with digits of %g points %g of the room is there", cases[i].size, room);
    }
}

static void knows_widths_of_columns(void **state)
{
    (void)state;
    static const struct {
        double characters, points, room;
    } cases[] = {
        {10, 56.25, 52.5},   // 75 pixels
        {8.43, 48, 44.25},   // 64 pixels, the column of an empty sheet
        {30, 161.25, 157.5}, // 215 pixels
        {0, 3.75, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double points = font_column_points(cases[i].characters);
        double room = font_column_room(cases[i].characters);
        if (fabs(points - cases[i].points) > 1e-9 || fabs(room - cases[i].room) > 1e-9)
            fail_msg("a column of %g is %g points, with room for %g", cases[i].characters, points,
                     room);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_advances),         cmocka_unit_test(measures_texts),
        cmocka_unit_test(counts_lines),           cmocka_unit_test(wrapped_text_has_as_many_lines),
        cmocka_unit_test(wraps_bold_sooner),      cmocka_unit_test(knows_columns_on_paper),
        cmocka_unit_test(knows_heights_of_lines), cmocka_unit_test(knows_widths_of_columns),
    };
    return cmocka_run_group_tests_name("font", tests, NULL, NULL);
}
