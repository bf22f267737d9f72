#include "base/problem.h"

#include "base/list.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    KEPT_ALIKE = 10,        // problems kept of those with the same message in the same file
    LONGEST_SHOWN = 100,    // characters of a source line
    LONGEST_READ = 1 << 16, // bytes of a source line; the rest is passed over
    LINE_NUMBER_WIDTH = 5,
};

static const char *const level_names[] = {
    [PROBLEM_ERROR] = "error",
    [PROBLEM_WARNING] = "warning",
};

// The problems kept that have the same level, file and message.
struct alike {
    size_t kept[KEPT_ALIKE]; // as indexes of problems.items
    size_t count;
};

void problems_init(struct problems *problems, struct arena *arena)
{
    *problems = (struct problems){
        .arena = arena,
        .likes.arena = arena,
        .likeness.arena = arena,
    };
}

static const char *copy_or_null(struct arena *arena, const char *text)
{
    return text ? arena_copy(arena, text) : NULL;
}

static bool place_equal(const struct place *one, const struct place *other)
{
    return one->line == other->line && one->column == other->column &&
           text_equal(one->cell, other->cell);
}

static bool is_kept(const struct problems *problems, const struct alike *alike, struct place place)
{
    for (size_t i = 0; i < alike->count; i++) {
        if (place_equal(&problems->items[alike->kept[i]].place, &place))
            return true;
    }
    return false;
}

// The problems like the one whose likeness was just written.
static struct alike *problems_alike(struct problems *problems)
{
    union map_value *value = map_get(&problems->likes, problems->likeness.bytes);
    if (!value) {
        const char *key = arena_copy(problems->arena, problems->likeness.bytes);
        value = map_put(&problems->likes, key, NULL);
        value->pointer = arena_new(problems->arena, struct alike);
    }
    return value->pointer;
}

static void problem_add(struct problems *problems, const struct problem *problem)
{
    struct alike *alike = problems_alike(problems);
    if (is_kept(problems, alike, problem->place))
        return;
    if (problem->level == PROBLEM_ERROR)
        problems->errors++;
    else
        problems->warnings++;
    if (alike->count == KEPT_ALIKE) {
        problems->items[alike->kept[KEPT_ALIKE - 1]].more++;
        return;
    }

    alike->kept[alike->count++] = problems->count;
    struct problem *added = list_add(problems->arena, problems);
    *added = *problem;
    added->place.file = copy_or_null(problems->arena, problem->place.file);
    added->place.cell = copy_or_null(problems->arena, problem->place.cell);
    added->message = arena_copy(problems->arena, problem->message);
    added->help = copy_or_null(problems->arena, problem->help);
}

// The message is written after level and file into a text used again for every problem, so that a
// million problems alike take no memory.
static void problem_say(struct problems *problems, enum problem_level level, struct place place,
                        const char *help, const char *message, va_list values)
    __attribute__((format(printf, 5, 0)));

static void problem_say(struct problems *problems, enum problem_level level, struct place place,
                        const char *help, const char *message, va_list values)
{
    struct text *likeness = &problems->likeness;
    likeness->length = 0;
    text_print(likeness, "%s\n%s\n", level_names[level], place.file ? place.file : "");
    size_t start = likeness->length;
    text_print_list(likeness, message, values);
    problem_add(problems, &(struct problem){
                              .level = level,
                              .place = place,
                              .message = likeness->bytes + start,
                              .help = help,
                          });
}

bool problem_error(struct problems *problems, struct place place, const char *help,
                   const char *message, ...)
{
    va_list values;
    va_start(values, message);
    problem_say(problems, PROBLEM_ERROR, place, help, message, values);
    va_end(values);
    return false;
}

bool problem_warn(struct problems *problems, struct place place, const char *help,
                  const char *message, ...)
{
    va_list values;
    va_start(values, message);
    problem_say(problems, PROBLEM_WARNING, place, help, message, values);
    va_end(values);
    return false;
}

static struct problem *find_warning(const struct problems *problems, struct place place)
{
    for (size_t i = 0; i < problems->count; i++) {
        struct problem *problem = &problems->items[i];
        if (problem->level == PROBLEM_WARNING && text_equal(problem->place.file, place.file) &&
            problem->place.line == place.line && problem->place.column == place.column)
            return problem;
    }
    return NULL;
}

