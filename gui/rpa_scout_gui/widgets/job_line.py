"""The running background job: its name, its progress, and a button that stops it."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from rpa_scout.text import _
from rpa_scout_gui.jobs import JobRunner, JobState
from rpa_scout_gui.widgets.plain_text import PlainLabel

_SHOWN_AT_LEAST_SECONDS: Final = 0.5
_BAR_WIDTH: Final = 220


class JobLine(QWidget):
    """A line in the status bar, visible while a long job runs."""

    def __init__(self, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._key = ""
        self._shown_since = 0.0
        self.label = PlainLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setFixedWidth(_BAR_WIDTH)
        self.bar.setAccessibleName(_("Progress"))
        self.stop = QPushButton(_("Stop"), self)
        self.stop.setAccessibleName(_("Stop"))
        self.stop.clicked.connect(self._stop)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 2, 8, 2)
        line.addWidget(self.label, 1)
        line.addWidget(self.bar)
        line.addWidget(self.stop)
        self._hide_timer = QTimer(self)
        self._hide_timer.setSingleShot(True)
        self._hide_timer.timeout.connect(self.hide)
        jobs.progress_changed.connect(self._show)
        jobs.job_ended.connect(self._end)
        self.hide()

    @Slot(object)
    def _show(self, state: JobState) -> None:
        if not self.isVisible() or self._hide_timer.isActive():
            self._hide_timer.stop()
            self._shown_since = time.monotonic()
            self.show()
        self._key = state.key
        self.stop.setVisible(state.can_stop)
        parts = [part for part in (state.title, _(state.stage) if state.stage else "") if part]
        if state.detail:
            parts.append(state.detail)
        self.label.setText("　".join(parts))
        self.bar.setRange(0, state.total)
        self.bar.setValue(min(state.done, state.total))

    @Slot(str)
    def _end(self, key: str) -> None:
        if key != self._key or not self.isVisible():
            return
        # A line that disappears at once would only flicker.
        seconds_to_show = self._shown_since + _SHOWN_AT_LEAST_SECONDS - time.monotonic()
        self._hide_timer.start(max(0, round(1000 * seconds_to_show)))

    @Slot()
    def _stop(self) -> None:
        self._jobs.cancel(self._key)
