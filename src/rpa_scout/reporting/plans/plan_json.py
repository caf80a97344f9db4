"""The plan by fiscal year as JSON (docs/json.md): full precision, no limit is null."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rpa_scout.planning.comparing import PlanComparison
from rpa_scout.planning.money import plan_money
from rpa_scout.planning.result import FiscalPlan, PlanTask
from rpa_scout.planning.what_if import LimitGain
from rpa_scout.provenance import provenance_of
from rpa_scout.reporting.provenance_json import provenance_data

PLAN_SCHEMA_NAME: Final = "rpa-scout/plan/1"
"""Name and version of the format; a version may gain fields but renames none."""


def plan_json(
    plan: FiscalPlan,
    author: str | None = None,
    *,
    what_if: Sequence[LimitGain] | None = None,
    comparison: PlanComparison | None = None,
) -> dict[str, Any]:
    """Return a plan as JSON types, with what was computed beside it."""
    assessment, data = plan.request.assessment, plan.as_data()
    provenance = provenance_of(assessment.inventory.survey_files, assessment.policy, author)
    tasks, money = assessment.inventory.tasks, plan_money(plan)
    return {
        "schema": PLAN_SCHEMA_NAME,
        **provenance_data(provenance),
        **data,
        "years": [
            {
                **year,
                "upkeep_hours": plan_year.upkeep_hours,
                "vendor_hours": plan_year.vendor_hours,
                "chance": plan_year.chances.as_data(),
            }
            for year, plan_year in zip(data["years"], plan.years, strict=True)
        ],
        "tasks": [
            {
                **task,
                "department": _text(tasks.at[plan_task.task_id, "department"]),
                "name": _text(tasks.at[plan_task.task_id, "name"]),
                **_more_of_task(plan_task, plan),
            }
            for task, plan_task in zip(data["tasks"], plan.tasks, strict=True)
        ],
        "chance_wanted": plan.chance_wanted,
        "chance_when_chosen": plan.chance_when_chosen,
        "limits": _limits(plan),
        "money": money and money.as_data(),
        "what_if": None if what_if is None else [gain.as_data() for gain in what_if],
        "compared": comparison and comparison.as_data(),
    }


def _more_of_task(task: PlanTask, plan: FiscalPlan) -> dict[str, Any]:
    lock = plan.request.locks.get(task.task_id)
    return {"reason": task.code, "lock": None if lock is None else str(lock)}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _limits(plan: FiscalPlan) -> dict[str, Any]:
    limits = plan.request.limits.model_dump(mode="json", exclude={"source"})
    return limits | {"first_year": plan.years[0].fiscal_year}
