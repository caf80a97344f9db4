"""Groups of the same work: average linkage on the sparse graph of probable pairs.

Two groups become one as long as the mean probability over all pairs between them reaches the
threshold; a pair that the search did not find counts as 0. So a chain of pairs, each alike but
its ends not, does not make one group. What people judged stands above probabilities: a confirmed
group stays whole, two confirmed groups stay two, and a refused pair never comes into one group.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from rpa_scout.similarity.likeness import TaskPairs

LEAST_COUNTED = 0.05
"""A pair below it counts as 0, as those do that were not found."""

Merge = tuple[float, int, int]


def average_linkage(
    pairs: TaskPairs,
    order: npt.NDArray[np.int64],
    threshold: float,
    *,
    confirmed: Iterable[Sequence[int]] = (),
    refused: Iterable[tuple[int, int]] = (),
) -> list[int]:
    """Return the leader of each task's group; ties are settled by `order`, not by position.

    `order` is the rank of each task in an order that does not depend on the rows, such as that of
    their ids; so the groups do not depend on it either. Confirmed groups and refused pairs are
    given by these ranks.
    """
    pairs = pairs.at_least(LEAST_COUNTED)
    first, second = order[pairs.first], order[pairs.second]
    groups = _Groups(len(order))
    in_order = np.lexsort((np.maximum(first, second), np.minimum(first, second)))
    columns = (column[in_order].tolist() for column in (first, second, pairs.probability))
    groups.connect(*columns)
    groups.keep_apart(refused)
    groups.keep_apart(combinations(groups.join_confirmed(confirmed), 2))
    groups.merge(threshold)
    return [groups.leader(rank) for rank in order.tolist()]


class _Groups:
    """Groups by the rank of their first task, and the sums of probabilities between them."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self._size = [1] * count
        self._sums: list[dict[int, float]] = [{} for _ in range(count)]

    def connect(self, first: list[int], second: list[int], probability: list[float]) -> None:
        """Store the probabilities between single tasks, given in the order of the tasks."""
        for task, partner, chance in zip(first, second, probability, strict=True):
            self._sums[task][partner] = chance
            self._sums[partner][task] = chance

    def leader(self, task: int) -> int:
        """Return the first task of a task's group."""
        while self._parent[task] != task:
            task = self._parent[task]
        return task

    def keep_apart(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Let no group contain both of a pair, whatever the probabilities."""
        for group, partner in pairs:
            self._sums[group][partner] = self._sums[partner][group] = -np.inf

    def join_confirmed(self, groups: Iterable[Sequence[int]]) -> list[int]:
        """Join the tasks of each confirmed group, and return the leaders."""
        leaders = []
        for group in groups:
            first, *others = sorted(group)
            for task in others:
                self._join(first, task)
            leaders.append(first)
        return leaders

    def merge(self, threshold: float) -> None:
        """Join the two groups with the highest mean until none reaches the threshold.

        The heap has one entry a group: its nearest. A merge can only lower the means of the groups
        beside it, so their entries stay good bounds and are computed again when they come up.
        """
        latest = {group: self._nearest(group, threshold) for group in range(len(self._sums))}
        heap = [(merge, group) for group, merge in latest.items() if merge]
        heapq.heapify(heap)
        while heap:
            merge, owner = heapq.heappop(heap)
            if latest[owner] != merge or self._parent[owner] != owner:
                continue  # a newer entry took its place, or the group joined another one
            _, group, partner = merge
            if self._is_current(merge):
                self._join(group, partner)
                owner = group
            latest[owner] = renewed = self._nearest(owner, threshold)
            if renewed:
                heapq.heappush(heap, (renewed, owner))

    def _nearest(self, group: int, threshold: float) -> Merge | None:
        """Return the best merge of a group that reaches the threshold."""
        own, size = self._size[group], self._size
        best, nearest = threshold, -1
        for near, chance in self._sums[group].items():
            mean = chance / (own * size[near])
            if mean > best or (mean == best and (nearest < 0 or near < nearest)):
                best, nearest = mean, near
        return (-best, min(group, nearest), max(group, nearest)) if nearest >= 0 else None

    def _mean(self, group: int, partner: int) -> float:
        return self._sums[group][partner] / (self._size[group] * self._size[partner])

    def _is_current(self, merge: Merge) -> bool:
        mean, group, partner = merge
        both_lead = self._parent[group] == group and self._parent[partner] == partner
        return both_lead and -self._mean(group, partner) == mean

    def _join(self, group: int, partner: int) -> None:
        self._parent[partner] = group
        self._size[group] += self._size[partner]
        sums = self._sums[group]
        sums.pop(partner, None)
        for near, chance in self._sums[partner].items():
            if near != group:
                sums[near] = sums.get(near, 0.0) + chance
                # Both directions are stored, so that each group finds its neighbours.
                del self._sums[near][partner]
                self._sums[near][group] = sums[near]
        self._sums[partner] = {}
