"""目標: live, adopted and still needed work by fiscal year."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout

from rpa_scout.fiscal_target.target import FiscalTarget
from rpa_scout.text import _
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.models.year_rows import YEAR_COLUMNS, year_arrays
from rpa_scout_gui.project_changes import RANKED, Part
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.charts.first_k import FirstCandidates
from rpa_scout_gui.widgets.charts.path_chart import PathChart
from rpa_scout_gui.widgets.headings import subheading
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.stretched_column import EvenColumns
from rpa_scout_gui.widgets.two_columns import TwoColumns

_SIZES: Final = (680, 440)
_TABLE_ROWS: Final = 8


class TargetsPage(Page):
    """The page of the plan's targets."""

    page_id = "targets"
    shows = RANKED | frozenset[Part]({"project", "figures", "assessment"})

    def _build(self) -> None:
        self.model = ColumnTableModel(YEAR_COLUMNS, "fiscal_year", self)
        self.table = DataTable(self.model, _("Targets by fiscal year"), self, is_sortable=False)
        self.table.fitting = EvenColumns(self.table)
        self.hours = PathChart(_("Hours saved by fiscal year"), _("Hours a year"), self)
        self.tasks = PathChart(_("Tasks in use by fiscal year"), _("Tasks"), self)
        self.first = FirstCandidates(self._jobs, self)
        self._unplanned = PlainLabel(self)
        self._unplanned.setWordWrap(True)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        columns = TwoColumns(self, _SIZES)
        charts = QHBoxLayout()
        charts.addWidget(self.hours, 1)
        charts.addWidget(self.tasks, 1)
        columns.left.addLayout(charts, 1)
        columns.left.addWidget(self._unplanned)
        columns.left.addWidget(self.table)
        rows = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(
            rows * _TABLE_ROWS + self.table.horizontalHeader().sizeHint().height()
        )
        columns.right.addWidget(subheading(_("How many of the ranking would do"), self))
        columns.right.addWidget(self.first, 1)

    def refresh(self) -> None:
        """Read the targets of the project again."""
        if self._session.project is None:
            self.first.show_target(None)
            return
        self._jobs.run("targets", lambda _progress: self._session.target(), self._show)

    def _show(self, target: FiscalTarget | None) -> None:
        if target is None:
            return
        self.model.set_arrays(year_arrays(target))
        years = [outlook.fiscal_year for outlook in target.years]
        for figure, chart in (("hours", self.hours), ("tasks", self.tasks)):
            expected = [outlook.figure(figure) for outlook in target.years]
            chart.show_path(years, expected, target.targets.of_figure(figure))
        self.first.show_target(target.ahead)
        count = len(target.unplanned.tasks)
        sentence = _(
            "{count:,} adopted tasks have no year yet ({hours:,.0f} hours a year, p50); they count "
            "in the goals' year alone."
        )
        hours = float(target.unplanned.hours.p50)
        self._unplanned.setText(sentence.format(count=count, hours=hours))
        self._unplanned.setVisible(count > 0)
