"""Workbooks from templates that a city edits in Excel: values go into named cells.

A name such as ``件名`` is one cell. A name such as ``一覧`` is the row, or the rows, that repeat
for every line of a list; ``一覧.業務名`` is a cell among them. Names of the city's own stay as they
are, and a value whose name the city has removed is not shown.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.chart import BarChart
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.utils import (
    absolute_coordinate,
    get_column_letter,
    quote_sheetname,
    range_boundaries,
)
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rpa_scout.documents.filling.excel_heights import fit_heights
from rpa_scout.documents.filling.excel_rows import repeat_rows
from rpa_scout.documents.filling.native_charts import DATA_SHEET, NativeChart
from rpa_scout.documents.filling.plain_text import document_text
from rpa_scout.errors import InputError, Remedy
from rpa_scout.output import RESULT_PROPERTY
from rpa_scout.provenance import creation_time
from rpa_scout.text import N_

Value = str | float | None

_LIST_MARK: Final = "."


@dataclass(frozen=True)
class SheetContent:
    """What goes into the named cells of a sheet: values, lists of lines, charts."""

    values: Mapping[str, Value] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    charts: Mapping[str, NativeChart] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _NamedRange:
    name: str
    sheet: str
    cells: CellRange


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """The cells of a list's column, from its first line on."""

    sheet: Worksheet
    column: int
    first_row: int

    def column_of(self, count: int, after: int = 0) -> str:
        """Return the cells of so many lines, the first ones left out."""
        letter, first = get_column_letter(self.column), self.first_row + after
        return f"{letter}{first}:{letter}{first + count - 1}"

    def offer(self, choices: Iterable[str], count: int) -> None:
        """Let so many lines be chosen from a short list."""
        rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"')
        self.sheet.add_data_validation(rule)
        rule.add(self.column_of(count))

    def hide(self) -> None:
        """Hide the column of the sheet."""
        columns = self.sheet.column_dimensions
        for shared in [*columns.values()]:
            # Excel saves equal neighbours as one entry, and takes overlapping ones for damage.
            if shared.min and shared.max and shared.min <= self.column <= shared.max:
                for number in range(shared.min, shared.max + 1):
                    part = copy(shared)
                    part.index, part.min, part.max = get_column_letter(number), number, number
                    columns[part.index] = part
        columns[get_column_letter(self.column)].hidden = True


