"""Why a task stands where it stands: as data, and as sentences in the user's language."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from rpa_scout.assessment.hours_explained import HoursExplanation, hours_lines
from rpa_scout.inventory import CellSource, Inventory
from rpa_scout.policy.means import Means
from rpa_scout.policy.model import DERIVED_QUANTITIES, Criterion
from rpa_scout.savings.means import MeansChoice
from rpa_scout.text import _, language

__all__ = [
    "Answer",
    "CriterionPart",
    "Explanation",
    "MeansPart",
    "answer_of",
    "criterion_answers",
    "means_parts",
    "means_reason",
    "means_reasons",
]


_PARTS = {
    "items_per_year": ("runs_per_year", "items_per_run"),
    "hours_per_year": (
        "runs_per_year",
        "items_per_run",
        "minutes_per_item",
        "setup_minutes_per_run",
        "hours_per_year_reported",
    ),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was used.

    Attributes
    ----------
    field, label : str
        Id and label of the survey field.
    shown : str
        The answer as the form shows it; 「わからない」 where there is none.
    known : bool
        Whether there is one.
    source : CellSource
        The cell it was read from.
    """

    field: str
    label: str
    shown: str
    known: bool
    source: CellSource


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
        What it rests on.
    """

    id: str
    label: str
    points: float
    low: float
    high: float
    weight: float
    contribution: float
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class MeansPart:
    """How one means stands for a task.

    Attributes
    ----------
    id, label : str
        The means.
    chosen, fits : bool
        Whether it was chosen, and whether its requirements hold.
    failing, unconfirmed : tuple of str
        Fields whose answers rule it out, and those nobody has answered.
    saved_hours_per_year : float
        What the chosen means saves (p50), as in the ranking; NaN for the others, and where no
        hours are known.
    """

    id: str
    label: str
    chosen: bool
    fits: bool
    failing: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    saved_hours_per_year: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a task stands where it stands.

    Attributes
    ----------
    task_id, department, name : str
        The task.
    rank : int
        Its place.
    score, score_low, score_high : float
        Score and its range.
    criteria : tuple of CriterionPart
        The parts, which add up to the score.
    means : tuple of MeansPart
        Every means of the policy.
    reason : str
        Why the means was chosen, in the user's language.
    narrowing : dict of str to float
        By how many points of score each unanswered question would narrow the range.
    hours : HoursExplanation
        How the hours saved come about.
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
        head = _("{rank}. {department} {name}: score {score:.1f} ({low:.1f}–{high:.1f})").format(
            rank=self.rank,
            department=self.department,
            name=self.name,
            score=self.score,
            low=self.score_low,
            high=self.score_high,
        )
        criteria = map(_criterion_line, self.criteria)
        return "\n".join([head, *criteria, self.reason, *hours_lines(self.hours)])


def _criterion_line(part: CriterionPart) -> str:
    answers = "、".join(f"{one.label}＝{one.shown}" for one in part.answers)
    return f"  {part.contribution:5.1f}  {part.label}（{part.points:.2f}×{part.weight:g}）{answers}"


def answer_of(inventory: Inventory, task_id: str, field_id: str) -> Answer:
    """Return an answer as the form shows it, with the cell it was read from.

    Parameters
    ----------
    inventory : Inventory
        Where the task is.
    task_id, field_id : str
        The task and the field.

    Returns
    -------
    Answer
        The answer.
    """
    one = inventory.fields[field_id]
    value: Any = inventory.tasks.at[task_id, field_id]
    known = not pd.isna(value)
    open_codes = inventory.open_choices.get((task_id, field_id), ())
    if one.kind == "choice" and open_codes and not known:
        shown = "／".join(map(one.choice_label, open_codes))
    elif one.kind == "choice":
        shown = one.choice_label(str(value) if known else None)
    elif one.kind == "number":
        shown = f"{value:,g}" if known else one.choice_label(None)
    else:
        shown = str(value) if known else ""
    return Answer(
        field_id,
        inventory.fields.label(field_id),
        shown,
        known,
        inventory.source_of(task_id, field_id),
    )


def criterion_answers(
    inventory: Inventory, task_id: str, criterion: Criterion
) -> tuple[Answer, ...]:
    """Return the answers that a criterion rests on; a derived quantity gives its parts.

    Parameters
    ----------
    inventory : Inventory
        Where the task is.
    task_id : str
        The task.
    criterion : Criterion
        A criterion of the scorecard.

    Returns
    -------
    tuple of Answer
        In the order of the criterion's factors. Where a quantity is derived, such as the hours a
        year, unknown answers are left out.
    """
    fields = [part for one in criterion.fields for part in _PARTS.get(one, (one,))]
    answers = [answer_of(inventory, task_id, one) for one in fields]
    derived = any(one in DERIVED_QUANTITIES for one in criterion.fields)
    return tuple(one for one in answers if one.known or not derived)


def means_reason(inventory: Inventory, choice: MeansChoice, task: int) -> str:
    """Say why a means was chosen, or why none fits.

    Parameters
    ----------
    inventory : Inventory
        Where the tasks are.
    choice : MeansChoice
        The choice of all tasks.
    task : int
        Position of the task.

    Returns
    -------
    str
        A sentence in the user's language.
    """
    if not choice.automates[task]:
        return _no_means(inventory, choice, task)
    means = choice.policy.means[choice.position[task]]
    unconfirmed = choice.unconfirmed(task)
    answered = [name for name in _grounds(means) if name not in unconfirmed]
    sentences = []
    if answered:
        sentences.append(_answers_listed(inventory, task, answered))
    if unconfirmed:
        labels = _listed(inventory.fields.label(one) for one in unconfirmed)
        sentences.append(_("to be confirmed: {labels}").format(labels=labels))
    return _joined(sentences)


def _grounds(means: Means) -> tuple[str, ...]:
    """Return what speaks for a means: its requirements; that no gate bars it is no ground."""
    return tuple(requirement.field for requirement in means.requirement)


def means_reasons(inventory: Inventory, choice: MeansChoice) -> list[str]:
    """Say for every task why its means was chosen, in the user's language.

    Parameters
    ----------
    inventory : Inventory
        Where the tasks are.
    choice : MeansChoice
        The choice of all tasks.

    Returns
    -------
    list of str
        In the order of the tasks. Tasks with the same answers share one sentence.
    """
    policy = choice.policy
    names = [name for means in policy.means for name in means.condition_fields]
    names += [gate.unless.field for means in policy.means for gate in means.gate if gate.unless]
    names += [condition.field for advice in policy.fallback for condition in advice.any]
    asked = dict.fromkeys(names)
    answers = [inventory.tasks[one].cat.codes.to_numpy() for one in asked]
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
        choice.position.tolist(), choice.fallback.tolist(), open_codes, *answers, strict=True
    )
    known: dict[tuple[object, ...], str] = {}
    reasons = []
    for task, key in enumerate(keys):
        if key not in known:
            known[key] = means_reason(inventory, choice, task)
        reasons.append(known[key])
    return reasons


def _no_means(inventory: Inventory, choice: MeansChoice, task: int) -> str:
    advice = choice.policy.fallback[choice.fallback[task]]
    grounds = [one.field for one in advice.any if _holds(inventory, task, one.field, one.allowed)]
    if not grounds:
        failing = [choice.failing(one, task) for one in range(len(choice.policy.means))]
        grounds = [field for fields in failing for field in fields if field != "ai_help"]
    listed = _answers_listed(inventory, task, list(dict.fromkeys(grounds)))
    return _("no means fits: {answers}").format(answers=listed)


def _holds(inventory: Inventory, task: int, field_id: str, allowed: Iterable[str]) -> bool:
    answer: Any = inventory.tasks[field_id].iat[task]
    return answer in allowed


def _answers_listed(inventory: Inventory, task: int, field_ids: Iterable[str]) -> str:
    task_id = inventory.tasks.index[task]
    answers = (answer_of(inventory, task_id, one) for one in field_ids)
    return _listed(f"{one.label}＝{one.shown}" for one in answers)


def _listed(parts: Iterable[str]) -> str:
    return ("、" if language() == "ja" else ", ").join(parts)


def _joined(sentences: Iterable[str]) -> str:
    return ("。" if language() == "ja" else "; ").join(sentences)


def means_parts(choice: MeansChoice, task: int, saved_p50: float) -> tuple[MeansPart, ...]:
    """Return how every means of the policy stands for a task.

    Parameters
    ----------
    choice : MeansChoice
        The choice of all tasks.
    task : int
        Position of the task.
    saved_p50 : float
        Hours a year that it saves by the means chosen.

    Returns
    -------
    tuple of MeansPart
        In the policy's order.
    """
    parts = []
    for position, one in enumerate(choice.policy.means):
        failing = choice.failing(position, task)
        is_chosen = bool(choice.automates[task]) and bool(choice.position[task] == position)
        parts.append(
            MeansPart(
                id=one.id,
                label=one.label_in(language()),
                chosen=is_chosen,
                fits=not failing,
                failing=failing,
                unconfirmed=choice.open_questions(position, task),
                saved_hours_per_year=saved_p50 if is_chosen else math.nan,
            )
        )
    return tuple(parts)
