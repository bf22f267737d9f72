#include "record/figures.h"

#include "base/number.h"
#include "base/text.h"
#include "record/figures_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct figure_entry figure_entry_blank = {
    .layout = "",
    .workbook = "",
    .recipient = "",
    .sheet = "",
    .line = "",
    .column = "",
    .period = "",
    .value = "",
    .text = "",
    .light = "",
    .target = "",
    .label = "",
    .family = "",
};

static const char *const words[] = {
    [ENTRY_SHOWN] = "shown", [ENTRY_GIVEN] = "given", [ENTRY_TARGET] = "target",
    [ENTRY_RULE] = "rule",   [ENTRY_AREA] = "area",
};

const char *figure_entry_word(enum figure_entry_kind kind)
{
    return words[kind];
}

void figures_start(struct figures *figures, struct arena *arena)
{
    *figures =
        (struct figures){.arena = arena, .texts = {.arena = arena}, .terms = {.arena = arena}};
}

const char *figures_keep(struct figures *figures, const char *text)
{
    if (!text || text[0] == '\0')
        return "";
    const union map_value *known = map_get(&figures->texts, text);
    if (known)
        return known->pointer;
    bool is_new;
    char *kept = arena_copy(figures->arena, text_trim(figures->arena, text));
    union map_value *slot = map_put(&figures->texts, kept, &is_new);
    if (is_new)
        slot->pointer = kept;
    return slot->pointer;
}

char *figures_number(double number, char *buffer)
{
    enum { FEWEST = 15, MOST = 17 };
    for (int digits = FEWEST; digits <= MOST; digits++) {
        snprintf(buffer, NUMBER_ROOM, "%.*g", digits, number);
        if (strtod(buffer, NULL) == number)
            break;
    }
    return buffer;
}

// Order -------------------------------------------------------------------------------------------

int figures_compare(const struct figure_entry *one, const struct figure_entry *other)
{
    int by = strcmp(one->layout, other->layout);
    by = by != 0 ? by : (int)one->kind - (int)other->kind;
    by = by != 0 ? by : strcmp(one->workbook, other->workbook);
    by = by != 0 ? by : strcmp(one->recipient, other->recipient);
    by = by != 0 ? by : strcmp(one->sheet, other->sheet);
    by = by != 0 ? by : strcmp(one->line, other->line);
    by = by != 0 ? by : strcmp(one->column, other->column);
    return by != 0 ? by : strcmp(one->period, other->period);
}

static int compare_entries(const void *one, const void *other)
{
    const struct figure_entry *first = one;
    const struct figure_entry *second = other;
    int by = figures_compare(first, second);
    return by != 0 ? by : (first->order > second->order) - (first->order < second->order);
}

void figures_sort(struct figures *figures)
{
    struct figure_entry *items = figures->items.items;
    size_t count = figures->items.count;
    if (count == 0)
        return;
    qsort(items, count, sizeof *items, compare_entries);
    for (size_t first = 0, next = 1; next < count; next++) {
        if (figures_compare(&items[first], &items[next]) != 0) {
            first = next;
            continue;
        }
        items[next].column = figures_keep(
            figures, arena_print(figures->arena, "%s (%zu)", items[next].column, next - first + 1));
    }
}

bool figures_is_of_layout(const struct figure_entry *entry, const char *layout)
{
    return text_equal(entry->layout, layout) ||
           (text_starts(entry->layout, layout) &&
            text_starts(entry->layout + strlen(layout), FIGURES_PART));
}

bool figures_has_layout(const struct figures *figures, const char *layout)
{
    for (size_t i = 0; i < figures->items.count; i++) {
        if (figures_is_of_layout(&figures->items.items[i], layout))
            return true;
    }
    return false;
}

// What a figure takes -----------------------------------------------------------------------------

// Texts are compared as terms have them.
static bool is_same(const char *term, const char *text)
{
    for (; *term != '\0' && *text != '\0'; term++, text++) {
        bool is_mark = *text == ';' || *text == '|';
        if (is_mark ? *term != ',' : *term != *text)
            return false;
    }
    return *term == *text;
}

static bool is_whose(const struct figure_term *term, const struct figure_entry *shown,
                     const struct figure_entry *given)
{
    if (text_equal(term->whose, "own"))
        return text_equal(shown->recipient, given->recipient);
    if (text_equal(term->whose, "family"))
        return shown->family[0] != '\0' && text_same(shown->family, given->family);
    return !text_equal(term->whose, "recipients") || given->is_of_recipient;
}

bool figures_term_takes(const struct figure_term *term, const struct figure_entry *shown,
                        const struct figure_entry *entry)
{
    if (term->kind != entry->kind || !is_same(term->line, entry->line))
        return false;
    switch (term->kind) {
    case ENTRY_GIVEN:
        return is_same(term->column, entry->column) && strcmp(term->first, entry->period) <= 0 &&
               strcmp(entry->period, term->last) <= 0 && is_whose(term, shown, entry);
    case ENTRY_TARGET:
        return is_same(term->sheet, entry->sheet) &&
               (entry->recipient[0] == '\0' || text_equal(entry->recipient, shown->recipient));
    case ENTRY_RULE:
        return is_same(term->sheet, entry->sheet) && is_same(term->column, entry->column);
    case ENTRY_SHOWN:
    case ENTRY_AREA:
        break;
    }
    return false;
}

bool figures_takes(const struct figure_entry *shown, const struct figure_entry *entry)
{
    if (!shown->takes || !text_equal(shown->layout, entry->layout))
        return false;
    for (size_t i = 0; i < shown->takes->count; i++) {
        if (figures_term_takes(&shown->takes->items[i], shown, entry))
            return true;
    }
    return false;
}

// Terms -------------------------------------------------------------------------------------------

// "given | crime | ROBBERY | own | 2024-12..2025-11" as its parts.
static struct figure_term read_term(struct figures *figures, const char *text)
{
    enum { PARTS = 5 };
    const char **parts;
    const char *all[PARTS] = {"", "", "", "", ""};
    size_t count = text_split(figures->arena, text, '|', &parts);
    for (size_t i = 0; i < count && i < PARTS; i++)
        all[i] = figures_keep(figures, parts[i]);
    if (text_equal(all[0], words[ENTRY_TARGET]))
        return (struct figure_term){ENTRY_TARGET, all[1], all[2], "", "", "", ""};
    if (text_equal(all[0], words[ENTRY_RULE]))
        return (struct figure_term){ENTRY_RULE, all[1], all[2], all[3], "", "", ""};
    struct figure_term term = {ENTRY_GIVEN, "", all[2], all[1], all[3], all[4], all[4]};
    const char *dots = strstr(all[4], "..");
    if (dots) {
        term.first =
            figures_keep(figures, arena_copy_part(figures->arena, all[4], (size_t)(dots - all[4])));
        term.last = figures_keep(figures, dots + 2);
    }
    return term;
}

struct figure_terms *figures_terms(struct figures *figures, const char *text)
{
    const char **parts;
    const char *kept = figures_keep(figures, text);
    bool is_new;
    union map_value *slot = map_put(&figures->terms, kept, &is_new);
    if (!is_new)
        return slot->pointer;
    struct figure_terms *terms = arena_new(figures->arena, struct figure_terms);
    slot->pointer = terms;
    terms->text = kept;
    if (kept[0] == '\0')
        return terms;
    size_t count = text_split(figures->arena, kept, ';', &parts);
    terms->items = arena_array(figures->arena, struct figure_term, count);
    for (size_t i = 0; i < count; i++)
        terms->items[terms->count++] = read_term(figures, parts[i]);
    return terms;
}
