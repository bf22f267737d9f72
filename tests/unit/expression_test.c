#include "layout/expression.h"

#include "base/number.h"
#include "base/text.h"

#include <string.h>

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define NUMBER(it)                                                                                 \
    {                                                                                              \
        .kind = VALUE_NUMBER, .number = (it)                                                       \
    }
#define TEXT(it)                                                                                   \
    {                                                                                              \
        .kind = VALUE_TEXT, .text = (it)                                                           \
    }
#define TRUTH(it)                                                                                  \
    {                                                                                              \
        .kind = VALUE_TRUTH, .number = (it)                                                        \
    }
#define BLANK                                                                                      \
    {                                                                                              \
        .kind = VALUE_BLANK                                                                        \
    }
#define ERROR(it)                                                                                  \
    {                                                                                              \
        .kind = VALUE_ERROR, .text = (it)                                                          \
    }

// What the names in all formulas below stand for.
static const struct figure {
    const char *name;
    size_t count;
    struct value values[5];
} figures[] = {
    {"a", 1, {NUMBER(6)}},
    {"b", 1, {NUMBER(4)}},
    {"c", 1, {NUMBER(-2.5)}},
    {"zero", 1, {NUMBER(0)}},
    {"third", 1, {NUMBER(1.0 / 3)}},
    {"word", 1, {TEXT("Not available")}},
    {"five", 1, {TEXT("5")}},
    {"empty", 1, {TEXT("")}},
    {"yes", 1, {TRUTH(1)}},
    {"blank", 1, {BLANK}},
    {"bad", 1, {ERROR("#N/A")}},
    {"name", 1, {TEXT("Ångström é")}},
    {"several", 5, {NUMBER(3), NUMBER(1), NUMBER(4), NUMBER(1), NUMBER(5)}},
    {"mixed", 5, {NUMBER(2.5), BLANK, TEXT("9"), TRUTH(1), NUMBER(7)}},
    {"blanks", 2, {BLANK, BLANK}},
    {"nothing", 0, {BLANK}},
    {"snt.last_year", 1, {NUMBER(0.5)}},
    {"größe", 1, {NUMBER(2)}},
};

static const struct figure *figure_find(const char *name)
{
    for (size_t i = 0; i < COUNT(figures); i++) {
        if (text_equal(figures[i].name, name))
            return &figures[i];
    }
    fail_msg("the test has no figure '%s'", name);
    return NULL;
}

static struct reading read_figure(void *data, const struct expression *name)
{
    (void)data;
    const struct figure *figure = figure_find(name->text);
    return (struct reading){figure->values, figure->count};
}

static void print_figure(void *data, const struct expression *name, struct text *formula)
{
    (void)data;
    text_add(formula, name->text);
}

static const struct name_reader reader = {read_figure, print_figure, NULL};

// A case's memory and problems.
struct run {
    struct arena arena;
    struct problems problems;
};

static void run_start(struct run *run)
{
    *run = (struct run){0};
    problems_init(&run->problems, &run->arena);
}

static const struct place in_yaml = {.file = "ct.yaml", .line = 12, .column = 5};
static const struct place in_csv = {.file = "ct.csv", .line = 5, .column = 3, .cell = "C5"};

// The tree of a formula that is sound.
static struct expression *read_sound(struct run *run, const char *formula)
{
    struct expression *tree = expression_read(formula, in_yaml, &run->arena, &run->problems);
    if (!tree)
        fail_msg("%s: %s", formula, run->problems.items[0].message);
    return tree;
}

// A value as the tables below show it: 6, "text", TRUE, #N/A.
static const char *show(struct arena *arena, struct value value)
{
    char buffer[NUMBER_ROOM];
    switch (value.kind) {
    case VALUE_BLANK:
        return "blank";
    case VALUE_NUMBER:
        return arena_copy(arena, number_show(value.number, buffer));
    case VALUE_TEXT:
        return arena_print(arena, "\"%s\"", value.text);
    case VALUE_TRUTH:
        return value.number != 0 ? "TRUE" : "FALSE";
    case VALUE_ERROR:
        break;
    }
    return value.text;
}

static void expect(const char *formula, const char *what, const char *is, const char *expected)
{
    if (!text_equal(is, expected))
        fail_msg("%s\n  %s %s\n  not %s", formula, what, is, expected);
}

// Formulas and what they come to ------------------------------------------------------------------

struct value_case {
    const char *formula, *value;
};

static void check_values(const struct value_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct run run;
        run_start(&run);
        struct expression *tree = read_sound(&run, cases[i].formula);
        struct value value = expression_value(tree, &reader, &run.arena);
        expect(cases[i].formula, "comes to", show(&run.arena, value), cases[i].value);
        arena_free(&run.arena);
    }
}

