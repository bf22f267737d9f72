"""What the UK government's guidance asks of a spreadsheet that people hear read to them, item by
item, checked on the file alone: by openpyxl, and by the XML where that says more.

Source: Government Analysis Function, "Making spreadsheets accessible: a brief checklist".
"""
import collections
import re
import zipfile
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils import range_boundaries

SANS_SERIF = {"Arial", "Calibri", "Helvetica", "Liberation Sans", "Verdana"}
SMALLEST_TYPE = 12
LONGEST_SHEET_NAME = 31
NOTE = re.compile(r"\[note \d+\]")
SHORTHAND = re.compile(r"\[[a-z]{1,3}\]")
MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Book:
    """A workbook with its formulas, its results, its tables and its parts."""

    def __init__(self, path):
        self.path = path
        self.formulas = openpyxl.load_workbook(path)
        self.results = openpyxl.load_workbook(path, data_only=True)
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def sheets(self):
        return zip(self.formulas.worksheets, self.results.worksheets)

    def filled(self):
        """(sheet with formulas, cell with its result) of all that hold something."""
        for sheet, results in self.sheets():
            for row in results.iter_rows():
                for cell in row:
                    if cell.value not in (None, "") or sheet[cell.coordinate].data_type == "f":
                        yield sheet, cell


def boxes(sheet):
    """{name: (first column, first row, last column, last row)} of the tables of a sheet."""
    return {table.name: range_boundaries(table.ref) for table in sheet.tables.values()}


def is_inside(cell, box):
    return box[0] <= cell.column <= box[2] and box[1] <= cell.row <= box[3]


def place(sheet, cell):
    return f"{sheet.title}!{cell.coordinate}"


# --- tables --------------------------------------------------------------------------------------


def marked_up_tables(book):
    """Every sheet has tables; all that is not in one stands in the first column."""
    for sheet, _ in book.sheets():
        if not sheet.tables:
            yield f"{sheet.title}: no table"
    for sheet, cell in book.filled():
        if cell.column > 1 and not any(is_inside(cell, box) for box in boxes(sheet).values()):
            yield f"{place(sheet, cell)}: outside any table"


def table_names(book):
    names = [name for sheet, _ in book.sheets() for name in sheet.tables]
    for name in names:
        if re.fullmatch(r"(?i)table_?\d+", name) or len(name) < 4:
            yield f"{name}: says nothing"
    for name, count in collections.Counter(name.lower() for name in names).items():
        if count > 1:
            yield f"{name}: {count} tables"


def merged_cells(book):
    for sheet, _ in book.sheets():
        for merged in sheet.merged_cells.ranges:
            yield f"{sheet.title}!{merged}"


def blank_rows_or_columns(book):
    for sheet, results in book.sheets():
        for name, (left, top, right, bottom) in boxes(sheet).items():
            filled = {(row, column) for row in range(top, bottom + 1)
                      for column in range(left, right + 1)
                      if results.cell(row, column).value not in (None, "")
                      or sheet.cell(row, column).data_type == "f"}
            rows, columns = {row for row, _ in filled}, {column for _, column in filled}
            below = {column for row, column in filled if row > top}
            for row in set(range(top, bottom + 1)) - rows:
                yield f"{name}: row {row}"
            for column in set(range(left, right + 1)) - (columns & below):
                if name.startswith("Data"):
                    continue  # figures by period: a period may have none
                yield f"{name}: column {column}"


def headings(book):
    """One row of them, each another, and the same in the table as in its cells."""
    for sheet, results in book.sheets():
        for table in sheet.tables.values():
            name = table.name
            left, top, right, _ = range_boundaries(table.ref)
            texts = [results.cell(top, column).value for column in range(left, right + 1)]
            if table.headerRowCount not in (None, 1):
                yield f"{name}: {table.headerRowCount} rows of headings"
            if texts != [column.name for column in table.tableColumns]:
                yield f"{name}: the headings are not those of its cells"
            for text, count in collections.Counter(str(text).lower() for text in texts).items():
                if count > 1 or text in ("none", ""):
                    yield f"{name}: {count} headings '{text}'"


