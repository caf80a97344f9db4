"""Input rules of the answers' cells, with a message for wrong input.

Every rule accepts an empty cell and "I do not know" in the form's language. Number rules are
formulas, because Excel's number rule would refuse the words. Comparing a text with a number raises
no error in Excel or LibreOffice, so the same formula serves both.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms import texts
from rpa_scout.forms.layout import Form
from rpa_scout.policy.choices import unknown_label
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.text import _

_BETWEEN = "～〜~."
_DIGITS = "123456789１２３４５６７８９"


def add_rules(sheet: Worksheet, form: Form) -> None:
    """Add the input rules of all columns of the list of tasks."""
    for field in form.columns:
        column = form.positions[field.id]
        rule = rule_of(form, field, xl_rowcol_to_cell(form.FIRST_ROW, column))
        if rule:
            sheet.data_validation(form.FIRST_ROW, column, form.last_row, column, rule)


def rule_of(form: Form, field: FieldDefinition, first_cell: str) -> dict[str, Any]:
    """Return the input rule of a field, or an empty rule if anything may be written."""
    if field.kind == "choice":
        rule = {"validate": "list", "source": f"={form.choice_list(field)}"}
        return rule | _message(_(texts.CHOICE_TITLE), _(texts.CHOICE_MESSAGE), field)
    if field.kind == "number":
        rule = {"validate": "custom", "value": _number_formula(field, first_cell)}
        return rule | _message(_(texts.NUMBER_TITLE), _(texts.NUMBER_MESSAGE), field)
    if field.kind == "months":
        rule = {"validate": "custom", "value": _months_formula(field, first_cell)}
        return rule | _message(_(texts.MONTHS_TITLE), _(texts.MONTHS_MESSAGE), field)
    if form.listed(field):  # Other names, and several, may be written too
        source = f"={form.choice_list(field)}"
        return {"validate": "list", "source": source, "ignore_blank": True, "show_error": False}
    return {}


def number_text(value: float) -> str:
    """Write a number as a person would, with commas and no needless decimals.

    >>> number_text(100_000.0), number_text(0.5)
    ('100,000', '0.5')
    """
    return f"{value:,.10g}"


def _message(title: str, template: str, field: FieldDefinition) -> dict[str, Any]:
    message = template.format(
        label=field.label,
        unknown=unknown_label(),
        minimum=number_text(field.minimum),
        maximum=number_text(field.maximum),
    )
    return {"ignore_blank": True, "error_type": "stop", "error_title": title,
            "error_message": message}  # fmt: skip


def _unknown(cell: str) -> str:
    return f'ISBLANK({cell}),TRIM({cell})="",TRIM({cell})="{unknown_label()}"'


def _number_formula(field: FieldDefinition, cell: str) -> str:
    within = f"{cell}>={field.minimum:.10g},{cell}<={field.maximum:.10g}"
    # A range such as 10～15 is a number once the signs between its ends are taken away.
    digits = cell
    for sign in _BETWEEN:
        digits = f'SUBSTITUTE({digits},"{sign}","")'
    is_range = f"AND(ISTEXT({cell}),IFERROR(VALUE({digits}),-1)>=0)"
    return f"=OR({_unknown(cell)},AND(ISNUMBER({cell}),{within}),{is_range})"


def _months_formula(field: FieldDefinition, cell: str) -> str:
    within = f"{cell}>={field.minimum:.10g},{cell}<={field.maximum:.10g}"
    starts_with_digit = f'ISNUMBER(FIND(LEFT(TRIM({cell}),1),"{_DIGITS}"))'
    listed = f"AND(ISTEXT({cell}),{starts_with_digit})"
    return f"=OR({_unknown(cell)},AND(ISNUMBER({cell}),{within}),{listed})"
