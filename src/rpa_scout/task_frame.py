"""The frame of tasks, with one typed column per survey field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.arrays import Bools
from rpa_scout.errors import InputError
from rpa_scout.policy.fields import FieldDefinition, FieldSet, is_unanswered, load_fields
from rpa_scout.text import N_


@lru_cache(maxsize=64)
def _category_type(codes: tuple[str, ...]) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(pd.Index(codes, dtype=object), ordered=False)


def task_frame(
    columns: Mapping[str, Sequence[object] | npt.NDArray[np.generic]],
    fields: FieldSet | None = None,
) -> pd.DataFrame:
    """Build the typed frame of tasks; fields without a column are unknown."""
    fields = fields or load_fields()
    for name in columns:
        if name not in fields.by_id:
            raise InputError(N_("There is no survey field “{name}”."), name=name)
    count = len(next(iter(columns.values()))) if columns else 0
    return pd.DataFrame(
        {field.id: _column(field, columns.get(field.id), count) for field in fields},
        index=pd.RangeIndex(count),
    )


def automated_tasks(tasks: pd.DataFrame, fields: FieldSet) -> Bools:
    """Return which tasks a robot does already by their answers."""
    automated = np.zeros(len(tasks), dtype=bool)
    for field_id, code in fields.automated_answers:
        automated |= (tasks[field_id] == code).to_numpy(dtype=bool)
    return automated


def kinds_of_work(
    tasks: pd.DataFrame, field_ids: Sequence[str], no_kind: Sequence[str] = ()
) -> npt.NDArray[np.int64]:
    """Return the kind of each task: a number for its answers to some fields; -1 without a kind."""
    kind = np.full(len(tasks), 0 if field_ids else -1, dtype=np.int64)
    for field_id in field_ids:
        answers = tasks[field_id].cat
        codes = answers.codes.to_numpy(dtype=np.int64)
        known = (codes >= 0) & ~tasks[field_id].isin(list(no_kind)).to_numpy(dtype=bool)
        kind = np.where((kind >= 0) & known, kind * len(answers.categories) + codes, -1)
    return kind


def _column(
    field: FieldDefinition, values: Sequence[object] | npt.NDArray[np.generic] | None, count: int
) -> pd.Categorical | pd.Series[Any] | npt.NDArray[np.generic]:
    if field.kind == "choice":
        positions = np.full(count, -1, np.int8) if values is None else _positions(field, values)
        return pd.Categorical.from_codes(positions, dtype=_category_type(field.codes))
    if field.kind == "number":
        if values is None:
            return np.full(count, np.nan)
        if isinstance(values, np.ndarray) and values.dtype == np.float64:
            return values
        return np.asarray(
            [np.nan if value is None else value for value in values], dtype=np.float64
        )
    texts = np.full(count, None, dtype=object)
    if isinstance(values, np.ndarray) and values.dtype == object:
        texts[:] = values
        texts[pd.isna(values)] = None
    elif values is not None:
        texts[:] = [None if is_unanswered(value) else str(value) for value in values]
    # A series of objects: from a plain array, pandas 3 would make NaN of None.
    return pd.Series(texts, dtype=object)


def _positions(
    field: FieldDefinition, values: Sequence[object] | npt.NDArray[np.generic]
) -> npt.NDArray[np.int8]:
    if isinstance(values, np.ndarray) and values.dtype == np.int8:
        return np.asarray(values, dtype=np.int8)
    position_of: dict[object, int] = {code: position for position, code in enumerate(field.codes)}
    positions = np.empty(len(values), np.int8)
    for row, value in enumerate(values):
        position = -1 if is_unanswered(value) else position_of.get(value)
        if position is None:
            raise InputError(
                N_("“{value}” is no code of the field “{field}”; codes are {known}."),
                value=value,
                field=field.id,
                known=", ".join(field.codes),
            )
        positions[row] = position
    return positions
