#include "record/spool.h"

#include "base/file.h"
#include "base/text.h"
#include "record/figures_file.h"
#include "table/print.h"
#include "table/table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void spool_start(struct spool *spool, struct arena *arena)
{
    *spool = (struct spool){.arena = arena};
}

void spool_end(struct spool *spool)
{
    if (spool->file)
        fclose(spool->file);
    spool->file = NULL;
}

static void fail(struct spool *spool)
{
    spool->error = errno != 0 ? errno : EIO;
    spool_end(spool);
}

static int compare_keys(const struct spool_part *one, const struct spool_part *other)
{
    int by = strcmp(one->layout, other->layout);
    by = by != 0 ? by : one->kind - other->kind;
    return by != 0 ? by : strcmp(one->workbook, other->workbook);
}

// Only the end of the list is looked at: a part's rows mostly come one after another.
static void note_part(struct spool *spool, struct spool_part part)
{
    struct spool_part *last =
        spool->parts.count > 0 ? &spool->parts.items[spool->parts.count - 1] : NULL;
    if (last && compare_keys(last, &part) == 0) {
        last->length += part.length;
        return;
    }
    bool is_layout_known = last && text_equal(last->layout, part.layout);
    part.layout = is_layout_known ? last->layout : arena_copy(spool->arena, part.layout);
    part.workbook = part.workbook[0] == '\0' ? "" : arena_copy(spool->arena, part.workbook);
    *list_add(spool->arena, &spool->parts) = part;
}

void spool_add(struct spool *spool, struct spool_part part, const char *rows)
{
    if (spool->error != 0 || rows[0] == '\0')
        return;
    if (!spool->file)
        spool->file = tmpfile();
    if (!spool->file) {
        fail(spool);
        return;
    }
    part.start = ftell(spool->file);
    part.length = strlen(rows);
    if (part.start < 0 || fputs(rows, spool->file) < 0)
        fail(spool);
    else
        note_part(spool, part);
}

void spool_drop(struct spool *spool, const char *workbook)
{
    size_t kept = 0;
    for (size_t i = 0; i < spool->parts.count; i++) {
        if (!text_equal(spool->parts.items[i].workbook, workbook))
            spool->parts.items[kept++] = spool->parts.items[i];
    }
    spool->parts.count = kept;
}

// Entries -----------------------------------------------------------------------------------------

static void print_entry(struct text *csv, const struct figure_entry *entry, bool is_takes)
{
    const char *const cells[FIELD_COUNT] = {
        [FIELD_LAYOUT] = entry->layout,
        [FIELD_KIND] = is_takes ? FIGURES_TAKES : figure_entry_word(entry->kind),
        [FIELD_WORKBOOK] = entry->workbook,
        [FIELD_RECIPIENT] = entry->recipient,
        [FIELD_SHEET] = entry->sheet,
        [FIELD_LINE] = entry->line,
        [FIELD_COLUMN] = entry->column,
        [FIELD_PERIOD] = entry->period,
        [FIELD_VALUE] = entry->value,
        [FIELD_TEXT] = entry->text,
        [FIELD_LIGHT] = entry->light,
        [FIELD_TARGET] = entry->target,
        [FIELD_LABEL] = entry->label,
        [FIELD_TAKES] = is_takes ? entry->takes->text : "",
    };
    table_print_row(csv, cells, FIELD_COUNT);
}

static void add_entries(struct spool *spool, struct figures *figures, bool is_takes)
{
    figures_sort(figures);
    struct text rows = {.arena = figures->arena};
    for (size_t i = 0; i < figures->items.count; i++) {
        const struct figure_entry *entry = &figures->items.items[i];
        struct spool_part part = {.layout = entry->layout,
                                  .workbook = entry->workbook,
                                  .kind = is_takes ? SPOOL_TAKES : (int)entry->kind};
        rows.length = 0;
        print_entry(&rows, entry, is_takes);
        spool_add(spool, part, text_done(&rows));
    }
}

void spool_add_figures(struct spool *spool, struct figures *figures)
{
    add_entries(spool, figures, false);
}

void spool_add_takes(struct spool *spool, struct figures *figures)
{
    add_entries(spool, figures, true);
}

// The old record ----------------------------------------------------------------------------------

static int kind_of(const char *word)
{
    for (int kind = ENTRY_SHOWN; kind <= ENTRY_AREA; kind++) {
        if (text_equal(word, figure_entry_word((enum figure_entry_kind)kind)))
            return kind;
    }
    return SPOOL_TAKES;
}

static void copy_row(struct spool *spool, const struct row *row, struct spool_part part,
                     struct text *rows)
{
    const char *cells[FIELD_COUNT];
    for (int i = 0; i < FIELD_COUNT; i++)
        cells[i] = row_cell(row, i);
    rows->length = 0;
    table_print_row(rows, cells, FIELD_COUNT);
    spool_add(spool, part, text_done(rows));
}

bool spool_add_old(struct spool *spool, const char *folder,
                   bool (*keep)(const struct spool_part *part, void *data), void *data,
                   struct problems *problems)
{
    struct arena arena;
    struct row row;
    arena_init(&arena);
    struct text rows = {.arena = &arena};
    const char *path = file_join(&arena, folder, FIGURES_NAME);
    struct table_reader *table = NULL;
    bool sound = figures_check(folder, true, &arena, problems);
    if (sound)
        table = table_open(path, &arena, problems);
    sound = table && table_next(table, &row) && figures_has_headings(&row);
    while (sound && table_next(table, &row)) {
        struct spool_part part = {.layout = row_cell(&row, FIELD_LAYOUT),
                                  .workbook = row_cell(&row, FIELD_WORKBOOK),
                                  .kind = kind_of(row_cell(&row, FIELD_KIND))};
        if (keep(&part, data))
            copy_row(spool, &row, part, &rows);
    }
    if (table)
        table_close(table);
    arena_free(&arena);
    return sound;
}

// The file ----------------------------------------------------------------------------------------

static int compare_parts(const void *one, const void *other)
{
    const struct spool_part *first = one;
    const struct spool_part *second = other;
    int by = compare_keys(first, second);
    return by != 0 ? by : (first->start > second->start) - (first->start < second->start);
}

static bool copy_part(struct spool *spool, const struct spool_part *part, FILE *out)
{
    char bytes[BUFSIZ];
    if (fseek(spool->file, part->start, SEEK_SET) != 0)
        return false;
    for (size_t left = part->length; left > 0;) {
        size_t count = fread(bytes, 1, left < sizeof bytes ? left : sizeof bytes, spool->file);
        if (count == 0 || fwrite(bytes, 1, count, out) != count)
            return false;
        left -= count;
    }
    return true;
}

static bool write_parts(struct spool *spool, FILE *out)
{
    struct arena arena;
    arena_init(&arena);
    struct text heading = {.arena = &arena};
    table_print_row(&heading, figures_headings, FIELD_COUNT);
    bool done = fputs(text_done(&heading), out) >= 0;
    if (spool->parts.count > 1)
        qsort(spool->parts.items, spool->parts.count, sizeof *spool->parts.items, compare_parts);
    for (size_t i = 0; done && i < spool->parts.count; i++)
        done = copy_part(spool, &spool->parts.items[i], out);
    arena_free(&arena);
    return done;
}

bool spool_write(struct spool *spool, const char *path)
{
    if (spool->error != 0) {
        errno = spool->error;
        return false;
    }
    FILE *out = fopen(path, "wb");
    bool done = out && write_parts(spool, out);
    if (out && fclose(out) != 0)
        done = false;
    return done;
}
