"""On paper every workbook has the pages that it plans, and on them every text whole, in its cell."""
import functools
import shutil

import office
import openpyxl
import papers
import published
import pytest
from scorebook import TOP, layouts, run


class Paper:
    """A workbook and its PDF, page by page."""

    def __init__(self, workbook, document):
        book = openpyxl.load_workbook(workbook)
        self.planned = [page for sheet in book.worksheets for page in papers.pages_of(sheet)]
        self.drawn = papers.words_of(document)

    def pages(self):
        """(number, plan, words) of each page."""
        for number, (page, words) in enumerate(zip(self.planned, self.drawn), start=1):
            yield number, papers.Plan(page), words

    def faults(self, shown):
        """[(page, sheet, address, as stored, as drawn)]; `shown` as office.displayed() has it."""
        return [(number, plan.sheet.title, *fault) for number, plan, words in self.pages()
                for fault in papers.faults(plan, words, cells_of(shown[plan.sheet.title]))]

    @functools.cached_property
    def texts(self):
        """The letters of every cell on any page."""
        return set().union(*(papers.texts(plan, words) for _, plan, words in self.pages()))


def cells_of(rows):
    return {(row, column): text for row, texts in enumerate(rows, start=1)
            for column, text in enumerate(texts, start=1)}


@pytest.fixture(scope="module")
def paper_of(documents):
    return functools.lru_cache(maxsize=None)(lambda workbook: Paper(workbook, documents[workbook]))


def test_there_are_as_many_pages_as_planned(workbook, paper_of):
    paper = paper_of(workbook)
    assert len(paper.drawn) == len(paper.planned)


def test_every_text_is_whole_in_its_cell(workbook, paper_of, displayed):
    assert paper_of(workbook).faults(displayed[workbook]) == []


def test_every_page_has_its_header_and_footer_and_no_more(workbook, paper_of):
    """Title, marking and page number; nothing hangs over from another page."""
    paper = paper_of(workbook)
    for number, plan, words in paper.pages():
        _, above, below = papers.drawn(plan, words)
        for item, given in ((plan.sheet.oddHeader, above), (plan.sheet.oddFooter, below)):
            wanted = papers.header_texts(item, number, len(paper.planned))
            assert papers.in_order(given) == papers.letters("".join(wanted)), f"page {number}"


# Published texts ----------------------------------------------------------------------------------

CHECKS = [(layout, sheet, check) for layout in layouts()
          for sheet, check in published.checks_of(layout).items()]


def not_on_paper(lines, texts):
    """[(line, text)] of the published texts that no cell on paper has whole."""
    on_paper = {papers.letters(published.plain(text)) for text in texts}
    return [(line.name, text) for line in lines if not line.why for text in line.cells.values()
            if papers.letters(text) not in on_paper]


@pytest.mark.parametrize("layout, sheet, check", CHECKS,
                         ids=[f"{layout.stem}: {sheet}" for layout, sheet, _ in CHECKS])
def test_every_published_text_is_on_paper(layout, sheet, check, displayed, paper_of):
    names = set(published.checks_of(layout))
    found = [workbook for workbook, sheets in displayed.items() if names <= sheets.keys()]
    assert found, f"no workbook with the sheets {sorted(names)}"
    for workbook in found:
        assert not_on_paper(published.lines_of(check, sheet), paper_of(workbook).texts) == []


# Other papers --------------------------------------------------------------------------------------

# What a layout might ask of a page: {name: (layout, sheet, its page)}.
OTHERS = {
    "a wide scorecard on A4": ("boroughs/boroughs.yaml", "Scorecard", "{paper: A4, smallest type: 8}"),
    "a wide scorecard upright": ("boroughs/boroughs.yaml", "Scorecard",
                                 "{paper: A4, orientation: portrait, smallest type: 9}"),
    "columns that reach down, upright": ("counter-terrorism/counter-terrorism.yaml", "CT scorecard",
                                         "{orientation: portrait, smallest type: 8}"),
    "stacked cells on A3": ("performance-assessment/performance-assessment.yaml",
                            "Performance assessment", "{paper: A3}"),
    "a long table across": ("policing-plan/policing-plan.yaml", "Appendix 1",
                            "{orientation: landscape, smallest type: 9, margins: {top: 2, bottom: 2}}"),
    "turned texts on a low page": ("corporate-objectives/corporate-objectives.yaml", "Alignment matrix",
                                   "{margins: {top: 2, bottom: 2.5}, fit: as it is}"),
}

