#include "base/period.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

enum {
    MONTHS_A_YEAR = 12,
    MONTHS_A_QUARTER = 3,
    QUARTERS_A_YEAR = 4,
    LEAST_YEAR = 1900, // of four digits; other numbers are no years
    MOST_YEAR = 2199,
    FIRST_OF_LAST_CENTURY = 80, // '80 is 1980, '79 is 2079
};

// When a way of writing has one meaning only.
enum meaning {
    ALWAYS,
    WHERE_YEARS_COUNT,     // the calendar counts years
    WHERE_YEARS_DO_NOT,    // it counts months or quarters
    WHERE_YEARS_STRADDLE,  // a year starts in another month than January
    WHERE_JANUARY_IS_FIRST // a year is a calendar year
};

// How periods are written:
//   %Y year of four digits     %M month, two digits        %q quarter, 1 to 4
//   %y year of two digits      %m month, one or two        %d the first of the month, 1 or 01
//   %Z the year after %Y,      %b month's name, short
//      one, two or four digits    or long
// Letters are of either case, and a space is one or more.
struct form {
    const char *pattern;
    enum period_kind kind;
    enum meaning meaning;
};

static const struct form forms[] = {
    {.pattern = "%Y-%M", .kind = PERIOD_MONTH, .meaning = WHERE_YEARS_DO_NOT},
    {.pattern = "%Y%M", .kind = PERIOD_MONTH},
    {.pattern = "%Y-%M-%d", .kind = PERIOD_MONTH},
    {.pattern = "%d/%m/%Y", .kind = PERIOD_MONTH},
    {.pattern = "%m/%Y", .kind = PERIOD_MONTH},
    {.pattern = "%d-%b-%Y", .kind = PERIOD_MONTH},
    {.pattern = "%d-%b-%y", .kind = PERIOD_MONTH},
    {.pattern = "%d %b %Y", .kind = PERIOD_MONTH},
    {.pattern = "%b-%y", .kind = PERIOD_MONTH},
    {.pattern = "%b-%Y", .kind = PERIOD_MONTH},
    {.pattern = "%b %y", .kind = PERIOD_MONTH},
    {.pattern = "%b %Y", .kind = PERIOD_MONTH},
    {.pattern = "%Y/%Z Q%q", .kind = PERIOD_QUARTER, .meaning = WHERE_YEARS_STRADDLE},
    {.pattern = "%Y-%Z Q%q", .kind = PERIOD_QUARTER, .meaning = WHERE_YEARS_STRADDLE},
    {.pattern = "Q%q %Y/%Z", .kind = PERIOD_QUARTER, .meaning = WHERE_YEARS_STRADDLE},
    {.pattern = "Q%q %Y-%Z", .kind = PERIOD_QUARTER, .meaning = WHERE_YEARS_STRADDLE},
    {.pattern = "%Y-Q%q", .kind = PERIOD_QUARTER},
    {.pattern = "%Y Q%q", .kind = PERIOD_QUARTER},
    {.pattern = "%YQ%q", .kind = PERIOD_QUARTER},
    {.pattern = "Q%q %Y", .kind = PERIOD_QUARTER},
    {.pattern = "Q%q-%Y", .kind = PERIOD_QUARTER},
    {.pattern = "%Y/%Z", .kind = PERIOD_YEAR, .meaning = WHERE_YEARS_STRADDLE},
    {.pattern = "%Y-%Z", .kind = PERIOD_YEAR, .meaning = WHERE_YEARS_COUNT},
    {.pattern = "FY%Y/%Z", .kind = PERIOD_YEAR, .meaning = WHERE_YEARS_STRADDLE},
    {.pattern = "FY %Y/%Z", .kind = PERIOD_YEAR, .meaning = WHERE_YEARS_STRADDLE},
    {.pattern = "FY%Y", .kind = PERIOD_YEAR},
    {.pattern = "FY %Y", .kind = PERIOD_YEAR},
    {.pattern = "%Y", .kind = PERIOD_YEAR, .meaning = WHERE_JANUARY_IS_FIRST},
};

// What was read by a form.
struct reading {
    int year;
    int month;   // 1 to 12
    int quarter; // 1 to 4
};

// A number of `least` to `most` digits.
static bool take_number(const char **at, int least, int most, int *number)
{
    int digits = 0;
    *number = 0;
    for (; digits < most && isdigit((unsigned char)**at); digits++, (*at)++)
        *number = *number * 10 + (**at - '0');
    return digits >= least;
}

