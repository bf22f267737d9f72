// The same pack by a plain program on the same library: what there is to beat. It knows its input
// and checks nothing.
//
//     plain figures FILE FOLDER     a workbook to each area of a CSV with a column to a month
//     plain events FILE FOLDER      the same, from a CSV with a row to an event
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum { AREAS = 1000, MEASURES = 60, MONTHS = 24, YEAR_TO_DATE = 8, NAME = 40 };

static struct area {
    char name[NAME];
    double figures[MEASURES][MONTHS];
} areas[AREAS];
static char measures[MEASURES][NAME], months[MONTHS][NAME];
static int area_count, measure_count, month_count;

static int number_of(char (*names)[NAME], int *count, const char *name)
{
    int number = *count - 1; // most rows are like the one before
    if (number >= 0 && strcmp(names[number], name) == 0)
        return number;
    for (number = 0; number < *count; number++)
        if (strcmp(names[number], name) == 0)
            return number;
    strncpy(names[(*count)++], name, NAME - 1);
    return number;
}

static struct area *area_of(const char *name)
{
    for (int i = area_count - 1; i >= 0; i--)
        if (strcmp(areas[i].name, name) == 0)
            return &areas[i];
    strncpy(areas[area_count].name, name, NAME - 1);
    return &areas[area_count++];
}

static void read_figures(FILE *file)
{
    char line[4096];
    char *rest = fgets(line, sizeof line, file);
    strtok(rest, ",");
    strtok(NULL, ",");
    while ((rest = strtok(NULL, ",\r\n")))
        strncpy(months[month_count++], rest, NAME - 1);
    while (fgets(line, sizeof line, file)) {
        struct area *area = area_of(strtok(line, ","));
        int measure = number_of(measures, &measure_count, strtok(NULL, ","));
        for (int i = 0; i < month_count; i++)
            area->figures[measure][i] = atof(strtok(NULL, ",\r\n"));
    }
}

static void read_events(FILE *file)
{
    char line[4096];
    fgets(line, sizeof line, file);
    while (fgets(line, sizeof line, file)) {
        struct area *area = area_of(strtok(line, ","));
        int measure = number_of(measures, &measure_count, strtok(NULL, ","));
        area->figures[measure][number_of(months, &month_count, strtok(NULL, ","))]++;
    }
}

static void write_data(lxw_worksheet *sheet, lxw_format *heading, const struct area *area)
{
    worksheet_write_string(sheet, 0, 0, "Data", heading);
    for (int i = 0; i < month_count; i++)
        worksheet_write_string(sheet, 2, (lxw_col_t)(1 + i), months[i], heading);
    for (int k = 0; k < measure_count; k++) {
        worksheet_write_string(sheet, (lxw_row_t)(3 + k), 0, measures[k], NULL);
        for (int i = 0; i < month_count; i++)
            worksheet_write_number(sheet, (lxw_row_t)(3 + k), (lxw_col_t)(1 + i),
                                   area->figures[k][i], NULL);
    }
}

static const char *light_of(double year, double target)
{
    double gap = (target - year) / target;
    return gap >= 0.1 ? "BLUE" : gap >= 0 ? "GREEN" : gap >= -0.1 ? "AMBER" : "RED";
}

