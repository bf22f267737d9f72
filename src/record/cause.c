#include "record/cause.h"

#include "base/text.h"

#include <string.h>

struct changed_list {
    LIST(struct changed) items;
};

void causes_start(struct causes *causes, struct pairs *pairs, struct revisions *revisions)
{
    struct arena *arena = revisions->arena;
    *causes = (struct causes){
        .arena = arena,
        .pairs = pairs,
        .revisions = revisions,
        .numbers = {.arena = arena},
        .changed = {.arena = arena},
        .key = {.arena = arena},
    };
}

static const struct figure_entry *entry_of(const struct pair *pair)
{
    return pair->now ? pair->now : pair->before;
}

// The number of a cause by what tells it from others; a new one where there is none yet.
static size_t number_of(struct causes *causes, const struct cause *cause)
{
    bool is_new;
    const char *key = text_done(&causes->key);
    if (!map_get(&causes->numbers, key))
        key = arena_copy(causes->arena, key);
    union map_value *number = map_put(&causes->numbers, key, &is_new);
    if (is_new) {
        *list_add(causes->arena, &causes->revisions->causes) = *cause;
        number->number = causes->revisions->causes.count;
    }
    return number->number;
}

static void start_key(struct causes *causes, enum revision_kind kind)
{
    causes->key.length = 0;
    text_print(&causes->key, "%d", (int)kind);
}

static void add_to_key(struct causes *causes, const char *text)
{
    text_add_char(&causes->key, '\x1f'); // stands in no name
    text_add(&causes->key, text);
}

static size_t part_number(struct causes *causes, enum revision_kind kind, const struct pair *pair,
                          const char *sheet, const char *part)
{
    start_key(causes, kind);
    add_to_key(causes, pair->now ? "" : "removed");
    add_to_key(causes, sheet);
    add_to_key(causes, part);
    return number_of(
        causes,
        &(struct cause){
            .kind = kind, .before = pair->before, .now = pair->now, .reason = "", .reference = ""});
}

// What terms call entries -------------------------------------------------------------------------

static void add_name(struct text *key, const char *name)
{
    text_add_char(key, '\x1f');
    for (; *name != '\0'; name++) {
        if (*name == ';' || *name == '|')
            text_add(key, ",");
        else
            text_add_char(key, *name);
    }
}

static struct changed_list *list_of(struct causes *causes, const char *layout,
                                    enum figure_entry_kind kind, const char *sheet,
                                    const char *line, const char *column, bool is_to_be_made)
{
    struct text *key = &causes->key;
    key->length = 0;
    text_print(key, "%d", (int)kind);
    add_name(key, layout);
    add_name(key, kind == ENTRY_GIVEN ? "" : sheet);
    add_name(key, line);
    add_name(key, kind == ENTRY_TARGET ? "" : column);
    union map_value *value = map_get(&causes->changed, text_done(key));
    if (!value && is_to_be_made) {
        value = map_put(&causes->changed, arena_copy(causes->arena, text_done(key)), NULL);
        value->pointer = arena_new(causes->arena, struct changed_list);
    }
    return value ? value->pointer : NULL;
}

static void add_changed(struct causes *causes, const struct pair *pair, size_t number)
{
    const struct figure_entry *sides[] = {pair->now, pair->before};
    struct changed_list *last = NULL;
    for (size_t i = 0; i < 2; i++) {
        const struct figure_entry *side = sides[i];
        if (!side)
            continue;
        struct changed_list *list =
            list_of(causes, side->layout, side->kind, side->sheet, side->line, side->column, true);
        if (list != last)
            *list_add(causes->arena, &list->items) =
                (struct changed){pair->before, pair->now, number};
        last = list;
    }
}

// Lines, columns, sheets and areas ----------------------------------------------------------------

// Whether the other record's sheets have a part of an entry that stands in one alone.
static bool has_shown(struct causes *causes, const struct pair *pair, enum known_part part)
{
    struct known *other = pair->now ? &causes->pairs->before : &causes->pairs->now;
    struct figure_entry shown = *entry_of(pair);
    const char *line = pair->now ? shown.line : pairs_line(causes->pairs, pair->before);
    if (part != KNOWN_AREA)
        shown.kind = ENTRY_SHOWN;
    return known_find(other, part, &shown, line) != NULL;
}

