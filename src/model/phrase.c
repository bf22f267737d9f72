// Texts of the layout and the register with their {names} and ^marks filled in.
#include "base/format.h"
#include "base/number.h"
#include "base/spelling.h"
#include "base/text.h"
#include "model/model.h"

#include <string.h>

struct phrase {
    struct model *model;
    const struct said *said;
    const struct model_line *line;
    const struct window *window;
};

static void check_code(struct phrase *phrase, const char *code, const char *fault)
{
    if (fault)
        problem_error(phrase->model->problems, phrase->said->place,
                      "periods are shown as in {latest:mmm yyyy}, numbers as in {boroughs:0}",
                      "'%s' is no format here: %s", code, fault);
}

static const char *show_period(struct phrase *phrase, int number, const char *code)
{
    const struct calendar *calendar = &phrase->model->layout->calendar;
    if (code)
        check_code(phrase, code, period_code_fault(code));
    struct period period = {calendar->every, number};
    if (!code && calendar->every == PERIOD_MONTH)
        code = "mmmm yyyy";
    return period_show(phrase->model->arena, period, calendar, code);
}

// Bands and notes have no figures, and so no as-at of their own.
static struct period latest_of(const struct phrase *phrase)
{
    bool has_own = phrase->line && phrase->line->latest.kind != PERIOD_NONE;
    return has_own ? phrase->line->latest : phrase->model->latest;
}

// "May 2007" for one period, "April 2007 to May 2007" for several; under a code, its last period.
static const char *show_window(struct phrase *phrase, struct window window, const char *code)
{
    const struct model *model = phrase->model;
    if (model->latest.kind == PERIOD_NONE)
        return "";
    struct span span = window_span(window, latest_of(phrase), &model->layout->calendar);
    const char *last = show_period(phrase, span.last, code);
    if (code || span.first == span.last)
        return last;
    return arena_print(model->arena, "%s to %s", show_period(phrase, span.first, code), last);
}

static const char *own_cell(struct phrase *phrase, const char *name)
{
    if (!phrase->line)
        return NULL;
    const struct layout_register *table = &phrase->line->sheet->register_table;
    int column = table_column(&table->table.headings, name);
    if (column < 0)
        return NULL;
    table->used[column] = true;
    return row_cell(phrase->line->said->row, column);
}

// A cell of the recipient's line, where the workbook is a recipient's; a number under a code.
static const char *recipient_cell(struct phrase *phrase, const char *name, const char *code)
{
    const struct model *model = phrase->model;
    const struct recipients *recipients = &model->layout->recipients;
    if (!model->recipient)
        return NULL;
    int column = layout_recipients_column(recipients, name);
    const char *text = column >= 0 ? row_cell(model->recipient->recipient, column) : NULL;
    struct number number;
    if (text && code && number_read(model->arena, text, &number))
        return format_number(model->arena, code, number.value);
    return text;
}

static const char *constant_text(struct phrase *phrase, const char *name, const char *code)
{
    const struct model *model = phrase->model;
    for (size_t i = 0; i < model->constants.count; i++) {
        const struct figure *constant = model->constants.items[i];
        if (text_equal(constant->name, name) && code)
            check_code(phrase, code, format_fault(code));
        if (text_equal(constant->name, name))
            return format_number(model->arena, code ? code : constant->format,
                                 constant->value.number);
    }
    return NULL;
}

// Texts of the layout that others may name. One of them may name those above it, so that none comes
// back to itself.
static const struct document_name {
    const char *name;
    size_t offset; // in a layout
} document_names[] = {
    {"committee", offsetof(struct layout, committee)},
    {"date", offsetof(struct layout, date)},
    {"item", offsetof(struct layout, item)},
    {"author", offsetof(struct layout, author)},
    {"contact", offsetof(struct layout, contact)},
    {"marking", offsetof(struct layout, marking)},
    {"title", offsetof(struct layout, title)},
};

static const struct said *document_said(const struct phrase *phrase, size_t number)
{
    const void *field = (const char *)phrase->model->layout + document_names[number].offset;
    return field;
}

// How many of the names the text at hand may use.
static size_t document_name_count(const struct phrase *phrase)
{
    size_t count = 0;
    while (count < sizeof document_names / sizeof *document_names &&
           (!phrase->said->text || document_said(phrase, count)->text != phrase->said->text))
        count++;
    return count;
}

// "" where the layout does not say; NULL where it is no such name.
static const char *document_text(struct phrase *phrase, const char *name)
{
    size_t count = document_name_count(phrase);
    for (size_t i = 0; i < count; i++) {
        if (text_equal(name, document_names[i].name))
            return model_text(phrase->model, document_said(phrase, i), NULL, NULL, NULL);
    }
    return NULL;
}

