"""JSON texts of the project: every value has exactly one spelling."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

import numpy as np

from rpa_scout.errors import InternalError
from rpa_scout.text import N_

Json: TypeAlias = Any
"""Any JSON value. The writer fixes the type behind each key, so a union of all types would only
force a cast at every read."""

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
"""Lone surrogates from broken files: no database stores them, so the JSON escapes them."""


def _plain(value: object) -> object:
    """Convert values of numpy; the encoder calls this only for types that it does not know."""
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    raise TypeError(type(value).__name__)


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_plain
)


def to_text(value: object) -> str:
    """Write a value with sorted keys and without white space."""
    if type(value) is int:
        return str(value)  # the encoder is made anew for all but texts
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
    try:
        text.encode()  # a fifth of the time that a search takes
    except UnicodeEncodeError:
        return _SURROGATES.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text


def list_text(values: Iterable[object]) -> str:
    """Write a list, value by value: most are texts, which is faster than the list as a whole."""
    return f"[{','.join(map(to_text, values))}]"


def from_text(text: str) -> Json:
    """Read a value."""
    return json.loads(text)
