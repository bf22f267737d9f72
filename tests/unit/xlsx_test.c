#include "xlsx/xlsx.h"

#include "base/file.h"
#include "base/text.h"
#include "xlsx/whole.h"

#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

// Where the tests write: a folder of their own, gone at the end. In the arena of the program.
static struct arena everything;
static const char *folder;

static const char *path_of(const char *name)
{
    return file_join(&everything, folder, name);
}

// What a command prints.
static const char *output_of(const char *command)
{
    struct text output = {.arena = &everything};
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    char buffer[4096];
    for (size_t count; (count = fread(buffer, 1, sizeof(buffer), pipe)) > 0;)
        text_add_part(&output, buffer, count);
    pclose(pipe);
    return text_done(&output);
}

static const char *part_of(const char *path, const char *part)
{
    // unzip takes [ and ] for a pattern.
    const char *name = text_equal(part, "[Content_Types].xml") ? "*Content_Types*.xml" : part;
    return output_of(arena_print(&everything, "unzip -p '%s' '%s'", path, name));
}

static void write_well(const struct plan *plan, const char *path)
{
    struct xlsx_fault fault;
    if (!xlsx_write(plan, path, &everything, &fault))
        fail_msg("%s", fault.text);
}

// A plan with every feature that a plan has.

static const struct style heading = {.name = "heading",
                                     .font = "Arial",
                                     .size = 9,
                                     .bold = true,
                                     .colour = "FFFFFF",
                                     .fill = "1F4E9E",
                                     .across = ACROSS_CENTRE,
                                     .down = DOWN_MIDDLE,
                                     .wrap = true,
                                     .top = "000000",
                                     .bottom = "000000",
                                     .left = "808080",
                                     .right = "808080"};
static const struct style measure = {.name = "measure",
                                     .size = 9,
                                     .across = ACROSS_LEFT,
                                     .down = DOWN_TOP,
                                     .indent = 1,
                                     .wrap = true,
                                     .bottom = "C0C0C0"};
static const struct style figure = {
    .name = "figure", .size = 9, .across = ACROSS_RIGHT, .down = DOWN_BOTTOM, .bottom = "C0C0C0"};
static const struct style band = {.name = "band", .bold = true, .turned = true, .fill = "000000"};

static const struct text_run runs[] = {
    {.text = "Total", .bold = true},
    {.text = " of which ", .italic = true},
    {.text = "grey & small", .size = 7, .colour = "666666"},
};
static const struct text_run lone_run[] = {{.text = "In one piece"}, {.text = ""}};

static struct cell *add_rich(struct plan_sheet *sheet, uint32_t row, const struct text_run *parts,
                             size_t count, const char *text)
{
    struct cell *cell = plan_cell_add(&everything, sheet, row, 0, &measure);
    cell->kind = CELL_RICH;
    cell->runs = parts;
    cell->run_count = count;
    cell->text = text;
    return cell;
}

static void add_cells(struct plan_sheet *sheet)
{
    struct arena *arena = &everything;
    plan_text_add(arena, sheet, 0, 0, &heading, "Counter terrorism scorecard");
    plan_text_add(arena, sheet, 1, 0, &heading, "Measure");
    plan_text_add(arena, sheet, 1, 1, &heading, "May-07");
    plan_text_add(arena, sheet, 1, 2, &heading, "Light");
    add_rich(sheet, 2, runs, COUNT(runs), "Total of which grey & small");
    plan_number_add(arena, sheet, 2, 1, &figure, 0.82, "0%\" [r]\"")->formula = "=Data!B1/33";
    plan_text_add(arena, sheet, 2, 2, &figure, "GREEN")->formula = "=IF(B3>=0.8,\"GREEN\",\"RED\")";
    add_rich(sheet, 3, lone_run, COUNT(lone_run), "In one piece");
    plan_text_add(arena, sheet, 3, 1, &figure, "")->formula = "=\"\"";
    plan_text_add(arena, sheet, 3, 2, &figure, "RED");
    plan_text_add(arena, sheet, 4, 0, &measure, "_x0041_ is text, =1+1 too\nsecond line");
    struct cell *linked = plan_number_add(arena, sheet, 4, 1, &figure, -1234.5, "#,##0.0");
    linked->link = "internal:'2024'!B1";
    linked->note = "Revised in May";
    plan_text_add(arena, sheet, 4, 2, &figure, "to the data")->link = "internal:'2024'!A1";
    plan_text_add(arena, sheet, 5, 3, &band, "Turned");
    plan_text_add(arena, sheet, 5, 0, &measure, "A comment")->is_open = true;
    plan_cell_add(arena, sheet, 6, 0, &measure)->is_open = true;
    plan_text_add(arena, sheet, 5, 1, &measure, "Late")->is_open = true;
}

