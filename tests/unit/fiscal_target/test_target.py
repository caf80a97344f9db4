"""Live and adopted against the goals: nothing counts twice, the range is that of the draws."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.comparison.inventories import inventory, task
from tests.unit.fiscal_target.registers import actual, automation, register

from rpa_scout.assessment.assess import assess
from rpa_scout.assessment.goal_chances import Chances
from rpa_scout.assessment.target_texts import start_sentence
from rpa_scout.candidates import TaskCircumstances
from rpa_scout.fiscal_target.planned import ADOPTED_STATES, PlannedTask
from rpa_scout.fiscal_target.target import fiscal_target
from rpa_scout.fiscal_target.texts import scenarios_sentence
from rpa_scout.policy import load_policy
from rpa_scout.policy.targets import YearlyShare

NOW = 2026
NAMES = ("甲", "乙", "丙", "丁")


@pytest.fixture(scope="module")
def assessment():
    policy = load_policy()
    simulation = policy.simulation.model_copy(update={"draws": 200})
    tasks = [task(name, items_per_run=100.0 * place) for place, name in enumerate(NAMES, 2)]
    unknown = task("不明", runs_per_year=None, items_per_run=None, minutes_per_item=None)
    names = [*NAMES, "不明"]
    return assess(
        inventory(*tasks, unknown, ids=names),
        policy.model_copy(update={"simulation": simulation}),
    )


@pytest.fixture(scope="module")
def ending(assessment):
    """Assess the same tasks by a policy in which some of what runs ends every year."""
    share = YearlyShare(low=0.02, mode=0.05, high=0.1, source="本市の廃止実績")
    targets = assessment.policy.targets.model_copy(update={"yearly_attrition_share": share})
    policy = assessment.policy.model_copy(update={"targets": targets})
    return assess(assessment.inventory, policy)


def year(result, wanted):
    return next(each for each in result.years if each.fiscal_year == wanted)


def outlook(assessment, registered=None, *decisions, **options):
    return fiscal_target(
        assessment.policy.targets, registered, decisions, assessment, NOW, **options
    )


def test_without_a_register_the_plan_s_baseline_stands(assessment):
    result = outlook(assessment)
    assert result.baseline.register_hours is result.baseline.hours_difference is None
    assert [each.fiscal_year for each in result.years] == list(range(2024, 2031))
    for each in result.years:
        assert (each.live_hours, each.live_tasks, float(each.tasks.p50)) == (1_200, 31, 31)
        assert float(each.hours.p10) == float(each.hours.p90) == 1_200
        assert each.chances == Chances({"hours": 0.0, "tasks": 0.0}, 0.0)
    assert (result.hours_gap, result.tasks_gap) == (800, 19)


def test_with_a_complete_register_its_sum_counts_and_the_difference_is_shown(assessment):
    registered = register(
        [automation("甲", task_id="甲"), automation("別")],
        actual("甲", 2025, 700.0),
        actual("別", 2026, 100.0),
        complete=True,
    )
    result = outlook(assessment, registered)
    baseline = result.baseline
    assert (baseline.plan_hours, baseline.register_hours) == (1_200, 800)
    assert (baseline.hours_difference, baseline.tasks_difference) == (-400, -29)
    assert year(result, 2026).live.measured_hours == 100.0
    assert year(result, 2026).live.carried_hours == 700.0


def test_an_empty_register_is_none(assessment):
    assert outlook(assessment, register([])).goal.live is None


def test_adopted_tasks_count_from_their_year_as_a_distribution(assessment):
    result = outlook(
        assessment,
        None,
        PlannedTask("甲", "adopted", 2027),
        PlannedTask("乙", "building", 2028),
        PlannedTask("丙", "declined", 2027),
        PlannedTask("丁", "candidate", 2027),
    )
    assert [len(each.adopted) for each in result.years] == [0, 0, 0, 1, 2, 2, 2]
    together = assessment.outlook_of(["甲", "乙"])
    goal = result.goal
    for name in ("p10", "p50", "p90", "mean"):
        saved, live = getattr(together.hours, name), getattr(together.live, name)
        assert getattr(goal.adopted_hours, name) == pytest.approx(saved)
        assert getattr(goal.hours, name) == pytest.approx(1_200 + saved)
        assert getattr(goal.tasks, name) == pytest.approx(31 + live)
    assert goal.hours.p10 < goal.hours.p90
    assert goal.tasks.mean < 33
    assert result.tasks_gap == 50 - float(goal.tasks.p50)


def test_a_task_that_runs_is_not_estimated_too(assessment):
    registered = register(
        [automation("甲", task_id="甲", running_since=2028)],
        actual("甲", 2028, 50.0),
        complete=True,
    )
    result = outlook(assessment, registered, PlannedTask("甲", "live", 2027))
    assert year(result, 2027).adopted == ("甲",)
    assert year(result, 2028).adopted == ()
    assert year(result, 2028).live_hours == float(year(result, 2028).hours.p50) == 50.0
    assert [float(each.tasks.p50) for each in result.years] == [0, 0, 0, 1, 1, 1, 1]


def test_live_without_a_year_counts_from_now_on(assessment):
    result = outlook(assessment, None, PlannedTask("甲", "live"))
    assert [len(each.adopted) for each in result.years] == [0, 0, 1, 1, 1, 1, 1]
    assert float(result.goal.tasks.p10) == 32  # it is live, whatever becomes of others
    together = assessment.saved_hours_of(["甲"])
    assert result.goal.adopted_hours.p10 == pytest.approx(together.p10)


def test_adopted_without_a_year_counts_in_the_goal_s_year_and_is_named(assessment):
    result = outlook(assessment, None, PlannedTask("甲", "adopted"))
    assert [len(each.adopted) for each in result.years] == [0, 0, 0, 0, 0, 0, 1]
    assert result.unplanned.tasks == ("甲",)
    assert result.unplanned.hours.p50 == pytest.approx(assessment.outlook_of(["甲"]).hours.p50)


def test_tasks_of_unknown_hours_are_named_and_in_no_sum_until_they_are_live(assessment):
    goal = outlook(assessment, None, PlannedTask("不明", "adopted", 2027)).goal
    assert goal.hours_unknown == 1
    assert float(goal.tasks.p90) == 31
    assert float(goal.adopted_hours.p90) == 0
    goal = outlook(assessment, None, PlannedTask("不明", "live", 2027)).goal
    assert (goal.hours_unknown, float(goal.tasks.p10)) == (1, 32)


def test_judged_hours_stand_beside_the_computed(assessment):
    decisions = (PlannedTask("甲", "adopted", 2027, 500.0), PlannedTask("乙", "adopted", 2027))
    goal = outlook(assessment, None, *decisions).goal
    assert goal.judged_hours == pytest.approx(
        500.0 + float(assessment.outlook_of(["乙"]).hours.p50)
    )
    assert goal.adopted_hours.p50 == pytest.approx(assessment.outlook_of(["甲", "乙"]).hours.p50)
    assert outlook(assessment, None, decisions[1]).goal.judged_hours is None


def test_before_anything_is_assessed(assessment):
    result = fiscal_target(
        assessment.policy.targets, None, [PlannedTask("甲", "live", 2027)], None, NOW
    )
    assert (float(result.goal.tasks.p50), result.goal.hours_unknown) == (32, 1)
    assert result.measured.tasks == ()


def test_the_goal_reached(assessment):
    registered = register([automation("甲")], actual("甲", 2025, 2_500.0), complete=True)
    result = outlook(assessment, registered)
    assert result.hours_gap == 0
    assert result.goal.chances == Chances({"hours": 1.0, "tasks": 0.0}, 0.0)


class TestMeasuredBesideEstimated:
    def test_by_task_and_over_all(self, assessment):
        registered = register(
            [automation("甲", task_id="甲"), automation("乙", task_id="乙"), automation("別")],
            actual("甲", 2024, 1.0),
            actual("甲", 2025, 30.0),
            actual("乙", 2025, 20.0),
            actual("別", 2025, 999.0),
        )
        measured = outlook(assessment, registered).measured
        assert [each.name for each in measured.tasks] == ["乙", "甲"]
        assert [each.measured_hours for each in measured.tasks] == [20.0, 30.0]
        estimate = assessment.saved_hours_of(["甲"])
        of_first = measured.tasks[1]
        assert of_first.estimated.p50 == pytest.approx(estimate.p50)
        assert of_first.ratio == pytest.approx(30.0 / float(estimate.p50))
        both = float(assessment.saved_hours_of(["甲", "乙"]).p50)
        assert measured.ratio == pytest.approx(50.0 / both)
        low, high = measured.ratio_range
        assert low < measured.ratio < high

    def test_a_part_is_held_against_its_part(self, assessment):
        registered = register(
            [
                automation("甲", name="読取り", task_id="甲", share=0.3),
                automation("甲", name="入力", task_id="甲", share=0.2),
            ],
            actual("甲", 2025, 10.0, "読取り"),
            actual("甲", 2025, 5.0, "入力"),
        )
        (each,) = outlook(assessment, registered).measured.tasks
        assert (each.measured_hours, each.share) == (15.0, 0.5)
        whole = float(assessment.saved_hours_of(["甲"]).p50)
        assert each.estimated.p50 == pytest.approx(0.5 * whole)

    def test_estimates_of_before_count_where_given(self, assessment):
        registered = register([automation("甲", task_id="甲")], actual("甲", 2025, 10.0))
        doubled = assess(inventory(task("甲", items_per_run=400.0), ids=["甲"]), assessment.policy)
        (each,) = outlook(assessment, registered, estimated_before=doubled).measured.tasks
        assert each.estimated.p50 == pytest.approx(doubled.savings.p50[0])
        assert not each.is_within

    def test_tasks_without_known_hours_are_left_out(self, assessment):
        registered = register([automation("不明", task_id="不明")], actual("不明", 2025, 10.0))
        measured = outlook(assessment, registered).measured
        assert measured.tasks == ()
        assert measured.ratio is measured.ratio_range is None


@settings(max_examples=60)
@given(
    states=st.tuples(*[st.sampled_from([*ADOPTED_STATES, "candidate", "retired"])] * 4),
    planned=st.tuples(*[st.sampled_from([None, 2025, 2027, 2030])] * 4),
    since=st.tuples(*[st.sampled_from([None, 2020, 2028])] * 4),
    ended=st.tuples(*[st.sampled_from([None, 2026, 2028])] * 4),
    served=st.tuples(*[st.booleans()] * 4),
    complete=st.booleans(),
)
def test_no_task_counts_twice(assessment, states, planned, since, ended, served, complete):
    decisions = [PlannedTask(*each) for each in zip(NAMES, states, planned, strict=True)]
    automations = [
        automation(
            name,
            task_id=name,
            running_since=since[place],
            ended_in=ended[place],
            still_running=ended[place] is None,
        )
        for place, name in enumerate(NAMES)
        if served[place]
    ]
    actuals = [actual(each.task_name, 2024, 10.0) for each in automations]
    registered = register(automations, *actuals, complete=complete)
    result = outlook(assessment, registered, *decisions)
    targets = assessment.policy.targets
    is_plan = not complete or not automations
    base = (targets.hours.baseline, targets.tasks.baseline) if is_plan else (0.0, 0.0)
    for year in result.years:
        counted = _counted_by_hand(automations, year.fiscal_year, targets, complete=complete)
        hours, tasks, served_now = counted
        assert year.live_hours == base[0] + 10.0 * hours
        assert year.live_tasks == base[1] + tasks
        assert not served_now & set(year.adopted)
        assert len(set(year.adopted)) == len(year.adopted)
        # All of the four tasks, were each live, and no task twice.
        assert year.tasks.p90 <= base[1] + len(NAMES)
        assert np.isclose(float(year.hours.mean), year.live_hours + float(year.adopted_hours.mean))
        if is_plan:
            assert year.live_hours >= targets.hours.baseline
            assert year.live_tasks >= targets.tasks.baseline


def _counted_by_hand(automations, year, targets, *, complete):
    """Return automations whose hours count, tasks that count, and tasks that are not estimated."""

    def runs(each, when):
        measured = when == 2024
        started = each.running_since is None or each.running_since <= when
        return measured or (started and (each.ended_in is None or when <= each.ended_in))

    running = {each.task_name for each in automations if runs(each, year)}
    if complete:
        return len(running), len(running), running
    newer = {
        base: {
            each.task_name
            for each in automations
            if each.running_since is not None and each.running_since > base
        }
        for base in (targets.hours.baseline_year, targets.tasks.baseline_year)
    }
    within = {
        base: {each.task_name for each in automations if runs(each, base)} - names
        for base, names in newer.items()
    }
    hours = running & newer[targets.hours.baseline_year]
    tasks = (running & newer[targets.tasks.baseline_year]) - within[targets.tasks.baseline_year]
    return len(hours), len(tasks), running | set().union(*within.values())


@pytest.mark.parametrize(
    ("state", "was_automated", "counts"),
    [
        ("adopted", False, False),
        ("building", False, False),
        # it went live after it was adopted, and the next survey says so
        ("live", False, True),
        ("live", True, False),
        ("adopted", True, False),
    ],
)
def test_what_is_automated_already_is_not_estimated_again(state, was_automated, counts):
    found = assess(
        inventory(task("甲"), task("乙", current_tool="rpa"), ids=["甲", "乙"]), load_policy()
    )
    chosen = PlannedTask("乙", state, 2027, was_automated=was_automated)
    target = outlook(found, None, PlannedTask("甲", "adopted", 2027), chosen)
    assert target.goal.adopted == (("甲", "乙") if counts else ("甲",))
    alone = outlook(found, None, PlannedTask("甲", "adopted", 2027))
    assert (target.goal.hours == alone.goal.hours) == (not counts)
    assert (target.goal.tasks == alone.goal.tasks) == (not counts)
    unplanned = outlook(found, None, PlannedTask("乙", state, None, was_automated=was_automated))
    assert unplanned.unplanned.tasks == ()


def test_an_unconfirmed_figure_is_in_no_year():
    absurd = task("乙", runs_per_year=3_000.0, items_per_run=1_000.0, minutes_per_item=12.0)
    tasks = inventory(task("甲"), absurd, ids=["甲", "乙"])
    decisions = [PlannedTask(name, "adopted", 2027) for name in ("甲", "乙")]
    unconfirmed = assess(tasks, load_policy())
    assert outlook(unconfirmed, None, *decisions).goal.adopted == ("甲",)
    confirmed = assess(
        tasks,
        load_policy(),
        circumstances=TaskCircumstances(confirmed=frozenset({("乙", "items_per_run")})),
    )
    assert outlook(confirmed, None, *decisions).goal.adopted == ("甲", "乙")


class TestRegisterThatIsNotComplete:
    def test_it_lowers_nothing_and_both_counts_are_said(self, assessment):
        registered = register(
            [automation(name, task_id=name) for name in NAMES],
            *(actual(name, 2025, 20.0) for name in NAMES),
        )
        result = outlook(assessment, registered)
        assert (result.goal.live_hours, result.goal.live_tasks) == (1_200, 31)
        assert result.baseline.source == "plan_and_register"
        assert result.baseline.register_running == 4
        assert "台帳4件／計画31件" in start_sentence(result.start, result.targets)
        declared = outlook(assessment, replace(registered, is_complete=True))
        assert (declared.goal.live_hours, declared.goal.live_tasks) == (80, 4)
        assert declared.baseline.source == "register"
        assert "全件と宣言" in start_sentence(declared.start, declared.targets)

    def test_what_went_live_since_comes_on_top(self, assessment):
        # The plan's hours are those of 2025, its tasks those of 2024.
        registered = register(
            [
                automation("甲", running_since=2024),
                automation("乙", running_since=2025),
                automation("丙", running_since=2026),
                automation("丁", running_since=None),
            ],
            *(actual(name, 2026, 20.0) for name in NAMES),
        )
        goal = outlook(assessment, registered).goal
        assert (goal.live_hours, goal.live_tasks) == (1_220, 33)

    def test_a_second_automation_of_a_task_adds_hours_and_no_task(self, assessment):
        registered = register(
            [automation("甲", name="旧"), automation("甲", name="新", running_since=2027)],
            actual("甲", 2025, 30.0, "旧"),
            actual("甲", 2027, 50.0, "新"),
        )
        goal = outlook(assessment, registered).goal
        assert (goal.live_hours, goal.live_tasks) == (1_250, 31)

    def test_what_has_ended_still_counts_and_cannot_be_adopted_on_top(self, assessment):
        ended = automation("甲", task_id="甲", still_running=False, ended_in=2026)
        registered = register([ended], actual("甲", 2025, 30.0))
        result = outlook(assessment, registered, PlannedTask("甲", "adopted", 2028))
        assert result.baseline.ended_in_plan == 1
        assert (result.goal.live_hours, result.goal.live_tasks) == (1_200, 31)
        assert result.goal.adopted == ()
        again = outlook(
            assessment, replace(registered, is_complete=True), PlannedTask("甲", "adopted", 2028)
        )
        assert again.goal.adopted == ("甲",)
        assert again.baseline.ended_in_plan == 0

    def test_new_automations_that_cost_time_do_not_lower_the_plan_s_figure(self, assessment):
        registered = register([automation("甲", running_since=2027)], actual("甲", 2027, -40.0))
        assert outlook(assessment, registered).goal.live_hours == 1_200


class TestYearlyAttrition:
    def test_it_lowers_what_runs_and_is_said(self, assessment, ending):
        plain, result = outlook(assessment), outlook(ending)
        assert result.goal.live_hours < plain.goal.live_hours
        assert result.goal.hours.p10 < result.goal.hours.p90
        sentence = start_sentence(result.start, result.targets)
        assert "年に2%～10%（最も多い見込みは5%）" in sentence
        assert "終わる" not in start_sentence(plain.start, plain.targets)
        years = [year.live_tasks for year in result.years]
        assert years == sorted(years, reverse=True)
        assert years[0] == 31

    def test_the_ranking_alone_starts_from_the_same_figures(self, ending):
        alone, project = ending.target.without_more, outlook(ending).goal
        assert (alone.total_hours, alone.total_tasks) == (project.hours, project.tasks)

    def test_a_complete_register_is_certain_until_this_year(self, ending):
        automations = [automation(name, task_id=name) for name in NAMES]
        actuals = [actual(name, 2025, 100.0) for name in NAMES]
        result = outlook(ending, register(automations, *actuals, complete=True))
        for fiscal_year in (2024, 2025, 2026):
            assert float(year(result, fiscal_year).hours.p10) == 400
        assert float(result.goal.hours.p10) < 400
        assert result.goal.hours.p90 <= 400


class TestAhead:
    def test_adopted_and_running_tasks_are_no_candidates_any_more(self, assessment):
        registered = register([automation("乙", task_id="乙", running_since=2027)])
        result = outlook(assessment, registered, PlannedTask("甲", "adopted", 2027))
        assert assessment.target.candidates == 4
        index = assessment.inventory.tasks.index
        assert set(index[result.ahead.ranked]) == {"丙", "丁"}

    def test_it_starts_where_the_goal_s_year_stands(self, assessment):
        result = outlook(assessment, None, PlannedTask("甲", "adopted"), PlannedTask("乙", "live"))
        now = result.ahead.without_more
        assert now.total_hours == result.goal.hours
        assert now.total_tasks == result.goal.tasks
        assert now.chances == result.goal.chances

    def test_adopting_the_first_one_is_what_was_foretold(self, assessment):
        before = outlook(assessment).ahead
        first = assessment.inventory.tasks.index[before.ranked[0]]
        after = outlook(assessment, None, PlannedTask(first, "adopted")).goal
        foretold = before.of_first(1)
        assert after.chances == foretold.chances
        assert after.hours.p50 == pytest.approx(foretold.total_hours.p50)

    def test_what_the_survey_says_is_automated_adds_nothing_again(self, assessment):
        automated = assess(
            inventory(task("甲", items_per_run=200.0, current_tool="rpa"), ids=["甲"]),
            assessment.policy,
        )
        for state in ADOPTED_STATES:
            before = PlannedTask("甲", state, 2027, was_automated=True)
            goal = outlook(automated, None, before).goal
            assert (float(goal.hours.p90), float(goal.tasks.p90)) == (1_200, 31)
        for state in ("adopted", "building"):
            goal = outlook(automated, None, PlannedTask("甲", state, 2027)).goal
            assert (float(goal.hours.p90), float(goal.tasks.p90)) == (1_200, 31)

    def test_unless_the_project_has_automated_it(self, assessment):
        automated = assess(
            inventory(task("甲", items_per_run=200.0, current_tool="rpa"), ids=["甲"]),
            assessment.policy,
        )
        goal = outlook(automated, None, PlannedTask("甲", "live", 2027)).goal
        assert float(goal.tasks.p10) == 32

    def test_before_anything_is_assessed_nothing_is_ahead(self, assessment):
        assert fiscal_target(assessment.policy.targets, None, [], None, NOW).ahead is None


def test_a_confirmed_group_is_one_scenario_and_changes_no_other_figure(assessment):
    decisions = [
        PlannedTask(name, "adopted", fiscal_year)
        for name, fiscal_year in zip(NAMES, (2027, 2027, 2028, 2029), strict=True)
    ]
    # The group shares its id with a task that is not in it: both need a scenario.
    groups = {"甲": "丁", "丙": "丁", "別": "乙"}
    alone, grouped = (outlook(assessment, None, *decisions, group_of=of) for of in ({}, groups))
    counts = {each.fiscal_year: (len(each.adopted), each.scenarios) for each in grouped.years}
    assert counts[2026] == (0, 0)
    assert (counts[2027], counts[2028], counts[2029]) == ((2, 2), (3, 2), (4, 3))
    assert [each.scenarios for each in alone.years] == [len(each.adopted) for each in alone.years]
    for year_alone, year_grouped in zip(alone.years, grouped.years, strict=True):
        assert replace(year_alone, scenarios=year_grouped.scenarios) == year_grouped
    assert "採択済みの4業務に必要なシナリオは3本" in scenarios_sentence(grouped.goal)
