// What a workbook says of itself: its name, and what Excel shows under File, Info.
#include "plan/build.h"

#include "layout/edition.h"

// Of a workbook without periods: the first of January 2000.
enum { NO_DATE = 946684800 };

int64_t plan_created(const struct model *model)
{
    int64_t newest = NO_DATE;
    if (model->latest.kind != PERIOD_NONE)
        return period_last_day(model->latest, &model->layout->calendar);
    for (size_t i = 1; i < model->parts.count; i++) {
        int64_t day = plan_created(model->parts.items[i]);
        newest = day > newest ? day : newest;
    }
    return newest;
}

// NULL where the layout does not say.
static const char *layout_text(struct builder *builder, const struct said *said)
{
    const char *text = said->text ? model_text(builder->model, said, NULL, NULL, NULL) : "";
    return text[0] != '\0' ? text : NULL;
}

void build_property(struct builder *builder, const char *name, const char *text)
{
    if (text)
        *list_add(builder->arena, &builder->plan->properties.custom) =
            (struct property){name, text};
}

static const char *as_at(struct builder *builder)
{
    const struct model *model = builder->model;
    if (model->latest.kind == PERIOD_NONE)
        return NULL;
    return period_show(builder->arena, model->latest, &model->layout->calendar, NULL);
}

static const char *marking(struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    return layout_text(builder, &(struct said){.text = layout->page.marking});
}

static void add_custom(struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    build_property(builder, "Marking", marking(builder));
    build_property(builder, "Committee", layout_text(builder, &layout->committee));
    build_property(builder, "Meeting date", layout_text(builder, &layout->date));
    build_property(builder, "Agenda item", layout_text(builder, &layout->item));
}

void build_properties(struct builder *builder)
{
    const struct layout *layout = builder->model->layout;
    struct plan *plan = builder->plan;
    plan->edition = edition_name(layout->edition);
    plan->file = edition_file_name(builder->arena, layout->edition,
                                   model_text(builder->model, &layout->save_as, NULL, NULL, NULL));
    plan->default_font = layout->font;
    plan->default_size = layout->size;
    plan->properties = (struct properties){
        .title = layout_text(builder, &layout->title),
        .subject = layout_text(builder, &layout->subject),
        .author = layout_text(builder, &layout->author),
        .organisation = layout_text(builder, &layout->organisation),
        .keywords = layout_text(builder, &layout->keywords),
        .category = marking(builder),
        .as_at = as_at(builder),
        .created = plan_created(builder->model),
    };
    add_custom(builder);
    if (layout->edition.is_accessible)
        build_accessible_properties(builder);
}
