"""Assessments are kept with all they rested on, and shown again exactly as they were."""

from dataclasses import replace

import pandas as pd
import pytest
from tests.project.surveys import TAX, survey

from rpa_scout.errors import NotAllowedError, UnknownNameError
from rpa_scout.project.ledger.entry_texts import entry_line
from rpa_scout.project.project import Project
from rpa_scout.register.records import Actual, Automation, Register, automation_id


def changed_policy(policy):
    """Return the policy with another weight, as a newer version."""
    content = policy.model_dump(mode="json", by_alias=True)
    content["policy"]["version"] = "2"
    content["scorecard"][0]["criterion"][2]["weight"] += 10
    return type(policy).model_validate(content)


def test_results_are_shown_as_they_were(project, policy):
    project.surveys.import_(TAX)
    first = project.assessments.assess()
    stored = project.assessments.get()
    pd.testing.assert_frame_equal(stored.ranking, first.ranking)
    assert (stored.number, stored.author, stored.scorecard) == (1, "担当A", "rpa")
    assert (stored.policy_id, stored.policy_version) == (policy.id, policy.version)
    assert (stored.seed, stored.draws) == (policy.simulation.seed, policy.simulation.draws)
    assert stored.target["candidates"] == first.target.candidates
    best = first.explain(first.ranking["task_id"][0])
    for part in best.criteria:
        kept = stored.criteria[best.task_id][part.id]
        assert kept == {
            "points": part.points,
            "low": part.low,
            "high": part.high,
            "weight": part.weight,
            "contribution": part.contribution,
        }


def test_old_results_stay_when_survey_and_policy_change(project, policy):
    project.surveys.import_(TAX)
    first = project.assessments.assess().ranking
    newer = survey({"税務課": ["異動届の入力", ("課税台帳の照合", {"judgement": "simple_rules"})]})
    project.surveys.import_(newer)
    project.answers.correct("税務課-6", "items_per_run", 7, "確認済み")
    project.policies.put_in_force(changed_policy(policy), "件数を重く見る")
    second = project.assessments.rescore()
    pd.testing.assert_frame_equal(project.assessments.get(1).ranking, first)
    pd.testing.assert_frame_equal(project.assessments.get(2).ranking, second.after.ranking)
    pd.testing.assert_frame_equal(project.assessments.recomputed(1).ranking, first)
    pd.testing.assert_frame_equal(project.assessments.recomputed(2).ranking, second.after.ranking)
    assert project.assessments.get(2).policy_version == "2"
    pd.testing.assert_frame_equal(second.before.ranking, first)


def test_a_rescore_says_what_differs(project, policy):
    project.surveys.import_(TAX)
    assert project.assessments.rescore().comparison is None
    project.policies.put_in_force(changed_policy(policy), "件数を重く見る")
    found = project.assessments.rescore()
    table = found.comparison.table
    assert set(table["task_id"]) == set(TAX.tasks.index)
    assert (table["old_score"] != table["new_score"]).all()
    pd.testing.assert_frame_equal(project.assessments.compare(1, 2).table, table)


def test_every_version_of_the_policy_is_kept_whole_and_once(project, policy):
    newer = changed_policy(policy)
    project.policies.put_in_force(newer, "件数を重く見る")
    with pytest.raises(NotAllowedError):
        project.policies.put_in_force(newer, "もう一度")
    project.policies.put_in_force(policy, "元に戻す")
    assert [(one.number, one.version) for one in project.policies.all()] == [
        (1, policy.version),
        (2, "2"),
    ]
    assert project.policy() == policy
    assert project.policies.get(2) == newer
    project.history.undo()
    assert project.policy() == newer
    with pytest.raises(UnknownNameError):
        project.policies.get(3)


def test_there_is_something_to_assess_and_to_show(project):
    with pytest.raises(NotAllowedError):
        project.assessments.assess()
    with pytest.raises(NotAllowedError):
        project.assessments.get()
    with pytest.raises(UnknownNameError):
        project.assessments.get(1)