// A figure that one record alone has, since its sheet, line, column or area is new or gone.
static size_t added_part(struct causes *causes, const struct pair *pair, enum revision_kind *kind)
{
    const struct figure_entry *entry = entry_of(pair);
    bool is_added = pair->now != NULL;
    *kind = REVISION_LAYOUT;
    if (entry->sheet[0] != '\0' && !has_shown(causes, pair, KNOWN_SHEET))
        return part_number(causes, *kind, pair, entry->sheet, "");
    if (entry->sheet[0] != '\0' && entry->line[0] != '\0' && !has_shown(causes, pair, KNOWN_LINE)) {
        *kind = is_added ? REVISION_LINE_ADDED : REVISION_LINE_REMOVED;
        return part_number(causes, *kind, pair, "", entry->line);
    }
    bool is_of_column = entry->kind == ENTRY_SHOWN || entry->kind == ENTRY_RULE;
    if (is_of_column && entry->sheet[0] != '\0' && entry->column[0] != '\0' &&
        !has_shown(causes, pair, KNOWN_COLUMN))
        return part_number(causes, *kind, pair, entry->sheet, entry->column);
    if (entry->recipient[0] == '\0' || has_shown(causes, pair, KNOWN_AREA))
        return 0;
    *kind = is_added ? REVISION_AREA_ADDED : REVISION_AREA_REMOVED;
    return part_number(causes, *kind, pair, "", entry->recipient);
}

// What the sources have under a key that a new line takes came with the line.
static void add_terms(struct causes *causes, const struct figure_entry *shown, size_t number)
{
    for (size_t i = 0; i < shown->takes->count; i++) {
        const struct figure_term *term = &shown->takes->items[i];
        if (term->kind != ENTRY_GIVEN)
            continue;
        start_key(causes, REVISION_KINDS);
        add_name(&causes->key, shown->layout);
        add_name(&causes->key, term->column);
        add_name(&causes->key, term->line);
        const char *key = text_done(&causes->key);
        if (!map_get(&causes->numbers, key))
            map_put(&causes->numbers, arena_copy(causes->arena, key), NULL)->number = number;
    }
}

static size_t number_of_term(struct causes *causes, const struct figure_entry *given)
{
    start_key(causes, REVISION_KINDS);
    add_name(&causes->key, given->layout);
    add_name(&causes->key, given->column);
    add_name(&causes->key, given->line);
    const union map_value *number = map_get(&causes->numbers, text_done(&causes->key));
    return number ? number->number : 0;
}

size_t causes_of_part(struct causes *causes, const struct pair *pair, enum revision_kind *kind)
{
    if (pair->before && pair->now) {
        bool is_renamed =
            pair->now->kind == ENTRY_SHOWN && (!text_equal(pair->before->label, pair->now->label) ||
                                               !text_equal(pair->before->line, pair->now->line));
        *kind = REVISION_LINE_RENAMED;
        return is_renamed ? part_number(causes, *kind, pair, "", pair->now->line) : 0;
    }
    size_t number = added_part(causes, pair, kind);
    const struct figure_entry *entry = entry_of(pair);
    if (number > 0 && entry->kind == ENTRY_SHOWN)
        add_terms(causes, entry, number);
    return number;
}

// Rows that are no figures of sheets --------------------------------------------------------------

static bool has_row(struct causes *causes, const struct pair *pair, enum known_part part)
{
    struct known *other = pair->now ? &causes->pairs->before : &causes->pairs->now;
    const char *line = pair->now ? pair->now->line : pairs_line(causes->pairs, pair->before);
    return known_find(other, part, entry_of(pair), line) != NULL;
}

// A period that one of the records does not reach. A target from an earlier period is a change.
static bool is_of_other_period(struct causes *causes, const struct pair *pair)
{
    const struct figure_entry *entry = entry_of(pair);
    if (entry->kind == ENTRY_TARGET)
        return entry->period[0] != '\0' &&
               strcmp(entry->period, pairs_newest(causes->pairs, pair->now != NULL)) > 0;
    return entry->kind == ENTRY_GIVEN && !has_row(causes, pair, KNOWN_PERIOD);
}

static size_t number_of_row(struct causes *causes, const struct pair *pair, enum revision_kind kind)
{
    const struct figure_entry *entry = entry_of(pair);
    start_key(causes, kind);
    add_to_key(causes, entry->recipient);
    add_to_key(causes, entry->line);
    add_to_key(causes, entry->column);
    add_to_key(causes, entry->period);
    add_to_key(causes, pair->before ? pair->before->value : "");
    add_to_key(causes, pair->now ? pair->now->value : "");
    add_to_key(causes, pair->before ? pair->before->text : "");
    add_to_key(causes, pair->now ? pair->now->text : "");
    return number_of(
        causes,
        &(struct cause){
            .kind = kind, .before = pair->before, .now = pair->now, .reason = "", .reference = ""});
}

// A row that says the same as before of a line that is called otherwise.
static bool is_renamed_alone(const struct pair *pair)
{
    return pair->before && pair->now && pair->now->kind != ENTRY_AREA &&
           text_equal(pair->before->value, pair->now->value) &&
           text_equal(pair->before->text, pair->now->text);
}

