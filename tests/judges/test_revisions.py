"""What changed since it was published: every claim about it, held against the workbooks themselves."""
import collections
import csv
import decimal
import functools
import random
import re
import shutil

import leaks
import openpyxl
import pytest
from scorebook import TOP, run
from service import NAMES, Service

FOLDER = "boroughs/2025-11"
KEYS = ["layout", "of", "recipient", "sheet", "line", "column", "period"]
VALUES = ["value", "text", "light", "target", "label"]


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def replaced(path, *pairs):
    text = path.read_text(encoding="utf-8")
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


class Sample:
    """The boroughs' scorecards and their overview, in a folder of their own."""

    def __init__(self, folder, program):
        self.folder, self.program = folder, program
        (folder / "layouts").mkdir()
        shutil.copy(TOP / "layouts" / "house.yaml", folder / "layouts")
        shutil.copytree(TOP / "layouts" / "boroughs", folder / "layouts" / "boroughs")
        shutil.copytree(TOP / "input" / "boroughs", folder / "input" / "boroughs")
        self.layouts = folder / "layouts" / "boroughs"
        self.crime = folder / "input" / "boroughs" / "recorded_crime.csv"
        self.targets(("robbery", "Camden", "2025-04", "-5%"))
        for name in ("boroughs.yaml", "overview.yaml"):
            replaced(self.layouts / name, ("  people:\n", "  targets: {file: boroughs/targets.csv,"
                     " period: from, value: target, match: {line: id, area: name}}\n  people:\n"),
                     ("    data: crime\n    scale: standard\n",
                      "    data: crime\n    targets: targets\n    scale: standard\n"))

    def targets(self, *rows):
        write(self.folder / "input" / "boroughs" / "targets.csv",
              [("line", "area", "from", "target"), *rows])

    def revise(self, *changes):
        """(offence, area, month, what is added to it)"""
        with open(self.crime, newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        for offence, area, month, more in changes:
            row = next(row for row in rows if row[:2] == [offence, area])
            at = rows[0].index(month)
            row[at] = str(int(row[at]) + more)
        write(self.crime, rows)

    def build(self, output, *words):
        layouts = ["layouts/boroughs/boroughs.yaml", "layouts/boroughs/overview.yaml"]
        done = run(self.program, "build", *layouts, "-o", output, *words, folder=self.folder)
        assert done.returncode == 0, done.stderr
        return done

    def made(self, output):
        """{recipient, "" for the overview: its workbook}"""
        folder = self.folder / output / FOLDER
        return {row["recipient"]: folder / row["file"] for row in read(folder / "index.csv")
                if row["kind"] == "workbook"}

    def revisions(self, output):
        return read(self.folder / output / FOLDER / "revisions.csv")


def applied(figures, revisions):
    """The old record with the revisions put over it: {key: values}. What cells take is no figure."""
    record = {}
    for row in figures:
        if row["kind"] != "takes":
            record[tuple({**row, "of": row["kind"]}[key] for key in KEYS)] = {
                "workbook": row["workbook"], **{value: row[value] for value in VALUES}}
    for row in revisions:
        before = tuple({**row, "line": row["line was"]}[key] for key in KEYS)
        now = tuple(row[key] for key in KEYS)
        is_new = not row["line was"] and before not in record
        if not is_new:
            was = record.pop(before)
            assert was == {"workbook": row["workbook was"],
                           **{value: row[value + " was"] for value in VALUES}}, row
        is_gone = row["of"] == "shown" and not row["workbook"] or row["of"] != "shown" and not any(
            row[value] for value in VALUES) and not row["line"]
        if not is_gone:
            assert now not in record, row
            record[now] = {"workbook": row["workbook"], **{value: row[value] for value in VALUES}}
    return record


def causes(revisions):
    """{number: the rows of what sources, targets and rules changed}"""
    found = collections.defaultdict(list)
    for row in revisions:
        if row["of"] in ("given", "target", "rule") and row["causes"]:
            found[row["causes"]].append(row)
    return found


def shown(value, code):
    """A stored figure as its cell shows it, near enough to tell whether that changed."""
    if not isinstance(value, (int, float)):
        return value
    first = re.sub(r'"[^"]*"|_.|\\.', "", code.split(";")[0])
    decimals = len(first.partition(".")[2].replace("%", "")) if "." in first else 0
    if code == "General":
        return value
    number = decimal.Decimal(f"{value:.15g}") * (100 if "%" in first else 1)
    return number.quantize(decimal.Decimal(1).scaleb(-decimals), decimal.ROUND_HALF_UP)


@functools.lru_cache(maxsize=None)
def book(path):
    """A workbook with its results."""
    return openpyxl.load_workbook(path, data_only=True)


def changed_cells(old, new, sheet):
    """{address: (stored before, stored now, whether it shows, whether it is marked, its note)}"""
    before, now = book(old)[sheet], book(new)[sheet]
    found = {}
    for row in before.iter_rows():
        for cell in row:
            other = now[cell.coordinate]
            now_shows = other.value  # a number that does not fit with its mark becomes a text
            is_marked = "[r]" in other.number_format or str(now_shows).endswith(" [r]")
            if cell.value == other.value or isinstance(other.value, str) and cell.column == 1:
                assert not is_marked, (new.name, cell.coordinate)
                continue
            is_shown = shown(cell.value, cell.number_format) != shown(other.value,
                                                                     other.number_format)
            now_shows = now_shows.removesuffix(" [r]") if is_marked and isinstance(
                now_shows, str) else now_shows
            found[cell.coordinate] = (cell.value, now_shows, is_shown, is_marked,
                                      other.comment.text if other.comment else None)
    return found


def revised_rows(path):
    """The rows of a workbook's Revisions sheet, by its headings; [] where it has none."""
    if "Revisions" not in book(path).sheetnames:
        return []
    rows = list(book(path)["Revisions"].iter_rows(values_only=True))
    start = next(at for at, row in enumerate(rows) if row[0] == "Line")
    return [dict(zip(rows[start], row)) for row in rows[start + 1:] if row[3] is not None]


def close(one, other):
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-9 * max(1, abs(one))
    return str(one) == str(other)


LIGHTS = ("GREEN", "AMBER", "RED")
WITHOUT_MARK = ("light", "blue", "green", "amber", "red", "judged")  # lights, and how many
CHANGES = [("ROBBERY", "Camden", "2025-11", -10), ("ROBBERY", "Camden", "2025-10", -12),
           ("BURGLARY", "Hackney", "2025-06", 50)]


@pytest.fixture(scope="module", params=["shared", "own"])
def corrected(request, program, tmp_path_factory):
    """Three figures of two boroughs and a target of one corrected: (sample, what the run said)."""
    sample = Sample(tmp_path_factory.mktemp("corrected"), program)
    if request.param == "own":
        replaced(sample.layouts / "boroughs.yaml",
                 ("shared: {whole: yes, rank: yes, family: mean, at least: 4}\n", ""))
        text = (sample.layouts / "boroughs.yaml").read_text(encoding="utf-8")
        kept = [line for line in text.splitlines(True)
                if not re.match(r" +(whole_pct|whole_rate|family_rate|place):", line)]
        (sample.layouts / "boroughs.yaml").write_text("".join(kept), encoding="utf-8")
    sample.build("old")
    sample.revise(*CHANGES)
    sample.targets(("robbery", "Camden", "2025-04", "-20%"))
    sample.shares = request.param == "shared"
    return sample, sample.build("new", "--since", "old")


# What caused it --------------------------------------------------------------------------------------

def test_the_causes_are_what_was_corrected_and_nothing_else(corrected):
    sample, done = corrected
    found = causes(sample.revisions("new"))
    assert sorted({(row["of"], row["recipient"], row["line"], row["period"], row["value was"],
                    row["value"]) for rows in found.values() for row in rows}) == [
        ("given", "Camden", "ROBBERY", "2025-10", "102", "90"),
        ("given", "Camden", "ROBBERY", "2025-11", "114", "104"),
        ("given", "Hackney", "BURGLARY", "2025-06", "214", "264"),
        ("target", "Camden", "robbery", "2025-04", "-0.05", "-0.2")]
    assert sorted(found) == ["1", "2", "3", "4"]
    assert "4 causes:" in done.stdout
    for said in ("revised at source: Robbery, Camden, 2025-10: 90, was 102",
                 "revised at source: Robbery, Camden, 2025-11: 104, was 114",
                 "revised at source: Burglary, Hackney, 2025-06: 264, was 214",
                 "target changed: Robbery, Camden, 2025-04: -20%, was -5%"):
        assert said in done.stdout
    assert "4 revisions without a reason" in done.stderr


def numbers(text):
    """{1, 2, 3, 5} of "1-3, 5"."""
    ends = [[int(end) for end in part.split("-")] for part in text.split(", ") if part]
    return {number for part in ends for number in range(part[0], part[-1] + 1)}


def test_each_consequence_names_the_causes_that_it_takes(corrected):
    """Worked out apart from the program: from what the columns of the layout are."""
    sample, _ = corrected
    revisions = sample.revisions("new")
    by_number = {number: rows[0] for number, rows in causes(revisions).items()}
    families = {row["name"]: row["family"] for row in read(sample.layouts / "boroughs.csv")}
    sets = {"whole_pct": lambda area, own: True, "whole_rate": lambda area, own: True,
            "place": lambda area, own: True,
            "family_rate": lambda area, own: families[area] == families[own]}
    windows = {"month": None, "fytd": ("2025-04", "2025-11"), "rolling12": ("2024-12", "2025-11"),
               "rate": ("2024-12", "2025-11"), "whole_rate": ("2024-12", "2025-11"),
               "family_rate": ("2024-12", "2025-11"), "place": ("2024-12", "2025-11")}
    checked = 0
    for row in revisions:
        if row["of"] != "shown" or row["sheet"] != "Scorecard" or row["value"] == row["value was"]:
            continue
        first, last = windows.get(row["column"], ("2023-12", "2025-11")) or (row["period"],) * 2
        is_whose = sets.get(row["column"], lambda area, own: area == own)
        expected = {
            int(number) for number, cause in by_number.items()
            if (cause["of"] == "given" and first <= cause["period"] <= last
                and row["line"] in (cause["label"].lower(), "all_offences")
                and is_whose(cause["recipient"], row["recipient"]) and row["column"] != "target")
            or (cause["of"] == "target" and row["column"] in ("target", "light")
                and row["line"] == cause["line"] and row["recipient"] == cause["recipient"])}
        assert numbers(row["causes"]) == expected, row
        assert row["kind"] != "program or layout changed"
        checked += 1
    assert checked > (200 if sample.shares else 25)


def test_the_revisions_give_the_new_record(corrected):
    sample, _ = corrected
    old, new = (read(sample.folder / name / FOLDER / "figures.csv") for name in ("old", "new"))
    assert applied(old, sample.revisions("new")) == applied(new, [])


# In the workbooks ------------------------------------------------------------------------------------

def test_what_changed_in_a_workbook_is_what_the_record_says(corrected):
    """Cell by cell, and nothing else is marked; each mark has a note with the old figure."""
    sample, _ = corrected
    rows = [row for row in sample.revisions("new") if row["of"] == "shown"
            and row["sheet"] in ("Scorecard", "Overview")
            and (row["value"], row["light"]) != (row["value was"], row["light was"])]
    old, new = sample.made("old"), sample.made("new")
    for recipient, path in new.items():
        cells = changed_cells(old[recipient], path, "Scorecard" if recipient else "Overview")
        own = [row for row in rows if row["workbook"] == path.name]
        stored = [row for row in own if row["value"] != row["value was"]]
        assert len(cells) == len(stored), (recipient, cells, stored)
        for before, now, is_shown, is_marked, note in cells.values():
            row = next((row for row in stored if close(before, to_value(row["value was"]))
                        and (now == row["text"] or close(now, to_value(row["value"])))), None)
            assert row, (recipient, before, now)
            stored.remove(row)
            assert is_shown == (row["shows"] == "yes"), row
            assert is_marked == (is_shown and row["column"].split(", ")[-1]
                                 not in WITHOUT_MARK), row
            assert row["text was"] in note if is_marked else note is None or is_shown


def to_value(text):
    try:
        return float(text)
    except ValueError:
        return text


def test_every_revision_of_a_workbook_stands_on_its_revisions_sheet(corrected):
    sample, _ = corrected
    for recipient, path in sample.made("new").items():
        own = [row for row in sample.revisions("new") if row["workbook"] == path.name
               and any(row[key] != row[key + " was"] for key in ("value", "text", "light"))]
        listed = [row for row in revised_rows(path) if row["Figure"] != "Data"]
        assert bool(own) == bool(listed), recipient
        for row in own:
            label = row["label"] if recipient else ", ".join(
                filter(None, (row["label"], row["recipient"])))
            found = next((one for one in listed if one["Line"] == label and tells(one, row)), None)
            assert found, (recipient, row)
            listed.remove(found)
        assert all(one["Figure"] == "Target" for one in listed), (recipient, listed)


def tells(listed, row):
    """Whether a row of the sheet shows what a row of the record says, and what it was."""
    for heading, key in (("Published", " was"), ("Now", "")):
        value = listed[heading]
        if isinstance(value, (int, float)):
            if not close(value, to_value(row["value" + key])):
                return False
        elif value not in (row["text" + key], "see the chart"):
            return False
    lights = [(listed[heading] or "").split(" ")[-1].strip("()")
              for heading in ("Light before", "Light now")]
    return lights == [row["light was"], row["light"]]


def test_no_workbook_names_another_borough(corrected):
    sample, _ = corrected
    boroughs = read(sample.layouts / "boroughs.csv")
    for recipient, path in sample.made("new").items():
        if not recipient:
            continue
        names = {row[key] for row in boroughs if row["name"] != recipient
                 for key in ("name", "code", "contact")}
        found = [(name, part) for name, piece in leaks.parts(path.read_bytes())
                 for part in leaks.find_names(names, piece)]
        assert found == [], recipient


def test_who_is_to_be_sent_theirs_again(corrected):
    sample, done = corrected
    old, new = sample.made("old"), sample.made("new")
    same = {recipient for recipient, path in new.items()
            if path.read_bytes() == old[recipient].read_bytes()}
    if not sample.shares:
        assert new.keys() - same == {"Camden", "Hackney", ""}
        assert "to be sent again: 3 workbooks" in done.stdout
        assert "30 workbooks are the same, byte for byte" in done.stdout
        return
    assert same == set()
    for recipient in new.keys() - {"Camden", "Hackney", ""}:
        rows = revised_rows(new[recipient])
        assert rows and {row["Reason"] for row in rows} == {"Another area's figure was revised"}
    contacts = {row["name"]: row["contact"] for row in read(sample.layouts / "boroughs.csv")}
    sent = done.stdout[done.stdout.index("to be sent again"):]
    assert "to be sent again: 33 workbooks" in sent
    assert all(contact in sent for contact in contacts.values())


def test_the_lights_that_changed_are_counted(corrected):
    sample, done = corrected
    old, new = sample.made("old"), sample.made("new")
    before, now = (book(made["Camden"])["Scorecard"] for made in (old, new))
    turned = [(one.value, now[one.coordinate].value) for row in before.iter_rows() for one in row
              if one.value in ("GREEN", "AMBER", "RED") and one.value != now[one.coordinate].value]
    assert turned == [("GREEN", "AMBER")]
    assert re.search(r"lights: 2 changed: 2 BLUE to AMBER\n", done.stdout)  # and in the overview


def test_diff_says_the_same(corrected):
    sample, done = corrected
    folders = [sample.folder / name / FOLDER for name in ("old", "new")]
    said = run(sample.program, "diff", *folders)
    assert said.returncode == 1
    built = done.stdout[done.stdout.index(" compared with "):]
    assert said.stdout == built[built.index("\n") + 1:]
    rows = list(csv.DictReader(run(sample.program, "diff", *folders, "--csv").stdout.splitlines()))
    assert rows == sample.revisions("new")
    same = run(sample.program, "diff", folders[0], folders[0])
    assert (same.returncode, same.stdout[:5]) == (0, "0 of ")


# Many changes ----------------------------------------------------------------------------------------

@pytest.mark.parametrize("seed", [1, 2])
def test_a_hundred_changes_add_up(program, tmp_path, seed):
    """Large and small, of boroughs, of Unknown and of the airports: put over the old record the
    revisions give the new one, and each that is no borough's is told without its name."""
    sample = Sample(tmp_path, program)
    sample.build("old")
    chance = random.Random(seed)
    with open(sample.crime, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    others = [row for row in rows if row[1] in ("Unknown", "London Heathrow and London City Airports")]
    assert others
    for number in range(100):
        row = chance.choice(others if number % 10 == 0 else rows[1:])
        at = chance.randrange(2, len(row))
        size = chance.choice([1, 1, 1, 10, 1000])  # 1 is hidden in the changes of most totals
        row[at] = str(max(0, int(row[at]) + chance.choice([-1, 1]) * size))
    write(sample.crime, rows)
    sample.build("new", "--since", "old")
    old, new = (read(sample.folder / name / FOLDER / "figures.csv") for name in ("old", "new"))
    revisions = sample.revisions("new")
    assert applied(old, revisions) == applied(new, [])
    assert any(row["shows"] == "yes" for row in revisions)
    hidden = [row for row in revisions if row["of"] == "shown" and row["value"] != row["value was"]
              and (row["text"], row["light"]) == (row["text was"], row["light was"])]
    assert hidden and not any(row["shows"] for row in hidden)
    assert not any(row["kind"] == "program or layout changed" for row in revisions)
    assert {row["recipient"] for row in revisions if row["of"] == "given"} >= {"Unknown"}
    assert all(row["causes"] for row in revisions if row["of"] == "shown")


@pytest.mark.parametrize("edition", ["mirror", "accessible"])
def test_nothing_of_another_stands_in_a_revised_workbook(program, tmp_path, edition):
    """Neither what another's figure is nor what it was, in any byte; nor its reason."""
    service = Service()
    service.layout = service.layout.replace(
        "\nwords:", "\nrevisions: {reasons: reasons.csv}\nwords:")
    service.write(tmp_path)
    write(tmp_path / "reasons.csv", [("line", "recipient", "period", "reason")])
    words = ["layout.yaml", "-i", ".", "--edition", edition]
    done = run(program, "build", *words, "-o", "old", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    before = [service.others(at) for at in range(len(NAMES))]
    service.counts[1]["beta"][30] += 71_318
    service.counts[4]["alpha"][35] -= 1_234_567
    service.counts[-1]["gamma"][33] += 11  # of no branch
    service.write(tmp_path)
    write(tmp_path / "reasons.csv", [("line", "recipient", "period", "reason"),
                                     ("beta", NAMES[1], "2025-06", "Wortlespinnet")])
    done = run(program, "build", *words, "-o", "new", "--since", "old", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "new" / "service" / "2025-11"
    made = {row["recipient"]: folder / row["file"] for row in read(folder / "index.csv")
            if row["kind"] == "workbook"}
    for at, name in enumerate(NAMES):
        data = made[name].read_bytes()
        others = service.others(at) | before[at]
        others.names |= {"Wortlespinnet"} if at != 1 else set()
        assert leaks.find(data, others) == []
        assert "Revisions" in book(made[name]).sheetnames
    assert any(leaks.find_names({"Wortlespinnet"}, piece)
               for _, piece in leaks.parts(made[NAMES[1]].read_bytes()))


@pytest.mark.parametrize("recipient, reason, said", [
    (NAMES[1], f"Counted in {NAMES[0].upper()} as well", f"it would name '{NAMES[0]}' in the workbook"),
    ("", f"As {NAMES[1]} says", f"it would name '{NAMES[1]}' in the workbook of every recipient"),
    (NAMES[1], f"{NAMES[1]} counted twice, in Aldermoorside", None),
])
def test_a_reason_that_names_another_recipient_is_told(program, tmp_path, recipient, reason, said):
    service = Service()
    service.layout = service.layout.replace(
        "\nwords:", "\nrevisions: {reasons: reasons.csv}\nwords:")
    service.write(tmp_path)
    write(tmp_path / "reasons.csv", [("line", "recipient", "period", "reason")])
    build = ["build", "layout.yaml", "-i", ".", "-o"]
    assert run(program, *build, "old", folder=tmp_path).returncode == 0
    service.counts[1]["beta"][35] += 71_318
    service.write(tmp_path)
    write(tmp_path / "reasons.csv", [("line", "recipient", "period", "reason"),
                                     ("beta", recipient, "", reason)])
    done = run(program, *build, "new", "--since", "old", folder=tmp_path)
    assert done.returncode == bool(said), done.stderr
    assert (said or "") in done.stderr and (tmp_path / "new").exists() != bool(said)


@pytest.mark.parametrize("words", [["--only", "Aldermoor,Corvedale"], ["--keep-going"]])
def test_recipients_that_are_left_out_are_not_compared(program, tmp_path, words):
    service = Service()
    service.write(tmp_path)
    build = ["build", "layout.yaml", "-i", ".", "-o"]
    assert run(program, *build, "old", folder=tmp_path).returncode == 0
    service.counts[0]["beta"][35] += 71_318
    if words == ["--keep-going"]:
        service.goals[3]["goal_alpha"] = "none"
    service.write(tmp_path)
    done = run(program, *build, "new", "--since", "old", *words, folder=tmp_path)
    assert done.returncode == (words == ["--keep-going"]), done.stderr
    rows = read(tmp_path / "new" / "service" / "2025-11" / "revisions.csv")
    shown_to = {row["recipient"] for row in rows if row["of"] == "shown"}
    assert shown_to == ({"Aldermoor", "Corvedale"} if words[0] == "--only"
                        else set(NAMES) - {NAMES[3]})
    assert {row["kind"] for row in rows} <= {"revised at source", "follows from"}


# Reasons, other changes, bad input --------------------------------------------------------------------

LAYOUT = """
title: Calls
save as: Calls.xlsx
folder: "{latest:yyyy-mm}"
periods: {every: month, year starts: April}
data:
  calls: {file: calls.csv, period: headings}
revisions: {reasons: reasons.csv}
sheets:
  Card:
    rows: lines.csv
    columns:
      label: {heading: Line, width: 30}
      month: {heading: "{period:mmm-yy}", each: fytd}
      fytd: {heading: Year to date}
"""
FILES = {
    "layout.yaml": LAYOUT,
    "lines.csv": "id,label,value,format\ncalls,Calls,,\nanswered,Answered,,\n"
                 "share,Share answered,answered / calls,0%\n",
    "calls.csv": "id,2024-04,2024-05,2024-06\ncalls,200,300,250\nanswered,100,240,225\n",
    "reasons.csv": "line,recipient,period,reason\n",
}


@pytest.fixture
def calls(program, tmp_path):
    """A folder with a layout that was built into `old`, and how to build it again."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def build(*words):
        return run(program, "build", "layout.yaml", "-i", ".", *words, folder=tmp_path)
    assert build("-o", "old").returncode == 0
    build.folder = tmp_path
    build.replace = lambda name, *pairs: replaced(tmp_path / name, *pairs)
    build.revisions = lambda: read(tmp_path / "new" / "2024-06" / "revisions.csv")
    build.since = lambda: build("-o", "new", "--since", "old")
    return build


def test_a_reason_that_names_a_figure_makes_it_corrected(calls):
    calls.replace("calls.csv", ("240", "243"))
    calls.replace("reasons.csv", ("reason\n", "reason,who,reference\n"
                                  "answered,,May 2024,Counted twice,J. Smith,Q-117\n"))
    done = calls.since()
    assert (done.returncode, done.stderr) == (0, "")
    assert "corrected: Answered, 2024-05: 243, was 240 (Counted twice)" in done.stdout
    rows = calls.revisions()
    assert (rows[0]["kind"], rows[0]["reason"], rows[0]["reference"]) == (
        "corrected", "Counted twice", "J. Smith, Q-117")
    assert {(row["line"], row["column"], row["kind"]) for row in rows if row["of"] == "shown"} == {
        ("answered", "month", "corrected"), ("answered", "fytd", "follows from"),
        ("share", "month", "follows from"), ("share", "fytd", "follows from")}
    sheet = openpyxl.load_workbook(calls.folder / "new" / "2024-06" / "Calls.xlsx")["Card"]
    cell = next(cell for row in sheet for cell in row if cell.comment)
    assert cell.comment.text == "Published as 240. Counted twice (J. Smith, Q-117)"


def test_a_correction_is_a_reason(calls):
    calls.replace("layout.yaml", ("revisions:", "corrections: corrections.csv\nrevisions:"))
    (calls.folder / "corrections.csv").write_text(
        "source,line,area,period,was,now,reason,who,date,reference\n"
        "calls,answered,,2024-05,240,243,Counted twice,J. Smith,2024-07-03,Q-117\n")
    done = calls.since()
    assert (done.returncode, done.stderr) == (0, "")
    assert "corrected: Answered, 2024-05: 243, was 240 (Counted twice)" in done.stdout
    rows = calls.revisions()
    assert (rows[0]["kind"], rows[0]["reason"], rows[0]["reference"]) == (
        "corrected", "Counted twice", "J. Smith, 2024-07-03, Q-117")


def test_a_reason_for_all_is_the_publishers(calls):
    calls.replace("calls.csv", ("240", "243"))
    calls.replace("reasons.csv", ("reason\n", "reason\n,,,The June release\n"))
    done = calls.since()
    assert "revised at source: Answered, 2024-05: 243, was 240 (The June release)" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("row, said", [
    ("answred,,2024-05,Why", "reasons.csv:2:1 (A2): warning: a reason is given for the line 'answred'"
     ", which there is not\n    2 | answred,,2024-05,Why\n  did you mean 'answered'?"),
    ("calls,,2024-05,Why", "reasons.csv:2:4 (D2): warning: this reason matches no revision"),
    ("answered,,May,Why", "reasons.csv:2:3 (C2): error: 'May' is no period"),
    ("answered,,2024-05,", "reasons.csv:2:4 (D2): error: the reason is blank"),
])
def test_a_reason_that_matches_nothing_is_told(calls, row, said):
    calls.replace("calls.csv", ("240", "243"))
    calls.replace("reasons.csv", ("reason\n", "reason\n" + row + "\n"))
    done = calls.since()
    assert said in done.stderr
    assert done.returncode == ("error:" in said)
    assert (calls.folder / "new").exists() == (done.returncode == 0)


def test_without_a_reason_is_an_error_where_the_layout_says_so(calls):
    calls.replace("calls.csv", ("240", "243"))
    assert "warning: 1 revision without a reason: Answered, 2024-05: 243, was 240" in \
        calls.since().stderr
    shutil.rmtree(calls.folder / "new")
    calls.replace("layout.yaml", ("reasons: reasons.csv}", "reasons: reasons.csv, "
                                  "without reason: error}"))
    done = calls.since()
    assert "reasons.csv: error: 1 revision without a reason" in done.stderr
    assert done.returncode == 1 and not (calls.folder / "new").exists()


@pytest.mark.parametrize("threshold, seen", [("as shown", 0), ("exact", 2), ("0.1%", 2), ("1%", 0)])
def test_what_rounding_hides_follows_the_threshold(calls, threshold, seen):
    """Of 2,400,000 calls: 80% of them, and still 80%."""
    calls.replace("calls.csv", ("300", "3000000"), ("240", "2400000"))
    assert calls("-o", "old").returncode == 0
    calls.replace("layout.yaml", ("reasons: reasons.csv}", f"threshold: {threshold}}}"))
    calls.replace("calls.csv", ("2400000", "2403000"))
    assert calls.since().returncode == 0
    rows = [row for row in calls.revisions() if row["line"] == "share" and row["of"] == "shown"]
    assert len(rows) == 2 and sum(row["shows"] == "yes" for row in rows) == seen
    listed = revised_rows(calls.folder / "new" / "2024-06" / "Calls.xlsx")
    assert sum(row["Line"] == "Share answered" for row in listed) == 2


@pytest.mark.parametrize("name, before, after, kinds", [
    ("calls.csv", "answered,100,240,225", "answered,100,240,225\n", set()),
    ("calls.csv", "2024-06\ncalls,200,300,250\nanswered,100,240,225",
     "2024-06,2024-07\ncalls,200,300,250,260\nanswered,100,240,225,240",
     {"new period", "period no longer shown"}),
    ("lines.csv", "Answered,,", "Answered calls,,", {"line renamed"}),
    ("lines.csv", "share,Share", "part,Share", {"line renamed", "layout changed"}),
    ("lines.csv", "share,Share answered,answered / calls,0%\n", "", {"line removed"}),
    ("lines.csv", "0%\n", "0%\nlate,Late,calls - answered,\n", {"line added"}),
    ("lines.csv", "answered / calls,0%", "answered / calls,0.0%",
     {"program or layout changed", "definition changed", "follows from"}),
    ("lines.csv", "answered / calls", "1 - answered / calls",
     {"definition changed", "follows from"}),
    ("layout.yaml", "      fytd: {heading: Year to date}\n", "", {"layout changed"}),
])
def test_each_change_is_told_apart(calls, name, before, after, kinds):
    """From a corrected figure, and from each other."""
    calls.replace(name, (before, after))
    done = calls.since()
    assert done.returncode == 0, done.stderr
    folder = max((calls.folder / "new").iterdir())
    path = folder / "revisions.csv"
    assert path.exists() == bool(kinds)
    revisions = read(path) if kinds else []
    assert {row["kind"] for row in revisions} <= kinds and bool(revisions) == bool(kinds)
    assert "corrected" not in done.stdout and "revised at source" not in done.stdout
    old = calls.folder / "old" / "2024-06"
    assert run(done.args[0], "diff", old, folder).returncode == bool(kinds)


def edit_a_figure(folder):
    replaced(folder / "figures.csv", ("240", "241"))


def cut_off(folder):
    path = folder / "figures.csv"
    path.write_bytes(path.read_bytes()[:-40])


def older(folder):
    (folder / "figures.csv").unlink()


def other_layout(folder):
    layout = folder.parent.parent / "other.yaml"
    layout.write_text(LAYOUT, encoding="utf-8")
    shutil.rmtree(folder)
    other_layout.build(layout)


def gone(folder):
    shutil.rmtree(folder)


@pytest.mark.parametrize("spoil, said", [
    (edit_a_figure, "was edited or damaged"), (cut_off, "was edited or damaged"),
    (older, "there is no record of figures"), (gone, "there is no"),
    (other_layout, "was made from other layouts"),
])
def test_an_old_folder_that_cannot_be_compared_is_told(calls, program, spoil, said):
    other_layout.build = lambda layout: run(program, "build", layout, "-i", ".", "-o", "old",
                                            folder=calls.folder)
    old = calls.folder / "old" / "2024-06"
    assert calls("-o", "now").returncode == 0
    spoil(old)
    done = calls.since()
    assert said in done.stderr and done.returncode == 1
    assert not (calls.folder / "new").exists()
    diff = run(program, "diff", old, calls.folder / "now" / "2024-06")
    assert said in diff.stderr and diff.returncode == 2 and diff.stdout == ""


def test_with_nothing_changed_nothing_is_marked_and_the_bytes_are_the_same(calls):
    done = calls.since()
    assert "1 workbook is the same, byte for byte" in done.stdout
    old, new = (calls.folder / name / "2024-06" for name in ("old", "new"))
    assert (old / "Calls.xlsx").read_bytes() == (new / "Calls.xlsx").read_bytes()
    assert not (new / "revisions.csv").exists()


def test_a_comparison_that_is_not_asked_again_leaves_nothing_behind(calls):
    calls.replace("calls.csv", ("240", "243"))
    calls.since()
    folder = calls.folder / "new" / "2024-06"
    assert (folder / "revisions.csv").exists()
    done = calls("-o", "new")
    assert "revisions.csv: removed" in done.stdout and not (folder / "revisions.csv").exists()
    assert "Revisions" not in openpyxl.load_workbook(folder / "Calls.xlsx").sheetnames


def test_without_since_the_last_issue_of_the_period_is_what_was_published(calls, program):
    """And what was made by comparing with it can be issued, and made again."""
    def keep(command, *words):
        done = run(program, command, *words, "-i", ".", "-o", "new", folder=calls.folder)
        assert done.returncode == 0, done.stderr
        return done.stdout
    for before, after in (("240", "240"), ("240", "241"), ("241", "242")):
        calls.replace("calls.csv", (before, after))
        assert calls("-o", "new").returncode == 0
        keep("issue", "new/2024-06")
    calls.replace("calls.csv", ("242", "243"))
    done = calls("-o", "new")
    assert "new/2024-06 compared with new/issued/all/2024-06-3:" in done.stdout
    assert "Answered, 2024-05: 243, was 242" in done.stdout
    for number in (1, 2, 3):
        said = keep("rebuild", f"new/issued/all/2024-06-{number}")
        assert "1 workbook made again; 1 the same byte for byte" in said
    rows = revised_rows(calls.folder / "new/issued/all/2024-06-3/Calls.xlsx")
    assert {"Line": "Answered", "Published": 241, "Now": 242}.items() <= rows[0].items()
