#include "record/revisions.h"

#include "base/file.h"
#include "base/text.h"
#include "record/index.h"
#include "record/revised.h"

// cmocka.h needs these before it.
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

// Two recipients and the airport, two months, a line and a total; a figure of all areas.
static const char record[] =
    "layout,kind,workbook,recipient,sheet,line,column,period,value,text,light,target,label,takes\n"
    "a.yaml,shown,a-Barnet.xlsx,Barnet,Card,all,month,2025-11,14,14,,,All,\n"
    "a.yaml,shown,a-Barnet.xlsx,Barnet,Card,arson,light,2025-11,RED,RED,RED,10,Arson,\n"
    "a.yaml,shown,a-Barnet.xlsx,Barnet,Card,arson,month,2025-10,8,8,,10,Arson,\n"
    "a.yaml,shown,a-Barnet.xlsx,Barnet,Card,arson,month,2025-11,9,9,,10,Arson,\n"
    "a.yaml,shown,a-Barnet.xlsx,Barnet,Card,arson,share,2025-11,0.5625,56%,,10,Arson,\n"
    "a.yaml,shown,a-Camden.xlsx,Camden,Card,all,month,2025-11,9,9,,,All,\n"
    "a.yaml,shown,a-Camden.xlsx,Camden,Card,arson,light,2025-11,GREEN,GREEN,GREEN,10,Arson,\n"
    "a.yaml,shown,a-Camden.xlsx,Camden,Card,arson,month,2025-10,5,5,,10,Arson,\n"
    "a.yaml,shown,a-Camden.xlsx,Camden,Card,arson,month,2025-11,4,4,,10,Arson,\n"
    "a.yaml,shown,a-Camden.xlsx,Camden,Card,arson,share,2025-11,0.25,25%,,10,Arson,\n"
    "a.yaml,given,,Barnet,,ARSON,crime,2025-10,8,8,,,Arson,\n"
    "a.yaml,given,,Barnet,,ARSON,crime,2025-11,9,9,,,Arson,\n"
    "a.yaml,given,,Barnet,,THEFT,crime,2025-11,5,5,,,Theft,\n"
    "a.yaml,given,,Camden,,ARSON,crime,2025-10,5,5,,,Arson,\n"
    "a.yaml,given,,Camden,,ARSON,crime,2025-11,4,4,,,Arson,\n"
    "a.yaml,given,,Camden,,THEFT,crime,2025-11,5,5,,,Theft,\n"
    "a.yaml,given,,Heathrow,,ARSON,crime,2025-11,3,3,,,Arson,\n"
    "a.yaml,target,,,Card,arson,,,10,10,,,Arson,\n"
    "a.yaml,rule,,,Card,,share,,,month / all(month),,,,\n"
    "a.yaml,area,,Barnet,,,recipient,,,,,,North,\n"
    "a.yaml,area,,Camden,,,recipient,,,,,,South,\n"
    "a.yaml,area,,Heathrow,,,,,,,,,,\n"
    "a.yaml,takes,,,Card,all,month,2025-11,,,,,,given | crime | ARSON | own | 2025-11..2025-11; "
    "given | crime | THEFT | own | 2025-11..2025-11\n"
    "a.yaml,takes,,,Card,arson,light,2025-11,,,,,,given | crime | ARSON | own | 2025-11..2025-11; "
    "target | Card | arson\n"
    "a.yaml,takes,,,Card,arson,month,2025-10,,,,,,given | crime | ARSON | own | 2025-10..2025-10\n"
    "a.yaml,takes,,,Card,arson,month,2025-11,,,,,,given | crime | ARSON | own | 2025-11..2025-11\n"
    "a.yaml,takes,,,Card,arson,share,2025-11,,,,,,given | crime | ARSON | whole | "
    "2025-11..2025-11; rule | Card |  | share\n";

