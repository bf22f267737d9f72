"""LibreOffice's view of every workbook, had once for all judges."""
import office
import pytest


@pytest.fixture(scope="session")
def recalculated(workbooks, tmp_path_factory):
    """{workbook: a copy in which LibreOffice has worked out every formula afresh}."""
    return office.recalculated(workbooks, tmp_path_factory.mktemp("recalculated"))


@pytest.fixture(scope="session")
def displayed(workbooks, tmp_path_factory):
    """{workbook: {sheet: rows of texts as LibreOffice shows them}}."""
    return office.displayed(workbooks, tmp_path_factory.mktemp("displayed"))


@pytest.fixture(scope="session")
def documents(workbooks, tmp_path_factory):
    """{workbook: the PDF that LibreOffice makes of it}."""
    return office.documents(workbooks, tmp_path_factory.mktemp("documents"))
