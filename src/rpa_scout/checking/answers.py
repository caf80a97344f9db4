"""Understanding one column of cells, by the kind of its field.

Each reader returns the values of the whole column and its remarks by row, so that a thousand rows
cost little more than one: numbers and exact labels stay untouched, every distinct text is
understood once. Cells that were interpreted, and cells that cannot be read, get a remark.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from rpa_scout.arrays import Floats
from rpa_scout.characters import displayed
from rpa_scout.checking.choices.column import choice_column
from rpa_scout.checking.columns import DATES, Column, Remark, code_without_value, written_text
from rpa_scout.checking.months import read_months
from rpa_scout.checking.quantities.cells import quantity_in_cell
from rpa_scout.checking.quantities.dates import typed_before
from rpa_scout.checking.quantities.quantity import Quantity, shown_number
from rpa_scout.findings.rule import FindingRule
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.choices import UNKNOWN_LABELS
from rpa_scout.policy.fields import FieldDefinition, load_fields
from rpa_scout.policy.survey_form import AnswerWords
from rpa_scout.reading.files.cells import ErrorCell, FormulaCell
from rpa_scout.text import N_, fold

_NOTHING_SAID = frozenset(fold(word) for word in ("", *UNKNOWN_LABELS))
_NAME_SEPARATORS = str.maketrans(dict.fromkeys("，,;；\n", "、"))


def read_column(
    cells: Sequence[object],
    field: FieldDefinition,
    checks: Checks | None = None,
    words: AnswerWords | None = None,
) -> Column:
    """Read a column of cells; without `words` those of the package's fields are understood."""
    match field.kind:
        case "number":
            return _numbers(cells, field, checks or Checks())
        case "choice":
            return choice_column(cells, field, words or load_fields().words)
        case "months":
            return _months(cells)
        case "names":
            return _texts(cells, _joined_names)
        case _:
            return _texts(cells, lambda text: displayed(text).strip())


# ------------------------------------------------------------------------------------- numbers


def _numbers(cells: Sequence[object], field: FieldDefinition, checks: Checks) -> Column:
    values = _plain_numbers(cells)
    column = Column(values)
    allowed = f"{field.minimum:,g}～{field.maximum:,.0f}"
    missing = np.flatnonzero(np.isnan(values)).tolist()
    for row in missing:
        if cells[row] == "" or type(cells[row]) is float:
            continue
        quantity = quantity_in_cell(cells[row], field, checks)
        values[row] = quantity.value
        if quantity.is_range:
            column.ranges[row] = (quantity.low, quantity.high)
        if quantity.code and not _is_outside(quantity, field):
            shown = {"allowed": allowed} if quantity.code == "not_a_number" else quantity.shown
            shown = {"written": written_text(cells[row]), **shown}
            column.remarks.append(Remark(row, quantity.code, shown))
    if field.unit == "％":
        column.remarks.extend(_possible_shares(cells, values))
    _leave_out_impossible(column, cells, field, allowed)
    return column


def _plain_numbers(cells: Sequence[Any]) -> Floats:
    """Return the cells that are plain numbers; the others become NaN."""
    # True equals 1.0 in Python, but is no number in a sheet.
    if not set(map(type, cells)) <= {float, str}:
        cells = [cell if type(cell) is float else "" for cell in cells]
    numbers = {cell: np.nan if type(cell) is str else cell for cell in set(cells)}
    return np.fromiter(map(numbers.__getitem__, cells), np.float64, len(cells))


def _is_outside(quantity: Quantity, field: FieldDefinition) -> bool:
    return quantity.low < field.minimum or quantity.high > field.maximum


def _possible_shares(cells: Sequence[object], values: Floats) -> list[Remark]:
    """Remark on plain numbers between 0 and 1: 0.5 may be half a percent, or 50 %."""
    between = np.flatnonzero((values > 0.0) & (values < 1.0)).tolist()
    return [
        Remark(
            row,
            "percent_or_share",
            {"written": str(cells[row]), "taken": shown_number(values[row])},
        )
        for row in between
        if type(cells[row]) is float
    ]


