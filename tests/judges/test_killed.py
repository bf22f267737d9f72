"""A run that is killed at any moment leaves each workbook as it was or as it should be, and a record
that fits, or says that it does not; the next run mends the rest."""
import csv
import hashlib
import random
import subprocess
import time
import zipfile

import pytest
from scorebook import run
from service import Service

FOLDER = "service/2025-11"
MOMENTS = 200


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def contents(folder):
    return {path.name: path.read_bytes() for path in (folder / "out" / FOLDER).iterdir()}


def rows(folder):
    with open(folder / "out" / FOLDER / "index.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Side:
    """One of two states of the input, and what it makes: all but one recipient's figures differ, and
    one recipient has another name in each, so that a workbook leaves too."""

    def __init__(self, program, folder, number):
        self.service = Service()
        self.service.layout = self.service.layout.split("  Trends:")[0].replace(
            "  works: {file: works.csv, match: {branch: name}}\n", "")
        self.service.names[4] = f"Ynys {number}"
        for counts in self.service.counts[1:]:
            counts["alpha"][35] += number
        folder.mkdir()
        self.service.write(folder)
        done = run(program, "build", "layout.yaml", "-i", ".", "-o", "out", folder=folder)
        assert done.returncode == 0, done.stderr
        self.made = contents(folder)
        self.sha256 = {name: hashlib.sha256(content).hexdigest()
                       for name, content in self.made.items()}


@pytest.fixture(scope="module")
def sides(program, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sides")
    return [Side(program, folder / str(number), number) for number in (1, 2)]


def start(program, folder):
    return subprocess.Popen([program, "build", "layout.yaml", "-i", ".", "-o", "out", "-j", "2"],
                            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def check_folder(folder, sides):
    """What stands in the folder after a kill; whether its record says that it is unfinished."""
    for path in (folder / "out" / FOLDER).glob("[!.]*.xlsx"):
        assert sha256(path) in [side.sha256.get(path.name) for side in sides], path.name
        with zipfile.ZipFile(path) as book:
            assert book.testzip() is None
    record = rows(folder)
    if any(row["kind"] == "unfinished" for row in record):
        return True
    listed = {row["file"]: row["sha256"] for row in record if row["kind"] in ("workbook", "record")}
    there = {path.name: sha256(path) for path in (folder / "out" / FOLDER).glob("[!.]*")
             if path.name != "index.csv"}
    assert there == listed
    return False


def seconds_of_a_run(program, folder):
    before = time.monotonic()
    assert start(program, folder).wait() == 0
    return time.monotonic() - before


def is_placing(folder):
    path = folder / "out" / FOLDER / "index.csv"
    return b"\nunfinished," in b"\n" + path.read_bytes()


def kill_at(process, folder, chance, seconds, among_placing):
    """At a moment of the whole run, or of the part in which workbooks get their names."""
    if among_placing:
        while process.poll() is None and not is_placing(folder):
            pass
        time.sleep(chance.uniform(0, seconds / 10))
    else:
        time.sleep(chance.uniform(0, seconds))
    process.kill()
    process.wait()


def test_killed_at_any_moment(program, sides, tmp_path):
    chance = random.Random(4)
    sides[0].service.write(tmp_path)
    seconds_of_a_run(program, tmp_path)
    sides[1].service.write(tmp_path)
    seconds = seconds_of_a_run(program, tmp_path)
    unfinished = 0
    for moment in range(MOMENTS):
        target = sides[moment % 2]
        target.service.write(tmp_path)
        kill_at(start(program, tmp_path), tmp_path, chance, seconds, moment % 4 > 1)
        unfinished += check_folder(tmp_path, sides)
        done = run(program, "build", "layout.yaml", "-i", ".", "-o", "out", folder=tmp_path)
        assert done.returncode == 0, done.stderr
        assert contents(tmp_path) == target.made, moment
    assert unfinished >= MOMENTS // 20, "hardly any run was killed while workbooks got their names"


def test_the_sides_differ(sides):
    """Else it would not be seen which of the two stands there."""
    one, other = (side.sha256 for side in sides)
    differing = {name for name in one.keys() & other.keys() if one[name] != other[name]}
    assert len(differing) >= 3 and one.keys() != other.keys()


@pytest.mark.parametrize("spoil", [
    lambda book: book.write_bytes(book.read_bytes()[:-1]),
    lambda book: book.rename(book.with_name("gone.txt")),
])
def test_a_record_that_does_not_fit_would_be_seen(program, sides, tmp_path, spoil):
    sides[0].service.write(tmp_path)
    assert start(program, tmp_path).wait() == 0
    assert not check_folder(tmp_path, sides)
    spoil(next((tmp_path / "out" / FOLDER).glob("*.xlsx")))
    with pytest.raises(AssertionError):
        check_folder(tmp_path, sides)


def test_what_a_killed_run_left_is_swept(program, sides, tmp_path):
    sides[0].service.write(tmp_path)
    assert start(program, tmp_path).wait() == 0
    folder = tmp_path / "out" / FOLDER
    ended = subprocess.Popen(["true"])
    ended.wait()
    (folder / f".old.xlsx.part-{ended.pid}").write_text("half", encoding="utf-8")
    (folder / ".hidden").write_text("keep", encoding="utf-8")
    (folder / ".notes.part-two").write_text("keep", encoding="utf-8")
    assert start(program, tmp_path).wait() == 0
    assert {path.name for path in folder.glob(".*")} == {".hidden", ".notes.part-two"}
