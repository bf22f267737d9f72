#ifndef MODEL_WINDOW_H
#define MODEL_WINDOW_H

#include "base/arena.h"
#include "base/period.h"

#include <stdbool.h>

// A set of periods, told by where it ends: the newest period of the layout, or of a line that ends
// earlier. Windows by name:
//   latest, previous              the period itself, and the one before
//   same_last_year                the period a year before
//   fytd, last_fytd               the year up to the period; the same periods a year before
//   rolling12, previous12         the 12 periods up to it, and the 12 before those (any number)
enum window_kind {
    WINDOW_LATEST,
    WINDOW_PREVIOUS,
    WINDOW_SAME_LAST_YEAR,
    WINDOW_YEAR_TO_DATE,
    WINDOW_LAST_YEAR_TO_DATE,
    WINDOW_ROLLING,
    WINDOW_PREVIOUS_ROLLING,
    WINDOW_PERIOD, // a certain period, whatever the layout's latest: a column of an `each`
};

struct window {
    enum window_kind kind;
    int length;           // periods, of the rolling kinds
    struct period period; // of WINDOW_PERIOD; of others the period they end at, where that is not
                          // the line's latest (kind PERIOD_NONE)
};

// The periods that a window covers, both ends included.
struct span {
    int first;
    int last;
};

// The window that a word names; false where it names none.
bool window_read(const char *word, struct window *window);
bool window_equal(struct window one, struct window other);

// The periods of a window that ends at `latest`.
struct span window_span(struct window window, struct period latest,
                        const struct calendar *calendar);

// The words that name windows, for messages; rolling12 and previous12 stand for any number.
extern const char *const window_words[];
extern const size_t window_word_count;

#endif