static void operators_bind_as_in_excel(void **state)
{
    (void)state;
    static const struct value_case cases[] = {
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"a - b - c", "4.5"},
        {"a / b / 2", "0.75"},
        {"-2 ^ 2", "4"}, // the sign binds tighter than ^
        {"0 - 2 ^ 2", "-4"},
        {"2 ^ 3 ^ 2", "64"}, // from the left
        {"2 ^ -1", "0.5"},
        {"50%", "0.5"},
        {"50% ^ 2", "0.25"},
        {"-50%", "-0.5"},
        {"a * 10%", "0.6"},
        {"1 + 1 & 2", "\"22\""},
        {"1 & 2 = 12", "FALSE"}, // the text 12 is not the number
        {"1 = 1 = TRUE", "TRUE"},
        {"--a", "6"},
        {"1E+3 + 1e-1 + .5", "1000.6"},
        {"snt.last_year * größe", "1"},
    };
    check_values(cases, COUNT(cases));
}

static void kinds_turn_into_each_other_as_in_excel(void **state)
{
    (void)state;
    static const struct value_case cases[] = {
        {"\"5\" + 1", "6"},
        {"five * 2", "10"},
        {"\" -0.5 \" * 2", "-1"},
        {"word + 1", "#VALUE!"},
        {"empty + 1", "#VALUE!"},
        {"blank + 1", "1"},
        {"yes + 1", "2"},
        {"bad + 1", "#N/A"},
        {"1 + several", "#VALUE!"}, // several cells are no single figure
        {"blank", "0"},             // as a cell shows it
        {"blank & \"x\"", "\"x\""},
        {"third & \"\"", "\"0.333333333333333\""},
        {"yes & 1", "\"TRUE1\""},
        {"+word", "\"Not available\""},
        {"-word", "#VALUE!"},
        {"a / zero", "#DIV/0!"},
        {"a / blank", "#DIV/0!"},
        {"10 ^ 400", "#NUM!"},
        {"0 ^ 0", "#NUM!"},
        {"(-8) ^ (1 / 3)", "#NUM!"},
    };
    check_values(cases, COUNT(cases));
}

static void comparisons_are_as_in_excel(void **state)
{
    (void)state;
    static const struct value_case cases[] = {
        {"a > b", "TRUE"},
        {"a <> 6", "FALSE"},
        {"\"GREEN\" = \"green\"", "TRUE"}, // without case
        {"\"É\" = \"é\"", "TRUE"},
        {"\"a\" < \"B\"", "TRUE"},
        {"99 < \"1\"", "TRUE"},       // numbers before texts
        {"\"zebra\" < TRUE", "TRUE"}, // texts before truths
        {"blank = 0", "TRUE"},
        {"blank = \"\"", "TRUE"},
        {"blank = FALSE", "TRUE"},
        {"five = 5", "FALSE"},
        {"0.1 + 0.2 = 0.3", "TRUE"}, // but for the last bits
        {"0.1 + 0.2 > 0.3", "FALSE"},
        {"(0.1 + 0.2 - 0.3) * 10 ^ 20", "0"},
        {"1000000000000001 = 1000000000000002", "FALSE"},
        {"bad = 1", "#N/A"},
    };
    check_values(cases, COUNT(cases));
}

static void sets_pass_over_texts_in_cells(void **state)
{
    (void)state;
    static const struct value_case cases[] = {
        {"SUM(several)", "14"},
        {"SUM(mixed)", "9.5"},
        {"SUM(five, 1)", "1"}, // a text in a cell is no number
        {"SUM(\"5\", 1)", "6"},
        {"SUM(TRUE, 1)", "2"},
        {"SUM(five & \"\", 1)", "6"}, // nor is it in a cell any more
        {"SUM(bad, 1)", "#N/A"},
        {"SUM(nothing)", "0"},
        {"SUM(0.1, 0.2, -0.3) * 10 ^ 20", "0"},
        {"AVERAGE(mixed)", "4.75"},
        {"AVERAGE(blanks)", "#DIV/0!"},
        {"MIN(mixed, a)", "2.5"},
        {"MAX(several, c)", "5"},
        {"MAX(blanks)", "0"},
        {"MEDIAN(several)", "3"},
        {"MEDIAN(1, 2)", "1.5"},
        {"MEDIAN(blanks)", "#NUM!"},
        {"COUNT(mixed, a, bad)", "3"},
        {"COUNT(\"5\", \"x\", TRUE)", "2"},
        {"COUNTA(mixed, bad, empty)", "6"},
        {"SUM(IF(TRUE, word, 1))", "0"}, // IF hands the cell on
        {"AND(a > b, yes, word)", "TRUE"},
        {"AND(a > b, 0)", "FALSE"},
        {"OR(blank, b > a)", "FALSE"},
        {"OR(blanks)", "#VALUE!"},
        {"OR(bad, TRUE)", "#N/A"},
    };
    check_values(cases, COUNT(cases));
}

static void words_are_counted(void **state)
{
    (void)state;
    static const struct value_case cases[] = {
        {"COUNTIF((word, a, word), word)", "2"},
        {"COUNTIF(several, \"red\")", "0"},
        {"COUNTIF((word, five), UPPER(word))", "1"}, // of either case
        {"COUNTIF(word, five)", "#VALUE!"},          // 5 would find numbers
    };
    check_values(cases, COUNT(cases));
}

