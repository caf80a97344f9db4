"""The sheet of the tasks: one row a task, every answer under its heading of the form."""

from __future__ import annotations

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from rpa_scout.inventory import Inventory
from rpa_scout.policy.fields import FieldDefinition, is_unanswered
from rpa_scout.reporting.workbook_styles import Styles
from rpa_scout.reporting.workbook_table import Column, write_table_sheet
from rpa_scout.text import _, language

__all__ = ["shown_answers", "write_tasks_sheet"]

_ID_WIDTH = 17
_NARROWEST = 10.0
_FIXED_COLUMNS = 3  # task id, department and name stay in sight


def write_tasks_sheet(sheet: Worksheet, styles: Styles, inventory: Inventory) -> None:
    """Write the tasks that are used, in the order they were read.

    Parameters
    ----------
    sheet : Worksheet
        An empty sheet.
    styles : Styles
        Formats of the workbook.
    inventory : Inventory
        Its tasks are shown.
    """
    title = _("Inventory of tasks: {count:,} tasks").format(count=len(inventory.tasks))
    notes = [_("An empty cell: unknown. The sheet “Sources” says where each value stands.")]
    columns = [
        Column(_("Task ID"), _ID_WIDTH, "wrapped", inventory.tasks.index.tolist(), _("The task"))
    ]
    columns += [_column(inventory, one) for one in inventory.fields]
    write_table_sheet(sheet, styles, (title, notes), columns, _FIXED_COLUMNS)


def _column(inventory: Inventory, one: FieldDefinition) -> Column:
    groups = {group.id: group.label_in(language()) for group in inventory.fields.group}
    style = "general" if one.kind == "number" else "wrapped"
    return Column(
        one.label_in(language()),
        max(one.width, _NARROWEST),
        "strong" if one.id == "name" else style,
        _answers_with_open_choices(inventory, one),
        groups[one.group],
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


def shown_answers(column: pd.Series, one: FieldDefinition) -> list[object]:
    """Return answers as they are shown: numbers, texts and labels; None where unknown.

    Parameters
    ----------
    column : Series, shape (tasks,)
        Answers as the inventory holds them.
    one : FieldDefinition
        Their field.

    Returns
    -------
    list
        As many.
    """
    if one.kind == "choice":
        labels = [*(one.choice_label(code) for code in one.codes), None]  # -1 is the last
        return [labels[code] for code in column.cat.codes]
    return [None if is_unanswered(answer) else answer for answer in column.tolist()]
