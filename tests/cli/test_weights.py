"""``weights form`` and ``import``: from the form to a version of the policy."""

import json

import openpyxl
import pytest

import rpa_scout as rs

FILE = "業務.rpascout"


def test_without_a_project_the_officials_are_compared(main, forms, good):
    code, out, _ = main("weights", "import", forms, "--survey", good, "--first", "1", "--json", "-")
    assert code == 0
    ranking = json.loads(out)["ranking"]
    assert [person["name"] for person in ranking["officials"]] == ["担当A", "担当B"]
    assert sum(ranking["group_weights"].values()) == pytest.approx(1.0)
    assert ranking["kendall_w"] == pytest.approx(0.0)
    assert [task["rank"] for task in ranking["tasks"]] == [1, 2, 3]
    out = main("weights", "import", forms, "--survey", good)[1]
    assert "ケンドールの一致係数W" in out
    assert "担当B" in out


def test_a_project_keeps_them_and_takes_them_over_as_its_policy(main, forms, good):
    main("project", "new", FILE, "--author", "担当A")
    main("project", "import", FILE, good, "--author", "担当A")
    assert main("weights", "import", forms, "--project", FILE, "--author", "担当A")[0] == 0
    with rs.Project.open(FILE, "担当A", read_only=True) as project:
        kept = project.planning.official_weights()
        before = project.policy()
    assert [person.name for person in kept] == ["担当A", "担当B"]
    assert all(person.date for person in kept)
    code, out, _ = main("weights", "import", "--project", FILE, "--adopt", "--author", "担当A")
    assert code == 0
    assert "担当B" in out
    with rs.Project.open(FILE, "担当A") as project:
        after = project.policy()
        project.history.undo()
        assert project.policy() == before
        assert project.verify().is_whole
    assert after.policy.version != before.policy.version
    weights = dict(zip(after.scorecard[0].ids, after.scorecard[0].weights, strict=True))
    assert sum(weights.values()) == pytest.approx(100.0, abs=0.1)
    # Both gave the same points in turn, so the group's weights mirror each other.
    assert [*weights.values()] == pytest.approx([*weights.values()][::-1])
    history = main("project", "history", FILE)[1]
    assert "職員による重みを保存しました" in history


def test_a_faulty_form_keeps_nothing(main, forms, good):
    main("project", "new", FILE, "--author", "担当A")
    main("project", "import", FILE, good, "--author", "担当A")
    path = forms / "判断基準の重み_担当A.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["E9"] = 31
    book.save(path)
    code, out, _ = main("weights", "import", forms, "--project", FILE)
    assert code == 1
    assert "E17" in out
    assert "101" in out
    with rs.Project.open(FILE, "担当A", read_only=True) as project:
        assert project.planning.official_weights() == []


def test_what_to_rank_has_to_be_named(main, forms):
    code, out, complaint = main("weights", "import", forms)
    assert (code, out) == (2, "")
    assert "--survey" in complaint
