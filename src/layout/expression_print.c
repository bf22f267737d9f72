#include "layout/expression.h"

#include "layout/function.h"
#include "layout/operation.h"

#include "base/list.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_TEXT = 255 }; // characters of a text in a formula

struct printer {
    const struct name_reader *reader;
    struct arena *arena;
    struct text *formula;
};

static void print_tree(const struct printer *printer, const struct expression *tree,
                       enum precedence least);

static void print_name(const struct printer *printer, const struct expression *name,
                       struct text *formula)
{
    printer->reader->print(printer->reader->data, name, formula);
}

// The shortest of 15 digits or more that reads as the same number.
static void print_number(struct text *formula, double number)
{
    char buffer[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(buffer, sizeof(buffer), "%.*G", digits, number);
        if (strtod(buffer, NULL) == number)
            break;
    }
    text_add(formula, buffer);
}

// Texts ---------------------------------------------------------------------------------------

static bool is_control(unsigned code_point)
{
    return code_point != 0 && code_point < ' ';
}

// How Excel counts: what lies beyond the first 65,536 code points is two characters.
static size_t excel_characters(unsigned code_point)
{
    return code_point > 0xFFFF ? 2 : 1;
}

// The end of what fits into one pair of quotes.
static const char *piece_end(const char *at)
{
    size_t characters = 0;
    for (;;) {
        const char *next = at;
        unsigned code_point = text_next(&next);
        characters += excel_characters(code_point);
        if (code_point == 0 || is_control(code_point) || characters > LONGEST_TEXT)
            return at;
        at = next;
    }
}

static bool is_one_piece(const char *text)
{
    return *piece_end(text) == '\0';
}

static void print_quoted(struct text *formula, const char *start, const char *end)
{
    text_add_char(formula, '"');
    for (const char *at = start; at < end; at++) {
        if (*at == '"')
            text_add_char(formula, '"');
        text_add_char(formula, *at);
    }
    text_add_char(formula, '"');
}

// "a"&CHAR(10)&"b"
static void print_text(struct text *formula, const char *text)
{
    const char *at = text;
    do {
        if (at > text)
            text_add_char(formula, '&');
        const char *end = piece_end(at);
        if (end == at && is_control((unsigned char)*at))
            text_print(formula, "CHAR(%d)", *end++);
        else
            print_quoted(formula, at, end);
        at = end;
    } while (*at != '\0');
}

// Names short of a number ---------------------------------------------------------------------

// The names as they are printed, each once, however many names mean the same cell.
struct printed_names {
    LIST(const char *) texts;
    size_t cells;
};

static void printed_names_add(const struct printer *printer, struct printed_names *names,
                              const struct expression *name)
{
    struct text text = {.arena = printer->arena};
    print_name(printer, name, &text);
    for (size_t i = 0; i < names->texts.count; i++) {
        if (text_equal(names->texts.items[i], text_done(&text)))
            return;
    }
    *list_add(printer->arena, &names->texts) = text_done(&text);
    names->cells += printer->reader->read(printer->reader->data, name).count;
}

// COUNT(E8,F8)<2; of more names than a function takes, COUNT(...)+COUNT(...)<300
static void print_short(const struct printer *printer, const struct expression *tree)
{
    struct printed_names names = {.cells = 0};
    for (size_t i = 0; i < tree->count; i++)
        printed_names_add(printer, &names, tree->parts[i]);

    struct text *formula = printer->formula;
    for (size_t i = 0; i < names.texts.count; i++) {
        bool starts = i % MOST_ARGUMENTS == 0;
        if (starts)
            text_add(formula, i > 0 ? ")+COUNT(" : "COUNT(");
        text_print(formula, "%s%s", starts ? "" : ",", names.texts.items[i]);
    }
    text_print(formula, ")<%zu", names.cells);
}

// Trees ---------------------------------------------------------------------------------------

// One argument, in brackets where a name stands for cells in several places: (E5:E7,E9).
static void print_cells(const struct printer *printer, const struct expression *tree)
{
    struct text cells = {.arena = printer->arena};
    struct printer apart = {printer->reader, printer->arena, &cells};
    print_tree(&apart, tree, PRECEDENCE_COMPARE);
    const char *printed = text_done(&cells);
    bool is_several = tree->kind == EXPRESSION_NAME && strchr(printed, ',');
    text_print(printer->formula, is_several ? "(%s)" : "%s", printed);
}

// The end of a range: of E5:E7 in E5:E7,'A, B'!E9.
static const char *range_end(const char *range)
{
    bool is_quoted = false;
    while (*range != '\0' && (is_quoted || *range != ',')) {
        is_quoted ^= *range == '\'';
        range++;
    }
    return range;
}

// Cells as ranges with commas between; those of a set without its brackets.
static const char *ranges_of(const struct printer *printer, const struct expression *tree)
{
    struct text ranges = {.arena = printer->arena};
    const struct printer apart = {printer->reader, printer->arena, &ranges};
    bool is_set = tree->kind == EXPRESSION_SET;
    for (size_t i = 0; i < (is_set ? tree->count : 1); i++) {
        text_add(&ranges, i > 0 ? "," : "");
        print_tree(&apart, is_set ? tree->parts[i] : tree, PRECEDENCE_COMPARE);
    }
    return text_done(&ranges);
}

