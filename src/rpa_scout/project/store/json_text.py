"""JSON as the project keeps it: one spelling for one value."""

from __future__ import annotations

import json
import re
from typing import Any, Final, TypeAlias

import numpy as np

from rpa_scout.errors import InternalError
from rpa_scout.text import N_

__all__ = ["Json", "from_text", "to_text"]

Json: TypeAlias = Any
"""A value of JSON, any: who wrote it settled what stands at each of its keys, and a union of all
that could would have to be narrowed down at every one of them."""

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
"""Halves of signs that a broken file may hold; no database takes them, JSON spells them out."""


def _plain(value: object) -> object:
    """Return the Python value of numpy's; the encoder asks for nothing else."""
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    raise TypeError(type(value).__name__)


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_plain
)


def to_text(value: object) -> str:
    """Write a value, keys sorted and without white space."""
    try:
        text = _ENCODER.encode(value)
    except (TypeError, ValueError) as error:
        raise InternalError(
            N_(
                "A value cannot be kept as JSON ({cause}); nothing was written. This is a defect "
                "of rpa-scout: please report it."
            ),
            cause=error,
        ) from error
    if text.isascii() or _SURROGATES.search(text) is None:
        return text
    return _SURROGATES.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def from_text(text: str) -> Json:
    """Read a value."""
    return json.loads(text)
