"""Plans of the sample city: years, chances, locks, decisions, reasons, what more would bring."""

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest
from tests.frozen import policy_text
from tests.unit.planning.problems import broken_limits

import rpa_scout as rs
from rpa_scout.errors import InputError, NoPlanError, PolicyError
from rpa_scout.fiscal_target.planned import PlannedTask
from rpa_scout.fiscal_target.target import fiscal_target
from rpa_scout.planning.choosing import first_of_ranking
from rpa_scout.planning.comparing import compared_plans
from rpa_scout.planning.judging import judged
from rpa_scout.planning.problem import NOT_BUILT
from rpa_scout.planning.reasons import REASONS
from rpa_scout.planning.request import PlanStart
from rpa_scout.planning.what_if import limit_gains
from rpa_scout.policy.describe import policy_markdown
from rpa_scout.text import set_language

LIMITS = rs.PlanLimits(
    in_house_hours_per_year=900,
    vendor_yen_per_year=3_000_000,
    vendor_yen_per_hour=8_000,
    new_tasks_per_department_per_year=3,
)


@pytest.fixture(scope="module")
def sample_plan(sample_assessment):
    return rs.plan(sample_assessment, LIMITS, seconds=4)


def plain_assessment(**answers):
    """Return an assessment of tasks alike but for some answers."""
    columns = {
        "department": "税務課",
        "runs_per_year": 240,
        "items_per_run": 40,
        "minutes_per_item": 3.0,
        "input_form": "spreadsheet",
        "digitisable": "already",
        "judgement": "none",
        "change_frequency": "yearly",
    } | answers
    count = max((len(column) for column in columns.values() if isinstance(column, list)), default=4)
    ids = [f"t{number}" for number in range(count)]
    columns["name"] = [f"業務{number}" for number in range(count)]
    return rs.assess(rs.Inventory.from_frame(pd.DataFrame(columns, index=ids)), rs.load_policy())


def test_keeps_the_limits_of_the_sample_city(sample_plan):
    assert broken_limits(sample_plan.problem, sample_plan.choice) == []
    for year in sample_plan.years:
        assert year.build_hours <= year.build_hours_capacity + 1e-6
        assert year.vendor_yen <= 3_000_000 + 1e-6
        assert year.build_hours_capacity == pytest.approx(900 - year.upkeep_hours)
    assert sample_plan.chances.both >= 0.75
    assert sample_plan.chance_when_chosen == pytest.approx(0.8)


def test_year_sums_are_those_of_its_tasks(sample_plan, sample_assessment):
    hours = {
        task.task_id: (task.fiscal_year, task.build_hours, task.builder)
        for task in sample_plan.tasks
        if task.fiscal_year is not None
    }
    for year in sample_plan.years:
        in_year = [entry for entry in hours.values() if entry[0] == year.fiscal_year]
        assert year.new_tasks == len(in_year)
        assert year.build_hours == pytest.approx(
            sum(amount for _, amount, builder in in_year if builder == "in_house")
        )
        assert year.vendor_yen == pytest.approx(
            8_000 * sum(amount for _, amount, builder in in_year if builder == "vendor")
        )
    assert [task.task_id for task in sample_plan.tasks] == sample_assessment.ranking[
        "task_id"
    ].tolist()


def test_chances_are_those_of_the_same_decisions_elsewhere(sample_plan, sample_assessment):
    """The target page, asked with the same years, gives the same figures."""
    decisions = [
        PlannedTask(task, "adopted", planned_fiscal_year=year + 1)
        for task, year in sample_plan.year_of.items()
    ]
    target = fiscal_target(
        sample_assessment.policy.targets, None, decisions, sample_assessment, 2026
    )
    goal = target.years[-1]
    assert goal.chances == sample_plan.chances
    by_year = {year.fiscal_year: year for year in target.years}
    for year in sample_plan.years:
        assert year.saved_hours_per_year.p50 == pytest.approx(by_year[year.fiscal_year].hours.p50)
        assert year.live_tasks.p90 == pytest.approx(by_year[year.fiscal_year].tasks.p90)
    chosen = sample_assessment.outlook_of(sample_plan.year_of)
    assert chosen.chances == sample_plan.chances


