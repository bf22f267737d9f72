// The Definitions sheet: what each measure is, where its figures are from, how it is worked out,
// its target, and the rules of the lights.
#include "plan/definitions.h"

#include "plan/front.h"

#include "base/font.h"
#include "base/text.h"
#include "model/meaning.h"
#include "model/wording.h"

#include <string.h>

enum {
    DEFINES_MEASURE,
    DEFINES_WHAT,
    DEFINES_UNIT,
    DEFINES_SOURCE,
    DEFINES_BETTER,
    DEFINES_TARGET,
    DEFINES_COLUMNS
};

static const double widths[DEFINES_COLUMNS] = {
    [DEFINES_MEASURE] = 22, [DEFINES_WHAT] = 28,  [DEFINES_UNIT] = 9,
    [DEFINES_SOURCE] = 19,  [DEFINES_BETTER] = 7, [DEFINES_TARGET] = 12,
};

static const char *own_cell(const struct model_line *line, const char *heading)
{
    const struct layout_register *table = &line->sheet->register_table;
    return row_cell(line->said->row, table_column(&table->table.headings, heading));
}

// How it is worked out ----------------------------------------------------------------------------

static const char *total_words(const struct model_line *line)
{
    static const char *const words[] = {
        [TOTAL_SUM] = "Several periods are added up.",
        [TOTAL_LATEST] = "Of several periods, the latest.",
        [TOTAL_AVERAGE] = "Of several periods, the average.",
        [TOTAL_NONE] = "For single periods only.",
    };
    return series_has_periods(line->series) ? words[line->total] : "";
}

static const char *counted_words(struct arena *arena, const struct model_line *line)
{
    const char *column = line->series->value_column;
    if (line->series->source->counts_rows)
        return "Rows of the source, counted. ";
    if (column)
        return arena_print(arena, "As the source gives it in its column '%s'. ", column);
    return "As the source gives it. ";
}

static const char *sentence(struct arena *arena, const char *text)
{
    return text[0] != '\0' ? arena_print(arena, "%s. ", text) : "";
}

static const char *rule_words(struct builder *builder, struct model_line *line)
{
    struct arena *arena = builder->arena;
    switch (line->from) {
    case LINE_FROM_SERIES:
        return arena_print(arena, "%s%s", counted_words(arena, line), total_words(line));
    case LINE_FROM_FORMULA:
        return sentence(arena, arena_print(arena, "Worked out: %s",
                                           wording_of_formula(builder->model, line->sheet, line,
                                                              &line->said->value)));
    case LINE_FROM_NOTHING:
        break;
    }
    return "";
}

static bool has_judged_column(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->columns.count; i++) {
        if (sheet->columns.items[i].light || sheet->columns.items[i].shows == COLUMN_JUDGE)
            return true;
    }
    return false;
}

// What differs from the rule of the sheet.
static const char *light_words(struct builder *builder, const struct model_line *line)
{
    struct arena *arena = builder->arena;
    const struct scale *first = line->sheet->scale.text || builder->model->layout->scales.count == 0
                                    ? NULL
                                    : &builder->model->layout->scales.items[0];
    const char *usual = first ? first->name : line->sheet->scale.text;
    if (!has_judged_column(line->sheet))
        return "";
    if (line->judged_by_worst)
        return "Its light is the worst of its parts. ";
    if (line->judged_by && line->judged_by->base != line->base)
        return arena_print(arena, "Its light is that of '%s'. ",
                           wording_of_line(builder->model, line->judged_by));
    if (line->target && line->scale && !text_equal(line->scale->name, usual))
        return arena_print(arena, "Judged by the rule '%s'. ", line->scale->name);
    return "";
}

const char *definition_what(struct builder *builder, struct model_line *line)
{
    struct arena *arena = builder->arena;
    const char *definition = own_cell(line, "definition");
    return text_trim(arena,
                     arena_print(arena, "%s%s%s%s", definition, definition[0] != '\0' ? "\n" : "",
                                 rule_words(builder, line), light_words(builder, line)));
}

// Unit, source, target ----------------------------------------------------------------------------

// The literal text of a number format: " wardens" of 0" wardens".
static const char *literal_of(struct arena *arena, const char *format)
{
    const char *start = strchr(format, '"');
    const char *end = start ? strchr(start + 1, '"') : NULL;
    return end ? text_trim(arena, arena_copy_part(arena, start + 1, (size_t)(end - start - 1)))
               : "";
}

