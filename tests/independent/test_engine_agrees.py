"""The engine gives what the plain reference gives, on thousands of random half-filled tasks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from tests.frozen import POLICY_FILE
from tests.independent import reference
from tests.independent.random_tasks import random_tasks

from rpa_scout.inventory import Inventory
from rpa_scout.policy.derived import derived_hours_per_year, derived_items_per_year
from rpa_scout.policy.policies import load_policy
from rpa_scout.savings.means import MeansChoice, choose_means
from rpa_scout.savings.model import SavingsModel
from rpa_scout.scoring.scorer import Scorer, scorecard_named

PLAIN_POLICY = reference.load_policy(POLICY_FILE)
MEANS = [means["id"] for means in PLAIN_POLICY["means"]]
CLOSED_FORM = ("hours_now", "hours_after", "saved", "break_even_items_per_run")

SEED = 20_260_401
COUNT = 5_000
TOLERANCE = 1e-9


def engine_inventory(tasks):
    """Put plain tasks into an inventory: the engine takes lists as text joined by 、."""
    rows = [
        {
            field: "、".join(map(str, answer)) if isinstance(answer, list) else answer
            for field, answer in task.items()
        }
        for task in tasks
    ]
    return Inventory.from_frame(pd.DataFrame(rows, dtype=object))


@dataclass(frozen=True)
class Sides:
    """The same tasks in the engine and in the reference."""

    seed: int
    tasks: list
    inventory: Inventory
    model: SavingsModel
    choice: MeansChoice
    plain_choice: list
    plain_savings: dict

    def agree(self, what, engine, plain, scale=None):
        """Compare a number of every task: unknown with None, infinite with infinite.

        Numbers may differ by TOLERANCE, times the largest quantity they were computed from where
        that is above 1.
        """
        engine = np.asarray(engine, dtype=np.float64)
        expected = np.array([np.nan if one is None else one for one in plain], dtype=np.float64)
        assert engine.shape == expected.shape == (COUNT,)
        size = np.abs(expected) if scale is None else np.asarray(scale, dtype=np.float64)
        with np.errstate(invalid="ignore"):
            near = np.abs(engine - expected) <= TOLERANCE * np.fmax(size, 1.0)
        same = (engine == expected) | (np.isnan(engine) & np.isnan(expected))
        self.same(what, engine.tolist(), expected.tolist(), np.isfinite(expected) & near | same)

    def same(self, what, engine, plain, verdicts=None):
        """Compare something of every task, and name the first task where it differs."""
        if verdicts is None:
            verdicts = [one == other for one, other in zip(engine, plain, strict=True)]
        wrong = np.flatnonzero(~np.asarray(verdicts, dtype=bool))
        assert not len(wrong), (
            f"seed {self.seed}: {what} differs for {len(wrong)} of {COUNT} tasks, first for task "
            f"{wrong[0]}: engine {engine[wrong[0]]!r}, reference {plain[wrong[0]]!r}, "
            f"answers {self.tasks[wrong[0]]}"
        )


@pytest.fixture(scope="module", params=[SEED])
def sides(request):
    tasks = random_tasks(COUNT, request.param)
    inventory = engine_inventory(tasks)
    model = SavingsModel(load_policy(), inventory.tasks, inventory.fields)
    return Sides(
        seed=request.param,
        tasks=tasks,
        inventory=inventory,
        model=model,
        choice=choose_means(model),
        plain_choice=[reference.choose_means(PLAIN_POLICY, task) for task in tasks],
        plain_savings={
            means: [reference.closed_form(PLAIN_POLICY, means, task) for task in tasks]
            for means in MEANS
        },
    )


def test_the_tasks_ask_for_everything(sides):
    # Without this, an easy draw could make every comparison below pass.
    hours = [one.hours_now for one in sides.plain_savings["rpa"]]
    break_even = [one.break_even_items_per_run for one in sides.plain_savings["rpa"]]
    unknown = sum(one is None for one in hours)
    known = [one for one in break_even if one is not None]
    assert 0.05 < unknown / COUNT < 0.5
    assert sum(one == 0 for one in known) > COUNT / 100
    assert sum(one == np.inf for one in known) > COUNT / 100
    assert sum(0 < one < np.inf for one in known) > COUNT / 4
    chosen = {means for means, _ in sides.plain_choice}
    assert chosen == {*MEANS, "redesign", "keep"}
    assert {len(fields) for _, fields in sides.plain_choice} >= {0, 1, 2}


@pytest.mark.parametrize("scorecard", ["rpa", "ai"])
def test_scores_and_their_parts_agree(sides, scorecard):
    engine = Scorer(scorecard_named(load_policy(), scorecard)).score(sides.inventory.tasks)
    plain = [reference.score(PLAIN_POLICY, scorecard, task) for task in sides.tasks]
    sides.agree("score", engine.score, [one["score"] for one in plain])
    sides.agree("score_low", engine.score_low, [one["low"] for one in plain])
    sides.agree("score_high", engine.score_high, [one["high"] for one in plain])
    assert list(engine.scorecard.ids) == list(plain[0]["criteria"])
    for place, criterion in enumerate(engine.scorecard.ids):
        parts = [one["criteria"][criterion] for one in plain]
        assert engine.scorecard.weights[place] == parts[0]["weight"]
        for name, found in {
            "points": engine.points,
            "low": engine.low,
            "high": engine.high,
            "contribution": engine.contributions,
        }.items():
            sides.agree(f"{criterion} {name}", found[place], [one[name] for one in parts])


def test_items_and_hours_a_year_agree(sides):
    tasks = sides.inventory.tasks
    items = [reference.items_per_year(task) for task in sides.tasks]
    hours = [reference.hours_per_year(task) for task in sides.tasks]
    sides.agree("items_per_year", derived_items_per_year(tasks), items)
    sides.agree("hours_per_year", derived_hours_per_year(tasks), hours)


def scale_of(name, plain):
    """Return what a rounding error is measured against: a difference has that of its terms."""
    if name != "saved":
        return None
    return [max(one.hours_now or 0.0, one.hours_after or 0.0) for one in plain]


@pytest.mark.parametrize("means", MEANS)
def test_savings_by_every_means_agree(sides, means):
    position = np.full(COUNT, MEANS.index(means), dtype=np.intp)
    engine = sides.model.closed_form(position)
    plain = sides.plain_savings[means]
    for name in CLOSED_FORM:
        wanted = [getattr(one, name) for one in plain]
        sides.agree(f"{means} {name}", getattr(engine, name), wanted, scale_of(name, plain))
    wanted = [one.saved for one in plain]
    saved = sides.choice.saved_by_means[MEANS.index(means)]
    sides.agree(f"{means} saved_by_means", saved, wanted, scale_of("saved", plain))
    hours = sides.model.answers(position).build_hours
    sides.agree(f"{means} build_hours", hours, [one.build_hours for one in plain])


def test_means_and_what_they_take_for_granted_agree(sides):
    sides.same("means", list(sides.choice.ids), [means for means, _ in sides.plain_choice])
    engine = [sorted(sides.choice.unconfirmed(task)) for task in range(COUNT)]
    sides.same("unconfirmed", engine, [fields for _, fields in sides.plain_choice])
    sides.same(
        "has_unconfirmed",
        sides.choice.has_unconfirmed.tolist(),
        [bool(fields) for _, fields in sides.plain_choice],
    )


def of_the_means_chosen(sides):
    """Give the reference's savings of the chosen means; where none fits nothing changes."""
    plain = []
    for task, (means, _) in enumerate(sides.plain_choice):
        if means in MEANS:
            plain.append(sides.plain_savings[means][task])
            continue
        now = sides.plain_savings[MEANS[0]][task].hours_now
        saved = None if now is None else 0.0
        plain.append(reference.ClosedForm(now, now, saved, np.inf, np.nan))
    return plain


def test_savings_by_the_means_chosen_agree(sides):
    plain = of_the_means_chosen(sides)
    for name in CLOSED_FORM:
        engine = getattr(sides.choice.savings, name)
        wanted = [getattr(one, name) for one in plain]
        sides.agree(f"chosen {name}", engine, wanted, scale_of(name, plain))
