"""Live and adopted against the goals: nothing counts twice, the range is that of the draws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.comparison.inventories import inventory, task
from tests.unit.fiscal_target.registers import actual, automation, register

from rpa_scout.assessment.assess import assess
from rpa_scout.assessment.target import Chances
from rpa_scout.candidates import TaskCircumstances
from rpa_scout.fiscal_target.target import ADOPTED_STATES, PlannedTask, fiscal_target
from rpa_scout.policy import load_policy

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


def year(found, wanted):
    return next(one for one in found.years if one.fiscal_year == wanted)


def outlook(assessment, known=None, *decisions, **options):
    return fiscal_target(assessment.policy.targets, known, decisions, assessment, NOW, **options)


def test_without_a_register_the_plan_s_baseline_stands(assessment):
    found = outlook(assessment)
    assert found.baseline.register_hours is found.baseline.hours_difference is None
    assert [one.fiscal_year for one in found.years] == list(range(2024, 2031))
    for one in found.years:
        assert (one.live_hours, one.live_tasks, float(one.tasks.p50)) == (1_200, 31, 31)
        assert float(one.hours.p10) == float(one.hours.p90) == 1_200
        assert one.chances == Chances(0.0, 0.0, 0.0)
    assert (found.hours_gap, found.tasks_gap) == (800, 19)


def test_with_a_register_its_sum_counts_and_the_difference_is_shown(assessment):
    known = register(
        [automation("甲", task_id="甲"), automation("別")],
        actual("甲", 2025, 700.0),
        actual("別", 2026, 100.0),
    )
    found = outlook(assessment, known)
    baseline = found.baseline
    assert (baseline.plan_hours, baseline.register_hours) == (1_200, 800)
    assert (baseline.hours_difference, baseline.tasks_difference) == (-400, -29)
    assert year(found, 2026).live.measured_hours == 100.0
    assert year(found, 2026).live.carried_hours == 700.0


def test_an_empty_register_is_none(assessment):
    assert outlook(assessment, register([])).goal.live is None


def test_adopted_tasks_count_from_their_year_as_a_distribution(assessment):
    found = outlook(
        assessment,
        None,
        PlannedTask("甲", "adopted", 2027),
        PlannedTask("乙", "building", 2028),
        PlannedTask("丙", "declined", 2027),
        PlannedTask("丁", "candidate", 2027),
    )
    assert [len(one.adopted) for one in found.years] == [0, 0, 0, 1, 2, 2, 2]
    together = assessment.outlook_of(["甲", "乙"])
    goal = found.goal
    for name in ("p10", "p50", "p90", "mean"):
        saved, live = getattr(together.hours, name), getattr(together.live, name)
        assert getattr(goal.adopted_hours, name) == pytest.approx(saved)
        assert getattr(goal.hours, name) == pytest.approx(1_200 + saved)
        assert getattr(goal.tasks, name) == pytest.approx(31 + live)
    assert goal.hours.p10 < goal.hours.p90
    assert goal.tasks.mean < 33
    assert found.tasks_gap == 50 - float(goal.tasks.p50)


def test_a_task_that_runs_is_not_estimated_too(assessment):
    known = register([automation("甲", task_id="甲", running_since=2028)], actual("甲", 2028, 50.0))
    found = outlook(assessment, known, PlannedTask("甲", "live", 2027))
    assert year(found, 2027).adopted == ("甲",)
    assert year(found, 2028).adopted == ()
    assert year(found, 2028).live_hours == float(year(found, 2028).hours.p50) == 50.0
    assert [float(one.tasks.p50) for one in found.years] == [0, 0, 0, 1, 1, 1, 1]


def test_live_without_a_year_counts_from_now_on(assessment):
    found = outlook(assessment, None, PlannedTask("甲", "live"))
    assert [len(one.adopted) for one in found.years] == [0, 0, 1, 1, 1, 1, 1]
    assert float(found.goal.tasks.p10) == 32  # it is live, whatever becomes of others
    together = assessment.saved_hours_of(["甲"])
    assert found.goal.adopted_hours.p10 == pytest.approx(together.p10)


def test_adopted_without_a_year_stands_apart(assessment):
    found = outlook(assessment, None, PlannedTask("甲", "adopted"))
    assert found.goal.adopted == ()
    assert found.unplanned.tasks == ("甲",)
    assert found.unplanned.hours.p50 == pytest.approx(assessment.outlook_of(["甲"]).hours.p50)


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
    found = fiscal_target(
        assessment.policy.targets, None, [PlannedTask("甲", "live", 2027)], None, NOW
    )
    assert (float(found.goal.tasks.p50), found.goal.hours_unknown) == (32, 1)
    assert found.measured.tasks == ()


def test_the_goal_reached(assessment):
    known = register([automation("甲")], actual("甲", 2025, 2_500.0))
    found = outlook(assessment, known)
    assert found.hours_gap == 0
    assert found.goal.chances == Chances(1.0, 0.0, 0.0)


class TestMeasuredBesideEstimated:
    def test_by_task_and_over_all(self, assessment):
        known = register(
            [automation("甲", task_id="甲"), automation("乙", task_id="乙"), automation("別")],
            actual("甲", 2024, 1.0),
            actual("甲", 2025, 30.0),
            actual("乙", 2025, 20.0),
            actual("別", 2025, 999.0),
        )
        measured = outlook(assessment, known).measured
        assert [one.name for one in measured.tasks] == ["乙", "甲"]
        assert [one.measured_hours for one in measured.tasks] == [20.0, 30.0]
        estimate = assessment.saved_hours_of(["甲"])
        of_first = measured.tasks[1]
        assert of_first.estimated.p50 == pytest.approx(estimate.p50)
        assert of_first.ratio == pytest.approx(30.0 / float(estimate.p50))
        both = float(assessment.saved_hours_of(["甲", "乙"]).p50)
        assert measured.ratio == pytest.approx(50.0 / both)
        low, high = measured.ratio_range
        assert low < measured.ratio < high

    def test_a_part_is_held_against_its_part(self, assessment):
        known = register(
            [
                automation("甲", name="読取り", task_id="甲", share=0.3),
                automation("甲", name="入力", task_id="甲", share=0.2),
            ],
            actual("甲", 2025, 10.0, "読取り"),
            actual("甲", 2025, 5.0, "入力"),
        )
        (one,) = outlook(assessment, known).measured.tasks
        assert (one.measured_hours, one.share) == (15.0, 0.5)
        whole = float(assessment.saved_hours_of(["甲"]).p50)
        assert one.estimated.p50 == pytest.approx(0.5 * whole)

    def test_estimates_of_before_count_where_given(self, assessment):
        known = register([automation("甲", task_id="甲")], actual("甲", 2025, 10.0))
        doubled = assess(inventory(task("甲", items_per_run=400.0), ids=["甲"]), assessment.policy)
        (one,) = outlook(assessment, known, estimated_before=doubled).measured.tasks
        assert one.estimated.p50 == pytest.approx(doubled.savings.p50[0])
        assert not one.is_within

    def test_tasks_without_known_hours_are_left_out(self, assessment):
        known = register([automation("不明", task_id="不明")], actual("不明", 2025, 10.0))
        measured = outlook(assessment, known).measured
        assert measured.tasks == ()
        assert measured.ratio is measured.ratio_range is None


@settings(max_examples=60)
@given(
    states=st.tuples(*[st.sampled_from([*ADOPTED_STATES, "candidate", "retired"])] * 4),
    planned=st.tuples(*[st.sampled_from([None, 2025, 2027, 2030])] * 4),
    since=st.tuples(*[st.sampled_from([None, 2020, 2028])] * 4),
    ended=st.tuples(*[st.sampled_from([None, 2026, 2028])] * 4),
    served=st.tuples(*[st.booleans()] * 4),
)
def test_no_task_counts_twice(assessment, states, planned, since, ended, served):
    decisions = [PlannedTask(*one) for one in zip(NAMES, states, planned, strict=True)]
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
    actuals = [actual(one.task_name, 2024, 10.0) for one in automations]
    found = outlook(assessment, register(automations, *actuals), *decisions)
    for one in found.years:
        live = set() if one.live is None else one.live.tasks
        assert not live & set(one.adopted)
        assert len(set(one.adopted)) == len(one.adopted)
        assert not set(one.adopted) & set(found.unplanned.tasks)
        if one.live is not None:
            assert one.live_hours == 10.0 * len(live)
            assert one.tasks.p90 <= len(NAMES)
        assert np.isclose(float(one.hours.mean), one.live_hours + float(one.adopted_hours.mean))


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
