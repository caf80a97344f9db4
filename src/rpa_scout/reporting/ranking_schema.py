"""The JSON Schema of the ranking (draft 2020-12), built from the declared columns."""

from __future__ import annotations

from typing import Final

from rpa_scout.findings.rule import SEVERITIES
from rpa_scout.ranking.column import Kind, RankingColumn
from rpa_scout.ranking.columns import column_named, columns_on
from rpa_scout.ranking.decisions import STATE_LABELS
from rpa_scout.reporting.explanations.explanation_schema import explanation_part
from rpa_scout.reporting.on_request.schema import drops_schema, lift_schema, robustness_schema
from rpa_scout.reporting.ranking_json import FLAT_PATHS, SCHEMA_NAME
from rpa_scout.reporting.schema_parts import (
    CHANCE,
    COUNT,
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
    quantiles_schema,
    text_schema,
)

_TYPES: Final[dict[Kind, Schema]] = {
    "rank": {"type": "integer", "minimum": 1},
    "whole": {"type": INTEGER},
    "text": {"type": TEXT},
    "category": {"type": TEXT},
    "code": {"type": TEXT},
    "codes": {"type": "array", "items": {"type": "string"}},
    "score": {"type": NUMBER, "minimum": 0, "maximum": 100},
    "points": {"type": NUMBER, "minimum": 0, "maximum": 1},
    "hours": {"type": NUMBER},
    "items": {"type": NUMBER, "minimum": 0},
    "items_per_run": {"type": NUMBER},
    "share": {"type": NUMBER, "maximum": 1},
    "chance": {"type": NUMBER, "minimum": 0, "maximum": 1},
    "fiscal_year": {"type": INTEGER},
    "yes_no": {"type": "boolean"},
}
_LEVELS: Final = {
    "decision": "What people decided; null where there is no project.",
    "decision.override": "What officials judge otherwise than computed; null where nothing.",
    "saved_hours_per_year": "Hours saved a year once the task is live.",
    "break_even_range": "Range of the items per run from which automation pays.",
    "source": "Where the task was read.",
}
_NULLABLE_LEVELS: Final = frozenset({"decision", "decision.override"})


def ranking_schema() -> Schema:
    """Return the schema of the output of ``rank --json`` and ``project rank --json``."""
    description = "A ranking, with what was decided where it belongs to a project."
    return document_schema("Ranking of tasks to automate", description, SCHEMA_NAME, {
        "scorecard": text_schema("Id of the scorecard."),
        "assessment": {
            "type": INTEGER,
            "description": "Number of the assessment in its project; null without one.",
        },
        "tasks": array_schema("Tasks, best first.", _task()),
        "robustness": robustness_schema(),
        "target": _target(),
        "indicators": array_schema("The policy's indicators.", _indicator()),
        "money": _money(),
        "calibration": _calibration(),
        "findings": array_schema("What was noticed in the surveys.", _finding()),
        "possible_double_counts": array_schema(
            "Running automations without a task, and tasks that may be the same work.",
            _double_count(),
        ),
    })  # fmt: skip


def _of_column(column: RankingColumn) -> Schema:
    schema = described(column.help, _TYPES[column.kind])
    if column.unit:
        schema["description"] += f" Unit: {column.unit}."
    return schema


def _task() -> Schema:
    """Return the schema of a task: the declared columns, nested by their paths."""
    task = object_schema("A task.", {})
    for column in columns_on("json", decided=True):
        *levels, name = column.json_path
        _level(task, levels)["properties"][name] = _of_column(column)
    task["properties"]["decision"]["properties"]["state"]["enum"] = [*STATE_LABELS, None]
    task["properties"]["task_id"]["type"] = "string"
    task["properties"]["open_choices"] = {
        "description": "Choices between which an answer leaves open which counts, by field.",
        "type": "object",
        "additionalProperties": {"type": "array", "items": {"type": "string"}},
    }
    task["properties"]["criteria"] = {
        "description": "By the id of the criterion: how it adds to the score.",
        "type": "object",
        "additionalProperties": _criterion(),
    }
    task["properties"]["what_would_lift"] = lift_schema()
    task["properties"]["what_would_drop"] = drops_schema()
    task["properties"]["explanation"] = explanation_part(nullable=True)
    _require_all(task)
    for former, path in FLAT_PATHS.items():
        column = column_named(former)
        task["properties"][former] = {
            "description": f"Only in a project; the same as {'.'.join(path)}.",
            "deprecated": True,
            **_TYPES[column.kind],
        }
    return task


