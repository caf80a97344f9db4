"""Records and frames as JSON's types; an unknown or infinite number is null."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd
from pydantic import BaseModel

__all__ = ["plain", "plain_rows"]


def plain(value: object) -> Any:  # noqa: ANN401, PLR0911 - JSON holds any value; one line a type
    """Return a value as JSON's types.

    Parameters
    ----------
    value : object
        Numbers, texts, enumerations, records (dataclasses, models), and collections of these.

    Returns
    -------
    object
        Dictionaries, lists, texts, finite numbers, booleans and None.

    Examples
    --------
    >>> plain({"hours": float("nan"), "tasks": ("a", "b")})
    {'hours': None, 'tasks': ['a', 'b']}
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, BaseModel):
        return plain(value.model_dump())
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return None if value is pd.NA else value


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as JSON's types.

    Parameters
    ----------
    frame : DataFrame
        Any.

    Returns
    -------
    list of dict
        By column.
    """
    return [plain(row) for row in frame.to_dict("records")]
