#include "layout/keys.h"

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

typedef void key_reader(struct layout_reader *reader, const struct key *key,
                        const struct node *node, void *field);

static const char *key_quoted(struct layout_reader *reader, const struct key *key)
{
    return arena_print(reader->arena, "'%s'", key->name);
}

static bool key_is_text(struct layout_reader *reader, const struct key *key,
                        const struct node *node)
{
    return node_is_text(reader, node, key_quoted(reader, key));
}

// "'width' must be a number from 1 to 255, not 'wide'"
static void key_refuse(struct layout_reader *reader, const struct key *key, const struct node *node,
                       const char *help, const char *wanted)
{
    if (text_is_blank(node->text))
        problem_error(reader->problems, node->place, help, "'%s' is blank: it must be %s",
                      key->name, wanted);
    else
        problem_error(reader->problems, node->place, help, "'%s' must be %s, not '%s'", key->name,
                      wanted, node->text);
}

static void said_read(struct layout_reader *reader, const struct key *key, const struct node *node,
                      void *field)
{
    if (!key_is_text(reader, key, node))
        return;
    if (key->filled && text_is_blank(node->text))
        problem_error(reader->problems, node->place, NULL, "'%s' is blank", key->name);
    else
        *(struct said *)field = said_of(node);
}

static void text_read(struct layout_reader *reader, const struct key *key, const struct node *node,
                      void *field)
{
    struct said said = {0};
    said_read(reader, key, node, &said);
    if (said.text != NULL)
        *(const char **)field = text_is_blank(said.text) ? NULL : said.text;
}

static void list_read(struct layout_reader *reader, const struct key *key, const struct node *node,
                      void *field)
{
    *(struct texts *)field = texts_read(reader, node, key_quoted(reader, key));
}

static void file_path_read(struct layout_reader *reader, const struct key *key,
                           const struct node *node, void *field)
{
    if (!key_is_text(reader, key, node))
        return;
    if (text_is_blank(node->text)) {
        key_refuse(reader, key, node, NULL, "the name of a file");
        return;
    }
    const char *path = file_beside(reader->arena, node->place.file, node->text);
    if (file_exists(path))
        *(struct said *)field = (struct said){.text = path, .place = node->place};
    else
        problem_error(
            reader->problems, node->place,
            arena_print(reader->arena, "names of files are as seen from %s", node->place.file),
            "there is no file '%s'", path);
}

static void format_read(struct layout_reader *reader, const struct key *key,
                        const struct node *node, void *field)
{
    struct said said = {0};
    said_read(reader, key, node, &said);
    if (said.text != NULL && format_check(reader, &said))
        *(struct said *)field = said;
}

static void style_names_read(struct layout_reader *reader, const struct key *key,
                             const struct node *node, void *field)
{
    struct texts names = texts_read(reader, node, key_quoted(reader, key));
    struct text joined = {.arena = reader->arena};
    for (size_t i = 0; i < names.count; i++) {
        if (!said_is_there(&names.items[i]))
            continue;
        styles_check(reader, &names.items[i]);
        text_print(&joined, joined.length > 0 ? ", %s" : "%s", names.items[i].text);
    }
    *(struct said *)field = (struct said){.text = text_done(&joined), .place = node->place};
}

// "1f3864" or "#1F3864" as "1F3864", or NULL.
static const char *colour_of(struct arena *arena, const char *text)
{
    const char *digits = text[0] == '#' ? text + 1 : text;
    if (strlen(digits) != 6 || strspn(digits, "0123456789ABCDEFabcdef") != 6)
        return NULL;
    char *colour = arena_copy(arena, digits);
    for (char *digit = colour; *digit != '\0'; digit++)
        if (*digit >= 'a')
            *digit = (char)(*digit - 'a' + 'A');
    return colour;
}

