"""The OpenDocument files have the workbooks' formulas, results, lights and pages."""
import re
import xml.etree.ElementTree as xml
import zipfile

import office
import openpyxl
import pytest
import workbook as book
from scorebook import TOP, layouts, run

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


# Of the recipients' workbooks, which are all alike, two.
SOME = "Camden,Barnet"


@pytest.fixture(scope="module")
def papers(program, tmp_path_factory):
    """The folder in which every layout was built with --ods."""
    folder = tmp_path_factory.mktemp("ods")
    done = run(program, "build", *layouts(), "-i", TOP / "input", "-o", folder, "--ods",
               "--only", SOME)
    assert done.returncode == 0, done.stderr
    assert len(list(folder.rglob("*.ods"))) >= len(layouts())
    return folder


@pytest.fixture(scope="module")
def books(papers):
    """{workbook with an ODS beside it: its sheets}."""
    return {path.with_suffix(".xlsx"): openpyxl.load_workbook(path.with_suffix(".xlsx"))
            for path in papers.rglob("*.ods")}


@pytest.fixture(scope="module")
def fresh(papers, tmp_path_factory):
    """{name: a copy in which LibreOffice has worked out every formula of the ODS afresh}."""
    paths = sorted(papers.rglob("*.ods"))
    copies = office.recalculated(paths, tmp_path_factory.mktemp("fresh"))
    return {path.stem: copy for path, copy in copies.items()}


def tables_of(path):
    with zipfile.ZipFile(path) as archive:
        content = xml.fromstring(archive.read("content.xml"))
    return {table.get(TABLE + "name"): table for table in content.iter(TABLE + "table")
            if table.get(TABLE + "name")}


def repeated(cell):
    return int(cell.get(TABLE + "number-columns-repeated", 1))


def formulas_of(table):
    return sum(repeated(cell) for cell in table.iter(TABLE + "table-cell")
               if cell.get(TABLE + "formula"))


def formulas_in(sheet):
    return sum(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def squares(reference):
    """How many cells a list of ranges has: "'CT scorecard'.B4:'CT scorecard'.C5 Data.A1" or
    'B4:C5 A1'."""
    count = 0
    plain = re.sub(r"('(?:[^']|'')*'|[^\s:.]+)\.", "", reference)
    for part in plain.split():
        corners = re.findall(r"\$?([A-Z]+)\$?(\d+)", part)
        rows = [int(row) for _, row in corners]
        columns = [openpyxl.utils.column_index_from_string(letters) for letters, _ in corners]
        count += (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
    return count


def lights_of(table):
    return sum(squares(one.get(CALC + "target-range-address"))
               * len(list(one.iter(CALC + "condition")))
               for one in table.iter(CALC + "conditional-format"))


def lights_in(sheet):
    return sum(squares(str(one.sqref)) * len(one.rules) for one in sheet.conditional_formatting)


def sheets_of(books):
    """(workbook's name and sheet's, sheet, the table that it became) of every sheet."""
    for path, book in books.items():
        tables = tables_of(path.with_suffix(".ods"))
        assert book.sheetnames == list(tables), path.name
        for sheet in book.worksheets:
            yield f"{path.stem}: {sheet.title}", sheet, tables[sheet.title]


def test_every_sheet_has_its_formulas_and_lights(books):
    for name, sheet, table in sheets_of(books):
        assert formulas_of(table) == formulas_in(sheet), name
        assert lights_of(table) == lights_in(sheet), name


def test_every_sheet_has_its_print_area_and_repeated_rows(books):
    for name, sheet, table in sheets_of(books):
        if sheet.print_area:
            last = re.findall(r"[A-Z]+\d+", str(sheet.print_area).replace("$", ""))[-1]
            assert (table.get(TABLE + "print-ranges") or "").endswith("." + last), name
        repeats = table.find(f".//{TABLE}table-header-rows") is not None
        assert repeats == bool(sheet.print_title_rows), name


def test_they_hold_the_results(books, fresh):
    for path in books:
        assert book.differences(book.cells(path), book.cells(fresh[path.stem])) == {}, path.name


def test_the_judge_sees_a_formula_and_a_light_that_went(papers, tmp_path):
    [path] = papers.rglob("CT scorecard*.ods")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["content.xml"].decode()
    text = re.sub(r' table:formula="[^"]*"', "", text, count=1)
    text = re.sub(r"<calcext:condition [^>]*/>", "", text, count=1)
    with zipfile.ZipFile(tmp_path / "broken.ods", "w") as archive:
        for name, content in {**parts, "content.xml": text.encode()}.items():
            archive.writestr(name, content)
    before, after = tables_of(path), tables_of(tmp_path / "broken.ods")
    assert sum(map(formulas_of, after.values())) == sum(map(formulas_of, before.values())) - 1
    assert sum(map(lights_of, after.values())) < sum(map(lights_of, before.values()))
    assert lights_in(openpyxl.load_workbook(path.with_suffix(".xlsx")).worksheets[0]) > 0
