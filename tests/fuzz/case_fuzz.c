// Whatever stands in a layout and its CSVs, the program ends, with a workbook planned or problems
// told. The input is all the files of a case, each under a line "=== its name"; layout.yaml is the
// one that is built. tests/fuzz/seeds makes such inputs of the cases.
#include "base/problem.h"
#include "layout/layout.h"
#include "model/model.h"
#include "plan/build.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { MOST_FILES = 12, LONGEST_NAME = 40, MOST_WORKBOOKS = 4 };
static const char mark[] = "=== ";

struct files {
    char names[MOST_FILES][LONGEST_NAME + 1];
    size_t count;
};

// In a folder of its own, in memory.
static void enter_folder(void)
{
    static char folder[] = "/dev/shm/case_fuzz.XXXXXX";
    static bool is_entered;
    if (is_entered)
        return;
    is_entered = true;
    if (!mkdtemp(folder) || chdir(folder) != 0)
        abort();
}

static bool is_plain(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' || letter == ' ' || letter == '.';
}

static bool take_name(struct files *files, const char *line, size_t length)
{
    size_t count = length - strlen(mark);
    if (files->count == MOST_FILES || count == 0 || count > LONGEST_NAME)
        return false;
    char *name = files->names[files->count];
    for (size_t i = 0; i < count; i++) {
        if (!is_plain(line[strlen(mark) + i]) || (i == 0 && line[strlen(mark)] == '.'))
            return false;
        name[i] = line[strlen(mark) + i];
    }
    name[count] = '\0';
    files->count++;
    return true;
}

static struct files write_files(const char *text, size_t size)
{
    struct files files = {.count = 0};
    FILE *file = NULL;
    for (const char *end = text + size; text < end;) {
        const char *line_end = memchr(text, '\n', (size_t)(end - text));
        size_t length = (size_t)((line_end ? line_end : end) - text);
        bool is_name = length > strlen(mark) && memcmp(text, mark, strlen(mark)) == 0;
        if (is_name && take_name(&files, text, length)) {
            if (file)
                fclose(file);
            file = fopen(files.names[files.count - 1], "w");
        } else if (file) {
            fwrite(text, 1, length + (line_end ? 1 : 0), file);
        }
        text += length + 1;
    }
    if (file)
        fclose(file);
    return files;
}

static void plan_all(struct model *model)
{
    size_t count = model->layout->recipients.one_workbook_each ? model->areas.recipient_count : 1;
    for (size_t i = 0; i < count && i < MOST_WORKBOOKS; i++) {
        struct arena arena = {0};
        const struct area *recipient =
            model->layout->recipients.one_workbook_each ? model->areas.items.items[i] : NULL;
        if (!recipient || model_turn_to(model, recipient, &arena))
            plan_print(plan_make(model, NULL, &arena), &arena);
        arena_free(&arena);
    }
}

static void build(FILE *out)
{
    struct arena arena = {0};
    struct problems problems;
    problems_init(&problems, &arena);
    struct layout *layout = layout_read("layout.yaml", ".", &arena, &problems);
    struct model *model = layout ? model_make(layout, ".", NULL, &arena, &problems) : NULL;
    if (model && problems.errors == 0)
        plan_all(model);
    else if (problems.errors == 0)
        abort(); // nothing made, and not a word
    problems_print(&problems, out);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static FILE *nowhere;
    if (!nowhere)
        nowhere = fopen("/dev/null", "w");
    enter_folder();
    struct files files = write_files((const char *)bytes, size);
    build(nowhere);
    for (size_t i = 0; i < files.count; i++)
        unlink(files.names[i]);
    return 0;
}