def test_results_of_real_surveys_come_back_to_the_last_bit(project, samples):
    project.surveys.import_(samples)
    pd.testing.assert_frame_equal(project.inventory().tasks, samples.tasks)
    pd.testing.assert_frame_equal(project.inventory().ranges, samples.ranges)
    pd.testing.assert_frame_equal(
        project.inventory().written.loc[samples.written.index], samples.written
    )
    assert list(project.inventory().findings) == list(samples.findings)
    pd.testing.assert_frame_equal(project.inventory().coverage, samples.coverage)
    for task in samples.tasks.index[::7]:
        for field in ("name", "input_form", "minutes_per_item"):
            assert project.inventory().source_of(task, field) == samples.source_of(task, field)
    for scorecard in ("rpa", "ai"):
        now = project.assessments.assess(scorecard)
        pd.testing.assert_frame_equal(project.assessments.get().ranking, now.ranking)
    kept = project.surveys.imports()[0].files
    assert all(len(one.sha256) == 64 and one.saved_at for one in kept)


REGISTERED = Register(
    automations=(
        Automation(
            automation_id("税務課", "異動届の入力"), "税務課", "異動届の入力", running_since=2022
        ),
        Automation(
            automation_id("税務課", "廃止された業務"),
            "税務課",
            "廃止された業務",
            running_since=2020,
            still_running=False,
            ended_in=2025,
        ),
    ),
    actuals=(Actual(automation_id("税務課", "異動届の入力"), 2025, 310.5),),
)


def test_what_runs_already_is_live_and_no_candidate_again(project):
    project.surveys.import_(TAX)
    before = project.assessments.assess()
    assert "税務課-6" in set(before.ranking["task_id"][before.is_candidate[before.order]])
    match = project.register.import_(REGISTERED, "令和7年度の実績")
    assert match.task_of == {REGISTERED.automations[0].automation_id: "税務課-6"}
    assert project.tasks.get("税務課-6").state == "live"
    after = project.assessments.assess()
    automated = set(after.ranking["task_id"][after.candidacy.flags["automated"][after.order]])
    assert automated == {"税務課-6"}
    assert after.target.candidates == before.target.candidates - 1
    pd.testing.assert_frame_equal(project.assessments.recomputed(2).ranking, after.ranking)
    pd.testing.assert_frame_equal(project.assessments.recomputed(1).ranking, before.ranking)
    kept = project.register.current()
    assert {one.task_id for one in kept.automations} == {"税務課-6", ""}
    assert kept.actuals[0].saved_hours_per_year == 310.5
    project.history.undo()
    project.history.undo()
    assert project.register.current() == Register()
    assert project.tasks.get("税務課-6").state == "candidate"


def test_a_person_says_which_task_an_automation_serves(project):
    project.surveys.import_(TAX)
    project.register.import_(REGISTERED)
    with pytest.raises(NotAllowedError):
        project.register.import_(REGISTERED)
    other = REGISTERED.automations[1].automation_id
    project.register.assign(other, "税務課-7")
    assert project.register.current().by_id[other].task_id == "税務課-7"
    assert project.tasks.get("税務課-7").state == "candidate"  # it has ended
    with pytest.raises(NotAllowedError):
        project.register.assign("nonsense", "税務課-7")
    newer = Register(REGISTERED.automations, (Actual(other, 2024, 12.0),))
    project.register.import_(newer)
    assert project.register.current().by_id[other].task_id == "税務課-7"
    assert len(project.register.current().actuals) == 2


def test_no_task_is_given_to_automations_that_serve_more_than_the_whole_of_it(project):
    project.surveys.import_(TAX)
    first = REGISTERED.automations[0]
    second = replace(first, automation_id="別のロボ", task_name="別の呼び名")
    project.register.import_(Register((first, second)))
    before = project.register.current()
    with pytest.raises(NotAllowedError, match="200 %"):
        project.register.assign("別のロボ", "税務課-6")
    assert project.register.current() == before
    project.register.import_(Register((replace(first, share=0.6), replace(second, share=0.4))))
    project.register.assign("別のロボ", "税務課-6")
    assert {one.task_id for one in project.register.current().automations} == {"税務課-6"}


def test_an_automation_that_adds_nothing_to_what_exceeds_the_whole_is_not_refused(project):
    project.surveys.import_(TAX)
    two = [replace(REGISTERED.automations[0], automation_id=one, name=one) for one in "一二"]
    old = Automation("旧", "税務課", "別の呼び名", running_since=2018, ended_in=2020, share=0.5)
    match = project.register.import_(Register((*two, old)))
    assert [one.code for one in match.findings].count("shares_above_whole") == 1
    project.register.assign("旧", "税務課-6")
    assert project.register.current().by_id["旧"].task_id == "税務課-6"


