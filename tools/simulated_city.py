"""Simulated cities with known true hours: ``python tools/simulated_city.py [REPETITIONS]``.

Each repetition is a city. Its truth is one draw of the policy's own model with a separate seed: the
common effect of all tasks, the effect of each task, and which tasks go live. Two effects are
added that no survey shows: the city saves `bias` times as much, and every kind of work has an
effect of its own. Some tasks have been automated; some of the live ones are measured, with an
error. The prediction is the sum of hours of the tasks that are not automated yet.

Prints the tables of docs/calibration.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.policy.fields import load_fields
from rpa_scout.policy.model import Policy
from rpa_scout.policy.policies import load_policy
from rpa_scout.savings.calibration.actuals import MeasuredSaving
from rpa_scout.savings.calibration.calibrate import calibrate
from rpa_scout.savings.calibration.calibration import Calibration
from rpa_scout.savings.means import MeansChoice, choose_means
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.quantiles import Quantiles, quantiles_of
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.savings.summary import AdoptedTasks
from rpa_scout.task_frame import task_frame

Positions = npt.NDArray[np.intp]

PATTERNS = (
    *("entry", "matching", "document", "aggregation"),
    *("notice", "collection", "intake", "other"),
)
AUTOMATED, OTHERS = 90, 60
KIND_DEVIATION = MEASUREMENT_DEVIATION = 0.15
TRUTH_SEED = 987
MAIN_BIAS = 0.75


@dataclass(frozen=True)
class Outcome:
    """Predicted and true sum of the hours of the tasks without automation."""

    truth: float
    predicted: Quantiles
    calibration: Calibration

    @property
    def is_covered(self) -> bool:
        """Whether the 80 % range covers the truth."""
        return bool(self.predicted.p10 <= self.truth <= self.predicted.p90)

    @property
    def log_error(self) -> float:
        """Logarithm of predicted to true hours."""
        return float(np.log(self.predicted.p50 / self.truth))


class SimulatedCities:
    """Cities with the same survey and different truths, which save `bias` times the estimate."""

    def __init__(self, repetitions: int, bias: float, draws: int = 1_000, seed: int = 1) -> None:
        self.repetitions, self._bias, self._seed = repetitions, bias, seed
        self._tasks = survey(np.random.default_rng(seed), AUTOMATED + OTHERS + 30)
        self._policy = _with_draws(load_policy(), draws)
        self._model = SavingsModel(self._policy, self._tasks, load_fields())
        self._choice: MeansChoice = choose_means(self._model)
        self._ids = [f"task {row}" for row in range(len(self._tasks))]
        estimate = quantiles_of(self._simulated(None).saved_hours(np.arange(len(self._tasks))))
        self._candidates = np.flatnonzero(estimate.p50 > 0.0)[: AUTOMATED + OTHERS]
        self._kind = pd.Categorical(self._tasks["pattern"], PATTERNS).codes

    def _simulated(self, calibration: Calibration | None) -> SavingsSimulation:
        correction = calibration.correction if calibration else None
        settings = self._policy.simulation
        return SavingsSimulation(self._model, self._choice, self._ids, settings, correction)

    @cached_property
    def _truths(self) -> AdoptedTasks:
        changes = {"seed": TRUTH_SEED + self._seed, "draws": self.repetitions}
        settings = self._policy.simulation.model_copy(update=changes)
        simulation = SavingsSimulation(self._model, self._choice, self._ids, settings)
        return simulation.adopted(np.arange(len(self._ids)))

    def outcome(self, city: int, measured: int) -> Outcome:
        """Predict a city's remaining tasks from `measured` actuals; 0 uses the policy alone."""
        luck = np.random.default_rng([self._seed, city])
        effects = np.exp(luck.normal(0.0, KIND_DEVIATION, len(PATTERNS)))
        truth = self._truths.hours[:, city] * self._bias * effects[self._kind]
        mixed = luck.permutation(self._candidates)
        automated, unautomated = mixed[:AUTOMATED], mixed[AUTOMATED:]
        live = automated[self._truths.live[automated, city] > 0][:measured]
        reported = truth[live] * np.exp(luck.normal(0.0, MEASUREMENT_DEVIATION, len(live)))
        actuals = [
            MeasuredSaving(self._ids[row], float(hours), 2025)
            for row, hours in zip(live, reported, strict=True)
        ]
        calibration = calibrate(self._model, self._choice, self._ids, actuals)
        hours = self._simulated(calibration).totals(unautomated).hours
        return Outcome(float(truth[unautomated].sum()), quantiles_of(hours), calibration)

    def outcomes(self, measured: int | None) -> list[Outcome]:
        """Predict every city; None draws between 31 and 60 measured tasks per city."""
        counts = np.random.default_rng(self._seed).integers(31, 61, self.repetitions)
        return [
            self.outcome(city, int(counts[city]) if measured is None else measured)
            for city in range(self.repetitions)
        ]


