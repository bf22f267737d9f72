// Figures of a source's rows.
#include "model/intake.h"

#include "model/source.h"

// What stands in a cell, or the 1 that a row counts as.
static enum cell_kind read_figure(struct intake *intake, const struct row *row,
                                  const struct figure_column *from, struct input *input)
{
    int column = from->column;
    struct problems *problems = intake->model->problems;
    *input = (struct input){.number = 1,
                            .format = "#,##0",
                            .file = (uint32_t)intake->rows.file,
                            .line = (uint32_t)row->line,
                            .record = (uint32_t)row->record,
                            .column = inputs_column(column),
                            .is_provisional = intake->rows.is_provisional || from->is_provisional};
    if (column < 0)
        return CELL_FIGURE;
    const char *typed = row_cell(row, column);
    enum cell_kind kind = cell_read(&intake->cells, typed, input);
    if (kind == CELL_WRONG && intake->not_numbers++ < INTAKE_MOST_TOLD)
        problem_error(problems, source_place(intake->model, intake->source, input),
                      "write a number, leave the cell empty, or list the word under "
                      "words: accept: in the layout",
                      "'%s' is not a number", typed);
    return kind;
}

// Says of the errors since there were `errors` of them that they are of an area's figures alone.
static void blame(struct intake *intake, size_t area, size_t errors)
{
    if (intake->area_column >= 0 && intake->model->problems->errors > errors)
        model_blame(intake->model, intake->model->areas.items.items[area], errors);
}

static bool is_figure(const struct input *input)
{
    return input->format || input->text;
}

// A row of many periods is one mistake, whatever the number of its figures.
static void report_second(struct intake *intake, const struct series *series, size_t area,
                          const struct input *read, const struct input *first)
{
    static const char *const nouns[] = {
        [SOURCE_GIVES_FIGURES] = "figure",
        [SOURCE_GIVES_TARGETS] = "target",
        [SOURCE_GIVES_TEXTS] = "text",
    };
    struct model *model = intake->model;
    bool is_row = intake_has_headings(intake);
    bool may_add_up = intake->source->gives == SOURCE_GIVES_FIGURES;
    struct input second = *read;
    size_t errors = model->problems->errors;
    if (is_row)
        second.column = inputs_column(intake->matches[0]);
    problem_error(model->problems, source_place(model, intake->source, &second),
                  may_add_up ? "take one of them out, or say `rows: add up` for the source"
                             : "take one of them out",
                  "a second %s for '%s'; the first stands in line %u",
                  is_row ? "row" : nouns[intake->source->gives], series->line->said->id,
                  first->line);
    blame(intake, area, errors);
}

// Puts a figure into its cell. Where rows add up, a word for no figure adds nothing.
static void put_figure(struct intake *intake, struct series *series, size_t area, size_t slot,
                       const struct input *read)
{
    struct model *model = intake->model;
    enum adding adds_up = intake->source->adds_up;
    struct input *input =
        inputs_make(&series->inputs, area, slot, series->by_area ? model->areas.items.count : 1,
                    intake->periods->slots.periods.count, model->run);
    bool is_free = input->line == 0;
    bool may_add = adds_up != ADDS_NOT && !input->text && !read->text;
    bool is_provisional = input->is_provisional || read->is_provisional;
    if (!is_free && input->file != read->file && adds_up != ADDS_ACROSS_FILES)
        *list_add(&intake->scratch, &intake->again.items) =
            (struct again_figure){input, series, slot, *read};
    else if (is_free || (may_add && !is_figure(input)))
        *input = *read;
    else if (may_add)
        input->number += read->number;
    else
        report_second(intake, series, area, read, input);
    input->is_provisional = is_provisional;
    model->has_provisional |= is_provisional;
}

static bool has_total(const struct source *source)
{
    for (size_t i = 0; i < source->left_out.count; i++) {
        if (source->left_out.items[i].is_total)
            return true;
    }
    return false;
}

// The slot of a figure, whose period is in the heading or in the row.
static size_t figure_slot(const struct figure_column *column, size_t row_slot)
{
    return column->slot != SLOT_NONE ? column->slot : row_slot;
}

// The number of a figure's control.
static size_t control_number(const struct intake *intake, const struct figure_column *column,
                             size_t slot)
{
    return slot * intake->values.count + column->value;
}

void intake_take_figure(struct intake *intake, const struct route *route,
                        const struct figure_column *column, size_t area, size_t slot,
                        const struct row *row)
{
    struct input input;
    struct source_count *count = &intake->rows.count;
    size_t errors = intake->model->problems->errors;
    slot = figure_slot(column, slot);
    enum cell_kind kind = read_figure(intake, row, column, &input);
    blame(intake, area, errors);
    if (kind == CELL_FIGURE) {
        count->figures++;
        count->sum += input.number;
        intake->periods->slots.filled.items[slot] = true;
    } else {
        count->blank++;
    }
    if (kind == CELL_BLANK || kind == CELL_WRONG)
        return;
    if (has_total(intake->source))
        control_add_row(&intake->controls, control_number(intake, column, slot), input.number,
                        &intake->scratch);
    for (size_t i = 0; i < route->series.count; i++) {
        struct series *series = route->series.items[i];
        if (!intake_has_headings(intake) && series->value != column->value)
            continue;
        if (!intake->search)
            put_figure(intake, series, area, slot, &input);
        else if (origin_is_wanted(intake->search, series, area, slot))
            origin_note(intake->search, area, slot, &input);
    }
}

void intake_take_total(struct intake *intake, const struct figure_column *column, size_t slot,
                       const struct row *row)
{
    struct input input;
    slot = figure_slot(column, slot);
    if (read_figure(intake, row, column, &input) == CELL_FIGURE && input.format)
        control_add_total(&intake->controls, control_number(intake, column, slot), input.number,
                          source_place(intake->model, intake->source, &input), &intake->scratch);
}
