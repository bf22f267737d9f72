#include "base/format.h"
#include "base/number.h"
#include "base/period.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Any text, as a number, a period and a number format, is read or refused; what is read can be
// shown. Build with clang -fsanitize=fuzzer,address,undefined.
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_number(const char *text, struct arena *arena)
{
    struct number number;
    if (!number_read(arena, text, &number))
        return;
    if (!isfinite(number.value) || !number.format || format_fault(number.format))
        abort();
    format_number(arena, number.format, number.value);
}

static void check_period(const char *text, struct arena *arena)
{
    static const struct calendar calendars[] = {
        {PERIOD_MONTH, 4}, {PERIOD_QUARTER, 4}, {PERIOD_YEAR, 1}};
    struct period period, again;
    for (size_t i = 0; i < sizeof(calendars) / sizeof(*calendars); i++) {
        const struct calendar *calendar = &calendars[i];
        if (!period_read(text, calendar, &period) || period.kind != calendar->every)
            continue;
        const char *shown = period_show(arena, period, calendar, NULL);
        if (!period_read(shown, calendar, &again) || again.number != period.number)
            abort();
    }
}

static void check_format(const char *code, struct arena *arena)
{
    static const double values[] = {0, -0.0, 1.5, -1234567.891, 1e300, -1e-300, 0.5};
    if (format_fault(code))
        return;
    const char *marked = format_with_suffix(arena, code, " [p]");
    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
        format_number(arena, code, values[i]);
        format_number(arena, marked, values[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    const char *text = arena_copy_part(&arena, (const char *)bytes, length);
    check_number(text, &arena);
    check_period(text, &arena);
    check_format(text, &arena);
    arena_free(&arena);
    return 0;
}
