"""Someone types over a figure on Data: what follows from it changes, and nothing else.

Each edit names a workbook, the line and the heading of a figure on Data, and what is typed. Then
what the sheets that people read are to show: (sheet, line, heading): (before, after), all of it.
On Data, only the lines named in `on_data` may change.
"""
import collections

import office
import openpyxl
import pytest
import workbook as book

Edit = collections.namedtuple("Edit", "workbook line heading typed shows on_data lights")

BRIEFED = "Every Safer Neighbourhood Team (SNT) member will receive a Counter Terrorism briefing by " \
          "CTIO within two months of appointment"
COVERAGE = "To increase the coverage of Counter Terrorist Intelligence Officers (CTIO) in London " \
           "Boroughs"
SHEET = "CT scorecard"

EDITS = {
    "a numerator moves its ratio, its year to date and its light": Edit(
        "CT scorecard*", "Briefed within 2 months", "May-07", 129,
        shows={
            (SHEET, "Briefed within 2 months", "May-07"): ("94", "129"),
            (SHEET, "Briefed within 2 months", "FYTD"): ("135", "170"),
            (SHEET, BRIEFED, "May-07"): ("73%", "100%"),
            (SHEET, BRIEFED, "FYTD"): ("75%", "95%"),
        },
        on_data={"Briefed within 2 months", BRIEFED}, lights={("AMBER", "GREEN")}),
    "a stock moves the latest month and the coverage out of it": Edit(
        "CT scorecard*", "Total BOCUs with CTIOs", "May-07", 30,
        shows={
            (SHEET, "Total BOCUs with CTIOs", "May-07"): ("27", "30"),
            (SHEET, "Total BOCUs with CTIOs", "FYTD"): ("27", "30"),
            (SHEET, COVERAGE, "May-07"): ("82%", "91%"),
            (SHEET, COVERAGE, "FYTD"): ("82%", "91%"),
        },
        on_data={"Total BOCUs with CTIOs", COVERAGE}, lights={("AMBER", "GREEN")}),
    "a constant moves every ratio that it stands in": Edit(
        "CT scorecard*", "London boroughs", "Number", 27,
        shows={
            (SHEET, COVERAGE, "Apr-07"): ("79%", "96%"),
            (SHEET, COVERAGE, "May-07"): ("82%", "100%"),
            (SHEET, COVERAGE, "FYTD"): ("82%", "100%"),
        },
        on_data={"London boroughs", COVERAGE}, lights={("AMBER", "BLUE")}),
    "a target moves its own cell and the light": Edit(
        "CT scorecard*", BRIEFED, "Target", 0.7,
        shows={(SHEET, BRIEFED, "2007/8"): ("80%", "70%")},
        on_data={BRIEFED}, lights={("AMBER", "GREEN")}),
    "a count in one table moves the monthly average in another": Edit(
        "Policing plan*", "Number of criminal networks disrupted", "2006/07", 135,
        shows={
            ("Table 2", "Number of criminal networks disrupted",
             "2006/07 Performance [April to December 2006]"): ("93", "135"),
            ("Appendix 4 CPAs", "Number of criminal networks disrupted - monthly average",
             "2006/07 Performance Year to date (April to Dec06 unless stated otherwise)"):
                ("10.3", "15.0"),
        },
        on_data={"Number of criminal networks disrupted",
                 "Number of criminal networks disrupted - monthly average"},
        lights={("RED", "BLUE")}),
}


Result = collections.namedtuple("Result", "edit before after shown_before shown_after book")


@pytest.fixture(scope="module")
def results(built, tmp_path_factory):
    """Every edit, worked out by LibreOffice in one go; the unedited went the same way."""
    typed, fresh, shown = map(tmp_path_factory.mktemp, ("typed", "fresh", "shown"))
    copies = {}
    for number, (name, edit) in enumerate(EDITS.items()):
        found = sorted(built[0].rglob(edit.workbook + ".xlsx"))
        assert len(found) == 1, f"one workbook '{edit.workbook}', not {found}"
        copies[name] = (
            book.edit(found[0], None, None, None, typed / f"before{number}.xlsx"),
            book.edit(found[0], edit.line, edit.heading, edit.typed, typed / f"after{number}.xlsx"))
    every = [path for pair in copies.values() for path in pair]
    calculated = office.recalculated(every, fresh)
    displayed = office.displayed(every, shown)
    return {name: Result(EDITS[name], book.cells(calculated[before]), book.cells(calculated[after]),
                         displayed[before], displayed[after],
                         openpyxl.load_workbook(calculated[before], data_only=True))
            for name, (before, after) in copies.items()}


@pytest.mark.parametrize("name", EDITS)
def test_what_follows_changes_and_nothing_else(name, results):
    result = results[name]
    changed = book.differences(result.before, result.after)
    expected = {(sheet, book.find(result.book[sheet], line, heading)): texts
                for (sheet, line, heading), texts in result.edit.shows.items()}

    for place, texts in expected.items():
        assert (text_at(result.shown_before, place), text_at(result.shown_after, place)) == texts
    assert {place for place in changed if place[0] != "Data"} == set(expected)

    for sheet, address in changed:
        if sheet == "Data":
            row = result.book["Data"][openpyxl.utils.cell.coordinate_to_tuple(address)[0]]
            names = {book.as_heading(cell.value) for cell in row if isinstance(cell.value, str)}
            assert names & result.edit.on_data, f"Data!{address} changed: {changed[sheet, address]}"


@pytest.mark.parametrize("name", [name for name, edit in EDITS.items() if edit.lights])
def test_the_light_follows(name, results):
    result = results[name]
    changed = book.differences(result.before, result.after)
    lines = {openpyxl.utils.cell.coordinate_to_tuple(address)[0]
             for (_, address), pair in changed.items() if pair in result.edit.lights}
    assert len(lines) == 1, f"the light of one line changes: {changed}"


def text_at(shown, place):
    sheet, address = place
    row, column = openpyxl.utils.cell.coordinate_to_tuple(address)
    return shown[sheet][row - 1][column - 1]
