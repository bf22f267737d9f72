#include "xlsx/xlsx.h"

#include "base/text.h"
#include "xlsx/charts.h"
#include "xlsx/limits.h"
#include "xlsx/literal.h"
#include "xlsx/looks.h"
#include "xlsx/protection.h"
#include "xlsx/quiet.h"
#include "xlsx/tables.h"
#include "xlsx/whole.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

// One workbook being written. Functions return false once a fault is set.
struct writer {
    const struct plan *plan;
    const char *path;
    struct arena *arena;
    lxw_workbook *workbook;
    lxw_worksheet *worksheet;
    struct looks looks;
    struct xlsx_fault *fault;
};

// The library's errors that are the system's; all others mean that it refused what was in the plan.
static const char *const system_errors[LXW_MAX_ERRNO] = {
    [LXW_ERROR_MEMORY_MALLOC_FAILED] = "not enough memory",
    [LXW_ERROR_CREATING_XLSX_FILE] = "the file cannot be created",
    [LXW_ERROR_CREATING_TMPFILE] = "a temporary file cannot be created",
    [LXW_ERROR_READING_TMPFILE] = "a temporary file cannot be read",
    [LXW_ERROR_ZIP_FILE_OPERATION] = "the file cannot be written; is the disk full?",
    [LXW_ERROR_ZIP_PARAMETER_ERROR] = "the file cannot be written; is the disk full?",
    [LXW_ERROR_ZIP_BAD_ZIP_FILE] = "the file cannot be written; is the disk full?",
    [LXW_ERROR_ZIP_INTERNAL_ERROR] = "the file cannot be written; is the disk full?",
    [LXW_ERROR_ZIP_FILE_ADD] = "the file cannot be written; is the disk full?",
    [LXW_ERROR_ZIP_CLOSE] = "the file cannot be written; is the disk full?",
};

static bool fail_system(struct writer *writer, const char *what)
{
    writer->fault->system = true;
    writer->fault->text = arena_print(writer->arena, "'%s': %s", writer->path, what);
    return false;
}

// Whether a call of the library went well; else notes why not.
static bool check(struct writer *writer, lxw_error error)
{
    if (error == LXW_NO_ERROR)
        return true;
    if (error < LXW_MAX_ERRNO && system_errors[error])
        return fail_system(writer, system_errors[error]);
    writer->fault->system = false;
    writer->fault->text = arena_print(writer->arena, "'%s': the workbook library refused: %s",
                                      writer->path, lxw_strerror(error));
    return false;
}

// A library object that must be there.
static bool made(struct writer *writer, const void *object)
{
    return object || check(writer, LXW_ERROR_MEMORY_MALLOC_FAILED);
}

static bool write_rich(struct writer *writer, const struct cell *cell, lxw_format *look)
{
    lxw_rich_string_tuple *runs =
        arena_array(writer->arena, lxw_rich_string_tuple, cell->run_count);
    lxw_rich_string_tuple **list =
        arena_array(writer->arena, lxw_rich_string_tuple *, cell->run_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < cell->run_count; i++) {
        if (!cell->runs[i].text || !*cell->runs[i].text)
            continue;
        lxw_rich_string_tuple *run = &runs[count];
        run->format = looks_run(&writer->looks, cell->style, &cell->runs[i]);
        // The library reads the text, but does not say so in its type.
        run->string = arena_copy(writer->arena, literal_text(writer->arena, cell->runs[i].text));
        if (!made(writer, run->format))
            return false;
        list[count++] = run;
    }
    // The library writes a text in one piece as a plain one only.
    if (count < 2)
        return check(writer, worksheet_write_string(writer->worksheet, cell->row, cell->column,
                                                    literal_text(writer->arena, cell->text), look));
    return check(writer, worksheet_write_rich_string(writer->worksheet, cell->row, cell->column,
                                                     list, look));
}

