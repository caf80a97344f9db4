"""From raw lists of tasks to the checked inventory; collects everything, stops at nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from rpa_scout.arrays import Bools, Positions
from rpa_scout.checking.as_written import alternatives_of, ranges_of, written_cells
from rpa_scout.checking.replied import settled, withdrawn_lines
from rpa_scout.checking.row_findings import apply_rules
from rpa_scout.checking.stacking import StackedRows, stack_rows
from rpa_scout.checking.tables import (
    CheckedTable,
    check_table,
    departments_by_file,
)
from rpa_scout.findings import Finding, Findings
from rpa_scout.inventory import Inventory, TableSource
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.fields import FieldSet
from rpa_scout.progress import Progress
from rpa_scout.provenance import file_digest
from rpa_scout.reading.layout.departments import Department
from rpa_scout.reading.tables import Reading
from rpa_scout.text import N_

_NOT_READ = frozenset(("cell_error", "formula_without_value", "not_a_number", "out_of_range"))
_PARTS_OF_HOURS = frozenset(("runs_per_year", "items_per_run", "minutes_per_item"))


def check_reading(
    reading: Reading,
    fields: FieldSet,
    progress: Progress,
    checks: Checks | None = None,
    departments: Sequence[Department] = (),
) -> Inventory:
    """Check what was read."""
    progress.start(N_("Checking answers"), len(reading.tables))
    by_file = departments_by_file(reading.tables, fields.words)
    checked = []
    for table in reading.tables:
        checked.append(check_table(table, fields, by_file[table.file], checks))
        progress.advance(detail=table.file)
    return _merge(reading, checked, fields, checks or Checks(), departments)


def _merge(
    reading: Reading,
    checked: Sequence[CheckedTable],
    fields: FieldSet,
    checks: Checks,
    departments: Sequence[Department],
) -> Inventory:
    rows = stack_rows(checked, fields)
    findings = [
        (position, index, finding)
        for position, table in enumerate(checked)
        for index, finding in table.findings
    ]
    failed = _rows_with_errors(rows, findings) | _withdrawn(rows)
    of_rows, of_city = apply_rules(rows, failed, checks, fields.alike, departments)
    findings += _asking_once(findings, of_rows)
    findings = [
        (position, index, settled(rows.tables[position], index, finding))
        for position, index, finding in findings
    ]
    findings.sort(key=lambda item: item[:2])
    numbers = [number for table in rows.tables for number in table.row_numbers]
    return Inventory(
        tasks=rows.frame[~failed],
        left_out=rows.frame[failed],
        sources=pd.DataFrame({"table": rows.table, "row": numbers}, index=rows.frame.index),
        tables=_sources(rows, failed),
        findings=Findings((*reading.findings, *_with_row_ids(rows, findings), *of_city)),
        fields=fields,
        written_cells=partial(written_cells, rows, fields),
        ranges=ranges_of(rows, checked, fields),
        alternatives=alternatives_of(rows, checked, fields),
    )


def _asking_once(
    of_cells: Iterable[tuple[int, int, Finding]], of_rows: Iterable[tuple[int, int, Finding]]
) -> list[tuple[int, int, Finding]]:
    """Leave out that hours are unknown where a cell of theirs is asked about already."""
    asked = {
        (table, index)
        for table, index, finding in of_cells
        if finding.code in _NOT_READ and finding.field in _PARTS_OF_HOURS
    }
    return [
        (table, index, finding)
        for table, index, finding in of_rows
        if finding.code != "hours_unknown" or (table, index) not in asked
    ]


def _rows_with_errors(rows: StackedRows, findings: Iterable[tuple[int, int, Finding]]) -> Bools:
    """Tell which rows an error speaks of; an error of a table speaks of all its rows."""
    failed = np.zeros(len(rows.frame), dtype=bool)
    starts = _starts(rows)
    for table, index, finding in findings:
        if finding.severity == "error":
            whole = slice(starts[table], starts[table + 1])
            failed[starts[table] + index if index >= 0 else whole] = True
    return failed


def _starts(rows: StackedRows) -> Positions:
    """Return the first row of each table, and behind the last the number of rows."""
    return np.searchsorted(rows.table, np.arange(len(rows.tables) + 1))


def _withdrawn(rows: StackedRows) -> Bools:
    """Tell which rows their department has withdrawn in its replies."""
    withdrawn_rows = {
        (position, index)
        for position, table in enumerate(rows.tables)
        for index in withdrawn_lines(table)
    }
    starts = _starts(rows)
    withdrawn = np.zeros(len(rows.frame), dtype=bool)
    withdrawn[[starts[position] + index for position, index in withdrawn_rows]] = True
    return withdrawn


def _with_row_ids(
    rows: StackedRows, findings: Iterable[tuple[int, int, Finding]]
) -> Iterator[Finding]:
    starts = _starts(rows)
    for table, index, finding in findings:
        row_id = rows.frame.index[starts[table] + index] if index >= 0 else ""
        yield replace(finding, row_id=row_id)


def _sources(rows: StackedRows, failed: Bools) -> tuple[TableSource, ...]:
    departments = rows.frame["department"].to_numpy()
    paths = {table.path for table in rows.tables}
    digests = {path: file_digest(path) if path else "" for path in paths}
    sources = []
    for position, table in enumerate(rows.tables):
        here = rows.table == position
        named = Counter(departments[here].tolist())
        del named[None]
        sources.append(
            TableSource(
                file=table.file,
                sheet=table.sheet,
                department=named.most_common(1)[0][0] if named else table.department_above,
                header_row=table.headings.row + 1,
                columns=table.source_columns,
                rows_read=int(here.sum()),
                rows_used=int((here & ~failed).sum()),
                path=table.path,
                replied=table.replied,
                sha256=digests[table.path],
            )
        )
    return tuple(sources)
