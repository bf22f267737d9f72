#include "model/cell.h"

#include "base/number.h"
#include "base/text.h"

void cells_open(struct cells *cells, const struct source *source, const struct layout *layout,
                struct arena *kept, struct arena *scratch)
{
    *cells = (struct cells){
        .source = source, .layout = layout, .kept_arena = kept, .kept.arena = scratch};
}

void cells_close(struct cells *cells)
{
    arena_free(&cells->scratch);
}

// A text of which there are many alike, kept once.
static const char *keep(struct cells *cells, const char *text)
{
    const union map_value *known = map_get(&cells->kept, text);
    if (known)
        return known->pointer;
    char *copy = arena_copy(cells->kept_arena, text);
    map_put(&cells->kept, copy, NULL)->pointer = copy;
    return copy;
}

// Most figures are whole numbers without further signs.
static bool read_plain(const char *typed, double *number)
{
    enum { MOST_DIGITS = 15 };
    uint64_t whole = 0;
    size_t digits = 0;
    for (; typed[digits] >= '0' && typed[digits] <= '9' && digits < MOST_DIGITS; digits++)
        whole = whole * 10 + (uint64_t)(typed[digits] - '0');
    *number = (double)whole;
    return digits > 0 && typed[digits] == '\0' && (typed[0] != '0' || digits == 1);
}

static bool read_number(struct cells *cells, const char *typed, struct input *input)
{
    struct number number;
    if (read_plain(typed, &input->number)) {
        input->format = "0";
        return true;
    }
    bool is_number = number_read(&cells->scratch, typed, &number);
    if (is_number) {
        input->number = number.value;
        input->format = keep(cells, number.format);
    }
    return is_number;
}

// "1,234 [p]" without its mark, which says that the figure may still change.
static const char *without_mark(struct cells *cells, const char *typed, struct input *input)
{
    const char *figure =
        text_without_end(&cells->scratch, typed, cells->layout->marks.provisional.mark.text);
    input->is_provisional |= figure != NULL;
    return figure ? figure : typed;
}

static bool is_missing(const struct source *source, const char *typed)
{
    for (size_t i = 0; i < source->missing.count; i++) {
        if (text_same(source->missing.items[i].text, typed))
            return true;
    }
    return false;
}

enum cell_kind cell_read(struct cells *cells, const char *typed, struct input *input)
{
    enum { SCRATCH = 64 * 1024 };
    if (cells->scratch.bytes > SCRATCH)
        arena_free(&cells->scratch);
    input->number = 0;
    input->format = input->text = NULL;
    if (typed[0] == '\0')
        return CELL_BLANK;
    if (is_missing(cells->source, typed))
        return CELL_MISSING;
    if (cells->source->gives == SOURCE_GIVES_FIGURES)
        typed = without_mark(cells, typed, input);
    bool is_number = read_number(cells, typed, input);
    if (cells->source->gives == SOURCE_GIVES_TEXTS)
        input->text = keep(cells, typed);
    if (is_number || input->text)
        return CELL_FIGURE;
    input->number = 0;
    if (!layout_accepts_word(cells->layout, typed))
        return CELL_WRONG;
    input->text = keep(cells, layout_shown_word(cells->layout, typed));
    return CELL_FIGURE;
}
