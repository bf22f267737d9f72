#include "model/day.h"

#include <stdio.h>
#include <string.h>

enum { MONTHS_A_YEAR = 12, LAST_DAY = 31 };

// Whether the text is as a pattern has it, 9 standing for any digit.
static bool is_as(const char *text, const char *pattern)
{
    for (; *pattern != '\0'; pattern++, text++) {
        bool is_digit = *text >= '0' && *text <= '9';
        if (*pattern == '9' ? !is_digit : *text != *pattern)
            return false;
    }
    return *text == '\0';
}

static int number_at(const char *text, int digits)
{
    int number = 0;
    for (int i = 0; i < digits; i++)
        number = number * 10 + (text[i] - '0');
    return number;
}

// The month of a day, as period_read() takes it: "2025-11".
static bool month_of_day(const char *text, char month[8])
{
    int day = 0;
    if (is_as(text, "9999-99-99")) {
        day = number_at(text + 8, 2);
        snprintf(month, 8, "%.7s", text);
    } else if (is_as(text, "99/99/9999")) {
        day = number_at(text, 2);
        snprintf(month, 8, "%.4s-%.2s", text + 6, text + 3);
    }
    return day >= 1 && day <= LAST_DAY;
}

// The period that holds a month.
static struct period holding(struct period month, const struct calendar *calendar)
{
    int months = MONTHS_A_YEAR / period_per_year(calendar->every);
    struct period period = {calendar->every, month.number / months};
    while (period_first_month(period, calendar).number > month.number)
        period.number--;
    while (period_last_month(period, calendar).number < month.number)
        period.number++;
    return period;
}

bool day_read(const char *text, const struct calendar *calendar, struct period *period)
{
    static const struct calendar months = {.every = PERIOD_MONTH};
    char month[8];
    struct period read;
    const char *known = month_of_day(text, month) ? month : text;
    if (!period_read(known, &months, &read) || read.kind != PERIOD_MONTH)
        return false;
    *period = holding(read, calendar);
    return true;
}
