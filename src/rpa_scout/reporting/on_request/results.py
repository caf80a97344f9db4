"""What a ranking's outputs hold on request only, because computing it takes seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from rpa_scout.rank_robustness.result import RankRobustness
from rpa_scout.rank_robustness.what_would_change import WhatWouldChange
from rpa_scout.ranking.report import RankingReport


@dataclass(frozen=True, slots=True)
class OnRequest:
    """How sure the ranks are, what would change them, and how they are derived."""

    robustness: RankRobustness | None = None
    changes: WhatWouldChange | None = None
    explained: bool = False

    def columns(self) -> pd.DataFrame | None:
        """Return the columns to be joined to the ranking, indexed by task id; None: none."""
        parts = []
        if self.robustness is not None:
            parts.append(self.robustness.frame)
        if self.changes is not None:
            sentences = {task_id: self.changes.sentence(task_id) for task_id in self.changes.lifts}
            parts.append(pd.DataFrame({"what_would_lift": pd.Series(sentences, dtype=object)}))
        return pd.concat(parts, axis=1) if parts else None

    def added_to(self, report: RankingReport) -> RankingReport:
        """Return a report with these columns."""
        columns = self.columns()
        return report if columns is None else replace(report, computed=columns)

    def robustness_data(self) -> dict[str, Any] | None:
        """Return what JSON has beside the tasks, which hold their own shares and ranks."""
        if self.robustness is None:
            return None
        return {name: part for name, part in self.robustness.as_data().items() if name != "tasks"}


NOTHING_MORE: Final = OnRequest()
