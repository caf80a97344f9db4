"""The dialog that lists pairs which may be the same work: the user says whether they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from rpa_scout.text import _
from rpa_scout_gui.widgets.plain_text import PlainLabel
from rpa_scout_gui.widgets.reason_line import ReasonLine
from rpa_scout_gui.widgets.ticked_list import TickedList

# Takes the ids of a pair and a reason; returns None where nothing was saved.
Decide = Callable[[str, str, str], object | None]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ids that may stand for the same work."""

    label: str
    first_id: str
    second_id: str


@dataclass(frozen=True, slots=True)
class PairsQuestion:
    """What is asked about pairs, and what follows from the answers."""

    title: str
    hint: str
    list_name: str  # Read aloud to those who do not see the list
    same: str  # Labels of the buttons
    not_same: str
    confirm: Decide
    refuse: Decide


class PairsDialog(QDialog):
    """A list of pairs with check boxes; deletes itself when it is closed."""

    def __init__(self, question: PairsQuestion, pairs: Sequence[Pair], parent: QWidget) -> None:
        super().__init__(parent)
        self._question = question
        self._by_key = {str(number): pair for number, pair in enumerate(pairs)}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question.title)
        self.resize(720, 420)
        hint = PlainLabel(question.hint, self)
        hint.setWordWrap(True)
        self.pairs = TickedList(self)
        self.pairs.setAccessibleName(question.list_name)
        for key, pair in self._by_key.items():
            self.pairs.offer(pair.label, key)
        self.reason = ReasonLine(self)
        self.reason.setPlaceholderText(_("Reason (needed where they are not the same)"))
        column = QVBoxLayout(self)
        column.addWidget(hint)
        column.addWidget(self.pairs, 1)
        column.addWidget(self.reason)
        column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        buttons.addButton(self._question.same, QDialogButtonBox.ButtonRole.AcceptRole)
        not_same = buttons.addButton(
            self._question.not_same, QDialogButtonBox.ButtonRole.ActionRole
        )
        buttons.addButton(_("&Later"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.confirm)
        not_same.clicked.connect(lambda _checked: self.refuse())
        buttons.rejected.connect(self.reject)
        return buttons

    def confirm(self) -> None:
        """Record that the ticked pairs are the same work."""
        self._decide_ticked(self._question.confirm)

    def refuse(self) -> None:
        """Record that the ticked pairs are not the same work."""
        if self.reason.demand():
            self._decide_ticked(self._question.refuse)

    def _decide_ticked(self, decide: Decide) -> None:
        for key in self.pairs.ticked:
            pair = self._by_key[key]
            if decide(pair.first_id, pair.second_id, self.reason.reason) is None:
                return
        self.accept()
