"""A service that is made up for the tests: six branches, and every figure a number of its own.

Nothing about it can be mistaken for another thing: figures are numbers of nine digits, names are
words that occur nowhere else. What a branch may see is worked out here, apart from the program.
"""
import csv
import random
from statistics import mean

from leaks import Belongings

FIRST, LAST, MONTHS = (2022, 12), (2025, 11), 36
LINES = ["alpha", "beta", "gamma"]
FAMILIES = {"Harrowfold": [0, 1, 2], "Winterbeck": [3, 4, 5]}
NAMES = ["Aldermoor", "Brackenhythe & Wyre", "Corvedale", "Dunnockshire", "Ynys Dôl", "Fennimarch"]
SPELLINGS = ["Aldermoor Regis", "", "Corvedale-on-Sea | Korvedal", "", "", "Fenmarch"]
NOBODY = "Unallocated"  # an area of the data that is no branch; it counts in the whole

LAYOUT = """
title: "{name}: figures to {latest:mmmm yyyy}"
save as: "{code} {name}.xlsx"
folder: "service/{latest:yyyy-mm}"
subject: "For {contact}"
keywords: "{remark}"
organisation: "{name}"
committee: "The board of {name}"
contact: "{contact}"
pack: {cover: yes, contents: yes, summary: yes, definitions: yes, notes: yes, checks: yes, paragraphs: 3}
periods: {every: month, year starts: April}
one workbook per: branches.csv
shared: {whole: yes, rank: yes, family: mean, at least: 3}
words: {missing: n/a, accept: [No target]}
scales:
  standard:
    gap: (actual - target) / ABS(target)
    judge: exact
    states:
      GREEN: {when: gap >= 0, fill: C6E0B4, font: 1E4620, symbol: ●, legend: On target}
      RED: {when: otherwise, fill: B3261E, font: FFFFFF, symbol: ▼, legend: Below target}
data:
  counts: {file: counts.csv, period: headings, match: {line: id, area: name}}
  goals: {file: goals.csv, value: goal, match: {line: id, code: code}}
  people: {file: people.csv, value: people, match: {code: code}}
  works: {file: works.csv, match: {branch: name}}
  targets: {file: targets.csv, period: from, value: target, match: {line: id, area: name}}
  comments: {file: comments.csv, period: month, value: comment, match: {line: id, area: name}}
page:
  marking: "For {name} alone"
  header: {left: "{title}", right: "{contact}"}
sheets:
  Card:
    rows: register.csv
    data: counts
    targets: targets
    scale: standard
    format: "#,##0"
    above: ["{title}", "{name}, of the family {family}. {remark}", legend]
    columns:
      label: {heading: Line, width: 30}
      month: {heading: [Months, "{period:mmm-yy}"], each: rolling36, width: 12}
      fytd: {heading: Year to date}
      last_fytd: {heading: Last year to date}
      rolling12: {heading: 12 months}
      previous12: {heading: 12 before}
      change: {heading: Change, formula: rolling12 - previous12}
      change_pct: {heading: "Change %", formula: rolling12 / previous12 - 1, format: 0.0%}
      target: {heading: Target}
      light: {heading: Light, judge: rolling12}
      whole: {heading: Whole, formula: all(rolling12)}
      whole_pct: {heading: "Whole %", formula: all(change_pct), format: 0.0%}
      rate: {heading: Rate, formula: rolling12 / people, format: "0.00"}
      family_rate: {heading: Family, formula: family(rate), format: "0.00"}
      family_year: {heading: Family year, formula: family(fytd)}
      place: {heading: Rank, formula: rank(rate), format: "0"}
      said: {heading: In words, formula: 'TEXT(rolling12, "#,##0") & " of " & TEXT(all(rolling12), "#,##0")', width: 30}
      comment: {heading: Comment, source: comments, width: 30}
    below: ["{name}: {contact}"]
  Trends:
    rows: register.csv
    data: counts
    charts:
      window: rolling24
      lines:
        This year: latest
        The year before: {formula: same_last_year, dash: dotted}
        "{name} on average": {formula: rolling12 / 12, dash: dashed}
      title: "{label}, {name}"
      axis: {x: Month, y: "For {contact}"}
  Works:
    rows: {source: works, label: work, sort: cost, order: largest first}
    columns:
      label: {heading: Work, width: 30}
      cost: {heading: Cost, show: cost, format: "#,##0"}
      note: {heading: Note, show: note, width: 40}
      half: {heading: Half, formula: cost / 2, format: "0.0"}
"""

REGISTER = """id,row,label,value,target,better
alpha,,Alpha,,goal_alpha,higher
beta,,Beta of {name},,goal_beta,lower
gamma,,Gamma,,No target,higher
total,,All lines,SUM(above),,
goal_alpha,working,Goal of alpha,goals.goal,,
goal_beta,working,Goal of beta,goals.goal,,
people,working,People,people.people,,
"""


def headings():
    year, month = FIRST
    return [f"{year + (month - 1 + at) // 12}-{(month - 1 + at) % 12 + 1:02d}"
            for at in range(MONTHS)]


