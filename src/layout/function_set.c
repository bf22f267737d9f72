// Functions of any number of values: SUM, COUNT, AND, RANK and their like.
#include "layout/functions.h"

#include "base/list.h"
#include "layout/value.h"

#include <math.h>
#include <stdlib.h>

// The values of a call's arguments, one after the other.
struct walk {
    const struct call *call;
    size_t argument; // the next one
    struct operand operand;
    size_t next; // value of the operand
};

static size_t operand_count(const struct operand *operand)
{
    return operand->is_cells ? operand->cells.count : 1;
}

static struct walk walk_start(const struct call *call)
{
    return (struct walk){.call = call, .operand = {.is_cells = true}};
}

static bool walk_next(struct walk *walk, struct value *value)
{
    const struct expression *tree = walk->call->tree;
    while (walk->next == operand_count(&walk->operand)) {
        if (walk->argument == tree->count)
            return false;
        walk->operand = evaluation_operand(walk->call->evaluation, tree->parts[walk->argument++]);
        walk->next = 0;
    }
    *value = walk->operand.is_cells ? walk->operand.cells.values[walk->next] : walk->operand.value;
    walk->next++;
    return true;
}

// The next number or error. In cells, only numbers count; in the formula, so do truths and texts
// that read as numbers, and other texts are errors.
static bool walk_number(struct walk *walk, struct value *value)
{
    while (walk_next(walk, value)) {
        if (!walk->operand.is_cells)
            *value = value_to_number(*value);
        if (value->kind == VALUE_NUMBER || value->kind == VALUE_ERROR)
            return true;
    }
    return false;
}

struct tally {
    size_t count;
    double sum, least, most;
    double lost; // what the sum lost to rounding so far (Neumaier's compensated sum)
    double last; // the last number that is not 0, not yet in the sum
    struct value fault;
};

static void sum_add(struct tally *tally, double number)
{
    double sum = tally->sum + number;
    if (fabs(tally->sum) >= fabs(number))
        tally->lost += (tally->sum - sum) + number;
    else
        tally->lost += (number - sum) + tally->sum;
    tally->sum = sum;
}

static void tally_add(struct tally *tally, double number)
{
    if (tally->count == 0 || number < tally->least)
        tally->least = number;
    if (tally->count == 0 || number > tally->most)
        tally->most = number;
    tally->count++;
    if (number == 0)
        return;
    sum_add(tally, tally->last);
    tally->last = number;
}

// What is left when the last number cancels the others is rounding, not a figure.
static double tally_sum(struct tally *tally)
{
    if (tally->last != 0 && value_is_near(tally->sum + tally->lost, -tally->last))
        return 0;
    sum_add(tally, tally->last);
    tally->last = 0;
    return isfinite(tally->sum) ? tally->sum + tally->lost : tally->sum;
}

// False, with the fault, where there is an error among the values.
static bool tally_make(struct tally *tally, const struct call *call)
{
    struct walk walk = walk_start(call);
    struct value value;
    *tally = (struct tally){0};
    while (walk_number(&walk, &value)) {
        if (value.kind == VALUE_ERROR) {
            tally->fault = value;
            return false;
        }
        tally_add(tally, value.number);
    }
    return true;
}

struct value function_sum(const struct call *call)
{
    struct tally tally;
    return tally_make(&tally, call) ? value_of_number(tally_sum(&tally)) : tally.fault;
}

struct value function_average(const struct call *call)
{
    struct tally tally;
    if (!tally_make(&tally, call))
        return tally.fault;
    if (tally.count == 0)
        return value_of_fault(FAULT_DIVIDE);
    return value_of_number(tally_sum(&tally) / (double)tally.count);
}

struct value function_min(const struct call *call)
{
    struct tally tally;
    return tally_make(&tally, call) ? value_of_number(tally.least) : tally.fault;
}

struct value function_max(const struct call *call)
{
    struct tally tally;
    return tally_make(&tally, call) ? value_of_number(tally.most) : tally.fault;
}

struct value function_count(const struct call *call)
{
    struct walk walk = walk_start(call);
    struct value value;
    size_t count = 0;
    while (walk_number(&walk, &value))
        count += value.kind == VALUE_NUMBER;
    return value_of_number((double)count);
}

