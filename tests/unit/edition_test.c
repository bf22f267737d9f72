#include "layout/edition.h"

#include "base/text.h"

// cmocka.h needs these before it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct arena arena;

static void words_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *words, *name; // NULL: it is none
    } cases[] = {
        {"mirror", "mirror"},
        {"accessible", "accessible"},
        {"Values", "values"},
        {"accessible,values", "accessible values"},
        {" values , accessible ", "accessible values"},
        {"mirror,values", "values"},
        {"", NULL},
        {"acessible", NULL},
        {"accessible values", "accessible values"},
        {"values,", "values"},
        {" ,", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct edition edition;
        const char *name =
            edition_read(&arena, cases[i].words, &edition) ? edition_name(edition) : NULL;
        if (!text_equal(name, cases[i].name))
            fail_msg("%s: %s", cases[i].words, name ? name : "none");
    }
}

static void files_have_names_of_their_own(void **state)
{
    (void)state;
    static const struct {
        bool is_accessible, is_values;
        const char *name, *expected;
    } cases[] = {
        {false, false, "CT scorecard May 2007.xlsx", "CT scorecard May 2007.xlsx"},
        {true, false, "CT scorecard May 2007.xlsx", "ct-scorecard-may-2007-accessible.xlsx"},
        {false, true, "CT scorecard May 2007.xlsx", "ct-scorecard-may-2007-values.xlsx"},
        {true, true, "Ward.xlsx", "ward-accessible-values.xlsx"},
        {true, false, "2007/08: R&D (all).xlsx", "2007-08-r-d-all-accessible.xlsx"},
        {true, false, "-- a --  b --.xlsx", "a-b-accessible.xlsx"},
        {true, false, "Curaçao.xlsx", "curaçao-accessible.xlsx"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct edition edition = {cases[i].is_accessible, cases[i].is_values};
        const char *name = edition_file_name(&arena, edition, cases[i].name);
        if (!text_equal(name, cases[i].expected))
            fail_msg("expected: %s\nbut got:  %s", cases[i].expected, name);
    }
}

static int start(void **state)
{
    (void)state;
    arena_init(&arena);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read),
        cmocka_unit_test(files_have_names_of_their_own),
    };
    return cmocka_run_group_tests(tests, start, end);
}
