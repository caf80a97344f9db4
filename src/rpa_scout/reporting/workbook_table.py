"""Tables of a workbook: bands, headings, cells, bars, filter, frozen panes, and print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from xlsxwriter.worksheet import Worksheet

from rpa_scout.reporting.workbook_cells import write_value
from rpa_scout.reporting.workbook_styles import BAR, LINE_HEIGHT, Styles
from rpa_scout.text import _

__all__ = [
    "Bar",
    "Column",
    "Table",
    "freeze_and_filter",
    "set_up_print",
    "write_heading",
    "write_table",
]

_A3: Final = 8
_MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.7, "bottom": 0.6}  # inches
_LONGEST_HEADER: Final = 80  # characters of a name; a header holds 255 in all


@dataclass(frozen=True, slots=True)
class Bar:
    """Data bars of a column.

    Attributes
    ----------
    low, high : float, optional
        Values at which a bar is empty and full; without them, of the column itself.
    color : str
        Colour of the bars.
    """

    low: float | None = None
    high: float | None = None
    color: str = BAR


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    heading : str
        What stands above it.
    width : float
        Width in characters.
    style : str
        Name of the cells' style.
    values : sequence of object
        The cells, top to bottom.
    band : str
        What stands above the headings of neighbouring columns.
    unit : str
        Unit of its numbers, shown below the heading.
    bar : Bar, optional
        Data bars.
    """

    heading: str
    width: float
    style: str
    values: Sequence[object]
    band: str = ""
    unit: str = ""
    bar: Bar | None = None

    @property
    def title(self) -> str:
        """Heading and unit."""
        unit = "\n" + _("({unit})").format(unit=self.unit) if self.unit else ""
        return self.heading + unit


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table stands in its sheet; rows and columns counted from 0.

    Attributes
    ----------
    heading_row : int
        Row of the headings; the bands stand above it.
    last_row, last_column : int
        The end of the cells.
    """

    heading_row: int
    last_row: int
    last_column: int

    @property
    def first_row(self) -> int:
        """First row of the cells."""
        return self.heading_row + 1


def write_heading(sheet: Worksheet, styles: Styles, title: str, notes: Sequence[str]) -> int:
    """Write a title and lines of notes; return the row below, counted from 0."""
    sheet.hide_gridlines(2)
    sheet.set_row(0, 1.6 * LINE_HEIGHT)
    sheet.write_string(0, 0, title, styles["title"])
    for row, note in enumerate(notes, 1):
        sheet.write_string(row, 0, note, styles["note"])
    return len(notes) + 1


def write_table(
    sheet: Worksheet,
    styles: Styles,
    columns: Sequence[Column],
    top: int,
    heading_lines: int = 3,
    *,
    widths: bool = True,
) -> Table:
    """Write a table.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    styles : Styles
        Formats of the workbook.
    columns : sequence of Column
        From left to right, all of the same length.
    top : int
        Row of the bands, counted from 0; the headings stand below.
    heading_lines : int, optional
        Lines of text that the headings need.
    widths : bool, optional
        Whether the columns' widths become those of the sheet.

    Returns
    -------
    Table
        Where it stands.
    """
    _write_bands(sheet, styles, columns, top)
    sheet.set_row(top + 1, heading_lines * LINE_HEIGHT)
    table = Table(top + 1, top + 1 + len(columns[0].values), len(columns) - 1)
    for place, column in enumerate(columns):
        if widths:
            sheet.set_column(place, place, column.width)
        sheet.write_string(table.heading_row, place, column.title, styles["head"])
        style = styles[column.style]
        for row, value in enumerate(column.values, table.first_row):
            write_value(sheet, row, place, value, style)
        if column.bar is not None and column.values:
            _add_bars(sheet, table, place, column.bar)
    return table


def _write_bands(sheet: Worksheet, styles: Styles, columns: Sequence[Column], row: int) -> None:
    first = 0
    for band, members in groupby(columns, key=lambda one: one.band):
        last = first + len(list(members)) - 1
        if last > first:
            sheet.merge_range(row, first, row, last, "", styles["band"])
        sheet.write_string(row, first, band, styles["band"])
        first = last + 1
    sheet.set_row(row, 1.3 * LINE_HEIGHT)


def _add_bars(sheet: Worksheet, table: Table, column: int, bar: Bar) -> None:
    rule: dict[str, object] = {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_color": bar.color,
        "bar_negative_color": "#E3B8A0",
    }
    if bar.low is not None:
        rule |= {"min_type": "num", "min_value": bar.low}
    if bar.high is not None:
        rule |= {"max_type": "num", "max_value": bar.high}
    sheet.conditional_format(table.first_row, column, table.last_row, column, rule)


def freeze_and_filter(sheet: Worksheet, table: Table, fixed_columns: int) -> None:
    """Keep the headings and first columns in sight, and give every column a filter."""
    sheet.freeze_panes(table.first_row, fixed_columns)
    last_row = max(table.last_row, table.first_row)
    sheet.autofilter(table.heading_row, 0, last_row, table.last_column)


def set_up_print(
    sheet: Worksheet,
    title: str,
    last_row: int,
    last_column: int,
    repeated: tuple[int, int] | None = None,
) -> None:
    """Set up printing on A3 across, as wide as the page, with page numbers.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    title : str
        Stands at the head of every page.
    last_row, last_column : int
        The end of what is printed, counted from 0.
    repeated : tuple of int, optional
        First and last row that every page repeats.
    """
    sheet.set_paper(_A3)
    sheet.set_landscape()
    sheet.set_margins(**_MARGINS)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last_row, last_column)
    if repeated is not None:
        sheet.repeat_rows(*repeated)
    head = title[:_LONGEST_HEADER].replace("&", "&&")
    sheet.set_header(f"&L{head}&R&A")
    sheet.set_footer("&C" + _("Page {page} of {pages}").format(page="&P", pages="&N"))
