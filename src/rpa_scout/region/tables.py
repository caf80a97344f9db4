"""The tables of a region that screen, workbook and JSON show: columns declared once, and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

import pandas as pd

from rpa_scout.region.comparing import AssessedCity, JointWork, Region
from rpa_scout.text import N_, _, listed

ColumnKind = Literal["text", "count", "hours", "minutes"]


@dataclass(frozen=True, slots=True)
class RegionColumn:
    """A column: its key in the rows, heading, kind of value, and meaning for the JSON Schema."""

    id: str
    label: str
    kind: ColumnKind
    meaning: str

    @property
    def heading(self) -> str:
        """The heading in the user's language."""
        return _(self.label)


@dataclass(frozen=True, slots=True)
class RegionTable:
    """A table: its title and columns."""

    label: str
    columns: tuple[RegionColumn, ...]

    @property
    def title(self) -> str:
        """The title in the user's language."""
        return _(self.label)


_CITY_ID: Final = RegionColumn("city", N_("City code"), "text", "Id of the city.")
_CITY_NAME: Final = RegionColumn("city_name", N_("City"), "text", "Name of the city.")
_TASK: Final = (
    RegionColumn("task_id", N_("Task id"), "text", "Id of the task in its city."),
    RegionColumn("department", N_("Department"), "text", "Its department."),
    RegionColumn("name", N_("Task"), "text", "Its name."),
)

REGION_TABLES: Final = {
    "cities": RegionTable(
        N_("Cities"),
        (
            _CITY_ID,
            _CITY_NAME,
            RegionColumn("policy_id", N_("Policy"), "text", "Id of the policy that was applied."),
            RegionColumn("tasks", N_("Tasks"), "count", "Usable tasks."),
            RegionColumn("candidates", N_("Candidates"), "count", "Candidates among them."),
            RegionColumn("hours_per_year", N_("Hours/year now"), "hours", "Hours of all tasks."),
            RegionColumn(
                "saved_hours_per_year",
                N_("Saved hours/year (p50)"),
                "hours",
                "Hours that all candidates together would save (p50).",
            ),
            RegionColumn("departments", N_("Departments answered"), "count", "With an answer."),
            RegionColumn(
                "departments_with_questions",
                N_("Of these with questions"),
                "count",
                "Departments with findings to look at.",
            ),
            RegionColumn(
                "departments_missing", N_("Not answered"), "count", "Departments without an answer."
            ),
            RegionColumn("rows_left_out", N_("Rows left out"), "count", "Rows with errors."),
            RegionColumn(
                "tasks_with_hours", N_("Tasks with hours"), "count", "Tasks whose hours are known."
            ),
        ),
    ),
    "joint_work": RegionTable(
        N_("Work that several cities have in common"),
        (
            RegionColumn("name", N_("Task"), "text", "Commonest name of its tasks."),
            RegionColumn("sentence", N_("Built once"), "text", "The same in words, by --lang."),
            RegionColumn("city_count", N_("Number of cities"), "count", "Number of cities."),
            RegionColumn("tasks", N_("Tasks"), "count", "Number of tasks."),
            RegionColumn(
                "hours_per_year", N_("Hours/year now"), "hours", "Hours of all; null: not known."
            ),
            RegionColumn(
                "tasks_without_hours", N_("Hours not known"), "count", "Tasks without known hours."
            ),
            RegionColumn(
                "build_hours", N_("Build each by itself (h)"), "hours", "Hours to build each alone."
            ),
            RegionColumn(
                "joint_build_hours",
                N_("Build once and adapt (h)"),
                "hours",
                "Hours to build it once and to adapt it to the others.",
            ),
            RegionColumn("city_names", N_("Cities"), "text", "Names of the cities."),
        ),
    ),
    "unit_times": RegionTable(
        N_("Unit times that differ from the same work elsewhere"),
        (
            _CITY_ID,
            _CITY_NAME,
            *_TASK,
            RegionColumn("minutes_per_item", N_("Minutes per item"), "minutes", "As answered."),
            RegionColumn(
                "median_of_peers",
                N_("Median of the same work"),
                "minutes",
                "Minutes an item of the other tasks of the group, median.",
            ),
            RegionColumn("peers", N_("Tasks compared"), "count", "Number of these tasks."),
        ),
    ),
}


def region_rows(region: Region) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each table, with a value for every column; None: not known."""
    return {
        "cities": [_city_row(each) for each in region.cities],
        "joint_work": [_joint_row(work, region) for work in region.joint_work],
        "unit_times": [_unit_time_row(row, region) for row in region.unit_times.to_dict("records")],
    }


def _city_row(each: AssessedCity) -> dict[str, Any]:
    assessment = each.assessment
    return {
        "city": each.city.id,
        "city_name": each.city.name,
        "policy_id": assessment.policy.id,
        "candidates": each.candidates,
        "hours_per_year": float(pd.Series(each.hours_per_year).sum()),
        "saved_hours_per_year": float(assessment.target.saved_by_all.p50),
        **asdict(each.coverage),
    }


def _joint_row(work: JointWork, region: Region) -> dict[str, Any]:
    group = work.group
    return {
        "name": group.name,
        "sentence": work.sentence(),
        "city_count": len(work.cities),
        "tasks": len(group.task_ids),
        "hours_per_year": group.hours_per_year,
        "tasks_without_hours": group.tasks_without_hours,
        "build_hours": group.build_hours,
        "joint_build_hours": group.joint_build_hours,
        "city_names": listed(region.name_of[city] for city in work.cities),
    }


def _unit_time_row(row: dict[Any, Any], region: Region) -> dict[str, Any]:
    task = region.tasks.loc[row["task_id"]]
    return {
        "city": task["city"],
        "city_name": region.name_of[task["city"]],
        "task_id": row["task_id"].removeprefix(f"{task['city']}/"),
        "department": task["department"] or "",
        "name": task["name"] or "",
        "minutes_per_item": float(row["minutes_per_item"]),
        "median_of_peers": float(row["median_of_peers"]),
        "peers": int(row["peers"]),
    }


def cell_text(column: RegionColumn, value: object) -> str:
    """Return a value as the screen shows it."""
    if value is None:
        return _("unknown")
    formats = {"text": "", "count": ",d", "hours": ",.0f", "minutes": ",.3g"}
    return format(value, formats[column.kind])


def title_with_count(table: RegionTable, rows: Sequence[object]) -> str:
    """Return the title of a table with the number of its rows."""
    return _("{title}: {count}").format(title=table.title, count=len(rows))
