#include "xlsx/limits.h"

#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum limit {
    LIMIT_TEXT,
    LIMIT_FORMULA,
    LIMIT_LITERAL,
    LIMIT_SHEET_NAME,
    LIMIT_HEADER,
    LIMIT_FORMAT,
    LIMIT_FONT,
    LIMIT_LINK,
    LIMIT_TITLE,
    LIMIT_WORDS,
    LIMIT_MESSAGE,
    LIMIT_REFUSAL,
    LIMIT_PROPERTY,
};

// How long texts may be, in the units that Excel counts (UTF-16). The library keeps number formats
// in 128 bytes and cuts longer ones without a word.
static const struct {
    const char *what;
    size_t most;
} lengths[] = {
    [LIMIT_TEXT] = {"a text", 32767},
    [LIMIT_FORMULA] = {"a formula", 8192},
    [LIMIT_LITERAL] = {"a text inside a formula", 255},
    [LIMIT_SHEET_NAME] = {"a sheet's name", 31},
    [LIMIT_HEADER] = {"a page header or footer", 255},
    [LIMIT_FORMAT] = {"a number format", 127},
    [LIMIT_FONT] = {"a font's name", 31},
    [LIMIT_LINK] = {"a link", 2079},
    [LIMIT_WORDS] = {"a list of words that may be typed", 255},
    [LIMIT_MESSAGE] = {"a message beside a cell", 255},
    [LIMIT_REFUSAL] = {"a refusal of what is typed", 225},
    [LIMIT_PROPERTY] = {"a property of the document", 255},
    [LIMIT_TITLE] = {"a title or a line's name in a chart", 255},
};

enum extent { EXTENT_TYPE, EXTENT_WIDTH, EXTENT_HEIGHT, EXTENT_SCALE, EXTENT_MARGIN };

// 0 stands for "as the default" everywhere.
static const struct {
    const char *what;
    double least, most;
} extents[] = {
    [EXTENT_TYPE] = {"a type size in points", 1, 409},
    [EXTENT_WIDTH] = {"a column's width in characters", 0, 255},
    [EXTENT_HEIGHT] = {"a row's height in points", 0, 409},
    [EXTENT_SCALE] = {"the print scale in percent", 10, 400},
    [EXTENT_MARGIN] = {"a margin in inches", 0, 49},
};

enum {
    ROWS = 1048576,
    COLUMNS = 16384,
    MOST_LINKS = 65530,
    // The library counts the runs of a text in a byte.
    MOST_RUNS = 254,
    MOST_INDENT = 250,
    MOST_SERIES = 255,  // of a chart
    MOST_POINTS = 4000, // of a chart's side
};

// The checks of one plan: where they are, and the first fault found.
struct inspection {
    struct arena *arena;
    const struct plan_sheet *sheet; // NULL in what concerns the whole workbook
    const struct cell *cell;        // NULL in what concerns the whole sheet
    const struct style *sound;      // the style checked last: neighbours mostly share one
    const char *fault;
};

// Notes the fault with its place; false, so that a check can say `return fail(...)`.
static bool __attribute__((format(printf, 2, 3)))
fail(struct inspection *inspection, const char *format, ...)
{
    struct text fault = {.arena = inspection->arena};
    const struct cell *cell = inspection->cell;
    if (inspection->sheet)
        text_print(&fault, "sheet '%s'", inspection->sheet->name ? inspection->sheet->name : "");
    if (cell)
        text_print(&fault, ", cell %s",
                   plan_address(inspection->arena, cell->row, cell->column, false));
    if (inspection->sheet)
        text_add(&fault, ": ");
    va_list values;
    va_start(values, format);
    text_print_list(&fault, format, values);
    va_end(values);
    inspection->fault = text_done(&fault);
    return false;
}

// U+FFFD itself, as against the one that text_next() gives for a byte that is no UTF-8.
static bool is_replacement(const char *at)
{
    return strncmp(at, "\xEF\xBF\xBD", 3) == 0;
}

