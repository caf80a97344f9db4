"""Rows of the register of running automations, with the newest actuals."""

from __future__ import annotations

from typing import Any

import numpy as np

from rpa_scout.fiscal_target.measured import MeasuredBesideEstimated
from rpa_scout.policy.fields import FieldSet
from rpa_scout.register.fields import means_label
from rpa_scout.register.records import Actual, Automation, Register
from rpa_scout.text import N_, _
from rpa_scout_gui.models.columns import (
    Arrays,
    Column,
    fiscal_year,
    number_array,
    plain,
    text_array,
    whole,
)

_RUNNING = {"running": N_("in use"), "ended": N_("ended"), "unknown": N_("not known")}


def _standing_label(code: str) -> str:
    return _(_RUNNING[code])


def _hours(value: float) -> str:
    return _("not measured") if np.isnan(value) else whole(value)


REGISTER_COLUMNS = (
    Column("department", N_("Department"), "choice", 100, plain),
    Column("name", N_("Task"), "text", 200, plain),
    Column("measured_in", N_("Measured in"), "number", 88, fiscal_year),
    Column("measured_hours", N_("Measured hours"), "number", 88, _hours),
    Column(
        "estimated_hours",
        N_("Estimated hours"),
        "number",
        88,
        whole,
        tooltip=N_("p50 of the part of the task that its automations serve."),
    ),
    Column("own_name", N_("Automation"), "text", 100, plain, optional=True),
    Column("means", N_("Means"), "choice", 96, plain),
    Column("running_since", N_("Since"), "number", 88, fiscal_year),
    Column("standing", N_("Standing"), "choice", 72, _standing_label),
    Column("task", N_("Surveyed task"), "text", 160, plain),
)
"""Columns of the register, from left to right."""


def register_arrays(
    register: Register,
    measured: MeasuredBesideEstimated,
    names: dict[str, str],
    fields: FieldSet,
) -> Arrays:
    """Return the rows of a register."""
    estimated = {task.task_id: float(task.estimated.p50) for task in measured.tasks}
    newest = _newest(register)
    automations = register.automations
    newest_actuals = [newest.get(automation.automation_id) for automation in automations]
    texts: dict[str, list[Any]] = {
        "automation_id": [automation.automation_id for automation in automations],
        "department": [automation.department for automation in automations],
        "name": [automation.task_name for automation in automations],
        "own_name": [automation.name for automation in automations],
        "means": [means_label(automation.means, fields) for automation in automations],
        "standing": [_code(automation) for automation in automations],
        "task": [names.get(automation.task_id) for automation in automations],
    }
    numbers: dict[str, list[float | None]] = {
        "running_since": [automation.running_since for automation in automations],
        "measured_in": [
            None if actual is None else actual.fiscal_year for actual in newest_actuals
        ],
        "measured_hours": [
            None if actual is None else actual.saved_hours_per_year for actual in newest_actuals
        ],
        "estimated_hours": [estimated.get(automation.task_id) for automation in automations],
    }
    return {name: text_array(cells) for name, cells in texts.items()} | {
        name: number_array(cells) for name, cells in numbers.items()
    }


def _newest(register: Register) -> dict[str, Actual]:
    newest: dict[str, Actual] = {}
    for actual in sorted(register.actuals, key=lambda actual: actual.fiscal_year):
        newest[actual.automation_id] = actual
    return newest


def _code(automation: Automation) -> str:
    if automation.has_ended:
        return "ended"
    return "running" if automation.still_running else "unknown"
