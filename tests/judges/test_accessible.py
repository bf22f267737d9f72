"""The accessible edition keeps to the guidance, item by item; and a workbook that breaks an item is
found out, under that item's name."""
import json
import pathlib
import re
import subprocess
import zipfile

import accessible
import office
import openpyxl
import pytest
import test_schema
import workbook as book
from scorebook import TOP, build_everything, run

COUNT_OF_RECIPIENTS = 3  # of 32, laid out alike


def build(program):
    folder, done = build_everything(program, "accessible")
    assert done.returncode == 0, done.stderr
    found = sorted(folder.rglob("*.xlsx"))
    recipients = [path for path in found if re.search(r"crime-e\d+", path.name)]
    return [path for path in found if path not in recipients[COUNT_OF_RECIPIENTS:]]


def pytest_generate_tests(metafunc):
    if "edition" in metafunc.fixturenames:
        found = build(str(pathlib.Path(metafunc.config.getoption("--program")).resolve()))
        metafunc.parametrize("edition", found, ids=[path.stem for path in found])


@pytest.fixture(name="editions", scope="module")
def all_editions(program):
    return build(program)


def test_every_item_is_kept(edition):
    assert accessible.faults(edition) == {}


def test_there_is_an_edition_of_every_layout(editions):
    assert len(editions) == len(list(TOP.glob("layouts/*/*.yaml"))) - 1 + COUNT_OF_RECIPIENTS


def test_libreoffice_agrees_with_every_result(editions, tmp_path_factory):
    fresh = office.recalculated(editions, tmp_path_factory.mktemp("accessible_recalculated"))
    for path in editions:
        assert book.differences(book.cells(path), book.cells(fresh[path])) == {}
        assert [cell for cell, value in book.cells(path).items() if book.is_error(value)] == []


def test_every_part_follows_the_schema(edition):
    if not test_schema.FOUND:
        pytest.skip("schema check skipped: the validator was not to be had")
    done = subprocess.run([test_schema.FOUND[0], edition], capture_output=True, text=True,
                          check=False)
    assert json.loads(done.stdout)["errors"] == []


def test_a_pack_of_several_layouts_is_accessible(program, tmp_path):
    pack = TOP / "tests" / "cases" / "a pack takes in the sheets of several layouts"
    done = run(program, "build", "layout.yaml", "-i", ".", "-o", tmp_path, "--edition",
               "accessible", folder=pack)
    assert done.returncode == 0, done.stderr
    made = sorted(tmp_path.rglob("*-accessible.xlsx"))
    assert len(made) == 1
    faults = accessible.faults(made[0])
    assert faults == {}
    names = openpyxl.load_workbook(made[0]).sheetnames
    assert len([name for name in names if name.startswith("Notes")]) > 1


def test_words_follow_what_is_typed_on_data(editions, tmp_path):
    source = named(editions, "ct-scorecard")
    edited = book.edit(source, "Total BOCUs with CTIOs", "May-07", 33, tmp_path / source.name)
    fresh = office.recalculated([edited], tmp_path / "fresh")[edited]
    lights = [light_of(path, "To increase the coverage of Counter Terrorist Intelligence Officers "
                             "(CTIO) in London Boroughs") for path in (source, fresh)]
    assert lights == ["AMBER", "GREEN, 10% or better"]


def light_of(path, label):
    sheet = openpyxl.load_workbook(path, data_only=True)["CT scorecard"]
    return sheet[book.find(sheet, label, "2007/8, FYTD: light")].value


# --- broken samples ------------------------------------------------------------------------------


def part(name, pattern, replacement, count=1):
    """What replaces a text in a part of the workbook."""
    def edit(parts):
        text = parts[name].decode()
        edited, found = re.subn(pattern, replacement, text, count=count, flags=re.DOTALL)
        assert found, f"nothing in {name} is like {pattern}"
        parts[name] = edited.encode()
    return edit


def both(*edits):
    return lambda parts: [edit(parts) for edit in edits]


SHEET = "xl/worksheets/sheet2.xml"  # the scorecard
STYLES = "xl/styles.xml"
CELL = r'<c r="{}"[^>]*?(?:/>|>.*?</c>)'

