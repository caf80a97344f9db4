"""Cities whose truth comes from published results: ``python tools/independent_city.py [CITIES]``.

The survey is made of tasks like the published ones: each has the answers of a published case, and
a volume of its own. The program forecasts it as always. The truth of a city is not drawn from the
program's model:

- the share that a task saves is a published result of its means, drawn at random, and its loss is
  multiplied by an effect of the city: that of a published group of tasks (the loss of a group over
  the middle of all groups);
- what a trial showed shrinks in live use as in a city that published both;
- the share of tasks that go live is that of a city that published it;
- reported hours are wrong by 20 % for a task and by 10 % for a city (standard deviations);
- upkeep is what the policy assumes at its mode, since nobody has published any.

Prints how often the 80 % range of the sum holds the truth, and how often stated chances come true.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

import rpa_scout as rs
from rpa_scout.backtesting.run import usable_cases
from rpa_scout.backtesting.shares import published_result
from rpa_scout.evidence.facts import read_groups
from rpa_scout.policy.model import Targets
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.task_frame import task_frame

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

TASKS = 120
MEANS_SHARES = {
    "rpa": 0.55,
    "ocr_rpa": 0.27,
    "generative_ai": 0.08,
    "transcription": 0.05,
    "online_form_rpa": 0.03,
    "ai_model": 0.02,
}
"""Assumption: what a city looks at first; most of what is published is RPA and AI-OCR."""

WISHES = {
    "generative_ai": {"ai_help": "writing"},
    "transcription": {"ai_help": "transcription", "input_form": "spoken"},
    "ai_model": {"ai_help": "optimisation", "input_form": "spreadsheet"},
    "online_form_rpa": {"input_form": "handwriting", "digitisable": "online_form"},
    "ocr_rpa": {"input_form": "handwriting", "digitisable": "ocr"},
    "rpa": {"input_form": "spreadsheet", "digitisable": "already"},
}
"""Answers that lead to a means, where the case does not tell them."""

LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)

# 大阪府 5 of 7 candidates; 東海村 5,014 of 12,680 hours; Statens Administration 18 of 22 robots,
# and 7,500 of 8,000 hours.
WENT_LIVE = (5 / 7, 5_014 / 12_680, 18 / 22, 7_500 / 8_000)
# 茨城県 86.2 % in the trial and 61.1 % after roll-out; 別府市 80.6 and 78.7 %.
LEFT_IN_LIVE_USE = (0.611 / 0.862, 0.787 / 0.806)
TASK_DEVIATION, CITY_DEVIATION = 0.2, 0.1

# Published results of an assignment are about the computation; how much of the work that is, nobody
# has published.
TOUCHED = {"ai_model": (0.2, 0.7)}
RESULTS_OF = {"rpa_generative_ai": "generative_ai", "ocr_generative_ai": "generative_ai"}


@dataclass(frozen=True)
class Truths:
    """What a number of cities would find, each of shape (tasks, cities)."""

    hours: Floats  # Hours saved a year by the tasks that went live, 0 for the others
    live: npt.NDArray[np.bool_]


class IndependentCities:
    """Cities with the survey of the samples and truths from published results."""

    def __init__(self, cities: int, seed: int = 1) -> None:
        self._luck = np.random.default_rng(seed)
        self._cities = cities
        cases, _left_out = usable_cases(rs.read_cases())
        self.assessment = rs.assess(
            rs.Inventory.from_frame(survey(self._luck, cases)), rs.load_policy()
        )
        self._results: dict[str, list[tuple[float, bool]]] = {}
        for case in cases:
            result = (published_result(case), case.evidence == "operational")
            self._results.setdefault(case.means_id, []).append(result)
        known = {group.case for group in read_groups()}
        losses = np.array(
            [1.0 - published_result(case) for case in rs.read_cases() if case.case_id in known]
        )
        self._city_effects = losses / np.median(losses)

    def truths(self, rows: Positions) -> Truths:
        """Draw what the tasks save in every city."""
        luck, cities = self._luck, self._cities
        effect = luck.choice(self._city_effects, cities)
        left_over = luck.choice(LEFT_IN_LIVE_USE, cities)
        going_live = luck.choice(WENT_LIVE, cities)
        city_error = np.exp(luck.normal(0.0, CITY_DEVIATION, cities))
        ids = self.assessment.choice.ids
        hours = np.empty((len(rows), cities))
        live = luck.random((len(rows), cities)) < going_live
        for position, row in enumerate(rows):
            share = self._share(str(ids[row]), effect, left_over)
            error = city_error * np.exp(luck.normal(0.0, TASK_DEVIATION, cities))
            hours[position] = self._hours_now[row] * error * share - self._upkeep[row]
        live &= hours > 0.0
        return Truths(np.where(live, hours, 0.0), live)

    def _share(self, means_id: str, effect: Floats, left_over: Floats) -> Floats:
        """Draw the share that a task saves in every city."""
        published = self._results[RESULTS_OF.get(means_id, means_id)]
        drawn = self._luck.integers(len(published), size=self._cities)
        results = np.array([result for result, _operational in published])[drawn]
        was_live = np.array([operational for _result, operational in published])[drawn]
        share = 1.0 - (1.0 - results) * effect
        share = np.where(was_live | (share < 0.0), share, share * left_over)
        low, high = TOUCHED.get(means_id, (1.0, 1.0))
        return np.asarray(share * self._luck.uniform(low, high, self._cities))

    @cached_property
    def _hours_now(self) -> Floats:
        return self.assessment.simulation.hours_per_year

    @cached_property
    def _upkeep(self) -> Floats:
        inventory, choice = self.assessment.inventory, self.assessment.choice
        model = SavingsModel(self.assessment.policy, inventory.tasks, inventory.fields)
        _values, _load, parameters = model.at_modes(choice.position)
        return np.asarray(parameters.upkeep_hours_per_year)


def survey(luck: np.random.Generator, cases: Sequence[rs.ReferenceCase]) -> pd.DataFrame:
    """Return tasks with the answers of published cases, which do not tell their results."""
    rows = []
    for number, means_id in enumerate(
        luck.choice(list(MEANS_SHARES), TASKS, p=list(MEANS_SHARES.values()))
    ):
        alike = [case for case in cases if case.means_id == means_id]
        case = alike[int(luck.integers(len(alike)))]
        answers = {
            "department": "架空課",
            "name": f"業務{number}",
            "pattern": case.pattern or None,
            "judgement": case.judgement or None,
            "timing": "batch",
            "runs_per_year": float(luck.choice([12, 52, 245])),
            "items_per_run": float(np.exp(luck.normal(3.2, 0.6)).round()),
            "minutes_per_item": float(np.exp(luck.normal(1.0, 0.5)).round(1)),
            "input_form": case.input_form or None,
        }
        wishes = {name: code for name, code in WISHES[means_id].items() if not answers.get(name)}
        rows.append({**answers, **wishes})
    names = dict.fromkeys(name for row in rows for name in row)
    return task_frame({name: [row.get(name) for row in rows] for name in names})


def candidates_in_order(assessment: rs.Assessment) -> Positions:
    """Return the positions of the candidates, best first."""
    return np.array(
        [row for row in assessment.order if assessment.candidacy.is_candidate[row]], dtype=np.intp
    )


@dataclass(frozen=True)
class Sums:
    """Cumulative sums over the first tasks, each of shape (tasks, draws)."""

    hours: Floats
    tasks: Floats

    def reached(self, targets: Targets) -> dict[str, npt.NDArray[np.bool_]]:
        """Return where the goals are reached."""
        hours = self.hours >= targets.hours.gap
        tasks = self.tasks >= targets.tasks.gap
        return {"hours": hours, "tasks": tasks, "both": hours & tasks}


def forecast(simulation: SavingsSimulation, rows: Positions) -> Sums:
    """Return the program's draws of the sums over the first 1, 2, 3 … tasks."""
    adopted = simulation.adopted(rows)
    return Sums(adopted.hours.cumsum(axis=0), adopted.live.cumsum(axis=0).astype(np.float64))


