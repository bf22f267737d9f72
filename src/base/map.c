#include "base/map.h"

#include <stdint.h>
#include <string.h>

// Open addressing with linear probing. The room is a power of two, so that a mask finds the slot,
// and at most two thirds full, so that most keys are found at the first or second look.
struct map_slot {
    const char *key; // NULL where the slot is free
    uint64_t hash;
    union map_value value;
};

enum { FIRST_ROOM = 16 };

static uint64_t stir(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 29);
}

// Eight bytes at a time: keys are looked up once or more for every row of a source.
static uint64_t key_hash(const char *key)
{
    size_t length = strlen(key);
    uint64_t hash = length;
    for (; length >= sizeof(uint64_t); length -= sizeof(uint64_t), key += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, key, sizeof word);
        hash = stir(hash, word);
    }
    uint64_t rest = 0;
    memcpy(&rest, key, length);
    hash = stir(hash, rest);
    return hash ^ (hash >> 32);
}

// The slot that holds the key, or the free one where it belongs.
static struct map_slot *slot_for(struct map_slot *slots, size_t room, const char *key,
                                 uint64_t hash)
{
    size_t mask = room - 1;
    size_t at = (size_t)hash & mask;
    while (slots[at].key && (slots[at].hash != hash || strcmp(slots[at].key, key) != 0))
        at = (at + 1) & mask;
    return &slots[at];
}

static void map_grow(struct map *map)
{
    size_t room = map->room == 0 ? FIRST_ROOM : map->room * 2;
    struct map_slot *slots = arena_array(map->arena, struct map_slot, room);
    for (size_t i = 0; i < map->room; i++) {
        const struct map_slot *old = &map->slots[i];
        if (old->key)
            *slot_for(slots, room, old->key, old->hash) = *old;
    }
    map->slots = slots;
    map->room = room;
}

union map_value *map_get(const struct map *map, const char *key)
{
    if (map->count == 0)
        return NULL;
    struct map_slot *slot = slot_for(map->slots, map->room, key, key_hash(key));
    return slot->key ? &slot->value : NULL;
}

union map_value *map_put(struct map *map, const char *key, bool *is_new)
{
    if (map->count >= map->room / 3 * 2)
        map_grow(map);
    uint64_t hash = key_hash(key);
    struct map_slot *slot = slot_for(map->slots, map->room, key, hash);
    bool is_free = !slot->key;
    if (is_free) {
        slot->key = key;
        slot->hash = hash;
        map->count++;
    }
    if (is_new)
        *is_new = is_free;
    return &slot->value;
}
