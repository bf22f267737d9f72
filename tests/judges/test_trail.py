"""From a figure back to its source: corrections, the explanation of a figure, what was issued."""
import csv
import hashlib
import random
import re
import shutil
import subprocess
import time
import zipfile

import openpyxl
import pytest
import yaml
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


def figures_of(layout):
    """(line, column) of every figure that the sheets of a layout may show."""
    said = yaml.load(layout.read_text(encoding="utf-8"), yaml.BaseLoader)
    for sheet in said["sheets"].values():
        if not isinstance(sheet.get("rows"), str):
            continue
        with open(layout.parent / sheet["rows"], newline="", encoding="utf-8") as file:
            lines = [row["id"] for row in csv.DictReader(file) if row["id"]]
        columns = [name for name, column in sheet.get("columns", {}).items() if "each" not in column]
        yield from ((line, column) for line in lines for column in columns)


@pytest.mark.parametrize("name", ["counter-terrorism", "performance-assessment"])
def test_every_figure_of_a_scorecard_comes_from_the_cells_that_are_told(program, name):
    layout = TOP / "layouts" / name / f"{name}.yaml"
    found = 0
    for line, column in figures_of(layout):
        done = explain(program, layout.relative_to(TOP), "--line", line, "--window", column)
        assert (done.returncode, done.stderr) == (0, ""), (line, column)
        for file, row, at, number in cells_told(done.stdout):
            assert typed(cell_in(TOP, file, row, at)) == pytest.approx(number), (line, column)
            found += 1
        for block in re.findall(r"((?: +\S+\.csv:.*\n)+) +(= .*)\n", done.stdout):
            told = [number for *_, number in cells_told(block[0])]
            assert block[1] == f"= {sum(told):.15g}, from {len(told)} cells", (line, column)
    assert found > 0


def typed(text):
    """A number as people type it."""
    plain = re.sub(r"[,£\sm]", "", text)
    return float(plain[:-1]) / 100 if plain.endswith("%") else float(plain)


def test_provisional_cells_are_told(program, tmp_path):
    shutil.copytree(TOP / "tests/cases/a figure that takes a provisional one carries the mark", tmp_path,
                    dirs_exist_ok=True)
    done = explain(program, "layout.yaml", "-i", ".", "--line", "answered", "--window", "fytd",
                   folder=tmp_path)
    assert done.stdout.startswith("Answered, fytd: 5,723, provisional\n")
    assert re.findall(r"(\S+)  (\d+)  \(provisional\)\n", done.stdout) == [("2024-06", "1998")]


def test_a_figure_of_a_pack_is_that_of_its_layout(program, tmp_path):
    shutil.copytree(TOP / "tests/cases/a pack takes in the sheets of several layouts", tmp_path,
                    dirs_exist_ok=True)
    words = ["-i", ".", "--line", "wardens", "--window", "twice"]
    alone = explain(program, "posts.yaml", *words, folder=tmp_path)
    assert cells_told(alone.stdout) == [("./posts.csv", 2, 3, 5)]
    assert explain(program, "layout.yaml", *words, folder=tmp_path).stdout == alone.stdout


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


# --- what was issued -------------------------------------------------------------------------------

FOLDER = "output/boroughs/2025-11"
KEPT = "output/issued/boroughs"
TWO = ("--only", "Camden,Barnet")


def issue(program, folder, *more):
    return run(program, "issue", FOLDER, *more, folder=folder)


def rebuild(program, folder, name="2025-11-1"):
    return run(program, "rebuild", f"{KEPT}/{name}", folder=folder)


