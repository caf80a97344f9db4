"""Print set-up of the result workbooks: A3 landscape, fitted to the width, page numbers."""

from __future__ import annotations

from typing import Final

from xlsxwriter.worksheet import Worksheet

from rpa_scout.text import _

__all__ = ["set_up_print"]

_A3: Final = 8
_MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.7, "bottom": 0.6}  # inches
_LONGEST_TITLE: Final = 110  # characters; Excel allows 255 for the whole header


def set_up_print(
    sheet: Worksheet,
    title: str,
    last_row: int,
    last_column: int,
    repeated: tuple[int, int] | None = None,
) -> None:
    """Set paper, margins, header and footer."""
    sheet.set_paper(_A3)
    sheet.set_landscape()
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last_row, last_column)
    if repeated is not None:
        sheet.repeat_rows(*repeated)
    head = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
    sheet.set_header("&L" + head.replace("&", "&&") + "&R&A")
    sheet.set_footer("&C" + _("Page {page} of {pages}").format(page="&P", pages="&N"))
