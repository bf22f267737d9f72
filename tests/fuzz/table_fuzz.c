#include "table/table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// Any bytes in end in rows or problems. Build with clang -fsanitize=fuzzer,address,undefined.
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    int file = memfd_create("table_fuzz", MFD_CLOEXEC);
    if (file < 0 || write(file, bytes, length) != (ssize_t)length)
        abort();
    const char *path = arena_print(&arena, "/proc/self/fd/%d", file);

    // Streamed: lines go up, cells are never NULL, and only the last may not be blank.
    size_t line = 0;
    struct table_reader *reader = table_open(path, &arena, &problems);
    for (struct row row; reader && table_next(reader, &row); line = row.line) {
        if (row.line <= line || row.count == 0 || row.cells[row.count - 1][0] == '\0')
            abort();
        for (size_t i = 0; i < row.count; i++) {
            if (strlen(row.cells[i]) > length * 3) // of Windows-1252 as UTF-8
                abort();
        }
    }
    table_close(reader);

    // As a whole: sound exactly where no error was added.
    struct table table;
    problems_init(&problems, &arena);
    if (table_read(path, &arena, &problems, &table) != (problems.errors == 0))
        abort();
    close(file);
    arena_free(&arena);
    return 0;
}