static void add_protection(struct plan_sheet *sheet)
{
    struct arena *arena = &everything;
    sheet->is_protected = true;
    *list_add(arena, &sheet->validations) =
        (struct validation){.range = {5, 6, 0, 0},
                            .longest = 500,
                            .message = "What _x0041_ & B did,\nand why",
                            .refusal = "No more than 500 characters."};
    struct validation words = {.range = {5, 5, 1, 1}, .refusal = "Choose."};
    *list_add(arena, &words.words) = "On track";
    *list_add(arena, &words.words) = "Late & lost";
    *list_add(arena, &sheet->validations) = words;
    *list_add(arena, &sheet->validations) =
        (struct validation){.range = {7, 7, 0, 0}, .message = "Anything"};
}

static void add_settings(struct plan_sheet *sheet)
{
    struct arena *arena = &everything;
    sheet->page = (struct page){.paper = "A3",
                                .landscape = true,
                                .margin_left = 0.5,
                                .margin_right = 0.25,
                                .margin_top = 0.75};
    sheet->scale = 74.9;
    sheet->header = "&LKensington && Chelsea&CR&&G";
    sheet->footer = "&RPage &P of &N";
    sheet->repeats = true;
    sheet->repeat_last = 1;
    sheet->freeze_row = 2;
    sheet->freeze_column = 1;
    sheet->tab_colour = "000000";
    plan_width_set(arena, sheet, 0, 30);
    plan_width_set(arena, sheet, 2, 12.5);
    plan_height_set(arena, sheet, 1, 24.75);
    plan_height_set(arena, sheet, 2, 15);
    *list_add(arena, &sheet->breaks) = 4;
    add_protection(sheet);
    plan_merge_add(arena, sheet, (struct merge){0, 0, 0, 2});
    plan_merge_add(arena, sheet, (struct merge){5, 7, 3, 3});
    *list_add(arena, &sheet->rules) = (struct rule){.range = {2, 4, 2, 2},
                                                    .formula = "=$C3=\"GREEN\"",
                                                    .fill = "00B050",
                                                    .colour = "FFFFFF",
                                                    .bold = true,
                                                    .format = "\"● \"@"};
    *list_add(arena, &sheet->rules) = (struct rule){.range = {2, 4, 2, 2},
                                                    .formula = "=$C3=\"RED\"",
                                                    .fill = "C00000",
                                                    .colour = "FFFFFF",
                                                    .format = "\"▼ \"@"};
}

static struct plan full_plan(void)
{
    struct plan plan = {.file = "CT scorecard.xlsx",
                        .properties = {.title = "CT scorecard <May>",
                                       .subject = "Scorecards",
                                       .author = "Performance team",
                                       .organisation = "Service & Co",
                                       .keywords = "terrorism",
                                       .comments = "As at May 2007",
                                       .category = "Scorecard",
                                       .created = 1180569600},
                        .default_font = "Arial",
                        .default_size = 10};
    struct plan_sheet *sheet = plan_sheet_add(&everything, &plan, "CT scorecard");
    add_cells(sheet);
    add_settings(sheet);
    sheet = plan_sheet_add(&everything, &plan, "2024");
    plan_number_add(&everything, sheet, 0, 1, NULL, 27, NULL);
    sheet->repeats = true;
    plan_finish(&plan);
    return plan;
}

#define SHEET  "xl/worksheets/sheet1.xml"
#define SECOND "xl/worksheets/sheet2.xml"
#define STYLES "xl/styles.xml"
#define BOOK   "xl/workbook.xml"
#define TEXTS  "xl/sharedStrings.xml"
#define CORE   "docProps/core.xml"
#define APP    "docProps/app.xml"

