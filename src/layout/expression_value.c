#include "layout/evaluation.h"
#include "layout/function.h"
#include "layout/operation.h"
#include "layout/value.h"

#include <string.h>

static struct reading read_name(const struct evaluation *evaluation, const struct expression *name)
{
    return evaluation->reader->read(evaluation->reader->data, name);
}

// The cells of several names as one set.
static struct reading read_set(const struct evaluation *evaluation, const struct expression *set)
{
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        count += read_name(evaluation, set->parts[i]).count;

    struct value *values = arena_array(evaluation->arena, struct value, count);
    size_t filled = 0;
    for (size_t i = 0; i < set->count; i++) {
        struct reading reading = read_name(evaluation, set->parts[i]);
        for (size_t j = 0; j < reading.count; j++)
            values[filled++] = reading.values[j];
    }
    return (struct reading){values, count};
}

// Whether any cell of the names is without a number.
static struct value short_value(const struct evaluation *evaluation, const struct expression *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        struct reading reading = read_name(evaluation, tree->parts[i]);
        for (size_t j = 0; j < reading.count; j++) {
            if (reading.values[j].kind != VALUE_NUMBER)
                return value_of_truth(true);
        }
    }
    return value_of_truth(false);
}

static struct value operate(const struct evaluation *evaluation, const struct expression *tree)
{
    struct value left = evaluation_value(evaluation, tree->parts[0]);
    struct value right = {.kind = VALUE_BLANK};
    if (tree->count > 1)
        right = evaluation_value(evaluation, tree->parts[1]);
    return operation_value(tree->operation, left, right, evaluation->arena);
}

struct operand evaluation_operand(const struct evaluation *evaluation,
                                  const struct expression *tree)
{
    struct operand operand = {.is_cells = false};
    switch (tree->kind) {
    case EXPRESSION_NUMBER:
        operand.value = value_of_number(tree->number);
        break;
    case EXPRESSION_TEXT:
        operand.value = value_of_text(tree->text);
        break;
    case EXPRESSION_TRUTH:
        operand.value = value_of_truth(tree->number != 0);
        break;
    case EXPRESSION_NAME:
        operand = (struct operand){.is_cells = true, .cells = read_name(evaluation, tree)};
        break;
    case EXPRESSION_SET:
        operand = (struct operand){.is_cells = true, .cells = read_set(evaluation, tree)};
        break;
    case EXPRESSION_OPERATION:
        operand.value = operate(evaluation, tree);
        break;
    case EXPRESSION_CALL:
        return function_operand(evaluation, tree);
    case EXPRESSION_SHORT:
        operand.value = short_value(evaluation, tree);
        break;
    }
    return operand;
}

struct value evaluation_value(const struct evaluation *evaluation, const struct expression *tree)
{
    struct operand operand = evaluation_operand(evaluation, tree);
    if (!operand.is_cells)
        return operand.value;
    return operand.cells.count == 1 ? operand.cells.values[0] : value_of_fault(FAULT_VALUE);
}

struct value expression_value(const struct expression *tree, const struct name_reader *reader,
                              struct arena *arena)
{
    struct evaluation evaluation = {reader, arena};
    struct value value = evaluation_value(&evaluation, tree);
    return value.kind == VALUE_BLANK ? value_of_number(0) : value;
}