static bool is_between(int number, int least, int most)
{
    return number >= least && number <= most;
}

static bool take_two_digit_year(const char **at, int *year)
{
    if (!take_number(at, 2, 2, year))
        return false;
    *year += *year >= FIRST_OF_LAST_CENTURY ? 1900 : 2000;
    return true;
}

// The year after, as 2008, 08 or 8.
static bool take_next_year(const char **at, int year)
{
    const char *start = *at;
    int next;
    if (!take_number(at, 1, 4, &next))
        return false;
    switch (*at - start) {
    case 1:
        return next == (year + 1) % 10;
    case 2:
        return next == (year + 1) % 100;
    case 4:
        return next == year + 1;
    default:
        return false;
    }
}

// A month's name in full, or its first three letters; Sept as well.
static bool take_month_name(const char **at, int *month)
{
    size_t length = 0;
    while (isalpha((unsigned char)(*at)[length]))
        length++;
    for (int i = 0; i < MONTHS_A_YEAR; i++) {
        bool is_short = length == 3 || (length == 4 && strncasecmp(*at, "Sept", 4) == 0);
        if ((is_short || length == strlen(period_month_names[i])) &&
            strncasecmp(*at, period_month_names[i], length) == 0) {
            *at += length;
            *month = i + 1;
            return true;
        }
    }
    return false;
}

static bool take_field(const char **at, char field, struct reading *reading)
{
    int day;
    switch (field) {
    case 'Y':
        return take_number(at, 4, 4, &reading->year) &&
               is_between(reading->year, LEAST_YEAR, MOST_YEAR);
    case 'y':
        return take_two_digit_year(at, &reading->year);
    case 'Z':
        return take_next_year(at, reading->year);
    case 'M':
        return take_number(at, 2, 2, &reading->month) &&
               is_between(reading->month, 1, MONTHS_A_YEAR);
    case 'm':
        return take_number(at, 1, 2, &reading->month) &&
               is_between(reading->month, 1, MONTHS_A_YEAR);
    case 'b':
        return take_month_name(at, &reading->month);
    case 'd':
        return take_number(at, 1, 2, &day) && day == 1;
    case 'q':
        return take_number(at, 1, 1, &reading->quarter) &&
               is_between(reading->quarter, 1, QUARTERS_A_YEAR);
    default:
        return false;
    }
}

static void skip_spaces(const char **at)
{
    while (isspace((unsigned char)**at))
        (*at)++;
}

// Whether the whole text is of the form.
static bool form_fits(const char *pattern, const char *text, struct reading *reading)
{
    for (; *pattern; pattern++) {
        if (*pattern == '%') {
            pattern++;
            if (!take_field(&text, *pattern, reading))
                return false;
        } else if (toupper((unsigned char)*text) == *pattern) {
            text++;
            if (*pattern == ' ')
                skip_spaces(&text);
        } else {
            return false;
        }
    }
    skip_spaces(&text);
    return *text == '\0';
}

static bool january_is_first(const struct calendar *calendar)
{
    return calendar->year_start <= 1;
}

static bool has_meaning(enum meaning meaning, const struct calendar *calendar)
{
    switch (meaning) {
    case ALWAYS:
        return true;
    case WHERE_YEARS_COUNT:
        return calendar->every == PERIOD_YEAR && !january_is_first(calendar);
    case WHERE_YEARS_DO_NOT:
        return calendar->every != PERIOD_YEAR;
    case WHERE_YEARS_STRADDLE:
        return !january_is_first(calendar);
    case WHERE_JANUARY_IS_FIRST:
        return january_is_first(calendar);
    }
    return false;
}

static struct period period_of(const struct reading *reading, enum period_kind kind,
                               const struct calendar *calendar)
{
    struct period year = {.kind = PERIOD_YEAR, .number = reading->year};
    if (kind == PERIOD_YEAR)
        return year;
    int number = reading->year * MONTHS_A_YEAR + reading->month - 1;
    if (kind == PERIOD_QUARTER)
        number =
            period_first_month(year, calendar).number / MONTHS_A_QUARTER + reading->quarter - 1;
    return (struct period){.kind = kind, .number = number};
}

bool period_read(const char *text, const struct calendar *calendar, struct period *period)
{
    skip_spaces(&text);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct reading reading = {0};
        if (has_meaning(forms[i].meaning, calendar) &&
            form_fits(forms[i].pattern, text, &reading)) {
            *period = period_of(&reading, forms[i].kind, calendar);
            return true;
        }
    }
    return false;
}
