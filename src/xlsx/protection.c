#include "xlsx/protection.h"

#include "xlsx/literal.h"

// People may still widen what is cut off, and filter. They may not sort: on a protected sheet Excel
// sorts open cells only, and would part figures from their labels.
static void protect(lxw_worksheet *worksheet)
{
    lxw_protection allowed = {
        .format_columns = LXW_TRUE,
        .format_rows = LXW_TRUE,
        .autofilter = LXW_TRUE,
    };
    worksheet_protect(worksheet, NULL, &allowed);
}

// A copy that the library may take for its own; NULL stays NULL.
static char *own(struct arena *arena, const char *text)
{
    return text ? arena_copy(arena, literal_text(arena, text)) : NULL;
}

// Ended by a NULL, as the library wants it.
static char **word_list(struct arena *arena, const struct validation *validation)
{
    char **words = arena_array(arena, char *, validation->words.count + 1);
    for (size_t i = 0; i < validation->words.count; i++)
        words[i] = arena_copy(arena, validation->words.items[i]);
    return words;
}

static lxw_error write_validation(lxw_worksheet *worksheet, const struct validation *validation,
                                  struct arena *arena)
{
    const struct merge *range = &validation->range;
    lxw_data_validation library = {
        .validate = LXW_VALIDATION_TYPE_ANY,
        .input_message = own(arena, validation->message),
        .error_message = own(arena, validation->refusal),
    };
    if (validation->words.count > 0) {
        library.validate = LXW_VALIDATION_TYPE_LIST;
        library.value_list = word_list(arena, validation);
    } else if (validation->longest > 0) {
        library.validate = LXW_VALIDATION_TYPE_LENGTH;
        library.criteria = LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO;
        library.value_number = validation->longest;
    }
    return worksheet_data_validation_range(worksheet, range->first_row, range->first_column,
                                           range->last_row, range->last_column, &library);
}

lxw_error protection_write(lxw_worksheet *worksheet, const struct plan_sheet *sheet,
                           struct arena *arena)
{
    lxw_error error = LXW_NO_ERROR;
    if (sheet->is_protected)
        protect(worksheet);
    for (size_t i = 0; i < sheet->validations.count && error == LXW_NO_ERROR; i++)
        error = write_validation(worksheet, &sheet->validations.items[i], arena);
    return error;
}
