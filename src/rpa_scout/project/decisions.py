"""Decisions on tasks: states, plans, overrides of computed values, notes, corrections."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final, Literal, get_args

import numpy as np
from sqlalchemy import select

from rpa_scout.candidates import reason_label
from rpa_scout.errors import InputError, NotAllowedError, UnknownNameError
from rpa_scout.findings import Finding
from rpa_scout.policy.fields import FieldSet
from rpa_scout.project.ledger.changes import Change, Values
from rpa_scout.project.policies import policy_now
from rpa_scout.project.states import (
    ADOPTED,
    TaskState,
    refuse_step,
    refuse_without_reason,
)
from rpa_scout.project.store.canonical import canonical_text
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.packing.line_contents import answers_of
from rpa_scout.project.store.schema import (
    AcceptedFindingRow,
    CorrectionRow,
    NoteRow,
    OverrideRow,
    SurveyLineRow,
    TaskRow,
)
from rpa_scout.project.surveys.current import finding_key
from rpa_scout.text import N_, _

OverrideKind = Literal["means", "hours", "score"]
"""The computed values that a person may override."""

Builder = Literal["in_house", "vendor"]
"""Who builds an automation."""

OVERRIDE_LABELS: Final[dict[OverrideKind, str]] = {
    "means": N_("means"),
    "hours": N_("hours saved a year"),
    "score": N_("score"),
}
"""English labels, to be translated when they are shown."""

_FISCAL_YEARS: Final = range(2000, 2101)
_HIGHEST_SCORE: Final = 100.0


class Plan:
    """The plan for a task; None leaves a value unchanged, an empty text or 0 removes it."""

    def __init__(
        self,
        planned_fiscal_year: int | None = None,
        owner: str | None = None,
        builder: Builder | Literal[""] | None = None,
    ) -> None:
        is_whole = not isinstance(planned_fiscal_year, float)
        if planned_fiscal_year and not (is_whole and planned_fiscal_year in _FISCAL_YEARS):
            raise InputError(N_("“{year}” is no fiscal year."), year=planned_fiscal_year)
        if builder and builder not in get_args(Builder):
            raise InputError(
                N_("“{builder}” is not a builder; choose in_house or vendor."), builder=builder
            )
        planned = {"planned_fiscal_year": planned_fiscal_year, "owner": owner, "builder": builder}
        self.values: Values = {
            name: value or None for name, value in planned.items() if value is not None
        }


def task_row(change: Change, task: str) -> TaskRow:
    """Return a task of the project."""
    row = change.row(TaskRow, task)
    if row is None:
        raise UnknownNameError(N_("There is no task “{name}” in this project."), name=task)
    return row


def decide(
    change: Change,
    tasks: Iterable[str],
    state: TaskState | None,
    plan: Plan,
    not_candidates: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Set the state and plan of tasks; return the adopted tasks that are no candidates."""
    refuse_without_reason(state, change.reason)
    marked: dict[str, str] = {}
    named = list(dict.fromkeys(tasks))
    change.load(TaskRow, [(task,) for task in named])
    for task in named:
        row = task_row(change, task)
        after = state or TaskState(row.state)
        refuse_step(task, row.state, after)
        wanted = {"state": after.value, **plan.values}
        if after in ADOPTED and row.state not in ADOPTED:
            wanted["not_candidate_because"] = (not_candidates or {}).get(task)
        elif after not in ADOPTED:
            wanted["not_candidate_because"] = None
        if wanted.get("not_candidate_because"):
            marked[task] = wanted["not_candidate_because"]
        if all(getattr(row, name) == value for name, value in wanted.items()):
            change.put(TaskRow, (task,))  # checks for a conflict even if both want the same
            continue
        change.put(
            TaskRow,
            (task,),
            **wanted,
            state_before_withdrawal=None,
            reason=change.reason or None,
            decided_by=change.author,
            decided_at=change.at,
        )
    return marked


def override(
    change: Change,
    task: str,
    what: OverrideKind,
    value: str | float,
    means: tuple[str, ...],
) -> str | float:
    """Store a person's judgement beside a computed value."""
    task_row(change, task)
    if not change.reason:
        raise InputError(N_("An override needs a reason."))
    judged = _judged(what, value, means)
    change.put(
        OverrideRow,
        (task, what),
        value=to_text(judged),
        **change.judgement,
    )
    return judged


