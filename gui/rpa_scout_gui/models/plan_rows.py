"""Rows of a plan: its fiscal years, and its tasks with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np

from rpa_scout.chances import chance_text
from rpa_scout.errors import InputError
from rpa_scout.fiscal_years import fiscal_year_label
from rpa_scout.planning.request import Lock
from rpa_scout.planning.result import FiscalPlan, PlanYear
from rpa_scout.planning.texts import (
    BUILDER_LABELS,
    of_limit_text,
    plan_money_sentences,
    plan_sentences,
    range_text,
)
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

PLAN_YEAR_COLUMNS = (
    Column("fiscal_year", N_("Fiscal year"), "number", 88, fiscal_year),
    Column("new_tasks", N_("New tasks"), "number", 80, whole),
    Column("build", N_("Build hours / capacity"), "text", 150, plain),
    Column("vendor", N_("Vendor yen / limit"), "text", 170, plain),
    Column("hours", N_("Saved hours a year"), "text", 170, plain),
    Column("live", N_("Tasks in use"), "text", 120, plain),
    Column("chance", N_("Chance of all goals"), "number", 120, chance_text),
)
"""Columns of the table of years, from left to right."""

PLAN_TASK_COLUMNS = (
    Column("year", N_("Year of building"), "number", 96, fiscal_year),
    Column("department", N_("Department"), "choice", 96, plain),
    Column("name", N_("Task"), "text", 220, plain),
    Column("saved", N_("Hours saved"), "number", 80, whole),
    Column("build_hours", N_("Build hours"), "number", 96, whole),
    Column("builder", N_("Built by"), "choice", 76, plain),
    Column("lock", N_("Locked to"), "choice", 96, plain),
    Column("why", N_("Why"), "text", 420, plain),
)
"""Columns of the table of tasks, from left to right."""


def year_arrays(plan: FiscalPlan) -> Arrays:
    """Return the rows of the years."""
    years = plan.years
    return {
        "fiscal_year": number_array(year.fiscal_year for year in years),
        "new_tasks": number_array(year.new_tasks for year in years),
        "build": text_array(
            of_limit_text(year.build_hours, year.build_hours_capacity) for year in years
        ),
        "vendor": text_array(_vendor(year) for year in years),
        "hours": text_array(range_text(year.saved_hours_per_year) for year in years),
        "live": text_array(range_text(year.live_tasks) for year in years),
        # NaN where no goal is computed.
        "chance": number_array(year.chances.both for year in years),
    }


def task_arrays(plan: FiscalPlan, locks: Mapping[str, Lock]) -> Arrays:
    """Return the rows of the tasks: those in the plan by year, then the others."""
    tasks = sorted(plan.tasks, key=lambda task: (task.fiscal_year is None, task.fiscal_year or 0))
    assessment = plan.request.assessment
    index = assessment.inventory.tasks.index
    rows = index.get_indexer(index.__class__([task.task_id for task in tasks]))
    answers = assessment.inventory.tasks.iloc[rows]
    return {
        "task_id": text_array(task.task_id for task in tasks),
        "year": number_array(task.fiscal_year for task in tasks),
        "department": text_array(answers["department"].tolist()),
        "name": text_array(answers["name"].tolist()),
        "saved": assessment.savings.p50[rows],
        "build_hours": number_array(task.build_hours for task in tasks),
        "builder": text_array(
            _(BUILDER_LABELS[task.builder]) if task.builder else None for task in tasks
        ),
        "lock": text_array(lock_text(locks.get(task.task_id)) for task in tasks),
        "why": text_array(task.why for task in tasks),
    }


def lock_text(lock: Lock | None) -> str | None:
    """Return what a task is locked to; None where it is free."""
    if lock is None:
        return None
    return _("left out") if lock == "out" else fiscal_year_label(lock)


def _vendor(year: PlanYear) -> str:
    if year.vendor_yen is None:
        return ""
    return of_limit_text(year.vendor_yen, year.vendor_yen_capacity)


def no_rows(columns: tuple[Column, ...], key: str) -> Arrays:
    """Return no rows of columns."""
    arrays = {
        column.id: np.empty(0, np.float64 if column.is_number else object) for column in columns
    }
    return {key: np.empty(0, dtype=object), **arrays}


PlanShown: TypeAlias = tuple[FiscalPlan, list[str]]
"""A plan with the sentences on it."""


def with_sentences(plan: FiscalPlan) -> PlanShown:
    """Return a plan with the sentences on it, those in yen last."""
    return plan, [*plan_sentences(plan), *_in_yen(plan)]


def _in_yen(plan: FiscalPlan) -> list[str]:
    """Return the plan in yen; where the price of vendors is missing, ask for it."""
    try:
        return plan_money_sentences(plan)
    except InputError:
        return [_("To see the plan in yen, enter the vendors' price of an hour.")]
