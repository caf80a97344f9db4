"""Numbers in other measures become those of the survey: 50 hours a month are 600 a year."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from rpa_scout.arrays import Floats
from rpa_scout.checking.columns import Column
from rpa_scout.checking.quantities.cells import quantity_in_cell
from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.measures import Measure
from rpa_scout.reading.files.cells import Cell, is_blank
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.text import N_

_PLAIN = re.compile(r"(?:約|計)?([0-9][0-9,]*(?:\.[0-9]+)?)(?:時間|h|件|回|程度)*", re.IGNORECASE)
_MINUTES = re.compile(r"[(（]\s*分\s*[)）]")
_MINUTES_PER_HOUR, _MONTHS = 60.0, 12.0
_RUNS, _ITEMS = "runs_per_year", "items_per_run"


def convert_measures(
    table: RawTable, fields: FieldSet, columns: dict[str, Column], checks: Checks | None
) -> list[Finding]:
    """Fill fields that a list does not have from its columns in other measures."""
    findings = []
    for measure in fields.measure:
        taken = table.headings.measures.get(measure.id)
        if taken is None or measure.field not in columns:
            continue
        by_column = [_numbers(table.columns[column], measure, fields, checks) for column in taken]
        heading = table.headings.labels[taken[0]].text
        is_in_minutes = bool(_MINUTES.search(heading)) and measure.field != _ITEMS
        per_year = (
            _sum(by_column) * measure.per_year / (_MINUTES_PER_HOUR if is_in_minutes else 1.0)
        )
        if measure.field == _ITEMS:
            _divide_among_runs(per_year, measure, by_column, columns)
        else:
            _fill(columns[measure.field].cells, per_year)
        findings.append(_finding(table, measure, taken, heading))
    return findings


def _finding(table: RawTable, measure: Measure, taken: Sequence[int], heading: str) -> Finding:
    last = table.headings.labels[taken[-1]].text
    headings = heading if len(taken) == 1 else f"{heading}～{last}"
    is_items = measure.field == _ITEMS
    return Finding(
        "column_items" if is_items else "column_converted",
        file=table.file,
        sheet=table.sheet,
        cell=table.heading_address(taken[0]),
        field=measure.field,
        values={"heading": headings} | ({} if is_items else {"factor": f"{measure.per_year:g}"}),
    )


def _divide_among_runs(
    per_year: Floats,
    measure: Measure,
    by_column: Sequence[Floats],
    columns: dict[str, Column],
) -> None:
    """Divide the items of a year among its runs; monthly figures make a run of every month."""
    runs = columns[_RUNS].cells
    if len(by_column) > 1:
        active = np.sum([np.nan_to_num(column) > 0 for column in by_column], axis=0).astype(float)
        _fill(runs, np.where(active > 0, active, np.nan))
    elif measure.per_year == _MONTHS:
        _fill(runs, np.where(np.isnan(per_year), np.nan, _MONTHS))
    with np.errstate(divide="ignore", invalid="ignore"):
        per_run = np.where(runs > 0, per_year / runs, np.nan)
    _fill(columns[_ITEMS].cells, per_run)
    # Without runs the hours of a year are still known.
    hours = per_year * columns["minutes_per_item"].cells / _MINUTES_PER_HOUR
    unknown_runs = np.isnan(runs)
    _fill(columns["hours_per_year_reported"].cells, np.where(unknown_runs, hours, np.nan))


def _fill(cells: Floats, values: Floats) -> None:
    blank = np.isnan(cells)
    cells[blank] = values[blank]


def _sum(by_column: Sequence[Floats]) -> Floats:
    """Add up; blank months count as none where any month has a number."""
    stacked = np.array(by_column)
    total: Floats = np.nansum(stacked, axis=0)
    total[np.isnan(stacked).all(axis=0)] = np.nan
    return total


def _numbers(
    cells: Sequence[Cell], measure: Measure, fields: FieldSet, checks: Checks | None
) -> Floats:
    return np.array(
        [_number(cell, measure, fields, checks or Checks()) for cell in cells], dtype=np.float64
    )


def _number(cell: Cell, measure: Measure, fields: FieldSet, checks: Checks) -> float:
    """Return a number in the column's own measure; NaN where the cell holds none."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    if is_blank(cell) or not isinstance(cell, str):
        return math.nan
    plain = _PLAIN.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    if plain is not None:
        return float(plain[1].replace(",", ""))
    # 「年600時間」 names a period of its own.
    return quantity_in_cell(cell, fields[measure.field], checks).value / measure.per_year


RULES = (
    FindingRule(
        "column_converted",
        "warning",
        N_("the column “{heading}” was converted to “{field}” (times {factor})."),
        N_("If it holds something else, give it another heading; if not, nothing is to be done."),
        quotes="heading",
    ),
    FindingRule(
        "column_items",
        "warning",
        N_(
            "the column “{heading}” was converted to “{field}”: the items of a year divided by "
            "its runs; where a monthly figure has no runs beside it, each month counts as a run."
        ),
        N_("If the runs are others, add the column for runs a year."),
        quotes="heading",
    ),
)
