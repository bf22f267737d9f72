"""Workbooks as the judges see them: cells by sheet and address, and what differs between two."""
import datetime

import openpyxl

ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "Err:")


def cells(path, formulas=False):
    """{(sheet, address): value} of every filled cell; an empty text counts as not filled."""
    book = openpyxl.load_workbook(path, data_only=not formulas)
    return {(sheet.title, cell.coordinate): cell.value
            for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
            if cell.value not in (None, "")}


def same(one, other):
    """Texts exactly; numbers to 15 significant digits, or both within 1e-12 of zero."""
    numbers = (int, float)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, numbers) and isinstance(other, numbers):
        return (abs(one - other) <= 5e-15 * max(abs(one), abs(other))
                or max(abs(one), abs(other)) < 1e-12)
    return one == other


def differences(before, after):
    """{(sheet, address): (before, after)} of two results of cells(), None for no cell."""
    return {place: (before.get(place), after.get(place))
            for place in sorted(before.keys() | after.keys())
            if not same(before.get(place), after.get(place))}


def is_error(value):
    return isinstance(value, str) and value.startswith(ERRORS)


def as_heading(value):
    """A heading as a person reads it: dates as May-07, line breaks as spaces."""
    if isinstance(value, datetime.datetime):
        return value.strftime("%b-%y")
    return " ".join(str(value).split())


def find(sheet, line, heading):
    """The address on a sheet where the row of a line's label meets the column of a heading.

    The heading is the nearest one above in a row of headings (on Data these start with 'Line' or
    'Name'); labels and headings are compared as a person reads them.
    """
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")]
    rows = [cell.row for cell in filled if as_heading(cell.value) == line]
    assert rows, f"no line '{line}' on the sheet '{sheet.title}'"
    starts = {cell.row for cell in filled if cell.column == 1 and cell.value in ("Line", "Name")}
    headings = [cell for cell in filled if as_heading(cell.value) == heading
                and (sheet.title != "Data" or cell.row in starts)]
    for row in rows:
        above = [cell for cell in headings if cell.row < row]
        if above:
            nearest = max(above, key=lambda cell: cell.row)
            return sheet.cell(row, nearest.column).coordinate
    raise AssertionError(f"no heading '{heading}' above '{line}' on the sheet '{sheet.title}'")


def edit(path, line, heading, value, target, sheet="Data"):
    """Saves a copy in which someone has typed a value over a figure, as they would in Excel."""
    book = openpyxl.load_workbook(path)
    if line is not None:
        book[sheet][find(book[sheet], line, heading)] = value
    book.save(target)
    return target
