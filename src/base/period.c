#include "base/period.h"

#include "base/text.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { MONTHS_A_YEAR = 12, MONTHS_A_QUARTER = 3, QUARTERS_A_YEAR = 4 };

const char *const period_month_names[12] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

// --- counting ------------------------------------------------------------------------------------

// Months from January to the start of the year, 0 to 11.
static int months_before_year(const struct calendar *calendar)
{
    return calendar->year_start > 0 ? calendar->year_start - 1 : 0;
}

static int month_of_year_start(int year, const struct calendar *calendar)
{
    return year * MONTHS_A_YEAR + months_before_year(calendar);
}

static int months_of(enum period_kind kind)
{
    return MONTHS_A_YEAR / period_per_year(kind);
}

int period_per_year(enum period_kind kind)
{
    switch (kind) {
    case PERIOD_QUARTER:
        return QUARTERS_A_YEAR;
    case PERIOD_YEAR:
        return 1;
    case PERIOD_MONTH:
    case PERIOD_NONE:
        break;
    }
    return MONTHS_A_YEAR;
}

struct period period_first_month(struct period period, const struct calendar *calendar)
{
    struct period month = {.kind = PERIOD_MONTH, .number = period.number};
    if (period.kind == PERIOD_QUARTER)
        month.number =
            period.number * MONTHS_A_QUARTER + months_before_year(calendar) % MONTHS_A_QUARTER;
    if (period.kind == PERIOD_YEAR)
        month.number = month_of_year_start(period.number, calendar);
    return month;
}

struct period period_last_month(struct period period, const struct calendar *calendar)
{
    struct period month = period_first_month(period, calendar);
    month.number += months_of(period.kind) - 1;
    return month;
}

// The year, by the calendar year it starts in, that a period lies in.
static int year_of(struct period period, const struct calendar *calendar)
{
    struct period month = period_first_month(period, calendar);
    return (month.number - months_before_year(calendar)) / MONTHS_A_YEAR;
}

// Which quarter of its year a period ends in, 1 to 4.
static int quarter_in_year(struct period period, const struct calendar *calendar)
{
    int month = period_last_month(period, calendar).number;
    int start = month_of_year_start(year_of(period, calendar), calendar);
    return (month - start) / MONTHS_A_QUARTER + 1;
}

struct period period_year_start(struct period period, const struct calendar *calendar)
{
    int year = year_of(period, calendar);
    if (period.kind == PERIOD_YEAR)
        return (struct period){.kind = PERIOD_YEAR, .number = year};
    int month = month_of_year_start(year, calendar);
    return (struct period){.kind = period.kind, .number = month / months_of(period.kind)};
}

int64_t period_last_day(struct period period, const struct calendar *calendar)
{
    int month = period_last_month(period, calendar).number + 1;
    struct tm before_next = {
        .tm_year = month / MONTHS_A_YEAR - 1900,
        .tm_mon = month % MONTHS_A_YEAR,
        .tm_mday = 0, // the day before the first
    };
    return timegm(&before_next);
}

// --- showing -------------------------------------------------------------------------------------

// A part of a code: a run of one letter (yyyy), or text that stands as it is.
struct code_part {
    char letter; // 'y', 'm', 'q', or 0 for text
    const char *start;
    size_t length;
    bool unclosed; // a quote without its end
    bool bare;     // text outside quotes
};

static char code_letter(char at)
{
    if (at == 'q') // Q is text: Qq is Q1
        return 'q';
    char lower = (char)tolower((unsigned char)at);
    if (lower == 'y' || lower == 'm')
        return lower;
    return '\0';
}

static struct code_part quoted_part(const char **at)
{
    struct code_part part = {.start = *at + 1};
    const char *end = strchr(part.start, '"');
    part.unclosed = !end;
    part.length = end ? (size_t)(end - part.start) : strlen(part.start);
    *at = end ? end + 1 : part.start + part.length;
    return part;
}