static void read_record(struct figures *figures, const char *csv, struct arena *arena)
{
    struct problems problems;
    struct index_entry entry = index_entry_of("record", FIGURES_NAME, "");
    char *folder = arena_copy(arena, "/tmp/revisions_test.XXXXXX");
    assert_non_null(mkdtemp(folder));
    const char *paths[] = {file_join(arena, folder, FIGURES_NAME),
                           file_join(arena, folder, INDEX_NAME)};
    struct index index = {.items = &entry, .count = 1};
    for (size_t i = 0; i < COUNT(paths); i++) {
        FILE *file = fopen(paths[i], "wb");
        assert_non_null(file);
        fputs(i == 0 ? csv : index_print(&index, arena), file);
        fclose(file);
        if (i == 0)
            assert_true(index_measure(&entry, paths[0], arena));
    }
    problems_init(&problems, arena);
    assert_true(figures_read(figures, folder, arena, &problems));
    unlink(paths[0]);
    unlink(paths[1]);
    rmdir(folder);
}

// A text with another wherever the first stood in it.
static const char *edited(struct arena *arena, const char *text, const char *old, const char *new)
{
    struct text result = {.arena = arena};
    for (const char *found; (found = strstr(text, old)); text = found + strlen(old)) {
        text_add_part(&result, text, (size_t)(found - text));
        text_add(&result, new);
    }
    text_add(&result, text);
    return text_done(&result);
}

// "1 revised at source: given Camden ARSON crime 2025-11 *" where it is marked.
static const char *listed(const struct revisions *revisions, struct arena *arena)
{
    struct text text = {.arena = arena};
    for (size_t i = 0; i < revisions->items.count; i++) {
        const struct revision *revision = &revisions->items.items[i];
        const struct figure_entry *entry = revision_entry(revision);
        text_print(&text, "%s %s: %s %s %s %s %s%s%s\n", revision_causes(revision, arena),
                   revision_word(revision->kind), figure_entry_word(entry->kind), entry->recipient,
                   entry->line, entry->column, entry->period, revision->is_marked ? " *" : "",
                   revision->is_of_others ? " other" : "");
    }
    return text_done(&text);
}

