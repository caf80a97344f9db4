"""The answer of the ranking in one sentence, and what the selected tasks would bring."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from rpa_scout.text import _
from rpa_scout_gui.models.ahead import Ahead
from rpa_scout_gui.widgets.plain_text import PlainLabel


class AnswerLine(QWidget):
    """A sentence above the ranking, and a button that selects its tasks.

    The page finds a place for the switches, so that the sentence has the whole line.
    """

    needed_asked = Signal()
    """Emitted when the user asks for the tasks that the sentence is about."""
    detail_asked = Signal(bool)
    """Emitted when the user shows or hides the detail."""

    robustness_asked = Signal(bool)
    """Emitted when the user asks how sure the ranking is, or has seen enough."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = _sentence("subheading", self)
        self.selection = _sentence("muted", self)
        # The table below must not jump when the first task is selected.
        self.selection.setMinimumHeight(self.fontMetrics().height())
        self.select = QPushButton(self)
        self.select.setProperty("role", "main")  # the next step, to be seen at once
        self.select.clicked.connect(self.needed_asked)
        self.detail = QToolButton(self)
        self.detail.setText(_("Detail of the task"))
        self.detail.setCheckable(True)
        self.detail.setToolTip(_("Show or hide why the selected task has its rank."))
        self.detail.toggled.connect(self.detail_asked)
        self.robustness = QToolButton(self)
        self.robustness.setText(_("How sure"))
        self.robustness.setCheckable(True)
        self.robustness.setToolTip(
            _("Show how often a task stays among the first with other weights and answers.")
        )
        self.robustness.toggled.connect(self.robustness_asked)
        line = QHBoxLayout()
        line.addWidget(self.sentence, 1)
        line.addWidget(self.select)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.selection)
        self.show_ahead(None)

    def show_ahead(self, ahead: Ahead | None) -> None:
        """Show what the candidates bring; None while it is not known."""
        self.sentence.setText("" if ahead is None else ahead.sentence)
        needed = () if ahead is None else ahead.needed
        self.select.setText(_("Select these {count:,}").format(count=len(needed)))
        self.select.setVisible(bool(needed))


def _sentence(role: str, parent: QWidget) -> QLabel:
    label = PlainLabel(parent)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
