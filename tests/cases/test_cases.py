"""A folder a case, named as a sentence: a layout, its CSVs, and what is expected of them.

    expected_messages.txt   all that the program says of it; it ends with 1 and writes nothing
    expected_warnings.txt   all that it says of it on the way; it ends with 0
    expected_plan.txt       the workbook's plan as text, as `scorebook plan` prints it
    expected_account.txt    all that `scorebook check` prints: what became of every row
    arguments.txt           more words for the command line, where the case has some

With --update, pytest writes what the program gives as what is expected; read the difference.
"""
import difflib
import pathlib

import pytest
from scorebook import run

HERE = pathlib.Path(__file__).resolve().parent


def work(program, command, expected, *words):
    """The program at work on the case, as an analyst would call it in the case's folder."""
    more = expected.parent / "arguments.txt"
    words += tuple(more.read_text(encoding="utf-8").split()) if more.exists() else ()
    return run(program, command, "layout.yaml", "-i", ".", *words, folder=expected.parent)


def compare(path, given, update):
    if update:
        path.write_text(given, encoding="utf-8")
    wanted = path.read_text(encoding="utf-8")
    assert given == wanted, "\n" + "".join(difflib.unified_diff(
        wanted.splitlines(True), given.splitlines(True), path.name, "what the program gives"))


def messages(program, expected, folder, update):
    """Bad input: all is reported, and last month's output stands untouched."""
    kept = folder / "Calls.xlsx"  # where most cases would save theirs
    kept.write_text("as it was")
    done = work(program, "build", expected, "-o", folder)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    compare(expected, done.stderr, update)
    assert list(folder.iterdir()) == [kept]
    assert kept.read_text() == "as it was"


def warnings(program, expected, folder, update):
    """Doubtful input: it is said, and the workbook is made."""
    done = work(program, "build", expected, "-o", folder)
    assert done.returncode == 0, done.stderr
    compare(expected, done.stderr, update)
    assert list(folder.glob("*.xlsx"))


def plan(program, expected, folder, update):
    """Good input: the plan, and nothing is written."""
    done = work(program, "plan", expected)
    assert done.returncode == 0, done.stderr
    compare(expected, done.stdout, update)
    assert list(folder.iterdir()) == []


def account(program, expected, folder, update):
    """Good input: what was read of it, used and left out."""
    done = work(program, "check", expected, "-o", folder)
    assert done.returncode == 0, done.stderr
    compare(expected, done.stdout.replace(str(folder), "output"), update)


KINDS = {
    "expected_messages.txt": messages,
    "expected_warnings.txt": warnings,
    "expected_plan.txt": plan,
    "expected_account.txt": account,
}
CASES = sorted(path for path in HERE.glob("*/expected_*.txt"))


@pytest.mark.parametrize("expected", CASES, ids=[path.parent.name for path in CASES])
def test_case(expected, program, tmp_path, pytestconfig):
    judge = KINDS.get(expected.name)
    assert judge, f"{expected.name} is none of {', '.join(KINDS)}"
    judge(program, expected, tmp_path, pytestconfig.getoption("--update"))


def test_every_case_expects_something():
    expecting = {path.parent for path in CASES}
    assert [path.name for path in HERE.iterdir()
            if path.is_dir() and path.name != "__pycache__" and path not in expecting] == []
