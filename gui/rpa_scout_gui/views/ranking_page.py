"""候補順位: the ranking of tasks, and the explanation of the selected task."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from PySide6.QtWidgets import QLabel

from rpa_scout.assessment.assess import Assessment
from rpa_scout.text import _
from rpa_scout_gui.models.ranking_columns import ranking_columns
from rpa_scout_gui.models.ranking_rows import ARRAYS, decided_arrays, ranking_arrays
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.charts.task_map import TaskMap
from rpa_scout_gui.widgets.panels.decision_bar import DecisionBar
from rpa_scout_gui.widgets.panels.task_detail import TaskDetail
from rpa_scout_gui.widgets.tables.cell_delegates import (
    BreakEvenDelegate,
    DecisionDelegate,
    SavedDelegate,
    ScoreDelegate,
)
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.filter_bar import FilterBar
from rpa_scout_gui.widgets.two_columns import TwoColumns

__all__ = ["RankingPage"]

_SCALE_SHARE: Final = 0.9
_SIZES: Final = (690, 430)
_DETAIL_WIDTH: Final = 424
_FILTERED: Final = ("department", "means", "state", "not_candidate_because")


class RankingPage(Page):
    """The page of the ranking."""

    page_id = "ranking"
    filters: FilterBar

    def _build(self) -> None:
        columns = ranking_columns(self._session.policy)
        self.model = ColumnTableModel(columns, "task_id", self)
        self.model.set_arrays(_no_rows(self.model))
        self.table = DataTable(self.model, _("Ranking of the tasks"), self)
        self._set_delegates()
        self.filters = FilterBar(self.model, self.table, _FILTERED, self)
        self.calibration = QLabel(self)
        self.calibration.setWordWrap(True)
        self.calibration.hide()
        self.decisions = DecisionBar(self._session, self._actions, self)
        self.detail = TaskDetail(self._session, self._jobs, self)
        self.detail.setMinimumWidth(_DETAIL_WIDTH)
        self.map = TaskMap()
        self.detail.tabs.addTab(self.map, _("Map"))
        self._lay_out()
        self.table.keys_selected.connect(self._selected)
        self.map.tasks_framed.connect(self.table.select_keys)
        self._session.assessment_changed.connect(self._assess)
        self._session.decisions_changed.connect(self._decided)
        self._session.project_changed.connect(self.decisions.offer_years)
        self._assess()

    def _lay_out(self) -> None:
        columns = TwoColumns(self, _SIZES, right=self.detail)
        columns.setStretchFactor(0, 3)
        columns.setStretchFactor(1, 2)
        columns.left.addWidget(self.filters)
        columns.left.addWidget(self.table, 1)
        columns.left.addWidget(self.calibration)
        columns.left.addWidget(self.decisions)

    def _set_delegates(self) -> None:
        self._saved = SavedDelegate(self.table)
        drawn = {
            "score": ScoreDelegate(self.table),
            "saved_hours_per_year_p50": self._saved,
            "break_even_items_per_run": BreakEvenDelegate(self.table),
            "state": DecisionDelegate(self.table),
        }
        for position, column in enumerate(self.model.columns):
            if column.id in drawn:
                self.table.setItemDelegateForColumn(position, drawn[column.id])

    def show_task(self, task_id: str) -> None:
        """Select and show a task; clear the filters if they hide it."""
        if not self.model.rows_of([task_id]):
            self.filters.clear()
        self.table.select_keys([task_id])

    def _assess(self) -> None:
        assessment = self._session.assessment
        self._show_calibration(assessment)
        if assessment is None:
            self._jobs.cancel("ranking rows")
            self._fill(_no_rows(self.model))
            return
        self._jobs.run(
            "ranking rows",
            lambda _progress: ranking_arrays(assessment),
            lambda arrays: self._fill(self._with_decisions(arrays, assessment)),
            title=_("Showing the ranking"),
        )

    def _show_calibration(self, assessment: Assessment | None) -> None:
        """Show how the city's own actuals changed the estimates, if there are any."""
        applies = assessment is not None and assessment.calibration.has_actuals
        sentence = assessment.calibration.sentence() if assessment is not None else ""
        self.calibration.setText(sentence if applies else "")
        self.calibration.setVisible(applies)

    def _with_decisions(self, arrays: dict[str, Any], assessment: Assessment) -> dict[str, Any]:
        self._scale(assessment)
        return arrays | self._decided_arrays(arrays["task_id"])

    def _decided_arrays(self, task_ids: np.ndarray[Any, Any]) -> dict[str, Any]:
        return decided_arrays(task_ids.tolist(), self._session.decisions)

    def _fill(self, arrays: dict[str, Any]) -> None:
        self.model.set_arrays(arrays)
        self.filters.offer_values()
        self._draw_map()
        if self.model.rowCount() and not self.table.selected_keys():
            self.table.selectRow(0)

    def _scale(self, assessment: Assessment) -> None:
        savings = assessment.savings
        has_savings = ~np.isnan(savings.p50)
        if not has_savings.any():
            return
        low = float(np.quantile(savings.p10[has_savings], 1.0 - _SCALE_SHARE))
        high = float(np.quantile(savings.p90[has_savings], _SCALE_SHARE))
        self._saved.set_scale(min(low, 0.0), high)

    def _decided(self, _tasks: list[str]) -> None:
        if self.model.count:
            for name, values in self._decided_arrays(self.model.array("task_id")).items():
                self.model.update_array(name, values)
            self.filters.offer_values()
            self._draw_map()
        self.detail.refresh_decisions()

    def _draw_map(self) -> None:
        array = self.model.array
        self.map.show_tasks(
            array("task_id"),
            array("score"),
            array("saved_hours_per_year_p50"),
            array("build_hours"),
            array("state").tolist(),
        )

    def _selected(self, tasks: list[str]) -> None:
        self.decisions.choose(tasks)
        self.map.select(tasks)
        chosen = self.table.current_key() if len(tasks) > 1 else next(iter(tasks), None)
        self.detail.show_task(None if chosen is None else str(chosen))


def _no_rows(model: ColumnTableModel) -> dict[str, Any]:
    numbers = {column.id for column in model.columns if column.is_number}
    names = {model.key, "by_hand_faster", "not_candidate_sentence", *ARRAYS}
    return {name: np.empty(0, np.float64 if name in numbers else object) for name in names}
