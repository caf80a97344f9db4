"""What is known of groups of tasks, as evidence: their mean, smallest and largest result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.backtesting.shares import CaseShares, published_result
from rpa_scout.backtesting.totals import unknown_task
from rpa_scout.evidence.cases import ReferenceCase
from rpa_scout.evidence.facts import read_groups
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Policy

_MOST_TASKS = 20
"""So many tasks stand for larger groups: their mean hardly differs, and no extremes are known."""


@dataclass(frozen=True, slots=True)
class GroupResult:
    """Published results of a group of tasks."""

    case: ReferenceCase  # With the total of the group
    mean: float
    smallest: float | None
    largest: float | None

    @property
    def known(self) -> Floats:
        """Mean, smallest and largest share, as far as they are known."""
        figures = (self.mean, self.smallest, self.largest)
        return np.array([figure for figure in figures if figure is not None])


def published_groups(cases: Iterable[ReferenceCase]) -> tuple[GroupResult, ...]:
    """Return the groups among cases whose number of tasks and total are published."""
    fact_of = {fact.case: fact for fact in read_groups()}
    groups = []
    for case in cases:
        if case.case_id in fact_of and case.task_count and case.result is not None:
            fact = fact_of[case.case_id]
            groups.append(GroupResult(case, published_result(case), fact.smallest, fact.largest))
    return tuple(groups)


class GroupShares:
    """Draws the results of groups of tasks under different policies."""

    def __init__(self, groups: Sequence[GroupResult], fields: FieldSet) -> None:
        self._groups = groups
        tasks = [
            unknown_task(group.case, number)
            for group in groups
            for number in range(min(int(group.case.task_count or 0), _MOST_TASKS))
        ]
        counts = [min(int(group.case.task_count or 0), _MOST_TASKS) for group in groups]
        self._ends = np.cumsum([0, *counts])
        self._shares = CaseShares(tasks, fields)

    def drawn(self, policy: Policy, draws: int) -> list[Floats]:
        """Draw the known figures of each group, each of shape (figures, draws)."""
        if not self._groups:
            return []
        shares = self._shares.drawn(policy, draws)
        figures = []
        for group, start, end in zip(self._groups, self._ends[:-1], self._ends[1:], strict=True):
            tasks = shares[start:end]
            rows = [tasks.mean(axis=0)]
            rows += [tasks.min(axis=0)] if group.smallest is not None else []
            rows += [tasks.max(axis=0)] if group.largest is not None else []
            figures.append(np.stack(rows))
        return figures