// A formula with its result, for programs that show what is stored.
static bool write_formula(struct writer *writer, const struct cell *cell, lxw_format *look)
{
    if (cell->kind == CELL_NUMBER)
        return check(writer, worksheet_write_formula_num(writer->worksheet, cell->row, cell->column,
                                                         cell->formula, look, cell->number));
    const char *result = cell->text ? literal_text(writer->arena, cell->text) : "";
    return check(writer, worksheet_write_formula_str(writer->worksheet, cell->row, cell->column,
                                                     cell->formula, look, result));
}

static bool write_content(struct writer *writer, const struct cell *cell, lxw_format *look)
{
    lxw_worksheet *worksheet = writer->worksheet;
    if (cell->formula)
        return write_formula(writer, cell, look);
    switch (cell->kind) {
    case CELL_BLANK:
        return check(writer, worksheet_write_blank(worksheet, cell->row, cell->column, look));
    case CELL_NUMBER:
        return check(
            writer, worksheet_write_number(worksheet, cell->row, cell->column, cell->number, look));
    case CELL_TEXT:
        return check(writer, worksheet_write_string(worksheet, cell->row, cell->column,
                                                    literal_text(writer->arena, cell->text), look));
    case CELL_RICH:
        return write_rich(writer, cell, look);
    }
    return true;
}

// Hidden until pointed at, and of one size, for the library cannot fit it to the text.
static bool write_note(struct writer *writer, const struct cell *cell)
{
    const char *author = writer->plan->properties.author;
    lxw_comment_options options = {
        .visible = LXW_COMMENT_DISPLAY_HIDDEN,
        .author = arena_copy(writer->arena, author ? author : ""),
        .width = 240,
        .height = 96,
    };
    return check(writer,
                 worksheet_write_comment_opt(writer->worksheet, cell->row, cell->column,
                                             literal_text(writer->arena, cell->note), &options));
}

// The link goes first: with it the library writes a text, which the cell's own content replaces.
static bool write_cell(struct writer *writer, const struct cell *cell)
{
    lxw_format *look = looks_cell(&writer->looks, cell);
    if (!made(writer, look))
        return false;
    if (cell->link &&
        !check(writer, worksheet_write_url_opt(writer->worksheet, cell->row, cell->column,
                                               cell->link, look, "", NULL)))
        return false;
    if (!write_content(writer, cell, look))
        return false;
    return !cell->note || write_note(writer, cell);
}

// Before the cells: all of a merge first gets the look of its first cell, borders included, and
// then the cells that the plan has are written over it.
static bool write_merges(struct writer *writer, const struct plan_sheet *sheet)
{
    for (size_t i = 0; i < sheet->merges.count; i++) {
        const struct merge *merge = &sheet->merges.items[i];
        const struct cell *first = plan_cell_at(sheet, merge->first_row, merge->first_column);
        lxw_format *look = looks_cell(&writer->looks, first ? first : &(struct cell){0});
        if (!made(writer, look) ||
            !check(writer,
                   worksheet_merge_range(writer->worksheet, merge->first_row, merge->first_column,
                                         merge->last_row, merge->last_column, "", look)))
            return false;
    }
    return true;
}

static bool write_cells(struct writer *writer, const struct plan_sheet *sheet)
{
    for (size_t i = 0; i < sheet->cells.count; i++)
        if (!write_cell(writer, &sheet->cells.items[i]))
            return false;
    return true;
}

static bool write_rules(struct writer *writer, const struct plan_sheet *sheet)
{
    for (size_t i = 0; i < sheet->rules.count; i++) {
        const struct rule *rule = &sheet->rules.items[i];
        const struct merge *range = &rule->range;
        lxw_conditional_format options = {
            .type = LXW_CONDITIONAL_TYPE_FORMULA,
            .value_string = arena_copy(writer->arena, rule->formula),
            .format = looks_rule(&writer->looks, rule),
            .stop_if_true = LXW_TRUE,
        };
        if (!made(writer, options.format) ||
            !check(writer, worksheet_conditional_format_range(writer->worksheet, range->first_row,
                                                              range->first_column, range->last_row,
                                                              range->last_column, &options)))
            return false;
    }
    return true;
}

