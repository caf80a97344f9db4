"""From raw lists of tasks to the checked inventory; collects everything, stops at nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from rpa_scout.checking.rows import RowProblem, duplicate_tasks, tasks_without_hours
from rpa_scout.checking.tables import (
    CheckedTable,
    check_table,
    departments_by_file,
    finding_at,
)
from rpa_scout.findings import Finding, Findings
from rpa_scout.inventory import Inventory, TableSource, task_frame, task_ids
from rpa_scout.policy.fields import FieldSet
from rpa_scout.progress import Progress
from rpa_scout.reading.tables import RawTable, Reading
from rpa_scout.text import N_

__all__ = ["check_reading"]


def check_reading(reading: Reading, fields: FieldSet, progress: Progress) -> Inventory:
    """Check what was read.

    Parameters
    ----------
    reading : Reading
        Raw tables and the findings of reading.
    fields : FieldSet
        The survey's fields.
    progress : Progress
        Is told of each table.

    Returns
    -------
    Inventory
        Usable tasks, rows left out, and all findings in the order of files, sheets and rows.
    """
    progress.start(N_("Checking answers"), len(reading.tables))
    by_file = departments_by_file(reading.tables)
    checked = []
    for table in reading.tables:
        checked.append(check_table(table, fields, by_file[table.file]))
        progress.advance(detail=table.file)
    return _merge(reading, checked, fields)


@dataclass(frozen=True, slots=True)
class _Rows:
    """All rows of all tables in one frame, and the way back to their tables."""

    frame: pd.DataFrame
    tables: Sequence[RawTable]
    table: npt.NDArray[np.int_]
    """Position of each row's table."""
    index: npt.NDArray[np.int_]
    """Position of each row within its table."""

    def raw(self, row: int) -> tuple[RawTable, int]:
        """Return a row's table and its position there."""
        return self.tables[self.table[row]], int(self.index[row])


def _stack(checked: Sequence[CheckedTable], fields: FieldSet) -> _Rows:
    tables = [one.raw for one in checked]
    frame = task_frame({one.id: _stacked(checked, one.id) for one in fields}, fields)
    ids = task_ids(
        frame["department"].fillna("").tolist(),
        [one.sheet for one in tables for _ in range(one.count)],
        [number for one in tables for number in one.row_numbers],
        fields.form.tasks_sheet,
    )
    frame.index = pd.Index(ids, name="task_id", dtype=object)
    lengths = [one.count for one in tables]
    within = [np.arange(length) for length in lengths]
    return _Rows(
        frame,
        tables,
        np.repeat(np.arange(len(tables)), lengths),
        np.concatenate(within) if within else np.empty(0, dtype=int),
    )


def _stacked(checked: Sequence[CheckedTable], field_id: str) -> npt.NDArray[np.generic]:
    parts = [one.columns[field_id].cells for one in checked]
    return np.concatenate(parts) if parts else np.empty(0, dtype=object)


def _merge(reading: Reading, checked: Sequence[CheckedTable], fields: FieldSet) -> Inventory:
    rows = _stack(checked, fields)
    findings = [
        (position, index, finding)
        for position, one in enumerate(checked)
        for index, finding in one.findings
    ]
    failed = _rows_with_errors(rows, findings)
    for rule in (duplicate_tasks, tasks_without_hours):
        for problem in rule(rows.frame, failed):
            findings.append(_row_finding(rows, problem))
            failed[problem.row] |= findings[-1][2].severity == "error"
    findings.sort(key=lambda item: item[:2])
    numbers = [number for one in rows.tables for number in one.row_numbers]
    return Inventory(
        tasks=rows.frame[~failed],
        left_out=rows.frame[failed],
        sources=pd.DataFrame({"table": rows.table, "row": numbers}, index=rows.frame.index),
        tables=_sources(rows, failed),
        findings=Findings((*reading.findings, *_with_row_ids(rows, findings))),
        fields=fields,
    )


def _rows_with_errors(
    rows: _Rows, findings: Iterable[tuple[int, int, Finding]]
) -> npt.NDArray[np.bool_]:
    """Tell which rows an error speaks of; an error of a table speaks of all its rows."""
    errors = {(table, index) for table, index, one in findings if one.severity == "error"}
    places = zip(rows.table.tolist(), rows.index.tolist(), strict=True)
    return np.array(
        [(table, index) in errors or (table, -1) in errors for table, index in places], dtype=bool
    )


def _row_finding(rows: _Rows, problem: RowProblem) -> tuple[int, int, Finding]:
    table, index = rows.raw(problem.row)
    other = "" if problem.other is None else _place(*rows.raw(problem.other), table)
    finding = finding_at(table, index, problem.field, problem.code, problem.value, other)
    return int(rows.table[problem.row]), index, finding


def _with_row_ids(rows: _Rows, findings: Iterable[tuple[int, int, Finding]]) -> Iterator[Finding]:
    starts = np.searchsorted(rows.table, np.arange(len(rows.tables)))
    for table, index, finding in findings:
        row_id = rows.frame.index[starts[table] + index] if index >= 0 else ""
        yield replace(finding, row_id=row_id)


def _place(table: RawTable, index: int, seen_from: RawTable) -> str:
    address = "!".join(part for part in (table.sheet, table.address(index, "name")) if part)
    return address if table.file == seen_from.file else f"{table.file} {address}"


def _sources(rows: _Rows, failed: npt.NDArray[np.bool_]) -> tuple[TableSource, ...]:
    departments = rows.frame["department"].to_numpy()
    sources = []
    for position, table in enumerate(rows.tables):
        here = rows.table == position
        named = Counter(name for name in departments[here] if name)
        sources.append(
            TableSource(
                file=table.file,
                sheet=table.sheet,
                department=named.most_common(1)[0][0] if named else table.department_above,
                header_row=table.headings.row + 1,
                columns=table.headings.columns,
                rows_read=int(here.sum()),
                rows_used=int((here & ~failed).sum()),
            )
        )
    return tuple(sources)
