#include "base/period.h"
#include "base/text.h"

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct calendar monthly = {.every = PERIOD_MONTH, .year_start = 4};
static const struct calendar quarterly = {.every = PERIOD_QUARTER, .year_start = 4};
static const struct calendar yearly = {.every = PERIOD_YEAR, .year_start = 4};
static const struct calendar calendar_months = {.every = PERIOD_MONTH, .year_start = 1};
static const struct calendar calendar_years = {.every = PERIOD_YEAR, .year_start = 1};
static const struct calendar from_february = {.every = PERIOD_QUARTER, .year_start = 2};

static struct period period_at(const char *text, const struct calendar *calendar)
{
    struct period period = {0};
    if (!period_read(text, calendar, &period))
        fail_msg("'%s' is refused", text);
    return period;
}

static void reads_periods(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const struct calendar *calendar;
        const char *period; // in its usual form
    } cases[] = {
        {"2007-05", &monthly, "2007-05"},
        {"200705", &monthly, "2007-05"},
        {"2007-05-01", &monthly, "2007-05"},
        {"01/05/2007", &monthly, "2007-05"},
        {"1/5/2007", &monthly, "2007-05"},
        {"05/2007", &monthly, "2007-05"},
        {"May-07", &monthly, "2007-05"},
        {"may-07", &monthly, "2007-05"},
        {"01-May-07", &monthly, "2007-05"},
        {"1 May 2007", &monthly, "2007-05"},
        {"May 2007", &monthly, "2007-05"},
        {"May  07", &monthly, "2007-05"},
        {" MAY 2007 ", &monthly, "2007-05"},
        {"Sept 2007", &monthly, "2007-09"},
        {"Sep-2007", &monthly, "2007-09"},
        {"September 2007", &monthly, "2007-09"},
        {"June 79", &monthly, "2079-06"},
        {"Jun-80", &monthly, "1980-06"},
        {"Dec-99", &monthly, "1999-12"},
        {"2007-08", &monthly, "2007-08"},
        {"2007-08", &quarterly, "2007-08"},
        {"2007-08", &yearly, "2007/08"},
        {"2007/08 Q1", &quarterly, "2007/08 Q1"},
        {"Q1 2007/08", &quarterly, "2007/08 Q1"},
        {"q4 2007-08", &quarterly, "2007/08 Q4"},
        {"2007-Q2", &quarterly, "2007/08 Q2"},
        {"Q2 2007", &quarterly, "2007/08 Q2"},
        {"2007Q2", &calendar_months, "2007 Q2"},
        {"Q3 2007/08", &from_february, "2007/08 Q3"},
        {"2007/08", &yearly, "2007/08"},
        {"2007/08", &monthly, "2007/08"}, // a year, whatever the calendar counts
        {"2007/8", &yearly, "2007/08"},
        {"2007/2008", &yearly, "2007/08"},
        {"1999/00", &yearly, "1999/00"},
        {"2009/0", &yearly, "2009/10"},
        {"FY2007", &yearly, "2007/08"},
        {"FY 2007/08", &yearly, "2007/08"},
        {"2007", &calendar_years, "2007"},
        {"FY2007", &calendar_years, "2007"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct period period = period_at(cases[i].text, cases[i].calendar);
        const char *shown = period_show(&arena, period, cases[i].calendar, NULL);
        if (!text_equal(shown, cases[i].period))
            fail_msg("'%s' is read as %s, not %s", cases[i].text, shown, cases[i].period);
        arena_free(&arena);
    }
}

