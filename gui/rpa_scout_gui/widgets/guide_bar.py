"""The guide along the work: its stages with their state, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from rpa_scout.project.goals.stages import (
    STAGES,
    StageBasis,
    StageId,
    WorkStage,
    next_stage,
    work_stages,
)
from rpa_scout.text import _
from rpa_scout_gui.jobs import JobRunner
from rpa_scout_gui.project_changes import RANKED, Part
from rpa_scout_gui.session import Session
from rpa_scout_gui.widgets.plain_text import ElidedLabel

PAGE_OF_STAGE: Final[dict[StageId, str]] = {
    "surveys": "surveys",
    "findings": "findings",
    "ranking": "ranking",
    "decisions": "ranking",
    "plan": "plan",
    "actuals": "actuals",
}
"""Page on which the work of a stage is done."""

_NUMBERS: Final = "①②③④⑤⑥"
_DONE: Final = "✓"


class GuideBar(QWidget):
    """One line: the stages as buttons, what is to be done on this page, and the next stage."""

    page_requested = Signal(str)
    """Id of a page to show."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._page_id = ""
        self.stages: tuple[WorkStage, ...] = ()
        self._basis: StageBasis | None = None
        self.setObjectName("guide")
        self.setAccessibleName(_("Stages of the work"))
        self.buttons: dict[StageId, QToolButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 2, 16, 2)
        line.setSpacing(2)
        for stage_id in STAGES:
            self.buttons[stage_id] = self._button(stage_id)
            line.addWidget(self.buttons[stage_id])
        self.to_do = ElidedLabel(self)
        self.to_do.setProperty("role", "muted")
        # A long sentence must not make the window wider than the screen.
        self.to_do.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.next = QPushButton(self)
        self.next.clicked.connect(lambda _checked: self._go_next())
        line.addSpacing(8)
        line.addWidget(self.to_do, 1)
        line.addWidget(self.next)
        session.changed.connect(self._session_changed)
        self._show(())
        self.refresh()

    def _button(self, stage_id: StageId) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.clicked.connect(
            lambda _checked=False: self.page_requested.emit(PAGE_OF_STAGE[stage_id])
        )
        return button

    def show_page(self, page_id: str) -> None:
        """Note which page is shown, and what is to be done on it."""
        self._page_id = page_id
        self._show_next()

    def _session_changed(self, parts: frozenset[Part]) -> None:
        if parts & {"project", "answers", "inquiry", "assessment"}:
            self.refresh()
        elif parts & RANKED and self._basis is not None:
            self._show_stages(self._basis)

    def refresh(self) -> None:
        """Read in the background what the stages rest on."""
        project = self._session.project
        if project is None:
            self._jobs.cancel("stages")
            self._basis = None
            self._show(())
            return
        if self._waits_for_assessment():
            return
        self._jobs.run(
            "stages",
            lambda _progress: project.stage_basis(),
            self._show_stages,
            self._session.problem.emit,
        )

    def _waits_for_assessment(self) -> bool:
        """Return whether results are being computed; their end asks again.

        Without them the targets would be assessed here, while the window waits.
        """
        return self._session.assessment is None and bool(self._session.records)

    def _show_stages(self, basis: StageBasis) -> None:
        self._basis = basis
        if self._waits_for_assessment():
            return
        target = self._session.target()
        if target is not None:
            self._show(work_stages(basis, self._session.records.values(), target))

    def _show(self, stages: Sequence[WorkStage]) -> None:
        self.stages = tuple(stages)
        by_id = {stage.id: stage for stage in stages}
        for number, (stage_id, button) in zip(_NUMBERS, self.buttons.items(), strict=True):
            stage = by_id.get(stage_id)
            label = _(STAGES[stage_id])
            progress = "" if stage is None else stage.progress
            mark = _DONE if stage is not None and stage.state == "done" else number
            button.setText(f"{mark}{label} {progress}".rstrip())
            button.setAccessibleName(button.text())
            button.setEnabled(stage is not None and stage.state != "waiting")
            button.setToolTip("" if stage is None else stage.to_do or _("Done"))
        self._show_next()

    @property
    def following(self) -> WorkStage | None:
        """The stage that the button leads to."""
        here = [stage_id for stage_id, page_id in PAGE_OF_STAGE.items() if page_id == self._page_id]
        return next_stage(self.stages, here)

    def _show_next(self) -> None:
        """Say what comes first in the work, and lead there; from there, to what comes then."""
        first, following = next_stage(self.stages), self.following
        sentence = "" if first is None else first.to_do
        self.to_do.setText(sentence)
        self.to_do.setToolTip(sentence)
        self.next.setVisible(following is not None)
        if following is not None:
            words = _("Next: {stage}") if following is first else _("Then: {stage}")
            self.next.setText(words.format(stage=following.label))
            self.next.setAccessibleName(self.next.text())
            self.next.setToolTip(following.to_do)

    def _go_next(self) -> None:
        if self.following is not None:
            self.page_requested.emit(PAGE_OF_STAGE[self.following.id])
