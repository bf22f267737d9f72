#include "record/revisions.h"

#include "base/text.h"
#include "record/cause.h"

#include <string.h>

static const char *const words[REVISION_KINDS] = {
    [REVISION_CORRECTED] = "corrected",       [REVISION_AT_SOURCE] = "revised at source",
    [REVISION_TARGET] = "target changed",     [REVISION_DEFINITION] = "definition changed",
    [REVISION_LINE_ADDED] = "line added",     [REVISION_LINE_REMOVED] = "line removed",
    [REVISION_LINE_RENAMED] = "line renamed", [REVISION_AREA_ADDED] = "area added",
    [REVISION_AREA_REMOVED] = "area removed", [REVISION_LAYOUT] = "layout changed",
    [REVISION_FOLLOWS] = "follows from",      [REVISION_UNEXPLAINED] = "program or layout changed",
    [REVISION_NEW_PERIOD] = "new period",     [REVISION_PAST_PERIOD] = "period no longer shown",
};

const char *revision_word(enum revision_kind kind)
{
    return words[kind];
}

const struct figure_entry *revision_entry(const struct revision *revision)
{
    return revision->now ? revision->now : revision->before;
}

// What a pair has in common -----------------------------------------------------------------------

static bool is_same_figure(const struct pair *pair)
{
    return text_equal(pair->before->value, pair->now->value) &&
           text_equal(pair->before->text, pair->now->text) &&
           text_equal(pair->before->light, pair->now->light);
}

static bool is_same(const struct pair *pair)
{
    return pair->before && pair->now && is_same_figure(pair) &&
           text_equal(pair->before->target, pair->now->target) &&
           text_equal(pair->before->label, pair->now->label) &&
           text_equal(pair->before->line, pair->now->line);
}

static bool is_shown(const struct pair *pair)
{
    return (pair->now ? pair->now : pair->before)->kind == ENTRY_SHOWN;
}

bool revision_is_of_figure(const struct revision *revision)
{
    struct pair pair = {revision->before, revision->now};
    return pair.before && pair.now && is_shown(&pair) && !is_same_figure(&pair);
}

// Working out -------------------------------------------------------------------------------------

static void set_cause(struct revisions *revisions, struct revision *revision, size_t number)
{
    struct cause_range *range = arena_new(revisions->arena, struct cause_range);
    *range = (struct cause_range){number, number};
    revision->causes = range;
    revision->cause_count = 1;
}

static void add_row(struct causes *causes, const struct pair *pair)
{
    struct revisions *revisions = causes->revisions;
    struct revision revision = {.before = pair->before, .now = pair->now};
    size_t number = causes_of_row(causes, pair, &revision.kind);
    if (number > 0)
        set_cause(revisions, &revision, number);
    *list_add(revisions->arena, &revisions->items) = revision;
}

// Takes the causes from `taken`, which is cleared. Returns how many there are.
static size_t set_causes(struct revisions *revisions, struct revision *revision, bool *taken)
{
    LIST(struct cause_range) ranges = {0};
    size_t count = 0;
    for (size_t i = 0; i < revisions->causes.count; i++) {
        if (!taken[i])
            continue;
        if (i == 0 || !taken[i - 1])
            *list_add(revisions->arena, &ranges) = (struct cause_range){i + 1, i + 1};
        ranges.items[ranges.count - 1].last = i + 1;
        count++;
    }
    memset(taken, 0, revisions->causes.count);
    revision->causes = ranges.items;
    revision->cause_count = ranges.count;
    return count;
}

bool cause_is_of_other(const struct cause *cause, const char *recipient)
{
    const struct figure_entry *entry = cause->now ? cause->now : cause->before;
    bool is_whole_part = cause->kind == REVISION_LINE_ADDED ||
                         cause->kind == REVISION_LINE_REMOVED ||
                         cause->kind == REVISION_LINE_RENAMED || cause->kind == REVISION_LAYOUT;
    return !is_whole_part && entry->recipient[0] != '\0' &&
           !text_equal(entry->recipient, recipient);
}

static bool is_of_others(const struct revisions *revisions, const struct revision *revision)
{
    const struct figure_entry *entry = revision_entry(revision);
    const char *recipient = entry->recipient;
    if (revision->cause_count == 0 || recipient[0] == '\0' ||
        map_get(&revisions->common, entry->layout))
        return false;
    for (size_t i = 0; i < revision->cause_count; i++) {
        for (size_t k = revision->causes[i].first; k <= revision->causes[i].last; k++) {
            if (!cause_is_of_other(&revisions->causes.items[k - 1], recipient))
                return false;
        }
    }
    return true;
}

// A cell that shows nothing but its cause: a month's figure as the source gives it, a target.
static bool shows_cause(const struct revision *revision, const struct cause *cause)
{
    return (cause->kind == REVISION_AT_SOURCE || cause->kind == REVISION_TARGET) &&
           revision->before && revision->now && cause->before && cause->now &&
           text_equal(revision->before->value, cause->before->value) &&
           text_equal(revision->now->value, cause->now->value);
}

