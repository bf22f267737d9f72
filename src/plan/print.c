#include "base/format.h"
#include "base/number.h"
#include "base/text.h"
#include "plan/plan.h"

#include <string.h>

// The plan as text. What is as the default is left out, so that a test's expected text holds what
// was decided and no more.

struct printer {
    struct text out;
    struct arena *arena;
    const struct plan *plan;
};

static void print_number(struct printer *printer, double number)
{
    char buffer[32];
    text_add(&printer->out, number_show(number, buffer));
}

// In double quotes, on one line: a line break as \n, quotes and backslashes after a backslash.
static void print_quoted(struct printer *printer, const char *text)
{
    text_add_char(&printer->out, '"');
    for (const char *at = text ? text : ""; *at; at++) {
        if (*at == '\n') {
            text_add(&printer->out, "\\n");
            continue;
        }
        if (*at == '"' || *at == '\\')
            text_add_char(&printer->out, '\\');
        text_add_char(&printer->out, *at);
    }
    text_add_char(&printer->out, '"');
}

// A line such as `title "CT scorecard"`, where there is a text.
static void print_said(struct printer *printer, const char *key, const char *text)
{
    if (!text)
        return;
    text_print(&printer->out, "%s ", key);
    print_quoted(printer, text);
    text_add_char(&printer->out, '\n');
}

static void print_workbook(struct printer *printer, const struct plan *plan)
{
    const struct properties *properties = &plan->properties;
    print_said(printer, "workbook", plan->file);
    if (!text_equal(plan->edition, "mirror"))
        print_said(printer, "edition", plan->edition);
    print_said(printer, "title", properties->title);
    print_said(printer, "subject", properties->subject);
    print_said(printer, "author", properties->author);
    print_said(printer, "organisation", properties->organisation);
    print_said(printer, "keywords", properties->keywords);
    print_said(printer, "comments", properties->comments);
    print_said(printer, "category", properties->category);
    print_said(printer, "language", properties->language);
    for (size_t i = 0; i < properties->custom.count; i++) {
        const struct property *property = &properties->custom.items[i];
        print_said(printer, arena_print(printer->arena, "property \"%s\"", property->name),
                   property->text);
    }
    text_print(&printer->out, "created %lld\n", (long long)properties->created);
    text_print(&printer->out, "font %s ", plan->default_font ? plan->default_font : "");
    print_number(printer, plan->default_size);
    text_add_char(&printer->out, '\n');
}

static void print_page(struct printer *printer, const struct plan_sheet *sheet)
{
    const struct page *page = &sheet->page;
    const double margins[] = {page->margin_left, page->margin_right, page->margin_top,
                              page->margin_bottom};
    text_print(&printer->out, "page %s %s, margins", page->paper ? page->paper : "A4",
               page->landscape ? "landscape" : "portrait");
    for (size_t i = 0; i < sizeof(margins) / sizeof(margins[0]); i++) {
        text_add_char(&printer->out, ' ');
        print_number(printer, margins[i]);
    }
    text_add(&printer->out, ", scale ");
    print_number(printer, sheet->scale);
    text_print(&printer->out, "%%, prints A1:%s\n",
               plan_address(printer->arena, sheet->last_row, sheet->last_column, false));
}

// "A", "AB".
static const char *column_name(struct arena *arena, size_t column)
{
    const char *address = plan_address(arena, 0, (uint16_t)column, false);
    return arena_copy_part(arena, address, strcspn(address, "0123456789"));
}

static void print_sheet_settings(struct printer *printer, const struct plan_sheet *sheet)
{
    print_page(printer, sheet);
    print_said(printer, "header", sheet->header);
    print_said(printer, "footer", sheet->footer);
    if (sheet->repeats)
        text_print(&printer->out, "repeat rows %lu to %lu\n",
                   (unsigned long)sheet->repeat_first + 1, (unsigned long)sheet->repeat_last + 1);
    if (sheet->repeats_labels)
        text_print(&printer->out, "repeat columns %s to %s\n",
                   column_name(printer->arena, sheet->label_first),
                   column_name(printer->arena, sheet->label_last));
    if (sheet->filters)
        print_said(printer, "filter", plan_range(printer->arena, &sheet->filter));
    if (sheet->freeze_row || sheet->freeze_column)
        text_print(&printer->out, "freeze at %s\n",
                   plan_address(printer->arena, sheet->freeze_row, sheet->freeze_column, false));
    if (sheet->is_protected)
        text_add(&printer->out, "protected\n");
    if (sheet->tab_colour)
        text_print(&printer->out, "tab %s\n", sheet->tab_colour);
}

