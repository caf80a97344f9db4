"""Choices keep every limit, are as good as the best of all, and no bound is too low."""

import dataclasses
import threading
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.planning.problems import (
    all_choices,
    broken_limits,
    chance_of_both,
    hours_over_years,
    random_problem,
)

from rpa_scout.errors import NoPlanError
from rpa_scout.planning.choosing import choose, first_of_ranking
from rpa_scout.planning.highs import solve
from rpa_scout.planning.loads import keeps_limits
from rpa_scout.planning.model import plan_model
from rpa_scout.planning.placing import density_order, filled_up
from rpa_scout.planning.problem import NOT_BUILT
from rpa_scout.planning.scenarios import merit
from rpa_scout.planning.shortage import shortages
from rpa_scout.progress import Cancelled, Silent
from rpa_scout.text import sentence_of, set_language

SEEDS = st.integers(0, 10_000)


def grouped(seed, **changed):
    return random_problem(seed, group=np.array([0, 0, 0, 1, 2]), **changed)


def best_by_trying(problem):
    fitting = (choice for choice in all_choices(problem) if not broken_limits(problem, choice))
    return max(
        (
            min(chance_of_both(problem, choice), problem.chance_wanted),
            hours_over_years(problem, choice),
        )
        for choice in fitting
    )


@pytest.mark.parametrize("build", [random_problem, grouped])
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_limits_are_counted_as_by_hand(build, seed):
    problem = build(seed)
    choices = [*all_choices(problem)]
    for number in np.random.default_rng(seed).integers(0, len(choices), 30):
        assert keeps_limits(problem, choices[number]) == (
            not broken_limits(problem, choices[number])
        )


@pytest.mark.parametrize("build", [random_problem, grouped])
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_most_hours_are_those_of_trying_all_choices(build, seed):
    problem = build(seed)
    chosen = choose(problem, Silent(), 20.0)
    assert broken_limits(problem, chosen.choice) == []
    _, most = best_by_trying(problem)
    reached = hours_over_years(problem, chosen.choice)
    assert chosen.merit.worth == pytest.approx(reached)
    assert chosen.gap is not None
    assert most <= reached * (1.0 + chosen.gap) + 1e-6
    assert reached >= most * (1.0 - 2e-3)


@pytest.mark.parametrize("build", [random_problem, grouped])
@settings(max_examples=10, deadline=None)
@given(seed=SEEDS, wanted=st.sampled_from([0.5, 0.8, 1.0]))
def test_chance_comes_first(build, seed, wanted):
    problem = build(seed, chance_wanted=wanted)
    chosen = choose(problem, Silent(), 20.0)
    chance, most = best_by_trying(problem)
    assert broken_limits(problem, chosen.choice) == []
    assert chosen.merit.chance == pytest.approx(chance)
    assert min(chance_of_both(problem, chosen.choice), wanted) == pytest.approx(chance)
    assert hours_over_years(problem, chosen.choice) >= most * (1.0 - 2e-3)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_relaxation_is_a_bound(seed):
    problem = random_problem(seed)
    bound = solve(plan_model(problem), Silent(), whole=False).bound
    assert all(
        hours_over_years(problem, choice) <= bound + 1e-6
        for choice in all_choices(problem)
        if not broken_limits(problem, choice)
    )


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, wanted=st.sampled_from([0.0, 0.8]))
def test_never_worse_than_the_first_of_the_ranking(seed, wanted):
    problem = random_problem(seed, tasks=25, years=4, chance_wanted=wanted)
    by_ranking = first_of_ranking(problem)
    assert broken_limits(problem, by_ranking) == []
    assert choose(problem, Silent(), 5.0).merit >= merit(problem, by_ranking)


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS, year=st.integers(0, 2), limit=st.sampled_from(["in_house", "vendor"]))
def test_more_of_a_limit_never_lowers_the_chance_on_the_same_draws(seed, year, limit):
    problem = random_problem(seed, chance_wanted=1.0)
    capacity = getattr(problem, f"{limit}_capacity").copy()
    capacity[year] *= 1.5
    more = dataclasses.replace(problem, **{f"{limit}_capacity": capacity})
    before, after = choose(problem, Silent(), 20.0), choose(more, Silent(), 20.0)
    assert after.merit.chance >= before.merit.chance
    assert choose(more, Silent(), 20.0, before.choice, quick=True).merit >= before.merit


def test_without_limits_all_is_built_at_once():
    unlimited = np.full(3, np.inf)
    problem = random_problem(
        1, in_house_capacity=unlimited, vendor_capacity=unlimited, department_limit=np.inf
    )
    chosen = choose(problem, Silent(), 5.0)
    assert (chosen.gap, chosen.method) == (0.0, "greedy")
    assert chosen.choice.tolist() == problem.may_build.argmax(axis=1).tolist()


