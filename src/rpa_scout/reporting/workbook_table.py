"""Tables of a workbook: bands, headings, cells, bars, filter and frozen panes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import Final

from xlsxwriter.worksheet import Worksheet

from rpa_scout.reporting.workbook_cells import lines_needed, write_value
from rpa_scout.reporting.workbook_printing import first_columns_of_pages, set_up_print
from rpa_scout.reporting.workbook_styles import BAR, LINE_HEIGHT, NEGATIVE_BAR, WRAPPED, Styles
from rpa_scout.text import _

_AIR: Final = 4.0  # points above and below the text of a row, together
_HEADING_ROOM: Final = 2.0  # half-width characters that a centred heading has more than a cell
_MOST_LINES: Final = 26  # Excel's rows are at most 409 points high


@dataclass(frozen=True, slots=True)
class Bar:
    """Data bars of a column."""

    # Values of an empty and a full bar; by default the column's own extremes.
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    heading: str
    width: float  # half-width characters
    style: str  # name of a style
    values: Sequence[object]  # top to bottom
    band: str = ""  # common heading above adjacent columns
    unit: str = ""  # shown below the heading
    bar: Bar | None = None
    span: int = 1  # number of merged sheet columns

    @property
    def title(self) -> str:
        """Heading and unit."""
        unit = "\n" + _("({unit})").format(unit=self.unit) if self.unit else ""
        return self.heading + unit


@dataclass(frozen=True, slots=True)
class Table:
    """Position of a table in its sheet; rows and columns count from 0."""

    top: int  # row of the bands, or of the headings without bands
    heading_row: int
    # Last row and column of the cells.
    last_row: int
    last_column: int
    points: float  # height of all its rows

    @property
    def first_row(self) -> int:
        """First row of the cells."""
        return self.heading_row + 1


def first_table_row(notes: Sequence[str], *, bands: bool = False) -> int:
    """Return the row of a sheet's first task, counted from 0, before the table is written."""
    return _rows_of_heading(notes) + 1 + bands


def _rows_of_heading(notes: Sequence[str]) -> int:
    return len(notes) + 2


def write_heading(sheet: Worksheet, styles: Styles, title: str, notes: Sequence[str]) -> int:
    """Write a title and lines of notes at the top of a sheet."""
    sheet.hide_gridlines(2)
    sheet.set_row(0, 1.6 * LINE_HEIGHT)
    sheet.write_string(0, 0, title, styles["title"])
    for row, note in enumerate(notes, 1):
        sheet.write_string(row, 0, note, styles["note"])
    sheet.set_row(len(notes) + 1, LINE_HEIGHT / 2)
    return _rows_of_heading(notes)


def write_paragraphs(
    sheet: Worksheet,
    styles: Styles,
    row: int,
    sentences: Sequence[str],
    widths: Sequence[float],
) -> int:
    """Write sentences over the whole width of a sheet's columns; return the last row."""
    for sentence in sentences:
        sheet.merge_range(row, 0, row, len(widths) - 1, sentence, styles["paragraph"])
        sheet.set_row(row, lines_needed(sentence, sum(widths)) * LINE_HEIGHT + _AIR)
        row += 1
    return row - 1


def write_table(
    sheet: Worksheet, styles: Styles, columns: Sequence[Column], top: int, fixed_columns: int = 0
) -> Table:
    """Write a table, starting at the first column of the sheet."""
    heading_row = top + 1 if any(column.band for column in columns) else top
    firsts = [0, *accumulate(column.span for column in columns)]
    band_height = 0.0
    if heading_row > top:
        band_height = _write_bands(sheet, styles, columns, fixed_columns, top)
    lines = [max(lines_needed(column.title, column.width + _HEADING_ROOM) for column in columns)]
    lines += _lines_of_rows(columns)
    heights = [min(needed, _MOST_LINES) * LINE_HEIGHT + _AIR for needed in lines]
    for row, height in enumerate(heights, heading_row):
        sheet.set_row(row, height)
    last_row = heading_row + len(columns[0].values)
    table = Table(top, heading_row, last_row, firsts[-1] - 1, band_height + sum(heights))
    for column, first in zip(columns, firsts, strict=False):
        _write_column(sheet, styles, column, first, table)
    return table


def _lines_of_rows(columns: Sequence[Column]) -> list[int]:
    lines = [1] * len(columns[0].values)
    for column in columns:
        if column.style in WRAPPED:
            for row, value in enumerate(column.values):
                needed = lines_needed(value, column.width) if isinstance(value, str) else 1
                lines[row] = max(lines[row], needed)
    return lines


