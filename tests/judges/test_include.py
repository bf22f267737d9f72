"""A meeting's papers in one workbook and one PDF: all of them, in order, each as it is alone."""
import re
import subprocess

import openpyxl
import pytest
import workbook as book
import yaml
from scorebook import TOP, run

PACK = TOP / "layouts" / "committee" / "committee.yaml"
with open(PACK, encoding="utf-8") as file:
    SAID = yaml.load(file, yaml.BaseLoader)
# {short name: layout}, in the order of the agenda.
PARTS = {part["short"]: (PACK.parent / part["layout"]).resolve() for part in SAID["include"]}


@pytest.fixture(scope="module")
def papers(program, tmp_path_factory):
    """The folder of the pack and of each of its layouts alone, the pack as PDF too."""
    folder = tmp_path_factory.mktemp("papers")
    for layouts, options in (([PACK], ["--pdf"]), (PARTS.values(), [])):
        done = run(program, "build", *layouts, "-i", TOP / "input", "-o", folder, *options)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def pack(papers):
    return papers / SAID["save as"]


def alone(papers, layout):
    """The workbook of a layout by itself: its name up to the period in it."""
    with open(layout, encoding="utf-8") as said:
        name = yaml.load(said, yaml.BaseLoader)["save as"].split("{")[0].removesuffix(".xlsx")
    [path] = papers.glob(name + "*.xlsx")
    return path


@pytest.mark.parametrize("short", PARTS)
def test_every_sheet_holds_what_it_holds_alone(short, papers, pack):
    """Values, formulas but for the names of Data sheets, and lights."""
    path = alone(papers, PARTS[short])
    names = {sheet: f"Data {short}" if sheet == "Data" else sheet
             for sheet in openpyxl.load_workbook(path, read_only=True).sheetnames}
    for formulas in (False, True):
        own, joined = book.cells(path, formulas), book.cells(pack, formulas)
        for (sheet, address), value in own.items():
            if isinstance(value, str) and value.startswith("="):
                value = re.sub(r"\bData!", f"'Data {short}'!", value)
            assert joined[names[sheet], address] == value, (sheet, address)
    one, other = openpyxl.load_workbook(path), openpyxl.load_workbook(pack)
    for sheet, name in names.items():
        assert lights_of(one[sheet], short) == lights_of(other[name], short), sheet
        assert one[sheet].print_title_rows == other[name].print_title_rows, sheet
        assert one[sheet].merged_cells == other[name].merged_cells, sheet


def lights_of(sheet, short):
    """The formulas of the conditional formats, as they are in a pack."""
    return [(str(ranges.sqref), re.sub(r"\bData!", f"'Data {short}'!", rule.formula[0]))
            for ranges in sheet.conditional_formatting for rule in ranges.rules]


def test_the_papers_stand_in_the_order_of_the_agenda(papers, pack):
    wanted = [sheet for layout in PARTS.values()
              for sheet in openpyxl.load_workbook(alone(papers, layout), read_only=True).sheetnames
              if sheet != "Data"]
    given = openpyxl.load_workbook(pack, read_only=True).sheetnames
    assert [sheet for sheet in given if sheet in wanted] == wanted
    assert len(set(map(str.lower, given))) == len(given)
    assert max(map(len, given)) <= 31


def pdf_text(path):
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True,
                          check=True)
    return done.stdout.split("\f")[:-1]


def test_the_pages_are_numbered_through_the_pdf(pack):
    pages = pdf_text(pack.with_suffix(".pdf"))
    for number, page in enumerate(pages, start=1):
        assert re.search(rf"Page {number} of {len(pages)}\b", page), number


def test_every_paper_says_its_item(pack):
    items = {part["short"]: part["item"] for part in SAID["include"]}
    sheets = openpyxl.load_workbook(pack)
    for short, layout in PARTS.items():
        with open(layout, encoding="utf-8") as said:
            names = yaml.load(said, yaml.BaseLoader)["sheets"]
        for name in [*names, *(one for one in (f"Data {short}",) if one in sheets)]:
            assert f"Item {items[short]}" in sheets[name].oddFooter.left.text, name


def test_the_pdf_has_a_bookmark_to_each_sheet(pack):
    content = pack.with_suffix(".pdf").read_bytes()
    found = [bytes.fromhex(name.decode()).decode("utf-16")
             for name in re.findall(rb"/Title<([0-9A-F]+)>\s*/Dest", content)]
    assert found == openpyxl.load_workbook(pack, read_only=True).sheetnames


def test_a_figure_of_a_pack_is_explained_by_its_part(program):
    done = run(program, "explain", PACK, "--line", "SNT Recruited", "--window", "fytd", folder=TOP)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("SNT Recruited, fytd: 179\n")
    assert "input/counter-terrorism/ct_values.csv:4:2 (B4)  2007-04  50" in done.stdout
