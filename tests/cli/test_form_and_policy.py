"""``form`` and ``policy``: files written, never over others."""

import re

import pytest
from tests.frozen import policy_text
from tests.unit.reading.surveys import FIELDS, told

from rpa_scout.pipeline import read_surveys
from rpa_scout.policy import DEFAULT_POLICY, load_policy


def test_forms_for_named_and_listed_departments(main, tmp_path):
    listed = tmp_path / "list.csv"
    listed.write_bytes(
        "所属,係\r\n市民課,戸籍係\r\n会計課,\r\n市民課,住民係\r\n\r\n".encode("cp932")
    )
    words = ("--department", "税務課", "--department", "会計課", "--departments", listed)
    code, out, err = main("form", *words, "--out", tmp_path / "forms")
    assert (code, err) == (0, "")
    names = [f"業務調査票_{one}.xlsx" for one in ("税務課", "会計課", "市民課")]
    assert sorted(one.name for one in (tmp_path / "forms").iterdir()) == sorted(names)
    for name in names:
        assert name in out


def test_a_blank_form_is_an_empty_survey(main, tmp_path):
    main("form", "--department", "税務課", "--out", tmp_path / "forms")
    inventory = read_surveys(tmp_path / "forms")
    assert told(inventory) == [("warning", "no_rows", FIELDS.form.tasks_sheet, "", "", "")]
    assert inventory.tables[0].department == "税務課"
    assert set(inventory.tables[0].columns) == set(FIELDS.ids)


def test_forms_are_not_written_over_answers(main, tmp_path):
    words = ("form", "--department", "税務課", "--out", tmp_path)
    assert main(*words)[0] == 0
    path = tmp_path / "業務調査票_税務課.xlsx"
    path.write_bytes(b"answers")
    code, out, err = main(*words)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert path.read_bytes() == b"answers"
    assert main(*words, "--replace")[0] == 0
    assert path.read_bytes() != b"answers"


@pytest.mark.parametrize("content", [b"", "所属\n\n".encode(), b"\xff\xff\x80"])
def test_list_without_departments(main, tmp_path, content):
    listed = tmp_path / "list.csv"
    listed.write_bytes(content)
    code, out, err = main("form", "--departments", listed, "--out", tmp_path / "forms")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "list.csv" in err
    assert not (tmp_path / "forms").exists()


def test_show_policy(main):
    code, out, err = main("policy", "show")
    assert (code, err) == (0, "")
    assert out.startswith("# 白山市DX推進計画")
    english = main("policy", "show", "--lang", "en")[1]
    assert english.startswith("# Selection of tasks")
    assert "typical_pattern" in out


def test_new_policy_is_in_order(main, tmp_path):
    path = tmp_path / "own.toml"
    assert main("policy", "new", path)[0] == 0
    assert load_policy(path) == load_policy(DEFAULT_POLICY)
    code, out, err = main("policy", "check", path)
    assert (code, err) == (0, "")
    assert "hakusan-2026" in out
    assert main("policy", "show", path)[1] == main("policy", "show", DEFAULT_POLICY)[1]


@pytest.mark.parametrize(
    ("language", "shown", "hidden"),
    [("ja", "# 手段によらないパラメーター", "# Parameters"), ("en", "# Parameters", "# 手段")],
)
def test_new_policy_explains_in_the_language(main, tmp_path, language, shown, hidden):
    path = tmp_path / "own.toml"
    assert main("policy", "new", path, "--lang", language)[0] == 0
    text = path.read_text(encoding="utf-8")
    assert shown in text
    assert hidden not in text
    assert not re.search(r"^#(ja|en)\b", text, re.MULTILINE)
    assert "# [money]" in text


def test_new_policy_is_not_written_over_another(main, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text("mine")
    code, _, err = main("policy", "new", path)
    assert code == 2
    assert len(err.splitlines()) == 1
    assert path.read_text() == "mine"


def test_new_policy_into_a_missing_folder(main, tmp_path):
    code, _, err = main("policy", "new", tmp_path / "none" / "own.toml")
    assert code == 2
    assert len(err.splitlines()) == 1


def test_check_tells_every_fault(main, tmp_path):
    text = policy_text()
    text = text.replace("weight = 7\n", "wieght = 7\n").replace("draws = 1000", "draws = 1")
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    code, _, err = main("policy", "check", path)
    assert code == 2
    lines = err.splitlines()
    assert "own.toml" in lines[0]
    assert sorted(line.split(":")[0].strip() for line in lines[1:]) == [
        "scorecard[rpa].criterion[typical_pattern].weight",
        "scorecard[rpa].criterion[typical_pattern].wieght",
        "simulation.draws",
    ]


def test_wrong_toml_is_told_with_its_line(main, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text("[policy]\nid = \n")
    code, _, err = main("policy", "check", path)
    assert code == 2
    assert "line 2" in err
