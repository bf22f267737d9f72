#include "record/pairs.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

// An entry under the id that its line has now.
struct place_of {
    const struct figure_entry *entry;
    const char *line;
};

// Lines -------------------------------------------------------------------------------------------

// A line is renamed where its id is gone, and another that is new has its label.
static void find_renamed(struct pairs *pairs, const struct figures *now)
{
    for (size_t i = 0; i < now->items.count; i++) {
        const struct figure_entry *entry = &now->items.items[i];
        if (entry->kind != ENTRY_SHOWN || entry->label[0] == '\0' ||
            known_find(&pairs->before, KNOWN_LINE, entry, entry->line))
            continue;
        const struct figure_entry *old =
            known_find(&pairs->before, KNOWN_LABEL, entry, entry->line);
        if (!old || known_find(&pairs->now, KNOWN_LINE, old, old->line))
            continue;
        bool is_known = false;
        for (size_t k = 0; k < pairs->renamed.count; k++)
            is_known |= text_equal(pairs->renamed.items[k].now->line, entry->line) &&
                        text_equal(pairs->renamed.items[k].now->sheet, entry->sheet) &&
                        text_equal(pairs->renamed.items[k].now->layout, entry->layout);
        if (!is_known)
            *list_add(pairs->arena, &pairs->renamed) = (struct pair){old, entry};
    }
}

// The source's row of a line is often found by the line's id.
static bool is_renamed(struct pairs *pairs, const struct pair *renamed,
                       const struct figure_entry *before)
{
    const struct figure_entry *line = renamed->before;
    if (!text_equal(line->layout, before->layout) || !text_equal(line->line, before->line))
        return false;
    if (before->kind != ENTRY_GIVEN)
        return text_equal(line->sheet, before->sheet);
    return !known_find(&pairs->now, KNOWN_ROW, before, before->line) &&
           known_find(&pairs->now, KNOWN_ROW, before, renamed->now->line);
}

const char *pairs_line(struct pairs *pairs, const struct figure_entry *before)
{
    for (size_t i = 0; i < pairs->renamed.count; i++) {
        if (is_renamed(pairs, &pairs->renamed.items[i], before))
            return pairs->renamed.items[i].now->line;
    }
    return before->line;
}

// Pairing -----------------------------------------------------------------------------------------

static int compare_places(const struct place_of *one, const struct place_of *other)
{
    const struct figure_entry *first = one->entry, *second = other->entry;
    int order = strcmp(first->layout, second->layout);
    if (order == 0)
        order = (int)first->kind - (int)second->kind;
    if (order == 0)
        order = strcmp(first->sheet, second->sheet);
    if (order == 0)
        order = strcmp(one->line, other->line);
    if (order == 0)
        order = strcmp(first->column, second->column);
    if (order == 0)
        order = strcmp(first->recipient, second->recipient);
    return order != 0 ? order : strcmp(first->period, second->period);
}

static int compare_in_order(const void *one, const void *other)
{
    const struct place_of *first = one, *second = other;
    int order = compare_places(first, second);
    if (order != 0)
        return order;
    return first->entry->order < second->entry->order ? -1 : 1;
}

struct places {
    struct place_of *items;
    size_t count;
};

static struct places places_of(struct pairs *pairs, const struct figures *figures, bool is_before)
{
    struct places places = {0};
    struct known *others = is_before ? &pairs->now : &pairs->before;
    places.items = arena_array(pairs->arena, struct place_of, figures->items.count + 1);
    for (size_t i = 0; i < figures->items.count; i++) {
        const struct figure_entry *entry = &figures->items.items[i];
        if (known_find(others, KNOWN_LAYOUT, entry, entry->line))
            places.items[places.count++] =
                (struct place_of){entry, is_before ? pairs_line(pairs, entry) : entry->line};
    }
    qsort(places.items, places.count, sizeof *places.items, compare_in_order);
    return places;
}

static void learn(struct pairs *pairs, struct known *known, const struct figures *figures,
                  bool is_before)
{
    known_start(known, pairs->arena);
    for (size_t i = 0; i < figures->items.count; i++) {
        const struct figure_entry *entry = &figures->items.items[i];
        known_add(known, entry, is_before ? pairs_line(pairs, entry) : entry->line);
    }
}

static const char *newest_of(const struct figures *figures)
{
    const char *newest = "";
    for (size_t i = 0; i < figures->items.count; i++) {
        const struct figure_entry *entry = &figures->items.items[i];
        if (entry->kind == ENTRY_GIVEN && strcmp(entry->period, newest) > 0)
            newest = entry->period;
    }
    return newest;
}

const char *pairs_newest(const struct pairs *pairs, bool of_before)
{
    return of_before ? pairs->newest_before : pairs->newest_now;
}

void pairs_make(struct pairs *pairs, const struct figures *before, const struct figures *now,
                struct arena *arena)
{
    *pairs = (struct pairs){
        .arena = arena, .newest_before = newest_of(before), .newest_now = newest_of(now)};
    learn(pairs, &pairs->now, now, false);
    learn(pairs, &pairs->before, before, true);
    find_renamed(pairs, now);
    if (pairs->renamed.count > 0)
        learn(pairs, &pairs->before, before, true);
    struct places old = places_of(pairs, before, true), new = places_of(pairs, now, false);
    pairs->items = arena_array(arena, struct pair, old.count + new.count + 1);
    for (size_t i = 0, k = 0; i < old.count || k < new.count;) {
        int order = i == old.count   ? 1
                    : k == new.count ? -1
                                     : compare_places(&old.items[i], &new.items[k]);
        pairs->items[pairs->count++] = (struct pair){
            .before = order <= 0 ? old.items[i].entry : NULL,
            .now = order >= 0 ? new.items[k].entry : NULL,
        };
        i += order <= 0;
        k += order >= 0;
    }
}