// The library leaves out a height of 15, its default, and Excel then fits the row to its text; a
// hair's breadth more is written, and looks the same.
static double written_height(double points)
{
    return points == LXW_DEF_ROW_HEIGHT ? points + 0.001 : points;
}

static bool write_sizes(struct writer *writer, const struct plan_sheet *sheet)
{
    for (size_t i = 0; i < sheet->widths.count; i++)
        if (sheet->widths.items[i] > 0 &&
            !check(writer, worksheet_set_column(writer->worksheet, (lxw_col_t)i, (lxw_col_t)i,
                                                sheet->widths.items[i], NULL)))
            return false;
    for (size_t i = 0; i < sheet->heights.count; i++)
        if (sheet->heights.items[i] > 0 &&
            !check(writer, worksheet_set_row(writer->worksheet, (lxw_row_t)i,
                                             written_height(sheet->heights.items[i]), NULL)))
            return false;
    return true;
}

// The library takes a && followed by G or [ for a picture. Bold switched on and off again comes in
// between, and is not seen.
static const char *header_text(struct writer *writer, const char *header)
{
    struct text safe = {.arena = writer->arena};
    for (const char *at = header; *at; at++) {
        text_add_char(&safe, *at);
        if (at[0] != '&' || at[1] == '\0')
            continue;
        text_add_char(&safe, *++at);
        if (at[0] == '&' && (at[1] == 'G' || at[1] == '['))
            text_add(&safe, "&B&B");
    }
    return text_done(&safe);
}

static bool write_headers(struct writer *writer, const struct plan_sheet *sheet)
{
    if (sheet->header &&
        !check(writer, worksheet_set_header(writer->worksheet, header_text(writer, sheet->header))))
        return false;
    return !sheet->footer ||
           check(writer,
                 worksheet_set_footer(writer->worksheet, header_text(writer, sheet->footer)));
}

// A margin of 0 is the library's default, which it keeps for -1.
static double margin(double inches)
{
    return inches > 0 ? inches : -1;
}

// Lists of breaks are ended by a 0, as the library wants it.
static bool write_row_breaks(struct writer *writer, const struct plan_sheet *sheet)
{
    if (sheet->breaks.count == 0)
        return true;
    lxw_row_t *rows = arena_array(writer->arena, lxw_row_t, sheet->breaks.count + 1);
    memcpy(rows, sheet->breaks.items, sheet->breaks.count * sizeof(*rows));
    return check(writer, worksheet_set_h_pagebreaks(writer->worksheet, rows));
}

// What belongs to a row then comes out page after page.
static bool write_column_breaks(struct writer *writer, const struct plan_sheet *sheet)
{
    if (sheet->column_breaks.count == 0)
        return true;
    lxw_col_t *columns = arena_array(writer->arena, lxw_col_t, sheet->column_breaks.count + 1);
    memcpy(columns, sheet->column_breaks.items, sheet->column_breaks.count * sizeof(*columns));
    worksheet_print_across(writer->worksheet);
    if (sheet->repeats_labels &&
        !check(writer,
               worksheet_repeat_columns(writer->worksheet, sheet->label_first, sheet->label_last)))
        return false;
    return check(writer, worksheet_set_v_pagebreaks(writer->worksheet, columns));
}

static bool write_breaks(struct writer *writer, const struct plan_sheet *sheet)
{
    return write_row_breaks(writer, sheet) && write_column_breaks(writer, sheet);
}

