#include "layout/syntax.h"

#include "base/text.h"

#include <stddef.h>
#include <string.h>

#define START_HELP    "put a text that starts with this character in quotes"
#define LINE_UP_HELP  "line it up, with spaces, with the lines it belongs to"
#define BRACKETS_HELP "texts inside brackets that hold , : # [ ] { or } must be in quotes"
#define TAB_MESSAGE   "a Tab is used to indent"
#define TAB_HELP      "use spaces"

// What the library says and what we say. The first row that fits counts: `context` is a part of the
// library's, `character` the one it stopped at; NULL and 0 fit any.
static const struct {
    const char *problem;
    const char *context;
    unsigned character;
    struct syntax_fault fault;
} translations[] = {
    {.problem = "found character that cannot start any token",
     .character = '\t',
     .fault = {.message = TAB_MESSAGE, .help = TAB_HELP}},
    {.problem = "found character that cannot start any token",
     .fault = {.message = "a text cannot start with this character", .help = START_HELP}},
    {.problem = "found a tab character that violates indentation",
     .fault = {.message = TAB_MESSAGE, .help = TAB_HELP}},
    {.problem = "found a tab character where an indentation space is expected",
     .fault = {.message = TAB_MESSAGE, .help = TAB_HELP}},
    {.problem = "mapping values are not allowed in this context",
     .fault = {.message = "a ':' is not expected here",
               .help = "put a text that holds ': ' in quotes; or, where this is a key, line it up "
                       "with the keys around it"}},
    {.problem = "could not find expected ':'",
     .fault = {.message = "this line has no ':' after its key",
               .help = "write it as 'key: value'; a text that goes on over several lines is lined "
                       "up under its key by two more spaces",
               .at_start = true}},
    {.problem = "did not find expected key",
     .character = ':',
     .fault = {.message = "a key is missing before this ':'",
               .help = "write the key; put a text that starts with ':' in quotes"}},
    {.problem = "did not find expected key",
     .fault = {.message = "this does not fit the lines above it",
               .help = "line it up, with spaces, with the keys it belongs to; a text that starts "
                       "with a quote ends with it, and '' stands for ' inside it"}},
    {.problem = "did not find expected '-' indicator",
     .fault = {.message = "this does not fit the list above it",
               .help = "start each item of the list with '- ', all lined up"}},
    {.problem = "did not find expected <document start>",
     .fault = {.message = "this does not fit the lines above it", .help = LINE_UP_HELP}},
    {.problem = "block sequence entries are not allowed in this context",
     .fault = {.message = "a list item cannot start here",
               .help = "start each item with '- ' on a line of its own; put a text that starts "
                       "with '- ' in quotes"}},
    {.problem = "mapping keys are not allowed in this context",
     .fault = {.message = "a text cannot start with '? '", .help = START_HELP}},
    {.problem = "found unexpected end of stream",
     .context = "quoted scalar",
     .fault = {.message = "the quote that opens here is never closed",
               .help = "close it with the same quote",
               .at_start = true}},
    {.problem = "found unexpected document indicator",
     .context = "quoted scalar",
     .fault = {.message = "the quote that opens here is not closed before a line of ---",
               .help = "close it with the same quote",
               .at_start = true}},
    {.problem = "did not find expected ',' or ']'",
     .fault = {.message = "the bracket '[' that opens here is not closed where it should be",
               .help = "close it with ]; " BRACKETS_HELP,
               .at_start = true}},
    {.problem = "did not find expected ',' or '}'",
     .fault = {.message = "the bracket '{' that opens here is not closed where it should be",
               .help = "close it with }; " BRACKETS_HELP,
               .at_start = true}},
    {.problem = "did not find expected node content",
     .fault = {.message = "a value is missing here",
               .help = "write one, or close the bracket; " BRACKETS_HELP}},
    {.problem = "found unexpected ':'",
     .fault = {.message = "a ':' is not expected here", .help = BRACKETS_HELP}},
    {.problem = "did not find expected alphabetic or numeric character",
     .context = "alias",
     .fault = {.message = "a text cannot start with '*'", .help = START_HELP, .at_start = true}},
    {.problem = "did not find expected alphabetic or numeric character",
     .context = "anchor",
     .fault = {.message = "a text cannot start with '&'", .help = START_HELP, .at_start = true}},
    {.problem = "did not find expected comment or line break",
     .context = "block scalar",
     .fault = {.message = "a text cannot start with '|' or '>' and go on in the same line",
               .help = "put it in quotes; a text of several lines starts on the line below",
               .at_start = true}},
    {.problem = "found unknown escape character",
     .fault = {.message = "a backslash stands before a character that it means nothing with",
               .help = "double the backslash, or put the text in single quotes"}},
    {.problem = "found undefined tag handle",
     .fault = {.message = "a text cannot start with '!'", .help = START_HELP, .at_start = true}},
    {.context = "tag",
     .fault = {.message = "a text cannot start with '!'", .help = START_HELP, .at_start = true}},
    {.context = "directive",
     .fault = {.message = "a line cannot start with '%'", .help = START_HELP, .at_start = true}},
};

const struct syntax_fault *syntax_fault_find(const char *problem, const char *context,
                                             unsigned character)
{
    for (size_t i = 0; i < sizeof translations / sizeof translations[0]; i++) {
        const char *part = translations[i].context;
        unsigned only = translations[i].character;
        if (translations[i].problem && !text_equal(translations[i].problem, problem))
            continue;
        if (part && (!context || !strstr(context, part)))
            continue;
        if (only == 0 || only == character)
            return &translations[i].fault;
    }
    return NULL;
}