def bands(book):
    """No row of a table is a heading across it: all its other cells blank, or not applicable."""
    for sheet, results in book.sheets():
        for name, (left, top, right, bottom) in boxes(sheet).items():
            for row in range(top + 1, bottom + 1):
                values = [results.cell(row, column).value for column in range(left, right + 1)]
                filled = [value for value in values if value not in (None, "")]
                if right > left and len(filled) == 1 and values[0] not in (None, ""):
                    yield f"{name}: row {row}, '{filled[0]}'"


# --- texts ---------------------------------------------------------------------------------------


def titles(book):
    for sheet, results in book.sheets():
        for address in ("A1", "A2"):
            inside = any(is_inside(sheet[address], box) for box in boxes(sheet).values())
            if not isinstance(results[address].value, str) or inside:
                yield f"{sheet.title}!{address}"


def rows_of(book, heading):
    """The first column of the table that has it for its first heading: {text: cell}."""
    found = {}
    for sheet, results in book.sheets():
        for left, top, _, bottom in boxes(sheet).values():
            if results.cell(top, left).value == heading:
                found.update({results.cell(row, left).value: place(sheet, sheet.cell(row, left))
                              for row in range(top + 1, bottom + 1)})
    return found


def notes(book):
    """Every marker has its note, every note its marker."""
    explained = rows_of(book, "Note")
    marked = {}
    for sheet, cell in book.filled():
        if place(sheet, cell) in explained.values():
            continue
        texts = f"{cell.value} {sheet[cell.coordinate].number_format}"
        marked.update({marker: place(sheet, cell) for marker in NOTE.findall(texts)})
    yield from (f"{where}: {marker} has no note" for marker, where in marked.items()
                if marker not in explained)
    yield from (f"{where}: nothing has the marker {marker}" for marker, where in explained.items()
                if marker not in marked)


def shorthand(book):
    explained = rows_of(book, "Shorthand")
    for sheet, cell in book.filled():
        shown = re.findall(r"\[[a-z]{1,3}\]$", str(cell.value)) if isinstance(cell.value, str) else []
        quoted = re.findall(r'"([^"]*)"', sheet[cell.coordinate].number_format)
        shown += [mark for text in quoted for mark in SHORTHAND.findall(text)]
        for mark in shown:
            if mark not in explained:
                yield f"{place(sheet, cell)}: {mark}"


def words_with_colours(book):
    """Where a rule may colour a cell, and where a fill is not that of a heading, stands a word."""
    for sheet, results in book.sheets():
        for rules in sheet.conditional_formatting:
            for area in rules.cells.ranges:
                for row, column in area.cells:
                    value = results.cell(row, column).value
                    if not isinstance(value, str) or not re.search(r"[A-Za-z]", value):
                        yield f"{sheet.title}!{results.cell(row, column).coordinate}: {value}"
    for sheet, cell in book.filled():
        tops = {box[1] for box in boxes(sheet).values()}
        if sheet[cell.coordinate].fill.fill_type and cell.row not in tops:
            if not isinstance(cell.value, str):
                yield f"{place(sheet, cell)}: {cell.value}"


# --- looks ---------------------------------------------------------------------------------------


def alignment(book):
    """Numbers right, text left."""
    for sheet, cell in book.filled():
        across = sheet[cell.coordinate].alignment.horizontal
        is_number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
        if across != ("right" if is_number else "left"):
            yield f"{place(sheet, cell)}: {across}"


def type_size(book):
    for sheet, cell in book.filled():
        font = sheet[cell.coordinate].font
        if font.sz < SMALLEST_TYPE or font.name not in SANS_SERIF:
            yield f"{place(sheet, cell)}: {font.name} {font.sz}"


