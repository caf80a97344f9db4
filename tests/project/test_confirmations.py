"""Figures that a person confirms, and tasks adopted although they are no candidates."""

import json

import pandas as pd
import pytest
from tests.project.surveys import TAX, survey

from rpa_scout.errors import InputError, NotAllowedError, UnknownNameError
from rpa_scout.project.project import Project

ABSURD = {"runs_per_year": 3_000.0, "items_per_run": 1_000.0, "minutes_per_item": 12.0}
WITH_ABSURD = survey({"税務課": ["異動届の入力", ("課税台帳の照合", ABSURD)]})
TASK = "税務課-7"


def code_of(project, task=TASK):
    return project.assessments.not_candidates().get(task)


def test_a_figure_counts_once_it_is_confirmed_and_no_more_with_another_answer(project):
    project.surveys.import_(WITH_ABSURD)
    before = project.assessments.assess()
    assert code_of(project) == "figure_unconfirmed"
    entry = project.answers.confirm(TASK, "items_per_run", "所属に電話で確認")
    assert (entry.kind, entry.details["field"], entry.details["value"]) == (
        "confirm",
        "items_per_run",
        1_000.0,
    )
    (kept,) = project.answers.confirmations()
    assert (kept.task_id, kept.field, kept.reason) == (TASK, "items_per_run", "所属に電話で確認")
    assert kept.answered["minutes_per_item"] == 12.0
    assert code_of(project) is None
    after = project.assessments.assess()
    assert after.target.candidates == before.target.candidates + 1
    # earlier results stay what they were
    assert (
        project.assessments.recomputed(1).candidacy.codes.tolist()
        == before.candidacy.codes.tolist()
    )
    pd.testing.assert_frame_equal(project.assessments.recomputed(2).ranking, after.ranking)
    project.answers.correct(TASK, "minutes_per_item", 14.0, "聞き直し")
    assert code_of(project) == "figure_unconfirmed"
    project.answers.remove_correction(TASK, "minutes_per_item")
    assert code_of(project) is None
    assert project.verify().is_whole


def test_a_confirmation_is_undone_withdrawn_and_restored(project, tmp_path):
    project.surveys.import_(WITH_ABSURD)
    project.answers.confirm(TASK, "minutes_per_item", "確認済み")
    project.history.undo()
    assert (project.answers.confirmations(), code_of(project)) == ([], "figure_unconfirmed")
    project.history.redo()
    assert code_of(project) is None
    project.assessments.assess()
    for name in ("a.jsonl", "a.xlsx"):
        export = project.export(tmp_path / name)
        place = tmp_path / f"{name}.rpascout"
        with Project.restore(place, export, "担当B") as restored:
            assert restored.verify().is_whole
            assert restored.answers.confirmations() == project.answers.confirmations()
            assert restored.assessments.recomputed(1).is_candidate.all()
    project.answers.withdraw_confirmation(TASK, "minutes_per_item", "取り違え")
    assert code_of(project) == "figure_unconfirmed"
    assert project.verify().is_whole


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ((TASK, "minutes_per_item", ""), InputError),
        ((TASK, "minutes_per_item", "  "), InputError),
        ((TASK, "judgement", "確認"), UnknownNameError),
        ((TASK, "minutes", "確認"), UnknownNameError),
        (("税務課-99", "minutes_per_item", "確認"), UnknownNameError),
        ((TASK, "hours_per_year_reported", "確認"), NotAllowedError),
    ],
)
def test_what_cannot_be_confirmed(project, words, error):
    project.surveys.import_(WITH_ABSURD)
    with pytest.raises(error):
        project.answers.confirm(*words)
    assert [one.kind for one in project.history.entries()] == ["create", "import"]


def test_to_confirm_the_same_again_changes_nothing_but_the_reason(project):
    project.surveys.import_(WITH_ABSURD)
    project.answers.confirm(TASK, "minutes_per_item", "確認")
    with pytest.raises(NotAllowedError):
        project.answers.withdraw_confirmation(TASK, "items_per_run")


