"""The answers in the audit workbook: one row per task, with the cells that they were read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from xlsxwriter.utility import quote_sheetname, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from rpa_scout.inventory import CellSource
from rpa_scout.policy.derived import DERIVED_QUANTITIES
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.reporting.audit.content import AuditContent, choice_words
from rpa_scout.reporting.workbook_cells import Formula
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, first_table_row, write_table_sheet
from rpa_scout.text import _, language

_FIXED_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class TaskCells:
    """References to a sheet with a row for every task; tasks are counted from 0."""

    sheet: str
    columns: Mapping[str, str]
    first_row: int  # Counted from 1

    def cell(self, column: str, number: int) -> str:
        """Return the cell of a column for a task."""
        return f"{self.sheet}!${self.columns[column]}{self.first_row + number}"


def task_heads(content: AuditContent) -> list[Column]:
    """Return the columns that name the task, in every sheet."""
    rows = content.rows
    return [
        Column(_("Task id"), 16, "wrapped", rows["task_id"].tolist()),
        Column(_("Department"), 14, "wrapped", rows["department"].tolist()),
        Column(_("Task name"), 34, "wrapped", rows["name"].tolist()),
    ]


def write_answers_sheet(
    sheet: Worksheet, styles: Styles, content: AuditContent, name: str
) -> TaskCells:
    """Write every answer that the criteria use; derived quantities are formulas."""
    title = _("Answers of the survey, with corrections")
    notes = [
        _("An empty cell is an unknown answer. Quantities a year are formulas over the answers."),
        _("Two answers in one cell: the points are their mean, the range spans both."),
    ]
    columns = task_heads(content)
    letters: dict[str, str] = {}
    for field_id in _fields_used(content):
        letters[field_id] = xl_col_to_name(len(columns))
        columns.append(_field_column(content, content.fields[field_id]))
    first_row = first_table_row(notes) + 1
    for quantity_id in _quantities_used(content):
        own = {field_id: f"{letter}{{row}}" for field_id, letter in letters.items()}
        letters[quantity_id] = xl_col_to_name(len(columns))
        columns.append(_quantity_column(content, quantity_id, own, first_row))
    columns.append(Column(_("Read from"), 44, "wrapped", _sources(content)))
    write_table_sheet(sheet, styles, (title, notes), columns, _FIXED_COLUMNS)
    return TaskCells(quote_sheetname(name), letters, first_row)


def _names_used(content: AuditContent) -> list[str]:
    criteria = content.scorecard.criterion
    return list(dict.fromkeys(name for criterion in criteria for name in criterion.fields))


def _quantities_used(content: AuditContent) -> list[str]:
    return [name for name in _names_used(content) if name in DERIVED_QUANTITIES]


def _fields_used(content: AuditContent) -> list[str]:
    parts = [part for name in _quantities_used(content) for part in DERIVED_QUANTITIES[name].fields]
    used = {*parts, *_names_used(content)}
    return [field_id for field_id in content.fields.ids if field_id in used]


def _field_column(content: AuditContent, field: FieldDefinition) -> Column:
    answers = content.report.assessment.inventory.tasks[field.id].iloc[content.positions]
    if field.kind != "choice":
        return Column(field.label_in(language()), 12, "general", answers.tolist())
    words, inventory = choice_words(field), content.report.assessment.inventory
    shown: list[object] = []
    for task_id, code in zip(answers.index, answers, strict=True):
        codes = inventory.open_choices.get((task_id, field.id), ()) if pd.isna(code) else (code,)
        shown.append("／".join(words[each] for each in codes))
    return Column(field.label_in(language()), 22, "wrapped", shown)


def _quantity_column(
    content: AuditContent, quantity_id: str, own: Mapping[str, str], first_row: int
) -> Column:
    quantity = DERIVED_QUANTITIES[quantity_id]
    values = quantity.compute(content.report.assessment.inventory.tasks)[content.positions]
    template = quantity.formula.format_map(own)
    cells = [
        Formula(template.format(row=first_row + number), "" if np.isnan(value) else float(value))
        for number, value in enumerate(values)
    ]
    return Column(_(quantity.label), 14, "tenths", cells, unit=_(quantity.unit))


def _sources(content: AuditContent) -> list[str]:
    inventory = content.report.assessment.inventory
    return [_source_text(inventory.source_of(task_id)) for task_id in content.rows["task_id"]]


def _source_text(source: CellSource) -> str:
    # Text, not a link: a survey's file name must not lead a reader's computer anywhere.
    return " › ".join(part for part in (source.file, source.sheet, source.cell) if part)