def report(cities: int) -> Iterator[str]:
    """Yield the two tables."""
    independent = IndependentCities(cities)
    assessment = independent.assessment
    rows = candidates_in_order(assessment)
    said = forecast(assessment.simulation, rows)
    truths = independent.truths(rows)
    true = Sums(truths.hours.cumsum(axis=0), truths.live.cumsum(axis=0).astype(np.float64))
    yield "| first tasks | range said (p10–p90) | truth (p10–p50–p90) | covered |"
    yield "| ---: | --- | --- | ---: |"
    for count in (5, 10, 20, 40, len(rows)):
        p10, p90 = np.quantile(said.hours[count - 1], (0.1, 0.9))
        found = true.hours[count - 1]
        truth = "–".join(f"{hours:,.0f}" for hours in np.quantile(found, (0.1, 0.5, 0.9)))
        covered = np.mean((p10 <= found) & (found <= p90))
        yield f"| {count} | {p10:,.0f}–{p90:,.0f} | {truth} | {covered:.1%} |"
    yield ""
    yield "| chance of | said | came true | difference |"
    yield "| --- | ---: | ---: | ---: |"
    targets = assessment.policy.targets
    reached = true.reached(targets)
    for name, by_draw in said.reached(targets).items():
        chance = by_draw.mean(axis=1)
        for level in LEVELS:
            count = int(np.argmin(np.abs(chance - level)))
            came_true = float(reached[name][count].mean())
            difference = came_true - chance[count]
            yield f"| {name} | {chance[count]:.2f} | {came_true:.2f} | {difference:+.2f} |"


if __name__ == "__main__":
    print("\n".join(report(int(sys.argv[1]) if len(sys.argv) > 1 else 400)))
