// Notes: texts that are too long for their cell. The cell shows as much as it has room for, to the
// end of a sentence where it can, and says where the rest is; the sheet of notes has the whole text
// under its number, and leads back.
//     "The first phase was finished in May. … [note 1]"
#include "plan/build.h"

#include "base/font.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

#define LEAST_OF_PART    0.5   // of what fits, that a part which ends with a sentence fills
#define LONGEST_FORMULA  8000  // characters; Excel takes 8192
#define LEAST_OF_HEIGHTS 100.0 // points; a shorter text fits on any page
#define LEAST_ROOM       72.0  // points of a page; on a lower one texts are cut by its edge
#define LEAST_WIDTH      20.0  // characters of the notes' texts
#define SHEET_NAME       "Notes"
#define OTHER_NAME       "Long texts" // where the layout has a sheet of the first name

enum { NOTE_NUMBER, NOTE_PLACE, NOTE_TEXT };
enum { HEADING_ROW = 3, DIGIT_PIXELS = 7 };
static const double widths[] = {[NOTE_NUMBER] = 9, [NOTE_PLACE] = 22};

// Parts of texts ----------------------------------------------------------------------------------

static bool is_space(char at)
{
    return at == ' ' || at == '\n';
}

static bool ends_sentence(const char *at)
{
    return strchr(".!?;", *at) && is_space(at[1]);
}

// Where a text that fits up to `end` is cut: after a sentence or paragraph, if that leaves enough;
// else after a word.
static size_t cut_before(const char *text, size_t end)
{
    size_t sentence = 0;
    size_t word = 0;
    for (size_t i = 0; i < end; i++) {
        if (ends_sentence(&text[i]) || (!is_space(text[i]) && text[i + 1] == '\n'))
            sentence = i + 1;
        if (!is_space(text[i]) && is_space(text[i + 1]))
            word = i + 1;
    }
    if ((double)sentence >= (double)end * LEAST_OF_PART)
        return sentence;
    return word > 0 ? word : end;
}

static bool is_inside_letter(char at)
{
    return ((unsigned char)at & 0xC0) == 0x80;
}

// A cell that is too long, and the room that it has.
struct tight {
    struct builder *builder;
    const struct plan_sheet *sheet;
    const struct cell *cell;
    const struct merge *merge; // NULL: it is not merged
    double height;             // points that its text may take
};

static bool does_fit(const struct tight *tight, const char *text)
{
    struct cell cell = *tight->cell;
    cell.text = text;
    return build_text_height(tight->builder, tight->sheet, &cell, tight->merge) <= tight->height;
}

// How many bytes of a text fit with `after` behind them; at least a letter.
static size_t part_that_fits(const struct tight *tight, const char *text, const char *after)
{
    size_t fits = 0;
    size_t too_long = strlen(text) + 1;
    if (does_fit(tight, text))
        return strlen(text);
    while (too_long - fits > 1) {
        size_t middle = fits + (too_long - fits) / 2;
        bool is_room =
            does_fit(tight, arena_print(tight->builder->arena, "%.*s%s", (int)middle, text, after));
        *(is_room ? &fits : &too_long) = middle;
    }
    while (fits > 0 && is_inside_letter(text[fits]))
        fits--;
    for (fits = fits > 0 ? fits : 1; is_inside_letter(text[fits]);)
        fits++;
    return cut_before(text, fits);
}

// Cells whose text is too long --------------------------------------------------------------------

static size_t letters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += !is_inside_letter(text[i]);
    return count;
}

// Runs up to a length of the whole text, and the marker behind them.
static void cut_runs(struct arena *arena, struct cell *cell, size_t length, const char *marker)
{
    struct text_run *runs = arena_array(arena, struct text_run, cell->run_count + 1);
    size_t count = 0;
    for (; count < cell->run_count && length > 0; count++) {
        size_t whole = strlen(cell->runs[count].text);
        size_t part = whole < length ? whole : length;
        runs[count] = cell->runs[count];
        runs[count].text = arena_copy_part(arena, runs[count].text, part);
        length -= part;
    }
    runs[count++] = (struct text_run){.text = marker};
    cell->runs = runs;
    cell->run_count = count;
}

// A live text stays live: the cell shows the start of what its formula gives.
static void shorten(struct arena *arena, struct cell *cell, size_t length, const char *marker)
{
    const char *text = cell->text;
    cell->text = arena_print(arena, "%.*s%s", (int)length, text, marker);
    if (cell->kind == CELL_RICH)
        cut_runs(arena, cell, length, marker);
    if (cell->formula && strlen(cell->formula) > LONGEST_FORMULA)
        cell->formula = NULL;
    if (cell->formula)
        cell->formula = arena_print(arena, "=LEFT(%s,%zu)&\"%s\"", cell->formula + 1,
                                    letters(text, length), marker);
}

