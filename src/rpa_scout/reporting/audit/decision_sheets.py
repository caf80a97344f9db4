"""Decisions in the audit workbook, and the differences from an earlier assessment."""

from __future__ import annotations

import numpy as np
from xlsxwriter.worksheet import Worksheet

from rpa_scout.comparison.assessments import AssessmentComparison
from rpa_scout.comparison.sentences import change_sentences
from rpa_scout.fiscal_target.planned import ADOPTED_STATES
from rpa_scout.ranking.rows import DECIDED_COLUMNS
from rpa_scout.reporting.audit.content import AuditContent, DecisionEntry
from rpa_scout.reporting.ranking_sheet import sheet_columns
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import _

_FIXED_COLUMNS = 4


def passed_over(content: AuditContent) -> list[int]:
    """Return how many better-ranked candidates are not adopted, for every task of the ranking."""
    rows = content.rows
    adopted = np.array([state in ADOPTED_STATES for state in rows["state"]], dtype=bool)
    is_open = rows["candidate"].to_numpy(dtype=bool) & ~adopted
    before = np.concatenate([[0], np.cumsum(is_open)[:-1]]) if len(rows) else np.zeros(0)
    return [int(count) if took else 0 for count, took in zip(before, adopted, strict=True)]


def write_decisions_sheet(sheet: Worksheet, styles: Styles, content: AuditContent) -> None:
    """Write every decision and judgement, with who decided when."""
    title = _("Decisions and judgements of officials")
    notes = [
        _(
            "“Passed over” counts the candidates of a better rank that are not adopted; above 0 "
            "the adoption does not follow the ranking."
        )
    ]
    rows = content.rows
    decided = [
        row
        for row, (task_id, judged) in enumerate(zip(rows["task_id"], rows["judged"], strict=True))
        if task_id in content.entries or judged
    ]
    chosen = rows.iloc[decided]
    counts = passed_over(content)
    columns = sheet_columns(
        ("rank", "task_id", "department", "name", *DECIDED_COLUMNS), chosen, content.report.labels
    )
    nothing = DecisionEntry("", "", None)
    entries = [content.entries.get(task_id, nothing) for task_id in chosen["task_id"]]
    columns += [
        Column(_("Passed over"), 9, "row", [counts[row] for row in decided]),
        Column(_("Decided by"), 14, "wrapped", [entry.author for entry in entries]),
        Column(_("Decided at"), 18, "wrapped", [entry.at for entry in entries]),
        Column(_("Entry"), 8, "row", [entry.entry for entry in entries]),
    ]
    write_table_sheet(sheet, styles, (title, notes), columns, _FIXED_COLUMNS)


def write_changes_sheet(
    sheet: Worksheet, styles: Styles, comparison: AssessmentComparison, numbers: tuple[int, int]
) -> None:
    """Write the tasks whose results differ from an earlier assessment, with the causes."""
    old, new = numbers
    title = _("From assessment {old} to {new}").format(old=old, new=new)
    notes = [
        _(
            "Tasks whose score, hours or means changed, and why; both were computed again from "
            "their stored answers."
        )
    ]
    changed = set(comparison.changed)
    table = comparison.table
    both = table["task_id"].isin(changed)
    rows = table[both | table["task_id"].isna() | table["old_id"].isna()]
    fields = comparison.new.inventory.fields
    causes = []
    for task_id in rows["task_id"]:
        if task_id in changed:
            change = comparison.of(task_id)
            sentences = change_sentences(
                change, comparison.old.policy, comparison.new.policy, fields
            )
            causes.append("\n".join(sentences))
        else:
            causes.append(_("no longer in the survey") if task_id is None else _("new"))
    columns = [
        Column(
            _("Task id"),
            16,
            "wrapped",
            [new or old for new, old in zip(rows["task_id"], rows["old_id"], strict=True)],
        ),
        Column(_("Department"), 14, "wrapped", rows["department"].tolist()),
        Column(_("Task name"), 32, "wrapped", rows["name"].tolist()),
    ]
    for heading, name, style in (
        (_("Rank"), "rank", "row"),
        (_("Score"), "score", "tenths"),
        (_("Hours saved (p50)"), "saved_hours_per_year_p50", "tenths"),
    ):
        for side, band in (("old", _("Before")), ("new", _("Now"))):
            values = rows[f"{side}_{name}"].tolist()
            columns.append(Column(f"{heading}（{band}）", 10, style, values))
    columns.append(Column(_("What changed, and why"), 70, "wrapped", causes))
    write_table_sheet(sheet, styles, (title, notes), columns, 3)
