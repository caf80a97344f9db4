"""Weights of several officials: each one's ranking, the group's weights, and how far they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Floats
from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.reranking import Reranker
from rpa_scout.errors import InputError
from rpa_scout.policy.changed import with_weights
from rpa_scout.rank_robustness.robustness import headline_first
from rpa_scout.text import N_

Ranks = npt.NDArray[np.intp]

_LEAST = 0.005
"""A weight of 0 counts as half a point of 100: else one official alone could strike a criterion."""


@dataclass(frozen=True, slots=True)
class OfficialWeights:
    """What one official answered.

    Attributes
    ----------
    name : str
        Who answered.
    date : str
        When, ISO 8601 where it was a date.
    kind : {"order", "points"}
        Whether the weights come from an order of importance or from points.
    weights : dict of str to float
        Share of each criterion by its id; the shares add up to 1.
    """

    name: str
    date: str
    kind: str
    weights: Mapping[str, float]

    def as_data(self) -> dict[str, Any]:
        """Return the answer as JSON has it."""
        return {
            "name": self.name,
            "date": self.date,
            "kind": self.kind,
            "weights": dict(self.weights),
        }


@dataclass(frozen=True, slots=True)
class ContestedTask:
    """A task that only some officials have among the first."""

    task_id: str
    in_first_share: float  # Share of the officials with it among the first, 0 to 1
    rank: int  # Rank by the group's weights
    ranks: tuple[int, ...]  # Ranks by each official's weights


@dataclass(frozen=True)
class GroupRanking:
    """The rankings of several officials and of all together."""

    officials: tuple[OfficialWeights, ...]  # Who answered
    # The group's weights, as shares: geometric means, made to add up to 1 (Forman and Peniwati
    # 1998, European Journal of Operational Research 108, 165-169).
    weights: Mapping[str, float]
    # How far the officials agree on the order of the criteria, 0 to 1 (Kendall and Babington Smith
    # 1939); None for fewer than two.
    kendall_w: float | None
    kendall_w_tasks: float | None  # The same of the order of the tasks
    first: int  # Number of first places that were looked at
    task_ids: tuple[str, ...]  # Tasks in the order of the group's ranking
    ranks: Mapping[str, tuple[int, ...]]  # By official, the ranks of these tasks
    # Tasks that only some have among the first, those nearest to half first.
    contested: tuple[ContestedTask, ...]

    def as_data(self) -> dict[str, Any]:
        """Return the rankings as JSON has them."""
        return {
            "officials": [official.as_data() for official in self.officials],
            "group_weights": dict(self.weights),
            "kendall_w": self.kendall_w,
            "kendall_w_tasks": self.kendall_w_tasks,
            "first": self.first,
            "tasks": [
                {
                    "task_id": task_id,
                    "rank": row + 1,
                    "ranks": {name: ranks[row] for name, ranks in self.ranks.items()},
                }
                for row, task_id in enumerate(self.task_ids)
            ],
            "contested": [
                {"task_id": task.task_id, "in_first_share": task.in_first_share}
                for task in self.contested
            ],
        }


def centroid_weights(ranks: Sequence[float]) -> Floats:
    """Return the weights of an order of importance: the centroid of all that keep it.

    Barron and Barrett 1996, Management Science 42, 1515-1523; criteria of equal importance share
    the weights of their places.
    """
    count = len(ranks)
    by_place = np.cumsum((1.0 / np.arange(1, count + 1))[::-1])[::-1] / count
    order = np.argsort(np.array(ranks, dtype=np.float64), kind="stable")
    weights = np.empty(count)
    weights[order] = by_place
    answers = np.array(ranks, dtype=np.float64)
    for answer in np.unique(answers):
        weights[answers == answer] = weights[answers == answer].mean()
    return weights


def group_weights(officials: Sequence[OfficialWeights]) -> dict[str, float]:
    """Return the geometric means of the officials' weights, made to add up to 1."""
    if not officials:
        raise InputError(N_("There are no weights of officials yet."))
    names = [*officials[0].weights]
    weights = np.array([[official.weights[name] for name in names] for official in officials])
    means = np.exp(np.log(np.maximum(weights, _LEAST)).mean(axis=0))
    return dict(zip(names, (means / means.sum()).tolist(), strict=True))


def average_ranks(values: Floats) -> Floats:
    """Return ranks from 1 on, the largest value first; equal values share the mean of theirs."""
    order = np.argsort(-values, kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(1.0, len(values) + 1.0)
    _, groups = np.unique(values, return_inverse=True)
    sums = np.bincount(groups, ranks)
    return np.asarray((sums / np.bincount(groups))[groups])


def kendall_w(ranks: Floats) -> float | None:
    """Return Kendall's coefficient of concordance, corrected for ties; None where not defined.

    The ranks are those of m people, shape (m, n); equal alternatives share the mean of their ranks.
    The coefficient goes from 0 (no agreement) to 1 (all the same).
    """
    people, alternatives = ranks.shape
    if people <= 1 or alternatives <= 1:
        return None  # one alone agrees with nobody
    sums = ranks.sum(axis=0)
    spread = float(((sums - sums.mean()) ** 2).sum())
    ties = 0.0
    for row in ranks:
        _, counts = np.unique(row, return_counts=True)
        ties += float((counts.astype(np.float64) ** 3 - counts).sum())
    largest = people**2 * (alternatives**3 - alternatives) - people * ties
    return None if largest <= 0.0 else 12.0 * spread / largest


def group_ranking(
    assessment: Assessment, officials: Sequence[OfficialWeights], first: int | None = None
) -> GroupRanking:
    """Rank the tasks by each official's weights and by the group's.

    The assessment used the scorecard whose criteria were weighted. By default, as many tasks are
    the first as the target's headline speaks of.
    """
    places = headline_first(assessment) if first is None else first
    weights = group_weights(officials)
    scorecard, reranker = assessment.scores.scorecard, Reranker(assessment)
    rank = reranker.rank_by(with_weights(scorecard, weights)).rank
    by_official = np.array(
        [reranker.rank_by(with_weights(scorecard, official.weights)).rank for official in officials]
    )
    order = np.argsort(rank)
    ids = [str(task_id) for task_id in assessment.inventory.tasks.index]
    criteria = np.array(
        [average_ranks(np.array([*official.weights.values()])) for official in officials]
    )
    return GroupRanking(
        officials=tuple(officials),
        weights=weights,
        kendall_w=kendall_w(criteria),
        kendall_w_tasks=kendall_w(by_official.astype(np.float64)),
        first=places,
        task_ids=tuple(ids[task] for task in order),
        ranks={
            official.name: tuple(ranks[order].tolist())
            for official, ranks in zip(officials, by_official, strict=True)
        },
        contested=tuple(_contested(ids, rank, by_official, places)),
    )


def _contested(
    ids: Sequence[str], rank: Ranks, by_official: Ranks, first: int
) -> list[ContestedTask]:
    shares = (by_official <= first).mean(axis=0)
    rows = np.flatnonzero((shares > 0.0) & (shares < 1.0))
    rows = rows[np.lexsort((rank[rows], np.abs(shares[rows] - 0.5)))]
    return [
        ContestedTask(
            ids[row], float(shares[row]), int(rank[row]), tuple(by_official[:, row].tolist())
        )
        for row in rows.tolist()
    ]
