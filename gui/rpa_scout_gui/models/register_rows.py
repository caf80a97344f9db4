"""The register of running automations as rows, with what was measured last."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from rpa_scout.fiscal_target.measured import MeasuredBesideEstimated
from rpa_scout.policy.policies import load_policy
from rpa_scout.register.records import Actual, Automation, Register
from rpa_scout.text import N_, _
from rpa_scout_gui.models.columns import Column, fiscal_year, plain, whole

__all__ = ["REGISTER_COLUMNS", "register_arrays"]

_RUNNING = {"running": N_("in use"), "ended": N_("ended"), "unknown": N_("not known")}


def _standing(code: str) -> str:
    return _(_RUNNING[code])


def _means(code: str | None) -> str:
    return "" if code is None else load_policy().means_labels().get(code, code)


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
    Column("means", N_("Means"), "choice", 96, _means),
    Column("running_since", N_("Since"), "number", 88, fiscal_year),
    Column("standing", N_("Standing"), "choice", 72, _standing),
    Column("task", N_("Surveyed task"), "text", 160, plain),
)
"""Columns of the register, from left to right."""


def register_arrays(
    register: Register, measured: MeasuredBesideEstimated, names: dict[str, str]
) -> dict[str, npt.NDArray[Any]]:
    """Return the rows of a register."""
    estimated = {one.task_id: float(one.estimated.p50) for one in measured.tasks}
    newest = _newest(register)
    automations = register.automations
    found = [newest.get(one.automation_id) for one in automations]
    texts: dict[str, list[Any]] = {
        "automation_id": [one.automation_id for one in automations],
        "department": [one.department for one in automations],
        "name": [one.task_name for one in automations],
        "own_name": [one.name for one in automations],
        "means": [one.means for one in automations],
        "standing": [_code(one) for one in automations],
        "task": [names.get(one.task_id) for one in automations],
    }
    numbers: dict[str, list[float | None]] = {
        "running_since": [one.running_since for one in automations],
        "measured_in": [None if one is None else one.fiscal_year for one in found],
        "measured_hours": [None if one is None else one.saved_hours_per_year for one in found],
        "estimated_hours": [estimated.get(one.task_id) for one in automations],
    }
    arrays: dict[str, npt.NDArray[Any]] = {
        name: np.array(values, dtype=object) for name, values in texts.items()
    }
    for name, cells in numbers.items():
        arrays[name] = np.array([np.nan if one is None else one for one in cells], np.float64)
    return arrays


def _newest(register: Register) -> dict[str, Actual]:
    found: dict[str, Actual] = {}
    for one in sorted(register.actuals, key=lambda actual: actual.fiscal_year):
        found[one.automation_id] = one
    return found


def _code(one: Automation) -> str:
    if one.has_ended:
        return "ended"
    return "running" if one.still_running else "unknown"
