// The rows of the Revisions sheet: which there are, and what they say.
#include "plan/revisions.h"

#include "base/file.h"
#include "base/format.h"
#include "base/number.h"
#include "base/text.h"
#include "record/revisions.h"

#include <stdlib.h>
#include <string.h>

const char *const revised_headings[REVISED_COLUMNS] = {
    [REVISED_LINE] = "Line",
    [REVISED_FIGURE] = "Figure",
    [REVISED_PERIOD] = "Period",
    [REVISED_PUBLISHED] = "Published",
    [REVISED_NOW] = "Now",
    [REVISED_DIFFERENCE] = "Difference",
    [REVISED_LIGHT_BEFORE] = "Light before",
    [REVISED_LIGHT_NOW] = "Light now",
    [REVISED_REASON] = "Reason",
    [REVISED_DATA_TO] = "Data to",
};

static const char *const bands[] = {
    [REVISION_CORRECTED] = "Corrected",
    [REVISION_AT_SOURCE] = "Revised at source",
    [REVISION_TARGET] = "Target changed",
    [REVISION_DEFINITION] = "Definition changed",
    [REVISION_LINE_ADDED] = "Line added",
    [REVISION_LINE_REMOVED] = "Line removed",
    [REVISION_LINE_RENAMED] = "Line renamed",
    [REVISION_AREA_ADDED] = "Area added",
    [REVISION_AREA_REMOVED] = "Area removed",
    [REVISION_LAYOUT] = "Layout changed",
    [REVISION_FOLLOWS] = "Follows from the above",
    [REVISION_UNEXPLAINED] = "Program or layout changed",
    [REVISION_NEW_PERIOD] = "Another area's figure was revised",
};
enum { BAND_OTHERS = REVISION_NEW_PERIOD }; // new periods have no row

// Rows --------------------------------------------------------------------------------------------

// The sheet of an entry, in the layout or one that it takes in, and its number among all of them.
static const struct sheet *sheet_of(const struct builder *builder, const struct figure_entry *entry,
                                    size_t *number)
{
    *number = 0;
    for (size_t i = 0; i < builder->model->parts.count; i++) {
        const struct layout *layout = builder->model->parts.items[i]->layout;
        for (size_t k = 0; k < layout->sheets.count; k++, ++*number) {
            if (text_ends(entry->layout, file_name(layout->file)) &&
                text_equal(layout->sheets.items[k].name, entry->sheet))
                return &layout->sheets.items[k];
        }
    }
    return NULL;
}

static const struct column *column_of(const struct sheet *sheet, const char *name, size_t *number)
{
    for (*number = 0; sheet && *number < sheet->columns.count; ++*number) {
        if (text_equal(sheet->columns.items[*number].name, name))
            return &sheet->columns.items[*number];
    }
    return NULL;
}

static size_t line_number(const struct sheet *sheet, const char *id)
{
    size_t number = 0;
    while (sheet && number < sheet->register_table.lines.count &&
           !text_equal(sheet->register_table.lines.items[number].id, id))
        number++;
    return number;
}

static bool is_change_of_parts(enum revision_kind kind)
{
    return kind >= REVISION_LINE_ADDED && kind <= REVISION_LAYOUT;
}

// A line that was added has figures by the dozen, of which one row tells.
static bool is_told(const struct revised_rows *rows, const struct revision *revision)
{
    for (size_t i = 0; is_change_of_parts(revision->kind) && i < rows->items.count; i++) {
        const struct revision *other = rows->items.items[i].revision;
        if (other->kind == revision->kind && other->causes[0].first == revision->causes[0].first)
            return true;
    }
    return false;
}

// Whether a revision is told in the workbook at hand: its own, or one of no recipient.
static bool is_of_workbook(const struct builder *builder, const struct revision *revision)
{
    const struct model *model = builder->model;
    const struct figure_entry *entry = revision_entry(revision);
    if (!figures_is_of_layout(entry, file_name(model->layout->file)))
        return false;
    if (model->recipient && entry->recipient[0] != '\0' &&
        !text_equal(entry->recipient, model->recipient->name))
        return false;
    if (revision->kind == REVISION_NEW_PERIOD || revision->kind == REVISION_PAST_PERIOD)
        return false;
    return entry->kind != ENTRY_AREA || !model->recipient;
}

