#include "base/spelling.h"

#include "base/letter.h"
#include "base/text.h"

enum {
    LONGEST_WORD = 63,   // characters; nothing that long is looked for by its spelling
    LETTERS_AN_EDIT = 3, // a third of the letters may be wrong
};

struct word {
    unsigned letters[LONGEST_WORD + 1];
    size_t count;
};

static bool word_read(const char *text, struct word *word)
{
    word->count = 0;
    unsigned letter;
    while ((letter = text_next(&text)) != 0) {
        if (word->count == LONGEST_WORD)
            return false;
        word->letters[word->count++] = letter_lower(letter);
    }
    return true;
}

static size_t least(size_t one, size_t other)
{
    return one < other ? one : other;
}

// The edits between the first `i` letters of one word and the first `j` of the other, from the rows
// for i - 1 and i - 2 letters.
static size_t edits_at(const struct word *one, const struct word *other, size_t i, size_t j,
                       size_t rows[][LONGEST_WORD + 1])
{
    const size_t *row = rows[i % 3];
    const size_t *above = rows[(i + 2) % 3];
    const size_t *two_above = rows[(i + 1) % 3];
    bool same = one->letters[i - 1] == other->letters[j - 1];
    size_t edits = least(above[j - 1] + (same ? 0 : 1), least(above[j], row[j - 1]) + 1);
    bool swapped = i > 1 && j > 1 && one->letters[i - 1] == other->letters[j - 2] &&
                   one->letters[i - 2] == other->letters[j - 1];
    return swapped ? least(edits, two_above[j - 2] + 1) : edits;
}

// Letters put in, left out, changed, or swapped with their neighbour, to get from one to the other.
static size_t word_edits(const struct word *one, const struct word *other)
{
    size_t rows[3][LONGEST_WORD + 1];
    for (size_t j = 0; j <= other->count; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= one->count; i++) {
        rows[i % 3][0] = i;
        for (size_t j = 1; j <= other->count; j++)
            rows[i % 3][j] = edits_at(one, other, i, j, rows);
    }
    return rows[one->count % 3][other->count];
}

const char *spelling_nearest(const char *word, const char *const *candidates, size_t count)
{
    struct word meant;
    struct word candidate;
    if (!word_read(word, &meant))
        return NULL;

    const char *nearest = NULL;
    size_t fewest = meant.count / LETTERS_AN_EDIT + 1;
    for (size_t i = 0; i < count && fewest > 0; i++) {
        if (!word_read(candidates[i], &candidate))
            continue;
        size_t edits = word_edits(&meant, &candidate);
        if (edits < fewest) {
            fewest = edits;
            nearest = candidates[i];
        }
    }
    return nearest;
}