# Cases that are about pages, looked at on paper as well.
CASES = ["a sheet wider than its page breaks between columns and repeats its labels",
         "a heading that fits no page is cut, and a narrow page repeats the label alone",
         "a text longer than the highest row goes on in a note that leads back",
         "pages break between measures, not before their parts and notes"]
ACCESSIBLE_CASE = "accessible: a text longer than the highest row"


@pytest.fixture(scope="module")
def others(program, tmp_path_factory):
    """{name: (paper, displayed)} of workbooks whose pages are laid out otherwise."""
    folder = tmp_path_factory.mktemp("others")
    shutil.copytree(TOP / "layouts", folder / "layouts")
    books = {}
    for number, (name, (layout, sheet, page)) in enumerate(OTHERS.items(), start=1):
        path = (folder / "layouts" / layout).with_name(f"other_{number}.yaml")
        is_borough = "boroughs" in layout
        name_of_it = f"other {number}{' {name}' if is_borough else ''}.xlsx"
        path.write_text(f'use: {layout.split("/")[1]}\nsave as: "{name_of_it}"\n'
                        f"sheets:\n  {sheet}:\n    page: {page}\n", encoding="utf-8")
        done = run(program, "build", path, "-i", TOP / "input", "-o", folder / str(number),
                   *(["--only", "Camden"] if is_borough else []))
        assert done.returncode == 0, done.stderr
        [books[name]] = (folder / str(number)).rglob("*.xlsx")
    for number, name in enumerate(CASES, start=1):
        case = TOP / "tests" / "cases" / name
        done = run(program, "build", case / "layout.yaml", "-i", case, "-o", folder / f"case {number}")
        assert done.returncode == 0, done.stderr
        [built] = (folder / f"case {number}").rglob("*.xlsx")
        books[name] = built.rename(folder / f"case {number}.xlsx")
    case = TOP / "tests" / "cases" / CASES[2]
    done = run(program, "build", case / "layout.yaml", "-i", case, "-o", folder / "case",
               "--edition", "accessible")
    assert done.returncode == 0, done.stderr
    [books[ACCESSIBLE_CASE]] = (folder / "case").rglob("*.xlsx")
    for layout in layouts():
        out = folder / f"accessible {layout.stem}"
        done = run(program, "build", layout, "-i", TOP / "input", "-o", out, "--edition", "accessible",
                   *(["--only", "Camden"] if layout.stem == "boroughs" else []))
        assert done.returncode == 0, done.stderr
        [books[accessible(layout)]] = out.rglob("*.xlsx")
    documents = office.documents(books.values(), folder)
    shown = office.displayed(books.values(), folder)
    return {name: (Paper(path, documents[path]), shown[path]) for name, path in books.items()}


@pytest.fixture(scope="module")
def revised(program, tmp_path_factory):
    """(paper, displayed) of a borough's workbook whose source has changed since it was published."""
    folder = tmp_path_factory.mktemp("revised")
    shutil.copytree(TOP / "input", folder / "input")
    layout = TOP / "layouts" / "boroughs" / "boroughs.yaml"
    given = ["-i", folder / "input", "--only", "Camden"]
    run(program, "build", layout, *given, "-o", folder / "old")
    source = folder / "input" / "boroughs" / "recorded_crime.csv"
    lines = source.read_text(encoding="utf-8").splitlines()
    source.write_text("".join(line + ("7" if ",Camden," in line else "") + "\n" for line in lines),
                      encoding="utf-8")
    [old] = (folder / "old").rglob("figures.csv")
    run(program, "build", layout, *given, "-o", folder / "new", "--since", old.parent)
    [workbook] = (folder / "new").rglob("*.xlsx")
    return (Paper(workbook, office.documents([workbook], folder)[workbook]),
            office.displayed([workbook], folder)[workbook])


