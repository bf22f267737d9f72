#include "layout/edition.h"

#include "base/file.h"
#include "base/spelling.h"
#include "base/text.h"
#include "layout/sections.h"

#include <ctype.h>
#include <string.h>

enum { MIRROR, ACCESSIBLE, VALUES };

static const struct word edition_words[] = {
    {"mirror", MIRROR},
    {"accessible", ACCESSIBLE},
    {"values", VALUES},
    {0},
};

bool edition_add(struct edition *edition, const char *word)
{
    unsigned value;
    if (!word_find(edition_words, word, &value))
        return false;
    edition->is_accessible |= value == ACCESSIBLE;
    edition->is_values |= value == VALUES;
    return true;
}

bool edition_read(struct arena *arena, const char *words, struct edition *edition)
{
    char *spaced = arena_copy(arena, words);
    const char **parts;
    bool has_any = false;
    for (char *at = spaced; *at != '\0'; at++)
        *at = (char)(*at == ',' ? ' ' : *at);
    size_t count = text_split(arena, spaced, ' ', &parts);
    *edition = (struct edition){0};
    for (size_t i = 0; i < count; i++) {
        if (text_is_blank(parts[i]))
            continue;
        if (!edition_add(edition, parts[i]))
            return false;
        has_any = true;
    }
    return has_any;
}

static void refuse_word(struct layout_reader *reader, const struct said *word)
{
    enum { COUNT = sizeof edition_words / sizeof *edition_words - 1 };
    const char *names[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        names[i] = edition_words[i].text;
    const char *nearest = spelling_nearest(word->text, names, COUNT);
    problem_error(reader->problems, word->place,
                  nearest ? arena_print(reader->arena, "did you mean '%s'?", nearest) : NULL,
                  "'edition' must be %s, not '%s'", words_listed(reader->arena, edition_words),
                  word->text);
}

void editions_read(struct layout_reader *reader, const struct node *node, void *layout)
{
    struct texts words = texts_read(reader, node, "'edition'");
    for (size_t i = 0; i < words.count; i++) {
        const struct said *word = &words.items[i];
        if (word->text && !edition_add(&((struct layout *)layout)->edition, word->text))
            refuse_word(reader, word);
    }
}

const char *edition_name(struct edition edition)
{
    static const char *const names[2][2] = {{"mirror", "values"},
                                            {"accessible", "accessible values"}};
    return names[edition.is_accessible][edition.is_values];
}

// Letters in lower case, digits, and a dash for each run of anything else. What is beyond English
// stays: two recipients may differ in nothing else.
static const char *dashed(struct arena *arena, const char *name)
{
    struct text dashed = {.arena = arena};
    bool gap = false;
    while (*name != '\0') {
        unsigned code_point = text_next(&name);
        if (code_point < 0x80 && !isalnum((int)code_point)) {
            gap = dashed.length > 0;
            continue;
        }
        if (gap)
            text_add_char(&dashed, '-');
        gap = false;
        text_add_code_point(&dashed,
                            code_point < 0x80 ? (unsigned)tolower((int)code_point) : code_point);
    }
    return text_done(&dashed);
}

const char *edition_file_name(struct arena *arena, struct edition edition, const char *name)
{
    static const char ending[] = ".xlsx";
    const char *safe = file_safe_name(arena, name);
    if (!edition.is_accessible && !edition.is_values)
        return safe;
    size_t length = strlen(safe) - (text_ends(safe, ending) ? sizeof ending - 1 : 0);
    const char *stem = dashed(arena, arena_copy_part(arena, safe, length));
    return arena_print(arena, "%s-%s%s", stem, dashed(arena, edition_name(edition)), ending);
}

// What is said for the accessible edition ---------------------------------------------------------

static const struct key accessible_keys[] = {
    {.name = "table",
     .kind = KEY_SAID,
     .offset = offsetof(struct accessible, table),
     .filled = true},
    {.name = "description",
     .kind = KEY_SAID,
     .offset = offsetof(struct accessible, description),
     .filled = true},
    {.name = "bands",
     .kind = KEY_SAID,
     .offset = offsetof(struct accessible, bands),
     .filled = true},
    {.name = "sub-bands",
     .kind = KEY_SAID,
     .offset = offsetof(struct accessible, subbands),
     .filled = true},
};
const struct key_table accessible_table = KEY_TABLE("the accessible edition", accessible_keys);

void shorthand_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct key mark = {.name = "shorthand", .kind = KEY_SAID, .filled = true};
    struct words *words = owner;
    if (!node_has_keys(reader, node, "'shorthand'"))
        return;
    for (size_t i = 0; i < node->count; i++) {
        struct shorthand *shorthand = list_add(reader->arena, &words->shorthand);
        shorthand->word =
            (struct said){.text = node->entries[i].key, .place = node->entries[i].key_place};
        key_read(reader, &mark, node->entries[i].value, &shorthand->mark);
    }
}

const char *layout_shown_word(const struct layout *layout, const char *word)
{
    for (size_t i = 0; layout->edition.is_accessible && i < layout->words.shorthand.count; i++) {
        const struct shorthand *shorthand = &layout->words.shorthand.items[i];
        if (text_equal(shorthand->word.text, word) && shorthand->mark.text)
            return shorthand->mark.text;
    }
    return word;
}

// Turning to it -----------------------------------------------------------------------------------

// "GREEN, blue"
static const char *both_words(struct arena *arena, const struct state *state)
{
    struct text words = {.arena = arena};
    text_print(&words, "%s, ", state->shows);
    text_add_folded(&words, state->name);
    return text_done(&words);
}

// BLUE that shows as GREEN has words for it, of the layout or made from the two.
static void put_in_words(struct layout *layout, struct arena *arena)
{
    for (size_t i = 0; i < layout->scales.count; i++) {
        for (size_t k = 0; k < layout->scales.items[i].states.count; k++) {
            struct state *state = &layout->scales.items[i].states.items[k];
            if (state->in_words)
                state->shows = state->in_words;
            else if (!text_equal(state->shows, state->name))
                state->shows = both_words(arena, state);
        }
    }
}

// Parts get rows of their own; footnotes of all sheets are numbered through.
static void unfold_sheets(struct layout *layout, struct arena *arena)
{
    size_t number = 0;
    for (size_t i = 0; i < layout->sheets.count; i++) {
        struct sheet *sheet = &layout->sheets.items[i];
        sheet->unfolded = sheet->stacked;
        sheet->stacked = false;
        for (size_t k = 0; k < sheet->footnotes.count; k++)
            sheet->footnotes.items[k].shown = arena_print(arena, "[note %zu]", ++number);
    }
}

void layout_turn_to(struct layout *layout, struct edition edition, struct arena *arena)
{
    layout->edition = edition;
    for (size_t i = 0; i < layout->inclusions.count; i++) {
        if (layout->inclusions.items[i].layout)
            layout_turn_to(layout->inclusions.items[i].layout, edition, arena);
    }
    if (!edition.is_accessible)
        return;
    layout->words.missing.text = "[x]";
    layout->words.divide_by_zero.text = "[z]";
    put_in_words(layout, arena);
    unfold_sheets(layout, arena);
}