def test_the_target_counts_what_runs_and_what_is_adopted_once(project, policy):
    assert project.target(2026).baseline.register_hours is None
    project.surveys.import_(TAX)
    project.assessments.assess()
    project.tasks.decide(["税務課-7"], "adopted", planned_fiscal_year=2028)
    project.tasks.override("税務課-7", "hours", 77, "見立て")
    before = project.target(2026)
    assert before.goal.adopted == ("税務課-7",)
    assert before.goal.live_hours == policy.targets.hours.baseline
    assert [one.fiscal_year for one in before.years if one.adopted] == [2028, 2029, 2030]
    assert before.goal.judged_hours == pytest.approx(77)
    project.register.import_(REGISTERED)
    after = project.target(2026)
    assert after.goal.live_hours == policy.targets.hours.baseline
    assert after.goal.adopted == ("税務課-7",)
    assert after.baseline.hours_difference == 310.5 - policy.targets.hours.baseline
    project.register.import_(REGISTERED, complete=True)
    declared = project.target(2026)
    assert declared.goal.live_hours == pytest.approx(310.5)
    assert declared.goal.adopted == ("税務課-7",)


def test_actuals_correct_the_estimates_and_old_results_keep_theirs(project):
    project.surveys.import_(TAX)
    before = project.assessments.assess()
    assert before.calibration.used == ()
    project.register.import_(REGISTERED)
    after = project.assessments.assess()
    assert after.calibration.used == ("税務課-6",)
    assert not after.ranking["saved_hours_per_year_p50"].equals(
        before.ranking["saved_hours_per_year_p50"]
    )
    pd.testing.assert_frame_equal(project.assessments.recomputed(1).ranking, before.ranking)
    pd.testing.assert_frame_equal(project.assessments.recomputed(2).ranking, after.ranking)
    assert project.assessments.recomputed(2).calibration.used == ("税務課-6",)
    # measured stands beside what was estimated without it, or it would always seem right
    place = before.inventory.tasks.index.get_loc("税務課-6")
    (beside,) = project.target(2026).measured.tasks
    assert beside.estimated.p50 == pytest.approx(before.savings.p50[place])
    assert project.verify().is_whole


def test_what_actuals_changed_is_told_apart_and_the_parts_add_up(project):
    project.surveys.import_(TAX)
    before = project.assessments.assess()
    project.register.import_(REGISTERED)
    after = project.assessments.assess()
    found = project.assessments.compare(1, 2)
    saved = [
        one.ranking.set_index("task_id")["saved_hours_per_year_p50"] for one in (before, after)
    ]
    told = found.hours_causes
    assert set(told) == set(saved[0].index)
    for task, parts in told.items():
        total = sum(part.hours_per_year for part in parts)
        assert total == pytest.approx(saved[1][task] - saved[0][task], abs=1e-6)
    assert "actuals" in {part.cause for parts in told.values() for part in parts}


def test_an_estimate_is_the_assessment_and_keeps_nothing(project):
    project.surveys.import_(TAX)
    entries = len(project.history.entries())
    estimate = project.assessments.estimate().ranking
    assert len(project.history.entries()) == entries
    assert project.assessments.all() == []
    pd.testing.assert_frame_equal(estimate, project.assessments.assess().ranking)


def test_what_would_be_undone_and_redone_is_told(project):
    assert project.history.undoable() is None
    project.surveys.import_(TAX)
    assert project.history.undoable().kind == "import"
    project.history.undo()
    assert (project.history.undoable(), project.history.redoable().kind) == (None, "import")


def test_tasks_adopted_for_no_year_count_in_the_goals_year_or_from_a_year_named(project):
    imported = project.surveys.import_(TAX)
    project.tasks.decide(imported.added[:1], "adopted")
    target = project.target(assessment=project.assessments.estimate())
    assert target.unplanned.tasks == target.goal.adopted == imported.added[:1]
    assert [len(year.adopted) for year in target.years] == [0, 0, 0, 0, 0, 0, 1]
    earlier = project.target(assessment=project.assessments.estimate(), unplanned_in=2028)
    assert [len(year.adopted) for year in earlier.years] == [0, 0, 0, 0, 1, 1, 1]
    assert earlier.goal.hours.p50 == target.goal.hours.p50