static void every_change_has_its_kind_and_causes(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        const char *edits[8]; // of the new record: what is put in place of what
        const char *expected;
    } cases[] = {
        {"nothing", {"Arson", "Arson"}, ""},
        {"a figure, and what follows",
         {"Camden,,ARSON,crime,2025-11,4,4", "Camden,,ARSON,crime,2025-11,6,6",
          "Camden,Card,arson,month,2025-11,4,4", "Camden,Card,arson,month,2025-11,6,6", "0.25,25%",
          "0.333,33%", "0.5625,56%", "0.5,50%"},
         "1 revised at source: given Camden ARSON crime 2025-11\n"
         "1 revised at source: shown Camden arson month 2025-11 *\n"
         "1 follows from: shown Barnet arson share 2025-11 * other\n"
         "1 follows from: shown Camden arson share 2025-11 *\n"},
        {"an area that is no recipient",
         {"Heathrow,,ARSON,crime,2025-11,3,3", "Heathrow,,ARSON,crime,2025-11,2,2", "0.25,25%",
          "0.252,25%"},
         "1 revised at source: given Heathrow ARSON crime 2025-11\n"
         "1 follows from: shown Camden arson share 2025-11 other\n"},
        {"a target and its lights",
         {"arson,,,10,10", "arson,,,8,8", ",10,Arson", ",8,Arson", "RED,RED,RED", "BLUE,BLUE,BLUE"},
         "1 target changed: target  arson  \n"
         "1 follows from: shown Barnet arson light 2025-11 *\n"
         "1 target changed: shown Camden arson light 2025-11\n"
         "1 target changed: shown Barnet arson month 2025-10\n"
         "1 target changed: shown Barnet arson month 2025-11\n"
         "1 target changed: shown Camden arson month 2025-10\n"
         "1 target changed: shown Camden arson month 2025-11\n"
         "1 target changed: shown Barnet arson share 2025-11\n"
         "1 target changed: shown Camden arson share 2025-11\n"},
        {"a rule",
         {"month / all(month)", "month / 2", "0.25,25%", "2,200%"},
         "1 definition changed: rule   share \n"
         "1 follows from: shown Camden arson share 2025-11 *\n"},
        {"the program",
         {"Camden,Card,all,month,2025-11,9,9", "Camden,Card,all,month,2025-11,8,8"},
         " program or layout changed: shown Camden all month 2025-11 *\n"},
        {"a label",
         {"All,", "Everything,"},
         "1 line renamed: shown Barnet all month 2025-11\n"
         "1 line renamed: shown Camden all month 2025-11\n"},
        {"an id",
         {"Card,all,", "Card,total,"},
         "1 line renamed: shown Barnet total month 2025-11\n"
         "1 line renamed: shown Camden total month 2025-11\n"},
        {"another month",
         {"month,2025-10", "month,2025-12", "ARSON,crime,2025-10", "ARSON,crime,2025-12"},
         " period no longer shown: given Barnet ARSON crime 2025-10\n"
         " new period: given Barnet ARSON crime 2025-12\n"
         " period no longer shown: given Camden ARSON crime 2025-10\n"
         " new period: given Camden ARSON crime 2025-12\n"
         " period no longer shown: shown Barnet arson month 2025-10\n"
         " new period: shown Barnet arson month 2025-12\n"
         " period no longer shown: shown Camden arson month 2025-10\n"
         " new period: shown Camden arson month 2025-12\n"},
        {"a column",
         {",share,", ",part,"},
         "1 layout changed: rule   part \n"
         "2 layout changed: rule   share \n"
         "1 layout changed: shown Barnet arson part 2025-11\n"
         "1 layout changed: shown Camden arson part 2025-11\n"
         "2 layout changed: shown Barnet arson share 2025-11\n"
         "2 layout changed: shown Camden arson share 2025-11\n"},
        {"a line with figures of its own, which a total takes",
         {"Barnet,Card,all,month,2025-11,14,14,,,All,\n",
          "Barnet,Card,all,month,2025-11,16,16,,,All,\n"
          "a.yaml,shown,a-Barnet.xlsx,Barnet,Card,drugs,month,2025-11,2,2,,,Drugs,\n"
          "a.yaml,given,,Barnet,,DRUGS,crime,2025-11,2,2,,,Drugs,\n"
          "a.yaml,takes,,,Card,drugs,month,2025-11,,,,,,given | crime | DRUGS | own | "
          "2025-11..2025-11\n",
          "all,month,2025-11,,,,,,",
          "all,month,2025-11,,,,,,given | crime | DRUGS | own | "
          "2025-11..2025-11; "},
         "1 line added: given Barnet DRUGS crime 2025-11\n"
         "1 follows from: shown Barnet all month 2025-11 *\n"
         "1 line added: shown Barnet drugs month 2025-11\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct figures before, now;
        struct revisions revisions;
        const char *csv = record;
        for (size_t k = 0; k < COUNT(cases[i].edits) && cases[i].edits[k]; k += 2)
            csv = edited(&arena, csv, cases[i].edits[k], cases[i].edits[k + 1]);
        read_record(&before, record, &arena);
        read_record(&now, csv, &arena);
        revisions_find(&revisions, &before, &now, &arena);
        const char *found = listed(&revisions, &arena);
        if (!text_equal(found, cases[i].expected))
            fail_msg("%s:\n%s", cases[i].what, found);
        arena_free(&arena);
    }
}

static void workbooks_and_lights_are_counted(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct figures before, now;
    struct revisions revisions;
    struct revised_list list;
    const char *csv = edited(&arena, record, "RED,RED,RED", "GREEN,GREEN,GREEN");
    csv = edited(&arena, csv, "Barnet,,ARSON,crime,2025-11,9", "Barnet,,ARSON,crime,2025-11,12");
    csv = edited(&arena, csv, "0.25,25%", "0.26,26%");
    read_record(&before, record, &arena);
    read_record(&now, csv, &arena);
    revisions_find(&revisions, &before, &now, &arena);
    revised_count(&list, &revisions);
    assert_int_equal(revisions.causes.count, 1);
    assert_int_equal(revisions.causes.items[0].followers, 2);
    assert_int_equal(list.workbooks.count, 2);
    assert_string_equal(list.workbooks.items[0].workbook, "a-Barnet.xlsx");
    assert_int_equal(list.workbooks.items[0].own, 1);
    assert_int_equal(list.workbooks.items[0].lights, 1);
    assert_int_equal(list.workbooks.items[1].marked, 1);
    assert_int_equal(list.workbooks.items[1].own, 0); // Barnet's doing
    assert_int_equal(list.lights.count, 1);
    assert_string_equal(list.lights.items[0].before, "RED");
    assert_string_equal(list.lights.items[0].now, "GREEN");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_change_has_its_kind_and_causes),
        cmocka_unit_test(workbooks_and_lights_are_counted),
    };
    return cmocka_run_group_tests_name("revisions", tests, NULL, NULL);
}