const char *definition_unit(struct builder *builder, const struct model_line *line)
{
    const char *own = own_cell(line, "unit");
    const char *format = model_line_format(line);
    const char *literal = format ? literal_of(builder->arena, format) : "";
    if (own[0] != '\0' || line->from == LINE_FROM_NOTHING)
        return own;
    if (!format)
        return "number";
    if (strchr(format, '%'))
        return "per cent";
    if (strstr(format, "£"))
        return arena_print(builder->arena, "£%s%s", literal[0] != '\0' ? " " : "", literal);
    return literal[0] != '\0' ? literal : "number";
}

const char *definition_source(struct builder *builder, const struct model_line *line)
{
    if (line->from != LINE_FROM_SERIES)
        return line->from == LINE_FROM_FORMULA ? "worked out" : "";
    const char *label = line->series->source->label.text;
    if (!label)
        label = line->series->source->file.text;
    if (!series_has_periods(line->series))
        return label;
    return arena_print(builder->arena, "%s, to %s", label,
                       front_period(builder->arena, builder->model, line->latest.number));
}

static const char *target_format(const struct model_line *line)
{
    const char *own = line->said->target_format.text;
    if (own[0] != '\0')
        return own;
    return line->target->format ? line->target->format : model_line_format(line);
}

struct content definition_target(struct builder *builder, struct model_line *line)
{
    if (!line->target)
        return (struct content){.text = ""};
    return model_figure_content(builder->model, line->target, target_format(line));
}

// A target refers to Data, so that what is typed over it there shows here.
static void put_target(struct across *front, struct model_line *line)
{
    struct builder *builder = front->builder;
    const struct style *style = build_style(builder, "measure", "right", NULL);
    struct content content = definition_target(builder, line);
    if (content.kind != CONTENT_FIGURE) {
        front_put(front, DEFINES_TARGET, "measure", content.text);
        return;
    }
    bool is_number = content.figure->value.kind == VALUE_NUMBER;
    bool fits = font_text_width((struct font){style->size, false}, content.text) <
                font_column_room(widths[DEFINES_TARGET]);
    build_slot(builder, (struct slot){
                            .kind = is_number && !fits ? SLOT_TEXT : SLOT_REFERENCE,
                            .spot = {front->number, front->row, DEFINES_TARGET},
                            .figure = content.figure,
                            .format = content.format,
                            .style = is_number ? style : build_role(builder, "measure"),
                        });
}

// Rows --------------------------------------------------------------------------------------------

static void put_line(struct across *front, struct model_line *line)
{
    struct builder *builder = front->builder;
    const char *role = line->said->kind == ROW_PART ? "part" : "measure";
    front_put(front, DEFINES_MEASURE, role, build_label(builder, line));
    front_put(front, DEFINES_WHAT, "measure", definition_what(builder, line));
    front_put(front, DEFINES_UNIT, "measure", definition_unit(builder, line));
    front_put(front, DEFINES_SOURCE, "measure", definition_source(builder, line));
    front_put(front, DEFINES_BETTER, "measure", line->said->better.text);
    put_target(front, line);
    front->row++;
}

const char *definition_formula(struct builder *builder, const struct sheet *sheet,
                               const struct column *column)
{
    if (column->shows != COLUMN_FORMULA)
        return NULL;
    return arena_print(builder->arena, "Column '%s': %s.",
                       wording_of_column(builder->model, sheet, column),
                       wording_of_formula(builder->model, sheet, NULL, &column->what));
}

const char *definition_judged(struct builder *builder, const struct sheet *sheet,
                              const struct column *column)
{
    const struct column *judged = column->light ? column : NULL;
    const char *scale = sheet->scale.text;
    if (column->shows == COLUMN_JUDGE)
        judged = meaning_column(sheet, column->what.text);
    if (!judged)
        return NULL;
    return arena_print(builder->arena, "Lights judge the figures of column '%s'%s%s%s.",
                       wording_of_column(builder->model, sheet, judged),
                       scale ? " by the rule '" : "", scale ? scale : "", scale ? "'" : "");
}

// A column that is worked out, and which column's figures are judged.
static void put_column(struct across *front, const struct sheet *sheet, const struct column *column)
{
    const char *const texts[] = {definition_formula(front->builder, sheet, column),
                                 definition_judged(front->builder, sheet, column)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i])
            build_across(front, "measure", NULL, texts[i]);
    }
}

// A row of words alone has nothing to define.
bool definition_is_told(const struct model_line *line)
{
    return line->from != LINE_FROM_NOTHING || line->target ||
           own_cell(line, "definition")[0] != '\0';
}

