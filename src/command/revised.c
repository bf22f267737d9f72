// What is said of revisions, on a screenful.
#include "command/revised.h"

#include "base/text.h"

#include <string.h>

enum { MOST_CAUSES = 6, MOST_LISTED = 12 };

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static const struct figure_entry *entry_of(const struct cause *cause)
{
    return cause->now ? cause->now : cause->before;
}

static const char *or_else(const char *text, const char *otherwise)
{
    return text[0] != '\0' ? text : otherwise;
}

// Causes ------------------------------------------------------------------------------------------

static const char *said_of(const struct cause *cause, const struct figure_entry *entry)
{
    if (!entry)
        return "";
    if (cause->kind == REVISION_LINE_RENAMED)
        return text_equal(cause->before->label, cause->now->label) ? entry->line : entry->label;
    return entry->kind == ENTRY_AREA ? entry->label : or_else(entry->text, entry->value);
}

static void print_cause(const struct cause *cause, size_t number, struct arena *arena, FILE *out)
{
    bool is_change = cause->kind != REVISION_LINE_ADDED && cause->kind != REVISION_LINE_REMOVED &&
                     cause->kind != REVISION_AREA_ADDED && cause->kind != REVISION_AREA_REMOVED &&
                     cause->kind != REVISION_LAYOUT;
    fprintf(out, "%3zu. %s: %s", number, revision_word(cause->kind),
            cause_subject(cause, true, arena));
    if (is_change)
        fprintf(out, ": %s, was %s", or_else(said_of(cause, cause->now), "none"),
                or_else(said_of(cause, cause->before), "none"));
    if (cause->reason[0] != '\0')
        fprintf(out, " (%s)", cause->reason);
    putc('\n', out);
}

// What follows ------------------------------------------------------------------------------------

// The figures of a line that follow from a cause, in the area's own workbook or in others.
struct following {
    const char *label;
    LIST(const char *) columns;
};

struct followers {
    LIST(struct following) lines;
    struct map workbooks;
    size_t figures;
};

static bool follows(const struct revision *revision, size_t number)
{
    for (size_t i = 0; i < revision->cause_count; i++) {
        if (revision->causes[i].first <= number && number <= revision->causes[i].last)
            return true;
    }
    return false;
}

static void add_follower(struct followers *followers, const struct figure_entry *now,
                         struct arena *arena)
{
    struct following *line = NULL;
    const char *label = or_else(now->label, now->line);
    followers->figures++;
    map_put(&followers->workbooks, now->workbook, NULL);
    for (size_t i = 0; i < followers->lines.count && !line; i++) {
        if (text_equal(followers->lines.items[i].label, label))
            line = &followers->lines.items[i];
    }
    if (!line) {
        line = list_add(arena, &followers->lines);
        line->label = label;
    }
    for (size_t i = 0; i < line->columns.count; i++) {
        if (text_equal(line->columns.items[i], now->column))
            return;
    }
    *list_add(arena, &line->columns) = now->column;
}

static void print_followers(const struct followers *followers, const char *whose, FILE *out)
{
    size_t workbooks = followers->workbooks.count;
    if (followers->figures == 0)
        return;
    if (whose)
        fprintf(out, "     %s", whose);
    else
        fprintf(out, "     %zu workbook%s", workbooks, plural(workbooks));
    fprintf(out, ", %zu figure%s", followers->figures, plural(followers->figures));
    for (size_t i = 0; i < followers->lines.count && i < MOST_LISTED; i++) {
        const struct following *line = &followers->lines.items[i];
        fprintf(out, "%s %s:", i == 0 ? ":" : ";", line->label);
        for (size_t k = 0; k < line->columns.count && k < MOST_LISTED; k++)
            fprintf(out, "%s %s", k > 0 ? "," : "", line->columns.items[k]);
        if (line->columns.count > MOST_LISTED)
            fputs(" ...", out);
    }
    fputs(followers->lines.count > MOST_LISTED ? " ...\n" : "\n", out);
}

static void print_consequences(const struct revisions *revisions, size_t number, FILE *out)
{
    struct arena arena;
    arena_init(&arena);
    struct followers own = {.workbooks = {.arena = &arena}};
    struct followers others = {.workbooks = {.arena = &arena}};
    const struct cause *cause = &revisions->causes.items[number - 1];
    const char *area = entry_of(cause)->recipient;
    for (size_t i = 0; i < revisions->items.count; i++) {
        const struct revision *revision = &revisions->items.items[i];
        if (!revision_is_of_figure(revision) || !follows(revision, number))
            continue;
        bool is_own = area[0] != '\0' && text_equal(revision->now->recipient, area);
        add_follower(is_own ? &own : &others, revision->now, &arena);
    }
    print_followers(&own, area, out);
    print_followers(&others, NULL, out);
    if (own.figures + others.figures == 0)
        fputs("     no figure of a sheet follows from it\n", out);
    arena_free(&arena);
}

static void print_causes(const struct revisions *revisions, struct arena *arena, FILE *out)
{
    size_t count = revisions->causes.count;
    if (count == 0)
        return;
    fprintf(out, "%zu cause%s:\n", count, plural(count));
    for (size_t i = 0; i < count && i < MOST_CAUSES; i++) {
        print_cause(&revisions->causes.items[i], i + 1, arena, out);
        print_consequences(revisions, i + 1, out);
    }
    if (count > MOST_CAUSES)
        fprintf(out, "     and %zu more\n", count - MOST_CAUSES);
}

// All in all --------------------------------------------------------------------------------------

