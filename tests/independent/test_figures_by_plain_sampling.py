"""A task's p10, p50, p90 and chance of getting worse, by plain sampling of the plain formulas."""

from __future__ import annotations

import random

import numpy as np
import pytest
from tests.independent import reference
from tests.independent.random_tasks import random_tasks
from tests.independent.test_engine_agrees import PLAIN_POLICY, engine_inventory

from rpa_scout.assessment.assess import assess
from rpa_scout.policy.policies import load_policy

SAMPLES = 4_000
TASKS = 12


def sampled_with(luck):
    """Return what stands in for a parameter's mode: a random value of its distribution."""

    def value(low, mode, high):
        if low == high:
            return low
        share = 4.0 * (mode - low) / (high - low)
        return low + (high - low) * luck.betavariate(1.0 + share, 5.0 - share)

    def sampled(policy, rules, task):
        for rule in rules:
            when = rule.get("when", {})
            if all(reference.condition_holds(policy, f, codes, task) for f, codes in when.items()):
                setback = rule.get("setback")
                worse = setback and luck.random() < setback["chance"]
                drawn = setback if worse else rule
                return value(float(drawn["low"]), float(drawn["mode"]), float(drawn["high"]))
        raise LookupError(rules)

    return sampled


@pytest.fixture(scope="module")
def compared():
    """Tasks with an estimate: their plain answers, their row and their means."""
    tasks = random_tasks(120, 77)
    policy = load_policy()
    settings = policy.simulation.model_copy(update={"draws": 2_000})
    inventory = engine_inventory(tasks)
    assessment = assess(inventory, policy.model_copy(update={"simulation": settings}))
    rows = np.flatnonzero(~np.isnan(assessment.chance_worse))[:TASKS]
    assert len(rows) == TASKS
    return assessment, tasks, rows


def test_figures_agree_with_plain_sampling(compared, monkeypatch):
    assessment, tasks, rows = compared
    monkeypatch.setattr(reference, "mode_of", sampled_with(random.Random(5)))
    for row in rows:
        means = str(assessment.choice.ids[row])
        results = [reference.closed_form(PLAIN_POLICY, means, tasks[row]) for _ in range(SAMPLES)]
        saved = np.array([result.saved for result in results])
        even = np.array([result.break_even_items_per_run for result in results])
        p10, p50, p90 = np.quantile(saved, (0.1, 0.5, 0.9))
        found, width = assessment.savings, p90 - p10
        assert found.p50[row] == pytest.approx(p50, abs=0.04 * width)
        assert found.p10[row] == pytest.approx(p10, abs=0.15 * width)
        assert found.p90[row] == pytest.approx(p90, abs=0.08 * width)
        assert assessment.chance_worse[row] == pytest.approx(np.mean(saved <= 0.0), abs=0.03)
        # Of the break-even, which may be infinite: about half of the samples lie below its p50.
        middle = assessment.break_even.p50[row]
        assert np.mean(even < middle) <= 0.53
        assert np.mean(even <= middle) >= 0.47