static void put_sheet(struct across *front, const struct sheet *sheet, const char *names)
{
    struct builder *builder = front->builder;
    front_band(front, names);
    for (size_t i = 0; i < sheet->columns.count; i++)
        put_column(front, sheet, &sheet->columns.items[i]);
    for (size_t i = 0; i < sheet->register_table.lines.count; i++) {
        struct model_line *line = model_line_of(builder->model, sheet, i);
        enum row_kind kind = line->said->kind;
        if ((kind == ROW_MEASURE || kind == ROW_PART || kind == ROW_WORKING) &&
            definition_is_told(line))
            put_line(front, line);
    }
}

// Scales ------------------------------------------------------------------------------------------

const char *definition_gap(struct builder *builder, const struct scale *scale)
{
    if (!scale->gap.text)
        return NULL;
    return arena_print(builder->arena,
                       "The gap is %s; more is better, so it is turned round where lower is "
                       "better. Judged on %s. No target or no figure: no light.",
                       wording_of_gap(builder->model, scale),
                       scale->as_shown ? "the figures as they are shown"
                                       : "exact figures, not on those as shown");
}

static void put_scale(struct across *front, const struct scale *scale)
{
    struct builder *builder = front->builder;
    struct arena *arena = builder->arena;
    const char *gap = definition_gap(builder, scale);
    front_band(front, arena_print(arena, "The rule '%s' of lights", scale->name));
    if (gap)
        build_across(front, "measure", NULL, gap);
    for (size_t i = 0; i < scale->states.count; i++) {
        const struct state *state = &scale->states.items[i];
        const char *legend = model_text(builder->model, &state->legend, NULL, NULL, NULL);
        build_across(front, "measure", NULL,
                     arena_print(arena, "%s%s%s: %s.%s%s", state->symbol ? state->symbol : "",
                                 state->symbol ? " " : "",
                                 state->shows ? state->shows : state->name,
                                 wording_of_state(builder->model, scale, state),
                                 legend[0] != '\0' ? " " : "", legend));
    }
}

bool definition_uses_scale(const struct model *model, const struct scale *scale)
{
    for (size_t i = 0; i < model->figures.count; i++) {
        const struct figure *figure = model->figures.items[i];
        if (figure->kind == FIGURE_LIGHT &&
            (figure->line->judged_by ? figure->line->judged_by->scale : figure->line->scale) ==
                scale)
            return true;
    }
    return false;
}

// Which sheets ------------------------------------------------------------------------------------

// Charts draw what tables show; the rows of a source are no measures.
static bool is_defined(const struct sheet *sheet)
{
    return !sheet->charts && sheet->rows.text;
}

// The sheets that show the same register, the first of which is at hand: "Scorecard, Board".
const char *definition_sheets(struct builder *builder, size_t number)
{
    const struct layout *layout = builder->model->layout;
    if (!is_defined(&layout->sheets.items[number]))
        return NULL;
    struct text names = {.arena = builder->arena};
    for (size_t i = 0; i < layout->sheets.count; i++) {
        const struct sheet *sheet = &layout->sheets.items[i];
        bool is_same = is_defined(sheet) &&
                       text_equal(sheet->rows.text, layout->sheets.items[number].rows.text);
        if (is_same && i < number)
            return NULL;
        if (is_same)
            text_print(&names, "%s%s", i > number ? ", " : "", sheet->name);
    }
    return text_done(&names);
}

void build_definitions(struct builder *builder)
{
    static const char *const headings[DEFINES_COLUMNS] = {
        "Measure", "What it is, how it is worked out", "Unit", "Source", "Better", "Target"};
    const struct layout *layout = builder->model->layout;
    struct across front = {0};
    for (size_t i = 0; builder->pack.definitions && i < layout->sheets.count; i++) {
        const struct sheet *sheet = &layout->sheets.items[i];
        const char *names = definition_sheets(builder, i);
        if (!names)
            continue;
        if (!front.builder) {
            front = front_open(builder, "Definitions", PART_DEFINITIONS, widths, DEFINES_COLUMNS,
                               "Definitions");
            front_headings(&front, headings);
        }
        put_sheet(&front, sheet, names);
    }
    for (size_t i = 0; front.builder && i < layout->scales.count; i++) {
        if (definition_uses_scale(builder->model, &layout->scales.items[i]))
            put_scale(&front, &layout->scales.items[i]);
    }
}
