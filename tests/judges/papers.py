"""A workbook on paper: which page each cell stands on and where, by the workbook alone, and what is
drawn there, by the words of the PDF that LibreOffice makes of it.

The plan of the pages is worked out from breaks, scale, margins, widths and heights as they are
stored, and knows nothing of the program that stored them.
"""
import bisect
import collections
import html
import math
import re
import subprocess

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

PAPERS = {"8": (841.89, 1190.55), "9": (595.28, 841.89)}  # A3, A4 upright, in points
INCH, PIXEL = 72, 0.75  # points
SLACK = 0.3  # of the height of a word's frame may reach over its cell: letters are smaller than that
DIGIT = 1139 / 2048  # how wide Arial's are, in type sizes
SYMBOLS = "★●▲▼◆■"  # of lights, which a number format puts in front

Word = collections.namedtuple("Word", "left top right bottom text")
Page = collections.namedtuple("Page", "sheet rows columns")  # numbers from 1, repeated ones first


# The PDF ------------------------------------------------------------------------------------------

WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">'
                  r"(.*?)</word>")


def words_of(document):
    """The words of each page of a PDF, with their places in points from the top left."""
    done = subprocess.run(["pdftotext", "-bbox", document, "-"],
                          capture_output=True, text=True, check=True)
    return [[Word(*map(float, found[:4]), html.unescape(found[4])) for found in WORD.findall(page)]
            for page in done.stdout.split("<page ")[1:]]


def letters(text):
    """A text as compared: without spaces and line breaks, which wrapping moves, or symbols."""
    return "".join(letter for letter in str(text)
                   if not letter.isspace() and letter not in SYMBOLS)


# The pages of a sheet -----------------------------------------------------------------------------

def parts(last, breaks):
    """[1 ... last] in pieces that end after each break."""
    ends = sorted(number for number in breaks if number < last) + [last]
    starts = [1] + [end + 1 for end in ends[:-1]]
    return [list(range(start, end + 1)) for start, end in zip(starts, ends)]


def repeated(titles, first):
    """The rows or columns repeated on a page whose own start at `first`."""
    if not titles:
        return []
    start, end = (number_of(side) for side in titles.replace("$", "").split(":"))
    return [number for number in range(start, end + 1) if first > end]


def number_of(side):
    return int(side) if side.isdigit() else range_boundaries(side + "1")[0]


def pages_of(sheet):
    """The pages of a sheet in the order in which they are printed, empty ones left out."""
    area = sheet.print_area if isinstance(sheet.print_area, str) else sheet.print_area[0]
    _, _, last_column, last_row = range_boundaries(area.split("!")[-1].replace("$", ""))
    rows = parts(last_row, [each.id for each in sheet.row_breaks.brk])
    columns = parts(last_column, [each.id for each in sheet.col_breaks.brk])
    order = [(down, across) for down in rows for across in columns]
    if sheet.page_setup.pageOrder != "overThenDown":
        order = [(down, across) for across in columns for down in rows]
    return [Page(sheet,
                 repeated(sheet.print_title_rows, down[0]) + down,
                 repeated(sheet.print_title_cols, across[0]) + across)
            for down, across in order if holds_something(sheet, down, across)]


def holds_something(sheet, rows, columns):
    """LibreOffice leaves out a page without a text or line in its own rows and columns."""
    if sheet._charts:
        return True
    for row in rows:
        for column in columns:
            cell = sheet.cell(row, column)
            if cell.value not in (None, "") or cell.border.bottom.style or cell.border.right.style:
                return True
    return False


# Cells on a page ----------------------------------------------------------------------------------

class Plan:
    """Where the cells of a page stand, in points from the top left of the paper."""

    def __init__(self, page):
        sheet = page.sheet
        self.sheet = sheet
        self.scale = (sheet.page_setup.scale or 100) / 100
        self.paper = paper_of(sheet)
        left, top = origin_of(sheet, self.scale)
        self.columns = Edges(page.columns, left, lambda n: width(sheet, n) * self.scale)
        self.rows = Edges(page.rows, top, lambda n: height(sheet, n) * self.scale)
        self.foot = self.paper[1] - sheet.page_margins.bottom * INCH
        self.owners = {}  # of places that a merge covers, the first cell of it
        self.ends = {}  # the last row of a merge, by its first cell
        for merge in sheet.merged_cells.ranges:
            self.ends[merge.min_row, merge.min_col] = merge.max_row
            for row in range(merge.min_row, merge.max_row + 1):
                for column in range(merge.min_col, merge.max_col + 1):
                    self.owners[row, column] = (merge.min_row, merge.min_col)

    def place(self, word):
        """The cell in which a word has its middle; None above and below all cells."""
        row = self.rows.at((word.top + word.bottom) / 2)
        column = self.columns.at((word.left + word.right) / 2)
        if row is None or column is None:
            return None
        return self.owners.get((row, column), (row, column))

    def cells(self):
        """The places on the page that are cells of their own, or the first of merged ones."""
        return [(row, column) for row in self.rows.numbers for column in self.columns.numbers
                if self.owners.get((row, column), (row, column)) == (row, column)]

    def bottom(self, place):
        """Where a cell ends on this page."""
        last = min(self.ends.get(place, place[0]), self.rows.numbers[-1])
        return self.rows.end(last) if last in self.rows.places else self.rows.end(place[0])