# The counter-terrorism workbook, broken: {item: [edits]}.
BROKEN = {
    "marked-up tables": [
        part(SHEET, r"<tableParts.*?</tableParts>", ""),
        part(SHEET, "</row>(?=<row r=\"2\")", '<c r="F1" t="inlineStr"><is><t>aside</t></is></c></row>'),
    ],
    "table names": [part("xl/tables/table2.xml", 'name="CT_scorecard" displayName="CT_scorecard"',
                         'name="Table1" displayName="Table1"')],
    "merged cells": [part(SHEET, "</sheetData>", '</sheetData><mergeCells count="1">'
                          '<mergeCell ref="B12:B13"/></mergeCells>')],
    "blank rows or columns": [
        part(SHEET, r'<row r="15".*?</row>', ""),
        part(SHEET, CELL.format(r"C(?!10)\d\d"), "", count=0),
    ],
    "headings": [
        part("xl/tables/table2.xml", 'name="Part of"', 'name="Of"'),
        part("xl/tables/table2.xml", "<table ", '<table headerRowCount="2" '),
    ],
    "bands": [part(SHEET, CELL.format(r"[B-Z]16"), "", count=0)],
    "titles in A1 and A2": [part(SHEET, CELL.format("A2"), ""), part(SHEET, CELL.format("A1"), "")],
    "notes": [part("xl/sharedStrings.xml", "Intended Outcomes", "Intended Outcomes [note 9]")],
    "shorthand": [part("xl/sharedStrings.xml", r"<t>CTC</t>", "<t>CTC [e]</t>")],
    "words with colours": [
        part(SHEET, r'<conditionalFormatting sqref="[^"]*">',
             '<conditionalFormatting sqref="G12:G13">'),
    ],
    "alignment": [part(STYLES, 'horizontal="left"', 'horizontal="center"', count=0),
                  part(STYLES, 'horizontal="right"', 'horizontal="left"', count=0)],
    "type": [part(STYLES, '<sz val="12"/>', '<sz val="11"/>', count=0),
             part(STYLES, '<name val="Arial"/>', '<name val="Times New Roman"/>', count=0)],
    "frozen or hidden": [
        part(SHEET, r"<sheetView([^>]*)/>", r'<sheetView\1><pane ySplit="10" topLeftCell="A11" '
             r'activePane="bottomLeft" state="frozen"/></sheetView>'),
        part(SHEET, r'<row r="12"', '<row r="12" hidden="1"'),
        part("xl/workbook.xml", r'(<sheet name="CT scorecard" [^>]*?)/>', r'\1 state="hidden"/>'),
    ],
    "sheet names": [part("xl/workbook.xml", '<sheet name="CT scorecard"', '<sheet name="Sheet1"')],
    "first sheet": [part("xl/workbook.xml", "<workbookView ", '<workbookView activeTab="1" ')],
    "properties": [part("docProps/core.xml", r"<dc:title>.*?</dc:title>", ""),
                   part("docProps/core.xml", r"<dc:creator>.*?</dc:creator>", ""),
                   part("docProps/custom.xml", 'name="Language"', 'name="Tongue"')],
}


def broken_copy(source, edit, target):
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    edit(parts)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def named(editions, start):
    return next(path for path in editions if path.name.startswith(start))


@pytest.mark.parametrize("item, number", [(item, number) for item, edits in BROKEN.items()
                                          for number in range(len(edits))])
def test_what_is_broken_is_found(item, number, editions, tmp_path):
    source = named(editions, "ct-scorecard")
    found = accessible.faults(broken_copy(source, BROKEN[item][number], tmp_path / source.name))
    assert item in found


def test_a_note_without_a_marker_is_found(editions, tmp_path):
    source = named(editions, "policing-plan")
    edit = part("xl/sharedStrings.xml", r"(?<!<t>)\[note 3\]", "", count=0)
    assert "notes" in accessible.faults(broken_copy(source, edit, tmp_path / source.name))


def test_a_file_name_with_capitals_is_found(editions, tmp_path):
    source = named(editions, "ct-scorecard")
    assert "file name" in accessible.faults(broken_copy(source, bool, tmp_path / "CT scorecard.xlsx"))


@pytest.mark.parametrize("edit", [
    part("xl/drawings/drawing1.xml", r' descr="[^"]*"', ""),
    part("xl/charts/chart1.xml", r"<c:v>[-0-9.]+</c:v>", "<c:v>123456.5</c:v>"),
])
def test_a_chart_without_words_or_points_is_found(edit, editions, tmp_path):
    source = named(editions, "recorded-crime-e0")
    assert "charts" in accessible.faults(broken_copy(source, edit, tmp_path / source.name))


def test_every_item_has_a_broken_sample():
    assert accessible.ITEMS.keys() == BROKEN.keys() | {"file name", "charts"}
