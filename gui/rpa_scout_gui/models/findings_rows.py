"""Findings as rows of a table: location, sentence, task and department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import numpy as np

from rpa_scout.findings import CATALOGUE, Finding
from rpa_scout.inventory import Inventory
from rpa_scout.project.inquiry.asked import (
    QUESTION_STATES,
    AskedQuestion,
    QuestionState,
    asked_by_row,
)
from rpa_scout.questions import asked_field
from rpa_scout.text import N_, _
from rpa_scout_gui.models.columns import Arrays, Column, plain, text_array

SEVERITY_LABELS: Final = {
    "error": N_("✕ error"),
    "warning": N_("△ warning"),
    "info": N_("ⓘ note"),
}
"""Labels of severities; the symbol shows the severity without colour."""


def _severity(code: str) -> str:
    return _(SEVERITY_LABELS[code])


def question_state(code: str) -> str:
    """Return the label of where a question stands."""
    return _(QUESTION_STATES[cast("QuestionState", code)])


def code_label(code: str) -> str:
    """Return the short label of a rule: its sentence without values."""
    rule = CATALOGUE[code]
    return _(rule.sentence).format(field="…", **dict.fromkeys(rule.names, "…"))


FINDING_COLUMNS: Final = (
    Column("severity", N_("Severity"), "choice", 84, _severity),
    Column("department", N_("Department"), "choice", 100, plain),
    Column("task", N_("Task"), "text", 160, plain),
    Column("place", N_("Cell"), "text", 106, plain),
    Column("state", N_("Inquiry"), "choice", 76, question_state),
    Column("told", N_("What was noticed"), "text", 330, plain),
    Column("file", N_("File"), "text", 200, plain, optional=True),
    Column("code", N_("Code"), "choice", 140, plain, optional=True),
)
"""Columns of the findings table, from left to right."""


@dataclass(frozen=True)
class FindingRows:
    """Findings and their table columns."""

    findings: tuple[Finding, ...]  # in the order of the rows
    arrays: Arrays  # by column; ``key`` is the position in `findings`
    inventory: Inventory

    @property
    def open_count(self) -> int:
        """Number of findings that somebody has to look at; notes are not among them."""
        return sum(finding.severity != "info" for finding in self.findings)


def finding_rows(
    inventory: Inventory,
    findings: Sequence[Finding],
    asked: Iterable[AskedQuestion] = (),
    today: str = "",
) -> FindingRows:
    """Return the rows of findings by department, severity and rule, with what was asked of them."""
    questions = asked_by_row(inventory, asked)
    names = _names(inventory)
    of_files = {table.file: table.department for table in reversed(inventory.tables)}
    severities = list(SEVERITY_LABELS)
    rows = []
    for finding in findings:
        department, task = names.get(finding.row_id, ("", ""))
        rows.append((department or of_files.get(finding.file, ""), task, finding))
    rows.sort(key=lambda row: (row[0], severities.index(row[2].severity), row[2].code))
    ordered = tuple(row[2] for row in rows)
    texts: dict[str, list[str]] = {
        "severity": [finding.severity for finding in ordered],
        "department": [row[0] for row in rows],
        "task": [row[1] for row in rows],
        "state": [_asked_state(finding, questions, today) for finding in ordered],
        "told": [finding.message(inventory.fields) for finding in ordered],
        "place": [finding.place for finding in ordered],
        "file": [finding.file for finding in ordered],
        "code": [finding.code for finding in ordered],
    }
    arrays: Arrays = {name: text_array(cells) for name, cells in texts.items()}
    arrays["key"] = np.arange(len(ordered))
    return FindingRows(ordered, arrays, inventory)


def _asked_state(
    finding: Finding, questions: Mapping[tuple[str, str], AskedQuestion], today: str
) -> QuestionState:
    field = asked_field(finding.code, finding.field) or "name"
    question = questions.get((finding.row_id, field))
    return "not_asked" if question is None else question.state(today)


def _names(inventory: Inventory) -> dict[str, tuple[str, str]]:
    """Return department and name of every row, by id."""
    names_by_task = {}
    for frame in (inventory.left_out, inventory.tasks):
        columns = (frame["department"].tolist(), frame["name"].tolist())
        for task, department, name in zip(frame.index, *columns, strict=True):
            names_by_task[str(task)] = (department or "", name or "")
    return names_by_task