def test_data_have_the_form_of_the_json(sample_plan):
    data = json.loads(json.dumps(sample_plan.as_data()))
    assert list(data) == ["years", "tasks", "chance", "gap", "method"]
    assert list(data["years"][0]) == [
        "year", "build_hours", "build_hours_capacity", "vendor_yen", "vendor_yen_capacity",
        "new_tasks", "saved_hours_per_year", "live_tasks",
    ]  # fmt: skip
    assert list(data["years"][0]["live_tasks"]) == ["p10", "p50", "p90"]
    assert list(data["tasks"][0]) == ["task_id", "year", "build_hours", "builder", "why"]
    assert list(data["chance"]) == ["hours", "tasks", "both"]
    assert [year["year"] for year in data["years"]] == [2026, 2027, 2028, 2029, 2030]


def test_same_question_same_plan():
    assessment = plain_assessment(minutes_per_item=[3.0, 2.0, 5.0, 4.0])
    limits = rs.PlanLimits(in_house_hours_per_year=150)
    assert rs.plan(assessment, limits).as_data() == rs.plan(assessment, limits).as_data()


def test_every_task_has_a_reason(sample_plan, sample_assessment):
    for task in sample_plan.tasks:
        assert task.code in REASONS
        assert "{" not in task.why
        row = sample_assessment.position_of(task.task_id)
        if not sample_assessment.is_candidate[row]:
            assert (task.code, task.fiscal_year) == ("not_candidate", None)
            assert sample_assessment.candidacy.sentence(row) in task.why
    codes = {task.code for task in sample_plan.tasks}
    assert {"first_year", "after_planned_change"} <= codes


def test_reason_names_a_limit_that_an_earlier_year_would_break(sample_plan):
    problem, kinds = sample_plan.problem, {"in_house", "vendor", "department", "upkeep"}
    place_of = {task: number for number, task in enumerate(problem.task_ids)}
    seen = set()
    for task in sample_plan.tasks:
        kind = task.code.removeprefix("not_").removesuffix("_full")
        if kind not in kinds:
            continue
        number = place_of[task.task_id]
        year = sample_plan.choice[number]
        last = len(problem.years) if year == NOT_BUILT else year
        broken = set()
        for earlier in np.flatnonzero(problem.may_build[number, :last]):
            choice = sample_plan.choice.copy()
            choice[number] = earlier
            limits = {limit for limit, _ in broken_limits(problem, choice)}
            assert limits
            broken |= limits
        assert {"upkeep": "in_house"}.get(kind, kind) in broken
        seen.add(kind)
    assert seen


def test_tasks_wait_for_a_planned_change():
    answers = {"planned_change": ["none", "within_1y", "within_3y", None]}
    assessment = plain_assessment(**answers)
    assert rs.plan(assessment).year_of == {"t0": 2026, "t1": 2027, "t2": 2029, "t3": 2026}
    at_once = rs.plan(assessment, rs.PlanLimits(wait_for_planned_change=False))
    assert set(at_once.year_of.values()) == {2026}
    late = rs.plan(assessment, rs.PlanLimits(first_year=2028))
    assert late.year_of == {"t0": 2028, "t1": 2029, "t3": 2028}
    assert {task.task_id: task.code for task in late.tasks}["t2"] == "no_year_left"


def test_locks_hold(sample_assessment, sample_plan):
    ids = [*sample_plan.year_of]
    locks = {ids[0]: "out", ids[1]: 2029, ids[2]: "out"}
    again = rs.plan(sample_assessment, LIMITS, locks=locks, seconds=4)
    assert ids[0] not in again.year_of
    assert ids[2] not in again.year_of
    assert again.year_of[ids[1]] == 2029
    codes = {task.task_id: task.code for task in again.tasks}
    assert [codes[name] for name in ids[:3]] == ["locked_out", "locked", "locked_out"]
    assert broken_limits(again.problem, again.choice) == []
    moves = {
        move.task_id: (move.before, move.after) for move in compared_plans(sample_plan, again).moves
    }
    assert moves[ids[0]] == (sample_plan.year_of[ids[0]], None)
    assert all(before != after for before, after in moves.values())
    for lock in (2031, 2025):
        with pytest.raises(InputError, match=r"計画期間|locked"):
            rs.plan(sample_assessment, LIMITS, locks={ids[0]: lock})
    cannot = next(task for task in sample_plan.tasks if task.build_hours is None)
    with pytest.raises(InputError):
        rs.plan(sample_assessment, LIMITS, locks={cannot.task_id: 2027})


