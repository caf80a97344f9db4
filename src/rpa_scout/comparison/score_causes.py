"""The causes of a changed score: answers, knots and weights are replaced one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rpa_scout.arrays import Floats
from rpa_scout.comparison.stepwise import Steps
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.model import Criterion, Scorecard
from rpa_scout.scoring.scorer import Scorer

KNOTS = "knots"
WEIGHTS = "weights"

_LEAST = 1e-12  # Points of 100; smaller changes are rounding errors.


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A part of the change of a task's score."""

    criterion: str  # Id of the criterion whose contribution changed
    # Id of the survey field whose answer changed; `KNOTS`: the policy's knots or points; `WEIGHTS`:
    # its weights.
    cause: str
    points: float  # Of 100


def score_parts(
    steps: Steps, old: Scorecard, new: Scorecard, fields: FieldSet
) -> Mapping[str, tuple[ScorePart, ...]]:
    """Divide the changes of scores into parts by cause.

    First the answers are replaced on the old scorecard, field by field in the order of the form;
    then the knots of all criteria, then their weights. So the parts add up to the change.
    """
    parts_of: dict[str, list[ScorePart]] = {}
    card_old, card_both, card_new = _on_common_criteria(old, new)
    scorer = Scorer(card_old, fields)
    for field_id, before, after in steps.inventories_by_field():
        scores = [scorer.score(step.tasks, step.alternatives) for step in (before, after)]
        change = scores[1].contributions - scores[0].contributions
        _add(parts_of, after.tasks.index, change, card_old, field_id)
    tasks, alternatives = steps.new_tasks, steps.new.alternatives
    contributions = [
        Scorer(card, fields).score(tasks, alternatives).contributions
        for card in (card_old, card_both, card_new)
    ]
    _add(parts_of, tasks.index, contributions[1] - contributions[0], card_old, KNOTS)
    _add(parts_of, tasks.index, contributions[2] - contributions[1], card_old, WEIGHTS)
    return {task: tuple(parts) for task, parts in parts_of.items()}


def _on_common_criteria(old: Scorecard, new: Scorecard) -> tuple[Scorecard, Scorecard, Scorecard]:
    """Return the old card, the new knots with the old weights, and the new card.

    Each has the criteria of both cards; a criterion that a card lacks has the weight 0 in it.
    """
    old_criteria = {criterion.id: criterion for criterion in old.criterion}
    new_criteria = {criterion.id: criterion for criterion in new.criterion}
    ids = [*old_criteria, *(name for name in new_criteria if name not in old_criteria)]

    def card(knots: Mapping[str, Criterion], weights: Mapping[str, Criterion]) -> Scorecard:
        every = {**new_criteria, **old_criteria, **knots}
        criteria = tuple(
            every[criterion_id].model_copy(
                update={"weight": weights[criterion_id].weight if criterion_id in weights else 0.0}
            )
            for criterion_id in ids
        )
        # Not `model_copy`: a copy would keep the cached weights of the old card.
        return Scorecard(id=old.id, label=old.label, label_en=old.label_en, criterion=criteria)

    return (
        card(old_criteria, old_criteria),
        card(new_criteria, old_criteria),
        card(new_criteria, new_criteria),
    )


def _add(
    parts_of: dict[str, list[ScorePart]],
    tasks: pd.Index[str],
    change: Floats,
    card: Scorecard,
    cause: str,
) -> None:
    for task, part in _parts(tasks, change, card, cause):
        parts_of.setdefault(task, []).append(part)


def _parts(
    tasks: pd.Index[str], change: Floats, card: Scorecard, cause: str
) -> Iterator[tuple[str, ScorePart]]:
    for criterion, task in zip(*np.nonzero(np.abs(change) > _LEAST), strict=True):
        points = float(change[criterion, task])
        yield str(tasks[task]), ScorePart(card.criterion[criterion].id, cause, points)
