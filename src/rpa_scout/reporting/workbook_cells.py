"""Write single values: texts never become formulas, and every column can be sorted."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rpa_scout.characters import half_widths

NEVER: Final = "―"
"""Text for infinity; Excel sorts texts after all numbers."""

_LONGEST_TEXT: Final = 32_767  # characters, Excel's limit for a cell
_PADDING: Final = 2.0  # half-width characters lost to margins and indent


class Formula(NamedTuple):
    """A formula, with the value that is shown until the program has computed it."""

    text: str
    value: str | float = ""


def write_value(sheet: Worksheet, row: int, column: int, value: object, style: Format) -> None:
    """Write a value into a cell."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, style, value.value)
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


@lru_cache(maxsize=4096)
def lines_needed(text: str, width: float) -> int:
    """Return about how many lines a text needs in a column.

    >>> lines_needed("手順・様式・画面の変更", 14.0)
    2
    """
    room = max(width - _PADDING, 1.0)
    return sum(max(math.ceil(half_widths(part) / room), 1) for part in text.split("\n"))
