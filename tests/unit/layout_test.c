#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "layout/layout.h"

// Layouts are read from files, so each test writes its own into a folder that setup() made.

static char folder[] = "/tmp/layout_test.XXXXXX";
static const char *const files[] = {"layout.yaml", "house.yaml", "r.csv", "published.csv"};

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void remove_files(void)
{
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
        assert_true(unlink(files[i]) == 0 || errno == ENOENT);
}

static int setup(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int teardown(void **state)
{
    (void)state;
    remove_files();
    return chdir("/") != 0 || rmdir(folder) != 0;
}

// What is wrong with a layout. The snippets stand in a layout that is otherwise sound: `layout` at
// its top, `sheet` in its sheet, `column` under the sheet's columns; or `whole` replaces it all.
struct fault {
    const char *name;
    const char *whole, *layout, *sheet, *column;
    const char *rows;    // the register
    const char *house;   // house.yaml
    const char *message; // all of them, "line:column message" each, "" none
    const char *help;    // of the first one; NULL is not looked at
};

static const char *layout_text(struct arena *arena, const struct fault *fault)
{
    if (fault->whole != NULL)
        return fault->whole;
    return arena_print(arena,
                       "%s\n"
                       "save as: Scorecard.xlsx\n"
                       "sheets:\n"
                       "  Scorecard:\n"
                       "    rows: r.csv\n"
                       "    %s\n"
                       "    columns:\n"
                       "      label: {heading: Measure}\n"
                       "      %s\n",
                       fault->layout != NULL ? fault->layout : "",
                       fault->sheet != NULL ? fault->sheet : "",
                       fault->column != NULL ? fault->column : "");
}

static const char *messages_of(struct arena *arena, const struct problems *problems)
{
    struct text text = {.arena = arena};
    for (size_t i = 0; i < problems->count; i++) {
        const struct place *place = &problems->items[i].place;
        text_print(&text, "%s%s:%zu:%zu %s", i > 0 ? "\n" : "", place->file, place->line,
                   place->column, problems->items[i].message);
    }
    return text_done(&text);
}

static bool fault_holds(const struct fault *fault)
{
    struct arena arena;
    struct problems problems;
    arena_init(&arena);
    problems_init(&problems, &arena);
    write_file("layout.yaml", layout_text(&arena, fault));
    write_file("r.csv", fault->rows != NULL ? fault->rows : "id,label\nsnt,SNTs briefed\n");
    if (fault->house != NULL)
        write_file("house.yaml", fault->house);
    const struct layout *layout = layout_read("layout.yaml", ".", &arena, &problems);
    const char *messages = messages_of(&arena, &problems);
    const char *help = problems.count > 0 ? problems.items[0].help : NULL;
    bool holds = text_equal(messages, fault->message) &&
                 (layout == NULL || !layout->is_sound) == (problems.errors > 0);
    holds = holds && (fault->help == NULL || text_equal(help, fault->help));
    if (!holds)
        print_error("%s:\n  expected %s\n      help %s\n       got %s\n      help %s\n",
                    fault->name, fault->message, fault->help != NULL ? fault->help : "any",
                    messages, help != NULL ? help : "none");
    arena_free(&arena);
    remove_files();
    return holds;
}

static void faults_hold(const struct fault *faults, size_t count)
{
    size_t failed = 0;
    for (size_t i = 0; i < count; i++)
        failed += fault_holds(&faults[i]) ? 0 : 1;
    assert_int_equal(failed, 0);
}

#define FAULTS_HOLD(faults) faults_hold((faults), sizeof(faults) / sizeof((faults)[0]))

static void test_keys(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {.name = "a layout with nothing to say is sound", .message = ""},
        {.name = "a misspelt key of a column",
         .column = "target: {widht: 14}",
         .message = "layout.yaml:9:16 unknown key 'widht' in a column",
         .help = "did you mean 'width'?"},
        {.name = "a key like no other lists them all",
         .layout = "page: {margins: {gutter: 1}}",
         .message = "layout.yaml:1:18 unknown key 'gutter' in the margins",
         .help = "the keys of the margins are: left, right, top, bottom"},
        {.name = "a misspelt key of the layout",
         .layout = "titel: Crime",
         .message = "layout.yaml:1:1 unknown key 'titel' in a layout",
         .help = "did you mean 'title'?"},
        {.name = "a number that is none",
         .column = "target: {width: wide}",
         .message = "layout.yaml:9:23 'width' must be a number from 1 to 255, not 'wide'"},
        {.name = "a number out of range",
         .column = "target: {width: 300}",
         .message = "layout.yaml:9:23 'width' must be a number from 1 to 255, not '300'"},
        {.name = "a percentage is no width",
         .column = "target: {width: 30%}",
         .message = "layout.yaml:9:23 'width' must be a number from 1 to 255, not '30%'"},
        {.name = "an indent is whole",
         .layout = "styles: {part: {indent: 1.5}}",
         .message = "layout.yaml:1:25 'indent' must be a whole number from 0 to 15, not '1.5'"},
        {.name = "a blank where a word must be",
         .column = "target: {merge: }",
         .message = "layout.yaml:9:23 'merge' is blank: it must be blanks or measure"},
        {.name = "a word of another key",
         .sheet = "parts: blanks",
         .message = "layout.yaml:6:12 'parts' must be stacked or rows, not 'blanks'"},
        {.name = "neither yes nor no",
         .column = "target: {light: maybe}",
         .message = "layout.yaml:9:23 'light' must be yes or no, not 'maybe'"},
        {.name = "a list where a text must be",
         .layout = "title: [Crime, 2007]",
         .message = "layout.yaml:1:8 'title' must be a text, not a list"},
        {.name = "a text where keys must be",
         .column = "target: Target",
         .message = "layout.yaml:9:15 column 'target' must hold keys, not a text"},
        {.name = "a column without keys is sound", .column = "target:", .message = ""},
        {.name = "a format that is none",
         .sheet = "format: 'yyyy-mm'",
         .message = "layout.yaml:6:13 'yyyy-mm' is not a number format: "
                    "d, m, y, h and s are for dates; text stands in double quotes",
         .help = "a format is written as in Excel: 0.0%, #,##0, 0\" days\""},
        {.name = "several faults are all told",
         .layout = "title: []",
         .sheet = "parts: odd",
         .column = "target: {width: 0, merge: odd}",
         .message = "layout.yaml:1:8 'title' must be a text, not a list\n"
                    "layout.yaml:6:12 'parts' must be stacked or rows, not 'odd'\n"
                    "layout.yaml:9:23 'width' must be a number from 1 to 255, not '0'\n"
                    "layout.yaml:9:33 'merge' must be blanks or measure, not 'odd'"},
        {.name = "what every layout must say",
         .whole = "title: Crime\n",
         .message = "layout.yaml:1:1 a layout must say 'save as'\n"
                    "layout.yaml:1:1 a layout must say 'sheets'"},
        {.name = "a layout of nothing but a no-break space",
         .whole = "\u00A0\n",
         .message = "layout.yaml:1:1 a layout must say 'save as'\n"
                    "layout.yaml:1:1 a layout must say 'sheets'"},
        {.name = "a list is no layout",
         .whole = "- title\n",
         .message = "layout.yaml:1:1 a layout must hold keys, not a list"},
    };
    FAULTS_HOLD(faults);
}

