"""Parts of JSON Schemas (draft 2020-12) that several outputs share."""

from __future__ import annotations

from typing import Any, Final

Schema = dict[str, Any]

TEXT: Final = ["string", "null"]
NUMBER: Final = ["number", "null"]
INTEGER: Final = ["integer", "null"]
CHANCE: Final[Schema] = {"type": NUMBER, "minimum": 0, "maximum": 1}
SHARE: Final[Schema] = {"type": "number", "minimum": 0, "maximum": 1}
COUNT: Final[Schema] = {"type": INTEGER, "minimum": 0}


def object_schema(description: str, properties: Schema, *, nullable: bool = False) -> Schema:
    """Return the schema of an object that has exactly these properties."""
    return {
        "description": description,
        "type": ["object", "null"] if nullable else "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def array_schema(description: str, items: Schema, *, nullable: bool = False) -> Schema:
    """Return the schema of an array."""
    kind = ["array", "null"] if nullable else "array"
    return {"description": description, "type": kind, "items": items}


def text_schema(description: str) -> Schema:
    """Return the schema of a text."""
    return {"type": "string", "description": description}


def document_schema(title: str, description: str, name: str, properties: Schema) -> Schema:
    """Return the schema of a whole output, which begins with its name and where it comes from."""
    form = {"const": name, "description": "Name and version of this form."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **object_schema(description, {"schema": form, **_provenance(), **properties}),
    }


def described(description: str, schema: Schema) -> Schema:
    """Return a schema with a description."""
    return {**schema, "description": description}


_QUANTILES: Final = {
    "p10": "Reached in nine cases of ten.",
    "p50": "Reached in one case of two.",
    "p90": "Reached in one case of ten.",
}


def range_schema(description: str, number: Schema) -> Schema:
    """Return the schema of p10, p50 and p90."""
    properties = {name: described(text, number) for name, text in _QUANTILES.items()}
    return object_schema(description, properties)


def quantiles_schema(description: str, *, nullable: bool = False) -> Schema:
    """Return the schema of p10, p50, p90 and mean."""
    parts = {**_QUANTILES, "mean": "Mean of the draws."}
    properties = {name: {"type": NUMBER, "description": text} for name, text in parts.items()}
    return object_schema(description, properties, nullable=nullable)


def chances_schema(description: str, chance: Schema = CHANCE) -> Schema:
    """Return the schema of the chances of the goals; null where the policy has no such goal."""
    schema = object_schema(description, {
        "hours": described("Of the goal in hours.", chance),
        "tasks": described("Of the goal in tasks.", chance),
        "both": described("Of all computed goals at once.", chance),
    })  # fmt: skip
    # Further computed indicators of the policy stand beside them by their ids.
    return schema | {"additionalProperties": described("Of the indicator of this id.", chance)}


def _provenance() -> Schema:
    """Return the schemas of where a result comes from."""
    survey = object_schema("A file.", {
        "file": text_schema("Its name as it was read."),
        "sha256": {"type": TEXT, "description": "SHA-256 of its bytes; null where not known."},
    })  # fmt: skip
    return {
        "created_at": {
            "type": "string",
            "format": "date-time",
            "description": "When the file was made, in UTC.",
        },
        "author": {"type": TEXT, "description": "Who made it; null where not known."},
        "program_version": text_schema("Version of rpa-scout."),
        "policy": object_schema("The policy that was applied.", {
            "id": text_schema("Id of the policy."),
            "version": text_schema("Its version."),
        }),
        "surveys": array_schema("Files that the tasks were read from.", survey),
    }  # fmt: skip