static void every_part_says_what_the_plan_says(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        const char *part;
        const char *holds;
    } cases[] = {
        {"title", CORE, "<dc:title>CT scorecard &lt;May&gt;</dc:title>"},
        {"subject", CORE, "<dc:subject>Scorecards</dc:subject>"},
        {"author", CORE, "<dc:creator>Performance team</dc:creator>"},
        {"keywords", CORE, "<cp:keywords>terrorism</cp:keywords>"},
        {"comments", CORE, "<dc:description>As at May 2007</dc:description>"},
        {"category", CORE, "<cp:category>Scorecard</cp:category>"},
        {"created", CORE, "2007-05-31T00:00:00Z</dcterms:created>"},
        {"modified", CORE, "2007-05-31T00:00:00Z</dcterms:modified>"},
        {"organisation", APP, "<Company>Service &amp; Co</Company>"},

        {"sheets", BOOK, "<sheet name=\"CT scorecard\" sheetId=\"1\" r:id=\"rId1\"/>"},
        {"print area", BOOK, ">'CT scorecard'!$A$1:$D$8</definedName>"},
        {"repeated rows", BOOK, ">'CT scorecard'!$1:$2</definedName>"},
        {"print area of 2024", BOOK, ">'2024'!$A$1:$B$1</definedName>"},
        {"repeated rows of 2024", BOOK, ">'2024'!$1:$1</definedName>"},
        {"names in the properties", APP, "<vt:lpstr>'2024'!Print_Area</vt:lpstr>"},

        {"first sheet is active", SHEET, "<sheetView showGridLines=\"0\" tabSelected=\"1\""},
        {"frozen panes", SHEET,
         "<pane xSplit=\"1\" ySplit=\"2\" topLeftCell=\"B3\" activePane=\"bottomRight\" "
         "state=\"frozen\"/>"},
        {"black tab", SHEET, "<tabColor rgb=\"FF000000\"/>"},
        {"column width", SHEET,
         "<col min=\"1\" max=\"1\" width=\"30.7109375\" customWidth=\"1\"/>"},
        {"row height", SHEET, "ht=\"24.75\" customHeight=\"1\""},
        {"row height as the library's default", SHEET, "ht=\"15.001\" customHeight=\"1\""},
        {"paper and scale", SHEET,
         "<pageSetup paperSize=\"8\" scale=\"74\" orientation=\"landscape\"/>"},
        {"margins", SHEET,
         "<pageMargins left=\"0.5\" right=\"0.25\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" "
         "footer=\"0.3\"/>"},
        {"header", SHEET,
         "<oddHeader>&amp;LKensington &amp;&amp; "
         "Chelsea&amp;CR&amp;&amp;&amp;B&amp;BG</oddHeader>"},
        {"footer", SHEET, "<oddFooter>&amp;RPage &amp;P of &amp;N</oddFooter>"},
        {"page break", SHEET, "<brk id=\"4\" max=\"16383\" man=\"1\"/>"},
        {"merge", SHEET, "<mergeCell ref=\"A1:C1\"/>"},
        {"borders of a merge", SHEET,
         "<c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"/>"
         "<c r=\"C1\" s=\"1\"/>"},
        {"borders of a merge downwards", SHEET, "<c r=\"D7\" s=\"7\"/>"},
        {"formula with a number", SHEET, "<f>Data!B1/33</f><v>0.82</v>"},
        {"formula with a text", SHEET,
         "t=\"str\"><f>IF(B3&gt;=0.8,\"GREEN\",\"RED\")</f><v>GREEN</v>"},
        {"formula with an empty text", SHEET, "t=\"str\"><f>\"\"</f><v></v>"},
        {"linked number", SHEET, "<v>-1234.5</v>"},
        {"link", SHEET, "<hyperlink ref=\"B5\" location=\"'2024'!B1\""},
        {"rules in order", SHEET,
         "<cfRule type=\"expression\" dxfId=\"0\" priority=\"1\" stopIfTrue=\"1\">"
         "<formula>$C3=\"GREEN\"</formula></cfRule>"
         "<cfRule type=\"expression\" dxfId=\"1\" priority=\"2\" stopIfTrue=\"1\">"},
        {"protection without a password", SHEET,
         "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatColumns=\"0\" "
         "formatRows=\"0\" autoFilter=\"0\"/>"},
        {"a length that may be typed", SHEET,
         "<dataValidation type=\"textLength\" operator=\"lessThanOrEqual\" allowBlank=\"1\" "
         "showInputMessage=\"1\" showErrorMessage=\"1\" error=\"No more than 500 characters.\" "
         "prompt=\"What _x005F_x0041_ &amp; B did,&#xA;and why\" sqref=\"A6:A7\">"
         "<formula1>500</formula1></dataValidation>"},
        {"words that may be typed", SHEET,
         "<dataValidation type=\"list\" allowBlank=\"1\" showInputMessage=\"1\" "
         "showErrorMessage=\"1\" error=\"Choose.\" sqref=\"B6\">"
         "<formula1>\"On track,Late &amp; lost\"</formula1></dataValidation>"},
        {"a message and no more", SHEET, "prompt=\"Anything\" sqref=\"A8\"/>"},
        {"an open cell", STYLES, "<protection locked=\"0\"/>"},
        {"second sheet is not selected", SECOND,
         "<sheetView showGridLines=\"0\" workbookViewId=\"0\"/>"},
        {"second sheet's paper", SECOND, "paperSize=\"9\""},

        {"default font", STYLES,
         "<fonts count=\"5\"><font><sz val=\"10\"/><color theme=\"1\"/><name val=\"Arial\"/>"},
        {"rule's look", STYLES,
         "<dxf><font><b/><color rgb=\"FFFFFFFF\"/></font>"
         "<numFmt numFmtId=\"166\" formatCode=\"&quot;● &quot;@\"/>"
         "<fill><patternFill><bgColor rgb=\"FF00B050\"/></patternFill></fill></dxf>"},
        {"number format", STYLES, "formatCode=\"0%&quot; [r]&quot;\""},
        {"black fill", STYLES, "<patternFill patternType=\"solid\"><fgColor rgb=\"FF000000\"/>"},
        {"border", STYLES,
         "<left style=\"thin\"><color rgb=\"FF808080\"/></left>"
         "<right style=\"thin\"><color rgb=\"FF808080\"/></right>"
         "<top style=\"thin\"><color rgb=\"FF000000\"/></top>"},
        {"centred and wrapped", STYLES,
         "<alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/>"},
        {"indent", STYLES, "<alignment horizontal=\"left\" vertical=\"top\" indent=\"1\""},
        {"turned", STYLES, "textRotation=\"90\""},

        {"rich text", TEXTS,
         "<si><r><rPr><b/><sz val=\"9\"/><color theme=\"1\"/><rFont val=\"Arial\"/>"},
        {"a run's spaces", TEXTS, "<t xml:space=\"preserve\"> of which </t>"},
        {"a run's colour", TEXTS, "<sz val=\"7\"/><color rgb=\"FF666666\"/>"},
        {"one run is a plain text", TEXTS, "<si><t>In one piece</t></si>"},
        {"text is text", TEXTS, "<t>_x005F_x0041_ is text, =1+1 too\nsecond line</t>"},

        {"note", "xl/comments1.xml", ">Revised in May</t>"},
        {"note's author", "xl/comments1.xml", "<author>Performance team</author>"},
        {"note is hidden", "xl/drawings/vmlDrawing1.vml", "visibility:hidden"},
    };
    struct plan plan = full_plan();
    const char *path = path_of("full.xlsx");
    write_well(&plan, path);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *part = part_of(path, cases[i].part);
        if (!strstr(part, cases[i].holds))
            fail_msg("%s: %s does not hold\n%s\nbut is\n%s", cases[i].what, cases[i].part,
                     cases[i].holds, part);
    }
}

