"""The unanswered question whose answer would narrow the range of a task's score the most."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.arrays import Floats
from rpa_scout.factors import Outcome
from rpa_scout.policy.derived import DERIVED_QUANTITIES
from rpa_scout.policy.fields import FieldSet
from rpa_scout.scoring.scorer import Scores


def narrowing_by_question(
    scores: Scores, tasks: pd.DataFrame, fields: FieldSet, *, alone: bool = False
) -> dict[str, Floats]:
    """Return by how many points of score each unanswered question would narrow the range.

    The answer is assumed to have the points that the policy gives an unknown answer. The gain of a
    quantity with several unanswered parts (items a year from runs and items) is shared equally
    among them; the reported yearly hours answer the hours directly.
    """
    narrowing: dict[str, Floats] = {}
    total = sum(scores.scorecard.weights)
    for criterion, outcomes in zip(scores.scorecard.criterion, scores.factors, strict=True):
        for position, factor in enumerate(criterion.factor):
            gain = _narrowing(outcomes, position) * (100.0 * criterion.weight / total)
            for field_id, share in _shares(factor.field, tasks).items():
                # One of several unknown parts does not make the quantity known.
                points = np.floor(share) if alone else share
                narrowing[field_id] = narrowing.get(field_id, 0.0) + gain * points
    return {field_id: narrowing[field_id] for field_id in fields.ids if field_id in narrowing}


def most_useful_questions(
    scores: Scores, tasks: pd.DataFrame, fields: FieldSet
) -> npt.NDArray[np.object_]:
    """Return for every task the field whose answer would narrow its range the most.

    Where no single answer narrows the range, the field with the largest share of the gain of a
    quantity with several unanswered parts is returned.
    """
    alone = narrowing_by_question(scores, tasks, fields, alone=True)
    shared = narrowing_by_question(scores, tasks, fields)
    names = np.array([*alone, None], dtype=object)
    by_itself, with_others = (np.stack(list(gains.values())) for gains in (alone, shared))
    gains = np.where(by_itself.max(axis=0) > 0.0, by_itself, with_others)
    # Rounded: the same gain summed in another order differs in its last bits.
    best = np.argmax(np.round(gains, 9), axis=0)
    best[gains.max(axis=0) <= 0.0] = len(alone)
    return np.asarray(names[best], dtype=object)


def _narrowing(outcomes: tuple[Outcome, ...], asked: int) -> Floats:
    """Return by how much a criterion's range narrows when one factor becomes known."""
    ones = np.ones_like(outcomes[0].point)
    other_factors = Outcome(ones, ones, ones)
    for position, outcome in enumerate(outcomes):
        if position != asked:
            other_factors = other_factors * outcome
    narrowed = outcomes[asked]
    now = narrowed.high * other_factors.high - narrowed.low * other_factors.low
    after = narrowed.point * (other_factors.high - other_factors.low)
    return np.where(narrowed.high > narrowed.low, np.maximum(now - after, 0.0), 0.0)


def _shares(name: str, tasks: pd.DataFrame) -> dict[str, Floats]:
    """Return each question's share of the gain of a quantity; 0 where it is answered."""
    quantity = DERIVED_QUANTITIES.get(name)
    parts, instead = (quantity.parts, quantity.instead) if quantity else ((name,), ())
    missing = {part: _missing(tasks, part) for part in parts}
    count = np.maximum(sum(missing.values()), 1.0)
    shares = {part: is_missing / count for part, is_missing in missing.items()}
    return shares | {field: _missing(tasks, field) for field in instead}


def _missing(tasks: pd.DataFrame, name: str) -> Floats:
    return tasks[name].isna().to_numpy().astype(np.float64)
