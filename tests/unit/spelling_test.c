#include "base/spelling.h"
#include "base/text.h"

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const keys[] = {"width", "heading", "format", "formula",
                                   "judge", "merge",   "each",   "save as"};

static void finds_what_was_meant(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *meant;
    } cases[] = {
        {"width", "width"},
        {"widht", "width"}, // swapped neighbours
        {"widt", "width"},
        {"widths", "width"},
        {"Width", "width"}, // case is free
        {"WITDH", "width"},
        {"headng", "heading"},
        {"haedign", "heading"}, // two swaps in seven letters
        {"formla", "formula"},
        {"frmat", "format"},
        {"save_as", "save as"},
        {"mérge", "merge"}, // é is one letter
        {"eahc", "each"},
        // Too far from anything.
        {"", NULL},
        {"x", NULL},
        {"ea", NULL},
        {"colour", NULL},
        {"wdhti", NULL},
        {"a word of more than sixty-three letters, which nobody mistypes as a key", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *nearest = spelling_nearest(cases[i].typed, keys, COUNT(keys));
        if (!text_equal(nearest, cases[i].meant))
            fail_msg("'%s' is taken for '%s', not '%s'", cases[i].typed, nearest, cases[i].meant);
    }
}

static void prefers_fewer_edits_then_the_first(void **state)
{
    (void)state;
    static const char *const candidates[] = {"target_txt", "target_one", "target_two"};
    assert_string_equal(spelling_nearest("target_tow", candidates, 3), "target_two");
    assert_string_equal(spelling_nearest("target_xxx", candidates, 3), "target_txt");
    assert_string_equal(spelling_nearest("target_", candidates + 1, 1) ? "near" : "far", "far");
    assert_null(spelling_nearest("width", keys, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_meant),
        cmocka_unit_test(prefers_fewer_edits_then_the_first),
    };
    return cmocka_run_group_tests_name("spelling", tests, NULL, NULL);
}
