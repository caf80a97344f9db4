"""Records and frames as JSON types; an unknown or infinite number is null."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from pydantic import BaseModel

Json: TypeAlias = Any
"""Any JSON value."""


def plain(value: object) -> Json:
    """Return a value as JSON types.

    >>> plain({"hours": float("nan"), "tasks": ("a", "b")})
    {'hours': None, 'tasks': ['a', 'b']}
    """
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, frozenset | set):
        return sorted(map(plain, value), key=str)
    if isinstance(value, list | tuple):
        return [plain(element) for element in value]
    parts = _named_parts(value)
    if parts is not None:
        return {str(name): plain(part) for name, part in parts.items()}
    return None if value is pd.NA else value


def _named_parts(value: object) -> Mapping[Any, object] | None:
    """Return the named parts of a record or mapping; None for any other value."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, BaseModel):
        return value.model_dump()
    return value if isinstance(value, Mapping) else None


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as JSON types."""
    return [plain(row) for row in frame.to_dict("records")]
