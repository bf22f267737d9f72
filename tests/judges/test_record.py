"""The records of a folder: what was made of what, what it shows, and that only what changed is
written."""
import csv
import hashlib
import math
import os
import shutil

import openpyxl
import pytest
from scorebook import TOP, run
from service import Service

FOLDER = "service/2025-11"


def build(program, folder, *more):
    return run(program, "build", "layout.yaml", "-i", ".", "-o", "out", *more, folder=folder)


@pytest.fixture(scope="module")
def branches(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("record")
    Service().write(folder)
    assert build(program, folder).returncode == 0
    for path in (folder / "out").rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return folder


@pytest.fixture
def copy(branches, tmp_path):
    shutil.copytree(branches, tmp_path, dirs_exist_ok=True)
    return tmp_path


def written(folder):
    """The files of the output that were written since they were copied."""
    return {path.name for path in (folder / "out").rglob("*")
            if path.is_file() and path.stat().st_mtime != 1_000_000_000}


def rows(folder, name="index.csv"):
    with open(folder / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def replace(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def workbooks(folder):
    return {path.name for path in (folder / "out").rglob("*.xlsx")}


# Only what changed -----------------------------------------------------------------------------

def test_nothing_is_written_where_nothing_changed(program, copy):
    done = build(program, copy)
    assert done.returncode == 0, done.stderr
    count = len(workbooks(copy))
    assert f"out/{FOLDER}: {count} workbooks unchanged" in done.stdout
    assert ".xlsx" not in done.stdout
    assert not written(copy)


def test_a_file_that_was_only_saved_again_is_no_change(program, copy):
    for path in copy.glob("*.*"):
        os.utime(path)
    assert build(program, copy).returncode == 0
    assert not written(copy)


def test_a_change_that_keeps_its_time_is_seen(program, copy):
    path = copy / "register.csv"
    status = path.stat()
    replace(path, "Alpha", "Alfa")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert build(program, copy).returncode == 0
    assert written(copy) == workbooks(copy) | {"index.csv", "figures.csv"}


def test_only_whose_figures_changed_are_written(program, copy):
    """Nothing of the service is shared in the sheet of works: a work is one branch's own."""
    service = Service()
    own = next(iter(service.works[2]))
    service.works[2][own] = (service.works[2][own][0] + 1, *service.works[2][own][1:])
    service.write(copy)
    assert build(program, copy).returncode == 0
    name = f"{service.codes[2]} {service.names[2]}.xlsx"
    assert written(copy) == {name, "index.csv", "figures.csv"}


def test_a_contact_is_in_the_record_alone(program, copy):
    service = Service()
    replace(copy / "branches.csv", service.contacts[0], "someone.else@example.org")
    assert build(program, copy).returncode == 0
    assert "index.csv" in written(copy)
    assert "someone.else@example.org" in {
        row["contact"] for row in rows(copy / "out" / FOLDER) if row["kind"] == "workbook"}


def test_a_workbook_that_was_edited_is_made_again(program, copy):
    book = next((copy / "out").rglob("*.xlsx"))
    before = book.read_bytes()
    book.write_bytes(before[:-1])
    assert build(program, copy).returncode == 0
    assert book.read_bytes() == before
    assert written(copy) >= {book.name}
    assert not written(copy) & (workbooks(copy) - {book.name})


@pytest.mark.parametrize("name", ["figures.csv", "index.csv"])
def test_a_record_that_was_edited_is_made_again(program, copy, name):
    path = copy / "out" / FOLDER / name
    before = path.read_bytes()
    path.write_bytes(before.replace(b",", b";", 40))
    done = build(program, copy)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == before
    assert not written(copy) & workbooks(copy)


def test_an_edited_record_loses_what_it_said_of_others(program, copy):
    """With --only the rest of figures.csv comes from the old one; an edited one is not believed."""
    service = Service()
    path = copy / "out" / FOLDER / "figures.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    for counts in service.counts:
        counts["alpha"][35] += 1
    service.write(copy)
    done = build(program, copy, "--only", service.names[2])
    assert done.returncode == 0
    assert f"out/{FOLDER}/figures.csv: warning: was edited or damaged" in done.stderr
    shown = {row["recipient"] for row in rows(path.parent, "figures.csv") if row["kind"] == "shown"}
    assert shown == {service.names[2]}
    assert build(program, copy).returncode == 0
    fresh = copy / "fresh"
    fresh.mkdir()
    service.write(fresh)
    assert build(program, fresh).returncode == 0
    assert path.read_bytes() == (fresh / "out" / FOLDER / "figures.csv").read_bytes()


def test_made_from_tells_workbooks_of_different_figures(program, copy):
    service = Service()
    for counts in service.counts:
        counts["alpha"][35] += 1
    service.write(copy)
    assert build(program, copy, "--only", service.names[2]).returncode == 0
    made_from = {row["recipient"]: row["made_from"] for row in rows(copy / "out" / FOLDER)
                 if row["kind"] == "workbook"}
    others = {made_from[name] for name in service.names if name != service.names[2]}
    assert len(others) == 1 and made_from[service.names[2]] not in others


def test_a_period_is_an_option_of_the_record(program, copy):
    assert build(program, copy, "--period", "2025-11").returncode == 0
    assert not written(copy) & workbooks(copy)
    options = [row for row in rows(copy / "out" / FOLDER) if row["kind"] == "option"]
    assert [row["file"] for row in options] == ["--period 2025-11"]


def test_layouts_of_one_folder_keep_each_others_entries(program, tmp_path):
    layouts = [TOP / "layouts" / name for name in ("counter-terrorism/counter-terrorism.yaml",
                                                   "cpa-targets/cpa-targets.yaml")]
    words = ("-i", TOP / "input", "-o")
    assert run(program, "build", *layouts, *words, tmp_path / "both").returncode == 0
    for layout in layouts:
        assert run(program, "build", layout, *words, tmp_path / "each").returncode == 0
    for name in ("index.csv", "figures.csv"):
        assert (tmp_path / "both" / name).read_bytes() == (tmp_path / "each" / name).read_bytes()


# What was there last time ------------------------------------------------------------------------

CRIME = """title: Crime
save as: Crime.xlsx
folder: "crime/{latest:yyyy-mm}"
periods: {every: month, year starts: April}
data:
  crime:
    file: crime.csv
    period: headings
    match: {Offence: group}
    absent: 0
sheets:
  Crime:
    rows: register.csv
    columns:
      label:  {heading: Offence, width: 30}
      latest: {heading: Latest}
"""
REGISTER = "id,label,group\nrobbery,Robbery,ROBBERY\nfear,Fear,FEAR\n"
VALUES = CRIME.replace("match: {Offence: group}", "match: {Offence: Offence}").replace(
    "rows: register.csv", "rows: {source: crime, each value of: Offence}")


def crime(folder, *figures, layout=CRIME):
    (folder / "layout.yaml").write_text(layout, encoding="utf-8")
    (folder / "register.csv").write_text(REGISTER, encoding="utf-8")
    (folder / "crime.csv").write_text("\n".join(figures) + "\n", encoding="utf-8")


BEFORE = ("Offence,2024-04", "ROBBERY,1", "FEAR,2")
AFTER = ("Offence,2024-04", "ROBBERY,1")
NEXT = ("Offence,2024-04,2024-05", "ROBBERY,1,3")


@pytest.mark.parametrize("layout, message", [
    (CRIME, "register.csv:3:2 (B3): error: line 'fear' has no row in 'crime.csv', though it had "
            "figures in 'out/crime/2024-04/figures.csv'"),
    (VALUES, "error: 'crime.csv' has no row with 'FEAR' under 'Offence', though it had in "
             "'out/crime/2024-04/figures.csv'"),
])
@pytest.mark.parametrize("figures", [AFTER, NEXT])
def test_what_was_there_last_time_and_is_gone_is_an_error(program, tmp_path, layout, message,
                                                          figures):
    crime(tmp_path, *BEFORE, layout=layout)
    assert build(program, tmp_path).returncode == 0
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    crime(tmp_path, *figures, layout=layout)
    done = build(program, tmp_path)
    assert done.returncode == 1 and message in done.stderr
    assert "warning" not in done.stderr
    after = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("layout", [CRIME, VALUES])
def test_what_is_gone_for_a_reason_is_none(program, tmp_path, layout):
    crime(tmp_path, *BEFORE, layout=layout)
    assert build(program, tmp_path).returncode == 0
    reason = layout.replace("    absent: 0\n",
                            "    absent: 0\n    leave out: {Offence: {FEAR: not recorded now}}\n")
    crime(tmp_path, *NEXT, layout=reason)
    done = build(program, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no row of 'crime.csv' has 'FEAR' under 'Offence'" in done.stderr


def test_what_was_never_there_is_a_warning(program, tmp_path):
    crime(tmp_path, *AFTER)
    for _ in range(2):
        done = build(program, tmp_path)
        assert done.returncode == 0, done.stderr
        assert "warning: line 'fear' has no row in './crime.csv', and is 0 throughout" \
            in done.stderr


def test_a_later_period_is_not_last_time(program, tmp_path):
    crime(tmp_path, "Offence,2024-04,2024-05,2024-06", "ROBBERY,1,2,3", "FEAR,1,2,3")
    assert build(program, tmp_path).returncode == 0
    crime(tmp_path, *NEXT)
    assert build(program, tmp_path).returncode == 0


# What the record says --------------------------------------------------------------------------

def records(built):
    return sorted(path.parent for path in built[0].rglob("figures.csv"))


def test_every_file_has_its_sha256(built):
    for folder in records(built):
        for row in rows(folder):
            if row["kind"] in ("workbook", "record"):
                content = (folder / row["file"]).read_bytes()
                assert row["sha256"] == hashlib.sha256(content).hexdigest(), row["file"]


def test_every_file_of_the_project_is_in_some_record(built):
    """What a record does not list could change without being noticed."""
    listed = {row["file"].removeprefix("../") for folder in records(built)
              for row in rows(folder) if row["kind"] in ("input", "definition")}
    layouts = {path.name for path in TOP.glob("layouts/*/*.*")} | {"house.yaml"}
    inputs = {str(path.relative_to(TOP / "input")) for path in TOP.glob("input/*/*.csv")}
    assert layouts | inputs <= {name.rsplit("/", 1)[-1] for name in listed} | listed


def test_a_workbook_of_another_program_is_made_again(program, copy):
    """And keeps its file where its bytes are the same."""
    path = copy / "out" / FOLDER / "index.csv"
    before = path.read_text(encoding="utf-8")
    made_from = rows(path.parent)[0]["made_from"]
    path.write_text(before.replace(made_from, "0" * 64), encoding="utf-8")
    done = build(program, copy)
    assert f"{len(workbooks(copy))} workbooks unchanged" in done.stdout
    assert path.read_text(encoding="utf-8") == before
    assert not written(copy) & workbooks(copy)


def shown_in(folder):
    """{workbook: {sheet: rows of its figures}}"""
    found = {}
    for row in rows(folder, "figures.csv"):
        if row["kind"] == "shown" and " > " not in row["layout"]:
            found.setdefault(row["workbook"], {}).setdefault(row["sheet"], []).append(row)
    return found


def cells_of(sheet):
    numbers, texts = [], []
    for line in sheet.iter_rows(values_only=True):
        for value in line:
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                numbers.append(value)
            elif value is not None:
                texts.append(str(value))
    return sorted(numbers), "\n".join(texts)


def stands_in(row, numbers, texts):
    try:
        value = float(row["value"])
    except ValueError:
        return row["text"] in texts
    return (any(math.isclose(value, number, rel_tol=1e-14, abs_tol=1e-14) for number in numbers)
            or row["text"] in texts)


def test_every_shown_figure_stands_in_its_sheet(built):
    checked = 0
    for folder in records(built):
        for name, sheets in list(shown_in(folder).items())[:6]:
            book = openpyxl.load_workbook(folder / name, data_only=True)
            for sheet, shown in sheets.items():
                numbers, texts = cells_of(book[sheet])
                for row in shown:
                    if not row["column"].startswith("chart, "):
                        assert stands_in(row, numbers, texts), row
                        checked += 1
    assert checked > 1000


def test_every_figure_of_a_source_is_given(built):
    [folder] = [path for path in records(built) if path.name == "2025-11"]
    given = {(row["recipient"], row["line"], row["period"]): row["value"]
             for row in rows(folder, "figures.csv")
             if row["kind"] == "given" and row["layout"] == "boroughs.yaml"}
    source = rows(TOP / "input" / "boroughs", "recorded_crime.csv")
    for row in source:
        area = row["area"].replace("&", "and")
        for period in [heading for heading in row if heading[:2] == "20"]:
            assert given.get((area, row["offence"], period)) == row[period], (area, period)


def test_what_a_figure_takes_is_listed(built):
    """Camden's 1,489 robberies are twelve months of its own row."""
    [folder] = [path for path in records(built) if path.name == "2025-11"]
    record = rows(folder, "figures.csv")
    [shown] = [row for row in record if row["kind"] == "shown" and row["recipient"] == "Camden"
               and row["line"] == "robbery" and row["column"] == "rolling12"]
    assert (shown["text"], shown["period"]) == ("1,489", "2024-12..2025-11")
    [takes] = [row for row in record if row["kind"] == "takes" and row["line"] == "robbery"
               and row["column"] == "rolling12"]
    assert "given | crime | ROBBERY | own | 2024-12..2025-11" in takes["takes"].split("; ")
    months = [int(row["value"]) for row in record
              if row["kind"] == "given" and row["layout"] == "boroughs.yaml"
              and row["recipient"] == "Camden" and row["line"] == "ROBBERY"
              and "2024-12" <= row["period"] <= "2025-11"]
    assert len(months) == 12 and sum(months) == 1489
