#include "record/figures.h"

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "record/index.h"
#include "record/spool.h"

// cmocka.h needs these before it.
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char headings[] = "layout,kind,workbook,recipient,sheet,line,column,period,value,text,"
                               "light,target,label,takes\n";

static const char rows[] =
    "a.yaml,shown,a-Barnet.xlsx,Barnet,Scorecard,arson,change,2025-11,-0.1,-10.0%,BLUE,"
    "5% reduction,Arson,\n"
    "a.yaml,shown,a-Barnet.xlsx,Barnet,Scorecard,arson,place,2025-11,2,2,,5% reduction,Arson,\n"
    "a.yaml,shown,a-Camden.xlsx,Camden,Scorecard,arson,change,2025-11,n/a,n/a,,,Arson,\n"
    "a.yaml,given,,Barnet,,ARSON,crime,2024-12,12,12,,,Arson,\n"
    "a.yaml,given,,Barnet,,ARSON,crime,2025-11,9,9,,,Arson,\n"
    "a.yaml,given,,Barnet,,ARSON,crime,2023-11,9,9,,,Arson,\n"
    "a.yaml,given,,Camden,,ARSON,crime,2025-11,4,4,,,Arson,\n"
    "a.yaml,given,,Heathrow,,ARSON,crime,2025-11,3,3,,,Arson,\n"
    "a.yaml,target,,,Scorecard,arson,,,-0.05,5% reduction,,,Arson,\n"
    "a.yaml,rule,,,Scorecard,,change,,,rolling12 / previous12 - 1,,,,\n"
    "a.yaml,area,,Barnet,,,recipient,,,,,,North,\n"
    "a.yaml,area,,Camden,,,recipient,,,,,,South,\n"
    "a.yaml,area,,Heathrow,,,,,,,,,,\n"
    "a.yaml,takes,,,Scorecard,arson,change,2025-11,,,,,,given | crime | ARSON | own | "
    "2024-12..2025-11; target | Scorecard | arson; rule | Scorecard |  | change\n"
    "a.yaml,takes,,,Scorecard,arson,place,2025-11,,,,,,given | crime | ARSON | recipients | "
    "2024-12..2025-11\n";

// A folder with a record of figures, and an index that knows it.
static const char *make_folder(struct arena *arena, const char *csv, bool is_known)
{
    char *folder = arena_copy(arena, "/tmp/figures_test.XXXXXX");
    struct index_entry entry = index_entry_of("record", FIGURES_NAME, "");
    assert_non_null(mkdtemp(folder));
    const char *path = file_join(arena, folder, FIGURES_NAME);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(csv, file);
    fclose(file);
    assert_true(index_measure(&entry, path, arena));
    if (!is_known)
        entry.sha256 = "0";
    struct index index = {.items = &entry, .count = 1};
    file = fopen(file_join(arena, folder, INDEX_NAME), "wb");
    assert_non_null(file);
    fputs(index_print(&index, arena), file);
    fclose(file);
    return folder;
}

static void drop_folder(struct arena *arena, const char *folder)
{
    unlink(file_join(arena, folder, FIGURES_NAME));
    unlink(file_join(arena, folder, INDEX_NAME));
    rmdir(folder);
}

static bool keeps_all(const struct spool_part *part, void *data)
{
    (void)part;
    (void)data;
    return true;
}

static void comes_back_as_it_was(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct problems problems;
    struct figures figures;
    struct spool spool;
    char *bytes;
    problems_init(&problems, &arena);
    const char *csv = arena_print(&arena, "%s%s", headings, rows);
    const char *folder = make_folder(&arena, csv, true);
    const char *path = file_join(&arena, folder, FIGURES_NAME);
    spool_start(&spool, &arena);
    assert_true(spool_add_old(&spool, folder, keeps_all, NULL, &problems));
    assert_true(spool_write(&spool, path));
    assert_true(file_read(&arena, path, &bytes, NULL));
    assert_string_equal(bytes, csv);
    assert_true(figures_read_file(&figures, path, &arena, &problems));
    assert_int_equal(figures.items.count, 13); // all but the two of `takes`
    spool_end(&spool);
    drop_folder(&arena, folder);
    arena_free(&arena);
}