class ExcelTemplate:
    """A template: its workbook and its named cells."""

    def __init__(self, path: Path) -> None:
        try:
            self.workbook: Workbook = load_workbook(path)
        except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
            raise InputError(
                N_("{path} cannot be opened as an Excel template (.xlsx)."), path=path
            ) from error
        self._path = path
        # openpyxl writes whiskers in an order that Excel takes for damage, and leaves out fonts:
        # it places empty charts, whose parts are replaced when the workbook has been saved.
        self._charts: list[tuple[BarChart, bytes]] = []
        self._ranges = [*_named_ranges(self.workbook)]

    def check_names(self, wanted: Iterable[str]) -> None:
        """Refuse a workbook that has none of the names: it is no template of this document."""
        names = [*wanted]
        if not {named.name for named in self._ranges} & {*names}:
            raise InputError(
                N_(
                    "{path} has none of the named cells of this document. They are: {names}. "
                    "Start from the template that comes with the program."
                ),
                path=self._path,
                names="、".join(names),
            ).helped_by(Remedy.WRITE_THE_TEMPLATE)

    def sheet_of(self, name: str) -> Worksheet | None:
        """Return the sheet that holds a named cell; None where the name is missing."""
        for named in self._ranges:
            if named.name == name:
                return self.workbook[named.sheet]
        return None

    def cells_of(self, name: str) -> NamedColumn | None:
        """Return where a column of a list begins now; None where the name is missing."""
        return named_columns(self.workbook).get(name)

    def copy_of(self, sheet: Worksheet, title: str) -> Worksheet:
        """Return a copy of a sheet of the template, with its print set-up."""
        copied = self.workbook.copy_worksheet(sheet)
        copied.title = title
        copied.HeaderFooter = copy(sheet.HeaderFooter)
        copied.sheet_view.showGridLines = sheet.sheet_view.showGridLines
        if sheet.print_area:
            copied.print_area = sheet.print_area.split("!")[-1].replace("$", "")
        return copied

    def rename(self, sheet: Worksheet, title: str) -> None:
        """Rename a sheet; names of its cells follow."""
        before = quote_sheetname(sheet.title)
        sheet.title = title
        for defined in self.workbook.defined_names.values():
            if defined.attr_text and defined.attr_text.startswith(f"{before}!"):
                defined.attr_text = quote_sheetname(title) + defined.attr_text[len(before) :]

    def fill_all(self, content: SheetContent) -> None:
        """Fill the named cells of all sheets; refuse a workbook that has none of them."""
        self.check_names([*content.values, *content.lists, *content.charts])
        for sheet in [*self.workbook.worksheets]:
            self.fill(content, sheet.title)

    def fill(self, content: SheetContent, of_sheet: str, into: Worksheet | None = None) -> None:
        """Fill the named cells of a sheet, or the same cells of its copy."""
        sheet = self.workbook[of_sheet] if into is None else into
        ranges = {
            named.name: CellRange(named.cells.coord)
            for named in self._ranges
            if named.sheet == of_sheet
        }
        for name, value in content.values.items():
            if name in ranges:
                _put(sheet, ranges[name].min_row, ranges[name].min_col, value)
        # From below, so that the rows of the lists above stay where their names say.
        lists = [name for name in content.lists if name in ranges]
        for name in sorted(lists, key=lambda name: -ranges[name].min_row):
            columns = {
                column.removeprefix(name + _LIST_MARK): cells
                for column, cells in ranges.items()
                if column.startswith(name + _LIST_MARK)
            }
            first, after = ranges[name].min_row, ranges[name].max_row
            added = _fill_list(sheet, ranges[name], columns, content.lists[name])
            for cells in ranges.values():
                if cells.min_row > after and added:
                    cells.shift(row_shift=added)
                elif cells.min_row < first and cells.max_row >= after:
                    cells.expand(down=added)
        for name, chart in content.charts.items():
            if name in ranges:
                self._place(sheet, chart, ranges[name])
        if into is None:
            self._move_names(of_sheet, ranges)
        fit_heights(sheet)

    def _move_names(self, title: str, ranges: Mapping[str, CellRange]) -> None:
        """Keep the names on their cells, which lists have moved down."""
        for named in self._ranges:
            if named.sheet == title and named.cells.coord != ranges[named.name].coord:
                of_sheet = self.workbook[title].defined_names
                defined = of_sheet.get(named.name) or self.workbook.defined_names[named.name]
                cells = absolute_coordinate(ranges[named.name].coord)
                defined.attr_text = f"{quote_sheetname(title)}!{cells}"

    def _place(self, sheet: Worksheet, chart: NativeChart, cells: CellRange) -> None:
        """Put a chart over a range of cells, and its data below those of the charts before."""
        if DATA_SHEET not in self.workbook.sheetnames:
            # Hidden, or it would be printed with the pages; Excel shows it on request.
            self.workbook.create_sheet(DATA_SHEET).sheet_state = "hidden"
        data = self.workbook[DATA_SHEET]
        placed = replace(chart, first_row=data.max_row + 1 if data.max_row > 1 else 0)
        for row, values in enumerate(placed.data_rows, start=placed.first_row + 1):
            for column, value in enumerate(values, start=1):
                _put(data, row, column, value)
                data.cell(row, column).number_format = "#,##0.0"
        drawn = BarChart()
        over: Any = TwoCellAnchor(
            editAs="oneCell",
            _from=AnchorMarker(col=cells.min_col - 1, row=cells.min_row - 1),
            to=AnchorMarker(col=cells.max_col, row=cells.max_row),
        )
        drawn.anchor = over
        sheet.add_chart(drawn)
        self._charts.append((drawn, placed.xml_for_excel))

    def content(self, title: str, kind: str) -> bytes:
        """Return the filled workbook; its property keeps it from being read as a survey."""
        from openpyxl.packaging.custom import StringProperty

        properties = self.workbook.properties
        properties.title, properties.created = title, creation_time().replace(tzinfo=None)
        properties.modified = properties.created
        whole: Any = self.workbook  # The stubs do not know the custom properties.
        custom = whole.custom_doc_props
        if RESULT_PROPERTY not in custom.names:
            custom.append(StringProperty(name=RESULT_PROPERTY, value=kind))
        target = io.BytesIO()
        self.workbook.save(target)
        parts = {chart.path.removeprefix("/"): xml for chart, xml in self._charts}
        return _with_parts(target, parts) if parts else target.getvalue()


def named_columns(workbook: Workbook) -> dict[str, NamedColumn]:
    """Return the first cell of every named range, by its name."""
    return {
        named.name: NamedColumn(workbook[named.sheet], named.cells.min_col, named.cells.min_row)
        for named in _named_ranges(workbook)
    }


def _named_ranges(workbook: Workbook) -> Iterable[_NamedRange]:
    for sheet in workbook.worksheets:
        for name, defined in (*workbook.defined_names.items(), *sheet.defined_names.items()):
            for title, coordinates in defined.destinations:
                if title != sheet.title or not coordinates:
                    continue
                cells = coordinates.replace("$", "")
                # A name may also stand for whole rows or columns, such as 1:3.
                if None not in range_boundaries(cells):
                    yield _NamedRange(name, title, CellRange(cells))


def _with_parts(package: io.BytesIO, parts: Mapping[str, bytes]) -> bytes:
    """Return a package with some of its parts replaced."""
    target = io.BytesIO()
    with ZipFile(package) as before, ZipFile(target, "w", ZIP_DEFLATED) as after:
        for entry in before.infolist():
            after.writestr(entry, parts.get(entry.filename) or before.read(entry))
    return target.getvalue()


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    """Write a value; a text that begins with "=" stays a text."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = document_text(value)
        if value:
            cell.data_type = "s"
    elif value is None or not math.isfinite(value):
        cell.value = None
    else:
        cell.value = value


def _fill_list(
    sheet: Worksheet,
    block: CellRange,
    columns: Mapping[str, CellRange],
    lines: Sequence[Mapping[str, Value]],
) -> int:
    """Fill a line of a list into each copy of its rows; return the number of added rows."""
    height = block.max_row - block.min_row + 1
    times = max(len(lines), 1)
    repeat_rows(sheet, block.min_row, height, times)
    blank: Mapping[str, Value] = dict.fromkeys(columns)
    for number, line in enumerate(lines or [blank]):
        for name, cells in columns.items():
            if name in line or not lines:
                row = cells.min_row + number * height
                _put(sheet, row, cells.min_col, line.get(name))
    return (times - 1) * height
