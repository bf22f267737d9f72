// `open:` of a column: yes, or what people may type there.
#include "base/text.h"
#include "layout/sections.h"

#include <string.h>

// Excel's, in the characters that it counts.
enum { LONGEST_CELL = 32767, LONGEST_LIST = 255 };

// What Excel's list of words has no way to write.
static const struct {
    char character;
    const char *what, *help;
} not_in_words[] = {
    {',', "a comma", "write the words as a list: [On track, Late]"},
    {'"', "a double quote", "leave the quotes out"},
    {'\n', "a line break", "write it on one line"},
};

static void word_check(struct layout_reader *reader, const struct said *word)
{
    if (word->text[0] == '\0')
        problem_error(reader->problems, word->place, "an open cell may be left empty anyway",
                      "one of the words is blank");
    for (size_t i = 0; i < sizeof(not_in_words) / sizeof(not_in_words[0]); i++)
        if (strchr(word->text, not_in_words[i].character) != NULL)
            problem_error(reader->problems, word->place, not_in_words[i].help,
                          "'%s' cannot be one of the words: Excel's list takes no word with %s",
                          word->text, not_in_words[i].what);
}

static void words_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    struct opening *opening = owner;
    opening->words = texts_read(reader, node, "'words'");
    size_t length = 0;
    for (size_t i = 0; i < opening->words.count; i++) {
        struct said *word = &opening->words.items[i];
        word->text = text_trim(reader->arena, word->text);
        word_check(reader, word);
        length += (i > 0) + text_units(word->text);
    }
    if (length > LONGEST_LIST)
        problem_error(reader->problems, node->place, "use shorter words, or fewer",
                      "the words come to %zu characters with a comma between, where Excel takes %d",
                      length, LONGEST_LIST);
    if (node->kind == NODE_LIST && node->count == 0)
        problem_error(reader->problems, node->place, NULL, "there are no words in the list");
}

static const struct key opening_keys[] = {
    {.name = "longest",
     .kind = KEY_WHOLE,
     .offset = offsetof(struct opening, longest),
     .least = 1,
     .most = LONGEST_CELL},
    {.name = "words", .kind = KEY_OTHER, .read = words_read},
    {.name = "message",
     .kind = KEY_SAID,
     .offset = offsetof(struct opening, message),
     .filled = true},
};
static const struct key_table opening_table = KEY_TABLE("an open column", opening_keys);

void open_read(struct layout_reader *reader, const struct node *node, void *column)
{
    static const struct key yes_no = {
        .name = "open", .kind = KEY_YES_NO, .offset = offsetof(struct opening, is_open)};
    struct opening *opening = &((struct column *)column)->opening;
    opening->place = node->place;
    if (node->kind != NODE_MAP) {
        key_read(reader, &yes_no, node, opening);
        return;
    }
    opening->is_open = true;
    keys_read(reader, &opening_table, node, opening);
    if (opening->words.count > 0 && opening->longest > 0)
        problem_error(reader->problems, node->place, "leave 'longest' out: the words say it",
                      "an open column takes certain words or a longest text, not both");
}

void open_columns_check(struct layout_reader *reader, const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->columns.count && !reader->incomplete; i++) {
        const struct column *column = &sheet->columns.items[i];
        if (column->opening.is_open && !sheet->is_protected)
            problem_error(reader->problems, column->opening.place,
                          "say 'protect: yes' in the sheet, or leave 'open' out",
                          "column '%s' is open, but sheet '%s' is not protected", column->name,
                          sheet->name);
        if (column->opening.is_open && sheet->recipients_down)
            problem_error(reader->problems, column->opening.place,
                          "open a column of a sheet that has lines down",
                          "column '%s' cannot be open: it stands in an overview", column->name);
    }
}