// Causes that a cell of the workbook shows as they are, by number: of these Data needs no row.
static const bool *causes_in_cells(const struct builder *builder)
{
    const struct revisions *revisions = builder->revisions;
    bool *shown = arena_array(builder->arena, bool, revisions->causes.count + 1);
    for (size_t i = 0; i < revisions->items.count; i++) {
        const struct revision *revision = &revisions->items.items[i];
        if (revision->cause_count == 1 && revision->kind != REVISION_FOLLOWS &&
            revision_is_of_figure(revision) && is_of_workbook(builder, revision))
            shown[revision->causes[0].first] = true;
    }
    return shown;
}

static bool has_row(const struct builder *builder, const struct revision *revision,
                    const bool *in_cells)
{
    if (!is_of_workbook(builder, revision))
        return false;
    if (is_change_of_parts(revision->kind))
        return revision->cause_count > 0;
    if (revision_entry(revision)->kind == ENTRY_SHOWN)
        return revision_is_of_figure(revision) || !revision->before || !revision->now;
    return revision->cause_count == 0 || !in_cells[revision->causes[0].first];
}

static int compare_numbers(size_t one, size_t other)
{
    return (one > other) - (one < other);
}

static int compare_rows(const void *one, const void *other)
{
    const struct revised_row *first = one, *second = other;
    int order = compare_numbers(first->band, second->band);
    order = order != 0 ? order : compare_numbers(first->sheet, second->sheet);
    order = order != 0 ? order : compare_numbers(first->line, second->line);
    order = order != 0 ? order : compare_numbers(first->column, second->column);
    return order != 0 ? order : compare_numbers(first->number, second->number);
}

void revised_rows_list(struct builder *builder, struct revised_rows *rows)
{
    const struct revisions *revisions = builder->revisions;
    const bool *in_cells = causes_in_cells(builder);
    for (size_t i = 0; i < revisions->items.count; i++) {
        const struct revision *revision = &revisions->items.items[i];
        const struct figure_entry *entry = revision_entry(revision);
        if (!has_row(builder, revision, in_cells) || is_told(rows, revision))
            continue;
        struct revised_row row = {.revision = revision, .number = i};
        bool is_of_others = builder->model->recipient && revision->is_of_others;
        const struct sheet *sheet = sheet_of(builder, entry, &row.sheet);
        row.band = is_of_others ? BAND_OTHERS : revision->kind;
        row.line = line_number(sheet, entry->line);
        column_of(sheet, entry->column, &row.column);
        *list_add(builder->arena, &rows->items) = row;
    }
    if (rows->items.count > 0)
        qsort(rows->items.items, rows->items.count, sizeof *rows->items.items, compare_rows);
}

// What stands in a row ----------------------------------------------------------------------------

// "12 months, Latest": the headings of the column, but for those that change from cell to cell.
static const char *figure_text(const struct builder *builder, const struct figure_entry *entry)
{
    size_t number;
    const struct sheet *sheet = sheet_of(builder, entry, &number);
    const struct column *column = column_of(sheet, entry->column, &number);
    struct text text = {.arena = builder->arena};
    for (size_t i = 0; column && i < column->headings.count; i++) {
        const char *heading = column->headings.items[i].text;
        if (heading && heading[0] != '\0' && !strchr(heading, '{'))
            text_print(&text, "%s%s", text.length > 0 ? ", " : "", heading);
    }
    if (text.length > 0)
        return text_done(&text);
    if (entry->kind == ENTRY_GIVEN)
        return "Data";
    return entry->kind == ENTRY_TARGET ? "Target" : entry->column;
}

static const char *one_period(const struct builder *builder, const char *text)
{
    const struct calendar *calendar = &builder->model->layout->calendar;
    struct period period;
    if (!period_read(text, calendar, &period))
        return text;
    return period_show(builder->arena, period, calendar,
                       period.kind == PERIOD_MONTH ? "mmm-yy" : NULL);
}

// "Dec-24 to Nov-25"
static const char *period_text(const struct builder *builder, const char *period)
{
    const char *dots = strstr(period, "..");
    if (!dots)
        return one_period(builder, period);
    const char *first = arena_copy_part(builder->arena, period, (size_t)(dots - period));
    return arena_print(builder->arena, "%s to %s", one_period(builder, first),
                       one_period(builder, dots + 2));
}

// The word that a state shows; "GREEN (BLUE)" where it is another's.
static const char *light_text(const struct builder *builder, const char *state)
{
    const struct layout *layout = builder->model->layout;
    for (size_t i = 0; i < layout->scales.count; i++) {
        const struct scale *scale = &layout->scales.items[i];
        for (size_t k = 0; k < scale->states.count; k++) {
            const struct state *one = &scale->states.items[k];
            if (text_equal(one->name, state) && one->shows && !text_equal(one->shows, state))
                return arena_print(builder->arena, "%s (%s)", one->shows, state);
        }
    }
    return state;
}

