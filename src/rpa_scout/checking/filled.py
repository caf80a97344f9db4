"""Numbers that a choice answers where their own cell is blank: 毎月 is 12 runs a year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rpa_scout.checking.columns import Column, Remark
from rpa_scout.checking.quantities.quantity import shown_number
from rpa_scout.findings.rule import FindingRule
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.choices import Choice
from rpa_scout.policy.fields import FieldDefinition, FieldSet
from rpa_scout.reading.files.cells import is_blank
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.text import N_


def fill_from_choices(
    table: RawTable, columns: Mapping[str, Column], fields: FieldSet, checks: Checks
) -> None:
    """Fill blank numbers from the choices that stand for them, and remark it."""
    for field in fields:
        if field.fills and field.id in table.headings.columns:
            _fill(table, columns[field.id], columns[field.fills], field, checks)


def _fill(
    table: RawTable, chosen: Column, numbers: Column, field: FieldDefinition, checks: Checks
) -> None:
    cells = table.column(field.fills)
    open_rows = np.flatnonzero(np.isnan(numbers.cells) & (chosen.cells >= 0)).tolist()
    for row in open_rows:
        choice = field.choices[int(chosen.cells[row])]
        amount = choice.amount_by(checks)
        if amount is None or not is_blank(cells[row]):
            continue
        numbers.cells[row] = amount
        if choice.amount_low is not None and choice.amount_high is not None:
            numbers.ranges[row] = (choice.amount_low, choice.amount_high)
        numbers.remarks.append(
            Remark(
                row,
                "number_from_choice",
                {"written": choice.label, "taken": _shown(choice, amount)},
            )
        )


def _shown(choice: Choice, amount: float) -> str:
    if choice.amount_low is None or choice.amount_high is None:
        return shown_number(amount)
    return f"{shown_number(choice.amount_low)}～{shown_number(choice.amount_high)}"


RULES = (
    FindingRule(
        "number_from_choice",
        "info",
        N_("“{field}” is blank; the frequency “{written}” was taken as {taken}."),
        N_("Nothing to do; a number in the cell takes its place."),
    ),
)