static void nothing_says_calibri_but_the_theme(void **state)
{
    (void)state;
    struct plan plan = full_plan();
    const char *path = path_of("font.xlsx");
    write_well(&plan, path);
    assert_null(strstr(part_of(path, STYLES), "Calibri"));
    assert_null(strstr(part_of(path, TEXTS), "Calibri"));
}

static void looks_are_made_once(void **state)
{
    (void)state;
    struct plan plan = {.properties.created = 1};
    struct plan_sheet *sheet = plan_sheet_add(&everything, &plan, "Data");
    for (uint16_t column = 0; column < 100; column++) {
        struct style *copy = arena_new(&everything, struct style);
        *copy = column % 2 ? figure : measure;
        plan_number_add(&everything, sheet, 0, column, copy, 1, arena_copy(&everything, "0.0"));
    }
    plan_finish(&plan);
    const char *path = path_of("looks.xlsx");
    write_well(&plan, path);
    assert_non_null(strstr(part_of(path, STYLES), "<cellXfs count=\"3\">"));
}

static void the_same_plan_gives_the_same_bytes(void **state)
{
    (void)state;
    struct plan plan = full_plan();
    const char *first = path_of("first.xlsx"), *second = path_of("second.xlsx");
    setenv("TZ", "Pacific/Auckland", 1);
    write_well(&plan, first);
    // The next second, elsewhere.
    nanosleep(&(struct timespec){.tv_sec = 1, .tv_nsec = 100000000}, NULL);
    setenv("TZ", "America/Los_Angeles", 1);
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    write_well(&plan, second);
    unsetenv("TZ");
    unsetenv("LC_ALL");

    char *one, *other;
    size_t one_length, other_length;
    assert_true(file_read(&everything, first, &one, &one_length));
    assert_true(file_read(&everything, second, &other, &other_length));
    assert_int_equal(one_length, other_length);
    assert_memory_equal(one, other, one_length);
}

// Charts, whose points are stored as the cells hold them.

static struct chart trend_chart(void)
{
    struct chart chart = {
        .row = 1,
        .column = 0,
        .width = 360,
        .height = 216,
        .title = "Fraud & forgery",
        .x_title = "Month",
        .y_title = "=Offences",
        .alternative = "Fraud: line chart.\nDown.",
        .format = "#,##0",
        .from_zero = true,
        .label_every = 3,
        .title_size = 10,
        .text_size = 8,
        .grid = "BFBFBF",
        .has_legend = true,
    };
    *list_add(&everything, &chart.series) = (struct chart_series){
        .name = "Offences",
        .categories = {1, {0, 0, 0, 2}},
        .values = {1, {1, 1, 0, 2}},
        .colour = "1F3864",
        .width = 2.25,
    };
    *list_add(&everything, &chart.series) = (struct chart_series){
        .name = "=A year before",
        .categories = {1, {0, 0, 0, 2}},
        .values = {1, {2, 2, 0, 2}},
        .colour = "9C4A00",
        .dash = DASH_DOTTED,
        .width = 1.75,
        .has_marks = true,
    };
    return chart;
}

// The second row has a gap, the third a formula and a word.
static struct plan chart_plan(struct chart chart)
{
    struct plan plan = {.properties.created = 1, .default_font = "Arial", .default_size = 9};
    struct arena *arena = &everything;
    struct plan_sheet *sheet = plan_sheet_add(arena, &plan, "Trends");
    *list_add(arena, &sheet->charts) = chart;
    sheet = plan_sheet_add(arena, &plan, "2024");
    plan_text_add(arena, sheet, 0, 0, NULL, "Apr-24");
    plan_text_add(arena, sheet, 0, 1, NULL, "May-24");
    plan_text_add(arena, sheet, 0, 2, NULL, "Jun-24");
    plan_number_add(arena, sheet, 1, 0, NULL, 12, NULL);
    plan_cell_add(arena, sheet, 1, 1, NULL);
    plan_number_add(arena, sheet, 1, 2, NULL, 14.5, NULL);
    plan_number_add(arena, sheet, 2, 0, NULL, 11.4, NULL)->formula = "=A2*0.95";
    plan_text_add(arena, sheet, 2, 1, NULL, "N/A");
    plan_finish(&plan);
    return plan;
}

