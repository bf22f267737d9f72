#include "base/text.h"

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void trims_white_space(void **state)
{
    (void)state;
    static const struct {
        const char *text, *trimmed;
    } cases[] = {
        {"", ""},
        {NULL, ""},
        {"  ", ""},
        {"Barnet", "Barnet"},
        {"  Barnet ", "Barnet"},
        {"\t Tower  Hamlets\r\n", "Tower  Hamlets"},
        {"\u00A0 no-break \u00A0", "no-break"},
        {"à", "à"}, // its second byte is that of the no-break space
        {"\xA0 alone is no UTF-8", "\xA0 alone is no UTF-8"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        const char *trimmed = text_trim(&arena, cases[i].text);
        if (!text_equal(trimmed, cases[i].trimmed))
            fail_msg("'%s' trimmed is '%s'", cases[i].text, trimmed);
        if (text_is_blank(cases[i].text) != (*trimmed == '\0'))
            fail_msg("'%s' is blank, or is not", cases[i].text);
        arena_free(&arena);
    }
}

static void splits_at_separators(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t count;
        const char *parts; // joined by |
    } cases[] = {
        {"", 1, ""},
        {"heading", 1, "heading"},
        {"heading,bold", 2, "heading|bold"},
        {",a,,b,", 5, "|a||b|"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        const char **parts;
        size_t count = text_split(&arena, cases[i].text, ',', &parts);
        struct text joined = {.arena = &arena};
        for (size_t part = 0; part < count; part++) {
            text_add(&joined, part > 0 ? "|" : "");
            text_add(&joined, parts[part]);
        }
        if (count != cases[i].count || !text_equal(text_done(&joined), cases[i].parts))
            fail_msg("'%s' gives %zu parts: %s", cases[i].text, count, text_done(&joined));
        arena_free(&arena);
    }
}

static void reads_and_writes_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned first; // code point
        size_t characters;
        const char *written; // the text read and written again
    } cases[] = {
        {"", 0, 0, ""},
        {"A1", 'A', 2, "A1"},
        {"£4.50", 0xA3, 5, "£4.50"},
        {"▲ up", 0x25B2, 4, "▲ up"},
        {"😀", 0x1F600, 1, "😀"},
        {"\xF4\x8F\xBF\xBF", 0x10FFFF, 1, "\xF4\x8F\xBF\xBF"},
        // Each byte that is no UTF-8 counts as one U+FFFD.
        {"\xA3x", 0xFFFD, 2, "\uFFFDx"},
        {"\xC0\x80", 0xFFFD, 2, "\uFFFD\uFFFD"},                     // too long a form
        {"\xE0\x80\x80", 0xFFFD, 3, "\uFFFD\uFFFD\uFFFD"},           // too long a form
        {"\xED\xA0\x80", 0xFFFD, 3, "\uFFFD\uFFFD\uFFFD"},           // a surrogate
        {"\xF4\x90\x80\x80", 0xFFFD, 4, "\uFFFD\uFFFD\uFFFD\uFFFD"}, // over U+10FFFF
        {"\xE2\x96", 0xFFFD, 2, "\uFFFD\uFFFD"},                     // cut off
        {"\xE2\x96z", 0xFFFD, 3, "\uFFFD\uFFFDz"},                   // cut off
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct text written = {.arena = &arena};
        const char *at = cases[i].text;
        unsigned first = 0;
        for (unsigned code_point; (code_point = text_next(&at)) != 0;) {
            first = first ? first : code_point;
            text_add_code_point(&written, code_point);
        }
        if (first != cases[i].first)
            fail_msg("row %zu, '%s', starts with U+%04X", i, cases[i].text, first);
        if (text_characters(cases[i].text) != cases[i].characters)
            fail_msg("row %zu, '%s', has not %zu characters", i, cases[i].text,
                     cases[i].characters);
        if (!text_equal(text_done(&written), cases[i].written))
            fail_msg("row %zu, '%s', is written '%s'", i, cases[i].text, text_done(&written));
        arena_free(&arena);
    }
}

