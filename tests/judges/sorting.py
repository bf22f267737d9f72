"""Sorts rows of a sheet in LibreOffice, as a person does, and tells what each cell then shows: its
text and the colour behind it.
"""
import contextlib
import html.parser
import pathlib
import shutil
import subprocess
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField
from office import PROFILE


def settings(**values):
    made = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        with contextlib.suppress(NoConnectException):
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        time.sleep(0.2)
    raise AssertionError("LibreOffice does not answer")


@contextlib.contextmanager
def opened(path):
    """A workbook, open in a LibreOffice of its own."""
    with tempfile.TemporaryDirectory() as home:
        profile = pathlib.Path(home, "user", "registrymodifications.xcu")
        profile.parent.mkdir()
        profile.write_text(PROFILE, encoding="utf-8")
        copy = shutil.copy(path, home)
        pipe = f"sorting-{pathlib.Path(home).name}"
        office = subprocess.Popen(
            ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--norestore",
             f"--accept=pipe,name={pipe};urp"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            desktop = connected(pipe)
            document = desktop.loadComponentFromURL(pathlib.Path(copy).as_uri(), "_blank", 0, settings(Hidden=True))
            yield document
            document.close(True)
        finally:
            with contextlib.suppress(Exception):
                desktop.terminate()
            office.wait(timeout=60)


class Cells(html.parser.HTMLParser):
    """The cells of a sheet (from 0) of a page that LibreOffice wrote: rows of (text, colour)."""

    def __init__(self, sheet):
        super().__init__()
        self.sheet = sheet
        self.rows, self.text, self.colour, self.tables = [], None, None, 0

    def handle_starttag(self, tag, attributes):
        self.tables += tag == "table"
        if self.tables != self.sheet + 1:
            return
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.text, self.colour = "", dict(attributes).get("bgcolor")

    def handle_data(self, data):
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "td" and self.text is not None:
            self.rows[-1].append((" ".join(self.text.split()), self.colour))
            self.text = None


def shown(document, folder, sheet):
    page = pathlib.Path(folder, "shown.html")
    document.storeToURL(page.as_uri(), settings(FilterName="HTML (StarCalc)"))
    cells = Cells(sheet)
    cells.feed(page.read_text(encoding="utf-8"))
    return cells.rows


def sort(document, sheet, range_, column, ascending):
    """Sorts a range of a sheet, headings in its first row, by one of its columns; all from 0."""
    field = TableSortField()
    field.Field, field.IsAscending = column, ascending
    document.Sheets[sheet].getCellRangeByName(range_).sort(settings(
        SortFields=uno.Any("[]com.sun.star.table.TableSortField", (field,)), ContainsHeader=True))
    document.calculateAll()
