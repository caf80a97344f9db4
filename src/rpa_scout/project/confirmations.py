"""Confirmed figures, and the circumstances of tasks that an assessment used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from rpa_scout.candidates import TaskCircumstances
from rpa_scout.checking.unconfirmed_figures import FIGURE_FIELDS
from rpa_scout.errors import InputError, NotAllowedError, UnknownNameError
from rpa_scout.policy.fields import FieldSet, is_unanswered
from rpa_scout.project.decisions import task_row
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.rows import table_of
from rpa_scout.project.store.schema import AssessmentCircumstancesRow, ConfirmationRow
from rpa_scout.project.surveys.current import current_lines
from rpa_scout.project.surveys.rebuilding import StoredLine
from rpa_scout.project.views import confirmations_of
from rpa_scout.text import N_

Answers = dict[str, float | None]


def figure_answers(answers: Mapping[str, Any]) -> Answers:
    """Return the answers that determine the hours of a task; None: unknown."""
    return {name: _number(answers.get(name)) for name in FIGURE_FIELDS}


def _number(answer: object) -> float | None:
    return None if is_unanswered(answer) else float(str(answer))


def confirm(change: Change, task: str, field: str, answers: Answers, fields: FieldSet) -> None:
    """Confirm a figure of a task for its present answers."""
    task_row(change, task)
    if field not in FIGURE_FIELDS:
        raise UnknownNameError(
            N_("“{name}” is no figure to be confirmed; there are: {known}."),
            name=field,
            known=", ".join(FIGURE_FIELDS),
        )
    if not change.reason:
        raise InputError(N_("A confirmation needs a reason."))
    if answers[field] is None:
        raise NotAllowedError(
            N_("“{task}” has no answer to “{field}” that could be confirmed."),
            task=task,
            field=fields.label(field),
        )
    change.put(
        ConfirmationRow,
        (task, field),
        answered=to_text(answers),
        **change.judgement,
    )


def withdraw_confirmation(change: Change, task: str, field: str) -> None:
    """Remove a confirmation; the history keeps it."""
    if change.row(ConfirmationRow, task, field) is None:
        raise NotAllowedError(
            N_("The figure “{field}” of “{task}” is not confirmed."), field=field, task=task
        )
    change.delete(ConfirmationRow, (task, field))


def answers_of(connection: Connection, task: str) -> Answers:
    """Return the answers that determine the hours of a task, with corrections."""
    for _line_id, line in current_lines(connection, [task]):
        return figure_answers(line.answers)
    return dict.fromkeys(FIGURE_FIELDS)


def confirmed_figures(
    connection: Connection, lines: Iterable[StoredLine]
) -> frozenset[tuple[str, str]]:
    """Return tasks and fields whose confirmations are valid for the answers of these lines."""
    confirmations = confirmations_of(connection)
    tasks = {confirmation.task_id for confirmation in confirmations}
    present = {
        line.task_id: figure_answers(line.answers) for line in lines if line.task_id in tasks
    }
    return frozenset(
        (confirmation.task_id, confirmation.field)
        for confirmation in confirmations
        if present.get(confirmation.task_id) == confirmation.answered
    )


def circumstances_rows(number: int, circumstances: TaskCircumstances) -> list[dict[str, Any]]:
    """Return the row that stores the circumstances of an assessment; no row if there are none."""
    content = {
        "in_register": sorted(circumstances.in_register),
        "withdrawn": sorted(circumstances.withdrawn),
        "confirmed": sorted(map(list, circumstances.confirmed)),
        "department_staff": dict(circumstances.department_staff),
    }
    if not any(content.values()):
        return []
    return [{"assessment_number": number, "content": to_text(content)}]


def assessed_circumstances(connection: Connection, number: int) -> TaskCircumstances:
    """Return the circumstances of tasks that an assessment used besides their answers."""
    table = table_of(AssessmentCircumstancesRow)
    query = select(table.c.content).where(table.c.assessment_number == number)
    text = connection.execute(query).scalar()
    if text is None:
        return TaskCircumstances()
    content = from_text(text)
    return TaskCircumstances(
        in_register=frozenset(content["in_register"]),
        withdrawn=frozenset(content["withdrawn"]),
        confirmed=frozenset((task, field) for task, field in content["confirmed"]),
        department_staff=content["department_staff"],
    )
