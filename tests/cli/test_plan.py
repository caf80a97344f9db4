"""``plan``: which task is built in which fiscal year, as tables and JSON."""

import json

import pytest


def test_json_has_years_tasks_and_chances(main, good):
    code, out, _ = main(
        "plan", good, "--in-house-hours", "400", "--first-year", "2027", "--json", "-"
    )
    assert code == 0
    data = json.loads(out)
    assert set(data) == {"years", "tasks", "chance", "gap", "method"}
    assert data["years"][0]["year"] == 2027
    assert data["years"][0]["build_hours_capacity"] == 400
    assert set(data["tasks"][0]) == {"task_id", "year", "build_hours", "builder", "why"}


def test_no_hours_leave_no_task_built_in_house(main, good):
    out = main("plan", good, "--in-house-hours", "0", "--json", "-")[1]
    tasks = json.loads(out)["tasks"]
    assert [task for task in tasks if task["builder"] == "in_house" and task["year"]] == []


def test_the_screen_shows_years_and_reasons(main, good):
    code, out, _ = main("plan", good, "--first-year", "2027")
    assert code == 0
    assert "令和9年度（2027年度）" in out
    assert "達成の確率" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--vendor-yen", "1000"), "--vendor-yen-per-hour"),
        (("--in-house-hours", "-1"), "-1"),
        (("--first-year", "2090"), "令和72年度"),
        (("--first-year", "27"), "27"),
    ],
)
def test_limits_that_cannot_be_used_are_one_sentence(main, good, words, sentence):
    code, out, err = main("plan", good, *words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


def test_nothing_readable_ends_with_code_2(main):
    code, out, _ = main("plan", "none.xlsx")
    assert code == 2
    assert "Traceback" not in out
    assert "none.xlsx" in out