static void refuses_what_is_no_period(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const struct calendar *calendar;
    } cases[] = {
        {"", &monthly},
        {"id", &monthly},
        {"Measure", &monthly},
        {"May", &monthly},
        {"2007", &monthly},       // starts in April: which year?
        {"2007-5", &monthly},     // May 2007, or 2004/5?
        {"2007/05", &monthly},    // May 2007? A year ends in the next
        {"05/04/2007", &monthly}, // 5 April, or 4 May?
        {"2007-05-31", &monthly},
        {"31/05/2007", &monthly},
        {"2007-13", &monthly},
        {"2007-00", &monthly},
        {"00/05/2007", &monthly},
        {"200713", &monthly},
        {"20070501", &monthly},
        {"May-7", &monthly},
        {"May-007", &monthly},
        {"Mayday 2007", &monthly},
        {"Ma 2007", &monthly},
        {"May 2007 (p)", &monthly},
        {"1234-05", &monthly}, // no year of ours
        {"39203", &monthly},
        {"2007/09", &yearly},
        {"2007-09", &yearly},
        {"2007/007", &yearly},
        {"2007/08", &calendar_years}, // years do not lie in two
        {"2007-08", &calendar_years},
        {"2007/08 Q5", &quarterly},
        {"2007/08 Q0", &quarterly},
        {"Q1", &quarterly},
        {"Q1 07", &quarterly},
        {"Q1 2007/08", &calendar_months},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct period period;
        if (period_read(cases[i].text, cases[i].calendar, &period))
            fail_msg("'%s' is read as %s", cases[i].text,
                     period_show(&arena, period, cases[i].calendar, NULL));
        arena_free(&arena);
    }
}