static void print_sizes(struct printer *printer, const struct plan_sheet *sheet)
{
    for (size_t i = 0; i < sheet->widths.count; i++)
        if (sheet->widths.items[i] > 0) {
            text_print(&printer->out, "width %s ", column_name(printer->arena, i));
            print_number(printer, sheet->widths.items[i]);
            text_add_char(&printer->out, '\n');
        }
    for (size_t i = 0; i < sheet->heights.count; i++)
        if (sheet->heights.items[i] > 0) {
            text_print(&printer->out, "height %zu ", i + 1);
            print_number(printer, sheet->heights.items[i]);
            text_add_char(&printer->out, '\n');
        }
    for (size_t i = 0; i < sheet->breaks.count; i++)
        text_print(&printer->out, "break before row %lu\n",
                   (unsigned long)sheet->breaks.items[i] + 1);
    for (size_t i = 0; i < sheet->column_breaks.count; i++)
        text_print(&printer->out, "break before column %s\n",
                   column_name(printer->arena, sheet->column_breaks.items[i]));
}

static void print_rule(struct printer *printer, const struct rule *rule)
{
    text_print(&printer->out, "rule %s %s |", plan_range(printer->arena, &rule->range),
               rule->formula);
    if (rule->fill)
        text_print(&printer->out, " fill %s", rule->fill);
    if (rule->colour)
        text_print(&printer->out, " colour %s", rule->colour);
    if (rule->bold)
        text_add(&printer->out, " bold");
    if (rule->format)
        text_print(&printer->out, " format %s", rule->format);
    text_add_char(&printer->out, '\n');
}

static void print_runs(struct printer *printer, const struct cell *cell)
{
    for (size_t i = 0; i < cell->run_count; i++) {
        const struct text_run *run = &cell->runs[i];
        text_add(&printer->out, i == 0 ? " " : " + ");
        if (run->bold)
            text_add(&printer->out, "bold ");
        if (run->italic)
            text_add(&printer->out, "italic ");
        if (run->size > 0) {
            print_number(printer, run->size);
            text_add(&printer->out, "pt ");
        }
        if (run->colour)
            text_print(&printer->out, "%s ", run->colour);
        print_quoted(printer, run->text);
    }
}

// What a text shows, where that is not the text itself.
static void print_shown(struct printer *printer, const struct cell *cell)
{
    const char *shown = plan_text_shown(printer->arena, cell);
    if (text_equal(shown, cell->text))
        return;
    text_add(&printer->out, " | ");
    print_quoted(printer, shown);
}

static void print_content(struct printer *printer, const struct cell *cell)
{
    const char *format = cell->format ? cell->format : "General";
    if (cell->formula)
        text_print(&printer->out, " %s |", cell->formula);
    switch (cell->kind) {
    case CELL_BLANK:
        break;
    case CELL_NUMBER:
        text_add_char(&printer->out, ' ');
        print_number(printer, cell->number);
        text_print(&printer->out, " | %s", format_number(printer->arena, format, cell->number));
        break;
    case CELL_TEXT:
        text_add_char(&printer->out, ' ');
        print_quoted(printer, cell->text);
        print_shown(printer, cell);
        break;
    case CELL_RICH:
        print_runs(printer, cell);
        break;
    }
}

static void print_cell(struct printer *printer, const struct cell *cell)
{
    text_add(&printer->out, plan_address(printer->arena, cell->row, cell->column, false));
    print_content(printer, cell);
    text_print(&printer->out, " | %s", cell->style && cell->style->name ? cell->style->name : "-");
    if (cell->is_open)
        text_add(&printer->out, " | open");
    if (cell->link)
        text_print(&printer->out, " | link %s", cell->link);
    if (cell->note) {
        text_add(&printer->out, " | note ");
        print_quoted(printer, cell->note);
    }
    text_add_char(&printer->out, '\n');
}

