"""``rpa-scout check --return-to``: one workbook a department, and never over another."""

from pathlib import Path

import openpyxl

from rpa_scout.policy import load_fields

SAMPLES = Path(__file__).parents[2] / "samples" / "departments"
PAGE = load_fields().form.questions_sheet


def test_each_department_with_questions_gets_a_workbook(main, good, wrong, tmp_path):
    code, out, _ = main("check", good, wrong, "--return-to", "back")
    assert code == 1
    assert sorted(path.name for path in (tmp_path / "back").iterdir()) == [
        "会計課.xlsx",
        "税務課.xlsx",
    ]
    assert openpyxl.load_workbook(tmp_path / "back" / "会計課.xlsx").sheetnames[0] == PAGE
    line = next(line for line in out.splitlines() if "back/会計課.xlsx" in line)
    assert line.split()[:2] == ["会計課", "2"]


def test_returned_and_answered_it_is_clean(main, wrong, tmp_path):
    main("check", wrong, "--return-to", "back")
    path = tmp_path / "back" / "会計課.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book[PAGE]
    asked = {str(sheet.cell(row, 4).value): row for row in range(6, sheet.max_row + 1)}
    for field, reply in (("処理の期限", "当日中"), ("業務名", "収納の集計")):
        (row,) = [row for question, row in asked.items() if question.startswith(f"「{field}」")]
        sheet.cell(row, 6).value = reply
    book.save(path)
    code, out, _ = main("check", path, "--notes", "--return-to", "again")
    assert code == 0
    assert "当日中" in out
    assert list((tmp_path / "again").iterdir()) == []


def test_what_may_hold_replies_is_kept(main, wrong, tmp_path):
    main("check", wrong, "--return-to", "back")
    path = tmp_path / "back" / "会計課.xlsx"
    path.write_bytes(b"replied")
    code, _, complaint = main("check", wrong, "--return-to", "back")
    assert code == 2
    assert "会計課.xlsx" in complaint
    assert path.read_bytes() == b"replied"
    code, *_ = main("check", wrong, "--return-to", "back", "--replace")
    assert code == 1
    assert path.read_bytes() != b"replied"


def test_the_folder_of_the_surveys_is_refused(main, wrong, tmp_path):
    before = wrong.read_bytes()
    code, _, complaint = main("check", wrong, "--return-to", tmp_path, "--replace")
    assert code == 2
    assert wrong.name in complaint
    assert wrong.read_bytes() == before


def test_the_questions_depend_on_the_whole_city_of_a_project(main, tmp_path):
    """The same file is asked the same, whether it is read alone or among all of them."""
    assert main("project", "new", "業務.rpascout")[0] == 0
    main("project", "import", "業務.rpascout", SAMPLES)
    paths = sorted(SAMPLES.iterdir())[:4]
    main("check", SAMPLES, "--return-to", "all")
    main("check", *paths, "--project", "業務.rpascout", "--return-to", "within")
    main("check", *paths, "--return-to", "alone")
    names = [path.name for path in (tmp_path / "within").iterdir()]
    asked = {
        folder: {name: rows_of(tmp_path / folder / name) for name in names}
        for folder in ("all", "within", "alone")
    }
    assert asked["within"] == asked["all"]
    assert asked["alone"] != asked["all"]  # or this could not fail


def rows_of(path):
    page = openpyxl.load_workbook(path)[PAGE]
    return [[cell.value for cell in row] for row in page.iter_rows()]
