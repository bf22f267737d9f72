"""From a figure back to its source: corrections, the explanation of a figure, what was issued."""
import csv
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
