#include "base/arena.h"
#include "base/text.h"
#include "plan/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

// Each test has an arena of its own.
static int begin(void **state)
{
    static struct arena arena;
    arena_init(&arena);
    *state = &arena;
    return 0;
}

static int end(void **state)
{
    arena_free(*state);
    return 0;
}

static void expect(const char *what, const char *expected, const char *actual)
{
    if (!text_equal(expected, actual))
        fail_msg("%s\nexpected:\n%s\nbut got:\n%s", what, expected, actual);
}

static void addresses_are_excels(void **state)
{
    static const struct {
        uint32_t row;
        uint16_t column;
        bool fixed;
        const char *address;
    } cases[] = {
        {0, 0, false, "A1"},        {0, 0, true, "$A$1"},
        {6, 25, false, "Z7"},       {11, 26, false, "AA12"},
        {11, 27, false, "AB12"},    {11, 51, false, "AZ12"},
        {11, 52, false, "BA12"},    {98, 701, false, "ZZ99"},
        {98, 702, true, "$AAA$99"}, {1048575, 16383, false, "XFD1048576"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        expect(cases[i].address, cases[i].address,
               plan_address(*state, cases[i].row, cases[i].column, cases[i].fixed));
}

static void ranges_are_excels(void **state)
{
    static const struct {
        struct merge range;
        const char *expected;
    } cases[] = {
        {{0, 2, 0, 2}, "A1:C3"},
        {{4, 4, 1, 1}, "B5"},
        {{4, 5, 1, 1}, "B5:B6"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        expect(cases[i].expected, cases[i].expected, plan_range(*state, &cases[i].range));
}

static void sheet_names_are_quoted_where_a_formula_needs_it(void **state)
{
    static const struct {
        const char *name;
        const char *quoted;
    } cases[] = {
        {"Data", "Data"},
        {"Data_2", "Data_2"},
        {"Year.to.date", "Year.to.date"},
        {"_hidden", "_hidden"},
        {"Results", "Results"},
        {"Crime", "Crime"},
        {"Recruits", "Recruits"},
        {"CT scorecard", "'CT scorecard'"},
        {"King's Cross", "'King''s Cross'"},
        {"'''", "''''''''"},
        {"2024", "'2024'"},
        {"2007-08", "'2007-08'"},
        {"1st", "'1st'"},
        {".net", "'.net'"},
        {"A1", "'A1'"},
        {"xfd12", "'xfd12'"},
        {"Q1", "'Q1'"},
        {"FY2007", "'FY2007'"},
        {"Year2007", "Year2007"},
        {"R", "'R'"},
        {"c", "'c'"},
        {"RC", "'RC'"},
        {"R1C1", "'R1C1'"},
        {"r12", "'r12'"},
        {"C5_x", "'C5_x'"},
        {"TRUE", "'TRUE'"},
        {"false", "'false'"},
        {"Truest", "Truest"},
        {"A&E", "'A&E'"},
        {"Zürich", "'Zürich'"},
        {"a!b", "'a!b'"},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        expect(cases[i].name, cases[i].quoted, plan_sheet_quoted(*state, cases[i].name));
}

static void cells_come_in_any_order_and_end_up_sorted(void **state)
{
    static const struct {
        uint32_t row;
        uint16_t column;
    } given[] = {{3, 1}, {0, 5}, {3, 0}, {0, 0}, {70000, 2}, {2, 9}};
    struct arena *arena = *state;
    struct plan plan = {.file = "a.xlsx"};
    struct plan_sheet *sheet = plan_sheet_add(arena, &plan, "Data");
    for (size_t i = 0; i < COUNT(given); i++)
        plan_cell_add(arena, sheet, given[i].row, given[i].column, NULL);
    plan_finish(&plan);

    struct text order = {.arena = arena};
    for (size_t i = 0; i < sheet->cells.count; i++)
        text_print(
            &order, "%s ",
            plan_address(arena, sheet->cells.items[i].row, sheet->cells.items[i].column, false));
    expect("order", "A1 F1 J3 A4 B4 C70001 ", text_done(&order));
    expect("print area", "J70001", plan_address(arena, sheet->last_row, sheet->last_column, false));
    assert_ptr_equal(plan_cell_at(sheet, 3, 1), &sheet->cells.items[4]);
    assert_null(plan_cell_at(sheet, 3, 2));
}

static void an_empty_sheet_is_finished_too(void **state)
{
    struct plan plan = {0};
    struct plan_sheet *sheet = plan_sheet_add(*state, &plan, "Notes");
    plan_finish(&plan);
    assert_null(plan_cell_at(sheet, 0, 0));
    assert_int_equal(sheet->last_row, 0);
}

static void a_merge_of_one_cell_is_none(void **state)
{
    struct plan plan = {0};
    struct plan_sheet *sheet = plan_sheet_add(*state, &plan, "Data");
    plan_merge_add(*state, sheet, (struct merge){4, 4, 2, 2});
    plan_merge_add(*state, sheet, (struct merge){9, 9, 0, 3});
    plan_merge_add(*state, sheet, (struct merge){4, 5, 2, 2});
    plan_finish(&plan);
    assert_int_equal(sheet->merges.count, 2);
    expect("first", "C5:C6", plan_range(*state, &sheet->merges.items[0]));
    expect("print area", "D10", plan_address(*state, sheet->last_row, sheet->last_column, false));
}

static void a_print_area_that_was_set_stays(void **state)
{
    struct plan plan = {0};
    struct plan_sheet *sheet = plan_sheet_add(*state, &plan, "Data");
    sheet->last_row = 3;
    plan_cell_add(*state, sheet, 10, 10, NULL);
    plan_finish(&plan);
    assert_int_equal(sheet->last_row, 3);
    assert_int_equal(sheet->last_column, 0);
}

static const struct style heading = {.name = "heading"}, measure = {.name = "measure"};
static const struct text_run runs[] = {
    {.text = "Total", .bold = true},
    {.text = " of which", .italic = true, .size = 7, .colour = "666666"},
};

static void add_cells(struct arena *arena, struct plan_sheet *sheet)
{
    plan_number_add(arena, sheet, 6, 5, &measure, 0.82, "0%")->formula =
        "=IF(COUNT(F9,F8)<2,\"Not available\",F9/F8)";
    plan_text_add(arena, sheet, 0, 0, &heading, "Measure\nof \"performance\"");
    plan_number_add(arena, sheet, 6, 6, &measure, 1234.5, NULL)->note = "Revised";
    plan_text_add(arena, sheet, 7, 5, NULL, "n/a")->formula = "=\"n/a\"";
    plan_text_add(arena, sheet, 7, 6, NULL, "Data")->link = "internal:Data!A1";
    plan_cell_add(arena, sheet, 8, 0, &measure)->is_open = true;
    struct cell *rich = plan_cell_add(arena, sheet, 9, 0, &measure);
    rich->kind = CELL_RICH;
    rich->text = "Total of which";
    rich->runs = runs;
    rich->run_count = COUNT(runs);
}

static void add_settings(struct arena *arena, struct plan_sheet *sheet)
{
    sheet->page = (struct page){.paper = "A3", .landscape = true, .margin_left = 0.5};
    sheet->scale = 74;
    sheet->header = "&LCT";
    sheet->footer = "&RPage &P";
    sheet->repeats = true;
    sheet->repeat_last = 1;
    sheet->freeze_row = 2;
    sheet->freeze_column = 1;
    sheet->tab_colour = "1F4E9E";
    plan_width_set(arena, sheet, 27, 8.5);
    plan_width_set(arena, sheet, 0, 30);
    plan_height_set(arena, sheet, 6, 24.75);
    *list_add(arena, &sheet->breaks) = 8;
    plan_merge_add(arena, sheet, (struct merge){0, 0, 0, 5});
    *list_add(arena, &sheet->rules) = (struct rule){.range = {6, 7, 5, 5},
                                                    .formula = "=Data!$H5=\"GREEN\"",
                                                    .fill = "00B050",
                                                    .colour = "FFFFFF",
                                                    .bold = true,
                                                    .format = "\"● \"@"};
    sheet->is_protected = true;
    struct validation words = {.range = {8, 9, 0, 0}, .message = "Which?", .refusal = "Choose."};
    *list_add(arena, &words.words) = "On track";
    *list_add(arena, &words.words) = "Late";
    *list_add(arena, &sheet->validations) = words;
    *list_add(arena, &sheet->validations) =
        (struct validation){.range = {6, 6, 6, 6}, .longest = 500};
}

static void a_plan_prints_as_text(void **state)
{
    struct arena *arena = *state;
    struct plan plan = {.file = "CT scorecard.xlsx",
                        .properties = {.title = "CT", .created = 1177977600},
                        .default_font = "Arial",
                        .default_size = 10};
    struct plan_sheet *sheet = plan_sheet_add(arena, &plan, "CT scorecard");
    add_cells(arena, sheet);
    add_settings(arena, sheet);
    plan_finish(&plan);
    expect("plan",
           "workbook \"CT scorecard.xlsx\"\n"
           "title \"CT\"\n"
           "created 1177977600\n"
           "font Arial 10\n"
           "\n"
           "sheet \"CT scorecard\"\n"
           "page A3 landscape, margins 0.5 0 0 0, scale 74%, prints A1:G10\n"
           "header \"&LCT\"\n"
           "footer \"&RPage &P\"\n"
           "repeat rows 1 to 2\n"
           "freeze at B3\n"
           "protected\n"
           "tab 1F4E9E\n"
           "width A 30\n"
           "width AB 8.5\n"
           "height 7 24.75\n"
           "break before row 9\n"
           "merge A1:F1\n"
           "rule F7:F8 =Data!$H5=\"GREEN\" | fill 00B050 colour FFFFFF bold format \"● \"@\n"
           "typing A9:A10 | words \"On track\" \"Late\" | message \"Which?\" | refusal "
           "\"Choose.\"\n"
           "typing G7 | longest 500\n"
           "A1 \"Measure\\nof \\\"performance\\\"\" | heading\n"
           "F7 =IF(COUNT(F9,F8)<2,\"Not available\",F9/F8) | 0.82 | 82% | measure\n"
           "G7 1234.5 | 1234.5 | measure | note \"Revised\"\n"
           "F8 =\"n/a\" | \"n/a\" | -\n"
           "G8 \"Data\" | - | link internal:Data!A1\n"
           "A9 | measure | open\n"
           "A10 bold \"Total\" + italic 7pt 666666 \" of which\" | measure\n",
           plan_print(&plan, arena));
}

// The chart's cells stay those of Data, wherever that goes.
static void sheets_stand_in_the_order_of_their_parts(void **state)
{
    struct arena *arena = *state;
    struct plan plan = {0};
    plan_sheet_add(arena, &plan, "Scorecard");
    plan_sheet_add(arena, &plan, "Data")->part = PART_DATA;
    plan_sheet_add(arena, &plan, "Trends");
    plan_sheet_add(arena, &plan, "Notes")->part = PART_NOTES;
    plan_sheet_add(arena, &plan, "Cover")->part = PART_COVER;
    struct chart *chart = list_add(arena, &plan.sheets.items[2].charts);
    *list_add(arena, &chart->series) = (struct chart_series){
        .categories = {.sheet = 1},
        .values = {.sheet = 1},
    };
    plan_arrange(arena, &plan);
    static const char *const names[] = {"Cover", "Scorecard", "Trends", "Notes", "Data"};
    for (size_t i = 0; i < COUNT(names); i++)
        assert_string_equal(plan.sheets.items[i].name, names[i]);
    const struct chart_series *series = plan.sheets.items[2].charts.items[0].series.items;
    assert_int_equal(series->values.sheet, 4);
    assert_int_equal(series->categories.sheet, 4);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(addresses_are_excels),
        TEST(ranges_are_excels),
        TEST(sheet_names_are_quoted_where_a_formula_needs_it),
        TEST(cells_come_in_any_order_and_end_up_sorted),
        TEST(an_empty_sheet_is_finished_too),
        TEST(a_merge_of_one_cell_is_none),
        TEST(a_print_area_that_was_set_stays),
        TEST(a_plan_prints_as_text),
        TEST(sheets_stand_in_the_order_of_their_parts),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
