"""Groups of the same work on the command line."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.project.surveys import survey

from rpa_scout.policy.policies import load_policy
from rpa_scout.project.project import Project

TRIPS = {"税務課": ["旅費の精算"], "会計課": ["出張旅費の請求入力"], "市民課": ["証明書の発行"]}


@pytest.fixture
def file(tmp_path):
    with Project.create(tmp_path / "a.rpascout", load_policy(), "担当A") as project:
        project.surveys.import_(survey(TRIPS))
    return tmp_path / "a.rpascout"


def test_groups_are_shown_confirmed_and_refused(main, file):
    code, out, _err = main("project", "groups", file)
    assert code == 0
    assert "グループの提案：1件" in out
    assert "「旅費の精算」：2所属2件、現在 計960時間／年" in out
    assert "共通の回答：" in out
    code, _out, err = main("project", "group", "confirm", file, "税務課-6")
    assert (code, "理由が必要" in err) == (2, True)
    code, out, _err = main(
        "project", "group", "confirm", file, "税務課-6", "--name", "旅費", "--reason", "同じ様式"
    )
    assert (code, "旅費" in out) == (0, True)
    code, out, _err = main("project", "groups", file, "--json", "-")
    content = json.loads(out)
    assert (content["proposed"], content["confirmed"][0]["name"]) == ([], "旅費")
    code, out, _err = main("project", "rank", file, "--json", "-")
    of_task = {task["task_id"]: task for task in json.loads(out)["tasks"]}
    assert of_task["会計課-6"]["group"] == "旅費"
    assert of_task["会計課-6"]["group_hours_per_year"] == pytest.approx(960)
    assert of_task["市民課-6"]["group"] is None
    code, _out, _err = main("project", "group", "split", file, "会計課-6", "--reason", "別")
    assert code == 0
    code, out, _err = main("project", "history", file)
    assert "グループを分割しました" in out
    code, out, _err = main("project", "groups", file)
    assert "グループの提案：0件" in out
    assert "確定したグループ（シナリオは1回だけ作成）：0件" in out


def test_what_resembles_a_task_and_what_is_proposed(main, file):
    with Project.open(file, "担当A") as project:
        project.answers.correct("会計課-6", "input_form", None, "聞き直し")
    code, out, _err = main("project", "similar", file, "会計課-6")
    assert code == 0
    assert "税務課-6  税務課「旅費の精算」（類似度" in out
    assert "入口（元になる情報）：似た業務では " in out
    assert "最も似た業務：税務課「旅費の精算」（類似度" in out
    assert "提案は回答ではなく" in out
    assert f"rpa-scout project correct {file} 会計課-6 input_form=" in out
    code, out, _err = main("project", "similar", file, "会計課-6", "--json", "-")
    content = json.loads(out)
    (answer,) = content["proposed_answers"]
    assert sum(answer["shares"].values()) == pytest.approx(1.0)
    assert content["score"]["low"] <= content["score_if_proposed"]["low"]
    code, _out, err = main("project", "similar", file, "無い番号")
    assert (code, "無い番号" in err) == (2, True)


def test_similar_reads_surveys_without_a_project(main):
    folder = Path(__file__).parents[2] / "samples" / "departments"
    code, out, _err = main("similar", folder, "税務課-19")
    assert code == 0
    assert "他の所属の業務" in out
    assert "上下水道課-7" in out


def test_unit_times_beside_the_same_work_are_notes_of_check(main):
    folder = Path(__file__).parents[2] / "samples" / "departments"
    sentence = "同種の業務の中央は3分、この所属は0.9分です。"
    code, out, _err = main("check", folder, "--notes")
    assert sentence in out.replace("\n", "")
    code, out, _err = main("check", folder)
    assert sentence not in out.replace("\n", "")
    assert code in (0, 1)


def test_unit_times_beside_the_same_work_stand_in_workbook_and_json_of_a_ranking(main, tmp_path):
    folder = Path(__file__).parents[2] / "samples" / "departments"
    file, workbook = tmp_path / "課.rpascout", tmp_path / "順位.xlsx"
    assert main("project", "new", file)[0] == 0
    assert main("project", "import", file, folder)[0] in (0, 1)
    _code, checked, _err = main("check", folder, "--json", "-")
    expected = unit_times_in(json.loads(checked)["findings"])
    assert expected
    for words in (("rank", folder), ("project", "rank", file)):
        _code, out, _err = main(*words, "--json", "-", "--out", workbook)
        assert unit_times_in(json.loads(out)["findings"]) == expected
        with zipfile.ZipFile(workbook) as parts:
            texts = parts.read("xl/sharedStrings.xml").decode()
        assert all(message in texts for _file, _cell, message in expected)
        workbook.unlink()


def unit_times_in(findings):
    return sorted(
        (finding["file"], finding["cell"], finding["message"])
        for finding in findings
        if finding["code"] == "unit_time_differs"
    )


def test_a_refused_proposal_is_gone(main, file):
    code, _out, _err = main("project", "group", "refuse", file, "税務課-6", "--reason", "別")
    assert code == 0
    code, out, _err = main("project", "groups", file)
    assert "グループの提案：0件" in out
    code, _out, err = main("project", "group", "refuse", file, "無い番号", "--reason", "別")
    assert (code, err.count("\n") <= 2, "Traceback" in err) == (2, True, False)
