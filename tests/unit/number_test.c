#include "base/format.h"
#include "base/number.h"
#include "base/text.h"

#include <math.h>

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void reads_numbers_as_typed(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        double value;
        const char *format;
    } cases[] = {
        {"98", 98, "0"},
        {"0", 0, "0"},
        {"9406", 9406, "0"},
        {"8,500", 8500, "#,##0"},
        {"1,234,567", 1234567, "#,##0"},
        {"1,132.50", 1132.5, "#,##0.00"},
        {"0.003", 0.003, "0.000"},
        {"-4.2", -4.2, "0.0"},
        {"+5", 5, "+0;-0"},
        {"-0.9%", -0.009, "0.0%"},
        {"+2.5%", 0.025, "+0.0%;-0.0%"},
        {"28.5%", 0.285, "0.0%"},
        {"12 %", 0.12, "0 %"},
        {"£4,744", 4744, "\"£\"#,##0"},
        {"£16.7m", 16.7, "\"£\"0.0\"m\""},
        {"-£3.5m", -3.5, "\"£\"0.0\"m\""},
        {"$1.25", 1.25, "\"$\"0.00"},
        {"€12bn", 12, "\"€\"0\"bn\""},
        {"35.2m", 35.2, "0.0\"m\""},
        {"1.5 mn", 1.5, "0.0\" mn\""},
        {"250K", 250, "0\"K\""},
        {"(12)", -12, "0;(0)"},
        {"(£1,200)", -1200, "\"£\"#,##0;(\"£\"#,##0)"},
        {"(1.5%)", -0.015, "0.0%;(0.0%)"},
        {".5", 0.5, ".0"},
        {"007", 7, "000"},
        {"−4.2", -4.2, "0.0"}, // a real minus sign
        {"–4.2", -4.2, "0.0"}, // a dash
        {"  98 ", 98, "0"},
        {"\u00A098", 98, "0"},
        {"123456789012345", 123456789012345, "0"},
        {"0.6666666666666666", 0.6666666666666666, "0.0000000000000000"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct number number;
        if (!number_read(&arena, cases[i].typed, &number))
            fail_msg("'%s' is refused", cases[i].typed);
        if (number.value != cases[i].value || !text_equal(number.format, cases[i].format))
            fail_msg("'%s' is %.17g under %s, not %.17g under %s", cases[i].typed, number.value,
                     number.format, cases[i].value, cases[i].format);
        arena_free(&arena);
    }
}

static void shows_numbers_as_typed(void **state)
{
    (void)state;
    static const char *const typed[] = {
        "98",     "-4.2",   "+2.5%",  "8,500",   "£4,744", "£3.5m",  "35.2m", "(12)",
        "12 %",   "+5",     "-0.9%",  "(1.5%)",  "0.003",  "1.5 mn", "007",   "(£1,200)",
        "-£3.5m", "-8,500", "100.0%", "€0.1bn",  ".5",     "0",      "0.0%",  "1,132.50",
        "-5%",    "+0.1",   "-1,000", "12.345%", "0.50",   "1,000k",
    };
    for (size_t i = 0; i < COUNT(typed); i++) {
        struct arena arena = {0};
        struct number number;
        assert_true(number_read(&arena, typed[i], &number));
        assert_null(format_fault(number.format));
        const char *shown = format_number(&arena, number.format, number.value);
        if (!text_equal(shown, typed[i]))
            fail_msg("'%s' is shown as '%s' under %s", typed[i], shown, number.format);
        arena_free(&arena);
    }
}

static void refuses_what_is_no_number(void **state)
{
    (void)state;
    static const char *const typed[] = {
        "",       " ",        "-",       "+",     ".",       "5.",     "%",
        "£",      "n/a",      "1e5",     "1E5",   "0x10",    "inf",    "nan",
        "1 2",    "1..2",     "1,23",    "12,34", "1,2345",  ",123",   "0,123",
        "1,,000", "1234,567", "1.5,000", "--5",   "+-5",     "5-",     "(5",
        "5)",     "(-5)",     "£-5",     "5£",    "5%%",     "5m%",    "5 miles",
        "12p",    "1/2",      "3 of 4",  "12:30", "2007-05", "98 [r]", "1234567890123456",
    };
    for (size_t i = 0; i < COUNT(typed); i++) {
        struct arena arena = {0};
        struct number number;
        if (number_read(&arena, typed[i], &number))
            fail_msg("'%s' is read as %.15g", typed[i], number.value);
        arena_free(&arena);
    }
}

