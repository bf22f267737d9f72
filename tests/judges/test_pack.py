"""The sheets around the tables: cover, contents, summary, definitions, notes, checks.

Layouts of the project are built with their pack switched on, and asked what a clerk would ask.
"""
import functools
import re
import subprocess
import zipfile
from xml.etree import ElementTree

import office
import openpyxl
import pytest
import workbook as book
from scorebook import TOP, run
from test_schema import find_validator  # noqa: F401 (a fixture)

MEETING = """use: {layout}
committee: Performance & Scrutiny Committee
date: 4 December 2025
item: 7
author: R. Author
contact: contact@example.org
keywords: crime, targets
marking: OFFICIAL
pack: {{cover: yes, contents: yes, summary: yes, definitions: yes, notes: yes, checks: yes, paragraphs: 14}}
"""

# The workbook's layout, and more words for the command line.
PACKS = {
    "overview": ("boroughs/overview.yaml", ()),
    "camden": ("boroughs/boroughs.yaml", ("--only", "Camden")),
    "counter-terrorism": ("counter-terrorism/counter-terrorism.yaml", ()),
    "policing-plan": ("policing-plan/policing-plan.yaml", ()),
}
# The period before, in which their lights are worked out once more, where the data reaches so far.
BEFORE = {"overview": "2025-10", "counter-terrorism": "2007-04"}
NAMES = list(PACKS)


@pytest.fixture(name="packs", scope="module")
def build_packs(program, tmp_path_factory):
    """{name: its workbook}."""
    return {name: build(program, name, tmp_path_factory.mktemp("packs")) for name in PACKS}


def build(program, name, folder, *more):
    layout, words = PACKS[name]
    path = folder / f"{name}.yaml"
    path.write_text(MEETING.format(layout=TOP / "layouts" / layout), encoding="utf-8")
    done = run(program, "build", path, "-i", TOP / "input", "-o", folder / name, *words, *more)
    assert done.returncode == 0, done.stderr
    made, = (folder / name).rglob("*.xlsx")
    return made.rename(folder / f"{name}.xlsx")


@pytest.fixture(name="fresh", scope="module")
def recalculate(packs, tmp_path_factory):
    return office.recalculated(packs.values(), tmp_path_factory.mktemp("fresh"))


@pytest.fixture(name="pages", scope="module")
def print_packs(packs, tmp_path_factory):
    """{name: texts of its pages}."""
    texts = printed(packs.values(), tmp_path_factory.mktemp("printed"))
    return {name: texts[path] for name, path in packs.items()}


def printed(paths, folder):
    """{path: texts of its pages}."""
    office.convert(paths, "pdf", folder)
    return {path: subprocess.run(["pdftotext", "-layout", folder / f"{path.stem}.pdf", "-"],
                                 text=True, capture_output=True,
                                 check=True).stdout.split("\f")[:-1] for path in paths}


@functools.lru_cache(maxsize=None)
def opened(path):
    return openpyxl.load_workbook(path, data_only=True)


def squeezed(text):
    return re.sub(r"\s+", "", str(text))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_stored_is_what_recalculates(name, packs, fresh):
    path = packs[name]
    assert book.differences(book.cells(path), book.cells(fresh[path])) == {}
    assert not any(book.is_error(value) for value in book.cells(path).values())