def _leave_out_impossible(
    column: Column, cells: Sequence[object], field: FieldDefinition, allowed: str
) -> None:
    values = column.cells
    outside = (values < field.minimum) | (values > field.maximum)
    for row, (low, high) in column.ranges.items():
        outside[row] |= low < field.minimum or high > field.maximum
    if not outside.any():
        return
    for row in np.flatnonzero(outside).tolist():
        shown = {"written": written_text(cells[row]), "allowed": allowed}
        column.remarks.append(Remark(row, "out_of_range", shown))
        column.ranges.pop(row, None)
    values[outside] = np.nan


# -------------------------------------------------------------------------------------- months


def _months(cells: Sequence[object]) -> Column:
    values = np.full(len(cells), None, dtype=object)
    remarks: list[Remark] = []
    for row, cell in enumerate(cells):
        if cell == "":
            continue
        months, code, shown = _months_in_cell(cell)
        values[row] = months
        if code:
            remarks.append(Remark(row, code, {"written": written_text(cell), **shown}))
    return Column(values, remarks)


@lru_cache(maxsize=4096, typed=True)
def _months_in_cell(cell: object) -> tuple[str | None, str, dict[str, str]]:
    """Return the months as text, the code of the finding, and what it shows beside the cell."""
    if isinstance(cell, ErrorCell | FormulaCell):
        return None, code_without_value(cell), {}
    if isinstance(cell, dt.date):
        return None, "date_damage", {"typed": typed_before(cell)}
    text = written_text(cell)
    if fold(text) in _NOTHING_SAID:
        return None, "", {}
    months, is_plain = read_months(text)
    if months is None:
        return None, "not_months", {}
    joined = "、".join(map(str, months))
    return (joined, "", {}) if is_plain else (joined, "read_as", {"taken": joined})


# --------------------------------------------------------------------------------------- texts


@lru_cache(maxsize=4096)
def _joined_names(text: str) -> str:
    parts = (part.strip() for part in displayed(text).translate(_NAME_SEPARATORS).split("、"))
    return "、".join(part for part in parts if part)


def _texts(cells: Sequence[object], clean: Callable[[str], str]) -> Column:
    remarks: list[Remark] = []
    if set(map(type, cells)) <= {str}:
        return Column(_cleaned(cells, clean))
    texts = [cell if type(cell) is str else "" for cell in cells]
    for row in [row for row, cell in enumerate(cells) if type(cell) is not str]:
        cell = cells[row]
        text = written_text(cell)
        if isinstance(cell, ErrorCell | FormulaCell):
            remarks.append(Remark(row, code_without_value(cell), {"written": text}))
            continue
        texts[row] = text
        if isinstance(cell, DATES):
            typed = typed_before(cell) if isinstance(cell, dt.date) else text
            remarks.append(Remark(row, "date_as_text", {"written": text, "typed": typed}))
    return Column(_cleaned(texts, clean), remarks)


def _cleaned(texts: Sequence[Any], clean: Callable[[str], str]) -> npt.NDArray[np.object_]:
    """Clean texts, each distinct one once; blank ones become None."""
    cleaned = {text: clean(text) or None for text in set(texts)}
    return np.array(list(map(cleaned.__getitem__, texts)), dtype=object)


RULES = (
    FindingRule(
        "not_a_number",
        "warning",
        N_("“{written}” cannot be read as a number for “{field}”; it counts as unknown."),
        N_("Write the number alone ({allowed}), or leave it blank if it is not known."),
    ),
    FindingRule(
        "out_of_range",
        "warning",
        N_("{written} is outside what “{field}” can be ({allowed}); it counts as unknown."),
        N_("Correct the number, or leave it blank if it is not known."),
    ),
    FindingRule(
        "not_months",
        "warning",
        N_("“{written}” cannot be read as months for “{field}”; it counts as unknown."),
        N_("Write months as numbers from 1 to 12, separated by 、."),
    ),
    FindingRule(
        "date_as_text",
        "info",
        N_("“{field}” holds the date {written}; “{typed}” may have been typed."),
        N_("If it is no date, type it again in a cell formatted as text."),
    ),
)
