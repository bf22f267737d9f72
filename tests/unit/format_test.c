#include "base/format.h"
#include "base/text.h"

#include <math.h>

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct shown_case {
    const char *code;
    double value;
    const char *shown;
};

static void check_shown(const struct shown_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena = {0};
        const char *fault = format_fault(cases[i].code);
        const char *shown = format_number(&arena, cases[i].code, cases[i].value);
        if (fault)
            fail_msg("%s is refused: %s", cases[i].code, fault);
        if (!text_equal(shown, cases[i].shown))
            fail_msg("%.15g under %s is '%s', not '%s'", cases[i].value, cases[i].code, shown,
                     cases[i].shown);
        arena_free(&arena);
    }
}

static void shows_figures_of_scorecards(void **state)
{
    (void)state;
    static const struct shown_case cases[] = {
        {"0", 98, "98"},
        {"0", -4, "-4"},
        {"0.0", 14.32, "14.3"},
        {"0.00", 1.5, "1.50"},
        {"#,##0", 0, "0"},
        {"#,##0", 999, "999"},
        {"#,##0", 8500, "8,500"},
        {"#,##0", 1234567, "1,234,567"},
        {"#,##0", -1234567, "-1,234,567"},
        {"#,##0.00", 1132.5, "1,132.50"},
        {"0%", 0.82, "82%"},
        {"0.0%", -0.009, "-0.9%"},
        {"0 %", 0.05, "5 %"},
        {"+0.0%;-0.0%", 0.025, "+2.5%"},
        {"+0.0%;-0.0%", -0.025, "-2.5%"},
        {"+0.0%;-0.0%", 0, "+0.0%"},
        {"+0;-0;0", 0, "0"},
        {"\"£\"0.0\"m\"", 16.7, "£16.7m"},
        {"\"£\"0.0\"m\"", -16.7, "-£16.7m"},
        {"\"£\"#,##0", 4744, "£4,744"},
        {"£#,##0", 4744, "£4,744"},
        {"[$£-809]#,##0", 4744, "£4,744"},
        {"0.0\"m\"", 35.2, "35.2m"},
        {"0%\" of London Boroughs\"", 0.85, "85% of London Boroughs"},
        {"0%\" [r]\"", 0.85, "85% [r]"},
        {"0.0\"m\"\" [r]\"", 3, "3.0m [r]"},
        {"#,##0;(#,##0)", -1234, "(1,234)"},
        {"#,##0_);(#,##0)", 1234, "1,234 "},
        {"\"● \"0%;\"● \"-0%", -0.1, "● -10%"},
    };
    check_shown(cases, COUNT(cases));
}

static void rounds_half_away_on_decimal_digits(void **state)
{
    (void)state;
    static const struct shown_case cases[] = {
        {"0", 0.5, "1"},
        {"0", 1.5, "2"},
        {"0", 2.5, "3"},
        {"0", -2.5, "-3"},
        {"0", 2.4999, "2"},
        {"0", 0.49999999999999994, "1"}, // 0.500000000000000 to 15 digits
        {"0.0", 35.25, "35.3"},
        {"0.0", 99.95, "100.0"},
        {"0.00", 1.005, "1.01"}, // in binary a hair less
        {"0%", 0.285, "29%"},
        {"0%", 0.145, "15%"},
        {"0%", 1.005, "101%"},
        {"0.0%", 0.0005, "0.1%"},
        {"0", 999.5, "1000"},
        {"#,##0", 999999.5, "1,000,000"},
        {"0.00", 0.005, "0.01"},
        {"0.00", 0.004, "0.00"},
        {"0.0", 0.1 + 0.2, "0.3"},
        {"0.00000000000000000", 0.1 + 0.2, "0.30000000000000000"},
        {"0", 1.23456789012345678e17, "123456789012346000"},
    };
    check_shown(cases, COUNT(cases));
}

