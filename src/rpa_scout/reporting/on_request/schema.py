"""The JSON Schema of what a ranking holds on request only."""

from __future__ import annotations

from rpa_scout.rank_robustness.weights import WEIGHT_KINDS
from rpa_scout.reporting.schema_parts import (
    CHANCE,
    NUMBER,
    Schema,
    array_schema,
    described,
    object_schema,
    quantiles_schema,
    text_schema,
)


def lift_schema() -> Schema:
    """Return the schema of what would lift a task."""
    answer: Schema = {"type": ["string", "number", "null"]}
    change = object_schema("An answer that changes.", {
        "field": text_schema("Id of the survey field."),
        "before": described("Answer now; null: unknown.", answer),
        "after": described("Answer afterwards.", {"type": ["string", "number"]}),
    })  # fmt: skip
    sentence = text_schema("In the language of --lang.")
    return object_schema(
        "Smallest change within the department's reach that brings the task among the first; null "
        "where none does, and without --what-would-change.",
        {
            "changes": array_schema("Answers that change.", change),
            "advice": array_schema("What the department can do, a sentence for each.", sentence),
            "rank": described("Rank afterwards.", {"type": "integer", "minimum": 1}),
            "score": described("Score afterwards.", {"type": NUMBER, "minimum": 0, "maximum": 100}),
            "means": text_schema("Means afterwards."),
            "saved_hours_per_year": quantiles_schema("Hours saved a year afterwards."),
            "sentence": described("The same in the language of --lang.", {"type": "string"}),
        },
        nullable=True,
    )


def drops_schema() -> Schema:
    """Return the schema of what would drop a task."""
    drop = object_schema("Answers to one question.", {
        "field": text_schema("Id of the field or derived quantity."),
        "answers": array_schema("Choices with which it would fall.", {"type": "string"}),
        "below": described("Number under which it would fall; null: none.", {"type": NUMBER}),
        "above": described("Number over which it would fall; null: none.", {"type": NUMBER}),
        "sentence": described("The same in the language of --lang.", {"type": "string"}),
    })  # fmt: skip
    return array_schema(
        "Answers with which the task would leave the first places; null without "
        "--what-would-change.",
        drop,
        nullable=True,
    )


def robustness_schema() -> Schema:
    """Return the schema of how sure the ranks are."""
    move = object_schema("How far one weight may move before the first places change.", {
        "criterion": text_schema("Id of the criterion."),
        "share": described("Its share of all weights now.", CHANCE),
        "lowest": described("Share at which they change below; null: never.", CHANCE),
        "highest": described("Share at which they change above; null: never.", CHANCE),
    })  # fmt: skip
    first = object_schema("A task that is the very first in some draws.", {
        "task_id": text_schema("Id of the task."),
        "share": described("Share of the draws in which it is.", CHANCE),
        "central_weights": {
            "description": "Mean weights in these draws, as shares, by the id of the criterion.",
            "type": "object",
            "additionalProperties": CHANCE,
        },
    })  # fmt: skip
    return object_schema(
        "How sure the ranks are; null without --robustness.",
        {
            "first": {"type": "integer", "description": "So many first places were looked at."},
            "draws": {"type": "integer", "description": "Draws of weights and open answers."},
            "weights": {
                "enum": list(WEIGHT_KINDS),
                "description": "Where the weights were drawn from.",
            },
            "spread": described("Width of the ranges, as a share of each weight.", CHANCE),
            "draws_answers": {
                "type": "boolean",
                "description": "Whether open answers were drawn too.",
            },
            "contested": array_schema(
                "Tasks that are among the first in 40 to 60 % of the draws.", {"type": "string"}
            ),
            "very_first": array_schema("Tasks that are the very first in some draws.", first),
            "weight_moves": array_schema("By criterion.", move),
        },
        nullable=True,
    )
