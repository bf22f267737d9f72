#include "command/program.h"

#include "xlsx/xlsx.h"

// The Makefile says it.
#ifndef SOURCES_SHA256
#define SOURCES_SHA256 "unknown"
#endif

struct index_entry program_entry(struct arena *arena, const char *layout)
{
    struct index_entry entry = index_entry_of(
        "program", arena_print(arena, "scorebook, %s", xlsx_libraries(arena)), layout);
    entry.sha256 = SOURCES_SHA256;
    return entry;
}
