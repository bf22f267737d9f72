#include "record/issue.h"

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void folders_have_a_place_for_their_issues(void **state)
{
    (void)state;
    static const struct {
        const char *output, *folder, *period, *kept;
    } cases[] = {
        {"output", "output/boroughs/2025-11", "2025-11", "output/issued/boroughs"},
        {"output/", "output/boroughs/2025-11/", "2025-11", "output/issued/boroughs"},
        {"output", "output/boroughs", "2025-11", "output/issued/boroughs"},
        {"output", "output/crime/boroughs/2025-11", "2025-11", "output/issued/crime/boroughs"},
        {"output", "output/2025-11", "2025-11", "output/issued/all"},
        {"output", "output", "2025-11", "output/issued/all"},
        {"output", "output", "", "output/issued/all"},
        {"output", "/somewhere/else/2025-11", "2025-11", "output/issued/all"},
        {"output", "/somewhere/else", "2025-11", "output/issued/else"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *kept = issues_folder(cases[i].output, cases[i].folder, cases[i].period, &arena);
        if (!text_equal(kept, cases[i].kept))
            fail_msg("%s: %s, not %s", cases[i].folder, kept, cases[i].kept);
    }
    arena_free(&arena);
}

static void files_have_a_place_in_an_issue(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *file, *layout, *path;
    } cases[] = {
        {"workbook", "A.xlsx", "a.yaml", "A.xlsx"},
        {"record", "figures.csv", "", "figures.csv"},
        {"input", "crime/2025.csv", "a.yaml", "made-of/inputs/crime/2025.csv"},
        {"definition", "a.yaml", "a.yaml", "made-of/definitions/a/in/in/a.yaml"},
        {"definition", "../../house.yaml", "a.yaml", "made-of/definitions/a/house.yaml"},
        {"definition", "b.yaml", "b.yaml", "made-of/definitions/b/b.yaml"},
        {"option", "--period 2025-10", "a.yaml", NULL},
        {"program", "scorebook", "a.yaml", NULL},
    };
    struct arena arena = {0};
    struct index index = {arena_array(&arena, struct index_entry, COUNT(cases)), COUNT(cases),
                          false};
    for (size_t i = 0; i < COUNT(cases); i++)
        index.items[i] = index_entry_of(cases[i].kind, cases[i].file, cases[i].layout);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *path = issue_path(&index, &index.items[i], &arena);
        if (!text_equal(path, cases[i].path))
            fail_msg("%s '%s': %s, not %s", cases[i].kind, cases[i].file, path, cases[i].path);
    }
    arena_free(&arena);
}

static void the_last_issue_is_that_of_the_period(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct issues issues = {0};
    static const char *const listed[][2] = {
        {"2025-10", "1"}, {"2025-11", "1"}, {"2025-11", "10"}, {"2025-11", "9"}, {"2025-12", "2"}};
    for (size_t i = 0; i < COUNT(listed); i++)
        *list_add(&arena, &issues.items) =
            (struct issue_entry){.period = listed[i][0], .number = listed[i][1]};
    assert_int_equal(issues_last(&issues, "2025-11"), 10);
    assert_int_equal(issues_last(&issues, "2025-10"), 1);
    assert_int_equal(issues_last(&issues, "2025-09"), 0);
    assert_string_equal(issue_name("2025-11", 10, &arena), "2025-11-10");
    assert_string_equal(issue_name("2024/25 Q1", 1, &arena), "2024-25 Q1-1");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_have_a_place_for_their_issues),
        cmocka_unit_test(files_have_a_place_in_an_issue),
        cmocka_unit_test(the_last_issue_is_that_of_the_period),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
