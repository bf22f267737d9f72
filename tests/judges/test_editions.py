"""The editions of one layout: that of values has the mirror's results and no formulas."""
import re

import leaks
import office
import openpyxl
import pytest
import workbook as book
from scorebook import build_everything, run
from service import NAMES, Service

COUNT_OF_SHOWN = 4  # workbooks that LibreOffice shows in both editions


def edition_name(path, edition):
    """CT scorecard May 2007.xlsx is ct-scorecard-may-2007-values.xlsx."""
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    return f"{stem}-{edition}.xlsx"


@pytest.fixture(scope="session")
def values(workbooks, built, program):
    """{mirror: the same workbook in the edition of values}."""
    folder, done = build_everything(program, "values")
    assert done.returncode == 0, done.stderr
    pairs = {path: folder / path.parent.relative_to(built[0]) / edition_name(path, "values")
             for path in workbooks}
    assert set(pairs.values()) == set(folder.rglob("*.xlsx"))
    return pairs


def test_values_are_the_results_of_the_mirror(workbook, values):
    assert book.cells(values[workbook], formulas=True).keys() == book.cells(workbook).keys()
    different = {place for place, (one, other) in
                 book.differences(book.cells(workbook), book.cells(values[workbook])).items()
                 if not str(one).startswith("Figures as their sources give them")}
    assert different == set()


def formulas_and_rules(path):
    wrong = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        wrong += [cell.coordinate for row in sheet.iter_rows() for cell in row
                  if cell.data_type == "f"]
        wrong += [str(rules.sqref) for rules in sheet.conditional_formatting]
    return wrong


def test_values_have_no_formula_and_no_rule(workbook, values):
    assert formulas_and_rules(values[workbook]) == []


def test_the_judge_sees_formulas_and_rules(workbooks):
    assert len([path for path in workbooks if formulas_and_rules(path)]) > 30


def test_values_look_like_the_mirror(workbooks, values, tmp_path_factory):
    mirrors = sorted(workbooks, key=lambda path: path.stat().st_size)[-COUNT_OF_SHOWN:]
    shown = office.displayed(mirrors, tmp_path_factory.mktemp("shown_mirror"))
    again = office.displayed([values[path] for path in mirrors],
                             tmp_path_factory.mktemp("shown_values"))
    for path in mirrors:
        for sheet, rows in shown[path].items():
            pairs = zip(map(without_symbols, rows),
                        map(without_symbols, again[values[path]][sheet]), strict=True)
            assert sheet.startswith("Data") or [pair for pair in pairs if pair[0] != pair[1]] == []


def without_symbols(row):
    """LibreOffice writes the symbols of number formats into a CSV, those of rules not."""
    return [re.sub("^[●▲▼★] ", "", cell) for cell in row]


def test_values_are_painted_as_the_rules_would(workbooks, values):
    """Each cell that a rule lights has in the edition of values the rule's colours."""
    lit = 0
    for path in workbooks[:5]:
        mirror, results = openpyxl.load_workbook(path), book.cells(path)
        painted = openpyxl.load_workbook(values[path])
        for sheet in mirror.worksheets:
            for rules in sheet.conditional_formatting:
                for rule in rules.rules:
                    lit += painted_cells(sheet, rules, rule, results, painted[sheet.title])
    assert lit > 50


def painted_cells(sheet, rules, rule, results, painted):
    data, column, row, word = re.fullmatch(r"""'?(Data[^'!]*)'?!\$([A-Z]+)(\d+)="(.*)\"""",
                                           rule.formula[0]).groups()
    fill = rule.dxf.fill.bgColor.rgb[2:]
    area = rules.sqref.ranges[0]
    bounds = (area.min_row, area.max_row, area.min_col, area.max_col)
    cells = [cell for line in sheet.iter_rows(*bounds) for cell in line]
    count = 0
    for cell in cells:
        state = results.get((data, f"{column}{int(row) + cell.row - cells[0].row}"))
        if state == word:
            assert painted[cell.coordinate].fill.fgColor.rgb[2:] == fill, cell.coordinate
            count += 1
    return count


def test_editions_in_one_folder_leave_each_other_alone(program, tmp_path):
    """Recipients' workbooks of two editions: the record keeps both, and says which is which."""
    words = ("build", "layouts/boroughs/boroughs.yaml", "-o", tmp_path, "--only", "Camden,Barnet")
    assert run(program, *words).returncode == 0
    first = {path.name: path.read_bytes() for path in tmp_path.rglob("*.xlsx")}
    assert run(program, *words, "--edition", "values").returncode == 0
    both = {path.name: path.read_bytes() for path in tmp_path.rglob("*.xlsx")}
    assert len(both) == 2 * len(first) == 4
    assert first.items() <= both.items()
    record = next(tmp_path.rglob("index.csv")).read_text(encoding="utf-8")
    for name in both:
        edition = "values" if name.endswith("-values.xlsx") else "mirror"
        assert re.search(rf"^workbook,.*{re.escape(name)}.*,{edition},\w+$", record, re.MULTILINE)


def test_an_edition_that_is_none_is_wrong_use(program):
    done = run(program, "build", "layouts/boroughs/boroughs.yaml", "--edition", "acessible")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "scorebook: --edition takes mirror, accessible or values, not 'acessible'\n")


@pytest.mark.parametrize("edition", ["accessible", "values", "accessible,values"])
def test_a_recipient_gets_its_own_in_every_edition(program, tmp_path, edition):
    service = Service()
    service.write(tmp_path)
    done = run(program, "build", "layout.yaml", "-i", ".", "-o", "out", "--edition", edition,
               folder=tmp_path)
    assert done.returncode == 0, done.stderr
    for at in range(len(NAMES)):
        path = next(tmp_path.rglob(f"{service.codes[at].lower()}-*.xlsx"))
        assert leaks.find(path.read_bytes(), service.others(at)) == []
        own = {leaks.digits(figure) for figure in service.own(at).figures}
        found = {leaks.digits(value) for value in book.cells(path).values()
                 if isinstance(value, (int, float))}
        assert len(found & own) > 100


def test_editions_are_the_same_bytes_for_any_number_of_workers(program, tmp_path):
    made = []
    for folder, workers in (("one", 1), ("three", 3)):
        done = run(program, "build", "layouts/boroughs/boroughs.yaml", "-o", tmp_path / folder,
                   "--edition", "accessible", "--only", "Camden,Barnet,Brent", "-j", workers,
                   env={"LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Auckland"})
        assert done.returncode == 0, done.stderr
        made.append({path.name: path.read_bytes() for path in (tmp_path / folder).rglob("*.xlsx")})
    assert len(made[0]) == 3
    assert made[0] == made[1]
