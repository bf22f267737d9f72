"""The program makes every workbook of the project, and says so."""


def test_every_layout_is_built(built):
    _, done = built
    assert done.returncode == 0, done.stderr


def test_there_are_workbooks_and_a_line_about_each(built, workbooks):
    _, done = built
    assert workbooks, "no workbook was made"
    for workbook in workbooks:
        assert workbook.name in done.stdout


def test_nothing_is_left_beside_the_workbooks(built):
    folder, _ = built
    others = {path.name for path in folder.rglob("*") if path.is_file() and path.suffix != ".xlsx"}
    assert others <= {"index.csv", "figures.csv"}, "records stand beside the workbooks, no more"
