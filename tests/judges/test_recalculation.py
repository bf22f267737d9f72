"""What is stored is what recalculates: LibreOffice works out every formula afresh and agrees."""
import re
import zipfile

import office
import openpyxl
import pytest
import workbook as book


def test_stored_results_equal_a_fresh_calculation(workbook, recalculated):
    assert book.differences(book.cells(workbook), book.cells(recalculated[workbook])) == {}


def test_no_cell_holds_an_error(workbook, recalculated):
    for path in (workbook, recalculated[workbook]):
        wrong = {place: value for place, value in book.cells(path).items() if book.is_error(value)}
        assert wrong == {}


@pytest.fixture(scope="module")
def falsified(tmp_path_factory):
    """A workbook whose stored results are right in A3 and A4, wrong in A5 and A6."""
    folder = tmp_path_factory.mktemp("falsified")
    path = folder / "falsified.xlsx"
    made = openpyxl.Workbook()
    for row, value in enumerate((0.1, 0.2, "=A1+A2", '="May "&TEXT(A2,"0%")', "=A1*A2",
                                 '=IF(A1<A2,"RED","GREEN")'), start=1):
        made.active.cell(row, 1, value)
    made.save(path)
    store_results(path, {"A3": 0.3, "A4": "May 20%", "A5": 0.0200001, "A6": "GREEN"})
    return path, office.recalculated([path], tmp_path_factory.mktemp("fresh"))[path]


def test_the_judge_sees_a_falsified_result(falsified):
    stored, fresh = map(book.cells, falsified)
    found = book.differences(stored, fresh)
    assert list(found) == [("Sheet", "A5"), ("Sheet", "A6")]
    assert found["Sheet", "A6"] == ("GREEN", "RED")


def store_results(path, results):
    """Puts results into the cells of formulas, which openpyxl alone leaves without."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    text = parts[name].decode()
    for address, result in results.items():
        kind = ' t="str"' if isinstance(result, str) else ""
        text = re.sub(rf'<c r="{address}"[^>]*>(<f>.*?</f>)<v\s*/?>(</v>)?</c>',
                      rf'<c r="{address}"{kind}>\1<v>{result}</v></c>', text)
    parts[name] = text.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
