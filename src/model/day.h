#ifndef MODEL_DAY_H
#define MODEL_DAY_H

#include "base/period.h"

#include <stdbool.h>

enum { DAY_LENGTH = 10 }; // of "2025-11-17"

// The period that a day, or a shorter period, lies in: 2025-11-17 and 17/11/2025 (the day first)
// are in November 2025, and that in the year 2025/26. False for anything else.
bool day_read(const char *text, const struct calendar *calendar, struct period *period);

#endif
