// From a text with figures in braces to a tree that joins texts and TEXT() calls.
#include "layout/expression.h"

#include "base/format.h"
#include "layout/token.h"

#include <string.h>

enum { MOST_FIGURES = 250 };

struct template_reader {
    struct arena *arena;
    struct problems *problems;
    const char *text;
    struct place place;
    const char *at;
    size_t figures;
    struct text literal;     // the text since the last figure
    struct expression *tree; // what came before it, NULL for nothing
};

// What stands in braces: {n:#,##0}
struct braces {
    const char *open;
    const char *colon; // NULL where there is no format
    const char *close; // NULL where they are not closed
};

static bool fail(const struct template_reader *reader, const char *at, const char *help,
                 const char *message, const char *quoted)
{
    struct place place = token_place(reader->place, reader->text, at);
    return problem_error(reader->problems, place, help, "%s '%s'", message, quoted);
}

// Finds the colon and the end. Both may stand in texts, and the end after a backslash in a format.
static struct braces braces_at(const char *open)
{
    struct braces braces = {.open = open};
    bool in_text = false;
    for (const char *at = open + 1; *at != '\0'; at++) {
        if (*at == '"')
            in_text = !in_text;
        else if (in_text)
            continue;
        else if (*at == '\\' && braces.colon && at[1] != '\0')
            at++;
        else if (*at == ':' && !braces.colon)
            braces.colon = at;
        else if (*at == '}') {
            braces.close = at;
            break;
        }
    }
    return braces;
}

static void join(struct template_reader *reader, struct expression *more)
{
    reader->tree =
        reader->tree ? expression_operate(reader->arena, OPERATION_JOIN, reader->tree, more) : more;
}

static void join_literal(struct template_reader *reader)
{
    if (reader->literal.length == 0)
        return;
    struct expression *literal = expression_of_text(reader->arena, text_done(&reader->literal));
    literal->place = reader->place;
    reader->literal = (struct text){.arena = reader->arena};
    join(reader, literal);
}

static const char *between(const struct template_reader *reader, const char *start, const char *end)
{
    return arena_copy_part(reader->arena, start, (size_t)(end - start));
}

// TEXT(figure,"format")
static struct expression *with_format(struct template_reader *reader, struct expression *figure,
                                      const struct braces *braces)
{
    const char *code = text_trim(reader->arena, between(reader, braces->colon + 1, braces->close));
    const char *whole = between(reader, braces->open, braces->close + 1);
    const char *fault = format_fault(code);
    if (code[0] == '\0') {
        fail(reader, braces->colon, "leave the ':' out for the number as it is",
             "there is no format after the ':' of", whole);
        return NULL;
    }
    if (fault) {
        problem_error(reader->problems, token_place(reader->place, reader->text, braces->colon + 1),
                      NULL, "number format '%s': %s", code, fault);
        return NULL;
    }
    struct expression *format = expression_of_text(reader->arena, code);
    format->place = token_place(reader->place, reader->text, braces->colon + 1);
    return expression_call(reader->arena, "TEXT", 2, figure, format);
}

static bool fail_at_close(const struct template_reader *reader)
{
    return fail(reader, reader->at, "write }} for a brace", "a '}' has no '{' before it:",
                token_quote(reader->arena, reader->at, reader->at + strlen(reader->at)));
}

static bool add_figure(struct template_reader *reader)
{
    struct braces braces = braces_at(reader->at);
    if (!braces.close)
        return fail(reader, reader->at, "close it with }; write {{ for a brace",
                    "a brace is not closed:",
                    token_quote(reader->arena, reader->at, reader->at + strlen(reader->at)));
    if (++reader->figures > MOST_FIGURES)
        return problem_error(reader->problems, reader->place, "make several texts of it",
                             "the text has more than %d figures", MOST_FIGURES);
    const char *end = braces.colon ? braces.colon : braces.close;
    const char *formula = between(reader, reader->at + 1, end);
    if (text_is_blank(formula))
        return fail(reader, reader->at, "name a figure; write {{ for a brace",
                    "there is no figure in", between(reader, braces.open, braces.close + 1));
    struct expression *figure =
        expression_read(formula, token_place(reader->place, reader->text, reader->at + 1),
                        reader->arena, reader->problems);
    if (figure && braces.colon)
        figure = with_format(reader, figure, &braces);
    if (!figure)
        return false;
    join_literal(reader);
    join(reader, figure);
    reader->at = braces.close + 1;
    return true;
}

struct expression *expression_read_template(const char *text, struct place place,
                                            struct arena *arena, struct problems *problems)
{
    struct template_reader reader = {.arena = arena,
                                     .problems = problems,
                                     .text = text,
                                     .place = place,
                                     .at = text,
                                     .literal.arena = arena};
    while (*reader.at != '\0') {
        bool is_brace = *reader.at == '{' || *reader.at == '}';
        if (is_brace && reader.at[1] != reader.at[0]) {
            if (!(*reader.at == '{' ? add_figure(&reader) : fail_at_close(&reader)))
                return NULL;
        } else {
            text_add_char(&reader.literal, *reader.at);
            reader.at += is_brace ? 2 : 1;
        }
    }
    join_literal(&reader);
    if (reader.tree)
        return reader.tree;
    struct expression *empty = expression_of_text(arena, "");
    empty->place = place;
    return empty;
}
