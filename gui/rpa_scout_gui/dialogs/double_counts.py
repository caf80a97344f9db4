"""The dialog for running automations without a task that may match a surveyed task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rpa_scout.text import _
from rpa_scout_gui.session import Session

if TYPE_CHECKING:
    from rpa_scout.project.surveys.double_counts import PossibleDoubleCount

__all__ = ["DoubleCountsDialog"]


class DoubleCountsDialog(QDialog):
    """A list of pairs with check boxes; deletes itself when it is closed."""

    def __init__(
        self, session: Session, pairs: Sequence[PossibleDoubleCount], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Possible double counts"))
        self.resize(720, 420)
        hint = QLabel(
            _(
                "Until somebody decides, the automation counts as running and the task as a "
                "candidate. Tick pairs, and say whether they are the same work."
            ),
            self,
        )
        hint.setWordWrap(True)
        self.pairs = QListWidget(self)
        self.pairs.setAccessibleName(_("Pairs of automations and tasks"))
        for pair in pairs:
            item = QListWidgetItem(
                f"{pair.department}　{pair.automation_name} ＝ {pair.task_id} {pair.task_name}　"
                f"({pair.likeness:.0%})"
            )
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, (pair.automation_id, pair.task_id))
            self.pairs.addItem(item)
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setPlaceholderText(_("Reason (needed where they are not the same)"))
        column = QVBoxLayout(self)
        column.addWidget(hint)
        column.addWidget(self.pairs, 1)
        column.addWidget(self.reason)
        column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("The &same: assign"), QDialogButtonBox.ButtonRole.AcceptRole)
        not_same = buttons.addButton(_("&Not the same"), QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(_("&Later"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.assign)
        not_same.clicked.connect(lambda _checked: self.refuse())
        buttons.rejected.connect(self.reject)
        return buttons

    def assign(self) -> None:
        """Assign the ticked automations to their tasks."""
        self._decide_ticked(self._session.assign_automation)

    def refuse(self) -> None:
        """Record that the ticked pairs are not the same work."""
        self._decide_ticked(self._session.refuse_automation)

    def _decide_ticked(self, decide: Callable[[str, str, str], bool]) -> None:
        for row in range(self.pairs.count()):
            item = self.pairs.item(row)
            if item.checkState() is Qt.CheckState.Checked:
                automation, task = item.data(Qt.ItemDataRole.UserRole)
                if not decide(automation, task, self.reason.text()):
                    return
        self.accept()