// The next part of a code, moving past it; false at the end.
static bool next_part(const char **at, struct code_part *part)
{
    if (**at == '\0')
        return false;
    if (**at == '"') {
        *part = quoted_part(at);
        return true;
    }
    bool escaped = **at == '\\' && (*at)[1] != '\0';
    if (escaped)
        (*at)++;
    else if (code_letter(**at)) {
        *part = (struct code_part){.letter = code_letter(**at), .start = *at};
        while (code_letter((*at)[part->length]) == part->letter)
            part->length++;
        *at += part->length;
        return true;
    }
    *part = (struct code_part){.start = *at, .bare = !escaped};
    text_next(at);
    part->length = (size_t)(*at - part->start);
    return true;
}

static bool code_has(const char *code, char letter)
{
    struct code_part part;
    while (next_part(&code, &part)) {
        if (part.letter == letter)
            return true;
    }
    return false;
}

// What there is to show of a period.
struct shown {
    struct text text;
    int year;        // for y
    int month;       // 0 to 11
    int quarter;     // 1 to 4
    int year_before; // that it starts in, for yyyy/yy
    bool straddles;  // its year lies in two calendar years
};

static void add_month(struct shown *shown, size_t letters)
{
    const char *name = period_month_names[shown->month];
    if (letters == 1)
        text_print(&shown->text, "%d", shown->month + 1);
    else if (letters == 2)
        text_print(&shown->text, "%02d", shown->month + 1);
    else if (letters == 3)
        text_add_part(&shown->text, name, 3);
    else if (letters == 4)
        text_add(&shown->text, name);
    else
        text_add_part(&shown->text, name, 1);
}

static void add_year(struct shown *shown, size_t letters)
{
    if (letters <= 2)
        text_print(&shown->text, "%02d", shown->year % 100);
    else
        text_print(&shown->text, "%04d", shown->year);
}

// Moves past yyyy/yy, the one code that spans two runs.
static bool take_year_pair(const char **at)
{
    static const char pair[] = "yyyy/yy";
    size_t length = sizeof pair - 1;
    if (strncasecmp(*at, pair, length) != 0 || code_letter((*at)[length]) == 'y')
        return false;
    *at += length;
    return true;
}

static void add_year_pair(struct shown *shown)
{
    text_print(&shown->text, "%04d", shown->year_before);
    if (shown->straddles)
        text_print(&shown->text, "/%02d", (shown->year_before + 1) % 100);
}

static void add_part(struct shown *shown, const struct code_part *part)
{
    switch (part->letter) {
    case 'y':
        add_year(shown, part->length);
        break;
    case 'm':
        add_month(shown, part->length);
        break;
    case 'q':
        text_print(&shown->text, "%d", shown->quarter);
        break;
    default:
        text_add_part(&shown->text, part->start, part->length);
        break;
    }
}

static const char *usual_code(enum period_kind kind)
{
    if (kind == PERIOD_QUARTER)
        return "yyyy/yy Qq";
    return kind == PERIOD_YEAR ? "yyyy/yy" : "yyyy-mm";
}

const char *period_show(struct arena *arena, struct period period, const struct calendar *calendar,
                        const char *code)
{
    if (period.kind == PERIOD_NONE)
        return "";
    if (!code || *code == '\0')
        code = usual_code(period.kind);

    int month = period_last_month(period, calendar).number;
    struct shown shown = {
        .text = {.arena = arena},
        .month = month % MONTHS_A_YEAR,
        .quarter = quarter_in_year(period, calendar),
        .year_before = year_of(period, calendar),
        .straddles = months_before_year(calendar) > 0,
    };
    bool by_month = code_has(code, 'm') || (period.kind == PERIOD_MONTH && !code_has(code, 'q'));
    shown.year = by_month ? month / MONTHS_A_YEAR : shown.year_before;

    struct code_part part;
    for (;;) {
        if (take_year_pair(&code))
            add_year_pair(&shown);
        else if (next_part(&code, &part))
            add_part(&shown, &part);
        else
            return text_done(&shown.text);
    }
}

const char *period_code_fault(const char *code)
{
    struct code_part part;
    while (next_part(&code, &part)) {
        if (part.unclosed)
            return "a double quote is not closed";
        if (part.bare && isalpha((unsigned char)*part.start) && *part.start != 'Q')
            return "a period has only y, m and q; other letters stand in double quotes";
    }
    return NULL;
}