static void test_top(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {.name = "workbooks end in .xlsx",
         .whole = "save as: a.xls\nsheets: {S: {rows: r.csv, columns: {label: }}}\n",
         .message = "layout.yaml:1:10 'save as' must end in .xlsx, not as in 'a.xls'"},
        {.name = "a workbook stays in its folder",
         .whole = "save as: ../a.xlsx\nsheets: {S: {rows: r.csv, columns: {label: }}}\n",
         .message = "layout.yaml:1:10 'save as' is the name of a file, without any of "
                    "/ \\ : * ? \" < > |"},
        {.name = "names in braces may have formats",
         .whole = "save as: 'a {latest:mmm yyyy}.xlsx'\n"
                  "sheets: {S: {rows: r.csv, columns: {label: }}}\n",
         .message = ""},
        {.name = "periods must be counted somehow",
         .layout = "periods: {latest: 2007-05}",
         .message = "layout.yaml:1:10 the periods must say 'every'"},
        {.name = "a week is no period",
         .layout = "periods: {every: week}",
         .message = "layout.yaml:1:18 'every' must be month, quarter or year, not 'week'"},
        {.name = "the latest period is one of the calendar's",
         .layout = "periods: {every: month, year starts: April, latest: 2007/08}",
         .message = "layout.yaml:1:53 '2007/08' is not a month",
         .help = "write it as 2007-05 or May 2007"},
        {.name = "a constant is a number",
         .layout = "constants: {boroughs: many, areas: {value: 33, label: Areas}}",
         .message = "layout.yaml:1:23 constant 'boroughs' must be a number, not 'many'"},
        {.name = "formulas cannot name such a constant",
         .layout = "constants: {2nd: 2}",
         .message = "layout.yaml:1:13 '2nd' cannot be the name of a constant"},
        {.name = "a source has a file",
         .layout = "data: {ct: {value: n}}",
         .message = "layout.yaml:1:12 a source must say 'file'"},
        {.name = "a source with periods in a layout without",
         .layout = "data: {ct: {file: ct.csv, period: headings}}",
         .message = "layout.yaml:1:35 source 'ct' has periods, but the layout has none"},
        {.name = "no row means 0, or nothing is said",
         .layout = "data: {ct: {file: ct.csv, absent: nought}}",
         .message = "layout.yaml:1:35 'absent' must be 0, not 'nought'"},
        {.name = "a file that is not there",
         .layout = "check: published.csv",
         .message = "layout.yaml:1:8 there is no file 'published.csv'",
         .help = "names of files are as seen from layout.yaml"},
    };
    FAULTS_HOLD(faults);
}