void problem_harden(struct problems *problems, struct place place, const char *help,
                    const char *message, ...)
{
    struct problem *warning = find_warning(problems, place);
    va_list values;
    va_start(values, message);
    if (!warning) {
        problem_say(problems, PROBLEM_ERROR, place, help, message, values);
    } else {
        warning->level = PROBLEM_ERROR;
        warning->message = arena_print_list(problems->arena, message, values);
        warning->help = help ? arena_copy(problems->arena, help) : NULL;
        problems->warnings--;
        problems->errors++;
    }
    va_end(values);
}

// A file being read for the lines to show, from the first on. Problems come sorted, so that one
// pass through each file does, however large it is.
struct source_file {
    const char *name;
    FILE *file;       // NULL where there is nothing to show
    size_t line;      // the number of the line in `text`, 0 before the first
    struct text text; // without its line end
};

static void source_close(struct source_file *source)
{
    if (source->file)
        fclose(source->file);
    source->file = NULL;
}

// Only a regular file can be read a second time; a pipe would wait for ever.
static void source_open(struct source_file *source, const char *name)
{
    source_close(source);
    source->name = name;
    source->line = 0;
    struct stat status;
    if (stat(name, &status) == 0 && S_ISREG(status.st_mode))
        source->file = fopen(name, "rb");
}

// Reads one line, ended by LF, CR LF or a bare CR.
static bool source_next(struct source_file *source)
{
    source->text.length = 0;
    int byte = getc_unlocked(source->file);
    if (byte == EOF)
        return false;
    for (; byte != EOF && byte != '\n' && byte != '\r'; byte = getc_unlocked(source->file)) {
        if (source->text.length < LONGEST_READ)
            text_add_char(&source->text, (char)byte);
    }
    if (byte == '\r') {
        byte = getc_unlocked(source->file);
        if (byte != '\n' && byte != EOF)
            ungetc(byte, source->file);
    }
    source->line++;
    return true;
}

// The text of a line, or NULL where the file does not have it.
static const char *source_line(struct source_file *source, const struct place *place)
{
    if (!place->file || place->line == 0)
        return NULL;
    if (!text_equal(source->name, place->file))
        source_open(source, place->file);
    while (source->file && source->line < place->line) {
        if (!source_next(source))
            source_close(source);
    }
    if (!source->file || source->text.length == 0)
        return NULL;
    const char *byte_order_mark = "\xEF\xBB\xBF";
    bool has_mark = place->line == 1 && text_starts(source->text.bytes, byte_order_mark);
    return source->text.bytes + (has_mark ? strlen(byte_order_mark) : 0);
}

// Control characters could move the cursor or change the colours of a terminal.
static void add_clean(struct text *text, unsigned code_point)
{
    bool is_control = code_point < ' ' || (code_point >= 0x7F && code_point < 0xA0);
    text_add_code_point(text, code_point == '\t' || !is_control ? code_point : 0xFFFD);
}

static void print_clean(FILE *out, struct text *scratch, const char *message)
{
    scratch->length = 0;
    for (unsigned code_point; (code_point = text_next(&message)) != 0;)
        add_clean(scratch, code_point == '\n' || code_point == '\t' ? ' ' : code_point);
    fputs(scratch->length > 0 ? scratch->bytes : "", out);
}

// The character, from 0, at which a column of a CSV line starts; 0 where it is on another line.
static size_t csv_column_start(const char *line, size_t column)
{
    size_t commas = 0;
    size_t character = 0;
    bool in_quotes = false;
    for (unsigned code_point; (code_point = text_next(&line)) != 0; character++) {
        if (commas + 1 >= column)
            return character;
        if (code_point == '"')
            in_quotes = !in_quotes;
        commas += code_point == ',' && !in_quotes;
    }
    return 0;
}

// What is shown of a source line: the characters from `first` to before `end`.
struct window {
    size_t first;
    size_t end;
    size_t count; // of the whole line
};

static struct window window_round(const char *line, size_t focus)
{
    struct window window = {.count = text_characters(line)};
    if (focus > LONGEST_SHOWN / 2)
        window.first = focus - LONGEST_SHOWN / 2;
    if (window.count <= LONGEST_SHOWN)
        window.first = 0;
    else if (window.first > window.count - LONGEST_SHOWN)
        window.first = window.count - LONGEST_SHOWN;
    window.end = window.first + LONGEST_SHOWN;
    if (window.end > window.count)
        window.end = window.count;
    return window;
}

