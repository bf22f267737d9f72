// `marks:` of a layout: what stands behind a figure that is provisional, or revised.
#include "layout/sections.h"

#include "base/text.h"

static const struct key mark_keys[] = {
    {.name = "mark",
     .kind = KEY_SAID,
     .offset = offsetof(struct mark_words, mark),
     .required = true,
     .filled = true},
    {.name = "text", .kind = KEY_SAID, .offset = offsetof(struct mark_words, text), .filled = true},
};
static const struct key_table mark_table = KEY_TABLE("a mark", mark_keys);

// It stands in number formats, beside figures.
static void mark_check(struct layout_reader *reader, const struct said *mark)
{
    enum { LONGEST_MARK = 12 };
    if (mark->text == NULL)
        return;
    if (text_characters(mark->text) > LONGEST_MARK)
        problem_error(reader->problems, mark->place, "say what it means under `text`",
                      "a mark has %d characters at most, unlike '%s'", LONGEST_MARK, mark->text);
    if (text_starts(mark->text, " ") || text_ends(mark->text, " "))
        problem_error(reader->problems, mark->place, NULL, "a mark has no spaces around it: '%s'",
                      mark->text);
}

// `provisional: "[p]"`, or `provisional: {mark: "[p]", text: may still change}`.
static void mark_read(struct layout_reader *reader, const struct node *node,
                      struct mark_words *words)
{
    if (node->kind == NODE_MAP)
        keys_read(reader, &mark_table, node, words);
    else
        key_read(reader, &mark_keys[0], node, &words->mark);
    mark_check(reader, &words->mark);
}

static void provisional_read(struct layout_reader *reader, const struct node *node, void *marks)
{
    mark_read(reader, node, &((struct marks *)marks)->provisional);
}

static void revised_read(struct layout_reader *reader, const struct node *node, void *marks)
{
    mark_read(reader, node, &((struct marks *)marks)->revised);
}

static const struct key marks_keys[] = {
    {.name = "provisional", .kind = KEY_OTHER, .read = provisional_read},
    {.name = "revised", .kind = KEY_OTHER, .read = revised_read},
};
static const struct key_table marks_table = KEY_TABLE("the marks", marks_keys);

struct marks marks_default(struct place place)
{
    return (struct marks){
        .provisional = {{"[p]", place}, {"provisional: may still change", place}},
        .revised = {{"[r]", place}, {"revised since it was last published", place}},
    };
}

void marks_read(struct layout_reader *reader, const struct node *node, void *layout)
{
    struct marks *marks = &((struct layout *)layout)->marks;
    if (!node_has_keys(reader, node, "'marks'"))
        return;
    keys_read(reader, &marks_table, node, marks);
    if (text_equal(marks->provisional.mark.text, marks->revised.mark.text))
        problem_error(reader->problems, marks->revised.mark.place, "give one of them another",
                      "provisional and revised figures have the same mark '%s'",
                      marks->revised.mark.text);
}
