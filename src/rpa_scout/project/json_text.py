"""JSON as the project keeps it: one spelling for one value."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

__all__ = ["Json", "from_text", "to_text"]

Json: TypeAlias = Any
"""A value of JSON, any: who wrote it settled what stands at each of its keys, and a union of all
that could would have to be narrowed down at every one of them."""

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def to_text(value: object) -> str:
    """Write a value, keys sorted and without white space.

    Parameters
    ----------
    value : object
        Mappings, sequences, texts, finite numbers, truth values, None.

    Returns
    -------
    str
        The same text for the same value.
    """
    return _ENCODER.encode(value)


def from_text(text: str) -> Json:
    """Read a value.

    Parameters
    ----------
    text : str
        What :func:`to_text` wrote.

    Returns
    -------
    Json
        The value.
    """
    return json.loads(text)