def test_an_unconfirmed_figure_is_in_no_year_s_sum(project):
    project.surveys.import_(WITH_ABSURD)
    project.tasks.decide([TASK], "adopted", "所属の希望", planned_fiscal_year=2027)
    project.assessments.assess()
    (goal,) = [one for one in project.target().years if one.fiscal_year == 2030]
    assert goal.adopted == ()
    assert float(goal.hours.p90) == 1_200.0
    project.answers.confirm(TASK, "minutes_per_item", "確認")
    project.assessments.assess()
    (goal,) = [one for one in project.target().years if one.fiscal_year == 2030]
    assert goal.adopted == (TASK,)


def test_adopting_what_is_no_candidate_needs_a_reason_and_is_marked(project):
    project.surveys.import_(survey({"税務課": ["甲", ("乙", {"current_tool": "rpa"})]}))
    with pytest.raises(NotAllowedError, match="税務課-7"):
        project.tasks.decide(["税務課-6", "税務課-7"], "adopted")
    assert {one.state.value for one in project.tasks.all()} == {"candidate"}
    entry = project.tasks.decide(["税務課-6", "税務課-7"], "adopted", "画面の更新に合わせる")
    assert entry.details["not_candidate_because"] == {"税務課-7": "automated"}
    assert project.tasks.get("税務課-7").not_candidate_because == "automated"
    assert project.tasks.get("税務課-6").not_candidate_because is None
    # the mark stays while it is adopted, and goes with the decision
    project.tasks.decide(["税務課-7"], "building")
    assert project.tasks.get("税務課-7").not_candidate_because == "automated"
    project.history.undo()
    project.tasks.decide(["税務課-7"], "candidate")
    assert project.tasks.get("税務課-7").not_candidate_because is None
    project.history.undo()
    assert project.tasks.get("税務課-7").not_candidate_because == "automated"
    assert project.verify().is_whole


def test_other_decisions_and_candidates_need_no_reason(project):
    project.surveys.import_(survey({"税務課": ["甲", ("乙", {"current_tool": "rpa"})]}))
    project.tasks.decide(["税務課-6"], "adopted")
    project.tasks.decide(["税務課-7"], None, owner="担当B")
    project.tasks.decide(["税務課-7"], "on_hold", "更改待ち")
    with pytest.raises(NotAllowedError):
        project.tasks.decide(["税務課-7"], "building")


def test_the_results_at_hand_say_which_are_candidates(project):
    project.surveys.import_(TAX)
    at_hand = project.assessments.estimate()
    assert project.assessments.not_candidates(at_hand) == project.assessments.not_candidates()
    assert (
        "not_candidate_because"
        not in project.tasks.decide(
            at_hand.inventory.tasks.index[at_hand.is_candidate].tolist(),
            "adopted",
            assessment=at_hand,
        ).details
    )


def test_the_samples_nine_automated_tasks_leave_the_bar_where_it_was(file, policy, samples):
    with Project.create(file, policy, "担当A") as project:
        project.surveys.import_(samples)
        assessment = project.assessments.assess()
        before = project.target(2026)
        automated = assessment.inventory.tasks.index[assessment.candidacy.flags["automated"]]
        assert len(automated) == 9
        with pytest.raises(NotAllowedError):
            project.tasks.decide(automated.tolist(), "adopted", planned_fiscal_year=2027)
        project.tasks.decide(automated.tolist(), "adopted", "統合する", planned_fiscal_year=2027)
        for state in (None, "building", "live"):
            if state:
                project.tasks.decide(automated.tolist(), state)
            after = project.target(2026)
            assert [one.hours for one in after.years] == [one.hours for one in before.years]
            assert [one.tasks for one in after.years] == [one.tasks for one in before.years]
            assert after.unplanned == before.unplanned
        codes = json.loads(
            json.dumps(project.history.entries()[-3].details["not_candidate_because"])
        )
        assert set(codes.values()) == {"automated"}


def test_what_went_live_after_it_was_adopted_still_counts(project):
    project.surveys.import_(TAX)
    for state in ("adopted", "building", "live"):
        project.tasks.decide(["税務課-6"], state, planned_fiscal_year=2026)
    project.surveys.import_(survey({"税務課": [("異動届の入力", {"current_tool": "rpa"})]}))
    project.assessments.assess()
    goal = project.target(2026).years[-1]
    assert goal.adopted == ("税務課-6",)