static bool check_character(struct inspection *inspection, const char *at, unsigned code_point)
{
    if (code_point == 0xFFFD && !is_replacement(at))
        return fail(inspection, "a text with the byte %02X that is not UTF-8",
                    (unsigned)(unsigned char)*at);
    if ((code_point < 0x20 && code_point != '\t' && code_point != '\n') || code_point == 0x7F)
        return fail(inspection, "a text with the control character U+%04X", code_point);
    if (code_point == 0xFFFE || code_point == 0xFFFF)
        return fail(inspection, "a text with U+%04X, which is no character", code_point);
    return true;
}

static bool check_text(struct inspection *inspection, const char *text, enum limit limit)
{
    size_t length = 0;
    for (const char *at = text ? text : ""; *at;) {
        const char *start = at;
        unsigned code_point = text_next(&at);
        if (!check_character(inspection, start, code_point))
            return false;
        length += code_point > 0xFFFF ? 2 : 1;
    }
    if (length > lengths[limit].most)
        return fail(inspection, "%s of %zu characters, where Excel takes %zu", lengths[limit].what,
                    length, lengths[limit].most);
    return true;
}

// Excel calls a file broken in which a text inside a formula is longer than 255.
static bool check_literals(struct inspection *inspection, const char *formula)
{
    for (const char *start = strchr(formula, '"'); start; start = strchr(start, '"')) {
        const char *end = strchr(start + 1, '"');
        while (end && end[1] == '"')
            end = strchr(end + 2, '"');
        if (!end)
            return fail(inspection, "a formula in which a quote is not closed: %s", formula);
        const char *literal =
            arena_copy_part(inspection->arena, start + 1, (size_t)(end - start - 1));
        if (!check_text(inspection, literal, LIMIT_LITERAL))
            return false;
        start = end + 1;
    }
    return true;
}

static bool check_formula(struct inspection *inspection, const char *formula)
{
    if (!formula || formula[0] != '=' || formula[1] == '\0')
        return fail(inspection, "a formula that does not start with '=': '%s'",
                    formula ? formula : "");
    return check_text(inspection, formula, LIMIT_FORMULA) && check_literals(inspection, formula);
}

static bool check_extent(struct inspection *inspection, double value, enum extent extent)
{
    if (value == 0 || (value >= extents[extent].least && value <= extents[extent].most))
        return true;
    return fail(inspection, "%s must be from %g to %g, not %g", extents[extent].what,
                extents[extent].least, extents[extent].most, value);
}

static bool check_colour(struct inspection *inspection, const char *colour)
{
    if (!colour || (strlen(colour) == 6 && strspn(colour, "0123456789ABCDEFabcdef") == 6))
        return true;
    return fail(inspection, "a colour is six hexadecimal digits such as 1F4E9E, not '%s'", colour);
}

static bool check_format(struct inspection *inspection, const char *format)
{
    if (!check_text(inspection, format, LIMIT_FORMAT))
        return false;
    if (format && strlen(format) > lengths[LIMIT_FORMAT].most)
        return fail(inspection, "a number format of %zu bytes, where %zu are the most: %s",
                    strlen(format), lengths[LIMIT_FORMAT].most, format);
    return true;
}

static bool check_style(struct inspection *inspection, const struct style *style)
{
    if (!style || style == inspection->sound)
        return true;
    const char *colours[] = {style->colour, style->fill, style->top,
                             style->bottom, style->left, style->right};
    for (size_t i = 0; i < sizeof(colours) / sizeof(colours[0]); i++)
        if (!check_colour(inspection, colours[i]))
            return false;
    if (style->indent < 0 || style->indent > MOST_INDENT)
        return fail(inspection, "an indent must be from 0 to %d, not %d", MOST_INDENT,
                    style->indent);
    inspection->sound = style;
    return check_text(inspection, style->font, LIMIT_FONT) &&
           check_extent(inspection, style->size, EXTENT_TYPE);
}