#define CHART   "xl/charts/chart1.xml"
#define DRAWING "xl/drawings/drawing1.xml"

static void a_chart_says_what_the_plan_says(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        const char *part;
        const char *holds;
    } cases[] = {
        {"title", CHART, "<a:t>Fraud &amp; forgery</a:t>"},
        {"a title is no formula", CHART, "<a:t> =Offences</a:t>"},
        {"a name is no formula", CHART, "<c:v> =A year before</c:v>"},
        {"labels", CHART,
         "<c:f>'2024'!$A$1:$C$1</c:f><c:strCache><c:ptCount val=\"3\"/>"
         "<c:pt idx=\"0\"><c:v>Apr-24</c:v></c:pt>"},
        {"a gap", CHART,
         "<c:f>'2024'!$A$2:$C$2</c:f><c:numCache><c:formatCode>General</c:formatCode>"
         "<c:ptCount val=\"3\"/><c:pt idx=\"0\"><c:v>12</c:v></c:pt>"
         "<c:pt idx=\"2\"><c:v>14.5</c:v></c:pt></c:numCache>"},
        {"the result of a formula, and no word", CHART,
         "<c:ptCount val=\"3\"/><c:pt idx=\"0\"><c:v>11.4</c:v></c:pt></c:numCache>"},
        {"solid line", CHART,
         "<a:ln w=\"28575\"><a:solidFill><a:srgbClr val=\"1F3864\"/></a:solidFill></a:ln>"},
        {"dotted line", CHART, "<a:srgbClr val=\"9C4A00\"/></a:solidFill><a:prstDash"},
        {"marks", CHART, "<c:marker><c:symbol val=\"circle\"/><c:size val=\"5\"/>"},
        {"font", CHART, "sz=\"1000\" b=\"1\" baseline=\"0\"><a:latin typeface=\"Arial\"/>"},
        {"number format of an axis", CHART, "<c:numFmt formatCode=\"#,##0\" sourceLinked=\"0\"/>"},
        {"from zero", CHART, "<c:min val=\"0\"/>"},
        {"every third label", CHART, "<c:tickLblSkip val=\"3\"/>"},
        {"legend", CHART, "<c:legendPos val=\"b\"/>"},
        {"alternative text", DRAWING, "descr=\"Fraud: line chart."},
        {"the size is the chart's own", DRAWING, "editAs=\"oneCell\""},
    };
    struct plan plan = chart_plan(trend_chart());
    const char *path = path_of("chart.xlsx");
    write_well(&plan, path);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *part = part_of(path, cases[i].part);
        if (!strstr(part, cases[i].holds))
            fail_msg("%s: %s does not hold\n%s\nbut is\n%s", cases[i].what, cases[i].part,
                     cases[i].holds, part);
    }
}

static void refuse(struct plan *plan, const char *expected);

static void charts_that_no_workbook_can_hold_are_refused(void **state)
{
    (void)state;
    struct chart charts[] = {trend_chart(), trend_chart(), trend_chart(),
                             trend_chart(), trend_chart(), trend_chart()};
    static const char *const faults[] = {
        "sheet 'Trends': a chart of -1 by 216 points",
        "sheet 'Trends': a chart of 0 lines, where Excel takes 1 to 255",
        "sheet 'Trends': a chart of a sheet that is not there",
        "sheet 'Trends': the points of a chart's line must stand in one row",
        "sheet 'Trends': a text with the control character U+0001",
        "sheet 'Trends': a colour is six hexadecimal digits such as 1F4E9E, not 'blue'",
    };
    charts[0].width = -1;
    charts[1].series.count = 0;
    charts[2].series.items[0].values.sheet = 9;
    charts[3].series.items[1].values.range.last_row = 3;
    charts[4].title = "\x01";
    charts[5].series.items[0].colour = "blue";
    for (size_t i = 0; i < COUNT(charts); i++) {
        struct plan plan = chart_plan(charts[i]);
        refuse(&plan, faults[i]);
    }
}

// What no workbook can hold: a plan is refused with the fault, and nothing is written.

static void refuse(struct plan *plan, const char *expected)
{
    const char *path = path_of("refused.xlsx");
    struct xlsx_fault fault;
    plan->properties.created = 1;
    plan_finish(plan);
    if (xlsx_write(plan, path, &everything, &fault))
        fail_msg("written, but expected: %s", expected);
    if (!text_equal(fault.text, expected))
        fail_msg("expected: %s\nbut got:  %s", expected, fault.text);
    assert_false(fault.system);
    assert_false(file_exists(path));
}

