"""The guide (layouts/README.md and input/README.md) is true: every example is built as it stands,
and shows what the guide says; every key, function, window and option is in its tables.

How an example is found in the guide:
- a block under a line that holds nothing but the name of a file is that file;
- a block of YAML without a name is a layout laid over the first example: `use: wardens.yaml` is
  put at its top;
- a heading starts an example; so does a file after what the one before it shows or says;
- under "It shows:" stands a table: its headings and its rows stand on a sheet like that;
- under "It says:" stands what the program says of the mistake, and no workbook is made;
- under "It warns:" stands what it says while it makes the workbook;
- under "It prints:" stands what the program prints at the end;
- under "The plan has:" stand lines that `scorebook plan` prints among others.
"""
import collections
import functools
import re
import shutil

import office
import pytest
import yaml
from scorebook import TOP, run

GUIDES = [TOP / "layouts" / "README.md", TOP / "input" / "README.md"]
FIRST = "A first scorecard in ten minutes"
FIRST_LAYOUT = "layouts/wardens/wardens.yaml"
LAID_OVER = "layouts/wardens/try.yaml"

FILE_NAME = re.compile(r"`([^`]+\.(?:yaml|csv))`:?")
SAYINGS = {"It says:": "says", "It warns:": "warns", "It prints:": "prints", "The plan has:": "plan"}