static void test_use(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {.name = "the house style fills in",
         .layout = "use: house.yaml",
         .house = "author: MPS\n",
         .message = ""},
        {.name = "a fault of the house style is told there",
         .layout = "use: house.yaml",
         .house = "author: MPS\npage: {paper: A5}\n",
         .message = "house.yaml:2:15 'paper' must be A4 or A3, not 'A5'"},
        {.name = "no such house style: what may be in it is not missed",
         .layout = "use: haus.yaml",
         .sheet = "scale: standard",
         .message = "layout.yaml:1:6 there is no file 'haus.yaml'"},
        {.name = "a layout that uses itself",
         .layout = "use: layout.yaml",
         .message = "layout.yaml:1:6 layouts use each other: layout.yaml, layout.yaml"},
        {.name = "layouts that use each other",
         .layout = "use: house.yaml",
         .house = "use: layout.yaml\n",
         .message = "house.yaml:1:6 layouts use each other: layout.yaml, house.yaml, layout.yaml"},
    };
    FAULTS_HOLD(faults);
}

static void test_sheets(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {.name = "a sheet has rows and columns",
         .whole = "save as: a.xlsx\nsheets: {S: {title: T}}\n",
         .message = "layout.yaml:2:13 a sheet must say 'rows'\n"
                    "layout.yaml:2:13 a sheet must say 'columns' or 'charts'"},
        {.name = "a sheet has columns or charts",
         .whole = "save as: a.xlsx\nsheets:\n"
                  "  S: {rows: r.csv, columns: {label: }, charts: {window: fytd, lines: {A: a}}}\n",
         .message = "layout.yaml:3:48 a sheet has columns or charts, not both"},
        {.name = "charts have a window and lines",
         .whole = "save as: a.xlsx\nsheets: {S: {rows: r.csv, charts: }}\n",
         .message = "layout.yaml:2:35 the charts must say 'window'\n"
                    "layout.yaml:2:35 the charts must say 'lines'"},
        {.name = "charts of no lines",
         .whole = "save as: a.xlsx\nsheets: {S: {rows: r.csv, charts: {window: fytd, lines: }}}\n",
         .message = "layout.yaml:2:57 the charts have no lines"},
        {.name = "lines that cannot be told apart",
         .whole = "save as: a.xlsx\nsheets: {S: {rows: r.csv, charts: {window: fytd, lines: "
                  "{A: a, B: {formula: b, colour: FFFF00}, C: {formula: c, dash: solid},"
                  " D: d, E: e}}}}\n",
         .message = "layout.yaml:2:64 line 'B': FFFF00 is too light to be seen on white\n"
                    "layout.yaml:2:133 a chart has at most 4 lines\n"
                    "layout.yaml:2:97 lines 'A' and 'C' have the same dash"},
        {.name = "a dash that is none",
         .whole = "save as: a.xlsx\nsheets: {S: {rows: r.csv, charts: {window: fytd, lines: "
                  "{A: {formula: a, dash: wavy}}}}}\n",
         .message = "layout.yaml:2:80 'dash' must be solid, dashed, dotted or dot dash, "
                    "not 'wavy'"},
        {.name = "a layout has sheets",
         .whole = "save as: a.xlsx\nsheets: {}\n",
         .message = "layout.yaml:2:9 the layout has no sheets"},
        {.name = "names that Excel refuses",
         .whole = "save as: a.xlsx\nsheets:\n"
                  "  A name that is longer than Excel takes: &sheet {rows: r.csv, columns: {l: }}\n"
                  "  2007/08: *sheet\n"
                  "  \"'Crime'\": *sheet\n"
                  "  History: *sheet\n"
                  "  data: *sheet\n",
         .message =
             "layout.yaml:3:3 a sheet cannot be called 'A name that is longer than Excel takes': "
             "it is longer than 31 characters\n"
             "layout.yaml:4:3 a sheet cannot be called '2007/08': "
             "it has one of [ ] : * ? / \\ or a line break in it\n"
             "layout.yaml:5:3 a sheet cannot be called ''Crime'': it has an apostrophe at an end\n"
             "layout.yaml:6:3 a sheet cannot be called 'History': "
             "Excel keeps that name for itself\n"
             "layout.yaml:7:3 a sheet cannot be called 'data': "
             "the program adds a sheet of that name"},
        {.name = "names that Excel takes for the same",
         .whole = "save as: a.xlsx\nsheets:\n"
                  "  Crime: &sheet {rows: r.csv, columns: {label: }}\n"
                  "  CRIME: *sheet\n",
         .message = "layout.yaml:4:3 sheets 'Crime' and 'CRIME' differ only by capitals"},
        {.name = "a scale that is not there",
         .layout = "scales: {standard: {gap: actual - target, states: {RED: {when: otherwise}}}}",
         .sheet = "scale: standrad",
         .message = "layout.yaml:6:12 unknown scale 'standrad'",
         .help = "did you mean 'standard'?"},
        {.name = "a source where there is none",
         .sheet = "data: ct",
         .message = "layout.yaml:6:11 unknown source 'ct'",
         .help = "the layout has no sources"},
        {.name = "a column that formulas cannot name",
         .column = "per cent: {width: 8}",
         .message = "layout.yaml:9:7 'per cent' cannot be the name of a column",
         .help = "use letters, digits and _, starting with a letter"},
        {.name = "columns alike",
         .column = "Label: {width: 8}",
         .message = "layout.yaml:9:7 columns 'label' and 'Label' differ only by capitals"},
        {.name = "a column shows one thing",
         .column = "change: {each: fytd, formula: fytd / 12}",
         .message = "layout.yaml:9:37 column 'change' has both 'each' and 'formula'"},
        {.name = "a style that is not there",
         .column = "target: {style: 'blod, centre'}",
         .message = "layout.yaml:9:23 unknown style 'blod'",
         .help = "did you mean 'bold'?"},
    };
    FAULTS_HOLD(faults);
}

