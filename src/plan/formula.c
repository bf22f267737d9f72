#include "plan/build.h"

#include "base/format.h"
#include "base/text.h"
#include "model/meaning.h"

#include <stdlib.h>

// How names are printed from a sheet.
struct printer {
    struct model_user user; // first, so that meaning_read() takes a printer
    struct builder *builder;
    struct spot at; // of the cell
};

static const char *sheet_name(const struct printer *printer, const struct spot *spot)
{
    if (spot->sheet == printer->at.sheet)
        return "";
    const struct plan_sheet *sheet = &printer->builder->plan->sheets.items[spot->sheet];
    return arena_print(printer->builder->arena, "%s!",
                       plan_sheet_quoted(printer->builder->arena, sheet->name));
}

// E8 on the same sheet, Data!$B$4 elsewhere.
static void print_spot(const struct printer *printer, const struct spot *spot, struct text *formula)
{
    bool is_elsewhere = spot->sheet != printer->at.sheet;
    text_print(formula, "%s%s", sheet_name(printer, spot),
               plan_address(printer->builder->arena, spot->row, spot->column, is_elsewhere));
}

// E8, E8:F9, Data!$B$4:$C$4
static void print_range(const struct printer *printer, const struct spot *first,
                        const struct spot *last, struct text *formula)
{
    print_spot(printer, first, formula);
    if (first->row != last->row || first->column != last->column)
        text_print(formula, ":%s",
                   plan_address(printer->builder->arena, last->row, last->column,
                                last->sheet != printer->at.sheet));
}

// The cells of a series, area under area as far as their rows follow each other.
static void print_series(const struct printer *printer, const struct meaning *meaning,
                         struct text *formula)
{
    struct builder *builder = printer->builder;
    const struct area **areas;
    struct whose whose = printer->user.user->line->whose;
    size_t count = series_areas(builder->model, meaning->series, whose, builder->arena, &areas);
    for (size_t i = 0; i < count;) {
        struct spot first =
            build_series_spot(builder, meaning->series, areas[i], meaning->span.first);
        struct spot last =
            build_series_spot(builder, meaning->series, areas[i], meaning->span.last);
        text_add(formula, i > 0 ? "," : "");
        for (i++; i < count; i++) {
            struct spot next =
                build_series_spot(builder, meaning->series, areas[i], meaning->span.last);
            if (next.row != last.row + 1)
                break;
            last = next;
        }
        print_range(printer, &first, &last, formula);
    }
    if (count == 0)
        text_add(formula, "0");
}

static void print_figure(const struct printer *printer, const struct figure *figure,
                         struct text *formula)
{
    const struct spot *spot = figure ? build_spot(printer->builder, figure, &printer->at) : NULL;
    if (spot)
        print_spot(printer, spot, formula);
    else
        text_add(formula, "\"\"");
}

static int compare_spots(const void *one, const void *other)
{
    const struct spot *first = one;
    const struct spot *second = other;
    if (first->sheet != second->sheet)
        return first->sheet < second->sheet ? -1 : 1;
    if (first->column != second->column)
        return first->column < second->column ? -1 : 1;
    return (first->row > second->row) - (first->row < second->row);
}

// Several figures, whose order does not matter, as ranges: E5:E7,E9.
static void print_figures(const struct printer *printer, struct figure **figures, size_t count,
                          struct text *formula)
{
    struct arena *arena = printer->builder->arena;
    struct spot *spots = arena_array(arena, struct spot, count + 1);
    struct spot from = build_outside(&printer->at);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        const struct spot *spot = build_spot(printer->builder, figures[i], &from);
        if (spot)
            spots[found++] = *spot;
    }
    qsort(spots, found, sizeof *spots, compare_spots);
    for (size_t i = 0; i < found;) {
        size_t rows = 1;
        while (i + rows < found && spots[i + rows].sheet == spots[i].sheet &&
               spots[i + rows].column == spots[i].column &&
               spots[i + rows].row == spots[i].row + rows)
            rows++;
        text_add(formula, i > 0 ? "," : "");
        print_range(printer, &spots[i], &spots[i + rows - 1], formula);
        i += rows;
    }
    if (found == 0)
        text_add(formula, "0");
}

static void print_above(const struct printer *printer, struct text *formula)
{
    struct figure **above;
    size_t count = model_above(printer->builder->model, printer->user.user, &above);
    print_figures(printer, above, count, formula);
}