def write_rows(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


class Service:
    """The branches, their figures, and the files that the program reads."""

    def __init__(self):
        number = iter(random.Random(32).sample(range(100_000_000, 1_000_000_000), 2000))
        self.names = list(NAMES)
        self.layout, self.register = LAYOUT, REGISTER
        self.codes = [f"QX{7001 + 13 * at}" for at in range(len(NAMES))]
        self.contacts = [f"person{code.lower()}@branch{code.lower()}.example" for code in self.codes]
        self.remarks = [f"Remarkable{code}" for code in self.codes]
        self.families = [family for family, members in FAMILIES.items() for _ in members]
        self.counts = [{line: [next(number) for _ in range(MONTHS)] for line in LINES}
                       for _ in [*NAMES, NOBODY]]
        self.people = [next(number) for _ in NAMES]
        self.works = [{f"Work{code}{letter}": (next(number), f"Note{letter}{code}")
                       for letter in "abc"} for code in self.codes]
        self.targets = [(next(number), next(number)) for _ in NAMES]
        self.goals = [{f"goal_{line}": next(number) for line in LINES[:2]} for _ in NAMES]

    # The files -------------------------------------------------------------------------------

    def branches(self):
        yield ["code", "name", "also called", "family", "contact", "remark"]
        for at, name in enumerate(self.names):
            yield [self.codes[at], name, SPELLINGS[at % len(SPELLINGS)] if at < 6 else "",
                   self.families[at], self.contacts[at], self.remarks[at]]

    def count_rows(self):
        yield ["line", "area", *headings()]
        for at, name in enumerate([*self.names, NOBODY]):
            called = "korvedal " if name == "Corvedale" else name  # as some system spells it
            for line in LINES:
                yield [line, called, *self.counts[at][line]]

    def write(self, folder):
        write_rows(folder / "branches.csv", self.branches())
        write_rows(folder / "counts.csv", self.count_rows())
        write_rows(folder / "goals.csv", [["line", "code", "goal"]] + [
            [line, code, goal] for code, goals in zip(self.codes, self.goals)
            for line, goal in goals.items()])
        write_rows(folder / "people.csv", [["code", "people"], *zip(self.codes, self.people)])
        write_rows(folder / "targets.csv", [["line", "area", "from", "target"]] + [
            ["gamma", name, start, target] for name, targets in zip(self.names, self.targets)
            for start, target in zip(("2024/25", "2025/26"), targets)])
        write_rows(folder / "comments.csv", [["line", "area", "month", "comment"]] + [
            ["beta", name, month, f"Said{code}in{month.replace('-', '')}"]
            for name, code in zip(self.names, self.codes) for month in ("2025-10", "2025-11")])
        write_rows(folder / "works.csv", [["work", "branch", "cost", "note"]] + [
            [work, f" {name} ", cost, note] for name, works in zip(self.names, self.works)
            for work, (cost, note) in works.items()])
        (folder / "register.csv").write_text(self.register, encoding="utf-8")
        (folder / "layout.yaml").write_text(self.layout, encoding="utf-8")
        return folder / "layout.yaml"

    # Whose what is ---------------------------------------------------------------------------

    def months(self, areas):
        """{line: figures month by month} of some areas together."""
        months = {line: [sum(self.counts[area][line][at] for area in areas)
                         for at in range(MONTHS)] for line in LINES}
        months["total"] = [sum(column) for column in zip(*months.values())]
        return months

    def windows(self, areas):
        """{line: {window: figure}} of some areas together; the year starts in April."""
        return {line: {"months": tuple(of), "fytd": sum(of[28:36]), "last_fytd": sum(of[16:24]),
                       "rolling12": sum(of[24:36]), "previous12": sum(of[12:24])}
                for line, of in self.months(areas).items()}

    @staticmethod
    def changes(windows):
        return {windows["rolling12"] - windows["previous12"],
                windows["rolling12"] / windows["previous12"] - 1}

    def own(self, at):
        """What belongs to a branch alone."""
        figures = {self.people[at], *self.goals[at].values(), self.targets[at][1]}
        for line, windows in self.windows([at]).items():
            figures |= set(windows.pop("months")) | set(windows.values()) | self.changes(windows)
            figures.add(windows["rolling12"] / self.people[at])
            goal = {**self.goals[at], "goal_gamma": self.targets[at][1]}.get(f"goal_{line}")
            if goal:
                gap = (windows["rolling12"] - goal) / goal
                figures |= {-gap if line == "beta" else gap}
        for cost, _ in self.works[at].values():
            figures |= {cost, cost / 2}
        said = {f"Said{self.codes[at]}in{month}" for month in ("202510", "202511")}
        works = {text for work, (_, note) in self.works[at].items() for text in (work, note)}
        for line, of in self.months([at]).items():
            for end in range(13, 37):
                figures |= {sum(of[end - 12:end]), sum(of[end - 12:end]) / 12}
        spellings = [spelling.strip() for spelling in SPELLINGS[at].split("|") if spelling.strip()]
        return Belongings({self.names[at], self.codes[at], self.contacts[at], self.remarks[at],
                           *works, *said, *spellings}, figures)

    def shared(self, at):
        """What the layout shares with a branch: the whole, its family's name and averages."""
        members = [one for one in range(len(self.names)) if self.families[one] == self.families[at]]
        figures = set()
        for line, windows in self.windows(range(len(self.counts))).items():
            each = [self.windows([member])[line] for member in members]
            figures |= {windows["rolling12"], windows["rolling12"] / windows["previous12"] - 1,
                        mean(one["fytd"] for one in each),
                        mean(one["rolling12"] / self.people[member]
                             for one, member in zip(each, members))}
        return Belongings({self.families[at]}, figures)

    def others(self, at):
        """What belongs to the other branches, or to nobody."""
        everyone = [self.own(one) for one in range(len(self.names)) if one != at]
        past = {target for one, (target, _) in enumerate(self.targets) if one != at}
        nobody = {number for of in self.windows([len(self.names)]).values()
                  for number in [*of.pop("months"), *of.values()]}
        strange = set(FAMILIES) - {self.families[at]}
        found = Belongings(strange | {NOBODY}, nobody | past)
        for other in everyone:
            found |= other
        return found
