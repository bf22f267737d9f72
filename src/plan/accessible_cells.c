// Sheets of the accessible edition, cell by cell, and what they are called.
#include "plan/accessible.h"

#include "base/text.h"
#include "model/mark.h"

#include <ctype.h>
#include <string.h>

struct plan_sheet *access_plan(const struct access *access)
{
    return &access->builder->plan->sheets.items[access->number];
}

struct access access_start(struct builder *builder, const struct sheet *sheet, const char *name)
{
    struct access access = {
        .builder = builder, .sheet = sheet, .number = builder->plan->sheets.count};
    plan_sheet_add(builder->arena, builder->plan, name);
    return access;
}

const char *access_sheet_name(const struct builder *builder, const char *name)
{
    const struct layout *layout = builder->model->layout;
    const char *free_name = name;
    for (size_t i = 0; i < layout->sheets.count; i++) {
        if (text_same(layout->sheets.items[i].name, name))
            free_name = arena_print(builder->arena, "%s 2", name);
    }
    return plan_free_name(builder->arena, builder->plan, free_name);
}

// Where a row of a text ends: after the last sentence that it has room for, or after its first.
static const char *row_end(const char *text)
{
    enum { ROOM = 120 }; // characters
    const char *end = NULL;
    if (strlen(text) <= ROOM)
        return text + strlen(text);
    for (const char *at = text; *at != '\0'; at++) {
        bool is_end = *at == '\n' || (*at == '.' && at[1] == ' ');
        if (is_end && end && at - text > ROOM)
            return end;
        if (is_end)
            end = at + 1;
    }
    return end ? end : text + strlen(text);
}

void access_text(struct access *access, const char *role, const char *text)
{
    struct arena *arena = access->builder->arena;
    do {
        const char *end = row_end(text);
        const char *piece = arena_copy_part(arena, text, (size_t)(end - text));
        plan_text_add(arena, access_plan(access), access->row++, 0,
                      build_role(access->builder, role), text_trim(arena, piece));
        text = end + strspn(end, " \n");
    } while (*text != '\0');
}

const char *access_link(const struct builder *builder, const char *sheet)
{
    if (strchr(sheet, '#'))
        return NULL;
    return arena_print(builder->arena, "internal:%s!A1", plan_sheet_quoted(builder->arena, sheet));
}

void access_heading(struct access *access, const char *text)
{
    plan_text_add(access->builder->arena, access_plan(access), access->row, access->column_count++,
                  build_role(access->builder, "heading"), text);
}

void access_headings(struct access *access, const char *const *headings, size_t count)
{
    access->first_row = access->row;
    access->column_count = 0;
    for (size_t i = 0; i < count; i++)
        access_heading(access, headings[i]);
    access->row++;
}

struct cell *access_cell(struct access *access, uint16_t column, const char *text)
{
    bool is_blank = !text || text_is_blank(text);
    return plan_text_add(access->builder->arena, access_plan(access), access->row, column,
                         build_role(access->builder, "measure"), is_blank ? NOT_APPLICABLE : text);
}

void access_figure(struct access *access, uint16_t column, enum slot_kind kind,
                   const struct content *content)
{
    bool is_blank = !content->figure->tree && content->text[0] == '\0';
    if (is_blank) {
        access_cell(access, column, NULL);
        return;
    }
    build_slot(access->builder, (struct slot){
                                    .kind = kind,
                                    .spot = {access->number, access->row, column,
                                             access->sheet && access->sheet->recipients_down},
                                    .figure = content->figure,
                                    .format = content->format,
                                    .style = build_role(access->builder, "measure"),
                                });
}

void access_mark(struct access *access, struct model_line *line, const struct table_column *column,
                 struct content *content)
{
    struct builder *builder = access->builder;
    if (content->kind != CONTENT_FIGURE || !model_has_marks(builder->model))
        return;
    struct cell_marks marks = model_cell_marks(builder->model, line, column, content);
    const char *suffix = mark_suffix(builder->model, marks, builder->arena);
    if (marks.note)
        suffix = arena_print(
            builder->arena, "%s %s", suffix,
            access_note(builder, (struct access_note){.text = marks.note,
                                                      .sheet = access->sheet->name,
                                                      .about = build_label(builder, line)}));
    content->format = mark_format(builder->arena, content->format, &content->figure->value, suffix);
}

// Letters, digits and underscores; Excel takes no name that could be a cell's.
const char *access_table_name(const struct builder *builder, const char *text)
{
    struct arena *arena = builder->arena;
    struct text name = {.arena = arena};
    for (const char *at = text; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        bool is_gap = byte < 0x80 && !isalnum(byte);
        if (!is_gap)
            text_add_char(&name, *at);
        else if (name.length > 0 && name.bytes[name.length - 1] != '_')
            text_add_char(&name, '_');
    }
    while (name.length > 0 && name.bytes[name.length - 1] == '_')
        name.bytes[--name.length] = '\0';
    bool has_letter_first = name.length > 0 && !isdigit((unsigned char)name.bytes[0]);
    bool has_gap = name.length > 0 && strchr(name.bytes, '_');
    return arena_print(arena, "%s%s",
                       has_letter_first && (has_gap || name.length > 3) ? "" : "Table_",
                       text_done(&name));
}

void access_table_end(struct access *access, const char *text)
{
    struct builder *builder = access->builder;
    plan_table_add(
        builder->arena, builder->plan, access_plan(access),
        (struct merge){access->first_row, access->row - 1, 0, (uint16_t)(access->column_count - 1)},
        access_table_name(builder, text));
    access->table_count++;
}