static void test_looks(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {.name = "a colour by name",
         .layout = "styles: {band: {fill: blue}}",
         .message = "layout.yaml:1:23 'fill' must be a colour such as 1F3864, or none, not 'blue'"},
        {.name = "text has a colour",
         .layout = "styles: {band: {colour: none}}",
         .message = "layout.yaml:1:25 'colour' must be a colour such as 1F3864, not 'none'"},
        {.name = "pale text on a pale fill",
         .layout = "styles: {band: {fill: FFFFFF, colour: '#777777'}}",
         .message = "layout.yaml:1:23 style 'band': text 777777 on fill FFFFFF has a contrast of "
                    "4.4 to 1; at least 4.5 to 1 is needed to read it",
         .help = "on this fill 000000 would have 21.0 to 1"},
        {.name = "just dark enough",
         .layout = "styles: {band: {fill: FFFFFF, colour: '767676'}}",
         .message = ""},
        {.name = "a fill that does not go with the colour the style has",
         .layout = "styles: {heading: {fill: d9e2f3}}",
         .message = "layout.yaml:1:26 style 'heading': text FFFFFF on fill D9E2F3 has a contrast "
                    "of 1.3 to 1; at least 4.5 to 1 is needed to read it"},
        {.name = "a size that no letter has",
         .layout = "styles: {mine: {size: 0}}",
         .message = "layout.yaml:1:23 'size' must be a size in points from 1 to 409, or a "
                    "percentage of the base's, not '0'"},
        {.name = "white on amber",
         .layout = "scales: {s: {gap: actual, states: {AMBER: {when: gap > 0, fill: FFC000, font: "
                   "FFFFFF}}}}",
         .message = "layout.yaml:1:65 state 'AMBER': text FFFFFF on fill FFC000 has a contrast of "
                    "1.6 to 1; at least 4.5 to 1 is needed to read it"},
        {.name = "otherwise comes last",
         .layout = "scales: {s: {gap: actual, states: {RED: {when: otherwise}, GREEN: {when: gap > "
                   "0}}}}",
         .message = "layout.yaml:1:48 state 'RED' is for all that is left, but it is not the last"},
        {.name = "a state that says nothing",
         .layout = "scales: {s: {gap: actual, states: {RED: }}}",
         .message = "layout.yaml:1:41 a state must say 'when'"},
        {.name = "a state shows as another of the scale",
         .layout = "scales: {s: {gap: actual, states: {BLUE: {when: gap > 1, shows: GREAN}, GREEN: "
                   "{when: otherwise}}}}",
         .message = "layout.yaml:1:36 unknown state 'GREAN'",
         .help = "did you mean 'GREEN'?"},
        {.name = "colour alone would tell these apart",
         .layout = "scales: {s: {gap: actual, states: {GREEN: {when: gap > 0, symbol: ●}, RED: "
                   "{when: otherwise, symbol: ●}}}}",
         .message = "layout.yaml:1:71 states 'GREEN' and 'RED' have the same symbol"},
    };
    FAULTS_HOLD(faults);
}

