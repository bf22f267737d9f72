#include "model/inputs.h"

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

static void slots_are_in_the_order_of_meeting(void **state)
{
    (void)state;
    static const int met[] = {24303, 24304, 24290, 24304, 24400, 24290, 24291};
    static const size_t slot[] = {0, 1, 2, 1, 3, 2, 4};
    struct arena arena = {0};
    struct slots slots = {0};
    assert_int_equal(slots_find(&slots, 24303), SLOT_NONE);
    for (size_t i = 0; i < sizeof met / sizeof *met; i++) {
        if (slots_make(&slots, met[i], &arena) != slot[i])
            fail_msg("row %zu: period %d is not in slot %zu", i, met[i], slot[i]);
    }
    assert_int_equal(slots.periods.count, 5);
    assert_int_equal(slots_find(&slots, 24291), 4);
    assert_int_equal(slots_find(&slots, 24292), SLOT_NONE);
    assert_int_equal(slots_find(&slots, 1), SLOT_NONE);
    assert_int_equal(slots_find(&slots, 99999), SLOT_NONE);
    arena_free(&arena);
}

static void cells_keep_what_is_put_into_them(void **state)
{
    (void)state;
    enum { AREAS = 7, SLOTS = 190 };
    struct arena arena = {0};
    struct inputs inputs = {0};
    assert_null(inputs_find(&inputs, 0, 0));
    for (size_t slot = 0; slot < SLOTS; slot++) {
        for (size_t area = slot % 2; area < AREAS; area += 2) // so that they grow unevenly
            inputs_make(&inputs, area, slot, AREAS, 1, &arena)->number =
                (double)(area * SLOTS + slot + 1);
    }
    for (size_t area = 0; area < AREAS; area++) {
        for (size_t slot = 0; slot < SLOTS - 1; slot++) {
            const struct input *input = inputs_find(&inputs, area, slot);
            double wanted = area % 2 == slot % 2 ? (double)(area * SLOTS + slot + 1) : 0;
            if (!input || input->number != wanted)
                fail_msg("area %zu, slot %zu", area, slot);
        }
    }
    assert_null(inputs_find(&inputs, AREAS, 0));
    assert_null(inputs_find(&inputs, 0, 10 * (size_t)SLOTS));
    arena_free(&arena);
}

// A figure takes at most 64 bytes, however many periods there are, known beforehand or not; the
// arena takes its memory from the system by the megabyte.
static void memory_grows_by_figures(void **state)
{
    (void)state;
    enum { AREAS = 20000, MOST = 64, MEGABYTE = 1024 * 1024 };
    for (size_t slots = 1; slots <= 60; slots += slots < 10 ? 1 : 7) {
        for (size_t expected = 1; expected <= slots; expected += slots > 1 ? slots - 1 : 1) {
            struct arena arena = {0};
            struct inputs inputs = {0};
            for (size_t slot = 0; slot < slots; slot++) {
                for (size_t area = 0; area < AREAS; area++)
                    inputs_make(&inputs, area, slot, AREAS, expected, &arena);
            }
            if (arena.bytes > MOST * slots * AREAS + MEGABYTE)
                fail_msg("%zu periods, %zu expected: %zu bytes a figure", slots, expected,
                         arena.bytes / (slots * AREAS));
            arena_free(&arena);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slots_are_in_the_order_of_meeting),
        cmocka_unit_test(cells_keep_what_is_put_into_them),
        cmocka_unit_test(memory_grows_by_figures),
    };
    return cmocka_run_group_tests_name("figures of sources", tests, NULL, NULL);
}
