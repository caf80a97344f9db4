"""Charts that Word and Excel draw themselves: sharp at any size, and a city can restyle them.

Word shows pictures in EMF or SVG differently from version to version, and a bitmap is blurred on a
poster or large in a mail. A DrawingML chart is drawn by the program that prints it. XlsxWriter
writes its XML, once for both programs.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Final
from zipfile import ZipFile

from lxml import etree
from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.utility import quote_sheetname, xl_range_abs

_C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WHISKERS: Final = ("控えめまで", "多めまで")
_FONT: Final = "BIZ UDPゴシック"
DATA_SHEET: Final = "図のデータ"
_TEXT: Final = {"name": _FONT, "size": 9, "color": "#000000"}
_PIXELS_PER_CENTIMETRE: Final = 96 / 2.54


@dataclass(frozen=True, slots=True)
class Series:
    """A series of a chart; None is no bar."""

    name: str
    values: Sequence[float | None]
    color: str
    # Lower and upper ends of whiskers on top of the bars.
    whiskers: tuple[Sequence[float], Sequence[float]] | None = None
    is_line: bool = False
    is_hidden: bool = False  # Holds the bars above it up, as in a waterfall


@dataclass(frozen=True)
class Bars:
    """What a chart of stacked bars shows."""

    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str
    is_horizontal: bool = False
    has_legend: bool = True
    has_title: bool = True
    axis_end: float | None = None


@dataclass(frozen=True)
class NativeChart:
    """A chart with its data, for a Word document or a sheet."""

    bars: Bars
    width_cm: float
    height_cm: float
    first_row: int = 0  # Row of the sheet with the data where its own begin
    WORKBOOK_RELATION: ClassVar[str] = "rId1"

    @property
    def title(self) -> str:
        """Title, also read out by screen readers."""
        return self.bars.title

    @cached_property
    def workbook(self) -> bytes:
        """Workbook with the data, which Word opens when somebody edits them."""
        return self._written(with_chart=False)

    @cached_property
    def xml_for_word(self) -> bytes:
        """The chart part of a Word document."""
        root = etree.fromstring(self.xml_for_excel)
        for element in root.findall(f"{{{_C}}}printSettings"):
            root.remove(element)
        data = etree.SubElement(root, f"{{{_C}}}externalData")
        data.set(f"{{{_R}}}id", self.WORKBOOK_RELATION)
        etree.SubElement(data, f"{{{_C}}}autoUpdate").set("val", "0")
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    @property
    def data_rows(self) -> list[list[str | float | None]]:
        """The rows of its data, the heading first."""
        heading = ["", *(series.name for series in self.bars.series)]
        columns = [series.values for series in self.bars.series]
        for series in self.bars.series:
            if series.whiskers is not None:
                heading += _WHISKERS
                columns += series.whiskers
        rows = [[name, *cells] for name, *cells in zip(self.bars.categories, *columns, strict=True)]
        return [heading, *rows]

    @cached_property
    def xml_for_excel(self) -> bytes:
        """The chart part of a workbook with a sheet of the data."""
        with ZipFile(io.BytesIO(self._written(with_chart=True))) as package:
            return package.read("xl/charts/chart1.xml")

    def _written(self, *, with_chart: bool) -> bytes:
        target = io.BytesIO()
        with Workbook(target, {"in_memory": True}) as workbook:
            sheet = workbook.add_worksheet(DATA_SHEET)
            for row, cells in enumerate(self.data_rows, start=self.first_row):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif cell is not None:
                        sheet.write_number(row, column, cell)
            if with_chart:
                chart = _chart(workbook, self.bars, self.first_row)
                chart.set_size(
                    {
                        "width": round(self.width_cm * _PIXELS_PER_CENTIMETRE),
                        "height": round(self.height_cm * _PIXELS_PER_CENTIMETRE),
                    }
                )
                sheet.insert_chart(0, len(self.bars.series) + 2, chart)
        return target.getvalue()


def _chart(workbook: Workbook, bars: Bars, first_row: int) -> Chart:
    kind = "bar" if bars.is_horizontal else "column"
    chart = workbook.add_chart({"type": kind, "subtype": "stacked"})
    lines = workbook.add_chart({"type": "line"})
    hidden = [number for number, series in enumerate(bars.series) if series.is_hidden]
    for column, series in enumerate(bars.series, start=1):
        target = lines if series.is_line else chart
        rows = (first_row + 1, first_row + len(bars.categories))
        target.add_series(_options(series, column, rows, len(bars.series) + 1))
    if any(series.is_line for series in bars.series):
        chart.combine(lines)
    title = {"name": bars.title, "name_font": {**_TEXT, "size": 10, "bold": True}}
    chart.set_title(title if bars.has_title else {"none": True})
    axis = {
        "num_font": _TEXT,
        "line": {"color": "#7F7F7F"},
        "major_tick_mark": "outside",
        "minor_tick_mark": "none",
    }
    values = axis | {
        "num_format": "#,##0",
        "name": bars.unit or None,
        "min": None if bars.axis_end is None else 0,
        "max": bars.axis_end,
        "name_font": {**_TEXT, "bold": False},
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}},
    }
    categories = axis | {"reverse": bars.is_horizontal, "label_position": "low"}
    if bars.is_horizontal:
        # LibreOffice leaves out every second name unless the file says 0 degrees.
        categories |= {"interval_unit": 1, "num_font": _TEXT | {"rotation": 0}}
        # Reversed categories carry the axis of values to the top; this brings it back down.
        values |= {"label_position": "high"}
    # XlsxWriter names the axes as they lie on the page.
    horizontal, vertical = (values, categories) if bars.is_horizontal else (categories, values)
    chart.set_x_axis(horizontal)
    chart.set_y_axis(vertical)
    chart.set_legend(
        {"position": "bottom", "font": _TEXT, "delete_series": hidden}
        if bars.has_legend
        else {"none": True}
    )
    chart.set_chartarea({"border": {"none": True}})
    return chart


def _options(
    series: Series, column: int, rows: tuple[int, int], whisker_column: int
) -> Mapping[str, Any]:
    first, last = rows
    options: dict[str, Any] = {
        "name": [DATA_SHEET, first - 1, column],
        "categories": [DATA_SHEET, first, 0, last, 0],
        "values": [DATA_SHEET, first, column, last, column],
    }
    if series.is_line:
        line = {"color": series.color, "width": 2.0, "dash_type": "dash"}
        options |= {"line": line, "marker": {"type": "none"}}
    elif series.is_hidden:
        options |= {"fill": {"none": True}, "border": {"none": True}, "gap": 60}
    else:
        fill = {"color": series.color}
        options |= {"fill": fill, "border": {"color": "#595959", "width": 0.5}, "gap": 60}
    if series.whiskers is not None:
        minus, plus = series.whiskers
        # Ranges of the sheet, not numbers: LibreOffice draws no whiskers from numbers.
        options["y_error_bars"] = {
            "type": "custom",
            "minus_values": _cells(first, last, whisker_column),
            "minus_data": [*minus],
            "plus_values": _cells(first, last, whisker_column + 1),
            "plus_data": [*plus],
            "line": {"color": "#000000", "width": 1.0},
        }
    return options


def _cells(first: int, last: int, column: int) -> str:
    cells = xl_range_abs(first, column, last, column)
    return f"={quote_sheetname(DATA_SHEET)}!{cells}"
