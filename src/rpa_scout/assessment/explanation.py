"""The explanation of a task's rank, as data and as sentences in the user's language."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from rpa_scout.assessment.explanation_lines import explanation_lines
from rpa_scout.assessment.hours_explained import HoursExplanation
from rpa_scout.factors import Outcome
from rpa_scout.inventory import CellSource, Inventory
from rpa_scout.policy.derived import DERIVED_QUANTITIES
from rpa_scout.scoring.scorer import Scores
from rpa_scout.text import _, language


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer behind a criterion or a means."""

    field: str  # Id of the survey field
    label: str
    shown: str  # As the form shows it; 「わからない」 where there is no answer
    is_known: bool
    source: CellSource


@dataclass(frozen=True, slots=True)
class FactorPart:
    """One factor of a criterion; the points of the factors multiply to those of the criterion."""

    id: str  # Survey field, or derived quantity such as items a year
    label: str
    shown: str  # The answer, or the value of the quantity
    points: float
    low: float
    high: float
    answers: tuple[Answer, ...]  # The answer, or the known ones behind the quantity


@dataclass(frozen=True, slots=True)
class KnownPattern:
    """A typical municipal task that a task fits."""

    entry_id: str
    name: str
    means: str  # By which it is usually automated; empty where unknown
    probability: float  # Of being the same work
    source_url: str
    sentence: str  # The same in the user's language


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """One criterion's part in a score.

    Attributes
    ----------
    id, label : str
        The criterion.
    points, low, high : float
        Points between 0 and 1: estimate and range.
    weight, contribution : float
        Weight, and points of score that it adds.
    answers : tuple of Answer
        Answers behind the points.
    factors : tuple of FactorPart
        What multiplies to the points.
    known_pattern : KnownPattern, optional
        Of a criterion that asks for one: what the task fits. It gives no points.
    """

    id: str
    label: str
    points: float
    low: float
    high: float
    weight: float
    contribution: float
    answers: tuple[Answer, ...]
    factors: tuple[FactorPart, ...]
    known_pattern: KnownPattern | None = None


@dataclass(frozen=True, slots=True)
class MeansPart:
    """One means for a task: whether it fits, and what speaks against it.

    Attributes
    ----------
    id, label : str
        The means.
    chosen, fits : bool
        Whether it was chosen, and whether its requirements hold.
    failing, unconfirmed : tuple of str
        Fields whose answers rule it out, and unanswered fields that it depends on.
    saved_hours_per_year : float
        Hours that the chosen means saves (p50), as in the ranking; NaN for the other means, and
        where no hours are known.
    standing : str
        The same in the user's language.
    """

    id: str
    label: str
    chosen: bool
    fits: bool
    failing: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    saved_hours_per_year: float
    standing: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of a task's rank.

    Attributes
    ----------
    task_id, department, name : str
        The task.
    rank : int
        Rank, from 1.
    score, score_low, score_high : float
        Score and its range.
    criteria : tuple of CriterionPart
        Parts that add up to the score.
    means : tuple of MeansPart
        Every means of the policy.
    reason : str
        Why the means was chosen, in the user's language.
    narrowing : dict of str to float
        By how many points of score each unanswered question would narrow the range.
    hours : HoursExplanation
        Steps and causes of the hours saved.
    """

    task_id: str
    department: str
    name: str
    rank: int
    score: float
    score_low: float
    score_high: float
    criteria: tuple[CriterionPart, ...]
    means: tuple[MeansPart, ...]
    reason: str
    narrowing: dict[str, float]
    hours: HoursExplanation

    def __str__(self) -> str:
        return "\n".join(explanation_lines(self))


def answer_of(inventory: Inventory, task_id: str, field_id: str) -> Answer:
    """Return an answer as the form shows it, with the cell it was read from."""
    field = inventory.fields[field_id]
    value: Any = inventory.tasks.at[task_id, field_id]
    is_known = not pd.isna(value)
    open_codes = inventory.open_choices.get((task_id, field_id), ())
    if field.kind == "choice" and open_codes and not is_known:
        shown = "／".join(map(field.choice_label, open_codes))
    elif field.kind == "choice":
        shown = field.choice_label(str(value) if is_known else None)
    elif field.kind == "number":
        shown = f"{value:,.10g}" if is_known else field.choice_label(None)
    else:
        shown = str(value) if is_known else ""
    return Answer(
        field_id,
        inventory.fields.label(field_id),
        shown,
        is_known,
        inventory.source_of(task_id, field_id),
    )


def criterion_parts(inventory: Inventory, scores: Scores, task: int) -> tuple[CriterionPart, ...]:
    """Return what every criterion contributes to the score of a task by its position."""
    parts = []
    for row, criterion in enumerate(scores.scorecard.criterion):
        factors = tuple(
            _factor_part(inventory, task, name, outcome)
            for name, outcome in zip(criterion.fields, scores.factors[row], strict=True)
        )
        parts.append(
            CriterionPart(
                id=criterion.id,
                label=criterion.label_in(language()),
                points=float(scores.points[row, task]),
                low=float(scores.low[row, task]),
                high=float(scores.high[row, task]),
                weight=criterion.weight,
                contribution=float(scores.contributions[row, task]),
                answers=tuple(answer for factor in factors for answer in factor.answers),
                factors=factors,
            )
        )
    return tuple(parts)


def _factor_part(inventory: Inventory, task: int, name: str, outcome: Outcome) -> FactorPart:
    task_id, quantity = str(inventory.tasks.index[task]), DERIVED_QUANTITIES.get(name)
    names = quantity.fields if quantity else (name,)
    answers = tuple(answer_of(inventory, task_id, field_id) for field_id in names)
    if quantity is None:
        label, shown = answers[0].label, answers[0].shown
    else:
        value = float(quantity.compute(inventory.tasks.iloc[[task]])[0])
        label = _(quantity.label)
        shown = _("unknown") if math.isnan(value) else f"{value:,.0f} {_(quantity.unit)}"
        answers = tuple(answer for answer in answers if answer.is_known)
    points, low, high = (float(part[task]) for part in (outcome.point, outcome.low, outcome.high))
    return FactorPart(name, label, shown, points, low, high, answers)