def _level(task: Schema, levels: list[str]) -> Schema:
    schema = task
    for depth, level in enumerate(levels, 1):
        path = ".".join(levels[:depth])
        schema = schema["properties"].setdefault(
            level, object_schema(_LEVELS[path], {}, nullable=path in _NULLABLE_LEVELS)
        )
    return schema


def _require_all(schema: Schema) -> None:
    """Require every property, on all nested levels."""
    properties = schema.get("properties", {})
    if properties:
        schema["required"] = list(properties)
    for part in properties.values():
        _require_all(part)


def _criterion() -> Schema:
    points = _TYPES["points"]
    return object_schema("A criterion.", {
        "points": described("Points, 0 to 1.", points),
        "low": described("Lowest points that unknown answers leave possible.", points),
        "high": described("Highest points that unknown answers leave possible.", points),
        "weight": {"type": "number", "minimum": 0, "description": "Weight in the policy."},
        "contribution": {
            "type": "number",
            "description": "What it adds to the score: 100 x weight x points / sum of weights.",
        },
    })  # fmt: skip


def _gap(description: str) -> Schema:
    return object_schema(f"{description[:-1]}; null where the policy has no such goal.", {
        "baseline": {"type": "number", "description": "Value at the baseline."},
        "goal": {"type": "number", "description": "Value to reach."},
        "gap": {"type": "number", "description": "What is missing at the baseline."},
    }, nullable=True)  # fmt: skip


def _target() -> Schema:
    first = described("So many of the ranking's first tasks reach all goals; null: none.", COUNT)
    return object_schema("The ranking against the policy's targets.", {
        "hours": _gap("Hours saved a year."),
        "tasks": _gap("Tasks in use."),
        "start": _start(),
        "headline_chance": described("Chance that the headline asks for.", CHANCE),
        "needed_for_goal": first,
        "needed": _set_of_tasks("What becomes of the candidates among these.", nullable=True),
        "all_candidates": _set_of_tasks("What becomes of all candidates."),
        "needed_for": array_schema("How many it takes for a chance of all goals.", _needed_for()),
    })  # fmt: skip


def _start() -> Schema:
    return object_schema("Where the computation starts, before any candidate.", {
        "source": {
            "enum": ["plan", "plan_and_register", "register"],
            "description": "Whose figures these are.",
        },
        "sentence": text_schema("The same in the language of --lang."),
        "hours": quantiles_schema("Hours saved a year by what runs and is adopted."),
        "tasks": quantiles_schema("Tasks that run or are adopted and go live."),
        "running": object_schema("What runs already (p50).", {
            "hours": {"type": "number", "description": "Hours saved a year."},
            "tasks": {"type": "number", "description": "Tasks."},
        }),
        "adopted": {"type": "integer", "minimum": 0, "description": "Tasks adopted."},
        "register_tasks": described("Running tasks that the register names.", COUNT),
        "yearly_attrition_share": object_schema(
            "Share of what runs that ends every year; null where the policy has none.",
            {
                "low": described("Low end.", SHARE),
                "mode": described("Most likely.", SHARE),
                "high": described("High end.", SHARE),
                "source": text_schema("Where the figure comes from."),
            },
            nullable=True,
        ),
        "chance": chances_schema("How likely the goals are from there alone."),
    })  # fmt: skip


def _set_of_tasks(description: str, *, nullable: bool = False) -> Schema:
    return object_schema(description, {
        "adopted": {"type": "integer", "minimum": 0, "description": "Candidates adopted."},
        "saved_hours_per_year": quantiles_schema("Hours saved a year by those that go live."),
        "live_tasks": quantiles_schema("How many go live."),
        "chance": chances_schema("How likely the goals are."),
    }, nullable=nullable)  # fmt: skip


def _needed_for() -> Schema:
    return object_schema("What it takes for one chance.", {
        "chance": described("Chance that was asked for.", CHANCE),
        "first": described("So many of the ranking's first tasks; null: not reached.", COUNT),
        "adopted": described("Candidates among these.", COUNT),
        "hours": described("Chance reached of the goal in hours.", CHANCE),
        "tasks": described("Chance reached of the goal in tasks.", CHANCE),
        "both": described("Chance reached of all goals.", CHANCE),
        "saved_hours_per_year": quantiles_schema("Hours saved a year by those.", nullable=True),
        "live_tasks": quantiles_schema("How many of those go live.", nullable=True),
    })  # fmt: skip


