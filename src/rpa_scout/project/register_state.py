"""The register of running automations within the project."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from rpa_scout.inventory import CellSource
from rpa_scout.policy.model import Checks
from rpa_scout.project.changes import Change
from rpa_scout.project.json_text import from_text, to_text
from rpa_scout.project.schema import ActualRow, AutomationRow, TaskRow
from rpa_scout.project.states import TaskState
from rpa_scout.register.matching import RegisterMatch, match_register
from rpa_scout.register.records import Actual, Automation, Register, merged

__all__ = ["current_register", "put_automation", "put_register", "running_tasks"]

_BEFORE_LIVE = (
    TaskState.CANDIDATE.value,
    TaskState.ADOPTED.value,
    TaskState.BUILDING.value,
    TaskState.ON_HOLD.value,
    TaskState.DECLINED.value,
)


def current_register(connection: Connection) -> Register:
    """Return the register as it is known now.

    Parameters
    ----------
    connection : Connection
        To the project.

    Returns
    -------
    Register
        Automations, each with the id of its task where it is known, and actuals.
    """
    automations = [
        Automation(**_with_source(one.content) | {"task_id": one.task_id or ""})
        for one in connection.execute(
            select(AutomationRow.content, AutomationRow.task_id).order_by(
                AutomationRow.automation_id
            )
        )
    ]
    actuals = [
        Actual(**_with_source(one))
        for one in connection.execute(
            select(ActualRow.content).order_by(ActualRow.automation_id, ActualRow.fiscal_year)
        ).scalars()
    ]
    return Register(tuple(automations), tuple(actuals))


def running_tasks(register: Register) -> frozenset[str]:
    """Return the tasks that an automation serves already, and that are no candidates again.

    Parameters
    ----------
    register : Register
        The register of a project.

    Returns
    -------
    frozenset of str
        Their ids.
    """
    return frozenset(
        one.task_id for one in register.automations if one.task_id and not one.has_ended
    )


def put_register(
    change: Change, newer: Register, tasks: pd.DataFrame, checks: Checks
) -> RegisterMatch:
    """Bring the register up to date; tasks that an automation serves become live.

    Parameters
    ----------
    change : Change
        The change that this is.
    newer : Register
        What was read.
    tasks : DataFrame
        Tasks of the project's inventory, indexed by task id.
    checks : Checks
        Figures of the policy in force.

    Returns
    -------
    RegisterMatch
        Which automation serves which task, and what a person has to say.
    """
    known = current_register(change.connection)
    whole = merged(known, newer)
    confirmed = {one.automation_id: one.task_id for one in known.automations if one.task_id}
    match = match_register(whole, tasks, confirmed, checks)
    for one in whole.automations:
        put_automation(change, one, match.task_of.get(one.automation_id))
    for actual in whole.actuals:
        change.put(
            ActualRow,
            (actual.automation_id, actual.fiscal_year),
            content=to_text(asdict(actual)),
        )
    return match


def put_automation(change: Change, one: Automation, task: str | None) -> None:
    """Write an automation; the task that it serves becomes live.

    Parameters
    ----------
    change : Change
        The change that this is.
    one : Automation
        The automation.
    task : str or None
        Id of its task.
    """
    content = asdict(one)
    del content["task_id"]
    change.put(AutomationRow, (one.automation_id,), task_id=task, content=to_text(content))
    if task is not None and not one.has_ended:
        _make_live(change, task)


def _make_live(change: Change, task: str) -> None:
    row = change.row(TaskRow, task)
    if row is not None and row["state"] in _BEFORE_LIVE:
        change.put(
            TaskRow,
            (task,),
            state=TaskState.LIVE.value,
            reason=change.reason or None,
            decided_by=change.author,
            decided_at=change.at,
        )


def _with_source(text: str) -> dict[str, Any]:
    content = from_text(text)
    return dict(content) | {"source": CellSource(**content["source"])}
