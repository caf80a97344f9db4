"""重み: try weights and knots; old and new ranks are shown side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.assessment.reranking import Reranker, Reranking
from rpa_scout.errors import RpaScoutError
from rpa_scout.policy.changed import next_version, with_scorecard
from rpa_scout.policy.model import Scorecard
from rpa_scout.progress import Progress
from rpa_scout.scoring.scorer import scorecard_named
from rpa_scout.text import _
from rpa_scout_gui.dialogs.files import FileQuestions
from rpa_scout_gui.dialogs.reason import ReasonDialog
from rpa_scout_gui.models.movers import MOVER_COLUMNS, mover_arrays
from rpa_scout_gui.models.table_model import ColumnTableModel
from rpa_scout_gui.project_changes import Part
from rpa_scout_gui.settings import Settings
from rpa_scout_gui.views.page import Page
from rpa_scout_gui.widgets.charts.knot_editor import KnotEditor
from rpa_scout_gui.widgets.panels.officials_panel import OfficialsPanel
from rpa_scout_gui.widgets.panels.weight_sliders import WeightSliders
from rpa_scout_gui.widgets.plain_text import PlainLabel, plain_text
from rpa_scout_gui.widgets.reason_line import RequiredLine
from rpa_scout_gui.widgets.tables.data_table import DataTable
from rpa_scout_gui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from rpa_scout.rank_robustness.officials.reading import WeightsReading
    from rpa_scout.rank_robustness.officials.weights import GroupRanking

_SIZES: Final = (580, 540)
_NAME_WIDTH: Final = 160


class WeightsPage(Page):
    """The page of weights and knots."""

    page_id = "weights"

    def _build(self) -> None:
        self._reranker: Reranker | None = None
        self.reranking: Reranking | None = None
        self.sliders = WeightSliders(self)
        self.knots = KnotEditor(self)
        self.officials = OfficialsPanel(self)
        self._files = FileQuestions(self, Settings())
        self.model = ColumnTableModel(MOVER_COLUMNS, "task_id", self)
        self.table = DataTable(self.model, _("Old and new ranks"), self)
        self.table.stretch("name", _NAME_WIDTH, edge="name")
        self._summary = PlainLabel(self)
        self._summary.setWordWrap(True)
        self.reset_button = QPushButton(_("Back to the policy"), self)
        self.save = QPushButton(_("Save as a new version…"), self)
        self.save.setProperty("role", "main")
        self._rerank_timer = QTimer(self)
        self._rerank_timer.setSingleShot(True)
        # Interval 0: several changes in one event, as when sliders adjust each other, rank once.
        self._rerank_timer.setInterval(0)
        self._lay_out()
        self._connect()
        self._start_anew()

    def _lay_out(self) -> None:
        self._tabs = tabs = QTabWidget(self)
        tabs.setDocumentMode(True)
        tabs.setAccessibleName(_("Weights and points"))
        weights_tab = QWidget()
        column = QVBoxLayout(weights_tab)
        column.addWidget(self.sliders)
        column.addStretch(1)
        tabs.addTab(weights_tab, _("Weights (shares of 100)"))
        tabs.addTab(self.knots, _("Points of numbers"))
        tabs.addTab(self.officials, _("Officials' weights"))
        columns = TwoColumns(self, _SIZES)
        columns.left.addWidget(tabs, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.reset_button)
        buttons.addWidget(self.save)
        columns.left.addLayout(buttons)
        columns.right.addWidget(self._summary)
        columns.right.addWidget(self.table, 1)

    def _connect(self) -> None:
        self._rerank_timer.timeout.connect(self.rerank)
        self.sliders.changed.connect(self._rerank_timer.start)
        self.knots.changed.connect(self._rerank_timer.start)
        self.reset_button.clicked.connect(self._start_anew)
        self.save.clicked.connect(self.save_policy)
        self.officials.group_asked.connect(self._try_group)
        self.officials.form_asked.connect(self.ask_and_write_form)
        self.officials.import_asked.connect(self.ask_and_read_forms)

    def _session_changed(self, parts: frozenset[Part]) -> None:
        if parts & {"project", "assessment"}:
            self._start_anew()
        elif "weights" in parts:
            self._compare_officials()

    def _start_anew(self) -> None:
        """Show the project's policy and its ranking."""
        assessment = self._session.assessment
        self._reranker = None if assessment is None else Reranker(assessment)
        card = scorecard_named(self._session.policy, self._session.scorecard)
        self.sliders.show_scorecard(card)
        self.knots.show_scorecard(card, self._session.policy.survey)
        self.rerank()
        self._compare_officials()

    def _own_state(self) -> tuple[Any, ...]:
        return self.sliders.shares, self.knots.changed_knots

    def _restore_own(self, state_of_page: tuple[Any, ...]) -> None:
        shares, knots = state_of_page
        self.knots.set_changed(knots)
        self.sliders.set_shares(shares)
        self.rerank()

    def _compare_officials(self) -> None:
        """Rank in the background by the weights that officials gave."""
        project, assessment = self._session.project, self._session.assessment
        is_open = project is not None and self._session.can_change
        self.officials.read.setEnabled(is_open)
        if project is None or assessment is None:
            self._jobs.cancel("officials")
            self.officials.show_ranking(None, None)
            return

        def compared(_progress: Progress) -> GroupRanking | None:
            from rpa_scout.rank_robustness.officials.weights import group_ranking

            officials = project.planning.official_weights(assessment.scores.scorecard.id)
            return group_ranking(assessment, officials) if officials else None

        self._jobs.run(
            "officials",
            compared,
            lambda ranking: self.officials.show_ranking(ranking, assessment),
            self._session.problem.emit,
        )

    def _try_group(self, shares: dict[str, float]) -> None:
        """Show the group's weights as weights to be tried."""
        self.sliders.set_shares(shares)
        self._tabs.setCurrentIndex(0)

    def ask_and_write_form(self) -> None:
        """Ask for an official's name and a folder, and write the form."""
        title, question = _("Write a form for an official…"), _("Name of the official:")
        line = RequiredLine(question, "", _("Write a name first."))
        name = ReasonDialog.ask(self, title, question, line)
        folder = None if name is None else self._files.folder(title)
        if name is not None and folder is not None:
            self.write_form(folder, name)

    def write_form(self, folder: Path, name: str) -> None:
        """Write the form of an official."""
        policy, card = self._session.policy, self._session.scorecard

        def written(_progress: Progress) -> Path:
            from rpa_scout.rank_robustness.officials.form import write_weights_forms

            (path,) = write_weights_forms(folder, policy, scorecard_named(policy, card), [name])
            return path

        self._jobs.run(
            "write form",
            written,
            self.written.emit,
            self._session.problem.emit,
            _("Writing the forms"),
        )

    def ask_and_read_forms(self) -> None:
        """Ask for filled-in forms, and keep what they say."""
        kinds = _("Workbooks ({pattern})").format(pattern="*.xlsx")
        paths = self._files.several(_("Take in filled-in forms…"), kinds)
        if paths:
            self.read_forms(paths)

    def read_forms(self, paths: Sequence[Path]) -> None:
        """Keep the weights of filled-in forms; where one has errors, say so and keep none."""
        policy, card = self._session.policy, self._session.scorecard

        def read(_progress: Progress) -> WeightsReading:
            from rpa_scout.rank_robustness.officials.reading import read_weights_forms

            return read_weights_forms(paths, scorecard_named(policy, card))

        self._jobs.run(
            "weights forms",
            read,
            self._keep_officials,
            self._session.problem.emit,
            _("Reading files"),
        )

    def _keep_officials(self, reading: WeightsReading) -> None:
        if reading.officials and not reading.has_errors:
            scorecard = self._session.scorecard
            self._session.change(
                lambda project: project.planning.keep_official_weights(
                    reading.officials, "", scorecard
                )
            )
        if reading.faults:
            faults = "\n".join(fault.line() for fault in reading.faults)
            QMessageBox.warning(self, _("Officials' weights"), plain_text(faults))

    def scorecard(self) -> Scorecard | None:
        """Return the scorecard with the weights and knots shown."""
        card = self.sliders.scorecard()
        return None if card is None else self.knots.applied_to(card)

    @property
    def is_changed(self) -> bool:
        """Whether weights or knots differ from the policy."""
        return self.sliders.is_changed or self.knots.is_changed

    def rerank(self) -> None:
        """Rank by the current weights and knots."""
        self._rerank_timer.stop()
        assessment, card = self._session.assessment, self.scorecard()
        self.reset_button.setEnabled(self.is_changed)
        self.save.setEnabled(self.is_changed and self._session.can_change)
        if assessment is None or self._reranker is None or card is None:
            self.reranking = None
            self._summary.setText(_("There is no ranking yet; read surveys first."))
            return
        self.reranking = self._reranker.rank_by(card)
        self.model.set_arrays(mover_arrays(assessment, self.reranking))
        self._summary.setText(self._summary_of(self.reranking))

    def _summary_of(self, reranking: Reranking) -> str:
        first = self._session.policy.targets.tasks_missing
        enter, _leave = reranking.top_changes(first)
        moved = int((reranking.moved != 0).sum())
        if not moved:
            return _("The ranking is that of the policy in force.")
        sentence = _(
            "{moved:,} of {count:,} tasks move; of the first {first:,}, {changed:,} are others."
        )
        if not first:
            sentence = _("{moved:,} of {count:,} tasks move.")
        return sentence.format(
            moved=moved, count=len(reranking.rank), first=first, changed=len(enter)
        )

    def save_policy(self) -> bool:
        """Set a policy with these weights for the project; ask for the reason first."""
        card, policy = self.scorecard(), self._session.policy
        if card is None or not self.is_changed:
            return False
        version = next_version(policy.version)
        question = _("Reason for version {version} of the policy:").format(version=version)
        reason = ReasonDialog.ask(self, _("Save as a new version…"), question)
        if reason is None:
            return False
        try:
            changed = with_scorecard(policy, card, version)
        except RpaScoutError as error:
            self._session.problem.emit(error)
            return False
        made = self._session.change(lambda project: project.policies.put_in_force(changed, reason))
        return made is not None
