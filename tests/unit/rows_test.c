#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "layout/layout.h"

// The lines that `rows:` makes of a source: their ids, labels, bands and order.

static char folder[] = "/tmp/rows_test.XXXXXX";

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
    unlink("s.csv");
    return chdir("/") != 0 || rmdir(folder) != 0;
}

// A source under some keys of `rows:`, and its lines as "id: label", a band as "[label]".
struct rows_case {
    const char *name, *rows, *source, *lines;
};

static const char *lines_of(struct arena *arena, const struct layout_register *table)
{
    struct text lines = {.arena = arena};
    for (size_t i = 0; i < table->lines.count; i++) {
        const struct line *line = &table->lines.items[i];
        const char *apart = i > 0 ? ", " : "";
        if (line->kind == ROW_BAND)
            text_print(&lines, "%s[%s]", apart, line->label.text);
        else
            text_print(&lines, "%s%s: %s", apart, line->id, line->label.text);
    }
    return text_done(&lines);
}

static bool case_holds(const struct rows_case *rows)
{
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    write_file("s.csv", rows->source);
    write_file("layout.yaml",
               arena_print(&arena,
                           "save as: S.xlsx\n"
                           "data: {s: {file: s.csv}}\n"
                           "sheets: {S: {rows: {source: s%s}, columns: {label: {heading: L}}}}\n",
                           rows->rows));
    const struct layout *layout = layout_read("layout.yaml", ".", &arena, &problems);
    const char *lines = problems.count > 0 ? problems.items[0].message : "";
    if (layout && layout->is_sound)
        lines = lines_of(&arena, &layout->sheets.items[0].register_table);
    bool holds = text_equal(lines, rows->lines);
    if (!holds)
        print_error("%s: gives %s, not %s\n", rows->name, lines, rows->lines);
    arena_free(&arena);
    return holds;
}

#define CASES_HOLD(cases)                                                                          \
    do {                                                                                           \
        bool all_hold = true;                                                                      \
        for (size_t i = 0; i < sizeof(cases) / sizeof((cases)[0]); i++)                            \
            all_hold &= case_holds(&(cases)[i]);                                                   \
        assert_true(all_hold);                                                                     \
    } while (0)

static void test_labels_and_ids(void **state)
{
    (void)state;
    static const struct rows_case cases[] = {
        {"the first column is the label", "", "a,b\nx,y\n", "x: x"},
        {"or another one", ", label: b", "a,b\nx,y\n", "y: y"},
        {"whatever its capitals", ", label: B", "a,b\nx,y\n", "y: y"},
        {"an id is letters and digits", "", "a\n A&E: 4-hour waits.\n",
         "A_E_4_hour_waits: A&E: 4-hour waits."},
        {"letters of any language", "", "a\nCaerdydd – ŵyl\n", "Caerdydd_ŵyl: Caerdydd – ŵyl"},
        {"it starts with a letter", "", "a\n101 calls\n", "row_101_calls: 101 calls"},
        {"and is never empty", ", label: b", "a,b\nx,\ny,?\n", "row: , row_2: ?"},
        {"nor endless", "", "a\nabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\n",
         "abcdefghijklmnopqrstuvwxyzabcdefghijklmn: "
         "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"},
        {"rows of one label are numbered", "", "a\nx\nx\nx 2\nx\n",
         "x: x, x_2: x, x_2_2: x 2, x_3: x"},
        {"an id of its own column", ", id: b", "a,b\nx,P-1\n", "P_1: x"},
        {"which is one to a row", ", id: b", "a,b\nx,P-1\ny,P 1\n",
         "lines 2 and 3 both have the id 'P_1'"},
    };
    CASES_HOLD(cases);
}

static void test_order(void **state)
{
    (void)state;
    static const struct rows_case cases[] = {
        {"as it is", "", "a,n\nx,2\ny,1\n", "x: x, y: y"},
        {"smallest first, where nothing is said", ", sort: n", "a,n\nx,2\ny,1\n", "y: y, x: x"},
        {"largest first", ", sort: n, order: largest first", "a,n\nx,2\ny,10\n", "y: y, x: x"},
        {"numbers as they are typed", ", sort: n", "a,n\nx,\"£1,200\"\ny,£900.50\nz,(3)\nv,-4.5\n",
         "v: v, z: z, y: y, x: x"},
        {"texts without case", ", sort: a", "a\nb\nC\nA\n", "A: A, b: b, C: C"},
        {"numbers, then texts, then blanks", ", sort: n", "a,n\nx,\ny,Exempt\nz,5\n",
         "z: z, y: y, x: x"},
        {"in either order", ", sort: n, order: largest first", "a,n\nx,\ny,Exempt\nz,5\n",
         "z: z, y: y, x: x"},
        {"equals stay in their order", ", sort: n, order: largest first", "a,n\nx,1\ny,1\nz,1.0\n",
         "x: x, y: y, z: z"},
        {"as it is, though sorted", ", sort: n, order: as it is", "a,n\nx,2\ny,1\n", "x: x, y: y"},
        {"a limit keeps the first", ", sort: n, limit: 2", "a,n\nx,2\ny,1\nz,3\n", "y: y, x: x"},
        {"or all, where there are fewer", ", limit: 9", "a,n\nx,2\n", "x: x"},
    };
    CASES_HOLD(cases);
}

static void test_bands(void **state)
{
    (void)state;
    static const struct rows_case cases[] = {
        {"rows of a band stand together", ", band: b", "a,b\nx,N\ny,S\nz,N\n",
         "[N], x: x, z: z, [S], y: y"},
        {"bands follow their first rows", ", band: b, sort: n", "a,b,n\nx,N,2\ny,S,1\nz,N,3\n",
         "[S], y: y, [N], x: x, z: z"},
        {"the limit is that of the table", ", band: b, limit: 2", "a,b\nx,N\ny,S\nz,N\n",
         "[N], x: x, [S], y: y"},
        {"rows without a band come last", ", band: b", "a,b\nx,\ny,S\n",
         "[S], y: y, [Not available], x: x"},
    };
    CASES_HOLD(cases);
}

static void test_values(void **state)
{
    (void)state;
    static const struct rows_case cases[] = {
        {"each value once", ", each value of: b", "a,b\nx,N\ny,S\nz,N\n", "N: N, S: S"},
        {"with its label", ", each value of: b, label: c", "a,b,c\nx,N,North\ny,N,North\n",
         "North: North"},
        {"in bands", ", each value of: a, band: b", "a,b\nx,N\ny,S\nx,N\n", "[N], x: x, [S], y: y"},
        {"of one band each", ", each value of: a, band: b", "a,b\nx,N\nx,S\n",
         "'x' has 'S' here, but 'N' in line 2"},
        {"never blank", ", each value of: b", "a,b\nx,\n", "the row has no 'b'"},
        {"of a column that is there", ", each value of: bb", "a,b\nx,\n",
         "'./s.csv' has no column 'bb'"},
        {"of a source with rows", ", each value of: a", "a,b\n", "the source has no rows"},
    };
    CASES_HOLD(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels_and_ids),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_bands),
        cmocka_unit_test(test_values),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
