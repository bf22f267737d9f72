// figures.csv, as it is written.
#include "record/figures_file.h"

#include "base/text.h"
#include "table/print.h"

#include <string.h>

const char *const figures_headings[FIELD_COUNT] = {
    [FIELD_LAYOUT] = "layout",       [FIELD_KIND] = "kind",     [FIELD_WORKBOOK] = "workbook",
    [FIELD_RECIPIENT] = "recipient", [FIELD_SHEET] = "sheet",   [FIELD_LINE] = "line",
    [FIELD_COLUMN] = "column",       [FIELD_PERIOD] = "period", [FIELD_VALUE] = "value",
    [FIELD_TEXT] = "text",           [FIELD_LIGHT] = "light",   [FIELD_TARGET] = "target",
    [FIELD_LABEL] = "label",         [FIELD_TAKES] = "takes",
};

const char *figures_takes_key(struct arena *arena, const struct figure_entry *entry,
                              const char *recipient)
{
    return arena_print(arena, "%s|%s|%s|%s|%s|%s", entry->layout, recipient, entry->sheet,
                       entry->line, entry->column, entry->period);
}

static void print_entry(struct text *csv, const struct figure_entry *entry, const char *kind,
                        const char *takes)
{
    const char *const cells[FIELD_COUNT] = {
        [FIELD_LAYOUT] = entry->layout,     [FIELD_KIND] = kind,
        [FIELD_WORKBOOK] = entry->workbook, [FIELD_RECIPIENT] = entry->recipient,
        [FIELD_SHEET] = entry->sheet,       [FIELD_LINE] = entry->line,
        [FIELD_COLUMN] = entry->column,     [FIELD_PERIOD] = entry->period,
        [FIELD_VALUE] = entry->value,       [FIELD_TEXT] = entry->text,
        [FIELD_LIGHT] = entry->light,       [FIELD_TARGET] = entry->target,
        [FIELD_LABEL] = entry->label,       [FIELD_TAKES] = takes,
    };
    table_print_row(csv, cells, FIELD_COUNT);
}

// What the figures of a layout take: once for all recipients, and again for one whose own differ.
static void print_takes(struct text *csv, const struct figure_entry *items, size_t count)
{
    struct arena arena;
    arena_init(&arena);
    struct map known = {.arena = &arena};
    for (size_t i = 0; i < count && items[i].kind == ENTRY_SHOWN; i++) {
        const struct figure_entry *entry = &items[i];
        bool is_new;
        union map_value *slot = map_put(&known, figures_takes_key(&arena, entry, ""), &is_new);
        if (is_new)
            slot->number = i;
        else if (items[slot->number].takes == entry->takes)
            continue;
        print_entry(csv,
                    &(struct figure_entry){
                        .layout = entry->layout,
                        .workbook = "",
                        .recipient = is_new ? "" : entry->recipient,
                        .sheet = entry->sheet,
                        .line = entry->line,
                        .column = entry->column,
                        .period = entry->period,
                        .value = "",
                        .text = "",
                        .light = "",
                        .target = "",
                        .label = "",
                    },
                    FIGURES_TAKES, entry->takes->text);
    }
    arena_free(&arena);
}

static size_t count_of_layout(const struct figure_entry *items, size_t count)
{
    size_t same = 1;
    while (same < count && text_equal(items[same].layout, items[0].layout))
        same++;
    return same;
}

const char *figures_print(struct figures *figures, struct arena *arena)
{
    struct text csv = {.arena = arena};
    figures_sort(figures);
    table_print_row(&csv, figures_headings, FIELD_COUNT);
    for (size_t first = 0; first < figures->items.count;) {
        const struct figure_entry *items = &figures->items.items[first];
        size_t count = count_of_layout(items, figures->items.count - first);
        for (size_t i = 0; i < count; i++)
            print_entry(&csv, &items[i], figure_entry_word(items[i].kind), "");
        print_takes(&csv, items, count);
        first += count;
    }
    return text_done(&csv);
}