static const char *repeated(const char *text, size_t times)
{
    struct text many = {.arena = &everything};
    for (size_t i = 0; i < times; i++)
        text_add(&many, text);
    return text_done(&many);
}

static void cells_that_no_workbook_can_hold_are_refused(void **state)
{
    (void)state;
    const char *long_literal =
        arena_print(&everything, "=IF(A1,\"a\"\"b\",\"%s\")", repeated("x", 256));
    const char *long_formula = arena_print(&everything, "=1%s", repeated("+1", 4096));
    const struct style *pink = &(const struct style){.fill = "pink"};
    const struct style *huge = &(const struct style){.size = 500};
    const struct style *indented = &(const struct style){.indent = 300};
    const struct {
        struct cell cell;
        const char *fault;
    } cases[] = {
        {{.kind = CELL_NUMBER, .number = NAN}, "a number that is not finite"},
        {{.kind = CELL_NUMBER, .number = -INFINITY}, "a number that is not finite"},
        {{.kind = CELL_TEXT, .text = "caf\xE9"}, "a text with the byte E9 that is not UTF-8"},
        {{.kind = CELL_TEXT, .text = "a\xC0\xAF"}, "a text with the byte C0 that is not UTF-8"},
        {{.kind = CELL_TEXT, .text = "bell\a"}, "a text with the control character U+0007"},
        {{.kind = CELL_TEXT, .text = "a\rb"}, "a text with the control character U+000D"},
        {{.kind = CELL_TEXT, .text = "\xEF\xBF\xBE"}, "a text with U+FFFE, which is no character"},
        {{.kind = CELL_TEXT, .text = repeated("£", 32768)},
         "a text of 32768 characters, where Excel takes 32767"},
        {{.kind = CELL_TEXT, .text = repeated("😀", 16384)},
         "a text of 32768 characters, where Excel takes 32767"},
        {{.kind = CELL_TEXT, .text = "x", .note = "\x01"},
         "a text with the control character U+0001"},
        {{.kind = CELL_RICH, .runs = &(struct text_run){.text = "\x7F"}, .run_count = 1},
         "a text with the control character U+007F"},
        {{.kind = CELL_RICH, .runs = &(struct text_run){.colour = "12345"}, .run_count = 1},
         "a colour is six hexadecimal digits such as 1F4E9E, not '12345'"},
        {{.kind = CELL_BLANK, .formula = "=1+1"}, "a formula without its result"},
        {{.kind = CELL_NUMBER, .formula = "1+1"}, "a formula that does not start with '=': '1+1'"},
        {{.kind = CELL_NUMBER, .formula = "=\"\x02\""}, "a text with the control character U+0002"},
        {{.kind = CELL_NUMBER, .formula = "=A1&\"x"},
         "a formula in which a quote is not closed: =A1&\"x"},
        {{.kind = CELL_NUMBER, .formula = long_formula},
         "a formula of 8194 characters, where Excel takes 8192"},
        {{.kind = CELL_TEXT, .text = "x", .formula = long_literal},
         "a text inside a formula of 256 characters, where Excel takes 255"},
        {{.kind = CELL_TEXT, .text = "x", .link = "https://example.org"},
         "a link must lead into the workbook, not to 'https://example.org'"},
        {{.kind = CELL_TEXT, .text = "x", .link = "internal:'No #1'!A1"},
         "a link cannot hold '#' or 'external:': 'internal:'No #1'!A1'"},
        {{.kind = CELL_NUMBER, .format = repeated("0", 128)},
         "a number format of 128 characters, where Excel takes 127"},
        {{.kind = CELL_NUMBER, .style = pink},
         "a colour is six hexadecimal digits such as 1F4E9E, not 'pink'"},
        {{.kind = CELL_NUMBER, .style = huge},
         "a type size in points must be from 1 to 409, not 500"},
        {{.kind = CELL_NUMBER, .style = indented}, "an indent must be from 0 to 250, not 300"},
        {{.row = 1048576, .kind = CELL_NUMBER},
         "a cell beyond the last row or column that Excel has"},
        {{.column = 16384, .kind = CELL_NUMBER},
         "a cell beyond the last row or column that Excel has"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct plan plan = {0};
        struct plan_sheet *sheet = plan_sheet_add(&everything, &plan, "Data");
        const struct cell *cell = &cases[i].cell;
        *list_add(&everything, &sheet->cells) = *cell;
        refuse(&plan, arena_print(&everything, "sheet 'Data', cell %s: %s",
                                  plan_address(&everything, cell->row, cell->column, false),
                                  cases[i].fault));
    }
}

static void sheet_names_that_excel_refuses_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *fault;
    } cases[] = {
        {"", "a sheet must have a name"},
        {"a/b", "a sheet's name cannot hold any of [ ] : * ? / \\ or a line break"},
        {"what?", "a sheet's name cannot hold any of [ ] : * ? / \\ or a line break"},
        {"a\nb", "a sheet's name cannot hold any of [ ] : * ? / \\ or a line break"},
        {"'quoted'", "a sheet's name cannot start or end with an apostrophe"},
        {"history", "Excel keeps this name for itself"},
        {"first", "two sheets bear this name"},
        {"a name of thirty-two characters.",
         "a sheet's name of 32 characters, where Excel takes 31"},
        {"\x1B", "a text with the control character U+001B"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct plan plan = {0};
        plan_sheet_add(&everything, &plan, "First");
        plan_sheet_add(&everything, &plan, cases[i].name);
        refuse(&plan, arena_print(&everything, "sheet '%s': %s", cases[i].name, cases[i].fault));
    }
}