class Example:
    """Files, how they are to be built, and what is expected of it."""

    def __init__(self, heading, line):
        self.heading = heading
        self.line = line  # "layouts/README.md:38"
        self.files = {}
        self.expected = collections.defaultdict(list)
        self.shows = []

    def __str__(self):
        return f"{self.line}: {self.heading}"

    @property
    def layout(self):
        return LAID_OVER if LAID_OVER in self.files else FIRST_LAYOUT

    def write(self, folder):
        for name, text in {**first_example().files, **self.files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def run(self, program, command, folder, *options):
        return run(program, command, self.layout, *options, folder=folder)


# --- reading the guide ---------------------------------------------------------------------------


def cells_of(line):
    """The cells of a row of a Markdown table."""
    cells = re.split(r"(?<!\\)\|", line.strip())[1:-1]
    return [cell.replace(r"\|", "|").strip() for cell in cells]


def blocks_of(guide):
    """What it is made of, one after the other: (line, kind, content)."""
    name = guide.relative_to(TOP)
    lines = guide.read_text(encoding="utf-8").split("\n")
    number = 0
    while number < len(lines):
        start, line = number, lines[number]
        number += 1
        if line.startswith("```"):
            while lines[number] != "```":
                number += 1
            yield f"{name}:{start + 1}", "block", (line[3:], "".join(one + "\n" for one in lines[start + 1:number]))
            number += 1
        elif line.startswith("|"):
            while number < len(lines) and lines[number].startswith("|"):
                number += 1
            rows = [cells_of(one) for one in lines[start:number]]
            yield f"{name}:{start + 1}", "table", [rows[0], *rows[2:]]
        elif line.startswith("#"):
            yield f"{name}:{start + 1}", "heading", line.lstrip("#").strip()
        elif line.strip():
            yield f"{name}:{start + 1}", "text", line.strip()


@functools.lru_cache(maxsize=None)
def guide():
    return [block for guide in GUIDES for block in blocks_of(guide)]


def is_done(example, name):
    """Whether a file can only belong to the next example."""
    return name in example.files or example.shows or example.expected


def take_block(examples, line, above, language, content):
    """Gives a block its place in the example at hand, or in a new one under the same heading."""
    named = FILE_NAME.fullmatch(above)
    name = named[1] if named else LAID_OVER if language == "yaml" else None
    if name is None:
        assert language != "csv", f"{line}: a block of CSV without the name of its file"
        if above in SAYINGS:
            examples[-1].expected[SAYINGS[above]].append(content)
        return
    if is_done(examples[-1], name):
        examples.append(Example(examples[-1].heading, line))
    examples[-1].files[name] = content if named else "use: wardens.yaml\n" + content


@functools.lru_cache(maxsize=None)
def all_examples():
    examples, above = [], ""
    for line, kind, content in guide():
        if kind == "heading":
            examples.append(Example(content, line))
        elif kind == "block":
            take_block(examples, line, above, *content)
        elif kind == "table" and above == "It shows:":
            examples[-1].shows.append(content)
        above = content if kind == "text" else ""
    return [one for one in examples if one.files or one.shows or one.expected]


def first_example():
    return next(example for example in all_examples() if example.heading == FIRST)


EXAMPLES = all_examples()
MISTAKES = [example for example in EXAMPLES if example.expected["says"]]
GOOD = [example for example in EXAMPLES if example not in MISTAKES]


# --- building ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def example_builds(program, tmp_path_factory):
    """{example: (how the build ended, its workbooks)} of those that are to be built."""
    folder = tmp_path_factory.mktemp("guide")
    built = {}
    for number, example in enumerate(GOOD):
        place = folder / str(number)
        example.write(place)
        done = example.run(program, "build", place)
        workbooks = []
        for count, path in enumerate(sorted(place.glob("output/**/*.xlsx"))):
            workbooks.append(folder / f"example {number} {count}.xlsx")
            shutil.copy(path, workbooks[-1])
        built[example] = (done, workbooks)
    return built


@pytest.fixture(scope="session")
def example_sheets(example_builds, tmp_path_factory):
    """{example: its sheets as rows of texts, as LibreOffice shows them}."""
    shown = office.displayed([path for _, paths in example_builds.values() for path in paths],
                             tmp_path_factory.mktemp("guide_displayed"))
    return {example: [rows for path in paths for rows in shown[path].values()]
            for example, (_, paths) in example_builds.items()}


def squeezed(text):
    return " ".join(text.replace("<br>", " ").replace("`", "").split())


def columns_of(row, headings):
    """The columns of a row where the headings stand, in order; None where they do not."""
    columns, at = [], 0
    for heading in headings:
        while at < len(row) and squeezed(row[at]) != heading:
            at += 1
        if at == len(row):
            return None
        columns.append(at)
        at += 1
    return columns


def has_table(rows, table):
    """Whether a sheet has the headings of a table, and below them its rows, in order."""
    wanted = [[squeezed(cell) for cell in row] for row in table]
    wanted = [row + [""] * (len(wanted[0]) - len(row)) for row in wanted]
    for number, row in enumerate(rows):
        columns = columns_of(row, wanted[0])
        if columns is None:
            continue
        below = ([squeezed(one[column]) if column < len(one) else "" for column in columns]
                 for one in rows[number + 1:])
        if all(any(found == one for found in below) for one in wanted[1:]):
            return True
    return False


@pytest.mark.parametrize("example", GOOD, ids=str)
def test_example_is_built(example, example_builds):
    done, workbooks = example_builds[example]
    assert done.returncode == 0, done.stderr
    assert workbooks
    for text in example.expected["prints"]:
        assert text in done.stdout
    assert done.stderr == "".join(example.expected["warns"])


@pytest.mark.parametrize("example", [one for one in GOOD if one.shows], ids=str)
def test_example_shows_what_the_guide_says(example, example_sheets):
    for table in example.shows:
        sheets = example_sheets[example]
        assert any(has_table(rows, table) for rows in sheets), (table, sheets)


@pytest.mark.parametrize("example", [one for one in GOOD if one.expected["plan"]], ids=str)
def test_example_has_the_plan_that_the_guide_says(example, program, tmp_path):
    example.write(tmp_path)
    done = example.run(program, "plan", tmp_path)
    for text in example.expected["plan"]:
        for line in text.splitlines():
            assert line in done.stdout.splitlines(), done.stdout + done.stderr


@pytest.mark.parametrize("example", MISTAKES, ids=str)
def test_mistake_is_told_as_the_guide_says(example, program, tmp_path):
    example.write(tmp_path)
    done = example.run(program, "build", tmp_path)
    assert done.returncode == 1
    assert done.stderr == "".join(example.expected["says"])
    assert list(tmp_path.glob("output/**/*.xlsx")) == []


def test_a_wrong_table_would_be_seen():
    rows = [["", "Measure", "FYTD"], ["", "Calls", "12"], ["", "Posts", "3"]]
    assert has_table(rows, [["Measure", "FYTD"], ["Calls", "12"], ["Posts", "3"]])
    assert has_table(rows, [["FYTD"], ["3"]])
    assert not has_table(rows, [["Measure", "FYTD"], ["Posts", "3"], ["Calls", "12"]])
    assert not has_table(rows, [["Measure", "FYTD"], ["Calls", "3"]])
    assert not has_table(rows, [["FYTD", "Measure"], ["12", "Calls"]])


# --- nothing is left out -------------------------------------------------------------------------

# Whose keys, as messages call them, and where they stand in a layout; * is any name.
PLACES = {
    "a layout": [""],
    "the pack": ["pack"],
    "the periods": ["periods"],
    "the recipients of a source": ["one workbook per", "recipients"],
    "what is shared": ["shared"],
    "a constant": ["constants/*"],
    "a source": ["data/*"],
    "the words": ["words"],
    "the marks": ["marks"],
    "a mark": ["marks/*"],
    "the revisions": ["revisions"],
    "a scale": ["scales/*"],
    "a state": ["scales/*/states/*"],
    "a style": ["styles/*"],
    "a page": ["page", "sheets/*/page"],
    "the margins": ["page/margins", "sheets/*/page/margins"],
    "a header": ["page/header", "sheets/*/page/header"],
    "a footer": ["page/footer", "sheets/*/page/footer"],
    "a sheet": ["sheets/*"],
    "the rows of a source": ["sheets/*/rows"],
    "the accessible edition": ["sheets/*/accessible"],
    "a column": ["sheets/*/columns/*"],
    "an open column": ["sheets/*/columns/*/open"],
    "the charts": ["sheets/*/charts"],
    "a line of charts": ["sheets/*/charts/lines/*"],
    "an included layout": ["include/*"],
    "the axes": ["sheets/*/charts/axis"],
}

# Lists of words that the guide tells in another way, or that are no part of the language.
WORDS_TOLD_OTHERWISE = {"months", "yes_no", "true_false"}


def sources(pattern):
    return {path: path.read_text(encoding="utf-8") for path in sorted(TOP.glob(f"src/{pattern}"))}


def key_tables():
    """{whose keys: their names}, from the tables of keys in src/layout."""
    tables = {}
    for path, text in sources("layout/*.c").items():
        rows = {name: re.findall(r'(?:\.name = |(?:MARGIN|SHEET)\()"([^"]+)"', body) for name, body
                in re.findall(r"static const struct key (\w+)\[\] = \{\n(.*?)\n\};", text, re.DOTALL)}
        for owner, name in re.findall(r'KEY_TABLE\("([^"]+)",\s*(\w+)\)', text):
            assert rows.get(name), f"{path.name}: no rows of {name} found"
            tables[owner] = set(rows[name])
    return tables


def guide_tables(start):
    """{what follows `start` in the first heading of a table: the names in its first column}."""
    tables = collections.defaultdict(set)
    for _, kind, rows in guide():
        if kind == "table" and rows[0][0].startswith(start):
            names = {name for row in rows[1:] for name in re.findall(r"`([^`]+)`", row[0])}
            tables[rows[0][0][len(start):].strip()] |= names
    return tables


def nodes_at(tree, path):
    """The mappings at a place of a layout: "sheets/*" are all sheets."""
    nodes = [tree]
    for step in filter(None, path.split("/")):
        nodes = [value for node in nodes if isinstance(node, (dict, list))
                 for key, value in (node.items() if isinstance(node, dict) else enumerate(node))
                 if step in ("*", key)]
    return [node for node in nodes if isinstance(node, dict)]


def example_layouts():
    return [yaml.load(text, yaml.BaseLoader) for example in EXAMPLES
            for name, text in example.files.items() if name.endswith(".yaml")]


def example_texts():
    """All that the examples hold, and all code in the guide's text."""
    text = "\n".join(guide.read_text(encoding="utf-8") for guide in GUIDES)
    return "\n".join([*(one for example in EXAMPLES for one in example.files.values()),
                      *re.findall(r"`([^`\n]+)`", text)])


KEY_TABLES = key_tables()


def test_every_table_of_keys_has_a_place():
    assert KEY_TABLES.keys() == PLACES.keys()


@pytest.mark.parametrize("owner", sorted(KEY_TABLES))
def test_the_guide_has_every_key_and_no_other(owner):
    assert guide_tables("keys of ")[owner] == KEY_TABLES[owner]


@pytest.mark.parametrize("owner", sorted(KEY_TABLES))
def test_every_key_is_in_an_example(owner):
    used = {key for tree in example_layouts() for place in PLACES.get(owner, ())
            for node in nodes_at(tree, place) for key in node}
    assert KEY_TABLES[owner] - used == set()


def test_the_guide_has_every_column_of_the_register():
    text = sources("layout/register.c").popitem()[1]
    known = {"id", "row", *re.findall(r'\.heading = "(\w+)"', text)}
    assert guide_tables("columns of the register")[""] == known
    used = {heading for example in EXAMPLES for name, csv in example.files.items()
            if name.endswith(".csv") for heading in csv.split("\n", 1)[0].split(",")}
    assert known - used == set()


def test_the_guide_has_every_word_that_a_key_takes():
    given = example_texts()
    for path, text in sources("layout/*.c").items():
        for name, body in re.findall(r"struct word (\w+)\[\] = \{(.*?)\};", text, re.DOTALL):
            if name in WORDS_TOLD_OTHERWISE:
                continue
            for word in re.findall(r'\{"([^"]+)"', body):
                assert re.search(rf"(?<![\w ]){re.escape(word)}(?!\w)", given), (path.name, word)


def test_the_guide_has_every_style():
    text = sources("layout/style.c").popitem()[1]
    styles = set(re.findall(r'^    \{"([^"]+)", (?:NULL|")', text, re.MULTILINE))
    styles -= {"left", "centre", "right", "top", "middle", "bottom"}
    told = guide_tables("styles")[""]
    assert styles - told == set()


def test_the_guide_has_every_function_with_an_example():
    text = sources("layout/function.c").popitem()[1]
    functions = set(re.findall(r'^    \{"([A-Z]+)", \d', text, re.MULTILINE))
    assert functions, "no functions found in the table of functions"
    told = {name.split("(")[0] for name in guide_tables("functions")[""]}
    assert told == functions
    used = set(re.findall(r"([A-Z]+)\(", "\n".join(
        text for example in EXAMPLES for text in example.files.values())))
    assert functions - used == set()


def test_the_guide_has_every_window():
    text = sources("model/window.c").popitem()[1]
    windows = set(re.findall(r'\[WINDOW_\w+\] = "(\w+)"', text))
    assert windows
    assert guide_tables("windows")[""] == windows


def test_the_guide_has_every_command_and_option():
    text = sources("main.c").popitem()[1]
    options = set(re.findall(r'\{"([a-z-]+)", (?:required|no)_argument', text))
    commands = set(re.findall(r'^    \{"(\w+)", "[^"]+", command_\w+\}', text, re.MULTILINE))
    assert options and commands
    told = guide_tables("commands")[""]
    assert {f"--{option}" for option in options} - told == set()
    assert {command for command in commands
            if not any(re.match(rf"scorebook {command}\b", one) for one in told)} == set()


def test_the_guide_quotes_messages_that_the_program_has():
    code = "".join(text.replace('"\n', "") for text in sources("**/*.c").values())
    code = re.sub(r'(?<=[^"])"\s*"', "", re.sub(r'"\s*\n\s*"', "", code))
    told = guide_tables("message")[""]
    assert told
    for message in told:
        for piece in filter(None, (piece.strip(" '") for piece in message.split("…"))):
            assert piece in code, f"no message has '{piece}'"