static size_t number_of_renaming(const struct causes *causes, const struct figure_entry *now)
{
    for (size_t i = 0; i < causes->revisions->causes.count; i++) {
        const struct cause *cause = &causes->revisions->causes.items[i];
        bool is_its = text_equal(cause->now->line, now->line) ||
                      (now->label[0] != '\0' && text_equal(cause->now->label, now->label));
        if (cause->kind == REVISION_LINE_RENAMED && is_its)
            return i + 1;
    }
    return 0;
}

static size_t new_number_of_row(struct causes *causes, const struct pair *pair,
                                enum revision_kind *kind)
{
    static const enum revision_kind kinds[] = {
        [ENTRY_GIVEN] = REVISION_AT_SOURCE,
        [ENTRY_TARGET] = REVISION_TARGET,
        [ENTRY_RULE] = REVISION_DEFINITION,
        [ENTRY_AREA] = REVISION_DEFINITION,
    };
    *kind = kinds[entry_of(pair)->kind];
    return number_of_row(causes, pair, *kind);
}

static size_t number_of_one_sided(struct causes *causes, const struct pair *pair,
                                  enum revision_kind *kind)
{
    const struct figure_entry *entry = entry_of(pair);
    size_t number = added_part(causes, pair, kind);
    if (number == 0 && entry->kind == ENTRY_GIVEN && !has_row(causes, pair, KNOWN_ROW))
        number = number_of_term(causes, entry);
    if (number > 0) {
        *kind = causes->revisions->causes.items[number - 1].kind;
        return number;
    }
    if (!is_of_other_period(causes, pair))
        return new_number_of_row(causes, pair, kind);
    *kind = pair->now ? REVISION_NEW_PERIOD : REVISION_PAST_PERIOD;
    return 0;
}

size_t causes_of_row(struct causes *causes, const struct pair *pair, enum revision_kind *kind)
{
    size_t number;
    if (is_renamed_alone(pair)) {
        *kind = REVISION_LINE_RENAMED;
        return number_of_renaming(causes, pair->now);
    }
    if (pair->before && pair->now)
        number = new_number_of_row(causes, pair, kind);
    else
        number = number_of_one_sided(causes, pair, kind);
    if (number == 0)
        return 0;
    if (entry_of(pair)->kind == ENTRY_AREA)
        *list_add(causes->arena, &causes->families) =
            (struct changed){pair->before, pair->now, number};
    else
        add_changed(causes, pair, number);
    return number;
}
// What a figure follows from ----------------------------------------------------------------------

static void take_listed(const struct changed_list *list, const struct figure_term *term,
                        const struct figure_entry *shown, bool *taken)
{
    for (size_t i = 0; list && i < list->items.count; i++) {
        const struct changed *changed = &list->items.items[i];
        bool is_taken = (changed->now && figures_term_takes(term, shown, changed->now)) ||
                        (changed->before && figures_term_takes(term, shown, changed->before));
        taken[changed->number - 1] |= is_taken;
    }
}

// An area that left a family, or came into it.
static void take_families(const struct causes *causes, const struct figure_entry *shown,
                          bool *taken)
{
    for (size_t i = 0; i < causes->families.count; i++) {
        const struct changed *changed = &causes->families.items[i];
        bool is_its = (changed->now && text_same(changed->now->label, shown->family)) ||
                      (changed->before && text_same(changed->before->label, shown->family)) ||
                      (changed->now && text_equal(changed->now->recipient, shown->recipient));
        taken[changed->number - 1] |= is_its;
    }
}

static void take_terms(struct causes *causes, const struct figure_entry *shown, bool *taken)
{
    for (size_t i = 0; i < shown->takes->count; i++) {
        const struct figure_term *term = &shown->takes->items[i];
        take_listed(list_of(causes, shown->layout, term->kind, term->sheet, term->line,
                            term->column, false),
                    term, shown, taken);
        if (text_equal(term->whose, "family"))
            take_families(causes, shown, taken);
    }
}

// A target that the line has, whether or not the figure is judged by it.
static void take_target(struct causes *causes, const struct figure_entry *shown, bool *taken)
{
    struct figure_term term = {ENTRY_TARGET, shown->sheet, shown->line, "", "", "", ""};
    take_listed(list_of(causes, shown->layout, ENTRY_TARGET, shown->sheet, shown->line, "", false),
                &term, shown, taken);
}

void causes_taken(struct causes *causes, const struct pair *pair, bool *taken)
{
    const struct figure_entry *before = pair->before, *now = pair->now;
    bool has_only_other_target = before && now && !text_equal(before->target, now->target) &&
                                 text_equal(before->value, now->value) &&
                                 text_equal(before->light, now->light);
    if (now)
        take_terms(causes, now, taken);
    if (before && (!now || !text_equal(before->takes->text, now->takes->text)))
        take_terms(causes, before, taken);
    if (has_only_other_target)
        take_target(causes, now, taken);
}
