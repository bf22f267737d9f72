// What a source had last time and has no more: a line that finds nothing, a value that is gone.
#include "command/job.h"

#include "base/file.h"
#include "base/text.h"
#include "model/series.h"
#include "model/source.h"
#include "record/figures_file.h"
#include "table/table.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

// A layout, or a part of a pack, and what its last record says.
struct looking {
    struct run *run;
    const char *layout; // as figures.csv has it
    struct model *model;
    struct arena *arena;
    const char *record; // path of that record
    struct map given;   // "source | key" of every given figure there
    LIST(const char *) names;
};

// Which record ------------------------------------------------------------------------------------

static const char *record_in(struct arena *arena, const char *folder)
{
    const char *path = file_join(arena, folder, FIGURES_NAME);
    return file_exists(path) ? path : NULL;
}

// The newest folder beside this one, by name, that comes before it and has a record.
static const char *earlier_record(struct arena *arena, const char *folder)
{
    const char *above = file_folder(arena, folder);
    const char *newest = NULL;
    DIR *entries = opendir(above[0] != '\0' ? above : ".");
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        const char *name = entry->d_name;
        bool is_earlier = name[0] != '.' && strcmp(name, file_name(folder)) < 0;
        bool is_newer = is_earlier && (!newest || strcmp(name, newest) > 0);
        if (is_newer && record_in(arena, arena_print(arena, "%s%s", above, name)))
            newest = arena_copy(arena, name);
    }
    if (entries)
        closedir(entries);
    return newest ? record_in(arena, arena_print(arena, "%s%s", above, newest)) : NULL;
}

// Of the folder that the layout's workbooks go into, else of the one of an earlier period.
static const char *last_record(const struct job *job, struct arena *arena)
{
    if (job->workbooks.count == 0)
        return NULL;
    const char *folder = job->workbooks.items[0].folder->path;
    const char *record = record_in(arena, folder);
    bool has_own_folder = job->model->layout->folder.text != NULL;
    return !record && has_own_folder ? earlier_record(arena, folder) : record;
}

static void note_given(struct looking *looking, const struct row *row)
{
    const char *name = arena_print(looking->arena, "%s | %s", row_cell(row, FIELD_COLUMN),
                                   row_cell(row, FIELD_LINE));
    bool is_new;
    map_put(&looking->given, name, &is_new);
    if (is_new)
        *list_add(looking->arena, &looking->names) = name;
}

// A record that cannot be read is no reason to stop: nothing is known of last time then.
static void read_record(struct looking *looking)
{
    struct problems unused;
    struct row row;
    const char *last_line = NULL, *last_column = NULL;
    problems_init(&unused, looking->arena);
    struct table_reader *table = table_open(looking->record, looking->arena, &unused);
    bool sound = table && table_next(table, &row) && figures_has_headings(&row);
    while (sound && table_next(table, &row)) {
        bool is_given = text_equal(row_cell(&row, FIELD_KIND), "given") &&
                        row_cell(&row, FIELD_WORKBOOK)[0] == '\0' &&
                        text_equal(row_cell(&row, FIELD_LAYOUT), looking->layout);
        bool is_same = is_given && text_equal(last_line, row_cell(&row, FIELD_LINE)) &&
                       text_equal(last_column, row_cell(&row, FIELD_COLUMN));
        if (!is_given || is_same)
            continue;
        note_given(looking, &row);
        last_line = arena_copy(looking->arena, row_cell(&row, FIELD_LINE));
        last_column = arena_copy(looking->arena, row_cell(&row, FIELD_COLUMN));
    }
    table_close(table);
}

// What is gone ------------------------------------------------------------------------------------

static const char *series_name(const struct looking *looking, const struct series *series)
{
    const char **parts;
    struct text name = {.arena = looking->arena};
    text_print(&name, "%s%s%s | ", series->source->name, series->value_column ? "." : "",
               series->value_column ? series->value_column : "");
    size_t count = text_split(looking->arena, series->key, SERIES_KEY_SEPARATOR, &parts);
    for (size_t i = 0; i + 1 < count; i++)
        text_print(&name, "%s%s", i > 0 ? ", " : "", parts[i]);
    return text_done(&name);
}

