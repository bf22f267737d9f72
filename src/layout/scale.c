#include "base/text.h"
#include "layout/sections.h"

static const struct word judgements[] = {{"as shown", true}, {"exact", false}, {0}};

static const struct key state_keys[] = {
    {.name = "when", .kind = KEY_SAID, .offset = offsetof(struct state, when), .filled = true},
    {.name = "shows", .kind = KEY_TEXT, .offset = offsetof(struct state, shows)},
    {.name = "in words", .kind = KEY_TEXT, .offset = offsetof(struct state, in_words)},
    {.name = "fill", .kind = KEY_COLOUR, .offset = offsetof(struct state, fill)},
    {.name = "font", .kind = KEY_COLOUR, .offset = offsetof(struct state, font)},
    {.name = "symbol", .kind = KEY_TEXT, .offset = offsetof(struct state, symbol)},
    {.name = "legend", .kind = KEY_SAID, .offset = offsetof(struct state, legend)},
};
static const struct key_table state_table = KEY_TABLE("a state", state_keys);

// Text without a colour of its own has the one of the base style.
static void state_check_contrast(struct layout_reader *reader, const struct state *state,
                                 const struct node *map)
{
    if (state->fill == NULL)
        return;
    const char *font = state->font;
    if (font == NULL)
        font = layout_style(reader->layout, "base")->style.colour;
    contrast_check(reader, node_get(map, "fill")->place,
                   arena_print(reader->arena, "state '%s'", state->name), font, state->fill);
}

// A scale with a gap says when each state is reached; one without has words that are given.
static void state_check_when(struct layout_reader *reader, const struct scale *scale,
                             const struct state *state, const struct node *map)
{
    bool has_when = state->when.text != NULL;
    if (scale->gap.text != NULL && !has_when && !reader->incomplete &&
        node_get(map, "when") == NULL)
        problem_error(reader->problems, map->place, NULL, "a state must say 'when'");
    if (scale->gap.text == NULL && has_when && !reader->incomplete)
        problem_error(reader->problems, state->when.place,
                      "say how far a figure is from its target: gap: (actual - target) / "
                      "ABS(target)",
                      "state '%s' says 'when', but scale '%s' has no 'gap'", state->name,
                      scale->name);
}

static void state_read(struct layout_reader *reader, const struct scale *scale,
                       const struct node_entry *entry, bool is_last, struct state *state)
{
    *state = (struct state){.name = entry->key, .place = entry->key_place, .shows = entry->key};
    if (!node_has_keys(reader, entry->value, arena_print(reader->arena, "state '%s'", entry->key)))
        return;
    keys_read(reader, &state_table, entry->value, state);
    if (state->shows == NULL)
        state->shows = state->name;
    state_check_contrast(reader, state, entry->value);
    state_check_when(reader, scale, state, entry->value);
    if (!text_same(state->when.text, "otherwise"))
        return;
    state->when.text = NULL;
    if (!is_last)
        problem_error(reader->problems, state->when.place,
                      "states are tried from the top: those below it would never be reached",
                      "state '%s' is for all that is left, but it is not the last", state->name);
}

static void states_check(struct layout_reader *reader, const struct scale *scale)
{
    const struct state *states = scale->states.items;
    for (size_t i = 0; i < scale->states.count; i++) {
        struct said shows = {.text = states[i].shows, .place = states[i].place};
        name_known(reader, &shows, "state", states, sizeof(*states), scale->states.count);
        for (size_t j = 0; states[i].symbol != NULL && j < i; j++)
            if (states[j].symbol != NULL && text_equal(states[i].symbol, states[j].symbol))
                problem_error(reader->problems, states[i].place,
                              "colour must not be the only sign: give each a symbol of its own",
                              "states '%s' and '%s' have the same symbol", states[j].name,
                              states[i].name);
    }
}

static void states_read(struct layout_reader *reader, const struct node *node, void *owner)
{
    struct scale *scale = owner;
    if (!node_has_keys(reader, node, "'states'"))
        return;
    for (size_t i = 0; i < node->count; i++)
        state_read(reader, scale, &node->entries[i], i + 1 == node->count,
                   list_add(reader->arena, &scale->states));
    if (node->count == 0)
        problem_error(reader->problems, node->place, NULL, "scale '%s' has no states", scale->name);
    states_check(reader, scale);
}

static const struct key scale_keys[] = {
    {.name = "gap", .kind = KEY_SAID, .offset = offsetof(struct scale, gap), .filled = true},
    {.name = "judge",
     .kind = KEY_EITHER,
     .offset = offsetof(struct scale, as_shown),
     .words = judgements},
    {.name = "states", .kind = KEY_OTHER, .read = states_read, .required = true},
};
static const struct key_table scale_table = KEY_TABLE("a scale", scale_keys);

void scales_read(struct layout_reader *reader, const struct node *node, void *layout)
{
    struct layout *into = layout;
    if (!node_has_keys(reader, node, "'scales'"))
        return;
    for (size_t i = 0; i < node->count; i++) {
        const struct node_entry *entry = &node->entries[i];
        struct scale *scale = list_add(reader->arena, &into->scales);
        *scale = (struct scale){.name = entry->key, .place = entry->key_place};
        if (node_has_keys(reader, entry->value,
                          arena_print(reader->arena, "scale '%s'", entry->key)))
            keys_read(reader, &scale_table, entry->value, scale);
    }
}
