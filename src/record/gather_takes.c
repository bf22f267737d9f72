// What a shown figure is worked out from, as terms.
#include "record/gather.h"

#include "base/text.h"
#include "model/meaning.h"
#include "model/series.h"
#include "model/trace.h"

#include <string.h>

// A term about cells of a source; those of periods beside each other become one.
struct cells_term {
    const struct series *series;
    const char *whose;
    struct span span;
};

struct taking {
    struct gather *gather;
    const struct area *own;
    const char *members; // while the walk is among members: "family" or "recipients"
    LIST(struct cells_term) cells;
    LIST(const char *) others; // targets and rules, each once
};

static struct arena *scratch(const struct taking *taking)
{
    return taking->gather->model->arena;
}

// Names may not look like what stands between them.
static const char *plain(struct arena *arena, const char *name)
{
    char *text = arena_copy(arena, name ? name : "");
    for (char *at = text; *at != '\0'; at++) {
        if (*at == ';' || *at == '|')
            *at = ',';
    }
    return text;
}

static void add_other(struct taking *taking, const char *term)
{
    for (size_t i = 0; i < taking->others.count; i++) {
        if (text_equal(taking->others.items[i], term))
            return;
    }
    *list_add(scratch(taking), &taking->others) = term;
}

// Rules -------------------------------------------------------------------------------------------

static void note_rule(struct taking *taking, const char *sheet, const char *line,
                      const char *column, const char *text)
{
    struct gather *gather = taking->gather;
    struct arena *arena = scratch(taking);
    const char *term = arena_print(arena, "rule | %s | %s | %s", plain(arena, sheet),
                                   plain(arena, line), plain(arena, column));
    add_other(taking, term);
    if (map_get(&gather->rule_known, term))
        return;
    map_put(&gather->rule_known, arena_copy(gather->arena, term), NULL);
    *list_add(gather->arena, &gather->rules) = (struct gather_rule){
        arena_copy(gather->arena, sheet),
        arena_copy(gather->arena, line),
        arena_copy(gather->arena, column),
        arena_copy(gather->arena, text),
    };
}

// "; better lower", where the register says so.
static void add_part(struct text *text, const char *what, const char *said)
{
    if (said && said[0] != '\0')
        text_print(text, "%s%s%s", text->length > 0 ? "; " : "", what, said);
}

static void note_line_rule(struct taking *taking, const struct model_line *line)
{
    static const char *const totals[] = {
        [TOTAL_SUM] = "sum",
        [TOTAL_LATEST] = "latest",
        [TOTAL_AVERAGE] = "average",
        [TOTAL_NONE] = "none",
    };
    struct text text = {.arena = scratch(taking)};
    if (line->from == LINE_FROM_SERIES) {
        text_print(&text, "%s of %s", totals[line->total],
                   gather_source(taking->gather, line->series));
        add_part(&text, "", gather_key(taking->gather, line->series));
    } else {
        add_part(&text, "", line->said->value.text);
    }
    add_part(&text, "as at ", line->said->as_at.text);
    add_part(&text, "format ", model_line_format(line));
    note_rule(taking, line->sheet->name, line->said->id, "", text_done(&text));
}

static void note_column_rule(struct taking *taking, const struct sheet *sheet,
                             const struct column *column)
{
    static const char *const shows[] = {
        [COLUMN_BY_NAME] = "",     [COLUMN_EACH] = "each of ",       [COLUMN_FORMULA] = "",
        [COLUMN_JUDGE] = "judge ", [COLUMN_SOURCE] = "from source ", [COLUMN_COUNT] = "count ",
    };
    struct text text = {.arena = scratch(taking)};
    add_part(&text, shows[column->shows], column->what.text);
    add_part(&text, "format ", column->format.text);
    note_rule(taking, sheet->name, "", column->name, text_done(&text));
}

// The register's cell under a heading; false where it is blank or there is no such heading.
static bool note_cell_rule(struct taking *taking, const struct model_line *line,
                           const char *heading)
{
    const char *cell = row_cell(line->said->row, meaning_heading_instead(line, heading));
    if (cell[0] == '\0')
        return false;
    note_rule(taking, line->sheet->name, line->said->id, heading, cell);
    return true;
}

static void note_template_rule(struct taking *taking, const struct figure *figure)
{
    const struct line *said = figure->line->said;
    const char *heading = arena_print(scratch(taking), "%s_text", figure->column->name);
    if (note_cell_rule(taking, figure->line, heading))
        return;
    bool is_target = text_equal(figure->column->what.text, "target");
    note_rule(taking, figure->line->sheet->name, said->id, heading,
              is_target ? said->target_text.text : said->text.text);
}

