#include "model/inputs.h"

#include <string.h>

// Periods -----------------------------------------------------------------------------------------

size_t slots_find(const struct slots *slots, int period)
{
    bool is_beyond =
        period < slots->lowest || (size_t)(period - slots->lowest) >= slots->by_period.count;
    uint32_t number = is_beyond ? 0 : slots->by_period.items[period - slots->lowest];
    return number > 0 ? number - 1 : SLOT_NONE;
}

// Makes `by_period` reach from the lowest period to the highest.
static void slots_reach(struct slots *slots, int period, struct arena *arena)
{
    if (slots->by_period.count == 0)
        slots->lowest = period;
    size_t before = period < slots->lowest ? (size_t)(slots->lowest - period) : 0;
    size_t count = slots->by_period.count;
    for (size_t i = 0; i < before; i++)
        *list_add(arena, &slots->by_period) = 0;
    if (before > 0) {
        memmove(&slots->by_period.items[before], slots->by_period.items, count * sizeof(uint32_t));
        memset(slots->by_period.items, 0, before * sizeof(uint32_t));
        slots->lowest = period;
    }
    while (slots->by_period.count <= (size_t)(period - slots->lowest))
        *list_add(arena, &slots->by_period) = 0;
}

size_t slots_make(struct slots *slots, int period, struct arena *arena)
{
    size_t slot = slots_find(slots, period);
    if (slot != SLOT_NONE)
        return slot;
    slots_reach(slots, period, arena);
    *list_add(arena, &slots->periods) = period;
    *list_add(arena, &slots->filled) = false;
    slots->by_period.items[period - slots->lowest] = (uint32_t)slots->periods.count;
    return slots->periods.count - 1;
}

// Figures -----------------------------------------------------------------------------------------

struct input_block {
    struct input_block *next;
    size_t count;
    struct input cells[];
};

struct input *inputs_find(const struct inputs *inputs, size_t area, size_t slot)
{
    struct input_block *block = area < inputs->area_count ? inputs->areas[area] : NULL;
    while (block && slot >= block->count) {
        slot -= block->count;
        block = block->next;
    }
    return block ? &block->cells[slot] : NULL;
}

static struct input_block *block_new(struct arena *arena, size_t count)
{
    struct input_block *block =
        arena_take(arena, sizeof(struct input_block) + count * sizeof(struct input));
    block->count = count;
    return block;
}

static void areas_reach(struct inputs *inputs, size_t count, struct arena *arena)
{
    if (count <= inputs->area_count)
        return;
    inputs->areas = arena_grow(arena, inputs->areas, inputs->area_count * sizeof *inputs->areas,
                               count * sizeof *inputs->areas);
    inputs->area_count = count;
}

struct input *inputs_make(struct inputs *inputs, size_t area, size_t slot, size_t area_count,
                          size_t expected, struct arena *arena)
{
    areas_reach(inputs, area_count, arena);
    struct input_block **end = &inputs->areas[area];
    size_t before = 0; // slots of the blocks so far
    for (; *end && slot >= before + (*end)->count; end = &(*end)->next)
        before += (*end)->count;
    if (!*end) {
        size_t needed = slot - before + 1;
        size_t wanted = before > 0 ? before / 2 : expected;
        *end = block_new(arena, wanted > needed ? wanted : needed);
    }
    return &(*end)->cells[slot - before];
}
