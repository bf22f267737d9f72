"""The program makes every workbook of the project, and says so."""
import resource
import signal

from scorebook import TOP, layouts, run


def test_every_layout_is_built(built):
    _, done = built
    assert done.returncode == 0, done.stderr


def test_there_are_workbooks_and_a_line_about_each(built, workbooks):
    _, done = built
    assert workbooks, "no workbook was made"
    for workbook in workbooks:
        assert workbook.name in done.stdout


def test_nothing_is_left_beside_the_workbooks(built):
    folder, _ = built
    others = {path.name for path in folder.rglob("*") if path.is_file() and path.suffix != ".xlsx"}
    assert others <= {"index.csv", "figures.csv"}, "records stand beside the workbooks, no more"


def little_room():
    """No file may grow beyond 6,000 bytes; the program is told so, and not stopped."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))


def test_a_full_disk_is_told_in_our_words_and_leaves_nothing(program, tmp_path):
    done = run(program, "build", layouts()[0], "-i", TOP / "input", "-o", tmp_path, preexec_fn=little_room)
    told = [line for line in done.stderr.splitlines() if "disk full" in line]
    assert done.returncode == 3
    assert told and all(line.startswith("scorebook: cannot write") for line in told), done.stderr
    assert "[ERROR]" not in done.stderr, "the library speaks for itself"
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
