"""Print set-up that the sheets share."""

from __future__ import annotations

from typing import Final

from xlsxwriter.worksheet import Worksheet

from rpa_scout.forms import texts
from rpa_scout.forms.layout import Form

__all__ = ["A3", "A4", "set_up_print"]

A3: Final = 8
A4: Final = 9
_MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.75, "bottom": 0.6}  # inches
_LONGEST_NAME: Final = 80  # characters; a header holds 255 in all


def set_up_print(sheet: Worksheet, form: Form, name: str, paper: int) -> None:
    """Set paper, margins, and a header and footer with the department and page numbers."""
    sheet.set_paper(paper)
    if paper == A3:
        sheet.set_landscape()
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    department = _escaped(form.department[:_LONGEST_NAME])
    title = texts.PRINT_HEADER.format(title=form.title, sheet=_escaped(name))
    sheet.set_header(f"&L{title}&R{department}")
    sheet.set_footer(f"&C{texts.PAGE_FOOTER.format(page='&P', pages='&N')}")


def _escaped(text: str) -> str:
    # In headers and footers, & begins a code.
    return text.replace("&", "&&")
