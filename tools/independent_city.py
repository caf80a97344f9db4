"""Cities whose truth comes from published results: ``python tools/independent_city.py [CITIES]``.

The survey is made of tasks like the published ones: each has the answers of a published case, and
a volume of its own. The program forecasts it as always. The truth of a city is not drawn from the
program's model:

- the share that a task saves is a published result of its means, drawn at random, and moved by an
  effect of the city: as far as the total of a published group of tasks lies from all groups;
- what a trial showed shrinks in live use as in a city that published both;
- the share of tasks that go live is that of a body that published it;
- reported hours are wrong by 20 % for a task and by 10 % for a city (standard deviations);
- upkeep is what the policy assumes at its mode, since nobody has published any.

The facts can be read in two ways (`Reading`), and cities can ask for other means (`MAKE_UPS`).
Prints how often the 80 % range of the sum holds the truth, and how far stated chances are from how
often they come true: the lowest and the highest figure over the surveys.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import expit, logit

import rpa_scout as rs
from rpa_scout.backtesting.run import usable_cases
from rpa_scout.backtesting.shares import published_result
from rpa_scout.evidence.facts import read_groups
from rpa_scout.policy.targets import Targets
from rpa_scout.savings.model import SavingsModel
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.task_frame import task_frame

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

Reading = Literal["odds", "losses"]
"""How the city's effect is read from the groups.