class Edges:
    """Rows or columns one after the other, from a start on."""

    def __init__(self, numbers, start, size):
        self.numbers = numbers
        self.places = {number: index for index, number in enumerate(numbers)}
        self.starts = [start]
        for number in numbers:
            self.starts.append(self.starts[-1] + size(number))

    def at(self, point):
        index = bisect.bisect(self.starts, point) - 1
        return self.numbers[index] if 0 <= index < len(self.numbers) else None

    def end(self, number):
        return self.starts[self.places[number] + 1]


def paper_of(sheet):
    upright = PAPERS[str(sheet.page_setup.paperSize)]
    return upright[::-1] if sheet.page_setup.orientation == "landscape" else upright


def origin_of(sheet, scale):
    """Where the cells start. LibreOffice scales what is between header and cells as well."""
    margins = sheet.page_margins
    if not sheet.oddHeader or not texts_of(sheet.oddHeader):
        return margins.left * INCH, margins.top * INCH
    between = (margins.top - margins.header) * INCH
    return margins.left * INCH, margins.header * INCH + between * scale


def width(sheet, column):
    """In points. A width is stored in digits of the workbook's font, and LibreOffice takes these as
    wide as they are on paper; like columns in a row are stored under the first of them."""
    for dimension in sheet.column_dimensions.values():
        if dimension.min and dimension.min <= column <= dimension.max:
            return dimension.width * DIGIT * sheet.parent._fonts[0].sz
    return 64 * PIXEL


def height(sheet, row):
    return sheet.row_dimensions[row].height or 15


# What is drawn ------------------------------------------------------------------------------------

def drawn(plan, words):
    """({place: the words drawn in a cell}, the words above the cells, those below)."""
    cells, above, below = collections.defaultdict(list), [], []
    for word in words:
        middle = (word.top + word.bottom) / 2
        if middle < plan.rows.starts[0]:
            above.append(word)
        elif middle > plan.foot:
            below.append(word)
        else:
            cells[plan.place(word)].append(word)
    return cells, above, below


def in_order(words, turned=False):
    """The letters of some words, line by line; a text that reads upwards has its lines side by side."""
    if turned:
        return letters("".join(w.text for w in sorted(words, key=lambda w: (round(w.left), -w.top))))
    return letters("".join(w.text for w in sorted(words, key=lambda w: (round(w.top), w.left))))


def faults(plan, words, shown):
    """What is not drawn as the workbook has it: [(address, as stored, as drawn)].

    `shown` is {(row, column): text} of what each cell is to show.
    """
    found = []
    cells, _, _ = drawn(plan, words)
    for place in plan.cells():
        wanted = letters(shown.get(place, ""))
        given = in_order(inside(plan, place, cells, shown), is_turned(plan.sheet, place))
        if not wanted and plan.sheet._charts:
            continue
        if wanted != given and not rounds_to(wanted, given):
            found.append((address(place), shown.get(place, ""), given))
    if not plan.sheet._charts:
        found += [(address(place) if place else "beside the cells", "", in_order(strays))
                  for place, strays in cells.items()]
    return found + cut_lines(plan, words)


def inside(plan, place, cells, shown):
    """The words of a cell; a text that is not wrapped goes on over the empty cells on its right."""
    words = cells.pop(place, [])
    row, column = place
    if shown.get(place) and not plan.sheet.cell(row, column).alignment.wrap_text:
        while column + 1 in plan.columns.places and not shown.get((row, column + 1)):
            column += 1
            words += cells.pop((row, column), [])
    return words


def rounds_to(wanted, given):
    """A number without a format shows as many digits as its column has room for."""
    try:
        places = len(given.partition(".")[2])
        return places > 0 and math.isclose(float(wanted), float(given), abs_tol=0.5 * 10 ** -places)
    except ValueError:
        return False


def texts(plan, words):
    """The letters of each cell that is drawn on a page."""
    return {in_order(inside, place is not None and is_turned(plan.sheet, place))
            for place, inside in drawn(plan, words)[0].items()}


def cut_lines(plan, words):
    """Words that reach over the lower edge of their cell."""
    found = []
    starts = set(plan.cells())
    for place, inside in drawn(plan, words)[0].items():
        if plan.sheet._charts or place not in starts:
            continue
        end = plan.bottom(place)
        found += [(address(place), word.text, f"{word.bottom - end:.1f} points too low")
                  for word in inside if word.bottom > end + SLACK * (word.bottom - word.top)]
    return found


def is_turned(sheet, place):
    return bool(sheet.cell(*place).alignment.textRotation)


def address(place):
    return f"{get_column_letter(place[1])}{place[0]}"


# Headers and footers ------------------------------------------------------------------------------

def texts_of(item):
    return [part.text for part in (item.left, item.center, item.right) if part.text]


def header_texts(item, page, pages):
    """What a header or footer of a page says, part by part."""
    return [text.replace("&&", "\0").replace("&P", str(page)).replace("&N", str(pages))
            .replace("&B", "").replace("\0", "&") for text in texts_of(item)]
