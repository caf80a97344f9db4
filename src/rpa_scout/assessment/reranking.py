"""Ranking the same tasks by another scorecard: old and new places side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.order import ranking_order
from rpa_scout.policy.model import Scorecard
from rpa_scout.scoring.scorer import Scorer, Scores

__all__ = ["Reranker", "Reranking"]

Ranks = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Reranking:
    """A ranking by another scorecard. Arrays are in the order of ``inventory.tasks``.

    Attributes
    ----------
    scores : Scores
        The new scores.
    order : ndarray of int, shape (n,)
        Positions of the tasks, best first.
    rank_before, rank : ndarray of int, shape (n,)
        Places from 1 on, before and now.
    """

    scores: Scores
    order: Ranks
    rank_before: Ranks
    rank: Ranks

    @property
    def moved(self) -> Ranks:
        """By how many places each task went up; negative where it went down."""
        return self.rank_before - self.rank

    def top_changes(self, first: int) -> tuple[Ranks, Ranks]:
        """Return the tasks that enter and that leave the first places.

        Parameters
        ----------
        first : int
            Number of places.

        Returns
        -------
        tuple of ndarray of int
            Positions of those that enter, by their new place, and of those that leave, by their
            old one.
        """
        enter = np.flatnonzero((self.rank <= first) & (self.rank_before > first))
        leave = np.flatnonzero((self.rank > first) & (self.rank_before <= first))
        return enter[np.argsort(self.rank[enter])], leave[np.argsort(self.rank_before[leave])]


class Reranker:
    """Ranks the tasks of an assessment by other scorecards.

    The hours saved do not depend on the scorecard; they stay as they are. Where only weights
    differ, the points do too.

    Parameters
    ----------
    assessment : Assessment
        Tasks, and the ranking to compare with.

    Examples
    --------
    >>> import pandas as pd
    >>> import rpa_scout as rs
    >>> from rpa_scout.policy.changed import with_weights
    >>> tasks = pd.DataFrame({
    ...     "department": "税務課", "name": ["入力", "通知"],
    ...     "pattern": ["entry", "other"], "judgement": ["judgement", "none"],
    ... }, index=["a", "b"])
    >>> assessment = rs.assess(rs.Inventory.from_frame(tasks), rs.load_policy())
    >>> card = assessment.scores.scorecard
    >>> only_pattern = with_weights(card, dict.fromkeys(card.ids, 0) | {"typical_pattern": 1})
    >>> found = Reranker(assessment).rank_by(only_pattern)
    >>> found.rank_before.tolist(), found.rank.tolist()
    ([2, 1], [1, 2])
    """

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._scores = assessment.scores
        self._ties = assessment.inventory.row_order()
        self._before = _places(assessment.order)

    def rank_by(self, scorecard: Scorecard) -> Reranking:
        """Rank the tasks by another scorecard.

        Parameters
        ----------
        scorecard : Scorecard
            The criteria.

        Returns
        -------
        Reranking
            Old and new places.
        """
        scores = self._scored(scorecard)
        order = ranking_order(scores.score, self._assessment.savings.p50, self._ties)
        return Reranking(scores, order, self._before, _places(order))

    def _scored(self, scorecard: Scorecard) -> Scores:
        known = self._scores
        factors = [one.factor for one in scorecard.criterion]
        if factors == [one.factor for one in known.scorecard.criterion]:
            return replace(known, scorecard=scorecard)
        inventory = self._assessment.inventory
        self._scores = Scorer(scorecard, inventory.fields).score(
            inventory.tasks, inventory.alternatives
        )
        return self._scores


def _places(order: Ranks) -> Ranks:
    places = np.empty(len(order), dtype=np.intp)
    places[order] = np.arange(1, len(order) + 1)
    return places
