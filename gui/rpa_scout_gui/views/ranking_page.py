"""候補順位: the ranking of tasks, and the explanation of the selected task."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent

from rpa_scout.assessment.assess import Assessment
from rpa_scout.assessment.remarks import CONTESTED
from rpa_scout.text import _
from rpa_scout_gui.models.ahead import Ahead, ahead_of, selection_text
from rpa_scout_gui.models.filters import AnyOf
from rpa_scout_gui.models.ranking_columns import ranking_columns
from rpa_scout_gui.models.ranking_rows import (
    ARRAYS,
    MARKS,
    OVERRIDDEN,
    ROBUSTNESS_ARRAYS,
    decided_arrays,
    mark_arrays,
    ranking_arrays,
    robustness_arrays,
)
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.page_state import KeptPage
from rpa_scout_gui.project_changes import RANKED, Part
from rpa_scout_gui.ranking_analyses import RankingAnalyses
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.charts.task_map import TaskMap
from rpa_scout_gui.widgets.panels.answer_line import AnswerLine
from rpa_scout_gui.widgets.panels.decision_bar import DecisionBar
from rpa_scout_gui.widgets.panels.robustness_line import RobustnessLine
from rpa_scout_gui.widgets.panels.task_detail import TaskDetail
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.cell_delegates import (
    BreakEvenDelegate,
    DecisionDelegate,
    SavedDelegate,
    ScoreDelegate,
)
from rpa_scout_gui.widgets.tables.cut_band import CutBand
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.tables.filter_bar import FilterBar
from rpa_scout_gui.widgets.two_columns import TwoColumns

_SIZES: Final = (690, 430)
_DETAIL_WIDTH: Final = 424
_NAME_WIDTH: Final = 240
_FROZEN: Final = 2
"""Rank and name stay while the other columns are scrolled."""
_ROOM_FOR_DETAIL: Final = 1440
"""Width of the page, in pixels, from which the detail stands beside the table from the start."""
_DECISIONS: Final = (
    *("tasks.adopt", "tasks.hold", "tasks.decline", "tasks.candidate", "tasks.plan"),
    *("file.task_pdf", "edit.copy"),
)
_CONTESTED: Final = AnyOf(frozenset({CONTESTED}))
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
        self._prepare_table()
        self.answer = AnswerLine(self)
        self._ahead: Ahead | None = None
        self._is_roomy: bool | None = None
        self.filters = FilterBar(self.model, self.table, _FILTERED, self)
        for switch in (self.answer.robustness, self.answer.detail):
            self.filters.add_switch(switch)
        self.cut = CutBand(self.table, self.model, self)
        self.calibration = PlainLabel(self)
        self.calibration.setWordWrap(True)
        self.calibration.hide()
        self.decisions = DecisionBar(self._session, self._actions, self)
        self.analyses = RankingAnalyses(self._session, self._jobs, self)
        self.robustness = RobustnessLine(self)
        self.detail = TaskDetail(self._session, self._jobs, self.analyses, self)
        self.detail.setMinimumWidth(_DETAIL_WIDTH)
        self.map = TaskMap()
        self.detail.tabs.addTab(self.map, _("Map"))
        self._lay_out()
        self.answer.needed_asked.connect(self._select_needed)
        self.answer.detail_asked.connect(self.detail.setVisible)
        self.answer.robustness_asked.connect(self._ask_robustness)
        self.robustness.contested_asked.connect(self._leave_contested)
        self.analyses.robustness_changed.connect(self._show_robustness)
        self.model.modelReset.connect(self._show_contested)
        self.model.modelReset.connect(self._draw_map)
        self.detail.hide()
        self.table.keys_selected.connect(self._selected)
        self.map.tasks_framed.connect(self.table.select_keys)
        self._assess()

    def _lay_out(self) -> None:
        columns = TwoColumns(self, _SIZES, right=self.detail)
        columns.setStretchFactor(0, 3)
        columns.setStretchFactor(1, 2)
        columns.left.addWidget(self.answer)
        columns.left.addWidget(self.filters)
        columns.left.addWidget(self.robustness)
        columns.left.addWidget(self.table, 1)
        columns.left.addWidget(self.cut)
        columns.left.addWidget(self.calibration)
        columns.left.addWidget(self.decisions)

    def _prepare_table(self) -> None:
        """Let the name take the room that is left, and offer the decisions on a right click."""
        self.table.stretch("name", _NAME_WIDTH, edge="score")
        self.table.freeze(_FROZEN)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.addActions([self._actions[action] for action in _DECISIONS])
        self.table.doubleClicked.connect(lambda _index: self.answer.detail.setChecked(True))

    def _set_delegates(self) -> None:
        drawn = {
            "score": ScoreDelegate(self.table),
            "saved_hours_per_year_p50": SavedDelegate(self.table),
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
        self.answer.detail.setChecked(True)

    def restore_columns(self, kept: KeptPage) -> None:
        """Set the columns as in an earlier session; how sure ranks are is computed when asked."""
        super().restore_columns(kept)
        self._ask_robustness(asked=False)

    def restore_conditions(self, kept: KeptPage, project: str) -> None:
        """Set the conditions but those on how sure ranks are: no row holds them before that."""
        super().restore_conditions(kept, project)
        self.robustness.contested.setChecked(False)
        for name in ROBUSTNESS_ARRAYS:
            self.model.set_filter(name, None)

    def printed(self) -> tuple[str | DataTable, ...]:
        """Return the answer and the ranking."""
        return self.answer.sentence.text(), self.table

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the detail where there is room for it, until the user decides otherwise."""
        super().resizeEvent(event)
        is_roomy = event.size().width() >= _ROOM_FOR_DETAIL
        if is_roomy != self._is_roomy:
            self._is_roomy = is_roomy
            self.answer.detail.setChecked(is_roomy)

    def _session_changed(self, parts: frozenset[Part]) -> None:
        if "project" in parts:
            self.decisions.offer_years()
        if "assessment" in parts:
            self._assess()
        elif parts & RANKED:
            self._show_decisions(None if "groups" in parts else self._session.changed_tasks)
        elif "notes" in parts:
            self.detail.refresh_decisions()

    def _assess(self) -> None:
        assessment = self._session.assessment
        self._show_calibration(assessment)
        if assessment is None:
            self._jobs.cancel("ranking rows")
            self._fill(_no_rows(self.model))
            self._show_ahead(None)
            return
        self._jobs.run(
            "ranking rows",
            lambda _progress: ranking_arrays(assessment),
            lambda arrays: self._fill(self._with_decisions(arrays)),
            title=_("Showing the ranking"),
        )

    def _ask_robustness(self, asked: bool) -> None:
        """Show how sure the ranks are in columns of their own, or hide these again."""
        for position, column in enumerate(self.model.columns):
            if column.id in ROBUSTNESS_ARRAYS:
                self.table.setColumnHidden(position, not asked)
        self.robustness.setVisible(asked)
        if not asked:
            self.robustness.contested.setChecked(False)
        elif self.analyses.robustness is None:
            self.robustness.show_robustness(None)
            self.analyses.find_robustness()

    def _show_robustness(self) -> None:
        robustness = self.analyses.robustness
        if robustness is None:  # stopped or failed
            self.answer.robustness.setChecked(False)
            return
        self.robustness.show_robustness(robustness)
        arrays = robustness_arrays(robustness)
        reasons = {name: self.model.array(name) for name in ("remarks", "not_candidate_because")}
        arrays |= mark_arrays(reasons | arrays)
        for name, values in arrays.items():
            self.model.update_array(name, values)

    def _leave_contested(self, asked: bool) -> None:
        """Show the contested tasks alone, or all."""
        self.model.set_filter(MARKS, _CONTESTED if asked else None)

    def _show_contested(self) -> None:
        """Release the chip where all filters were cleared."""
        with QSignalBlocker(self.robustness.contested):
            self.robustness.contested.setChecked(self.model.filters.get(MARKS) == _CONTESTED)

    def _show_calibration(self, assessment: Assessment | None) -> None:
        """Show how the city's own actuals changed the estimates, if there are any."""
        applies = assessment is not None and assessment.calibration.has_actuals
        sentence = assessment.calibration.sentence() if assessment is not None else ""
        self.calibration.setText(sentence if applies else "")
        self.calibration.setVisible(applies)

    def _with_decisions(self, arrays: dict[str, Any]) -> dict[str, Any]:
        decided = self._decided_arrays(arrays["task_id"], arrays["hours_per_year"])
        return arrays | decided

    def _decided_arrays(
        self, task_ids: np.ndarray[Any, Any], hours: np.ndarray[Any, Any]
    ) -> dict[str, Any]:
        overridden = {task for task, _what in self._session.overrides}
        decisions = self._session.decisions
        return decided_arrays(task_ids.tolist(), decisions, hours.tolist(), overridden)

    def _fill(self, arrays: dict[str, Any]) -> None:
        self.model.set_arrays(arrays)
        if self.answer.robustness.isChecked():
            self._ask_robustness(asked=True)
        self.filters.offer_values()
        if self.model.rowCount() and not self.table.selected_keys():
            self.table.selectRow(0)
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Compute in the background what the first candidates bring."""
        assessment, session = self._session.assessment, self._session
        if assessment is None:
            return

        def computed(_progress: object) -> Ahead | None:
            target = session.target()
            outlook = None if target is None else target.ahead
            return None if outlook is None else ahead_of(assessment, outlook)

        self._jobs.run("ahead", computed, self._show_ahead)

    def _show_ahead(self, ahead: Ahead | None) -> None:
        self._ahead = ahead
        self.answer.show_ahead(ahead)
        key, text = (None, "") if ahead is None else (ahead.last_needed, ahead.cut)
        self.table.set_cut(key, text, "state")
        self.cut.show_cut(key, "" if ahead is None else ahead.cut_sentence)
        if ahead is not None and len(ahead.cumulative_hours) == self.model.count:
            self.model.update_array("cumulative_hours_p50", ahead.cumulative_hours)
        self._show_selection(self._selected_tasks())

    def _select_needed(self) -> None:
        """Select the candidates that the sentence is about."""
        if self._ahead is not None:
            self.filters.clear()
            self.table.select_keys(self._ahead.needed)

    def _selected_tasks(self) -> list[str]:
        return [str(task) for task in self.table.selected_keys()]

    def _show_selection(self, tasks: list[str]) -> None:
        """Say what adopting the selected tasks would bring."""
        ahead = self._ahead
        if ahead is None or not tasks:
            self._jobs.cancel("selection")
            self.answer.selection.clear()
            return
        self._jobs.run(
            "selection",
            lambda _progress: selection_text(ahead, tasks),
            self.answer.selection.setText,
        )

    def _show_decisions(self, changed: Collection[str] | None) -> None:
        """Show the decisions on some tasks again; None: on all of them."""
        if self.model.count:
            task_ids, hours = (self.model.array(name) for name in ("task_id", "hours_per_year"))
            shown = task_ids if changed is None else list(changed)
            rows = np.flatnonzero(np.isin(task_ids, shown))
            decided = self._decided_arrays(task_ids[rows], hours[rows])
            if changed is not None:
                del decided["group_hours_per_year"]  # a sum over all tasks of the group
            self.model.update_rows(rows, decided)
            self.filters.offer_values()
            self._draw_map()
            self._look_ahead()
        self.detail.refresh_decisions()

    def _draw_map(self) -> None:
        """Show the tasks that the filters leave."""
        rows = self.model.shown
        task_ids, score, saved, build, states, names = (
            self.model.array(name)[rows]
            for name in (
                *("task_id", "score", "saved_hours_per_year_p50", "build_hours", "state"),
                "name",
            )
        )
        self.map.show_tasks(task_ids, score, saved, build, states.tolist(), names.tolist())

    def _selected(self, tasks: list[str]) -> None:
        self.decisions.choose(tasks)
        self.map.select(tasks)
        self._show_selection(tasks)
        chosen = self.table.current_key() if len(tasks) > 1 else next(iter(tasks), None)
        self.detail.show_task(None if chosen is None else str(chosen))


def _no_rows(model: ColumnTableModel) -> dict[str, Any]:
    numbers = {column.id for column in model.columns if column.is_number}
    names = {model.key, "by_hand_faster", "not_candidate_sentence", MARKS, OVERRIDDEN, *ARRAYS}
    return {name: np.empty(0, np.float64 if name in numbers else object) for name in names}
