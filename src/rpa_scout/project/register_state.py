"""The register of running automations within the project."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

import pandas as pd
from sqlalchemy import Connection, select

from rpa_scout.errors import NotAllowedError
from rpa_scout.inventory import CellSource
from rpa_scout.policy.checks import Checks
from rpa_scout.project.ledger.changes import Change
from rpa_scout.project.ledger.settings import put_setting, setting
from rpa_scout.project.states import TaskState
from rpa_scout.project.store.json_text import from_text, to_text
from rpa_scout.project.store.schema import ActualRow, AutomationRow, TaskRow
from rpa_scout.project.surveys.refusals import refused_pairs
from rpa_scout.project.surveys.successors import stored_successors
from rpa_scout.register.matching import RegisterMatch, match_register
from rpa_scout.register.records import Actual, Automation, Register, merged
from rpa_scout.register.shares import exceeds_whole, largest_share
from rpa_scout.text import N_

REGISTER_IS_COMPLETE: Final = "register_complete"
"""Name of the setting that tells whether the register names every automation."""

_PERCENT = 100.0

_BEFORE_LIVE = (
    TaskState.CANDIDATE.value,
    TaskState.ADOPTED.value,
    TaskState.BUILDING.value,
    TaskState.ON_HOLD.value,
    TaskState.DECLINED.value,
)


def current_register(connection: Connection) -> Register:
    """Return the register of the project."""
    automations = [
        Automation(**_with_source(row.content) | {"task_id": row.task_id or ""})
        for row in connection.execute(
            select(AutomationRow.content, AutomationRow.task_id).order_by(
                AutomationRow.automation_id
            )
        )
    ]
    actuals = [
        Actual(**_with_source(content))
        for content in connection.execute(
            select(ActualRow.content).order_by(ActualRow.automation_id, ActualRow.fiscal_year)
        ).scalars()
    ]
    return Register(
        tuple(automations),
        tuple(actuals),
        is_complete=setting(connection, REGISTER_IS_COMPLETE) is True,
    )


def has_actuals(connection: Connection) -> bool:
    """Tell whether an automation of the register has an actual."""
    return connection.execute(select(ActualRow.automation_id).limit(1)).first() is not None


def declare_register(change: Change, *, complete: bool) -> None:
    """Declare whether the register names every automation of the city."""
    put_setting(change, REGISTER_IS_COMPLETE, complete)


def running_tasks(register: Register) -> frozenset[str]:
    """Return the tasks that a running automation serves; they are no candidates."""
    return frozenset(
        automation.task_id
        for automation in register.automations
        if automation.task_id and not automation.has_ended
    )


def put_register(
    change: Change, newer: Register, tasks: pd.DataFrame, checks: Checks
) -> RegisterMatch:
    """Merge a newer register into the stored one; tasks with a running automation become live."""
    current = current_register(change.connection)
    whole = merged(current, newer)
    confirmed = {
        automation.automation_id: automation.task_id
        for automation in current.automations
        if automation.task_id
    }
    match = match_register(
        whole,
        tasks,
        confirmed,
        checks,
        refused=refused_pairs(change.connection, "automation"),
        group_of=stored_successors(change.connection).group_of,
    )
    for automation in whole.automations:
        _put_automation(change, automation, match.task_of.get(automation.automation_id))
    for actual in whole.actuals:
        change.put(
            ActualRow,
            (actual.automation_id, actual.fiscal_year),
            content=to_text(asdict(actual)),
        )
    return match


def assign_automation(change: Change, automation: str, task: str) -> None:
    """Assign an automation to the task that it serves."""
    register = current_register(change.connection)
    assigned = register.by_id.get(automation)
    if assigned is None:
        raise NotAllowedError(
            N_("There is no automation “{name}” in the register."), name=automation
        )
    serving_already = [
        registered
        for registered in register.automations
        if registered.task_id == task and registered.automation_id != automation
    ]
    serving, years = (
        [*serving_already, assigned],
        {actual.fiscal_year for actual in register.actuals},
    )
    percent = largest_share(serving, years) * _PERCENT
    # Refuse only if this automation raises the share: earlier records may exceed 100 % already.
    adds = not serving_already or percent > largest_share(serving_already, years) * _PERCENT
    if serving_already and adds and exceeds_whole(serving, years):
        raise NotAllowedError(
            N_(
                "With “{name}”, {percent:.0f} % of “{task}” would be served; 100 % is the whole. "
                "Correct the shares, or the year in which one ended, in the form and import it."
            ),
            name=automation,
            task=task,
            percent=percent,
        )
    _put_automation(change, assigned, task)


def _put_automation(change: Change, automation: Automation, task: str | None) -> None:
    """Store an automation; the task that it serves becomes live."""
    content = asdict(automation)
    del content["task_id"]
    change.put(AutomationRow, (automation.automation_id,), task_id=task, content=to_text(content))
    if task is not None and not automation.has_ended:
        _make_live(change, task)


def _make_live(change: Change, task: str) -> None:
    row = change.row(TaskRow, task)
    if row is not None and row.state in _BEFORE_LIVE:
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
