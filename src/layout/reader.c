#include "layout/reader.h"

#include "base/format.h"
#include "base/spelling.h"
#include "base/text.h"

bool word_find(const struct word *words, const char *text, unsigned *value)
{
    for (const struct word *word = words; word->text != NULL; word++) {
        if (text_same(word->text, text)) {
            *value = word->value;
            return true;
        }
    }
    return false;
}

const char *words_listed(struct arena *arena, const struct word *words)
{
    struct text list = {.arena = arena};
    for (const struct word *word = words; word->text != NULL; word++) {
        if (word > words)
            text_add(&list, word[1].text != NULL ? ", " : " or ");
        text_add(&list, word->text);
    }
    return text_done(&list);
}

struct said said_of(const struct node *node)
{
    return (struct said){.text = node->text, .place = node->place};
}

bool said_is_there(const struct said *said)
{
    return said->text != NULL && !text_is_blank(said->text);
}

static const char *const node_kinds[] = {
    [NODE_TEXT] = "a text",
    [NODE_LIST] = "a list",
    [NODE_MAP] = "keys",
};

bool node_is_text(struct layout_reader *reader, const struct node *node, const char *what)
{
    if (node->kind == NODE_TEXT)
        return true;
    const char *help =
        node->kind == NODE_MAP ? "put a text with a colon or braces in quotes" : NULL;
    return problem_error(reader->problems, node->place, help, "%s must be a text, not %s", what,
                         node_kinds[node->kind]);
}

bool node_has_keys(struct layout_reader *reader, const struct node *node, const char *what)
{
    if (node->kind == NODE_MAP || (node->kind == NODE_TEXT && text_is_blank(node->text)))
        return true;
    return problem_error(reader->problems, node->place, NULL, "%s must hold keys, not %s", what,
                         node_kinds[node->kind]);
}

struct texts texts_read(struct layout_reader *reader, const struct node *node, const char *what)
{
    struct texts texts = {0};
    if (node->kind != NODE_LIST) {
        if (node_is_text(reader, node, what))
            *list_add(reader->arena, &texts) = said_of(node);
        return texts;
    }
    for (size_t i = 0; i < node->count; i++)
        if (node_is_text(reader, node->items[i], what))
            *list_add(reader->arena, &texts) = said_of(node->items[i]);
    return texts;
}

const char *name_help(struct arena *arena, const char *name, const char *listed,
                      const char *const *names, size_t count)
{
    const char *nearest = spelling_nearest(name, names, count);
    if (nearest != NULL)
        return arena_print(arena, "did you mean '%s'?", nearest);
    struct text help = {.arena = arena};
    text_print(&help, "%s are: ", listed);
    for (size_t i = 0; i < count; i++)
        text_print(&help, i > 0 ? ", %s" : "%s", names[i]);
    return text_done(&help);
}

// The names of structs that start with theirs.
static const char **names_of(struct arena *arena, const void *items, size_t size, size_t count)
{
    const char **names = arena_array(arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        names[i] = *(const char *const *)(const void *)((const char *)items + i * size);
    return names;
}

bool name_known(struct layout_reader *reader, const struct said *said, const char *what,
                const void *items, size_t size, size_t count)
{
    const char **names = names_of(reader->arena, items, size, count);
    for (size_t i = 0; i < count; i++)
        if (text_equal(names[i], said->text))
            return true;
    if (reader->incomplete)
        return true;
    const char *listed = arena_print(reader->arena, "the %ss of the layout", what);
    const char *help = count > 0 ? name_help(reader->arena, said->text, listed, names, count)
                                 : arena_print(reader->arena, "the layout has no %ss", what);
    return problem_error(reader->problems, said->place, help, "unknown %s '%s'", what, said->text);
}

static bool is_letter(unsigned char byte)
{
    // Every byte of a letter that is not ASCII is above 127.
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte > 127;
}

bool name_is_identifier(const char *name)
{
    if (!is_letter((unsigned char)name[0]))
        return false;
    for (const char *at = name; *at != '\0'; at++)
        if (!is_letter((unsigned char)*at) && !(*at >= '0' && *at <= '9') && *at != '_')
            return false;
    return true;
}

bool name_check(struct layout_reader *reader, struct place place, const char *what,
                const char *name)
{
    if (name_is_identifier(name))
        return true;
    return problem_error(reader->problems, place,
                         "use letters, digits and _, starting with a letter",
                         "'%s' cannot be the %s", name, what);
}

bool scale_check(struct layout_reader *reader, const struct said *said)
{
    const struct layout *layout = reader->layout;
    return name_known(reader, said, "scale", layout->scales.items, sizeof(struct scale),
                      layout->scales.count);
}

bool source_check(struct layout_reader *reader, const struct said *said)
{
    const struct layout *layout = reader->layout;
    return name_known(reader, said, "source", layout->sources.items, sizeof(struct source),
                      layout->sources.count);
}

bool format_check(struct layout_reader *reader, const struct said *said)
{
    const char *fault = format_fault(said->text);
    if (fault == NULL)
        return true;
    return problem_error(reader->problems, said->place,
                         "a format is written as in Excel: 0.0%, #,##0, 0\" days\"",
                         "'%s' is not a number format: %s", said->text, fault);
}

bool styles_check(struct layout_reader *reader, const struct said *said)
{
    const struct layout *layout = reader->layout;
    const char **parts;
    size_t count = text_split(reader->arena, said->text, ',', &parts);
    bool known = true;
    for (size_t i = 0; i < count; i++) {
        struct said part = {.text = text_trim(reader->arena, parts[i]), .place = said->place};
        known = name_known(reader, &part, "style", layout->styles.items, sizeof(struct named_style),
                           layout->styles.count) &&
                known;
    }
    return known;
}

static const char *const period_kinds[] = {
    [PERIOD_NONE] = "period",
    [PERIOD_MONTH] = "month",
    [PERIOD_QUARTER] = "quarter",
    [PERIOD_YEAR] = "year",
};

static const char *const period_examples[] = {
    [PERIOD_NONE] = NULL,
    [PERIOD_MONTH] = "write it as 2007-05 or May 2007",
    [PERIOD_QUARTER] = "write it as 2007/08 Q1",
    [PERIOD_YEAR] = "write it as 2007/08",
};

bool period_check(struct layout_reader *reader, const struct said *said)
{
    const struct calendar *calendar = &reader->layout->calendar;
    if (calendar->every == PERIOD_NONE)
        return reader->incomplete ||
               problem_error(reader->problems, said->place,
                             "say how periods are counted: periods: {every: month}",
                             "'%s' is a period, but the layout has none", said->text);
    struct period period;
    if (period_read(said->text, calendar, &period) && period.kind == calendar->every)
        return true;
    return problem_error(reader->problems, said->place, period_examples[calendar->every],
                         "'%s' is not a %s", said->text, period_kinds[calendar->every]);
}
