"""Findings as rows of a table: location, sentence, task and department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from rpa_scout.findings import CATALOGUE, Finding
from rpa_scout.inventory import Inventory
from rpa_scout.text import N_, _
from rpa_scout_gui.models.columns import Column, plain

__all__ = ["FINDING_COLUMNS", "SEVERITY_LABELS", "FindingRows", "code_label", "finding_rows"]

SEVERITY_LABELS: Final = {
    "error": N_("✕ error"),
    "warning": N_("△ warning"),
    "info": N_("ⓘ note"),
}
"""Labels of severities; the symbol shows the severity without colour."""


def _severity(code: str) -> str:
    return _(SEVERITY_LABELS[code])


def code_label(code: str) -> str:
    """Return the short label of a rule: its sentence without values."""
    rule = CATALOGUE[code]
    return _(rule.sentence).format(field="…", **dict.fromkeys(rule.names, "…"))


FINDING_COLUMNS: Final = (
    Column("severity", N_("Severity"), "choice", 84, _severity),
    Column("department", N_("Department"), "choice", 120, plain),
    Column("task", N_("Task"), "text", 190, plain),
    Column("place", N_("Cell"), "text", 130, plain),
    Column("told", N_("What was noticed"), "text", 340, plain),
    Column("file", N_("File"), "text", 200, plain, optional=True),
    Column("code", N_("Code"), "choice", 140, plain, optional=True),
)
"""Columns of the findings table, from left to right."""


@dataclass(frozen=True)
class FindingRows:
    """Findings and their table columns."""

    findings: tuple[Finding, ...]  # in the order of the rows
    arrays: dict[str, Any]  # by column; ``key`` is the position in `findings`
    inventory: Inventory


def finding_rows(inventory: Inventory, findings: Sequence[Finding]) -> FindingRows:
    """Return the rows of findings by department, severity and rule."""
    names = _names(inventory)
    of_files = {table.file: table.department for table in reversed(inventory.tables)}
    severities = list(SEVERITY_LABELS)
    rows = []
    for finding in findings:
        department, task = names.get(finding.row_id, ("", ""))
        rows.append((department or of_files.get(finding.file, ""), task, finding))
    rows.sort(key=lambda row: (row[0], severities.index(row[2].severity), row[2].code))
    ordered = tuple(row[2] for row in rows)
    texts = {
        "severity": [finding.severity for finding in ordered],
        "department": [row[0] for row in rows],
        "task": [row[1] for row in rows],
        "told": [finding.message(inventory.fields) for finding in ordered],
        "place": [finding.place for finding in ordered],
        "file": [finding.file for finding in ordered],
        "code": [finding.code for finding in ordered],
    }
    arrays: dict[str, Any] = {
        name: np.array(texts_of_column, dtype=object) for name, texts_of_column in texts.items()
    }
    arrays["key"] = np.arange(len(ordered))
    return FindingRows(ordered, arrays, inventory)


def _names(inventory: Inventory) -> dict[str, tuple[str, str]]:
    """Return department and name of every row, by id."""
    names_by_task = {}
    for frame in (inventory.left_out, inventory.tasks):
        columns = (frame["department"].tolist(), frame["name"].tolist())
        for task, department, name in zip(frame.index, *columns, strict=True):
            names_by_task[str(task)] = (department or "", name or "")
    return names_by_task
