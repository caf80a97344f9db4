"""Reading declared data; all faults are reported, with key path and nearest valid name."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rpa_scout.errors import PolicyError, PolicyFault
from rpa_scout.text import N_

Model = TypeVar("Model", bound=BaseModel)

_SENTENCES = {
    "missing": N_("this key is missing."),
    "extra_forbidden": N_("there is no such key."),
    "string_type": N_("a text is wanted here."),
    "explanation_type": N_(
        'a text is wanted here, or {{ ja = "…", en = "…" }} for both languages.'
    ),
    "string_pattern_mismatch": N_("“{input}” is no identifier: use a–z, 0–9 and _."),
    "float_type": N_("a number is wanted here."),
    "float_parsing": N_("“{input}” is no number."),
    "int_type": N_("a whole number is wanted here."),
    "int_parsing": N_("“{input}” is no whole number."),
    "int_from_float": N_("“{input}” is no whole number."),
    "finite_number": N_("a finite number is wanted here."),
    "bool_type": N_("true or false is wanted here."),
    "bool_parsing": N_("true or false is wanted here."),
    "tuple_type": N_("a list is wanted here."),
    "dict_type": N_("a table of keys and values is wanted here."),
    "model_type": N_("a table of keys and values is wanted here."),
    "literal_error": N_("“{input}” is not allowed; allowed are {expected}."),
    "greater_than_equal": N_("{input} is too small; at least {ge} is allowed."),
    "greater_than": N_("{input} is too small; it must be above {gt}."),
    "less_than": N_("{input} is too large; it must be below {lt}."),
    "less_than_equal": N_("{input} is too large; at most {le} is allowed."),
    "too_short": N_("the list is too short."),
    "too_long": N_("the list is too long."),
}
_OTHER = N_("this value cannot be used.")


def nearest(name: str, candidates: Iterable[str]) -> str:
    """Return the candidate most similar to a misspelt name, or ``""``."""
    matches = difflib.get_close_matches(name, list(candidates), n=1, cutoff=0.6)
    return matches[0] if matches else ""


def parse_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise PolicyError(N_("There is no policy file {path}."), path=path) from None
    except (OSError, UnicodeDecodeError):
        raise PolicyError(N_("The policy file {path} cannot be read."), path=path) from None
    except tomllib.TOMLDecodeError as error:
        fault = PolicyFault(
            "TOML", N_("the spelling of the file is wrong: {detail}."), {"detail": error}
        )
        raise PolicyError(
            N_("The policy file {path} cannot be used."), [fault], path=path
        ) from None


def load_declaration(model: type[Model], path: Path) -> Model:
    """Read a TOML file into a model."""
    content = parse_toml(path)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults = [_fault(model, content, cause) for cause in _causes(error)]
        raise PolicyError(N_("The policy file {path} cannot be used."), faults, path=path) from None


def _causes(error: ValidationError) -> list[ErrorDetails]:
    """Return pydantic's errors, without "too short" where a faulty item shortened the list."""
    errors = error.errors()
    locations = [error["loc"] for error in errors]

    def has_fault_inside(location: tuple[int | str, ...]) -> bool:
        return any(inner[: len(location)] == location and inner != location for inner in locations)

    return [
        error
        for error in errors
        if error["type"] != "too_short" or not has_fault_inside(error["loc"])
    ]


def _fault(model: type[BaseModel], content: Mapping[str, Any], error: ErrorDetails) -> PolicyFault:
    location = error["loc"]
    values = {"input": error.get("input"), **error.get("ctx", {})}
    if "expected" in values:
        values["expected"] = str(values["expected"]).replace(" or ", ", ")
    suggestion, kind = "", error["type"]
    siblings = set(_model_at(model, location[:-1]).model_fields) if location else set()
    # Where further tables may stand, a misspelt key looks like one that is no table.
    is_unknown = kind == "model_type" and str(location[-1]) not in siblings
    if kind == "extra_forbidden" or is_unknown:
        kind, suggestion = "extra_forbidden", nearest(str(location[-1]), siblings)
    template = _SENTENCES.get(kind, _OTHER)
    if kind == "value_error":  # Raised by our validators, with a sentence for the user.
        template = str(values["error"])
    return PolicyFault(_key_path(content, location), template, values, suggestion)


def _key_path(content: object, location: tuple[str | int, ...]) -> str:
    """Write a location as ``scorecard[rpa].criterion[volume].weight``: ids instead of positions."""
    path = ""
    for step in location:
        if isinstance(step, int):
            item = content[step] if isinstance(content, list) and step < len(content) else None
            name = item.get("id") or item.get("field") if isinstance(item, dict) else None
            path += f"[{name or step + 1}]"
            content = item
        else:
            path += f".{step}" if path else step
            content = content.get(step) if isinstance(content, dict) else None
    return path


def _model_at(model: type[BaseModel], location: tuple[str | int, ...]) -> type[BaseModel]:
    for step in location:
        if isinstance(step, str) and step in model.model_fields:
            model = _inner_model(model.model_fields[step].annotation) or model
        elif isinstance(step, str):
            model = getattr(model, "FURTHER", model)
    return model


def _inner_model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        inner = _inner_model(part)
        if inner:
            return inner
    return None
