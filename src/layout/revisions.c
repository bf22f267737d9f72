// `revisions:` of a layout: how changes of published figures are treated.
#include "layout/sections.h"

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"

#include <string.h>

// `as shown`, `exact`, or the least change that is marked: 0.1%.
static void threshold_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct word words[] = {
        {"as shown", THRESHOLD_AS_SHOWN}, {"exact", THRESHOLD_EXACT}, {0}};
    struct revisions_said *said = owner;
    struct number number;
    unsigned value;
    if (!node_is_text(reader, node, "'threshold'"))
        return;
    if (word_find(words, node->text, &value)) {
        said->threshold = (enum revision_threshold)value;
    } else if (text_ends(node->text, "%") && number_read(reader->arena, node->text, &number) &&
               number.value > 0) {
        said->threshold = THRESHOLD_SHARE;
        said->share = number.value;
    } else {
        problem_error(
            reader->problems, node->place, NULL,
            "'threshold' must be as shown, exact, or a percentage such as 0.1%%, not '%s'",
            node->text);
    }
}

static void reasons_file_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    static const struct key name = {.name = "reasons", .kind = KEY_SAID, .filled = true};
    struct said *said = &((struct revisions_said *)owner)->reasons;
    key_read(reader, &name, node, said);
    if (said->text == NULL)
        return;
    const char *path = file_join(reader->arena, reader->input, said->text);
    if (!file_exists(path))
        problem_error(reader->problems, node->place,
                      arena_print(reader->arena,
                                  "it is looked for in the input folder '%s'; its headings are "
                                  "line, recipient, period, reason",
                                  reader->input),
                      "there is no file '%s'", said->text);
    else
        layout_add_file(reader->layout, path, true, reader->arena);
    said->text = path;
}

static const struct word without_reason[] = {{"error", true}, {"warn", false}, {0}};
static const struct word shared[] = {{"send", true}, {"do not send", false}, {0}};

static const struct key keys[] = {
    {.name = "threshold", .kind = KEY_OTHER, .read = threshold_read},
    {.name = "reasons", .kind = KEY_OTHER, .read = reasons_file_read},
    {.name = "without reason",
     .kind = KEY_EITHER,
     .offset = offsetof(struct revisions_said, needs_reasons),
     .words = without_reason},
    {.name = "shared",
     .kind = KEY_EITHER,
     .offset = offsetof(struct revisions_said, sends_shared),
     .words = shared},
};
const struct key_table revisions_keys = KEY_TABLE("the revisions", keys);