def _indicator() -> Schema:
    figure = object_schema("A figure.", {
        "year": {"type": "integer", "description": "Fiscal year."},
        "value": {"type": "number", "description": "Figure of that year."},
    })  # fmt: skip
    return object_schema("An indicator of the policy.", {
        "id": text_schema("Its key in the policy."),
        "label": text_schema("In the language of --lang."),
        "unit": text_schema("In the language of --lang."),
        "figure": {
            "enum": ["hours", "tasks", "entered"],
            "description": "Where it comes from: computed from hours or tasks, or entered by hand.",
        },
        "baseline": {"type": "number", "description": "Value at the baseline."},
        "baseline_year": {"type": "integer", "description": "Fiscal year of the baseline."},
        "goal": {"type": "number", "description": "Value to reach."},
        "goal_year": {"type": "integer", "description": "Fiscal year of the goal."},
        "now": {
            "type": "number",
            "description": "What runs and is adopted (p50), or the newest figure entered.",
        },
        "entered": array_schema("Figures entered by hand, by fiscal year.", figure),
        "expected": quantiles_schema(
            "In the goal's year, all candidates adopted; null where not estimated.", nullable=True
        ),
        "chance": described("Chance of its goal, all candidates adopted; null likewise.", CHANCE),
    })  # fmt: skip


def _money() -> Schema:
    return object_schema("Hours as yen; null where the city has entered no figures.", {
        "yen_per_hour": {"type": "number", "description": "Likeliest yen of an hour saved."},
        "needed_yen_per_year": quantiles_schema(
            "Saved by the candidates that are needed; null where all are not enough.",
            nullable=True,
        ),
        "all_candidates_yen_per_year": quantiles_schema("Saved by all candidates."),
    }, nullable=True)  # fmt: skip


def _factor() -> Schema:
    return object_schema("Measured in parts of estimated hours.", {
        "factor": {"type": "number", "description": "Most likely factor."},
        "low": {"type": "number", "description": "Low end of its 80 % range."},
        "high": {"type": "number", "description": "High end of its 80 % range."},
        "count": {"type": "integer", "description": "Measured tasks that it rests on."},
    }, nullable=True)  # fmt: skip


def _calibration() -> Schema:
    reason = text_schema("Code of the reason (docs/calibration.md).")
    left_out = object_schema("A task that was left out.", {
        "task_id": text_schema("Id of the task."),
        "reason": reason,
        "fiscal_year": {
            "type": INTEGER,
            "description": "Year that was left out; null where all were.",
        },
    })  # fmt: skip
    return object_schema("What the city's own actuals changed; null where there are none.", {
        "used": array_schema("Tasks that were used.", {"type": "string"}),
        "left_out": array_schema("Tasks with actuals that were not used.", left_out),
        "weight": described("How much actuals count against published cases.", CHANCE),
        "overall": _factor(),
        "by_pattern": {
            "description": "By the code of the pattern of work.",
            "type": "object",
            "additionalProperties": _factor(),
        },
        "sentence": text_schema("What was done, in the language of --lang."),
    }, nullable=True)  # fmt: skip


def _double_count() -> Schema:
    texts = {
        "automation_id": "Id of the automation in the register.",
        "department": "Its department, as the register names it.",
        "automation_name": "Its task, as the register names it.",
        "task_id": "Id of the surveyed task.",
        "task_name": "Name of the surveyed task.",
    }
    properties: Schema = {name: text_schema(text) for name, text in texts.items()}
    properties["likeness"] = described("How alike the names are.", SHARE)
    return object_schema("A pair that a person decides about.", properties)


def _finding() -> Schema:
    texts = {
        "code": "Name of the rule (docs/findings.md).",
        "file": "File, or empty.",
        "sheet": "Sheet, or empty.",
        "cell": "Cell, or empty.",
        "field": "Id of the survey field, or empty.",
        "value": "What stands there, or empty.",
        "message": "The sentence, in the language of --lang.",
    }
    properties: Schema = {name: text_schema(text) for name, text in texts.items()}
    properties["severity"] = {"enum": list(SEVERITIES), "description": "How grave it is."}
    properties["values"] = {
        "type": "object",
        "description": "What the sentence and the hint name, by name.",
        "additionalProperties": {"type": "string"},
    }
    return object_schema("A finding.", properties)
