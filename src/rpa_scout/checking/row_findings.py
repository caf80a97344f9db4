"""Convert the problems that rules on rows report to findings with file, sheet and cell."""

from __future__ import annotations

from collections.abc import Sequence

from rpa_scout.arrays import Bools
from rpa_scout.checking import rules
from rpa_scout.checking.rules.rule import RowProblem, RuleContext
from rpa_scout.checking.stacking import StackedRows
from rpa_scout.checking.tables import finding_at
from rpa_scout.findings import CATALOGUE, Finding
from rpa_scout.findings.rules import rules_in
from rpa_scout.policy.checks import Checks
from rpa_scout.policy.survey_form import AlikeTasks
from rpa_scout.questions import answer_text
from rpa_scout.reading.layout.departments import Department
from rpa_scout.reading.layout.raw_table import RawTable


def apply_rules(
    rows: StackedRows,
    failed: Bools,
    checks: Checks,
    alike: AlikeTasks,
    departments: Sequence[Department],
) -> tuple[list[tuple[int, int, Finding]], list[Finding]]:
    """Apply one rule after the other; each sees which rows those before it leave out."""
    context = RuleContext(
        tasks=rows.frame,
        failed=failed,
        table=rows.table,
        files=[table.file for table in rows.tables],
        saved_at=[table.saved_at for table in rows.tables],
        also_named=[*_also_named(rows.tables), *filter(None, rows.without_tasks)],
        departments=departments,
        checks=checks,
        alike=alike,
    )
    of_rows: list[tuple[int, int, Finding]] = []
    of_city: list[Finding] = []
    for rule in rules_in(rules):
        for problem in list(rule.find(context)):
            if problem.row is None:
                of_city.append(Finding(problem.code, values=problem.values))
                continue
            table, index, finding = _row_finding(rows, problem, problem.row)
            of_rows.append((table, index, finding))
            if index >= 0 and finding.severity == "error":
                failed[problem.row] = True
            failed[list(problem.leaves_out)] = True
    return of_rows, of_city


def _also_named(tables: Sequence[RawTable]) -> list[str]:
    """Return the departments that tables name outside their rows: a blank form is an answer too."""
    named = (name for table in tables for name in (table.department_above, table.form_department))
    return [name for name in named if name]


def _row_finding(rows: StackedRows, problem: RowProblem, row: int) -> tuple[int, int, Finding]:
    (table, index), position = rows.raw(row), int(rows.table[row])
    cells = {CATALOGUE[problem.code].quotes: problem.field, **problem.cells}
    values = {name: answer_text(table.column(shown)[index]) for name, shown in cells.items()}
    values |= {name: _row_address(*rows.raw(seen), table) for name, seen in problem.rows.items()}
    values |= problem.values
    if problem.of_table:
        finding = Finding(problem.code, table.file, table.sheet, "", problem.field, values)
        return position, -1, finding
    return position, index, finding_at(table, index, problem.field, problem.code, **values)


def _row_address(table: RawTable, index: int, seen_from: RawTable) -> str:
    address = "!".join(part for part in (table.sheet, table.address(index, "name")) if part)
    return address if table.file == seen_from.file else f"{table.file} {address}"