static bool check_runs(struct inspection *inspection, const struct cell *cell)
{
    if (cell->run_count > MOST_RUNS)
        return fail(inspection, "a text of %zu differently written parts, where %d are the most",
                    cell->run_count, MOST_RUNS);
    for (size_t i = 0; i < cell->run_count; i++) {
        const struct text_run *run = &cell->runs[i];
        if (!check_text(inspection, run->text, LIMIT_TEXT) ||
            !check_extent(inspection, run->size, EXTENT_TYPE) ||
            !check_colour(inspection, run->colour))
            return false;
    }
    return true;
}

// A link leads to a place in the same workbook, and to nowhere else. The library looks for
// "external:" anywhere in a link, and cuts one at a '#'.
static bool check_link(struct inspection *inspection, const char *link)
{
    if (!text_starts(link, "internal:"))
        return fail(inspection, "a link must lead into the workbook, not to '%s'", link);
    if (strchr(link, '#') || strstr(link, "external:"))
        return fail(inspection, "a link cannot hold '#' or 'external:': '%s'", link);
    return check_text(inspection, link, LIMIT_LINK);
}

static bool check_cell(struct inspection *inspection, const struct cell *cell)
{
    if (cell->row >= ROWS || cell->column >= COLUMNS)
        return fail(inspection, "a cell beyond the last row or column that Excel has");
    if (cell->kind == CELL_NUMBER && !isfinite(cell->number))
        return fail(inspection, "a number that is not finite");
    if (cell->formula && cell->kind == CELL_BLANK)
        return fail(inspection, "a formula without its result");
    if (cell->formula && !check_formula(inspection, cell->formula))
        return false;
    if (cell->link && !check_link(inspection, cell->link))
        return false;
    return check_text(inspection, cell->text, LIMIT_TEXT) && check_runs(inspection, cell) &&
           check_text(inspection, cell->note, LIMIT_TEXT) && check_style(inspection, cell->style) &&
           check_format(inspection, cell->format);
}

static bool check_cells(struct inspection *inspection, const struct plan_sheet *sheet)
{
    size_t links = 0;
    for (size_t i = 0; i < sheet->cells.count; i++) {
        const struct cell *cell = &sheet->cells.items[i];
        inspection->cell = cell;
        if (!check_cell(inspection, cell))
            return false;
        if (i > 0 && cell[-1].row == cell->row && cell[-1].column == cell->column)
            return fail(inspection, "this cell is in the plan twice");
        links += cell->link != NULL;
    }
    inspection->cell = NULL;
    if (links > MOST_LINKS)
        return fail(inspection, "%zu links, where Excel takes %d", links, MOST_LINKS);
    return true;
}

static bool check_range(struct inspection *inspection, const struct merge *range)
{
    if (range->first_row > range->last_row || range->first_column > range->last_column ||
        range->last_row >= ROWS || range->last_column >= COLUMNS)
        return fail(inspection, "%s is no range of cells", plan_range(inspection->arena, range));
    return true;
}

static bool overlap(const struct merge *one, const struct merge *other)
{
    return one->first_row <= other->last_row && other->first_row <= one->last_row &&
           one->first_column <= other->last_column && other->first_column <= one->last_column;
}

// Merges are in the order of their first rows, so that those below the last row of this one, and
// all after them, cannot touch it.
static bool check_overlaps(struct inspection *inspection, const struct plan_sheet *sheet,
                           size_t index)
{
    const struct merge *merge = &sheet->merges.items[index];
    for (size_t i = index + 1; i < sheet->merges.count; i++) {
        const struct merge *other = &sheet->merges.items[i];
        if (other->first_row > merge->last_row)
            return true;
        if (overlap(merge, other))
            return fail(inspection, "the merged cells %s and %s overlap",
                        plan_range(inspection->arena, merge), plan_range(inspection->arena, other));
    }
    return true;
}

static bool has_content(const struct cell *cell)
{
    return cell->formula || cell->kind != CELL_BLANK;
}