static void colour_read(struct layout_reader *reader, const struct key *key,
                        const struct node *node, void *field)
{
    if (!key_is_text(reader, key, node))
        return;
    const char *colour = colour_of(reader->arena, node->text);
    bool none = !key->filled && text_same(node->text, "none");
    if (colour != NULL || none)
        *(const char **)field = colour;
    else
        key_refuse(reader, key, node,
                   "a colour is six of 0 to 9 and A to F, two each for red, green and blue",
                   key->filled ? "a colour such as 1F3864" : "a colour such as 1F3864, or none");
}

static bool one_of_words(struct layout_reader *reader, const struct key *key,
                         const struct node *node, const struct word *words, unsigned *value)
{
    if (!key_is_text(reader, key, node))
        return false;
    if (word_find(words, node->text, value))
        return true;
    key_refuse(reader, key, node, NULL, words_listed(reader->arena, words));
    return false;
}

static void yes_no_read(struct layout_reader *reader, const struct key *key,
                        const struct node *node, void *field)
{
    static const struct word yes_no[] = {{"yes", true}, {"no", false}, {0}};
    static const struct word true_false[] = {{"true", true}, {"false", false}, {0}};
    unsigned value;
    if ((node->kind == NODE_TEXT && word_find(true_false, node->text, &value)) ||
        one_of_words(reader, key, node, yes_no, &value))
        *(bool *)field = value != 0;
}

static void either_read(struct layout_reader *reader, const struct key *key,
                        const struct node *node, void *field)
{
    unsigned value;
    if (one_of_words(reader, key, node, key->words, &value))
        *(bool *)field = value != 0;
}

static void word_read(struct layout_reader *reader, const struct key *key, const struct node *node,
                      void *field)
{
    unsigned value;
    if (one_of_words(reader, key, node, key->words, &value))
        memcpy(field, &value, sizeof(value));
}

// A plain number: 30 or 0.75, no currency, no percentage.
static bool plain_number(struct layout_reader *reader, const char *text, double *value)
{
    struct number number;
    if (strspn(text, "-0123456789.") != strlen(text) || !number_read(reader->arena, text, &number))
        return false;
    *value = number.value;
    return true;
}

static bool number_in_range(struct layout_reader *reader, const struct key *key,
                            const struct node *node, double *value)
{
    if (!key_is_text(reader, key, node))
        return false;
    bool whole = key->kind == KEY_WHOLE;
    if (plain_number(reader, node->text, value) && *value >= key->least && *value <= key->most &&
        (!whole || *value == floor(*value)))
        return true;
    key_refuse(reader, key, node, key->help,
               arena_print(reader->arena, "a %snumber from %g to %g", whole ? "whole " : "",
                           key->least, key->most));
    return false;
}

static void decimal_read(struct layout_reader *reader, const struct key *key,
                         const struct node *node, void *field)
{
    double value;
    if (number_in_range(reader, key, node, &value))
        *(double *)field = value;
}

static void whole_read(struct layout_reader *reader, const struct key *key, const struct node *node,
                       void *field)
{
    double value;
    if (number_in_range(reader, key, node, &value))
        *(int *)field = (int)value;
}

// "12", or "150%" of the base style's, to the nearest half point.
static void size_read(struct layout_reader *reader, const struct key *key, const struct node *node,
                      void *field)
{
    static const double smallest = 1, largest = 409; // Excel's
    if (!key_is_text(reader, key, node))
        return;
    double size = 0;
    struct number number;
    if (text_ends(node->text, "%") && number_read(reader->arena, node->text, &number))
        size = round(number.value * reader->base_size * 2) / 2;
    else if (!plain_number(reader, node->text, &size))
        size = 0;
    if (size >= smallest && size <= largest)
        *(double *)field = size;
    else
        key_refuse(reader, key, node, NULL,
                   "a size in points from 1 to 409, or a percentage of the base's");
}

static void inner_keys_read(struct layout_reader *reader, const struct key *key,
                            const struct node *node, void *field)
{
    if (node_has_keys(reader, node, key_quoted(reader, key)))
        keys_read(reader, key->inside, node, field);
}