static void test_register(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {.name = "no labels",
         .rows = "id,value\nsnt,1\n",
         .message = "r.csv:1:0 the register has no column 'label'"},
        {.name = "a measure without a label",
         .rows = "id,label\nsnt,\n",
         .message = "r.csv:2:2 'snt' has no label"},
        {.name = "no lines",
         .rows = "id,label\n",
         .message = "r.csv:1:0 the register has no lines"},
        {.name = "the same id twice",
         .rows = "id,label\nsnt,Briefed\nied,IED\nsnt,SNTs\n",
         .message = "r.csv:4:1 lines 2 and 4 both have the id 'snt'"},
        {.name = "an id that Excel has made a date",
         .rows = "id,label\n01/05/2026,Briefed\n",
         .message = "r.csv:2:1 '01/05/2026' cannot be the id of a line"},
        {.name = "an unknown kind of row",
         .rows = "id,row,label\nsnt,bnad,Briefed\n",
         .message = "r.csv:2:2 'row' must be blank, measure, part, working, band, subband, header, "
                    "note or strip, not 'bnad'"},
        {.name = "a part of nothing",
         .rows = "id,row,label\n,band,Crime\nsnt,part,Briefed\n",
         .message = "r.csv:3:2 part 'snt' has no measure above it"},
        {.name = "better is higher or lower",
         .rows = "id,label,better\nsnt,Briefed,more\n",
         .message = "r.csv:2:3 'better' must be blank, higher or lower, not 'more'"},
        {.name = "a total that is none",
         .rows = "id,label,total\nsnt,Briefed,mean\n",
         .message = "r.csv:2:3 'total' must be blank, sum, latest, average or none, not 'mean'"},
        {.name = "a format that is none",
         .rows = "id,label,format\nsnt,Briefed,yyyy\n",
         .message = "r.csv:2:3 'yyyy' is not a number format: "
                    "d, m, y, h and s are for dates; text stands in double quotes"},
        {.name = "the format of a column",
         .column = "target:",
         .rows = "id,label,fytd_format,target_format\nsnt,Briefed,yyyy,yyyy\n",
         .message = "r.csv:2:4 'yyyy' is not a number format: "
                    "d, m, y, h and s are for dates; text stands in double quotes"},
        {.name = "an unknown scale, source and style",
         .rows = "id,label,scale,source,style\nsnt,Briefed,s,ct,blod\n",
         .message = "r.csv:2:3 unknown scale 's'\nr.csv:2:4 unknown source 'ct'\n"
                    "r.csv:2:5 unknown style 'blod'"},
        {.name = "as at a period of a layout without any",
         .rows = "id,label,as_at\nsnt,Briefed,2007-05\n",
         .message = "r.csv:2:3 '2007-05' is a period, but the layout has none"},
        {.name = "as at no month",
         .layout = "periods: {every: month}",
         .rows = "id,label,as_at\nsnt,Briefed,soon\n",
         .message = "r.csv:2:3 'soon' is not a month"},
        {.name = "sheets with the same register tell its faults once",
         .whole = "save as: a.xlsx\nsheets:\n"
                  "  One: {rows: r.csv, columns: {label: }}\n"
                  "  Two: {rows: r.csv, columns: {label: }}\n",
         .rows = "id,label\nsnt,\n",
         .message = "r.csv:2:2 'snt' has no label"},
    };
    FAULTS_HOLD(faults);
}

