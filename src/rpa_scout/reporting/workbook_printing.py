"""Print set-up of the result workbooks: A3 landscape, page numbers, type of at least 8 points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlsxwriter.worksheet import Worksheet

from rpa_scout.text import _

__all__ = ["set_up_print"]

_A3: Final = 8
_MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.7, "bottom": 0.6}  # inches
_LONGEST_TITLE: Final = 110  # characters; Excel allows 255 for the whole header
_LEAST_SCALE: Final = 80  # percent; the 10 points of a cell are 8 on paper
_PRINTABLE: Final = 420 / 25.4 * 72 - (_MARGINS["left"] + _MARGINS["right"]) * 72  # points
_POINTS_PER_CHARACTER: Final = 6.65  # digits of the font, BIZ UDPゴシック, at 10 points
_POINTS_PER_COLUMN: Final = 3.75  # padding


def set_up_print(
    sheet: Worksheet,
    title: str,
    last_row: int,
    last_column: int,
    repeated: tuple[int, int] | None = None,
    widths: Sequence[float] = (),
    fixed_columns: int = 0,
) -> None:
    """Set paper, margins, header and footer.

    The sheet is fitted to the width of a page. Where its columns (`widths` in half-width
    characters) are too wide for that, it goes over several pages side by side, and the fixed
    columns are repeated on each.
    """
    sheet.set_paper(_A3)
    sheet.set_landscape()
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    if _fits_on_a_page(widths):
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(_LEAST_SCALE)
        sheet.print_across()
        if fixed_columns:
            sheet.repeat_columns(0, fixed_columns - 1)
    sheet.print_area(0, 0, last_row, last_column)
    if repeated is not None:
        sheet.repeat_rows(*repeated)
    head = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
    sheet.set_header("&L" + head.replace("&", "&&") + "&R&A")
    sheet.set_footer("&C" + _("Page {page} of {pages}").format(page="&P", pages="&N"))


def _fits_on_a_page(widths: Sequence[float]) -> bool:
    needed = sum(width * _POINTS_PER_CHARACTER + _POINTS_PER_COLUMN for width in widths)
    return needed * _LEAST_SCALE / 100 <= _PRINTABLE
