"""The canonical form of stored values, which every database returns unchanged.

A column takes an integer, a finite number or a text, and None where it may be empty. Numbers of
numpy, members of an enumeration and subclasses of text become the plain Python value. Texts lose
what PostgreSQL (NUL, lone surrogates) or a workbook (carriage returns) cannot keep. Everything
else is refused before it is written, because a database would change or reject it.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

import numpy as np

from rpa_scout.errors import InternalError
from rpa_scout.project.store.rows import column_names, key_columns, table_of
from rpa_scout.project.store.schema import Base
from rpa_scout.text import N_

Cell = int | float | str | None

_LARGEST: Final = 2**63 - 1
"""SQLite keeps integers of 64 bits."""

_LONGEST_ID: Final = 400
_DIGEST_LENGTH: Final = 17


def canonical_text(text: str) -> str:
    """Return a text as plain `str`, without what a database or a workbook cannot keep."""
    # A subclass such as a string enumeration may have another `__str__`.
    plain = text if type(text) is str else str.__str__(text)
    if _is_storable(plain):
        return plain
    plain = plain.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return plain.encode("utf-8", "replace").decode("utf-8")


def canonical_id(text: str) -> str:
    """Return a text that is short enough for a key: PostgreSQL's indexes take 2,700 bytes."""
    plain = canonical_text(text)
    if len(plain) <= _LONGEST_ID:
        return plain
    digest = hashlib.sha256(plain.encode()).hexdigest()
    return f"{plain[: _LONGEST_ID - _DIGEST_LENGTH]}…{digest[: _DIGEST_LENGTH - 1]}"


def canonical_values(mapped: type[Base], values: Mapping[str, Any]) -> dict[str, Cell]:
    """Return the values of a row in their canonical form."""
    kinds = _kinds(mapped)
    return {name: _canonical(mapped, name, value, kinds[name]) for name, value in values.items()}


def canonical_key(mapped: type[Base], key: tuple[object, ...]) -> tuple[Cell, ...]:
    """Return the key of a row in its canonical form."""
    kinds = _kinds(mapped)
    return tuple(
        _canonical(mapped, name, part, kinds[name])
        for name, part in zip(key_columns(mapped), key, strict=True)
    )


def canonical_cells(
    mapped: type[Base], rows: Iterable[Mapping[str, Any]]
) -> list[tuple[Cell, ...]]:
    """Return whole rows in their canonical form, cells in the order of the columns."""
    names, kinds = column_names(mapped), _kinds(mapped)
    cells = itemgetter(*names)
    columns = [
        _canonical_column(mapped, name, column, kinds[name])
        for name, column in zip(names, zip(*map(cells, rows), strict=True), strict=False)
    ]
    return list(zip(*columns, strict=True))


@lru_cache(maxsize=64)
def _kinds(mapped: type[Base]) -> dict[str, tuple[type, bool]]:
    columns = table_of(mapped).columns
    return {column.name: (column.type.python_type, bool(column.nullable)) for column in columns}


def _canonical_column(
    mapped: type[Base], name: str, column: Sequence[Any], kind: tuple[type, bool]
) -> Sequence[Cell]:
    if _is_plain(column, *kind):
        return column
    return [_canonical(mapped, name, value, kind) for value in column]


def _is_plain(column: Sequence[Any], expected: type, nullable: bool) -> bool:
    """Tell whether a column is canonical already; a test cell by cell takes eight times as long."""
    types = set(map(type, column))
    if nullable:
        types.discard(type(None))
    if not types <= {expected}:
        return False
    if expected is str:
        return _is_storable("".join(filter(None, column)))
    return expected is int and all(-_LARGEST <= cell <= _LARGEST for cell in filter(None, column))


def _is_storable(text: str) -> bool:
    if "\x00" in text or "\r" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()  # a fifth of the time that a search for lone surrogates takes
    except UnicodeEncodeError:
        return False
    return True


def _canonical(mapped: type[Base], name: str, value: object, kind: tuple[type, bool]) -> Cell:
    expected, nullable = kind
    if type(value) is str and expected is str and _is_storable(value):
        return value  # most values; the tests below take three times as long
    if isinstance(value, np.generic) and not isinstance(value, str):
        value = value.item()
    if value is None and nullable:
        return None
    if isinstance(value, str) and expected is str:
        return canonical_text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        if expected is float:
            return float(value)
        if expected is int and -_LARGEST <= value <= _LARGEST:
            return int(value)
    if isinstance(value, float) and expected is float and math.isfinite(value):
        return float(value) + 0.0  # -0.0 becomes 0.0, as SQLite makes it
    raise InternalError(
        N_(
            "The value {value} of the kind “{kind}” cannot be kept in {table}.{column}; nothing "
            "was written. This is a defect of rpa-scout: please report it."
        ),
        value=repr(value)[:80],
        kind=type(value).__name__,
        table=mapped.__tablename__,
        column=name,
    )
