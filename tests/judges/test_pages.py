"""Printed, no figure is cut to '###', and there is no page without anything on it."""
import subprocess

import pytest


@pytest.fixture(scope="module")
def printed(documents):
    """{workbook: texts of its pages as printed}."""
    return {path: pages_of(document) for path, document in documents.items()}


def pages_of(document):
    done = subprocess.run(["pdftotext", "-layout", document, "-"],
                          capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def test_no_figure_is_too_wide_for_its_column(workbook, printed):
    for number, page in enumerate(printed[workbook], start=1):
        assert "###" not in page, f"page {number}:\n{page}"


def test_no_page_is_empty(workbook, printed):
    assert printed[workbook]
    for number, page in enumerate(printed[workbook], start=1):
        assert page.strip(), f"page {number} is empty"