def record(folder):
    with open(folder / KEPT / "issued.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file()}


def change_figure(folder):
    """One of Camden's robberies less in the last month."""
    path = folder / "input/boroughs/recorded_crime.csv"
    lines = path.read_text(encoding="utf-8").splitlines(True)
    at = next(i for i, line in enumerate(lines) if line.startswith("ROBBERY,Camden,"))
    rest, last = lines[at].rstrip("\n").rsplit(",", 1)
    lines[at] = f"{rest},{int(last) - 1}\n"
    path.write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def issued(program, boroughs):
    assert build(program, boroughs, *TWO).returncode == 0
    done = issue(program, boroughs, "--why", "to the boroughs, by mail")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (f"{KEPT}/2025-11-1: 2 workbooks, made of 2 files of figures and 4 of "
                           "definitions\n")
    return boroughs


def test_an_issue_is_what_was_built_with_all_it_was_made_of(issued):
    lines = record(issued)
    built, kept = contents(issued / FOLDER), contents(issued / KEPT / "2025-11-1")
    assert built.items() <= kept.items()
    files = [line for line in lines if line["kind"] not in ("program", "option")]
    for line in files:
        data = (issued / KEPT / line["issue"] / line["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == line["sha256"], line["file"]
    assert {str(path) for path in kept} == {line["file"] for line in files} | {"issue.csv"}
    assert {line["why"] for line in lines} == {"to the boroughs, by mail"}
    assert {(line["issue"], line["period"], line["number"]) for line in lines} == {("2025-11-1", "2025-11", "1")}
    assert {line["kind"] for line in lines} == {"workbook", "record", "input", "definition", "program"}


def test_a_figure_of_an_issue_is_explained_by_what_the_issue_was_made_of(program, issued):
    words = ["recorded-crime-E09000007-2025-11.xlsx", "--line", "robbery", "--window", "rolling12"]
    change_figure(issued)
    shown = [explain(program, f"{folder}/{words[0]}", *words[1:], folder=issued)
             for folder in (FOLDER, f"{KEPT}/2025-11-1")]
    assert [done.stdout.splitlines()[0] for done in shown] == [
        "Robbery, rolling12: 1,488", "Robbery, rolling12: 1,489"]
    assert ["changed since the workbook was made" in done.stdout for done in shown] == [True, False]
    for done in shown:
        for file, line, column, number in cells_told(done.stdout):
            assert float(cell_in(issued, file, line, column)) == number


def test_what_is_the_same_is_not_issued_again(program, issued):
    before = contents(issued / KEPT)
    done = issue(program, issued)
    assert done.returncode == 0
    assert "2025-11-1: is the same already; nothing is kept" in done.stdout
    assert contents(issued / KEPT) == before


def test_what_went_out_is_not_issued_again_though_it_was_built_again(program, issued):
    before = contents(issued / KEPT)
    with open(issued / "input/boroughs/population.csv", "a", encoding="utf-8") as file:
        file.write("\n")
    assert build(program, issued, *TWO).returncode == 0
    assert "2025-11-1: is the same already; nothing is kept" in issue(program, issued).stdout
    assert contents(issued / KEPT) == before


def test_a_second_issue_leaves_the_first_and_the_record_grows(program, issued):
    first = contents(issued / KEPT / "2025-11-1")
    said = (issued / KEPT / "issued.csv").read_bytes()
    change_figure(issued)
    assert build(program, issued, *TWO).returncode == 0
    assert f"{KEPT}/2025-11-2: 2 workbooks" in issue(program, issued).stdout
    assert contents(issued / KEPT / "2025-11-1") == first
    assert (issued / KEPT / "issued.csv").read_bytes().startswith(said)
    assert [line["issue"] for line in record(issued)] == sorted(line["issue"] for line in record(issued))


def test_what_the_record_does_not_list_is_not_kept(program, boroughs):
    assert build(program, boroughs, *TWO).returncode == 0
    (boroughs / FOLDER / "notes.txt").write_text("ring them")
    assert f"{FOLDER}/notes.txt: not kept: the record does not list it\n" in issue(program, boroughs).stdout
    assert not (boroughs / KEPT / "2025-11-1/notes.txt").exists()


def edit_workbook(folder):
    with open(next((folder / FOLDER).glob("*.xlsx")), "ab") as file:
        file.write(b" ")


def edit_record(folder):
    path = folder / FOLDER / "index.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("kind,", "kin,", 1), encoding="utf-8")


def leave_unfinished(folder):
    path = folder / FOLDER / "index.csv"
    headings, rest = path.read_text(encoding="utf-8").split("\n", 1)
    commas = "," * headings.count(",")
    path.write_text(f"{headings}\nunfinished{commas}\n{rest}", encoding="utf-8")


@pytest.mark.parametrize("spoil, says", [
    (edit_workbook, "the file is not as it was built"),
    (lambda folder: next((folder / FOLDER).glob("*.xlsx")).unlink(), "the file is gone"),
    (lambda folder: (folder / FOLDER / "figures.csv").unlink(), "the file is gone"),
    (lambda folder: (folder / FOLDER / "index.csv").unlink(), "there is no record of what was made"),
    (edit_record, "the record is damaged"),
    (leave_unfinished, "the last build did not finish"),
    (change_figure, "the file has changed since the workbooks were made of it"),
    (lambda folder: (folder / "layouts/boroughs/boroughs.yaml").rename(folder / "aside.yaml"),
     "its layout 'boroughs.yaml' is not found"),
], ids=["workbook edited", "workbook gone", "figures gone", "no record", "record damaged", "unfinished",
        "figures changed", "no layout"])
def test_a_folder_that_is_not_as_recorded_is_not_issued(program, boroughs, spoil, says):
    assert build(program, boroughs, *TWO).returncode == 0
    spoil(boroughs)
    done = issue(program, boroughs)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert not (boroughs / "output/issued").exists()


def test_an_issue_that_was_broken_off_before_its_record_is_mended(program, issued):
    said = record(issued)
    (issued / KEPT / "issued.csv").unlink()
    change_figure(issued)
    assert build(program, issued, *TWO).returncode == 0
    assert f"{KEPT}/2025-11-2: 2 workbooks" in issue(program, issued, "--why", "again").stdout
    assert record(issued)[:len(said)] == said
    assert {line["issue"] for line in record(issued)} == {"2025-11-1", "2025-11-2"}


def assert_whole(folder, name):
    """What stands in an issue is what its own lines say, and nothing is missing."""
    with open(folder / KEPT / name / "issue.csv", newline="", encoding="utf-8") as file:
        lines = [line for line in csv.DictReader(file) if line["kind"] not in ("program", "option")]
    found = contents(folder / KEPT / name)
    assert {str(path) for path in found} == {line["file"] for line in lines} | {"issue.csv"}
    for line in lines:
        data = (folder / KEPT / name / line["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == line["sha256"]


def test_an_issue_is_kept_whole_or_not_at_all(program, boroughs):
    """Killed at moments from its start to its end, it leaves no part of an issue under its name, and
    the next run goes on from there."""
    chance = random.Random(4)
    assert build(program, boroughs, *TWO).returncode == 0
    started = time.monotonic()
    assert issue(program, boroughs).returncode == 0
    taken = time.monotonic() - started
    shutil.rmtree(boroughs / "output/issued")
    for _ in range(25):
        killed = subprocess.Popen([program, "issue", FOLDER], cwd=boroughs, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, taken))
        killed.kill()
        killed.wait()
        kept = boroughs / KEPT
        for found in kept.glob("[!.]*-*") if kept.exists() else ():
            assert_whole(boroughs, found.name)
        assert issue(program, boroughs).returncode == 0
        assert_whole(boroughs, "2025-11-1")
        assert sorted(path.name for path in kept.iterdir()) == ["2025-11-1", "issued.csv"]
        assert {line["issue"] for line in record(boroughs)} == {"2025-11-1"}
        shutil.rmtree(boroughs / "output/issued")


def test_an_issue_made_again_is_the_same_whatever_has_changed_since(program, issued):
    change_figure(issued)
    (issued / "layouts/house.yaml").write_text("title: nothing\n", encoding="utf-8")
    shutil.rmtree(issued / "layouts/boroughs")
    before = contents(issued)
    done = rebuild(program, issued)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{KEPT}/2025-11-1: 2 workbooks made again; 2 the same byte for byte\n"
    assert contents(issued) == before


def test_an_issue_with_revisions_is_made_again_as_it_was(program, issued):
    """Its workbooks were compared with the first issue, and say what was revised."""
    change_figure(issued)
    assert build(program, issued, *TWO).returncode == 0
    assert f"{KEPT}/2025-11-2: 2 workbooks" in issue(program, issued).stdout
    camden = issued / KEPT / "2025-11-2/recorded-crime-E09000007-2025-11.xlsx"
    assert "Revisions" in openpyxl.load_workbook(camden).sheetnames
    done = rebuild(program, issued, "2025-11-2")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 workbooks made again; 2 the same byte for byte" in done.stdout


def test_what_an_issue_no_longer_has_is_taken_from_the_project_while_it_is_the_same(program, issued):
    shutil.rmtree(issued / KEPT / "2025-11-1/made-of")
    assert rebuild(program, issued).returncode == 0
    change_figure(issued)
    done = rebuild(program, issued)
    assert (done.returncode, done.stdout) == (1, "")
    assert "input 'boroughs/recorded_crime.csv' is no longer the same" in done.stderr
    assert "population" not in done.stderr


def test_a_workbook_of_an_issue_that_was_edited_is_named(program, issued):
    workbook = next((issued / KEPT / "2025-11-1").glob("*.xlsx"))
    workbook.write_bytes(workbook.read_bytes() + b" ")
    done = rebuild(program, issued)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{KEPT}/2025-11-1/{workbook.name}: error: the file is not as it was issued" in done.stderr


def test_a_workbook_that_comes_out_otherwise_is_named_and_the_program_with_it(program, issued):
    """As if another program had made them: the record says of a workbook and the program what it
    did not make."""
    folder = issued / KEPT / "2025-11-1"
    workbook = next(folder.glob("*.xlsx"))
    old = hashlib.sha256(workbook.read_bytes()).hexdigest()
    workbook.write_bytes(workbook.read_bytes() + b" ")
    new = hashlib.sha256(workbook.read_bytes()).hexdigest()
    index = folder / "index.csv"
    text = index.read_text(encoding="utf-8").replace(old, new)
    program_line = next(line for line in text.splitlines() if line.startswith("program,"))
    digest = re.search("[0-9a-f]{64}", program_line)[0]
    text = text.replace(digest, "0" * 64)
    old_index = hashlib.sha256(index.read_bytes()).hexdigest()
    index.write_text(text, encoding="utf-8")
    listed = issued / KEPT / "issued.csv"
    listed.write_text(listed.read_text(encoding="utf-8").replace(old, new).replace(
        old_index, hashlib.sha256(index.read_bytes()).hexdigest()), encoding="utf-8")
    done = rebuild(program, issued)
    assert done.returncode == 1
    assert f"{workbook.name}: error: made again, it is not the same" in done.stderr
    assert "the program is no longer the same: they were made by scorebook" in done.stderr
    assert "2 workbooks made again; 1 the same byte for byte, 1 not" in done.stdout


@pytest.mark.parametrize("words, says", [
    (["rebuild", "output/nowhere"], "it is no issue"),
    (["issue", "output/nowhere"], "there is no record of what was made"),
])
def test_what_is_no_issue_is_told(program, boroughs, words, says):
    done = run(program, *words, folder=boroughs)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