def test_decisions_are_fixed():
    assessment = plain_assessment()
    decisions = [
        PlannedTask("t0", "adopted", planned_fiscal_year=2029),
        PlannedTask("t1", "adopted"),
        PlannedTask("t2", "live"),
        PlannedTask("t3", "shortlisted"),
    ]
    plan = rs.plan(assessment, decisions=decisions, refused=["t3"])
    assert plan.year_of == {"t0": 2028, "t1": 2026}
    codes = {task.task_id: task.code for task in plan.tasks}
    assert codes == {"t0": "decided", "t1": "decided", "t2": "built_before", "t3": "refused"}
    assert plan.years[0].live_tasks.p50 == 32
    hours = assessment.simulation.sum_of(np.array([assessment.position_of("t2")]))
    assert plan.years[0].saved_hours_per_year.p50 == pytest.approx(1200 + np.median(hours))


def test_decisions_for_later_years_stay_out_of_the_plan():
    decisions = [PlannedTask("t0", "adopted", 2033), PlannedTask("t1", "adopted", 2031)]
    plan = rs.plan(plain_assessment(), decisions=decisions)
    assert plan.year_of == {"t1": 2030, "t2": 2026, "t3": 2026}
    assert {task.task_id: task.code for task in plan.tasks}["t0"] == "decided_later"


def test_upkeep_of_what_runs_uses_up_the_same_staff():
    assessment = plain_assessment()
    limits = rs.PlanLimits(in_house_hours_per_year=500)
    idle = rs.plan(assessment, limits, refused=["t2"])
    running = rs.plan(assessment, limits, decisions=[PlannedTask("t2", "live")])
    upkeep = assessment.build_hours[0] * 0.15
    difference = idle.years[0].build_hours_capacity - running.years[0].build_hours_capacity
    assert difference == pytest.approx(upkeep)
    assert idle.years[1].upkeep_hours == pytest.approx(3 * upkeep)


def test_decisions_that_do_not_fit_name_limit_year_and_amount():
    assessment = plain_assessment()
    decisions = [PlannedTask(f"t{number}", "adopted", 2029) for number in range(4)]
    needed = assessment.build_hours.sum()
    with pytest.raises(NoPlanError) as caught:
        rs.plan(
            assessment, rs.PlanLimits(in_house_hours_per_year=needed - 120), decisions=decisions
        )
    (short,) = caught.value.shortages
    assert (short.fiscal_year, short.amount) == (2028, pytest.approx(120))
    assert rs.plan(
        assessment, rs.PlanLimits(in_house_hours_per_year=needed), decisions=decisions
    ).year_of == dict.fromkeys(("t0", "t1", "t2", "t3"), 2028)


def test_groups_are_built_once():
    assessment = plain_assessment()
    groups = dict.fromkeys(("t0", "t1", "t2"), "同じ様式")
    hours = assessment.build_hours[0]
    alone = rs.plan(assessment, rs.PlanLimits(in_house_hours_per_year=hours * 1.7))
    together = rs.plan(
        assessment,
        rs.PlanLimits(in_house_hours_per_year=hours * 1.7),
        groups=groups,
        adaptation_share=0.3,
    )
    assert alone.years[0].new_tasks == 1
    assert together.years[0].new_tasks == 3
    assert together.years[0].build_hours == pytest.approx(1.6 * hours)
    assert broken_limits(together.problem, together.choice) == []


