"""A column of cells, understood, and what there is to say of its cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from rpa_scout.checking.quantities.dates import shown_date
from rpa_scout.findings.rule import FindingRule
from rpa_scout.reading.files.cells import ErrorCell, FormulaCell
from rpa_scout.text import N_

DATES = (dt.date, dt.time, dt.timedelta)
"""Types of cells that a spreadsheet shows as a date or a time."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A cell that something has to be said of."""

    index: int  # Row within the column
    code: str  # Code of the finding
    values: Mapping[str, str]  # What the finding says, by the names in its templates


@dataclass(frozen=True, slots=True)
class Column:
    """A column, understood."""

    # float64 for numbers, int8 positions of choices (-1 unknown), objects for texts, shape (rows,).
    cells: npt.NDArray[Any]
    # Cells that were taken for something else than written, or not understood and so unknown.
    remarks: list[Remark] = field(default_factory=list)
    # Ends of the spans that were written, by row; the value is the middle.
    ranges: dict[int, tuple[float, float]] = field(default_factory=dict)
    # Codes between which an answer leaves open which counts, by row; the cell is unknown.
    alternatives: dict[int, tuple[str, ...]] = field(default_factory=dict)


def written_text(cell: object) -> str:
    """Write a cell as a person sees it: 12 for 12.0, 2026-10-15 for a date."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return shown_date(cell) if isinstance(cell, DATES) else str(cell)


def code_without_value(cell: ErrorCell | FormulaCell) -> str:
    """Return the code of the finding on a cell that shows an error or stores no result."""
    return "cell_error" if isinstance(cell, ErrorCell) else "formula_without_value"


RULES = (
    FindingRule(
        "cell_error",
        "warning",
        N_("the cell for “{field}” shows the error {written}; it counts as unknown."),
        N_("Open the workbook and mend the formula, or type the value."),
    ),
    FindingRule(
        "formula_without_value",
        "warning",
        N_("the formula for “{field}” has no stored value; it counts as unknown."),
        N_("Open the workbook in Excel, save it, and send it again; or type the value."),
    ),
)
