// A pack's plan, of the plans of its parts: what their sheets are called, and putting them
// together.
#include "plan/plan.h"

#include "base/text.h"

enum { LONGEST_NAME = 31 }; // characters, as Excel counts them

// Sheets that the program adds to a workbook: a pack may have one of each for every part.
static const char *const added_sheets[] = {"Cover",  "Contents",  "Summary", "Definitions",
                                           "Checks", "Revisions", "Notes",   "Data"};

static bool is_added(const char *name)
{
    for (size_t i = 0; i < sizeof added_sheets / sizeof *added_sheets; i++) {
        if (text_same(name, added_sheets[i]))
            return true;
    }
    return false;
}

static bool is_taken(const struct plan *plan, const char *name)
{
    for (; plan; plan = plan->pack) {
        for (size_t i = 0; i < plan->sheets.count; i++) {
            if (text_same(plan->sheets.items[i].name, name))
                return true;
        }
    }
    return false;
}

// "Performance assessm CT": the name, cut where need be, with more behind it.
static const char *name_with(struct arena *arena, const char *name, const char *more)
{
    size_t room = LONGEST_NAME - 1 - text_units(more);
    struct text cut = {.arena = arena};
    while (*name != '\0') {
        const char *start = name;
        text_next(&name);
        text_add_part(&cut, start, (size_t)(name - start));
        if (text_units(cut.bytes) > room) {
            cut.length -= (size_t)(name - start);
            cut.bytes[cut.length] = '\0';
            break;
        }
    }
    return arena_print(arena, "%s %s", text_trim(arena, text_done(&cut)), more);
}

const char *plan_free_name(struct arena *arena, const struct plan *plan, const char *name)
{
    if (!plan->pack || (!is_added(name) && !is_taken(plan, name)))
        return name;
    const char *free_name = name_with(arena, name, plan->short_name);
    for (int number = 2; is_taken(plan, free_name); number++)
        free_name = name_with(arena, name, arena_print(arena, "%s %d", plan->short_name, number));
    return free_name;
}

struct plan_sheet *plan_sheet_add(struct arena *arena, struct plan *plan, const char *name)
{
    const char *free_name = plan_free_name(arena, plan, name);
    struct plan_sheet *sheet = list_add(arena, &plan->sheets);
    sheet->name = free_name;
    sheet->part = PART_TABLE;
    return sheet;
}

static void move_cells(struct plan_sheet *sheet, size_t by)
{
    for (size_t i = 0; i < sheet->charts.count; i++) {
        struct chart *chart = &sheet->charts.items[i];
        for (size_t k = 0; k < chart->series.count; k++) {
            chart->series.items[k].categories.sheet += by;
            chart->series.items[k].values.sheet += by;
        }
    }
}

void plan_join(struct arena *arena, struct plan *pack, const struct plan *part)
{
    size_t before = pack->sheets.count;
    for (size_t i = 0; i < part->sheets.count; i++) {
        struct plan_sheet *sheet = list_add(arena, &pack->sheets);
        *sheet = part->sheets.items[i];
        sheet->paper = part->properties.title ? part->properties.title : part->short_name;
        move_cells(sheet, before);
    }
}
