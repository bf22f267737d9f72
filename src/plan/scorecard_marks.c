// Marks behind the figures of a table: provisional, revised.
#include "plan/scorecard.h"

#include "base/font.h"
#include "base/format.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

static const char *longer(const char *one, const char *other)
{
    return one && text_characters(one) >= text_characters(other) ? one : other;
}

// Of the numbers that have room in the column without marks: others are texts anyhow.
static void find_width(struct table_maker *maker, size_t number, const struct content *content)
{
    const struct style *style = build_role(maker->builder, "measure");
    double width = scorecard_width(maker, content, style, (uint16_t)number);
    if (width <= scorecard_room(maker, (uint16_t)number))
        maker->widest[number] = fmax(maker->widest[number], width);
}

static void find_mark(struct table_maker *maker, struct model_line *line, size_t number,
                      const struct content *content)
{
    struct builder *builder = maker->builder;
    struct cell_marks marks =
        model_cell_marks(builder->model, line, &maker->columns[number], content);
    const char *suffix = mark_suffix(builder->model, marks, builder->arena);
    maker->seen.is_provisional |= marks.is_provisional;
    maker->seen.is_revised |= marks.is_revised;
    if (suffix[0] != '\0')
        maker->marks[number] = longer(maker->marks[number], suffix);
    if (content->kind == CONTENT_FIGURE && content->figure->value.kind == VALUE_NUMBER)
        find_width(maker, number, content);
}

static void find_in_line(struct table_maker *maker, struct model_line *line)
{
    struct model *model = maker->builder->model;
    for (size_t i = 0; i < maker->column_count; i++) {
        struct content content = model_content(model, line, &maker->columns[i]);
        find_mark(maker, line, i, &content);
    }
}

static void find_in_row(struct table_maker *maker, const struct area *area)
{
    struct model *model = maker->builder->model;
    for (size_t i = 0; i < maker->column_count; i++) {
        const struct table_column *column = &maker->columns[i];
        struct content content = model_recipient_content(model, maker->sheet, area, column);
        if (column->line)
            find_mark(maker, model_recipient_line(model, area, column), i, &content);
    }
}

static void find_in_rows(struct table_maker *maker)
{
    struct model *model = maker->builder->model;
    const struct area **areas;
    if (maker->sheet->recipients_down) {
        size_t count = model_recipients_down(model, maker->sheet, &areas);
        for (size_t i = 0; i < count; i++)
            find_in_row(maker, areas[i]);
        return;
    }
    for (size_t i = 0; i < maker->sheet->register_table.lines.count; i++)
        find_in_line(maker, model_line_of(model, maker->sheet, i));
}

// A column with marks is as wide as they need, so that each figure in it stays a number, with its
// digits under those of the others.
static void widen(const struct table_maker *maker)
{
    const struct builder *builder = maker->builder;
    struct plan_sheet *sheet = scorecard_plan(maker);
    struct font font = {.size = build_role(builder, "measure")->size};
    double digit = font_column_points(2) - font_column_points(1);
    for (size_t i = 0; i < maker->column_count; i++) {
        if (!maker->marks[i])
            continue;
        double missing = maker->widest[i] + font_text_width(font, maker->marks[i]) -
                         scorecard_room(maker, (uint16_t)i);
        if (missing > 0)
            plan_width_set(builder->arena, sheet, (uint16_t)i,
                           build_width(sheet, i) + ceil(missing / digit));
    }
}

void scorecard_find_marks(struct table_maker *maker)
{
    if (!model_has_marks(maker->builder->model))
        return;
    maker->marks = arena_array(maker->builder->arena, const char *, maker->column_count);
    maker->widest = arena_array(maker->builder->arena, double, maker->column_count);
    find_in_rows(maker);
    widen(maker);
}

// What the longest marks of the column have more than the cell's.
static const char *room_beside(const char *longest, const char *suffix)
{
    size_t taken = text_characters(suffix);
    const char *at = longest;
    for (size_t i = 0; i < taken && *at != '\0'; i++)
        text_next(&at);
    return at;
}

static struct content under(struct arena *arena, struct content content, const char *format)
{
    const struct value *value = &content.figure->value;
    content.format = format;
    if (value->kind == VALUE_NUMBER)
        content.text = format_number(arena, format ? format : "General", value->number);
    return content;
}

const char *scorecard_mark(struct table_maker *maker, struct model_line *line, uint16_t number,
                           const struct style *style, struct content *content)
{
    struct builder *builder = maker->builder;
    struct arena *arena = builder->arena;
    if (!maker->marks || content->kind != CONTENT_FIGURE)
        return NULL;
    const struct value *value = &content->figure->value;
    struct cell_marks marks =
        model_cell_marks(builder->model, line, &maker->columns[number], content);
    const char *suffix = mark_suffix(builder->model, marks, arena);
    *content = under(arena, *content, mark_format(arena, content->format, value, suffix));
    if (!maker->marks[number] || value->kind != VALUE_NUMBER)
        return marks.note;
    const char *room = room_beside(maker->marks[number], suffix);
    struct content aligned =
        under(arena, *content,
              format_with_padding(arena, content->format ? content->format : "General", room));
    if (scorecard_fits(maker, &aligned, style, number)) // else it stands as a text
        *content = aligned;
    return marks.note;
}

// "[p] provisional: may still change"
static void explain(const struct table_maker *maker, struct across *across,
                    const struct mark_words *words)
{
    struct model *model = maker->builder->model;
    const char *text = model_text(model, &words->text, maker->sheet, NULL, NULL);
    if (!across->is_below)
        across->row++;
    across->is_below = true;
    build_across(across, "footnote", NULL,
                 arena_print(maker->builder->arena, "%s %s", words->mark.text, text));
}

void scorecard_explain_marks(const struct table_maker *maker, struct across *across)
{
    const struct marks *marks = &maker->builder->model->layout->marks;
    if (maker->seen.is_provisional)
        explain(maker, across, &marks->provisional);
    if (maker->seen.is_revised)
        explain(maker, across, &marks->revised);
}
