"""One workbook for each recipient: each gets its own and nothing else, and all are accounted for."""
import csv
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import zipfile

import leaks
import openpyxl
import pytest
from scorebook import TOP, run
from service import LINES, NAMES, Service
from workbook import find, same

FOLDER = "service/2025-11"
RECORDS = {"index.csv", "figures.csv"}
KINDS = ["workbook", "record", "input", "definition", "option", "program"]


def build(program, folder, *more):
    """The service in a folder, built into its folder `out`."""
    return run(program, "build", "layout.yaml", "-i", ".", "-o", "out", *more, folder=folder)


def write(folder, service):
    folder.mkdir(exist_ok=True)
    service.write(folder)
    return folder


def made(folder):
    return {path.name: path.read_bytes() for path in sorted((folder / "out").rglob("*"))
            if path.is_file()}


def index(folder):
    with open(folder / "out" / FOLDER / "index.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def file_of(service, at):
    return f"{service.codes[at]} {service.names[at]}.xlsx"


@pytest.fixture(scope="module")
def service():
    return Service()


@pytest.fixture(scope="module")
def branches(program, service, tmp_path_factory):
    """The folder in which the service was built."""
    folder = write(tmp_path_factory.mktemp("service"), service)
    done = build(program, folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def copy(branches, tmp_path):
    """A folder with the built service of a test's own."""
    shutil.copytree(branches, tmp_path, dirs_exist_ok=True)
    return tmp_path


def assert_refused(done, folder, *messages):
    """The run ended with problems that say this, and left the output as it was."""
    for message in messages:
        assert message in done.stderr
    assert done.returncode == 1
    assert not (folder / "out").exists() or not made(folder)


# A recipient gets its own --------------------------------------------------------------------------

@pytest.mark.parametrize("at", range(len(NAMES)), ids=NAMES)
def test_nothing_of_another(branches, service, at):
    data = (branches / "out" / FOLDER / file_of(service, at)).read_bytes()
    others = service.others(at)
    shared = service.shared(at)
    assert not shared.figures & others.figures and not shared.names & others.names
    assert leaks.find(data, others) == []


@pytest.mark.parametrize("at", range(len(NAMES)), ids=NAMES)
def test_every_figure_is_its_own_or_declared_as_shared(branches, service, at):
    """Not even a figure that is worked out of others', such as all of them less its own."""
    allowed = service.own(at) | service.shared(at)
    allowed = {leaks.digits(figure) for figure in allowed.figures}
    book = openpyxl.load_workbook(branches / "out" / FOLDER / file_of(service, at), data_only=True)
    figures_of = {sheet.title: [cell.value for row in sheet for cell in row
                                if isinstance(cell.value, (int, float))] for sheet in book}
    assert max(figures_of.pop("Contents")) < 20  # numbers of pages
    allowed.add(leaks.digits(len(figures_of["Data"])))  # Checks says how many there are
    found = set().union(*figures_of.values())
    assert len(found) > len(LINES) * 36
    assert {figure for figure in found
            if leaks.digits(figure) not in allowed and figure not in range(1, 7)} == set()
    assert book.sheetnames == ["Cover", "Contents", "Summary", "Card", "Trends", "Works",
                               "Definitions", "Checks", "Data"]


@pytest.mark.parametrize("at", range(len(NAMES)), ids=NAMES)
def test_all_of_its_own(branches, service, at):
    """The search finds what is there: the recipient's own names and figures, and the shared."""
    data = (branches / "out" / FOLDER / file_of(service, at)).read_bytes()
    own = service.own(at)
    own.names &= {service.names[at], service.contacts[at], service.remarks[at],
                  f"Said{service.codes[at]}in202511", *service.works[at]}
    assert len(own.names) == 7
    for belongings in (own, service.shared(at)):
        pieces = [piece for _, piece in leaks.parts(data)]
        for name in belongings.names:
            assert any(leaks.find_names({name}, piece) for piece in pieces)
        found = set().union(*(leaks.find_figures(belongings.figures, piece) for piece in pieces))
        assert belongings.figures - found == set()


def with_part(data, target, name, content):
    """A copy of a workbook with a part more, or a part replaced."""
    target.write_bytes(data)
    with zipfile.ZipFile(target) as package:
        kept = {one: package.read(one) for one in package.namelist()}
    kept[name] = content
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for one, piece in kept.items():
            package.writestr(one, piece)
    return target.read_bytes()


HIDINGS = {
    "a cached figure": lambda name, number: f"<v>{number}</v>",
    "thousands": lambda name, number: f"<t>about {number:,}</t>",
    "narrow spaces": lambda name, number: f"{number:,}".replace(",", "\u202f"),
    "a power of ten": lambda name, number: f"{number:.9E}",
    "a tail of zeros": lambda name, number: f"{number}.000",
    "a fraction as per cent": lambda name, number: f"{number * 100}%",
    "a packed double": lambda name, number: leaks.struct.pack("<d", number),
    "a packed integer": lambda name, number: b"\x01" + leaks.struct.pack(">i", number),
    "UTF-16": lambda name, number: f"x{number} ".encode("utf-16-le"),
    "a name": lambda name, number: f"<dc:title>for {name.upper()}, too</dc:title>",
    "a name escaped": lambda name, number: name.replace(" & ", " &#38; "),
    "a name in runs": lambda name, number: f"<r><t>{name[:4]}</t></r><r><t>{name[4:]}</t></r>",
    "a name on two lines": lambda name, number: name.replace(" ", "\n "),
    "a name in UTF-16": lambda name, number: (" " + name + " ").encode("utf-16-be"),
}


@pytest.mark.parametrize("hiding", HIDINGS)
@pytest.mark.parametrize("part", ["docProps/custom.xml", "xl/charts/chart1.xml"])
def test_the_search_can_find(branches, service, tmp_path, part, hiding):
    data = (branches / "out" / FOLDER / file_of(service, 0)).read_bytes()
    content = HIDINGS[hiding](service.names[1], service.counts[1]["beta"][7])
    found = leaks.find(with_part(data, tmp_path / "copy.xlsx", part, content), service.others(0))
    assert len(found) >= 1 and all(one.startswith(part) for one in found)


def test_the_search_finds_in_a_workbook_within(branches, service, tmp_path):
    mine, other = ((branches / "out" / FOLDER / file_of(service, at)).read_bytes() for at in (0, 1))
    data = with_part(mine, tmp_path / "copy.xlsx", "xl/embeddings/book.xlsx", other)
    assert len(leaks.find(data, service.others(0))) > 100


@pytest.mark.parametrize("before, after", [
    ('below: ["{name}: {contact}"]', 'below: ["Not as {name}, as Corvedale has it"]'),
    ("subject: ", "author: ynys dôl"),
    ("formula: rolling12 - previous12", "formula: rolling12 - {figure}"),
    ("formula: rolling12 - previous12", "formula: 'IF(rolling12 = {figure}, 0, 1)'"),
], ids=["a text", "a property", "a formula", "a condition"])
def test_the_search_sees_a_layout_that_leaks(program, tmp_path, before, after):
    service = Service()
    after = after.replace("{figure}", str(service.counts[2]["gamma"][0]))
    service.layout = service.layout.replace(before, after)
    done = build(program, write(tmp_path, service))
    assert done.returncode == 0, done.stderr
    workbook = tmp_path / "out" / FOLDER / file_of(service, 0)
    assert leaks.find(workbook.read_bytes(), service.others(0))


@pytest.mark.parametrize("before, after, message", [
    ("{file: works.csv, match: {branch: name}}", "{file: works.csv}",
     "every recipient's workbook would show this row of 'Aldermoor'"),
    ("match: {line: id, area: name}", "match: {line: id}, rows: add up",
     "'Aldermoor' is a recipient, and rows of several would be added up for each"),
    ("match: {line: id, area: name}", "match: {line: id}", "a second row for 'alpha'"),
], ids=["rows", "sums", "figures"])
def test_a_layout_that_does_not_say_whose_rows_are_is_refused(program, tmp_path, before, after,
                                                              message):
    service = Service()
    assert before in service.layout
    service.layout = service.layout.replace(before, after)
    assert_refused(build(program, write(tmp_path, service)), tmp_path, message)


def test_a_spelling_of_two_recipients_is_refused(program, tmp_path):
    service = Service()
    rows = list(service.branches())
    rows[2][2] = "Korvedal"
    service.branches = lambda: rows
    done = build(program, write(tmp_path, service))
    assert_refused(done, tmp_path,
                   "'Korvedal' would mean both 'Brackenhythe & Wyre' and 'Corvedale'")


@pytest.mark.parametrize("formula", ["all(place)", "all(family_rate)", "family(place)",
                                     "family(family_rate)", "rank(family_rate)", "rank(place)"])
def test_what_is_shared_of_what_is_shared(program, tmp_path, formula):
    """It comes to something that the recipient may have, or is refused; and never leaks."""
    service = Service()
    service.layout = service.layout.replace("      said: {", "      twice: {formula: %s}\n"
                                            "      said: {" % formula)
    done = build(program, write(tmp_path, service))
    assert done.returncode in (0, 1) and (done.returncode == 0 or "error:" in done.stderr)
    for at in range(len(NAMES)) if done.returncode == 0 else ():
        data = (tmp_path / "out" / FOLDER / file_of(service, at)).read_bytes()
        assert leaks.find(data, service.others(at)) == []


@pytest.mark.parametrize("key, word", [("whole: yes", "all"), ("rank: yes", "rank"),
                                       ("family: mean", "family")])
def test_what_is_shared_is_declared(program, tmp_path, key, word):
    service = Service()
    service.layout = service.layout.replace(key, key.split(":")[0] + ": no")
    done = build(program, write(tmp_path, service))
    assert_refused(done, tmp_path, f"declare it in the layout: shared: {{{key}}}", f"{word}(")


# The boroughs ----------------------------------------------------------------------------------

COUNTS = TOP / "tests" / "judges" / "borough_counts.csv"
BOROUGHS = TOP / "layouts" / "boroughs"
WINDOWS = ["rolling12", "previous12", "fytd", "last_fytd"]
STATES = [(0.1, "GREEN"), (0, "GREEN"), (-0.11, "AMBER"), (float("-inf"), "RED")]


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Boroughs:
    """What every borough's scorecard must say, worked out apart from the program."""

    def __init__(self):
        self.recipients = {row["name"]: row for row in read(BOROUGHS / "boroughs.csv")}
        self.people = {row["area"]: int(row["population"])
                       for row in read(TOP / "input" / "boroughs" / "population.csv")}
        self.lines = [row for row in read(BOROUGHS / "offences.csv") if row["row"] != "working"]
        self.counts = {(row["area"], row["offence"]): {one: int(row[one]) for one in WINDOWS}
                       for row in read(COUNTS)}
        self.months = {}
        for row in read(TOP / "input" / "boroughs" / "recorded_crime.csv"):
            months = [int(row[month]) for month in list(row)[2:]]
            for offence in (row["offence"], "ALL OFFENCES"):
                so_far = self.months.get((row["area"], offence), [0] * len(months))
                self.months[row["area"], offence] = [a + b for a, b in zip(so_far, months)]

    def rate(self, area, offence):
        people = self.people[area] if area in self.people else sum(self.people.values())
        return self.counts[area, offence]["rolling12"] / people * 1000

    def change(self, area, offence):
        count = self.counts[area, offence]
        return count["rolling12"] / count["previous12"] - 1 if count["previous12"] else "n/a"

    def place(self, area, offence, better):
        """1 is the best, equal ones share a place; where no way is better 1 is the largest."""
        own = self.rate(area, offence)
        rates = [self.rate(other, offence) for other in self.recipients]
        return 1 + sum(rate < own if better == "lower" else rate > own for rate in rates)

    def light(self, area, offence, target):
        if target == "No target":
            return target, None
        target = int(target.rstrip("%")) / 100
        gap = -(self.change(area, offence) - target) / abs(target)
        return target, next(state for least, state in STATES if gap >= least)

    def row(self, area, line):
        """The cells of a line, in the order of the layout's columns."""
        offence = line["group"] or "ALL OFFENCES"
        count = self.counts[area, offence]
        family = self.recipients[area]["family"]
        members = [one for one, row in self.recipients.items() if row["family"] == family]
        return [line["label"], *self.months.get((area, offence), [0] * 36)[-12:], count["fytd"],
                count["last_fytd"], count["rolling12"], count["previous12"],
                count["rolling12"] - count["previous12"], self.change(area, offence),
                *self.light(area, offence, line["target"]), self.change("ALL AREAS", offence),
                self.rate(area, offence), self.rate("ALL AREAS", offence),
                sum(self.rate(one, offence) for one in members) / len(members),
                self.place(area, offence, line["better"])]


@pytest.fixture(scope="module")
def boroughs():
    return Boroughs()


@pytest.fixture(scope="module")
def scorecards(built):
    """{borough: its workbook}"""
    folder = built[0] / "boroughs" / "2025-11"
    return {row["recipient"]: folder / row["file"] for row in read(folder / "index.csv")
            if row["kind"] == "workbook" and row["recipient"]}


def test_every_borough_has_a_workbook(boroughs, scorecards):
    assert scorecards.keys() == boroughs.recipients.keys() and len(scorecards) == 32
    assert all(path.exists() for path in scorecards.values())


def test_every_figure_of_every_borough_is_as_counted(boroughs, scorecards):
    for borough, path in scorecards.items():
        sheet = openpyxl.load_workbook(path, data_only=True)["Scorecard"]
        rows = {row[0]: list(row) for row in sheet.iter_rows(values_only=True)}
        for line in boroughs.lines:
            expected, found = boroughs.row(borough, line), rows[line["label"]]
            found += [None] * (len(expected) - len(found))
            for want, have in zip(expected, found):
                assert same(want, have), (borough, expected, found)


def test_camdens_robbery_is_as_published(boroughs):
    count = boroughs.counts["Camden", "ROBBERY"]
    assert [count[one] for one in ("fytd", "rolling12", "previous12")] == [952, 1489, 1796]


def test_the_boroughs_and_the_others_are_the_whole(boroughs):
    for offence in {offence for _, offence in boroughs.counts}:
        areas = {area for area, one in boroughs.counts if one == offence} - {"ALL AREAS"}
        for window in WINDOWS:
            assert (sum(boroughs.counts[area, offence][window] for area in areas)
                    == boroughs.counts["ALL AREAS", offence][window])


def test_months_add_up_to_the_independent_count(boroughs):
    for (area, offence), months in boroughs.months.items():
        count = boroughs.counts[area, offence]
        assert [sum(months[24:36]), sum(months[12:24]), sum(months[28:36]), sum(months[16:24])] == [
            count[one] for one in WINDOWS]


def test_no_borough_is_named_in_anothers_workbook(boroughs, scorecards):
    named = {name: {name, row["code"], row["contact"]} | {
        one.strip() for one in row["also called"].split("|") if one.strip()}
        for name, row in boroughs.recipients.items()}
    for borough, path in scorecards.items():
        own = named[borough]
        others = set().union(*named.values()) - own
        found = leaks.find(path.read_bytes(), leaks.Belongings(others, set()))
        assert found == [], borough


# Many at once ----------------------------------------------------------------------------------

def test_any_number_of_workers_makes_the_same_bytes(program, branches, service, tmp_path):
    for workers in (1, 8):
        folder = write(tmp_path / str(workers), service)
        assert build(program, folder, "-j", workers).returncode == 0
        assert made(folder) == made(branches)


def test_boroughs_are_the_same_by_one_worker_or_eight(program, tmp_path):
    layout = BOROUGHS / "boroughs.yaml"
    for workers in (1, 8):
        done = run(program, "build", layout, "-i", TOP / "input", "-o", tmp_path / str(workers) / "out",
                   "-j", workers)
        assert done.returncode == 0, done.stderr
    assert made(tmp_path / "1") == made(tmp_path / "8")


def test_only_writes_these_alone(program, copy, service):
    before, record = made(copy), index(copy)
    for path in (copy / "out").rglob("*.xlsx"):
        path.write_text(f"as {path.name} was", encoding="utf-8")
    done = build(program, copy, "--only", f"corvedale,  {NAMES[0]}")
    assert done.returncode == 0, done.stderr
    wanted = {file_of(service, at) for at in (0, 2)}
    for name, content in made(copy).items():
        assert content == (before[name] if name in wanted | RECORDS
                           else f"as {name} was".encode())
    assert index(copy) == record


def test_only_replaces_their_entries_in_the_record(program, copy, service):
    before = index(copy)
    service = Service()
    for counts in service.counts:
        counts["alpha"][35] += 1
    service.write(copy)
    assert build(program, copy, "--only", "Corvedale").returncode == 0
    changed = {row["file"] for row, old in zip(index(copy), before, strict=True) if row != old}
    assert changed == {file_of(service, 2), "counts.csv", "figures.csv"}


def test_only_of_nobody_is_an_error(program, copy):
    before = made(copy)
    done = build(program, copy, "--only", "Aldermoor,Corvedal")
    assert done.returncode == 1 and made(copy) == before
    assert "--only: error: 'Corvedal' is no recipient" in done.stderr
    assert "did you mean 'Corvedale'?" in done.stderr


def test_two_that_share_a_file_are_an_error(program, tmp_path):
    service = Service()
    service.layout = service.layout.replace("{code} {name}", "{family}")
    done = build(program, write(tmp_path, service))
    assert_refused(done, tmp_path, "'Aldermoor' and 'Brackenhythe & Wyre' would share the workbook "
                                   "'Harrowfold.xlsx'")


def test_capitals_do_not_tell_two_files_apart(program, tmp_path):
    service = Service()
    service.layout = service.layout.replace("{code} {name}", "{remark}")
    service.remarks[3] = service.remarks[1].upper()
    done = build(program, write(tmp_path, service))
    assert_refused(done, tmp_path, "'Brackenhythe & Wyre' and 'Dunnockshire' would share")


def without_figures(service, at):
    """The service as it is where a recipient has sent nothing."""
    rows = list(service.count_rows())
    service.count_rows = lambda: [row for row in rows if row[1] != service.names[at]]


def test_a_recipient_without_figures_is_an_error(program, tmp_path):
    service = Service()
    without_figures(service, 3)
    done = build(program, write(tmp_path, service))
    assert_refused(done, tmp_path, "branches.csv:5:2 (B5): error: 'Dunnockshire' has no figures in")


def test_keep_going_makes_the_others(program, tmp_path, service, branches):
    failing = Service()
    without_figures(failing, 3)
    done = build(program, write(tmp_path, failing), "--keep-going")
    assert done.returncode == 1
    assert "'Dunnockshire' has no figures in" in done.stderr
    assert f"not made: out/{FOLDER}/{file_of(service, 3)}" in done.stderr
    assert made(tmp_path).keys() == made(branches).keys() - {file_of(service, 3)}


def test_keep_going_keeps_what_was_sent_before(program, copy, service):
    before = made(copy)
    failing = Service()
    without_figures(failing, 3)
    failing.write(copy)
    assert build(program, copy, "--keep-going").returncode == 1
    name = file_of(service, 3)
    assert made(copy)[name] == before[name]
    assert [row["file"] for row in index(copy)].count(name) == 1


def test_keep_going_leaves_out_whose_figures_are_wrong(program, tmp_path, service, branches):
    failing = Service()
    failing.counts[3]["alpha"][5] = "about 12"
    done = build(program, write(tmp_path, failing), "--keep-going")
    assert done.returncode == 1 and "'about 12' is not a number" in done.stderr
    assert made(tmp_path).keys() == made(branches).keys() - {file_of(service, 3)}


@pytest.mark.parametrize("before, after", [
    ("formula: all(change_pct)", "formula: all(chnge_pct)"),
    ("{code} {name}.xlsx", "{family}.xlsx"),
    ("counts.csv", "count.csv"),
])
def test_keep_going_does_not_go_on_where_all_are_wrong(program, tmp_path, before, after):
    service = Service()
    service.layout = service.layout.replace(before, after)
    service.counts[3]["alpha"][5] = "about 12"
    assert_refused(build(program, write(tmp_path, service), "--keep-going"), tmp_path)


# The record ------------------------------------------------------------------------------------

def test_the_record_has_every_file(branches, service):
    folder = branches / "out" / FOLDER
    rows = index(branches)
    made_now = {path.name for path in folder.iterdir()}
    workbooks = [row for row in rows if row["kind"] == "workbook"]
    inputs = [row for row in rows if row["kind"] == "input"]
    assert {row["file"] for row in workbooks} | RECORDS == made_now
    assert {row["file"] for row in inputs} >= {"counts.csv", "goals.csv", "people.csv", "works.csv"}
    assert {row["file"] for row in rows if row["kind"] == "definition"} == {
        "layout.yaml", "register.csv", "branches.csv"}
    assert [row["file"] for row in rows if row["kind"] == "program"][0].startswith("scorebook, ")
    for row in rows:
        if row["kind"] == "program":
            continue
        path = (folder if row["kind"] in ("workbook", "record") else branches) / row["file"]
        assert row["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert int(row["bytes"]) == path.stat().st_size
    for row in workbooks:
        at = service.names.index(row["recipient"])
        assert row["file"] == file_of(service, at) and row["contact"] == service.contacts[at]
        assert row["as_at"] == "2025-11"
        alpha, beta, gamma = (service.windows([at])[line]["rolling12"] for line in LINES)
        green = ((alpha >= service.goals[at]["goal_alpha"]) + (gamma >= service.targets[at][1])
                 + (beta <= service.goals[at]["goal_beta"]))
        shown = [f"{count} {state}" for count, state in ((green, "GREEN"), (3 - green, "RED"))
                 if count]
        assert row["lights"] == ", ".join(shown)


def test_the_record_is_sorted(branches):
    rows = index(branches)
    assert rows == sorted(rows, key=lambda row: (KINDS.index(row["kind"]), row["file"]))


def test_who_has_left_is_removed_by_name_and_nothing_else(program, copy, service):
    folder = copy / "out" / FOLDER
    (folder / "note to self.txt").write_text("keep", encoding="utf-8")
    (folder / "QX7053 by hand.xlsx").write_text("keep", encoding="utf-8")
    smaller = Service()
    smaller.names[4] = "Ynys Newydd"
    smaller.write(copy)
    before = made(copy)
    done = build(program, copy)
    assert done.returncode == 0, done.stderr
    gone, new = f"{service.codes[4]} {NAMES[4]}.xlsx", f"{service.codes[4]} Ynys Newydd.xlsx"
    assert f"{gone}: removed" in done.stdout
    assert made(copy).keys() == before.keys() - {gone} | {new}
    assert gone not in {row["file"] for row in index(copy)}


def test_a_record_that_names_files_elsewhere_removes_none_of_them(program, copy):
    outside = copy / "outside.xlsx"
    outside.write_text("keep", encoding="utf-8")
    record = copy / "out" / FOLDER / "index.csv"
    line = "workbook,Nobody,,../../../outside.xlsx,00,1,1,,2025-11,layout.yaml,\n"
    record.write_text(record.read_text(encoding="utf-8") + line, encoding="utf-8")
    assert build(program, copy).returncode == 0
    assert outside.exists()


def test_a_month_has_a_folder_of_its_own(program, copy):
    before = {path: path.read_bytes() for path in (copy / "out").rglob("*") if path.is_file()}
    done = build(program, copy, "--period", "2025-12")
    assert done.returncode == 1 and "no figures for" in done.stderr
    assert {path: path.read_bytes() for path in (copy / "out").rglob("*")
            if path.is_file()} == before


# Averages --------------------------------------------------------------------------------------

@pytest.mark.parametrize("figure", ["mean", "sums"])
def test_an_average_over_too_few_is_refused(program, tmp_path, figure):
    service = Service()
    service.families[5] = "Lonefield"
    service.layout = service.layout.replace("family: mean", f"family: {figure}")
    done = build(program, write(tmp_path, service))
    assert_refused(done, tmp_path,
                   "branches.csv:7:4 (D7): error: the family 'Lonefield' has 1 recipient",
                   "branches.csv:5:4 (D5): error: the family 'Winterbeck' has 2 recipients",
                   "`at least: 3`")


def test_an_average_that_nothing_shows_is_not_refused(program, tmp_path):
    service = Service()
    service.families[5] = "Lonefield"
    service.layout = re.sub(r"\n *family_\w+:.*", "", service.layout)
    service.layout = service.layout.replace(", family: mean, at least: 3", "")
    done = build(program, write(tmp_path, service))
    assert done.returncode == 0, done.stderr


def test_a_recipient_of_no_family_has_no_average(program, tmp_path):
    service = Service()
    service.names.append("Grubblehay")
    service.codes.append("QX7079")
    service.families.append("")
    service.contacts.append("")
    service.remarks.append("")
    service.counts.append(service.counts[-1])
    service.people.append(471_223_109)
    service.goals.append({"goal_alpha": 1, "goal_beta": 1})
    service.works.append({"Barn": (1, "")})
    service.targets.append((1, 1))
    done = build(program, write(tmp_path, service))
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(tmp_path / "out" / FOLDER / "QX7079 Grubblehay.xlsx",
                                  data_only=True)
    assert book["Card"][find(book["Card"], "Alpha", "Family")].value == "n/a"


# Many ------------------------------------------------------------------------------------------

class Many(Service):
    """The service with as many branches as asked for, in families of twenty."""

    def __init__(self, count):
        super().__init__()
        self.layout = self.layout.split("  Trends:")[0].replace(
            "  works: {file: works.csv, match: {branch: name}}\n", "")
        self.targets = [(1000, 1000)] * count
        self.names = [f"Branch {at:04d}" for at in range(count)]
        self.codes = [f"B{at:04d}" for at in range(count)]
        self.contacts = self.remarks = [""] * count
        self.families = [f"Family {at // 20}" for at in range(count)]
        self.counts = [{line: [(at * 7919 + month * 104729) % 900_001 + 1 for month in range(36)]
                        for line in LINES} for at in range(count + 1)]
        self.people = [10_000 + at for at in range(count)]
        self.goals = [{"goal_alpha": 1000, "goal_beta": 1000}] * count
        self.works = [{f"Work of {code}": (1, "")} for code in self.codes]


def measured(program, folder, *words):
    """(exit status, bytes at most, seconds of processor) of a run and its workers."""
    with open(folder / "said.txt", "wb") as said:
        process = subprocess.Popen([program, *words, "layout.yaml", "-i", ".", "-o", "out"],
                                   cwd=folder, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime


def test_a_thousand_recipients(program, tmp_path):
    service = Many(1000)
    status, _, _ = measured(program, write(tmp_path, service), "build")
    assert status == 0
    assert sum(row["kind"] == "workbook" for row in index(tmp_path)) == 1000
    book = openpyxl.load_workbook(tmp_path / "out" / FOLDER / "B0500 Branch 0500.xlsx",
                                  data_only=True)
    rates = [service.windows([at])["alpha"]["rolling12"] / service.people[at]
             for at in range(1000)]
    place = book["Card"][find(book["Card"], "Alpha", "Rank")].value
    assert place == 1 + sum(rate > rates[500] for rate in rates)


def test_memory_grows_by_the_figures_that_are_read(program, tmp_path):
    if b"__asan" in pathlib.Path(program).read_bytes():
        pytest.skip("the sanitizer takes memory of its own")
    few, many = (measured(program, write(tmp_path / str(count), Many(count)), "build")
                 for count in (200, 800))
    assert few[0] == many[0] == 0
    figures = (800 - 200) * (len(LINES) * 36 + 3)
    assert (many[1] - few[1]) / figures <= 64


def test_time_grows_by_the_recipients(program, tmp_path):
    few, many = (measured(program, write(tmp_path / str(count), Many(count)), "check")
                 for count in (200, 800))
    assert few[0] == many[0] == 0
    assert many[2] <= 3 * 4 * few[2]
