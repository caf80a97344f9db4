"""Print set-up of the result workbooks: A3 landscape, page numbers, type of at least 8 points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from xlsxwriter.worksheet import Worksheet

from rpa_scout.text import _

_A3: Final = 8
_MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.7, "bottom": 0.6}  # inches
_PRINTABLE_HEIGHT: Final = 297 / 25.4 * 72 - (_MARGINS["top"] + _MARGINS["bottom"]) * 72  # points
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
    page_columns: Sequence[int] = (),
    fixed_columns: int = 0,
) -> None:
    """Set paper, margins, header and footer.

    The sheet is fitted to the width of a page. Where its columns are too wide for that, it goes
    over several pages side by side, each from one of `page_columns` on, and the fixed columns are
    repeated on each. These pages begin with the table: repeated columns would cut the lines above
    it, and the header holds the title.
    """
    sheet.set_paper(_A3)
    sheet.set_landscape()
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    first_row = 0
    if not page_columns:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(_LEAST_SCALE)
        sheet.set_v_pagebreaks([column for column in page_columns if column <= last_column])
        sheet.print_across()
        if fixed_columns:
            sheet.repeat_columns(0, fixed_columns - 1)
        if repeated is not None:
            first_row = repeated[0]
    sheet.print_area(first_row, 0, last_row, last_column)
    if repeated is not None:
        sheet.repeat_rows(*repeated)
    head = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
    sheet.set_header("&L" + head.replace("&", "&&") + "&R&A")
    sheet.set_footer("&C" + _("Page {page} of {pages}").format(page="&P", pages="&N"))


def breaks_before_cut_tables(
    tables: Sequence[int], heights: Sequence[float], printable: float = _PRINTABLE_HEIGHT
) -> list[int]:
    """Return the first rows of the tables that a page's end would cut.

    `tables` are the first rows of all tables, `heights` the points of all rows of the sheet,
    `printable` the points of a page.
    """
    breaks: list[int] = []
    page = 0
    for first, after in pairwise([*tables, len(heights)]):
        if first > page and sum(heights[page:after]) > printable:
            breaks.append(first)
            page = first
    return breaks


def first_columns_of_pages(
    widths: Sequence[float], fixed_columns: int, band_starts: Sequence[int]
) -> list[int]:
    """Return the columns with which the second and later pages side by side begin.

    A page ends before a band of columns that would be cut, unless half of it would stay empty.
    """
    points = [width * _POINTS_PER_CHARACTER + _POINTS_PER_COLUMN for width in widths]
    printable = _PRINTABLE * 100 / _LEAST_SCALE
    if sum(points) <= printable:
        return []
    room = printable - sum(points[:fixed_columns])
    pages: list[int] = []
    first = fixed_columns
    for column in range(fixed_columns, len(points)):
        if column > first and sum(points[first : column + 1]) > room:
            first = max(
                (
                    start
                    for start in band_starts
                    if first < start <= column and sum(points[first:start]) >= room / 2
                ),
                default=column,
            )
            pages.append(first)
    return pages