static void ranks_share_the_better_place(void **state)
{
    (void)state;
    static const struct value_case cases[] = {
        {"RANK(5, several)", "1"},    {"RANK(1, several)", "4"},
        {"RANK(1, several, 1)", "1"}, {"RANK(3, several, 1)", "3"},
        {"RANK(b, (a, b, c))", "2"},  {"RANK(5, (several, a, mixed))", "3"},
        {"RANK(2, several)", "#N/A"}, {"RANK(9, mixed)", "#N/A"}, // a text
    };
    check_values(cases, COUNT(cases));
}

static void numbers_are_rounded_on_15_digits(void **state)
{
    (void)state;
    static const struct value_case cases[] = {
        {"ABS(c)", "2.5"},
        {"ROUND(2.5, 0)", "3"},
        {"ROUND(-2.5, 0)", "-3"},
        {"ROUND(1.005, 2)", "1.01"},
        {"ROUND(12345, -2)", "12300"},
        {"ROUND(third, 2.9)", "0.33"},
        {"ROUND(third, 1000)", "0.333333333333333"},
        {"ROUNDUP(0.1 + 0.2, 1)", "0.3"},
        {"ROUNDUP(-2.1, 0)", "-3"},
        {"ROUNDDOWN(-2.99, 1)", "-2.9"},
        {"INT(c)", "-3"},
        {"INT((0.1 + 0.7) * 10)", "8"},
        {"MOD(-5, 3)", "1"},
        {"MOD(5, -3)", "-1"},
        {"MOD(0.3, 0.1)", "0"},
        {"MOD(5, zero)", "#DIV/0!"},
        {"SQRT(16)", "4"},
        {"SQRT(c)", "#NUM!"},
    };
    check_values(cases, COUNT(cases));
}

static void functions_of_texts(void **state)
{
    (void)state;
    static const struct value_case cases[] = {
        {"TEXT(0.285, \"0%\")", "\"29%\""},
        {"TEXT(85%, \"0%\"\" of London Boroughs\"\"\")", "\"85% of London Boroughs\""},
        {"TEXT(five, \"0.0\")", "\"5.0\""},
        {"TEXT(word, \"0.0\")", "\"Not available\""},
        {"TEXT(blank, \"0.0\")", "\"0.0\""},
        {"TEXT(yes, \"0\")", "\"TRUE\""},
        {"TEXT(a, \"\")", "\"\""},
        {"TEXT(a, word)", "#VALUE!"},
        {"LEFT(name, 3)", "\"Ång\""},
        {"LEFT(\"abc\")", "\"a\""},
        {"LEFT(\"abc\", -1)", "#VALUE!"},
        {"RIGHT(name, 3)", "\"m é\""},
        {"RIGHT(\"abc\", 5)", "\"abc\""},
        {"MID(name, 2, 3)", "\"ngs\""},
        {"MID(\"abc\", 5, 1)", "\"\""},
        {"MID(\"abc\", 0, 1)", "#VALUE!"},
        {"LEN(name)", "10"},
        {"LEN(12.5)", "4"},
        {"UPPER(name)", "\"ÅNGSTRÖM É\""},
        {"LOWER(\"ŴAŁES\")", "\"ŵałes\""},
        {"TRIM(\"  a   b \")", "\"a b\""},
        {"CONCATENATE(\"a\", 1, yes, blank)", "\"a1TRUE\""},
        {"CONCATENATE(\"a\", bad)", "#N/A"},
        {"CHAR(10)", "\"\n\""},
        {"CHAR(163)", "\"£\""},
        {"CHAR(128)", "\"€\""},
        {"CHAR(0)", "#VALUE!"},
        {"CHAR(256)", "#VALUE!"},
        {"VALUE(\" 12.5 \")", "12.5"},
        {"VALUE(word)", "#VALUE!"},
        {"VALUE(blank)", "0"},
    };
    check_values(cases, COUNT(cases));
}

static void functions_of_conditions(void **state)
{
    (void)state;
    static const struct value_case cases[] = {
        {"IF(a > b, \"up\", \"down\")", "\"up\""},
        {"if(a < b, 1)", "FALSE"},
        {"IF(blank, 1, 2)", "2"},
        {"IF(zero, 1 / 0, 2)", "2"}, // what is not chosen does not count
        {"IF(word, 1, 2)", "#VALUE!"},
        {"IF(bad, 1, 2)", "#N/A"},
        {"IFERROR(a / zero, \"none\")", "\"none\""},
        {"IFERROR(a / b, \"none\")", "1.5"},
        {"NOT(a > b)", "FALSE"},
        {"ISNUMBER(a)", "TRUE"},
        {"ISNUMBER(five)", "FALSE"},
        {"ISNUMBER(blank)", "FALSE"},
        {"ISNUMBER(bad)", "FALSE"},
    };
    check_values(cases, COUNT(cases));
}

// Formulas as printed -----------------------------------------------------------------------------

struct print_case {
    const char *formula, *printed;
};

