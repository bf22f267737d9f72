"""Where the published texts stand in a workbook, as LibreOffice shows it.

A layout's check files hold the published tables as printed: a row to a line, in the order of the
document, and `why` where a line cannot be as published. This knows nothing of how the program
compares them: it reads down the sheet, and looks for each line's texts beside each other.
"""
import collections
import csv
import re

import yaml

# Columns of a check file that are not cells of the document.
NOT_CELLS = {"id", "sheet", "why"}

# How many rows one line may take: a text of its own below, or parts under their measure.
ROWS_OF_A_LINE = 4

Line = collections.namedtuple("Line", "name cells why")


def plain(text):
    """A text as compared: spaces and line breaks alike, the marks of footnotes left out."""
    return " ".join(re.sub(r"\^[\d*]+|[¹²³⁰⁴⁵⁶⁷⁸⁹]", "", text).split())


def lines_of(path, sheet):
    """The published lines of a check file that belong to a sheet."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return [Line(row.get("id") or f"line {number}",
                 {key: plain(text) for key, text in row.items()
                  if key not in NOT_CELLS and text and text.strip()},
                 row.get("why") or "")
            for number, row in enumerate(rows, start=2)
            if not row.get("sheet") or row["sheet"] == sheet]


def texts_below(layout, sheet):
    """The register columns whose texts stand on a row under their line."""
    with open(layout, encoding="utf-8") as file:
        columns = yaml.load(file, yaml.BaseLoader)["sheets"][sheet].get("columns", {})
    return {column["below"] for column in columns.values() if "below" in column}


def checks_of(layout):
    """{sheet: its check file} of a layout."""
    with open(layout, encoding="utf-8") as file:
        said = yaml.load(file, yaml.BaseLoader) or {}
    found = {}
    for name, sheet in said.get("sheets", {}).items():
        check = sheet.get("check", said.get("check")) if isinstance(sheet, dict) else None
        if check:
            found[name] = layout.parent / check
    return found


def not_shown(lines, shown, below=()):
    """[(line, column, text)] of the published cells that do not stand in their line on the sheet.

    The lines are looked for from the top down, each below the one before it. The texts of the
    columns named in `below` stand on a row of their own under the line.
    """
    rows = [[plain(text) for text in row] for row in shown]
    missing = []
    start = 0
    for line in lines:
        best, lacking = start, None
        for at in range(start, len(rows)):
            beside = [text for row in rows[at:at + ROWS_OF_A_LINE] for text in row]
            here = [key for key, text in line.cells.items() if not stands(text, rows[at], beside, key in below)]
            if lacking is None or len(here) < len(lacking):
                best, lacking = at, here
            if not here:
                break
        lacking = list(line.cells) if lacking is None else lacking
        missing += [(line, key, line.cells[key]) for key in lacking]
        if len(lacking) < len(line.cells):
            start = best + 1
    return missing


def stands(text, row, beside, is_below):
    """In the line's own row, or on the rows below it where the cell takes several."""
    return text in row or ((is_below or len(text) > 20) and text in beside)
