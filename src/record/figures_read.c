// figures.csv, as it is read.
#include "record/figures_file.h"

#include "base/file.h"
#include "base/text.h"
#include "record/index.h"
#include "table/table.h"

const char *const figures_headings[FIELD_COUNT] = {
    [FIELD_LAYOUT] = "layout",       [FIELD_KIND] = "kind",     [FIELD_WORKBOOK] = "workbook",
    [FIELD_RECIPIENT] = "recipient", [FIELD_SHEET] = "sheet",   [FIELD_LINE] = "line",
    [FIELD_COLUMN] = "column",       [FIELD_PERIOD] = "period", [FIELD_VALUE] = "value",
    [FIELD_TEXT] = "text",           [FIELD_LIGHT] = "light",   [FIELD_TARGET] = "target",
    [FIELD_LABEL] = "label",         [FIELD_TAKES] = "takes",
};

const char *figures_takes_key(struct arena *arena, const struct figure_entry *entry,
                              const char *recipient)
{
    return arena_print(arena, "%s|%s|%s|%s|%s|%s", entry->layout, recipient, entry->sheet,
                       entry->line, entry->column, entry->period);
}

static const char *const older =
    "make the folder again with this program, or compare with one that "
    "it made";

bool figures_has_headings(const struct row *headings)
{
    if (headings->count != FIELD_COUNT)
        return false;
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (!text_equal(headings->cells[i], figures_headings[i]))
            return false;
    }
    return true;
}

// The kind that a word means; false for none. `takes` rows are read apart.
static bool read_kind(const char *word, enum figure_entry_kind *kind)
{
    for (size_t i = ENTRY_SHOWN; i <= ENTRY_AREA; i++) {
        *kind = (enum figure_entry_kind)i;
        if (text_equal(word, figure_entry_word(*kind)))
            return true;
    }
    return false;
}

struct reading_figures {
    struct figures *figures;
    const struct table *table;
    struct problems *problems;
    struct map takes; // by figures_takes_key()
    struct map areas; // "layout|name" to the number of its entry
};

static const char *cell(const struct reading_figures *reading, const struct row *row,
                        enum figures_field column)
{
    return figures_keep(reading->figures, row_cell(row, (int)column));
}

static struct figure_entry entry_of_row(const struct reading_figures *reading,
                                        const struct row *row)
{
    return (struct figure_entry){
        .layout = cell(reading, row, FIELD_LAYOUT),
        .workbook = cell(reading, row, FIELD_WORKBOOK),
        .recipient = cell(reading, row, FIELD_RECIPIENT),
        .sheet = cell(reading, row, FIELD_SHEET),
        .line = cell(reading, row, FIELD_LINE),
        .column = cell(reading, row, FIELD_COLUMN),
        .period = cell(reading, row, FIELD_PERIOD),
        .value = cell(reading, row, FIELD_VALUE),
        .text = cell(reading, row, FIELD_TEXT),
        .light = cell(reading, row, FIELD_LIGHT),
        .target = cell(reading, row, FIELD_TARGET),
        .label = cell(reading, row, FIELD_LABEL),
        .family = "",
    };
}

static const char *area_key(struct arena *arena, const char *layout, const char *name)
{
    return arena_print(arena, "%s|%s", layout, name);
}

static bool read_row(struct reading_figures *reading, const struct row *row)
{
    struct figures *figures = reading->figures;
    const char *word = row_cell(row, FIELD_KIND);
    struct figure_entry entry = entry_of_row(reading, row);
    if (text_equal(word, FIGURES_TAKES)) {
        const char *key = figures_takes_key(figures->arena, &entry, entry.recipient);
        map_put(&reading->takes, key, NULL)->pointer =
            figures_terms(figures, row_cell(row, FIELD_TAKES));
        return true;
    }
    if (!read_kind(word, &entry.kind))
        return problem_error(reading->problems,
                             table_place(figures->arena, reading->table->file, row, FIELD_KIND),
                             "take the file as it was made, or make the folder again",
                             "'%s' is no kind of row", word);
    if (entry.kind == ENTRY_AREA)
        map_put(&reading->areas, area_key(figures->arena, entry.layout, entry.recipient), NULL)
            ->number = figures->items.count;
    entry.order = row->line;
    *list_add(figures->arena, &figures->items) = entry;
    return true;
}

