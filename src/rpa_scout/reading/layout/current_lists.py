"""Which lists of a workbook count: those that are seen, and of the latest year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rpa_scout.findings import Finding
from rpa_scout.findings.rule import FindingRule
from rpa_scout.reading.layout.raw_table import RawTable
from rpa_scout.text import N_, fold


def current_lists(
    tables: Sequence[RawTable], hidden_sheets: Collection[str]
) -> tuple[list[RawTable], list[Finding]]:
    """Leave out lists on hidden sheets, and lists that one of a later year replaces."""
    seen = [table for table in tables if table.sheet not in hidden_sheets]
    unseen = [table for table in tables if table.sheet in hidden_sheets and table.count]
    if not any(table.count for table in seen):
        kept, findings = _latest(tables)
        sheets = dict.fromkeys(table.sheet for table in kept if table.sheet in hidden_sheets)
        return kept, findings + [Finding("sheet_hidden", kept[0].file, sheet) for sheet in sheets]
    kept, findings = _latest(seen)
    for sheet in dict.fromkeys(table.sheet for table in unseen):
        count = sum(table.count for table in unseen if table.sheet == sheet)
        findings.append(
            Finding("sheet_hidden_left_out", unseen[0].file, sheet, values={"count": str(count)})
        )
    return kept, findings


def _latest(tables: Iterable[RawTable]) -> tuple[list[RawTable], list[Finding]]:
    tables = list(tables)
    kept: list[RawTable] = []
    findings = []
    for table in tables:
        later = next((other for other in tables if _replaces(other, table)), None)
        if later is None or table.year is None:
            kept.append(table)
            continue
        newer = later.year.text if later.year else later.sheet
        findings.append(
            Finding(
                "older_year",
                table.file,
                table.sheet,
                values={"year": table.year.text, "newer": newer},
            )
        )
    return kept, findings


def _replaces(later: RawTable, table: RawTable) -> bool:
    """Tell whether a list is the same survey of a later year."""
    if table.year is None or not table.year.is_superseded_by(later.year) or not later.count:
        return False
    departments, later_departments = _departments(table), _departments(later)
    return not departments or not later_departments or not departments.isdisjoint(later_departments)


def _departments(table: RawTable) -> set[str]:
    named = {fold(str(cell)) for cell in set(table.column("department"))} - {""}
    return named or ({fold(table.department_above)} - {""})


RULES = (
    FindingRule(
        "sheet_hidden",
        "warning",
        N_("the sheet is hidden; its tasks count, because no other sheet holds a list."),
        N_("Delete the sheet if it is not to count."),
    ),
    FindingRule(
        "sheet_hidden_left_out",
        "warning",
        N_("the sheet is hidden; its {count} tasks do not count."),
        N_("If they are to count, show the sheet and try again; if not, nothing is to be done."),
    ),
    FindingRule(
        "older_year",
        "warning",
        N_("the list is of {year}, and there is one of {newer}; the older one does not count."),
        N_("If both are to count, send them in two files."),
        quotes="year",
    ),
)