static bool write_page(struct writer *writer, const struct plan_sheet *sheet)
{
    enum { PAPER_A3 = 8, PAPER_A4 = 9 };
    lxw_worksheet *worksheet = writer->worksheet;
    const struct page *page = &sheet->page;
    worksheet_set_paper(worksheet, text_equal(page->paper, "A3") ? PAPER_A3 : PAPER_A4);
    if (page->landscape)
        worksheet_set_landscape(worksheet);
    worksheet_set_margins(worksheet, margin(page->margin_left), margin(page->margin_right),
                          margin(page->margin_top), margin(page->margin_bottom));
    // Whole percents only; rounded down, so that what fits the page still does.
    if (sheet->scale > 0)
        worksheet_set_print_scale(worksheet, (uint16_t)sheet->scale);
    if (sheet->repeats &&
        !check(writer, worksheet_repeat_rows(worksheet, sheet->repeat_first, sheet->repeat_last)))
        return false;
    if (sheet->filters &&
        !check(writer,
               worksheet_autofilter(worksheet, sheet->filter.first_row, sheet->filter.first_column,
                                    sheet->filter.last_row, sheet->filter.last_column)))
        return false;
    return check(writer,
                 worksheet_print_area(worksheet, 0, 0, sheet->last_row, sheet->last_column)) &&
           write_breaks(writer, sheet) && write_headers(writer, sheet);
}

static void write_view(struct writer *writer, const struct plan_sheet *sheet)
{
    lxw_worksheet *worksheet = writer->worksheet;
    worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);
    if (sheet->freeze_row || sheet->freeze_column)
        worksheet_freeze_panes(worksheet, sheet->freeze_row, sheet->freeze_column);
    if (sheet->tab_colour)
        worksheet_set_tab_color(worksheet, looks_colour(sheet->tab_colour));
}

// The library does not quote names such as 2024 or A1 in print areas and repeated rows, and has no
// setter for the quoted name that it keeps.
static bool quote_name(struct writer *writer, const char *name)
{
    char *quoted = strdup(plan_sheet_quoted(writer->arena, name));
    if (!made(writer, quoted))
        return false;
    free(writer->worksheet->quoted_name);
    writer->worksheet->quoted_name = quoted;
    return true;
}

static bool write_sheet(struct writer *writer, const struct plan_sheet *sheet)
{
    lxw_error error = workbook_validate_sheet_name(writer->workbook, sheet->name);
    if (!check(writer, error))
        return false;
    writer->worksheet = workbook_add_worksheet(writer->workbook, sheet->name);
    if (!made(writer, writer->worksheet) || !quote_name(writer, sheet->name))
        return false;
    write_view(writer, sheet);
    return write_page(writer, sheet) && write_sizes(writer, sheet) && write_merges(writer, sheet) &&
           check(writer, tables_write(writer->worksheet, sheet, writer->arena)) &&
           write_cells(writer, sheet) && write_rules(writer, sheet) &&
           check(writer, protection_write(writer->worksheet, sheet, writer->arena)) &&
           check(writer, charts_write(writer->workbook, writer->worksheet, writer->plan, sheet,
                                      writer->arena));
}

// A copy that the library may take for its own; NULL stays NULL.
static char *own(struct writer *writer, const char *text)
{
    return text ? arena_copy(writer->arena, text) : NULL;
}

static bool write_property(struct writer *writer, const char *name, const char *text)
{
    return !text ||
           check(writer, workbook_set_custom_property_string(writer->workbook, name, text));
}

static bool write_custom(struct writer *writer, const struct plan *plan)
{
    const struct properties *properties = &plan->properties;
    if (!write_property(writer, "As at", properties->as_at) ||
        !write_property(writer, "Edition", plan->edition))
        return false;
    for (size_t i = 0; i < properties->custom.count; i++) {
        const struct property *property = &properties->custom.items[i];
        if (!write_property(writer, property->name, property->text))
            return false;
    }
    return true;
}

