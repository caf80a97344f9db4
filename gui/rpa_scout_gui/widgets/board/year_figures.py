"""The plan in sentences, and its figures by fiscal year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rpa_scout.planning.result import FiscalPlan
from rpa_scout.text import _
from rpa_scout_gui.models.plan_rows import PLAN_YEAR_COLUMNS, no_rows, year_arrays
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.widgets.tables.data_table import DataTable


class YearFigures(QWidget):
    """Sentences above a table of years."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sentences = QLabel(self)
        self.sentences.setTextFormat(Qt.TextFormat.PlainText)
        self.sentences.setWordWrap(True)
        self.years = ColumnTableModel(PLAN_YEAR_COLUMNS, "fiscal_year", self)
        self.table = DataTable(self.years, _("Plan by fiscal year"), self)
        column = QVBoxLayout(self)
        column.addWidget(self.sentences)
        column.addWidget(self.table, 1)

    def show_plan(self, plan: FiscalPlan | None, sentences: Sequence[str]) -> None:
        """Show a plan; None empties the table."""
        self.sentences.setText("\n".join(sentences))
        rows = no_rows(PLAN_YEAR_COLUMNS, "fiscal_year") if plan is None else year_arrays(plan)
        self.years.set_arrays(rows)
