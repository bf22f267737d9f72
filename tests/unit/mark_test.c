#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "model/mark.h"
#include "plan/build.h"

// Figures that are said to be revised carry the mark and a note, and no others.

static char folder[] = "/tmp/mark_test.XXXXXX";

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int setup(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int teardown(void **state)
{
    (void)state;
    unlink("layout.yaml");
    unlink("calls.csv");
    unlink("register.csv");
    return chdir("/") != 0 || rmdir(folder) != 0;
}

static const char layout_text[] = "title: Calls\n"
                                  "save as: Calls.xlsx\n"
                                  "periods: {every: month, latest: 2024-05}\n"
                                  "data: {calls: {file: calls.csv, period: headings}}\n"
                                  "sheets:\n"
                                  "  Calls:\n"
                                  "    rows: register.csv\n"
                                  "    columns:\n"
                                  "      label: {heading: Measure, width: 20}\n"
                                  "      month: {heading: \"{period:mmm}\", each: rolling2}\n"
                                  "      rolling2: {heading: Both}\n";

static const struct {
    struct revised_figure figure;
    const char *line;  // of the plan, which it has then
    const char *other; // and one that it still has
} cases[] = {
    {{"", "Calls", "answered", "month", "2024-04", "Published as 12"},
     "B4 =IF(Data!$E$4=\"\",\"Not available\",Data!$E$4) | 10 | 10 [r] | measure | note "
     "\"Published as 12\"\n",
     "C4 =IF(Data!$F$4=\"\",\"Not available\",Data!$F$4) | 20 | 20 | measure\n"},
    {{"", "Calls", "answered", "rolling2", "2024-04..2024-05", NULL},
     "D4 =IF(COUNT(Data!$E$4:$F$4)<2,\"Not available\",SUM(Data!$E$4:$F$4)) | 30 | 30 [r] | "
     "measure\n",
     "B4 =IF(Data!$E$4=\"\",\"Not available\",Data!$E$4) | 10 | 10 | measure\n"},
    {{"", "Calls", "nothing of the kind", "rolling2", "", NULL},
     "D4 =IF(COUNT(Data!$E$4:$F$4)<2,\"Not available\",SUM(Data!$E$4:$F$4)) | 30 | 30 | measure\n",
     "B4 =IF(Data!$E$4=\"\",\"Not available\",Data!$E$4) | 10 | 10 | measure\n"},
};

static void revised_figures_are_marked(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    write_file("layout.yaml", layout_text);
    write_file("calls.csv", "id,2024-04,2024-05\nanswered,10,20\n");
    write_file("register.csv", "id,label\nanswered,Answered\n");
    const struct layout *layout = layout_read("layout.yaml", ".", &arena, &problems);
    assert_non_null(layout);
    struct model *model = model_make(layout, ".", NULL, &arena, &problems);
    assert_non_null(model);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        model_revise(model, &cases[i].figure, 1);
        const char *plan = plan_print(plan_make(model, NULL, &arena), &arena);
        bool is_marked = strstr(plan, "[r]") != NULL;
        if (!strstr(plan, cases[i].line))
            fail_msg("case %zu: no line %s in\n%s", i, cases[i].line, plan);
        if (!strstr(plan, cases[i].other))
            fail_msg("case %zu: no line %s in\n%s", i, cases[i].other, plan);
        assert_int_equal(strstr(plan, "\"[r] revised since it was last published\"") != NULL,
                         is_marked);
    }
    model_revise(model, NULL, 0);
    assert_null(strstr(plan_print(plan_make(model, NULL, &arena), &arena), "[r]"));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(revised_figures_are_marked)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
