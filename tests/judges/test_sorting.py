"""Someone sorts the overview by another column: each recipient keeps its figures, lights, rank and
counts."""
import openpyxl
import pytest
import sorting
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from scorebook import build_everything


def before_and_after(path, folder, number, range_, column, ascending=True):
    """The rows that are sorted, {first cell: its row}, as they stand before and after."""
    (first, last) = [int("".join(filter(str.isdigit, end))) for end in range_.split(":")]
    with sorting.opened(path) as document:
        before = sorting.shown(document, folder, number)[first:last]
        sorting.sort(document, number, range_, column, ascending)
        after = sorting.shown(document, folder, number)[first:last]
    return [{row[0][0]: row for row in rows} for rows in (before, after)]


@pytest.fixture(scope="module", params=[None, "accessible"])
def overview(request, program):
    """(the workbook, the number of the sheet, what can be sorted there)."""
    folder, _ = build_everything(program, request.param)
    (path,) = folder.rglob("*overview*.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Overview"]
    range_ = sheet.auto_filter.ref or sheet.tables["Overview"].ref
    return path, book.sheetnames.index("Overview"), range_


@pytest.mark.parametrize("column, ascending", [(0, True), (5, False)])
def test_each_keeps_its_own(overview, tmp_path, column, ascending):
    path, number, range_ = overview
    before, after = before_and_after(path, tmp_path, number, range_, column, ascending)
    assert len(before) == 32
    assert list(before) != list(after), "nothing was sorted"
    assert {colour for row in before.values() for _, colour in row} > {None}, "there are no lights"
    assert before == after


def test_a_colour_that_stays_in_its_row_would_be_seen(tmp_path):
    book = openpyxl.Workbook()
    sheet, data = book.active, book.create_sheet("Data")
    for row in [("Ward", "Calls"), ("Ash", 1), ("Birch", 2)]:
        sheet.append(row)
    for row in [("State",), ("RED",), ("GREEN",)]:
        data.append(row)
    sheet.conditional_formatting.add(
        "B2:B3", FormulaRule(formula=['Data!$A2="RED"'], fill=PatternFill(bgColor="B3261E")))
    book.save(tmp_path / "stays.xlsx")
    before, after = before_and_after(tmp_path / "stays.xlsx", tmp_path, 0, "A1:B3", 1, ascending=False)
    assert before["Ash"] == [("Ash", None), ("1", "#B3261E")]
    assert before != after
