"""Details of a task: why this score, means and hours, and what officials recorded."""

from __future__ import annotations

import math
from html import escape
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.assessment.break_even_lines import BreakEvenLines, break_even_lines
from rpa_scout.assessment.explanation import Explanation
from rpa_scout.progress import Progress
from rpa_scout.rank_robustness.texts import in_first_text
from rpa_scout.text import N_, _
from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.ranking_analyses import RankingAnalyses
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.charts.break_even_chart import BreakEvenChart
from rpa_scout_gui.widgets.charts.criteria_bars import CriteriaBars
from rpa_scout_gui.widgets.charts.waterfall_chart import WaterfallChart
from rpa_scout_gui.widgets.headings import subheading
from rpa_scout_gui.widgets.panels.candidacy_line import CandidacyLine
from rpa_scout_gui.widgets.panels.judgement_panel import JudgementPanel
from rpa_scout_gui.widgets.panels.similar_panel import SimilarPanel
from rpa_scout_gui.widgets.panels.task_texts import (
    cases_html,
    changes_html,
    drops_html,
    influences_html,
    means_html,
    questions_html,
    saved_html,
)

_MARGIN: Final = 12
_JOB: Final = "explain"
_CHART_HEIGHT: Final = 260


class TaskDetail(QWidget):
    """The explanation of one task."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        analyses: RankingAnalyses,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._analyses = session, jobs, analyses
        self._task: str | None = None
        self._insides: list[QWidget] = []
        self._head = QLabel(self)
        self._head.setWordWrap(True)
        self._head.setTextFormat(Qt.TextFormat.RichText)
        self._head.setContentsMargins(_MARGIN, 8, _MARGIN, 0)
        self.candidacy = CandidacyLine(session, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        # The last tabs would be hidden behind two small arrows.
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(_("Detail of the task"))
        self._build_tabs()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head)
        column.addWidget(self.candidacy)
        column.addWidget(self.tabs, 1)
        analyses.robustness_changed.connect(self._show_analyses)
        analyses.changes_changed.connect(self._show_analyses)
        self._show_nothing()

    def _build_tabs(self) -> None:
        self._criteria = CriteriaBars()
        self._questions = _words()
        self.sure, self.changes, self.drops = _words(), _words(), _words()
        self._drops_heading = _heading(N_("What would drop it"))
        self.find_changes = QPushButton(_("Look for what would change the rank"), self)
        self.find_changes.clicked.connect(self._find_changes)
        self._add_tab(
            _("Score"),
            [
                self.sure,
                self.find_changes,
                self.changes,
                self._criteria,
                self._drops_heading,
                self.drops,
                _heading(N_("Unanswered questions")),
                self._questions,
            ],
        )
        self._means, self._influences, self._cases = _words(), _words(), _words()
        self._waterfall = WaterfallChart()
        self._cases_heading = _heading(N_("Published cases most like it"))
        self._influences_heading = _heading(N_("Causes of the spread"))
        self._add_tab(_("Means"), [self._means, self._cases_heading, self._cases])
        self._no_hours, self._saved = _words(), _words()
        self._add_tab(
            _("Hours"),
            [
                self._no_hours,
                self._waterfall,
                self._saved,
                self._influences_heading,
                self._influences,
            ],
        )
        self._break_even = BreakEvenChart()
        self._break_even.setMinimumHeight(_CHART_HEIGHT)
        self._advice = _words()
        self._add_tab(_("Break-even"), [self._advice, self._break_even], short=_("Items"))
        self.similar = SimilarPanel(self._session, self._jobs)
        self._add_tab(_("Similar work"), [self.similar])
        self.judgement = JudgementPanel(self._session)
        self._add_tab(_("Decision and notes"), [self.judgement], short=_("Decision"))
        self._of_task = self.tabs.count()

    def _add_tab(self, title: str, parts: list[QWidget], short: str = "") -> None:
        """Add a tab; where its title is long, a short one stands on it."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(8)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        self._insides.append(inside)
        area = QScrollArea()
        area.setBackgroundRole(QPalette.ColorRole.Base)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(title)
        self.tabs.setTabToolTip(self.tabs.addTab(area, short or title), title)

    def show_task(self, task_id: str | None) -> None:
        """Show a task."""
        self._task = task_id
        self.judgement.show_task(task_id)
        self.similar.show_task(task_id)
        self.candidacy.show_task(task_id)
        assessment = self._session.assessment
        is_assessed = assessment is not None and task_id in assessment.inventory.tasks.index
        if assessment is None or task_id is None or not is_assessed:
            self._jobs.cancel(_JOB)
            self._show_nothing()
            return

        def explain(progress: Progress) -> tuple[Explanation, BreakEvenLines | None]:
            from rpa_scout.similarity.one_task.known_pattern import explained

            progress.start("", 2)
            explanation = explained(assessment, task_id)
            progress.advance()
            return explanation, break_even_lines(assessment, task_id)

        self._jobs.run(_JOB, explain, lambda shown: self._show(*shown))

    def _find_changes(self) -> None:
        self._analyses.find_changes()
        self._show_analyses()

    def _show_analyses(self) -> None:
        """Show how sure the rank is, and what would change it, as far as somebody asked."""
        task, robustness, changes = self._task, self._analyses.robustness, self._analyses.changes
        of_task = robustness.of_task(task) if robustness and task else None
        sure = in_first_text(of_task, robustness.first) if robustness and of_task else ""
        self.sure.setText(escape(sure))
        self.sure.setVisible(bool(sure))
        lifts = changes_html(changes, task) if changes and task else ""
        self.changes.setText(lifts)
        self.changes.setVisible(bool(lifts))
        drops = drops_html(changes, task) if changes and task else ""
        _fill(self.drops, drops, self._drops_heading)
        self.find_changes.setVisible(changes is None)
        self.find_changes.setEnabled(not self._analyses.is_finding_changes)

    def refresh_decisions(self) -> None:
        """Read the records of officials again."""
        self.judgement.refresh()

    def _show_nothing(self) -> None:
        self._head.setText(_("Choose a task to see the reasons for its rank."))
        self._enable(of_task=False)

    def _enable(self, *, of_task: bool) -> None:
        """Show the parts that need a task, or hide them."""
        for position in range(self._of_task):
            self._insides[position].setVisible(of_task)

    def _show(self, explanation: Explanation, lines: BreakEvenLines | None) -> None:
        self._enable(of_task=True)
        fields = self._session.assessment.inventory.fields if self._session.assessment else None
        if fields is None or explanation.task_id != self._task:
            return
        self._head.setText(_head_of(explanation))
        self._criteria.show_parts(explanation.criteria)
        self._questions.setText(questions_html(explanation, fields))
        self._means.setText(means_html(explanation))
        hours = explanation.hours
        _fill(self._cases, cases_html(hours.nearest), self._cases_heading)
        self._waterfall.show_waterfall(hours.waterfall)
        self._no_hours.setText(_("No hours can be estimated: no means fits, or they are unknown."))
        self._no_hours.setVisible(hours.waterfall is None)
        self._waterfall.setVisible(hours.waterfall is not None)
        self._saved.setText(saved_html(hours))
        self._saved.setVisible(hours.waterfall is not None)
        _fill(self._influences, influences_html(hours), self._influences_heading)
        self._advice.setText(hours.advice or _("No break-even is known for this task."))
        self._break_even.setVisible(lines is not None)
        self._break_even.show_lines(lines)
        self._show_analyses()


def _head_of(explanation: Explanation) -> str:
    low, high = explanation.score_low, explanation.score_high
    score = _("score {score:.1f}").format(score=explanation.score)
    if not math.isclose(low, high):
        score += f" ({low:.0f}～{high:.0f})"
    rank = _("rank {rank:,}").format(rank=explanation.rank)
    first = f"{escape(explanation.department)}　<b>{escape(explanation.name)}</b>"
    return f"{first}<br>{escape(rank)}　{escape(score)}"


def _words() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    label.setOpenExternalLinks(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _heading(sentence: str) -> QLabel:
    label = subheading(_(sentence))
    label.setContentsMargins(0, 8, 0, 0)
    return label


def _fill(label: QLabel, text: str, heading: QLabel) -> None:
    label.setText(text)
    label.setVisible(bool(text))
    heading.setVisible(bool(text))