``odds``: it moves the odds of saving, its mean is nothing since the single results have been
published by cities with effects of their own, and each body that published how much went live
counts once. ``losses``: it multiplies what is lost, relative to the middle group, and each figure
of what went live counts alike. A result of 50 % in a city that loses twice as much is then 0 %.
"""

TASKS = 120
SURVEYS = (1, 2, 3)
COUNTS = (5, 10, 20, 40)
MAKE_UPS: Mapping[str, Mapping[str, float]] = {
    "usual": {
        "rpa": 0.55,
        "ocr_rpa": 0.27,
        "generative_ai": 0.08,
        "transcription": 0.05,
        "online_form_rpa": 0.03,
        "ai_model": 0.02,
    },
    "RPA only": {"rpa": 1.0},
    "AI-OCR only": {"ocr_rpa": 1.0},
    "all means alike": {
        "rpa": 1 / 6,
        "ocr_rpa": 1 / 6,
        "generative_ai": 1 / 6,
        "transcription": 1 / 6,
        "online_form_rpa": 1 / 6,
        "ai_model": 1 / 6,
    },
    "mostly AI": {"rpa": 0.3, "generative_ai": 0.4, "transcription": 0.3},
}
"""Shares of the tasks by what a city looks at. The usual one is an assumption: most of what is
published is RPA and AI-OCR."""

WISHES = {
    "generative_ai": {"ai_help": "writing"},
    "transcription": {"ai_help": "transcription", "input_form": "spoken"},
    "ai_model": {"ai_help": "optimisation", "input_form": "spreadsheet"},
    "online_form_rpa": {"input_form": "handwriting", "digitisable": "online_form"},
    "ocr_rpa": {"input_form": "handwriting", "digitisable": "ocr"},
    "rpa": {"input_form": "spreadsheet", "digitisable": "already"},
}
"""Answers that lead to a means, where the case does not tell them."""

# つくば市 (C009): 2.7 minutes. Shares that were published of long texts say nothing of texts of
# three minutes: Swindon (N029) 90 minutes for an assessment, 弘前市 (N007) three hours for a
# meeting.
USUAL_MINUTES, USUAL_ITEMS = 2.7, 24.5
MINUTES_PER_ITEM = {"generative_ai": 90.0, "transcription": 180.0}

LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)
NEAR = 0.08
"""A chance this near to a level is compared; with few tasks, some levels are not said at all."""

# 大阪府 5 of 7 candidates; 東海村 5,014 of 12,680 hours; Statens Administration 18 of 22 robots,
# and 7,500 of 8,000 hours.
WENT_LIVE = (5 / 7, 5_014 / 12_680, 18 / 22, 7_500 / 8_000)
BY_BODY = (1 / 3, 1 / 3, 1 / 6, 1 / 6)
# 茨城県 86.2 % in the trial and 61.1 % after roll-out; 別府市 80.6 and 78.7 %.
LEFT_IN_LIVE_USE = (0.611 / 0.862, 0.787 / 0.806)
TASK_DEVIATION, CITY_DEVIATION = 0.2, 0.1
LEAST, MOST = 0.001, 0.999  # Results of 0 and 100 % have no odds.

# Published results of an assignment are about the computation; how much of the work that is, nobody
# has published.
TOUCHED = {"ai_model": (0.2, 0.7)}
RESULTS_OF = {"rpa_generative_ai": "generative_ai", "ocr_generative_ai": "generative_ai"}


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


class IndependentCities:
    """Cities with one survey, the program's forecast, and truths from published results."""

    def __init__(
        self, cities: int, seed: int = 1, make_up: str = "usual", reading: Reading = "odds"
    ) -> None:
        self._luck = np.random.default_rng(seed)
        self._cities, self._reading = cities, reading
        published = rs.read_cases()
        cases, _left_out = usable_cases(published)
        self.assessment = rs.assess(
            rs.Inventory.from_frame(survey(self._luck, cases, MAKE_UPS[make_up])), rs.load_policy()
        )
        self._results: dict[str, list[tuple[float, bool]]] = {}
        for case in cases:
            result = (published_result(case), case.evidence == "operational")
            self._results.setdefault(case.means_id, []).append(result)
        known = {group.case for group in read_groups()}
        self._totals = np.array(
            [published_result(case) for case in published if case.case_id in known]
        )

    @cached_property
    def rows(self) -> Positions:
        """Positions of the candidates, best first."""
        is_candidate = self.assessment.candidacy.is_candidate
        return np.array([row for row in self.assessment.order if is_candidate[row]], dtype=np.intp)

    @cached_property
    def said(self) -> Sums:
        """The program's draws of the sums over the first 1, 2, 3 … tasks."""
        return forecast(self.assessment.simulation, self.rows)

    @cached_property
    def true(self) -> Sums:
        """The same sums in every city."""
        luck, cities = self._luck, self._cities
        effect = luck.choice(self._effects, cities)
        left_over = luck.choice(LEFT_IN_LIVE_USE, cities)
        going_live = luck.choice(WENT_LIVE, cities, p=BY_BODY if self._by_odds else None)
        city_error = np.exp(luck.normal(0.0, CITY_DEVIATION, cities))
        ids = self.assessment.choice.ids
        hours = np.empty((len(self.rows), cities))
        live = luck.random((len(self.rows), cities)) < going_live
        for position, row in enumerate(self.rows):
            share = self._share(str(ids[row]), effect, left_over)
            error = city_error * np.exp(luck.normal(0.0, TASK_DEVIATION, cities))
            hours[position] = self._hours_now[row] * error * share - self._upkeep[row]
        live &= hours > 0.0
        return Sums(
            np.where(live, hours, 0.0).cumsum(axis=0), live.cumsum(axis=0).astype(np.float64)
        )

    def covered(self) -> dict[int, float]:
        """Return how often the 80 % range holds the sum over the first tasks, and over all."""
        shares = {}
        for count in (*(count for count in COUNTS if count < len(self.rows)), len(self.rows)):
            p10, p90 = np.quantile(self.said.hours[count - 1], (0.1, 0.9))
            found = self.true.hours[count - 1]
            shares[count] = float(np.mean((p10 <= found) & (found <= p90)))
        return shares

    def came_true(self) -> dict[str, dict[float, tuple[float, float]]]:
        """Return chances said near each level and how often they came true, by goal."""
        targets = self.assessment.policy.targets
        reached = self.true.reached(targets)
        chances: dict[str, dict[float, tuple[float, float]]] = {}
        for name, by_draw in self.said.reached(targets).items():
            chance = by_draw.mean(axis=1)
            nearest = {level: int(np.argmin(np.abs(chance - level))) for level in LEVELS}
            chances[name] = {
                level: (float(chance[count]), float(reached[name][count].mean()))
                for level, count in nearest.items()
                if abs(chance[count] - level) <= NEAR
            }
        return chances

    @property
    def _by_odds(self) -> bool:
        return self._reading == "odds"

    @cached_property
    def _effects(self) -> Floats:
        if self._by_odds:
            odds = logit(self._totals)
            return np.asarray(odds - odds.mean())
        losses = 1.0 - self._totals
        return np.asarray(losses / np.median(losses))

    def _share(self, means_id: str, effect: Floats, left_over: Floats) -> Floats:
        """Draw the share that a task saves in every city."""
        published = self._results[RESULTS_OF.get(means_id, means_id)]
        drawn = self._luck.integers(len(published), size=self._cities)
        results = np.array([result for result, _operational in published])[drawn]
        was_live = np.array([operational for _result, operational in published])[drawn]
        if self._by_odds:
            moved = expit(logit(np.clip(results, LEAST, MOST)) + effect)
            share = np.where(results > 0.0, moved, results)
        else:
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


