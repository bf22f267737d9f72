#include "record/known.h"

#include "base/text.h"

#include <stddef.h>

enum { MOST_FIELDS = 5 };

#define FIELD(name) offsetof(struct figure_entry, name)

// The texts that tell one of a kind from another. The kind of entry belongs to each but the first
// and areas, so that a source's rows are not taken for a sheet's.
static const struct {
    size_t fields[MOST_FIELDS];
    size_t count;
    bool of_any_kind;
} parts[] = {
    [KNOWN_LAYOUT] = {{FIELD(layout)}, 1, true},
    [KNOWN_SHEET] = {{FIELD(layout), FIELD(sheet)}, 2, false},
    [KNOWN_LINE] = {{FIELD(layout), FIELD(sheet), FIELD(line)}, 3, false},
    [KNOWN_COLUMN] = {{FIELD(layout), FIELD(sheet), FIELD(column)}, 3, false},
    [KNOWN_AREA] = {{FIELD(layout), FIELD(recipient)}, 2, true},
    [KNOWN_ROW] = {{FIELD(layout), FIELD(sheet), FIELD(line), FIELD(column)}, 4, false},
    [KNOWN_PERIOD] = {{FIELD(layout), FIELD(sheet), FIELD(line), FIELD(column), FIELD(period)},
                      5,
                      false},
    [KNOWN_LABEL] = {{FIELD(layout), FIELD(sheet), FIELD(label)}, 3, false},
};
enum { PART_COUNT = sizeof parts / sizeof *parts };

void known_start(struct known *known, struct arena *arena)
{
    *known = (struct known){.map = {.arena = arena}, .key = {.arena = arena}, .arena = arena};
}

static const char *key_of(struct known *known, enum known_part part,
                          const struct figure_entry *entry, const char *line)
{
    static const char between = '\x1f'; // stands in no name
    struct text *key = &known->key;
    key->length = 0;
    text_print(key, "%d.%d", (int)part, parts[part].of_any_kind ? -1 : (int)entry->kind);
    for (size_t i = 0; i < parts[part].count; i++) {
        size_t field = parts[part].fields[i];
        text_add_char(key, between);
        text_add(key,
                 field == FIELD(line) ? line : *(const char *const *)((const char *)entry + field));
    }
    return text_done(key);
}

void known_add(struct known *known, const struct figure_entry *entry, const char *line)
{
    for (size_t part = 0; part < PART_COUNT; part++) {
        const char *key = key_of(known, (enum known_part)part, entry, line);
        if (map_get(&known->map, key))
            continue;
        map_put(&known->map, arena_copy(known->arena, key), NULL)->number = known->entries.count;
        *list_add(known->arena, &known->entries) = entry;
    }
}

const struct figure_entry *known_find(struct known *known, enum known_part part,
                                      const struct figure_entry *entry, const char *line)
{
    const union map_value *value = map_get(&known->map, key_of(known, part, entry, line));
    return value ? known->entries.items[value->number] : NULL;
}
