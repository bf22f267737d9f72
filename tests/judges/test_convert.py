"""--pdf and --ods: what LibreOffice makes is whole and named, or nothing is written at all."""
import os
import re
import shutil
import subprocess

import pytest
from scorebook import TOP, run

LAYOUT = TOP / "layouts" / "counter-terrorism" / "counter-terrorism.yaml"
PACK = TOP / "layouts" / "boroughs" / "boroughs.yaml"


def build(program, folder, *options, layout=LAYOUT, **more):
    return run(program, "build", layout, "-i", TOP / "input", "-o", folder, *options, **more)


@pytest.fixture(scope="module")
def made(program, tmp_path_factory):
    """(folder, how it ended) of a build with both."""
    folder = tmp_path_factory.mktemp("made")
    # A folder with a space in its name for what is temporary.
    temporary = tmp_path_factory.mktemp("a place")
    done = build(program, folder, "--pdf", "--ods", env={**os.environ, "TMPDIR": str(temporary)})
    assert done.returncode == 0, done.stderr
    assert not list(temporary.iterdir()), "nothing temporary stays"
    return folder, done


def files_in(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and path.suffix in (".xlsx", ".pdf", ".ods")}


def test_they_stand_beside_the_workbook_under_its_name(made):
    folder, done = made
    assert set(files_in(folder)) == {"CT scorecard May 2007" + ending
                                     for ending in (".xlsx", ".pdf", ".ods")}
    assert re.search(r"CT scorecard May 2007\.pdf: \d+ pages", done.stdout)
    assert "CT scorecard May 2007.ods\n" in done.stdout


def test_the_pdf_is_tagged_and_has_title_and_bookmarks(made):
    [path] = made[0].glob("*.pdf")
    said = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^Tagged: +yes$", said, re.M)
    assert re.search(r"^Title: +Counter terrorism scorecard 2007/08$", said, re.M)
    assert re.search(r"^CreationDate: .* May 31 00:00:00 2007", said, re.M), "not the clock's"
    content = path.read_bytes()
    for sheet in ("CT scorecard", "Data"):
        name = ("\ufeff" + sheet).encode("utf-16-be").hex().upper().encode()
        assert b"/Title<" + name + b">" in content, f"no bookmark to {sheet}"
    assert b"/Lang(en-GB)" in content


def test_a_workbook_gives_the_same_pdf_again(program, made, tmp_path):
    done = build(program, tmp_path, "--pdf",
                 env={**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "de_DE.UTF-8"})
    assert done.returncode == 0, done.stderr
    name = "CT scorecard May 2007.pdf"
    assert files_in(tmp_path)[name] == files_in(made[0])[name]


def programs(folder, **scripts):
    """A path that has these programs and no others: a script, or None for the real one."""
    folder.mkdir()
    for name, script in scripts.items():
        if script is None:
            (folder / name).symlink_to(shutil.which(name))
        else:
            (folder / name).write_text("#!/bin/sh\n" + script)
            (folder / name).chmod(0o755)
    return {**os.environ, "PATH": str(folder)}


# Takes the place of LibreOffice: the last word but the files is the folder for what it makes.
MAKES = """for word; do
  case $before in --outdir) to=$word ;; esac
  case $word in *.xlsx) /bin/mkdir -p "$to"; %s >"$to/$(/usr/bin/basename "$word" .xlsx).pdf" ;; esac
  before=$word
done
"""


@pytest.mark.parametrize("scripts, said", [
    ({}, "LibreOffice makes these files, and is not installed; on Debian: apt-get install "
         "libreoffice-calc-nogui fonts-liberation"),
    ({"soffice": ""}, "pdftotext checks these files, and is not installed; on Debian: "
                      "apt-get install poppler-utils"),
    ({"soffice": "", "pdftotext": None}, "LibreOffice did not make it"),
    ({"soffice": "echo the source file could not be loaded; exit 1", "pdftotext": None},
     "LibreOffice failed; it said: the source file could not be loaded"),
    ({"soffice": MAKES % "echo %PDF-1.6", "pdftotext": None}, "LibreOffice left it unfinished"),
    ({"soffice": MAKES % "echo %%EOF", "pdftotext": "echo"}, "there is nothing to read on its pages"),
    ({"soffice": MAKES % "echo %%EOF", "pdftotext": "echo text"},
     "LibreOffice left out its tags and bookmarks; version 7.4 or later makes them"),
])
def test_what_is_wrong_is_told_and_nothing_is_written(program, made, tmp_path, scripts, said):
    output = tmp_path / "output"
    shutil.copytree(made[0], output)
    for record in output.glob("*.csv"):  # with which the PDF would be known to be as it was
        record.unlink()
    before = files_in(output)
    done = build(program, output, "--pdf", env=programs(tmp_path / "path", **scripts))
    assert done.returncode == 3
    assert said in done.stderr
    assert files_in(output) == before
    assert not [path for path in output.rglob("*") if ".part-" in path.name]


@pytest.fixture(scope="module")
def pack(program, tmp_path_factory):
    """A folder of one borough's workbook with its PDF and ODS, and a second borough's alone."""
    folder = tmp_path_factory.mktemp("pack")
    for only, options in (("Camden", ("--pdf", "--ods")), ("Barnet", ())):
        done = build(program, folder, "--only", only, *options, layout=PACK)
        assert done.returncode == 0, done.stderr
    return folder


def kinds_in(folder):
    [index] = folder.rglob("index.csv")
    rows = [line.split(",") for line in index.read_text(encoding="utf-8").splitlines()]
    return {(row[1], row[0]) for row in rows if row[1] in ("Camden", "Barnet")}


def test_the_record_lists_them(pack):
    assert kinds_in(pack) == {("Camden", "workbook"), ("Camden", "pdf"), ("Camden", "ods"),
                              ("Barnet", "workbook")}


def test_of_a_workbook_as_it_was_nothing_is_made_again(program, pack, tmp_path):
    folder = shutil.copytree(pack, tmp_path / "pack")
    before = files_in(folder)
    done = build(program, folder, "--only", "Camden", "--pdf", layout=PACK,
                 env=programs(tmp_path / "path", soffice="exit 1", pdftotext=None))
    assert done.returncode == 0, done.stderr
    assert ".pdf: as it was\n" in done.stdout
    assert files_in(folder) == before
    assert kinds_in(folder) == kinds_in(pack)


def test_a_pdf_of_an_earlier_workbook_is_removed(program, pack, tmp_path):
    folder = shutil.copytree(pack, tmp_path / "pack")
    figures = shutil.copytree(TOP / "input", tmp_path / "input")
    counts = figures / "boroughs" / "recorded_crime.csv"
    counts.write_text(re.sub(r"(?m)^(.*Camden.*),(\d+)$", r"\1,1\2",
                             counts.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    done = run(program, "build", PACK, "-i", figures, "-o", folder, "--only", "Camden")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("removed; it was of an earlier workbook") == 2
    assert kinds_in(folder) == {("Camden", "workbook"), ("Barnet", "workbook")}
    assert not list(folder.rglob("*.pdf")) and not list(folder.rglob("*.ods"))
