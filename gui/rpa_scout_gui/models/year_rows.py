"""Rows of the targets by fiscal year."""

from __future__ import annotations

from rpa_scout.chances import chance_text
from rpa_scout.fiscal_target.target import FiscalTarget
from rpa_scout.text import N_
from rpa_scout_gui.models.columns import Arrays, Column, decimal, fiscal_year, number_array, whole

YEAR_COLUMNS = (
    Column("fiscal_year", N_("Fiscal year"), "number", 80, fiscal_year),
    Column(
        "live_hours",
        N_("Live\n(hours)"),
        "number",
        58,
        whole,
        tooltip=N_("Hours saved by running automations."),
    ),
    Column("adopted_hours", N_("Adopted\n(hours)"), "number", 58, whole),
    Column("hours_p10", N_("Together\n(hours) p10"), "number", 58, whole, optional=True),
    Column("hours_p50", N_("Together\n(hours)"), "number", 58, whole),
    Column("hours_p90", N_("Together\n(hours) p90"), "number", 58, whole, optional=True),
    Column("hours_needed", N_("Still needed\n(hours)"), "number", 58, whole),
    Column("live_tasks", N_("Live\n(tasks)"), "number", 58, whole),
    Column(
        "scenarios",
        N_("Adopted\n(scenarios)"),
        "number",
        58,
        whole,
        tooltip=N_("Scenarios that the adopted tasks need; a confirmed group is built once."),
    ),
    Column("tasks_p50", N_("Together\n(tasks)"), "number", 58, decimal),
    Column("tasks_needed", N_("Still needed\n(tasks)"), "number", 58, decimal),
    Column(
        "chance",
        N_("Chance\n(all goals)"),
        "number",
        58,
        chance_text,
        tooltip=N_("Chance (estimate) that all goals are reached by then."),
    ),
)
"""Columns of the table of years, from left to right."""


def year_arrays(target: FiscalTarget) -> Arrays:
    """Return the rows of the years."""
    years = target.years
    rows: dict[str, list[float | None]] = {
        "fiscal_year": [outlook.fiscal_year for outlook in years],
        "live_hours": [outlook.live_hours for outlook in years],
        "adopted_hours": [float(outlook.adopted_hours.p50) for outlook in years],
        "hours_needed": [target.hours_needed(outlook) for outlook in years],
        "live_tasks": [outlook.live_tasks for outlook in years],
        "scenarios": [outlook.scenarios for outlook in years],
        "tasks_p50": [float(outlook.tasks.p50) for outlook in years],
        "tasks_needed": [target.tasks_needed(outlook) for outlook in years],
        "chance": [outlook.chances.both for outlook in years],
    }
    for name in ("p10", "p50", "p90"):
        rows[f"hours_{name}"] = [float(getattr(outlook.hours, name)) for outlook in years]
    return {name: number_array(values) for name, values in rows.items()}
