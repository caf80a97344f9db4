"""How sure the ranking is: one sentence, and a chip that leaves the contested tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from rpa_scout.rank_robustness.texts import robustness_sentences
from rpa_scout.text import _
from rpa_scout_gui.widgets.plain_text import PlainLabel, plain_text

if TYPE_CHECKING:
    from rpa_scout.rank_robustness.result import RankRobustness


class RobustnessLine(QWidget):
    """The line above the ranking that says how sure it is; hidden until somebody asks."""

    contested_asked = Signal(bool)
    """Emitted when the user asks for the contested tasks alone, or for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = PlainLabel(self)
        self.sentence.setProperty("role", "muted")
        self.sentence.setWordWrap(True)
        self.contested = QToolButton(self)
        self.contested.setCheckable(True)
        self.contested.toggled.connect(self.contested_asked)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.contested)
        self.show_robustness(None)
        self.hide()

    def show_robustness(self, robustness: RankRobustness | None) -> None:
        """Show how sure the ranking is; None while it is not known."""
        count = 0 if robustness is None else len(robustness.contested)
        text = _("Contested tasks: {count:,}").format(count=count)
        self.contested.setText(text)
        self.contested.setAccessibleName(text)
        self.contested.setEnabled(bool(count))
        if robustness is None:
            self.contested.setChecked(False)
            self.sentence.setText(_("Computing …"))
            return
        how, contested = robustness_sentences(robustness)
        share = _("“{heading}”: the share with which a task is among the first {first}. {how}")
        heading = _("Among the first")
        self.sentence.setText(share.format(heading=heading, first=robustness.first, how=how))
        self.contested.setToolTip(plain_text(contested))
