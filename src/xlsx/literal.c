#include "xlsx/literal.h"

#include "base/text.h"

#include <string.h>

static bool is_hex(char byte)
{
    return byte && strchr("0123456789ABCDEFabcdef", byte) != NULL;
}

// Excel takes _x0041_ in a file for the letter A.
static bool reads_as_escape(const char *at)
{
    return at[0] == '_' && at[1] == 'x' && is_hex(at[2]) && is_hex(at[3]) && is_hex(at[4]) &&
           is_hex(at[5]) && at[6] == '_';
}

const char *literal_text(struct arena *arena, const char *text)
{
    if (!text || !strstr(text, "_x"))
        return text;
    struct text escaped = {.arena = arena};
    for (const char *at = text; *at; at++) {
        if (reads_as_escape(at))
            text_add(&escaped, "_x005F");
        text_add_char(&escaped, *at);
    }
    return text_done(&escaped);
}
