#include "layout/layout.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Any layout and register end in a layout that is whole, or in problems. The bytes are the layout,
// then, after a NUL, the register, which the layout knows as `rows: r.csv`.
// Build with clang -fsanitize=fuzzer,address,undefined.
int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static char folder[] = "/tmp/layout_fuzz.XXXXXX";
static char layout_path[sizeof(folder) + sizeof("/layout.yaml")];
static char register_path[sizeof(folder) + sizeof("/r.csv")];

static void remove_folder(void)
{
    unlink(layout_path);
    unlink(register_path);
    rmdir(folder);
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count;
    (void)arguments;
    if (!mkdtemp(folder))
        abort();
    snprintf(layout_path, sizeof(layout_path), "%s/layout.yaml", folder);
    snprintf(register_path, sizeof(register_path), "%s/r.csv", folder);
    return atexit(remove_folder);
}

static void write_file(const char *path, const uint8_t *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        abort();
}

// What the model takes for granted of a layout without problems.
static void check(const struct layout *layout)
{
    if (!layout->save_as.text || !layout->font || layout->sheets.count == 0)
        abort();
    for (size_t i = 0; i < layout->styles.count; i++)
        if (!layout->styles.items[i].style.colour)
            abort();
    for (size_t i = 0; i < layout->sheets.count; i++) {
        const struct sheet *sheet = &layout->sheets.items[i];
        bool has_rows = sheet->rows.text || sheet->source_rows.source.text;
        bool has_content = sheet->charts || sheet->columns.count > 0;
        if (!has_rows || !has_content || !sheet->register_table.used)
            abort();
        for (size_t j = 0; j < sheet->register_table.lines.count; j++)
            if (!sheet->register_table.lines.items[j].style.text)
                abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    const uint8_t *end = length > 0 ? memchr(bytes, '\0', length) : NULL;
    size_t layout_length = end ? (size_t)(end - bytes) : length;
    write_file(layout_path, bytes, layout_length);
    write_file(register_path, end ? end + 1 : bytes, end ? length - layout_length - 1 : 0);
    const struct layout *layout = layout_read(layout_path, folder, &arena, &problems);
    if ((layout == NULL || !layout->is_sound) != (problems.errors > 0))
        abort();
    if (layout && layout->is_sound)
        check(layout);
    arena_free(&arena);
    return 0;
}