static void print_name(void *data, const struct expression *name, struct text *formula)
{
    const struct printer *printer = data;
    const struct meaning *meaning = name->bound;
    switch (meaning->kind) {
    case MEANS_SERIES_CELL:
    case MEANS_SERIES_RANGE:
        print_series(printer, meaning, formula);
        break;
    case MEANS_ABOVE:
        print_above(printer, formula);
        break;
    case MEANS_FIGURES:
        print_figures(printer, meaning->figures, meaning->figure_count, formula);
        break;
    case MEANS_VALUES: // only in figures whose results are stored
        break;
    case MEANS_LINE:
    case MEANS_WINDOW:
    case MEANS_COLUMN:
    case MEANS_OWN:
    case MEANS_TARGET:
    case MEANS_FIGURE:
        print_figure(printer,
                     model_named_figure(printer->builder->model, printer->user.user, meaning),
                     formula);
        break;
    }
}

static const char *reference(struct printer *printer, const struct figure *figure)
{
    struct text formula = {.arena = printer->builder->arena};
    text_add(&formula, "=");
    print_figure(printer, figure, &formula);
    return text_done(&formula);
}

// Of a figure that the overview shows and Data has: what is said twice could come to differ.
static const char *data_reference(struct printer *printer, const struct figure *figure)
{
    struct text formula = {.arena = printer->builder->arena};
    text_add(&formula, "=");
    print_spot(printer, build_data_spot(printer->builder, figure), &formula);
    return text_done(&formula);
}

// =TEXT(Data!D40,"0%"" of London Boroughs""")
static const char *text_formula(struct printer *printer, const struct slot *slot)
{
    struct arena *arena = printer->builder->arena;
    struct name_reader reader = {meaning_read, print_name, printer};
    struct expression *tree =
        expression_call(arena, "TEXT", 2, meaning_of_figure(printer->builder->model, slot->figure),
                        expression_of_text(arena, slot->format ? slot->format : "General"));
    return expression_print(tree, &reader, arena);
}

// =IF(Data!$H$5="","[z]",Data!$H$5)
static const char *word_formula(struct printer *printer, const struct slot *slot)
{
    const char *name = reference(printer, slot->figure) + 1;
    return arena_print(printer->builder->arena, "=IF(%s=\"\",\"" NOT_APPLICABLE "\",%s)", name,
                       name);
}

static const char *slot_formula(struct builder *builder, const struct slot *slot)
{
    struct printer printer = {{builder->model, slot->figure}, builder, slot->spot};
    struct name_reader reader = {meaning_read, print_name, &printer};
    switch (slot->kind) {
    case SLOT_REFERENCE:
        return reference(&printer, slot->figure);
    case SLOT_TEXT:
        return text_formula(&printer, slot);
    case SLOT_WORD:
        return word_formula(&printer, slot);
    case SLOT_STORED:
        return NULL;
    case SLOT_FIGURE:
        break;
    }
    if (slot->spot.moves && build_data_spot(builder, slot->figure))
        return data_reference(&printer, slot->figure);
    return slot->figure->tree ? expression_print(slot->figure->tree, &reader, builder->arena)
                              : NULL;
}

const char *build_formula_seen(struct builder *builder, struct spot spot, size_t sheet)
{
    for (size_t i = 0; i < builder->slots.count; i++) {
        struct slot slot = builder->slots.items[i];
        if (slot.spot.sheet != spot.sheet || slot.spot.row != spot.row ||
            slot.spot.column != spot.column)
            continue;
        slot.spot.sheet = sheet;
        return slot_formula(builder, &slot);
    }
    return NULL;
}

static void set_result(struct builder *builder, const struct slot *slot, struct cell *cell)
{
    const struct value *value = model_value(builder->model, slot->figure);
    cell->kind = CELL_TEXT;
    switch (value->kind) {
    case VALUE_NUMBER:
        cell->kind = slot->kind == SLOT_TEXT ? CELL_TEXT : CELL_NUMBER;
        cell->number = value->number;
        cell->text =
            format_number(builder->arena, slot->format ? slot->format : "General", value->number);
        break;
    case VALUE_TRUTH:
        cell->text = value->number != 0 ? "TRUE" : "FALSE";
        break;
    case VALUE_TEXT:
    case VALUE_ERROR:
        cell->text = value->text;
        if (slot->kind == SLOT_WORD && cell->text[0] == '\0')
            cell->text = NOT_APPLICABLE;
        break;
    case VALUE_BLANK:
        cell->kind = cell->formula ? CELL_TEXT : CELL_BLANK;
        cell->text = "";
        break;
    }
}

void build_formulas(struct builder *builder)
{
    for (size_t i = 0; i < builder->slots.count; i++) {
        const struct slot *slot = &builder->slots.items[i];
        struct plan_sheet *sheet = &builder->plan->sheets.items[slot->spot.sheet];
        struct cell *cell =
            plan_cell_add(builder->arena, sheet, slot->spot.row, slot->spot.column, slot->style);
        cell->formula = slot_formula(builder, slot);
        cell->format = slot->format;
        cell->is_open = slot->is_open;
        cell->note = slot->note;
        set_result(builder, slot, cell);
    }
}
