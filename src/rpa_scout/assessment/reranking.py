"""Ranking the same tasks by another scorecard: old and new ranks side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.order import ranking_order
from rpa_scout.policy.model import Scorecard
from rpa_scout.scoring.scorer import Scorer, Scores

Ranks = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Reranking:
    """A ranking by another scorecard. Arrays are in the order of ``inventory.tasks``."""

    scores: Scores
    order: Ranks  # Positions of the tasks, best first, shape (n,)
    # Ranks from 1 on, before and now, shape (n,).
    rank_before: Ranks
    rank: Ranks

    @property
    def moved(self) -> Ranks:
        """Number of ranks that each task went up; negative where it went down."""
        return self.rank_before - self.rank

    def top_changes(self, first: int) -> tuple[Ranks, Ranks]:
        """Return the tasks that enter and the tasks that leave the first ranks."""
        enter = np.flatnonzero((self.rank <= first) & (self.rank_before > first))
        leave = np.flatnonzero((self.rank > first) & (self.rank_before <= first))
        return enter[np.argsort(self.rank[enter])], leave[np.argsort(self.rank_before[leave])]


class Reranker:
    """Ranks the tasks of an assessment by other scorecards.

    The hours saved do not depend on the scorecard and are reused. Where only weights differ, the
    points are reused as well.

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
    >>> reranking = Reranker(assessment).rank_by(only_pattern)
    >>> reranking.rank_before.tolist(), reranking.rank.tolist()
    ([2, 1], [1, 2])
    """

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._scores = assessment.scores
        self._ties = assessment.inventory.row_order()
        self._before = _ranks(assessment.order)

    def rank_by(self, scorecard: Scorecard) -> Reranking:
        """Rank the tasks by another scorecard."""
        scores = self._scored(scorecard)
        order = ranking_order(scores.score, self._assessment.savings.p50, self._ties)
        return Reranking(scores, order, self._before, _ranks(order))

    def _scored(self, scorecard: Scorecard) -> Scores:
        scores = self._scores
        factors = [criterion.factor for criterion in scorecard.criterion]
        if factors == [criterion.factor for criterion in scores.scorecard.criterion]:
            return replace(scores, scorecard=scorecard)
        inventory = self._assessment.inventory
        self._scores = Scorer(scorecard, inventory.fields).score(
            inventory.tasks, inventory.alternatives
        )
        return self._scores


def _ranks(order: Ranks) -> Ranks:
    ranks = np.empty(len(order), dtype=np.intp)
    ranks[order] = np.arange(1, len(order) + 1)
    return ranks
