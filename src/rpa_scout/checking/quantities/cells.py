"""Any cell becomes a quantity: texts as people write them, dates, percentages, errors."""

from __future__ import annotations

import datetime as dt

from rpa_scout.checking.quantities.dates import clock_minutes, typed_before
from rpa_scout.checking.quantities.measures import HOURS, MINUTES, PERCENT, measure_of
from rpa_scout.checking.quantities.quantity import Quantity, shown_number, unread
from rpa_scout.checking.quantities.reading import read_quantity
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.reading.files.cells import ErrorCell, FormulaCell, PercentCell


def quantity_in_cell(cell: object, field: FieldDefinition, checks: Checks) -> Quantity:
    """Read a cell that should hold a number."""
    if isinstance(cell, str):
        return read_quantity(cell, field, checks)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _exactly(float(cell))
    if isinstance(cell, PercentCell) and measure_of(field.unit) is PERCENT:
        return _exactly(cell.value)
    if isinstance(cell, dt.time | dt.timedelta):
        return _of_clock(cell, field)
    return _without_number(cell)


def _exactly(number: float) -> Quantity:
    return Quantity(number, number, number)


def _without_number(cell: object) -> Quantity:
    match cell:
        case dt.date():
            return unread("date_damage", typed=typed_before(cell))
        case PercentCell():
            return unread("unit_mismatch")
        case ErrorCell():
            return unread("cell_error")
        case FormulaCell():
            return unread("formula_without_value")
        case _:
            return unread("not_a_number")


def _of_clock(cell: dt.time | dt.timedelta, field: FieldDefinition) -> Quantity:
    """Read a cell with a time: hours and minutes where time is asked for, else damage."""
    minutes, measure = clock_minutes(cell) or 0.0, measure_of(field.unit)
    if measure in MINUTES:
        value = minutes
    elif measure is HOURS:
        value = minutes / 60.0
    else:
        return unread("date_damage", typed=f"{int(minutes) // 60}:{int(minutes) % 60:02}")
    return Quantity(value, value, value, "ambiguous_number", {"taken": shown_number(value)})