static void merges_that_hide_or_overlap_are_refused(void **state)
{
    (void)state;
    static const struct {
        struct merge one, other;
        const char *fault;
    } cases[] = {
        {{0, 4, 0, 1}, {2, 2, 1, 3}, "sheet 'Data': the merged cells A1:B5 and B3:D3 overlap"},
        {{8, 9, 0, 0}, {2, 8, 0, 0}, "sheet 'Data': the merged cells A3:A9 and A9:A10 overlap"},
        {{8, 8, 0, 3},
         {2, 2, 0, 3},
         "sheet 'Data', cell C9: the merged cells A9:D9 hide what "
         "stands here"},
        {{5, 4, 0, 0}, {8, 8, 2, 4}, "sheet 'Data': A6:A5 is no range of cells"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct plan plan = {0};
        struct plan_sheet *sheet = plan_sheet_add(&everything, &plan, "Data");
        plan_text_add(&everything, sheet, 8, 2, NULL, "hidden");
        plan_merge_add(&everything, sheet, cases[i].one);
        plan_merge_add(&everything, sheet, cases[i].other);
        refuse(&plan, cases[i].fault);
    }
}

static void settings_that_excel_refuses_are_refused(void **state)
{
    (void)state;
    const char *long_word = repeated("x", 256);
    const struct {
        struct plan_sheet sheet;
        const char *fault;
    } cases[] = {
        {{.header = "&L&G"}, "a page header or footer cannot hold '&G'"},
        {{.footer = "R&D &"}, "a page header or footer cannot hold '&'"},
        {{.header = repeated("x", 256)},
         "a page header or footer of 256 characters, where Excel takes 255"},
        {{.footer = "\x1F"}, "a text with the control character U+001F"},
        {{.page.paper = "A5"}, "the paper must be A4 or A3, not 'A5'"},
        {{.page.margin_top = -1}, "a margin in inches must be from 0 to 49, not -1"},
        {{.scale = 9}, "the print scale in percent must be from 10 to 400, not 9"},
        {{.scale = NAN}, "the print scale in percent must be from 10 to 400, not nan"},
        {{.tab_colour = "#FF0000"},
         "a colour is six hexadecimal digits such as 1F4E9E, not '#FF0000'"},
        {{.last_row = 1048576}, "a page beyond the last row or column that Excel has"},
        {{.repeats = true, .repeat_first = 3},
         "a page beyond the last row or column that Excel has"},
        {{.breaks = {(uint32_t[]){0}, 1, 1}}, "a page break before row 1"},
        {{.column_breaks = {(uint16_t[]){0}, 1, 1}}, "a page break before column 1"},
        {{.widths = {(double[]){256}, 1, 1}},
         "a column's width in characters must be from 0 to 255, not 256"},
        {{.heights = {(double[]){410}, 1, 1}},
         "a row's height in points must be from 0 to 409, not 410"},
        {{.rules = {&(struct rule){.formula = "A1"}, 1, 1}},
         "a formula that does not start with '=': 'A1'"},
        {{.rules = {&(struct rule){.formula = "=A1", .fill = "red"}, 1, 1}},
         "a colour is six hexadecimal digits such as 1F4E9E, not 'red'"},
        {{.validations = {&(struct validation){.range = {2, 1, 0, 0}}, 1, 1}},
         "A3:A2 is no range of cells"},
        {{.validations = {&(struct validation){.longest = 32768}, 1, 1}},
         "a longest text of 32768 characters"},
        {{.validations = {&(struct validation){.message = repeated("x", 256)}, 1, 1}},
         "a message beside a cell of 256 characters, where Excel takes 255"},
        {{.validations = {&(struct validation){.refusal = repeated("x", 226)}, 1, 1}},
         "a refusal of what is typed of 226 characters, where Excel takes 225"},
        {{.validations = {&(struct validation){.words = {(const char *[]){"a,b"}, 1, 1}}, 1, 1}},
         "a list of words cannot hold the word 'a,b'"},
        {{.validations = {&(struct validation){.words = {&long_word, 1, 1}}, 1, 1}},
         "a list of words that may be typed of 256 characters, where Excel takes 255"},
        {{.cells = {(struct cell[]){{.row = 1}, {.row = 1}}, 2, 2}}, NULL}, // in the cell, below
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct plan plan = {0};
        struct plan_sheet *sheet = list_add(&everything, &plan.sheets);
        *sheet = cases[i].sheet;
        sheet->name = "Data";
        refuse(&plan, cases[i].fault ? arena_print(&everything, "sheet 'Data': %s", cases[i].fault)
                                     : "sheet 'Data', cell A2: this cell is in the plan twice");
    }
}

static void a_workbook_needs_a_sheet_and_a_date(void **state)
{
    (void)state;
    struct plan plan = {0};
    refuse(&plan, "a workbook needs at least one sheet");

    struct xlsx_fault fault;
    plan_sheet_add(&everything, &plan, "Data");
    plan.properties.created = 0;
    assert_false(xlsx_write(&plan, path_of("undated.xlsx"), &everything, &fault));
    assert_string_equal(fault.text, "the workbook does not say when it was made");
}

static void what_the_system_refuses_is_told_apart(void **state)
{
    (void)state;
    const char *missing = path_of("no such folder/a.xlsx");
    const struct {
        const char *path;
        const char *reason;
    } cases[] = {
        {missing, "No such file or directory"},
        {folder, "Is a directory"},
        {"/dev/full", "the file cannot be written; is the disk full?"},
    };
    struct plan plan = full_plan();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct xlsx_fault fault;
        assert_false(xlsx_write(&plan, cases[i].path, &everything, &fault));
        assert_true(fault.system);
        assert_string_equal(fault.text,
                            arena_print(&everything, "'%s': %s", cases[i].path, cases[i].reason));
    }
}

