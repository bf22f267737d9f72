#include "model/area.h"

#include "base/text.h"

static struct area *area_add(struct areas *areas, const char *name, const struct row *recipient)
{
    struct area *area = arena_new(areas->arena, struct area);
    *area = (struct area){.index = areas->items.count, .name = name, .recipient = recipient};
    area->family = recipient ? row_cell(recipient, areas->recipients->family) : "";
    *list_add(areas->arena, &areas->items) = area;
    return area;
}

void areas_init(struct areas *areas, struct arena *arena, const struct recipients *recipients)
{
    *areas = (struct areas){.arena = arena, .recipients = recipients, .others = {.arena = arena}};
    for (size_t i = 0; i < recipients->table.count; i++) {
        const struct row *row = &recipients->table.rows[i];
        area_add(areas, row_cell(row, recipients->name), row);
    }
    areas->recipient_count = areas->items.count;
}

struct area *areas_find(struct areas *areas, int column, const char *text)
{
    const struct recipients *recipients = areas->recipients;
    const struct row *row = layout_recipient(recipients, column, text, areas->arena);
    if (row)
        return areas->items.items[row - recipients->table.rows];
    bool is_new;
    union map_value *slot = map_put(&areas->others, text_key(areas->arena, text), &is_new);
    if (is_new)
        slot->pointer = area_add(areas, arena_copy(areas->arena, text), NULL);
    return slot->pointer;
}

bool area_is_family(const struct area *one, const struct area *other)
{
    return one->family[0] != '\0' && text_same(one->family, other->family);
}
