#include "base/file.h"
#include "base/text.h"

// cmocka.h wants setjmp.h and stdint.h before it.
#include <errno.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void finds_names_beside_a_file(void **state)
{
    (void)state;
    static const struct {
        const char *from, *name, *found;
    } cases[] = {
        {"layouts/ct.yaml", "../house.yaml", "house.yaml"},
        {"layouts/ct.yaml", "register.csv", "layouts/register.csv"},
        {"layouts/ct.yaml", "./a//b.csv", "layouts/a/b.csv"},
        {"layouts/2007/ct.yaml", "../../input/./ct.csv", "input/ct.csv"},
        {"ct.yaml", "register.csv", "register.csv"},
        {"ct.yaml", "../house.yaml", "../house.yaml"},
        {"../ct.yaml", "../house.yaml", "../../house.yaml"},
        {"layouts/ct.yaml", "..", "."},
        {"layouts/ct.yaml", "/etc/house.yaml", "/etc/house.yaml"},
        {"/a/ct.yaml", "../../../house.yaml", "/house.yaml"},
        {"/a/ct.yaml", "..", "/"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        const char *found = file_beside(&arena, cases[i].from, cases[i].name);
        if (!text_equal(found, cases[i].found))
            fail_msg("'%s' beside '%s' is '%s', not '%s'", cases[i].name, cases[i].from, found,
                     cases[i].found);
        arena_free(&arena);
    }
}

static void sees_paths_from_a_folder(void **state)
{
    (void)state;
    static const struct {
        const char *folder, *path, *seen;
    } cases[] = {
        {"layouts/boroughs", "layouts/boroughs/a.yaml", "a.yaml"},
        {"layouts/boroughs/", "layouts/house.yaml", "../house.yaml"},
        {"layouts/boroughs", "house.yaml", "../../house.yaml"},
        {"", "a.yaml", "a.yaml"},
        {"", "b/a.yaml", "b/a.yaml"},
        {"a", "ab/a.yaml", "../ab/a.yaml"},
        {"/x/a", "/x/b/c.yaml", "../b/c.yaml"},
        {"x/a", "/x/b/c.yaml", "/x/b/c.yaml"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        const char *seen = file_seen_from(&arena, cases[i].folder, cases[i].path);
        if (!text_equal(seen, cases[i].seen))
            fail_msg("'%s' from '%s' is '%s', not '%s'", cases[i].path, cases[i].folder, seen,
                     cases[i].seen);
        arena_free(&arena);
    }
}

static void tells_files_with_the_same_bytes(void **state)
{
    (void)state;
    enum { LONG = 100000 };
    static char bytes[2][LONG];
    memset(bytes, 'a', sizeof bytes);
    bytes[1][LONG - 1] = 'b';
    static const struct {
        size_t one, length, other, other_length;
        bool is_same;
    } cases[] = {
        {0, LONG, 0, LONG, true}, {0, LONG, 1, LONG, false},     {0, LONG - 1, 1, LONG - 1, true},
        {0, 0, 1, 0, true},       {0, LONG, 0, LONG - 1, false}, {0, 8192, 0, 8192, true},
    };
    char path[] = "/tmp/file_test.XXXXXX", other[] = "/tmp/file_test.XXXXXX";
    close(mkstemp(path));
    close(mkstemp(other));
    for (size_t i = 0; i < COUNT(cases); i++) {
        FILE *file = fopen(path, "wb");
        assert_int_equal(fwrite(bytes[cases[i].one], 1, cases[i].length, file), cases[i].length);
        fclose(file);
        file = fopen(other, "wb");
        assert_int_equal(fwrite(bytes[cases[i].other], 1, cases[i].other_length, file),
                         cases[i].other_length);
        fclose(file);
        if (file_same(path, other) != cases[i].is_same)
            fail_msg("row %zu", i);
    }
    unlink(other);
    assert_false(file_same(path, other));
    unlink(path);
}

static void joins_and_parts_paths(void **state)
{
    (void)state;
    static const struct {
        const char *folder, *name, *path;
    } cases[] = {
        {"output", "ct.xlsx", "output/ct.xlsx"},
        {"output/", "ct.xlsx", "output/ct.xlsx"},
        {"/", "ct.xlsx", "/ct.xlsx"},
        {"", "ct.xlsx", "ct.xlsx"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        const char *path = file_join(&arena, cases[i].folder, cases[i].name);
        if (!text_equal(path, cases[i].path))
            fail_msg("'%s' and '%s' are '%s'", cases[i].folder, cases[i].name, path);
        if (!text_equal(file_name(path), cases[i].name))
            fail_msg("the name of '%s' is '%s'", path, file_name(path));
        arena_free(&arena);
    }
}

static void makes_names_safe(void **state)
{
    (void)state;
    static const struct {
        const char *name, *safe;
    } cases[] = {
        {"CT scorecard May 2007.xlsx", "CT scorecard May 2007.xlsx"},
        {"Kensington & Chelsea.xlsx", "Kensington & Chelsea.xlsx"},
        {"../../etc/passwd", "..-..-etc-passwd"},
        {"a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j"},
        {"line\nbreak\x7F", "line-break-"},
        {"Ynys Môn", "Ynys Môn"},
        {"not \xA3 UTF-8", "not \uFFFD UTF-8"},
        {"dots.. . ", "dots"},
        {"..", "_"},
        {"", "_"},
        {"CON", "CON_"},
        {"con.xlsx", "con_.xlsx"},
        {"nul .tar.gz", "nul_ .tar.gz"},
        {"COM1.xlsx", "COM1_.xlsx"},
        {"COM0.xlsx", "COM0.xlsx"},
        {"LPT9", "LPT9_"},
        {"CONTENTS.xlsx", "CONTENTS.xlsx"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        const char *safe = file_safe_name(&arena, cases[i].name);
        if (!text_equal(safe, cases[i].safe))
            fail_msg("'%s' becomes '%s', not '%s'", cases[i].name, safe, cases[i].safe);
        arena_free(&arena);
    }
}

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void reads_whole_files(void **state)
{
    (void)state;
    static const size_t lengths[] = {0, 1, 4096, 100000};
    for (size_t i = 0; i < COUNT(lengths); i++) {
        struct arena arena = {0};
        char *written = arena_take(&arena, lengths[i]);
        memset(written, 'x', lengths[i]);
        write_file("whole", written, lengths[i]);

        char *bytes;
        size_t length;
        if (!file_read(&arena, "whole", &bytes, &length) || length != lengths[i])
            fail_msg("a file of %zu bytes is not read", lengths[i]);
        if (memcmp(bytes, written, length) != 0 || bytes[length] != '\0')
            fail_msg("a file of %zu bytes is read wrongly", lengths[i]);
        arena_free(&arena);
    }
    unlink("whole");
}

static void reads_files_that_do_not_say_how_long_they_are(void **state)
{
    (void)state;
    struct arena arena = {0};
    char *bytes;
    size_t length;
    assert_true(file_read(&arena, "/proc/self/maps", &bytes, &length)); // its size says 0
    assert_true(length > 0);
    assert_int_equal(strlen(bytes), length);
    arena_free(&arena);
}

static void says_why_it_cannot_read(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int error;
    } cases[] = {{"missing", ENOENT}, {".", EISDIR}, {"", ENOENT}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena = {0};
        char *bytes;
        errno = 0;
        if (file_read(&arena, cases[i].path, &bytes, NULL) || errno != cases[i].error)
            fail_msg("'%s': %s", cases[i].path, strerror(errno));
        arena_free(&arena);
    }
}

static void makes_folders(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        bool made;
    } cases[] = {
        {"made", true}, {"made/2007/05", true}, {"made//2007/06/", true},   {"made/2007", true},
        {"", true},     {"made/file", false},   {"made/file/below", false},
    };
    assert_true(file_make_folders("made"));
    write_file("made/file", "", 0);
    for (size_t i = 0; i < COUNT(cases); i++) {
        errno = 0;
        if (file_make_folders(cases[i].path) != cases[i].made)
            fail_msg("'%s': %s", cases[i].path, strerror(errno));
        if (!cases[i].made)
            assert_int_equal(errno, ENOTDIR);
    }
    assert_true(file_exists("made/2007/05"));
    assert_true(file_exists("made/2007/06"));
    assert_int_equal(unlink("made/file") | rmdir("made/2007/05") | rmdir("made/2007/06") |
                         rmdir("made/2007") | rmdir("made"),
                     0);
}

static void places_whole_files_or_none(void **state)
{
    (void)state;
    struct arena arena = {0};
    const char *part = file_beside_target(&arena, "out/ct.xlsx");
    assert_string_equal(part, arena_print(&arena, "out/.ct.xlsx.part-%ld", (long)getpid()));
    assert_true(file_make_folders("out"));
    write_file("out/ct.xlsx", "old", 3);

    char *bytes;
    assert_false(file_place(part, "out/ct.xlsx")); // nothing was written
    assert_int_equal(errno, ENOENT);
    assert_true(file_read(&arena, "out/ct.xlsx", &bytes, NULL));
    assert_string_equal(bytes, "old");

    write_file(part, "new", 3);
    assert_true(file_place(part, "out/ct.xlsx"));
    assert_true(file_read(&arena, "out/ct.xlsx", &bytes, NULL));
    assert_string_equal(bytes, "new");
    assert_false(file_exists(part));

    write_file(part, "spoilt", 6);
    errno = ENOSPC;
    file_drop(part);
    file_drop(part);
    assert_int_equal(errno, ENOSPC);
    assert_false(file_exists(part));

    const char *here = file_beside_target(&arena, "ct.xlsx");
    write_file(here, "", 0);
    assert_true(file_place(here, "ct.xlsx"));
    assert_int_equal(unlink("ct.xlsx") | unlink("out/ct.xlsx") | rmdir("out"), 0);
    arena_free(&arena);
}

// A scratch folder of the group's own, left and removed at the end.
static char folder[] = "/tmp/file_test_XXXXXX";

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    (void)state;
    return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_names_beside_a_file),
        cmocka_unit_test(sees_paths_from_a_folder),
        cmocka_unit_test(tells_files_with_the_same_bytes),
        cmocka_unit_test(joins_and_parts_paths),
        cmocka_unit_test(makes_names_safe),
        cmocka_unit_test(reads_whole_files),
        cmocka_unit_test(reads_files_that_do_not_say_how_long_they_are),
        cmocka_unit_test(says_why_it_cannot_read),
        cmocka_unit_test(makes_folders),
        cmocka_unit_test(places_whole_files_or_none),
    };
    return cmocka_run_group_tests_name("file", tests, enter_folder, leave_folder);
}