size_t build_note(struct builder *builder, const char *text, struct spot from)
{
    *list_add(builder->arena, &builder->notes) = (struct note){text, from};
    return builder->notes.count;
}

static void put_note(const struct tight *tight, size_t number, struct cell *cell)
{
    struct arena *arena = tight->builder->arena;
    struct spot from = {.sheet = number, .row = cell->row, .column = cell->column};
    const char *marker =
        arena_print(arena, " … [note %zu]", build_note(tight->builder, cell->text, from));
    shorten(arena, cell, part_that_fits(tight, cell->text, marker), marker);
}

// The highest that a cell's text may be: what Excel takes for its rows, and no more than a page.
static double highest(const struct plan_sheet *sheet, uint32_t row, const struct merge *merge)
{
    double rows = merge ? merge->last_row - merge->first_row + 1.0 : 1;
    double page = build_page_room(sheet, row);
    return fmin(rows * HIGHEST_ROW, page < LEAST_ROOM ? HIGHEST_ROW : page);
}

// A quick look first: a text is short enough if each letter had a line of its own.
static bool may_be_long(const struct cell *cell)
{
    return (cell->kind == CELL_TEXT || cell->kind == CELL_RICH) && cell->text &&
           cell->style->wrap && !cell->style->turned &&
           (double)strlen(cell->text) * cell->style->size > LEAST_OF_HEIGHTS;
}

// The rows are fitted again to what is left.
static void clear_heights(struct plan_sheet *sheet, uint32_t first, uint32_t last)
{
    for (uint32_t row = first; row <= last && row < sheet->heights.count; row++)
        sheet->heights.items[row] = 0;
}

void build_long_texts(struct builder *builder, size_t number)
{
    struct plan_sheet *sheet = &builder->plan->sheets.items[number];
    size_t before = builder->notes.count;
    for (size_t i = 0; i < sheet->cells.count; i++) {
        struct cell *cell = &sheet->cells.items[i];
        if (!may_be_long(cell))
            continue;
        const struct merge *merge = plan_merge_at(sheet, cell->row, cell->column);
        double height = highest(sheet, cell->row, merge);
        const struct tight tight = {builder, sheet, cell, merge, height};
        if (does_fit(&tight, cell->text))
            continue;
        put_note(&tight, number, cell);
        clear_heights(sheet, cell->row, merge ? merge->last_row : cell->row);
    }
    if (builder->notes.count > before)
        build_heights(builder, sheet);
}

// The sheet ---------------------------------------------------------------------------------------

static const char *free_name(const struct builder *builder)
{
    for (size_t i = 0; i < builder->plan->sheets.count; i++) {
        if (text_same(builder->plan->sheets.items[i].name, SHEET_NAME))
            return OTHER_NAME;
    }
    return SHEET_NAME;
}

static void put_top(struct builder *builder, struct plan_sheet *sheet)
{
    static const char *const headings[] = {
        [NOTE_NUMBER] = "Note", [NOTE_PLACE] = "Stands in", [NOTE_TEXT] = "Text"};
    plan_text_add(builder->arena, sheet, 0, 0, build_role(builder, "title"), sheet->name);
    plan_text_add(builder->arena, sheet, 1, 0, build_role(builder, "text"),
                  builder->notes.count == 0
                      ? "Footnotes of the other sheets."
                      : "Texts that are longer than their cells have room for, each whole. The "
                        "number leads back to the cell.");
    for (uint32_t row = 0; row < 2; row++)
        plan_merge_add(builder->arena, sheet, (struct merge){row, row, 0, NOTE_TEXT});
    for (size_t i = 0; i <= NOTE_TEXT; i++)
        plan_text_add(builder->arena, sheet, HEADING_ROW, (uint16_t)i,
                      build_role(builder, "heading"), headings[i]);
    sheet->repeats = true;
    sheet->repeat_first = sheet->repeat_last = HEADING_ROW;
    sheet->freeze_row = HEADING_ROW + 1;
}

// One page wide at full size.
static void set_widths(struct builder *builder, struct plan_sheet *sheet)
{
    double room = build_page_width(builder, &sheet->page);
    for (size_t i = 0; i < NOTE_TEXT; i++) {
        plan_width_set(builder->arena, sheet, (uint16_t)i, widths[i]);
        room -= font_column_points(widths[i]);
    }
    plan_width_set(builder->arena, sheet, NOTE_TEXT,
                   fmax(LEAST_WIDTH, floor(room / PIXEL / DIGIT_PIXELS) - 1));
}

