// Texts across a sheet: above its content and below it, and in between.
#include "plan/build.h"

#include "base/text.h"

void build_across(struct across *across, const char *role, const char *names, const char *text)
{
    struct builder *builder = across->builder;
    struct plan_sheet *plan = &builder->plan->sheets.items[across->number];
    plan_text_add(builder->arena, plan, across->row, 0, build_style(builder, role, names, NULL),
                  text);
    plan_merge_add(builder->arena, plan,
                   (struct merge){across->row, across->row, 0, across->last_column});
    across->row++;
}

const char *build_paragraph(struct builder *builder, const char *text)
{
    int first = builder->pack.first_paragraph;
    if (first == 0 || text_is_blank(text))
        return text;
    struct builder *counting = builder->whole ? builder->whole : builder;
    return arena_print(builder->arena, "%d. %s", first + counting->paragraphs++, text);
}

static void put_footnotes(struct across *across)
{
    struct model *model = across->builder->model;
    struct arena *arena = across->builder->arena;
    for (size_t i = 0; i < across->sheet->footnotes.count; i++) {
        const struct footnote *footnote = &across->sheet->footnotes.items[i];
        const char *text = model_text(model, &footnote->text, across->sheet, NULL, NULL);
        build_across(across, "footnote", NULL,
                     arena_print(arena, "%s %s", model_mark(arena, footnote->mark), text));
    }
}

static const struct scale *scale_of(const struct across *across)
{
    const struct layout *layout = across->builder->model->layout;
    for (size_t i = 0; i < layout->scales.count; i++) {
        if (across->sheet->scale.text &&
            text_equal(layout->scales.items[i].name, across->sheet->scale.text))
            return &layout->scales.items[i];
    }
    return layout->scales.count > 0 ? &layout->scales.items[0] : NULL;
}

static void put_text(struct across *across, const struct said *said, const char *role)
{
    struct builder *builder = across->builder;
    const struct scale *scale = scale_of(across);
    if (text_equal(said->text, "footnotes")) {
        put_footnotes(across);
    } else if (text_equal(said->text, "legend")) {
        if (scale)
            across->row =
                build_legend(builder, across->number, scale, across->row, across->last_column);
    } else {
        const char *text = model_text(builder->model, said, across->sheet, NULL, NULL);
        bool is_title = text_equal(role, "title");
        build_across(across, role, NULL, is_title ? text : build_paragraph(builder, text));
    }
}

void build_above(struct across *across)
{
    const struct sheet *sheet = across->sheet;
    const struct said *title =
        sheet->title.text ? &sheet->title : &across->builder->model->layout->title;
    if (sheet->above.count == 0 && title->text)
        put_text(across, title, "title");
    for (size_t i = 0; i < sheet->above.count; i++)
        put_text(across, &sheet->above.items[i], i == 0 ? "title" : "text");
    across->row++;
}

void build_below(struct across *across)
{
    const struct sheet *sheet = across->sheet;
    if (sheet->below.count == 0)
        return;
    if (!across->is_below)
        across->row++;
    for (size_t i = 0; i < sheet->below.count; i++)
        put_text(across, &sheet->below.items[i], "footnote");
}