static void counts_characters_as_excel_does(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t units;
    } cases[] = {{NULL, 0}, {"", 0}, {"A1", 2}, {"£4.50", 5}, {"▲ up", 4}, {"😀!", 3}};
    for (size_t i = 0; i < COUNT(cases); i++)
        if (text_units(cases[i].text) != cases[i].units)
            fail_msg("'%s' has not %zu characters", cases[i].text, cases[i].units);
}

static void answers_questions(void **state)
{
    (void)state;
    static const struct {
        const char *one, *other;
        bool equal, same, starts, ends;
    } cases[] = {
        {"GREEN", "GREEN", .equal = true, .same = true, .starts = true, .ends = true},
        {"Green", "GREEN", .same = true},
        {"", NULL, .equal = true, .same = true, .starts = true, .ends = true},
        {NULL, "a", .equal = false},
        {"ct.yaml", "ct", .starts = true},
        {"ct.yaml", ".yaml", .ends = true},
        {"ct", "ct.yaml", .equal = false},
        {"É", "é", .same = true},
        {"Ynys Môn", "YNYS MO\u0302N", .same = true}, // composed, and letter with accent
        {"O\u0302", "\u00F4", .same = true, .starts = false},
        {"e", "e\u0301", .same = false},
        {"e\u0301", "e", .starts = true},
        {"Straße", "STRASSE", .same = true},
        {"ΣΊΣΥΦΟΣ", "Σίσυφος", .same = true}, // σ and ς
        {"\xC9", "\xE9", .same = false},      // no UTF-8
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *one = cases[i].one;
        const char *other = cases[i].other;
        if (text_equal(one, other) != cases[i].equal || text_same(one, other) != cases[i].same ||
            text_starts(one, other) != cases[i].starts || text_ends(one, other) != cases[i].ends)
            fail_msg("row %zu: '%s' and '%s'", i, one, other);
    }
}

static void builds_texts(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct text text = {.arena = &arena};
    assert_string_equal(text_done(&text), "");
    text_add(&text, NULL);
    text_add(&text, "=SUM(");
    text_print(&text, "%s%d", "E", 8);
    text_add_char(&text, ',');
    text_add_part(&text, "F8 and more", 2);
    text_add(&text, ")");
    assert_string_equal(text_done(&text), "=SUM(E8,F8)");

    for (int i = 0; i < 1000; i++) {
        arena_take(&arena, 1); // so that the text cannot grow where it is
        text_print(&text, "%0100d", i);
    }
    assert_int_equal(text.length, strlen("=SUM(E8,F8)") + 100000);
    assert_int_equal(strlen(text_done(&text)), text.length);
    assert_true(text_ends(text_done(&text), "0999"));
    arena_free(&arena);
}

static void replaces_what_no_text_may_hold(void **state)
{
    (void)state;
    static const unsigned code_points[] = {0, 0xD800, 0xDFFF, 0x110000};
    for (size_t i = 0; i < COUNT(code_points); i++) {
        struct arena arena = {0};
        struct text text = {.arena = &arena};
        text_add_code_point(&text, code_points[i]);
        if (!text_equal(text_done(&text), "\uFFFD"))
            fail_msg("U+%04X is written '%s'", code_points[i], text_done(&text));
        arena_free(&arena);
    }
}

static void an_end_is_taken_off(void **state)
{
    (void)state;
    static const struct {
        const char *text, *end, *without;
    } cases[] = {
        {"187 [p]", "[p]", "187"}, {"[p]", "[p]", ""},         {"187", "[p]", NULL},
        {"187", "", NULL},         {"187", NULL, NULL},        {"", "[p]", NULL},
        {"[p] 187", "[p]", NULL},  {"1[p][p]", "[p]", "1[p]"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *without = text_without_end(&arena, cases[i].text, cases[i].end);
        if ((without == NULL) != (cases[i].without == NULL) ||
            !text_equal(without, cases[i].without))
            fail_msg("row %zu: '%s'", i, without ? without : "(none)");
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trims_white_space),
        cmocka_unit_test(splits_at_separators),
        cmocka_unit_test(reads_and_writes_utf8),
        cmocka_unit_test(counts_characters_as_excel_does),
        cmocka_unit_test(answers_questions),
        cmocka_unit_test(builds_texts),
        cmocka_unit_test(replaces_what_no_text_may_hold),
        cmocka_unit_test(an_end_is_taken_off),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
