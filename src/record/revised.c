#include "record/revised.h"

#include "base/text.h"

static struct revised *workbook_of(struct revised_list *list, struct map *known,
                                   const struct figure_entry *now)
{
    bool is_new;
    struct arena *arena = known->arena;
    const char *key = arena_print(arena, "%s|%s", now->layout, now->workbook);
    union map_value *number = map_put(known, key, &is_new);
    if (is_new) {
        number->number = list->workbooks.count;
        *list_add(arena, &list->workbooks) = (struct revised){
            .layout = now->layout, .workbook = now->workbook, .recipient = now->recipient};
    }
    return &list->workbooks.items[number->number];
}

static bool count_light(struct revised_list *list, struct arena *arena,
                        const struct revision *revision)
{
    const char *before = revision->before->light, *now = revision->now->light;
    if (text_equal(before, now))
        return false;
    for (size_t i = 0; i < list->lights.count; i++) {
        struct turned_light *light = &list->lights.items[i];
        if (text_equal(light->before, before) && text_equal(light->now, now)) {
            light->count++;
            return true;
        }
    }
    *list_add(arena, &list->lights) = (struct turned_light){before, now, 1};
    return true;
}

static void count_figure(struct revised_list *list, struct map *known,
                         const struct revision *revision)
{
    struct revised *workbook = workbook_of(list, known, revision->now);
    if (!text_equal(workbook->recipient, revision->now->recipient))
        workbook->recipient = "";
    workbook->figures++;
    workbook->marked += revision->is_marked;
    workbook->own += revision->is_marked && !revision->is_of_others;
    workbook->lights += count_light(list, known->arena, revision);
    list->figures++;
    list->marked += revision->is_marked;
    list->unexplained += revision->kind == REVISION_UNEXPLAINED;
}

void revised_count(struct revised_list *list, const struct revisions *revisions)
{
    struct map known = {.arena = revisions->arena};
    *list = (struct revised_list){0};
    for (size_t i = 0; i < revisions->items.count; i++) {
        const struct revision *revision = &revisions->items.items[i];
        bool is_shown = revision_entry(revision)->kind == ENTRY_SHOWN;
        list->new_periods += is_shown && revision->kind == REVISION_NEW_PERIOD;
        list->past_periods += is_shown && revision->kind == REVISION_PAST_PERIOD;
        if (revision_is_of_figure(revision))
            count_figure(list, &known, revision);
    }
}
