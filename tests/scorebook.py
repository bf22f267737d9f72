"""The program under test, run as an analyst runs it."""
import functools
import pathlib
import subprocess

TOP = pathlib.Path(__file__).resolve().parent.parent


def layouts():
    """Every layout of the project; house styles stand one folder up and are not among them."""
    return sorted(TOP.glob("layouts/*/*.yaml"))


def run(program, *arguments, folder=TOP, **more):
    """From a folder, without a keyboard: how it ended, and what it said."""
    return subprocess.run([program, *map(str, arguments)], cwd=folder, text=True, check=False,
                          stdin=subprocess.DEVNULL, capture_output=True, **more)


@functools.lru_cache(maxsize=None)
def build_everything(program, edition=None):
    """Every layout built afresh, once, into a folder beside the program: (folder, how it ended)."""
    folder = pathlib.Path(program).parent / (edition or "workbooks")
    words = ["--edition", edition] if edition else []
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.rglob("*"):
        if old.is_file():
            old.unlink()
    try:
        done = run(program, "build", *layouts(), "-i", TOP / "input", "-o", folder, *words)
    except OSError as problem:
        done = subprocess.CompletedProcess(program, 3, "", str(problem))
    return folder, done
