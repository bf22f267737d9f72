// What the sheets around the tables share.
#include "plan/front.h"

#include <string.h>

struct plan_sheet *front_plan(const struct across *front)
{
    return &front->builder->plan->sheets.items[front->number];
}

static struct page upright(const struct page *page)
{
    struct page upright = *page;
    upright.paper = "A4";
    upright.landscape = false;
    upright.fit_width = true;
    return upright;
}

struct across front_open(struct builder *builder, const char *name, enum sheet_part part,
                         const double *widths, size_t count, const char *title)
{
    struct across front = {.builder = builder,
                           .number = builder->plan->sheets.count,
                           .last_column = (uint16_t)(count - 1)};
    struct page page = upright(&builder->model->layout->page);
    plan_sheet_add(builder->arena, builder->plan, name)->part = part;
    front_plan(&front)->is_protected = build_is_protected(builder);
    for (size_t i = 0; i < count; i++)
        plan_width_set(builder->arena, front_plan(&front), (uint16_t)i, widths[i]);
    build_page(builder, front_plan(&front), &page);
    build_across(&front, "title", NULL, title);
    front.row++;
    return front;
}

struct cell *front_put(struct across *front, uint16_t column, const char *role, const char *text)
{
    struct builder *builder = front->builder;
    return plan_text_add(builder->arena, front_plan(front), front->row, column,
                         build_role(builder, role), text);
}

struct cell *front_put_number(struct across *front, uint16_t column, double number,
                              const char *format)
{
    struct builder *builder = front->builder;
    return plan_number_add(builder->arena, front_plan(front), front->row, column,
                           build_style(builder, "measure", "right", NULL), number, format);
}

void front_headings_part(struct across *front, const char *const *headings, uint16_t last)
{
    for (uint16_t i = 0; i <= last; i++)
        front_put(front, i, "heading", headings[i]);
    build_tie(front->builder, front->number, front->row);
    front->row++;
}

void front_headings(struct across *front, const char *const *headings)
{
    struct plan_sheet *sheet = front_plan(front);
    if (!sheet->repeats) {
        sheet->repeats = true;
        sheet->repeat_first = front->row;
        sheet->repeat_last = front->row;
        sheet->freeze_row = front->row + 1;
    }
    front_headings_part(front, headings, front->last_column);
}

void front_band(struct across *front, const char *text)
{
    build_tie(front->builder, front->number, front->row);
    build_across(front, "band", NULL, text);
}

const char *front_period(struct arena *arena, const struct model *model, int number)
{
    const struct calendar *calendar = &model->layout->calendar;
    return period_show(arena, (struct period){calendar->every, number}, calendar,
                       calendar->every == PERIOD_MONTH ? "mmmm yyyy" : NULL);
}

const char *front_link(struct arena *arena, const char *sheet, uint32_t row, uint16_t column)
{
    if (strchr(sheet, '#'))
        return NULL;
    return arena_print(arena, "internal:%s!%s", plan_sheet_quoted(arena, sheet),
                       plan_address(arena, row, column, false));
}
