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

    Parameters
    ----------
    scores : Scores
        Scores of the tasks.
    tasks : DataFrame, shape (n, fields)
        The tasks.
    fields : FieldSet
        The survey's fields.
    alone : bool, optional
        Count only what an answer narrows by itself, all other questions staying open.

    Returns
    -------
    dict of str to ndarray, shape (n,)
        Narrowing in points of score by field id, in the order of the form; 0 where answered.
    """
    narrowing: dict[str, Floats] = {}
    total = sum(scores.scorecard.weights)
    for criterion, outcomes in zip(scores.scorecard.criterion, scores.factors, strict=True):
        for place, factor in enumerate(criterion.factor):
            gain = _narrowing(outcomes, place) * (100.0 * criterion.weight / total)
            for field_id, share in _shares(factor.field, tasks).items():
                # By itself, a part of a quantity says nothing.
                told = np.floor(share) if alone else share
                narrowing[field_id] = narrowing.get(field_id, 0.0) + gain * told
    return {one: narrowing[one] for one in fields.ids if one in narrowing}


def most_useful_questions(
    scores: Scores, tasks: pd.DataFrame, fields: FieldSet
) -> npt.NDArray[np.object_]:
    """Return for every task the field whose answer would narrow its range the most.

    Where no answer narrows anything by itself, the one with the largest share in a quantity that
    several unanswered questions make up is named.

    Parameters
    ----------
    scores : Scores
        Scores of the tasks.
    tasks : DataFrame, shape (n, fields)
        The tasks.
    fields : FieldSet
        The survey's fields.

    Returns
    -------
    ndarray of object, shape (n,)
        Field ids; None where nothing is unknown. Of equals, the first in the form.
    """
    alone = narrowing_by_question(scores, tasks, fields, alone=True)
    shared = narrowing_by_question(scores, tasks, fields)
    names = np.array([*alone, None], dtype=object)
    by_itself, with_others = (np.stack(list(one.values())) for one in (alone, shared))
    gains = np.where(by_itself.max(axis=0) > 0.0, by_itself, with_others)
    # Rounded, so that equals stay equal whatever order they were added up in.
    best = np.argmax(np.round(gains, 9), axis=0)
    best[gains.max(axis=0) <= 0.0] = len(alone)
    return np.asarray(names[best], dtype=object)


def _narrowing(outcomes: tuple[Outcome, ...], place: int) -> Floats:
    """Return how much narrower a criterion's points get when one factor becomes known."""
    ones = np.ones_like(outcomes[0].point)
    others = Outcome(ones, ones, ones)
    for position, outcome in enumerate(outcomes):
        if position != place:
            others = others * outcome
    one = outcomes[place]
    now = one.high * others.high - one.low * others.low
    after = one.point * (others.high - others.low)
    return np.where(one.high > one.low, np.maximum(now - after, 0.0), 0.0)


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