// A sheet whose temporary file is many times the size of the workbook.
static struct plan large_plan(void)
{
    struct plan plan = {.properties.created = 1};
    struct plan_sheet *sheet = plan_sheet_add(&everything, &plan, "Data");
    for (uint32_t row = 0; row < 5000; row++)
        plan_number_add(&everything, sheet, row, 0, &figure, 1, NULL);
    plan_finish(&plan);
    return plan;
}

// In a process of its own, where no file may grow beyond 64 KiB: the library notices nothing when
// its temporary files end there.
static bool written_under_limit(const struct plan *plan, const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        struct xlsx_fault fault;
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){65536, 65536});
        _exit(xlsx_write(plan, path, &everything, &fault) ? 0 : fault.system ? 1 : 2);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
    return WEXITSTATUS(status) == 0;
}

static void a_full_temporary_folder_is_noticed(void **state)
{
    (void)state;
    struct plan large = large_plan(), small = full_plan();
    assert_false(written_under_limit(&large, path_of("cut.xlsx")));
    assert_true(written_under_limit(&small, path_of("uncut.xlsx")));
}

static void write_bytes(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void a_damaged_file_is_not_whole(void **state)
{
    (void)state;
    struct plan plan = full_plan();
    const char *path = path_of("damaged.xlsx");
    write_well(&plan, path);
    char *bytes;
    size_t length;
    assert_true(file_read(&everything, path, &bytes, &length));
    assert_true(whole_workbook(path));
    for (size_t kept = 0; kept < length; kept += length / 50 + 1) {
        write_bytes(path, bytes, kept);
        if (whole_workbook(path))
            fail_msg("whole after %zu of %zu bytes", kept, length);
    }
    // In the middle of a part's data, which its checksum then does not fit.
    bytes[length / 3] = (char)(bytes[length / 3] ^ 0x20);
    write_bytes(path, bytes, length);
    assert_false(whole_workbook(path));
    assert_false(whole_workbook(path_of("never.xlsx")));
}

static int make_folder(void **state)
{
    (void)state;
    arena_init(&everything);
    char *name = arena_copy(&everything, "/tmp/xlsx-test-XXXXXX");
    folder = mkdtemp(name);
    return folder ? 0 : -1;
}

static int drop_folder(void **state)
{
    (void)state;
    int status = system(arena_print(&everything, "rm -r '%s'", folder));
    arena_free(&everything);
    return status;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_says_what_the_plan_says),
        cmocka_unit_test(nothing_says_calibri_but_the_theme),
        cmocka_unit_test(looks_are_made_once),
        cmocka_unit_test(the_same_plan_gives_the_same_bytes),
        cmocka_unit_test(a_chart_says_what_the_plan_says),
        cmocka_unit_test(charts_that_no_workbook_can_hold_are_refused),
        cmocka_unit_test(cells_that_no_workbook_can_hold_are_refused),
        cmocka_unit_test(sheet_names_that_excel_refuses_are_refused),
        cmocka_unit_test(merges_that_hide_or_overlap_are_refused),
        cmocka_unit_test(settings_that_excel_refuses_are_refused),
        cmocka_unit_test(a_workbook_needs_a_sheet_and_a_date),
        cmocka_unit_test(what_the_system_refuses_is_told_apart),
        cmocka_unit_test(a_full_temporary_folder_is_noticed),
        cmocka_unit_test(a_damaged_file_is_not_whole),
    };
    return cmocka_run_group_tests_name("xlsx", tests, make_folder, drop_folder);
}