static void rounds_on_decimal_digits(void **state)
{
    (void)state;
    static const struct {
        double value;
        int decimals;
        double rounded, up, down;
    } cases[] = {
        {0.285, 2, 0.29, 0.29, 0.28},
        {-0.285, 2, -0.29, -0.29, -0.28},
        {1.005, 2, 1.01, 1.01, 1},
        {2.5, 0, 3, 3, 2},
        {-2.5, 0, -3, -3, -2},
        {2.4, 0, 2, 3, 2},
        {0.49, 0, 0, 1, 0},
        {0.001, 1, 0, 0.1, 0},
        {99.95, 1, 100, 100, 99.9},
        {1250, -2, 1300, 1300, 1200},
        {50, -2, 100, 100, 0},
        {49, -2, 0, 100, 0},
        {4, -3, 0, 1000, 0},
        {0, 2, 0, 0, 0},
        {0, -2, 0, 0, 0},
        {0.1 + 0.2, 1, 0.3, 0.3, 0.3},
        {1.0 / 3, 20, 1.0 / 3, 1.0 / 3, 1.0 / 3},
        {1.1 - 1, 15, 0.1, 0.1, 0.1},
        {1e300, 2, 1e300, 1e300, 1e300},
        {1234.5, INT32_MAX, 1234.5, 1234.5, 1234.5},
        {1234.5, -20, 0, 1e20, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double value = cases[i].value;
        int decimals = cases[i].decimals;
        double rounded = number_round(value, decimals);
        double up = number_round_up(value, decimals);
        double down = number_round_down(value, decimals);
        if (rounded != cases[i].rounded || up != cases[i].up || down != cases[i].down)
            fail_msg("%.17g at %d rounds to %.17g, up to %.17g, down to %.17g", value, decimals,
                     rounded, up, down);
    }
    assert_true(isinf(number_round(INFINITY, 2)));
    assert_true(number_round(1234.5, INT32_MIN) == 0);
}

static void shows_numbers_in_short(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *shown;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {0.75, "0.75"},
        {-12, "-12"},
        {1200, "1200"},
        {0.1 + 0.2, "0.3"},
        {1.0 / 3, "0.333333333333333"},
        {0.00001, "0.00001"},
        {1.0 / 3000, "0.000333333333333333"},
        {1.0 / 30000, "3.33333333333333E-05"},
        {1.23456789012345678e17, "123456789012346000"},
        {1e19, "10000000000000000000"},
        {1e20, "1E+20"},
        {-1.5e-300, "-1.5E-300"},
        {1.7976931348623157e308, "1.79769313486232E+308"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char buffer[NUMBER_ROOM];
        if (!text_equal(number_show(cases[i].value, buffer), cases[i].shown))
            fail_msg("%.17g is '%s', not '%s'", cases[i].value, buffer, cases[i].shown);
    }
}

static void agrees_to_fifteen_digits(void **state)
{
    (void)state;
    static const struct {
        double one, other;
        bool agrees;
    } cases[] = {
        {0.3, 0.1 + 0.2, true},     {1.0 / 3, 0.333333333333333, true},
        {1, 1 + 1e-15, true},       {1e15, 1e15 + 1, true},
        {1e15, 1e15 + 10, false},   {0, 1e-13, true},
        {1e-13, -1e-13, true},      {0, 1e-11, false},
        {12345.6, 12345.7, false},  {5, -5, false},
        {INFINITY, INFINITY, true}, {INFINITY, -INFINITY, false},
        {INFINITY, 1e308, false},   {(double)NAN, (double)NAN, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (number_agrees(cases[i].one, cases[i].other) != cases[i].agrees)
            fail_msg("%.17g and %.17g agree, or do not", cases[i].one, cases[i].other);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_numbers_as_typed),    cmocka_unit_test(shows_numbers_as_typed),
        cmocka_unit_test(refuses_what_is_no_number), cmocka_unit_test(rounds_on_decimal_digits),
        cmocka_unit_test(shows_numbers_in_short),    cmocka_unit_test(agrees_to_fifteen_digits),
    };
    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
