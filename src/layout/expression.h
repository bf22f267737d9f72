#ifndef LAYOUT_EXPRESSION_H
#define LAYOUT_EXPRESSION_H

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"

#include <stdbool.h>

// Excel's formulas, with names where Excel has addresses. One tree serves three ends: its names are
// checked, it is printed as an A1 formula, and it is worked out here.
//
// Precedence as Excel's, loosest first:  = <> < <= > >=   &   + -   * /   ^   unary -   %
// (so -2^2 is 4, as in Excel). Texts in double quotes, a quote doubled inside. Numbers: 12, 0.5,
// 10%, 1E+20. TRUE, FALSE. Names: letters, digits, _ and dots, starting with a letter or _ ; UTF-8
// letters count as letters. No cell addresses, no ranges, no array constants. Several names as one
// set, as RANK takes them, stand in brackets: RANK(x, (a, b, c)).

enum value_kind { VALUE_BLANK, VALUE_NUMBER, VALUE_TEXT, VALUE_TRUTH, VALUE_ERROR };

// What a cell or a part of a formula comes to.
struct value {
    enum value_kind kind;
    double number;    // VALUE_NUMBER; VALUE_TRUTH: 0 or 1
    const char *text; // VALUE_TEXT; VALUE_ERROR: "#DIV/0!", "#VALUE!", "#NUM!", "#N/A"
};

enum operation {
    OPERATION_EQUAL,
    OPERATION_NOT_EQUAL,
    OPERATION_LESS,
    OPERATION_LESS_OR_EQUAL,
    OPERATION_MORE,
    OPERATION_MORE_OR_EQUAL,
    OPERATION_JOIN,
    OPERATION_ADD,
    OPERATION_SUBTRACT,
    OPERATION_MULTIPLY,
    OPERATION_DIVIDE,
    OPERATION_POWER,
    OPERATION_MINUS,   // unary
    OPERATION_PLUS,    // unary
    OPERATION_PERCENT, // after its operand
};

enum expression_kind {
    EXPRESSION_NUMBER,
    EXPRESSION_TEXT,
    EXPRESSION_TRUTH,
    EXPRESSION_NAME,      // a figure, or several (as `above`)
    EXPRESSION_OPERATION, // parts: one or two operands
    EXPRESSION_CALL,      // parts: the arguments
    EXPRESSION_SHORT,     // made by expression_guard(): TRUE where any of the names in parts is
                          // short of a number; printed COUNT(E8,F8)<2
    EXPRESSION_SET,       // parts: names in brackets, as one set; only where a function takes sets
};

// Whose figure a name means. In words of our own: all(x) is x of the whole, family(x) that of the
// recipient's family, rank(x) the place of the recipient's x among all recipients.
enum whose_word { WHOSE_OWN, WHOSE_WHOLE, WHOSE_FAMILY, WHOSE_RANK };

struct function; // a row of the table of functions, in layout/function.c

struct expression {
    enum expression_kind kind;
    struct place place;    // where it starts in its file
    double number;         // EXPRESSION_NUMBER, EXPRESSION_TRUTH
    const char *text;      // EXPRESSION_TEXT; the name of an EXPRESSION_NAME as written
    enum whose_word whose; // of an EXPRESSION_NAME
    enum operation operation;
    const struct function *function;
    struct expression **parts;
    size_t count;
    bool is_figure; // set by the binder on a name: must be a number, so it is guarded
    void *bound;    // set by the binder on a name: what it means
};

// The tree of a formula, or NULL with a problem: what is wrong and where; an unknown function lists
// the known and the nearest; a wrong number of arguments says how many; a text where only a number
// will do, and a format code that Excel would not take, are found here too. `place` is where the
// text starts; a place inside it adds the offset to the column of a YAML place (CSV places stay:
// the message then quotes the part concerned).
struct expression *expression_read(const char *text, struct place place, struct arena *arena,
                                   struct problems *problems);

// A text with figures in braces, as an expression that joins texts and TEXT() calls:
// "{n:#,##0} arrests ({p:0.0%})" is TEXT(n,"#,##0")&" arrests ("&TEXT(p,"0.0%")&")". A figure
// without a format ("{borough}") is joined as it is. Line breaks become CHAR(10). {{ and }} are
// braces. Format codes may hold quoted literals. A text without braces is an EXPRESSION_TEXT.
struct expression *expression_read_template(const char *text, struct place place,
                                            struct arena *arena, struct problems *problems);

// Calls `visit` for every name in the tree, in order; stops where it returns false, and says so.
bool expression_names(struct expression *tree, bool (*visit)(struct expression *name, void *data),
                      void *data);

// Shorthands for making trees.
struct expression *expression_of_number(struct arena *arena, double number);
struct expression *expression_of_text(struct arena *arena, const char *text);
struct expression *expression_of_name(struct arena *arena, void *bound, bool is_figure);
struct expression *expression_operate(struct arena *arena, enum operation operation,
                                      struct expression *left, struct expression *right);
// `count` arguments of type struct expression *; the function must exist.
struct expression *expression_call(struct arena *arena, const char *function, size_t count, ...);

// The tree under its guards, so that no error ever shows: where a name marked is_figure is short of
// a number it gives `missing`, where a denominator is 0 it gives `zero`:
//     met / due  ->  IF(COUNT(met,due)<2,"Not available",
//                       IF(due=0,"n/a",met/due))
// Names inside COUNT, COUNTA, ISNUMBER, and the first argument of IFERROR need no guard; the
// branches of an IF at the top are guarded each on its own, its condition first; denominators
// inside an IF that is deeper stay as written, and so do denominators that are non-zero constants.
// What MOD divides by is a denominator too. The test is for what makes it 0: ABS(b) has b=0, and
// a/(b/c) tests c first, then b/c. A tree that needs no guard comes back as it is. A single name is
// guarded only against a blank: IF(name="",missing,name).
struct expression *expression_guard(struct arena *arena, struct expression *tree,
                                    struct expression *missing, struct expression *zero);

// What a name stands for when a tree is worked out or printed.
struct reading {
    const struct value *values; // one, or several for a range
    size_t count;
};
struct name_reader {
    // The values of a name; count 0 only for an empty range.
    struct reading (*read)(void *data, const struct expression *name);
    // Adds the name's A1 text (E8, Data!$B$4:$C$4) to a formula.
    void (*print)(void *data, const struct expression *name, struct text *formula);
    void *data;
};

// Works a tree out as Excel does: texts in arithmetic are #VALUE! unless they read as numbers,
// blanks count as 0 or "", comparison of texts is without case, a number is less than a text less
// than a truth, SUM and its like skip texts and blanks in names but not errors, results that are
// not finite are #NUM!. Where Excel and LibreOffice differ on numbers that are equal but for their
// last bits, it is LibreOffice's way (0.1+0.2-0.3 is 0 at any depth). A blank comes to 0, as in a
// cell. Texts made go into the arena.
struct value expression_value(const struct expression *tree, const struct name_reader *reader,
                              struct arena *arena);

// The formula as Excel's file format wants it: '=' in front, English names, ',' between arguments,
// '.' for the point, only the brackets that are needed. Line breaks in texts become CHAR(10); texts
// of more than 255 characters are joined from pieces.
const char *expression_print(const struct expression *tree, const struct name_reader *reader,
                             struct arena *arena);

// The names of all functions, sorted, for messages and the guide.
size_t expression_functions(struct arena *arena, const char *const **names);

#endif
