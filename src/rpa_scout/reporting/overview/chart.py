"""The chart of the targets: sum of hours saved by the first candidates, and the gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from rpa_scout.reporting.workbook_styles import CHART
from rpa_scout.reporting.workbook_table import Table
from rpa_scout.text import _

CHART_ROWS: Final = 22
_ROW_PIXELS: Final = 20
_WIDTH: Final = 1050  # pixels; the columns of the overview are 1,103 wide in Excel
_NUMBER, _P10, _P50, _P90, _GAP = 0, 5, 6, 7, 8  # columns of the table of sums


@dataclass(frozen=True, slots=True)
class ChartedSums:
    """The table of sums that charts draw."""

    sheet: str
    table: Table
    has_goal: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is no candidate to draw."""
        return self.table.last_row < self.table.first_row

    def column(self, number: int) -> list[object]:
        """Return a column as a chart's range."""
        return [self.sheet, self.table.first_row, number, self.table.last_row, number]


def add_chart(workbook: Workbook, sheet: Worksheet, sums: ChartedSums, row: int) -> None:
    """Draw the sums and the gap as lines; nothing where there is no candidate."""
    if sums.is_empty:
        return
    chart = workbook.add_chart({"type": "line"})
    names = {
        "high": (_("p90: reached in one of ten cases"), _P90),
        "middle": (_("p50: reached in one of two cases"), _P50),
        "low": (_("p10: nine cases in ten"), _P10),
    }
    if sums.has_goal:
        names["goal"] = _("gap to the goal"), _GAP
    for line, (name, column) in names.items():
        chart.add_series(
            {
                "name": name,
                "categories": sums.column(_NUMBER),
                "values": sums.column(column),
                "line": CHART[line],
            }
        )
    _set_axes(chart, sums.table)
    chart.set_size({"width": _WIDTH, "height": (CHART_ROWS - 1) * _ROW_PIXELS})
    what = _("Hours saved by the first candidates together (p10, p50, p90) against the gap.")
    options = {"x_offset": 6, "y_offset": 6, "object_position": 2, "description": what}
    sheet.insert_chart(row, 0, chart, options)


def _set_axes(chart: Chart, table: Table) -> None:
    font = {"name": CHART["font"], "size": 10, "bold": False}
    count = table.last_row - table.first_row + 1
    step = max(count // 20, 1)
    chart.set_x_axis(
        {
            "name": _("number of candidates adopted, from the top of the ranking"),
            "name_font": font,
            "num_font": font,
            "interval_unit": step,
            "interval_tick": step,
        }
    )
    chart.set_y_axis(
        {
            "name": _("hours saved a year"),
            "name_font": font,
            "num_font": font,
            "num_format": "#,##0",
            "major_gridlines": {"visible": True, "line": CHART["grid"]},
        }
    )
    chart.set_legend({"position": "top", "font": font})
