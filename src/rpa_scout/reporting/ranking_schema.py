"""The JSON Schema of the ranking (draft 2020-12), built from the declared columns."""

from __future__ import annotations

from typing import Any, Final

from rpa_scout.findings.rule import SEVERITIES
from rpa_scout.rank_robustness.weights import WEIGHT_KINDS
from rpa_scout.ranking.column import Kind, RankingColumn
from rpa_scout.ranking.columns import column_named, columns_on
from rpa_scout.ranking.decisions import STATE_LABELS
from rpa_scout.reporting.ranking_json import FLAT_PATHS, SCHEMA_NAME

__all__ = ["ranking_schema"]

Schema = dict[str, Any]

_TEXT: Final = ["string", "null"]
_NUMBER: Final = ["number", "null"]
_INTEGER: Final = ["integer", "null"]
_TYPES: Final[dict[Kind, Schema]] = {
    "rank": {"type": "integer", "minimum": 1},
    "whole": {"type": _INTEGER},
    "text": {"type": _TEXT},
    "category": {"type": _TEXT},
    "code": {"type": _TEXT},
    "codes": {"type": "array", "items": {"type": "string"}},
    "score": {"type": _NUMBER, "minimum": 0, "maximum": 100},
    "points": {"type": _NUMBER, "minimum": 0, "maximum": 1},
    "hours": {"type": _NUMBER},
    "items": {"type": _NUMBER, "minimum": 0},
    "items_per_run": {"type": _NUMBER},
    "share": {"type": _NUMBER, "minimum": 0, "maximum": 1},
    "chance": {"type": _NUMBER, "minimum": 0, "maximum": 1},
    "fiscal_year": {"type": _INTEGER},
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
_CHANCE: Final = {"type": _NUMBER, "minimum": 0, "maximum": 1}
_COUNT: Final = {"type": _INTEGER, "minimum": 0}


def ranking_schema() -> Schema:
    """Return the schema of the output of ``rank --json`` and ``project rank --json``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ranking of tasks to automate",
        **_object(
            "A ranking, with what was decided where it belongs to a project.",
            {
                "schema": {"const": SCHEMA_NAME, "description": "Name and version of this form."},
                "created_at": {
                    "type": "string",
                    "format": "date-time",
                    "description": "When the file was made, in UTC.",
                },
                "author": {"type": _TEXT, "description": "Who made it; null where not known."},
                "program_version": {"type": "string", "description": "Version of rpa-scout."},
                "policy": _object("The policy that was applied.", {
                    "id": {"type": "string", "description": "Id of the policy."},
                    "version": {"type": "string", "description": "Its version."},
                }),
                "scorecard": {"type": "string", "description": "Id of the scorecard."},
                "assessment": {
                    "type": _INTEGER,
                    "description": "Number of the assessment in its project; null without one.",
                },
                "surveys": _array("Files that the tasks were read from.", _survey()),
                "tasks": _array("Tasks, best first.", _task()),
                "robustness": _robustness(),
                "target": _target(),
                "indicators": _array("The policy's indicators.", _indicator()),
                "calibration": _calibration(),
                "findings": _array("What was noticed in the surveys.", _finding()),
                "possible_double_counts": _array(
                    "Running automations without a task, and tasks that may be the same work.",
                    _double_count(),
                ),
            },
        ),
    }  # fmt: skip


def _object(description: str, properties: Schema, *, nullable: bool = False) -> Schema:
    return {
        "description": description,
        "type": ["object", "null"] if nullable else "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _array(description: str, items: Schema) -> Schema:
    return {"description": description, "type": "array", "items": items}


def _described(description: str, schema: Schema) -> Schema:
    return {**schema, "description": description}


def _survey() -> Schema:
    return _object("A file.", {
        "file": {"type": "string", "description": "Its name as it was read."},
        "sha256": {"type": _TEXT, "description": "SHA-256 of its bytes; null where not known."},
    })  # fmt: skip


def _of_column(column: RankingColumn) -> Schema:
    schema = _described(column.help, _TYPES[column.kind])
    if column.unit:
        schema["description"] += f" Unit: {column.unit}."
    return schema


def _task() -> Schema:
    """Return the schema of a task: the declared columns, nested by their paths."""
    task = _object("A task.", {})
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
    task["properties"]["what_would_lift"] = _lift()
    task["properties"]["what_would_drop"] = _drops()
    _require_all(task)
    for former, path in FLAT_PATHS.items():
        column = column_named(former)
        task["properties"][former] = {
            "description": f"Only in a project; the same as {'.'.join(path)}.",
            "deprecated": True,
            **_TYPES[column.kind],
        }
    return task


def _lift() -> Schema:
    answer: Schema = {"type": ["string", "number", "null"]}
    change = _object("An answer that changes.", {
        "field": {"type": "string", "description": "Id of the survey field."},
        "before": _described("Answer now; null: unknown.", answer),
        "after": _described("Answer afterwards.", {"type": ["string", "number"]}),
    })  # fmt: skip
    sentence = {"type": "string", "description": "In the language of --lang."}
    return _object(
        "Smallest change within the department's reach that brings the task among the first; null "
        "where none does, and without --what-would-change.",
        {
            "changes": _array("Answers that change.", change),
            "advice": _array("What the department can do, a sentence for each.", sentence),
            "rank": _described("Rank afterwards.", _TYPES["rank"]),
            "score": _described("Score afterwards.", _TYPES["score"]),
            "means": {"type": "string", "description": "Means afterwards."},
            "saved_hours_per_year": _quantiles("Hours saved a year afterwards."),
            "sentence": _described("The same in the language of --lang.", {"type": "string"}),
        },
        nullable=True,
    )


def _drops() -> Schema:
    drop = _object("Answers to one question.", {
        "field": {"type": "string", "description": "Id of the field or derived quantity."},
        "answers": _array("Choices with which it would fall.", {"type": "string"}),
        "below": _described("Number under which it would fall; null: none.", {"type": _NUMBER}),
        "above": _described("Number over which it would fall; null: none.", {"type": _NUMBER}),
        "sentence": _described("The same in the language of --lang.", {"type": "string"}),
    })  # fmt: skip
    drops = _array("Answers with which the task would leave the first places; null without "
                   "--what-would-change.", drop)  # fmt: skip
    return drops | {"type": ["array", "null"]}


def _robustness() -> Schema:
    share = {"type": _NUMBER, "minimum": 0, "maximum": 1}
    move = _object("How far one weight may move before the first places change.", {
        "criterion": {"type": "string", "description": "Id of the criterion."},
        "share": _described("Its share of all weights now.", share),
        "lowest": _described("Share at which they change below; null: never.", share),
        "highest": _described("Share at which they change above; null: never.", share),
    })  # fmt: skip
    first = _object("A task that is the very first in some draws.", {
        "task_id": {"type": "string", "description": "Id of the task."},
        "share": _described("Share of the draws in which it is.", share),
        "central_weights": {
            "description": "Mean weights in these draws, as shares, by the id of the criterion.",
            "type": "object",
            "additionalProperties": share,
        },
    })  # fmt: skip
    return _object(
        "How sure the ranks are; null without --robustness.",
        {
            "first": {"type": "integer", "description": "So many first places were looked at."},
            "draws": {"type": "integer", "description": "Draws of weights and open answers."},
            "weights": {
                "enum": list(WEIGHT_KINDS),
                "description": "Where the weights were drawn from.",
            },
            "spread": _described("Width of the ranges, as a share of each weight.", share),
            "draws_answers": {
                "type": "boolean",
                "description": "Whether open answers were drawn too.",
            },
            "contested": _array(
                "Tasks that are among the first in 40 to 60 % of the draws.", {"type": "string"}
            ),
            "very_first": _array("Tasks that are the very first in some draws.", first),
            "weight_moves": _array("By criterion.", move),
        },
        nullable=True,
    )


def _level(task: Schema, levels: list[str]) -> Schema:
    schema = task
    for depth, level in enumerate(levels, 1):
        path = ".".join(levels[:depth])
        schema = schema["properties"].setdefault(
            level, _object(_LEVELS[path], {}, nullable=path in _NULLABLE_LEVELS)
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
    return _object("A criterion.", {
        "points": _described("Points, 0 to 1.", points),
        "low": _described("Lowest points that unknown answers leave possible.", points),
        "high": _described("Highest points that unknown answers leave possible.", points),
        "weight": {"type": "number", "minimum": 0, "description": "Weight in the policy."},
        "contribution": {
            "type": "number",
            "description": "What it adds to the score: 100 x weight x points / sum of weights.",
        },
    })  # fmt: skip


def _quantiles(description: str, *, nullable: bool = False) -> Schema:
    parts = {
        "p10": "Reached in nine cases of ten.",
        "p50": "Reached in one case of two.",
        "p90": "Reached in one case of ten.",
        "mean": "Mean of the draws.",
    }
    properties = {name: {"type": _NUMBER, "description": text} for name, text in parts.items()}
    return _object(description, properties, nullable=nullable)


def _gap(description: str) -> Schema:
    return _object(description, {
        "baseline": {"type": "number", "description": "Value at the baseline."},
        "goal": {"type": "number", "description": "Value to reach."},
        "gap": {"type": "number", "description": "What is missing at the baseline."},
    })  # fmt: skip


def _target() -> Schema:
    first = _described("So many of the ranking's first tasks reach both goals; null: none.", _COUNT)
    return _object("The ranking against the policy's targets.", {
        "hours": _gap("Hours saved a year."),
        "tasks": _gap("Tasks in use."),
        "start": _start(),
        "headline_chance": _described("Chance that the headline asks for.", _CHANCE),
        "needed_for_goal": first,
        "needed": _set_of_tasks("What becomes of the candidates among these.", nullable=True),
        "all_candidates": _set_of_tasks("What becomes of all candidates."),
        "needed_for": _array("How many it takes for a chance of both goals.", _needed_for()),
    })  # fmt: skip


def _start() -> Schema:
    share = {"type": "number", "minimum": 0, "maximum": 1}
    return _object("Where the computation starts, before any candidate.", {
        "source": {
            "enum": ["plan", "plan_and_register", "register"],
            "description": "Whose figures these are.",
        },
        "sentence": {"type": "string", "description": "The same in the language of --lang."},
        "hours": _quantiles("Hours saved a year by what runs and is adopted."),
        "tasks": _quantiles("Tasks that run or are adopted and go live."),
        "running": _object("What runs already (p50).", {
            "hours": {"type": "number", "description": "Hours saved a year."},
            "tasks": {"type": "number", "description": "Tasks."},
        }),
        "adopted": {"type": "integer", "minimum": 0, "description": "Tasks adopted."},
        "register_tasks": _described("Running tasks that the register names.", _COUNT),
        "yearly_attrition_share": _object(
            "Share of what runs that ends every year; null where the policy has none.",
            {
                "low": _described("Low end.", share),
                "mode": _described("Most likely.", share),
                "high": _described("High end.", share),
                "source": {"type": "string", "description": "Where the figure comes from."},
            },
            nullable=True,
        ),
        "chance": _chances("How likely the goals are from there alone."),
    })  # fmt: skip


def _chances(description: str) -> Schema:
    return _object(description, {
        "hours": _described("Of the goal in hours.", _CHANCE),
        "tasks": _described("Of the goal in tasks.", _CHANCE),
        "both": _described("Of both at once.", _CHANCE),
    })  # fmt: skip


def _set_of_tasks(description: str, *, nullable: bool = False) -> Schema:
    return _object(description, {
        "adopted": {"type": "integer", "minimum": 0, "description": "Candidates adopted."},
        "saved_hours_per_year": _quantiles("Hours saved a year by those that go live."),
        "live_tasks": _quantiles("How many go live."),
        "chance": _chances("How likely the goals are."),
    }, nullable=nullable)  # fmt: skip


def _needed_for() -> Schema:
    return _object("What it takes for one chance.", {
        "chance": _described("Chance that was asked for.", _CHANCE),
        "first": _described("So many of the ranking's first tasks; null: not reached.", _COUNT),
        "adopted": _described("Candidates among these.", _COUNT),
        "hours": _described("Chance reached of the goal in hours.", _CHANCE),
        "tasks": _described("Chance reached of the goal in tasks.", _CHANCE),
        "both": _described("Chance reached of both goals.", _CHANCE),
        "saved_hours_per_year": _quantiles("Hours saved a year by those.", nullable=True),
        "live_tasks": _quantiles("How many of those go live.", nullable=True),
    })  # fmt: skip


def _indicator() -> Schema:
    return _object("An indicator of the policy.", {
        "id": {"type": "string", "description": "Its key in the policy."},
        "label": {"type": "string", "description": "In the language of --lang."},
        "unit": {"type": "string", "description": "In the language of --lang."},
        "baseline": {"type": "number", "description": "Value at the baseline."},
        "baseline_year": {"type": "integer", "description": "Fiscal year of the baseline."},
        "goal": {"type": "number", "description": "Value to reach."},
        "goal_year": {"type": "integer", "description": "Fiscal year of the goal."},
        "expected": _quantiles(
            "In the goal's year, all candidates adopted; null where not estimated.", nullable=True
        ),
    })  # fmt: skip


def _factor() -> Schema:
    return _object("Measured in parts of estimated hours.", {
        "factor": {"type": "number", "description": "Most likely factor."},
        "low": {"type": "number", "description": "Low end of its 80 % range."},
        "high": {"type": "number", "description": "High end of its 80 % range."},
        "count": {"type": "integer", "description": "Measured tasks that it rests on."},
    }, nullable=True)  # fmt: skip


def _calibration() -> Schema:
    reason = {"type": "string", "description": "Code of the reason (docs/calibration.md)."}
    left_out = _object("A task that was left out.", {
        "task_id": {"type": "string", "description": "Id of the task."},
        "reason": reason,
        "fiscal_year": {
            "type": _INTEGER,
            "description": "Year that was left out; null where all were.",
        },
    })  # fmt: skip
    return _object("What the city's own actuals changed; null where there are none.", {
        "used": _array("Tasks that were used.", {"type": "string"}),
        "left_out": _array("Tasks with actuals that were not used.", left_out),
        "weight": _described("How much actuals count against published cases.", _CHANCE),
        "overall": _factor(),
        "by_pattern": {
            "description": "By the code of the pattern of work.",
            "type": "object",
            "additionalProperties": _factor(),
        },
        "sentence": {"type": "string", "description": "What was done, in the language of --lang."},
    }, nullable=True)  # fmt: skip


def _double_count() -> Schema:
    texts = {
        "automation_id": "Id of the automation in the register.",
        "department": "Its department, as the register names it.",
        "automation_name": "Its task, as the register names it.",
        "task_id": "Id of the surveyed task.",
        "task_name": "Name of the surveyed task.",
    }
    properties: Schema = {
        name: {"type": "string", "description": text} for name, text in texts.items()
    }
    likeness = _described(
        "How alike the names are.", {"type": "number", "minimum": 0, "maximum": 1}
    )
    return _object("A pair that a person decides about.", {**properties, "likeness": likeness})


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
    properties: Schema = {
        name: {"type": "string", "description": is_} for name, is_ in texts.items()
    }
    severity = {"enum": list(SEVERITIES), "description": "How grave it is."}
    return _object("A finding.", {**properties, "severity": severity})
