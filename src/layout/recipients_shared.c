#include "base/text.h"
#include "layout/sections.h"

// `shared:`: what may be shown of the other recipients.

// Of an average, where the layout does not say: each of two would know the other's figure.
enum { LEAST_MEMBERS = 3 };

static const struct word family_figures[] = {
    {"no", FAMILY_NONE}, {"mean", FAMILY_MEAN}, {"sums", FAMILY_SUMS}, {0}};

static const struct key shared_keys[] = {
    {.name = "whole", .kind = KEY_YES_NO, .offset = offsetof(struct recipients, shares_whole)},
    {.name = "rank", .kind = KEY_YES_NO, .offset = offsetof(struct recipients, shares_rank)},
    {.name = "family",
     .kind = KEY_WORD,
     .offset = offsetof(struct recipients, family_figure),
     .words = family_figures},
    {.name = "at least",
     .kind = KEY_WHOLE,
     .offset = offsetof(struct recipients, least_members),
     .least = LEAST_MEMBERS,
     .most = 1000,
     .help = "of an average over two, each knows its own figure, and so the other's"},
};
static const struct key_table shared_table = KEY_TABLE("what is shared", shared_keys);

static size_t family_count(const struct recipients *recipients, const char *family)
{
    size_t count = 0;
    for (size_t i = 0; i < recipients->table.count; i++)
        count += text_same(row_cell(&recipients->table.rows[i], recipients->family), family);
    return count;
}

// A family's figure over too few members gives one away; one without a family has no such figure.
static void families_check(struct layout_reader *reader, const struct recipients *recipients)
{
    const struct table *table = &recipients->table;
    int least = recipients->least_members;
    struct map seen = {.arena = reader->arena};
    for (size_t i = 0; i < table->count; i++) {
        bool is_new;
        const struct row *row = &table->rows[i];
        const char *family = row_cell(row, recipients->family);
        map_put(&seen, family, &is_new);
        size_t count = is_new && !text_is_blank(family) ? family_count(recipients, family) : 0;
        if (count > 0 && count < (size_t)least)
            problem_error(reader->problems,
                          table_place(reader->arena, table->file, row, recipients->family),
                          arena_print(reader->arena,
                                      "give it more, or leave the cell empty; the layout shares "
                                      "figures over `at least: %d`",
                                      least),
                          "the family '%s' has %zu recipient%s: its figure would give them away",
                          family, count, count == 1 ? "" : "s");
    }
}

void shared_read(struct layout_reader *reader, const struct node *node, void *layout)
{
    struct recipients *recipients = &((struct layout *)layout)->recipients;
    recipients->least_members = LEAST_MEMBERS;
    if (!node_has_keys(reader, node, "'shared'"))
        return;
    keys_read(reader, &shared_table, node, recipients);
    if (recipients->file.text == NULL)
        problem_error(reader->problems, node->place,
                      "say who the recipients are: one workbook per: recipients.csv",
                      "'shared' needs recipients");
    if (recipients->family_figure != FAMILY_NONE && recipients->family < 0 &&
        recipients->file.text != NULL)
        problem_error(reader->problems, node->place, NULL,
                      "'family' needs a column 'family' in '%s'", recipients->file.text);
    if (recipients->family_figure != FAMILY_NONE && recipients->one_workbook_each)
        families_check(reader, recipients);
}
