// The figures of a text, one by one.
#include "model/unfold.h"

#include "layout/function.h"
#include "model/meaning.h"

struct unfolding {
    struct model *model;
    struct figure *text;
    LIST(struct text_part) parts;
    bool has_other;
};

static void add_part(struct unfolding *unfolding, struct figure *figure, const char *format)
{
    bool is_of_line =
        figure && (figure->kind == FIGURE_WINDOW || figure->kind == FIGURE_COLUMN) && figure->line;
    unfolding->has_other |= !is_of_line;
    for (size_t i = 0; i < unfolding->parts.count; i++) {
        if (unfolding->parts.items[i].figure == figure)
            return;
    }
    if (is_of_line)
        *list_add(unfolding->model->arena, &unfolding->parts) = (struct text_part){figure, format};
}

// TEXT(figure,"0%")
static void take_call(struct unfolding *unfolding, const struct expression *call)
{
    const struct expression *name = call->parts[0];
    if (name->kind == EXPRESSION_NAME)
        add_part(unfolding, model_named_figure(unfolding->model, unfolding->text, name->bound),
                 call->parts[1]->text);
    else
        unfolding->has_other = true;
}

static void walk(struct unfolding *unfolding, const struct expression *tree)
{
    bool is_shown = tree->kind == EXPRESSION_CALL && tree->function == function_find("TEXT");
    if (is_shown) {
        take_call(unfolding, tree);
        return;
    }
    for (size_t i = 0; i < tree->count; i++)
        walk(unfolding, tree->parts[i]);
}

size_t model_text_parts(struct model *model, struct figure *text, struct text_part **parts)
{
    struct unfolding unfolding = {.model = model, .text = text};
    if (text->kind != FIGURE_TEXT || !text->tree)
        return 0;
    walk(&unfolding, text->tree);
    *parts = unfolding.parts.items;
    return unfolding.has_other ? 0 : unfolding.parts.count;
}
