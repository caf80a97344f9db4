"""The cities of a region as JSON (docs/json.md), and its JSON Schema."""

from __future__ import annotations

from typing import Any, Final

from rpa_scout.policy.model import Policy
from rpa_scout.provenance import Provenance, provenance_of
from rpa_scout.region.comparing import JointWork, Region
from rpa_scout.region.tables import REGION_TABLES, RegionColumn, region_rows
from rpa_scout.reporting.provenance_json import provenance_data
from rpa_scout.reporting.ranking_json import ranking_json
from rpa_scout.reporting.schema_parts import (
    NUMBER,
    TEXT,
    Schema,
    array_schema,
    described,
    document_schema,
    object_schema,
    quantiles_schema,
    text_schema,
)

REGION_SCHEMA_NAME: Final = "rpa-scout/region/1"
"""Name and version of the format; a version may gain fields but renames none."""

_TASK: Final = ("city", "task_id", "department", "name", "hours_per_year", "minutes_per_item")
_TYPES: Final[dict[str, Schema]] = {
    "text": {"type": "string"},
    "count": {"type": "integer", "minimum": 0},
    "hours": {"type": NUMBER},
    "minutes": {"type": "number", "minimum": 0},
}


def region_provenance(region: Region, policy: Policy) -> Provenance:
    """Return where the figures of a region come from: the survey files of all cities."""
    surveys = [file for each in region.cities for file in each.assessment.inventory.survey_files]
    return provenance_of(surveys, policy)


def region_json(region: Region, policy: Policy, top: int | None = None) -> dict[str, Any]:
    """Return the cities, their rankings, common work and unit times as JSON types."""
    rows = region_rows(region)
    return {
        "schema": REGION_SCHEMA_NAME,
        **provenance_data(region_provenance(region, policy)),
        "saved_hours_per_year": region.saved_by_all.as_data(),
        "cities": [
            {**row, "ranking": ranking_json(each.assessment, top)}
            for row, each in zip(rows["cities"], region.cities, strict=True)
        ],
        "joint_work": [
            {**row, "members": _members(work, region)}
            for row, work in zip(rows["joint_work"], region.joint_work, strict=True)
        ],
        "unit_times": rows["unit_times"],
    }


def _members(work: JointWork, region: Region) -> list[dict[str, Any]]:
    tasks = region.tasks.loc[list(work.group.task_ids)].reset_index()[[*_TASK]].astype(object)
    members: list[Any] = tasks.where(tasks.notna(), None).to_dict("records")
    for member in members:
        member["task_id"] = member["task_id"].removeprefix(f"{member['city']}/")
    return members


def region_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of ``region --json``."""
    member = object_schema("A task.", {
        "city": text_schema("Id of its city."),
        "task_id": text_schema("Id of the task in its city."),
        "department": {"type": TEXT, "description": "Its department."},
        "name": {"type": TEXT, "description": "Its name."},
        "hours_per_year": {"type": NUMBER, "description": "Its hours a year; null: not known."},
        "minutes_per_item": {"type": NUMBER, "description": "Minutes an item; null: not known."},
    })  # fmt: skip
    ranking = {"type": "object", "description": "Its ranking, as ranking-1.json describes it."}
    city = object_schema("A city.", {**_columns("cities"), "ranking": ranking})
    members = array_schema("Its tasks, the most hours first.", member)
    joint = object_schema("A group of tasks.", {**_columns("joint_work"), "members": members})
    description = "The cities of a region beside each other."
    return document_schema("Cities of a region", description, REGION_SCHEMA_NAME, {
        "saved_hours_per_year": quantiles_schema(
            "Hours a year that the candidates of all cities together would save, once live."
        ),
        "cities": array_schema("Cities in the order given.", city),
        "joint_work": array_schema("Work of several cities, the most hours first.", joint),
        "unit_times": array_schema(
            "Tasks whose unit time is far from that of the same work elsewhere.",
            object_schema("A task.", _columns("unit_times")),
        ),
    })  # fmt: skip


def _columns(table: str) -> Schema:
    return {column.id: _column(column) for column in REGION_TABLES[table].columns}


def _column(column: RegionColumn) -> Schema:
    return described(column.meaning, _TYPES[column.kind])