static const char good_house[] =
    "organisation: Metropolitan Police Service\n"
    "words: {missing: Not known, accept: [No target, Monitor]}\n"
    "scales:\n"
    "  standard:\n"
    "    gap: (actual - target) / ABS(target)\n"
    "    judge: as shown\n"
    "    states:\n"
    "      BLUE: {when: gap >= 10%, shows: GREEN, fill: 1f4e9e, font: FFFFFF, symbol: ★}\n"
    "      GREEN: {when: gap >= 0}\n"
    "      RED: {when: otherwise, legend: Well below target}\n"
    "styles:\n"
    "  base: {size: 10, border: '#808080'}\n"
    "  band: {border: none, border top: 000000}\n"
    "  loud: {bold: yes, size: 150%}\n"
    "page: {paper: A3, fit: as it is, margins: {left: 1}, footer: {right: ''}}\n";

static const char good_layout[] =
    "use: house.yaml\n"
    "title: Counter terrorism\n"
    "save as: CT {latest:mmm yyyy}.xlsx\n"
    "periods: {every: month, year starts: April, latest: 2007-05}\n"
    "constants: {boroughs: 33}\n"
    "data:\n"
    "  ct: {file: ct.csv, period: headings, absent: 0}\n"
    "  iq: {file: iq.csv, period: month, value: n, match: {area: id}, rows: add up, label: iQ}\n"
    "check: published.csv\n"
    "sheets:\n"
    "  CT scorecard:\n"
    "    rows: r.csv\n"
    "    data: ct\n"
    "    scale: standard\n"
    "    parts: stacked\n"
    "    above: [legend, 'To {latest}']\n"
    "    footnotes: {1: Provisional, '*': Estimate}\n"
    "    page: {orientation: portrait}\n"
    "    columns:\n"
    "      label: {heading: Measure, width: 36, merge: blanks, style: [loud, centre]}\n"
    "      month: {heading: [2007/8, mmm-yy], each: fytd, light: yes}\n"
    "      comments: {show: remark, below: why}\n"
    "      light: {judge: month}\n";