static void note_scale_rule(struct taking *taking, const struct scale *scale)
{
    struct text text = {.arena = scratch(taking)};
    add_part(&text, "gap ", scale->gap.text);
    add_part(&text, "", scale->as_shown ? "judged as shown" : "");
    for (size_t i = 0; i < scale->states.count; i++) {
        const struct state *state = &scale->states.items[i];
        add_part(&text, state->name, state->when.text ? " when " : " otherwise");
        text_add(&text, state->when.text ? state->when.text : "");
    }
    note_rule(taking, "", "", arena_print(scratch(taking), "scale %s", scale->name),
              text_done(&text));
}

static void note_light_rule(struct taking *taking, const struct model_line *line)
{
    struct text text = {.arena = scratch(taking)};
    add_part(&text, "better ", line->said->better.text);
    add_part(&text, "judged by ", line->said->judged_by.text);
    add_part(&text, "scale ", line->scale ? line->scale->name : "");
    note_rule(taking, line->sheet->name, line->said->id, "light", text_done(&text));
    if (line->scale)
        note_scale_rule(taking, line->scale);
}

// A cell of a row that is a line of the table, as the source gave it.
static void note_source_cell(struct taking *taking, const struct figure *figure)
{
    struct gather *gather = taking->gather;
    struct arena *arena = scratch(taking);
    const struct model_line *line = figure->line;
    const struct area *own = line->sheet->by_recipient ? gather->model->recipient : NULL;
    struct figures *cells = own ? &gather->own_cells : &gather->cells;
    const char *source = line->sheet->source_rows.source.text;
    const char *key = arena_print(arena, "%s, %s", line->said->id, figure->heading);
    add_other(taking, arena_print(arena, "given | %s | %s | %s | ", plain(arena, source),
                                  plain(arena, key), own ? "own" : ""));
    bool is_new;
    const char *name = arena_print(cells->arena, "%s | %s", source, key);
    map_put(own ? &gather->own_known : &gather->cell_known, name, &is_new);
    if (figure->value.kind == VALUE_BLANK || !is_new)
        return;
    struct figure_entry entry = gather_entry(gather, cells, ENTRY_GIVEN);
    entry.workbook = own ? figures_keep(cells, gather->workbook) : "";
    entry.recipient = own ? figures_keep(cells, own->name) : "";
    entry.line = figures_keep(cells, key);
    entry.column = figures_keep(cells, source);
    entry.label = figures_keep(cells, line->said->label.text);
    gather_value(gather, cells, &figure->value, figure->format, &entry);
    *list_add(cells->arena, &cells->items) = entry;
}

// What the register or the layout says of a figure, but for its target.
static void note_figure(struct taking *taking, const struct figure *figure)
{
    struct arena *arena = scratch(taking);
    const struct model_line *line = figure->line;
    switch (figure->kind) {
    case FIGURE_WINDOW:
        note_line_rule(taking, line);
        break;
    case FIGURE_COLUMN:
        if (!note_cell_rule(taking, line, figure->column->name))
            note_column_rule(taking, line->sheet, figure->column);
        break;
    case FIGURE_OWN:
        if (line->said->is_from_source)
            note_source_cell(taking, figure);
        else
            note_cell_rule(taking, line, figure->heading);
        break;
    case FIGURE_TEXT:
        note_template_rule(taking, figure);
        break;
    case FIGURE_TARGET:
        add_other(taking, arena_print(arena, "target | %s | %s", plain(arena, line->sheet->name),
                                      plain(arena, line->said->id)));
        break;
    case FIGURE_STATE:
    case FIGURE_RANK:
        note_light_rule(taking, line);
        break;
    case FIGURE_CONSTANT:
        note_rule(taking, "", "", arena_print(arena, "constant %s", figure->name),
                  arena_print(arena, "%.15g", figure->value.number));
        break;
    case FIGURE_STACK:
    case FIGURE_GAP:
    case FIGURE_LIGHT:
    case FIGURE_POINT:
        break;
    }
}

// The walk ----------------------------------------------------------------------------------------

static bool visit_figure(struct trace *trace, struct figure *figure, size_t depth, bool is_again)
{
    (void)depth;
    if (!is_again)
        note_figure(trace->data, figure);
    return true;
}

static const char *whose_word(const struct taking *taking, const struct series *series,
                              struct whose whose)
{
    if (!series->by_area)
        return "";
    if (whose.word == WHOSE_WHOLE)
        return "whole";
    if (whose.word == WHOSE_FAMILY)
        return "family";
    if (taking->members)
        return taking->members;
    return whose.area == taking->own ? "own" : "recipients";
}

