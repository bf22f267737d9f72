#ifndef BASE_PERIOD_H
#define BASE_PERIOD_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum period_kind { PERIOD_NONE, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR };

// A month, quarter or year. `number` counts periods of the kind, so that the period before is
// number - 1: months as year * 12 + month - 1; quarters and years by the month they start in (the
// year starts in `year_start`, 1 to 12), as quarters since year 0 and as the calendar year of the
// start.
struct period {
    enum period_kind kind;
    int number;
};

// How periods are counted: every month, quarter or year, the year starting in a month (1 to 12; 0
// counts as 1).
struct calendar {
    enum period_kind every;
    int year_start;
};

// Reads a period as people and Excel write it, or returns false. A month: 2007-05, 200705,
// 2007-05-01, 01/05/2007 and 01-May-2007 (day 1 only), 05/2007, May-07, May 2007, Sept 2007. A
// quarter: 2007/08 Q1, Q1 2007/08, 2007-Q2 and Q2 2007 (calendar year that the year starts in). A
// year: 2007/08, 2007/8, 2007-08 where the calendar counts years, FY2007, FY2007/08, and plain 2007
// where the year starts in January. Years of two digits are 2000 to 2079, then 1980 to 1999; years
// of four, 1900 to 2199. The kind is what was written, whatever the calendar counts.
bool period_read(const char *text, const struct calendar *calendar, struct period *period);

// The first month of a period, as a month; the last one.
struct period period_first_month(struct period period, const struct calendar *calendar);
struct period period_last_month(struct period period, const struct calendar *calendar);

// The first period of the year that a period lies in.
struct period period_year_start(struct period period, const struct calendar *calendar);

// January to December, as period_show() has them and period_read() takes them.
extern const char *const period_month_names[12];

// How many periods a year has: 12, 4 or 1.
int period_per_year(enum period_kind kind);

// As shown, by an Excel-like date code in the letters y, m (of either case) and q: "mmm-yy" is
// May-07, "mmmm yyyy" is May 2007, "yyyy-mm" is 2007-05, "yyyy/yy" is 2007/08 (the year it lies in;
// 2007 where years start in January), "yyyy/yy Qq" is 2007/08 Q1; text in double quotes or after a
// backslash stands as it is. NULL gives the usual form: 2007-05, 2007/08 Q1, 2007/08. A quarter or
// year under a code with months shows its last month; under one without, the year it starts in.
// English names always.
const char *period_show(struct arena *arena, struct period period, const struct calendar *calendar,
                        const char *code);

// NULL where a code is sound; else what is wrong with it, for a message.
const char *period_code_fault(const char *code);

// The first moment of a period's last day, in seconds since 1970 UTC: what a document about it is
// dated by.
int64_t period_last_day(struct period period, const struct calendar *calendar);

#endif