static void shows_periods(void **state)
{
    (void)state;
    static const struct {
        const char *period;
        const struct calendar *calendar;
        const char *code, *shown;
    } cases[] = {
        {"2007-05", &monthly, "mmm-yy", "May-07"},
        {"2007-05", &monthly, "MMM-YY", "May-07"},
        {"2007-05", &monthly, "mmmm yyyy", "May 2007"},
        {"2007-09", &monthly, "mmm yyyy", "Sep 2007"},
        {"2007-05", &monthly, "yyyy-mm", "2007-05"},
        {"2007-05", &monthly, "m/yy", "5/07"},
        {"2007-05", &monthly, "mmmmm", "M"},
        {"2007-05", &monthly, "", "2007-05"},
        {"2007-05", &monthly, "yyyy/yy", "2007/08"},
        {"2008-03", &monthly, "yyyy/yy", "2007/08"},
        {"2008-03", &monthly, "yyyy", "2008"},
        {"2008-03", &monthly, "mmm yyyy\" in \"yyyy/yy", "Mar 2008 in 2007/08"},
        {"2008-03", &monthly, "Qq yyyy/yy", "Q4 2007/08"},
        {"2008-03", &monthly, "yyyy-Qq", "2007-Q4"}, // which period_read reads back
        {"2008-03", &calendar_months, "yyyy/yy", "2008"},
        {"1999-12", &monthly, "yyyy/yy", "1999/00"},
        {"2007/08 Q4", &quarterly, NULL, "2007/08 Q4"},
        {"2007/08 Q4", &quarterly, "yyyy-Qq", "2007-Q4"},
        {"2007/08 Q4", &quarterly, "mmm yyyy", "Mar 2008"},
        {"2007/08 Q4", &quarterly, "\\Qq", "Q4"},
        {"2007/08 Q4", &from_february, "mmm yyyy", "Jan 2008"},
        {"2007/08", &yearly, "yyyy", "2007"},
        {"2007/08", &yearly, "\"year to \"mmmm yyyy", "year to March 2008"},
        {"2007/08", &yearly, "\"FY\"yy", "FY07"},
        {"2007", &calendar_years, NULL, "2007"},
        {"2007", &calendar_years, "mmm-yy", "Dec-07"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        struct period period = period_at(cases[i].period, cases[i].calendar);
        const char *shown = period_show(&arena, period, cases[i].calendar, cases[i].code);
        if (!text_equal(shown, cases[i].shown))
            fail_msg("%s under %s is '%s', not '%s'", cases[i].period, cases[i].code, shown,
                     cases[i].shown);
        arena_free(&arena);
    }
}

static void knows_faults_of_codes(void **state)
{
    (void)state;
    static const char letters[] =
        "a period has only y, m and q; other letters stand in double quotes";
    static const struct {
        const char *code, *fault;
    } cases[] = {
        {"mmm-yy", NULL},     {"yyyy/yy Qq", NULL},
        {"\"FY\"yyyy", NULL}, {"\\d mmm", NULL},
        {"", NULL},           {"dd mmm yyyy", letters},
        {"FYyyyy", letters},  {"\"to mmm", "a double quote is not closed"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *fault = period_code_fault(cases[i].code);
        if (!text_equal(fault, cases[i].fault))
            fail_msg("%s: '%s'", cases[i].code, fault ? fault : "sound");
    }
}

static void knows_months_and_years(void **state)
{
    (void)state;
    static const struct {
        const char *period;
        const struct calendar *calendar;
        const char *first_month, *last_month, *year_start;
    } cases[] = {
        {"2007-05", &monthly, "2007-05", "2007-05", "2007-04"},
        {"2008-03", &monthly, "2008-03", "2008-03", "2007-04"},
        {"2008-03", &calendar_months, "2008-03", "2008-03", "2008-01"},
        {"2007/08 Q1", &quarterly, "2007-04", "2007-06", "2007/08 Q1"},
        {"2007/08 Q4", &quarterly, "2008-01", "2008-03", "2007/08 Q1"},
        {"2007/08 Q1", &from_february, "2007-02", "2007-04", "2007/08 Q1"},
        {"2007/08 Q4", &from_february, "2007-11", "2008-01", "2007/08 Q1"},
        {"2007/08", &yearly, "2007-04", "2008-03", "2007/08"},
        {"2007", &calendar_years, "2007-01", "2007-12", "2007"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        const struct calendar *calendar = cases[i].calendar;
        struct period period = period_at(cases[i].period, calendar);
        const char *first =
            period_show(&arena, period_first_month(period, calendar), calendar, NULL);
        const char *last = period_show(&arena, period_last_month(period, calendar), calendar, NULL);
        const char *start =
            period_show(&arena, period_year_start(period, calendar), calendar, NULL);
        if (!text_equal(first, cases[i].first_month) || !text_equal(last, cases[i].last_month) ||
            !text_equal(start, cases[i].year_start))
            fail_msg("%s lasts from %s to %s, its year starts with %s", cases[i].period, first,
                     last, start);
        arena_free(&arena);
    }
}

static void counts_periods(void **state)
{
    (void)state;
    static const struct {
        const char *period;
        const struct calendar *calendar;
        const char *earlier;
        int by; // a year
    } cases[] = {
        {"2008-02", &monthly, "2007-02", 12},
        {"2007/08 Q1", &quarterly, "2006/07 Q1", 4},
        {"2007/08", &yearly, "2006/07", 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct period period = period_at(cases[i].period, cases[i].calendar);
        struct period earlier = period_at(cases[i].earlier, cases[i].calendar);
        assert_int_equal(period.number - earlier.number, cases[i].by);
        assert_int_equal(period_per_year(period.kind), cases[i].by);
    }
    assert_int_equal(period_at("2007-05", &monthly).number, 2007 * 12 + 4);
    assert_int_equal(period_at("2007/08", &yearly).number, 2007);
}

static void knows_the_last_day(void **state)
{
    (void)state;
    static const struct {
        const char *period;
        const struct calendar *calendar;
        int64_t seconds;
    } cases[] = {
        {"2007-05", &monthly, 1180569600},      // 31 May 2007
        {"2008-02", &monthly, 1204243200},      // 29 February 2008
        {"2007-12", &monthly, 1199059200},      // 31 December 2007
        {"2007/08", &yearly, 1206921600},       // 31 March 2008
        {"2007/08 Q1", &quarterly, 1183161600}, // 30 June 2007
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct period period = period_at(cases[i].period, cases[i].calendar);
        int64_t seconds = period_last_day(period, cases[i].calendar);
        if (seconds != cases[i].seconds)
            fail_msg("%s ends at %lld", cases[i].period, (long long)seconds);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_periods),          cmocka_unit_test(refuses_what_is_no_period),
        cmocka_unit_test(shows_periods),          cmocka_unit_test(knows_faults_of_codes),
        cmocka_unit_test(knows_months_and_years), cmocka_unit_test(counts_periods),
        cmocka_unit_test(knows_the_last_day),
    };
    return cmocka_run_group_tests_name("period", tests, NULL, NULL);
}
