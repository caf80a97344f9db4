"""The computation of the targets: a starting point plus the ranking's candidates, by draw.

Terminal, workbook, JSON and window take their figures from `TargetOutlook`: the chances of the
goals, the number of candidates needed, and the sums of the first 1, 2, 3 … candidates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.assessment.goal_chances import Chances, chances_of, goals_reached
from rpa_scout.assessment.starting_point import StartingPoint
from rpa_scout.policy.targets import Target, Targets
from rpa_scout.savings.quantiles import Quantiles, quantiles_of
from rpa_scout.savings.simulation import SavingsSimulation
from rpa_scout.savings.summary import AdoptedTasks, SummedTasks

_BLOCK = 32
"""Candidates drawn at once: few enough for the memory, enough to need few calls."""


@dataclass(frozen=True, slots=True)
class SetOutlook:
    """The expected outcome of adopting a set of tasks.

    Attributes
    ----------
    adopted : int
        Number of tasks in the set.
    hours : Quantiles
        Hours saved a year by the tasks that go live, together.
    live : Quantiles
        Number of tasks that go live.
    chances : Chances
        Chances of the goals, the starting point included.
    total_hours, total_tasks : Quantiles
        Hours saved a year and tasks in use, the starting point included.
    """

    adopted: int
    hours: Quantiles
    live: Quantiles
    chances: Chances
    total_hours: Quantiles
    total_tasks: Quantiles


@dataclass(frozen=True, slots=True)
class NeededFor:
    """How many of the ranking's first tasks reach all goals with a given probability.

    Attributes
    ----------
    chance : float
        The probability.
    first : int or None
        Number of the ranking's first tasks; None where all candidates together are not enough.
    outlook : SetOutlook or None
        Outcome of adopting the candidates among them; None likewise.
    """

    chance: float
    first: int | None
    outlook: SetOutlook | None


@dataclass(frozen=True, slots=True)
class CumulativeOutlook:
    """The sums of the first 1, 2, 3 … candidates of a ranking.

    Attributes
    ----------
    positions : ndarray of int, shape (k,)
        Positions of the candidates, best first.
    saved, live : Quantiles
        Each of shape (k,): hours a year saved by those that go live, and their number.
    total_hours, total_tasks : Quantiles
        The same including the starting point.
    both : ndarray, shape (k,)
        Probability of all goals; NaN where none is computed.
    """

    positions: Positions
    saved: Quantiles
    live: Quantiles
    total_hours: Quantiles
    total_tasks: Quantiles
    both: Floats


@dataclass(frozen=True)
class TargetOutlook:
    """The ranking compared with the targets.

    Attributes
    ----------
    targets : Targets
        Baselines and goals.
    start : StartingPoint
        Running and adopted tasks.
    simulation : SavingsSimulation
        Draws of the hours saved.
    order : ndarray of int, shape (n,)
        Positions of all tasks, best first.
    ranked : ndarray of int, shape (candidates,)
        Positions of the candidates, best first.
    summed : SummedTasks or None
        A sum of most of the candidates, where their simulation made it.
    """

    targets: Targets
    start: StartingPoint
    simulation: SavingsSimulation = field(repr=False)
    order: Positions = field(repr=False)
    ranked: Positions = field(repr=False)
    summed: SummedTasks | None = field(default=None, repr=False)

    @property
    def candidates(self) -> int:
        """Number of candidates that are not adopted yet."""
        return len(self.ranked)

    @property
    def needed_for(self) -> tuple[NeededFor, ...]:
        """The tasks needed for each of the policy's probabilities, in rising order."""
        return self._summed[0]

    @property
    def headline(self) -> NeededFor:
        """The tasks needed for the probability that is shown where only one has room."""
        wanted = self.targets.headline_chance
        return next(
            (n for n in self.needed_for if n.chance == wanted), NeededFor(wanted, None, None)
        )

    @property
    def has_goals(self) -> bool:
        """Whether any indicator is computed, so that there are chances."""
        return bool(self.targets.computed)

    @property
    def needed_for_goal(self) -> int | None:
        """Number of the ranking's first tasks for the headline; None where all are not enough."""
        return self.headline.first

    @property
    def needed(self) -> SetOutlook | None:
        """Outcome of adopting the candidates among these."""
        return self.headline.outlook

    @property
    def candidates_needed(self) -> int | None:
        """Number of candidates for the headline; None where all are not enough."""
        return self.needed.adopted if self.needed else None

    @property
    def saved_by_needed(self) -> Quantiles | None:
        """Hours a year that these would save."""
        return self.needed.hours if self.needed else None

    @cached_property
    def of_all(self) -> SetOutlook:
        """Outcome of adopting all candidates."""
        return self._outlook(self.candidates, self.total_of_all)

    @cached_property
    def total_of_all(self) -> AdoptedTasks:
        """Sums over all candidates by draw; exact, so that those of several cities add up."""
        if self.summed is None:
            return self._summed[1] or self.simulation.totals(self.ranked)
        return self.summed.changed_to(self.ranked, self.simulation.totals)

    @property
    def saved_by_all(self) -> Quantiles:
        """Hours a year that all candidates together would save."""
        return self.of_all.hours

    @cached_property
    def without_more(self) -> SetOutlook:
        """The starting point alone, with no further candidate adopted."""
        return self._outlook(0, _nothing(self.simulation.draws))

    @cached_property
    def hours_gap(self) -> float | None:
        """Hours a year missing from the starting point (p50); None without a goal in hours."""
        return gap_to(self.targets.of_figure("hours"), self.without_more.total_hours)

    @cached_property
    def tasks_gap(self) -> float | None:
        """Tasks missing from the starting point (p50); None without a goal in tasks."""
        return gap_to(self.targets.of_figure("tasks"), self.without_more.total_tasks)

    def of_first(self, count: int) -> SetOutlook:
        """Return the outcome of adopting the first candidates."""
        totals = _nothing(self.simulation.draws)
        for sums in self._sums(self.ranked[:count]):
            totals = AdoptedTasks(sums.hours[-1], sums.live[-1])
        return self._outlook(min(count, self.candidates), totals)

    def of_rows(self, rows: Positions) -> SetOutlook:
        """Return the outcome of adopting any set of tasks by their positions."""
        return self._outlook(len(rows), self.simulation.totals(rows))

    def curve(self, most: int = 100) -> CumulativeOutlook:
        """Return the sums of the first 1, 2, 3 … candidates.

        Draws are added up, not quantiles: the p50 of a sum is not the sum of the p50s.
        """
        ranked = self.ranked[:most]
        blocks = list(self._sums(ranked))
        hours = [self.start.hours + sums.hours for sums in blocks]
        tasks = [self.start.tasks + sums.live for sums in blocks]
        both = [self._chances_of_all(sums) for sums in blocks]
        return CumulativeOutlook(
            ranked,
            _quantiles([sums.hours for sums in blocks]),
            _quantiles([sums.live.astype(np.float64) for sums in blocks]),
            _quantiles(hours),
            _quantiles(tasks),
            np.concatenate(both) if both else np.empty(0),
        )

    @cached_property
    def _summed(self) -> tuple[tuple[NeededFor, ...], AdoptedTasks | None]:
        """Add up candidates until every probability is reached.

        The second value is the sum of all candidates, or None where fewer were enough.
        """
        totals = _nothing(self.simulation.draws)
        waiting = list(self.targets.chances) if self.has_goals else []
        needed = self._take(waiting, 0, AdoptedTasks(totals.hours[None], totals.live[None]))
        adopted = 0
        for sums in self._sums(self.ranked):
            if not waiting:
                return tuple(needed), None
            needed += self._take(waiting, adopted + 1, sums)
            adopted += len(sums.hours)
            totals = AdoptedTasks(sums.hours[-1], sums.live[-1])
        needed += [NeededFor(chance, None, None) for chance in waiting]
        return tuple(needed), totals

    def _take(self, waiting: list[float], first: int, sums: AdoptedTasks) -> list[NeededFor]:
        """Move the probabilities that these sums reach from `waiting` to the result."""
        reached = []
        both = self._chances_of_all(sums)
        while waiting and both.max() >= waiting[0]:
            row = int(np.argmax(both >= waiting[0]))
            count = first + row
            outlook_of_count = self._outlook(count, AdoptedTasks(sums.hours[row], sums.live[row]))
            reached.append(NeededFor(waiting.pop(0), self._rank_of(count), outlook_of_count))
        return reached

    def _rank_of(self, count: int) -> int:
        """Return the rank of the last one of the first candidates."""
        if count == 0:
            return 0
        return int(np.flatnonzero(self.order == self.ranked[count - 1])[0]) + 1

    def _sums(self, rows: Positions) -> Iterator[AdoptedTasks]:
        """Yield, block by block, the sums of the first 1, 2, 3 … of some tasks, by draw."""
        hours, live = np.zeros(self.simulation.draws), np.zeros(self.simulation.draws, np.int_)
        for start in range(0, len(rows), _BLOCK):
            block = self.simulation.adopted(rows[start : start + _BLOCK])
            sums = AdoptedTasks(
                hours + np.cumsum(block.hours, axis=0),
                live + np.cumsum(block.live, axis=0, dtype=np.int_),
            )
            hours, live = sums.hours[-1], sums.live[-1]
            yield sums

    def _chances_of_all(self, sums: AdoptedTasks) -> Floats:
        """Return in which share of the draws each sum reaches all goals; NaN without goals."""
        if not self.has_goals:
            return np.full(len(sums.hours), np.nan)
        hours, tasks = self.start.hours + sums.hours, self.start.tasks + sums.live
        reached = goals_reached(self.targets, hours, tasks).values()
        return np.asarray(np.logical_and.reduce([*reached]).mean(axis=1))

    def _outlook(self, adopted: int, totals: AdoptedTasks) -> SetOutlook:
        hours, tasks = self.start.hours + totals.hours, self.start.tasks + totals.live
        return SetOutlook(
            adopted=adopted,
            hours=quantiles_of(totals.hours),
            live=quantiles_of(totals.live.astype(np.float64)),
            chances=chances_of(self.targets, hours, tasks),
            total_hours=quantiles_of(hours),
            total_tasks=quantiles_of(tasks),
        )


def outlook(
    targets: Targets,
    start: StartingPoint,
    simulation: SavingsSimulation,
    order: Positions,
    candidate: Bools,
    summed: SummedTasks | None = None,
) -> TargetOutlook:
    """Compare the candidates of a ranking that are not in the starting point with the targets."""
    return TargetOutlook(targets, start, simulation, order, order[candidate[order]], summed)


def gap_to(target: Target | None, figure: Quantiles) -> float | None:
    """Return what a figure lacks (p50) to a goal, 0 once it is reached; None without a goal."""
    return None if target is None else max(0.0, target.goal - float(figure.p50))


def _nothing(draws: int) -> AdoptedTasks:
    return AdoptedTasks(np.zeros(draws), np.zeros(draws, dtype=np.int_))


def _quantiles(blocks: list[Floats]) -> Quantiles:
    parts = [quantiles_of(block) for block in blocks]
    names = ("p10", "p50", "p90", "mean")
    return Quantiles(
        *(
            np.concatenate([getattr(part, name) for part in parts] or [np.empty(0)])
            for name in names
        )
    )
