// revisions.csv.
#include "record/revisions.h"

#include "base/text.h"
#include "table/print.h"

static const char *const headings[] = {
    "causes",     "kind",         "reason",    "reference", "shows", "layout",    "of",
    "workbook",   "workbook was", "recipient", "sheet",     "line",  "line was",  "column",
    "period",     "value was",    "value",     "text was",  "text",  "light was", "light",
    "target was", "target",       "label was", "label",
};
enum { HEADING_COUNT = sizeof headings / sizeof *headings };

const char *revision_causes(const struct revision *revision, struct arena *arena)
{
    struct text text = {.arena = arena};
    for (size_t i = 0; i < revision->cause_count; i++) {
        const struct cause_range *range = &revision->causes[i];
        text_print(&text, "%s%zu", i > 0 ? ", " : "", range->first);
        if (range->last > range->first)
            text_print(&text, "-%zu", range->last);
    }
    return text_done(&text);
}

// The cause itself, or the only one that it follows from.
static const struct cause *cause_of(const struct revisions *revisions,
                                    const struct revision *revision)
{
    bool is_one =
        revision->cause_count == 1 && revision->causes[0].first == revision->causes[0].last;
    return is_one ? &revisions->causes.items[revision->causes[0].first - 1] : NULL;
}

static void print_revision(const struct revisions *revisions, const struct revision *revision,
                           struct text *csv)
{
    const struct figure_entry *before = revision->before ? revision->before : &figure_entry_blank;
    const struct figure_entry *now = revision->now ? revision->now : &figure_entry_blank;
    const struct figure_entry *entry = revision_entry(revision);
    const struct cause *cause = cause_of(revisions, revision);
    const char *cells[HEADING_COUNT] = {
        revision_causes(revision, csv->arena),
        revision_word(revision->kind),
        cause ? cause->reason : "",
        cause ? cause->reference : "",
        revision->is_marked ? "yes" : "",
        entry->layout,
        figure_entry_word(entry->kind),
        now->workbook,
        before->workbook,
        entry->recipient,
        entry->sheet,
        now->line,
        before->line,
        entry->column,
        entry->period,
        before->value,
        now->value,
        before->text,
        now->text,
        before->light,
        now->light,
        before->target,
        now->target,
        before->label,
        now->label,
    };
    table_print_row(csv, cells, HEADING_COUNT);
}

const char *revisions_print(const struct revisions *revisions, struct arena *arena)
{
    struct text csv = {.arena = arena};
    table_print_row(&csv, headings, HEADING_COUNT);
    for (size_t i = 0; i < revisions->items.count; i++)
        print_revision(revisions, &revisions->items.items[i], &csv);
    return text_done(&csv);
}
