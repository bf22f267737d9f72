#include "base/file.h"
#include "base/text.h"
#include "command/process.h"

// cmocka.h wants setjmp.h and stdint.h before it.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void ends_as_the_program_ends(void **state)
{
    (void)state;
    static const struct {
        const char *words[4];
        bool complaints;
        enum process_end end;
        const char *said;
    } cases[] = {
        {{"sh", "-c", "echo said; echo wrong >&2"}, false, PROCESS_DONE, "said\n"},
        {{"sh", "-c", "echo said; echo wrong >&2; exit 2"}, true, PROCESS_FAILED, "said\nwrong\n"},
        {{"sh", "-c", "read word; echo $TZ"}, false, PROCESS_DONE, "UTC0\n"},
        {{"sh", "-c", "kill $$"}, false, PROCESS_FAILED, ""},
        {{"sh", "-c", "echo so far; sleep 60; echo done"}, false, PROCESS_STUCK, "so far\n"},
        {{"no such program"}, false, PROCESS_FAILED, ""},
    };
    char path[] = "/tmp/process-test-XXXXXX";
    close(mkstemp(path));
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        char *said = NULL;
        assert_int_equal(process_run(cases[i].words, path, cases[i].complaints, 1), cases[i].end);
        assert_true(file_read(&arena, path, &said, NULL));
        assert_string_equal(said, cases[i].said);
        arena_free(&arena);
    }
    unlink(path);
}

static void knows_what_is_on_the_path(void **state)
{
    (void)state;
    assert_true(process_is_here("sh"));
    assert_false(process_is_here("no such program"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_as_the_program_ends),
        cmocka_unit_test(knows_what_is_on_the_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