static void formulas_keep_only_the_brackets_they_need(void **state)
{
    (void)state;
    static const struct print_case cases[] = {
        {"a", "=a"},
        {"(a)", "=a"},
        {"( a + b ) + c", "=a+b+c"},
        {"a + (b + c)", "=a+(b+c)"},
        {"a - (b - c)", "=a-(b-c)"},
        {"(a * b) + c", "=a*b+c"},
        {"a / (b / c)", "=a/(b/c)"},
        {"(a + b) * c", "=(a+b)*c"},
        {"a & (b & c)", "=a&b&c"},
        {"(a = b) & c", "=(a=b)&c"},
        {"-(a ^ 2)", "=-(a^2)"},
        {"(-a) ^ 2", "=-a^2"},
        {"2 ^ (3 ^ 2)", "=2^(3^2)"},
        {"(a + 1)%", "=(a+1)%"},
        {"a - -b", "=a--b"},
        {"sum( a,b , c )", "=SUM(a,b,c)"},
        {"rank(a, (a, b, c), 1)", "=RANK(a,(a,b,c),1)"},
        {"countif((a, b), \"RED\")", "=SUM(COUNTIF(a,\"RED\"),COUNTIF(b,\"RED\"))"},
        {"if(a>=true,\"x\",False)", "=IF(a>=TRUE,\"x\",FALSE)"},
        {"\"say \"\"hello\"\"\"", "=\"say \"\"hello\"\"\""},
        {"\"one\ntwo\" & a", "=\"one\"&CHAR(10)&\"two\"&a"},
        {"\"\n\"", "=CHAR(10)"},
        {"0.1 + 12.50 + 1e20", "=0.1+12.5+1E+20"},
        {"0.30000000000000004", "=0.30000000000000004"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct run run;
        run_start(&run);
        struct expression *tree = read_sound(&run, cases[i].formula);
        expect(cases[i].formula, "is printed", expression_print(tree, &reader, &run.arena),
               cases[i].printed);
        arena_free(&run.arena);
    }
}

static void negative_numbers_are_printed_as_signs(void **state)
{
    (void)state;
    struct run run;
    run_start(&run);
    struct arena *arena = &run.arena;
    struct expression *minus_two = expression_of_number(arena, -2);
    struct expression *two = expression_of_number(arena, 2);
    struct expression *tree = expression_operate(arena, OPERATION_POWER, minus_two, two);
    assert_string_equal(expression_print(tree, &reader, arena), "=-2^2");
    tree = expression_operate(arena, OPERATION_PERCENT, minus_two, NULL);
    assert_string_equal(expression_print(tree, &reader, arena), "=(-2)%");
    tree = expression_operate(arena, OPERATION_SUBTRACT, two, minus_two);
    assert_string_equal(expression_print(tree, &reader, arena), "=2--2");
    arena_free(arena);
}

static void long_texts_are_joined_from_pieces(void **state)
{
    (void)state;
    struct run run;
    run_start(&run);
    char text[301] = "";
    memset(text, 'x', 300);
    struct expression *tree = expression_of_text(&run.arena, text);
    const char *printed = expression_print(tree, &reader, &run.arena);
    const char *join = strchr(printed, '&');
    assert_non_null(join);
    assert_int_equal(join - printed, strlen("=\"\"") + 255);
    assert_int_equal(strlen(join), strlen("&\"\"") + 45);
    arena_free(&run.arena);
}

// Mistakes ----------------------------------------------------------------------------------------

struct mistake_case {
    const char *text;
    size_t column; // 5 is where the text starts
    const char *message;
    const char *help; // how it starts; NULL where it does not matter
};

static void check_mistakes(const struct mistake_case *cases, size_t count,
                           struct expression *(*read)(const char *text, struct place place,
                                                      struct arena *arena,
                                                      struct problems *problems))
{
    for (size_t i = 0; i < count; i++) {
        struct run run;
        run_start(&run);
        struct expression *tree = read(cases[i].text, in_yaml, &run.arena, &run.problems);
        if (tree || run.problems.count != 1)
            fail_msg("%s: %zu problems, not 1", cases[i].text, run.problems.count);
        const struct problem *problem = &run.problems.items[0];
        expect(cases[i].text, "says", problem->message, cases[i].message);
        if (problem->place.column != cases[i].column)
            fail_msg("%s: at column %zu, not %zu", cases[i].text, problem->place.column,
                     cases[i].column);
        if (cases[i].help && !(problem->help && text_starts(problem->help, cases[i].help)))
            fail_msg("%s: advises '%s'", cases[i].text, problem->help);
        arena_free(&run.arena);
    }
}

static void mistakes_have_a_place_and_a_remedy(void **state)
{
    (void)state;
    static const struct mistake_case cases[] = {
        {"", 5, "the formula is empty", NULL},
        {"= a", 5, "a formula has no '=' in front here", "leave the '=' out"},
        {"a +", 8, "something is missing after 'a +'", "a name, a number, a text"},
        {"* a", 5, "something is missing before '*'", NULL},
        {"a * / b", 9, "something is missing between 'a *' and '/'", NULL},
        {"a b", 7, "an operator is missing between 'a' and 'b'", "write one of + -"},
        {"2 (a)", 7, "an operator is missing between '2' and '('", NULL},
        {"SUM(a", 8, "the '(' of '(a' is not closed", "close it with )"},
        {"(a b)", 8, "an operator is missing between '(a' and 'b'", NULL},
        {"a)", 6, "the ')' after 'a' has no '(' before it", NULL},
        {"1,000", 6, "the ',' after '1' is in no brackets",
         "commas stand between the arguments of a function; thousands have none"},
        {"()", 5, "there is nothing in the brackets of '()'", NULL},
        {"SUM(a,)", 11, "something is missing between 'SUM(a,' and ')'", NULL},
        {"SUM(,a)", 9, "something is missing between 'SUM(' and ','", NULL},
        {"SUMM(a)", 5, "unknown function 'SUMM'", "did you mean SUM? the functions are ABS, AND,"},
        {"VLOOKUP(a, b)", 5, "unknown function 'VLOOKUP'", "the functions are ABS, AND, AVERAGE,"},
        {"ROUND(a)", 5, "ROUND takes 2 arguments, not 1", NULL},
        {"1 + IF(a)", 9, "IF takes 2 or 3 arguments, not 1", NULL},
        {"ABS()", 5, "ABS takes 1 argument, not 0", NULL},
        {"SUM()", 5, "SUM takes 1 to 255 arguments, not 0", NULL},
        {"\"abc", 5, "'\"abc' is a text without its second \"", "a text stands in \" quotes"},
        {"12abc", 5, "'12abc' is neither a number nor a name", "names start with a letter"},
        {"1.2.3", 5, "'1.2.3' is neither a number nor a name", NULL},
        {"1E400", 5, "'1E400' is too large a number", NULL},
        {"a # b", 7, "'#' means nothing in a formula", NULL},
        {"a × b", 7, "'×' means nothing in a formula", "write *"},
        {"é − b", 7, "'−' means nothing in a formula", "write the - of the keyboard"},
        {"“a”", 5, "'“' means nothing in a formula", "write straight quotes"},
        {"a == b", 7, "'==' means nothing in a formula", "write a single ="},
        {"A1:B2", 7, "':' means nothing in a formula", "names stand where Excel has cells"},
        {"IF(a; b)", 9, "';' means nothing in a formula", "write a comma"},
        {"1 + \"abc\"", 9, "'+' takes numbers, and \"abc\" is a text", "texts are joined with &"},
        {"-\"abc\"", 6, "'-' takes numbers, and \"abc\" is a text", NULL},
        {"ROUND(a, \"two\")", 14, "ROUND takes a number here, and \"two\" is a text", NULL},
        {"SUM(a, \"two\")", 12, "SUM takes numbers here, and \"two\" is a text", NULL},
        {"IF(\"a > b\", 1, 2)", 8, "IF takes a condition here, and \"a > b\" is a text", NULL},
        {"TEXT(a, \"dd/mm\")", 13,
         "number format 'dd/mm': d, m, y, h and s are for dates; text stands in double quotes",
         NULL},
        {"RANK(a, SUM(b))", 13, "RANK compares with figures that have names",
         "name figures, as in (a, b, c)"},
        {"COUNTIF(a, \">5\")", 16,
         "COUNTIF counts a word, and '>5' is none: a search takes it for something else", NULL},
        {"(a, b)", 5, "several names in brackets are not one figure", "leave the brackets out"},
        {"(a, b) + 1", 5, "'+' takes single figures, not several names in brackets", NULL},
        {"SUM((a, b))", 9, "SUM takes no names in brackets here", "leave the brackets out"},
        {"RANK(a, (b, 1))", 17, "only names can stand in brackets with commas between them", NULL},
        {"a + b * \"a text of more than forty characters, all told", 13,
         "'\"a text of more than forty characters, a…' is a text without its second \"", NULL},
        {"much_longer_than_forty_characters + and_more +", 51,
         "something is missing after '…onger_than_forty_characters + and_more +'", NULL},
    };
    check_mistakes(cases, COUNT(cases), expression_read);
}

static void mistakes_in_a_csv_keep_the_place_of_the_cell(void **state)
{
    (void)state;
    struct run run;
    run_start(&run);
    assert_null(expression_read("a + SUMM(b)", in_csv, &run.arena, &run.problems));
    assert_int_equal(run.problems.items[0].place.column, in_csv.column);
    assert_string_equal(run.problems.items[0].message, "unknown function 'SUMM'");
    arena_free(&run.arena);
}

static const char *repeated(struct arena *arena, size_t count, const char *start, const char *end)
{
    struct text text = {.arena = arena};
    for (size_t i = 0; i < count; i++)
        text_add(&text, start);
    text_add(&text, "a");
    for (size_t i = 0; i < count; i++)
        text_add(&text, end);
    return text_done(&text);
}

static void formulas_without_end_are_refused(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        const char *start, *end, *message;
    } cases[] = {
        {51, "(", ")", "the formula is more than 50 levels deep"},
        {51, "-", "", "the formula is more than 50 levels deep"},
        {51, "ABS(", ")", "the formula is more than 50 levels deep"},
        {1001, "", "+1", "the formula has more than 1000 operators"},
        {8000, " ", "", "the formula has more than 8000 characters"},
        {50, "ABS(", ")", "nothing"},
        {1000, "", "+1", "nothing"},
        {100000, "(", ")", "the formula has more than 8000 characters"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct run run;
        run_start(&run);
        const char *formula = repeated(&run.arena, cases[i].count, cases[i].start, cases[i].end);
        struct expression *tree = expression_read(formula, in_yaml, &run.arena, &run.problems);
        expect(cases[i].start, "says", tree ? "nothing" : run.problems.items[0].message,
               cases[i].message);
        if (tree)
            expression_value(tree, &reader, &run.arena);
        arena_free(&run.arena);
    }
}

// Texts with figures ------------------------------------------------------------------------------

static void templates_join_texts_and_figures(void **state)
{
    (void)state;
    static const struct {
        const char *template, *printed, *value;
    } cases[] = {
        {"", "=\"\"", "\"\""},
        {"plain", "=\"plain\"", "\"plain\""},
        {"{a:#,##0} arrests ({third:0.0%})",
         "=TEXT(a,\"#,##0\")&\" arrests (\"&TEXT(third,\"0.0%\")&\")\"", "\"6 arrests (33.3%)\""},
        {"{name}", "=name", "\"Ångström é\""},
        {"{ a } of {b}", "=a&\" of \"&b", "\"6 of 4\""},
        {"one\n{a:0}", "=\"one\"&CHAR(10)&TEXT(a,\"0\")", "\"one\n6\""},
        {"{{a}} {a}", "=\"{a} \"&a", "\"{a} 6\""},
        {"{{{a}}}", "=\"{\"&a&\"}\"", "\"{6}\""},
        {"{a * 12:0.0} total", "=TEXT(a*12,\"0.0\")&\" total\"", "\"72.0 total\""},
        {"{a > b}!", "=(a>b)&\"!\"", "\"TRUE!\""},
        {"{a:\"up: \"0}", "=TEXT(a,\"\"\"up: \"\"0\")", "\"up: 6\""},
        {"{a:0\"}\"}", "=TEXT(a,\"0\"\"}\"\"\")", "\"6}\""},
        {"{a:0\\}}", "=TEXT(a,\"0\\}\")", "\"6}\""},
        {"{IF(a > b, \"more: }\", \"less\")}", "=IF(a>b,\"more: }\",\"less\")", "\"more: }\""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct run run;
        run_start(&run);
        struct expression *tree =
            expression_read_template(cases[i].template, in_yaml, &run.arena, &run.problems);
        if (!tree)
            fail_msg("%s: %s", cases[i].template, run.problems.items[0].message);
        expect(cases[i].template, "is printed", expression_print(tree, &reader, &run.arena),
               cases[i].printed);
        struct value value = expression_value(tree, &reader, &run.arena);
        expect(cases[i].template, "comes to", show(&run.arena, value), cases[i].value);
        arena_free(&run.arena);
    }
}

static void mistakes_in_templates(void **state)
{
    (void)state;
    static const struct mistake_case cases[] = {
        {"of {a", 8, "a brace is not closed: '{a'", "close it with }"},
        {"a} b", 6, "a '}' has no '{' before it: '} b'", "write }}"},
        {"of {}", 8, "there is no figure in '{}'", "name a figure"},
        {"of { :0}", 8, "there is no figure in '{ :0}'", NULL},
        {"of {a:}", 10, "there is no format after the ':' of '{a:}'", "leave the ':' out"},
        {"of {a +:0}", 12, "something is missing after 'a +'", NULL},
        {"é {b} {SUMM(a)}", 12, "unknown function 'SUMM'", NULL},
    };
    check_mistakes(cases, COUNT(cases), expression_read_template);
}

static void names_in_templates_know_their_place(void **state)
{
    (void)state;
    struct run run;
    run_start(&run);
    struct expression *tree =
        expression_read_template("of {a:0}", in_yaml, &run.arena, &run.problems);
    const struct expression *name = tree->parts[1]->parts[0];
    assert_string_equal(name->text, "a");
    assert_int_equal(name->place.column, in_yaml.column + strlen("of {"));
    arena_free(&run.arena);
}

// Guards ------------------------------------------------------------------------------------------

// All names are figures but these.
static bool mark_figure(struct expression *name, void *data)
{
    (void)data;
    name->is_figure = !text_equal(name->text, "word");
    return true;
}

static void guards_keep_errors_from_showing(void **state)
{
    (void)state;
    static const struct {
        const char *formula, *printed, *value;
    } cases[] = {
        {"a", "=IF(a=\"\",\"missing\",a)", "6"},
        {"blank", "=IF(blank=\"\",\"missing\",blank)", "\"missing\""},
        {"word", "=word", "\"Not available\""},
        {"1 + 1", "=1+1", "2"},
        {"-a", "=IF(COUNT(a)<1,\"missing\",-a)", "-6"},
        {"a + a + b", "=IF(COUNT(a,b)<2,\"missing\",a+a+b)", "16"},
        {"a / b", "=IF(COUNT(a,b)<2,\"missing\",IF(b=0,\"zero\",a/b))", "1.5"},
        {"a / zero", "=IF(COUNT(a,zero)<2,\"missing\",IF(zero=0,\"zero\",a/zero))", "\"zero\""},
        {"blank / zero", "=IF(COUNT(blank,zero)<2,\"missing\",IF(zero=0,\"zero\",blank/zero))",
         "\"missing\""},
        {"five / b", "=IF(COUNT(five,b)<2,\"missing\",IF(b=0,\"zero\",five/b))", "\"missing\""},
        {"bad / b", "=IF(COUNT(bad,b)<2,\"missing\",IF(b=0,\"zero\",bad/b))", "\"missing\""},
        {"a / 10%", "=IF(COUNT(a)<1,\"missing\",a/10%)", "60"},
        {"a / (b - c)", "=IF(COUNT(a,b,c)<3,\"missing\",IF(b-c=0,\"zero\",a/(b-c)))",
         "0.923076923076923"},
        {"a / b / c + c / b", "=IF(COUNT(a,b,c)<3,\"missing\",IF(OR(b=0,c=0),\"zero\",a/b/c+c/b))",
         "-1.225"},
        {"a / (b / zero)",
         "=IF(COUNT(a,b,zero)<3,\"missing\",IF(zero=0,\"zero\",IF(b/zero=0,\"zero\",a/(b/zero))))",
         "\"zero\""},
        {"(a - b) / ABS(-b)", "=IF(COUNT(a,b)<2,\"missing\",IF(b=0,\"zero\",(a-b)/ABS(-b)))",
         "0.5"},
        {"MOD(a, b)", "=IF(COUNT(a,b)<2,\"missing\",IF(b=0,\"zero\",MOD(a,b)))", "2"},
        {"SUM(several)", "=IF(COUNT(several)<5,\"missing\",SUM(several))", "14"},
        {"SUM(mixed, a)", "=IF(COUNT(mixed,a)<6,\"missing\",SUM(mixed,a))", "\"missing\""},
        {"COUNT(mixed, blank)", "=COUNT(mixed,blank)", "2"},
        {"a / COUNT(mixed)",
         "=IF(COUNT(a)<1,\"missing\",IF(COUNT(mixed)=0,\"zero\",a/COUNT(mixed)))", "3"},
        {"ISNUMBER(blank)", "=ISNUMBER(blank)", "FALSE"},
        {"IFERROR(a / zero, \"none\")", "=IFERROR(a/zero,\"none\")", "\"none\""},
        {"IFERROR(a / zero, b)", "=IF(COUNT(b)<1,\"missing\",IFERROR(a/zero,b))", "4"},
        // The condition of an IF at the top comes first, then each branch has its own.
        {"IF(a > b, a / b, blank)",
         "=IF(COUNT(a,b)<2,\"missing\",IF(a>b,IF(COUNT(a,b)<2,\"missing\","
         "IF(b=0,\"zero\",a/b)),IF(blank=\"\",\"missing\",blank)))",
         "1.5"},
        {"IF(a < b, 1, IF(a / zero > 1, 2, 3))",
         "=IF(COUNT(a,b)<2,\"missing\",IF(a<b,1,IF(COUNT(a,zero)<2,\"missing\","
         "IF(zero=0,\"zero\",IF(a/zero>1,2,3)))))",
         "\"zero\""},
        // One that is deeper keeps its own denominators.
        {"1 + IF(zero = 0, 0, a / zero)", "=IF(COUNT(zero,a)<2,\"missing\",1+IF(zero=0,0,a/zero))",
         "1"},
        {"TEXT(a, \"0\") & word", "=IF(COUNT(a)<1,\"missing\",TEXT(a,\"0\")&word)",
         "\"6Not available\""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct run run;
        run_start(&run);
        struct expression *tree = read_sound(&run, cases[i].formula);
        assert_true(expression_names(tree, mark_figure, NULL));
        tree = expression_guard(&run.arena, tree, expression_of_text(&run.arena, "missing"),
                                expression_of_text(&run.arena, "zero"));
        expect(cases[i].formula, "is printed", expression_print(tree, &reader, &run.arena),
               cases[i].printed);
        struct value value = expression_value(tree, &reader, &run.arena);
        expect(cases[i].formula, "comes to", show(&run.arena, value), cases[i].value);
        arena_free(&run.arena);
    }
}

static void what_needs_no_guard_comes_back_as_it_is(void **state)
{
    (void)state;
    static const char *const formulas[] = {"1 + 2", "COUNT(a)", "IF(TRUE, 1, 2)", "word & \"x\""};
    for (size_t i = 0; i < COUNT(formulas); i++) {
        struct run run;
        run_start(&run);
        struct expression *tree = read_sound(&run, formulas[i]);
        expression_names(tree, mark_figure, NULL);
        if (expression_guard(&run.arena, tree, tree, tree) != tree)
            fail_msg("%s is changed", formulas[i]);
        arena_free(&run.arena);
    }
}

// Names that print alike are the same cell, and counted once.
static void print_all_alike(void *data, const struct expression *name, struct text *formula)
{
    (void)data, (void)name;
    text_add(formula, "E8");
}

static void a_cell_that_bears_two_names_is_counted_once(void **state)
{
    (void)state;
    struct run run;
    run_start(&run);
    struct expression *tree = read_sound(&run, "a - b");
    expression_names(tree, mark_figure, NULL);
    struct expression *missing = expression_of_text(&run.arena, "");
    tree = expression_guard(&run.arena, tree, missing, missing);
    const struct name_reader alike = {read_figure, print_all_alike, NULL};
    assert_string_equal(expression_print(tree, &alike, &run.arena), "=IF(COUNT(E8)<1,\"\",E8-E8)");
    arena_free(&run.arena);
}

static void print_two_places(void *data, const struct expression *name, struct text *formula)
{
    (void)data;
    text_add(formula, text_equal(name->text, "a") ? "D5" : "E5:E7,E9");
}

static void rank_takes_cells_in_several_places_as_one_set(void **state)
{
    (void)state;
    struct run run;
    run_start(&run);
    struct expression *tree = read_sound(&run, "RANK(a, several, 1) + SUM(several)");
    const struct name_reader apart = {read_figure, print_two_places, NULL};
    assert_string_equal(expression_print(tree, &apart, &run.arena),
                        "=RANK(D5,(E5:E7,E9),1)+SUM(E5:E7,E9)");
    tree = read_sound(&run, "COUNTIF(several, \"RED\") + COUNTIF(a, \"RED\")");
    assert_string_equal(expression_print(tree, &apart, &run.arena),
                        "=SUM(COUNTIF(E5:E7,\"RED\"),COUNTIF(E9,\"RED\"))+COUNTIF(D5,\"RED\")");
    arena_free(&run.arena);
}

// Names -------------------------------------------------------------------------------------------

static bool add_name(struct expression *name, void *data)
{
    struct text *names = data;
    text_print(names, "%s ", name->text);
    return !text_equal(name->text, "zero");
}

static void names_are_visited_in_order_until_one_stops_it(void **state)
{
    (void)state;
    struct run run;
    run_start(&run);
    struct text names = {.arena = &run.arena};
    struct expression *tree = read_sound(&run, "IF(b > a, RANK(c, (a, b)), -five)");
    assert_true(expression_names(tree, add_name, &names));
    assert_string_equal(text_done(&names), "b a c a b five ");

    names = (struct text){.arena = &run.arena};
    tree = read_sound(&run, "a + zero + b");
    assert_false(expression_names(tree, add_name, &names));
    assert_string_equal(text_done(&names), "a zero ");
    arena_free(&run.arena);
}

static void functions_are_listed_by_name(void **state)
{
    (void)state;
    struct arena arena = {0};
    const char *const *names;
    size_t count = expression_functions(&arena, &names);
    assert_int_equal(count, 33);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(names[i - 1], names[i]) >= 0)
            fail_msg("%s is not after %s", names[i], names[i - 1]);
    }
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_bind_as_in_excel),
        cmocka_unit_test(kinds_turn_into_each_other_as_in_excel),
        cmocka_unit_test(comparisons_are_as_in_excel),
        cmocka_unit_test(sets_pass_over_texts_in_cells),
        cmocka_unit_test(words_are_counted),
        cmocka_unit_test(ranks_share_the_better_place),
        cmocka_unit_test(numbers_are_rounded_on_15_digits),
        cmocka_unit_test(functions_of_texts),
        cmocka_unit_test(functions_of_conditions),
        cmocka_unit_test(formulas_keep_only_the_brackets_they_need),
        cmocka_unit_test(negative_numbers_are_printed_as_signs),
        cmocka_unit_test(long_texts_are_joined_from_pieces),
        cmocka_unit_test(mistakes_have_a_place_and_a_remedy),
        cmocka_unit_test(mistakes_in_a_csv_keep_the_place_of_the_cell),
        cmocka_unit_test(formulas_without_end_are_refused),
        cmocka_unit_test(templates_join_texts_and_figures),
        cmocka_unit_test(mistakes_in_templates),
        cmocka_unit_test(names_in_templates_know_their_place),
        cmocka_unit_test(guards_keep_errors_from_showing),
        cmocka_unit_test(what_needs_no_guard_comes_back_as_it_is),
        cmocka_unit_test(a_cell_that_bears_two_names_is_counted_once),
        cmocka_unit_test(rank_takes_cells_in_several_places_as_one_set),
        cmocka_unit_test(names_are_visited_in_order_until_one_stops_it),
        cmocka_unit_test(functions_are_listed_by_name),
    };
    return cmocka_run_group_tests_name("expression", tests, NULL, NULL);
}
