"""Plans whose tasks a person moves: judged as plans are, and what exceeds the limits is named."""

import numpy as np
import pytest

import rpa_scout as rs
from rpa_scout.errors import InputError
from rpa_scout.fiscal_target.planned import PlannedTask
from rpa_scout.planning.judging import judged
from rpa_scout.planning.loads import keeps_limits
from rpa_scout.planning.moving import exceeded_limits, moved

LIMITS = rs.PlanLimits(
    in_house_hours_per_year=600,
    vendor_yen_per_year=3_000_000,
    vendor_yen_per_hour=8_000,
    new_tasks_per_department_per_year=3,
)


@pytest.fixture(scope="module")
def plan(sample_assessment):
    return rs.plan(sample_assessment, LIMITS, seconds=3)


def later_task(plan):
    """Return a task of the first year with the later year that it is moved to."""
    task = next(iter(plan.year_of))
    return task, plan.years[-2].fiscal_year


def test_without_locks_the_plan_stays_as_it_is(plan):
    same = moved(plan, {})
    assert same.year_of == plan.year_of
    assert same.chances == plan.chances
    assert [year.as_data() for year in same.years] == [year.as_data() for year in plan.years]
    assert (same.method, same.gap) == ("by_hand", None)
    assert exceeded_limits(same) == ()


def test_a_moved_task_is_in_its_year_and_all_others_stay(plan):
    task, year = later_task(plan)
    after = moved(plan, {task: year})
    assert after.year_of == {**plan.year_of, task: year}
    (entry,) = [one for one in after.tasks if one.task_id == task]
    assert entry.code == "locked"
    assert moved(after, {}).year_of == after.year_of  # unlocked, it stays where it is
    assert moved(after, {task: "out"}).year_of == {
        name: at for name, at in plan.year_of.items() if name != task
    }
    assert plan.year_of[task] != year  # the plan before is unchanged


def test_it_is_judged_as_a_plan_with_that_choice_is(plan):
    task, year = later_task(plan)
    after = moved(plan, {task: year})
    choice = plan.choice.copy()
    choice[plan.problem.task_ids.index(task)] = plan.problem.years.index(year)
    expected = judged(plan.request, plan.problem, choice)
    assert after.chances == expected.chances
    medians = np.median(expected.hours, axis=1)
    assert [one.saved_hours_per_year.p50 for one in after.years] == pytest.approx(medians)


def test_the_locks_of_a_plan_made_anew_give_the_same_years(plan, sample_assessment):
    """What was chosen, locked as a whole, is the plan itself: planning and moving agree."""
    task, year = later_task(plan)
    locks = {task: year}
    anew = rs.plan(sample_assessment, LIMITS, locks=locks, seconds=3)
    by_hand = moved(plan, {**anew.year_of, **locks})
    built = {name: at for name, at in by_hand.year_of.items() if name in anew.year_of}
    assert built == anew.year_of
    rest = dict.fromkeys(by_hand.year_of.keys() - anew.year_of.keys(), "out")
    same = moved(plan, {**anew.year_of, **rest})
    assert same.chances == anew.chances


def test_what_exceeds_the_limits_is_named_with_year_and_amount(plan):
    first = plan.years[0].fiscal_year
    after = moved(plan, dict.fromkeys(plan.year_of, first))
    assert not keeps_limits(after.problem, after.choice)
    excess = {(short.limit, short.fiscal_year): short.amount for short in exceeded_limits(after)}
    year = after.years[0]
    assert excess["in_house", first] == pytest.approx(year.build_hours - year.build_hours_capacity)
    assert excess["vendor", first] == pytest.approx(year.vendor_yen - year.vendor_yen_capacity)
    departments = after.request.assessment.inventory.tasks.loc[list(after.year_of), "department"]
    assert excess["department", first] == departments.value_counts().max() - 3


def test_no_excess_is_the_same_as_keeping_the_limits(plan):
    draw = np.random.default_rng(7)
    tasks, years = list(plan.year_of), [year.fiscal_year for year in plan.years[:-1]]
    for _round in range(5):
        names = draw.choice(tasks, 3, replace=False).tolist()
        after = moved(plan, {name: int(draw.choice(years)) for name in names})
        assert keeps_limits(after.problem, after.choice) == (exceeded_limits(after) == ())


def test_a_decision_for_a_year_holds_again_without_a_lock(sample_assessment, plan):
    task, decided = next(iter(plan.year_of)), plan.years[1].fiscal_year
    decisions = [PlannedTask(task, "adopted", planned_fiscal_year=decided + 1)]
    before = rs.plan(sample_assessment, decisions=decisions, seconds=3)
    others = {name: year for name, year in before.year_of.items() if name != task}
    assert before.year_of == {**others, task: decided}
    for lock in (decided + 1, "out"):
        locked = moved(before, {task: lock})
        assert locked.year_of.get(task, "out") == lock
        assert moved(locked, {}).year_of == before.year_of


def test_a_year_outside_of_the_plan_is_refused(plan):
    task, _year = later_task(plan)
    with pytest.raises(InputError, match=r"2099|令和81"):
        moved(plan, {task: 2099})
