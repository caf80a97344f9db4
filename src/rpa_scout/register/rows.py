"""The rows of the register's workbooks with their checked answers."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rpa_scout.checking.tables import (
    CheckedTable,
    check_table,
    departments_by_file,
    finding_at,
)
from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.fiscal_years import fiscal_year_label, fiscal_year_of
from rpa_scout.inventory import CellSource
from rpa_scout.policy.fields import FieldSet
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.register.fields import FISCAL_YEARS
from rpa_scout.register.records import automation_id
from rpa_scout.text import N_

_ITS_OWN = frozenset(("saved_hours_per_year", "still_running", "running_since", "share_percent"))
"""A list without any of these columns is not a register, but for example a survey."""

_SAVED = "saved_hours_per_year"
_ACTUAL = ("hours_per_year_before", _SAVED, "share_percent")
_NO_FIGURE = frozenset(
    ("not_a_number", "out_of_range", "cell_error", "formula_without_value", "unit_mismatch")
)
"""Findings after which a cell gives no figure."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A usable row of the register."""

    table: RawTable
    index: int  # Row of the table
    # Answers by field, one mapping per kind; unknown answers are absent.
    texts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)
    actual_is_doubtful: bool = False  # A figure beside the hours saved cannot be true

    @property
    def automation_id(self) -> str:
        """Id of the automation that it is about."""
        return automation_id(
            self.texts["department"], self.texts["name"], self.texts.get("automation", "")
        )

    def finding(self, code: str, field_id: str, /, **values: str) -> Finding:
        """Return a finding about one of its cells."""
        return finding_at(self.table, self.index, field_id, code, **values)

    def source(self, field_id: str) -> CellSource:
        """Return the cell of a field."""
        cell = self.table.address(self.index, field_id)
        return CellSource(self.table.file, self.table.sheet, cell)

    def address_seen_from(self, row: RegisterRow) -> str:
        """Return the address of its name for a finding about another row."""
        cell = self.table.address(self.index, "name")
        address = "!".join(part for part in (self.table.sheet, cell) if part)
        return address if self.table.file == row.table.file else f"{self.table.file} {address}"


def rows_of(
    tables: Sequence[RawTable], fields: FieldSet
) -> tuple[list[RegisterRow], list[Finding]]:
    """Return the usable rows of tables, and the findings on them."""
    only = departments_by_file(tables)
    rows: list[RegisterRow] = []
    findings: list[Finding] = []
    for table in tables:
        if not _ITS_OWN & table.headings.columns.keys():
            findings.append(_another_list(table, fields))
            continue
        checked = check_table(table, fields, only[table.file])
        numbered = list(_findings(checked))
        failed = {index for index, finding in numbered if finding.severity == "error"}
        # An error with the index -1 is about the whole table.
        usable = [] if -1 in failed else [row for row in range(table.count) if row not in failed]
        usable_rows = [
            _without_doubtful_actual(_row(checked, fields, index), checked) for index in usable
        ]
        for row in usable_rows:
            numbered += ((row.index, finding) for finding in _unreadable_years(row, checked))
        rows += usable_rows
        findings += (finding for _, finding in sorted(numbered, key=lambda entry: entry[0]))
    findings += _with_years_of_their_file(rows, fields)
    return rows, findings


def _another_list(table: RawTable, fields: FieldSet) -> Finding:
    wanted = "、".join(fields.label(field_id) for field_id in fields.ids if field_id in _ITS_OWN)
    return Finding("register_not_recognised", table.file, table.sheet, values={"columns": wanted})


def _findings(checked: CheckedTable) -> Iterator[tuple[int, Finding]]:
    for index, finding in checked.findings:
        # In these fields a date is a valid way to state a fiscal year.
        if not (finding.code == "date_as_text" and finding.field in FISCAL_YEARS):
            yield index, finding


def _row(checked: CheckedTable, fields: FieldSet, index: int) -> RegisterRow:
    row = RegisterRow(checked.raw, index)
    for definition in fields:
        value = checked.columns[definition.id].cells[index]
        if definition.kind == "choice":
            if value >= 0:
                row.codes[definition.id] = definition.codes[int(value)]
        elif definition.kind == "number":
            if not math.isnan(value):
                row.numbers[definition.id] = float(value)
            elif definition.blank is not None:
                row.numbers[definition.id] = definition.blank
        elif value:
            row.texts[definition.id] = str(value)
    for field_id in FISCAL_YEARS:
        year = fiscal_year_of(row.texts.get(field_id, ""))
        if year is not None:
            row.years[field_id] = year
    return row


def _without_doubtful_actual(row: RegisterRow, checked: CheckedTable) -> RegisterRow:
    """Keep the automation, but not its hours where a figure beside them cannot be true.

    The automation runs all the same: without it its task would be counted twice.
    """
    codes = {
        remark.code
        for field_id in _ACTUAL
        for remark in checked.columns[field_id].remarks
        if remark.index == row.index
    }
    if not codes & _NO_FIGURE:
        return row
    numbers = {name: value for name, value in row.numbers.items() if name != _SAVED}
    return replace(row, numbers=numbers, actual_is_doubtful=True)


def _unreadable_years(row: RegisterRow, checked: CheckedTable) -> Iterator[Finding]:
    for field_id in FISCAL_YEARS:
        is_reported = any(remark.index == row.index for remark in checked.columns[field_id].remarks)
        if field_id in row.texts and field_id not in row.years and not is_reported:
            yield row.finding("fiscal_year_unreadable", field_id, written=row.texts[field_id])


def _with_years_of_their_file(rows: Iterable[RegisterRow], fields: FieldSet) -> Iterator[Finding]:
    """Fill in the year of rows with hours, if their file states exactly one fiscal year."""
    rows = list(rows)
    years_of_file: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if "fiscal_year" in row.years:
            years_of_file[row.table.file].add(row.years["fiscal_year"])
    for row in rows:
        if "saved_hours_per_year" not in row.numbers or "fiscal_year" in row.years:
            continue
        years = years_of_file[row.table.file]
        if len(years) == 1 and "fiscal_year" not in row.texts:
            (year,) = years
            row.years["fiscal_year"] = year
            yield row.finding("fiscal_year_taken", "fiscal_year", year=fiscal_year_label(year))
        else:
            label = fields.label("saved_hours_per_year")
            yield row.finding("fiscal_year_missing", "fiscal_year", heading=label)


RULES = (
    FindingRule(
        "register_not_recognised",
        "error",
        N_("this is no list of running automations: it has none of the columns {columns}."),
        N_("Use the form for running automations; surveys are taken in as surveys."),
    ),
    FindingRule(
        "fiscal_year_unreadable",
        "warning",
        N_("“{field}” is “{written}”, which names no fiscal year; it counts as unknown."),
        N_("Write it as 2026, R8 or 令和8年度."),
    ),
    FindingRule(
        "fiscal_year_missing",
        "warning",
        N_("“{heading}” is written, but not for which fiscal year; the hours are not counted."),
        N_("Write the fiscal year, such as 令和8年度."),
    ),
    FindingRule(
        "fiscal_year_taken",
        "info",
        N_("“{field}” is blank; it was taken from the other rows of the file: {year}."),
        N_("Nothing to do if that is right."),
    ),
)
