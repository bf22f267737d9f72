// Why a figure changed, in words.
#include "record/revisions.h"

#include "base/text.h"

#include <string.h>

enum { MOST_NAMED = 3 };

static const struct figure_entry *entry_of(const struct cause *cause)
{
    return cause->now ? cause->now : cause->before;
}

static const char *or_else(const char *text, const char *otherwise)
{
    return text[0] != '\0' ? text : otherwise;
}

const char *cause_subject(const struct cause *cause, bool with_area, struct arena *arena)
{
    const struct figure_entry *entry = entry_of(cause);
    struct text subject = {.arena = arena};
    if (cause->kind == REVISION_AREA_ADDED || cause->kind == REVISION_AREA_REMOVED)
        return entry->recipient;
    const char *label = strchr(entry->label, '{') ? entry->line : entry->label; // not filled in
    const char *parts[] = {or_else(label, entry->line), with_area ? entry->recipient : "",
                           entry->period};
    if (cause->kind == REVISION_LAYOUT || cause->kind == REVISION_DEFINITION) {
        parts[0] = or_else(entry->line, entry->column);
        parts[1] = entry->kind == ENTRY_AREA ? entry->recipient : entry->sheet;
        parts[2] = entry->line[0] != '\0' ? entry->column : "";
    } else if (entry->kind == ENTRY_SHOWN) {
        parts[1] = parts[2] = "";
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i][0] != '\0')
            text_print(&subject, "%s%s", subject.length > 0 ? ", " : "", parts[i]);
    }
    return text_done(&subject);
}

// Whether a cause may be named to who has a figure: it is its own, or of no area, or all figures
// stand in one workbook.
static bool may_name(const struct revisions *revisions, const struct revision *revision,
                     const struct cause *cause)
{
    const struct figure_entry *entry = revision_entry(revision);
    return map_get(&revisions->common, entry->layout) || entry->recipient[0] == '\0' ||
           !cause_is_of_other(cause, entry->recipient);
}

static void add_reason(struct text *text, const struct cause *cause)
{
    text_add(text, cause->reason);
    if (cause->reference[0] != '\0')
        text_print(text, " (%s)", cause->reference);
}

static const char *what_of(const struct cause *cause)
{
    if (cause->kind == REVISION_TARGET)
        return "the target of ";
    return cause->kind == REVISION_DEFINITION ? "the definition of " : "";
}

static void add_cause(struct text *text, const struct revisions *revisions,
                      const struct revision *revision, const struct cause *cause)
{
    bool with_area = map_get(&revisions->common, revision_entry(revision)->layout) != NULL;
    text_print(text, "%s%s%s", text->length > 0 ? "; " : "Follows from ", what_of(cause),
               cause_subject(cause, with_area, text->arena));
}

const char *revision_reason(const struct revisions *revisions, const struct revision *revision,
                            struct arena *arena)
{
    struct text text = {.arena = arena};
    size_t named = 0, unnamed = 0, others = 0;
    bool is_own = revision->kind != REVISION_FOLLOWS;
    for (size_t i = 0; i < revision->cause_count; i++) {
        for (size_t n = revision->causes[i].first; n <= revision->causes[i].last; n++) {
            const struct cause *cause = &revisions->causes.items[n - 1];
            if (!may_name(revisions, revision, cause))
                others++;
            else if (is_own)
                add_reason(&text, cause);
            else if (named++ < MOST_NAMED)
                add_cause(&text, revisions, revision, cause);
            else
                unnamed++;
        }
    }
    if (unnamed > 0)
        text_print(&text, "; and %zu more", unnamed);
    if (others > 0)
        text_add(&text, text.length > 0 ? "; and from another area's figure"
                                        : "Another area's figure was revised");
    return text_done(&text);
}