// The number of a note, which leads to where it is from. (The cell there is no link to the note:
// LibreOffice does not wrap the text of a link.)
static void put_start(struct builder *builder, struct plan_sheet *sheet, uint32_t row,
                      size_t number)
{
    struct arena *arena = builder->arena;
    const struct note *note = &builder->notes.items[number];
    const char *name = builder->plan->sheets.items[note->from.sheet].name;
    const char *address = plan_address(arena, note->from.row, note->from.column, false);
    const struct style *style = build_role(builder, "measure");
    struct cell *cell = plan_text_add(arena, sheet, row, NOTE_NUMBER, style,
                                      arena_print(arena, "[note %zu]", number + 1));
    if (!strchr(name, '#')) // which a link cannot hold
        cell->link = arena_print(arena, "internal:%s!%s", plan_sheet_quoted(arena, name), address);
    plan_text_add(arena, sheet, row, NOTE_PLACE, style,
                  arena_print(arena, "%s, %s", name, address));
}

static bool is_live(const struct builder *builder, const struct spot *spot)
{
    const struct plan_sheet *sheet = &builder->plan->sheets.items[spot->sheet];
    const struct cell *cell = plan_cell_at(sheet, spot->row, spot->column);
    return cell && cell->formula;
}

// A note in as many rows as it takes; the next free row.
static uint32_t put_text(struct builder *builder, size_t sheet_number, uint32_t row,
                         const struct note *note)
{
    struct arena *arena = builder->arena;
    struct plan_sheet *sheet = &builder->plan->sheets.items[sheet_number];
    const struct style *style = build_role(builder, "measure");
    const char *rest = note->text;
    do {
        struct cell *cell = plan_text_add(arena, sheet, row, NOTE_TEXT, style, rest);
        const struct tight tight = {builder, sheet, cell, NULL, highest(sheet, row, NULL)};
        size_t length = part_that_fits(&tight, rest, "");
        cell->text = arena_copy_part(arena, rest, length);
        if (rest == note->text && rest[length] == '\0' && is_live(builder, &note->from))
            cell->formula = build_formula_seen(builder, note->from, sheet_number);
        if (rest != note->text) {
            plan_cell_add(arena, sheet, row, NOTE_NUMBER, style);
            plan_cell_add(arena, sheet, row, NOTE_PLACE, style);
        }
        for (rest += length; is_space(*rest);)
            rest++;
        row++;
    } while (*rest != '\0');
    return row;
}

// The footnotes of all sheets, where the layout asks for them here too.
static size_t footnote_count(const struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    size_t count = 0;
    for (size_t i = 0; builder->pack.notes && i < layout->sheets.count; i++)
        count += layout->sheets.items[i].footnotes.count;
    return count;
}

static uint32_t put_footnote(struct builder *builder, size_t number, uint32_t row,
                             const struct sheet *of, const struct footnote *footnote)
{
    struct arena *arena = builder->arena;
    struct plan_sheet *sheet = &builder->plan->sheets.items[number];
    const struct style *style = build_role(builder, "measure");
    const struct note note = {
        .text = model_text(builder->model, &footnote->text, of, NULL, NULL),
        .from = {.sheet = number, .row = UINT32_MAX},
    };
    plan_text_add(arena, sheet, row, NOTE_NUMBER, style, model_mark(arena, footnote->mark));
    plan_text_add(arena, sheet, row, NOTE_PLACE, style, of->name);
    return put_text(builder, number, row, &note);
}

static uint32_t put_footnotes(struct builder *builder, size_t number, uint32_t row)
{
    const struct layout *layout = builder->model->layout;
    for (size_t i = 0; builder->pack.notes && i < layout->sheets.count; i++) {
        const struct sheet *sheet = &layout->sheets.items[i];
        for (size_t k = 0; k < sheet->footnotes.count; k++)
            row = put_footnote(builder, number, row, sheet, &sheet->footnotes.items[k]);
    }
    return row;
}

void build_notes(struct builder *builder)
{
    size_t number = builder->plan->sheets.count;
    uint32_t row = HEADING_ROW + 1;
    if (builder->notes.count + footnote_count(builder) == 0)
        return;
    struct plan_sheet *sheet = plan_sheet_add(builder->arena, builder->plan, free_name(builder));
    sheet->part = PART_NOTES;
    sheet->is_protected = build_is_protected(builder);
    build_page(builder, sheet, &builder->model->layout->page);
    set_widths(builder, sheet);
    put_top(builder, sheet);
    row = put_footnotes(builder, number, row);
    for (size_t i = 0; i < builder->notes.count; i++) {
        const struct note *note = &builder->notes.items[i];
        put_start(builder, sheet, row, i);
        row = put_text(builder, number, row, note);
    }
    plan_finish(builder->plan);
}
