"""Lists to choose from in the cells of objections."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from rpa_scout.documents.filling.excel_template import ExcelTemplate, Value
from rpa_scout.policy.fields import FieldSet

COMMENT_KINDS: Final = ("記入内容に誤りがある", "事情が変わった")
_SHEET: Final = "選択肢"


def add_choices(template: ExcelTemplate, field_ids: Sequence[Value], fields: FieldSet) -> None:
    """Let the cells for right answers offer the choices of their field."""
    kinds = template.cells_of("申出.区分")
    if kinds is not None and field_ids:
        kinds.offer(COMMENT_KINDS, len(field_ids))
    answers = template.cells_of("申出.正しい内容")
    if answers is None:
        return
    ranges = _choices_sheet(template, fields)
    rules: dict[str, DataValidation] = {}
    row = 0
    for field_id, group in groupby(field_ids):
        name, count = str(field_id), len([*group])
        if name in ranges and name not in rules:
            # A warning, not a stop: a department may also answer in its own words.
            rules[name] = DataValidation(
                type="list", formula1=ranges[name], allow_blank=True, errorStyle="warning"
            )
            answers.sheet.add_data_validation(rules[name])
        if name in rules:
            rules[name].add(answers.column_of(count, row))
        row += count


def _choices_sheet(template: ExcelTemplate, fields: FieldSet) -> dict[str, str]:
    """Write the choices of every field to a hidden sheet; return their cells by field."""
    sheet = template.workbook.create_sheet(_SHEET)
    sheet.sheet_state = "hidden"
    ranges = {}
    for column, definition in enumerate(
        (field for field in fields if field.kind == "choice"), start=1
    ):
        labels = [choice.label for choice in definition.choices]
        for row, label in enumerate(labels, start=1):
            sheet.cell(row, column, label)
        letter = get_column_letter(column)
        cells = f"${letter}$1:${letter}${len(labels)}"
        ranges[definition.id] = f"{quote_sheetname(_SHEET)}!{cells}"
    return ranges
