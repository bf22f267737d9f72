"""The same pack by a Python library: python3 alternatives.py openpyxl|xlsxwriter figures|events FILE FOLDER"""
import csv
import sys

YEAR_TO_DATE = 8
LIGHTS = {"BLUE": "2F5597", "GREEN": "C6E0B4", "AMBER": "FFE08A", "RED": "B3261E"}


def read(kind, path):
    """(months, {area: {measure: figures by month}})"""
    areas = {}
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        headings = next(rows)
        if kind == "figures":
            for row in rows:
                areas.setdefault(row[0], {})[row[1]] = [float(cell) for cell in row[2:]]
            return headings[2:], areas
        months = {}
        for area, measure, month, *_ in rows:
            counts = areas.setdefault(area, {}).setdefault(measure, {})
            counts[month] = counts.get(month, 0) + 1
            months[month] = True
    return list(months), {area: {measure: [counts.get(month, 0) for month in months]
                                 for measure, counts in lines.items()}
                          for area, lines in areas.items()}


def column_name(number):
    """0 is A."""
    name = ""
    while number >= 0:
        name, number = chr(65 + number % 26) + name, number // 26 - 1
    return name


def light_of(year, target):
    gap = (target - year) / target
    return "BLUE" if gap >= 0.1 else "GREEN" if gap >= 0 else "AMBER" if gap >= -0.1 else "RED"


def cells(months, lines):
    """The scorecard below its headings: (row, column, what, its result or None), from 0."""
    target = 100 * YEAR_TO_DATE
    for number, (measure, figures) in enumerate(lines.items()):
        row = 4 + number
        yield row - 1, 0, measure, None
        for at, figure in enumerate(figures):
            cell = f"Data!{column_name(at + 1)}{row}"
            yield row - 1, at + 1, f'=IF({cell}="","n/a",{cell})', figure
        span = f"Data!{column_name(len(months) - YEAR_TO_DATE + 1)}{row}:{column_name(len(months))}{row}"
        year, year_at = sum(figures[-YEAR_TO_DATE:]), len(months) + 1
        yield row - 1, year_at, f'=IF(COUNT({span})<{YEAR_TO_DATE},"n/a",SUM({span}))', year
        yield row - 1, year_at + 1, target, None
        at, goal = f"{column_name(year_at)}{row}", f"{column_name(year_at + 1)}{row}"
        yield (row - 1, year_at + 2,
               f'=IF(({goal}-{at})/{goal}>=0.1,"BLUE",IF({at}<={goal},"GREEN",'
               f'IF(({goal}-{at})/{goal}>=-0.1,"AMBER","RED")))', light_of(year, target))


def by_xlsxwriter(path, area, months, lines):
    import xlsxwriter
    book = xlsxwriter.Workbook(path)
    sheet, data = book.add_worksheet("Scorecard"), book.add_worksheet("Data")
    heading = book.add_format({"bold": True, "bg_color": "#1F3864"})
    number = book.add_format({"num_format": "#,##0"})
    sheet.set_landscape()
    sheet.freeze_panes(3, 1)
    sheet.write_string(0, 0, area, heading)
    data.write_string(0, 0, "Data", heading)
    for at, month in enumerate(months):
        sheet.write_string(2, at + 1, month, heading)
        data.write_string(2, at + 1, month, heading)
    for row, column, what, result in cells(months, lines):
        if result is not None:
            sheet.write_formula(row, column, what, number, result)
        elif isinstance(what, str):
            sheet.write_string(row, column, what)
        else:
            sheet.write_number(row, column, what, number)
    last = column_name(len(months) + 3)
    for light, fill in LIGHTS.items():
        sheet.conditional_format(f"{last}4:{last}{len(lines) + 3}", {
            "type": "formula", "criteria": f'=${last}4="{light}"',
            "format": book.add_format({"bg_color": f"#{fill}"})})
    for row, (measure, figures) in enumerate(lines.items()):
        data.write_string(row + 3, 0, measure)
        for at, figure in enumerate(figures):
            data.write_number(row + 3, at + 1, figure)
    book.close()


def by_openpyxl(path, area, months, lines):
    """It cannot store the results of formulas: they are missing."""
    import openpyxl
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font, PatternFill
    book = openpyxl.Workbook()
    sheet, data = book.active, book.create_sheet("Data")
    sheet.title = "Scorecard"
    bold, fill = Font(bold=True), PatternFill("solid", fgColor="1F3864")
    sheet.page_setup.orientation = "landscape"
    sheet.freeze_panes = "B4"
    for place, title in ((sheet, area), (data, "Data")):
        place["A1"] = title
        for at, month in enumerate(months):
            cell = place.cell(3, at + 2, month)
            cell.font, cell.fill = bold, fill
    for row, column, what, _ in cells(months, lines):
        cell = sheet.cell(row + 1, column + 1, what)
        if column > 0:
            cell.number_format = "#,##0"
    last = column_name(len(months) + 3)
    for light, colour in LIGHTS.items():
        sheet.conditional_formatting.add(
            f"{last}4:{last}{len(lines) + 3}",
            FormulaRule(formula=[f'${last}4="{light}"'], fill=PatternFill(bgColor=colour)))
    for row, (measure, figures) in enumerate(lines.items()):
        data.cell(row + 4, 1, measure)
        for at, figure in enumerate(figures):
            data.cell(row + 4, at + 2, figure)
    book.save(path)


def main(library, kind, path, folder):
    write = {"openpyxl": by_openpyxl, "xlsxwriter": by_xlsxwriter}[library]
    months, areas = read(kind, path)
    for area, lines in areas.items():
        write(f"{folder}/{area}.xlsx", area, months, lines)


main(*sys.argv[1:])