def _judged(what: OverrideKind, value: str | float, means: tuple[str, ...]) -> str | float:
    if what == "means":
        if value not in means:
            raise UnknownNameError(
                N_("The policy has no means “{name}”; it has: {known}."),
                name=value,
                known=", ".join(means),
            )
        return str(value)
    if what not in OVERRIDE_LABELS:
        raise UnknownNameError(
            N_("There is no override of “{name}”; there are: {known}."),
            name=what,
            known=", ".join(get_args(OverrideKind)),
        )
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number) or (what == "score" and not 0 <= number <= _HIGHEST_SCORE):
        raise InputError(
            N_("“{value}” cannot be an override of {what}."),
            value=value,
            what=_(OVERRIDE_LABELS[what]),
        )
    return number


def withdraw_override(change: Change, task: str, what: OverrideKind) -> None:
    """Remove a judgement; the history keeps it."""
    task_row(change, task)
    if what not in OVERRIDE_LABELS or change.row(OverrideRow, task, what) is None:
        raise NotAllowedError(
            N_("“{task}” has no override of {what}."),
            task=task,
            what=_(OVERRIDE_LABELS.get(what, what)),
        )
    change.delete(OverrideRow, (task, what))


def add_note(change: Change, text: str, task: str | None) -> int:
    """Write a note on a task or on the project."""
    if task is not None:
        task_row(change, task)
    written = canonical_text(text).strip()
    if not written:
        raise InputError(N_("The note is empty."))
    number = max((key[0] for key in change.rows(NoteRow)), default=0) + 1
    change.put(
        NoteRow,
        (number,),
        task_id=task,
        text=written,
        author=change.author,
        at=change.at,
    )
    return number


def correct(change: Change, task: str, field: str, value: object, fields: FieldSet) -> None:
    """Correct an answer; the answer of the survey stays stored.

    The correction is valid until a newer survey gives another answer.
    """
    row = task_row(change, task)
    definition = fields.by_id.get(field)
    if definition is None:
        raise UnknownNameError(N_("There is no survey field “{name}”."), name=field)
    if not change.reason:
        raise InputError(N_("A correction needs a reason."))
    plain = value.item() if isinstance(value, np.generic) else value
    answer = float(plain) if isinstance(plain, int) and not isinstance(plain, bool) else plain
    fits = (
        not definition.required
        if answer is None
        else definition.accepts(answer) and answer != "unknown"
    )
    if not fits:
        raise InputError(
            N_("“{value}” is no answer to “{field}”."), value=value, field=fields.label(field)
        )
    query = select(SurveyLineRow.id, SurveyLineRow.content_id).where(
        SurveyLineRow.id == row.line_id
    )
    answers = answers_of(change.connection, query)[row.line_id]
    answered = from_text(answers).get(field)
    change.put(
        CorrectionRow,
        (task, field),
        value=to_text(answer),
        answered=to_text(answered),
        **change.judgement,
    )


def remove_correction(change: Change, task: str, field: str) -> None:
    """Remove a correction; the answer of the survey is valid again."""
    if change.row(CorrectionRow, task, field) is None:
        raise NotAllowedError(
            N_("The answer “{field}” of “{task}” is not corrected."), field=field, task=task
        )
    change.delete(CorrectionRow, (task, field))


def accept(change: Change, finding: Finding) -> None:
    """Accept a finding; it is hidden as long as the answer stays the same."""
    change.put(
        AcceptedFindingRow,
        (finding_key(finding),),
        **change.judgement,
    )


def refused_without_reason(change: Change, marked: Mapping[str, str]) -> NotAllowedError:
    """Return the error for adopting tasks that are no candidates without a reason."""
    policy = policy_now(change.connection)
    labelled = (f"{task} ({reason_label(code, policy)})" for task, code in marked.items())
    return NotAllowedError(
        N_("Not among the candidates: {tasks}. To adopt them all the same, give a reason."),
        tasks=", ".join(labelled),
    )
