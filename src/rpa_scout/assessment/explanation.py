"""The explanation of a task's rank, as data and as sentences in the user's language."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from rpa_scout.assessment.explanation_lines import explanation_lines
from rpa_scout.assessment.hours_explained import HoursExplanation
from rpa_scout.factors import Outcome
from rpa_scout.inventory import CellSource, Inventory
from rpa_scout.policy.derived import DERIVED_QUANTITIES
from rpa_scout.policy.means import AI_FUNCTIONS, AI_HELP, Means
from rpa_scout.savings.means import MeansChoice
from rpa_scout.scoring.scorer import Scores
from rpa_scout.text import _, language

__all__ = [
    "Answer",
    "CriterionPart",
    "Explanation",
    "FactorPart",
    "MeansPart",
    "answer_of",
    "criterion_parts",
    "means_parts",
    "means_reason",
    "means_reasons",
]


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


def means_reason(inventory: Inventory, choice: MeansChoice, task: int) -> str:
    """Say why a means was chosen, or why none fits."""
    if not choice.automates[task]:
        return _no_means(inventory, choice, task)
    means = choice.policy.means[choice.position[task]]
    unconfirmed = choice.unconfirmed(task)
    answered = [name for name in _grounds(means) if name not in unconfirmed]
    sentences = [*_route_sentence(choice, task)]
    if answered:
        sentences.append(_answers_listed(inventory, task, answered))
    if unconfirmed:
        labels = _listed(inventory.fields.label(field_id) for field_id in unconfirmed)
        sentences.append(_("to be confirmed: {labels}").format(labels=labels))
    sentences += [
        hand_over.sentence_in(language())
        for hand_over in choice.policy.hand_over
        if _holds(inventory, task, hand_over.field, hand_over.allowed)
    ]
    return _joined(sentences)


def _route_sentence(choice: MeansChoice, task: int) -> Iterator[str]:
    """Say which function of AI a task is looked at for, if any."""
    if choice.route[task] >= 0:
        route = choice.policy.route[int(choice.route[task])]
        yield _("function of AI: {function} ({kind})").format(
            function=_(AI_FUNCTIONS[route.function]), kind=route.label_in(language())
        )


def _grounds(means: Means) -> tuple[str, ...]:
    """Return the fields that speak for a means: those of its requirements, not of its gates."""
    return tuple(requirement.field for requirement in means.requirement)


def means_reasons(inventory: Inventory, choice: MeansChoice) -> list[str]:
    """Say for every task why its means was chosen, in the user's language."""
    policy = choice.policy
    names = [name for means in policy.means for name in means.condition_fields]
    names += [gate.unless.field for means in policy.means for gate in means.gate if gate.unless]
    names += [condition.field for advice in policy.fallback for condition in advice.any]
    names += [hand_over.field for hand_over in policy.hand_over]
    asked = dict.fromkeys(names)
    answers = [inventory.tasks[field_id].cat.codes.to_numpy() for field_id in asked]
    # Answers that leave open which choice counts have the same code, and other labels.
    open_codes = (
        [
            tuple(inventory.open_choices.get((task_id, name), ()) for name in asked)
            for task_id in inventory.tasks.index
        ]
        if inventory.open_choices
        else [()] * len(inventory.tasks)
    )
    keys = zip(
        choice.position.tolist(),
        choice.fallback.tolist(),
        choice.route.tolist(),
        open_codes,
        *answers,
        strict=True,
    )
    reason_of: dict[tuple[object, ...], str] = {}
    reasons = []
    # Tasks with the same answers share a sentence; making a sentence per task is slow.
    for task, key in enumerate(keys):
        if key not in reason_of:
            reason_of[key] = means_reason(inventory, choice, task)
        reasons.append(reason_of[key])
    return reasons


def _no_means(inventory: Inventory, choice: MeansChoice, task: int) -> str:
    advice = choice.policy.fallback[choice.fallback[task]]
    grounds = [
        condition.field
        for condition in advice.any
        if _holds(inventory, task, condition.field, condition.allowed)
    ]
    if not grounds:
        failing = [choice.failing(position, task) for position in range(len(choice.policy.means))]
        wishes = {
            requirement.field
            for means in choice.policy.means
            for requirement in means.requirement
            if requirement.must_be_known
        }
        # A means that is not considered for the kind of work is no reason.
        considered = [fields for fields in failing if AI_HELP not in fields]
        grounds = [field for fields in considered for field in fields if field not in wishes]
    listed = _answers_listed(inventory, task, list(dict.fromkeys(grounds)))
    sentence = _("no means fits: {answers}").format(answers=listed)
    return _joined([*_route_sentence(choice, task), sentence])


def _holds(inventory: Inventory, task: int, field_id: str, allowed: Iterable[str]) -> bool:
    answer: Any = inventory.tasks[field_id].iat[task]
    return answer in allowed


def _answers_listed(inventory: Inventory, task: int, field_ids: Iterable[str]) -> str:
    task_id = inventory.tasks.index[task]
    answers = (answer_of(inventory, task_id, field_id) for field_id in field_ids)
    return _listed(f"{answer.label}＝{answer.shown}" for answer in answers)


def _listed(parts: Iterable[str]) -> str:
    return ("、" if language() == "ja" else ", ").join(parts)


def _joined(sentences: Iterable[str]) -> str:
    return ("。" if language() == "ja" else "; ").join(sentences)


def means_parts(
    inventory: Inventory, choice: MeansChoice, task: int, saved_p50: float
) -> tuple[MeansPart, ...]:
    """Return, for every means of the policy, whether it fits a task and why."""
    parts, fields = [], inventory.fields
    for position, means in enumerate(choice.policy.means):
        failing = choice.failing(position, task)
        is_chosen = bool(choice.automates[task]) and bool(choice.position[task] == position)
        unconfirmed = choice.open_questions(position, task)
        parts.append(
            MeansPart(
                id=means.id,
                label=means.label_in(language()),
                chosen=is_chosen,
                fits=not failing,
                failing=failing,
                unconfirmed=unconfirmed,
                saved_hours_per_year=saved_p50 if is_chosen else math.nan,
                standing=_standing(
                    _listed(map(fields.label, failing)),
                    _listed(map(fields.label, unconfirmed)),
                    saved_p50 if is_chosen else None,
                ),
            )
        )
    return tuple(parts)


def _standing(failing: str, unconfirmed: str, saved: float | None) -> str:
    """Say how a means stands; `saved` is None where it was not chosen."""
    if failing:
        return _("does not fit: {fields}").format(fields=failing)
    if saved is None:
        sentence = _("also fits")
    elif math.isnan(saved):
        sentence = _("hours unknown")
    else:
        sentence = _("{hours:,.0f} hours/year saved (middle estimate)")
        sentence = sentence.format(hours=round(saved) + 0)
    if unconfirmed:
        sentence += "、" + _("to be confirmed: {labels}").format(labels=unconfirmed)
    return sentence