def test_capacity_alone_needs_no_whole_numbers():
    problem = random_problem(
        3, tasks=2_000, years=5, scenarios=5,
        in_house_capacity=np.full(5, 3_000.0), vendor_capacity=np.full(5, np.inf),
        department_limit=np.inf,
    )  # fmt: skip
    chosen = choose(problem, Silent(), 20.0)
    assert chosen.method == "greedy_lp_bound"
    assert chosen.gap <= 1e-3
    assert broken_limits(problem, chosen.choice) == []


def test_what_was_decided_stays_or_the_shortage_is_named():
    must = np.array([True, True, False, False, False])
    may_build = np.ones((5, 3), dtype=bool)
    may_build[:2] = [False, True, False]
    problem = random_problem(
        4,
        must_build=must,
        may_build=may_build,
        is_vendor=np.zeros(5, dtype=bool),
        build_hours=np.array([150.0, 170.0, 40.0, 40.0, 40.0]),
        upkeep_hours=np.zeros(5),
        vendor_yen=np.zeros(5),
        in_house_capacity=np.full(3, 200.0),
        department_limit=np.inf,
    )
    with pytest.raises(NoPlanError) as caught:
        choose(problem, Silent(), 5.0)
    (short,) = caught.value.shortages
    assert (short.limit, short.fiscal_year, short.amount) == (
        "in_house",
        2027,
        pytest.approx(120.0),
    )
    set_language("ja")
    assert "令和9年度の内製時間が120時間不足" in sentence_of(caught.value)
    enough = dataclasses.replace(problem, in_house_capacity=np.array([200.0, 320.0, 200.0]))
    assert choose(enough, Silent(), 5.0).choice[:2].tolist() == [1, 1]
    assert shortages(enough, Silent()) == ()


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_shortages_are_enough(seed):
    problem = random_problem(
        seed, must_build=np.ones(5, dtype=bool), may_build=np.ones((5, 3), dtype=bool)
    )
    missing = shortages(problem, Silent())
    in_house, vendor = problem.in_house_capacity.copy(), problem.vendor_capacity.copy()
    department = 0.0
    for short in missing:
        year = short.fiscal_year - 2026
        in_house[year] += short.amount * (short.limit == "in_house")
        vendor[year] += short.amount * (short.limit == "vendor")
        department = max(department, short.amount * (short.limit == "department"))
    enough = dataclasses.replace(
        problem,
        in_house_capacity=in_house + 1e-3,
        vendor_capacity=vendor + 1.0,
        department_limit=problem.department_limit + np.ceil(department - 1e-6),
    )
    chosen = choose(enough, Silent(), 10.0)
    assert broken_limits(enough, chosen.choice) == []


def test_filling_up_moves_tasks_to_the_first_year_with_room():
    problem = random_problem(6, tasks=12, years=4)
    late = np.full(12, NOT_BUILT)
    late[0] = int(np.flatnonzero(problem.may_build[0])[-1])
    order = density_order(problem, problem.expected_hours).tolist()
    choice = filled_up(problem, order, late)
    for task in np.flatnonzero(choice > 0):
        for year in range(choice[task]):
            earlier = choice.copy()
            earlier[task] = year
            assert broken_limits(problem, earlier)


class StoppedAfter:
    """Raises once some seconds are over, and remembers when it was asked before that."""

    def __init__(self, seconds):
        self.end = time.monotonic() + seconds
        self.asked = time.monotonic()
        self.longest = 0.0

    def start(self, stage, total):
        pass

    def advance(self, *_steps):
        now = time.monotonic()
        self.longest = max(self.longest, now - self.asked)
        self.asked = now
        if now > self.end:
            raise Cancelled


def test_can_be_cancelled_while_the_solver_works(capfd):
    problem = random_problem(
        7, tasks=200, years=5, scenarios=200, chance_wanted=1.0, goal_hours=6_000.0,
        goal_tasks=24.0, in_house_capacity=np.full(5, 250.0), department_limit=2.0,
    )  # fmt: skip
    stop = StoppedAfter(2.0)
    begin = time.monotonic()
    with pytest.raises(Cancelled):
        choose(problem, stop, 60.0)
    assert time.monotonic() - begin >= 2.0
    assert stop.asked - begin < 3.0
    # From the moment it was asked to stop; half a second, and as much for a busy computer.
    assert time.monotonic() - stop.asked < 1.0
    for thread in threading.enumerate():
        if thread.name == "highs":
            thread.join(20.0)
            assert not thread.is_alive()
    assert capfd.readouterr().out == ""
