"""Print set-up that the sheets share."""

from __future__ import annotations

import math
from typing import Final

from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms import texts
from rpa_scout.forms.layout import NUMBER, Form
from rpa_scout.forms.own_columns import OWN_WIDTHS
from rpa_scout.text import _

__all__ = ["A3", "A4", "print_tasks", "set_up_print"]

A3: Final = 8
A4: Final = 9
_MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.75, "bottom": 0.6}  # inches
_LONGEST_NAME: Final = 80  # characters; a header holds 255 in all
_POINTS_ACROSS_A3: Final = 1_190.6 - 72 * (_MARGINS["left"] + _MARGINS["right"])
_POINTS_A_CHARACTER: Final = 5.25  # seven pixels of 96 dpi, as Excel counts a column's width
_ROUNDING_OF_WIDTHS: Final = 0.98  # programs round each column up to whole pixels
_POINTS_A_COLUMN: Final = 3.75  # five pixels beside the characters


def set_up_print(sheet: Worksheet, form: Form, name: str, paper: int) -> None:
    """Set paper, margins, and a header and footer with the department and page numbers."""
    sheet.set_paper(paper)
    if paper == A3:
        sheet.set_landscape()
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    department = _escaped(form.department[:_LONGEST_NAME])
    title = _(texts.PRINT_HEADER).format(title=form.title, sheet=_escaped(name))
    sheet.set_header(f"&L{title}&R{department}")
    sheet.set_footer(f"&C{_(texts.PAGE_FOOTER).format(page='&P', pages='&N')}")


def print_tasks(sheet: Worksheet, form: Form) -> None:
    """Set up the list of tasks.

    With own columns there is no print area: rows without an answer hold nothing that prints, so
    that Excel and LibreOffice print filled pages only. Core and optional columns stand on pages
    of their own, which keeps the type legible.
    """
    set_up_print(sheet, form, form.fields.form.tasks_sheet, A3)
    sheet.repeat_rows(form.MARK_ROW, form.HEADER_ROW)
    if not form.has_own_columns:
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 0, form.last_row, form.last_column)
        return
    sheet.repeat_columns(form.positions[NUMBER], form.positions["name"])
    sheet.set_v_pagebreaks([form.last_core_column + 1])
    sheet.set_print_scale(print_scale(form))


def print_scale(form: Form) -> int:
    """Return the scale in percent at which the core columns fill the width of A3."""
    widths = list(OWN_WIDTHS.values())
    widths += [form.column_width(field) for field in form.columns if field.core]
    points = sum(width * _POINTS_A_CHARACTER + _POINTS_A_COLUMN for width in widths)
    return min(100, math.floor(_ROUNDING_OF_WIDTHS * 100 * _POINTS_ACROSS_A3 / points))


def _escaped(text: str) -> str:
    # In headers and footers, & begins a code.
    return text.replace("&", "&&")