// A format with a decimal more: 0% becomes 0.0%.
static const char *finer(struct arena *arena, const char *format)
{
    const char *last = strrchr(format, '0');
    const char *point = strchr(format, '.');
    if (!last)
        return format;
    return arena_print(arena, "%.*s%s%s", (int)(last - format + 1), format,
                       point && point < last ? "0" : ".0", last + 1);
}

static bool read_amount(struct arena *arena, const struct figure_entry *entry, double *value,
                        const char **format)
{
    char *end;
    struct number number;
    if (!entry || !number_read(arena, entry->text, &number))
        return false;
    *value = strtod(entry->value, &end);
    *format = number.format;
    return end != entry->value && *end == '\0' &&
           text_equal(format_number(arena, number.format, *value), entry->text);
}

struct revised_amounts revised_amounts(const struct builder *builder, const struct revised_row *row)
{
    enum { MOST_DECIMALS = 6 };
    struct arena *arena = builder->arena;
    struct revised_amounts amounts = {0};
    const char *format_before;
    amounts.are_numbers =
        read_amount(arena, row->revision->before, &amounts.before, &format_before) &&
        read_amount(arena, row->revision->now, &amounts.now, &amounts.format);
    if (!amounts.are_numbers)
        return amounts;
    for (size_t i = 0; i < MOST_DECIMALS; i++) {
        if (!text_equal(format_number(arena, amounts.format, amounts.before),
                        format_number(arena, amounts.format, amounts.now)))
            break;
        amounts.format = finer(arena, amounts.format);
    }
    int decimals = format_decimals(amounts.format);
    amounts.difference = number_round(
        number_round(amounts.now, decimals) - number_round(amounts.before, decimals), decimals);
    amounts.difference_format =
        arena_print(arena, "+%s;-%s;%s", amounts.format, amounts.format, amounts.format);
    return amounts;
}

// What a row shows of one side: text in a chart's line would be all of its points.
static const char *side_text(const struct revision *revision, const struct figure_entry *entry)
{
    enum { LONGEST = 60 };
    if (!entry)
        return "";
    if (revision->kind == REVISION_LINE_RENAMED || entry->kind == ENTRY_AREA)
        return entry->label;
    return strlen(entry->text) > LONGEST ? "see the chart" : entry->text;
}

// The label of the line, with the area where all stand in one workbook.
static const char *line_text(const struct builder *builder, const struct figure_entry *entry)
{
    const char *label =
        entry->label[0] != '\0' && entry->kind != ENTRY_AREA ? entry->label : entry->line;
    if (builder->model->recipient || entry->recipient[0] == '\0')
        return label;
    return label[0] != '\0' ? arena_print(builder->arena, "%s, %s", label, entry->recipient)
                            : entry->recipient;
}

const char *revised_band(const struct revised_row *row)
{
    return bands[row->band];
}

static const char *as_at(const struct builder *builder)
{
    const struct model *model = builder->model;
    return period_show(builder->arena, model->latest, &model->layout->calendar,
                       model->latest.kind == PERIOD_MONTH ? "mmm-yy" : NULL);
}

const char *revised_text(const struct builder *builder, const struct revised_row *row,
                         enum revised_column column)
{
    const struct revision *revision = row->revision;
    const struct figure_entry *entry = revision_entry(revision);
    bool is_of_parts = is_change_of_parts(revision->kind);
    switch (column) {
    case REVISED_LINE:
        return line_text(builder, entry);
    case REVISED_FIGURE:
        return is_of_parts && revision->kind != REVISION_LAYOUT ? "" : figure_text(builder, entry);
    case REVISED_PERIOD:
        return is_of_parts ? "" : period_text(builder, entry->period);
    case REVISED_PUBLISHED:
        return side_text(revision, revision->before);
    case REVISED_NOW:
        return side_text(revision, revision->now);
    case REVISED_LIGHT_BEFORE:
        return light_text(builder, revision->before ? revision->before->light : "");
    case REVISED_LIGHT_NOW:
        return light_text(builder, revision->now ? revision->now->light : "");
    case REVISED_REASON:
        return revision_reason(builder->revisions, revision, builder->arena);
    case REVISED_DATA_TO:
        return as_at(builder);
    case REVISED_DIFFERENCE:
    case REVISED_COLUMNS:
        break;
    }
    return "";
}