def survey(luck: np.random.Generator, count: int) -> pd.DataFrame:
    """Return plausible tasks, most of them worth automating."""
    return task_frame(
        {
            "pattern": luck.choice(PATTERNS, count).tolist(),
            "judgement": luck.choice(["none", "simple_rules"], count, p=[0.6, 0.4]).tolist(),
            "input_form": luck.choice(
                ["system", "spreadsheet", "web_form", "print"], count, p=[0.35, 0.35, 0.15, 0.15]
            ).tolist(),
            "digitisable": ["ocr"] * count,
            "runs_per_year": luck.choice([12, 52, 245], count).tolist(),
            "items_per_run": np.exp(luck.normal(4.5, 0.6, count)).round().tolist(),
            "minutes_per_item": np.exp(luck.normal(1.0, 0.5, count)).round(1).tolist(),
        }
    )


def _with_draws(policy: Policy, draws: int) -> Policy:
    settings = policy.simulation.model_copy(update={"draws": draws})
    return policy.model_copy(update={"simulation": settings})


def coverage(outcomes: list[Outcome]) -> float:
    """Return the share of cities whose range covered the truth."""
    return float(np.mean([outcome.is_covered for outcome in outcomes]))


def mean_log_error(outcomes: list[Outcome]) -> float:
    """Return the mean logarithm of predicted to true hours."""
    return float(np.mean([outcome.log_error for outcome in outcomes]))


def _coverage_rows(repetitions: int) -> Iterator[str]:
    for bias in (0.75, 0.6, 1.0, 1.3):
        count = repetitions if bias == MAIN_BIAS else max(100, repetitions // 5)
        cities = SimulatedCities(count, bias)
        for name, measured in (("31–60", None), ("0", 0)):
            results = cities.outcomes(measured)
            factors = [
                outcome.calibration.overall.factor
                for outcome in results
                if outcome.calibration.overall
            ]
            factor = f"{np.median(factors):.2f}" if factors else "–"
            width = np.median(
                [outcome.predicted.p90 / outcome.predicted.p10 for outcome in results]
            )
            yield (
                f"| {bias} | {count} | {name} | {100 * coverage(results):.1f} % "
                f"| {100 * np.expm1(mean_log_error(results)):+.0f} % | {width:.2f} | {factor} |"
            )


def _number_rows(cities: SimulatedCities) -> Iterator[str]:
    for measured in (0, 1, 5, 15, 31, 60):
        results = cities.outcomes(measured)
        sets = [outcome.calibration for outcome in results]
        ranges = [calibration.overall for calibration in sets if calibration.overall]
        factor_text = "–"
        if ranges:
            factor, low, high = (
                np.median([getattr(calibration, name) for calibration in ranges])
                for name in ("factor", "low", "high")
            )
            factor_text = f"{factor:.2f} ({low:.2f}–{high:.2f})"
        weight = np.median([calibration.weight for calibration in sets])
        width = np.median([outcome.predicted.p90 / outcome.predicted.p10 for outcome in results])
        yield (
            f"| {measured} | {factor_text} | {100 * weight:.0f} % "
            f"| {width:.2f} | {100 * coverage(results):.0f} % |"
        )


def main(repetitions: int) -> None:
    """Print both tables."""
    print("| level | cities | measured tasks | coverage | mean error | p90/p10 | factor found |")
    print("| --- " * 7 + "|")
    for row in _coverage_rows(repetitions):
        print(row, flush=True)
    print("\n| measured tasks | factor (80 % range) | weight | p90/p10 | coverage |")
    print("| --- " * 5 + "|")
    for row in _number_rows(SimulatedCities(max(100, repetitions // 5), MAIN_BIAS)):
        print(row, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