// COUNTIF(E5:E7,"RED"); of cells in several places SUM(COUNTIF(E5:E7,"RED"),COUNTIF(E9,"RED")).
static void print_by_range(const struct printer *printer, const struct expression *tree)
{
    struct text *formula = printer->formula;
    const char *range = ranges_of(printer, tree->parts[0]);
    bool is_several = *range_end(range) != '\0';
    text_add(formula, is_several ? "SUM(" : "");
    for (bool is_first = true; *range != '\0'; is_first = false) {
        const char *end = range_end(range);
        text_print(formula, "%s%s(%.*s,", is_first ? "" : ",", tree->function->name,
                   (int)(end - range), range);
        print_tree(printer, tree->parts[1], PRECEDENCE_COMPARE);
        text_add_char(formula, ')');
        range = *end == ',' ? end + 1 : end;
    }
    text_add(formula, is_several ? ")" : "");
}

static void print_list(const struct printer *printer, const struct expression *tree)
{
    text_add_char(printer->formula, '(');
    for (size_t i = 0; i < tree->count; i++) {
        if (i > 0)
            text_add_char(printer->formula, ',');
        if (tree->kind == EXPRESSION_CALL && function_takes(tree->function, i) == ARGUMENT_CELLS)
            print_cells(printer, tree->parts[i]);
        else
            print_tree(printer, tree->parts[i], PRECEDENCE_COMPARE);
    }
    text_add_char(printer->formula, ')');
}

// Equal operators are worked out from the left, so that a right operand needs brackets, unless it
// makes no difference.
static void print_operation(const struct printer *printer, const struct expression *tree)
{
    const struct operation_rule *rule = operation_rule(tree->operation);
    enum precedence right = rule->precedence + (tree->operation == OPERATION_JOIN ? 0 : 1);
    switch (rule->stands) {
    case STANDS_BETWEEN:
        print_tree(printer, tree->parts[0], rule->precedence);
        text_add(printer->formula, rule->sign);
        print_tree(printer, tree->parts[1], right);
        break;
    case STANDS_BEFORE:
        text_add(printer->formula, rule->sign);
        print_tree(printer, tree->parts[0], rule->precedence);
        break;
    case STANDS_AFTER:
        print_tree(printer, tree->parts[0], rule->precedence);
        text_add(printer->formula, rule->sign);
        break;
    }
}

static enum precedence precedence_of(const struct expression *tree)
{
    switch (tree->kind) {
    case EXPRESSION_OPERATION:
        return operation_rule(tree->operation)->precedence;
    case EXPRESSION_SHORT:
        return PRECEDENCE_COMPARE;
    case EXPRESSION_TEXT:
        return is_one_piece(tree->text) ? PRECEDENCE_WHOLE : PRECEDENCE_JOIN;
    case EXPRESSION_NUMBER:
        return signbit(tree->number) ? PRECEDENCE_SIGN : PRECEDENCE_WHOLE;
    case EXPRESSION_TRUTH:
    case EXPRESSION_NAME:
    case EXPRESSION_CALL:
    case EXPRESSION_SET:
        break;
    }
    return PRECEDENCE_WHOLE;
}

static void print_bare(const struct printer *printer, const struct expression *tree)
{
    switch (tree->kind) {
    case EXPRESSION_NUMBER:
        print_number(printer->formula, tree->number);
        break;
    case EXPRESSION_TEXT:
        print_text(printer->formula, tree->text);
        break;
    case EXPRESSION_TRUTH:
        text_add(printer->formula, tree->number != 0 ? "TRUE" : "FALSE");
        break;
    case EXPRESSION_NAME:
        print_name(printer, tree, printer->formula);
        break;
    case EXPRESSION_OPERATION:
        print_operation(printer, tree);
        break;
    case EXPRESSION_CALL:
        if (tree->function->one_range) {
            print_by_range(printer, tree);
            break;
        }
        text_add(printer->formula, tree->function->name);
        print_list(printer, tree);
        break;
    case EXPRESSION_SET:
        print_list(printer, tree);
        break;
    case EXPRESSION_SHORT:
        print_short(printer, tree);
        break;
    }
}

// In brackets where the tree binds less tightly than what stands beside it.
static void print_tree(const struct printer *printer, const struct expression *tree,
                       enum precedence least)
{
    bool in_brackets = precedence_of(tree) < least;
    if (in_brackets)
        text_add_char(printer->formula, '(');
    print_bare(printer, tree);
    if (in_brackets)
        text_add_char(printer->formula, ')');
}

const char *expression_print(const struct expression *tree, const struct name_reader *reader,
                             struct arena *arena)
{
    struct text formula = {.arena = arena};
    struct printer printer = {reader, arena, &formula};
    text_add_char(&formula, '=');
    print_tree(&printer, tree, PRECEDENCE_COMPARE);
    return text_done(&formula);
}
