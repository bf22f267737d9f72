"""From a figure back to its source: corrections, the explanation of a figure, what was issued."""
import csv
import hashlib
import re
import shutil
import zipfile

import openpyxl
import pytest
from scorebook import TOP, run

CORRECTION = ["crime", "ROBBERY", "Camden", "2025-11", "", "", "counted twice at Holborn", "A. Reed",
              "2025-12-03", "C-1"]
HEADINGS = "source,line,area,period,was,now,reason,who,date,reference".split(",")


@pytest.fixture
def boroughs(tmp_path):
    """A copy of the boroughs' layouts and figures, to be changed."""
    shutil.copytree(TOP / "layouts", tmp_path / "layouts")
    shutil.copytree(TOP / "input" / "boroughs", tmp_path / "input" / "boroughs")
    return tmp_path


def source_rows():
    with open(TOP / "input/boroughs/recorded_crime.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def published(offence, area, *periods):
    return sum(int(row[period]) for row in source_rows() for period in periods
               if row["offence"] == offence and row["area"] == area)


def write_corrections(folder, *lines):
    layout = folder / "layouts/boroughs/boroughs.yaml"
    text = layout.read_text(encoding="utf-8")
    layout.write_text(text.replace("data:\n", "corrections: boroughs/corrections.csv\ndata:\n", 1),
                      encoding="utf-8")
    with open(folder / "input/boroughs/corrections.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADINGS, *lines])


def build(program, folder, *more):
    return run(program, "build", "layouts/boroughs/boroughs.yaml", *more, folder=folder)


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


# --- corrections ---------------------------------------------------------------------------------

@pytest.fixture
def corrected(program, boroughs):
    """The boroughs with Camden's robberies of the last month corrected by 7."""
    was = published("ROBBERY", "Camden", "2025-11")
    line = list(CORRECTION)
    line[4:6] = was, was + 7
    write_corrections(boroughs, line)
    done = build(program, boroughs)
    assert done.returncode == 0, done.stderr
    assert "; 1 figure corrected" in done.stdout
    return boroughs, was


def test_a_correction_is_laid_over_the_figure_and_noted_beside_it(corrected):
    folder, was = corrected
    book = openpyxl.load_workbook(folder / "output/boroughs/2025-11/recorded-crime-E09000007-2025-11.xlsx")
    noted = [cell for row in book["Data"].iter_rows() for cell in row if cell.comment]
    assert [cell.value for cell in noted] == [was + 7]
    assert noted[0].comment.text == (f"Corrected from {was} to {was + 7}: counted twice at Holborn. "
                                     "A. Reed, 2025-12-03, C-1")
    assert book["Data"].cell(noted[0].row, 1).value == "robbery"


def test_a_recipient_has_no_correction_of_another(corrected):
    folder, _ = corrected
    books = sorted((folder / "output").rglob("*.xlsx"))
    telling = [path.name for path in books
               if any("Holborn" in text or "Camden" in text for text in parts_of(path).values())]
    assert len(books) == 32
    assert telling == ["recorded-crime-E09000007-2025-11.xlsx"]


def test_the_record_lists_the_corrections_among_the_inputs(corrected):
    folder, _ = corrected
    with open(folder / "output/boroughs/2025-11/index.csv", newline="", encoding="utf-8") as file:
        listed = [line["file"] for line in csv.DictReader(file) if line["kind"] == "input"]
    assert "boroughs/corrections.csv" in listed


# --- how a figure comes about ----------------------------------------------------------------------

CELL = re.compile(r"^ *(\S+\.csv):(\d+)(?::(\d+) \([A-Z]+\d+\))?  .*?(-?[\d.]+)$")


def explain(program, *words, folder=TOP):
    return run(program, "explain", *words, folder=folder)


def cells_told(text):
    """The cells of files that an explanation lists: [(file, line, column, number)]."""
    return [(found[1], int(found[2]), int(found[3] or 0), float(found[4]))
            for found in map(CELL.match, text.splitlines()) if found]


def cell_in(folder, file, line, column):
    """What stands in a cell of a file without line breaks in its cells."""
    with open(folder / file, newline="", encoding="utf-8") as rows:
        return list(csv.reader(rows))[line - 1][column - 1]


@pytest.mark.parametrize("what", ["layouts/boroughs/boroughs.yaml", "the workbook"])
def test_the_rows_of_a_borough_s_robberies_sum_up(program, boroughs, what):
    words = [what, "--recipient", "Camden"]
    if what == "the workbook":
        assert build(program, boroughs).returncode == 0
        words = ["output/boroughs/2025-11/recorded-crime-E09000007-2025-11.xlsx"]
    done = explain(program, *words, "--line", "robbery", "--window", "rolling12", folder=boroughs)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Robbery, rolling12: 1,489\n")
    told = cells_told(done.stdout)
    assert len(told) == 12
    assert sum(number for *_, number in told) == 1489
    for file, line, column, number in told:
        assert float(cell_in(boroughs, file, line, column)) == number
        assert cell_in(boroughs, file, line, 1) == "ROBBERY"
        assert cell_in(boroughs, file, line, 2) == "Camden"
    digest = hashlib.sha256((boroughs / told[0][0]).read_bytes()).hexdigest()
    assert f"  {told[0][0]}  {digest}\n" in done.stdout


def test_every_area_goes_into_the_whole(program):
    done = explain(program, "layouts/boroughs/boroughs.yaml", "--line", "robbery", "--window",
                   "whole_rate", "--recipient", "Barnet")
    periods = [f"2024-{12}", *(f"2025-{month:02}" for month in range(1, 12))]
    areas = {row["area"] for row in source_rows() if row["offence"] == "ROBBERY"}
    wanted = sum(published("ROBBERY", area, *periods) for area in areas)
    told = [number for file, *_, number in cells_told(done.stdout) if "recorded" in file]
    assert len(told) == 12 * len(areas)
    assert sum(told) == wanted
    assert f"= {wanted}, from {len(told)} cells\n" in done.stdout


def test_a_corrected_figure_is_its_rows_and_its_corrections(program, corrected):
    folder, was = corrected
    done = explain(program, "layouts/boroughs/boroughs.yaml", "--line", "robbery", "--window", "2025-11",
                   "--recipient", "Camden", folder=folder)
    assert [number for *_, number in cells_told(done.stdout)] == [was]
    assert (f"input/boroughs/corrections.csv:2:1 (A2)  Camden  2025-11  +7  (corrected from {was} to "
            f"{was + 7}: counted twice at Holborn)\n") in done.stdout
    assert done.stdout.startswith(f"Robbery, 2025-11: {was + 7}\n")


def test_each_row_that_adds_up_is_told(program, tmp_path):
    case = TOP / "tests/cases/a row to an event is counted in the month of its day"
    shutil.copytree(case, tmp_path, dirs_exist_ok=True)
    done = explain(program, "layout.yaml", "-i", ".", "--line", "all", "--window", "fytd",
                   folder=tmp_path)
    assert done.returncode == 0, done.stderr
    figure = float(re.match(r"All offences, fytd: (\d+)\n", done.stdout)[1])
    told = cells_told(done.stdout)
    assert len(told) == figure > 1
    assert sum(number for *_, number in told) == figure
    assert len({line for _, line, *_ in told}) == len(told)


@pytest.mark.parametrize("words, says", [
    (["--line", "robery", "--window", "fytd", "--recipient", "Camden"], "did you mean 'robbery'?"),
    (["--line", "robbery", "--window", "fydt", "--recipient", "Camden"], "did you mean 'fytd'?"),
    (["--line", "robbery", "--window", "fytd", "--recipient", "Camdn"], "did you mean 'Camden'?"),
    (["--line", "robbery", "--window", "fytd"], "say whose figure it is"),
], ids=["line", "window", "recipient", "no recipient"])
def test_what_is_not_there_is_told(program, words, says):
    done = explain(program, "layouts/boroughs/boroughs.yaml", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr


def test_a_workbook_without_a_record_cannot_be_explained(program, tmp_path):
    (tmp_path / "some.xlsx").write_bytes(b"")
    done = explain(program, tmp_path / "some.xlsx", "--line", "robbery", "--window", "fytd")
    assert done.returncode == 1
    assert "no record beside it" in done.stderr


def test_what_is_asked_must_be_said(program):
    assert explain(program, "layouts/boroughs/boroughs.yaml").returncode == 2
    assert explain(program, "--line", "robbery", "--window", "fytd").returncode == 2