static void add_window(struct text *text, const char *line, struct window window)
{
    if (window.first > 0)
        text_add(text, "…");
    for (size_t i = 0; i < window.end; i++) {
        unsigned code_point = text_next(&line);
        if (i >= window.first)
            add_clean(text, code_point);
    }
    if (window.end < window.count)
        text_add(text, "…");
}

// Spaces up to the caret, with the Tabs of the line, so that it stands below its character.
static void add_caret(struct text *text, const char *line, struct window window, size_t character)
{
    if (window.first > 0)
        text_add_char(text, ' ');
    for (size_t i = 0; i < character && i <= window.end; i++) {
        unsigned code_point = text_next(&line);
        if (i >= window.first)
            text_add_char(text, code_point == '\t' ? '\t' : ' ');
    }
    text_add_char(text, '^');
}

static void print_source_line(FILE *out, struct text *scratch, const struct place *place,
                              const char *line)
{
    bool is_csv = place->cell != NULL;
    size_t character = place->column > 0 ? place->column - 1 : 0;
    size_t focus = is_csv ? csv_column_start(line, place->column) : character;
    struct window window = window_round(line, focus);

    scratch->length = 0;
    text_print(scratch, "%*zu | ", LINE_NUMBER_WIDTH, place->line);
    size_t margin = scratch->length;
    add_window(scratch, line, window);
    text_add_char(scratch, '\n');
    if (!is_csv && place->column > 0) {
        text_print(scratch, "%*s| ", (int)margin - 2, "");
        add_caret(scratch, line, window, character);
        text_add_char(scratch, '\n');
    }
    fputs(scratch->bytes, out);
}

static void print_place(FILE *out, const struct place *place)
{
    if (!place->file)
        return;
    fputs(place->file, out);
    if (place->line > 0)
        fprintf(out, ":%zu", place->line);
    if (place->line > 0 && place->column > 0)
        fprintf(out, ":%zu", place->column);
    if (place->cell)
        fprintf(out, " (%s)", place->cell);
    fputs(": ", out);
}

static void print_help(FILE *out, struct text *scratch, struct arena *arena, const char *help)
{
    const char **lines;
    size_t count = text_split(arena, help, '\n', &lines);
    for (size_t i = 0; i < count; i++) {
        fputs("  ", out);
        print_clean(out, scratch, lines[i]);
        fputc('\n', out);
    }
}

static void problem_print(FILE *out, struct arena *arena, struct text *scratch,
                          struct source_file *source, const struct problem *problem)
{
    print_place(out, &problem->place);
    fprintf(out, "%s: ", level_names[problem->level]);
    print_clean(out, scratch, problem->message);
    fputc('\n', out);
    const char *line = source_line(source, &problem->place);
    if (line)
        print_source_line(out, scratch, &problem->place, line);
    if (problem->help)
        print_help(out, scratch, arena, problem->help);
    if (problem->more > 0)
        fprintf(out, "  and %zu more like it\n", problem->more);
}

static int size_compare(size_t one, size_t other)
{
    return (one > other) - (one < other);
}

// Compares two indexes of `items`.
static int problem_compare(const void *one, const void *other, void *items)
{
    size_t left_index = *(const size_t *)one;
    size_t right_index = *(const size_t *)other;
    const struct place *left = &((const struct problem *)items)[left_index].place;
    const struct place *right = &((const struct problem *)items)[right_index].place;
    int order = strcmp(left->file ? left->file : "", right->file ? right->file : "");
    if (order == 0)
        order = size_compare(left->line, right->line);
    if (order == 0)
        order = size_compare(left->column, right->column);
    if (order == 0)
        order = size_compare(left_index, right_index); // as they were added
    return order;
}

void problems_print(struct problems *problems, FILE *out)
{
    struct arena arena = {0};
    size_t *order = arena_array(&arena, size_t, problems->count);
    for (size_t i = 0; i < problems->count; i++)
        order[i] = i;
    if (problems->count > 1)
        qsort_r(order, problems->count, sizeof(size_t), problem_compare, problems->items);

    struct text scratch = {.arena = &arena};
    struct source_file source = {.text.arena = &arena};
    for (size_t i = 0; i < problems->count; i++)
        problem_print(out, &arena, &scratch, &source, &problems->items[order[i]]);
    source_close(&source);
    arena_free(&arena);
}