def frozen_or_hidden(book):
    for sheet, _ in book.sheets():
        if sheet.freeze_panes:
            yield f"{sheet.title}: frozen at {sheet.freeze_panes}"
        if sheet.sheet_state != "visible":
            yield f"{sheet.title}: hidden"
        hidden = [key for dimensions in (sheet.row_dimensions, sheet.column_dimensions)
                  for key, one in dimensions.items() if one.hidden]
        yield from (f"{sheet.title}: {key} is hidden" for key in hidden)


def sheet_names(book):
    names = [sheet.title for sheet, _ in book.sheets()]
    for name, count in collections.Counter(name.lower() for name in names).items():
        if count > 1 or len(name) > LONGEST_SHEET_NAME or re.fullmatch(r"sheet ?\d*", name):
            yield name


def first_sheet(book):
    """It is the active one, and A1 the cell that is chosen."""
    root = ElementTree.fromstring(book.parts["xl/workbook.xml"])
    view = root.find("m:bookViews/m:workbookView", MAIN)
    if view is not None and view.get("activeTab", "0") != "0":
        yield f"sheet {view.get('activeTab')} is active"
    for sheet, _ in book.sheets():
        for chosen in sheet.sheet_view.selection:
            if chosen.activeCell not in (None, "A1"):
                yield f"{sheet.title}: {chosen.activeCell} is chosen"


# --- the file ------------------------------------------------------------------------------------


def properties(book):
    core = book.parts["docProps/core.xml"].decode()
    custom = book.parts.get("docProps/custom.xml", b"").decode()
    for name, found in (("title", re.search("<dc:title>[^<]", core)),
                        ("author", re.search("<dc:creator>[^<]", core)),
                        ("language", re.search("<dc:language>[^<]", core)
                         or re.search('name="Language"><vt:lpwstr>[^<]', custom))):
        if not found:
            yield name


def file_name(book):
    if not re.fullmatch(r"[a-z0-9\u0080-\uffff]+(-[a-z0-9\u0080-\uffff]+)*\.xlsx", book.path.name):
        yield book.path.name


def charts(book):
    """Each says in words what it shows, and its points stand in a table of its sheet."""
    for name, part in book.parts.items():
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name):
            for drawn in ElementTree.fromstring(part).iter():
                if drawn.tag.endswith("}cNvPr") and not drawn.get("descr"):
                    yield f"{name}: {drawn.get('name')} has no words"
    shown = {value for sheet, cell in book.filled() for value in [cell.value]
             if sheet.title != "Data" and isinstance(value, (int, float))}
    for name, part in book.parts.items():
        if name.startswith("xl/charts/chart"):
            points = re.findall(r"<c:v>([-0-9.E+]+)</c:v>", part.decode())
            missing = [point for point in points if not is_among(float(point), shown)]
            if missing:
                yield f"{name}: {missing[0]} is in no table"


def is_among(point, shown):
    return point in shown or any(abs(point - value) <= 1e-9 * max(1, abs(point)) for value in shown)


ITEMS = {
    "marked-up tables": marked_up_tables,
    "table names": table_names,
    "merged cells": merged_cells,
    "blank rows or columns": blank_rows_or_columns,
    "headings": headings,
    "bands": bands,
    "titles in A1 and A2": titles,
    "notes": notes,
    "shorthand": shorthand,
    "words with colours": words_with_colours,
    "alignment": alignment,
    "type": type_size,
    "frozen or hidden": frozen_or_hidden,
    "sheet names": sheet_names,
    "first sheet": first_sheet,
    "properties": properties,
    "file name": file_name,
    "charts": charts,
}


def faults(path):
    """{item: where it is not as it should be, the first few}."""
    book = Book(path)
    found = {item: list(check(book)) for item, check in ITEMS.items()}
    return {item: places[:5] for item, places in found.items() if places}