static bool is_unfound(const struct model *model, const struct series *series)
{
    return !series->found && series->line && series->source->absent_is_zero &&
           series->source->gives == SOURCE_GIVES_FIGURES && !source_left_out(model, series);
}

static void check_series(const struct looking *looking, const struct series *series)
{
    const struct line *line = series->line->said;
    if (!map_get(&looking->given, series_name(looking, series)))
        return;
    problem_harden(&looking->run->problems, source_line_place(line),
                   "look for it there under another spelling; if there is none any more, write "
                   "`none` as the line's value, or say why under `leave out:` of the source",
                   "line '%s' has no row in '%s', though it had figures in '%s'", line->id,
                   series->source->file.text, looking->record);
}

// The sheet that has a line to each value of a column of a source, all of them; or NULL.
static const struct sheet *sheet_of_values(const struct model *model, const char *source)
{
    for (size_t i = 0; i < model->layout->sheets.count; i++) {
        const struct sheet *sheet = &model->layout->sheets.items[i];
        if (sheet->source_rows.each_value_of.text && sheet->source_rows.limit == 0 &&
            text_equal(sheet->source_rows.source.text, source))
            return sheet;
    }
    return NULL;
}

static bool is_left_out(const struct source *source, const char *value)
{
    for (size_t i = 0; source && i < source->left_out.count; i++) {
        if (text_same(source->left_out.items[i].value.text, value))
            return true;
    }
    return false;
}

static bool is_known(const struct looking *looking, const char *name)
{
    for (size_t i = 0; i < looking->model->series.count; i++) {
        if (text_equal(series_name(looking, looking->model->series.items[i]), name))
            return true;
    }
    return false;
}

// A value that made a line of its own: nothing in a register would tell that it is gone.
static void check_value(const struct looking *looking, const char *name)
{
    const char *bar = strstr(name, " | ");
    const char *value = bar + strlen(" | ");
    const char *source_name = arena_copy_part(looking->arena, name, (size_t)(bar - name));
    const struct sheet *sheet = sheet_of_values(looking->model, source_name);
    const struct source *source = layout_source(looking->model->layout, source_name);
    if (!sheet || is_left_out(source, value) || is_known(looking, name))
        return;
    const struct said *column = &sheet->source_rows.each_value_of;
    problem_error(&looking->run->problems, column->place,
                  arena_print(looking->arena,
                              "look for it there under another spelling; if it is gone, say why "
                              "under the source: leave out: {%s: {%s: why}}",
                              column->text, value),
                  "'%s' has no row with '%s' under '%s', though it had in '%s'", source->file.text,
                  value, column->text, looking->record);
}

static bool has_candidates(const struct model *model)
{
    for (size_t i = 0; i < model->series.count; i++) {
        if (is_unfound(model, model->series.items[i]))
            return true;
    }
    for (size_t i = 0; i < model->layout->sources.count; i++) {
        if (sheet_of_values(model, model->layout->sources.items[i].name))
            return true;
    }
    return false;
}

static void check_part(struct run *run, const struct job *job, struct model *model,
                       const char *layout)
{
    struct arena arena;
    struct arena *before = model->arena;
    if (!has_candidates(model))
        return;
    arena_init(&arena);
    struct looking looking = {.run = run,
                              .layout = layout,
                              .model = model,
                              .arena = &arena,
                              .record = last_record(job, &arena),
                              .given = {.arena = &arena}};
    looking.model->arena = &arena;
    if (looking.record)
        read_record(&looking);
    for (size_t i = 0; i < model->series.count; i++) {
        if (is_unfound(model, model->series.items[i]))
            check_series(&looking, model->series.items[i]);
    }
    for (size_t i = 0; i < looking.names.count; i++)
        check_value(&looking, looking.names.items[i]);
    looking.model->arena = before;
    arena_free(&arena);
}

void run_check_vanished(struct run *run, const struct job *job)
{
    for (size_t i = 0; i < job->model->parts.count; i++)
        check_part(run, job, job->model->parts.items[i], run_part_name(run, job, i));
}