def survey(
    luck: np.random.Generator, cases: Sequence[rs.ReferenceCase], means_shares: Mapping[str, float]
) -> pd.DataFrame:
    """Return tasks with the answers of published cases, which do not tell their results."""
    rows = []
    for number, means_id in enumerate(
        luck.choice(list(means_shares), TASKS, p=list(means_shares.values()))
    ):
        alike = [case for case in cases if case.means_id == means_id]
        case = alike[int(luck.integers(len(alike)))]
        minutes = MINUTES_PER_ITEM.get(means_id, USUAL_MINUTES)
        # A run takes as long by every means.
        items = USUAL_ITEMS * USUAL_MINUTES / minutes
        answers = {
            "department": "架空課",
            "name": f"業務{number}",
            "pattern": case.pattern or None,
            "judgement": case.judgement or None,
            "timing": "batch",
            "runs_per_year": float(luck.choice([12, 52, 245])),
            "items_per_run": float((items * np.exp(luck.normal(0.0, 0.6))).round().clip(1.0)),
            "minutes_per_item": float((minutes * np.exp(luck.normal(0.0, 0.5))).round(1)),
            "input_form": case.input_form or None,
        }
        wishes = {name: code for name, code in WISHES[means_id].items() if not answers.get(name)}
        rows.append({**answers, **wishes})
    names = dict.fromkeys(name for row in rows for name in row)
    return task_frame({name: [row.get(name) for row in rows] for name in names})


def forecast(simulation: SavingsSimulation, rows: Positions) -> Sums:
    """Return the program's draws of the sums over the first 1, 2, 3 … tasks."""
    adopted = simulation.adopted(rows)
    return Sums(adopted.hours.cumsum(axis=0), adopted.live.cumsum(axis=0).astype(np.float64))


def report(cities: int) -> Iterator[str]:
    """Yield a table: how often ranges hold, and how far chances are off, by reading and make-up."""
    heads = " | ".join(f"first {count}" for count in COUNTS)
    yield f"| effect of a city on | the tasks | {heads} | all | hours | tasks | both |"
    yield "| --- | --- |" + " ---: |" * (len(COUNTS) + 4)
    readings: tuple[Reading, ...] = ("odds", "losses")
    for reading in readings:
        for make_up in MAKE_UPS:
            tested = [IndependentCities(cities, seed, make_up, reading) for seed in SURVEYS]
            covered = zip(*(city.covered().values() for city in tested), strict=True)
            cells = [f"{min(shares):.0%}–{max(shares):.0%}" for shares in covered]
            for goal in ("hours", "tasks", "both"):
                chances = [pair for city in tested for pair in city.came_true()[goal].values()]
                off = [came_true - said for said, came_true in chances]
                cells.append(f"{min(off):+.2f} to {max(off):+.2f}")
            yield f"| {reading} | {make_up} | {' | '.join(cells)} |"


if __name__ == "__main__":
    print("\n".join(report(int(sys.argv[1]) if len(sys.argv) > 1 else 400)))
