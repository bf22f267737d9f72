#include "record/reason.h"

#include "base/spelling.h"
#include "base/text.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum reason_column {
    REASON_LINE,
    REASON_RECIPIENT,
    REASON_PERIOD,
    REASON_TEXT,
    REASON_WHO,
    REASON_DATE,
    REASON_REFERENCE,
    REASON_COLUMNS,
};
static const char *const headings[REASON_COLUMNS] = {
    [REASON_LINE] = "line",
    [REASON_RECIPIENT] = "recipient",
    [REASON_PERIOD] = "period",
    [REASON_TEXT] = "reason",
    [REASON_WHO] = "who",
    [REASON_DATE] = "date",
    [REASON_REFERENCE] = "reference",
};

// Giving reasons, with all that it takes.
struct giving {
    struct revisions *revisions;
    const struct layout *layout;
    const char *name; // of the layout, in the records
    const struct figures *now;
    struct problems *problems;
    struct table table;
    int columns[REASON_COLUMNS];
};

// A line of the file, with its period as records have it.
struct reason {
    const char *line, *recipient, *period;
    const char *label;       // of the line that has the id, or NULL
    bool is_of_no_recipient; // but of another area, which has no workbook
};

static const char *cell(const struct giving *giving, const struct row *row, enum reason_column at)
{
    return row_cell(row, giving->columns[at]);
}

static struct place place_of(const struct giving *giving, const struct row *row,
                             enum reason_column at)
{
    return table_place(giving->revisions->arena, giving->table.file, row, giving->columns[at]);
}

static bool open_file(struct giving *giving)
{
    struct table *table = &giving->table;
    const char *path = giving->layout->revisions.reasons.text;
    if (!table_read(path, giving->revisions->arena, giving->problems, table))
        return false;
    size_t errors = giving->problems->errors;
    for (size_t i = 0; i < REASON_COLUMNS; i++) {
        giving->columns[i] = table_column(&table->headings, headings[i]);
        if (i <= REASON_TEXT && giving->columns[i] < 0)
            problem_error(giving->problems,
                          table_place(giving->revisions->arena, table->file, &table->headings, -1),
                          "the headings are line, recipient, period, reason; and, where wanted, "
                          "who, date, reference",
                          "reasons need a column '%s'", headings[i]);
    }
    return giving->problems->errors == errors;
}

// What a reason is about --------------------------------------------------------------------------

static const struct figure_entry *entry_of(const struct cause *cause)
{
    return cause->now ? cause->now : cause->before;
}

// A line may be called by its id, its label, or what its source calls it.
static bool is_line(const struct figure_entry *entry, const struct reason *reason)
{
    return reason->line[0] == '\0' || text_same(entry->line, reason->line) ||
           text_same(entry->label, reason->line) ||
           (reason->label && text_equal(entry->label, reason->label));
}

// The label of the line that has an id on some sheet, or NULL.
static const char *label_of(const struct giving *giving, const char *line)
{
    for (size_t i = 0; i < giving->now->items.count; i++) {
        const struct figure_entry *entry = &giving->now->items.items[i];
        if (entry->kind == ENTRY_SHOWN && text_same(entry->line, line))
            return entry->label;
    }
    return NULL;
}

static bool matches(const struct giving *giving, const struct reason *reason,
                    const struct cause *cause)
{
    const struct figure_entry *entry = entry_of(cause);
    return text_equal(entry->layout, giving->name) &&
           (reason->recipient[0] == '\0' || text_same(reason->recipient, entry->recipient)) &&
           (reason->period[0] == '\0' || text_equal(reason->period, entry->period)) &&
           is_line(entry, reason);
}

// The nearest name, where the records know none that is the same; `*known` says whether they do.
static const char *nearest(const struct giving *giving, const char *name, bool is_line_name,
                           bool *known)
{
    LIST(const char *) names = {0};
    struct arena *arena = giving->revisions->arena;
    *known = name[0] == '\0';
    for (size_t i = 0; i < giving->now->items.count && !*known; i++) {
        const struct figure_entry *entry = &giving->now->items.items[i];
        const char *candidates[] = {is_line_name ? entry->line : entry->recipient,
                                    is_line_name ? entry->label : ""};
        for (size_t k = 0; k < sizeof candidates / sizeof *candidates; k++) {
            *known |= text_same(candidates[k], name);
            bool is_last =
                names.count > 0 && text_equal(names.items[names.count - 1], candidates[k]);
            if (candidates[k][0] != '\0' && !is_last && entry->kind != ENTRY_AREA)
                *list_add(arena, &names) = candidates[k];
        }
    }
    return *known ? NULL : spelling_nearest(name, names.items, names.count);
}

