#include "plan/build.h"

#include "base/format.h"
#include "base/text.h"
#include "model/meaning.h"

// How names are printed from a sheet.
struct printer {
    struct model_user user; // first, so that meaning_read() takes a printer
    struct builder *builder;
    size_t sheet;
};

static const char *sheet_name(const struct printer *printer, const struct spot *spot)
{
    if (spot->sheet == printer->sheet)
        return "";
    const struct plan_sheet *sheet = &printer->builder->plan->sheets.items[spot->sheet];
    return arena_print(printer->builder->arena, "%s!",
                       plan_sheet_quoted(printer->builder->arena, sheet->name));
}

// E8 on the same sheet, Data!$B$4 elsewhere.
static void print_spot(const struct printer *printer, const struct spot *spot, struct text *formula)
{
    bool is_elsewhere = spot->sheet != printer->sheet;
    text_print(formula, "%s%s", sheet_name(printer, spot),
               plan_address(printer->builder->arena, spot->row, spot->column, is_elsewhere));
}

static void print_series(const struct printer *printer, const struct meaning *meaning,
                         struct text *formula)
{
    struct builder *builder = printer->builder;
    struct spot first = build_series_spot(builder, meaning->series, meaning->span.first);
    struct spot last = build_series_spot(builder, meaning->series, meaning->span.last);
    print_spot(printer, &first, formula);
    if (meaning->span.first != meaning->span.last)
        text_print(
            formula, ":%s",
            plan_address(builder->arena, last.row, last.column, last.sheet != printer->sheet));
}

static void print_figure(const struct printer *printer, const struct figure *figure,
                         struct text *formula)
{
    const struct spot *spot = figure ? build_spot(printer->builder, figure, printer->sheet) : NULL;
    if (spot)
        print_spot(printer, spot, formula);
    else
        text_add(formula, "\"\"");
}

// The measures above as ranges where they stand under each other: E5:E7,E9.
static void print_above(const struct printer *printer, struct text *formula)
{
    struct figure **above;
    size_t count = model_above(printer->builder->model, printer->user.user, &above);
    for (size_t i = 0; i < count;) {
        size_t last = i;
        const struct spot *from = build_spot(printer->builder, above[i], printer->sheet);
        const struct spot *to = from;
        while (last + 1 < count) {
            const struct spot *next = build_spot(printer->builder, above[last + 1], printer->sheet);
            if (!next || !to || next->sheet != to->sheet || next->column != to->column ||
                next->row != to->row + 1)
                break;
            to = next;
            last++;
        }
        text_add(formula, i > 0 ? "," : "");
        print_figure(printer, above[i], formula);
        if (last > i)
            text_print(formula, ":%s",
                       plan_address(printer->builder->arena, to->row, to->column,
                                    to->sheet != printer->sheet));
        i = last + 1;
    }
    if (count == 0)
        text_add(formula, "0");
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

// =TEXT(Data!D40,"0%"" of London Boroughs""")
static const char *text_formula(struct printer *printer, const struct slot *slot)
{
    struct arena *arena = printer->builder->arena;
    struct name_reader reader = {meaning_read, print_name, printer};
    struct expression *tree =
        expression_call(arena, "TEXT", 2, meaning_of_figure(printer->builder->model, slot->figure),
                        expression_of_text(arena, slot->format));
    return expression_print(tree, &reader, arena);
}

static const char *slot_formula(struct builder *builder, const struct slot *slot)
{
    struct printer printer = {{builder->model, slot->figure}, builder, slot->spot.sheet};
    struct name_reader reader = {meaning_read, print_name, &printer};
    switch (slot->kind) {
    case SLOT_REFERENCE:
        return reference(&printer, slot->figure);
    case SLOT_TEXT:
        return text_formula(&printer, slot);
    case SLOT_FIGURE:
        break;
    }
    return slot->figure->tree ? expression_print(slot->figure->tree, &reader, builder->arena)
                              : NULL;
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
        set_result(builder, slot, cell);
    }
}