static void note_used(struct gather *gather, const struct series *series, struct span span)
{
    while (gather->used.count <= series->index) {
        *list_add(gather->arena, &gather->used) = (struct span){0, 0};
        *list_add(gather->arena, &gather->is_used) = false;
    }
    struct span *used = &gather->used.items[series->index];
    if (!gather->is_used.items[series->index])
        *used = span;
    gather->is_used.items[series->index] = true;
    used->first = span.first < used->first ? span.first : used->first;
    used->last = span.last > used->last ? span.last : used->last;
}

static void add_cells(struct taking *taking, const struct series *series, const char *whose,
                      struct span span)
{
    note_used(taking->gather, series, span);
    for (size_t i = 0; i < taking->cells.count; i++) {
        struct cells_term *term = &taking->cells.items[i];
        if (term->series != series || !text_equal(term->whose, whose) ||
            span.first > term->span.last + 1 || span.last < term->span.first - 1)
            continue;
        term->span.first = span.first < term->span.first ? span.first : term->span.first;
        term->span.last = span.last > term->span.last ? span.last : term->span.last;
        return;
    }
    *list_add(scratch(taking), &taking->cells) = (struct cells_term){series, whose, span};
}

static void visit_cells(struct trace *trace, struct figure *user, struct series *series,
                        struct whose whose, struct span span, size_t depth)
{
    struct taking *taking = trace->data;
    (void)user;
    (void)depth;
    add_cells(taking, series, whose_word(taking, series, whose), span);
}

static void visit_members(struct trace *trace, struct figure *user, const struct meaning *meaning,
                          size_t depth);

// The members' figures are as the user's own, but for whose they are.
static void take_members(struct taking *taking, struct trace *trace, struct figure *user,
                         const struct meaning *meaning)
{
    struct trace walk = {.model = trace->model,
                         .data = taking,
                         .figure = visit_figure,
                         .cells = visit_cells,
                         .members = visit_members};
    const char *outer = taking->members;
    struct figure *member = trace_member(trace, user, meaning);
    taking->members = meaning->whose == WHOSE_FAMILY ? "family" : "recipients";
    if (member)
        trace_figure(&walk, member);
    taking->members = outer;
}

static void note_family_rule(struct taking *taking)
{
    const struct recipients *recipients = &taking->gather->model->layout->recipients;
    note_rule(taking, "", "", "shared family",
              arena_print(scratch(taking), "mean of at least %d", recipients->least_members));
}

static void visit_members(struct trace *trace, struct figure *user, const struct meaning *meaning,
                          size_t depth)
{
    struct taking *taking = trace->data;
    (void)depth;
    if (meaning->whose == WHOSE_FAMILY)
        note_family_rule(taking);
    if (!taking->members) // members of members are among the same recipients
        take_members(taking, trace, user, meaning);
}

static char *terms_text(struct taking *taking)
{
    const struct gather *gather = taking->gather;
    struct arena *arena = scratch(taking);
    struct text text = {.arena = arena};
    for (size_t i = 0; i < taking->cells.count; i++) {
        const struct cells_term *term = &taking->cells.items[i];
        bool has_periods = series_has_periods(term->series);
        text_print(&text, "%sgiven | %s | %s | %s | %s", text.length > 0 ? "; " : "",
                   plain(arena, gather_source(gather, term->series)),
                   plain(arena, gather_key(gather, term->series)), term->whose,
                   has_periods ? gather_period(gather, term->span) : "");
    }
    for (size_t i = 0; i < taking->others.count; i++)
        text_print(&text, "%s%s", text.length > 0 ? "; " : "", taking->others.items[i]);
    return arena_copy(gather->arena, text_done(&text));
}

char *gather_terms(struct gather *gather, const struct area *own, const struct column *column,
                   struct figure *const *figures, size_t count)
{
    struct taking taking = {.gather = gather, .own = own};
    struct trace trace = {.model = gather->model,
                          .data = &taking,
                          .figure = visit_figure,
                          .cells = visit_cells,
                          .members = visit_members};
    for (size_t i = 0; i < count; i++) {
        if (!figures[i])
            continue;
        if (column && figures[i]->line)
            note_column_rule(&taking, figures[i]->line->sheet, column);
        trace_figure(&trace, figures[i]);
    }
    return terms_text(&taking);
}

char *gather_trend_terms(struct gather *gather, const struct area *own,
                         const struct trend_line *line, struct span cells)
{
    struct taking taking = {.gather = gather, .own = own};
    struct trace trace = {.model = gather->model,
                          .data = &taking,
                          .figure = visit_figure,
                          .cells = visit_cells,
                          .members = visit_members};
    if (line->series)
        add_cells(&taking, line->series, line->series->by_area ? "own" : "", cells);
    for (size_t i = 0; line->figures && i <= (size_t)(cells.last - cells.first); i++) {
        if (line->figures[i])
            trace_figure(&trace, line->figures[i]);
    }
    return terms_text(&taking);
}
