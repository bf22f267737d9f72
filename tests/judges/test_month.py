"""The monthly run: a month of figures is added, no layout is touched, and last month stays."""
import csv
import shutil

import pytest
from scorebook import TOP, run

LAYOUTS = [TOP / "layouts" / "boroughs" / f"{name}.yaml" for name in ("boroughs", "overview")]


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def build(program, folder, *more):
    return run(program, "build", *LAYOUTS, "-i", folder / "input", "-o", folder / "output", *more)


def add_month(path, month):
    """Each line's figure of a year before, once more."""
    with path.open(newline="", encoding="utf-8") as file:
        headings, *rows = csv.reader(file)
    with path.open("w", newline="", encoding="utf-8") as file:
        write = csv.writer(file, lineterminator="\n").writerow
        write([*headings, month])
        for row in rows:
            write([*row, row[len(row) - 12]])


@pytest.fixture(scope="module")
def months(program, tmp_path_factory):
    """(November's files, the folder after December's run, how that ended)."""
    folder = tmp_path_factory.mktemp("month")
    shutil.copytree(TOP / "input" / "boroughs", folder / "input" / "boroughs")
    assert build(program, folder).returncode == 0
    november = files(folder / "output")
    add_month(folder / "input" / "boroughs" / "recorded_crime.csv", "2025-12")
    return november, folder, build(program, folder)


def test_december_needs_no_edit(months):
    _, folder, done = months
    assert done.returncode == 0, done.stderr
    made = sorted(path.name for path in (folder / "output" / "boroughs" / "2025-12").glob("*.xlsx"))
    assert len(made) == 33
    assert all(name.endswith("-2025-12.xlsx") for name in made)
    assert "as at 2025-12" in done.stdout


def test_november_stays_what_was_sent(months):
    november, folder, _ = months
    assert len([path for path in november if path.suffix == ".xlsx"]) == 33
    after = files(folder / "output")
    assert {path: after.get(path) for path in november} == november


def test_november_can_be_made_once_more_from_decembers_figures(months, program):
    november, folder, _ = months
    done = build(program, folder, "--period", "2025-11")
    assert done.returncode == 0, done.stderr
    after = files(folder / "output")
    workbooks = [path for path in november if path.suffix == ".xlsx"]
    assert {path: after[path] for path in workbooks} == {path: november[path] for path in workbooks}
