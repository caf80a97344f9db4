"""The JSON Schema of the plan by fiscal year (draft 2020-12)."""

from __future__ import annotations

from rpa_scout.planning.choosing import METHODS
from rpa_scout.planning.reasons import REASONS
from rpa_scout.policy.plan import LIMIT_LABELS
from rpa_scout.reporting.plans.plan_json import PLAN_SCHEMA_NAME
from rpa_scout.reporting.schema_parts import (
    INTEGER,
    NUMBER,
    SHARE,
    TEXT,
    Schema,
    array_schema,
    chances_schema,
    described,
    document_schema,
    object_schema,
    range_schema,
    text_schema,
)

_HOURS: Schema = {"type": "number", "minimum": 0}
_YEAR: Schema = {"type": INTEGER}


def plan_schema() -> Schema:
    """Return the schema of the output of ``plan --json`` and ``project plan --json``."""
    description = "Which task is built in which fiscal year."
    return document_schema("Plan by fiscal year", description, PLAN_SCHEMA_NAME, {
        "years": array_schema("Fiscal years, to that of the last goal.", _year()),
        "tasks": array_schema("All tasks, in the order of the ranking.", _task()),
        "chance": chances_schema("How likely the goals are when they are due."),
        "gap": described(
            "The plan is at most by this share worse than the best; null: not proved.",
            {"type": NUMBER, "minimum": 0},
        ),
        "method": {"enum": list(METHODS), "description": "How it was chosen."},
        "chance_wanted": described("Chance of all goals that was aimed at.", SHARE),
        "chance_when_chosen": described(
            "Chance on the draws that it was chosen with, at most what was wanted.",
            SHARE,
        ),
        "limits": _limits(),
        "money": _money(),
        "what_if": array_schema(
            "What more of each limit would bring; null without --what-if.", _gain(),
            nullable=True,
        ),
        "compared": _comparison(),
    })  # fmt: skip


def _range(description: str) -> Schema:
    return range_schema(description, {"type": "number"})


def _year() -> Schema:
    optional: Schema = {"type": NUMBER, "minimum": 0}
    return object_schema("A fiscal year.", {
        "year": {"type": "integer", "description": "Calendar year in which it begins."},
        "build_hours": described("Hours of the city's staff for building.", _HOURS),
        "build_hours_capacity": described(
            "Hours that they have for it: the limit less the upkeep; null: no limit.",
            {"type": NUMBER},
        ),
        "vendor_yen": described("Yen for vendors; null without a price.", optional),
        "vendor_yen_capacity": described("Its limit; null: none.", optional),
        "new_tasks": {"type": "integer", "minimum": 0, "description": "Tasks built in the year."},
        "saved_hours_per_year": _range("Hours saved in the year, the start included."),
        "live_tasks": _range("Tasks in use, the start included."),
        "upkeep_hours": described("Hours of staff for the upkeep of what was built.", _HOURS),
        "vendor_hours": described("Hours of vendors for building.", _HOURS),
        "chance": chances_schema("How likely the goals' figures are reached in that year."),
    })  # fmt: skip


def _task() -> Schema:
    return object_schema("A task.", {
        "task_id": text_schema("Id of the task."),
        "year": described("Year in which it is built; null: not in the plan.", _YEAR),
        "build_hours": described("Hours to build; null: no means fits.", {"type": NUMBER}),
        "builder": {"enum": ["in_house", "vendor", None], "description": "Who would build it."},
        "why": text_schema("Why then or why not, by --lang."),
        "department": {"type": TEXT, "description": "Department that does it."},
        "name": {"type": TEXT, "description": "Name of the task."},
        "reason": {"enum": [*REASONS], "description": "Code of the same."},
        "lock": {"type": TEXT, "description": "Year it was locked to, or out; null: not locked."},
    })  # fmt: skip


def _limits() -> Schema:
    by_key: Schema = {"type": "object", "additionalProperties": _HOURS}
    number: Schema = {"type": ["number", "null"], "minimum": 0}
    properties: Schema = {}
    for name, label in LIMIT_LABELS.items():
        schema = by_key if name == "vendor_yen_per_task" else number
        if name == "wait_for_planned_change":
            schema = {"type": "boolean"}
        properties[name] = described(f"{label[:1].upper()}{label[1:]}.", schema)
    for name in ("in_house_hours_in", "vendor_yen_in"):
        properties[name] = described("The same for single fiscal years, where it differs.", by_key)
    return object_schema("What the plan had to keep to; null: no such limit.", properties)


def _money() -> Schema:
    parts: Schema = {
        "saved_yen": _range("Yen saved by what the plan has built."),
        "spent_yen": _range("Yen spent on building and licences."),
        "net_yen": _range("Yen saved less yen spent."),
    }
    year = object_schema("A fiscal year.", {
        "year": {"type": "integer", "description": "Calendar year in which it begins."}, **parts,
    })  # fmt: skip
    return object_schema(
        "The plan in yen; null where the city has entered no figures.",
        {
            "years": array_schema("By fiscal year.", year),
            **parts,
            "payback_month": {
                "type": TEXT,
                "description": "Month in which savings cover what was spent; null: later.",
            },
            "payback_chance": described("Chance that it lies in the plan's years.", SHARE),
        },
        nullable=True,
    )


def _gain() -> Schema:
    return object_schema("What more of one limit would bring, at least.", {
        "limit": {"enum": ["in_house", "vendor", "department"], "description": "The limit."},
        "year": described("Year in which there is more; null: in all.", _YEAR),
        "more": described("How much more: hours, yen, or tasks.", _HOURS),
        "saved_hours_in_all_years": described(
            "Hours saved (p50) more in all years of the plan together.", {"type": "number"}
        ),
        "chance": described(
            "By how much the chance of all goals rises; null without a goal.", {"type": NUMBER}
        ),
    })  # fmt: skip


def _comparison() -> Schema:
    move = object_schema("A task that is built in another year.", {
        "task_id": text_schema("Id of the task."),
        "before": described("Year before; null: not in that plan.", _YEAR),
        "after": described("Year now; null: not in this plan.", _YEAR),
    })  # fmt: skip
    return object_schema(
        "In what it differs from an earlier plan; null without --compare.",
        {
            "moves": array_schema("Tasks that are built in another year.", move),
            "saved_hours_per_year": described(
                "Hours saved a year (p50) in the last year, now less before.", {"type": "number"}
            ),
            "build_hours": described(
                "Hours of the city's staff for building, now less before.", {"type": "number"}
            ),
            "chance": chances_schema("Chances, now less before.", {"type": NUMBER}),
        },
        nullable=True,
    )
