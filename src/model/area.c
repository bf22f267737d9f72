#include "model/area.h"

#include "base/text.h"

#include <ctype.h>

#define SEPARATOR '\x1f' // between the parts of a key; stands in no text that people type

// "3", separator, the text in lower case.
static const char *cell_key(struct arena *arena, int column, const char *text)
{
    struct text key = {.arena = arena};
    text_print(&key, "%d%c", column, SEPARATOR);
    for (const char *at = text_trim(arena, text); *at != '\0'; at++)
        text_add_char(&key, (char)tolower((unsigned char)*at));
    return text_done(&key);
}

static struct area *area_add(struct areas *areas, const char *name, const struct row *recipient)
{
    struct area *area = arena_new(areas->arena, struct area);
    *area = (struct area){.index = areas->items.count, .name = name, .recipient = recipient};
    area->family = recipient ? row_cell(recipient, areas->recipients->family) : "";
    *list_add(areas->arena, &areas->items) = area;
    return area;
}

static void learn(struct areas *areas, int column, const char *text, struct area *area)
{
    if (!text_is_blank(text))
        map_put(&areas->by_cell, cell_key(areas->arena, column, text), NULL)->pointer = area;
}

// Every cell of a recipient's line is a name for it in that column; the other spellings count as
// its name.
static void learn_recipient(struct areas *areas, const struct row *row, struct area *area)
{
    const struct recipients *recipients = areas->recipients;
    const char **spellings;
    for (size_t i = 0; i < recipients->table.headings.count; i++)
        learn(areas, (int)i, row_cell(row, (int)i), area);
    size_t count =
        text_split(areas->arena, row_cell(row, recipients->also_called), '|', &spellings);
    for (size_t i = 0; i < count; i++)
        learn(areas, recipients->name, spellings[i], area);
}

void areas_init(struct areas *areas, struct arena *arena, const struct recipients *recipients)
{
    *areas = (struct areas){.arena = arena, .recipients = recipients, .by_cell = {.arena = arena}};
    for (size_t i = 0; i < recipients->table.count; i++) {
        const struct row *row = &recipients->table.rows[i];
        learn_recipient(areas, row, area_add(areas, row_cell(row, recipients->name), row));
    }
    areas->recipient_count = areas->items.count;
}

struct area *areas_find(struct areas *areas, int column, const char *text)
{
    bool is_new;
    union map_value *slot = map_put(&areas->by_cell, cell_key(areas->arena, column, text), &is_new);
    if (is_new)
        slot->pointer = area_add(areas, arena_copy(areas->arena, text), NULL);
    return slot->pointer;
}

bool area_is_family(const struct area *one, const struct area *other)
{
    return one->family[0] != '\0' && text_same(one->family, other->family);
}
