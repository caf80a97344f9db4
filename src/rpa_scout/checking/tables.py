"""Checking one list of tasks: every column understood, every cell that is no answer found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rpa_scout.checking.answers import read_column
from rpa_scout.checking.columns import Column, Remark, written_text
from rpa_scout.checking.filled import fill_from_choices
from rpa_scout.checking.no_tasks import without_answers_of_none
from rpa_scout.checking.other_measures import convert_measures
from rpa_scout.checking.repeats import with_repeats
from rpa_scout.checking.replied import replies_used, with_usable_replies
from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import FieldSet
from rpa_scout.policy.survey_form import AnswerWords
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.text import N_, fold

_REQUIRED = ("department", "name")
_WITHOUT_VALUE = ("cell_error", "formula_without_value")


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """A table whose columns are understood."""

    raw: RawTable  # The table as written
    columns: dict[str, Column]  # Its columns by field
    # Findings with the index of their row; -1 for the table as a whole.
    findings: list[tuple[int, Finding]]
    without_tasks: tuple[str, ...] = ()  # Departments that answer that they have none


def departments_by_file(
    tables: Iterable[RawTable], words: AnswerWords | None = None
) -> dict[str, str]:
    """Return the department of each file that names only one, however it is spelled."""
    named: dict[str, dict[str, str]] = defaultdict(dict)
    dittos = frozenset(map(fold, words.ditto if words else ()))
    for table in tables:
        of_file = named[table.file]  # also where no row names a department
        cells = {written_text(cell).strip() for cell in set(table.column("department"))}
        cells = {cell for cell in cells if fold(cell) not in dittos}
        for name in (table.department_above, *sorted(cells)):
            if name:
                of_file.setdefault(fold(name), name)
    return {
        file: next(iter(names.values())) if len(names) == 1 else "" for file, names in named.items()
    }


def check_table(
    table: RawTable, fields: FieldSet, only_department: str, checks: Checks | None = None
) -> CheckedTable:
    """Check one table."""
    answered, unusable = with_usable_replies(table, fields, checks)
    repeated, repeats = with_repeats(answered, fields)
    lines = dict(enumerate(repeated.row_numbers))
    table, without_tasks = without_answers_of_none(repeated, fields, only_department)
    position = {number: index for index, number in enumerate(table.row_numbers)}
    rows = {index: position[line] for index, line in lines.items() if line in position}
    columns = {
        field.id: read_column(table.column(field.id), field, checks, fields.words)
        for field in fields
    }
    fill_from_choices(table, columns, fields, checks or Checks())
    departments = columns["department"].cells
    departments[pd.isna(departments)] = table.department_above or only_department or None
    findings = [
        (
            remark.index,
            finding_at(
                table,
                remark.index,
                field.id,
                _code(remark, field.id, columns[field.id]),
                **remark.values,
            ),
        )
        for field in fields
        for remark in columns[field.id].remarks
    ]
    findings += [(-1, told) for told in convert_measures(table, fields, columns, checks)]
    findings += _about_repeats(table, repeats, rows)
    findings += [(-1, answer.finding) for answer in without_tasks]
    if table.none_box and table.count:
        findings.append((-1, _none_box_with_tasks(table, fields)))
    for field_id in _REQUIRED:
        findings += _missing(table, fields, field_id, columns[field_id])
    findings += replies_used(table)
    findings += [(-1, finding) for finding in unusable]
    if not table.count and not without_tasks:
        findings.append((-1, Finding("no_rows", file=table.file, sheet=table.sheet)))
    departments_without = tuple(answer.department for answer in without_tasks)
    return CheckedTable(table, columns, findings, departments_without)


def _about_repeats(
    table: RawTable, repeats: Iterable[tuple[str, Remark]], rows: Mapping[int, int]
) -> Iterator[tuple[int, Finding]]:
    """Yield findings on ditto marks, except in rows that are no tasks."""
    for field_id, remark in repeats:
        index = rows.get(remark.index)
        if index is not None:
            yield index, finding_at(table, index, field_id, remark.code, **remark.values)


def _none_box_with_tasks(table: RawTable, fields: FieldSet) -> Finding:
    """Report a ticked box “no such task” above a list that holds tasks."""
    return Finding(
        "none_box_with_tasks",
        file=table.file,
        sheet=table.sheet,
        cell=table.none_box,
        values={"box": fields.form.none_label, "count": str(table.count)},
    )


def _code(remark: Remark, field_id: str, column: Column) -> str:
    """Return the code of a remark; without name or department the row cannot be used."""
    is_needed = field_id in _REQUIRED and remark.code in _WITHOUT_VALUE
    return (
        "required_unreadable" if is_needed and pd.isna(column.cells[remark.index]) else remark.code
    )


def finding_at(table: RawTable, index: int, field_id: str, code: str, /, **values: str) -> Finding:
    """Make a finding about a cell; about its whole row where the table has no such column."""
    row = table.row_numbers[index]
    reply = table.replied.get((row, field_id))
    if reply is not None and reply.replaces:
        return Finding(code, reply.file, reply.sheet, reply.cell, field_id, values)
    cell = table.address(index, field_id) or table.line_address(index)
    return Finding(code, table.file, table.sheet, cell, field_id, values)


def _missing(
    table: RawTable, fields: FieldSet, field_id: str, column: Column
) -> list[tuple[int, Finding]]:
    empty = np.flatnonzero(pd.isna(column.cells))
    if not empty.size:
        return []
    reported_rows = [
        remark.index for remark in column.remarks
    ]  # a cell with an error is not reported as empty as well
    empty = np.setdiff1d(empty, reported_rows)
    if field_id in table.headings.columns or not empty.size:
        return [
            (int(index), finding_at(table, int(index), field_id, "required_missing"))
            for index in empty
        ]
    finding = Finding(
        "column_missing",
        file=table.file,
        sheet=table.sheet,
        field=field_id,
        values={"heading": fields[field_id].label},
    )
    return [(-1, finding)]


RULES = (
    FindingRule(
        "required_missing",
        "error",
        N_("“{field}” is empty."),
        N_("Fill it in; without it the row cannot be ranked."),
    ),
    FindingRule(
        "required_unreadable",
        "error",
        N_("the cell for “{field}” has no value that can be used ({written})."),
        N_("Type the value into the cell; without it the row cannot be ranked."),
    ),
    FindingRule(
        "column_missing",
        "error",
        N_("the column “{field}” is missing."),
        N_("Add the column; its heading is {heading}."),
    ),
    FindingRule(
        "none_box_with_tasks",
        "warning",
        N_("“{box}” is ticked, but the list holds {count} tasks; they count."),
        N_("Ask the department which is right; empty the box or the list."),
        quotes="box",
    ),
    FindingRule(
        "no_rows",
        "warning",
        N_("the list of tasks is empty."),
        N_("Ask the department whether it has nothing to report."),
    ),
)