def test_a_share_counts_in_the_year_of_building():
    assessment = plain_assessment()
    half = rs.plan(assessment, rs.PlanLimits(build_year_share=0.5))
    full = rs.plan(assessment, rs.PlanLimits())
    gained = half.years[0].saved_hours_per_year.mean - 1200
    assert gained == pytest.approx((full.years[1].saved_hours_per_year.mean - 1200) / 2)
    late = rs.plan(assessment, rs.PlanLimits(build_year_share=0.5, first_year=2030))
    assert set(late.year_of.values()) == {2030}


def test_start_is_that_of_the_register():
    assessment = plain_assessment()
    plan = rs.plan(assessment, start=PlanStart(1900.0, 60.0))
    assert plan.years[0].saved_hours_per_year.p50 == 1900
    assert plan.years[0].live_tasks.p50 == 60


def test_more_of_a_limit_brings_hours(sample_plan):
    gains = limit_gains(sample_plan)
    assert {gain.limit for gain in gains} == {"in_house", "vendor", "department"}
    in_house = [gain for gain in gains if gain.limit == "in_house"]
    assert [gain.more for gain in in_house] == [100.0] * 4
    assert max(gain.hours for gain in gains) > 0
    assert all(np.isfinite([gain.hours, gain.chance]).all() for gain in gains)


@pytest.mark.parametrize("limit", [{"vendor_yen_per_year": 1e6}, {"vendor_yen_in": {"2027": 1e6}}])
def test_yen_without_a_price_are_refused(tmp_path, limit):
    with pytest.raises(ValueError, match="needs a price"):
        rs.PlanLimits(**limit)
    path = tmp_path / "own.toml"
    table = "\n[plan]\nvendor_yen_per_year = 1000000\n"
    path.write_text(policy_text() + table, encoding="utf-8")
    with pytest.raises(PolicyError, match="plan: a limit in yen needs a price"):
        rs.load_policy(path)


def test_limits_by_year_and_price_by_difficulty():
    limits = rs.PlanLimits(
        in_house_hours_per_year=300,
        in_house_hours_in={"2027": 400},
        vendor_yen_in={"2026": 1e6},
        vendor_yen_per_task={"high": 900_000},
    )
    assert [limits.in_house_hours(year) for year in (2026, 2027)] == [300, 400]
    assert [limits.vendor_yen(year) for year in (2026, 2027)] == [1e6, None]
    with pytest.raises(ValueError, match="pattern"):
        rs.PlanLimits(in_house_hours_in={"R9": 400})


@pytest.mark.parametrize("code", ["ja", "en"])
def test_policy_show_explains_the_limits(code, fields):
    policy = rs.load_policy().model_copy(update={"plan": LIMITS})
    set_language(code)
    page = policy_markdown(policy, fields, code)
    assert "3,000,000" in page
    for name in ("in_house_hours_per_year", "chance_wanted", "wait_for_planned_change"):
        assert f"`{name}`" in page


def test_policys_limits_are_the_default():
    assessment = plain_assessment()
    limited = dataclasses.replace(
        assessment,
        policy=assessment.policy.model_copy(
            update={"plan": rs.PlanLimits(new_tasks_per_department_per_year=1)}
        ),
    )
    assert sorted(rs.plan(limited).year_of.values()) == [2026, 2027, 2028, 2029]


@pytest.mark.parametrize("hours", [250, 600])
def test_on_fresh_draws_as_good_as_the_first_of_the_ranking(sample_assessment, hours):
    """Within two standard errors, on draws that neither was chosen with."""
    plan = rs.plan(sample_assessment, rs.PlanLimits(in_house_hours_per_year=hours), seconds=4)
    by_ranking = first_of_ranking(plan.problem)
    assert broken_limits(plan.problem, by_ranking) == []
    simple = judged(plan.request, plan.problem, by_ranking)
    wanted = min(simple.chances.both, plan.chance_wanted)
    error = (wanted * (1.0 - wanted) / sample_assessment.simulation.draws) ** 0.5
    chosen_with = plan.problem.saved.shape[1]
    error += (wanted * (1.0 - wanted) / chosen_with) ** 0.5
    assert plan.chances.both >= wanted - 2.0 * error