class TestRegisterDeclaredComplete:
    def test_at_first_it_is_not_and_undo_takes_the_declaration_back(self, project):
        project.surveys.import_(TAX)
        project.register.import_(REGISTERED)
        assert not project.register.current().is_complete
        project.register.import_(Register(), "全所属に確認した", complete=True)
        assert project.register.current().is_complete
        assert len(project.register.current().automations) == len(REGISTERED.automations)
        entry = project.history.entries()[-1]
        assert (entry.kind, entry.reason) == ("register", "全所属に確認した")
        assert "全件と宣言" in entry_line(
            entry, project.history.entry_tasks([entry])[entry.number], project.policy()
        )
        project.history.undo()
        assert not project.register.current().is_complete
        project.history.redo()
        assert project.register.current().is_complete
        assert project.verify().is_whole

    def test_later_imports_leave_it_as_it_is(self, project):
        project.surveys.import_(TAX)
        project.register.import_(REGISTERED, complete=True)
        project.register.import_(Register((Automation("新", "会計課", "支払の入力"),)))
        assert project.register.current().is_complete
        project.register.import_(Register(), complete=False)
        assert not project.register.current().is_complete
        withdrawn = project.history.entries()[-1]
        assert "全件の宣言を取消し" in entry_line(
            withdrawn, project.history.entry_tasks([withdrawn])[withdrawn.number], project.policy()
        )

    def test_it_survives_export_and_restore(self, project, tmp_path):
        project.surveys.import_(TAX)
        project.register.import_(REGISTERED, complete=True)
        with Project.restore(
            tmp_path / "again.rpascout", project.export(tmp_path / "project.jsonl"), "担当"
        ) as again:
            assert again.register.current().is_complete
            assert again.target(2026).baseline == project.target(2026).baseline


class TestTasksThatTheSurveyCallsAutomated:
    def test_adopting_them_again_leaves_the_target_where_it_was(self, project):
        tasks = survey({"税務課": [("入力", {"current_tool": "rpa"}), "照合"]})
        project.surveys.import_(tasks)
        before = project.target(2026, assessment=project.assessments.estimate()).goal
        for state in ("adopted", "building", "live"):
            project.tasks.decide(["税務課-6"], state, "統合するため")
            after = project.target(2026, assessment=project.assessments.estimate()).goal
            assert (after.hours, after.tasks) == (before.hours, before.tasks)
            assert after.chances == before.chances

    def test_what_the_project_has_automated_goes_on_counting(self, project):
        project.surveys.import_(survey({"税務課": ["入力", "照合"]}))
        project.tasks.decide(["税務課-6"], "adopted", planned_fiscal_year=2026)
        for state in ("building", "live"):
            project.tasks.decide(["税務課-6"], state)
        project.surveys.import_(survey({"税務課": [("入力", {"current_tool": "rpa"}), "照合"]}))
        goal = project.target(2026, assessment=project.assessments.estimate()).goal
        assert float(goal.tasks.p10) == project.policy().targets.tasks.baseline + 1


def test_results_of_a_project_start_from_what_it_has_adopted(project):
    project.surveys.import_(TAX)
    plain = project.assessments.assess().target
    first = project.inventory().tasks.index[plain.ranked[0]]
    project.tasks.decide([first], "adopted")
    started = project.assessments.assess()
    assert started.target.start.adopted == (first,)
    assert started.target.candidates == plain.candidates - 1
    assert started.target.without_more.chances == plain.of_first(1).chances
    assert project.assessments.get().target["candidates"] == plain.candidates - 1


def test_targets_rest_on_what_the_project_knows_now(project):
    assert project.target().ahead is None
    project.surveys.import_(TAX)
    assert project.target().ahead.candidates == project.assessments.estimate().target.candidates
    project.assessments.assess()
    project.answers.correct("税務課-6", "current_tool", "rpa", "導入済み")
    assert "税務課-6" not in _candidates(project)
    project.answers.correct("税務課-6", "current_tool", "none", "取りやめ")
    assert "税務課-6" in _candidates(project)


def _candidates(project):
    target = project.target()
    return set(target.assessment.inventory.tasks.index[target.ahead.ranked])
