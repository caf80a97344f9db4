"""The unanswered questions worth asking: their answers can change which tasks come first."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rpa_scout.arrays import Bools, Floats, Positions
from rpa_scout.assessment.assess import Assessment
from rpa_scout.questions import MOST_A_TASK


def can_cross(score: Floats, low: Floats, high: Floats, order: Positions, first: int) -> Bools:
    """Return which tasks unanswered questions could move across the cut of a ranking.

    A task before the cut can fall behind it if its lowest score is below the score of the first
    task behind the cut. A task behind the cut can pass it if its highest score is above the score
    of the last task before the cut.

    >>> import numpy as np
    >>> score = np.array([90.0, 60.0, 50.0, 20.0])
    >>> spread = np.array([5.0, 20.0, 15.0, 15.0])
    >>> can_cross(score, score - spread, score + spread, np.arange(4), first=2)
    array([False,  True,  True, False])
    """
    crossing = np.zeros(len(score), dtype=bool)
    if not 0 < first < len(order):
        return crossing
    inside, outside = order[:first], order[first:]
    crossing[inside] = low[inside] < score[outside[0]]
    crossing[outside] = high[outside] > score[inside[-1]]
    return crossing


def most_telling(
    narrowing: Mapping[str, Floats], tasks: Bools, most: int = MOST_A_TASK
) -> dict[int, tuple[str, ...]]:
    """Return the questions that narrow the range of each task's score the most."""
    rows = np.flatnonzero(tasks)
    if not narrowing or not rows.size:
        return {}
    names = list(narrowing)
    # Rounded: the same gain summed in another order differs in its last bits.
    gains = np.round(np.stack([narrowing[name][rows] for name in names]), 9)
    ranked = np.argsort(-gains, axis=0, kind="stable")[:most]
    asked = {
        int(row): tuple(
            names[position] for position in ranked[:, column] if gains[position, column] > 0.0
        )
        for column, row in enumerate(rows)
    }
    return {row: fields for row, fields in asked.items() if fields}


def open_questions(assessment: Assessment, most: int = MOST_A_TASK) -> dict[str, tuple[str, ...]]:
    """Return the unanswered questions whose answers can change which tasks come first.

    The cut is behind the first k tasks of the ranking; k is the number of tasks missing to the
    policy's goal, or else what the target's headline speaks of.
    """
    scores, order = assessment.scores, assessment.order
    first = assessment.policy.targets.tasks_missing or assessment.target.needed_for_goal or 0
    # No questions about tasks that are automated already, or that no answer makes a candidate.
    contending = order[assessment.candidacy.can_change[order]]
    crossing = can_cross(scores.score, scores.score_low, scores.score_high, contending, first)
    ids = assessment.inventory.tasks.index
    return {
        str(ids[row]): asked
        for row, asked in most_telling(assessment.narrowing, crossing, most).items()
    }