static enum revision_kind kind_of(const struct revisions *revisions,
                                  const struct revision *revision, size_t causes)
{
    if (causes == 0)
        return REVISION_UNEXPLAINED;
    const struct cause *first = &revisions->causes.items[revision->causes[0].first - 1];
    bool only_target = revision->before && revision->now && !revision_is_of_figure(revision);
    if (causes == 1 && (only_target || shows_cause(revision, first)))
        return first->kind;
    return REVISION_FOLLOWS;
}

static bool is_other_period(struct causes *causes, const struct pair *pair)
{
    if (pair->before && pair->now)
        return false;
    struct known *other = pair->now ? &causes->pairs->before : &causes->pairs->now;
    const struct figure_entry *entry = pair->now ? pair->now : pair->before;
    const char *line = pair->now ? entry->line : pairs_line(causes->pairs, entry);
    return known_find(other, KNOWN_ROW, entry, line) &&
           !known_find(other, KNOWN_PERIOD, entry, line);
}

static void add_shown(struct causes *causes, const struct pair *pair, bool *taken)
{
    struct revisions *revisions = causes->revisions;
    struct revision revision = {.before = pair->before, .now = pair->now};
    size_t part = causes_of_part(causes, pair, &revision.kind);
    bool is_both = pair->before && pair->now;
    bool is_only_renamed =
        is_both && is_same_figure(pair) && text_equal(pair->before->target, pair->now->target);
    if (part > 0 && (!is_both || is_only_renamed)) {
        set_cause(revisions, &revision, part);
    } else if (is_other_period(causes, pair)) {
        revision.kind = pair->now ? REVISION_NEW_PERIOD : REVISION_PAST_PERIOD;
    } else {
        causes_taken(causes, pair, taken);
        size_t count = set_causes(revisions, &revision, taken);
        revision.kind = kind_of(revisions, &revision, count);
    }
    revision.is_of_others = is_of_others(revisions, &revision);
    revision.is_marked =
        revision_is_of_figure(&revision) && (!text_equal(pair->before->text, pair->now->text) ||
                                             !text_equal(pair->before->light, pair->now->light));
    *list_add(revisions->arena, &revisions->items) = revision;
}

// Layouts with a workbook in which several recipients stand. Those of a workbook are together.
static void find_common(struct revisions *revisions, const struct figures *now)
{
    for (size_t i = 1; i < now->items.count; i++) {
        const struct figure_entry *one = &now->items.items[i - 1], *next = one + 1;
        if (next->kind == ENTRY_SHOWN && text_equal(one->layout, next->layout) &&
            text_equal(one->workbook, next->workbook) &&
            !text_equal(one->recipient, next->recipient))
            map_put(&revisions->common, next->layout, NULL);
    }
}

static void count_followers(struct revisions *revisions)
{
    for (size_t i = 0; i < revisions->items.count; i++) {
        const struct revision *revision = &revisions->items.items[i];
        if (!revision_is_of_figure(revision))
            continue;
        for (size_t k = 0; k < revision->cause_count; k++) {
            for (size_t n = revision->causes[k].first; n <= revision->causes[k].last; n++)
                revisions->causes.items[n - 1].followers++;
        }
    }
}

void revisions_find(struct revisions *revisions, const struct figures *before,
                    const struct figures *now, struct arena *arena)
{
    struct pairs pairs;
    struct causes causes;
    enum revision_kind kind;
    *revisions =
        (struct revisions){.arena = arena, .common = {.arena = arena}, .unsent = {.arena = arena}};
    find_common(revisions, now);
    pairs_make(&pairs, before, now, arena);
    causes_start(&causes, &pairs, revisions);
    for (size_t i = 0; i < pairs.count; i++) {
        if (is_shown(&pairs.items[i]))
            causes_of_part(&causes, &pairs.items[i], &kind);
    }
    for (size_t i = 0; i < pairs.count; i++) {
        if (!is_shown(&pairs.items[i]) && !is_same(&pairs.items[i]))
            add_row(&causes, &pairs.items[i]);
    }
    bool *taken = arena_array(arena, bool, revisions->causes.count + 1);
    for (size_t i = 0; i < pairs.count; i++) {
        const struct pair *pair = &pairs.items[i];
        revisions->compared += is_shown(pair) && pair->before && pair->now;
        if (is_shown(pair) && !is_same(pair))
            add_shown(&causes, pair, taken);
    }
    count_followers(revisions);
}

void revisions_correct(struct revisions *revisions, size_t number)
{
    revisions->causes.items[number - 1].kind = REVISION_CORRECTED;
    for (size_t i = 0; i < revisions->items.count; i++) {
        struct revision *revision = &revisions->items.items[i];
        if (revision->kind == REVISION_AT_SOURCE && revision->cause_count == 1 &&
            revision->causes[0].first == number && revision->causes[0].last == number)
            revision->kind = REVISION_CORRECTED;
    }
}
