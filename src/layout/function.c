#include "layout/function.h"

#include "base/text.h"
#include "layout/functions.h"
#include "layout/value.h"

// IF(condition, then, [otherwise]): a name that is chosen still stands for its cells.
static const struct expression *choose_if(const struct call *call, struct value *value)
{
    if (call->arguments[0].number != 0)
        return call->tree->parts[1];
    *value = value_of_truth(false);
    return call->tree->count > 2 ? call->tree->parts[2] : NULL;
}

static struct value function_iferror(const struct call *call)
{
    struct value value = evaluation_value(call->evaluation, call->tree->parts[0]);
    if (value.kind == VALUE_ERROR)
        value = evaluation_value(call->evaluation, call->tree->parts[1]);
    return value.kind == VALUE_BLANK ? value_of_number(0) : value;
}

static struct value function_isnumber(const struct call *call)
{
    struct value value = evaluation_value(call->evaluation, call->tree->parts[0]);
    return value_of_truth(value.kind == VALUE_NUMBER);
}

static struct value function_not(const struct call *call)
{
    return value_of_truth(call->arguments[0].number == 0);
}

// By name. What is taken one by one has its kinds; the last kind is that of all after it.
static const struct function functions[] = {
    {"ABS", 1, 1, {ARGUMENT_NUMBER}, .work_out = function_abs},
    {"AND", 1, MOST_ARGUMENTS, {ARGUMENT_TRUTHS}, .work_out = function_and},
    {"AVERAGE", 1, MOST_ARGUMENTS, {ARGUMENT_NUMBERS}, .work_out = function_average},
    {"CHAR", 1, 1, {ARGUMENT_NUMBER}, .work_out = function_char},
    {"CONCATENATE", 1, MOST_ARGUMENTS, {ARGUMENT_ANYTHING}, .work_out = function_concatenate},
    {"COUNT", 1, MOST_ARGUMENTS, {ARGUMENT_ANYTHING}, .copes = true, .work_out = function_count},
    {"COUNTA", 1, MOST_ARGUMENTS, {ARGUMENT_ANYTHING}, .copes = true, .work_out = function_counta},
    {"COUNTIF", 2, 2, {ARGUMENT_CELLS, ARGUMENT_WORD}, true, true, function_countif, NULL},
    {"IF", 2, 3, {ARGUMENT_TRUTH, ARGUMENT_ANYTHING, ARGUMENT_ANYTHING}, .choose = choose_if},
    {"IFERROR", 2, 2, {ARGUMENT_ANYTHING, ARGUMENT_ANYTHING}, .work_out = function_iferror},
    {"INT", 1, 1, {ARGUMENT_NUMBER}, .work_out = function_int},
    {"ISNUMBER", 1, 1, {ARGUMENT_ANYTHING}, .copes = true, .work_out = function_isnumber},
    {"LEFT", 1, 2, {ARGUMENT_TEXT, ARGUMENT_NUMBER}, .work_out = function_left},
    {"LEN", 1, 1, {ARGUMENT_TEXT}, .work_out = function_len},
    {"LOWER", 1, 1, {ARGUMENT_TEXT}, .work_out = function_lower},
    {"MAX", 1, MOST_ARGUMENTS, {ARGUMENT_NUMBERS}, .work_out = function_max},
    {"MEDIAN", 1, MOST_ARGUMENTS, {ARGUMENT_NUMBERS}, .work_out = function_median},
    {"MID", 3, 3, {ARGUMENT_TEXT, ARGUMENT_NUMBER, ARGUMENT_NUMBER}, .work_out = function_mid},
    {"MIN", 1, MOST_ARGUMENTS, {ARGUMENT_NUMBERS}, .work_out = function_min},
    {"MOD", 2, 2, {ARGUMENT_NUMBER, ARGUMENT_NUMBER}, .work_out = function_mod},
    {"NOT", 1, 1, {ARGUMENT_TRUTH}, .work_out = function_not},
    {"OR", 1, MOST_ARGUMENTS, {ARGUMENT_TRUTHS}, .work_out = function_or},
    {"RANK", 2, 3, {ARGUMENT_NUMBER, ARGUMENT_CELLS, ARGUMENT_NUMBER}, .work_out = function_rank},
    {"RIGHT", 1, 2, {ARGUMENT_TEXT, ARGUMENT_NUMBER}, .work_out = function_right},
    {"ROUND", 2, 2, {ARGUMENT_NUMBER, ARGUMENT_NUMBER}, .work_out = function_round},
    {"ROUNDDOWN", 2, 2, {ARGUMENT_NUMBER, ARGUMENT_NUMBER}, .work_out = function_rounddown},
    {"ROUNDUP", 2, 2, {ARGUMENT_NUMBER, ARGUMENT_NUMBER}, .work_out = function_roundup},
    {"SQRT", 1, 1, {ARGUMENT_NUMBER}, .work_out = function_sqrt},
    {"SUM", 1, MOST_ARGUMENTS, {ARGUMENT_NUMBERS}, .work_out = function_sum},
    {"TEXT", 2, 2, {ARGUMENT_VALUE, ARGUMENT_FORMAT}, .work_out = function_text},
    {"TRIM", 1, 1, {ARGUMENT_TEXT}, .work_out = function_trim},
    {"UPPER", 1, 1, {ARGUMENT_TEXT}, .work_out = function_upper},
    {"VALUE", 1, 1, {ARGUMENT_VALUE}, .work_out = function_value},
};

enum { FUNCTION_COUNT = sizeof(functions) / sizeof(*functions) };

const struct function *function_find(const char *name)
{
    for (size_t i = 0; i < FUNCTION_COUNT; i++) {
        if (text_same(functions[i].name, name))
            return &functions[i];
    }
    return NULL;
}

size_t function_names(struct arena *arena, const char *const **names)
{
    const char **list = arena_array(arena, const char *, FUNCTION_COUNT);
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        list[i] = functions[i].name;
    *names = list;
    return FUNCTION_COUNT;
}

// With more than one argument, all that it may have are in the table; with many, they are alike.
enum argument_kind function_takes(const struct function *function, size_t argument)
{
    return function->takes[function->most > FUNCTION_ARGUMENTS ? 0 : argument];
}

// An argument as the function wants it; a blank where the function works it out itself.
static struct value argument_value(const struct call *call, size_t argument)
{
    enum argument_kind kind = function_takes(call->tree->function, argument);
    if (kind > ARGUMENT_WORD)
        return (struct value){.kind = VALUE_BLANK};
    struct value value = evaluation_value(call->evaluation, call->tree->parts[argument]);
    if (kind == ARGUMENT_NUMBER)
        return value_to_number(value);
    if (kind == ARGUMENT_TRUTH)
        return value_to_truth(value);
    return kind == ARGUMENT_VALUE ? value : value_to_text(value, call->evaluation->arena);
}

static struct operand operand_of(struct value value)
{
    return (struct operand){.value = value};
}

struct operand function_operand(const struct evaluation *evaluation, const struct expression *tree)
{
    const struct function *function = tree->function;
    struct call call = {.evaluation = evaluation, .tree = tree};
    for (size_t i = 0; i < tree->count && i < FUNCTION_ARGUMENTS; i++) {
        call.arguments[i] = argument_value(&call, i);
        if (call.arguments[i].kind == VALUE_ERROR)
            return operand_of(call.arguments[i]);
    }
    if (function->work_out)
        return operand_of(function->work_out(&call));
    struct value value = {.kind = VALUE_BLANK};
    const struct expression *chosen = function->choose(&call, &value);
    return chosen ? evaluation_operand(evaluation, chosen) : operand_of(value);
}
