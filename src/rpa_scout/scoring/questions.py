"""Which unanswered question, once answered, would narrow a task's range of scores the most."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.factors import Outcome
from rpa_scout.policy.derived import DERIVED_QUANTITIES
from rpa_scout.policy.fields import FieldSet
from rpa_scout.scoring.scorer import Scores

__all__ = ["most_useful_questions", "narrowing_by_question"]

Floats = npt.NDArray[np.float64]


def narrowing_by_question(
    scores: Scores, tasks: pd.DataFrame, fields: FieldSet, *, alone: bool = False
) -> dict[str, Floats]:
    """Return by how many points of score each unanswered question would narrow the range.

    The answer is expected to be worth what the policy expects of an unknown one. A quantity that
    several unanswered questions make up (items a year from runs and items) is shared equally among
    them; the yearly hours as reported answer the hours by themselves.
    """
    narrowing: dict[str, Floats] = {}
    total = sum(scores.scorecard.weights)
    for criterion, outcomes in zip(scores.scorecard.criterion, scores.factors, strict=True):
        for position, factor in enumerate(criterion.factor):
            gain = _narrowing(outcomes, position) * (100.0 * criterion.weight / total)
            for field_id, share in _shares(factor.field, tasks).items():
                # By itself, a part of a quantity says nothing.
                points = np.floor(share) if alone else share
                narrowing[field_id] = narrowing.get(field_id, 0.0) + gain * points
    return {field_id: narrowing[field_id] for field_id in fields.ids if field_id in narrowing}


def most_useful_questions(
    scores: Scores, tasks: pd.DataFrame, fields: FieldSet
) -> npt.NDArray[np.object_]:
    """Return for every task the field whose answer would narrow its range the most.

    Where no answer narrows anything by itself, the one with the largest share in a quantity that
    several unanswered questions make up is named.
    """
    alone = narrowing_by_question(scores, tasks, fields, alone=True)
    shared = narrowing_by_question(scores, tasks, fields)
    names = np.array([*alone, None], dtype=object)
    by_itself, with_others = (np.stack(list(gains.values())) for gains in (alone, shared))
    gains = np.where(by_itself.max(axis=0) > 0.0, by_itself, with_others)
    # Rounded, so that equals stay equal whatever order they were added up in.
    best = np.argmax(np.round(gains, 9), axis=0)
    best[gains.max(axis=0) <= 0.0] = len(alone)
    return np.asarray(names[best], dtype=object)


def _narrowing(outcomes: tuple[Outcome, ...], asked: int) -> Floats:
    """Return how much narrower a criterion's points get when one factor becomes known."""
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
    """Return which questions make up a quantity, each with its share; 0 where answered."""
    quantity = DERIVED_QUANTITIES.get(name)
    parts, instead = (quantity.parts, quantity.instead) if quantity else ((name,), ())
    missing = {part: _missing(tasks, part) for part in parts}
    count = np.maximum(sum(missing.values()), 1.0)
    shares = {part: is_missing / count for part, is_missing in missing.items()}
    return shares | {field: _missing(tasks, field) for field in instead}


def _missing(tasks: pd.DataFrame, name: str) -> Floats:
    return tasks[name].isna().to_numpy().astype(np.float64)
