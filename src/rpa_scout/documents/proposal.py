"""The tasks that a report proposes: the next candidates of the ranking, up to the headline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from rpa_scout.arrays import Positions
from rpa_scout.assessment.target import SetOutlook
from rpa_scout.ranking.report import RankingReport


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
    """
    target = report.assessment.target
    needed = {
        chance.chance: chance.outlook.adopted if chance.outlook else None
        for chance in target.needed_for
    }
    wanted = target.targets.headline_chance
    chosen = target.ranked[: needed.get(wanted)]
    ids = report.assessment.inventory.tasks.index[chosen]
    rows = report.rows[report.rows["task_id"].isin(ids)]
    return Proposal(rows, target.of_rows(chosen), wanted, needed, chosen)