// What a name in braces comes to, or NULL.
static const char *named_text(struct phrase *phrase, const char *name, const char *code)
{
    struct window window;
    if (text_equal(name, "title"))
        return document_text(phrase, name);
    if (text_equal(name, "period") && phrase->window)
        return show_window(phrase, *phrase->window, code);
    if (text_equal(name, "as_at") && phrase->line)
        return show_period(phrase, latest_of(phrase).number, code);
    if (window_read(name, &window))
        return show_window(phrase, window, code);
    const char *constant = constant_text(phrase, name, code);
    const char *own = constant ? constant : own_cell(phrase, name);
    if (!own && phrase->line && text_equal(name, "label"))
        own = phrase->line->said->label.text;
    if (!own)
        own = recipient_cell(phrase, name, code);
    return own ? own : document_text(phrase, name);
}

static void report_unknown(struct phrase *phrase, const char *name)
{
    struct model *model = phrase->model;
    static const char *const words[] = {"period", "as_at"};
    LIST(const char *) names = {0};
    for (size_t i = 0; i < document_name_count(phrase); i++)
        *list_add(model->arena, &names) = document_names[i].name;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        *list_add(model->arena, &names) = words[i];
    for (size_t i = 0; i < window_word_count; i++)
        *list_add(model->arena, &names) = window_words[i];
    for (size_t i = 0; i < model->constants.count; i++)
        *list_add(model->arena, &names) = model->constants.items[i]->name;
    const struct row *headings =
        phrase->line ? &phrase->line->sheet->register_table.table.headings : NULL;
    for (size_t i = 0; headings && i < headings->count; i++)
        *list_add(model->arena, &names) = headings->cells[i];
    const char *nearest = spelling_nearest(name, names.items, names.count);
    problem_error(model->problems, phrase->said->place,
                  nearest ? arena_print(model->arena, "did you mean '%s'?", nearest)
                          : "texts take windows, `title`, `period`, `as_at`, constants and columns "
                            "of the register; write {{ for a brace",
                  "'%s' is no name here", name);
}

// Adds what stands in braces at `*at`, and moves past it.
static void add_braces(struct phrase *phrase, struct text *text, const char **at)
{
    struct model *model = phrase->model;
    const char *end = strchr(*at, '}');
    if (!end) {
        problem_error(model->problems, phrase->said->place, "write {{ for a brace",
                      "a brace is not closed in '%s'", phrase->said->text);
        *at += strlen(*at);
        return;
    }
    const char *inside = arena_copy_part(model->arena, *at + 1, (size_t)(end - *at - 1));
    const char *colon = strchr(inside, ':');
    const char *name =
        colon ? arena_copy_part(model->arena, inside, (size_t)(colon - inside)) : inside;
    const char *found = named_text(phrase, text_trim(model->arena, name),
                                   colon ? text_trim(model->arena, colon + 1) : NULL);
    if (!found)
        report_unknown(phrase, name);
    text_add(text, found ? found : "");
    *at = end + 1;
}