def test_revised_figures_have_room_for_their_marks(revised):
    paper, shown = revised
    assert len(paper.drawn) == len(paper.planned)
    assert paper.faults(shown) == []
    assert any(text.endswith("[r]") for text in paper.texts)


def accessible(layout):
    return f"accessible: {layout.stem}"


@pytest.mark.parametrize("name", [*OTHERS, *CASES, ACCESSIBLE_CASE, *map(accessible, layouts())])
def test_other_pages_have_every_text_whole_as_well(name, others):
    paper, shown = others[name]
    assert len(paper.drawn) == len(paper.planned)
    assert paper.faults(shown) == []


def test_a_sheet_that_is_too_wide_has_its_labels_on_each_page(others):
    paper, _ = others["a wide scorecard on A4"]
    of_sheet = [papers.texts(plan, words) for _, plan, words in paper.pages()
                if plan.sheet.title == "Scorecard"]
    assert len(of_sheet) > 1
    assert all("Arsonandcriminaldamage" in texts for texts in of_sheet)


def test_a_sheet_of_more_pages_than_excel_takes_breaks_is_built(program, tmp_path):
    lines = "".join(f",band,Band {n}\nm{n},,Measure {n}\n" for n in range(1100))
    (tmp_path / "register.csv").write_text("id,row,label\n" + lines, encoding="utf-8")
    (tmp_path / "layout.yaml").write_text(
        "title: Bands\nsave as: Bands.xlsx\npage: {break before: band}\nsheets:\n  Bands:\n"
        "    rows: register.csv\n    columns:\n      label: {heading: Measure, width: 40}\n",
        encoding="utf-8")
    done = run(program, "build", tmp_path / "layout.yaml", "-i", tmp_path, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(tmp_path / "out" / "Bands.xlsx")
    assert len(book["Bands"].row_breaks.brk) == 1023


# What the judge must see --------------------------------------------------------------------------

def too_low(book):
    cell = next(cell for row in book.worksheets[0].iter_rows(min_row=10) for cell in row
                if cell.alignment.wrap_text and len(str(cell.value or "")) > 100)
    book.worksheets[0].row_dimensions[cell.row].height = 14


def too_narrow(book):
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=10):
        for cell in row:
            cell.alignment = openpyxl.styles.Alignment(wrap_text=False)
    sheet.column_dimensions["C"].width = 4


def unbroken(book):
    for sheet in book.worksheets:
        sheet.row_breaks.brk = []


@pytest.fixture(scope="module")
def broken(workbooks, tmp_path_factory):
    """{fault: (paper, displayed)} of copies of a workbook that each have one fault."""
    sound = next(path for path in workbooks if path.stem.startswith("CT scorecard"))
    folder = tmp_path_factory.mktemp("broken")
    copies = {}
    for fault in (too_low, too_narrow, unbroken):
        copies[fault] = folder / f"{fault.__name__}.xlsx"
        shutil.copy(sound, copies[fault])
        book = openpyxl.load_workbook(sound)
        fault(book)
        book.save(copies[fault])
    documents = office.documents(copies.values(), folder)
    shown = office.displayed(copies.values(), folder)
    return {fault: (Paper(path, documents[path]), shown[path]) for fault, path in copies.items()}


@pytest.mark.parametrize("fault", [too_low, too_narrow])
def test_the_judge_sees_a_text_that_is_cut(fault, broken):
    paper, shown = broken[fault]
    assert paper.faults(shown)


def test_the_judge_sees_pages_that_are_not_planned(broken):
    paper, _ = broken[unbroken]
    assert len(paper.drawn) != len(paper.planned)


def test_the_judge_sees_a_published_text_that_is_not_whole():
    lines = [published.Line("calls", {"label": "Calls answered in time"}, "")]
    assert not_on_paper(lines, {"Callsansweredin", "time"}) == [("calls", "Calls answered in time")]
    assert not not_on_paper(lines, {"Callsansweredintime¹"})
