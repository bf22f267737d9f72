"""What the judges and the cases share: the program under test, and the workbooks it makes."""
import pathlib

import pytest
from scorebook import TOP, build_everything


def pytest_addoption(parser):
    parser.addoption("--program", default=TOP / "build" / "scorebook", help="the program under test")
    parser.addoption("--update", action="store_true",
                     help="write what the cases give as what they are to give")


def program_under_test(config):
    return str(pathlib.Path(config.getoption("--program")).resolve())


def pytest_generate_tests(metafunc):
    """A test with a `workbook` runs once for every workbook that the program makes."""
    if "workbook" in metafunc.fixturenames:
        folder, _ = build_everything(program_under_test(metafunc.config))
        found = sorted(folder.rglob("*.xlsx"))
        metafunc.parametrize("workbook", found, ids=[path.stem for path in found])


@pytest.fixture(scope="session")
def program(pytestconfig):
    return program_under_test(pytestconfig)


@pytest.fixture(scope="session")
def built(program):
    """(folder, how the run ended) of the build of every layout."""
    return build_everything(program)


@pytest.fixture(scope="session")
def workbooks(built):
    return sorted(built[0].rglob("*.xlsx"))
