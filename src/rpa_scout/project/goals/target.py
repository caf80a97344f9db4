"""The targets by fiscal year, from the present state of a project."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection

from rpa_scout.assessment.assess import Assessment
from rpa_scout.fiscal_target.planned import PlannedTask
from rpa_scout.fiscal_target.target import FiscalTarget, fiscal_target
from rpa_scout.fiscal_years import fiscal_year_of
from rpa_scout.project.decided import passed_over_tasks, planned_tasks
from rpa_scout.project.policies import policy_now
from rpa_scout.project.register_state import current_register
from rpa_scout.project.same_work.group_members import group_members


def target_now(
    connection: Connection,
    assessment: Assessment | None,
    this_fiscal_year: int | None = None,
    unplanned_in: int | None = None,
    *,
    proposed: Mapping[str, int | None] | None = None,
) -> FiscalTarget:
    """Compare live and adopted tasks with the targets, by fiscal year.

    Tasks that are only proposed count as adopted from the fiscal year given with each.
    """
    today = datetime.now(UTC).astimezone()
    planned = planned_tasks(connection, unplanned_in)
    for task_id, year in (proposed or {}).items():
        planned.append(PlannedTask(task_id, "adopted", year))
    return fiscal_target(
        policy_now(connection).targets,
        current_register(connection),
        planned,
        assessment,
        this_fiscal_year or fiscal_year_of(f"{today:%Y-%m-%d}") or today.year,
        group_of={member.task_id: member.group_id for member in group_members(connection)},
        passed_over=passed_over_tasks(connection),
    )
