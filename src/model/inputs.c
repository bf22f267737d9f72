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

int16_t inputs_column(int column)
{
    return (int16_t)(column > INT16_MAX ? INT16_MAX : column);
}

// Figures -----------------------------------------------------------------------------------------

struct input_block {
    struct input_block *next;
    struct input cells[];
};

// How many cells the block has that comes after those with `before` cells together.
static size_t block_size(const struct inputs *inputs, size_t before)
{
    if (before == 0)
        return inputs->first_size;
    return before / 2 > 0 ? before / 2 : 1;
}

struct input *inputs_find(const struct inputs *inputs, size_t area, size_t slot)
{
    struct input_block *block = area < inputs->area_count ? inputs->areas[area] : NULL;
    size_t before = 0;
    for (; block; block = block->next) {
        size_t size = block_size(inputs, before);
        if (slot < before + size)
            return &block->cells[slot - before];
        before += size;
    }
    return NULL;
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
    if (inputs->first_size == 0)
        inputs->first_size = expected > 0 ? expected : 1;
    struct input_block **block = &inputs->areas[area];
    size_t before = 0;
    for (;; block = &(*block)->next) {
        size_t size = block_size(inputs, before);
        if (!*block)
            *block = arena_take(arena, sizeof(struct input_block) + size * sizeof(struct input));
        if (slot < before + size)
            return &(*block)->cells[slot - before];
        before += size;
    }
}
