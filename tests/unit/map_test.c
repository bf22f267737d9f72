#include "base/list.h"
#include "base/map.h"

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void keeps_what_was_put(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        bool is_new;
        size_t count; // of keys, afterwards
    } cases[] = {
        {"recruited", true, 1}, {"briefed", true, 2},   {"recruited", false, 2},
        {"Recruited", true, 3}, {"", true, 4},          {"", false, 4},
        {"eight ch", true, 5},  {"eight ch.", true, 6}, {"eight ch", false, 6},
    };
    struct arena arena = {0};
    struct map map = {.arena = &arena};
    assert_null(map_get(&map, "recruited"));
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool is_new;
        union map_value *value = map_put(&map, cases[i].key, &is_new);
        if (is_new != cases[i].is_new || map.count != cases[i].count)
            fail_msg("row %zu, '%s': new %d, count %zu", i, cases[i].key, is_new, map.count);
        if (is_new && value->pointer)
            fail_msg("row %zu, '%s': the new value is not zero", i, cases[i].key);
        value->number = i + 1;
        value = map_get(&map, cases[i].key);
        if (!value || value->number != i + 1)
            fail_msg("row %zu, '%s': what was put is not there", i, cases[i].key);
    }
    assert_null(map_get(&map, "unheard of"));
    arena_free(&arena);
}

static void grows(void **state)
{
    (void)state;
    enum { KEYS = 20000 };
    struct arena arena = {0};
    struct map map = {.arena = &arena};
    LIST(const char *) keys = {0};
    for (size_t i = 0; i < KEYS; i++) {
        *list_add(&arena, &keys) = arena_print(&arena, "%zu|Barking and Dagenham", i);
        map_put(&map, keys.items[i], NULL)->number = i;
    }
    assert_int_equal(map.count, KEYS);
    for (size_t i = 0; i < KEYS; i++) {
        const char *same_text = arena_print(&arena, "%zu|Barking and Dagenham", i);
        const union map_value *value = map_get(&map, same_text);
        if (!value || value->number != i)
            fail_msg("'%s' is lost", same_text);
    }
    arena_free(&arena);
}

static void arena_pieces_are_zeroed_and_aligned(void **state)
{
    (void)state;
    static const size_t sizes[] = {0, 1, 15, 16, 17, 9000, 100000, 3, 2000000, 5};
    static const char zeros[2000000];
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        char *piece = arena_take(&arena, sizes[i]);
        if ((uintptr_t)piece % _Alignof(max_align_t) != 0)
            fail_msg("%zu bytes are not aligned", sizes[i]);
        if (memcmp(piece, zeros, sizes[i]) != 0)
            fail_msg("%zu bytes are not zero", sizes[i]);
        memset(piece, 'x', sizes[i]);
        arena_copy(&arena, "odd");
    }
    arena_free(&arena);
    arena_free(&arena);
    assert_int_equal(arena.bytes, 0);
}

static void arena_prints_long_and_short(void **state)
{
    (void)state;
    static const int widths[] = {0, 1, 254, 255, 256, 257, 70000};
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT(widths); i++) {
        const char *text = arena_print(&arena, "%*s", widths[i], "");
        if (strlen(text) != (size_t)widths[i])
            fail_msg("a text of %d is %zu long", widths[i], strlen(text));
    }
    arena_free(&arena);
}

static void lists_grow_with_zeroed_items(void **state)
{
    (void)state;
    struct item {
        size_t number;
        const char *name;
    };
    struct arena arena = {0};
    LIST(struct item) items = {0};
    for (size_t i = 0; i < 1000; i++) {
        struct item *item = list_add(&arena, &items);
        assert_null(item->name);
        *item = (struct item){.number = i, .name = "set"};
        if (i % 7 == 0)
            arena_take(&arena, 1); // so that the list cannot grow where it is
    }
    assert_int_equal(items.count, 1000);
    for (size_t i = 0; i < items.count; i++)
        assert_int_equal(items.items[i].number, i);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_what_was_put),
        cmocka_unit_test(grows),
        cmocka_unit_test(arena_pieces_are_zeroed_and_aligned),
        cmocka_unit_test(arena_prints_long_and_short),
        cmocka_unit_test(lists_grow_with_zeroed_items),
    };
    return cmocka_run_group_tests_name("map, list and arena", tests, NULL, NULL);
}
