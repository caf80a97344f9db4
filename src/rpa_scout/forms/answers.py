"""Writes an answer into a cell as if a person had typed it."""

from __future__ import annotations

import math
import re
from numbers import Real

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rpa_scout.policy.fields import FieldDefinition, is_unanswered

_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_LONGEST_TEXT = 32_767  # characters; a cell holds no more


def write_answer(
    sheet: Worksheet,
    cell: tuple[int, int],
    field: FieldDefinition,
    answer: object,
    style: Format,
) -> None:
    """Write an answer: a number if the field asks for one, else a text, never a formula."""
    number = as_number(answer) if field.kind == "number" else None
    if answer == "" or is_unanswered(answer):
        sheet.write_blank(*cell, None, style)
    elif number is not None:
        sheet.write_number(*cell, number, style)
    else:
        sheet.write_string(*cell, str(answer)[:_LONGEST_TEXT], style)


def as_number(answer: object) -> float | None:
    """Return the number that a spreadsheet would make of what is typed, or None.

    >>> as_number("240"), as_number(0.5), as_number("約240")
    (240.0, 0.5, None)
    """
    if isinstance(answer, bool):
        return None
    if isinstance(answer, Real):
        return float(answer) if math.isfinite(answer) else None
    if isinstance(answer, str) and _PLAIN_NUMBER.fullmatch(answer.strip()):
        return float(answer)
    return None