struct value function_counta(const struct call *call)
{
    struct walk walk = walk_start(call);
    struct value value;
    size_t count = 0;
    while (walk_next(&walk, &value))
        count += value.kind != VALUE_BLANK;
    return value_of_number((double)count);
}

static int compare_doubles(const void *one, const void *other)
{
    double left = *(const double *)one;
    double right = *(const double *)other;
    return (left > right) - (left < right);
}

// The numbers of a call, ascending.
struct numbers {
    LIST(double) list;
    struct value fault;
};

static bool numbers_make(struct numbers *numbers, struct arena *scratch, const struct call *call)
{
    struct walk walk = walk_start(call);
    struct value value;
    *numbers = (struct numbers){0};
    while (walk_number(&walk, &value)) {
        if (value.kind == VALUE_ERROR) {
            numbers->fault = value;
            return false;
        }
        *list_add(scratch, &numbers->list) = value.number;
    }
    if (numbers->list.count > 0)
        qsort(numbers->list.items, numbers->list.count, sizeof(double), compare_doubles);
    return true;
}

static struct value middle(const struct numbers *numbers)
{
    size_t count = numbers->list.count;
    if (count == 0)
        return value_of_fault(FAULT_NUMBER);
    const double *items = numbers->list.items;
    if (count % 2 == 1)
        return value_of_number(items[count / 2]);
    return value_of_number((items[count / 2 - 1] + items[count / 2]) / 2);
}

struct value function_median(const struct call *call)
{
    struct arena scratch = {0};
    struct numbers numbers;
    struct value median = numbers_make(&numbers, &scratch, call) ? middle(&numbers) : numbers.fault;
    arena_free(&scratch);
    return median;
}

// Of AND and OR: whether all, or any, of the truths are `sought`. Texts in cells do not count.
static struct value any_is(const struct call *call, bool sought, bool *found)
{
    struct walk walk = walk_start(call);
    struct value value;
    bool has_truth = false;
    *found = false;
    while (walk_next(&walk, &value)) {
        bool counts = value.kind == VALUE_NUMBER || value.kind == VALUE_TRUTH;
        if (walk.operand.is_cells && !counts && value.kind != VALUE_ERROR)
            continue;
        value = value_to_truth(value);
        if (value.kind == VALUE_ERROR)
            return value;
        has_truth = true;
        *found = *found || (value.number != 0) == sought;
    }
    return has_truth ? value_of_truth(*found) : value_of_fault(FAULT_VALUE);
}

struct value function_and(const struct call *call)
{
    bool has_false;
    struct value value = any_is(call, false, &has_false);
    return value.kind == VALUE_ERROR ? value : value_of_truth(!has_false);
}

struct value function_or(const struct call *call)
{
    bool has_true;
    return any_is(call, true, &has_true);
}

// COUNTIF(set, word): how many of the set are the word, of either case.
struct value function_countif(const struct call *call)
{
    const struct operand set = evaluation_operand(call->evaluation, call->tree->parts[0]);
    const struct value *word = &call->arguments[1];
    double count = 0;
    if (!value_is_word(word->text))
        return value_of_fault(FAULT_VALUE);
    for (size_t i = 0; i < operand_count(&set); i++) {
        const struct value *value = set.is_cells ? &set.cells.values[i] : &set.value;
        count += value->kind == VALUE_TEXT && value_compare(value, word) == 0;
    }
    return value_of_number(count);
}

// RANK(number, set, [order]): 1 for the largest, or, where an order other than 0 is given, for the
// smallest; equal numbers share the better place. #N/A for a number that the set does not hold.
struct value function_rank(const struct call *call)
{
    double number = call->arguments[0].number;
    bool ascending = call_number(call, 2, 0) != 0;
    struct operand set = evaluation_operand(call->evaluation, call->tree->parts[1]);
    size_t place = 1;
    bool found = false;
    for (size_t i = 0; i < operand_count(&set); i++) {
        const struct value *value = set.is_cells ? &set.cells.values[i] : &set.value;
        if (value->kind == VALUE_ERROR)
            return *value;
        if (value->kind != VALUE_NUMBER)
            continue;
        found = found || value->number == number;
        place += ascending ? value->number < number : value->number > number;
    }
    return found ? value_of_number((double)place) : value_of_fault(FAULT_NOT_FOUND);
}