// Parts come in the order of the record, whatever the order in which they were made.
static void parts_are_put_in_order(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct problems problems;
    struct spool spool, sorted;
    char *bytes;
    problems_init(&problems, &arena);
    const char *csv = arena_print(&arena, "%s%s", headings, rows);
    const char *folder = make_folder(&arena, csv, true);
    const char *path = file_join(&arena, folder, FIGURES_NAME);
    spool_start(&spool, &arena);
    assert_true(spool_add_old(&spool, folder, keeps_all, NULL, &problems));
    spool_start(&sorted, &arena);
    for (size_t i = spool.parts.count; i-- > 0;)
        spool_add(&sorted, spool.parts.items[i],
                  arena_print(&arena, "%zu %s\n", i, spool.parts.items[i].workbook));
    spool_drop(&sorted, "a-Barnet.xlsx");
    assert_true(spool_write(&sorted, path));
    assert_true(file_read(&arena, path, &bytes, NULL));
    assert_string_equal(bytes + sizeof headings - 1, "1 a-Camden.xlsx\n2 \n3 \n4 \n5 \n6 \n");
    spool_end(&spool);
    spool_end(&sorted);
    drop_folder(&arena, folder);
    arena_free(&arena);
}

static void knows_what_a_figure_takes(void **state)
{
    (void)state;
    static const struct {
        const char *column; // of Barnet's shown figure
        const char *recipient, *period;
        enum figure_entry_kind kind;
        bool takes;
    } cases[] = {
        {"change", "Barnet", "2024-12", ENTRY_GIVEN, true},
        {"change", "Barnet", "2025-11", ENTRY_GIVEN, true},
        {"change", "Barnet", "2023-11", ENTRY_GIVEN, false},
        {"change", "Camden", "2025-11", ENTRY_GIVEN, false},
        {"change", "", "", ENTRY_TARGET, true},
        {"change", "", "", ENTRY_RULE, true},
        {"place", "Barnet", "2024-12", ENTRY_GIVEN, true},
        {"place", "Camden", "2025-11", ENTRY_GIVEN, true},
        {"place", "Heathrow", "2025-11", ENTRY_GIVEN, false},
        {"place", "", "", ENTRY_TARGET, false},
        {"place", "", "", ENTRY_RULE, false},
    };
    struct arena arena = {0};
    struct problems problems;
    struct figures figures;
    problems_init(&problems, &arena);
    const char *folder = make_folder(&arena, arena_print(&arena, "%s%s", headings, rows), true);
    assert_true(figures_read(&figures, folder, &arena, &problems));
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct figure_entry *shown = NULL, *other = NULL;
        for (size_t k = 0; k < figures.items.count; k++) {
            const struct figure_entry *entry = &figures.items.items[k];
            if (entry->kind == ENTRY_SHOWN && text_equal(entry->recipient, "Barnet") &&
                text_equal(entry->column, cases[i].column))
                shown = entry;
            if (entry->kind == cases[i].kind && text_equal(entry->recipient, cases[i].recipient) &&
                text_equal(entry->period, cases[i].period))
                other = entry;
        }
        assert_non_null(shown);
        assert_non_null(other);
        if (figures_takes(shown, other) != cases[i].takes)
            fail_msg("row %zu: %d", i, !cases[i].takes);
    }
    drop_folder(&arena, folder);
    arena_free(&arena);
}

static void refuses_what_is_not_its_own(void **state)
{
    (void)state;
    static const struct {
        const char *csv;
        bool is_known;
        const char *message;
    } cases[] = {
        {"a,b\n1,2\n", true, "the headings are not those of this version of the program"},
        {"layout,kind\n", true, "the headings are not those of this version of the program"},
        {headings, false, "was edited or damaged: it is not the file that index.csv records"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct problems problems;
        struct figures figures;
        problems_init(&problems, &arena);
        const char *folder = make_folder(&arena, cases[i].csv, cases[i].is_known);
        assert_false(figures_read(&figures, folder, &arena, &problems));
        assert_int_equal(problems.count, 1);
        assert_string_equal(problems.items[0].message, cases[i].message);
        drop_folder(&arena, folder);
        arena_free(&arena);
    }
}

static void numbers_come_back_to_the_last_bit(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } cases[] = {
        {0.1, "0.1"},     {1489, "1489"},  {1.0 / 3, "0.3333333333333333"},
        {-0.05, "-0.05"}, {1e20, "1e+20"}, {0.1 + 0.2, "0.30000000000000004"},
    };
    char buffer[NUMBER_ROOM];
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(figures_number(cases[i].number, buffer), cases[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_as_it_was),
        cmocka_unit_test(parts_are_put_in_order),
        cmocka_unit_test(knows_what_a_figure_takes),
        cmocka_unit_test(refuses_what_is_not_its_own),
        cmocka_unit_test(numbers_come_back_to_the_last_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
