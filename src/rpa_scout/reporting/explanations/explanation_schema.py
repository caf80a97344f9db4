"""The JSON Schema of the explanation of a task's rank (draft 2020-12)."""

from __future__ import annotations

from typing import Final

from rpa_scout.reporting.explanations.explanation_json import EXPLANATION_SCHEMA_NAME
from rpa_scout.reporting.schema_parts import (
    CHANCE,
    INTEGER,
    NUMBER,
    SHARE,
    TEXT,
    Schema,
    array_schema,
    described,
    document_schema,
    object_schema,
    range_schema,
    text_schema,
)

_SCORE: Final[Schema] = {"type": "number", "minimum": 0, "maximum": 100}


def explanation_schema() -> Schema:
    """Return the schema of the output of ``explain --json`` and ``project explain --json``."""
    title = "How a task's score and hours are derived"
    return document_schema(title, "The explanation of one task.", EXPLANATION_SCHEMA_NAME, {
        "scorecard": text_schema("Id of the scorecard."),
        "assessment": {
            "type": INTEGER,
            "description": "Number of the assessment in its project; null without one.",
        },
        "explanation": explanation_part(),
    })  # fmt: skip


def explanation_part(*, nullable: bool = False) -> Schema:
    """Return the schema of an explanation as a part of another output."""
    return object_schema("How score and hours are derived.", {
        "task_id": text_schema("Id of the task."),
        "department": text_schema("Its department."),
        "name": text_schema("Its name."),
        "rank": {"type": "integer", "minimum": 1, "description": "Rank, from 1."},
        "score": described("Score, 0 to 100.", _SCORE),
        "score_low": described("Lowest score that unknown answers leave possible.", _SCORE),
        "score_high": described("Highest score that unknown answers leave possible.", _SCORE),
        "criteria": array_schema("Parts that add up to the score.", _criterion()),
        "reason": text_schema("Why the means was chosen, in the language of --lang."),
        "means": array_schema("Every means of the policy.", _means()),
        "hours": _hours(),
        "narrowing": {
            "description": "Points of score by which each open question, by field, narrows it.",
            "type": "object",
            "additionalProperties": {"type": "number", "minimum": 0},
        },
        "text": array_schema("The same as lines, in the language of --lang.", {"type": "string"}),
    }, nullable=nullable)  # fmt: skip


def _points() -> Schema:
    return {
        "points": described("Points, 0 to 1.", SHARE),
        "low": described("Lowest points that unknown answers leave possible.", SHARE),
        "high": described("Highest points that unknown answers leave possible.", SHARE),
    }


def _criterion() -> Schema:
    answer = object_schema("An answer of the survey.", {
        "field": text_schema("Id of the survey field."),
        "label": text_schema("Its label."),
        "shown": text_schema("The answer as the form shows it."),
        "is_known": {"type": "boolean", "description": "Whether there is an answer."},
        "source": object_schema("Where it was read.", {
            "file": text_schema("File, or empty."),
            "sheet": text_schema("Sheet, or empty."),
            "cell": text_schema("Cell, or empty."),
        }),
    })  # fmt: skip
    factor = object_schema("A factor.", {
        "id": text_schema("Survey field, or a derived quantity."),
        "label": text_schema("Its label."),
        "shown": text_schema("The answer, or the value of the quantity."),
        **_points(),
        "answers": array_schema("The answer, or the known ones behind the quantity.", answer),
    })  # fmt: skip
    return object_schema("A criterion.", {
        "id": text_schema("Id of the criterion."),
        "label": text_schema("Its label."),
        **_points(),
        "weight": {"type": "number", "minimum": 0, "description": "Weight in the policy."},
        "contribution": {
            "type": "number",
            "description": "What it adds to the score: 100 x weight x points / sum of weights.",
        },
        "factors": array_schema("What multiplies to the points.", factor),
        "known_pattern": _known_pattern(),
    })  # fmt: skip


def _known_pattern() -> Schema:
    return object_schema("The typical municipal task that it fits; null where none is asked.", {
        "entry_id": text_schema("Its number in the catalogue."),
        "name": text_schema("Its name."),
        "means": text_schema("Id of the means by which it is usually automated, or empty."),
        "probability": described("Probability of being the same work.", SHARE),
        "source_url": text_schema("Where it was published, or empty."),
        "sentence": text_schema("The same in the language of --lang."),
    }, nullable=True)  # fmt: skip


def _means() -> Schema:
    field = {"type": "string"}
    return object_schema("A means.", {
        "id": text_schema("Id of the means."),
        "label": text_schema("Its label."),
        "chosen": {"type": "boolean", "description": "Whether it was chosen."},
        "fits": {"type": "boolean", "description": "Whether its requirements hold."},
        "failing": array_schema("Fields whose answers rule it out.", field),
        "unconfirmed": array_schema("Unanswered fields that it depends on.", field),
        "standing": text_schema("The same in the language of --lang."),
    })  # fmt: skip


def _hours() -> Schema:
    number = {"type": NUMBER}
    step = object_schema("A step.", {
        "id": text_schema("Code of the step."),
        "label": text_schema("Its label."),
        "hours_per_year": {"type": "number", "description": "Hours a year that it adds."},
    })  # fmt: skip
    influence = object_schema("A parameter.", {
        "parameter": text_schema("Its name in the policy."),
        "label": text_schema("Its label."),
        "variance_share": described("Share of the spread that it explains by itself.", SHARE),
    })  # fmt: skip
    published = object_schema("A published case.", {
        "case_id": text_schema("Its number in the collection."),
        "body": text_schema("Who published it."),
        "task": text_schema("Its task."),
        "saved_share": described("Share of the hours saved; negative where time rose.", number),
        "source_url": text_schema("Where it was published."),
    })  # fmt: skip
    return object_schema("From the hours of today to the hours saved.", {
        "hours_per_year": described("Hours a year now, as surveyed; null where unknown.", number),
        "formula": text_schema("How they are computed; empty where they were reported as a whole."),
        "steps": array_schema("What leads from them to the p50 saved.", step),
        "saved_hours_per_year": range_schema("Hours saved a year.", number),
        "chance_worse": described("Chance that time rises or nothing is saved.", CHANCE),
        "worse_by_hours_per_year": described("Hours by which time rises then.", number),
        "worse_cause": {"type": TEXT, "description": "Code of the step that causes most of it."},
        "worse_sentence": text_schema(
            "These in the language of --lang; empty without an estimate."
        ),
        "break_even_items_per_run": described("Items per run from which it pays.", number),
        "break_even_range": object_schema("Range of the items per run.", {
            "p10": described("Low end.", number),
            "p90": described("High end; null: never.", number),
        }),
        "break_even_sentence": text_schema("The same in the language of --lang."),
        "influences": array_schema("Parameters that the spread comes from.", influence),
        "published": array_schema("The most similar published cases.", published),
    })  # fmt: skip
