#include "model/window.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const char *const window_words[] = {
    [WINDOW_LATEST] = "latest",
    [WINDOW_PREVIOUS] = "previous",
    [WINDOW_SAME_LAST_YEAR] = "same_last_year",
    [WINDOW_YEAR_TO_DATE] = "fytd",
    [WINDOW_LAST_YEAR_TO_DATE] = "last_fytd",
    [WINDOW_ROLLING] = "rolling12",
    [WINDOW_PREVIOUS_ROLLING] = "previous12",
};
const size_t window_word_count = sizeof window_words / sizeof *window_words;

enum { LONGEST_ROLLING = 1200 }; // periods; a hundred years of months

// "rolling3" under "rolling" is 3; 0 where the word is no such thing.
static int rolling_length(const char *word, const char *start)
{
    if (!text_starts(word, start))
        return 0;
    const char *digits = word + strlen(start);
    size_t count = strspn(digits, "0123456789");
    if (count == 0 || count > 4 || digits[count] != '\0' || digits[0] == '0')
        return 0;
    int length = (int)strtol(digits, NULL, 10);
    return length <= LONGEST_ROLLING ? length : 0;
}

bool window_read(const char *word, struct window *window)
{
    int length = rolling_length(word, "rolling");
    if (length > 0) {
        *window = (struct window){.kind = WINDOW_ROLLING, .length = length};
        return true;
    }
    length = rolling_length(word, "previous");
    if (length > 0) {
        *window = (struct window){.kind = WINDOW_PREVIOUS_ROLLING, .length = length};
        return true;
    }
    for (size_t i = 0; i < WINDOW_ROLLING; i++) {
        if (text_equal(word, window_words[i])) {
            *window = (struct window){.kind = (enum window_kind)i};
            return true;
        }
    }
    return false;
}

bool window_equal(struct window one, struct window other)
{
    return one.kind == other.kind && one.length == other.length &&
           one.period.number == other.period.number;
}

struct span window_span(struct window window, struct period latest, const struct calendar *calendar)
{
    if (window.period.kind != PERIOD_NONE)
        latest = window.period;
    int last = latest.number;
    int year = period_per_year(latest.kind);
    int start = period_year_start(latest, calendar).number;
    switch (window.kind) {
    case WINDOW_LATEST:
        return (struct span){last, last};
    case WINDOW_PREVIOUS:
        return (struct span){last - 1, last - 1};
    case WINDOW_SAME_LAST_YEAR:
        return (struct span){last - year, last - year};
    case WINDOW_YEAR_TO_DATE:
        return (struct span){start, last};
    case WINDOW_LAST_YEAR_TO_DATE:
        return (struct span){start - year, last - year};
    case WINDOW_ROLLING:
        return (struct span){last - window.length + 1, last};
    case WINDOW_PREVIOUS_ROLLING:
        return (struct span){last - 2 * window.length + 1, last - window.length};
    case WINDOW_PERIOD:
        break;
    }
    return (struct span){window.period.number, window.period.number};
}
