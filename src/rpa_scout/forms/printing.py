"""Print set-up that the sheets share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms import texts
from rpa_scout.forms.layout import Form
from rpa_scout.forms.own_columns import OWN_WIDTHS
from rpa_scout.policy.fields import FieldDefinition
from rpa_scout.text import _

A3: Final = 8
A4: Final = 9
_MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.75, "bottom": 0.6}  # inches
_LONGEST_NAME: Final = 80  # characters; a header holds 255 in all
_POINTS_ACROSS_A3: Final = 1_190.6 - 72 * (_MARGINS["left"] + _MARGINS["right"])
_POINTS_A_CHARACTER: Final = 5.25  # seven pixels of 96 dpi, as Excel counts a column's width
_ROUNDING_OF_WIDTHS: Final = 0.98  # programs round each column up to whole pixels
_POINTS_A_COLUMN: Final = 3.75  # five pixels beside the characters
LEAST_SCALE: Final = 90  # percent; the 9 points of a heading are 8.1 on paper


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
    that Excel and LibreOffice print filled pages only. Where all columns on a page would make the
    type too small, core and optional columns stand on pages of their own.
    """
    set_up_print(sheet, form, form.fields.form.tasks_sheet, A3)
    sheet.repeat_rows(form.MARK_ROW, form.HEADER_ROW)
    if not form.has_own_columns:
        sheet.print_area(0, 0, form.last_printed_row, form.last_column)
        if printed_scale(form, form.columns) >= LEAST_SCALE:
            sheet.fit_to_pages(1, 0)
            return
    sheet.repeat_columns(0, form.positions["name"])
    sheet.set_v_pagebreaks([form.last_core_column + 1])
    sheet.set_print_scale(_core_scale(form))


def _core_scale(form: Form) -> int:
    """Return the scale at which the core columns fill the width of A3, at most 100."""
    own = list(OWN_WIDTHS.values()) if form.has_own_columns else []
    return min(100, printed_scale(form, [field for field in form.columns if field.core], own))


def printed_scale(
    form: Form, fields: Sequence[FieldDefinition], own_widths: Sequence[float] = ()
) -> int:
    """Return the scale in percent at which the columns of fields fill the width of A3."""
    widths = [*own_widths, *(form.column_width(field) for field in fields)]
    points = sum(width * _POINTS_A_CHARACTER + _POINTS_A_COLUMN for width in widths)
    return math.floor(_ROUNDING_OF_WIDTHS * 100 * _POINTS_ACROSS_A3 / points)


def _escaped(text: str) -> str:
    # In headers and footers, & begins a code.
    return text.replace("&", "&&")
