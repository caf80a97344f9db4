"""Decisions, plans, overrides, notes: who, when, why; nonsense is refused."""

import pandas as pd
import pytest
from tests.project.surveys import TWO

from rpa_scout.errors import InputError, NotAllowedError, UnknownNameError
from rpa_scout.project.states import FOLLOWING, TaskState


@pytest.fixture(autouse=True)
def _tasks(project):
    project.surveys.import_(TWO)


def test_a_decision_says_who_when_why(project):
    entry = project.tasks.decide(
        ["税務課-6", "会計課-6"],
        "adopted",
        "効果が大きい",
        planned_fiscal_year=2027,
        owner="担当B",
        builder="in_house",
    )
    for task_id in ("税務課-6", "会計課-6"):
        task = project.tasks.get(task_id)
        assert (task.state, task.planned_fiscal_year, task.owner, task.builder) == (
            TaskState.ADOPTED,
            2027,
            "担当B",
            "in_house",
        )
        assert (task.reason, task.decided_by) == ("効果が大きい", "担当A")
        assert task.decided_at == entry.at
    assert project.tasks.get("税務課-7").state is TaskState.CANDIDATE
    changed = project.history.changes(entry.number)
    assert [one.task_id for one in changed] == ["税務課-6", "会計課-6"]
    assert changed[0].before["state"] == "candidate"
    assert changed[0].after["state"] == "adopted"


def test_a_state_is_named_by_its_label_too(project):
    project.tasks.decide(["税務課-6"], "保留", "様式の改正を待つ")
    assert project.tasks.get("税務課-6").state is TaskState.ON_HOLD


def test_a_task_goes_the_whole_way(project):
    for state in ("adopted", "building", "live", "retired"):
        project.tasks.decide(["税務課-6"], state)
    history = [one for one in project.history.entries() if one.kind == "decide"]
    assert [one.details["state"] for one in history] == ["adopted", "building", "live", "retired"]


@pytest.mark.parametrize("state", [one for one in TaskState if one is not TaskState.CANDIDATE])
def test_only_declared_steps_are_taken(project, state):
    if state in FOLLOWING[TaskState.CANDIDATE]:
        project.tasks.decide(["税務課-6"], state, "理由")
        assert project.tasks.get("税務課-6").state is state
        return
    with pytest.raises(NotAllowedError):
        project.tasks.decide(["税務課-6"], state, "理由")
    assert project.tasks.get("税務課-6").state is TaskState.CANDIDATE


def test_all_tasks_or_none(project):
    project.tasks.decide(["税務課-6"], "declined", "件数が少ない")
    number = len(project.history.entries())
    with pytest.raises(NotAllowedError):
        project.tasks.decide(["会計課-6", "税務課-6"], "adopted")
    with pytest.raises(UnknownNameError):
        project.tasks.decide(["会計課-6", "どこにもない-1"], "adopted")
    assert project.tasks.get("会計課-6").state is TaskState.CANDIDATE
    assert len(project.history.entries()) == number


def test_the_same_again_is_no_change(project):
    project.tasks.decide(["税務課-6"], "adopted", planned_fiscal_year=2027)
    with pytest.raises(NotAllowedError):
        project.tasks.decide(["税務課-6"], "adopted", planned_fiscal_year=2027)


def test_plans_are_changed_and_taken_away_alone(project):
    project.tasks.decide(["税務課-6"], "adopted", planned_fiscal_year=2027, owner="担当B")
    project.tasks.decide(["税務課-6"], None, planned_fiscal_year=0)
    task = project.tasks.get("税務課-6")
    assert (task.state, task.planned_fiscal_year, task.owner) == (TaskState.ADOPTED, None, "担当B")


@pytest.mark.parametrize("plan", [{"planned_fiscal_year": 27}, {"builder": "robot"}])
def test_plans_that_make_no_sense_are_refused(project, plan):
    with pytest.raises(InputError):
        project.tasks.decide(["税務課-6"], "adopted", **plan)


