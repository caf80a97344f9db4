"""Writing single values so that no text ever becomes a formula and every column can be sorted."""

from __future__ import annotations

import math
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

__all__ = ["NEVER", "write_value"]

NEVER: Final = "―"
"""Stands for infinity; as a text it sorts behind all numbers, where infinity belongs."""

_LONGEST_TEXT: Final = 32_767  # characters that a cell holds


def write_value(sheet: Worksheet, row: int, column: int, value: object, style: Format) -> None:
    """Write a value into a cell.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    row, column : int
        Place, counted from 0.
    value : object
        A number stays a number, infinity becomes :data:`NEVER`, an unknown value (None, NaN) an
        empty cell, which Excel sorts last in both directions; all else is written as text.
    style : Format
        Format of the cell.
    """
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, int | float):
        _write_number(sheet, row, column, float(value), style)
    else:
        sheet.write_string(row, column, _as_held(str(value)), style)


def _write_number(sheet: Worksheet, row: int, column: int, value: float, style: Format) -> None:
    if math.isfinite(value):
        sheet.write_number(row, column, value, style)
    elif math.isnan(value):
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_string(row, column, NEVER, style)


def _as_held(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
