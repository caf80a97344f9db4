"""Several officials' weights: how far they agree, each one's ranks, and where they disagree."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rpa_scout.assessment.assess import Assessment
from rpa_scout.rank_robustness.officials.texts import agreement_sentences, contested_heading
from rpa_scout.rank_robustness.officials.weights import GroupRanking
from rpa_scout.text import _
from rpa_scout_gui.models.filters import OneOf
from rpa_scout_gui.models.official_rows import (
    DISAGREED,
    official_task_arrays,
    official_task_columns,
    official_weight_arrays,
    official_weight_columns,
)
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.tables.data_table import DataTable

_NAME_WIDTH = 160


class OfficialsPanel(QWidget):
    """The weights of several officials, as a project keeps them."""

    group_asked = Signal(dict)
    """Emitted with the group's weights as shares of 100, by criterion, to be tried."""
    form_asked = Signal()
    """Emitted when the user wants a form for an official."""
    import_asked = Signal()
    """Emitted when the user has filled-in forms."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ranking: GroupRanking | None = None
        self.weights: DataTable | None = None
        self.tasks: DataTable | None = None
        self.task_model: ColumnTableModel | None = None
        self.sentence = PlainLabel(self)
        self.sentence.setWordWrap(True)
        self.disagreed = QCheckBox(self)
        self.disagreed.toggled.connect(self._leave_disagreed)
        self.use_group = QPushButton(_("Try the group's weights"), self)
        self.use_group.clicked.connect(self._ask_group)
        self.form = QPushButton(_("Write a form for an official…"), self)
        self.form.clicked.connect(self.form_asked)
        self.read = QPushButton(_("Take in filled-in forms…"), self)
        self.read.clicked.connect(self.import_asked)
        buttons = QHBoxLayout()
        for button in (self.form, self.read):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.use_group)
        self._tables = QVBoxLayout()
        column = QVBoxLayout(self)
        column.addWidget(self.sentence)
        column.addLayout(self._tables, 1)
        column.addLayout(buttons)
        self.show_ranking(None, None)

    def show_ranking(self, ranking: GroupRanking | None, assessment: Assessment | None) -> None:
        """Show what follows from the officials' weights; None before there are any."""
        self.ranking = ranking
        for table in (self.weights, self.tasks):
            if table is not None:
                self._tables.removeWidget(table)
                table.model().deleteLater()
                table.deleteLater()
        self._tables.removeWidget(self.disagreed)
        self.weights = self.tasks = self.task_model = None
        has_ranking = ranking is not None and assessment is not None
        self.use_group.setVisible(has_ranking)
        self.disagreed.setVisible(has_ranking)
        if ranking is None or assessment is None:
            self.sentence.setText(
                _(
                    "No official has given weights yet. Write a form for each; the rankings by the "
                    "filled-in forms are compared here."
                )
            )
            return
        self.sentence.setText("\n".join(agreement_sentences(ranking)))
        weights = ColumnTableModel(official_weight_columns(ranking), "criterion", self)
        weights.set_arrays(official_weight_arrays(ranking, assessment))
        self.weights = DataTable(weights, _("Weights by official"), self)
        self.task_model = ColumnTableModel(official_task_columns(ranking), "task_id", self)
        self.task_model.set_arrays(official_task_arrays(ranking, assessment))
        self.tasks = DataTable(self.task_model, _("Ranks by official"), self)
        self.tasks.stretch("name", _NAME_WIDTH)
        self._tables.addWidget(self.weights, 2)
        self._tables.addWidget(self.disagreed)
        self._tables.addWidget(self.tasks, 3)
        self.disagreed.setText(contested_heading(ranking))
        self.disagreed.setEnabled(bool(ranking.contested))
        self._leave_disagreed(self.disagreed.isChecked() and bool(ranking.contested))

    def _leave_disagreed(self, asked: bool) -> None:
        """Show the tasks on which the officials disagree alone, or all."""
        if self.task_model is not None:
            condition = OneOf(frozenset({True})) if asked else None
            self.task_model.set_filter(DISAGREED, condition)

    def _ask_group(self) -> None:
        if self.ranking is not None:
            shares = {name: 100.0 * share for name, share in self.ranking.weights.items()}
            self.group_asked.emit(shares)
