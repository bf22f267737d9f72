#include "model/account.h"

#include "base/format.h"
#include "base/text.h"
#include "model/correction.h"
#include "model/source.h"

#include <math.h>

enum { MOST_NAMED = 5 }; // of areas, before the rest are only counted

static const char *shown(struct arena *arena, size_t count)
{
    return format_number(arena, "#,##0", (double)count);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

// What was read of a source: for its figures, or for the rows of a table alone.
static const struct source_count *count_of(const struct model *model, const struct source *source)
{
    const struct source_count *count = &source_periods_of(model, source)->count;
    for (size_t i = 0; count->files == 0 && i < model->layout->sheets.count; i++) {
        const struct source_rows *rows = &model->layout->sheets.items[i].source_rows;
        if (text_equal(rows->source.text, source->name))
            count = &rows->count;
    }
    return count->files > 0 ? count : NULL;
}

static size_t left_out(const struct source *source, const struct source_count *count)
{
    size_t rows = count->not_chosen + count->not_shown;
    for (size_t i = 0; i < source->left_out.count; i++)
        rows += count->left_out[i];
    return rows;
}

// A reason for which rows are left out, after a colon or a comma.
static void add_reason(struct text *text, bool *is_first, size_t rows, const char *reason)
{
    if (rows > 0) {
        text_print(text, "%s %s %s", *is_first ? ":" : ",", shown(text->arena, rows), reason);
        *is_first = false;
    }
}

static void add_left_out(struct text *text, const struct source *source,
                         const struct source_count *count)
{
    bool is_first = true;
    text_print(text, "; left out %s", shown(text->arena, left_out(source, count)));
    for (size_t i = 0; i < source->left_out.count; i++) {
        const struct left_out *left = &source->left_out.items[i];
        add_reason(text, &is_first, count->left_out[i],
                   arena_print(text->arena, "'%s' (%s)", left->value.text, left->reason.text));
    }
    add_reason(text, &is_first, count->not_chosen, "that `where` does not choose");
    add_reason(text, &is_first, count->not_shown, "that the tables do not show");
}

// ", with 50,400 figures that come to 1,650,322 and 12 cells without one"
static void add_figures(struct text *text, const struct source *source,
                        const struct source_count *count)
{
    static const char *const nouns[] = {
        [SOURCE_GIVES_FIGURES] = "figure",
        [SOURCE_GIVES_TARGETS] = "target",
        [SOURCE_GIVES_TEXTS] = "text",
    };
    const char *noun = nouns[source->gives];
    if (count->figures == 0)
        return;
    text_print(text, ", with %s %s%s", shown(text->arena, count->figures), noun,
               plural(count->figures));
    if (count->has_sum)
        text_print(text, " that come to %s",
                   format_number(text->arena,
                                 count->sum == floor(count->sum) ? "#,##0" : "#,##0.00",
                                 count->sum));
    if (count->blank > 0)
        text_print(text, " and %s cell%s without one", shown(text->arena, count->blank),
                   plural(count->blank));
    if (count->agreed > 0)
        text_print(text, "; %s %s%s in two files, which agree, count once",
                   shown(text->arena, count->agreed), noun, plural(count->agreed));
}

// "; 3 figures corrected, 1 correction is in it already"
static void add_corrections(struct text *text, const struct model *model,
                            const struct source *source)
{
    struct correction_count count = correction_count(model, source);
    if (count.laid > 0)
        text_print(text, "; %s figure%s corrected", shown(text->arena, count.laid),
                   plural(count.laid));
    if (count.included > 0)
        text_print(text, "; %s correction%s in it already", shown(text->arena, count.included),
                   count.included == 1 ? " is" : "s are");
}

static void add_areas(struct text *text, const struct model *model, const struct source *source)
{
    const struct source_periods *periods = source_periods_of(model, source);
    size_t count = 0;
    struct text names = {.arena = text->arena};
    for (size_t i = model->areas.recipient_count; i < periods->covers.count; i++) {
        if (!periods->covers.items[i])
            continue;
        if (count++ < MOST_NAMED)
            text_print(&names, "%s '%s'", count > 1 ? "," : "", model->areas.items.items[i]->name);
    }
    if (count == 0)
        return;
    text_print(text, "; %zu area%s no recipient count%s in the whole alone:%s", count,
               count == 1 ? " that is" : "s that are", count == 1 ? "s" : "", text_done(&names));
    if (count > MOST_NAMED)
        text_add(text, " ...");
}

const char *account_of_source(const struct model *model, const struct source *source,
                              struct arena *arena)
{
    const struct source_count *count = count_of(model, source);
    struct text text = {.arena = arena};
    if (!count)
        return NULL;
    text_add(&text, source->file.text);
    if (count->files > 1)
        text_print(&text, " (%zu files)", count->files);
    text_print(&text, ": %s row%s; used %s", shown(arena, count->rows), plural(count->rows),
               shown(arena, count->used));
    add_figures(&text, source, count);
    add_left_out(&text, source, count);
    add_corrections(&text, model, source);
    add_areas(&text, model, source);
    return text_done(&text);
}
