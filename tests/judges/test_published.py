"""The published texts stand where the documents have them, as LibreOffice shows the workbooks."""
import published
import pytest
from scorebook import TOP, layouts

CHECKS = [(layout, sheet, check) for layout in layouts()
          for sheet, check in published.checks_of(layout).items()]


@pytest.fixture(scope="module")
def sheets(displayed):
    """{workbook: {sheet: rows}}, to be found by the sheets that a layout names."""
    return list(displayed.values())


@pytest.mark.parametrize("layout, sheet, check", CHECKS,
                         ids=[f"{layout.stem}: {sheet}" for layout, sheet, _ in CHECKS])
def test_the_published_texts_are_shown_line_by_line(layout, sheet, check, sheets):
    names = set(published.checks_of(layout))
    found = [book for book in sheets if names <= book.keys()]
    assert found, f"a workbook with the sheets {sorted(names)}, and packs that take them in"
    lines = published.lines_of(check, sheet)
    assert sum(len(line.cells) for line in lines), f"{check.relative_to(TOP)} holds nothing"
    for book in found:
        missing = published.not_shown(lines, book[sheet], published.texts_below(layout, sheet))
        unexplained = [f"{line.name}, {column}: {text}"
                       for line, column, text in missing if not line.why]
        assert unexplained == []


def test_at_least_99_percent_of_all_published_cells_are_shown(sheets):
    total = lacking = 0
    for layout, sheet, check in CHECKS:
        lines = published.lines_of(check, sheet)
        total += sum(len(line.cells) for line in lines)
        for book in sheets:
            if set(published.checks_of(layout)) <= book.keys():
                below = published.texts_below(layout, sheet)
                lacking += len(published.not_shown(lines, book[sheet], below))
                break
        else:
            lacking += sum(len(line.cells) for line in lines)
    print(f"{total - lacking} of {total} published cells stand where the documents have them")
    assert lacking <= total / 100


def test_the_judge_sees_a_text_that_is_elsewhere_or_otherwise():
    shown = [["Measure", "Target", "May-07"], ["Calls answered¹", "85%", "98%"], ["Intrusions", "0", "1"]]
    lines = [published.Line("calls", {"label": "Calls answered", "may": "98%"}, ""),
             published.Line("intrusions", {"label": "Intrusions", "may": "0", "target": "85%"}, "")]
    assert published.not_shown(lines, shown) == [(lines[1], "target", "85%")]