// The first cell of the sheet at or after a place.
static size_t cell_from(const struct plan_sheet *sheet, uint32_t row, uint16_t column)
{
    size_t low = 0, high = sheet->cells.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct cell *cell = &sheet->cells.items[middle];
        if (cell->row < row || (cell->row == row && cell->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// What stands under a merge, other than at its top left, is never seen.
static bool check_covered(struct inspection *inspection, const struct plan_sheet *sheet,
                          const struct merge *merge)
{
    for (uint32_t row = merge->first_row; row <= merge->last_row; row++) {
        size_t i = cell_from(sheet, row, merge->first_column);
        for (; i < sheet->cells.count; i++) {
            const struct cell *cell = &sheet->cells.items[i];
            if (cell->row != row || cell->column > merge->last_column)
                break;
            if (row == merge->first_row && cell->column == merge->first_column)
                continue;
            if (has_content(cell)) {
                inspection->cell = cell;
                return fail(inspection, "the merged cells %s hide what stands here",
                            plan_range(inspection->arena, merge));
            }
        }
    }
    return true;
}

static bool check_merges(struct inspection *inspection, const struct plan_sheet *sheet)
{
    for (size_t i = 0; i < sheet->merges.count; i++) {
        const struct merge *merge = &sheet->merges.items[i];
        if (!check_range(inspection, merge) || !check_overlaps(inspection, sheet, i) ||
            !check_covered(inspection, sheet, merge))
            return false;
        if (merge->first_row == merge->last_row && merge->first_column == merge->last_column)
            return fail(inspection, "%s is one cell, which cannot be merged",
                        plan_range(inspection->arena, merge));
    }
    return true;
}

static bool check_rules(struct inspection *inspection, const struct plan_sheet *sheet)
{
    for (size_t i = 0; i < sheet->rules.count; i++) {
        const struct rule *rule = &sheet->rules.items[i];
        if (!check_range(inspection, &rule->range) || !check_formula(inspection, rule->formula) ||
            !check_colour(inspection, rule->fill) || !check_colour(inspection, rule->colour) ||
            !check_format(inspection, rule->format))
            return false;
    }
    return true;
}

// Excel keeps the words as one text, with commas between them.
static bool check_words(struct inspection *inspection, const struct validation *validation)
{
    struct text list = {.arena = inspection->arena};
    for (size_t i = 0; i < validation->words.count; i++) {
        const char *word = validation->words.items[i];
        if (*word == '\0' || strpbrk(word, ",\"\n"))
            return fail(inspection, "a list of words cannot hold the word '%s'", word);
        text_print(&list, i > 0 ? ",%s" : "%s", word);
    }
    return check_text(inspection, text_done(&list), LIMIT_WORDS);
}

static bool check_validations(struct inspection *inspection, const struct plan_sheet *sheet)
{
    for (size_t i = 0; i < sheet->validations.count; i++) {
        const struct validation *validation = &sheet->validations.items[i];
        if (!check_range(inspection, &validation->range) || !check_words(inspection, validation) ||
            !check_text(inspection, validation->message, LIMIT_MESSAGE) ||
            !check_text(inspection, validation->refusal, LIMIT_REFUSAL))
            return false;
        if (validation->longest < 0 || (size_t)validation->longest > lengths[LIMIT_TEXT].most)
            return fail(inspection, "a longest text of %d characters", validation->longest);
    }
    return true;
}

static bool check_chart_cells(struct inspection *inspection, const struct plan *plan,
                              const struct cells *cells)
{
    if (cells->sheet >= plan->sheets.count)
        return fail(inspection, "a chart of a sheet that is not there");
    if (cells->range.first_row != cells->range.last_row)
        return fail(inspection, "the points of a chart's line must stand in one row");
    return check_range(inspection, &cells->range);
}

static bool check_chart_series(struct inspection *inspection, const struct plan *plan,
                               const struct chart_series *series)
{
    return check_chart_cells(inspection, plan, &series->categories) &&
           check_chart_cells(inspection, plan, &series->values) &&
           check_text(inspection, series->name, LIMIT_TITLE) &&
           check_colour(inspection, series->colour);
}

static bool check_chart(struct inspection *inspection, const struct plan *plan,
                        const struct chart *chart)
{
    const char *titles[] = {chart->title, chart->x_title, chart->y_title};
    if (chart->row >= ROWS || chart->column >= COLUMNS)
        return fail(inspection, "a chart beyond the last row or column that Excel has");
    if (!(chart->width > 0 && chart->height > 0 && chart->width < MOST_POINTS &&
          chart->height < MOST_POINTS))
        return fail(inspection, "a chart of %g by %g points", chart->width, chart->height);
    if (chart->series.count < 1 || chart->series.count > MOST_SERIES)
        return fail(inspection, "a chart of %zu lines, where Excel takes 1 to %d",
                    chart->series.count, MOST_SERIES);
    for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
        if (!check_text(inspection, titles[i], LIMIT_TITLE))
            return false;
    for (size_t i = 0; i < chart->series.count; i++)
        if (!check_chart_series(inspection, plan, &chart->series.items[i]))
            return false;
    return check_text(inspection, chart->alternative, LIMIT_TEXT) &&
           check_format(inspection, chart->format) && check_colour(inspection, chart->grid);
}

static bool check_charts(struct inspection *inspection, const struct plan *plan,
                         const struct plan_sheet *sheet)
{
    for (size_t i = 0; i < sheet->charts.count; i++)
        if (!check_chart(inspection, plan, &sheet->charts.items[i]))
            return false;
    return true;
}

static bool check_sizes(struct inspection *inspection, const struct plan_sheet *sheet)
{
    if (sheet->widths.count > COLUMNS || sheet->heights.count > ROWS)
        return fail(inspection, "more rows or columns than Excel has");
    for (size_t i = 0; i < sheet->widths.count; i++)
        if (!check_extent(inspection, sheet->widths.items[i], EXTENT_WIDTH))
            return false;
    for (size_t i = 0; i < sheet->heights.count; i++)
        if (!check_extent(inspection, sheet->heights.items[i], EXTENT_HEIGHT))
            return false;
    return true;
}

static bool check_breaks(struct inspection *inspection, const struct plan_sheet *sheet)
{
    if (sheet->breaks.count > PLAN_MOST_BREAKS)
        return fail(inspection, "%zu page breaks, where Excel takes %d", sheet->breaks.count,
                    PLAN_MOST_BREAKS);
    for (size_t i = 0; i < sheet->breaks.count; i++)
        if (sheet->breaks.items[i] == 0 || sheet->breaks.items[i] >= ROWS)
            return fail(inspection, "a page break before row %lu",
                        (unsigned long)sheet->breaks.items[i] + 1);
    if (sheet->column_breaks.count > PLAN_MOST_BREAKS)
        return fail(inspection, "%zu page breaks, where Excel takes %d", sheet->column_breaks.count,
                    PLAN_MOST_BREAKS);
    for (size_t i = 0; i < sheet->column_breaks.count; i++)
        if (sheet->column_breaks.items[i] == 0 || sheet->column_breaks.items[i] >= COLUMNS)
            return fail(inspection, "a page break before column %u",
                        sheet->column_breaks.items[i] + 1U);
    return true;
}

static bool check_paper(struct inspection *inspection, const char *paper)
{
    if (!paper || text_equal(paper, "A4") || text_equal(paper, "A3"))
        return true;
    return fail(inspection, "the paper must be A4 or A3, not '%s'", paper);
}

// A picture would need a file, and the library frees its text twice where there is none.
static bool check_header(struct inspection *inspection, const char *header)
{
    for (const char *at = header ? header : ""; *at; at++) {
        if (*at != '&')
            continue;
        if (at[1] == 'G' || at[1] == '[' || at[1] == '\0')
            return fail(inspection, "a page header or footer cannot hold '&%.1s'", at + 1);
        at++; // so that the second of && is not taken for the start of a code
    }
    return check_text(inspection, header, LIMIT_HEADER);
}

static bool check_page(struct inspection *inspection, const struct plan_sheet *sheet)
{
    const struct page *page = &sheet->page;
    const double margins[] = {page->margin_left, page->margin_right, page->margin_top,
                              page->margin_bottom};
    for (size_t i = 0; i < sizeof(margins) / sizeof(margins[0]); i++)
        if (!check_extent(inspection, margins[i], EXTENT_MARGIN))
            return false;
    if (sheet->last_row >= ROWS || sheet->last_column >= COLUMNS || sheet->freeze_row >= ROWS ||
        sheet->freeze_column >= COLUMNS ||
        (sheet->repeats &&
         (sheet->repeat_first > sheet->repeat_last || sheet->repeat_last >= ROWS)))
        return fail(inspection, "a page beyond the last row or column that Excel has");
    return check_paper(inspection, page->paper) &&
           check_extent(inspection, sheet->scale, EXTENT_SCALE) &&
           check_header(inspection, sheet->header) && check_header(inspection, sheet->footer) &&
           check_colour(inspection, sheet->tab_colour);
}

// Excel keeps the name History for itself. Names that differ only in case are the same to it.
static bool check_name(struct inspection *inspection, const struct plan *plan, size_t index)
{
    const char *name = plan->sheets.items[index].name;
    if (!name || !*name)
        return fail(inspection, "a sheet must have a name");
    if (!check_text(inspection, name, LIMIT_SHEET_NAME))
        return false;
    if (strpbrk(name, "[]:*?/\\\t\n"))
        return fail(inspection, "a sheet's name cannot hold any of [ ] : * ? / \\ or a line break");
    if (name[0] == '\'' || name[strlen(name) - 1] == '\'')
        return fail(inspection, "a sheet's name cannot start or end with an apostrophe");
    if (text_same(name, "History"))
        return fail(inspection, "Excel keeps this name for itself");
    for (size_t i = 0; i < index; i++)
        if (text_same(plan->sheets.items[i].name, name))
            return fail(inspection, "two sheets bear this name");
    return true;
}

static bool check_properties(struct inspection *inspection, const struct properties *properties)
{
    const char *texts[] = {properties->title,        properties->subject,  properties->author,
                           properties->organisation, properties->keywords, properties->comments,
                           properties->category};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (!check_text(inspection, texts[i], LIMIT_TEXT))
            return false;
    for (size_t i = 0; i < properties->custom.count; i++) {
        const struct property *property = &properties->custom.items[i];
        if (!check_text(inspection, property->name, LIMIT_PROPERTY) ||
            !check_text(inspection, property->text, LIMIT_PROPERTY))
            return false;
    }
    if (properties->created == 0)
        return fail(inspection, "the workbook does not say when it was made");
    return true;
}

static bool check_sheet(struct inspection *inspection, const struct plan *plan, size_t index)
{
    const struct plan_sheet *sheet = &plan->sheets.items[index];
    inspection->sheet = sheet;
    return check_name(inspection, plan, index) && check_cells(inspection, sheet) &&
           check_merges(inspection, sheet) && check_rules(inspection, sheet) &&
           check_validations(inspection, sheet) && check_charts(inspection, plan, sheet) &&
           check_sizes(inspection, sheet) && check_breaks(inspection, sheet) &&
           check_page(inspection, sheet);
}

const char *limits_fault(const struct plan *plan, struct arena *arena)
{
    struct inspection inspection = {.arena = arena};
    if (plan->sheets.count == 0)
        fail(&inspection, "a workbook needs at least one sheet");
    else if (check_properties(&inspection, &plan->properties) &&
             check_text(&inspection, plan->default_font, LIMIT_FONT) &&
             check_extent(&inspection, plan->default_size, EXTENT_TYPE))
        for (size_t i = 0; i < plan->sheets.count && !inspection.fault; i++)
            check_sheet(&inspection, plan, i);
    return inspection.fault;
}
