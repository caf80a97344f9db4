"""``--inventory`` and ``--departments``: the merge, and who has not answered."""

import json

import openpyxl


def departments(tmp_path, text="所属,職員数\n税務課,30\n会計課,8\n市民課,12\n"):
    path = tmp_path / "所属一覧.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_inventory_of_all_files(main, good, wrong, tmp_path):
    target = tmp_path / "統合.xlsx"
    code, out, err = main("check", good, wrong, "--inventory", target)
    assert (code, err) == (1, "")
    assert str(target) in out.splitlines()[-1]
    book = openpyxl.load_workbook(target)
    assert len(book.sheetnames) == 5
    names = [cell.value for cell in book.worksheets[0]["C"] if cell.value]
    assert names[-5:] == ["納付書の転記", "照合", "納付書の転記", "督促状の作成", "相談"]


def test_inventory_leaves_json_alone(main, good, tmp_path):
    code, out, _ = main("check", good, "--inventory", tmp_path / "a.xlsx", "--json", "-")
    assert code == 0
    assert json.loads(out)["findings"]
    assert (tmp_path / "a.xlsx").exists()


def test_inventory_into_a_missing_folder(main, good, tmp_path):
    code, _, err = main("check", good, "--inventory", tmp_path / "none" / "a.xlsx")
    assert code == 2
    assert len(err.splitlines()) == 1


def test_coverage_ends_with_those_who_have_not_answered(main, good, wrong, tmp_path):
    for command in ("check", "rank"):
        code, out, _ = main(command, good, wrong, "--departments", departments(tmp_path))
        assert code == 1
        lines = [line.split() for line in out.splitlines()]
        assert ["会計課", "会計課.xlsx", "業務一覧", "3", "2", "1", "1"] in lines
        assert ["市民課", "0", "0", "0", "0"] in lines
        assert any("市民課" in line and "会計課" not in line for line in out.splitlines())


def test_too_few_staff_for_the_hours(main, good, tmp_path):
    listed = departments(tmp_path, "所属,職員数\n税務課,0.01\n")
    code, out, _ = main("check", good, "--departments", listed, "--json", "-")
    found = {one["code"]: one for one in json.loads(out)["findings"]}
    assert code == 0
    assert found["task_hours_beyond_staff"]["cell"] == "E2"


def test_list_that_cannot_be_read(main, good, tmp_path):
    for command in ("check", "rank"):
        code, out, err = main(command, good, "--departments", tmp_path / "none.csv")
        assert (code, out) == (2, "")
        assert "none.csv" in err
