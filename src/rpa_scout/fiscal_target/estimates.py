"""The hours that adopted tasks save together, by draw, and with officials' judgements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rpa_scout.arrays import Floats
from rpa_scout.assessment.assess import Assessment


@dataclass(frozen=True, slots=True)
class AdoptedDraws:
    """The outcome of adopting a set of tasks, by draw."""

    hours: Floats  # Hours saved a year by the tasks that are live, shape (draws,)
    live: Floats  # Number of tasks that are live, shape (draws,)


class AdoptedEstimates:
    """Estimates of sets of tasks; an adopted task may fail to go live, a live task cannot."""

    def __init__(
        self, assessment: Assessment | None, live: frozenset[str], judged: Mapping[str, float]
    ) -> None:
        self._assessment, self._live, self._judged = assessment, live, judged

    def draws(self, tasks: Sequence[str]) -> AdoptedDraws:
        """Draw the hours and the number of live tasks of a set."""
        live = float(sum(task in self._live for task in tasks))
        if self._assessment is None:
            return AdoptedDraws(np.zeros(1), np.full(1, live))
        simulation, rows = self._assessment.simulation, self._rows(tasks)
        running = [row for task, row in rows.items() if task in self._live]
        to_build = [row for task, row in rows.items() if task not in self._live]
        adopted = simulation.totals(np.array(to_build, dtype=np.intp))
        hours = adopted.hours + simulation.sum_of(np.array(running, dtype=np.intp))
        return AdoptedDraws(hours, np.asarray(live + adopted.live, dtype=np.float64))

    def judged(self, tasks: Sequence[str]) -> float | None:
        """Return the p50 of the sum, with judged instead of computed hours where there are any."""
        judged = [self._judged[task] for task in tasks if task in self._judged]
        if not judged:
            return None
        not_judged = [task for task in tasks if task not in self._judged]
        return float(np.median(self.draws(not_judged).hours) + sum(judged))

    def unknown(self, tasks: Sequence[str]) -> int:
        """Count the tasks without known hours."""
        if self._assessment is None:
            return len(tasks)
        rows = [*self._rows(tasks).values()]
        return len(tasks) - int((~np.isnan(self._assessment.savings.p50[rows])).sum())

    def _rows(self, tasks: Sequence[str]) -> dict[str, int]:
        assert self._assessment is not None
        index = self._assessment.inventory.tasks.index
        rows = index.get_indexer(pd.Index(tasks, dtype=object)).tolist()
        return {task: row for task, row in zip(tasks, rows, strict=True) if row >= 0}