@pytest.mark.parametrize("name", NAMES)
def test_it_follows_the_schema(name, packs, validate):
    assert validate(packs[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_is(name, packs):
    properties = opened(packs[name]).properties
    assert (properties.creator, properties.category) == ("R. Author", "OFFICIAL")
    assert properties.keywords == "crime, targets"
    with zipfile.ZipFile(packs[name]) as package:
        tree = ElementTree.fromstring(package.read("docProps/custom.xml"))
    own = {one.get("name"): "".join(one.itertext()) for one in tree}
    assert own["As at"] and own["Marking"] == "OFFICIAL" and own["Agenda item"] == "7"
    assert own["Committee"] == "Performance & Scrutiny Committee"
    assert own["Meeting date"] == "4 December 2025"


@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_its_marking_its_number_and_the_meeting(name, pages):
    for number, page in enumerate(pages[name], start=1):
        assert page.count("OFFICIAL") >= 2, page
        for text in ("Item 7", f"Page {number} of {len(pages[name])}",
                     "Performance & Scrutiny Committee", "4 December 2025"):
            assert text in page
        assert "###" not in page


def check_contents(path, pages):
    """Every sheet is in the contents but those above them, with a link and the page it starts on."""
    made = opened(path)
    rows = [row for row in made["Contents"].iter_rows(min_row=4) if row[2].value]
    assert [row[0].value for row in rows] == made.sheetnames[made.sheetnames.index("Contents") + 1:]
    bodies = [squeezed(text) for text in pages]
    starts = []
    for name, holds, page in rows:
        sheet = made[name.value]
        assert name.hyperlink.location.rsplit("!", 1)[0].strip("'") == sheet.title
        assert holds.value
        title = squeezed(sheet["A1"].value)[:40]
        having = [one for one, body in enumerate(bodies, start=1) if one > 2 and title in body]
        assert having and having[0] <= page.value and page.value in having, (name.value, having)
        starts.append(page.value)
    assert starts == sorted(set(starts)) and starts[-1] <= len(pages)


@pytest.mark.parametrize("name", NAMES)
def test_the_contents_lead_to_every_sheet_and_name_its_page(name, packs, pages):
    check_contents(packs[name], pages[name])


def test_the_contents_of_a_meetings_papers_have_all_of_them(built, tmp_path):
    (path,) = built[0].glob("Committee papers.xlsx")
    check_contents(path, printed([path], tmp_path)[path])
    bands = [row[0].value for row in opened(path)["Contents"].iter_rows(min_row=4) if not row[2].value]
    assert bands[0] == "Counter terrorism scorecard 2007/08" and len(bands) == 4


@pytest.mark.parametrize("name", NAMES)
def test_the_cover_is_first_and_says_what_the_data_goes_up_to(name, packs):
    made = opened(packs[name])
    assert made.sheetnames[:2] == ["Cover", "Contents"]
    assert made.active.title == "Cover"
    told = {row[0].value: row[1].value for row in made["Cover"].iter_rows(min_row=2)}
    assert told["Committee"] == "Performance & Scrutiny Committee"
    assert told["Agenda item"] == "7" and told["Marking"] == "OFFICIAL"
    assert "Source of the data" in told


def test_paragraphs_carry_on_from_sheet_to_sheet(packs):
    made = opened(packs["policing-plan"])
    numbers = [int(found[1]) for sheet in made for row in sheet.iter_rows() for cell in row
               if isinstance(cell.value, str) and (found := re.match(r"(\d+)\. ", cell.value))]
    assert len(numbers) > 3
    assert numbers == list(range(14, 14 + len(numbers)))


# The summary --------------------------------------------------------------------------------------

def rows_under(sheet, title):
    """{first cell: the others} of the table under a title, up to the next title."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(number for number, row in enumerate(rows) if row[0] == title) + 3
    table = {}
    for row in rows[start:]:
        if row[0] in (None, ""):
            break
        table[row[0]] = row[1:]
    return table


def lights_of(path):
    """{(sheet, measure): state} as Data has them."""
    data = opened(path)["Data"]
    lights, sheet, state = {}, None, None
    for row in data.iter_rows(values_only=True):
        if str(row[0]).startswith("Targets and lights: "):
            sheet, state = row[0].split(": ", 1)[1], None
        elif row[0] == "Line":
            state = row.index("State") if "State" in row else None
        elif row[1] and sheet and state is not None and row[state]:
            lights[sheet, row[1]] = row[state]
    return lights


SHOWN = {"BLUE": "GREEN"}


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_counts_the_lights_that_there_are(name, packs):
    made = opened(packs[name])
    lights = lights_of(packs[name])
    counts = rows_under(made["Summary"], "Lights")
    for label, (measures, judged, *states) in counts.items():
        sheet = label.split(": ")[0]
        own = [light for (where, _), light in lights.items() if where == sheet]
        assert judged == len(own) <= measures
        assert states[:4] == [own.count(state) for state in ("BLUE", "GREEN", "AMBER", "RED")]
    assert sum(row[1] for row in counts.values()) == len(lights)


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_counts_by_formulas(name, packs):
    formulas = openpyxl.load_workbook(packs[name])["Summary"]
    row = next(row for row in formulas.iter_rows(min_row=6) if row[1].value)
    assert row[2].value == f"=SUM(D{row[0].row}:G{row[0].row})"
    assert all(cell.value.startswith("=COUNTIF(Data!") for cell in row[3:7])


def turned(now, then):
    return {(sheet, measure): (then[sheet, measure], light) for (sheet, measure), light
            in now.items() if then.get((sheet, measure), light) != light}


@pytest.mark.parametrize("name", BEFORE)
def test_what_turned_is_what_the_workbook_of_the_period_before_had(name, packs, program, tmp_path):
    before = build(program, name, tmp_path, "--period", BEFORE[name])
    expected = turned(lights_of(packs[name]), lights_of(before))
    told = rows_under(opened(packs[name])["Summary"], "What turned")
    assert len(told) == len(expected) > 0
    for (_, measure), (then, now) in expected.items():
        row = next(row for label, row in told.items() if all(
            part in squeezed(label) for part in map(squeezed, measure.split(", ")[::-1])))
        states = ["BLUE", "GREEN", "AMBER", "RED"]
        way = "worse" if states.index(now) > states.index(then) else "better"
        assert row[:3] == [SHOWN.get(then, then), SHOWN.get(now, now), way]


def test_what_turned_for_a_borough_is_what_the_overview_says_of_it(packs):
    own = rows_under(opened(packs["camden"])["Summary"], "What turned")
    all_of_them = rows_under(opened(packs["overview"])["Summary"], "What turned")
    assert {f"Camden: {measure}": row[:3] for measure, row in own.items()} == {
        label: row[:3] for label, row in all_of_them.items() if label.startswith("Camden: ")}


@pytest.mark.parametrize("name", NAMES)
def test_the_worst_gaps_come_first(name, packs):
    gaps = [row[2] for row in rows_under(opened(packs[name])["Summary"], "Worst gaps first").values()]
    assert 0 < len(gaps) <= 10
    assert gaps == sorted(gaps) and gaps[-1] < 0


# Definitions --------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", NAMES)
def test_every_measure_with_a_light_is_defined(name, packs):
    defined = {squeezed(row[0]): row for row in
               opened(packs[name])["Definitions"].iter_rows(values_only=True) if row[0]}
    for _, measure in lights_of(packs[name]):
        label = measure.rsplit(", ", 1)[0] if name == "overview" else measure
        _, what, unit, source, *_ = defined[squeezed(label)]
        assert unit and source and what
    text = " ".join(label for label in defined)
    assert squeezed("The rule 'standard' of lights") in text
    assert squeezed("the gap is at least 10%") in text


# Checks -------------------------------------------------------------------------------------------

def verdicts(path):
    """{what: verdict} of the Checks sheet."""
    rows = opened(path)["Checks"].iter_rows(min_row=4, values_only=True)
    return {row[0]: row[3] for row in rows if row[3]}


@pytest.mark.parametrize("name", NAMES)
def test_all_checks_hold(name, packs):
    told = verdicts(packs[name])
    assert told["How many there are, and what all of them add up to"] == "as built"
    assert {verdict for verdict in told.values()} <= {"as built", "holds"}
    assert len(told) > 1


@pytest.fixture(name="edited", scope="module")
def type_over(packs, tmp_path_factory):
    """{name: LibreOffice's copy} of workbooks in which someone has typed over a figure on Data."""
    folder = tmp_path_factory.mktemp("edited")
    typed = {}
    for name in ("camden", "counter-terrorism"):
        made = openpyxl.load_workbook(packs[name])
        data = made["Data"]
        cell = next(cell for row in data.iter_rows(min_row=4, min_col=5) for cell in row
                    if isinstance(cell.value, (int, float)))
        cell.value += 1
        typed[name] = folder / f"{name}.xlsx"
        made.save(typed[name])
    fresh = office.recalculated(typed.values(), tmp_path_factory.mktemp("edited_fresh"))
    return {name: fresh[path] for name, path in typed.items()}


@pytest.mark.parametrize("name", ["camden", "counter-terrorism"])
def test_a_figure_typed_over_is_seen_and_what_adds_up_still_does(name, edited):
    told = verdicts(edited[name])
    assert told.pop("How many there are, and what all of them add up to") == "EDITED since built"
    assert set(told.values()) == {"holds"}


def test_a_cell_typed_over_on_the_scorecard_no_longer_adds_up(packs, tmp_path):
    made = openpyxl.load_workbook(packs["camden"])
    made["Scorecard"][book.find(made["Scorecard"], "Robbery", "Dec-24")] = 100000
    path = tmp_path / "typed.xlsx"
    made.save(path)
    (tmp_path / "fresh").mkdir()
    told = verdicts(office.recalculated([path], tmp_path / "fresh")[path])
    assert told["Robbery"] == "DOES NOT HOLD" and told["Burglary"] == "holds"
