#include "layout/condition.h"

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *headings[] = {"Code", "Area name (2011)", "%_aged_0-15", "Age", "a-b", "a+b"};
static const struct row heading_row = {1, 1, COUNT(headings), headings};

static void names_mean_headings(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int column; // -1: none, or more than one
    } cases[] = {
        {"Code", 0},
        {"code", 0},
        {"Area_name_2011", 1},
        {"area_name__2011_", 1},
        {"aged_0_15", 2},
        {"_aged_0_15", 2},
        {"Age", 3},
        {"a_b", -1},
        {"Ages", -1},
        {"Area_name", -1},
        {"Areaname2011", -1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int column = condition_column(&heading_row, cases[i].name);
        if (column != cases[i].column)
            fail_msg("'%s' is column %d, not %d", cases[i].name, column, cases[i].column);
    }
}

static void conditions_choose_rows(void **state)
{
    (void)state;
    static const struct {
        const char *condition;
        const char *cells[4];
        bool is_true;
        size_t errors;
    } cases[] = {
        {"Code = \"e09\"", {"E09", "", "", ""}, true, 0},
        {"Code <> \"\"", {"", "", "", ""}, false, 0},
        {"Code <> \"\"", {"E09", "", "", ""}, true, 0},
        {"Code = 1", {"1", "", "", ""}, true, 0},
        {"Code = \"1\"", {"1", "", "", ""}, false, 0}, // as in Excel: the cell is a number
        {"Code = 7", {"007", "", "", ""}, true, 0},
        {"LEFT(Code, 3) = \"E09\"", {"E09000001", "", "", ""}, true, 0},
        {"Age >= 1000", {"", "", "", "1,018"}, true, 0},
        {"Age >= 18", {"", "", "", ""}, false, 0},
        {"aged_0_15 > 0.2", {"", "", "21%", ""}, true, 0},
        {"AND(Area_name_2011 <> \"\", NOT(Age < 18))", {"", "Camden", "", "18"}, true, 0},
        {"Age - 18", {"", "", "", "19"}, true, 0},
        {"Age - 18", {"", "", "", "18"}, false, 0},
        {"Age + 1 > 18", {"", "", "", "adult"}, false, 1},
        {"Code", {"E09", "", "", ""}, false, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct problems problems;
        struct condition condition;
        const char *cells[4];
        memcpy(cells, cases[i].cells, sizeof cells);
        problems_init(&problems, &arena);
        const struct row row = {2, 2, COUNT(cells), cells};
        struct expression *tree =
            expression_read(cases[i].condition, (struct place){0}, &arena, &problems);
        condition_open(&condition, tree, &arena, &problems);
        condition_bind(&condition, &heading_row);
        bool is_true = condition_is_true(&condition, "crime.csv", &row);
        is_true &= condition_is_true(&condition, "crime.csv", &row); // a fault is told once
        if (is_true != cases[i].is_true || problems.errors != cases[i].errors)
            fail_msg("row %zu, %s: true %d, errors %zu", i, cases[i].condition, is_true,
                     problems.errors);
        condition_close(&condition);
        arena_free(&arena);
    }
}

static void without_a_condition_every_row_is_chosen(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct condition condition;
    condition_open(&condition, NULL, &arena, NULL);
    condition_bind(&condition, &heading_row);
    assert_true(condition_is_true(&condition, "crime.csv", &(struct row){0}));
    condition_close(&condition);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_mean_headings),
        cmocka_unit_test(conditions_choose_rows),
        cmocka_unit_test(without_a_condition_every_row_is_chosen),
    };
    return cmocka_run_group_tests_name("conditions on rows", tests, NULL, NULL);
}