static const char *const superscripts[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

static const struct footnote *footnote_at(const struct sheet *sheet, const char *text)
{
    for (size_t i = 0; sheet && i < sheet->footnotes.count; i++) {
        if (text_starts(text, sheet->footnotes.items[i].mark))
            return &sheet->footnotes.items[i];
    }
    return NULL;
}

const char *model_mark(struct arena *arena, const char *mark)
{
    struct text text = {.arena = arena};
    for (const char *at = mark; *at != '\0'; at++) {
        if (*at >= '0' && *at <= '9')
            text_add(&text, superscripts[*at - '0']);
        else
            text_add_char(&text, *at);
    }
    return text_done(&text);
}

// A mark of several characters stands apart, and in a number format in quotes.
static void add_mark(struct text *text, const struct footnote *footnote, bool is_quoted)
{
    bool is_apart = text->length == 0 || strchr(" \n", text->bytes[text->length - 1]);
    const char *quote = is_quoted ? "\"" : "";
    if (footnote->shown)
        text_print(text, "%s%s%s%s", quote, is_apart ? "" : " ", footnote->shown, quote);
    else
        text_add(text, model_mark(text->arena, footnote->mark));
}

static const char *with_marks(struct model *model, const struct sheet *sheet, const char *text,
                              bool is_format)
{
    struct text marked = {.arena = model->arena};
    bool is_quoted = false;
    if (!text || !strchr(text, '^'))
        return text;
    for (const char *at = text; *at != '\0';) {
        const struct footnote *footnote = *at == '^' ? footnote_at(sheet, at + 1) : NULL;
        is_quoted ^= *at == '"';
        if (footnote) {
            add_mark(&marked, footnote, is_format && !is_quoted);
            at += 1 + strlen(footnote->mark);
        } else {
            text_add_char(&marked, *at++);
        }
    }
    return text_done(&marked);
}

const char *model_marks(struct model *model, const struct sheet *sheet, const char *text)
{
    return with_marks(model, sheet, text, false);
}

const char *model_format_marks(struct model *model, const struct sheet *sheet, const char *format)
{
    return with_marks(model, sheet, format, true);
}

const char *model_text(struct model *model, const struct said *said, const struct sheet *sheet,
                       const struct model_line *line, const struct window *window)
{
    if (line && line->said->is_from_source)
        return said->text;
    const char *marked = model_marks(model, sheet, said->text);
    if (!marked || !strpbrk(marked, "{}"))
        return marked ? marked : "";
    struct phrase phrase = {model, said, line, window};
    struct text text = {.arena = model->arena};
    for (const char *at = marked; *at != '\0';) {
        if (text_starts(at, "{{") || text_starts(at, "}}")) {
            text_add_char(&text, *at);
            at += 2;
        } else if (*at == '{') {
            add_braces(&phrase, &text, &at);
        } else {
            text_add_char(&text, *at++);
        }
    }
    return text_done(&text);
}

// Checking ----------------------------------------------------------------------------------------

static void check_all(struct model *model, const struct texts *texts, const struct sheet *sheet)
{
    for (size_t i = 0; i < texts->count; i++)
        model_text(model, &texts->items[i], sheet, NULL, NULL);
}

static void check_page(struct model *model, const struct page *page, struct place place)
{
    const char *const texts[] = {page->header_left, page->header_centre, page->header_right,
                                 page->footer_left, page->footer_centre, page->footer_right,
                                 page->marking};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        model_text(model, &(struct said){texts[i], place}, NULL, NULL, NULL);
}

static void check_headings(struct model *model, const struct sheet *sheet)
{
    struct table_column *columns;
    size_t count = model_columns(model, sheet, &columns);
    for (size_t i = 0; i < count; i++) {
        const struct texts *headings = &columns[i].column->headings;
        const struct window *window = columns[i].has_window ? &columns[i].window : NULL;
        bool lacks_window = columns[i].column->shows == COLUMN_EACH && !window;
        for (size_t k = 0; !lacks_window && k < headings->count; k++)
            model_text(model, &headings->items[k], sheet, columns[i].line, window);
    }
}

static void check_lines(struct model *model, const struct sheet *sheet)
{
    const struct layout_register *registered = &sheet->register_table;
    for (size_t i = 0; i < registered->lines.count; i++) {
        const struct model_line *line = model_line_of(model, sheet, i);
        model_text(model, &line->said->label, sheet, line, NULL);
        for (size_t k = 0; k < sheet->columns.count; k++) {
            const char *below = sheet->columns.items[k].below.text;
            int column = below ? table_column(&registered->table.headings, below) : -1;
            struct said said = {
                row_cell(line->said->row, column),
                table_place(model->arena, registered->table.file, line->said->row, column)};
            model_text(model, &said, sheet, line, NULL);
        }
    }
}

void model_check_texts(struct model *model)
{
    const struct layout *layout = model->layout;
    const struct said *const said[] = {&layout->title,        &layout->save_as,  &layout->folder,
                                       &layout->subject,      &layout->author,   &layout->committee,
                                       &layout->date,         &layout->item,     &layout->contact,
                                       &layout->organisation, &layout->keywords, &layout->marking};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        model_text(model, said[i], NULL, NULL, NULL);
    model_text(model, &layout->marks.provisional.text, NULL, NULL, NULL);
    model_text(model, &layout->marks.revised.text, NULL, NULL, NULL);
    for (size_t i = 0; i < layout->scales.count; i++) {
        for (size_t k = 0; k < layout->scales.items[i].states.count; k++)
            model_text(model, &layout->scales.items[i].states.items[k].legend, NULL, NULL, NULL);
    }
    for (size_t i = 0; i < layout->sheets.count; i++) {
        const struct sheet *sheet = &layout->sheets.items[i];
        model_text(model, &sheet->title, sheet, NULL, NULL);
        check_all(model, &sheet->above, sheet);
        check_all(model, &sheet->below, sheet);
        for (size_t k = 0; k < sheet->footnotes.count; k++)
            model_text(model, &sheet->footnotes.items[k].text, sheet, NULL, NULL);
        check_page(model, &sheet->page, sheet->page_place);
        check_headings(model, sheet);
        check_lines(model, sheet);
    }
}
