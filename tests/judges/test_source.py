"""The sources keep to the plan of the house (src/README.md)."""
import csv
import re

import pytest
from scorebook import TOP

# A folder includes only itself and folders to its left.
FLOW = ["base", "table", "layout", "model", "record", "plan", "xlsx", "command"]

# Each library has one door: who may include its header.
DOORS = {"csv.h": r"table/\w+\.[ch]", "utf8proc.h": r"base/letter\.c", "yaml.h": r"layout/node\.c", "xlsxwriter.h": r"xlsx/\w+\.[ch]"}

SOURCES = sorted(path.relative_to(TOP / "src") for path in TOP.glob("src/**/*.[ch]"))


def includes(source):
    text = (TOP / "src" / source).read_text(encoding="utf-8")
    return re.findall(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', text, re.MULTILINE)


@pytest.mark.parametrize("source", SOURCES, ids=str)
def test_includes_go_with_the_flow(source):
    folder = source.parts[0] if len(source.parts) > 1 else None
    assert folder is None or folder in FLOW, f"'{folder}' has no place in FLOW yet"
    for _, name in filter(lambda found: found[0] == '"', includes(source)):
        assert (TOP / "src" / name).exists(), f'"{name}" is not written from src/'
        if folder:
            assert FLOW.index(name.split("/")[0]) <= FLOW.index(folder), f"{source} includes {name}"


@pytest.mark.parametrize("source", SOURCES, ids=str)
def test_each_library_has_one_door(source):
    for _, name in includes(source):
        if name in DOORS:
            assert re.fullmatch(DOORS[name], str(source)), f"{source} includes {name}"


def test_no_wording_of_a_table_occurs_in_the_sources():
    """The tables' words stand in layouts and registers alone."""
    wordings = {cell.strip() for path in TOP.glob("layouts/*/*.csv")
                for row in csv.reader(path.open(newline="", encoding="utf-8")) for cell in row
                if len(cell.split()) >= 3}
    for source in SOURCES:
        text = (TOP / "src" / source).read_text(encoding="utf-8")
        assert [wording for wording in wordings if wording in text] == [], source
