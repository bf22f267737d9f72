"""A second, independent reader (openpyxl) opens every workbook and finds it sound."""
import itertools
import re

import openpyxl
import pytest

FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")
STATES = {"BLUE", "GREEN", "AMBER", "RED"}


@pytest.fixture(name="opened")
def open_workbook(workbook):
    return openpyxl.load_workbook(workbook, data_only=True)


def test_merged_ranges_do_not_overlap(opened):
    for sheet in opened.worksheets:
        for one, other in itertools.combinations(sheet.merged_cells.ranges, 2):
            assert one.isdisjoint(other), f"{sheet.title}: {one} and {other}"


def test_sheet_names_are_such_as_excel_takes(opened):
    names = opened.sheetnames
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert 1 <= len(name) <= 31 and not FORBIDDEN.search(name), name


def test_no_sheet_row_or_column_is_hidden(opened):
    for sheet in opened.worksheets:
        assert sheet.sheet_state == "visible", sheet.title
        assert [key for key, row in sheet.row_dimensions.items() if row.hidden] == [], sheet.title
        assert [key for key, it in sheet.column_dimensions.items() if it.hidden] == [], sheet.title


def test_lights_are_coloured_by_conditional_formats(opened):
    """Where a workbook holds lights, rules give each a fill, with text that can be read on it."""
    values = {cell.value for sheet in opened.worksheets for row in sheet.iter_rows() for cell in row
              if isinstance(cell.value, str)}
    rules = [rule for sheet in opened.worksheets
             for entry in sheet.conditional_formatting for rule in entry.rules]
    if values & STATES:
        assert rules, "lights without conditional formats"
    for rule in rules:
        assert rule.type == "expression", rule.type
        assert rule.dxf is not None
        if rule.dxf.fill is not None and rule.dxf.font is not None and rule.dxf.font.color:
            fill = rule.dxf.fill.bgColor.rgb
            text = rule.dxf.font.color.rgb
            assert contrast(fill, text) >= 4.5, f"{text} on {fill}"


def test_pages_are_a4_or_a3(opened):
    for sheet in opened.worksheets:
        assert sheet.page_setup.paperSize in (8, 9), sheet.title


def contrast(one, other):
    """The contrast ratio of two colours, by the rule of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[-6:][at:at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
                        for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