static bool write_properties(struct writer *writer)
{
    const struct properties *properties = &writer->plan->properties;
    lxw_doc_properties library = {
        .title = own(writer, properties->title),
        .subject = own(writer, properties->subject),
        .author = own(writer, properties->author),
        .company = own(writer, properties->organisation),
        .category = own(writer, properties->category),
        .keywords = own(writer, properties->keywords),
        .comments = own(writer, properties->comments),
        .created = (time_t)properties->created,
    };
    if (properties->language &&
        !check(writer, workbook_set_custom_property_string(writer->workbook, "Language",
                                                           properties->language)))
        return false;
    return check(writer, workbook_set_properties(writer->workbook, &library)) &&
           write_custom(writer, writer->plan);
}

static bool write_workbook(struct writer *writer)
{
    if (!write_properties(writer))
        return false;
    for (size_t i = 0; i < writer->plan->sheets.count; i++)
        if (!write_sheet(writer, &writer->plan->sheets.items[i]))
            return false;
    return true;
}

// More than the library's temporary files take: the largest sheet, and all texts.
static unsigned long long temporary_size(const struct plan *plan)
{
    enum { CELL_BYTES = 128, CHART_BYTES = 1 << 16, OTHER_BYTES = 1 << 20 };
    unsigned long long size = OTHER_BYTES;
    for (size_t i = 0; i < plan->sheets.count; i++) {
        const struct plan_sheet *sheet = &plan->sheets.items[i];
        size += sheet->charts.count * CHART_BYTES;
        for (size_t j = 0; j < sheet->cells.count; j++) {
            const struct cell *cell = &sheet->cells.items[j];
            size += CELL_BYTES + (cell->text ? strlen(cell->text) : 0) +
                    (cell->formula ? strlen(cell->formula) : 0) + cell->run_count * CELL_BYTES * 2;
        }
    }
    return size;
}

// Files in memory save half the time of a small workbook. NULL leaves the place to TMPDIR.
static const char *temporary_folder(const struct plan *plan)
{
    static const char memory[] = "/dev/shm";
    struct statvfs room;
    if (access(memory, W_OK | X_OK) != 0 || statvfs(memory, &room) != 0)
        return NULL;
    unsigned long long free_bytes = (unsigned long long)room.f_bavail * room.f_frsize;
    // Other workers write at the same time.
    return free_bytes / 8 > temporary_size(plan) ? memory : NULL;
}

// Tells why a file cannot be made before any work is done for it, with the system's reason.
static bool can_create(struct writer *writer)
{
    FILE *file = fopen(writer->path, "wb");
    if (!file)
        return fail_system(writer, strerror(errno));
    fclose(file);
    return true;
}

// Closing writes the file, and frees the workbook whether it succeeds or not.
static bool close_workbook(struct writer *writer)
{
    int kept = quiet_begin();
    lxw_error error = workbook_close(writer->workbook);
    quiet_end(kept);
    if (!check(writer, error))
        return false;
    return whole_workbook(writer->path) ||
           fail_system(writer, "the file was not written whole; is the disk, or the folder for "
                               "temporary files, full?");
}

bool xlsx_write(const struct plan *plan, const char *path, struct arena *arena,
                struct xlsx_fault *fault)
{
    struct writer writer = {.plan = plan, .path = path, .arena = arena, .fault = fault};
    *fault = (struct xlsx_fault){.text = limits_fault(plan, arena)};
    if (!fault->text)
        fault->text = tables_fault(plan, arena);
    if (fault->text || !can_create(&writer))
        return false;

    lxw_workbook_options options = {.tmpdir = own(&writer, temporary_folder(plan))};
    writer.workbook = workbook_new_opt(path, &options);
    if (!made(&writer, writer.workbook))
        return false;
    looks_init(&writer.looks, writer.workbook, plan, arena);
    if (!write_workbook(&writer)) {
        lxw_workbook_free(writer.workbook);
        return false;
    }
    return close_workbook(&writer);
}

const char *xlsx_libraries(struct arena *arena)
{
    return arena_print(arena, "libxlsxwriter %s, zlib %s", lxw_version(), whole_zlib_version());
}