def _write_column(
    sheet: Worksheet, styles: Styles, column: Column, first: int, table: Table
) -> None:
    last, style = first + column.span - 1, styles[column.style]
    if column.span == 1:
        sheet.set_column(first, first, column.width)
    else:
        sheet.merge_range(table.heading_row, first, table.heading_row, last, "", styles["head"])
        for row in range(table.first_row, table.last_row + 1):
            sheet.merge_range(row, first, row, last, "", style)
    sheet.write_string(table.heading_row, first, column.title, styles["head"])
    for row, value in enumerate(column.values, table.first_row):
        write_value(sheet, row, first, value, style)
    if column.bar is not None and column.values:
        _add_bars(sheet, table, first, column.bar)


def _write_bands(
    sheet: Worksheet, styles: Styles, columns: Sequence[Column], fixed_columns: int, row: int
) -> float:
    """Write the bands, each on every page it goes over; return the height of their row."""
    firsts = [0, *accumulate(column.span for column in columns)]
    pages = _first_columns_of_pages(columns, fixed_columns)
    lines, position = 1, 0
    parts = groupby(
        enumerate(columns), key=lambda entry: (entry[1].band, bisect_right(pages, entry[0]))
    )
    for (band, _page), group in parts:
        members = [column for _number, column in group]
        first, last = firsts[position], firsts[position + len(members)] - 1
        if last > first:
            sheet.merge_range(row, first, row, last, "", styles["band"])
        sheet.write_string(row, first, band, styles["band"])
        lines = max(lines, lines_needed(band, sum(column.width for column in members)))
        position += len(members)
    height = lines * LINE_HEIGHT + _AIR
    sheet.set_row(row, height)
    return height


def _first_columns_of_pages(columns: Sequence[Column], fixed_columns: int) -> list[int]:
    starts = [n for n, (a, b) in enumerate(pairwise(columns), 1) if a.band != b.band]
    widths = [column.width * column.span for column in columns]
    return first_columns_of_pages(widths, fixed_columns, starts)


def _add_bars(sheet: Worksheet, table: Table, column: int, bar: Bar) -> None:
    rule: dict[str, object] = {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_color": BAR,
        "bar_negative_color": NEGATIVE_BAR,
    }
    if bar.low is not None:
        rule |= {"min_type": "num", "min_value": bar.low}
    if bar.high is not None:
        rule |= {"max_type": "num", "max_value": bar.high}
    sheet.conditional_format(table.first_row, column, table.last_row, column, rule)


def write_table_sheet(
    sheet: Worksheet,
    styles: Styles,
    heading: tuple[str, Sequence[str]],
    columns: Sequence[Column],
    fixed_columns: int,
    printed_elsewhere: str = "",
) -> None:
    """Write a sheet with one table, with filter, frozen panes and print set-up."""
    title, notes = heading
    top = write_heading(sheet, styles, title, notes)
    table = write_table(sheet, styles, columns, top, fixed_columns)
    finish_table_sheet(sheet, title, table, columns, fixed_columns, printed_elsewhere)


def finish_table_sheet(
    sheet: Worksheet,
    title: str,
    table: Table,
    columns: Sequence[Column],
    fixed_columns: int,
    printed_elsewhere: str = "",
) -> None:
    """Freeze headings and first columns, add filters, and set up the print.

    Of a table that has a sheet for print, `printed_elsewhere`, only the first columns are
    printed, one page wide; the header names that sheet.
    """
    freeze_and_filter(sheet, table, fixed_columns)
    repeated = (table.top, table.heading_row)
    pages, last_column = _first_columns_of_pages(columns, fixed_columns), table.last_column
    if pages and printed_elsewhere:
        last_column = pages[0] - 1
        title = _("Sheet “{sheet}” is made for printing; the first columns of: {title}").format(
            sheet=printed_elsewhere, title=title
        )
    set_up_print(sheet, title, table.last_row, last_column, repeated, pages, fixed_columns)


def freeze_and_filter(sheet: Worksheet, table: Table, fixed_columns: int) -> None:
    """Freeze the headings and first columns, and add filters."""
    sheet.freeze_panes(table.first_row, fixed_columns)
    last_row = max(table.last_row, table.first_row)
    sheet.autofilter(table.heading_row, 0, last_row, table.last_column)