static const char good_rows[] = "id,row,label,better,remark,why,month_format,owner\n"
                                ",band,Crime,,,,,\n"
                                "snt,,SNTs briefed,Higher,Fine,Because,0%,CTC\n"
                                "n,Part,Briefed,,,,,\n";

static void check_sheet(const struct sheet *sheet)
{
    assert_string_equal(sheet->name, "CT scorecard");
    assert_string_equal(sheet->title.text, "Counter terrorism");
    assert_string_equal(sheet->rows.text, "r.csv");
    assert_true(sheet->stacked);
    assert_int_equal(sheet->above.count, 2);
    assert_string_equal(sheet->footnotes.items[1].mark, "*");
    assert_string_equal(sheet->page.paper, "A3");
    assert_false(sheet->page.landscape);
    assert_false(sheet->page.fit_width);
    assert_float_equal(sheet->page.margin_left, 1, 0);
    assert_float_equal(sheet->page.margin_right, 0.5, 0);
    assert_null(sheet->page.footer_right);

    const struct column *columns = sheet->columns.items;
    assert_int_equal(sheet->columns.count, 4);
    assert_string_equal(columns[0].what.text, "label");
    assert_string_equal(columns[0].style.text, "loud, centre");
    assert_int_equal(columns[0].merge, MERGE_BLANKS);
    assert_int_equal(columns[1].shows, COLUMN_EACH);
    assert_string_equal(columns[1].headings.items[1].text, "mmm-yy");
    assert_float_equal(columns[1].width, 10, 0);
    assert_true(columns[1].light);
    assert_string_equal(columns[2].what.text, "remark");
    assert_int_equal(columns[3].shows, COLUMN_JUDGE);
}

static void check_register(const struct layout_register *read)
{
    static const bool used[] = {true, true, true, true, true, true, true, false};
    assert_int_equal(read->lines.count, 3);
    for (size_t i = 0; i < read->table.headings.count; i++)
        if (read->used[i] != used[i])
            fail_msg("use of '%s' is wrong", read->table.headings.cells[i]);
    const struct line *lines = read->lines.items;
    assert_string_equal(lines[0].id, "line 2");
    assert_int_equal(lines[0].kind, ROW_BAND);
    assert_string_equal(lines[1].id, "snt");
    assert_string_equal(lines[1].better.text, "higher");
    assert_string_equal(lines[1].better.place.cell, "D3");
    assert_string_equal(lines[1].target.text, "");
    assert_int_equal(lines[1].target.place.line, 3);
    assert_int_equal(lines[2].kind, ROW_PART);
}