static void rounds_half_to_even_where_asked(void **state)
{
    (void)state;
    static const struct shown_case cases[] = {
        {"0", 0.5, "0"},      {"0", 1.5, "2"},        {"0", 2.5, "2"},        {"0", 2.500001, "3"},
        {"0%", 0.285, "28%"}, {"0.0", 35.25, "35.2"}, {"0.0", 35.35, "35.4"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        const char *shown = format_number_even(&arena, cases[i].code, cases[i].value);
        if (!text_equal(shown, cases[i].shown))
            fail_msg("%.15g under %s is '%s', not '%s'", cases[i].value, cases[i].code, shown,
                     cases[i].shown);
        arena_free(&arena);
    }
}

static void puts_the_minus_where_excel_does(void **state)
{
    (void)state;
    static const struct shown_case cases[] = {
        // One section: none where nothing is left of the number.
        {"0", -0.3, "0"},
        {"0%", -0.003, "0%"},
        {"0", -0.5, "-1"},
        {"General", -0.3, "-0.3"},
        {"\"only words\"", -5, "-only words"},
        // Two: the sign decides before the number is rounded.
        {"0.0%;-0.0%", -0.0003, "-0.0%"},
        {"+0.0%;-0.0%", 0.0003, "+0.0%"},
        {"0;(0)", -0.3, "(0)"},
        {"0;0", -5, "5"},
        // Three: only an exact zero is zero.
        {"0;-0;\"nil\"", 0, "nil"},
        {"0;-0;\"nil\"", 0.3, "0"},
        {"0;-0;\"nil\"", -0.3, "-0"},
        {"0;-0;\"nil\"", -0.0, "nil"},
        // Empty sections hide their numbers.
        {"0;;", -5, ""},
        {"0;", -5, ""},
        {"0;;;@", 0, ""},
        {";;;", 5, ""},
    };
    check_shown(cases, COUNT(cases));
}

static void shows_placeholders(void **state)
{
    (void)state;
    static const struct shown_case cases[] = {
        {"#", 0, ""},
        {"#", 12, "12"},
        {"#.##", 1.5, "1.5"},
        {"#.##", 1, "1."},
        {"#.0#", 0.5, ".5"},
        {"#.0#", 1.25, "1.25"},
        {"0.0##", 1.2, "1.2"},
        {".0", 12.5, "12.5"},
        {"?0.0?", 5.5, " 5.5 "},
        {"?0.0?", 15.25, "15.25"},
        {"00000", 42, "00042"},
        {"000-000", 1234.5, "001-235"},
        {"0,000", 5, "0,005"},
        {"# ##0", 1234, "1 234"},
        {"0\\x", 5, "5x"},
        {"0.0_x", 5, "5.0 "},
        {"*-0", 5, "5"},
        {"0\"\"", 5, "5"},
        {"-0", 5, "-5"},
        {"0\" a \"\\\"\"b\"\\\"", 5, "5 a \"b\""},
    };
    check_shown(cases, COUNT(cases));
}

static void scales_by_commas_and_percent(void **state)
{
    (void)state;
    static const struct shown_case cases[] = {
        {"0,", 1499, "1"},
        {"#,##0,", 1234567, "1,235"},
        {"0.0,\"k\"", 1250, "1.3k"},
        {"0.00,,\"m\"", 16700000, "16.70m"},
        {"\"£\"0.0,,\"m\"", -1250000, "-£1.3m"},
        {"0.000%", 0.12345678, "12.346%"},
        {"%0", 0.5, "%50"},
    };
    check_shown(cases, COUNT(cases));
}

static void chooses_sections_by_conditions(void **state)
{
    (void)state;
    static const char thousands[] = "[<1000]0;[<1000000]0.0,\"k\";0.0,,\"m\"";
    static const struct shown_case cases[] = {
        {"[<1000]0;0.0,\"k\"", 999, "999"},
        {"[<1000]0;0.0,\"k\"", 1000, "1.0k"},
        {"[<1000]0;0.0,\"k\"", -5000, "-5000"},
        {thousands, 950, "950"},
        {thousands, 1500, "1.5k"},
        {thousands, 2500000, "2.5m"},
        {"[>=1000]0.0,\"k\";[>=10]0;0.00", -5, "-5.00"},
        {"[Red][<100]0.0;[Color 12]0", 5, "5.0"},
        {"[Red][<100]0.0;[Color 12]0", 500, "500"},
        {"[=1]\"one\";[=0]\"none\";0", 1, "one"},
        {"[=1]\"one\";[=0]\"none\";0", 7, "7"},
        {"[<>0]0;\"nil\"", 0, "nil"},
        {"[>100]\"many\";\"fewer\";0", -5, "fewer"}, // without its own: for the negative
        // Sections that only negative numbers reach say themselves how they look.
        {"[>=0]0;0.0", -5, "5.0"},
        {"[<0]\"down \"0;0", -5, "down 5"},
        {"[>0]\"up \"0;[=0]\"same\";\"down \"0", -5, "down 5"},
        {"[>1]0;0.0", -5, "-5.0"},
    };
    check_shown(cases, COUNT(cases));
}

static void shows_general(void **state)
{
    (void)state;
    static const struct shown_case cases[] = {
        {"", 0.75, "0.75"},
        {NULL, 12, "12"},
        {"General", 0, "0"},
        {"General", -1234.5, "-1234.5"},
        {"General", 0.1234567890123, "0.123456789"}, // 11 characters
        {"General", 1234.567890123, "1234.56789"},
        {"General", 12345678901.5, "12345678902"},
        {"General", 99999999999.5, "1E+11"},
        {"General", 123456789012, "1.23457E+11"},
        {"General", 0.00001234, "0.00001234"},
        {"General", 0.0000123456789, "1.23457E-05"},
        {"General", 1e-10, "1E-10"},
        {"General", 1.0 / 3, "0.333333333"},
        {"General\" [r]\"", 0.5, "0.5 [r]"},
        {"general;-GENERAL", -2.5, "-2.5"},
        {"@", 2.5, "2.5"}, // a code for texts
    };
    check_shown(cases, COUNT(cases));
}

static void shows_no_number_as_an_error(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_string_equal(format_number(&arena, "0.0", INFINITY), "#NUM!");
    assert_string_equal(format_number(&arena, "0.0", (double)NAN), "#NUM!");
    assert_string_equal(format_number(&arena, "dd/mm", 2.5), "2.5"); // a fault: General
    arena_free(&arena);
}

static void shows_texts(void **state)
{
    (void)state;
    static const struct {
        const char *code, *text, *shown;
    } cases[] = {
        {"0%", "No target", "No target"},
        {"0;-0;0;@", "No target", "No target"},
        {"0;-0;0;@\" [p]\"", "No target", "No target [p]"},
        {"0;@\" [p]\"", "No target", "No target [p]"},
        {"0;-0;0;", "No target", ""},
        {"0;-0;0;\"words\"", "No target", "words"},
        {"@", "No target", "No target"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        const char *shown = format_text(&arena, cases[i].code, cases[i].text);
        if (!text_equal(shown, cases[i].shown))
            fail_msg("'%s' under %s is '%s', not '%s'", cases[i].text, cases[i].code, shown,
                     cases[i].shown);
        arena_free(&arena);
    }
}

static void refuses_faults(void **state)
{
    (void)state;
    static const struct {
        const char *code, *fault;
    } cases[] = {
        {"0.0m", "d, m, y, h and s are for dates; text stands in double quotes"},
        {"dd/mm/yyyy", "d, m, y, h and s are for dates; text stands in double quotes"},
        {"0 people", "letters, the figures 1 to 9 and / stand in double quotes"},
        {"0.0E+00", "letters, the figures 1 to 9 and / stand in double quotes"},
        {"0.1", "letters, the figures 1 to 9 and / stand in double quotes"},
        {"?/?", "letters, the figures 1 to 9 and / stand in double quotes"},
        {"0\"m", "a double quote is not closed"},
        {"0[Red", "a '[' is not closed"},
        {"[h]:0", "only a colour, a condition such as [<100] or a currency such as [$£-809] may "
                  "stand in brackets"},
        {"0\\", "a character is missing after the last one"},
        {"0_", "a character is missing after the last one"},
        {"0.0.0", "a section has two decimal points"},
        {"0%%", "a section has two percent signs"},
        {",0", "a comma without a digit before it stands in double quotes"},
        {"0.0,0", "a comma stands among the decimals"},
        {"0,.0", "commas that scale stand after the last digit, as in 0.0,"},
        {"0;0;0;@;0", "it has more than four sections"},
        {"0;0;0;0", "the fourth section is for texts: it has no digits"},
        {"@;0", "the text (@) stands in the last section"},
        {"0@", "a section shows digits, General or the text (@), only one of them"},
        {"General0", "a section shows digits, General or the text (@), only one of them"},
        {"[<x]0;0", "a condition compares with a number, as in [<100]"},
        {"[<1][>0]0;0", "a section has two conditions"},
        {"0;0;[<1]0", "only the first two sections for numbers may have a condition"},
        {"0;[<1]@", "only the first two sections for numbers may have a condition"},
        {"[<100]0", "the numbers that do not meet the condition need a section of their own"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *fault = format_fault(cases[i].code);
        if (!text_equal(fault, cases[i].fault))
            fail_msg("%s: '%s', not '%s'", cases[i].code, fault ? fault : "sound", cases[i].fault);
    }
    struct arena arena = {0};
    struct text code = {.arena = &arena};
    for (int i = 0; i < 256; i++)
        text_add_char(&code, '0');
    assert_string_equal(format_fault(text_done(&code)),
                        "it is longer than the 255 characters that Excel takes");
    arena_free(&arena);
}

static void knows_decimals_and_percent(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        int decimals;
        bool percent;
    } cases[] =
        {
            {"0", 0, false},       {"#,##0", 0, false},       {"0.00", 2, false},
            {"0%", 2, true},       {"0.0%", 3, true},         {"+0.0%;-0.0%", 3, true},
            {"0\"%\"", 0, false}, // quoted: no percentage
            {"0,000,", -3, false}, {"0.0,,\"m\"", -5, false}, {"General", 15, false},
            {"", 15, false},       {"@", 15, false},          {"\"words\"", 15, false},
        };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int decimals = format_decimals(cases[i].code);
        if (decimals != cases[i].decimals)
            fail_msg("%s has %d decimals, not %d", cases[i].code, decimals, cases[i].decimals);
        if (format_is_percent(cases[i].code) != cases[i].percent)
            fail_msg("%s is a percentage, or is not", cases[i].code);
    }
}

static void adds_literals(void **state)
{
    (void)state;
    static const struct {
        const char *code, *prefix, *suffix, *made;
    } cases[] = {
        {"0%", "", " [r]", "0%\" [r]\""},
        {"0%;-0%", "", " [r]", "0%\" [r]\";-0%\" [r]\""},
        {"0.0\"m\"", "", " [r]", "0.0\"m\"\" [r]\""},
        {"", "", " [r]", "General\" [r]\""},
        {"0;;;@", "", " [r]", "0\" [r]\";;;@"}, // what is hidden stays hidden, texts as they are
        {"0", "", " 5\"", "0\" 5\"\\\""},
        {"0", "", "", "0"},
        // The minus stays beside its number.
        {"0%", "▼ ", "", "\"▼ \"0%;\"▼ \"-0%"},
        {"+0%;-0%", "▼ ", "", "\"▼ \"+0%;\"▼ \"-0%"},
        {"0;@", "▼ ", "", "\"▼ \"0;\"▼ \"-0;\"▼ \"0;@"},
        {"[Red]0;[Blue][<5]-0", "▼ ", "", "[Red]\"▼ \"0;[Blue][<5]\"▼ \"-0"},
        {"General", "▼ ", "", "\"▼ \"General;\"▼ \"-General"},
        {"@", "▼ ", "", "@"},
        {"faulty", "▼ ", "", "faulty"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        const char *made = *cases[i].prefix
                               ? format_with_prefix(&arena, cases[i].code, cases[i].prefix)
                               : format_with_suffix(&arena, cases[i].code, cases[i].suffix);
        if (!text_equal(made, cases[i].made))
            fail_msg("%s with '%s%s' is %s, not %s", cases[i].code, cases[i].prefix,
                     cases[i].suffix, made, cases[i].made);
        arena_free(&arena);
    }
}

static void makes_room_for_a_text(void **state)
{
    (void)state;
    static const struct {
        const char *code, *like, *made;
    } cases[] = {
        {"0%", " [r]", "0%_ _[_r_]"},
        {"0;-0;;@", "é", "0_é;-0_é;;@"},
        {"0", "", "0"},
        {"faulty", " [r]", "faulty"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *made = format_with_padding(&arena, cases[i].code, cases[i].like);
        if (!text_equal(made, cases[i].made))
            fail_msg("%s with room for '%s' is %s, not %s", cases[i].code, cases[i].like, made,
                     cases[i].made);
    }
    assert_string_equal(format_of_text(&arena, "", " [r]"), "@\" [r]\"");
    assert_string_equal(format_of_text(&arena, "▼ ", ""), "\"▼ \"@");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_figures_of_scorecards),
        cmocka_unit_test(rounds_half_away_on_decimal_digits),
        cmocka_unit_test(rounds_half_to_even_where_asked),
        cmocka_unit_test(puts_the_minus_where_excel_does),
        cmocka_unit_test(shows_placeholders),
        cmocka_unit_test(scales_by_commas_and_percent),
        cmocka_unit_test(chooses_sections_by_conditions),
        cmocka_unit_test(shows_general),
        cmocka_unit_test(shows_no_number_as_an_error),
        cmocka_unit_test(shows_texts),
        cmocka_unit_test(refuses_faults),
        cmocka_unit_test(knows_decimals_and_percent),
        cmocka_unit_test(adds_literals),
        cmocka_unit_test(makes_room_for_a_text),
    };
    return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