// What other rows say of an entry: its terms, its family.
static void complete(const struct reading_figures *reading, struct figure_entry *entry)
{
    struct figures *figures = reading->figures;
    struct arena scratch;
    arena_init(&scratch);
    const union map_value *area =
        map_get(&reading->areas, area_key(&scratch, entry->layout, entry->recipient));
    if (area) {
        const struct figure_entry *row = &figures->items.items[area->number];
        entry->family = row->label;
        entry->is_of_recipient = text_equal(row->column, "recipient");
    }
    if (entry->kind == ENTRY_SHOWN) {
        const union map_value *takes =
            map_get(&reading->takes, figures_takes_key(&scratch, entry, entry->recipient));
        if (!takes)
            takes = map_get(&reading->takes, figures_takes_key(&scratch, entry, ""));
        entry->takes = takes ? takes->pointer : figures_terms(figures, "");
    }
    arena_free(&scratch);
}

static bool read_rows(struct figures *figures, const struct table *table, struct problems *problems)
{
    struct reading_figures reading = {.figures = figures,
                                      .table = table,
                                      .problems = problems,
                                      .takes = {.arena = figures->arena},
                                      .areas = {.arena = figures->arena}};
    bool sound = true;
    for (size_t i = 0; i < table->count; i++)
        sound = read_row(&reading, &table->rows[i]) && sound;
    for (size_t i = 0; i < figures->items.count; i++)
        complete(&reading, &figures->items.items[i]);
    figures_sort(figures);
    return sound;
}

// Whether the file is the one that the record of the folder knows.
static bool check_whole(const char *folder, const char *path, bool may_be_unfinished,
                        struct arena *arena, struct problems *problems)
{
    struct index index;
    struct index_entry now = {0};
    struct place place = {.file = path};
    struct place record = {.file = file_join(arena, folder, INDEX_NAME)};
    if (!index_read(&index, folder, arena) || index.count == 0)
        return problem_error(problems, record, older,
                             "the record of the folder is missing, damaged or of another version");
    if (index.is_unfinished && may_be_unfinished)
        return true;
    if (index.is_unfinished)
        return problem_error(problems, record, "build into the folder again, which mends it",
                             "the last run into the folder did not finish");
    const struct index_entry *entry = index_find(&index, FIGURES_NAME);
    if (!index_measure(&now, path, arena) || !entry || !text_equal(entry->sha256, now.sha256))
        return problem_error(
            problems, place, "take the file as it was made, or make the folder again",
            "was edited or damaged: it is not the file that " INDEX_NAME " records");
    return true;
}

bool figures_check(const char *folder, bool may_be_unfinished, struct arena *arena,
                   struct problems *problems)
{
    const char *path = file_join(arena, folder, FIGURES_NAME);
    if (!file_exists(folder))
        return problem_error(problems, (struct place){.file = folder}, NULL,
                             "there is no such folder");
    if (!file_exists(path))
        return problem_error(problems, (struct place){.file = path}, older,
                             "there is no record of figures: an older version made the folder, or "
                             "it is no folder of workbooks");
    return check_whole(folder, path, may_be_unfinished, arena, problems);
}

bool figures_read_file(struct figures *figures, const char *path, struct arena *arena,
                       struct problems *problems)
{
    struct table table;
    figures_start(figures, arena);
    if (!table_read(path, arena, problems, &table))
        return false;
    if (!figures_has_headings(&table.headings))
        return problem_error(problems, (struct place){.file = path, .line = 1}, older,
                             "the headings are not those of this version of the program");
    return read_rows(figures, &table, problems);
}

bool figures_read(struct figures *figures, const char *folder, struct arena *arena,
                  struct problems *problems)
{
    return figures_check(folder, false, arena, problems) &&
           figures_read_file(figures, file_join(arena, folder, FIGURES_NAME), arena, problems);
}