static void check_styles(const struct layout *layout, struct arena *arena)
{
    assert_string_equal(layout->font, "Arial");
    assert_float_equal(layout->size, 10, 0);
    const struct style *band = &layout_style(layout, "band")->style;
    assert_true(band->bold);
    assert_string_equal(band->fill, "D9E2F3");
    assert_string_equal(band->top, "000000");
    assert_null(band->left);
    assert_string_equal(layout_style(layout, "measure")->style.left, "808080");
    assert_float_equal(layout_style(layout, "title")->style.size, 16, 0);
    assert_null(layout_style(layout, "lod"));

    struct style cell = layout_styled(layout, *band, "loud, right", arena);
    assert_string_equal(cell.name, "band");
    assert_float_equal(cell.size, 15, 0);
    assert_int_equal(cell.across, ACROSS_RIGHT);
    assert_string_equal(cell.fill, "D9E2F3"); // the words say nothing of fills
    assert_null(cell.left);
}

static void check_scale(const struct scale *scale)
{
    assert_true(scale->as_shown);
    assert_string_equal(scale->states.items[0].shows, "GREEN");
    assert_string_equal(scale->states.items[0].fill, "1F4E9E");
    assert_string_equal(scale->states.items[0].symbol, "★");
    assert_string_equal(scale->states.items[2].shows, "RED");
    assert_null(scale->states.items[2].when.text);
}

static void test_good_layout(void **state)
{
    (void)state;
    struct arena arena;
    struct problems problems;
    arena_init(&arena);
    problems_init(&problems, &arena);
    write_file("house.yaml", good_house);
    write_file("layout.yaml", good_layout);
    write_file("r.csv", good_rows);
    write_file("published.csv", "id,FYTD\n");
    const struct layout *layout = layout_read("layout.yaml", ".", &arena, &problems);
    assert_string_equal(messages_of(&arena, &problems), "");
    assert_non_null(layout);

    assert_string_equal(layout->organisation.text, "Metropolitan Police Service");
    assert_string_equal(layout->organisation.place.file, "house.yaml");
    assert_int_equal(layout->calendar.every, PERIOD_MONTH);
    assert_int_equal(layout->calendar.year_start, 4);
    assert_string_equal(layout->latest.text, "2007-05");
    assert_string_equal(layout->constants.items[0].label.text, "boroughs");
    assert_string_equal(layout->words.missing.text, "Not known");
    assert_string_equal(layout->words.divide_by_zero.text, "n/a");
    assert_string_equal(layout->words.accept.items[1].text, "Monitor");
    assert_true(layout_accepts_word(layout, "No target"));
    assert_false(layout_accepts_word(layout, "no idea"));
    assert_int_equal(layout->sources.items[0].period_from, PERIOD_FROM_HEADINGS);
    assert_true(layout->sources.items[0].absent_is_zero);
    assert_string_equal(layout->sources.items[0].label.text, "ct.csv");
    assert_string_equal(layout->sources.items[0].matches.items[0].data_column.text, "id");
    assert_string_equal(layout->sources.items[1].period_column.text, "month");
    assert_string_equal(layout->sources.items[1].matches.items[0].data_column.text, "area");
    assert_true(layout->sources.items[1].adds_up);
    check_scale(&layout->scales.items[0]);
    check_styles(layout, &arena);
    check_sheet(&layout->sheets.items[0]);
    check_register(&layout->sheets.items[0].register_table);
    arena_free(&arena);
    remove_files();
}

static void test_nearest_heading(void **state)
{
    (void)state;
    assert_string_equal(layout_nearest_heading("targt"), "target");
    assert_string_equal(layout_nearest_heading("idd"), "id");
    assert_null(layout_nearest_heading("owner of it all"));
}

static void test_contrast(void **state)
{
    (void)state;
    assert_float_equal(style_contrast("000000", "FFFFFF"), 21, 1e-9);
    assert_float_equal(style_contrast("ffffff", "FFFFFF"), 1, 1e-9);
    assert_float_equal(style_contrast("777777", "FFFFFF"), 4.478, 1e-3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_top),
        cmocka_unit_test(test_use),
        cmocka_unit_test(test_sheets),
        cmocka_unit_test(test_looks),
        cmocka_unit_test(test_register),
        cmocka_unit_test(test_contrast),
        cmocka_unit_test(test_good_layout),
        cmocka_unit_test(test_nearest_heading),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
