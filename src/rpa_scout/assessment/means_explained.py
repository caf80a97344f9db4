"""Why a means was chosen for a task, and how every means stands, as sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from rpa_scout.assessment.explanation import MeansPart, answer_of
from rpa_scout.inventory import Inventory
from rpa_scout.policy.means import AI_FUNCTIONS, AI_HELP, Means
from rpa_scout.savings.means import MeansChoice
from rpa_scout.text import _, language, listed


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
        labels = listed(inventory.fields.label(field_id) for field_id in unconfirmed)
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
    return listed(f"{answer.label}＝{answer.shown}" for answer in answers)


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
                    listed(map(fields.label, failing)),
                    listed(map(fields.label, unconfirmed)),
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