static void say_unmatched(const struct giving *giving, const struct row *row,
                          const struct reason *reason)
{
    static const enum reason_column named[] = {REASON_LINE, REASON_RECIPIENT};
    struct arena *arena = giving->revisions->arena;
    const char *names[] = {reason->line, reason->recipient};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        bool known;
        const char *near = nearest(giving, names[i], named[i] == REASON_LINE, &known);
        if (known)
            continue;
        problem_warn(giving->problems, place_of(giving, row, named[i]),
                     near ? arena_print(arena, "did you mean '%s'?", near) : NULL,
                     "a reason is given for the %s '%s', which there is not", headings[named[i]],
                     names[i]);
        return;
    }
    problem_warn(giving->problems, place_of(giving, row, REASON_TEXT),
                 "nothing of this kind changed since it was last published; take the row out",
                 "this reason matches no revision");
}

// Giving ------------------------------------------------------------------------------------------

static bool read_reason(const struct giving *giving, const struct row *row, struct reason *reason)
{
    const struct layout *layout = giving->layout;
    const struct recipients *recipients = &layout->recipients;
    struct arena *arena = giving->revisions->arena;
    struct period period;
    const char *line = cell(giving, row, REASON_LINE);
    *reason = (struct reason){.line = line,
                              .recipient = cell(giving, row, REASON_RECIPIENT),
                              .period = cell(giving, row, REASON_PERIOD),
                              .label = label_of(giving, line)};
    const struct row *recipient =
        recipients->file.text && reason->recipient[0] != '\0'
            ? layout_recipient(recipients, recipients->name, reason->recipient, arena)
            : NULL;
    if (recipient)
        reason->recipient = row_cell(recipient, recipients->name);
    reason->is_of_no_recipient = !recipient && reason->recipient[0] != '\0';
    if (text_is_blank(cell(giving, row, REASON_TEXT)))
        return problem_error(giving->problems, place_of(giving, row, REASON_TEXT),
                             "say why, or take the row out", "the reason is blank");
    if (reason->period[0] == '\0')
        return true;
    if (!period_read(reason->period, &layout->calendar, &period))
        return problem_error(giving->problems, place_of(giving, row, REASON_PERIOD),
                             "write it as in 2025-11", "'%s' is no period", reason->period);
    reason->period = period_show(arena, period, &layout->calendar, NULL);
    return true;
}

static const char *reference_of(const struct giving *giving, const struct row *row)
{
    struct text text = {.arena = giving->revisions->arena};
    for (size_t i = REASON_WHO; i < REASON_COLUMNS; i++) {
        const char *part = cell(giving, row, (enum reason_column)i);
        if (part[0] != '\0')
            text_print(&text, "%s%s", text.length > 0 ? ", " : "", part);
    }
    return text_done(&text);
}

static bool is_letter(char byte)
{
    return isalnum((unsigned char)byte) || (unsigned char)byte >= 0x80; // or part of one
}

// A name as a whole word, in any case.
static bool has_name(const char *text, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = text; length > 0 && (at = strcasestr(at, name)); at++) {
        if ((at == text || !is_letter(at[-1])) && !is_letter(at[length]))
            return true;
    }
    return false;
}

bool reason_names_other(const struct layout *layout, const char *recipient, const char *text,
                        struct place place, struct problems *problems)
{
    const struct recipients *recipients = &layout->recipients;
    for (size_t i = 0; recipients->one_workbook_each && i < recipients->table.count; i++) {
        const char *name = row_cell(&recipients->table.rows[i], recipients->name);
        if (!text_same(name, recipient) && has_name(text, name))
            return !problem_error(problems, place, "say it without the name",
                                  "it would name '%s' in the workbook of %s", name,
                                  recipient[0] != '\0' ? recipient : "every recipient");
    }
    return false;
}

static bool names_other(const struct giving *giving, const struct row *row,
                        const struct reason *reason)
{
    static const enum reason_column columns[] = {REASON_TEXT, REASON_WHO, REASON_REFERENCE};
    for (size_t i = 0; i < sizeof columns / sizeof *columns && !reason->is_of_no_recipient; i++) {
        if (reason_names_other(giving->layout, reason->recipient, cell(giving, row, columns[i]),
                               place_of(giving, row, columns[i]), giving->problems))
            return true;
    }
    return false;
}

