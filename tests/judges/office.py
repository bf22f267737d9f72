"""LibreOffice as an independent reader: what it works out, and what it shows.

It is started as few times as possible (a start takes seconds): hand it all files at once.
"""
import csv
import pathlib
import subprocess
import tempfile

import openpyxl

# Work out every formula afresh on loading (0 is "always"); without this LibreOffice shows the
# results that are stored in the file, and would judge nothing.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-GB</value></prop></item>
</oor:items>
"""

# Comma, quotes, UTF-8, from line 1, cells as shown, every sheet to a file of its own.
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


def convert(paths, to, folder):
    """Converts files in one run of LibreOffice; `to` is its name for the format."""
    with tempfile.TemporaryDirectory() as home:
        profile = pathlib.Path(home, "user", "registrymodifications.xcu")
        profile.parent.mkdir()
        profile.write_text(PROFILE, encoding="utf-8")
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--norestore",
             "--convert-to", to, "--outdir", folder, *paths],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def recalculated(paths, folder):
    """{path: a copy of it in the folder with every formula worked out afresh}."""
    paths = list(paths)
    assert len({path.stem for path in paths}) == len(paths), "two workbooks of one name"
    if paths:
        convert(paths, "xlsx:Calc MS Excel 2007 XML", folder)
    copies = {path: pathlib.Path(folder, path.stem + ".xlsx") for path in paths}
    for path, copy in copies.items():
        assert copy.exists(), f"LibreOffice could not read {path.name}"
    return copies


def displayed(paths, folder):
    """{path: {sheet: rows of cells}}, each cell the text that LibreOffice shows in it."""
    paths = list(paths)
    if paths:
        convert(paths, AS_SHOWN, folder)
    return {path: {sheet: rows_of(pathlib.Path(folder, f"{path.stem}-{sheet}.csv"))
                   for sheet in openpyxl.load_workbook(path, read_only=True).sheetnames}
            for path in paths}


def documents(paths, folder):
    """{path: the PDF made of it}."""
    paths = list(paths)
    if paths:
        convert(paths, "pdf", folder)
    return {path: pathlib.Path(folder, path.stem + ".pdf") for path in paths}


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))
