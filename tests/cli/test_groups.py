"""Groups of the same work on the command line."""

import json

import pytest
from tests.project.surveys import survey

from rpa_scout.policy.policies import load_policy
from rpa_scout.project.project import Project

TRIPS = {"税務課": ["旅費の精算"], "会計課": ["出張旅費の請求入力"], "市民課": ["証明書の発行"]}


@pytest.fixture
def file(tmp_path):
    with Project.create(tmp_path / "a.rpascout", load_policy(), "担当A") as project:
        project.import_surveys(survey(TRIPS))
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


def test_a_refused_proposal_is_gone(main, file):
    code, _out, _err = main("project", "group", "refuse", file, "税務課-6", "--reason", "別")
    assert code == 0
    code, out, _err = main("project", "groups", file)
    assert "グループの提案：0件" in out
    code, _out, err = main("project", "group", "refuse", file, "無い番号", "--reason", "別")
    assert (code, err.count("\n") <= 2, "Traceback" in err) == (2, True, False)
