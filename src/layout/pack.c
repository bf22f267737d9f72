#include "base/text.h"
#include "layout/sections.h"

// `pack:` of a layout: what a workbook has around its tables.

enum { MOST_PARAGRAPHS = 9999 };

#define SHEET(word, field)                                                                         \
    {                                                                                              \
        .name = (word), .kind = KEY_YES_NO, .offset = offsetof(struct pack, field),                \
    }

static const struct key pack_keys[] = {
    SHEET("cover", cover),
    SHEET("contents", contents),
    SHEET("summary", summary),
    SHEET("definitions", definitions),
    SHEET("notes", notes),
    SHEET("checks", checks),
    {.name = "paragraphs",
     .kind = KEY_WHOLE,
     .offset = offsetof(struct pack, first_paragraph),
     .least = 1,
     .most = MOST_PARAGRAPHS},
};
static const struct key_table pack_table = KEY_TABLE("the pack", pack_keys);

// `pack: yes` is all of its sheets; or each is said, and the others are not there.
void pack_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct key all = {.name = "pack", .kind = KEY_YES_NO};
    struct layout *layout = owner;
    bool has_all = false;
    if (node->kind == NODE_MAP) {
        keys_read(reader, &pack_table, node, &layout->pack);
        return;
    }
    key_read(reader, &all, node, &has_all);
    if (has_all)
        layout->pack = (struct pack){true, true, true, true, true, true, 0};
}

bool pack_takes_name(const struct pack *pack, const char *name)
{
    return (pack->cover && text_same(name, "Cover")) ||
           (pack->contents && text_same(name, "Contents")) ||
           (pack->summary && text_same(name, "Summary"));
}

void pack_carry(const struct pack *pack, struct pack *part)
{
    part->cover = part->contents = false;
    part->summary |= pack->summary;
    part->definitions |= pack->definitions;
    part->notes |= pack->notes;
    part->checks |= pack->checks;
    part->first_paragraph = pack->first_paragraph;
}