static void write_line(lxw_worksheet *sheet, lxw_format *number, const struct area *area, int k)
{
    lxw_row_t row = (lxw_row_t)(3 + k);
    char formula[200];
    double year = 0, target = 100 * YEAR_TO_DATE;
    worksheet_write_string(sheet, row, 0, measures[k], NULL);
    for (int i = 0; i < month_count; i++) {
        snprintf(formula, sizeof formula, "=IF(Data!%c%d=\"\",\"n/a\",Data!%c%d)", 'B' + i, row + 1,
                 'B' + i, row + 1);
        worksheet_write_formula_num(sheet, row, (lxw_col_t)(1 + i), formula, number,
                                    area->figures[k][i]);
    }
    for (int i = month_count - YEAR_TO_DATE; i < month_count; i++)
        year += area->figures[k][i];
    lxw_col_t column = (lxw_col_t)(1 + month_count);
    char from = (char)('B' + month_count - YEAR_TO_DATE), to = (char)('A' + month_count);
    snprintf(formula, sizeof formula, "=IF(COUNT(Data!%c%d:%c%d)<%d,\"n/a\",SUM(Data!%c%d:%c%d))",
             from, row + 1, to, row + 1, YEAR_TO_DATE, from, row + 1, to, row + 1);
    worksheet_write_formula_num(sheet, row, column, formula, number, year);
    worksheet_write_number(sheet, row, (lxw_col_t)(column + 1), target, number);
    char year_cell[8] = {(char)('A' + month_count + 1)}, target_cell[8];
    snprintf(target_cell, sizeof target_cell, "A%c", 'A' + month_count + 2 - 26);
    snprintf(formula, sizeof formula,
             "=IF((%s%d-%s%d)/%s%d>=0.1,\"BLUE\",IF(%s%d<=%s%d,\"GREEN\",IF((%s%d-%s%d)/"
             "%s%d>=-0.1,\"AMBER\",\"RED\")))",
             target_cell, row + 1, year_cell, row + 1, target_cell, row + 1, year_cell, row + 1,
             target_cell, row + 1, target_cell, row + 1, year_cell, row + 1, target_cell, row + 1);
    worksheet_write_formula_str(sheet, row, (lxw_col_t)(column + 2), formula, NULL,
                                light_of(year, target));
}

static void write_lights(lxw_workbook *workbook, lxw_worksheet *sheet)
{
    static const struct {
        const char *name;
        lxw_color_t fill;
    } lights[] = {{"BLUE", 0x2F5597}, {"GREEN", 0xC6E0B4}, {"AMBER", 0xFFE08A}, {"RED", 0xB3261E}};
    lxw_col_t column = (lxw_col_t)(3 + month_count);
    for (int i = 0; i < 4; i++) {
        char formula[40];
        lxw_format *format = workbook_add_format(workbook);
        format_set_bg_color(format, lights[i].fill);
        snprintf(formula, sizeof formula, "=$A%c4=\"%s\"", 'A' + column - 26, lights[i].name);
        lxw_conditional_format rule = {
            .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = formula, .format = format};
        worksheet_conditional_format_range(sheet, 3, column, (lxw_row_t)(2 + measure_count), column,
                                           &rule);
    }
}

static void write_workbook(const struct area *area, const char *folder)
{
    char path[500];
    snprintf(path, sizeof path, "%s/%s.xlsx", folder, area->name);
    lxw_workbook *workbook = workbook_new(path);
    lxw_worksheet *sheet = workbook_add_worksheet(workbook, "Scorecard");
    lxw_format *heading = workbook_add_format(workbook), *number = workbook_add_format(workbook);
    format_set_bold(heading);
    format_set_bg_color(heading, 0x1F3864);
    format_set_num_format(number, "#,##0");
    worksheet_set_landscape(sheet);
    worksheet_freeze_panes(sheet, 3, 1);
    worksheet_write_string(sheet, 0, 0, area->name, heading);
    for (int i = 0; i < month_count; i++)
        worksheet_write_string(sheet, 2, (lxw_col_t)(1 + i), months[i], heading);
    for (int k = 0; k < measure_count; k++)
        write_line(sheet, number, area, k);
    write_lights(workbook, sheet);
    write_data(workbook_add_worksheet(workbook, "Data"), heading, area);
    workbook_close(workbook);
}

int main(int count, char **arguments)
{
    FILE *file = count == 4 ? fopen(arguments[2], "r") : NULL;
    if (!file)
        return 2;
    if (strcmp(arguments[1], "events") == 0)
        read_events(file);
    else
        read_figures(file);
    fclose(file);
    for (int i = 0; i < area_count; i++)
        write_workbook(&areas[i], arguments[3]);
    return 0;
}