// As in `typing B4:B9 | words "Late" "On track" | message "How is it going?" | refusal "..."`.
static void print_validation(struct printer *printer, const struct validation *validation)
{
    text_print(&printer->out, "typing %s", plan_range(printer->arena, &validation->range));
    if (validation->longest > 0)
        text_print(&printer->out, " | longest %d", validation->longest);
    for (size_t i = 0; i < validation->words.count; i++) {
        text_add(&printer->out, i == 0 ? " | words " : " ");
        print_quoted(printer, validation->words.items[i]);
    }
    if (validation->message) {
        text_add(&printer->out, " | message ");
        print_quoted(printer, validation->message);
    }
    if (validation->refusal) {
        text_add(&printer->out, " | refusal ");
        print_quoted(printer, validation->refusal);
    }
    text_add_char(&printer->out, '\n');
}

static void print_chart_series(struct printer *printer, const struct chart_series *series)
{
    static const char *const dashes[] = {
        [DASH_SOLID] = "solid",
        [DASH_DASHED] = "dashed",
        [DASH_DOTTED] = "dotted",
        [DASH_DOT_DASH] = "dot dash",
    };
    text_add(&printer->out, "  line ");
    print_quoted(printer, series->name);
    text_print(&printer->out, " %s over %s, %s %s ",
               plan_cells(printer->arena, printer->plan, &series->values),
               plan_cells(printer->arena, printer->plan, &series->categories), series->colour,
               dashes[series->dash]);
    print_number(printer, series->width);
    text_print(&printer->out, "pt%s\n", series->has_marks ? ", marked" : "");
}

static void print_axes(struct printer *printer, const struct chart *chart)
{
    text_add(&printer->out, "  x ");
    print_quoted(printer, chart->x_title);
    text_print(&printer->out, ", a label every %u\n  y ", chart->label_every);
    print_quoted(printer, chart->y_title);
    text_print(&printer->out, ", %s%s\n", chart->format ? chart->format : "General",
               chart->from_zero ? ", from 0" : "");
}

static void print_chart(struct printer *printer, const struct chart *chart)
{
    const double sizes[] = {chart->width, chart->height};
    static const char *const before[] = {", ", " by "};
    text_print(&printer->out, "chart %s ",
               plan_address(printer->arena, chart->row, chart->column, false));
    print_quoted(printer, chart->title);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        text_add(&printer->out, before[i]);
        print_number(printer, sizes[i]);
    }
    text_print(&printer->out, " points, %s legend\n", chart->has_legend ? "with" : "no");
    print_axes(printer, chart);
    for (size_t i = 0; i < chart->series.count; i++)
        print_chart_series(printer, &chart->series.items[i]);
    text_add(&printer->out, "  instead ");
    print_quoted(printer, chart->alternative);
    text_add_char(&printer->out, '\n');
}

static void print_sheet(struct printer *printer, const struct plan_sheet *sheet)
{
    text_add_char(&printer->out, '\n');
    print_said(printer, "sheet", sheet->name);
    print_sheet_settings(printer, sheet);
    print_sizes(printer, sheet);
    for (size_t i = 0; i < sheet->merges.count; i++)
        text_print(&printer->out, "merge %s\n",
                   plan_range(printer->arena, &sheet->merges.items[i]));
    for (size_t i = 0; i < sheet->tables.count; i++)
        text_print(&printer->out, "table %s %s\n",
                   plan_range(printer->arena, &sheet->tables.items[i].range),
                   sheet->tables.items[i].name);
    for (size_t i = 0; i < sheet->rules.count; i++)
        print_rule(printer, &sheet->rules.items[i]);
    for (size_t i = 0; i < sheet->validations.count; i++)
        print_validation(printer, &sheet->validations.items[i]);
    for (size_t i = 0; i < sheet->charts.count; i++)
        print_chart(printer, &sheet->charts.items[i]);
    for (size_t i = 0; i < sheet->cells.count; i++)
        print_cell(printer, &sheet->cells.items[i]);
}

const char *plan_print(const struct plan *plan, struct arena *arena)
{
    struct printer printer = {.out = {.arena = arena}, .arena = arena, .plan = plan};
    print_workbook(&printer, plan);
    for (size_t i = 0; i < plan->sheets.count; i++)
        print_sheet(&printer, &plan->sheets.items[i]);
    return text_done(&printer.out);
}
