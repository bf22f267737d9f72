#include "model/recipient.h"

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "layout/reader.h"
#include "model/series.h"
#include "model/source.h"

// A line that no register has, and that stands on the Data sheet alone.
static const struct line *line_called(struct arena *arena, const char *name)
{
    static const struct row no_cells = {0};
    struct line *line = arena_new(arena, struct line);
    *line = layout_blank_line((struct place){0});
    line->id = line->label.text = name;
    line->id_is_made = line->is_from_source = true;
    line->kind = ROW_WORKING;
    line->row = &no_cells;
    return line;
}

// A column of figures has numbers, blanks and accepted words; any other is one of words.
static bool is_of_words(const struct model *model, int column)
{
    const struct table *table = &model->layout->recipients.table;
    bool has_number = false;
    for (size_t i = 0; i < table->count; i++) {
        struct number number;
        const char *text = row_cell(&table->rows[i], column);
        bool is_number = number_read(model->arena, text, &number);
        if (!is_number && text[0] != '\0' && !layout_accepts_word(model->layout, text))
            return true;
        has_number |= is_number;
    }
    return !has_number;
}

static void make_line(struct model *model, int column, struct map *series_by_key)
{
    const char *heading = model->layout->recipients.table.headings.cells[column];
    struct model_line *line = arena_new(model->arena, struct model_line);
    *line = (struct model_line){
        .base = line,
        .said = line_called(model->arena, heading),
        .sheet = &model->sheets[0],
        .from = LINE_FROM_SERIES,
        .series = series_make(model, &model->recipients_source, heading, "", series_by_key),
        .is_words = is_of_words(model, column),
    };
    line->series->found = true;
    line->series->line = line;
    *list_add(model->arena, &model->recipient_lines) = line;
}

void recipient_lines_make(struct model *model, struct map *series_by_key)
{
    const struct recipients *recipients = &model->layout->recipients;
    bool has_list = recipients->table.count > 0 && recipients->is_listed;
    if (!has_list || model->layout->sheets.count == 0)
        return;
    const struct said name = {.text = "name"};
    const struct said file = {.text = file_name(recipients->file.text)};
    model->recipients_source = (struct source){.name = "recipients", .file = file, .label = file};
    *list_add(model->arena, &model->recipients_source.matches) =
        (struct match){.data_column = name, .register_column = name};
    for (size_t i = 0; i < recipients->table.headings.count; i++) {
        if (name_is_identifier(recipients->table.headings.cells[i]))
            make_line(model, (int)i, series_by_key);
    }
}

static void take_cell(struct model *model, const struct model_line *line, size_t area, int column)
{
    const size_t recipients = model->areas.recipient_count;
    const struct row *row = &model->layout->recipients.table.rows[area];
    const char *text = row_cell(row, column);
    struct number number = {0};
    if (text[0] == '\0')
        return;
    bool is_number = !line->is_words && number_read(model->arena, text, &number);
    *inputs_make(&line->series->inputs, area, 0, recipients, 1, model->run) = (struct input){
        .number = number.value,
        .format = is_number ? number.format : NULL,
        .text = is_number ? NULL : text,
        .file = 1,
        .line = (uint32_t)row->line,
        .record = (uint32_t)row->record,
        .column = inputs_column(column),
    };
}

void recipient_figures_take(struct model *model)
{
    struct source_periods *periods = source_periods_of(model, &model->recipients_source);
    const struct recipients *recipients = &model->layout->recipients;
    if (model->recipient_lines.count == 0)
        return;
    periods->paths = arena_array(model->run, const char *, 1);
    periods->paths[0] = recipients->file.text;
    periods->path_count = 1;
    slots_make(&periods->slots, 0, model->run);
    periods->slots.filled.items[0] = true;
    for (size_t i = 0; i < model->areas.recipient_count; i++)
        *list_add(model->run, &periods->covers) = true;
    for (size_t i = 0; i < model->recipient_lines.count; i++) {
        const struct model_line *line = model->recipient_lines.items[i];
        int column = table_column(&recipients->table.headings, line->said->id);
        for (size_t area = 0; area < model->areas.recipient_count; area++)
            take_cell(model, line, area, column);
    }
}

struct model_line *recipient_line(const struct model *model, const char *heading)
{
    for (size_t i = 0; i < model->recipient_lines.count; i++) {
        if (text_same(model->recipient_lines.items[i]->said->id, heading))
            return model->recipient_lines.items[i];
    }
    return NULL;
}
