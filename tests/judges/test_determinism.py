"""The same input gives the same bytes: on any day, in any time zone, in any locale."""
import hashlib
import os
import pathlib
import shutil

import pytest
from scorebook import TOP, layouts, run

HERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8"}
ELSEWHERE = {"TZ": "Pacific/Auckland", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}
# faketime comes before the sanitizers' runtime; that is as meant.
SANITIZED = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"


def build(program, folder, environment, day=None):
    arguments = ["build", *layouts(), "-i", TOP / "input", "-o", folder]
    environment = {**os.environ, **environment}
    if day is None:
        done = run(program, *arguments, env=environment)
    else:
        environment["ASAN_OPTIONS"] = SANITIZED
        done = run("faketime", day, program, *arguments, env=environment)
    assert done.returncode == 0, done.stderr
    return {path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(pathlib.Path(folder).rglob("*.xlsx"))}


@pytest.fixture(scope="module")
def first(program, tmp_path_factory):
    return build(program, tmp_path_factory.mktemp("first"), HERE)


def test_in_another_time_zone_and_locale(program, first, tmp_path):
    assert first and build(program, tmp_path, ELSEWHERE) == first


@pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not to be had")
@pytest.mark.parametrize("day", ["1999-12-31 23:59:50", "2031-03-30 01:30:00"])
def test_on_another_day(program, first, tmp_path, day):
    assert first and build(program, tmp_path, ELSEWHERE, day) == first
