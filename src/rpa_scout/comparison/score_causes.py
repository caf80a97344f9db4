"""Which answers, knots and weights changed a score: one thing swapped at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.comparison.stepwise import Steps
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Criterion, Scorecard
from rpa_scout.scoring.scorer import Scorer

__all__ = ["KNOTS", "WEIGHTS", "ScorePart", "score_parts"]

KNOTS = "knots"
WEIGHTS = "weights"

_LEAST = 1e-12  # of 100 points; less is rounding

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A part of the change of a task's score.

    Attributes
    ----------
    criterion : str
        Id of the criterion whose contribution changed.
    cause : str
        Id of the survey field whose answer changed; `KNOTS`: the policy's knots or points;
        `WEIGHTS`: its weights.
    points : float
        Of 100.
    """

    criterion: str
    cause: str
    points: float


def score_parts(
    steps: Steps, old: Scorecard, new: Scorecard, fields: FieldSet
) -> Mapping[str, tuple[ScorePart, ...]]:
    """Take the changes of scores apart.

    The answers are swapped first, field by field in the order of the form, on the old scorecard;
    then the knots of all criteria, then their weights. So the parts add up to the change.

    Parameters
    ----------
    steps : Steps
        The tasks, from the old answers to the new.
    old, new : Scorecard
        What was applied, and what is now.
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    mapping of str to tuple of ScorePart
        By id of the task in the newer inventory; tasks whose score stayed are left out.
    """
    found: dict[str, list[ScorePart]] = {}
    card_old, card_both, card_new = _on_common_criteria(old, new)
    scorer = Scorer(card_old, fields)
    for field_id, before, after in steps.inventories_by_field():
        scores = [scorer.score(step.tasks, step.alternatives) for step in (before, after)]
        change = scores[1].contributions - scores[0].contributions
        _add(found, after.tasks.index, change, card_old, field_id)
    tasks, alternatives = steps.new_tasks, steps.new.alternatives
    contributions = [
        Scorer(card, fields).score(tasks, alternatives).contributions
        for card in (card_old, card_both, card_new)
    ]
    _add(found, tasks.index, contributions[1] - contributions[0], card_old, KNOTS)
    _add(found, tasks.index, contributions[2] - contributions[1], card_old, WEIGHTS)
    return {task: tuple(parts) for task, parts in found.items()}


def _on_common_criteria(old: Scorecard, new: Scorecard) -> tuple[Scorecard, Scorecard, Scorecard]:
    """Return the old card, the old weights on the new knots, and the new card, of all criteria.

    A criterion that only one of them has weighs nothing in the other.
    """
    ours = {one.id: one for one in old.criterion}
    theirs = {one.id: one for one in new.criterion}
    ids = [*ours, *(one for one in theirs if one not in ours)]

    def card(knots: Mapping[str, Criterion], weights: Mapping[str, Criterion]) -> Scorecard:
        every = {**theirs, **ours, **knots}
        criteria = tuple(
            every[one].model_copy(update={"weight": weights[one].weight if one in weights else 0.0})
            for one in ids
        )
        # Made anew: a copy would keep the weights that the old card has worked out.
        return Scorecard(id=old.id, label=old.label, label_en=old.label_en, criterion=criteria)

    return card(ours, ours), card(theirs, ours), card(theirs, theirs)


def _add(
    found: dict[str, list[ScorePart]],
    tasks: pd.Index[str],
    change: Floats,
    card: Scorecard,
    cause: str,
) -> None:
    for task, part in _parts(tasks, change, card, cause):
        found.setdefault(task, []).append(part)


def _parts(
    tasks: pd.Index[str], change: Floats, card: Scorecard, cause: str
) -> Iterator[tuple[str, ScorePart]]:
    for criterion, task in zip(*np.nonzero(np.abs(change) > _LEAST), strict=True):
        points = float(change[criterion, task])
        yield str(tasks[task]), ScorePart(card.criterion[criterion].id, cause, points)