def test_overrides_stand_beside_the_computed_value(project):
    project.assessments.assess()
    before = project.assessments.get(1).ranking
    project.tasks.override("税務課-6", "hours", 120, "現場の見立て")
    project.tasks.override("税務課-6", "means", "generative_ai", "RPAでは難しい")
    project.tasks.override("税務課-6", "score", 55.5, "来年に制度が変わる")
    ranking = project.assessments.ranking().set_index("task_id")
    assert ranking.loc["税務課-6", "override_hours"] == 120
    assert ranking.loc["税務課-6", "override_means"] == "generative_ai"
    assert ranking.loc["税務課-6", "override_score"] == 55.5
    assert ranking.loc["会計課-6", "override_hours"] is None
    pd.testing.assert_frame_equal(project.assessments.ranking()[list(before.columns)], before)
    kept = {one.what: (one.value, one.reason, one.author) for one in project.tasks.overrides()}
    assert kept["hours"] == (120, "現場の見立て", "担当A")
    project.tasks.withdraw_override("税務課-6", "hours")
    assert {one.what for one in project.tasks.overrides()} == {"means", "score"}


@pytest.mark.parametrize(
    ("what", "value"),
    [("means", "robot"), ("score", 101), ("score", "high"), ("hours", float("nan")), ("rank", 1)],
)
def test_overrides_that_make_no_sense_are_refused(project, what, value):
    with pytest.raises(InputError):
        project.tasks.override("税務課-6", what, value, "理由")
    assert project.tasks.overrides() == []


def test_overrides_and_corrections_need_a_reason(project):
    with pytest.raises(InputError):
        project.tasks.override("税務課-6", "hours", 1, " ")
    with pytest.raises(InputError):
        project.answers.correct("税務課-6", "items_per_run", 4, "")


def test_there_is_an_override_to_withdraw(project):
    with pytest.raises(NotAllowedError):
        project.tasks.withdraw_override("税務課-6", "hours")


def test_notes_lie_on_tasks_and_on_the_project(project):
    project.tasks.note("打合せ済み", "税務課-6")
    project.tasks.note("来年度の予算は未定")
    assert [(one.task_id, one.text, one.author) for one in project.tasks.notes()] == [
        ("税務課-6", "打合せ済み", "担当A"),
        (None, "来年度の予算は未定", "担当A"),
    ]
    assert [one.text for one in project.tasks.notes("税務課-6")] == ["打合せ済み"]
    with pytest.raises(InputError):
        project.tasks.note("  ")


def test_a_correction_holds_and_the_answer_stays(project):
    project.answers.correct("税務課-6", "items_per_run", 4, "電話で確認")
    project.answers.correct("税務課-6", "judgement", "simple_rules", "電話で確認")
    project.answers.correct("税務課-6", "timing", None, "確かでない")
    tasks = project.inventory().tasks
    assert tasks.loc["税務課-6", "items_per_run"] == 4
    assert tasks.loc["税務課-6", "judgement"] == "simple_rules"
    assert tasks["timing"].isna()["税務課-6"]
    kept = {one.field: (one.value, one.answered) for one in project.answers.corrections()}
    assert kept["items_per_run"] == (4, 40)
    project.answers.remove_correction("税務課-6", "items_per_run")
    assert project.inventory().tasks.loc["税務課-6", "items_per_run"] == 40


@pytest.mark.parametrize(
    ("field", "value"),
    [("judgement", "sometimes"), ("items_per_run", -1), ("name", None), ("nonsense", 1)],
)
def test_corrections_that_make_no_sense_are_refused(project, field, value):
    with pytest.raises(InputError):
        project.answers.correct("税務課-6", field, value, "理由")
    assert project.answers.corrections() == []


def test_names_are_needed(place, project):
    with pytest.raises(InputError):
        type(project).open(place, "  ")