// A figure that a reason names alone was corrected; of a reason for many, the publisher revised
// its file.
static void give(const struct giving *giving, const struct row *row)
{
    struct reason reason;
    bool is_used = false;
    if (!read_reason(giving, row, &reason) || names_other(giving, row, &reason))
        return;
    bool is_of_one = reason.line[0] != '\0' && reason.period[0] != '\0' &&
                     (reason.recipient[0] != '\0' || !giving->layout->recipients.file.text);
    for (size_t i = 0; i < giving->revisions->causes.count; i++) {
        struct cause *cause = &giving->revisions->causes.items[i];
        if (!matches(giving, &reason, cause))
            continue;
        is_used = true;
        if (cause->reason[0] != '\0' && !is_of_one)
            continue;
        cause->reason = cell(giving, row, REASON_TEXT);
        cause->reference = reference_of(giving, row);
        if (is_of_one && cause->kind == REVISION_AT_SOURCE)
            revisions_correct(giving->revisions, i + 1);
    }
    if (!is_used)
        say_unmatched(giving, row, &reason);
}

static bool needs_reason(const struct giving *giving, const struct cause *cause)
{
    const struct figure_entry *entry = entry_of(cause);
    return (cause->kind == REVISION_AT_SOURCE || cause->kind == REVISION_TARGET) &&
           cause->reason[0] == '\0' && text_equal(entry->layout, giving->name);
}

static void say_without(const struct giving *giving)
{
    const struct cause *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < giving->revisions->causes.count; i++) {
        const struct cause *cause = &giving->revisions->causes.items[i];
        if (needs_reason(giving, cause)) {
            first = first ? first : cause;
            count++;
        }
    }
    if (count == 0)
        return;
    const struct revisions_said *said = &giving->layout->revisions;
    struct arena *arena = giving->revisions->arena;
    const char *what = arena_print(arena, "%s: %s, was %s", cause_subject(first, true, arena),
                                   first->now ? first->now->text : "none",
                                   first->before ? first->before->text : "none");
    struct place place = {.file = said->reasons.text ? said->reasons.text : giving->layout->file};
    const char *help = said->reasons.text ? "add a row to it, with line, recipient, period, reason"
                                          : "give reasons in a file of the input folder, and name "
                                            "it: revisions: {reasons: reasons.csv}";
    (said->needs_reasons ? problem_error : problem_warn)(
        giving->problems, place, help, "%zu revision%s without a reason: %s%s", count,
        count == 1 ? "" : "s", what,
        count == 1 ? "" : arena_print(giving->revisions->arena, "; and %zu more", count - 1));
}

// Marks -------------------------------------------------------------------------------------------

// Whether a change is at least a share of what the figure was.
static bool is_as_much(const struct revision *revision, double share)
{
    char *end_before, *end_now;
    double before = strtod(revision->before->value, &end_before);
    double now = strtod(revision->now->value, &end_now);
    bool are_numbers = *end_before == '\0' && end_before != revision->before->value &&
                       *end_now == '\0' && end_now != revision->now->value;
    return !are_numbers || fabs(now - before) >= share * fabs(before);
}

static void decide_marks(const struct giving *giving)
{
    const struct revisions_said *said = &giving->layout->revisions;
    for (size_t i = 0; i < giving->revisions->items.count; i++) {
        struct revision *revision = &giving->revisions->items.items[i];
        if (said->threshold == THRESHOLD_AS_SHOWN || !revision_is_of_figure(revision) ||
            !text_equal(revision->now->layout, giving->name))
            continue;
        revision->is_marked =
            said->threshold == THRESHOLD_EXACT || is_as_much(revision, said->share);
    }
}

void reasons_give(struct revisions *revisions, const struct layout *layout, const char *name,
                  const struct figures *now, struct problems *problems)
{
    struct giving giving = {
        .revisions = revisions, .layout = layout, .name = name, .now = now, .problems = problems};
    decide_marks(&giving);
    if (!layout->revisions.sends_shared)
        map_put(&revisions->unsent, name, NULL);
    if (layout->revisions.reasons.text && open_file(&giving)) {
        for (size_t i = 0; i < giving.table.count; i++)
            give(&giving, &giving.table.rows[i]);
    }
    say_without(&giving);
}
