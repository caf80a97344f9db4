"""The dialog for missing tasks and similar new ones: the user decides which are the same."""

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
    from rpa_scout.comparison.renames import RenameProposal

__all__ = ["RenamesDialog"]


class RenamesDialog(QDialog):
    """A list of pairs with check boxes; deletes itself when it is closed."""

    def __init__(
        self, session: Session, proposals: Sequence[RenameProposal], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("The same task under another name?"))
        self.resize(680, 420)
        hint = QLabel(
            _(
                "These tasks are gone, and these are new and much like them. Tick those that are "
                "the same: they keep their decisions and history."
            ),
            self,
        )
        hint.setWordWrap(True)
        self.pairs = QListWidget(self)
        self.pairs.setAccessibleName(_("Pairs of tasks"))
        for proposal in proposals:
            item = QListWidgetItem(_label(proposal))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, (proposal.old_id, proposal.new_id))
            self.pairs.addItem(item)
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("&Confirm the ticked pairs"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.not_same = buttons.addButton(
            _("The ticked pairs are &not the same"), QDialogButtonBox.ButtonRole.ActionRole
        )
        buttons.addButton(_("&Later"), QDialogButtonBox.ButtonRole.RejectRole)
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setPlaceholderText(_("Reason (needed where they are not the same)"))
        self.not_same.clicked.connect(lambda _checked: self.refuse())
        buttons.accepted.connect(self.confirm)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(hint)
        column.addWidget(self.pairs, 1)
        column.addWidget(self.reason)
        column.addWidget(buttons)

    def confirm(self) -> None:
        """Confirm the ticked pairs."""
        self._decide_ticked(self._session.confirm_rename)

    def refuse(self) -> None:
        """Record that the ticked pairs are not the same."""
        self._decide_ticked(self._session.refuse_rename)

    def _decide_ticked(self, decide: Callable[[str, str, str], bool]) -> None:
        for row in range(self.pairs.count()):
            item = self.pairs.item(row)
            if item.checkState() is Qt.CheckState.Checked:
                missing_id, new_id = item.data(Qt.ItemDataRole.UserRole)
                if not decide(missing_id, new_id, self.reason.text()):
                    return
        self.accept()


def _label(proposal: RenameProposal) -> str:
    names = f"{proposal.old_name} → {proposal.new_name}"
    if proposal.old_department != proposal.department:
        names = f"{proposal.old_department} {proposal.old_name} → {proposal.new_name}"
    return f"{proposal.department}　{names}　({proposal.likeness:.0%})"