static const struct {
    key_reader *read;
    size_t size;
    bool is_look; // does without: what is wrong with it leaves all else to be judged
} kinds[] = {
    [KEY_ELSEWHERE] = {NULL, 0},
    [KEY_SAID] = {said_read, sizeof(struct said)},
    [KEY_TEXT] = {text_read, sizeof(const char *)},
    [KEY_TEXTS] = {list_read, sizeof(struct texts)},
    [KEY_FILE] = {file_path_read, sizeof(struct said)},
    [KEY_FORMAT] = {format_read, sizeof(struct said), true},
    [KEY_STYLES] = {style_names_read, sizeof(struct said), true},
    [KEY_COLOUR] = {colour_read, sizeof(const char *), true},
    [KEY_YES_NO] = {yes_no_read, sizeof(bool), true},
    [KEY_EITHER] = {either_read, sizeof(bool), true},
    [KEY_WORD] = {word_read, sizeof(unsigned)},
    [KEY_NUMBER] = {decimal_read, sizeof(double), true},
    [KEY_WHOLE] = {whole_read, sizeof(int), true},
    [KEY_SIZE] = {size_read, sizeof(double), true},
    [KEY_KEYS] = {inner_keys_read, 0},
    [KEY_OTHER] = {NULL, 0},
};

size_t key_size(const struct key *key)
{
    return kinds[key->kind].size;
}

void key_read(struct layout_reader *reader, const struct key *key, const struct node *node,
              void *owner)
{
    if (key->kind == KEY_OTHER)
        key->read(reader, node, owner);
    else if (kinds[key->kind].read != NULL)
        kinds[key->kind].read(reader, key, node, (char *)owner + key->offset);
}

static const struct node *key_node(const struct node *map, const struct key *key)
{
    return map->kind == NODE_MAP ? node_get(map, key->name) : NULL;
}

static bool key_is_known(const struct key_table *table, const char *name)
{
    for (size_t i = 0; i < table->count; i++)
        if (text_equal(table->keys[i].name, name))
            return true;
    return false;
}

static void key_unknown(struct layout_reader *reader, const struct key_table *table,
                        const struct node_entry *entry)
{
    const char **names = arena_array(reader->arena, const char *, table->count);
    for (size_t i = 0; i < table->count; i++)
        names[i] = table->keys[i].name;
    const char *listed = arena_print(reader->arena, "the keys of %s", table->owner);
    size_t errors = reader->problems->errors;
    problem_error(reader->problems, entry->key_place,
                  name_help(reader->arena, entry->key, listed, names, table->count),
                  "unknown key '%s' in %s", entry->key, table->owner);
    if (!table->is_named)
        reader->bearable += reader->problems->errors - errors;
}

void keys_check(struct layout_reader *reader, const struct key_table *table, const struct node *map)
{
    for (size_t i = 0; map->kind == NODE_MAP && i < map->count; i++)
        if (!key_is_known(table, map->entries[i].key))
            key_unknown(reader, table, &map->entries[i]);
    for (size_t i = 0; i < table->count && !reader->incomplete; i++)
        if (table->keys[i].required && key_node(map, &table->keys[i]) == NULL)
            problem_error(reader->problems, map->place, NULL, "%s must say '%s'", table->owner,
                          table->keys[i].name);
}

void keys_read(struct layout_reader *reader, const struct key_table *table, const struct node *map,
               void *owner)
{
    keys_check(reader, table, map);
    for (size_t i = 0; i < table->count; i++) {
        const struct node *node = key_node(map, &table->keys[i]);
        size_t errors = reader->problems->errors;
        if (node != NULL)
            key_read(reader, &table->keys[i], node, owner);
        if (kinds[table->keys[i].kind].is_look && !table->is_named)
            reader->bearable += reader->problems->errors - errors;
    }
}
