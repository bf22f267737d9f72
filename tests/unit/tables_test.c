#include "xlsx/tables.h"

#include "base/text.h"

// cmocka.h needs these before it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct arena arena;

// A sheet of three columns: headings in row 1, two rows below them.
static struct plan plan_with(const char *first, const char *second, const char *name,
                             struct merge range)
{
    struct plan plan = {0};
    struct plan_sheet *sheet = plan_sheet_add(&arena, &plan, "Wards");
    plan_text_add(&arena, sheet, 0, 0, NULL, first);
    plan_text_add(&arena, sheet, 0, 1, NULL, second);
    plan_number_add(&arena, sheet, 0, 2, NULL, 2007, NULL);
    plan_text_add(&arena, sheet, 1, 0, NULL, "Upton");
    plan_table_add(&arena, &plan, sheet, range, name);
    plan_finish(&plan);
    return plan;
}

static void tables_that_excel_calls_broken_are_refused(void **state)
{
    (void)state;
    static const struct merge two = {0, 2, 0, 1};
    const struct {
        const char *first, *second, *name;
        struct merge range;
        const char *fault; // NULL: it is sound
    } cases[] = {
        {"Ward", "Calls", "Wards_and_calls", two, NULL},
        {"Ward", "Calls", "Straße", two, NULL},
        {"Ward", "", "Wards", two, "a heading that is no text"},
        {"Ward", "Calls", "Wards", {0, 2, 0, 2}, "a heading that is no text"},
        {"Ward", "Calls\nin time", "Wards", two, "a heading of more than one line"},
        {"Ward", "WARD", "Wards", two, "two headings that are the same"},
        {"Ward", "Calls", "", two, "a name that Excel does not take"},
        {"Ward", "Calls", "All wards", two, "a name that Excel does not take"},
        {"Ward", "Calls", "2007", two, "a name that Excel does not take"},
        {"Ward", "Calls", "AB12", two, "a name that could be a cell's"},
        {"Ward", "Calls", "r", two, "a name that could be a cell's"},
        {"Ward", "Calls", "Wards", {0, 0, 0, 1}, "no row below its headings"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct plan plan =
            plan_with(cases[i].first, cases[i].second, cases[i].name, cases[i].range);
        const char *expected = cases[i].fault
                                   ? arena_print(&arena, "sheet 'Wards': the table '%s' has %s",
                                                 cases[i].name, cases[i].fault)
                                   : NULL;
        const char *fault = tables_fault(&plan, &arena);
        if (!text_equal(fault, expected))
            fail_msg("expected: %s\nbut got:  %s", expected ? expected : "no fault",
                     fault ? fault : "no fault");
    }
}

static void tables_do_not_share_cells(void **state)
{
    (void)state;
    struct plan plan = plan_with("Ward", "Calls", "Wards", (struct merge){0, 2, 0, 1});
    struct plan_sheet *sheet = &plan.sheets.items[0];
    plan_table_add(&arena, &plan, sheet, (struct merge){2, 3, 1, 1}, "Others");
    assert_string_equal(tables_fault(&plan, &arena),
                        "sheet 'Wards': the table 'Others' has cells of another table");
    sheet->tables.count = 1;
    plan_merge_add(&arena, sheet, (struct merge){2, 2, 1, 2});
    assert_string_equal(tables_fault(&plan, &arena),
                        "sheet 'Wards': the table 'Wards' has merged cells");
}

static void tables_do_not_share_names(void **state)
{
    (void)state;
    struct plan plan = plan_with("Ward", "Calls", "Wards", (struct merge){0, 2, 0, 1});
    struct plan_sheet *sheet = plan_sheet_add(&arena, &plan, "More");
    plan_table_add(&arena, &plan, sheet, (struct merge){0, 1, 0, 1}, "WARDS");
    plan_table_add(&arena, &plan, sheet, (struct merge){3, 4, 0, 1}, "wards");
    assert_string_equal(sheet->tables.items[0].name, "WARDS_2");
    assert_string_equal(sheet->tables.items[1].name, "wards_3");
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
        cmocka_unit_test(tables_that_excel_calls_broken_are_refused),
        cmocka_unit_test(tables_do_not_share_cells),
        cmocka_unit_test(tables_do_not_share_names),
    };
    return cmocka_run_group_tests(tests, start, end);
}
