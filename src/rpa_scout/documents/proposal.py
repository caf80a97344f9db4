"""The tasks that a report proposes: the next candidates of the ranking, up to the headline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from rpa_scout.arrays import Positions
from rpa_scout.assessment.target import SetOutlook, TargetOutlook
from rpa_scout.ranking.report import RankingReport

__all__ = ["Proposal", "proposal_of"]


_NOT_PROPOSED = frozenset({"declined", "on_hold", "withdrawn", "retired"})


@dataclass(frozen=True)
class Proposal:
    """The proposed tasks and what adopting them brings."""

    rows: pd.DataFrame  # Of the ranking, best first
    outlook: SetOutlook
    wanted_chance: float
    # Number of tasks that reach all goals with each of the policy's chances; None: all are not
    # enough. Empty where no goal is computed.
    needed: Mapping[float, int | None]
    positions: Positions

    @property
    def task_ids(self) -> frozenset[str]:
        """Ids of the proposed tasks."""
        return frozenset(self.rows["task_id"])

    @property
    def is_enough(self) -> bool:
        """Whether the proposed tasks reach all goals with the wanted chance."""
        return self.needed.get(self.wanted_chance) is not None


def proposal_of(report: RankingReport) -> Proposal:
    """Return the first candidates that reach all goals with the headline's chance.

    All candidates are proposed where these are too few, or where no goal is computed.
    Tasks that were refused or put on hold are passed over, and the next ones take their place.
    """
    target = report.assessment.target
    index = report.assessment.inventory.tasks.index
    passed_over = [
        task_id
        for task_id, decision in (report.decisions or {}).items()
        if decision.state in _NOT_PROPOSED
    ]
    ranked = target.ranked
    open_rows = ranked[~index[ranked].isin(passed_over)]
    chances = target.targets.chances if target.has_goals else ()
    needed = {chance: _fewest(target, open_rows, chance) for chance in chances}
    wanted = target.targets.headline_chance
    count = needed.get(wanted)
    chosen = open_rows if count is None else open_rows[:count]
    rows = report.rows[report.rows["task_id"].isin(index[chosen])]
    return Proposal(rows, target.of_rows(chosen), wanted, needed, chosen)


def _fewest(target: TargetOutlook, rows: Positions, wanted: float) -> int | None:
    """Return how many of the first tasks reach a chance; None where all are not enough."""
    low, high = 0, len(rows)

    def is_enough(count: int) -> bool:
        return (target.of_rows(rows[:count]).chances.both or 0.0) >= wanted

    if not is_enough(high):
        return None
    # Nearly always a further task raises the chance, so bisection comes close. A task that may lose
    # hours can lower it, so steps back from there find the first.
    while low < high:
        middle = (low + high) // 2
        if is_enough(middle):
            high = middle
        else:
            low = middle + 1
    while low and is_enough(low - 1):
        low -= 1
    return low
