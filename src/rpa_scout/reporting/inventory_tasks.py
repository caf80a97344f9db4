"""The sheet of the tasks: one row per task, every answer under the form's heading."""

from __future__ import annotations

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from rpa_scout.inventory import Inventory
from rpa_scout.policy.declared import labels_of
from rpa_scout.policy.fields import FieldDefinition, is_unanswered
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import _, language

_ID_WIDTH = 17
_NARROWEST = 10.0
_FIXED_COLUMNS = 3  # task id, department and name are frozen


def write_tasks_sheet(sheet: Worksheet, styles: Styles, inventory: Inventory) -> None:
    """Write the used tasks, in the order of reading."""
    title = _("Inventory of tasks: {count:,} tasks").format(count=len(inventory.tasks))
    notes = [_("An empty cell: unknown. The sheet “Sources” says where each value stands.")]
    columns = [
        Column(_("Task ID"), _ID_WIDTH, "wrapped", inventory.tasks.index.tolist(), _("The task"))
    ]
    columns += [_column(inventory, field) for field in inventory.fields]
    write_table_sheet(sheet, styles, (title, notes), columns, _FIXED_COLUMNS)


def _column(inventory: Inventory, field: FieldDefinition) -> Column:
    groups = labels_of(inventory.fields.group)
    style = "general" if field.kind == "number" else "wrapped"
    return Column(
        field.label_in(language()),
        max(field.width, _NARROWEST),
        "strong" if field.id == "name" else style,
        _answers_with_open_choices(inventory, field),
        groups[field.group],
    )


def _answers_with_open_choices(inventory: Inventory, field: FieldDefinition) -> list[object]:
    """Return answers as they are shown; where it is open which choice counts, all labels."""
    answers = shown_answers(inventory.tasks[field.id], field)
    if not inventory.open_choices or field.kind != "choice":
        return answers
    for row, task_id in enumerate(inventory.tasks.index):
        codes = inventory.open_choices.get((task_id, field.id))
        if codes and answers[row] is None:
            answers[row] = "／".join(map(field.choice_label, codes))
    return answers


def shown_answers(column: pd.Series, field: FieldDefinition) -> list[object]:
    """Return answers as numbers, texts and labels; None if unknown."""
    if field.kind == "choice":
        labels = [
            *(field.choice_label(code) for code in field.codes),
            None,
        ]  # pandas codes a missing value as -1, the last label
        return [labels[code] for code in column.cat.codes]
    return [None if is_unanswered(answer) else answer for answer in column.tolist()]
