#include "model/day.h"

#include "base/text.h"

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void days_lie_in_periods(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct calendar calendar;
        const char *period; // NULL: it is no day
    } cases[] = {
        {"2025-11-17", {PERIOD_MONTH, 4}, "2025-11"},
        {"17/11/2025", {PERIOD_MONTH, 4}, "2025-11"},
        {"05/04/2007", {PERIOD_MONTH, 4}, "2007-04"}, // the day comes first
        {"2025-11", {PERIOD_MONTH, 4}, "2025-11"},
        {"2025-03-31", {PERIOD_YEAR, 4}, "2024/25"},
        {"2025-04-01", {PERIOD_YEAR, 4}, "2025/26"},
        {"Apr-25", {PERIOD_YEAR, 4}, "2025/26"},
        {"2025-12-31", {PERIOD_YEAR, 1}, "2025"},
        {"2025-06-30", {PERIOD_QUARTER, 4}, "2025/26 Q1"},
        {"2025-07-01", {PERIOD_QUARTER, 4}, "2025/26 Q2"},
        {"2025-03-31", {PERIOD_QUARTER, 2}, "2025/26 Q1"},
        {"11/17/2025", {PERIOD_MONTH, 4}, NULL},
        {"2025-11-00", {PERIOD_MONTH, 4}, NULL},
        {"2025-11-32", {PERIOD_MONTH, 4}, NULL},
        {"2025-11-1x", {PERIOD_MONTH, 4}, NULL},
        {"2025-11-17T08:30", {PERIOD_MONTH, 4}, NULL}, // who reads rows takes the time off
        {"17 November", {PERIOD_MONTH, 4}, NULL},
        {"", {PERIOD_MONTH, 4}, NULL},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct period period;
        bool is_day = day_read(cases[i].text, &cases[i].calendar, &period);
        const char *shown = is_day ? period_show(&arena, period, &cases[i].calendar, NULL) : NULL;
        if (is_day != (cases[i].period != NULL) || !text_equal(shown, cases[i].period))
            fail_msg("row %zu, '%s' is in %s", i, cases[i].text, shown ? shown : "no period");
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_lie_in_periods),
    };
    return cmocka_run_group_tests_name("days", tests, NULL, NULL);
}