static void print_figures(const struct revisions *revisions, const struct revised_list *list,
                          FILE *out)
{
    size_t hidden = list->figures - list->marked;
    fprintf(out, "%zu of %zu figures changed, in %zu workbook%s", list->figures,
            revisions->compared, list->workbooks.count, plural(list->workbooks.count));
    if (hidden > 0)
        fprintf(out, "; %zu of them so little that it is not marked", hidden);
    putc('\n', out);
    if (list->unexplained > 0)
        fprintf(out, "%zu without a cause among the figures: the program or the layout changed\n",
                list->unexplained);
    if (list->new_periods + list->past_periods > 0)
        fprintf(out, "no revisions: %zu figures of new periods, %zu of periods no longer shown\n",
                list->new_periods, list->past_periods);
}

static void print_lights(const struct revised_list *list, FILE *out)
{
    size_t count = 0;
    for (size_t i = 0; i < list->lights.count; i++)
        count += list->lights.items[i].count;
    fprintf(out, "lights: %zu changed", count);
    for (size_t i = 0; i < list->lights.count; i++) {
        const struct turned_light *light = &list->lights.items[i];
        fprintf(out, "%s %zu %s to %s", i == 0 ? ":" : ",", light->count,
                or_else(light->before, "none"), or_else(light->now, "none"));
    }
    putc('\n', out);
}

static const char *name_of(const struct revised *workbook, const struct index_entry *entry)
{
    return entry ? or_else(entry->name, workbook->recipient) : workbook->recipient;
}

// "recorded-crime-E09000007.xlsx, Camden, camden@example.org: 21 figures, 1 light"
static void print_receiver(const struct revised *workbook, const struct index *index, FILE *out)
{
    const struct index_entry *entry = index_find(index, workbook->workbook);
    const char *name = name_of(workbook, entry);
    const char *contact = entry ? entry->contact : "";
    fprintf(out, "  %s%s%s%s%s: %zu figure%s", workbook->workbook, name[0] != '\0' ? ", " : "",
            name, contact[0] != '\0' ? ", " : "", contact, workbook->marked,
            plural(workbook->marked));
    if (workbook->lights > 0)
        fprintf(out, ", %zu light%s", workbook->lights, plural(workbook->lights));
    putc('\n', out);
}

// Whether a workbook is sent for another area's figure alone.
static bool is_sent_for_others(const struct revisions *revisions, const struct revised *workbook)
{
    return workbook->own == 0 && workbook->marked > 0 &&
           !map_get(&revisions->unsent, workbook->layout);
}

// Those who get nothing of their own, side by side.
static void print_others(const struct revisions *revisions, const struct revised_list *list,
                         const struct index *index, FILE *out)
{
    enum { WIDTH = 100 };
    size_t column = WIDTH;
    for (size_t i = 0; i < list->workbooks.count; i++) {
        const struct revised *workbook = &list->workbooks.items[i];
        if (!is_sent_for_others(revisions, workbook))
            continue;
        const struct index_entry *entry = index_find(index, workbook->workbook);
        const char *name = or_else(name_of(workbook, entry), workbook->workbook);
        const char *contact = entry ? entry->contact : "";
        size_t length = text_characters(name) + text_characters(contact) + sizeof ", ";
        fputs(column + length > WIDTH ? "\n    " : "; ", out);
        column = (column + length > WIDTH ? 0 : column) + length;
        fprintf(out, "%s%s%s", name, contact[0] != '\0' ? " " : "", contact);
    }
    putc('\n', out);
}

static void print_receivers(const struct revisions *revisions, const struct revised_list *list,
                            const struct index *index, FILE *out)
{
    size_t own = 0, sent = 0, unsent = 0;
    for (size_t i = 0; i < list->workbooks.count; i++) {
        const struct revised *workbook = &list->workbooks.items[i];
        bool is_sent = is_sent_for_others(revisions, workbook);
        own += workbook->own > 0;
        sent += is_sent;
        unsent += workbook->own == 0 && workbook->marked > 0 && !is_sent;
    }
    fprintf(out, "to be sent again: %zu workbook%s\n", own + sent, plural(own + sent));
    for (size_t i = 0; i < list->workbooks.count; i++) {
        if (list->workbooks.items[i].own > 0)
            print_receiver(&list->workbooks.items[i], index, out);
    }
    if (unsent > 0)
        fprintf(out, "  not for another area's figure alone, as the layout says: %zu workbook%s\n",
                unsent, plural(unsent));
    if (sent == 0)
        return;
    fprintf(out, "  for another area's figure alone, %zu workbook%s:", sent, plural(sent));
    print_others(revisions, list, index, out);
}

static void print_same(const struct index *old, const struct index *now, FILE *out)
{
    size_t same = 0;
    for (size_t i = 0; i < now->count; i++) {
        const struct index_entry *entry = &now->items[i];
        const struct index_entry *before = index_find(old, entry->file);
        same += text_equal(entry->kind, "workbook") && before &&
                text_equal(before->sha256, entry->sha256);
    }
    if (same > 0)
        fprintf(out, "%zu workbook%s the same, byte for byte\n", same, same == 1 ? " is" : "s are");
}

void revised_print(const struct revisions *revisions, const struct index *old,
                   const struct index *now, FILE *out)
{
    struct arena arena;
    struct revised_list list;
    arena_init(&arena);
    revised_count(&list, revisions);
    print_figures(revisions, &list, out);
    if (list.figures > 0)
        print_lights(&list, out);
    print_same(old, now, out);
    print_causes(revisions, &arena, out);
    if (list.figures > 0)
        print_receivers(revisions, &list, now, out);
    arena_free(&arena);
}
